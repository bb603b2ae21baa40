"""The scores of one instrument over time, each with its number and its day: a line to look at, words beside it for everybody else."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget

from caseworker_desktop.ui.theme.fonts import font
from caseworker_desktop.ui.theme.theme import current

HIGH, MARK = 88, 4.0
#: So many scores are drawn, the last ones; the list of all is in the record.
MOST = 8


class ScoreLine(QWidget):
    """Draws points (day, score, moment) from left to right."""

    def __init__(self, name: str, points: Sequence[tuple[str, float, str]], number: Sequence[str]) -> None:
        super().__init__()
        self._points, self._numbers = tuple(points)[-MOST:], tuple(number)[-MOST:]
        self.setFixedHeight(HIGH)
        self.setAccessibleName(name)
        told = zip(self._points, self._numbers, strict=True)
        self.setAccessibleDescription("; ".join(f"{day} {moment}: {shown}" for (day, _, moment), shown in told))

    def paintEvent(self, event: QPaintEvent) -> None:
        theme, painter = current(), QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        small, bold = font("small"), font("smallb")
        values = [value for _, value, _ in self._points]
        low, high = min(values), max(values)
        top, bottom, side = 22.0, self.height() - 40.0, 48.0
        step = (self.width() - 2 * side) / max(len(values) - 1, 1)
        spots = [QPointF(side + at * step, bottom - (bottom - top) * ((value - low) / (high - low) if high > low else 0.5))
                 for at, value in enumerate(values)]
        painter.setPen(QPen(theme.colour("c1"), 2))
        for one, after in pairwise(spots):
            painter.drawLine(one, after)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.colour("c1"))
        for spot in spots:
            painter.drawEllipse(spot, MARK, MARK)
        for spot, (day, _, moment), shown in zip(spots, self._points, self._numbers, strict=True):
            painter.setFont(bold)
            painter.setPen(theme.colour("text"))
            painter.drawText(QRectF(spot.x() - side, spot.y() - 21, 2 * side, 16), Qt.AlignmentFlag.AlignCenter, shown)
            painter.setFont(small)
            painter.setPen(theme.colour("text3"))
            room = min(2 * side, step) if len(values) > 1 else 2 * side
            for line, words in enumerate((day, moment)):
                told = QFontMetrics(small).elidedText(words, Qt.TextElideMode.ElideRight, int(room))
                painter.drawText(QRectF(spot.x() - side, self.height() - 32 + 15 * line, 2 * side, 15), Qt.AlignmentFlag.AlignCenter, told)
        painter.end()
