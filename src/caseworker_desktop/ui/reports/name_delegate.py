"""How cells of the list of people are painted: a name in bold with the number of the case below, small words in two lines."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRectF, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPainter
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from caseworker_desktop.ui.theme.fonts import font
from caseworker_desktop.ui.theme.theme import current

Index = QModelIndex | QPersistentModelIndex


class _Ground(QStyledItemDelegate):
    """Paints the ground of a cell as the style does, without its words."""

    def ground(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> QRectF:
        self.initStyleOption(option, index)
        words, option.text = option.text, ""
        style = option.widget.style()
        style.drawControl(QStyle.ControlElement.CE_ItemViewItem, option, painter, option.widget)
        option.text = words
        return QRectF(option.rect).adjusted(16 if index.column() == 0 else 8, 0, -4, 0)


class NameDelegate(_Ground):
    """The first line bold, the second small and quiet."""

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        room = self.ground(painter, option, index)
        name, _, number = str(index.data() or "").partition("\n")
        painter.save()
        painter.setFont(font("h3"))
        painter.setPen(current().colour("text"))
        upper = QRectF(room.left(), room.top() + (5 if number else 0), room.width(), 20 if number else room.height())
        painter.drawText(upper, _LEFT, QFontMetricsF(font("h3")).elidedText(name, Qt.TextElideMode.ElideRight, room.width()))
        if number:
            painter.setFont(font("small"))
            painter.setPen(current().colour("text2"))
            painter.drawText(QRectF(room.left(), room.top() + 25, room.width(), 16), _LEFT, number)
        painter.restore()


class SmallDelegate(_Ground):
    """Small words, broken over two lines where they must; in bold where the model gives a tone."""

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        room = self.ground(painter, option, index)
        tone = index.data(Qt.ItemDataRole.ForegroundRole)
        painter.save()
        painter.setFont(font("smallb" if isinstance(tone, QColor) else "small"))
        painter.setPen(tone if isinstance(tone, QColor) else current().colour("text"))
        painter.drawText(room, int(_LEFT) | int(Qt.TextFlag.TextWordWrap), str(index.data() or ""))
        painter.restore()


_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
