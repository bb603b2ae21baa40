"""Records are made ready for a new version of the program before the workspace opens: the door shows it, and a person can stop it."""

from __future__ import annotations

import random
from collections.abc import Callable
from pathlib import Path
from threading import Event

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot

from caseworker_desktop.kernel.message import message
from caseworker_desktop.kernel.progress import Progress
from caseworker_desktop.texts import Texts
from caseworker_desktop.ui.theme.theme import Theme
from caseworker_desktop.ui.unlock.door import Door
from caseworker_desktop.ui.unlock.unlock_form import UnlockForm
from caseworker_desktop.usecases.desk import Desk
from caseworker_desktop.usecases.remaking import UPGRADE
from tests.ui.fake_doors import FakeDoors
from tests.ui.faults import faults, nameless, show_at


class SlowDoors(FakeDoors):
    """Doors into a workspace whose records are made ready: a step each time `go` is set."""

    def __init__(self, folder: Path) -> None:
        super().__init__(folder, people={"a": ("x", "1")})
        self.go, self.took = Event(), 0

    def unlock(self, login: str | None, passphrase: str, progress: Progress) -> Desk:
        for done in range(1, 4):
            progress.step(message(UPGRADE), done * 400_000, 1_200_000)
            self.took = done
            self.go.wait(4)
            self.go.clear()
        return super().unlock(login, passphrase, progress)


def said(door: Door) -> list[str]:
    return [label.text() for label in door.findChildren(QLabel) if label.isVisibleTo(door)]


@pytest.mark.parametrize("language", ["lt", "lv", "en"])
@pytest.mark.parametrize("size", [(1366, 768), (910, 600)])
def test_the_work_is_shown_and_stopped(
    qtbot: QtBot, theme: Theme, texts_in: Callable[[str], Texts], tmp_path: Path, language: str, size: tuple[int, int], picture: Callable[..., None]
) -> None:
    texts, doors = texts_in(language), SlowDoors(tmp_path / "AL-07")
    door = Door(doors, texts, lambda: "2026-11-21", "0.1.0", choice=random.Random(1))
    qtbot.addWidget(door)
    door.begin()
    show_at(door, *size)
    assert isinstance(door.card, UnlockForm)
    door._unlocking.sent("", "x")
    qtbot.waitUntil(lambda: texts.say(message(UPGRADE)) in said(door))
    assert texts.say(message("unlock.upgrade.count", done=400_000, total=1_200_000)) in said(door)
    show_at(door, *size)
    picture(door, f"door-upgrade-{language}-{size[0]}")
    assert [*faults(door), *nameless(door)] == []
    assert door._long is not None
    door._long.work.stop.setFocus()
    qtbot.keyClick(door._long.work.stop, Qt.Key.Key_Space)
    doors.go.set()
    qtbot.waitUntil(lambda: texts.say(message("unlock.upgrade.stopped")) in said(door))
    QApplication.processEvents()
    assert texts.say(message(UPGRADE)) not in said(door)
    assert doors.took == 1
    assert door.card.passphrase.isEnabled()


def test_it_opens_when_the_work_is_done(qtbot: QtBot, theme: Theme, texts_in: Callable[[str], Texts], tmp_path: Path) -> None:
    doors = SlowDoors(tmp_path / "AL-07")
    door = Door(doors, texts_in("lt"), lambda: "2026-11-21", "0.1.0", choice=random.Random(1))
    qtbot.addWidget(door)
    door.begin()
    show_at(door, 1366, 768)
    with qtbot.waitSignal(door.desk_opened):
        door._unlocking.sent("", "x")
        for done in (1, 2, 3):
            qtbot.waitUntil(lambda done=done: doors.took == done and not doors.go.is_set())
            doors.go.set()
    assert door._long is None
