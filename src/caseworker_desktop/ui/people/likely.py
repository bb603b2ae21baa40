"""The card that says who may be the same person: it warns and never blocks."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from caseworker_desktop.kernel.message import message
from caseworker_desktop.texts import Texts
from caseworker_desktop.ui.people.new_presenter import LikelyFace
from caseworker_desktop.ui.widgets.badge import Badge
from caseworker_desktop.ui.widgets.button import Button
from caseworker_desktop.ui.widgets.card import Card
from caseworker_desktop.ui.widgets.label import Elided, label
from caseworker_desktop.ui.widgets.layout import box, clear, column, row, rule, scroll


class LikelyCard(Card):
    """`opened` with the id of the person chosen."""

    opened = Signal(str)

    def __init__(self, texts: Texts) -> None:
        self._texts = texts
        self._title = label(texts.say(message("ui_people.likely_title")), "h2")
        self._text = label("", "muted", wrap=True)
        self._lines = column(gap=0)
        super().__init__(self._title, self._text, rule(), (scroll(box(column(self._lines, ..., gap=0)), self._title.text()), 1), gap=8)
        self.show_likely([])

    def show_likely(self, found: list[LikelyFace]) -> None:
        """Show who was found."""
        clear(self._lines)
        key = message("ui_people.likely_some", count=len(found)) if found else message("ui_people.likely_none")
        self._text.setText(self._texts.say(key))
        for each in found:
            self._lines.addWidget(self._line(each))
            self._lines.addWidget(rule(soft=True))
        self.setAccessibleDescription(". ".join(f"{each.name}, {each.because}" for each in found))

    def _line(self, each: LikelyFace) -> QWidget:
        words = self._texts.say(message("ui_people.open"))
        button = Button(words, "quiet", name=f"{words}: {each.name}", clicked=lambda: self.opened.emit(each.person))
        return box(column(
            row((Elided(each.name, "h3"), 1), Badge(*each.mark), gap=8), label(each.below, "small", wrap=True) if each.below else None,
            label(each.because, "text", wrap=True), row(..., button), gap=4, margins=(0, 8, 0, 8)))
