"""The ways to begin, each a whole card to press."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from caseworker_desktop.kernel.message import Message, message
from caseworker_desktop.texts import Texts
from caseworker_desktop.ui.widgets.card import Card
from caseworker_desktop.ui.widgets.editors import ChoiceCard
from caseworker_desktop.ui.widgets.label import Glyph, label
from caseworker_desktop.ui.widgets.layout import box, column, row

WIDE = 560


class Ways(QWidget):
    """`chosen` with the code of the way."""

    chosen = Signal(str)

    def __init__(self, texts: Texts, ways: Sequence[tuple[str, str, Message, Message]]) -> None:
        super().__init__()
        self.setObjectName("clear")
        say = texts.say
        self.cards: dict[str, ChoiceCard] = {}
        for code, icon, title, text in ways:
            card = ChoiceCard(say(title), checkable=False)
            card.setAccessibleDescription(say(text))
            words = box(column(label(say(title), "h3"), label(say(text), "muted", wrap=True), gap=2))
            words.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
            card.setLayout(row(Glyph(icon, "accent", 28), (words, 1), Glyph("right", "text3", 18), gap=16, margins=(16, 12, 12, 12)))
            card.setMinimumHeight(84)
            card.clicked.connect(lambda *_, way=code: self.chosen.emit(way))
            self.cards[code] = card
        whole = Card(
            label(say(message("unlock.first.title")), "h1"),
            label(say(message("unlock.first.text")), "muted", wrap=True),
            8,
            *self.cards.values(),
            pad=(32, 28, 32, 28),
            gap=8,
        )
        whole.setFixedWidth(WIDE)
        self.setLayout(column(whole))
        self.setFocusProxy(next(iter(self.cards.values())))
