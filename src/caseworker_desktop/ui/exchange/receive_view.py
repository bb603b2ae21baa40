"""The screen that takes packages in."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QFileDialog, QVBoxLayout, QWidget

from caseworker_desktop.kernel.message import Message, message
from caseworker_desktop.texts import Texts
from caseworker_desktop.ui.exchange.receive import Outcome
from caseworker_desktop.ui.exchange.sticks import PACKAGE, PackageFile
from caseworker_desktop.ui.moments import day_words, size_words
from caseworker_desktop.ui.widgets.banner import Banner
from caseworker_desktop.ui.widgets.button import Button
from caseworker_desktop.ui.widgets.card import Card
from caseworker_desktop.ui.widgets.editors import tick
from caseworker_desktop.ui.widgets.empty import Empty
from caseworker_desktop.ui.widgets.label import Elided, Glyph, label, page_title
from caseworker_desktop.ui.widgets.layout import PAGE_MARGINS, box, clear, column, row, rule, scroll
from caseworker_desktop.ui.widgets.loading import LongWork


class ReceiveScreen(QWidget):
    """Emits what a person wants; shows what the presenter says."""

    ticked = Signal(object, bool)
    files_chosen = Signal(object)
    go_wanted = Signal()
    look_wanted = Signal()
    stop_wanted = Signal()
    inbox_wanted = Signal()
    left = Signal()

    def __init__(self, texts: Texts, now: datetime, *, office: bool) -> None:
        super().__init__()
        self.setObjectName("clear")
        self._texts, self._now = texts, now
        say = texts.say
        title = message("exchange.in.title_laptop") if office else message("exchange.in.title_office")
        head, _, _ = page_title(say(title), say(message("exchange.in.text")))
        self._body: QVBoxLayout = column(gap=0)
        self._foot = row(gap=8)
        self._work = LongWork(say(message("common.stop")), say(message("exchange.work_on")))
        self._work.stop.clicked.connect(lambda *_: self.stop_wanted.emit())
        self._work.hide()
        inside = box(column(self._body, ..., gap=0))
        self._area = scroll(inside)
        card = Card((self._area, 1), self._work, 12, self._foot, pad=(20, 16, 20, 16), gap=0)
        back = Button(say(message("common.back")), "plain", icon="left", clicked=self.left.emit)
        self.setLayout(column(row(head, ..., back), (card, 1), gap=12, margins=PAGE_MARGINS))
        self.go = Button()
        self.boxes: dict[Path, QCheckBox] = {}

    def show_files(self, files: Sequence[PackageFile], chosen: frozenset[Path], problem: Message | None) -> None:
        say = self._texts.say
        focused = next((path for path, box_ in self.boxes.items() if box_.hasFocus()), None)
        self._clear()
        if problem is not None:
            self._add(Banner("red", say(message("problem.title")), say(problem)), 12)
        self._add(label(say(message("exchange.in.found")), "h2"), 8)
        for file in files:
            self._add(self._file(file, file.path in chosen), 0)
            self._add(rule(soft=True), 0)
        if not files:
            self._add(Empty("inbox", say(message("exchange.in.none")), say(message("exchange.in.none_text"))), 0)
        self._body.addSpacing(8)
        look = Button(say(message("exchange.look_again")), "quiet", icon="refresh", clicked=self.look_wanted.emit)
        choose = Button(say(message("exchange.in.choose_file")), "quiet", icon="folder", clicked=self._choose)
        self._body.addLayout(row(look, choose, ..., gap=8))
        self._body.addSpacing(16)
        self._add(Banner("blue", say(message("exchange.in.whole")), say(message("exchange.in.whole_text"))), 0)
        words = message("exchange.in.go_count", count=len(chosen)) if chosen else message("exchange.in.go")
        self.go = Button(say(words), "primary", icon="inbox", clicked=self.go_wanted.emit)
        self.go.setEnabled(bool(chosen))
        self._foot.addStretch()
        self._foot.addWidget(self.go)
        if focused in self.boxes:
            self.boxes[focused].setFocus()
        else:
            (self.go if chosen else look).setFocus()

    def show_working(self, working: bool) -> None:
        self._work.setVisible(working)
        self._area.setEnabled(not working)
        self.go.setEnabled(not working)
        if working:
            self._work.show_step(self._texts.say(message("exchange.in.working")), "", 0, 0)
            self._work.stop.setFocus()

    def show_step(self, stage: Message, done: int, total: int) -> None:
        percent = self._texts.say(message("common.percent", number=round(100 * done / total))) if total else ""
        self._work.show_step(self._texts.say(stage), percent, done, total)

    def show_outcomes(self, outcomes: Sequence[Outcome]) -> None:
        say = self._texts.say
        self._clear()
        self._add(label(say(message("exchange.in.done")), "h2"), 8)
        for one in outcomes:
            said = " ".join(say(sentence) for sentence in one.sentences)
            banner = Banner(one.tone, f"{one.file}: {say(one.title)}", said, icon=one.icon)
            self._add(banner, 8)
        more = Button(say(message("exchange.in.more")), "plain", clicked=self.look_wanted.emit)
        done = Button(say(message("common.done")), "plain", clicked=self.left.emit)
        self._foot.addWidget(more)
        self._foot.addStretch()
        self._foot.addWidget(done)
        if any(one.conflicts for one in outcomes):
            decide = Button(say(message("exchange.in.to_inbox")), "primary", icon="split", clicked=self.inbox_wanted.emit)
            self._foot.addWidget(decide)
            decide.setFocus()
        else:
            done.setFocus()

    def _file(self, file: PackageFile, on: bool) -> QWidget:
        say = self._texts.say
        box_ = tick(file.path.name, checked=on, changed=lambda state: self.ticked.emit(file.path, state))
        box_.setAccessibleName(say(message("exchange.in.package", file=file.path.name)))
        self.boxes[file.path] = box_
        when = day_words(datetime.fromtimestamp(file.changed, UTC).isoformat(), self._now, self._texts)
        note = say(message("exchange.in.package_note", size=size_words(file.bytes, self._texts), when=when))
        return box(
            row(Glyph("usb", "text3", 20), box_, ..., Elided(str(file.path.parent), "small"), label(note, "small"), gap=12, margins=(4, 6, 4, 6))
        )

    def _choose(self) -> None:
        filter_ = f"{self._texts.say(message('exchange.join.file_filter'))} (*{PACKAGE})"
        names, _ = QFileDialog.getOpenFileNames(self, self._texts.say(message("exchange.in.choose_file")), "", filter_)
        if names:
            self.files_chosen.emit([Path(name) for name in names])

    def _clear(self) -> None:
        self.boxes = {}
        clear(self._body)
        clear(self._foot)

    def _add(self, part: QWidget, gap: int) -> None:
        self._body.addWidget(part)
        if gap:
            self._body.addSpacing(gap)
