"""A toast: what was done, with „undo“ for 10 seconds, at the foot of the window."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, Qt, QTimer
from PySide6.QtWidgets import QFrame, QWidget

from caseworker_desktop.ui.widgets.button import Button
from caseworker_desktop.ui.widgets.label import Glyph, label
from caseworker_desktop.ui.widgets.layout import row

LASTS_MS = 10_000


class Toaster(QFrame):
    """One toast at a time over `host`; a new one takes the place of the old. It never takes the focus."""

    def __init__(self, host: QWidget, undo_words: str) -> None:
        super().__init__(host)
        self.setObjectName("toast")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._host, self._undo = host, None  # type: tuple[QWidget, Callable[[], object] | None]
        self._glyph, self._words = Glyph("check", "nav_mark", 18), label("")
        self._button = Button(undo_words, "toast", keys="Ctrl+Z", clicked=self.undo)
        self.setLayout(row(self._glyph, self._words, 24, self._button, gap=12, margins=(16, 6, 8, 6)))
        self.setMinimumHeight(44)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(LASTS_MS)
        self._timer.timeout.connect(self.dismiss)
        host.installEventFilter(self)
        self.hide()

    def say(self, words: str, undo: Callable[[], object] | None = None, *, icon: str = "check") -> None:
        """Show `words` for 10 s; `undo` adds the button."""
        self._undo = undo
        self._glyph.show_icon(icon)
        self._words.setText(words)
        self._button.setVisible(undo is not None)
        self.setAccessibleName(words)
        self._place()
        self.show()
        self.raise_()
        self._timer.start()

    def words(self) -> str:
        """Return what stands in the toast, empty when none is shown."""
        return "" if self.isHidden() else self._words.text()

    def undo(self) -> bool:
        """Do the undo of the toast shown; return whether there was one."""
        wanted, self._undo = self._undo, None
        self.dismiss()
        if wanted is not None:
            wanted()
        return wanted is not None

    def dismiss(self) -> None:
        """Take the toast away; nothing is undone."""
        self._timer.stop()
        self._undo = None
        self.hide()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Resize and not self.isHidden():
            self._place()
        return super().eventFilter(watched, event)

    def _place(self) -> None:
        self.adjustSize()
        self.move((self._host.width() - self.width()) // 2, self._host.height() - self.height() - 48)
