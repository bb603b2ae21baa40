"""The screen of a laptop that belongs to no office yet: ask for one, take its answer."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFileDialog, QGridLayout, QVBoxLayout, QWidget

from caseworker_desktop.kernel.message import Message, message
from caseworker_desktop.texts import Texts
from caseworker_desktop.ui.exchange.sticks import PACKAGE
from caseworker_desktop.ui.widgets.banner import Banner
from caseworker_desktop.ui.widgets.button import Button
from caseworker_desktop.ui.widgets.card import Card
from caseworker_desktop.ui.widgets.label import label, page_title
from caseworker_desktop.ui.widgets.layout import PAGE_MARGINS, box, clear, column, row, scroll

WIDE = 640


class JoinScreen(QWidget):
    """Emits what a person wants; shows what the presenter says."""

    folder_chosen = Signal(object)
    welcome_chosen = Signal(object)
    unlock_wanted = Signal()

    def __init__(self, texts: Texts) -> None:
        super().__init__()
        self.setObjectName("clear")
        self._texts = texts
        head, _, _ = page_title(texts.say(message("exchange.join.title")), texts.say(message("exchange.join.text")))
        self._body: QVBoxLayout = column(gap=12)
        body = box(column(head, self._body, ..., gap=12))
        body.setMaximumWidth(WIDE)
        self.setLayout(column(scroll(box(row((body, 1), ...))), margins=PAGE_MARGINS))
        self._buttons: list[Button] = []

    def show_ask(self, problem: Message | None) -> None:
        say = self._texts.say
        clear(self._body)
        if problem is not None:
            self._body.addWidget(Banner("red", say(message("problem.title")), say(problem)))
        write = Button(say(message("exchange.join.write")), "primary", icon="usb", clicked=self._choose_folder)
        load = Button(say(message("exchange.join.load")), icon="inbox", clicked=self._choose_file)
        self._buttons = [write, load]
        for title, text, button in (
            (message("exchange.join.one"), message("exchange.join.one_text"), write),
            (message("exchange.join.two"), message("exchange.join.two_text"), load),
        ):
            self._body.addWidget(Card(label(say(title), "h2"), label(say(text), "muted", wrap=True), 4, row(button, ...)))
        write.setFocus()

    def show_words(self, words: str, file: Path) -> None:
        say = self._texts.say
        self.show_ask(None)
        grid = QGridLayout()
        grid.setSpacing(12)
        for at, word in enumerate(words.split()):
            grid.addWidget(box(row(label(str(at + 1), "small"), label(word, "code"), ..., gap=8)), at // 3, at % 3)
        shown = Card(box(grid), inset=True, pad=(20, 12, 20, 12))
        shown.setAccessibleName(words)
        card = Card(
            label(say(message("exchange.join.words")), "h2"),
            label(say(message("exchange.join.words_text", file=file.name)), "muted", wrap=True),
            4,
            shown,
        )
        self._body.insertWidget(0, card)

    def show_working(self, working: bool) -> None:
        for button in self._buttons:
            button.setEnabled(not working)

    def show_joined(self, office: str) -> None:
        say = self._texts.say
        clear(self._body)
        self._buttons = []
        banner = Banner("green", say(message("exchange.join.joined", name=office)), say(message("exchange.join.joined_text")))
        unlock = Button(say(message("exchange.join.unlock")), "primary", icon="lock", clicked=self.unlock_wanted.emit)
        self._body.addWidget(banner)
        self._body.addLayout(row(..., unlock))
        unlock.setFocus()

    def _choose_folder(self) -> None:
        folder = QFileDialog.getExistingDirectory(self, self._texts.say(message("exchange.join.write")))
        if folder:
            self.folder_chosen.emit(Path(folder))

    def _choose_file(self) -> None:
        filter_ = f"{self._texts.say(message('exchange.join.file_filter'))} (*{PACKAGE})"
        name, _ = QFileDialog.getOpenFileName(self, self._texts.say(message("exchange.join.load")), "", filter_)
        if name:
            self.welcome_chosen.emit(Path(name))
