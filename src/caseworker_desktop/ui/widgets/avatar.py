"""Initials in a disc, beside a name."""

from __future__ import annotations

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from caseworker_desktop.ui.theme.fonts import font
from caseworker_desktop.ui.theme.theme import current


def initials(name: str) -> str:
    """Return the first letters of the first two words of a name."""
    return "".join(word[0] for word in name.split()[:2]).upper()


def paint_avatar(painter: QPainter, place: QRectF, name: str, *, chosen: bool) -> None:
    """Draw the disc of `name` into `place`."""
    theme = current()
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(theme.colour("accent" if chosen else "grey_bg"))
    painter.drawEllipse(place)
    painter.setFont(font("smallb"))
    painter.setPen(theme.colour("on_accent" if chosen else "text2"))
    painter.drawText(place, Qt.AlignmentFlag.AlignCenter, initials(name))
    painter.restore()


class Avatar(QWidget):
    """A disc of `size` px with the initials of a name."""

    def __init__(self, name: str, size: int = 32, *, chosen: bool = False) -> None:
        super().__init__()
        self._name, self._chosen = name, chosen
        self.setFixedSize(size, size)

    def show_name(self, name: str, *, chosen: bool = False) -> None:
        """Show another name."""
        self._name, self._chosen = name, chosen
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        paint_avatar(painter, QRectF(self.rect()), self._name, chosen=self._chosen)
        painter.end()
