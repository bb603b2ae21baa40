"""Backups of other workspaces in the window: at the door of an empty folder, and in the administration."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from caseworker_desktop import bootstrap
from caseworker_desktop.kernel.progress import Silent
from caseworker_desktop.settings import Settings
from caseworker_desktop.texts import Texts
from caseworker_desktop.ui.administration.care_pane import CarePane
from caseworker_desktop.ui.administration.elsewhere import key_given
from caseworker_desktop.ui.administration.view import SettingsPage
from caseworker_desktop.ui.preferences import Preferences
from caseworker_desktop.ui.shell.sitting import people_finder, status_signs, who_works
from caseworker_desktop.ui.shell.window import Shell
from caseworker_desktop.ui.unlock.door import Door
from caseworker_desktop.ui.unlock.forms import Given
from caseworker_desktop.ui.unlock.restore_form import RestoreForm
from caseworker_desktop.ui.unlock.unlock_form import UnlockForm
from tests.clock import StandingClock
from tests.day_shell import settle, show, shut
from tests.ui.administration_window import confirm
from tests.ui.faults import faults, nameless
from tests.ui.two_places import PASSPHRASE, Places, client, two_places

pytestmark = pytest.mark.usefixtures("theme")


@pytest.fixture
def places(tmp_path: Path, settings: Settings, clock: StandingClock) -> Iterator[Places]:
    made = two_places(tmp_path, settings, clock)
    client(made.laptop)
    yield made
    made.close()


@pytest.fixture
def copy(places: Places, tmp_path: Path) -> Path:
    file = tmp_path / "AL-07.byla-backup"
    places.laptop.care.back_up(file, Silent())
    return file


def test_a_printed_key_is_known_by_its_form() -> None:
    printed = "7Q2KX-A1B2C-D3E4F-G5H6J-K7M8N-P9Q0R-S1T2V-W3X4Y"
    assert key_given("egle", printed).recovery_key == printed
    assert key_given("egle", printed.lower().replace("-", " ")).recovery_key is not None
    assert (key_given(" egle ", PASSPHRASE).login, key_given("", PASSPHRASE).passphrase) == ("egle", PASSPHRASE)


def test_an_empty_folder_comes_back_from_a_backup_at_the_door(
    qtbot: QtBot, places: Places, copy: Path, tmp_path: Path, settings: Settings, clock: StandingClock, texts: Texts
) -> None:
    folder = tmp_path / "again"
    doors = bootstrap.FolderDoors(bootstrap.build_parts(settings, clock), folder)
    door = Door(doors, texts, lambda: "2026-11-21", "0.1.0", choice=random.Random(1))
    qtbot.addWidget(door)
    door.begin()
    door._first.way_chosen("restore")
    form = door.card
    assert isinstance(form, RestoreForm)
    form.go.click()
    assert form._fields["file"].error() == "Pasirinkite kopijos failą."
    form.file.setText(str(copy))
    form.passphrase.setText("visai ne tas slaptazodis")
    form.go.click()
    settle()
    assert form._fields["passphrase"].error() or form._problem.text()
    assert not folder.exists()
    form.passphrase.setText(PASSPHRASE)
    form.go.click()
    settle()
    assert isinstance(door.card, UnlockForm)
    assert doors.state().exists
    desk = doors.unlock(None, PASSPHRASE, Silent())
    assert desk.people.pick("sesel", 5)[0].family_name == "Šešelgis"
    desk.close()


def test_a_broken_backup_leaves_the_folder_empty(
    qtbot: QtBot, copy: Path, tmp_path: Path, settings: Settings, clock: StandingClock, texts: Texts
) -> None:
    data = bytearray(copy.read_bytes())
    data[len(data) // 2] ^= 1
    copy.write_bytes(data)
    folder = tmp_path / "again"
    door = Door(bootstrap.FolderDoors(bootstrap.build_parts(settings, clock), folder), texts, lambda: "2026-11-21", "0.1.0", choice=random.Random(1))
    qtbot.addWidget(door)
    door.show_restore()
    door._first.backup_sent(Given(str(copy), PASSPHRASE))
    settle()
    assert isinstance(door.card, RestoreForm)
    assert "sugadinta" in door.card._problem.text()
    assert not folder.exists()


@pytest.mark.parametrize("size", [(1366, 768), (1024, 768), (910, 768)])
def test_the_office_proves_and_restores_a_laptops_backup(
    places: Places, copy: Path, tmp_path: Path, texts: Texts, size: tuple[int, int], picture: Callable[..., None]
) -> None:
    desk = places.office
    shell = Shell(desk, texts, who=who_works(desk, texts), find_people=people_finder(desk, texts), signs=status_signs(desk),
                  preferences=lambda: Preferences("lt"))  # fmt: skip
    page = show(shell, "settings", size, part="care")
    assert isinstance(page, SettingsPage)
    care = page.pane("care")
    assert isinstance(care, CarePane)
    care.verify.fields["file"].editor.line.setText(str(copy))  # type: ignore[attr-defined]
    care.verify.send()
    settle()
    assert "kitos darbo vietos" in care.verify.problem.text()
    care.verify.fields["secret"].editor.setText(PASSPHRASE)  # type: ignore[attr-defined]
    care.verify.send()
    settle()
    assert care.verify.told.title() == "Kopija sveika"
    restore, folder = care.forms[-1], tmp_path / "back"
    folder.mkdir()
    restore.fields["file"].editor.line.setText(str(copy))  # type: ignore[attr-defined]
    restore.fields["secret"].editor.setText(PASSPHRASE)  # type: ignore[attr-defined]
    restore.fields["folder"].editor.line.setText(str(folder))  # type: ignore[attr-defined]
    restore.send()
    confirm(care)
    assert restore.told.title() == "Darbo vieta atkurta"
    assert str(folder) in restore.told.text()
    picture(shell, f"care-{size[0]}")
    assert [*faults(shell), *nameless(shell)] == []
    there = desk.elsewhere(folder).unlock(None, PASSPHRASE, Silent())
    name, epoch = there.worker.device_name, there.worker.epoch
    there.close()
    shut(shell)
    assert name == "AL-07"
    assert epoch > places.laptop.worker.epoch
