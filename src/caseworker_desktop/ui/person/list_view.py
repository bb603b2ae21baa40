"""A short list of lines in a tab (plans), or why there is none."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from caseworker_desktop.ui.person.tabs import Line
from caseworker_desktop.ui.widgets.badge import Badge
from caseworker_desktop.ui.widgets.button import Button
from caseworker_desktop.ui.widgets.empty import Empty
from caseworker_desktop.ui.widgets.label import label
from caseworker_desktop.ui.widgets.layout import box, clear, column, row, rule, scroll


class ListView(QWidget):
    """`opened` with the id of a line; `action_wanted` from the button at the top (left out when `action` is empty)."""

    opened = Signal(str)
    action_wanted = Signal()

    def __init__(self, name: str, empty: tuple[str, str, str], *, action: str = "", open_words: str = "") -> None:
        super().__init__()
        self.setObjectName("clear")
        self._open_words = open_words
        icon, title, sentence = empty
        self._empty = Empty(icon, title, sentence)
        self.action = Button(action or " ", "quiet", icon="plus", clicked=self.action_wanted.emit)
        if not action:
            self.action.hide()
        self._lines = column(gap=0)
        inside = box(column(self._lines, self._empty, ..., gap=0, margins=(0, 12, 4, 0)))
        self.setLayout(column(row(self.action, ...) if action else None, (scroll(inside, name), 1), gap=4))

    def show_lines(self, lines: list[Line]) -> None:
        """Draw these lines."""
        clear(self._lines)
        for line in lines:
            self._lines.addWidget(self._line(line))
            self._lines.addWidget(rule(soft=True))
        self._empty.setVisible(not lines)

    def _line(self, line: Line) -> QWidget:
        words = column(label(line.title, "h3", wrap=True), label(line.below, "small", wrap=True) if line.below else None, gap=2)
        button, opens = None, line.opens
        if opens is not None:
            button = Button(self._open_words, "quiet", name=f"{self._open_words}: {line.title}", clicked=lambda: self.opened.emit(opens))
        made = box(row((words, 1), Badge(*line.mark) if line.mark else None, button, gap=12, margins=(4, 8, 4, 8)))
        made.setAccessibleName(", ".join(part for part in (line.title, line.mark[0] if line.mark else "", line.below) if part))
        return made
