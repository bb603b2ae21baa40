"""What the views of the register read: a row a person and two at the foot, a column a meeting and two of sums."""

from __future__ import annotations

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtWidgets import QWidget

from caseworker_desktop.kernel.message import message
from caseworker_desktop.texts import Texts
from caseworker_desktop.ui.groups.register import RegisterPresenter

Index = QModelIndex | QPersistentModelIndex


class RegisterModel(QAbstractTableModel):
    """A row a person, then the two of the unnamed and of lost time; a column a meeting, then hours and share."""

    def __init__(self, presenter: RegisterPresenter, texts: Texts, parent: QWidget) -> None:
        super().__init__(parent)
        self.presenter, self._texts = presenter, texts

    def people(self) -> int:
        """Return how many rows are of people."""
        return len(self.presenter.members())

    def meetings(self) -> int:
        """Return how many columns are of meetings."""
        return len(self.presenter.meetings())

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own default, an immutable value
        return 0 if parent.isValid() or self.presenter.sheet is None else self.people() + 2

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 -- an invalid index never changes
        return 0 if parent.isValid() or self.presenter.sheet is None else self.meetings() + 2

    def flags(self, index: Index) -> Qt.ItemFlag:
        if index.row() < self.people() and index.column() < self.meetings():
            return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
        return Qt.ItemFlag.NoItemFlags

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid() or role not in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return None
        row, column = index.row(), index.column()
        if row < self.people() and column < self.meetings():
            cell = self.presenter.cell(row, column)
            return cell.spoken if role == Qt.ItemDataRole.AccessibleTextRole else cell.status or ""
        return self._words(row, column)

    def _words(self, row: int, column: int) -> str:
        foot, total = row - self.people(), column - self.meetings()
        if foot < 0:
            hours, share, _ = self.presenter.totals(row)
            return share if total else hours
        if total < 0:
            return self.presenter.unnamed(column) if foot == 0 else self.presenter.missed(column)
        return self.presenter.sums()[foot] if total == 1 else ""

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if role not in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return None
        if orientation == Qt.Orientation.Horizontal:
            if section < self.meetings():
                return " ".join(self.presenter.column(section))
            words = (message("ui_groups.col_hours"), message("ui_groups.col_share"))
            return self._texts.say(words[section - self.meetings()])
        if section < self.people():
            return self.presenter.members()[section].name
        return self._texts.say((message("ui_groups.row_unnamed"), message("ui_groups.row_lost"))[section - self.people()])

    def redraw(self) -> None:
        """Everything may look otherwise, with as many rows and columns as before."""
        if self.rowCount():
            self.dataChanged.emit(self.index(0, 0), self.index(self.rowCount() - 1, self.columnCount() - 1))
