"""The screen on which the office takes a laptop in."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QFileDialog, QWidget

from caseworker_desktop.kernel.folding import fold
from caseworker_desktop.kernel.message import Message, message
from caseworker_desktop.texts import Texts
from caseworker_desktop.ui.exchange.joining import Newcomer
from caseworker_desktop.ui.exchange.sticks import REQUEST
from caseworker_desktop.ui.widgets.banner import Banner
from caseworker_desktop.ui.widgets.button import Button
from caseworker_desktop.ui.widgets.card import Card
from caseworker_desktop.ui.widgets.editors import Choice, LineEdit, tick
from caseworker_desktop.ui.widgets.field import Field
from caseworker_desktop.ui.widgets.label import page_title
from caseworker_desktop.ui.widgets.layout import PAGE_MARGINS, box, column, row, scroll
from caseworker_desktop.ui.widgets.search_field import SearchField

WIDE, LIST_HIGH = 680, 220


class Sites(QWidget):
    """Institutions to tick, found by a few letters."""

    def __init__(self, texts: Texts, options: Sequence[tuple[str, str]]) -> None:
        super().__init__()
        self.setObjectName("clear")
        self.search = SearchField(texts.say(message("exchange.enrol.find")))
        self.boxes: list[tuple[str, QCheckBox]] = [(code, tick(name)) for code, name in options]
        inner = scroll(box(column(*[one for _, one in self.boxes], ..., gap=0)), texts.say(message("exchange.enrol.sites")))
        inner.setFixedHeight(LIST_HIGH)
        self.setLayout(column(self.search, Card(inner, inset=True, pad=(8, 4, 4, 4)), gap=4))
        self.search.asked.connect(self._narrow)
        self.setFocusProxy(self.search)

    def chosen(self) -> tuple[str, ...]:
        """Return the codes that are ticked."""
        return tuple(code for code, one in self.boxes if one.isChecked())

    def _narrow(self, typed: str) -> None:
        words = fold(typed).split()
        for _, one in self.boxes:
            name = fold(one.text())
            one.setVisible(one.isChecked() or all(word in name for word in words))


class EnrolScreen(QWidget):
    """`sent(Newcomer)`; `left` to go back to the laptops."""

    sent = Signal(object)
    left = Signal()

    def __init__(self, texts: Texts, roles: Sequence[tuple[str, str]], sites: Sequence[tuple[str, str]]) -> None:
        super().__init__()
        self.setObjectName("clear")
        self._texts, say = texts, texts.say
        head, _, _ = page_title(say(message("exchange.enrol.title")), say(message("exchange.enrol.text")))
        self.file, self.words = LineEdit(read_only=True), LineEdit()
        self.role = Choice(roles, empty=say(message("exchange.enrol.role_none")))
        self.sites = Sites(texts, sites)
        self._fields = {
            "file": Field(say(message("exchange.enrol.file")), self.file, must=True),
            "words": Field(say(message("exchange.enrol.words")), self.words, hint=say(message("exchange.enrol.words_hint")), must=True),
            "role": Field(say(message("exchange.enrol.role")), self.role, must=True),
            "sites": Field(say(message("exchange.enrol.sites")), self.sites, must=True),
        }
        self._problem = Banner("red")
        self._done = Banner("green")
        choose = Button(say(message("exchange.enrol.choose")), icon="folder", clicked=self._choose)
        self.go = Button(say(message("exchange.enrol.go")), "primary", icon="usb", clicked=self._send)
        back = Button(say(message("common.back")), icon="left", clicked=self.left.emit)
        form = Card(
            self._problem,
            self._done,
            row((self._fields["file"], 1), column(20, choose, ..., gap=0)),
            self._fields["words"],
            self._fields["role"],
            self._fields["sites"],
            pad=(20, 16, 20, 16),
            gap=12,
        )
        body = box(column(form, ..., gap=12))
        body.setMaximumWidth(WIDE)
        self._form = form
        area = scroll(box(row((body, 1), ...)))
        bar = box(row(..., self.go))
        bar.setMaximumWidth(WIDE)
        self.setLayout(column(row(head, ..., back), (area, 1), row((bar, 1), ...), gap=12, margins=PAGE_MARGINS))
        self.setFocusProxy(choose)

    def choose_file(self, file: Path) -> None:
        """Take a request file."""
        self.file.setText(str(file))

    def show_faults(self, wrong: Mapping[str, Message]) -> None:
        for name, field in self._fields.items():
            field.set_error(self._texts.say(wrong[name]) if name in wrong else None)
        for name, field in self._fields.items():
            if name in wrong:
                field.editor.setFocus()
                break

    def show_problem(self, problem: Message | None) -> None:
        self._done.hide()
        if problem is None:
            self._problem.hide()
        else:
            self._problem.say("red", self._texts.say(message("problem.title")), self._texts.say(problem))
            self._problem.show()

    def show_working(self, working: bool) -> None:
        self._form.setEnabled(not working)
        self.go.setEnabled(not working)
        self.go.set_words(self._texts.say(message("exchange.enrol.working") if working else message("exchange.enrol.go")))

    def show_enrolled(self, file: Path) -> None:
        say = self._texts.say
        self._done.say("green", say(message("exchange.enrol.done")), say(message("exchange.enrol.done_text", file=file.name)))
        self._done.show()
        self.file.clear()
        self.words.clear()
        self.role.choose(None)
        for _, one in self.sites.boxes:
            one.setChecked(False)

    def _choose(self) -> None:
        filter_ = f"{self._texts.say(message('exchange.join.request_filter'))} (*{REQUEST} *)"
        name, _ = QFileDialog.getOpenFileName(self, self._texts.say(message("exchange.enrol.file")), "", filter_)
        if name:
            self.choose_file(Path(name))

    def _send(self) -> None:
        self.sent.emit(Newcomer(self.file.text(), self.words.text(), self.role.value(), self.sites.chosen()))
