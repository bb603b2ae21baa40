"""Long lists without a widget a row: a model that pages by key, and a delegate that paints two-line rows."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFontMetricsF, QKeyEvent, QPainter
from PySide6.QtWidgets import QAbstractItemView, QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from caseworker_desktop.ui.theme.fonts import font
from caseworker_desktop.ui.theme.theme import Theme, current
from caseworker_desktop.ui.widgets.avatar import paint_avatar

R = TypeVar("R")
Index = QModelIndex | QPersistentModelIndex
PAGE = 200


@dataclass(frozen=True, slots=True)
class Slice(Generic[R]):
    """One page of rows and the cursor of the next (None: that was all)."""

    rows: Sequence[R]
    after: object | None = None


@dataclass(frozen=True, slots=True)
class Face:
    """How one row is drawn: a badge or plain words at the right of the title, marks (icon, tone) at the right of the second line."""

    title: str
    subtitle: str = ""
    third: str = ""
    avatar: bool = False
    icon: str | None = None
    icon_tone: str = "text2"
    badge: tuple[str, str, str | None] | None = None  # words, tone, icon
    badge_below: tuple[str, str, str | None] | None = None  # stands in a line of its own, under the others
    trailing: str = ""
    marks: tuple[tuple[str, str], ...] = ()

    def spoken(self) -> str:
        """Return what a screen reader says."""
        badges = [badge[0] for badge in (self.badge, self.badge_below) if badge]
        return ", ".join(part for part in (self.title, *badges, self.trailing, self.subtitle, self.third) if part)


class RowModel(QAbstractListModel, Generic[R]):
    """Rows fetched in pages: `fetch(after, limit)` gives a Slice; `face(row)` says how a row looks."""

    def __init__(self, fetch: Callable[[object | None, int], Slice[R]], face: Callable[[R], Face], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._fetch, self._face = fetch, face
        self._rows: list[R] = []
        self._faces: dict[int, Face] = {}
        self._after: object | None = None
        self._more = False

    def reload(self, keep: int = PAGE) -> None:
        """Ask again from the first row; `keep` at least as many rows as before."""
        self.beginResetModel()
        page = self._fetch(None, max(PAGE, keep))
        self._rows, self._after, self._more = list(page.rows), page.after, page.after is not None
        self._faces.clear()
        self.endResetModel()

    def replace(self, rows: Sequence[R]) -> None:
        """Show exactly `rows`."""
        self.beginResetModel()
        self._rows, self._after, self._more = list(rows), None, False
        self._faces.clear()
        self.endResetModel()

    def row_at(self, position: int) -> R:
        """Return the row at `position`."""
        return self._rows[position]

    def rows(self) -> Sequence[R]:
        """Return what is loaded."""
        return tuple(self._rows)

    def position(self, wanted: Callable[[R], bool]) -> int | None:
        """Return where the first row stands for which `wanted` is true."""
        return next((at for at, found in enumerate(self._rows) if wanted(found)), None)

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own default, an immutable value
        return 0 if parent.isValid() else len(self._rows)

    def canFetchMore(self, parent: Index) -> bool:
        return self._more and not parent.isValid()

    def fetchMore(self, parent: Index) -> None:
        if not self._more:
            return
        page = self._fetch(self._after, PAGE)
        start = len(self._rows)
        self._after, self._more = page.after, page.after is not None  # first: a view may ask for more as soon as it hears of these
        if page.rows:
            self.beginInsertRows(QModelIndex(), start, start + len(page.rows) - 1)
            self._rows.extend(page.rows)
            self.endInsertRows()

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid():
            return None
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            face = self.face_at(index.row())
            return face.title if role == Qt.ItemDataRole.DisplayRole else face.spoken()
        return None

    def face_at(self, position: int) -> Face:
        """Return how the row at `position` looks."""
        if position not in self._faces:
            self._faces[position] = self._face(self._rows[position])
        return self._faces[position]


class RowDelegate(QStyledItemDelegate):
    """Paints a Face: 56 px with two lines, `height` px else."""

    def __init__(self, height: int, parent: QWidget) -> None:
        super().__init__(parent)
        self._height = height

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(120, self._height)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        model = index.model()
        if not isinstance(model, RowModel):
            return
        rect = option.rect
        chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        _Painter(painter, current(), QRectF(rect), chosen).draw(model.face_at(index.row()))
        painter.restore()


class _Painter:
    """The drawing of one row."""

    def __init__(self, painter: QPainter, theme: Theme, place: QRectF, chosen: bool) -> None:
        self._painter, self._theme, self._place, self._chosen = painter, theme, place, chosen

    def draw(self, face: Face) -> None:
        painter, theme, place = self._painter, self._theme, self._place
        if self._chosen:
            painter.fillRect(place, theme.colour("accent_bg"))
            painter.fillRect(QRectF(place.left(), place.top(), 4, place.height()), theme.colour("accent"))
        painter.fillRect(QRectF(place.left(), place.bottom() - 1, place.width(), 1), theme.colour("line_soft"))
        left, right = place.left() + 16, place.right() - 12
        if face.avatar:
            paint_avatar(painter, QRectF(left, place.center().y() - 16, 32, 32), face.title, chosen=self._chosen)
            left += 44
        elif face.icon is not None:
            painter.drawPixmap(int(left), int(place.center().y() - 8), 16, 16, theme.pixmap(face.icon, face.icon_tone, 16))
            left += 28
        lines = 1 + bool(face.subtitle or face.marks) + bool(face.third)
        block = 19 * lines + (25 if face.badge_below else 0)
        top = place.center().y() - block / 2
        end = self._badge(face.badge, right, top + 9.5) if face.badge else right
        if face.trailing and not face.badge_below:
            end = self._words(face.trailing, "smallb", "text2", end, top)
        self._text(face.title, "h3", "text", left, end - 4, top)
        end = right
        for icon, tone in reversed(face.marks):
            painter.drawPixmap(int(end - 15), int(top + 21), 15, 15, theme.pixmap(icon, tone, 15))
            end -= 19
        if face.subtitle:
            self._text(face.subtitle, "small", "text", left, end - 4, top + 19)
        if face.third:
            self._text(face.third, "small", "text2" if self._chosen else "text3", left, right, top + 38)
        if face.badge_below:
            below = top + 19 * lines + 14
            self._badge(face.badge_below, None, below, left)
            if face.trailing:
                self._words(face.trailing, "small", "text2" if self._chosen else "text3", right, below - 9.5)

    def _text(self, words: str, role: str, token: str, left: float, right: float, top: float) -> None:
        face = font(role)
        self._painter.setFont(face)
        self._painter.setPen(self._theme.colour(token))
        shown = QFontMetricsF(face).elidedText(words, Qt.TextElideMode.ElideRight, max(right - left, 0))
        self._painter.drawText(QRectF(left, top, right - left, 19), Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, shown)

    def _words(self, words: str, role: str, token: str, right: float, top: float) -> float:
        face = font(role)
        wide = QFontMetricsF(face).horizontalAdvance(words) + 1
        self._painter.setFont(face)
        self._painter.setPen(self._theme.colour(token))
        self._painter.drawText(QRectF(right - wide, top, wide, 19), Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight, words)
        return right - wide - 4

    def _badge(self, badge: tuple[str, str, str | None], right: float | None, middle: float, left: float = 0) -> float:
        words, tone, icon = badge
        face = font("smallb")
        inner = QFontMetricsF(face).horizontalAdvance(words) + (18 if icon else 0)
        start = left if right is None else right - inner - 16
        ground = QRectF(start, middle - 11, inner + 16, 22)
        self._painter.setPen(Qt.PenStyle.NoPen)
        self._painter.setBrush(self._theme.colour(f"{tone}_bg"))
        self._painter.drawRoundedRect(ground, 11, 11)
        if icon:
            self._painter.drawPixmap(int(ground.left() + 8), int(middle - 7), 14, 14, self._theme.pixmap(icon, tone, 14))
        self._painter.setFont(face)
        self._painter.setPen(self._theme.colour(tone))
        self._painter.drawText(ground.adjusted(8 + (18 if icon else 0), 0, -8, 0), Qt.AlignmentFlag.AlignVCenter, words)
        return ground.left() - 4


class RowList(QListView):
    """The list itself: `chosen` when the current row changes by a person, `opened` on Enter or a double click."""

    chosen = Signal(int)
    opened = Signal(int)

    def __init__(self, name: str, *, height: int = 56) -> None:
        super().__init__()
        self.setAccessibleName(name)
        self.setItemDelegate(RowDelegate(height, self))
        self.setUniformItemSizes(True)
        self.setMouseTracking(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.doubleClicked.connect(lambda index: self.opened.emit(index.row()))
        self._silent = False

    def choose(self, position: int | None) -> None:
        """Make a row the current one, silently (None: none)."""
        self._silent = True
        if position is None:
            self.clearSelection()
            self.setCurrentIndex(QModelIndex())
        else:
            index = self.model().index(position, 0)
            self.setCurrentIndex(index)
            self.scrollTo(index)
        self._silent = False

    def current(self) -> int | None:
        """Return the position of the current row."""
        index = self.currentIndex()
        return index.row() if index.isValid() else None

    def currentChanged(self, current: Index, previous: Index) -> None:
        super().currentChanged(current, previous)
        if current.isValid() and not self._silent:
            self.chosen.emit(current.row())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.currentIndex().isValid():
            self.opened.emit(self.currentIndex().row())
        else:
            super().keyPressEvent(event)
