"""Charts of our own: columns, bars and lines with direct labels, in colours that the colour-blind tell apart."""

from __future__ import annotations

from collections.abc import Callable
from itertools import pairwise

from PySide6.QtCore import QPointF, QRectF, Qt, Signal
from PySide6.QtGui import QBrush, QColor, QFontMetricsF, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from caseworker_desktop.ui.reports.chart_data import ACROSS, LINE, Chart
from caseworker_desktop.ui.theme.fonts import font
from caseworker_desktop.ui.theme.theme import current

_LEFT, _TOP, _BOTTOM, _LABEL = 44, 24, 28, 124
_COLUMN, _BAR, _GAP = 28, 22, 10
_TONES = ("c1", "c2", "c3", "c_unknown", "accent")
_HATCH = (255, 255, 255, 110)
_LEAST = 240


class ChartView(QWidget):
    """Draws a chart. One Tab stop; arrows walk over the categories, Enter or a click opens the one that is marked."""

    opened = Signal(int)

    def __init__(self, number: Callable[[float, int], str]) -> None:
        super().__init__()
        self._number = number
        self._chart: Chart | None = None
        self._at = -1
        self._places: list[QRectF] = []
        self.setMinimumHeight(_LEAST)
        self.setMinimumWidth(_LEAST)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)

    def show_chart(self, chart: Chart) -> None:
        """Draw another chart."""
        self._chart, self._at = chart, -1
        self.setAccessibleName(chart.spoken())
        self.setMinimumHeight(max(_LEAST, len(chart.categories) * (_BAR + _GAP) + 24) if chart.kind == ACROSS else _LEAST)
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        if self._chart is None:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.TextAntialiasing)
        self._places = []
        if self._chart.kind == ACROSS:
            self._across(painter, self._chart)
        elif self._chart.kind == LINE:
            self._line(painter, self._chart)
        else:
            self._stacked(painter, self._chart)
        if self.hasFocus() and 0 <= self._at < len(self._places):
            painter.setPen(QPen(current().colour("focus"), 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRect(self._places[self._at].adjusted(-3, -3, 3, 3))
        elif self.hasFocus():
            painter.setPen(QPen(current().colour("focus"), 2))
            painter.drawRect(QRectF(self.rect()).adjusted(1, 1, -1, -1))
        painter.end()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        step = {Qt.Key.Key_Right: 1, Qt.Key.Key_Down: 1, Qt.Key.Key_Left: -1, Qt.Key.Key_Up: -1}.get(Qt.Key(event.key()))
        if step is not None and self._chart is not None and self._chart.categories:
            self._at = min(max(self._at + step, 0), len(self._chart.categories) - 1)
            self.update()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self._at >= 0:
            self.opened.emit(self._at)
        else:
            super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        at = next((n for n, place in enumerate(self._places) if place.adjusted(-6, -6, 6, 6).contains(event.position())), -1)
        if at >= 0:
            self._at = at
            self.update()
            self.opened.emit(at)

    # ---- drawing ---------------------------------------------------------------------------------------------------------------------------
    def _frame(self, painter: QPainter, top: float, right: int, digits: int) -> QRectF:
        """Draw levels and their numbers; return the ground."""
        ground = QRectF(_LEFT, _TOP, max(self.width() - _LEFT - right, 40), max(self.height() - _TOP - _BOTTOM, 40))
        painter.setFont(font("small"))
        step = _step(top)
        value = 0.0
        while value <= top + step / 1000:
            y = round(ground.bottom() - ground.height() * value / top)
            painter.fillRect(QRectF(ground.left(), y, ground.width(), 1), current().colour("line" if value else "line_ctl"))
            painter.setPen(current().colour("text3"))
            painter.drawText(QRectF(0, y - 8, _LEFT - 8, 16), _RIGHT, self._number(value, 0))
            value += step
        return ground

    def _stacked(self, painter: QPainter, chart: Chart) -> None:
        sums = [sum(series.values[n] for series in chart.series) for n in range(len(chart.categories))]
        top = _top(max(sums, default=0))
        several = len(chart.series) > 1
        ground = self._frame(painter, top, _LABEL if several else 8, chart.digits)
        count = max(len(chart.categories), 1)
        step = ground.width() / count
        wide = min(_COLUMN, max(step - 4, 3))
        every = max(1, -(-int(_widest(chart.categories) + 8) // max(int(step), 1)))
        for n, category in enumerate(chart.categories):
            x, y = round(ground.left() + step * n + (step - wide) / 2), ground.bottom()
            last = n == count - 1
            for place, series in enumerate(chart.series):
                high = ground.height() * series.values[n] / top
                if high > 0:
                    spot = QRectF(x, y - high, wide, max(high - 1, 1))
                    painter.fillRect(spot, current().colour(_tone(place)))
                    if chart.unfinished and last:
                        painter.fillRect(spot, QBrush(QColor(*_HATCH), Qt.BrushStyle.BDiagPattern))
                y -= high
            self._places.append(QRectF(x, y, wide, ground.bottom() - y))
            if sums[n] and step >= 18:
                painter.setFont(font("smallb"))
                painter.setPen(current().colour("text"))
                painter.drawText(QRectF(x - 20, y - 18, wide + 40, 16), Qt.AlignmentFlag.AlignCenter, self._number(sums[n], chart.digits))
            if n % every == 0 or last:
                painter.setFont(font("smallb" if last and chart.unfinished else "small"))
                painter.setPen(current().colour("text2"))
                room = QRectF(x - step * every / 2 + wide / 2, ground.bottom() + 6, step * every, 16)
                painter.drawText(room, Qt.AlignmentFlag.AlignCenter, _fit(category, room.width()))
        if several and chart.categories:
            self._direct_labels(painter, chart, ground, top)

    def _direct_labels(self, painter: QPainter, chart: Chart, ground: QRectF, top: float) -> None:
        """Name each series beside the last column, without one covering another."""
        y, lowest = ground.bottom(), ground.bottom() - 8
        painter.setFont(font("smallb"))
        for place, series in enumerate(chart.series):
            high = ground.height() * series.values[-1] / top
            at = min(y - high / 2, lowest)
            lowest = at - 18
            painter.fillRect(QRectF(ground.right() + 4, at - 4, 8, 8), current().colour(_tone(place)))
            painter.setPen(current().colour("text2"))
            painter.drawText(QRectF(ground.right() + 16, at - 8, _LABEL - 18, 16), _LEFTWARD, _fit(series.name, _LABEL - 18))
            y -= high

    def _across(self, painter: QPainter, chart: Chart) -> None:
        wide = min(max(_widest(chart.categories) + 12, 80), self.width() * 0.4)
        top = max((sum(series.values[n] for series in chart.series) for n in range(len(chart.categories))), default=0) or 1
        room = max(self.width() - wide - 72, 40)
        y = 8.0
        if len(chart.series) > 1:
            x = wide
            painter.setFont(font("smallb"))
            for place, series in enumerate(chart.series):
                painter.fillRect(QRectF(x, y + 2, 8, 8), current().colour(_tone(place)))
                painter.setPen(current().colour("text2"))
                painter.drawText(QRectF(x + 12, y - 2, 200, 16), _LEFTWARD, series.name)
                x += 12 + QFontMetricsF(font("smallb")).horizontalAdvance(series.name) + 16
            y += 20
        for n, category in enumerate(chart.categories):
            painter.setFont(font("small"))
            painter.setPen(current().colour("text"))
            painter.drawText(QRectF(0, y, wide - 10, _BAR), _RIGHT, _fit(category, wide - 10))
            x = wide
            for place, series in enumerate(chart.series):
                long = room * series.values[n] / top
                if long > 0:
                    painter.fillRect(QRectF(x, y + 2, max(long - 1, 1), _BAR - 4), current().colour(_tone(place)))
                x += long
            self._places.append(QRectF(wide, y + 2, max(x - wide, 2), _BAR - 4))
            painter.setFont(font("smallb"))
            told = " + ".join(self._number(series.values[n], chart.digits) for series in chart.series if series.values[n] or len(chart.series) == 1)
            painter.drawText(QRectF(x + 6, y, 90, _BAR), _LEFTWARD, told)
            y += _BAR + _GAP

    def _line(self, painter: QPainter, chart: Chart) -> None:
        values = chart.series[0].values if chart.series else ()
        top = _top(max([*values, chart.target or 0], default=0))
        ground = self._frame(painter, top, 64, chart.digits)
        step = ground.width() / max(len(values) - 1, 1)
        points = [QPointF(ground.left() + step * n, ground.bottom() - ground.height() * value / top) for n, value in enumerate(values)]
        if chart.target is not None:
            y = ground.bottom() - ground.height() * chart.target / top
            painter.setPen(QPen(current().colour("text2"), 1, Qt.PenStyle.DashLine))
            painter.drawLine(QPointF(ground.left(), y), QPointF(ground.right(), y))
            painter.setFont(font("smallb"))
            if not values or values[-1] != chart.target:
                painter.drawText(QRectF(ground.right() + 4, y - 8, 60, 16), _LEFTWARD, self._number(chart.target, 0))
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(current().colour("c1"), 2.5))
        for a, b in pairwise(points):
            painter.drawLine(a, b)
        painter.setBrush(current().colour("c1"))
        every = max(1, -(-int(_widest(chart.categories) + 10) // max(int(step), 1)))
        shown = max(1, -(-34 // max(int(step), 1)))
        for n, point in enumerate(points):
            last = n == len(points) - 1
            painter.setPen(Qt.PenStyle.NoPen)
            painter.drawEllipse(point, 3.5, 3.5)
            self._places.append(QRectF(point.x() - 6, point.y() - 6, 12, 12))
            if last or (n % shown == 0 and len(points) - 1 - n >= shown):
                painter.setFont(font("smallb"))
                painter.setPen(current().colour("text"))
                painter.drawText(QRectF(point.x() - 24, point.y() - 22, 48, 16), Qt.AlignmentFlag.AlignCenter, self._number(values[n], chart.digits))
            if last or (n % every == 0 and len(points) - 1 - n >= every):
                painter.setFont(font("small"))
                painter.setPen(current().colour("text2"))
                painter.drawText(QRectF(point.x() - 40, ground.bottom() + 6, 80, 16), Qt.AlignmentFlag.AlignCenter, chart.categories[n])


_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
_LEFTWARD = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter


def _tone(place: int) -> str:
    return _TONES[place % len(_TONES)]


def _step(top: float) -> float:
    """Return the distance between levels: three or four of them."""
    return top / 3 if top % 3 == 0 else top / 4


def _top(most: float) -> float:
    """Return a round number above all values, that divides into levels."""
    if most <= 4:
        return 4
    size = 1
    while size * 10 < most:
        size *= 10
    return next(size * each for each in (1, 1.2, 1.6, 2, 2.4, 3.2, 4, 6, 8, 12) if size * each >= most * 1.05)


def _widest(words: tuple[str, ...]) -> float:
    metrics = QFontMetricsF(font("small"))
    return max((metrics.horizontalAdvance(one) for one in words), default=0)


def _fit(words: str, room: float) -> str:
    return QFontMetricsF(font("small")).elidedText(words, Qt.TextElideMode.ElideRight, room)
