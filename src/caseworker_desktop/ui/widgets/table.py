"""Tables: columns over rows that are fetched in pages; words left, numbers right; SQL sorts."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView, QWidget

from caseworker_desktop.ui.theme.theme import current
from caseworker_desktop.ui.theme.tokens import HEIGHT
from caseworker_desktop.ui.widgets.rows import PAGE, Slice

R = TypeVar("R")
Index = QModelIndex | QPersistentModelIndex
Fetch = Callable[[object | None, int, str | None, bool], Slice[R]]


@dataclass(frozen=True, slots=True)
class Column(Generic[R]):
    """A column: its title, the words of a row, and (for sorting) the name that `fetch` understands. `stretch` takes what is left."""

    title: str
    words: Callable[[R], str]
    number: bool = False
    width: int = 120
    stretch: bool = False
    sort: str | None = None
    tone: Callable[[R], str | None] | None = None
    icon: Callable[[R], str | None] | None = None


class TableModel(QAbstractTableModel, Generic[R]):
    """`fetch(after, limit, sort, descending)` gives a Slice; a click on a column with `sort` asks again."""

    def __init__(self, columns: Sequence[Column[R]], fetch: Fetch[R] | None = None, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.columns, self._fetch = tuple(columns), fetch
        self._rows: list[R] = []
        self._after: object | None = None
        self._more = False
        self._sort: tuple[str | None, bool] = (None, False)

    def reload(self) -> None:
        """Ask again from the first row."""
        if self._fetch is None:
            return
        self.beginResetModel()
        page = self._fetch(None, PAGE, *self._sort)
        self._rows, self._after, self._more = list(page.rows), page.after, page.after is not None
        self.endResetModel()

    def replace(self, rows: Sequence[R]) -> None:
        """Show exactly `rows`."""
        self.beginResetModel()
        self._rows, self._after, self._more = list(rows), None, False
        self.endResetModel()

    def row_at(self, position: int) -> R:
        """Return the row at `position`."""
        return self._rows[position]

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own default, an immutable value
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 -- an invalid index never changes
        return 0 if parent.isValid() else len(self.columns)

    def canFetchMore(self, parent: Index) -> bool:
        return self._more and not parent.isValid()

    def fetchMore(self, parent: Index) -> None:
        if self._fetch is None or not self._more:
            return
        page = self._fetch(self._after, PAGE, *self._sort)
        start = len(self._rows)
        self._after, self._more = page.after, page.after is not None  # first: a view may ask for more as soon as it hears of these
        if page.rows:
            self.beginInsertRows(QModelIndex(), start, start + len(page.rows) - 1)
            self._rows.extend(page.rows)
            self.endInsertRows()

    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        name = self.columns[column].sort if 0 <= column < len(self.columns) else None
        if name is not None:
            self._sort = (name, order == Qt.SortOrder.DescendingOrder)
            self.reload()

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid():
            return None
        column, found = self.columns[index.column()], self._rows[index.row()]
        tone = column.tone(found) if column.tone is not None else None
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return column.words(found)
        if role == Qt.ItemDataRole.TextAlignmentRole:
            side = Qt.AlignmentFlag.AlignRight if column.number else Qt.AlignmentFlag.AlignLeft
            return int(side | Qt.AlignmentFlag.AlignVCenter)
        if role == Qt.ItemDataRole.ForegroundRole and tone:
            return current().colour(tone)
        if role == Qt.ItemDataRole.DecorationRole and column.icon is not None and (name := column.icon(found)) is not None:
            return current().icon(name, tone or "text2", 16)
        return None

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if orientation == Qt.Orientation.Horizontal:
            if role == Qt.ItemDataRole.DisplayRole:
                return self.columns[section].title
            if role == Qt.ItemDataRole.TextAlignmentRole:
                side = Qt.AlignmentFlag.AlignRight if self.columns[section].number else Qt.AlignmentFlag.AlignLeft
                return int(side | Qt.AlignmentFlag.AlignVCenter)
        return None


class Table(QTableView):
    """Whole rows are chosen; Tab leaves the table; `opened` on Enter or a double click."""

    opened = Signal(int)

    def __init__(self, name: str, model: TableModel[R]) -> None:
        super().__init__()
        self.setAccessibleName(name)
        self.setModel(model)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setTabKeyNavigation(False)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.verticalHeader().hide()
        self.verticalHeader().setDefaultSectionSize(HEIGHT["row"])
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        head = self.horizontalHeader()
        head.setHighlightSections(False)
        for at, column in enumerate(model.columns):
            if column.stretch:
                head.setSectionResizeMode(at, QHeaderView.ResizeMode.Stretch)
            else:
                self.setColumnWidth(at, column.width)
        sortable = any(column.sort for column in model.columns)
        self.setSortingEnabled(False)
        head.setSectionsClickable(sortable)
        if sortable:
            head.setSortIndicatorShown(False)
            head.sectionClicked.connect(self._sort_by)
        self._down: tuple[int, bool] = (-1, False)
        self.doubleClicked.connect(lambda index: self.opened.emit(index.row()))

    def _sort_by(self, column: int) -> None:
        self._down = (column, self._down[0] == column and not self._down[1])
        self.model().sort(column, Qt.SortOrder.DescendingOrder if self._down[1] else Qt.SortOrder.AscendingOrder)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.currentIndex().isValid():
            self.opened.emit(self.currentIndex().row())
        else:
            super().keyPressEvent(event)
