"""Lines of a long list as widgets: made as far as somebody scrolls, so that the first stand at once however many there are."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QScrollArea, QWidget

#: More than fill the tallest window.
PIECE = 40


class Piecewise(QObject):
    """Belongs to the widget that the lines stand in; the area that scrolls it is the nearest one around it."""

    def __init__(self, inside: QWidget) -> None:
        super().__init__(inside)
        self._inside = inside
        self._area: QScrollArea | None = None
        self._make: Callable[[int], object] = lambda at: None
        self._count = self._made = 0

    def show_lines(self, count: int, make: Callable[[int], object]) -> None:
        """Make the first of `count` lines with `make(at)`, as many at least as were there before; the others follow when scrolled to."""
        least = max(PIECE, self._made if self._area is not None and self._area.verticalScrollBar().value() else 0)
        self._count, self._make, self._made = count, make, 0
        self._listen()
        self._grow(least if self._area is not None else count)

    def _listen(self) -> None:
        """Find the area, once the widget stands in one."""
        above = self._inside.parentWidget()
        while self._area is None and above is not None:
            if isinstance(above, QScrollArea):
                self._area = above
                above.verticalScrollBar().valueChanged.connect(self._moved)
            above = above.parentWidget()

    def _moved(self, value: int) -> None:
        assert self._area is not None
        bar = self._area.verticalScrollBar()
        if self._made < self._count and value >= bar.maximum() - bar.pageStep():
            self._grow(PIECE)

    def _grow(self, by: int) -> None:
        first, self._made = self._made, min(self._made + by, self._count)
        for at in range(first, self._made):
            self._make(at)
