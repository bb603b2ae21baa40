"""The empty state: says what is missing and offers the next step."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from caseworker_desktop.ui.widgets.button import Button
from caseworker_desktop.ui.widgets.card import Card
from caseworker_desktop.ui.widgets.label import Glyph, label
from caseworker_desktop.ui.widgets.layout import row


class Empty(Card):
    """An icon, a title, one sentence and up to two buttons, in an inset box."""

    def __init__(self, icon: str, title: str, text: str = "", *buttons: Button) -> None:
        self._title, self._text = label(title, "h3", wrap=True), label(text, "muted", wrap=True)
        for words in (self._title, self._text):
            words.setAlignment(Qt.AlignmentFlag.AlignCenter)
        if not text:
            self._text.hide()  # showing a label that has no place yet would open a window of its own
        actions: list[QWidget] = list(buttons)
        super().__init__(
            16,
            row(..., Glyph(icon, "text3", 40), ...),
            self._title,
            self._text,
            4 if actions else None,
            row(..., *actions, ...) if actions else None,
            16,
            inset=True,
            pad=(16, 0, 16, 0),
            gap=4,
        )

    def say(self, title: str, text: str = "") -> None:
        """Show other words."""
        self._title.setText(title)
        self._text.setText(text)
        self._text.setVisible(bool(text))
