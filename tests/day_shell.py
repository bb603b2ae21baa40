"""The window over a worker's day, and a keyboard that counts."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QThreadPool
from PySide6.QtGui import QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from caseworker_desktop.texts import Texts
from caseworker_desktop.ui.preferences import Preferences
from caseworker_desktop.ui.shell.page import Page
from caseworker_desktop.ui.shell.sitting import people_finder, status_signs, who_works
from caseworker_desktop.ui.shell.window import Shell
from tests.day_world import DayWorld
from tests.keys import type_text
from tests.ui.faults import show_at


def shell_of(world: DayWorld, texts: Texts) -> Shell:
    """Return the window at this desk, not yet shown."""
    desk = world.desk
    return Shell(desk, texts, who=who_works(desk, texts), find_people=people_finder(desk, texts), signs=status_signs(desk), preferences=Preferences)


def show(shell: Shell, page: str = "today", size: tuple[int, int] = (1366, 768), **where: str) -> Page:
    """Show the window with a page in front; return the page."""
    show_at(shell, *size)
    assert QTest.qWaitForWindowActive(shell)
    shell.open(page, **where)
    settle()
    assert (shell.width(), shell.height()) == size, "a page has widened the window"
    return front(shell)


def shut(shell: Shell) -> None:
    """Close the window and let it go at once; windows that linger are restyled with every change of palette."""
    settle()
    shell.close()
    shell.deleteLater()
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


def front(shell: Shell) -> Page:
    """Return the page in front."""
    found = shell._pages.front()
    assert found is not None
    return found


def settle() -> None:
    """Let work off the window's thread end and its news arrive."""
    for _ in range(4):
        QThreadPool.globalInstance().waitForDone()
        QApplication.processEvents()


class Keyboard:
    """Presses keys where the focus is. `count`: chords and letters pressed, but for what was typed as text."""

    def __init__(self) -> None:
        self.count = 0

    def press(self, keys: str) -> None:
        """Press one chord (`Ctrl+N`)."""
        self.count += 1
        chord = QKeySequence(keys)[0]
        QTest.keyClick(self._focus(), chord.key(), chord.keyboardModifiers())
        settle()

    def letters(self, letters: str) -> None:
        """Type letters that count."""
        self.count += len(letters)
        type_text(None, letters)
        settle()

    def text(self, text: str) -> None:
        """Type the text of a note: it does not count."""
        type_text(None, text)
        settle()

    def _focus(self) -> QWidget:
        """Return what takes the keys: the widget with the focus, else the window, as the system would."""
        taker = QApplication.focusWidget() or QApplication.activeModalWidget() or QApplication.activeWindow()
        assert taker is not None, "no window takes keys"
        return taker


