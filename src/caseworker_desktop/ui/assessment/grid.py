"""The table of needs: two values a domain, typed by digits; Enter opens a domain."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QAbstractTableModel, QItemSelectionModel, QModelIndex, QPersistentModelIndex, Qt, Signal
from PySide6.QtGui import QFont, QKeyEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView

from caseworker_desktop.ui.theme.fonts import font
from caseworker_desktop.ui.theme.theme import current
from caseworker_desktop.ui.theme.tokens import HEIGHT

Index = QModelIndex | QPersistentModelIndex
NAME, CLIENT, WORKER, BEFORE, STATE = range(5)
VALUES = (CLIENT, WORKER)
TOP = 10


@dataclass(frozen=True, slots=True)
class GridRow:
    """One domain as the table shows it. `typed`: it holds a value that is not yet written."""

    domain: str
    name: str
    client: int | None
    worker: int | None
    before: str
    state: str
    tone: str
    typed: bool


class GridModel(QAbstractTableModel):
    """Shows rows; what is typed goes to `typed(domain, column, value)`, which tells the new rows by `show_rows`."""

    def __init__(self, titles: Sequence[str], typed: Callable[[str, int, int | None], object]) -> None:
        super().__init__()
        self._titles, self._typed = tuple(titles), typed
        self.rows: tuple[GridRow, ...] = ()

    def show_rows(self, rows: Sequence[GridRow]) -> None:
        """Show exactly these; the same domains keep their places, so that the focus stays where it is."""
        same = [row.domain for row in rows] == [row.domain for row in self.rows]
        if not same:
            self.beginResetModel()
        self.rows = tuple(rows)
        if same and rows:
            self.dataChanged.emit(self.index(0, 0), self.index(len(rows) - 1, len(self._titles) - 1))
        elif not same:
            self.endResetModel()

    def put(self, row: int, column: int, value: int | None) -> None:
        """Take a value that a person typed."""
        self._typed(self.rows[row].domain, column, value)

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own default, an immutable value
        return 0 if parent.isValid() else len(self.rows)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own default, an immutable value
        return 0 if parent.isValid() else len(self._titles)

    def value(self, row: int, column: int) -> int | None:
        """Return the value in a cell of values."""
        return self.rows[row].client if column == CLIENT else self.rows[row].worker

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid():
            return None
        row, column = self.rows[index.row()], index.column()
        if role == Qt.ItemDataRole.DisplayRole:
            return self._words(row, column)
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return f"{row.name}, {self._titles[column]}: {self._words(row, column) or '–'}"
        if role == Qt.ItemDataRole.ToolTipRole and column == NAME:
            return row.name
        if role == Qt.ItemDataRole.TextAlignmentRole:
            side = Qt.AlignmentFlag.AlignHCenter if column in (*VALUES, BEFORE) else Qt.AlignmentFlag.AlignLeft
            return int(side | Qt.AlignmentFlag.AlignVCenter)
        if role == Qt.ItemDataRole.ForegroundRole:
            return current().colour("accent_d" if column in VALUES and row.typed else row.tone if column == STATE else
                                    "text3" if column == BEFORE else "text")
        if role == Qt.ItemDataRole.FontRole and column in VALUES:
            return _heavy()
        return None

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if orientation == Qt.Orientation.Horizontal:
            if role == Qt.ItemDataRole.DisplayRole:
                return self._titles[section]
            if role == Qt.ItemDataRole.TextAlignmentRole:
                side = Qt.AlignmentFlag.AlignHCenter if section in (*VALUES, BEFORE) else Qt.AlignmentFlag.AlignLeft
                return int(side | Qt.AlignmentFlag.AlignVCenter)
        return None

    def _words(self, row: GridRow, column: int) -> str:
        if column == NAME:
            return row.name
        if column in VALUES:
            value = row.client if column == CLIENT else row.worker
            return "–" if value is None else str(value)
        return row.before if column == BEFORE else row.state


class RatingGrid(QTableView):
    """Digits fill a cell (1 and 0 make 10), + and − step, Delete empties; arrows move. `opened` with a domain on Enter or a double click."""

    opened = Signal(str)

    def __init__(self, name: str, model: GridModel, *, may_write: bool, widths: Sequence[int]) -> None:
        super().__init__()
        self._grid, self._may_write = model, may_write
        self._fresh: tuple[int, int] | None = None
        self.setAccessibleName(name)
        self.setModel(model)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectItems)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setTabKeyNavigation(False)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.verticalHeader().hide()
        self.verticalHeader().setDefaultSectionSize(HEIGHT["control"])
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        head = self.horizontalHeader()
        head.setHighlightSections(False)
        head.setSectionsClickable(False)
        head.setSectionResizeMode(NAME, QHeaderView.ResizeMode.Stretch)
        for column, wide in enumerate(widths, 1):
            self.setColumnWidth(column, wide)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.doubleClicked.connect(lambda index: self.opened.emit(model.rows[index.row()].domain))

    def stand_at(self, domain: str | None = None) -> None:
        """Choose the cell of the client's value of a domain, else the first."""
        at = next((n for n, row in enumerate(self._grid.rows) if row.domain == domain), 0)
        if self._grid.rows:
            self.selectionModel().setCurrentIndex(self._grid.index(at, CLIENT), QItemSelectionModel.SelectionFlag.ClearAndSelect)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        index = self.currentIndex()
        if not index.isValid():
            super().keyPressEvent(event)
            return
        row, column = index.row(), index.column()
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.opened.emit(self._grid.rows[row].domain)
        elif self._may_write and column in VALUES and self._type(row, column, event):
            event.accept()
        else:
            self._fresh = None
            super().keyPressEvent(event)

    def _type(self, row: int, column: int, event: QKeyEvent) -> bool:
        text, now = event.text(), self._grid.value(row, column)
        if len(text) == 1 and text in "0123456789":
            ten = text == "0" and now == 1 and self._fresh == (row, column)
            self._grid.put(row, column, TOP if ten else int(text))
            self._fresh = (row, column)
            return True
        if event.key() in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            self._grid.put(row, column, None)
            return True
        if text in ("+", "-") and text:
            step = 1 if text == "+" else -1
            self._grid.put(row, column, min(max((5 if now is None else now + step), 0), TOP))
            return True
        return False


def _heavy() -> QFont:
    return font("textb")
