"""The six words of a request, to be written down and compared by voice."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QGridLayout, QWidget

from caseworker_desktop.kernel.message import message
from caseworker_desktop.texts import Texts
from caseworker_desktop.ui.widgets.button import Button
from caseworker_desktop.ui.widgets.card import Card
from caseworker_desktop.ui.widgets.label import Glyph, label
from caseworker_desktop.ui.widgets.layout import box, column, row

WIDE = 560


class WordsCard(QWidget):
    """The six words and where the request lies; `done` when they are written down."""

    done = Signal()

    def __init__(self, texts: Texts, words: str, file: str) -> None:
        super().__init__()
        self.setObjectName("clear")
        say = texts.say
        grid = QGridLayout()
        grid.setSpacing(12)
        for at, word in enumerate(words.split()):
            grid.addWidget(box(row(label(str(at + 1), "small"), label(word, "code"), ..., gap=8)), at // 3, at % 3)
        inner = Card(box(grid), inset=True, pad=(20, 16, 20, 16))
        inner.setAccessibleName(words)
        self.go = Button(say(message("unlock.words.go")), "primary", clicked=self.done.emit)
        card = Card(
            label(say(message("unlock.words.title")), "h1"),
            label(say(message("unlock.words.text")), "muted", wrap=True),
            8,
            inner,
            row(Glyph("usb", "text2", 16), (label(say(message("unlock.words.file", file=file)), "smallt", wrap=True), 1)),
            label(say(message("unlock.words.later")), "small", wrap=True),
            8,
            row(..., self.go),
            pad=(32, 24, 32, 24),
        )
        card.setFixedWidth(WIDE)
        self.setLayout(column(card))
        self.setFocusProxy(self.go)
