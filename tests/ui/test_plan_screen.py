"""The plan editor in the real window over a real workspace."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QThreadPool
from PySide6.QtWidgets import QApplication, QWidget

from caseworker_desktop.settings import Settings
from caseworker_desktop.texts import Texts
from caseworker_desktop.ui.plan.view import PlanPage
from caseworker_desktop.ui.shell.window import Shell
from caseworker_desktop.ui.theme.theme import Theme
from tests.clock import StandingClock
from tests.planning_world import CASE, World, build
from tests.ui.faults import faults, nameless, show_at


@pytest.fixture
def world(tmp_path: Path, settings: Settings, clock: StandingClock, texts_in: Callable[[str], Texts]) -> Iterator[World]:
    made = build(tmp_path / "office", settings, clock, texts_in)
    yield made
    made.desk.close()


@pytest.fixture
def shell(world: World, theme: Theme, texts: Texts) -> Iterator[Shell]:
    made = Shell(world.desk, texts, who=("Eglė Kazlauskienė", "Alytus"), find_people=lambda text, limit: [], signs=lambda: [])
    yield made
    settle()
    made.close()
    made.deleteLater()


def settle() -> None:
    """Let work off the window's thread end and its news arrive."""
    for _ in range(4):
        QThreadPool.globalInstance().waitForDone()
        QApplication.processEvents()


def open_plan(shell: Shell, size: tuple[int, int] = (1366, 768)) -> PlanPage:
    show_at(shell, *size)
    shell.open("plan", case=CASE)
    page = shell._pages.front()
    assert isinstance(page, PlanPage)
    page.side.preview.draw()
    settle()
    return page


def test_picture(world: World, shell: Shell, picture: Callable[[QWidget, str], None]) -> None:
    world.plan()
    page = open_plan(shell)
    page.goals.open_card(page.goals.cards[0])
    settle()
    picture(shell, "plan-editor")
    assert faults(shell) == []
    assert nameless(shell) == []
