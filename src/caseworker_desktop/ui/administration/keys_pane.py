"""The office's keys: new halves for custody, on paper before the old ones end, and new keys for what is written from now on."""

from __future__ import annotations

import random
from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QBoxLayout, QStackedWidget, QWidget

from caseworker_desktop.kernel.clock import today
from caseworker_desktop.kernel.message import message
from caseworker_desktop.kernel.progress import Progress
from caseworker_desktop.texts import Texts
from caseworker_desktop.ui.administration.ask_form import AskForm
from caseworker_desktop.ui.administration.model import Ask, AskField, Values
from caseworker_desktop.ui.changes import EVERYTHING
from caseworker_desktop.ui.key_card import SheetCard
from caseworker_desktop.ui.key_paper import print_sheet
from caseworker_desktop.ui.keysheet import Sheet, half_sheets, wrong_groups
from caseworker_desktop.ui.shell.page import Breadth, Navigator
from caseworker_desktop.ui.widgets.banner import Banner
from caseworker_desktop.ui.widgets.button import Button
from caseworker_desktop.ui.widgets.card import Card
from caseworker_desktop.ui.widgets.layout import box, clear, column, row, scroll
from caseworker_desktop.usecases.custody import Fresh, Recovered
from caseworker_desktop.usecases.desk import Desk

PrintSheet = Callable[[QWidget, Texts, Sheet, str, str], bool]


class KeysPane(QWidget):
    """Two forms; in their place, once the present halves are right, the sheets of the new ones, each to be copied and typed back."""

    def __init__(
        self, desk: Desk, texts: Texts, navigator: Navigator, *, choice: random.Random | None = None, printed: PrintSheet = print_sheet
    ) -> None:
        super().__init__()
        self.setObjectName("clear")
        self._desk, self._texts, self._navigator = desk, texts, navigator
        self._choice, self._printed = choice or random.SystemRandom(), printed
        self._old: tuple[str, str] = ("", "")
        self._new: Fresh | None = None
        self._sheets: tuple[Sheet, ...] = ()
        self._at = 0
        say = texts.say
        self.told = Banner("green")
        self.told.hide()
        self.halves, self.rotate = AskForm(texts, navigator, stays=True), AskForm(texts, navigator, stays=True, calm=True)
        self.halves.open(self._halves_ask())
        self.rotate.open(self._rotate_ask())
        self.halves.done.connect(lambda _, fresh: self._show_first(fresh))
        self.rotate.done.connect(lambda *_: navigator.announce(EVERYTHING))
        self._cards = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._cards.setContentsMargins(0, 0, 0, 0)
        self._cards.setSpacing(12)
        for form in (self.halves, self.rotate):
            self._cards.addWidget(box(column(Card(form), ..., gap=0)), 1)
        self._forms = scroll(box(column(self.told, self._cards, ..., gap=12)), say(message("ui_keys.title")))
        self._place = column(gap=12)
        self.leave = Button(say(message("ui_keys.leave")), "plain", clicked=self._leave)
        warning = Banner("amber", say(message("ui_keys.not_yet")), say(message("ui_keys.not_yet_text")))
        self._sheet_page = scroll(box(column(warning, self._place, row(self.leave, ...), ..., gap=12)), say(message("ui_keys.halves")))
        self._stack = QStackedWidget()
        self._stack.addWidget(self._forms)
        self._stack.addWidget(self._sheet_page)
        self.setLayout(column((self._stack, 1)))
        self.card: SheetCard | None = None

    # ---- what the page asks ------------------------------------------------------------------------------------------------------------------
    def show_now(self) -> None:
        """Nothing is read before somebody asks."""

    def show_key(self, key: str) -> None:
        """There is nothing to be shown by a key."""

    def take_focus(self) -> None:
        """Begin with the first half, or with the sheet that is to be copied."""
        if self.card is not None:
            self.card.setFocus()
        else:
            self.halves.take_focus()

    def set_breadth(self, breadth: Breadth) -> None:
        """One beside the other, or one under the other."""
        wide = breadth == Breadth.WIDE
        self._cards.setDirection(QBoxLayout.Direction.LeftToRight if wide else QBoxLayout.Direction.TopToBottom)

    def save(self) -> bool:
        """Do what the form says in which the focus is."""
        focus: QWidget | None = self.window().focusWidget()
        return next((form.send() for form in (self.halves, self.rotate) if focus is not None and form.isAncestorOf(focus)), False)

    def close_side(self) -> bool:
        """Leave the new halves, which are not in force yet."""
        if self.card is None:
            return False
        self._leave()
        return True

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and self.close_side():
            return
        super().keyPressEvent(event)

    # ---- forms -------------------------------------------------------------------------------------------------------------------------------
    def _halves_ask(self) -> Ask:
        say = self._texts.say

        def write(values: Values, _: Progress) -> Fresh:
            self._old = (values["first"], values["second"])
            return self._desk.custody.fresh(self._old)

        first, second = say(message("ui_admin.half_first")), say(message("ui_admin.half_second"))
        fields = (AskField("first", first, must=True), AskField("second", second, must=True))
        return Ask(say(message("ui_keys.halves")), say(message("ui_keys.halves_go")), fields, write, lambda _: say(message("ui_keys.copy_them")),
                   note=say(message("ui_keys.halves_text")))  # fmt: skip

    def _rotate_ask(self) -> Ask:
        say = self._texts.say

        def write(_: Values, __: Progress) -> int:
            return self._desk.access.rotate()

        def said(count: int) -> str:
            return say(message("ui_keys.rotated", count=count))

        return Ask(say(message("ui_keys.rotate")), say(message("ui_keys.rotate_go")), (), write, said, note=say(message("ui_keys.rotate_text")),
                   told=lambda count: ("green", said(count), say(message("ui_keys.rotated_text"))),
                   confirm=(say(message("ui_keys.rotate_sure")), say(message("ui_keys.rotate_sure_text"))))  # fmt: skip

    # ---- the sheets --------------------------------------------------------------------------------------------------------------------------
    def _show_first(self, fresh: Fresh) -> None:
        self._new, self._at = fresh, 0
        self._sheets = half_sheets(fresh.halves, self._choice)
        self.told.hide()
        self._show_sheet()

    def _show_sheet(self) -> None:
        clear(self._place)
        sheet = self._sheets[self._at]
        self.card = SheetCard(self._texts, sheet, self._at + 1, len(self._sheets))
        self.card.typed.connect(self._typed)
        self.card.print_wanted.connect(lambda: self._print(sheet))
        self._place.addWidget(self.card)
        self._stack.setCurrentWidget(self._sheet_page)
        self.card.setFocus()

    def _print(self, sheet: Sheet) -> None:
        self._printed(self, self._texts, sheet, today(self._desk.worker.clock).isoformat(), self._desk.worker.device_name)

    def _typed(self, first: str, second: str) -> None:
        if self.card is None:
            return
        wrong = wrong_groups(self._sheets[self._at], (first, second))
        self.card.show_wrong(wrong)
        if wrong:
            return
        if self._at + 1 < len(self._sheets):
            self._at += 1
            self._show_sheet()
            return
        old, new = self._old, self._new
        self.card.setEnabled(False)
        self._navigator.run(lambda _: self._desk.custody.recover(old, renew=True, new=new), self._renewed, self._failed)

    def _renewed(self, done: Recovered) -> None:
        self._forget()
        say = self._texts.say
        self.told.say("green", say(message("ui_keys.renewed")), say(message("ui_keys.renewed_text")))
        self.told.show()
        self._navigator.announce(EVERYTHING)
        self.halves.take_focus()

    def _failed(self, error: Exception) -> None:
        if self.card is not None:
            self.card.setEnabled(True)
        self._navigator.problem(error)

    def _leave(self) -> None:
        self._forget()
        self._navigator.toast(self._texts.say(message("ui_keys.left")))
        self.halves.take_focus()

    def _forget(self) -> None:
        """Let the keys go: neither screen nor memory holds them on."""
        self.setFocus()
        self._new, self._old, self._sheets, self.card = None, ("", ""), (), None
        clear(self._place)
        self._stack.setCurrentWidget(self._forms)
