"""The screen that takes packages in: what lies on the stick, what it would change, what came of it."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import UTC, datetime
from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QCheckBox, QFileDialog, QVBoxLayout, QWidget

from caseworker_desktop.kernel.message import Message, message
from caseworker_desktop.texts import Texts
from caseworker_desktop.ui.exchange.preview import cards
from caseworker_desktop.ui.exchange.preview_card import preview_card
from caseworker_desktop.ui.exchange.receive import DONE, FILES, LOOK, Offer, Outcome
from caseworker_desktop.ui.exchange.sticks import PACKAGE
from caseworker_desktop.ui.moments import day_words, size_words
from caseworker_desktop.ui.widgets.badge import Badge
from caseworker_desktop.ui.widgets.banner import Banner
from caseworker_desktop.ui.widgets.button import Button
from caseworker_desktop.ui.widgets.card import Card
from caseworker_desktop.ui.widgets.editors import tick
from caseworker_desktop.ui.widgets.empty import Empty
from caseworker_desktop.ui.widgets.label import Elided, Glyph, label, page_title
from caseworker_desktop.ui.widgets.layout import PAGE_MARGINS, box, clear, column, row, rule, scroll
from caseworker_desktop.ui.widgets.loading import LongWork
from caseworker_desktop.ui.widgets.steps import Stepper
from caseworker_desktop.usecases.previewing import OTHERS, OURS, Preview


class ReceiveScreen(QWidget):
    """Emits what a person wants; shows what the presenter says. `go` is the one button that goes on."""

    ticked = Signal(object, bool)
    files_chosen = Signal(object)
    see_wanted = Signal()
    go_wanted = Signal()
    back_wanted = Signal()
    look_wanted = Signal()
    stop_wanted = Signal()
    inbox_wanted = Signal()
    aside_wanted = Signal()
    undo_wanted = Signal(str)
    left = Signal()

    def __init__(self, texts: Texts, now: datetime, named: Collection[str], *, office: bool) -> None:
        """`named`: the kinds that this version has a name for."""
        super().__init__()
        self.setObjectName("clear")
        self._texts, self._now, self._named, self._office = texts, now, named, office
        say = texts.say
        title = message("exchange.in.title_laptop") if office else message("exchange.in.title_office")
        head, _, _ = page_title(say(title), say(message("exchange.in.text")))
        self._steps = Stepper([say(message("exchange.in.step_files")), say(message("exchange.in.step_look")), say(message("exchange.in.step_done"))])
        self._body: QVBoxLayout = column(gap=0)
        self._foot = row(gap=8)
        self._work = LongWork(say(message("common.stop")), say(message("exchange.work_on")))
        self._work.stop.clicked.connect(lambda *_: self.stop_wanted.emit())
        self._work.hide()
        inside = box(column(self._body, ..., gap=0))
        self._area = scroll(inside)
        card = Card((self._area, 1), self._work, 12, self._foot, pad=(20, 16, 20, 16), gap=0)
        back = Button(say(message("common.back")), "plain", icon="left", clicked=self.left.emit)
        self.setLayout(column(row(head, ..., back), Card(self._steps, pad=(20, 12, 20, 12)), (card, 1), gap=12, margins=PAGE_MARGINS))
        self.go = Button()
        self.boxes: dict[Path, QCheckBox] = {}
        self._leave: Button | None = None

    def show_files(self, offers: Sequence[Offer], chosen: frozenset[Path], problem: Message | None) -> None:
        say = self._texts.say
        focused = next((path for path, box_ in self.boxes.items() if box_.hasFocus()), None)
        self._steps.set_now(FILES)
        self._clear()
        if problem is not None:
            self._add(Banner("red", say(message("problem.title")), say(problem)), 12)
        self._add(label(say(message("exchange.in.found")), "h2"), 8)
        for offer in offers:
            self._add(self._file(offer, offer.file.path in chosen), 0)
            self._add(rule(soft=True), 0)
        if not offers:
            self._add(Empty("inbox", say(message("exchange.in.none")), say(message("exchange.in.none_text"))), 0)
        others = sum(one.whose == OTHERS for one in offers)
        if others:
            self._body.addSpacing(8)
            self._add(label(say(message("exchange.in.others_stay", count=others)), "small", wrap=True), 0)
        self._body.addSpacing(8)
        look = Button(say(message("exchange.look_again")), "quiet", icon="refresh", clicked=self.look_wanted.emit)
        choose = Button(say(message("exchange.in.choose_file")), "quiet", icon="folder", clicked=self._choose)
        self._body.addLayout(row(look, choose, ..., gap=8))
        self._body.addSpacing(16)
        self._add(Banner("blue", say(message("exchange.in.first_look")), say(message("exchange.in.first_look_text"))), 0)
        words = message("exchange.in.see_count", count=len(chosen)) if chosen else message("exchange.in.see")
        self.go = Button(say(words), "primary", icon="eye", clicked=self.see_wanted.emit)
        self.go.setEnabled(bool(chosen))
        self._foot.addStretch()
        self._foot.addWidget(self.go)
        if focused in self.boxes:
            self.boxes[focused].setFocus()
        else:
            (self.go if chosen else look).setFocus()

    def show_working(self, working: bool, step: int) -> None:
        self._work.setVisible(working)
        self._area.setEnabled(not working)
        self.go.setEnabled(not working)
        if self._leave is not None:
            self._leave.setEnabled(not working)
        if working:
            self._steps.set_now(step)
            words = message("exchange.in.looking") if step == LOOK else message("exchange.in.working")
            self._work.show_step(self._texts.say(words), "", 0, 0)
            self._work.stop.setFocus()

    def show_step(self, stage: Message, done: int, total: int) -> None:
        percent = self._texts.say(message("common.percent", number=round(100 * done / total))) if total else ""
        self._work.show_step(self._texts.say(stage), percent, done, total)

    def show_preview(self, previews: Sequence[Preview]) -> None:
        """Show what would change; nothing has changed yet."""
        say = self._texts.say
        self._steps.set_now(LOOK)
        self._clear()
        self._add(label(say(message("exchange.see.title")), "h2"), 0)
        alone = message("exchange.see.text_many") if len(previews) > 1 else message("exchange.see.text")
        self._add(label(say(alone), "muted", wrap=True), 12)
        for one in cards(previews, self._named, self._now, self._texts):
            self._add(preview_card(one, self._texts), 8)
        takeable = sum(one.takeable for one in previews)
        self._leave = Button(say(message("exchange.see.leave")), "plain", clicked=self.back_wanted.emit)
        words = message("exchange.in.go_count", count=takeable) if takeable else message("exchange.in.go")
        self.go = Button(say(words), "primary", icon="inbox", clicked=self.go_wanted.emit)
        self.go.setEnabled(bool(takeable))
        self._foot.addStretch()
        self._foot.addWidget(self._leave)
        self._foot.addWidget(self.go)
        (self.go if takeable else self._leave).setFocus()

    def show_outcomes(self, outcomes: Sequence[Outcome]) -> None:
        say = self._texts.say
        self._steps.set_now(DONE + 1)
        self._clear()
        self._add(label(say(message("exchange.in.done")), "h2"), 8)
        for one in outcomes:
            said = " ".join(say(sentence) for sentence in one.sentences)
            undo = say(message("exchange.in.undo")) if self._office and one.bundle else ""
            banner = Banner(one.tone, f"{one.file}: {say(one.title)}", said, icon=one.icon, action=undo)
            banner.acted.connect(partial(self.undo_wanted.emit, one.bundle))
            self._add(banner, 8)
        if self._office and any(one.bundle for one in outcomes):
            self._add(label(say(message("exchange.in.undo_later")), "small", wrap=True), 0)
        more = Button(say(message("exchange.in.more")), "plain", clicked=self.look_wanted.emit)
        done = Button(say(message("common.done")), "plain", clicked=self.left.emit)
        self._foot.addWidget(more)
        if any(one.parked for one in outcomes):
            self._foot.addWidget(Button(say(message("exchange.in.to_aside")), "quiet", icon="info", clicked=self.aside_wanted.emit))
        self._foot.addStretch()
        self._foot.addWidget(done)
        if any(one.conflicts for one in outcomes):
            decide = Button(say(message("exchange.in.to_inbox")), "primary", icon="split", clicked=self.inbox_wanted.emit)
            self._foot.addWidget(decide)
            decide.setFocus()
        else:
            done.setFocus()

    def leave_preview(self) -> bool:
        """Answer Esc: from the preview back to the list; False when it is not shown or works."""
        if self._leave is None or not self._leave.isEnabled():
            return False
        self.back_wanted.emit()
        return True

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and self.leave_preview():
            return
        super().keyPressEvent(event)

    def _file(self, offer: Offer, on: bool) -> QWidget:
        say, file, glance = self._texts.say, offer.file, offer.glance
        when = day_words(datetime.fromtimestamp(file.changed, UTC).isoformat(), self._now, self._texts)
        note = say(message("exchange.in.package_note", size=size_words(file.bytes, self._texts), when=when))
        name = file.path.name
        if glance is not None and glance.whose == OURS:
            name = say(message("exchange.see.package", name=glance.sender or "–", number=glance.number))
            note = f"{file.path.name} · {note}"
        words = box(column(Elided(name, "h3" if offer.whose == OURS else "body"), Elided(f"{file.path.parent} · {note}", "small"), gap=0))
        badge = None
        if glance is not None and glance.whose == OTHERS:
            badge = Badge(say(message("exchange.in.for_others")), "grey", "info")
        elif glance is not None and glance.whose != OURS:
            badge = Badge(say(message("exchange.in.unreadable")), "amber", "warn")
        elif glance is not None and glance.came:
            badge = Badge(say(message("exchange.in.came")), "grey", "check")
        if offer.whose == OTHERS:
            return box(row(Glyph("lock", "text3", 20), (words, 1), badge, gap=12, margins=(4, 8, 4, 8)))
        box_ = tick("", checked=on, changed=lambda state: self.ticked.emit(file.path, state))
        box_.setAccessibleName(say(message("exchange.in.package", file=name)))
        self.boxes[file.path] = box_
        return box(row(box_, Glyph("usb", "text3", 20), (words, 1), badge, gap=12, margins=(4, 8, 4, 8)))

    def _choose(self) -> None:
        filter_ = f"{self._texts.say(message('exchange.join.file_filter'))} (*{PACKAGE})"
        names, _ = QFileDialog.getOpenFileNames(self, self._texts.say(message("exchange.in.choose_file")), "", filter_)
        if names:
            self.files_chosen.emit([Path(name) for name in names])

    def _clear(self) -> None:
        self.boxes, self._leave = {}, None
        clear(self._body)
        clear(self._foot)

    def _add(self, part: QWidget, gap: int) -> None:
        self._body.addWidget(part)
        if gap:
            self._body.addSpacing(gap)
