"""A register: two-line rows in columns under a head, as long as need be; words left, numbers right, states as badges."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFontMetricsF, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from caseworker_desktop.ui.theme.fonts import font
from caseworker_desktop.ui.theme.theme import Theme, current
from caseworker_desktop.ui.widgets.layout import column
from caseworker_desktop.ui.widgets.rows import Face, Index, RowList, RowModel, Slice

ROW, HEAD, PAD = 52, 32, 16
#: The first column keeps at least so much; columns that may go are left out for it, the last first.
LEAST_TITLE = 200


@dataclass(frozen=True, slots=True)
class RegisterColumn:
    """A column after the first: its title and width; `number`: at the right; `may_go`: left out where there is no room."""

    title: str
    width: int
    number: bool = False
    may_go: bool = False


@dataclass(frozen=True, slots=True)
class Cell:
    """What stands in a column: words, plain or as a badge (`tone`, `icon`), or with a small line below."""

    words: str = ""
    below: str = ""
    tone: str | None = None
    badge: bool = False
    icon: str | None = None


@dataclass(frozen=True, slots=True)
class RegisterRow(Face):
    """A row: `key` tells which it is; title and subtitle stand in the first column, `cells` in the others."""

    key: str = ""
    cells: tuple[Cell, ...] = ()

    def spoken(self) -> str:
        """Return what a screen reader says."""
        told = [part for cell in self.cells for part in (cell.words, cell.below)]
        return ", ".join(part for part in (self.title, self.subtitle, *told) if part)


class Register(QWidget):
    """`chosen` with the key of the row that a person made the current one, `opened` on Enter or a double click."""

    chosen = Signal(str)
    opened = Signal(str)

    def __init__(self, name: str, first: str, columns: Sequence[RegisterColumn], fetch: Callable[[object | None, int], Slice[RegisterRow]]) -> None:
        super().__init__()
        self.setObjectName("clear")
        self.columns = tuple(columns)
        self.model: RowModel[RegisterRow] = RowModel(fetch, _itself, self)
        self.list = RowList(name, height=ROW)
        self.list.setItemDelegate(_Delegate(self))
        self.list.setModel(self.model)
        self._head = _Head(self, first)
        self.setLayout(column(self._head, (self.list, 1), gap=0))
        self.list.chosen.connect(lambda at: self.chosen.emit(self.model.row_at(at).key))
        self.list.opened.connect(lambda at: self.opened.emit(self.model.row_at(at).key))

    def reload(self, key: str | None = None) -> None:
        """Read again; the row of `key` (else the one that was current) stays the current one."""
        kept = key or self.current()
        self.model.reload(self.model.rowCount())
        self.show_key(kept)

    def current(self) -> str | None:
        """Return the key of the current row."""
        at = self.list.current()
        return None if at is None or at >= self.model.rowCount() else self.model.row_at(at).key

    def show_key(self, key: str | None) -> bool:
        """Make the row of `key` the current one, silently; False when it is not loaded."""
        at = None if key is None else self.model.position(lambda row: row.key == key)
        self.list.choose(at)
        return at is not None

    def shown(self, width: float) -> list[tuple[int, RegisterColumn, float]]:
        """Return which columns have room in `width` px: (place, column, left edge)."""
        kept = list(enumerate(self.columns))
        while sum(each.width for _, each in kept) + LEAST_TITLE + 2 * PAD > width:
            gone = next((pair for pair in reversed(kept) if pair[1].may_go), None)
            if gone is None:
                break
            kept.remove(gone)
        left = width - PAD - sum(each.width for _, each in kept)
        found = []
        for place, each in kept:
            found.append((place, each, left))
            left += each.width
        return found

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._head.update()


def _itself(row: RegisterRow) -> RegisterRow:
    return row


class _Head(QWidget):
    """The titles of the columns."""

    def __init__(self, owner: Register, first: str) -> None:
        super().__init__()
        self._owner, self._first = owner, first
        self.setFixedHeight(HEAD)

    def paintEvent(self, event: QPaintEvent) -> None:
        theme = current()
        painter = QPainter(self)
        painter.fillRect(self.rect(), theme.colour("sunken"))
        painter.fillRect(QRectF(0, self.height() - 1, self.width(), 1), theme.colour("line"))
        edge = self._owner.list.viewport().x()  # the list has a border for its focus
        painter.translate(edge, 0)
        columns = self._owner.shown(self._owner.list.viewport().width())
        end = columns[0][2] if columns else self.width() - PAD
        _line(painter, theme, self._first, "smallb", "text2", QRectF(PAD, 0, end - PAD - 8, self.height()))
        for _, each, left in columns:
            _line(painter, theme, each.title, "smallb", "text2", QRectF(left, 0, each.width - 8, self.height()), right=each.number)
        painter.end()


class _Delegate(QStyledItemDelegate):
    """Paints a RegisterRow."""

    def __init__(self, owner: Register) -> None:
        super().__init__(owner)
        self._owner = owner

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(120, ROW)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        row = self._owner.model.face_at(index.row())
        if not isinstance(row, RegisterRow):
            return
        theme, place = current(), QRectF(option.rect)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if option.state & QStyle.StateFlag.State_Selected:
            painter.fillRect(place, theme.colour("accent_bg"))
            painter.fillRect(QRectF(place.left(), place.top(), 4, place.height()), theme.colour("accent"))
        painter.fillRect(QRectF(place.left(), place.bottom() - 1, place.width(), 1), theme.colour("line_soft"))
        columns = self._owner.shown(place.width())
        end = columns[0][2] if columns else place.right() - PAD
        self._two_lines(painter, theme, row, QRectF(PAD, place.top(), end - PAD - 8, place.height()))
        for at, each, left in columns:
            if at < len(row.cells):
                self._cell(painter, theme, row.cells[at], QRectF(left, place.top(), each.width - 8, place.height()), each.number)
        painter.restore()

    def _two_lines(self, painter: QPainter, theme: Theme, row: RegisterRow, place: QRectF) -> None:
        high = 19 if row.subtitle else place.height()
        top = place.center().y() - 19 if row.subtitle else place.top()
        _line(painter, theme, row.title, "h3", "text", QRectF(place.left(), top, place.width(), high))
        if row.subtitle:
            _line(painter, theme, row.subtitle, "small", "text2", QRectF(place.left(), top + 19, place.width(), 19))

    def _cell(self, painter: QPainter, theme: Theme, cell: Cell, place: QRectF, number: bool) -> None:
        if cell.badge and cell.words:
            _badge(painter, theme, cell, place)
            return
        token = cell.tone or "text"
        if cell.below:
            _line(painter, theme, cell.words, "text", token, QRectF(place.left(), place.center().y() - 19, place.width(), 19), right=number)
            _line(painter, theme, cell.below, "small", "text2", QRectF(place.left(), place.center().y(), place.width(), 19), right=number)
            return
        room = place
        if cell.icon:
            wide = min(QFontMetricsF(font("text")).horizontalAdvance(cell.words) + 6, place.width() - 18)
            painter.drawPixmap(int(place.left() + wide), int(place.center().y() - 8), 16, 16, theme.pixmap(cell.icon, token, 16))
            room = QRectF(place.left(), place.top(), place.width() - 20, place.height())
        _line(painter, theme, cell.words, "textb" if number else "text", token, room, right=number)


def _badge(painter: QPainter, theme: Theme, cell: Cell, place: QRectF) -> None:
    tone, face = cell.tone or "grey", font("smallb")
    extra = 16 + (18 if cell.icon else 0)
    words = QFontMetricsF(face).elidedText(cell.words, Qt.TextElideMode.ElideRight, place.width() - extra)
    ground = QRectF(place.left(), place.center().y() - 11, QFontMetricsF(face).horizontalAdvance(words) + extra, 22)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(theme.colour(f"{tone}_bg"))
    painter.drawRoundedRect(ground, 11, 11)
    if cell.icon:
        painter.drawPixmap(int(ground.left() + 8), int(ground.center().y() - 7), 14, 14, theme.pixmap(cell.icon, tone, 14))
    painter.setFont(face)
    painter.setPen(theme.colour(tone))
    painter.drawText(ground.adjusted(extra - 8, 0, -4, 0), Qt.AlignmentFlag.AlignVCenter, words)


def _line(painter: QPainter, theme: Theme, words: str, role: str, token: str, place: QRectF, *, right: bool = False) -> None:
    face = font(role)
    painter.setFont(face)
    painter.setPen(theme.colour(token))
    shown = QFontMetricsF(face).elidedText(words, Qt.TextElideMode.ElideRight, max(place.width(), 0))
    side = Qt.AlignmentFlag.AlignRight if right else Qt.AlignmentFlag.AlignLeft
    painter.drawText(place, Qt.AlignmentFlag.AlignVCenter | side, shown)
