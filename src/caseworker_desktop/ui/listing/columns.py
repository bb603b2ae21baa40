"""The list of columns: Space ticks, Alt+Up and Alt+Down move; ticked ones are shown in the order in which they stand."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QShowEvent
from PySide6.QtWidgets import QListWidget, QListWidgetItem

from caseworker_desktop.ui.theme.theme import current

_ROW = 28
_CODE = Qt.ItemDataRole.UserRole
_MOVES = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}


class ColumnList(QListWidget):
    """`changed` when a person ticked or moved."""

    changed = Signal()

    def __init__(self, name: str) -> None:
        super().__init__()
        self.setObjectName("columnlist")
        self.setAccessibleName(name)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setTextElideMode(Qt.TextElideMode.ElideRight)
        self.setTabKeyNavigation(False)
        self.itemChanged.connect(lambda _: self.changed.emit())

    def show_columns(self, columns: Sequence[tuple[str, str]], chosen: Sequence[str]) -> None:
        """Show columns (path, words), those chosen ticked; silently."""
        self.blockSignals(True)
        self.clear()
        for path, words in columns:
            item = QListWidgetItem(words)
            item.setData(_CODE, path)
            item.setToolTip(words)
            item.setFlags(Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemIsUserCheckable)
            item.setCheckState(Qt.CheckState.Checked if path in chosen else Qt.CheckState.Unchecked)
            self.addItem(item)
        if self.count():
            self.setCurrentRow(0)
        self.blockSignals(False)

    def order(self) -> list[str]:
        """Return all paths as they stand."""
        return [str(self.item(at).data(_CODE)) for at in range(self.count())]

    def chosen(self) -> list[str]:
        """Return the ticked paths as they stand."""
        return [str(self.item(at).data(_CODE)) for at in range(self.count()) if self.item(at).checkState() == Qt.CheckState.Checked]

    def narrow(self, typed: str, folded: object) -> None:
        """Show only columns in whose words what was typed occurs."""
        assert callable(folded)
        wanted = folded(typed.strip())
        for at in range(self.count()):
            self.item(at).setHidden(bool(wanted) and wanted not in folded(self.item(at).text()))

    def move_current(self, by: int) -> None:
        """Move the current column up or down past the next one that is shown."""
        at = self.currentRow()
        there = at + by
        while 0 <= there < self.count() and self.item(there).isHidden():
            there += by
        if at < 0 or not 0 <= there < self.count():
            return
        self.blockSignals(True)
        item = self.takeItem(at)
        self.insertItem(there, item)
        self.setCurrentRow(there)
        self.blockSignals(False)
        self.changed.emit()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        colour = current().palette
        self.setStyleSheet(
            f"#columnlist {{ background: {colour.surface}; border: 1px solid {colour.line_ctl}; border-radius: 6px; padding: 3px; }}"
            f"#columnlist:focus {{ border: 2px solid {colour.focus}; padding: 2px; }}"
            f"#columnlist::item {{ min-height: {_ROW - 6}px; padding: 0 4px; border-radius: 4px; color: {colour.text}; }}"
            f"#columnlist::item:selected {{ background: {colour.accent_bg}; color: {colour.accent_d}; }}")

    def keyPressEvent(self, event: QKeyEvent) -> None:
        by = _MOVES.get(Qt.Key(event.key()))
        if by is not None and event.modifiers() & Qt.KeyboardModifier.AltModifier:
            self.move_current(by)
        else:
            super().keyPressEvent(event)
