"""The door: the dark pane, and beside it the card that is wanted now. It carries out what the presenters decide."""

from __future__ import annotations

import random
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QScrollArea, QWidget

from caseworker_desktop.kernel.message import Message, message
from caseworker_desktop.settings import LANGUAGES
from caseworker_desktop.texts import Texts
from caseworker_desktop.ui.key_card import SheetCard
from caseworker_desktop.ui.key_paper import print_sheet
from caseworker_desktop.ui.keysheet import Sheet
from caseworker_desktop.ui.run import Work, run
from caseworker_desktop.ui.shell.page import Breadth, breadth_of
from caseworker_desktop.ui.unlock.brand import SLIM, WIDE, brand_pane
from caseworker_desktop.ui.unlock.first_start import WAYS, FirstStart
from caseworker_desktop.ui.unlock.new_form import NewForm
from caseworker_desktop.ui.unlock.recover_form import RecoverForm
from caseworker_desktop.ui.unlock.restore_form import RestoreForm
from caseworker_desktop.ui.unlock.unlock_form import UnlockForm
from caseworker_desktop.ui.unlock.unlocking import Unlocking
from caseworker_desktop.ui.unlock.ways import Ways
from caseworker_desktop.ui.unlock.words_card import WordsCard
from caseworker_desktop.ui.widgets.card import Card
from caseworker_desktop.ui.widgets.editors import Choice
from caseworker_desktop.ui.widgets.label import key_hint, label
from caseworker_desktop.ui.widgets.layout import box, column, row, scroll
from caseworker_desktop.ui.widgets.loading import LongWork
from caseworker_desktop.usecases.doors import Doors
from caseworker_desktop.usecases.remaking import UPGRADE, UPGRADE_READING

if TYPE_CHECKING:
    from caseworker_desktop.usecases.desk import Desk

LONG_WIDE = 448
_LANGUAGE_NAMES = {"lt": message("language.lt"), "lv": message("language.lv"), "en": message("language.en")}


class _Long(NamedTuple):
    """A work of some length and the card that it stands in."""

    work: LongWork
    card: Card


class Door(QWidget):
    """`desk_opened(Desk)` and `same_person_back` when somebody is in; `language_wanted(code)`; `help_wanted`."""

    desk_opened = Signal(object)
    same_person_back = Signal()
    language_wanted = Signal(str)
    help_wanted = Signal()

    def __init__(self, doors: Doors, texts: Texts, today: Callable[[], str], version: str, *, choice: random.Random) -> None:
        super().__init__()
        self.setObjectName("page")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._doors, self._texts, self._today, self._choice = doors, texts, today, choice
        state = doors.state()
        self._pane = brand_pane(texts, new=not state.exists, training=state.training)
        self._place: QScrollArea = scroll(QWidget())
        self._locked = False
        self._work: Work[object] | None = None
        self._long: _Long | None = None
        self._under = column()
        self.card: QWidget = QWidget()
        self.setLayout(row(self._pane, (column((self._place, 1), self._foot(version), gap=0), 1), gap=0))
        self._unlocking = Unlocking(self, doors, self._run)
        self._first = FirstStart(self, doors, self._run, choice)
        QShortcut(QKeySequence("F1"), self).activated.connect(self.help_wanted.emit)

    def begin(self, held: str | None = None, release: Callable[[], object] | None = None) -> None:
        """Show what is wanted now: the first start, or unlocking (`held`: the staff id of a sitting that is locked)."""
        self._locked = held is not None
        if self._doors.state().exists:
            self._unlocking.begin(held, release)
        else:
            self._first.begin()

    # What the presenters ask

    def show_ways(self) -> None:
        ways = Ways(self._texts, WAYS)
        ways.chosen.connect(self._first.way_chosen)
        self._show(ways)

    def show_form(self, way: str) -> None:
        form = NewForm(self._texts, way)
        form.sent.connect(self._first.sent)
        form.left.connect(self._first.begin)
        self._show(form)

    def show_restore(self) -> None:
        form = RestoreForm(self._texts)
        form.sent.connect(self._first.backup_sent)
        form.left.connect(self._first.begin)
        self._show(form)

    def restored(self) -> None:
        self._unlocking.begin()

    def show_unlock(self, *, with_login: bool) -> None:
        form = UnlockForm(self._texts, with_login=with_login, locked=self._locked)
        form.sent.connect(self._unlocking.sent)
        form.forgotten.connect(self._unlocking.recovery_wanted)
        self._show(form)

    def show_recover(self, *, with_login: bool) -> None:
        form = RecoverForm(self._texts, with_login=with_login)
        form.sent.connect(self._unlocking.recovery_sent)
        form.left.connect(self._unlocking.back)
        self._show(form)

    def show_faults(self, wrong: Mapping[str, Message]) -> None:
        if isinstance(self.card, (NewForm, UnlockForm, RecoverForm, RestoreForm)):
            self.card.show_faults(wrong)

    def show_problem(self, problem: Message | None) -> None:
        if isinstance(self.card, (NewForm, RestoreForm)):
            self.card.show_problem(problem)

    def show_working(self, working: bool) -> None:
        if self._long is not None and not working:
            self._long.card.hide()
            self._long.card.deleteLater()
            self._long = None
        if isinstance(self.card, (NewForm, UnlockForm, RecoverForm, RestoreForm)):
            self.card.show_working(working)

    def show_sheet(self, sheet: Sheet, number: int, count: int) -> None:
        card = SheetCard(self._texts, sheet, number, count)
        card.typed.connect(self._first.typed_back)
        card.print_wanted.connect(lambda: print_sheet(self, self._texts, sheet, self._today(), self._doors.state().folder.name))
        self._show(card)

    def show_typed_wrong(self, wrong: tuple[int, ...]) -> None:
        if isinstance(self.card, SheetCard):
            self.card.show_wrong(wrong)

    def show_words(self, words: str, file: Path) -> None:
        card = WordsCard(self._texts, words, file.name)
        card.done.connect(self._first.words_compared)
        self._show(card)

    def ready(self, login: str, passphrase: str) -> None:
        self._unlocking.begin()
        self._unlocking.sent(login, passphrase)

    def opened(self, desk: Desk) -> None:
        self._show(QWidget())
        self.desk_opened.emit(desk)

    def same_person(self) -> None:
        self._show(QWidget())
        self.same_person_back.emit()

    # Inside

    def _run(self, operation: Callable[..., object], success: Callable[..., object], failure: Callable[[Exception], object]) -> object:
        self._work = run(self, operation, success, failure, self._stepped)
        return self._work

    def _stepped(self, stage: Message, done: int, total: int) -> None:
        """Work of some length is shown in the card, where it can be stopped."""
        if stage.key not in (UPGRADE, UPGRADE_READING):
            return
        say = self._texts.say
        if self._long is None:
            work = LongWork(say(message("unlock.upgrade.stop")))
            note = label(say(message("unlock.upgrade.note")), "small", wrap=True)
            self._long = _Long(work, Card(work, note, pad=(16, 12, 16, 12)))
            work.stop.clicked.connect(self._stop)
            self._under.addWidget(self._long.card)
            work.stop.setFocus()
        self._long.work.show_step(say(stage), say(message("unlock.upgrade.count", done=done, total=total)), done, total)

    def _stop(self) -> None:
        if self._work is not None:
            self._work.stop()

    def _show(self, card: QWidget) -> None:
        self.card = card
        self._long, self._under = None, column()
        under = box(self._under, width=LONG_WIDE)
        self._place.setWidget(box(column(..., row(..., card, ...), row(..., under, ...), ..., gap=12, margins=(16, 24, 16, 8))))
        card.setFocus()

    def _foot(self, version: str) -> QWidget:
        say = self._texts.say
        options: Sequence[tuple[str, str]] = [(code, say(_LANGUAGE_NAMES[code])) for code in LANGUAGES]
        language = Choice(options, name=say(message("unlock.language")))
        language.choose(self._texts.language)
        language.setFixedWidth(140)
        language.chosen_changed.connect(lambda: self.language_wanted.emit(language.value() or self._texts.language))
        about = label(f"{say(message('app.name'))} {version}", "small")
        keys = key_hint("F1")
        words = label(say(message("unlock.foot.help")), "small")
        return box(row(..., keys, words, 8, about, 8, language, gap=8, margins=(0, 0, 24, 12)))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        breadth = breadth_of(self.width())
        self._pane.setVisible(breadth is not Breadth.NARROW)
        self._pane.setFixedWidth(WIDE if breadth is Breadth.WIDE else SLIM)
