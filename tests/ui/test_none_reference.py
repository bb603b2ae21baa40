"""A guard against a PySide6 that loses a reference to None in each Python override (6.12.0 on Python 3.11 aborts after 6,400 repaints)."""

from __future__ import annotations

import sys

from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QWidget

REPAINTS = 500


class Counting(QWidget):
    """Counts how often it was painted."""

    painted = 0

    def paintEvent(self, event: QPaintEvent) -> None:
        self.painted += 1


def test_repainting_keeps_its_references_to_none(qtbot):
    widget = Counting()
    qtbot.addWidget(widget)
    widget.resize(40, 40)
    with qtbot.waitExposed(widget):
        widget.show()
    widget.repaint()
    painted, before = widget.painted, sys.getrefcount(None)
    for _ in range(REPAINTS):
        widget.repaint()
    assert widget.painted - painted == REPAINTS
    # The bug loses one a repaint; anything else that happens meanwhile is a handful.
    assert abs(sys.getrefcount(None) - before) < REPAINTS // 5
