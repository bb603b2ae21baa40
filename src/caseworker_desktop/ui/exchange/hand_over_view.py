"""The screen of the hand-over: three steps in one frame, and beside it the slip for the gate."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QFileDialog, QVBoxLayout, QWidget

from caseworker_desktop.kernel.message import Message, message
from caseworker_desktop.texts import Texts
from caseworker_desktop.ui.exchange.hand_over import CHOOSE, DONE, WRITE, Line, Target, Written, told_kinds
from caseworker_desktop.ui.exchange.slip import Carrier, Known
from caseworker_desktop.ui.exchange.slip_card import WIDE, SlipCard
from caseworker_desktop.ui.exchange.sticks import Stick
from caseworker_desktop.ui.moments import day_words, size_words
from caseworker_desktop.ui.shell.page import Breadth
from caseworker_desktop.ui.theme.theme import current
from caseworker_desktop.ui.widgets.badge import Badge
from caseworker_desktop.ui.widgets.banner import Banner
from caseworker_desktop.ui.widgets.bar import Bar
from caseworker_desktop.ui.widgets.button import Button
from caseworker_desktop.ui.widgets.card import Card
from caseworker_desktop.ui.widgets.drawer import Drawer
from caseworker_desktop.ui.widgets.editors import ChoiceCard
from caseworker_desktop.ui.widgets.empty import Empty
from caseworker_desktop.ui.widgets.label import Elided, Glyph, label, page_title, stat
from caseworker_desktop.ui.widgets.layout import PAGE_MARGINS, box, clear, column, row, rule, scroll
from caseworker_desktop.ui.widgets.steps import Stepper, WorkLine


class BigCheck(QWidget):
    """The large tick that says: you may take it out."""

    def __init__(self) -> None:
        super().__init__()
        self.setFixedSize(72, 72)

    def paintEvent(self, event: QPaintEvent) -> None:
        theme, painter = current(), QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.colour("green_bg"))
        painter.drawEllipse(QRectF(self.rect()))
        painter.drawPixmap(16, 16, 40, 40, theme.pixmap("check", "green", 40))
        painter.end()


class HandOverScreen(QWidget):
    """Emits what a person wants; shows what the presenter says."""

    stick_chosen = Signal(object)
    folder_chosen = Signal(object)
    go_wanted = Signal()
    look_wanted = Signal()
    stop_wanted = Signal()
    again_wanted = Signal()
    eject_wanted = Signal()
    finished = Signal()
    receive_wanted = Signal()
    paper_wanted = Signal(object)
    register_wanted = Signal()
    left = Signal()

    def __init__(self, texts: Texts, carrier: Carrier, now: datetime, known: Known) -> None:
        """`known` returns what the register of sticks tells of one by its name."""
        super().__init__()
        self.setObjectName("clear")
        self._texts, self._carrier, self._now = texts, carrier, now
        say = texts.say
        head, self._title, self._subtitle = page_title("")
        self._receive = Button(
            say(message("exchange.receive_from_laptop") if carrier.office else message("exchange.receive_from_office")),
            icon="inbox",
            clicked=self.receive_wanted.emit,
        )
        self._open_slip = Button(say(message("exchange.slip.gate")), icon="gate", clicked=lambda: self._drawer.open())
        self._open_slip.hide()
        self._steps = Stepper([say(message("exchange.step.stick")), say(message("exchange.step.write")), say(message("exchange.step.check"))])
        self._body: QVBoxLayout = column(gap=0)
        self._foot = row(gap=8)
        inside = box(column(self._body, ..., gap=0))
        card = Card((scroll(inside), 1), 12, self._foot, pad=(20, 16, 20, 16), gap=0)
        self.slip = SlipCard(texts, carrier, known)
        self.slip.print_wanted.connect(self.paper_wanted.emit)
        self.slip.register_wanted.connect(self.register_wanted.emit)
        self._drawer = Drawer(self, self.slip, width=WIDE)
        self.setLayout(
            column(
                row(head, ..., self._open_slip, self._receive, gap=8),
                Card(self._steps, pad=(20, 12, 20, 12)),
                (row((card, 1), self._drawer, gap=12), 1),
                gap=12,
                margins=PAGE_MARGINS,
            )
        )
        self._lines: list[WorkLine] = []
        self._bar, self._percent = Bar(), label("", "num")
        self.go = Button()
        self.eject = self._finish = Button()
        self._ejected = Banner()
        self.sticks: dict[Path, ChoiceCard] = {}

    def set_breadth(self, breadth: Breadth) -> None:
        """Beside each other from 1280 px, the slip as a drawer below."""
        self._drawer.set_docked(breadth is Breadth.WIDE)
        self._open_slip.setVisible(breadth is not Breadth.WIDE)

    # What the presenter says

    def show_choose(self, target: Target, sticks: Sequence[Stick], chosen: Stick | None, problem: Message | None) -> None:
        say = self._texts.say
        self._headline(target)
        self._steps.set_now(CHOOSE)
        self.slip.show_state(chosen, None)
        self._clear()
        if problem is not None:
            self._add(Banner("red", say(message("exchange.not_written")), say(problem)), 12)
        self._add(label(say(message("exchange.which_stick")), "h2"), 8)
        self.sticks = {}
        for stick in sticks:
            card = self._stick(stick, chosen is not None and chosen.folder == stick.folder)
            self.sticks[stick.folder] = card
            self._add(card, 8)
        if not sticks:
            self._add(Empty("usb", say(message("exchange.no_stick")), say(message("exchange.no_stick_text"))), 8)
        other = Button(say(message("exchange.other_folder")), "quiet", icon="folder", clicked=self._choose_folder)
        look = Button(say(message("exchange.look_again")), "quiet", icon="refresh", clicked=self.look_wanted.emit)
        self._body.addLayout(row(look, other, ..., gap=8))
        self._body.addSpacing(12)
        self._add(label(say(message("exchange.what_goes")), "h2"), 8)
        self._add(self._waiting(target), 12)
        reader = message("exchange.only_laptop") if self._carrier.office else message("exchange.only_office")
        self._add(Banner("blue", say(reader), say(message("exchange.stays"))), 0)
        name = chosen.name if chosen is not None else ""
        words = say(message("exchange.write_to", name=name)) if chosen is not None else say(message("exchange.write"))
        self.go = Button(words, "primary", icon="usb", clicked=self.go_wanted.emit)
        self.go.setEnabled(chosen is not None)
        self._actions(None, Button(say(message("common.cancel")), clicked=self.left.emit), self.go)
        (self.go if chosen is not None else look).setFocus()

    def show_writing(self, stick: Stick) -> None:
        say = self._texts.say
        self._steps.set_now(WRITE)
        self.slip.show_state(stick, None)
        self._clear()
        self._add(label(say(message("exchange.writing_to", name=stick.name)), "h2", wrap=True), 0)
        self._add(label(say(message("exchange.do_not_pull")), "muted", wrap=True), 24)
        self._bar, self._percent = Bar(0, 100, thick=12, name=say(message("exchange.progress"))), label("", "num")
        self._add(self._percent, 8)
        self._add(self._bar, 28)
        waits = say(message("exchange.state.waits"))
        names = (message("exchange.line.collect"), message("exchange.line.seal"), message("exchange.line.read_back"))
        self._lines = [WorkLine(at, say(words), waits) for at, words in enumerate(names, 1)]
        for at, line in enumerate(self._lines):
            self._add(line, 0)
            if at + 1 < len(self._lines):
                self._add(rule(soft=True), 0)
        self._body.addSpacing(24)
        self._add(Banner("blue", say(message("exchange.work_on")), say(message("exchange.work_on_text"))), 0)
        waiting = Button(say(message("exchange.wait_for_check")), "primary")
        waiting.setEnabled(False)
        stop = Button(say(message("common.stop")), clicked=self.stop_wanted.emit)
        self._actions(None, stop, waiting)
        stop.setFocus()

    def show_line(self, line: Line) -> None:
        words = (message("exchange.state.waits"), message("exchange.state.runs"), message("exchange.state.done"))
        for shown, state in zip(self._lines, line.states):
            shown.set_state(state, self._texts.say(words[state]))
        self._bar.show_value(line.percent, 100)
        self._percent.setText(self._texts.say(message("common.percent", number=line.percent)))

    def show_done(self, target: Target, written: Written) -> None:
        say, done = self._texts.say, written.exported
        self._headline(target)
        self._steps.set_now(DONE + 1)
        self.slip.show_state(written.stick, written)
        self._clear()
        words = box(
            column(
                ...,
                label(say(message("exchange.take_out")), "h1"),
                label(say(message("exchange.verified", number=done.number)), "muted", wrap=True),
                ...,
                gap=4,
            )
        )
        self._add(box(row(BigCheck(), (words, 1), gap=20, margins=(0, 8, 0, 0))), 16)
        self._add(self._content(written), 12)
        call = label(say(message("exchange.call_laptop") if self._carrier.office else message("exchange.call_office")), "muted", wrap=True)
        code = box(column(label(say(message("exchange.check_word")), "key"), label(done.check_word, "num"), gap=0))
        self._add(Card(row(code, 24, (call, 1)), inset=True, pad=(16, 8, 16, 12)), 12)
        facts = (
            ("check", "green", message("exchange.fact.written"), say(message("exchange.fact.size", size=size_words(done.bytes, self._texts)))),
            ("check", "green", message("exchange.fact.untouched"), say(message("exchange.packages", count=written.untouched))),
            ("clock", "amber", message("exchange.fact.waits"), say(message("exchange.fact.records", count=done.records))),
        )
        lines = [row(Glyph(icon, tone, 16), label(say(what), "text"), ..., label(how, "h3"), gap=12) for icon, tone, what, how in facts]
        self._add(Card(*lines, inset=True, pad=(16, 12, 16, 12), gap=12), 12)
        self._add(label(say(message("exchange.next_laptop") if self._carrier.office else message("exchange.next_office")), "muted", wrap=True), 0)
        self._ejected = Banner("green")
        self._ejected.hide()
        self._body.insertWidget(0, self._ejected)
        self._finish = Button(say(message("common.done")), "primary", clicked=self.finished.emit)
        self.eject = Button(say(message("exchange.eject")), icon="usb", clicked=self.eject_wanted.emit)
        right = (self.eject, self._finish) if written.stick.ejects else (self._finish,)
        self._actions(Button(say(message("exchange.once_more")), "quiet", clicked=self.again_wanted.emit), *right)
        (self.eject if written.stick.ejects else self._finish).setFocus()

    def show_ejected(self, done: bool | None) -> None:
        say = self._texts.say
        self.eject.setEnabled(done is False)
        if done is None:
            return
        if done:
            self._ejected.say("green", say(message("exchange.ejected")), say(message("exchange.ejected_text")))
        else:
            self._ejected.say("amber", say(message("exchange.not_ejected")), say(message("exchange.not_ejected_text")))
        self._ejected.show()
        self._finish.setFocus()

    def leave(self) -> None:
        self.left.emit()

    # Parts

    def _headline(self, target: Target) -> None:
        say = self._texts.say
        title = message("exchange.to_device", name=target.name) if self._carrier.office else message("exchange.to_office")
        self._title.setText(say(title))
        when = message("exchange.last_out", when=day_words(target.last_out, self._now, self._texts))
        self._subtitle.setText(say(when if target.last_out else message("exchange.last_out_never")))
        self._subtitle.show()

    def _stick(self, stick: Stick, chosen: bool) -> ChoiceCard:
        say = self._texts.say
        parts = []
        if stick.free is not None and stick.total is not None:
            parts.append(say(message("exchange.free", free=size_words(stick.free, self._texts), total=size_words(stick.total, self._texts))))
        parts.append(say(message("exchange.packages_on", count=stick.packages)) if stick.packages else say(message("exchange.packages_none")))
        note = " · ".join(parts)
        badge = Badge(say(message("exchange.stick_locked")), "amber", "warn") if stick.read_only else None
        card = ChoiceCard(stick.name)
        card.setAccessibleDescription(note)
        card.setChecked(chosen)
        tick = Glyph("ok", "accent", 20) if chosen else None
        words = box(column(Elided(stick.name, "h3"), Elided(note, "small"), gap=0))
        words.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        card.setLayout(row(Glyph("usb", "accent" if chosen else "text3", 24), (words, 1), badge, tick, gap=12, margins=(16, 12, 16, 12)))
        card.setFixedHeight(64)
        card.clicked.connect(lambda *_: self.stick_chosen.emit(stick.folder))
        return card

    def _waiting(self, target: Target) -> QWidget:
        say, number = self._texts.say, self._texts.number
        again = label(say(message("exchange.goes_again", count=target.again)), "small", wrap=True) if target.again else None
        if not target.waiting:
            words = row(Glyph("ok", "green", 20), (label(say(message("exchange.all_handed")), "text", wrap=True), 1))
            return Card(words, again, inset=True, pad=(16, 12, 16, 12))
        shown = row(stat(number(target.waiting), say(message("exchange.changes", count=target.waiting)), say(message("exchange.since_last"))), gap=20)
        if target.again:
            shown.addWidget(rule(upright=True))
            carried = stat(number(target.goes), say(message("exchange.carried", count=target.goes)), say(message("exchange.in_package")))
            shown.addWidget(carried, 0, Qt.AlignmentFlag.AlignTop)
        shown.addStretch()
        return Card(shown, again, inset=True, pad=(16, 8, 16, 12))

    def _content(self, written: Written) -> QWidget:
        say, done, number = self._texts.say, written.exported, self._texts.number
        cells = [
            stat(
                number(done.records), say(message("exchange.records", count=done.records)), say(message("exchange.operations", count=done.operations))
            ),
            stat(number(done.persons), say(message("exchange.persons", count=done.persons))),
        ]
        cells += [stat(number(count), self._texts.kind(kind)) for kind, count in told_kinds(done.by_kind)]
        line = row(gap=20)
        for at, cell in enumerate(cells):
            if at:
                line.addWidget(rule(upright=True))
            line.addWidget(cell, 0, Qt.AlignmentFlag.AlignTop)
        line.addStretch()
        return Card(line, inset=True, pad=(16, 8, 8, 12))

    def _choose_folder(self) -> None:
        folder = QFileDialog.getExistingDirectory(self, self._texts.say(message("exchange.which_stick")))
        if folder:
            self.folder_chosen.emit(Path(folder))

    def _clear(self) -> None:
        self.sticks, self._lines = {}, []
        clear(self._body)
        clear(self._foot)

    def _add(self, part: QWidget, gap: int) -> None:
        self._body.addWidget(part)
        if gap:
            self._body.addSpacing(gap)

    def _actions(self, left: Button | None, *right: Button) -> None:
        if left is not None:
            self._foot.addWidget(left)
        self._foot.addStretch()
        for button in right:
            self._foot.addWidget(button)
