"""A badge: icon, word and colour. Red is danger or late, amber soon, green done, blue a fact, grey a draft or unknown."""

from __future__ import annotations

from PySide6.QtWidgets import QFrame, QSizePolicy

from caseworker_desktop.ui.theme.tokens import HEIGHT
from caseworker_desktop.ui.widgets.label import Glyph, label, set_look
from caseworker_desktop.ui.widgets.layout import row


class Badge(QFrame):
    """A word on a coloured ground; the colour never stands alone."""

    def __init__(self, text: str, tone: str = "grey", icon: str | None = None) -> None:
        super().__init__()
        self._glyph = Glyph(icon or "info", tone, 14)
        self._word = label("", "smallb")
        self.setFixedHeight(HEIGHT["badge"])
        self.setLayout(row(self._glyph, self._word, gap=4, margins=(8, 0, 8, 0)))
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.say(text, tone, icon)

    def say(self, text: str, tone: str = "grey", icon: str | None = None) -> None:
        """Show another word, tone and icon."""
        self._word.setText(text)
        self.setAccessibleName(text)
        self._glyph.setVisible(icon is not None)
        if icon is not None:
            self._glyph.show_icon(icon, tone)
        set_look(self, "badge", tone)
        set_look(self._word, "badge", tone)

    def text(self) -> str:
        """Return the word."""
        return self._word.text()
