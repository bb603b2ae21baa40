"""Every screen of the window on the training workspace: texts that fit, controls that Tab reaches, ways back; empty, and as other roles see it."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from types import SimpleNamespace
from typing import Any, TypeVar

import pytest
from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from caseworker_desktop import bootstrap
from caseworker_desktop.kernel.progress import Silent
from caseworker_desktop.settings import Settings
from caseworker_desktop.texts import Texts
from caseworker_desktop.ui.assessment.view import AssessmentTab
from caseworker_desktop.ui.shell.navigation import PLACES, TODAY
from caseworker_desktop.ui.shell.window import Shell
from caseworker_desktop.ui.theme.theme import Theme
from caseworker_desktop.ui.widgets.empty import Empty
from caseworker_desktop.usecases.assessing import Measurement
from caseworker_desktop.usecases.desk import Desk
from caseworker_desktop.usecases.doors import NewTraining
from tests.acceptance.team_world import TeamWorld, team_world
from tests.clock import StandingClock
from tests.day_shell import front, settle, shell_of, shut
from tests.journeys import walk
from tests.ui.faults import faults, nameless, show_at
from tests.workspace import PASSPHRASE, load, make_office

#: Whose page is looked at: a client with plan, sessions, needs, referrals, a handover and a release.
SOMEBODY = "Išgalvotas"
Kept = dict[str, Any]
Shown = TypeVar("Shown", bound=QWidget)


@pytest.fixture(scope="module")
def kept() -> Iterator[Kept]:
    """What is made once for all tests here; desks are closed at the end."""
    made: Kept = {}
    yield made
    if "desk" in made:
        made["desk"].close()


@pytest.fixture
def desk(kept: Kept, tmp_path_factory: pytest.TempPathFactory, settings: Settings, clock: StandingClock) -> Desk:
    """The training workspace, made once; nothing here writes casework into it."""
    if "desk" not in kept:
        doors = bootstrap.FolderDoors(bootstrap.build_parts(settings, clock), tmp_path_factory.mktemp("every") / "demo")
        doors.create_training(NewTraining(PASSPHRASE), Silent())
        kept["desk"] = doors.unlock("demo", PASSPHRASE, Silent())
    found: Desk = kept["desk"]
    return found


@pytest.fixture
def steps(desk: Desk) -> list[walk.Step]:
    """Every page, and every page of a thing."""
    somebody = next(row.id for row in desk.editing.rows("person") if row.family_name == SOMEBODY)
    return walk.pages(desk) + walk.things(desk, walk.first_of(desk, somebody))


class Flashes(QObject):
    """Notes whatever becomes a window of its own while screens are opened: a part shown before it has a place, or a dialog nobody asked for."""

    def __init__(self) -> None:
        super().__init__()
        self.seen: list[str] = []

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Show and isinstance(watched, QWidget) and watched.isWindow() and not isinstance(watched, Shell):
            self.seen.append(walk.name_of(watched))
        return False


@pytest.fixture
def flashes() -> Iterator[Flashes]:
    app, watching = QApplication.instance(), Flashes()
    assert app is not None
    app.installEventFilter(watching)
    yield watching
    app.removeEventFilter(watching)


def opened(desk: Desk, texts: Texts, size: tuple[int, int] = (1366, 768)) -> Shell:
    """Return the window at a desk, shown."""
    shell = shell_of(SimpleNamespace(desk=desk), texts)  # type: ignore[arg-type] # the window asks the world for its desk only
    show_at(shell, *size)
    assert QTest.qWaitForWindowActive(shell)
    return shell


def listed(wrong: Mapping[str, list[str]]) -> str:
    """Return all that is wrong, a line each."""
    return "\n".join(f"{name}: {one}" for name, found in wrong.items() for one in found)


# ---- the walk itself ----------------------------------------------------------------------------------------------------------------------
def test_the_walk_goes_to_every_place_and_every_tab(steps: list[walk.Step]) -> None:
    assert {step.page for step in steps} >= {place.name for place in PLACES if place.name != "paper"}
    assert {step.where.get("tab") for step in steps if step.page == "people"} >= set(walk.TABS)


def test_the_walk_sees_what_is_wrong(qtbot: QtBot, theme: Theme) -> None:
    """A control that keeps the focus, one that Tab passes by, and words that are not shown."""
    window = QWidget()
    first, second = QPushButton("a", window), QPushButton("b", window)
    second.move(100, 0)
    qtbot.addWidget(window)
    show_at(window, 300, 100)
    assert QTest.qWaitForWindowActive(window)
    first.setFocus()
    assert walk.unreached(window) == []
    def keeps(self: QPushButton, event: QEvent) -> bool:
        return True if event.type() == QEvent.Type.KeyPress else QPushButton.event(self, event)

    trap = type("Trap", (QPushButton,), {"event": keeps})("c", window)
    trap.show()
    assert any("stays in Trap" in one for one in walk.unreached(window))
    trap.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
    first.setFocus()
    with pytest.MonkeyPatch.context() as changed:
        changed.setattr(walk, "stops", lambda root: [first, second, trap])
        assert walk.unreached(window) == ["Tab does not reach Trap „c“ in "]
    label = QLabel("hidden words", window)
    label.hide()
    assert "hidden words" not in walk.said(window)
    assert "hidden words" in walk.said(window, hidden=True)


# ---- fit, reach, back -----------------------------------------------------------------------------------------------------------------------
@pytest.mark.parametrize(("language", "size"), [
    ("lt", (1366, 768)), ("lv", (1366, 768)), ("en", (1366, 768)), ("lt", (1100, 768)), ("lt", (960, 700))])
def test_every_screen_fits_and_every_control_is_reached_by_tab(
    desk: Desk, steps: list[walk.Step], theme: Theme, texts_in: Callable[[str], Texts], flashes: Flashes,
    picture: Callable[[QWidget, str], None], language: str, size: tuple[int, int],
) -> None:
    shell = opened(desk, texts_in(language), size)
    wrong: dict[str, list[str]] = {}
    try:
        for step in steps:
            found = walk.go(shell, step)
            picture(shell, f"every-{re.sub('[^a-z]+', '-', step.name)}-{language}-{size[0]}")
            found += [*faults(shell), *nameless(shell), *(f"became a window: {name}" for name in flashes.seen)]
            flashes.seen.clear()
            if language == "lt":
                found += walk.unreached(shell)
            if found:
                wrong[step.name] = found
    finally:
        shut(shell)
    assert not wrong, listed(wrong)


@pytest.mark.parametrize("size", [(1366, 768), (960, 700)])
def test_escape_and_back_lead_on_from_every_screen(desk: Desk, steps: list[walk.Step], theme: Theme, texts: Texts, size: tuple[int, int]) -> None:
    shell = opened(desk, texts, size)
    wrong: dict[str, list[str]] = {}
    shell.open(TODAY.name)
    try:
        for step in steps:
            found = walk.go(shell, step)
            here = front(shell)
            for _ in range(3):  # a list, a drawer, the page
                QTest.keyClick(QApplication.focusWidget() or shell, Qt.Key.Key_Escape)
                settle()
            focus = QApplication.focusWidget()
            if focus is None or not focus.isVisible():
                found.append(f"after Escape the focus is in {walk.name_of(focus)}")
            if shell.notice_words() or not shell.isActiveWindow():
                found.append("Escape has left a problem or another window")
            if step.page != TODAY.name and front(shell) is here:
                shell.back()
                settle()
                if front(shell) is here:
                    found.append("no way back")
            QTest.keyClick(QApplication.focusWidget() or shell, Qt.Key.Key_1, Qt.KeyboardModifier.AltModifier)
            settle()
            if type(front(shell)).__name__ != "TodayPage":
                found.append("Alt+1 does not lead home")
            if found:
                wrong[step.name] = found
    finally:
        shut(shell)
    assert not wrong, listed(wrong)


# ---- empty ----------------------------------------------------------------------------------------------------------------------------------
@pytest.mark.parametrize("language", ["lt", "lv", "en"])
def test_a_new_office_says_on_every_page_what_to_do(
    tmp_path: Path, settings: Settings, clock: StandingClock, theme: Theme, texts_in: Callable[[str], Texts], flashes: Flashes,
    picture: Callable[[QWidget, str], None], language: str,
) -> None:
    place = make_office(tmp_path / "office", bootstrap.build_parts(settings, clock))
    wrong: dict[str, list[str]] = {}
    with place.desk() as desk:
        shell = opened(desk, texts_in(language))
        try:
            for step in walk.pages(desk):
                found = walk.go(shell, step)
                picture(shell, f"empty-{step.name}-{language}")
                found += [*faults(shell), *nameless(shell), *walk.unreached(shell), *(f"became a window: {name}" for name in flashes.seen)]
                flashes.seen.clear()
                if not told_what_to_do(front(shell)):
                    found.append("says nothing")
                if found:
                    wrong[step.name] = found
        finally:
            shut(shell)
    assert not wrong, listed(wrong)


def told_what_to_do(page: QWidget) -> bool:
    """Tell whether a page without records says so in an empty state of title and sentence, or offers a button that begins something."""
    empties = [[words.text() for words in one.findChildren(QLabel) if words.isVisible() and words.text()] for one in _shown(page, Empty)]
    begins = [one for one in _shown(page, QPushButton) if one.isEnabled() and one.text()]
    return any(len(words) > 1 for words in empties) or (all(empties) and bool(begins))


def _shown(page: QWidget, kind: type[Shown]) -> list[Shown]:
    return [one for one in page.findChildren(kind) if one.isVisible()]


# ---- roles ------------------------------------------------------------------------------------------------------------------------------------
DAY = "2026-11-21"
NOTE, SUPERVISION, OFFENCE, BASIS, FLAG = "Lakštingalos giesmė", "Pempės rūpestis", "Gegutės vagystė", "Varnėno pagrindas", "Kranklio grėsmė"
#: The total of PHQ-9 as the wheel and the table tell it, and its band.
SCORE, BAND = "Pradžioje: 16", "Vidutiniškai sunkūs simptomai"
#: Who may not read what; the flag is shown to those who meet the person.
TOLD_TO_NONE = (NOTE, SUPERVISION, OFFENCE, BASIS, SCORE, BAND)
HIDDEN = {"dar": TOLD_TO_NONE, "men": (*TOLD_TO_NONE, FLAG), "vad": (*TOLD_TO_NONE, FLAG)}


@pytest.fixture
def team(kept: Kept, tmp_path_factory: pytest.TempPathFactory, settings: Settings, clock: StandingClock) -> Iterator[tuple[TeamWorld, str]]:
    """An office with a client about whom everything is protected that can be."""
    with team_world(tmp_path_factory.mktemp("team") / "office", settings, clock, "soc", "psi", "dar", "men", "vad") as made:
        with made.at("soc") as desk:
            person, case = made.client(desk, "Rasa", "Pramanytė", sex="f")
            load(desk, {"record": "session", "kind": "individual", "starts_at": f"{DAY}T10:00:00+02:00", "minutes": 30, "cases": [case],
                        "staff": [made.staff["soc"]], "place": "2 kabinetas"})
            load(desk, {"record": "offence", "person": person, "text": OFFENCE, "basis": BASIS},
                 {"record": "supervision", "staff": made.staff["soc"], "supervisor": made.staff["psi"], "on": DAY, "text": SUPERVISION},
                 {"record": "flag", "person": person, "kind": "violence", "from": "2026-11-01", "note": FLAG})
        with made.at("psi") as desk:
            answers = {str(item): 2 for item in range(1, 9)} | {"9": 0}
            desk.assessing.measure(Measurement(case, "PHQ-9", DAY, "entry", "lt", answers))
            load(desk, {"record": "note", "case": case, "level": "role", "role": "U-PSY", "text": NOTE, "signed_on": f"{DAY}T11:00:00+02:00"})
        yield made, person


def look_at_scores(shell: Shell) -> None:
    """Go to the instruments, where the tab of needs is shown."""
    for tab in _shown(shell, AssessmentTab):
        tab.parts.buttons()[1].click()
        settle()


@pytest.mark.parametrize("login", ["dar", "men", "vad"])
def test_other_roles_open_what_they_may_and_nothing_protected_is_told(
    team: tuple[TeamWorld, str], theme: Theme, texts: Texts, login: str
) -> None:
    made, person = team
    wrong: dict[str, list[str]] = {}
    with made.at(login) as desk:
        shell = opened(desk, texts)
        try:
            for step in walk.pages(desk) + walk.things(desk, walk.first_of(desk, person)):
                found = [*walk.go(shell, step), *faults(shell), *nameless(shell), *walk.unreached(shell)]
                look_at_scores(shell)
                words = walk.said(shell, hidden=True)
                found += [f"tells: {secret}" for secret in HIDDEN[login] if secret.casefold() in words.casefold()]
                if found:
                    wrong[step.name] = found
        finally:
            shut(shell)
    assert not wrong, listed(wrong)


def test_who_may_read_it_is_told_it(team: tuple[TeamWorld, str], theme: Theme, texts: Texts) -> None:
    """The search of the test above finds a note and a score where they are told."""
    made, person = team
    with made.at("psi") as desk:
        shell = opened(desk, texts)
        try:
            said = []
            for step in walk.things(desk, walk.first_of(desk, person), ("timeline", "needs")):
                walk.go(shell, step)
                look_at_scores(shell)
                said.append(walk.said(shell, hidden=True))
        finally:
            shut(shell)
    words = "\n".join(said)
    assert NOTE in words
    assert BAND in words
    assert SCORE in words
