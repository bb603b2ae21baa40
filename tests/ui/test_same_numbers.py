"""Two laptops give out one plan number, or print one version's number: both stay, the window says so, a person gives another."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QPushButton, QWidget
from pytestqt.qtbot import QtBot

from caseworker_desktop.settings import Settings
from caseworker_desktop.ui.shell.window import Shell
from caseworker_desktop.usecases.desk import Desk
from tests.clock import StandingClock
from tests.ui.faults import faults, nameless, show_at
from tests.ui.test_exchange_screens import carry, inbox, shell_of, words
from tests.ui.two_places import CASE, Places, PutIn, client, load, two_places

__all__ = ["shell_of"]
pytestmark = pytest.mark.usefixtures("theme")
OTHER, OTHER_CASE = "0a000000-0000-7000-8000-00000000000b", "08000000-0000-7000-8000-00000000000b"


@pytest.fixture
def places(tmp_path: Path, settings: Settings, clock: StandingClock) -> Iterator[Places]:
    made = two_places(tmp_path, settings, clock)
    client(made.laptop)
    load(
        made.office,
        {"record": "person", "id": OTHER, "given_names": "Ona", "family_name": "Kitokė", "birth_date": "1980-02-03"},
        {"record": "case", "id": OTHER_CASE, "person": OTHER, "kind": "client", "number": "AL-0418", "opened_on": "2026-04-10"},
    )
    exchange(made)
    yield made
    made.close()


def exchange(places: Places) -> None:
    carry(places.laptop, "office", places.stick, places.office)
    carry(places.office, places.laptop.worker.device, places.stick, places.laptop)


def numbers(desk: Desk) -> list[str | None]:
    with desk.writer._store.reading() as reading:
        return [row.number for row in reading.rows("plan")]


def two_plans(places: Places) -> tuple[str, str]:
    """Return the laptop's plan and the office's, which was begun later and bears the same number."""
    first = places.laptop.planning.create(CASE).id
    places.clock.tick(3600)
    second = places.office.planning.create(OTHER_CASE).id
    exchange(places)
    return first, second


def button(page: QWidget, text: str) -> QPushButton | None:
    return next((one for one in page.findChildren(QPushButton) if one.isVisible() and text in one.text()), None)


def plan_page(shell: Shell, case: str) -> QWidget:
    shell.open("plan", case=case)
    page = shell._pages.front()
    show_at(shell, 1366, 768)
    return page


def test_both_plans_stay_and_nothing_is_renumbered_by_the_program(places: Places) -> None:
    first, second = two_plans(places)
    assert numbers(places.office) == ["2026-1", "2026-1"]
    assert numbers(places.laptop) == ["2026-1"]
    assert [[one.plan for one in many] for many in places.office.inbox.numbers_twice()] == [[first, second]]
    assert places.laptop.inbox.numbers_twice() == ()  # only its own file is there
    assert places.office.inbox.conflicts() == ()
    assert [one.earlier for one in places.office.planning.sheet(second).sheet.namesakes] == [True]
    assert [one.earlier for one in places.office.planning.sheet(first).sheet.namesakes] == [False]


def test_the_inbox_leads_to_the_later_plan_where_a_person_gives_another_number(
    qtbot: QtBot, places: Places, shell_of: Callable[..., Shell], picture: Callable[..., None]
) -> None:
    first, second = two_plans(places)
    shell = shell_of(places.office, PutIn(places.stick))
    page = inbox(shell, qtbot)
    qtbot.waitUntil(lambda: "Numerį 2026-1 turi keli planai" in words(page))
    picture(shell, "numbers-inbox")
    assert faults(page) == []
    assert nameless(page) == []
    opened = button(page, "Atverti vėlesnį")
    assert opened is not None
    opened.click()
    there = shell._pages.front()
    show_at(shell, 1366, 768)
    picture(shell, "numbers-plan")
    assert "Numerį 2026-1 turi ir kitas planas" in words(there)
    assert "Žygimantas Šešelgis" in words(there)
    assert faults(there) == []
    give = button(there, "Suteikti kitą numerį")
    assert give is not None
    give.click()
    qtbot.waitUntil(lambda: sorted(map(str, numbers(places.office))) == ["2026-1", "2026-2"])
    assert places.office.planning.sheet(second).sheet.plan.number == "2026-2"
    assert places.office.inbox.numbers_twice() == ()
    qtbot.waitUntil(lambda: "turi ir kitas planas" not in words(there))
    assert "2026-1" in str(places.office.planning.sheet(first).sheet.plan.number)


def test_the_earlier_plan_only_tells(places: Places, shell_of: Callable[..., Shell]) -> None:
    two_plans(places)
    page = plan_page(shell_of(places.office, PutIn(places.stick)), CASE)
    assert "Vėliau pradėtas: Ona Kitokė" in words(page)
    assert button(page, "Suteikti kitą numerį") is None


def test_a_version_printed_twice_in_different_words(places: Places, shell_of: Callable[..., Shell], picture: Callable[..., None]) -> None:
    plan = places.laptop.planning.create(CASE).id
    exchange(places)
    for desk, goal in ((places.laptop, "Noriu turėti kur grįžti."), (places.office, "Noriu dirbti.")):
        places.clock.tick(3600)
        desk.planning.add_goal(plan, goal)
        desk.printing.print_plan(plan, "file")
    exchange(places)
    for desk in (places.office, places.laptop):
        sheet = desk.planning.sheet(plan).sheet
        assert [one.name for one in sheet.versions] == ["1", "1 (2)"]
        assert len(sheet.twins) == 2
    shell = shell_of(places.office, PutIn(places.stick))
    page = plan_page(shell, CASE)
    picture(shell, "versions-twice")
    said = words(page)
    assert "1 versija išspausdinta du kartus" in said
    assert all(one.digest[:8] in said for one in places.office.planning.sheet(plan).sheet.twins)  # as in the footer of each paper
    assert faults(page) == []
    places.clock.tick(3600)
    places.office.printing.print_plan(plan, "file")
    sheet = places.office.planning.sheet(plan).sheet
    assert [one.name for one in sheet.versions] == ["1", "1 (2)", "2"]
    assert sheet.twins == ()


def test_one_version_printed_in_both_places_alike_is_nothing_to_tell(places: Places) -> None:
    plan = places.laptop.planning.create(CASE).id
    places.laptop.planning.add_goal(plan, "Noriu dirbti.")
    exchange(places)
    for desk in (places.laptop, places.office):
        desk.printing.print_plan(plan, "file")
    exchange(places)
    sheet = places.office.planning.sheet(plan).sheet
    assert [one.name for one in sheet.versions] == ["1", "1"]
    assert sheet.twins == ()
