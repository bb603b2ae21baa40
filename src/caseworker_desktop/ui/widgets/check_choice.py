"""Several out of a list, behind one box that says how many are chosen: arrows move, Space ticks, Esc closes."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QFocusEvent, QHideEvent, QKeyEvent, QPaintEvent, QWheelEvent
from PySide6.QtWidgets import QComboBox, QFrame, QListWidget, QListWidgetItem, QStyle, QStyleOptionComboBox, QStylePainter

from caseworker_desktop.ui.theme.theme import current

ROW, MOST_ROWS, LEAST_WIDE = 34, 10, 320
_LEAVING = (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Escape, Qt.Key.Key_Tab, Qt.Key.Key_Backtab)


class CheckList(QListWidget):
    """The list that drops from the box and stays inside the window; `left` when it should close."""

    left = Signal()

    def __init__(self, anchor: CheckChoice, name: str) -> None:
        super().__init__(anchor)
        self._anchor = anchor
        self.setObjectName("checklist")
        self.setAccessibleName(name)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setTextElideMode(Qt.TextElideMode.ElideRight)
        anchor.destroyed.connect(self.deleteLater)  # it has moved to the window, which outlives the anchor
        self.hide()

    def drop(self) -> None:
        """Show the list under the box."""
        host = self._anchor.window()
        if self.parent() is not host:
            self.setParent(host)
        colour = current().palette
        self.setStyleSheet(
            f"#checklist {{ background: {colour.surface}; border: 1px solid {colour.line_ctl}; border-radius: 6px; padding: 4px; }}"
            f"#checklist::item {{ min-height: {ROW - 6}px; padding: 0 6px; border-radius: 4px; }}"
            f"#checklist::item:selected {{ background: {colour.accent_bg}; color: {colour.accent_d}; }}")
        high = min(max(self.count(), 1), MOST_ROWS) * ROW + 16
        wide = min(max(self._anchor.width(), LEAST_WIDE), host.width() - 8)
        below = self._anchor.mapTo(host, QPoint(0, self._anchor.height() + 2))
        left = max(min(below.x(), host.width() - wide - 4), 4)
        self.setGeometry(left, below.y(), wide, min(high, max(host.height() - below.y() - 4, ROW + 16)))
        self.show()
        self.raise_()
        self.setFocus(Qt.FocusReason.PopupFocusReason)
        if self.currentRow() < 0 and self.count():
            self.setCurrentRow(0)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in _LEAVING:
            self.left.emit()
        else:
            super().keyPressEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.hide()


class CheckChoice(QComboBox):
    """`chosen()` are the ticked codes in the list's order; `words` says what the box shows for them; `chosen_changed` when a person ticked."""

    chosen_changed = Signal()

    def __init__(self, name: str, words: Callable[[Sequence[str]], str]) -> None:
        super().__init__()
        self._words, self._codes = words, dict[str, str]()
        self._chosen: set[str] = set()
        self.setAccessibleName(name)
        self.setMinimumContentsLength(4)
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.list = CheckList(self, name)
        self.list.itemChanged.connect(self._ticked)
        self.list.left.connect(self._shut)

    def set_options(self, options: Sequence[tuple[str, str]]) -> None:
        """Offer these codes (code, words); chosen ones that are not offered any more stay chosen and can be taken out."""
        known = dict(options)
        self._codes = {**known, **{code: self._codes.get(code, code) for code in sorted(self._chosen) if code not in known}}
        self._fill()

    def chosen(self) -> tuple[str, ...]:
        """Return the ticked codes in the order of the list."""
        return tuple(code for code in self._codes if code in self._chosen)

    def choose(self, codes: Iterable[str]) -> None:
        """Tick exactly these, silently."""
        self._chosen = set(codes) & set(self._codes)
        self._fill()

    def said(self) -> str:
        """Return what the box shows."""
        return self._words(self.chosen())

    def showPopup(self) -> None:
        if self.list.isVisible():
            self._shut()
        else:
            self.list.drop()

    def hidePopup(self) -> None:
        """Qt closes popups of its own; this one closes itself."""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Down, Qt.Key.Key_Space, Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_F4):
            self.showPopup()
        else:
            event.ignore()

    def wheelEvent(self, event: QWheelEvent) -> None:
        event.ignore()

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self.list.hide()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QStylePainter(self)
        option = QStyleOptionComboBox()
        self.initStyleOption(option)
        option.currentText = self.said()
        painter.drawComplexControl(QStyle.ComplexControl.CC_ComboBox, option)
        painter.drawControl(QStyle.ControlElement.CE_ComboBoxLabel, option)
        painter.end()

    def _shut(self) -> None:
        self.list.hide()
        self.setFocus(Qt.FocusReason.PopupFocusReason)

    def _fill(self) -> None:
        self.list.blockSignals(True)
        at = self.list.currentRow()
        self.list.clear()
        for code, words in self._codes.items():
            item = QListWidgetItem(words)
            item.setData(Qt.ItemDataRole.UserRole, code)
            item.setFlags(Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemIsUserCheckable)
            item.setCheckState(Qt.CheckState.Checked if code in self._chosen else Qt.CheckState.Unchecked)
            self.list.addItem(item)
        self.list.setCurrentRow(min(at, self.list.count() - 1))
        self.list.blockSignals(False)
        self._say()

    def _ticked(self, item: QListWidgetItem) -> None:
        code = str(item.data(Qt.ItemDataRole.UserRole))
        if item.checkState() == Qt.CheckState.Checked:
            self._chosen.add(code)
        else:
            self._chosen.discard(code)
        self._say()
        self.chosen_changed.emit()

    def _say(self) -> None:
        self.setAccessibleDescription(self.said())
        self.update()
