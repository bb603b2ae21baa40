"""The button that drops a list of goals to begin from."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent

from caseworker_desktop.ui.widgets.button import Button
from caseworker_desktop.ui.widgets.offers import Offers
from caseworker_desktop.usecases.goal_library import GoalTemplate

LEAST_WIDTH = 320


class ExamplesButton(Button):
    """`taken` with the GoalTemplate that a person took. `read` gives the examples when the list is dropped."""

    taken = Signal(object)

    def __init__(self, text: str, read: Callable[[], Sequence[GoalTemplate]]) -> None:
        super().__init__(text, "quiet", keys="Ctrl+J", clicked=self.drop)
        self._read = read
        self._shown: Sequence[GoalTemplate] = ()
        self.offers = Offers(self, text)
        self.offers.taken.connect(lambda at: self.taken.emit(self._shown[at]))

    def drop(self) -> None:
        """Drop the list, or shut it when it is open."""
        if self.offers.is_open():
            self.offers.hide()
            return
        self._shown = self._read()
        self.setFocus(Qt.FocusReason.OtherFocusReason)
        self.offers.offer([one.name for one in self._shown], least=LEAST_WIDTH)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if not self.offers.takes(event):
            super().keyPressEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.offers.hide()
