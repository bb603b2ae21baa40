"""The window as each role sees it: no screen of a kind that the role may not read, no score and no note of another profession."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QLabel, QPushButton, QWidget

from caseworker_desktop.settings import Settings
from caseworker_desktop.texts import Texts
from caseworker_desktop.ui.assessment.view import AssessmentTab
from caseworker_desktop.ui.people.view import PeoplePage
from caseworker_desktop.ui.preferences import Preferences
from caseworker_desktop.ui.shell.sitting import people_finder, status_signs, who_works
from caseworker_desktop.ui.shell.window import Shell
from caseworker_desktop.ui.theme.theme import Theme
from caseworker_desktop.usecases.assessing import Measurement
from tests.acceptance.team_world import TeamWorld, team_world
from tests.clock import StandingClock
from tests.day_shell import settle, show, shut
from tests.workspace import load

SECRET = "Kalbėjomės apie ąžuolyną"
DAY = "2026-11-21"


@pytest.fixture
def world(tmp_path: Path, settings: Settings, clock: StandingClock) -> Iterator[tuple[TeamWorld, str]]:
    with team_world(tmp_path / "office", settings, clock, "soc", "psi", "dar", "men", "vad", "koo") as made:
        with made.at() as desk:
            person, case = made.client(desk, "Rasa", "Pramanytė", sex="f")
        with made.at("psi") as desk:
            desk.assessing.measure(Measurement(case, "PHQ-9", DAY, "entry", "lt", {str(item): 2 for item in range(1, 9)} | {"9": 0}))
            load(desk, {"record": "note", "case": case, "level": "role", "role": "U-PSY", "text": SECRET, "signed_on": f"{DAY}T11:00:00+02:00"})
        yield made, person


def words(shell: Shell) -> str:
    """Return everything that the window says now, to the eye and to a screen reader."""
    said = [one.text() for one in shell.findChildren(QLabel)] + [one.text() for one in shell.findChildren(QPushButton)]
    said += [one.accessibleName() + one.accessibleDescription() for one in shell.findChildren(QWidget)]
    return "\n".join(said)


@pytest.mark.parametrize(("login", "needs", "scores"), [
    ("psi", True, True), ("soc", True, True), ("dar", True, False), ("men", False, False), ("vad", False, False), ("koo", False, False)])
def test_the_window_shows_each_role_what_it_needs(
    world: tuple[TeamWorld, str], theme: Theme, texts: Texts, login: str, needs: bool, scores: bool
) -> None:
    made, person = world
    with made.at(login) as desk:
        shell = Shell(desk, texts, who=who_works(desk, texts), find_people=people_finder(desk, texts), signs=status_signs(desk),
                      preferences=Preferences)
        try:
            show(shell, "today")
            page = show(shell, "people", person=person, tab="needs")
            assert isinstance(page, PeoplePage)
            tabs = shell.findChildren(AssessmentTab)
            assert bool(tabs) == needs
            if tabs:
                tabs[0].parts.buttons()[1].click()
                settle()
                assert ("PHQ-9 · Paciento sveikatos klausimynas-9" in words(shell)) == scores
                assert ("Vertinimas atliktas · 2026-11-21 · Pradžioje" in words(shell)) == (not scores)
                assert tabs[0].measured.new.isVisible() == scores
                assert ("Vidutiniškai sunkūs simptomai" in words(shell)) == scores
            show(shell, "people", person=person, tab="timeline")
            settle()
            assert (SECRET in words(shell)) == (login == "psi")
        finally:
            shut(shell)
