"""The needs wheel: a ring of domains with the client's and the worker's value, 0 in the middle and 10 at the rim; the table beside it is its twin."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import cos, pi, sin

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QSizePolicy, QWidget

from caseworker_desktop.ui.theme.fonts import font
from caseworker_desktop.ui.theme.theme import current

TOP, RINGS = 10, (2, 4, 6, 8, 10)
#: With more domains than this the names do not fit round the ring: numbers stand there, the same as in the table.
NAMED = 10
HIGH, ROOM, MARK = 236, 14, 4.0


@dataclass(frozen=True, slots=True)
class Spoke:
    """One domain: its number in the table, its name, and the two values (None: not rated)."""

    number: int
    name: str
    client: int | None
    worker: int | None


class NeedsWheel(QWidget):
    """Draws the spokes. The client's values are round marks on a full line, the worker's are square ones on a dashed line."""

    def __init__(self, name: str, nothing: str) -> None:
        super().__init__()
        self._spokes: tuple[Spoke, ...] = ()
        self._name, self._nothing = name, nothing
        self.setMinimumHeight(HIGH)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(name)

    def sizeHint(self) -> QSize:
        return QSize(360, HIGH)

    def show_spokes(self, spokes: Sequence[Spoke], told: str) -> None:
        """Draw these domains; `told` is what a screen reader says of them."""
        self._spokes = tuple(spokes)
        self.setAccessibleDescription(told)
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setFont(font("small"))
        middle, radius = QPointF(self.width() / 2, self.height() / 2), self.height() / 2 - 26
        self._rings(painter, middle, radius)
        if self._spokes:
            self._axes(painter, middle, radius)
            theme = current()
            worker, client = theme.colour("c2"), theme.colour("c1")
            self._line(painter, middle, radius, [one.worker for one in self._spokes], worker, dashed=True)
            self._line(painter, middle, radius, [one.client for one in self._spokes], client, dashed=False)
        else:
            painter.setPen(current().colour("text2"))
            painter.drawText(self.rect(), Qt.AlignmentFlag.AlignCenter, self._nothing)
        painter.end()

    def _rings(self, painter: QPainter, middle: QPointF, radius: float) -> None:
        theme = current()
        for ring in RINGS:
            painter.setPen(QPen(theme.colour("line" if ring < TOP else "line_ctl"), 1))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawEllipse(middle, radius * ring / TOP, radius * ring / TOP)

    def _axes(self, painter: QPainter, middle: QPointF, radius: float) -> None:
        theme, metrics, named = current(), QFontMetrics(font("small")), len(self._spokes) <= NAMED
        for at, one in enumerate(self._spokes):
            end = self._point(middle, radius, at, TOP)
            painter.setPen(QPen(theme.colour("line"), 1))
            painter.drawLine(middle, end)
            out = self._point(middle, radius + ROOM, at, TOP)
            left, right = out.x() < middle.x() - 2, out.x() > middle.x() + 2
            room = (out.x() if left else self.width() - out.x() if right else self.width()) - 4
            words = metrics.elidedText(one.name, Qt.TextElideMode.ElideRight, int(max(room, 20))) if named else str(one.number)
            wide = metrics.horizontalAdvance(words) + 2
            if not named:
                left = right = False
            x = out.x() - wide if left else out.x() if right else out.x() - wide / 2
            painter.setPen(theme.colour("text2"))
            painter.drawText(QRectF(x, out.y() - 9, wide, 18), Qt.AlignmentFlag.AlignCenter, words)

    def _line(self, painter: QPainter, middle: QPointF, radius: float, values: Sequence[int | None], colour: QColor, *, dashed: bool) -> None:
        """Join what is rated; a domain that is not leaves a gap."""
        points = [None if value is None else self._point(middle, radius, at, value) for at, value in enumerate(values)]
        pen = QPen(colour, 2, Qt.PenStyle.DashLine if dashed else Qt.PenStyle.SolidLine)
        painter.setPen(pen)
        known = [point for point in points if point is not None]
        if len(known) == len(points) and len(points) > 2:
            ground = QColor(colour)
            ground.setAlpha(28)
            painter.setBrush(ground)
            painter.drawPolygon(QPolygonF(known))
        else:
            for at, point in enumerate(points):
                after = points[(at + 1) % len(points)]
                if point is not None and after is not None and len(points) > 1:
                    painter.drawLine(point, after)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(colour)
        for point in known:
            if dashed:
                painter.drawRect(QRectF(point.x() - MARK, point.y() - MARK, 2 * MARK, 2 * MARK))
            else:
                painter.drawEllipse(point, MARK, MARK)

    def _point(self, middle: QPointF, radius: float, at: int, value: float) -> QPointF:
        angle = 2 * pi * at / len(self._spokes) - pi / 2
        return QPointF(middle.x() + radius * value / TOP * cos(angle), middle.y() + radius * value / TOP * sin(angle))


class Key(QWidget):
    """The mark of one line of the wheel, as a legend shows it."""

    def __init__(self, colour: str, *, dashed: bool) -> None:
        super().__init__()
        self._colour, self._dashed = colour, dashed
        self.setFixedSize(28, 16)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        colour = current().colour(self._colour)
        painter.setPen(QPen(colour, 2, Qt.PenStyle.DashLine if self._dashed else Qt.PenStyle.SolidLine))
        painter.drawLine(QPointF(0, 8), QPointF(28, 8))
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(colour)
        if self._dashed:
            painter.drawRect(QRectF(10, 4, 8, 8))
        else:
            painter.drawEllipse(QPointF(14, 8), MARK, MARK)
        painter.end()
