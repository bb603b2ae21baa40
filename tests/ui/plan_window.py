"""The window with a plan in it, for the tests of the plan editor."""

from __future__ import annotations

from PySide6.QtCore import Qt, QThreadPool
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from caseworker_desktop.texts import Texts
from caseworker_desktop.ui.plan.view import PlanPage
from caseworker_desktop.ui.preferences import Preferences
from caseworker_desktop.ui.shell.window import Shell
from tests.planning_world import CASE, World
from tests.ui.faults import show_at


def shell_of(world: World, texts: Texts) -> Shell:
    return Shell(world.desk, texts, who=("Eglė Kazlauskienė", "Alytus"), find_people=lambda text, limit: [], signs=list, preferences=Preferences)


def settle() -> None:
    """Let work off the window's thread end and its news arrive."""
    for _ in range(4):
        QThreadPool.globalInstance().waitForDone()
        QApplication.processEvents()


def open_plan(shell: Shell, size: tuple[int, int] = (1366, 768), **where: str) -> PlanPage:
    show_at(shell, *size)
    assert QTest.qWaitForWindowActive(shell)
    shell.open("plan", **(where or {"case": CASE}))
    page = shell._pages.front()
    assert isinstance(page, PlanPage)
    page.side.preview.draw()
    settle()
    return page


def press(key: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    """Press a key where the cursor is."""
    target = QApplication.focusWidget()
    assert target is not None
    QTest.keyClick(target, key, modifier)
    QApplication.processEvents()


def plan_of(world: World) -> str:
    state = world.planning.open(CASE)
    assert state is not None
    return state.sheet.plan.id
