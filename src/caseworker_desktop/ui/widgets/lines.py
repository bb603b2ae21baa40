"""Short lines of words painted in one widget: where very many stand, a label a line would take longer to lay out than to read."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QRect, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QWidget

from caseworker_desktop.ui.theme.fonts import font
from caseworker_desktop.ui.theme.theme import current
from caseworker_desktop.ui.widgets.editors import ChoiceCard

#: The colour that words of a role have in the style sheet (ui/theme/sheet.py).
_COLOURS = {"small": "text3", "smallb": "text2"}
_LEFT, _TOP = 8, 6
_ICON, _GAP = 14, 4


@dataclass(frozen=True, slots=True)
class PaintedLine:
    """Words in a role of type; `tone` colours them, `icon` stands before them. They end in … where the room is short."""

    words: str
    role: str
    tone: str | None = None
    icon: str | None = None


class LinesButton(ChoiceCard):
    """A card that is pressed, with its lines."""

    def __init__(self, name: str, lines: Sequence[PaintedLine]) -> None:
        super().__init__(name, checkable=False)
        self._lines = lines
        self.setFixedHeight(_height(lines))

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        _paint(self, self._lines)

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ToolTip:
            self.setToolTip(_cut(self, self._lines))
        return super().event(event)


class LinesBox(QFrame):
    """A sunken box that is only read, with its lines."""

    def __init__(self, name: str, lines: Sequence[PaintedLine]) -> None:
        super().__init__()
        self.setProperty("box", "true")
        self.setAccessibleName(name)
        self._lines = lines
        self.setFixedHeight(_height(lines))

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        _paint(self, self._lines)

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ToolTip:
            self.setToolTip(_cut(self, self._lines))
        return super().event(event)


def _height(lines: Sequence[PaintedLine]) -> int:
    return 2 * _TOP + sum(QFontMetrics(font(line.role)).height() for line in lines)


def _room(widget: QWidget, line: PaintedLine) -> int:
    return max(widget.width() - 2 * _LEFT - (_ICON + _GAP if line.icon else 0), 0)


def _shown(widget: QWidget, line: PaintedLine) -> str:
    return QFontMetrics(font(line.role)).elidedText(line.words, Qt.TextElideMode.ElideRight, _room(widget, line))


def _cut(widget: QWidget, lines: Sequence[PaintedLine]) -> str:
    """Return the whole words of the lines that have no room, for the tool tip."""
    return "\n".join(line.words for line in lines if _shown(widget, line) != line.words)


def _paint(widget: QWidget, lines: Sequence[PaintedLine]) -> None:
    painter, theme, top = QPainter(widget), current(), _TOP
    painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
    for line in lines:
        high, left = QFontMetrics(font(line.role)).height(), _LEFT
        if line.icon:
            painter.drawPixmap(QRect(left, top + (high - _ICON) // 2, _ICON, _ICON), theme.pixmap(line.icon, line.tone or "text2", _ICON))
            left += _ICON + _GAP
        painter.setFont(font(line.role))
        painter.setPen(theme.colour(line.tone or _COLOURS.get(line.role, "text")))
        place = QRect(left, top, _room(widget, line), high)
        painter.drawText(place, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, _shown(widget, line))
        top += high
    painter.end()
