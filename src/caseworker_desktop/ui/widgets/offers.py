"""A list that drops from a line or a button and stays inside the window; the focus stays where one types."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QListWidget, QListWidgetItem, QWidget

from caseworker_desktop.ui.theme.theme import current

ROW, MOST_ROWS = 32, 8


class Offers(QListWidget):
    """Belongs to `anchor`, which hands it its keys by `takes`. `taken` with the row that a person took."""

    taken = Signal(int)

    def __init__(self, anchor: QWidget, name: str) -> None:
        super().__init__(anchor)
        self._anchor = anchor
        self.setObjectName("offers")
        self.setAccessibleName(name)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setTextElideMode(Qt.TextElideMode.ElideRight)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.itemClicked.connect(lambda item: self._take(self.row(item)))
        anchor.destroyed.connect(self.deleteLater)  # it has moved to the window, which outlives the anchor
        self.hide()

    def is_open(self) -> bool:
        """Tell whether the list is shown."""
        return self.isVisible()

    def offer(self, words: Sequence[str], marked: int = 0, least: int = 0) -> None:
        """Show the words under the anchor, one of them marked; nothing to offer hides the list."""
        self.clear()
        if not words:
            self.hide()
            return
        for each in words:
            item = QListWidgetItem(each)
            item.setToolTip(each)
            self.addItem(item)
        host = self._anchor.window()
        if self.parent() is not host:
            self.setParent(host)
        colour = current().palette
        self.setStyleSheet(
            f"#offers {{ background: {colour.surface}; border: 1px solid {colour.line_ctl}; border-radius: 6px; padding: 4px; }}"
            f"#offers::item {{ min-height: {ROW - 4}px; padding: 0 8px; border-radius: 4px; }}"
            f"#offers::item:selected {{ background: {colour.accent_bg}; color: {colour.accent_d}; }}")
        self._place(host, least)
        self.show()
        self.raise_()
        self._mark(marked)

    def takes(self, event: QKeyEvent) -> bool:
        """Answer a key while open: Up and Down mark, Enter and Tab take, Esc closes; return whether it was one of these."""
        if not self.is_open():
            return False
        key = event.key()
        if key in (Qt.Key.Key_Down, Qt.Key.Key_Up):
            self._mark((self.currentRow() + (1 if key == Qt.Key.Key_Down else -1)) % self.count())
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._take(self.currentRow())
        elif key == Qt.Key.Key_Escape:
            self.hide()
        else:
            return False
        return True

    def _take(self, row: int) -> None:
        self.hide()
        if row >= 0:
            self.taken.emit(row)

    def _mark(self, row: int) -> None:
        self.setCurrentRow(row)
        item = self.item(row)
        if item is not None:
            self.scrollToItem(item)
            self._anchor.setAccessibleDescription(item.text())

    def _place(self, host: QWidget, least: int) -> None:
        high = min(self.count(), MOST_ROWS) * max(self.sizeHintForRow(0), ROW - 4) + 10
        wide = min(max(self._anchor.width(), least), host.width() - 8)
        below = self._anchor.mapTo(host, QPoint(0, self._anchor.height() + 2))
        top = below.y() if below.y() + high <= host.height() else max(self._anchor.mapTo(host, QPoint(0, 0)).y() - high - 2, 0)
        left = max(min(below.x(), host.width() - wide - 4), 4)
        self.setGeometry(left, top, wide, high)
