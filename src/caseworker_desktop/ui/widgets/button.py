"""Buttons: one primary a screen; plain and quiet for the rest."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QSize
from PySide6.QtGui import QFont, QFontMetrics
from PySide6.QtWidgets import QPushButton

from caseworker_desktop.ui.theme.fonts import font
from caseworker_desktop.ui.theme.theme import current, square

_ICON_TONE = {"primary": "on_accent", "quiet": "accent_d", "danger": "red"}


class Button(QPushButton):
    """A push button of a `kind` (primary, plain, quiet, danger), with an icon that follows the palette and a key hint in its text."""

    def __init__(
        self,
        text: str = "",
        kind: str = "plain",
        *,
        icon: str | None = None,
        keys: str = "",
        name: str = "",
        clicked: Callable[[], object] | None = None,
    ) -> None:
        super().__init__()
        self._kind, self._icon, self._keys = kind, icon, keys
        self.setProperty("kind", kind)
        self.setAutoDefault(False)
        self.set_words(text, name)
        if icon is not None:
            self.setIconSize(square(16))
            self._tint()
        if name and not text:  # an icon alone
            self.setProperty("square", "true")
            self.setFixedSize(36, 36) if kind == "plain" else self.setFixedSize(32, 32)
        if clicked is not None:
            self.clicked.connect(lambda *_: clicked())

    def set_words(self, text: str, name: str = "") -> None:
        """Set the text (the key hint is added) and the accessible name (else the text)."""
        shown = f"{text}   {self._keys}" if self._keys and text else text
        self.setText(f" {shown}" if self._icon and shown else shown)
        self.setAccessibleName(name or text)
        if not text and name:
            self.setToolTip(f"{name}   {self._keys}" if self._keys else name)

    def set_icon(self, icon: str | None) -> None:
        """Show another icon (None: no icon)."""
        self._icon = icon
        self._tint()

    def sizeHint(self) -> QSize:
        hint = super().sizeHint()
        return QSize(hint.width() + 2, hint.height())  # the thicker border of a focus must not cut the words

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in (QEvent.Type.StyleChange, QEvent.Type.EnabledChange):
            self._tint()

    def _tint(self) -> None:
        if self._icon is None:
            if not self.icon().isNull():
                self.setIcon(type(self.icon())())
            return
        token = _ICON_TONE.get(self._kind, "text2") if self.isEnabled() else "text3"
        self.setIcon(current().icon(self._icon, token, 16))


def bold_width(text: str, role: str = "textb") -> int:
    """Return the px width of `text` in bold, so that choosing it does not widen the button."""
    heavy: QFont = font(role)
    return QFontMetrics(heavy).horizontalAdvance(text)
