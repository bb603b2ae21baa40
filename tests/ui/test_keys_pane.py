"""New halves of custody and new keys of roles from the window: on paper first, in force afterwards, left without a trace."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from caseworker_desktop import bootstrap
from caseworker_desktop.kernel.errors import Refused
from caseworker_desktop.kernel.progress import Silent
from caseworker_desktop.settings import Settings
from caseworker_desktop.texts import Texts
from caseworker_desktop.ui.administration.keys_pane import KeysPane
from caseworker_desktop.ui.administration.view import SettingsPage
from caseworker_desktop.ui.keysheet import Sheet
from caseworker_desktop.ui.preferences import Preferences
from caseworker_desktop.ui.shell.sitting import people_finder, status_signs, who_works
from caseworker_desktop.ui.shell.window import Shell
from caseworker_desktop.usecases.desk import Desk
from tests.clock import StandingClock
from tests.day_shell import Keyboard, settle, show, shut
from tests.ui.administration_window import confirm
from tests.ui.faults import faults, nameless
from tests.ui.two_places import OFFICE, PASSPHRASE

pytestmark = pytest.mark.usefixtures("theme")
Office = tuple[Desk, tuple[str, str]]


@pytest.fixture
def office(tmp_path: Path, settings: Settings, clock: StandingClock) -> Iterator[Office]:
    doors = bootstrap.FolderDoors(bootstrap.build_parts(settings, clock), tmp_path / "office")
    keys = doors.create_office(OFFICE, Silent())
    assert keys.custody_halves is not None
    desk = doors.unlock(None, PASSPHRASE, Silent())
    yield desk, keys.custody_halves
    desk.close()


@pytest.fixture
def shell_of(texts_in: Callable[[str], Texts]) -> Iterator[Callable[..., Shell]]:
    kept: list[Shell] = []

    def make(desk: Desk, language: str = "lt") -> Shell:
        texts = texts_in(language)
        made = Shell(desk, texts, who=who_works(desk, texts), find_people=people_finder(desk, texts), signs=status_signs(desk),
                     preferences=lambda: Preferences(language))  # fmt: skip
        kept.append(made)
        return made

    yield make
    for one in kept:
        shut(one)


def keys_pane(shell: Shell, size: tuple[int, int] = (1366, 768)) -> KeysPane:
    page = show(shell, "settings", size, part="keys")
    assert isinstance(page, SettingsPage)
    made = page.pane("keys")
    assert isinstance(made, KeysPane)
    made._choice = random.Random(1)
    return made


def ask(made: KeysPane, halves: tuple[str, str]) -> None:
    for name, half in zip(("first", "second"), halves):
        made.halves.fields[name].editor.setText(half)  # type: ignore[attr-defined]
    made.halves.fields["second"].editor.setFocus()
    Keyboard().press("Ctrl+Return")


def copy_back(made: KeysPane, sheet: Sheet) -> None:
    assert made.card is not None
    made.card.copied.click()
    for line, place in zip(made.card.lines(), sheet.asked):
        line.setText(sheet.groups[place])
    made.card.go.click()
    settle()


def test_new_halves_are_in_force_once_both_are_copied(office: Office, shell_of: Callable[..., Shell], picture: Callable[..., None]) -> None:
    desk, old = office
    shell = shell_of(desk)
    made = keys_pane(shell)
    printed: list[str] = []
    made._printed = lambda parent, texts, sheet, day, place: bool(printed.append(sheet.kind)) or True
    picture(shell, "keys")
    ask(made, old)
    assert made.card is not None
    picture(shell, "keys-half")
    first, second = made._sheets
    made.card.print.click()
    made.card.copied.click()
    made.card.lines()[0].setText("XXXXX")
    made.card.go.click()
    assert made._at == 0
    copy_back(made, first)
    assert made._at == 1
    desk.custody.recover(old, renew=False)  # until the second is copied too, the old ones hold
    made.card.print.click()
    copy_back(made, second)
    assert made.told.title() == "Galioja naujos pusės"
    assert printed == ["half_a", "half_b"]
    assert made._new is None
    with pytest.raises(Refused):
        desk.custody.recover(old, renew=False)
    assert desk.custody.recover(("-".join(first.groups), "-".join(second.groups)), renew=False).wrapped == 0


def test_leaving_the_new_halves_changes_nothing(office: Office, shell_of: Callable[..., Shell]) -> None:
    desk, old = office
    made = keys_pane(shell_of(desk))
    ask(made, old)
    fresh = made._new
    assert fresh is not None
    Keyboard().press("Esc")
    assert made.card is None
    assert made._new is None
    desk.custody.recover(old, renew=False)
    with pytest.raises(Refused):
        desk.custody.recover(fresh.halves, renew=False)


def test_wrong_halves_show_no_new_ones(office: Office, shell_of: Callable[..., Shell]) -> None:
    desk, old = office
    made = keys_pane(shell_of(desk))
    ask(made, (old[0], old[0]))
    assert made.card is None
    assert made.halves.problem.isVisible()


def test_the_keys_of_the_roles_are_renewed_after_a_question(office: Office, shell_of: Callable[..., Shell]) -> None:
    desk, _ = office
    made = keys_pane(shell_of(desk))
    made.rotate.send()
    confirm(made)
    assert "nauj" in made.rotate.told.title()
    assert desk.access.rotate() > 0


@pytest.mark.parametrize(("language", "size"), [("lt", (1366, 768)), ("lv", (1024, 768)), ("en", (910, 768))])
def test_the_pane_fits(office: Office, shell_of: Callable[..., Shell], language: str, size: tuple[int, int]) -> None:
    desk, old = office
    shell = shell_of(desk, language)
    made = keys_pane(shell, size)
    found = [*faults(shell), *nameless(shell)]
    ask(made, old)
    found += [*faults(shell), *nameless(shell)]
    assert found == []
