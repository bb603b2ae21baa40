"""A problem, said in one sentence over the page until it is read."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QWidget

from caseworker_desktop.ui.widgets.button import Button
from caseworker_desktop.ui.widgets.label import Glyph, label
from caseworker_desktop.ui.widgets.layout import box, column, row

WIDE = 560


class Notice(QFrame):
    """Lies at the head of `host`; the button, Esc or another page takes it away. The work below stays usable."""

    def __init__(self, host: QWidget, title: str, close: str) -> None:
        super().__init__(host)
        self._host = host
        self.setProperty("banner", "red")
        self._title, self._words = label(title, "h3"), label("", "text", wrap=True)
        self._button = Button(close, clicked=self.dismiss)
        body = row(gap=12, margins=(12, 12, 12, 12))
        body.addWidget(Glyph("warn", "red", 20), 0, Qt.AlignmentFlag.AlignTop)
        body.addWidget(box(column(self._title, self._words, gap=4)), 1)
        body.addWidget(self._button, 0, Qt.AlignmentFlag.AlignVCenter)
        self.setLayout(body)
        host.installEventFilter(self)
        self.hide()

    def say(self, words: str) -> None:
        """Show the sentence and give the focus to the button that takes it away."""
        self._words.setText(words)
        self.setAccessibleName(f"{self._title.text()}. {words}")
        self._place()
        self.show()
        self.raise_()
        self._button.setFocus()

    def words(self) -> str:
        """Return the sentence shown, empty when there is none."""
        return "" if self.isHidden() else self._words.text()

    def dismiss(self) -> None:
        """Take it away."""
        self.hide()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.dismiss()
        else:
            super().keyPressEvent(event)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Resize and not self.isHidden():
            self._place()
        return super().eventFilter(watched, event)

    def _place(self) -> None:
        wide = min(WIDE, self._host.width() - 32)
        self.setFixedWidth(wide)
        self.setFixedHeight(max(64, self.heightForWidth(wide)))
        self.move((self._host.width() - wide) // 2, 16)
