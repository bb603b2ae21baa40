"""The steps of a wizard in one line, and the lines of a work with their state."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget

from caseworker_desktop.ui.theme.fonts import font
from caseworker_desktop.ui.theme.theme import current
from caseworker_desktop.ui.widgets.label import label, set_look
from caseworker_desktop.ui.widgets.layout import row, rule

TO_DO, NOW, DONE = 0, 1, 2


class Dot(QWidget):
    """A numbered disc: to do, now, or done (a check mark)."""

    def __init__(self, number: int, state: int = TO_DO) -> None:
        super().__init__()
        self._number, self._state = number, state
        self.setFixedSize(28, 28)

    def set_state(self, state: int) -> None:
        """Show another state."""
        self._state = state
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        theme = current()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(theme.colour("accent" if self._state else "line_ctl"), 2))
        painter.setBrush(theme.colour("accent" if self._state else "surface"))
        painter.drawEllipse(QRectF(1, 1, 26, 26))
        if self._state == DONE:
            painter.drawPixmap(6, 6, 16, 16, theme.pixmap("check", "on_accent", 16))
        else:
            painter.setFont(font("textb"))
            painter.setPen(theme.colour("on_accent" if self._state else "text2"))
            painter.drawText(QRectF(self.rect()), Qt.AlignmentFlag.AlignCenter, str(self._number))
        painter.end()


class Stepper(QWidget):
    """The steps with a line between; `set_now(len(steps))` shows all as done."""

    def __init__(self, steps: Sequence[str]) -> None:
        super().__init__()
        self.setObjectName("clear")
        self._steps = tuple(steps)
        self._dots = [Dot(at + 1) for at in range(len(steps))]
        self._words = [label(words, "muted") for words in steps]
        line = row(gap=12)
        for at, (dot, words) in enumerate(zip(self._dots, self._words)):
            line.addWidget(dot)
            line.addWidget(words)
            if at + 1 < len(steps):
                line.addWidget(rule(thick=2), 1)
        self.setLayout(line)
        self.set_now(0)

    def set_now(self, now: int) -> None:
        """Mark the steps before `now` as done and `now` as running."""
        for at, (dot, words) in enumerate(zip(self._dots, self._words)):
            dot.set_state(DONE if at < now else NOW if at == now else TO_DO)
            set_look(words, "role", "h3" if at <= now else "muted")
        self.setAccessibleName(f"{min(now + 1, len(self._steps))}/{len(self._steps)} {self._steps[min(now, len(self._steps) - 1)]}")


class WorkLine(QWidget):
    """One line of a work: numbered dot, what is done, and its state in words at the right."""

    def __init__(self, number: int, text: str, note: str) -> None:
        super().__init__()
        self.setObjectName("clear")
        self._dot, self._text, self._note = Dot(number), label(text, "muted"), label(note, "muted")
        self.setLayout(row(self._dot, self._text, ..., self._note, gap=12, margins=(0, 8, 0, 8)))

    def set_state(self, state: int, note: str, text: str | None = None) -> None:
        """Show state, its word and, if given, other words."""
        self._dot.set_state(state)
        self._note.setText(note)
        if text is not None:
            self._text.setText(text)
        set_look(self._text, "role", "h3" if state else "muted")
        self.setAccessibleName(f"{self._text.text()}: {note}")
