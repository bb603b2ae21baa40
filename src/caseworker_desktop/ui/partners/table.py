"""The table of the register: two lines a partner, a badge, and what is old in amber. Rows are painted, so that 520 of them cost nothing."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRectF, Qt, Signal
from PySide6.QtGui import QFontMetricsF, QPainter
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from caseworker_desktop.kernel.message import message
from caseworker_desktop.texts import Texts
from caseworker_desktop.ui.partners.presenter import RegisterLine
from caseworker_desktop.ui.theme.fonts import font
from caseworker_desktop.ui.theme.theme import current
from caseworker_desktop.ui.widgets.table import Column, Table, TableModel

Index = QModelIndex | QPersistentModelIndex
ROW = 52
NAME, PLACE, MARK, QUEUE, VERIFIED = range(5)


class PartnerTable(Table):
    """`chosen` when a person moves to a row; `opened` (of the table) on Enter or a double click."""

    chosen = Signal(int)

    def __init__(self, texts: Texts) -> None:
        say: Callable[[str], str] = lambda key: texts.say(message(key))  # noqa: E731 -- a short name for a long word
        self.lines: TableModel[RegisterLine] = TableModel([
            Column(say("ui_partners.column_partner"), lambda line: f"{line.name}, {line.below}", stretch=True),
            Column(say("ui_partners.column_place"), lambda line: line.place, width=130),
            Column(say("ui_partners.column_accepts"), lambda line: line.mark[0], width=120),
            Column(say("ui_partners.column_queue"), lambda line: line.queue, width=88),
            Column(say("ui_partners.column_verified"), lambda line: line.verified, width=132),
        ])
        super().__init__(say("ui_partners.title"), self.lines)
        self.setItemDelegate(_Painter(self))
        self.verticalHeader().setDefaultSectionSize(ROW)
        self.setVerticalScrollMode(Table.ScrollMode.ScrollPerPixel)
        self._silent = False

    def show_lines(self, lines: list[RegisterLine], keep: str | None) -> None:
        """Show exactly these; the partner `keep` is the current one, silently, if it is among them."""
        self._silent = True
        self.lines.replace(lines)
        at = next((at for at, line in enumerate(lines) if line.id == keep), None) if keep else None
        if at is not None:
            self.selectRow(at)
            self.scrollTo(self.lines.index(at, 0))
        self._silent = False

    def current_line(self) -> RegisterLine | None:
        """Return the current row."""
        index = self.currentIndex()
        return self.lines.row_at(index.row()) if index.isValid() else None

    def enter(self) -> None:
        """Give the focus to the table, at the current row or the first."""
        if self.lines.rowCount():
            self.setFocus()
            if not self.currentIndex().isValid():
                self.selectRow(0)

    def currentChanged(self, now: Index, before: Index) -> None:
        super().currentChanged(now, before)
        if now.isValid() and not self._silent and (not before.isValid() or now.row() != before.row()):
            self.chosen.emit(now.row())


class _Painter(QStyledItemDelegate):
    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        model = index.model()
        if not isinstance(model, TableModel):
            return
        line: RegisterLine = model.row_at(index.row())
        theme, place = current(), QRectF(option.rect)
        chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if chosen:
            painter.fillRect(place, theme.colour("accent_bg"))
            if index.column() == NAME:
                painter.fillRect(QRectF(place.left(), place.top(), 4, place.height()), theme.colour("accent"))
        painter.fillRect(QRectF(place.left(), place.bottom() - 1, place.width(), 1), theme.colour("line_soft"))
        left, right, middle = place.left() + (16 if index.column() == NAME else 12), place.right() - 8, place.center().y()
        if index.column() == NAME:
            self._words(painter, line.name, "h3", "text", left, right, middle - 10)
            self._words(painter, line.below, "small", "text2" if chosen else "text3", left, right, middle + 10)
        elif index.column() == MARK:
            self._badge(painter, line, left, middle)
        elif index.column() == VERIFIED:
            used = self._words(painter, line.verified, "text", "amber" if line.stale else "text", left, right - (20 if line.stale else 0), middle)
            if line.stale:
                painter.drawPixmap(int(left + used + 6), int(middle - 7), 14, 14, theme.pixmap("warn", "amber", 14))
        else:
            self._words(painter, line.place if index.column() == PLACE else line.queue, "text", "text", left, right, middle)
        painter.restore()

    @staticmethod
    def _words(painter: QPainter, words: str, role: str, token: str, left: float, right: float, middle: float) -> float:
        face = font(role)
        metrics = QFontMetricsF(face)
        painter.setFont(face)
        painter.setPen(current().colour(token))
        shown = metrics.elidedText(words, Qt.TextElideMode.ElideRight, max(right - left, 0))
        painter.drawText(QRectF(left, middle - 10, right - left, 20), Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, shown)
        return metrics.horizontalAdvance(shown)

    @staticmethod
    def _badge(painter: QPainter, line: RegisterLine, left: float, middle: float) -> None:
        words, tone, icon = line.mark
        face, theme = font("smallb"), current()
        inner = QFontMetricsF(face).horizontalAdvance(words) + (18 if icon else 0)
        ground = QRectF(left, middle - 11, inner + 16, 22)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.colour(f"{tone}_bg"))
        painter.drawRoundedRect(ground, 11, 11)
        if icon:
            painter.drawPixmap(int(ground.left() + 8), int(middle - 7), 14, 14, theme.pixmap(icon, tone, 14))
        painter.setFont(face)
        painter.setPen(theme.colour(tone))
        painter.drawText(ground.adjusted(8 + (18 if icon else 0), 0, -8, 0), Qt.AlignmentFlag.AlignVCenter, words)
