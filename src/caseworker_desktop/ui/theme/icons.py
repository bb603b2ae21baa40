"""Line icons of resources/icons, tinted when they are asked for."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QByteArray, QRectF, Qt
from PySide6.QtGui import QIcon, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer


class Icons:
    """Reads each drawing once and keeps what it painted, by name, colour and size."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._drawings: dict[str, str] = {}
        self._painted: dict[tuple[str, str, int], QPixmap] = {}

    def pixmap(self, name: str, colour: str, size: int) -> QPixmap:
        """Return the icon `name` in `colour` (#RRGGBB), `size` px square at 100 %, sharp up to 300 %."""
        key = (name, colour, size)
        if key not in self._painted:
            if name not in self._drawings:
                self._drawings[name] = (self._folder / f"{name}.svg").read_text(encoding="utf-8")
            drawing = self._drawings[name].replace("currentColor", colour)
            made = QPixmap(size * 3, size * 3)
            made.fill(Qt.GlobalColor.transparent)
            painter = QPainter(made)
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            QSvgRenderer(QByteArray(drawing.encode())).render(painter, QRectF(0, 0, size * 3, size * 3))
            painter.end()
            made.setDevicePixelRatio(3)
            self._painted[key] = made
        return self._painted[key]

    def icon(self, name: str, colour: str, size: int) -> QIcon:
        """Return `pixmap` as a QIcon whose disabled form is not greyed a second time."""
        made = QIcon()
        drawn = self.pixmap(name, colour, size)
        made.addPixmap(drawn)
        made.addPixmap(drawn, QIcon.Mode.Disabled)
        return made
