"""A text editor as high as what stands in it, so that the page shows goals and not empty boxes."""

from __future__ import annotations

from PySide6.QtCore import QSize
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QSizePolicy

from caseworker_desktop.ui.widgets.editors import TextEdit

MOST_LINES = 8
_ROOM = 20  # padding and border of the style sheet, above and below together


class GrowingEdit(TextEdit):
    """At least `lines` high, at most eight; beyond that it scrolls."""

    def __init__(self, *, lines: int = 1) -> None:
        super().__init__(lines=lines)
        self._least, self._high = lines, 0
        self.setMinimumHeight(0)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.textChanged.connect(self._fit)
        self._fit()

    def sizeHint(self) -> QSize:
        return QSize(super().sizeHint().width(), self._high)

    def minimumSizeHint(self) -> QSize:
        return QSize(super().minimumSizeHint().width(), self._high)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        laid_out = round(self.document().size().height())  # in lines, for a plain text document
        lines = min(max(laid_out, self._least), MOST_LINES)
        high = lines * self.fontMetrics().lineSpacing() + _ROOM
        if high != self._high:
            self._high = high
            self.updateGeometry()
