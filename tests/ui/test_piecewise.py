"""Lines are made as far as somebody scrolls: all of them come, in their order, each once."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QApplication, QLabel

from caseworker_desktop.ui.widgets.layout import box, clear, column, scroll
from caseworker_desktop.ui.widgets.piecewise import PIECE, Piecewise


@pytest.mark.parametrize("count", [0, 1, PIECE, PIECE + 1, 3 * PIECE + 7])
def test_scrolling_to_the_end_brings_all(qapp: QApplication, count: int) -> None:
    lines = column(gap=0)
    inside = box(column(lines, ..., gap=0))
    area = scroll(inside, "eilutės")
    area.resize(300, 200)
    area.show()
    pieces = Piecewise(inside)

    def words() -> list[str]:
        return [lines.itemAt(at).widget().text() for at in range(lines.count())]  # type: ignore[union-attr, attr-defined]

    def make(at: int) -> None:
        made = QLabel(f"eilutė {at}")
        made.setFixedHeight(30)
        lines.addWidget(made)

    pieces.show_lines(count, make)
    qapp.processEvents()
    assert len(words()) == min(count, PIECE)
    bar = area.verticalScrollBar()
    for _ in range(6):
        bar.setValue(bar.maximum())
        qapp.processEvents()
    assert words() == [f"eilutė {at}" for at in range(count)]
    clear(lines)
    pieces.show_lines(count, make)  # drawn again where somebody had scrolled to: nothing is lost below the eyes
    qapp.processEvents()
    assert len(words()) == count
    area.close()


def test_without_an_area_all_are_made(qapp: QApplication) -> None:
    made: list[int] = []
    inside = box(column(gap=0))
    Piecewise(inside).show_lines(2 * PIECE, made.append)
    assert made == list(range(2 * PIECE))
