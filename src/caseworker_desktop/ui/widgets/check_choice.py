"""Several out of a list, behind one box that says how many are chosen: arrows move, Space ticks, Esc closes."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from PySide6.QtCore import QEvent, QObject, QPoint, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPaintEvent, QWheelEvent
from PySide6.QtWidgets import QComboBox, QFrame, QListWidget, QListWidgetItem, QStyle, QStyleOptionComboBox, QStylePainter, QVBoxLayout

ROW, MOST_ROWS, LEAST_WIDE = 32, 10, 320
_LEAVING = (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Escape, Qt.Key.Key_Tab)


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
        self._popup = QFrame(self, Qt.WindowType.Popup)
        self._popup.setObjectName("drawer")
        self.list = QListWidget(self._popup)
        self.list.setAccessibleName(name)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setTextElideMode(Qt.TextElideMode.ElideRight)
        inside = QVBoxLayout(self._popup)
        inside.setContentsMargins(4, 4, 4, 4)
        inside.addWidget(self.list)
        self.list.itemChanged.connect(self._ticked)
        self.list.installEventFilter(self)

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
        high = min(max(self.list.count(), 1), MOST_ROWS) * ROW + 20
        below = self.mapToGlobal(QPoint(0, self.height() + 2))
        self._popup.setGeometry(below.x(), below.y(), max(self.width(), LEAST_WIDE), high)
        self._popup.show()
        self.list.setFocus(Qt.FocusReason.PopupFocusReason)
        if self.list.currentRow() < 0 and self.list.count():
            self.list.setCurrentRow(0)

    def hidePopup(self) -> None:
        self._popup.hide()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Down, Qt.Key.Key_Space, Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_F4):
            self.showPopup()
        else:
            event.ignore()

    def wheelEvent(self, event: QWheelEvent) -> None:
        event.ignore()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        leaves = isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress and event.key() in _LEAVING
        if watched is self.list and leaves:
            self._popup.hide()
            self.setFocus(Qt.FocusReason.PopupFocusReason)
            return True
        return super().eventFilter(watched, event)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QStylePainter(self)
        option = QStyleOptionComboBox()
        self.initStyleOption(option)
        option.currentText = self.said()
        painter.drawComplexControl(QStyle.ComplexControl.CC_ComboBox, option)
        painter.drawControl(QStyle.ControlElement.CE_ComboBoxLabel, option)
        painter.end()

    def _fill(self) -> None:
        self.list.blockSignals(True)
        self.list.clear()
        for code, words in self._codes.items():
            item = QListWidgetItem(words)
            item.setData(Qt.ItemDataRole.UserRole, code)
            item.setFlags(Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemIsUserCheckable)
            item.setCheckState(Qt.CheckState.Checked if code in self._chosen else Qt.CheckState.Unchecked)
            self.list.addItem(item)
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
