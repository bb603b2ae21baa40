"""A camera before the real window: opens it on a workspace, waits until it has settled, and writes what is seen."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

from PySide6.QtCore import QEventLoop, Qt, QTimer
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QLineEdit, QWidget

from caseworker_desktop import __version__, bootstrap
from caseworker_desktop.kernel.clock import SystemClock
from caseworker_desktop.settings import Settings
from caseworker_desktop.ui import preferences
from caseworker_desktop.ui.app import HIGH, WIDE, MainWindow
from caseworker_desktop.ui.run import wait_for_all
from caseworker_desktop.ui.shell.window import Shell
from caseworker_desktop.ui.theme.theme import install

LONGEST_WAIT_MS = 20_000

P = TypeVar("P", bound=QWidget)


def rest(ms: int) -> None:
    """Let the window work for a while."""
    loop = QEventLoop()
    QTimer.singleShot(ms, loop.quit)
    loop.exec()


def until(done: Callable[[], bool]) -> None:
    """Let the window work until something holds. Raises AssertionError when it never does."""
    for _ in range(LONGEST_WAIT_MS // 20):
        if done():
            return
        rest(20)
    raise AssertionError("the window did not get there")


def type_keys(widget: QWidget, text: str) -> None:
    """Type letter by letter; a line's end is Enter."""
    widget.setFocus()
    for letter in text:
        key, words = (Qt.Key.Key_Return, "") if letter == "\n" else (Qt.Key.Key_unknown, letter)
        for kind in (QKeyEvent.Type.KeyPress, QKeyEvent.Type.KeyRelease):
            QApplication.sendEvent(widget, QKeyEvent(kind, key, Qt.KeyboardModifier.NoModifier, words))


class Camera:
    """Takes the pictures of one workspace's window into `target`."""

    def __init__(self, settings: Settings, folder: Path, target: Path, theme: str = "light") -> None:
        self.target = target
        app = QApplication.instance() or QApplication([])
        assert isinstance(app, QApplication)
        doors = bootstrap.FolderDoors(bootstrap.build_parts(settings, SystemClock()), folder)
        told = preferences.Preferences("lt", theme)
        self.window = MainWindow(doors, settings.resources, SystemClock(), __version__, install(app, settings.resources, theme), told)
        self.window.resize(WIDE, HIGH)
        self.window.show()
        if theme != "light":  # what stands beside the workspace is read when somebody unlocks
            preferences.write(folder, told)

    @property
    def shell(self) -> Shell:
        """The sitting."""
        assert self.window.shell is not None
        return self.window.shell

    def take(self, name: str) -> None:
        """Wait until what was begun is over, then write the window as it is."""
        rest(300)
        wait_for_all()
        rest(400)
        self.grab(name)

    def grab(self, name: str) -> None:
        """Write the window as it is at this moment."""
        assert self.window.grab().save(str(self.target / f"{name}.png"))

    def unlock(self, passphrase: str) -> None:
        """Type the passphrase at the door."""
        rest(100)
        field = next(one for one in self.window.findChildren(QLineEdit) if one.isVisible() and one.echoMode() == QLineEdit.EchoMode.Password)
        type_keys(field, f"{passphrase}\n")
        until(lambda: self.window.shell is not None)

    def open(self, name: str, page: type[P], **where: str) -> P:
        """Go to a screen and return it."""
        self.shell.open(name, **where)
        rest(50)
        return next(one for one in self.shell.findChildren(page) if one.isVisible())

    def close(self) -> None:
        """Close the window and end the sitting."""
        self.window.close()
        wait_for_all()
        rest(50)
