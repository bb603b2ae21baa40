"""A value bar: how far work or a number has come."""

from __future__ import annotations

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from caseworker_desktop.ui.theme.theme import current


class Bar(QWidget):
    """Draws `value` of `top`; `name` is said by a screen reader together with the numbers."""

    def __init__(self, value: float = 0, top: float = 100, *, thick: int = 8, name: str = "") -> None:
        super().__init__()
        self._value, self._top, self._name = value, top, name
        self.setFixedHeight(thick)
        self.show_value(value, top)

    def show_value(self, value: float, top: float) -> None:
        """Draw another value."""
        self._value, self._top = value, top
        self.setAccessibleName(f"{self._name} {value:g}/{top:g}".strip())
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        theme, radius = current(), self.height() / 2
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.colour("line"))
        painter.drawRoundedRect(QRectF(self.rect()), radius, radius)
        if self._value > 0 and self._top > 0:
            long = max(float(self.height()), self.width() * min(self._value / self._top, 1.0))
            painter.setBrush(theme.colour("accent"))
            painter.drawRoundedRect(QRectF(0, 0, long, self.height()), radius, radius)
        painter.end()
