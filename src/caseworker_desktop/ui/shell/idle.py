"""Watches for the person: after some minutes without a key or a mouse the window locks itself."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, QEvent, QObject, QTimer, Signal

WARN_SECONDS = 30
_SIGNS_OF_LIFE = {
    QEvent.Type.KeyPress,
    QEvent.Type.MouseButtonPress,
    QEvent.Type.MouseMove,
    QEvent.Type.Wheel,
    QEvent.Type.TouchBegin,
    QEvent.Type.InputMethod,
}


class IdleWatch(QObject):
    """`warned` 30 s before, `idle` at the end, `woken` when the person came back in between."""

    warned = Signal()
    woken = Signal()
    idle = Signal()

    def __init__(self, parent: QObject, minutes: int) -> None:
        super().__init__(parent)
        self._warn, self._end = QTimer(self), QTimer(self)
        for timer in (self._warn, self._end):
            timer.setSingleShot(True)
        self._warn.timeout.connect(self._warned)
        self._end.timeout.connect(self._ended)
        self._warning = False
        self.set_minutes(minutes)

    def set_minutes(self, minutes: int) -> None:
        """Lock after `minutes` from now on."""
        self._minutes = minutes
        self._warn.setInterval(max(0, minutes * 60 - WARN_SECONDS) * 1000)
        self._end.setInterval(min(WARN_SECONDS, minutes * 60) * 1000)

    def start(self) -> None:
        """Begin to watch."""
        app = QCoreApplication.instance()
        if app is not None:
            app.installEventFilter(self)
        self._warn.start()

    def stop(self) -> None:
        """Watch no more (the window is locked)."""
        app = QCoreApplication.instance()
        if app is not None:
            app.removeEventFilter(self)
        self._warn.stop()
        self._end.stop()
        self._warning = False

    def stay(self) -> None:
        """The person is here."""
        self._end.stop()
        self._warn.start()
        if self._warning:
            self._warning = False
            self.woken.emit()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in _SIGNS_OF_LIFE:
            self.stay()
        return False

    def _warned(self) -> None:
        self._warning = True
        self._end.start()
        self.warned.emit()

    def _ended(self) -> None:
        self.stop()
        self.idle.emit()
