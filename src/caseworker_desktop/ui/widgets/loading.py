"""Loading: grey lines in place of what comes, and only after 300 ms."""

from __future__ import annotations

from PySide6.QtCore import QRectF, Qt, QTimer
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QLabel, QWidget

from caseworker_desktop.ui.theme.theme import current
from caseworker_desktop.ui.widgets.bar import Bar
from caseworker_desktop.ui.widgets.button import Button
from caseworker_desktop.ui.widgets.label import label
from caseworker_desktop.ui.widgets.layout import column, row

AFTER_MS = 300


class Skeleton(QWidget):
    """Grey discs and lines; hidden until `start()` has lasted 300 ms."""

    def __init__(self, lines: int = 3, name: str = "") -> None:
        super().__init__()
        self._lines = lines
        self.setFixedHeight(lines * 36 + 4)
        self.setAccessibleName(name)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(AFTER_MS)
        self._timer.timeout.connect(self.show)
        self.hide()

    def start(self) -> None:
        """Work has begun: appear if it lasts."""
        self._timer.start()

    def stop(self) -> None:
        """Work has ended."""
        self._timer.stop()
        self.hide()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(current().colour("grey_bg"))
        for at in range(self._lines):
            top, part = 4 + at * 36, (0.62, 0.48, 0.55)[at % 3]
            painter.drawEllipse(QRectF(0, top, 28, 28))
            painter.drawRoundedRect(QRectF(40, top + 2, (self.width() - 48) * part, 10), 5, 5)
            painter.drawRoundedRect(QRectF(40, top + 18, (self.width() - 48) * part * 0.7, 8), 4, 4)
        painter.end()


class LongWork(QWidget):
    """A long work with its stage, how far it is, a note and a stop button (`stop.clicked`)."""

    def __init__(self, stop_words: str, note: str = "") -> None:
        super().__init__()
        self.setObjectName("clear")
        self._stage: QLabel = label("", "h3")
        self._count: QLabel = label("", "muted")
        self._bar = Bar(0, 100)
        self.stop = Button(stop_words)
        self.setLayout(column(row(self._stage, ..., self._count), self._bar, row(label(note, "small"), ..., self.stop)))

    def show_step(self, stage: str, count: str, done: int, total: int) -> None:
        """Show the words of the stage, of the count (`31 iš 48`) and the bar; total 0: not known."""
        self._stage.setText(stage)
        self._count.setText(count)
        self._bar.show_value(done, total or 1)
