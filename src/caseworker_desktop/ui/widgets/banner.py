"""A banner informs in place: a tone, a title, one sentence and at most one action."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame

from caseworker_desktop.ui.widgets.button import Button
from caseworker_desktop.ui.widgets.label import Glyph, label, set_look
from caseworker_desktop.ui.widgets.layout import box, column, row

_ICONS = {"red": "warn", "amber": "warn", "green": "ok", "blue": "info", "grey": "info"}


class Banner(QFrame):
    """Shown in the flow of the page; `acted` when its action is pressed."""

    acted = Signal()

    def __init__(self, tone: str = "blue", title: str = "", text: str = "", *, action: str = "", icon: str | None = None) -> None:
        super().__init__()
        self._glyph = Glyph("info", tone, 20)
        self._title = label("", "h3", wrap=True)
        self._text = label("", "text", wrap=True)
        self._action = Button("", "plain", clicked=self.acted.emit)
        words = box(column(self._title, self._text, gap=4))
        lay = row(gap=12, margins=(12, 12, 12, 12))
        lay.addWidget(self._glyph, 0, Qt.AlignmentFlag.AlignTop)
        lay.addWidget(words, 1)
        lay.addWidget(self._action, 0, Qt.AlignmentFlag.AlignVCenter)
        self.setLayout(lay)
        self.say(tone, title, text, action=action, icon=icon)

    def say(self, tone: str, title: str, text: str = "", *, action: str = "", icon: str | None = None) -> None:
        """Show other words; an empty title hides the banner."""
        self._glyph.show_icon(icon or _ICONS[tone], tone)
        self._title.setText(title)
        self._text.setText(text)
        self._text.setVisible(bool(text))
        self._action.set_words(action)
        self._action.setVisible(bool(action))
        set_look(self, "banner", tone)
        self.setAccessibleName(f"{title} {text}".strip())
        if not title:
            self.hide()

    def title(self) -> str:
        """Return the title in force."""
        return self._title.text()

    def text(self) -> str:
        """Return the sentence in force."""
        return self._text.text()
