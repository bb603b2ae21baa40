"""The search line of a list: asks while a person types, 120 ms after the last letter."""

from __future__ import annotations

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent

from caseworker_desktop.ui.widgets.editors import LineEdit
from caseworker_desktop.ui.widgets.label import key_hint
from caseworker_desktop.ui.widgets.layout import row

PAUSE_MS = 120


class SearchField(LineEdit):
    """`asked` with the text; `went_down` when Down or Enter should go to the list; Esc empties it."""

    asked = Signal(str)
    went_down = Signal()
    accepted = Signal()

    def __init__(self, placeholder: str, *, name: str = "", keys: str = "") -> None:
        super().__init__(placeholder=placeholder, name=name, icon="search")
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(PAUSE_MS)
        self._timer.timeout.connect(lambda: self.asked.emit(self.text()))
        self.textChanged.connect(lambda _: self._timer.start())
        if keys:
            hint = key_hint(keys)
            self.setLayout(row(..., hint, margins=(0, 0, 8, 0)))
            self.textChanged.connect(lambda text: hint.setVisible(not text))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = event.key()
        if key == Qt.Key.Key_Escape and self.text():
            self.clear()
        elif key == Qt.Key.Key_Down:
            self.went_down.emit()
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.ask_now()
            self.accepted.emit()
        else:
            super().keyPressEvent(event)

    def ask_now(self) -> None:
        """Ask without waiting for the pause, if something is waiting."""
        if self._timer.isActive():
            self._timer.stop()
            self.asked.emit(self.text())
