"""Today beside its tasks: reviews, contacts, consents, permissions and agreements with their day, and calls for when one has left."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QWidget

from caseworker_desktop.settings import Settings
from caseworker_desktop.texts import Texts
from caseworker_desktop.ui.shell.window import Shell
from caseworker_desktop.ui.theme.theme import Theme
from caseworker_desktop.ui.today.view import TodayPage
from tests.day_shell import Keyboard, settle, shell_of, show, shut
from tests.day_world import ALGIRDAS, MINDAUGAS, PANEVEZYS, RUTA, ZYGIMANTAS, DayWorld, day, make_world, name_id
from tests.ui.faults import faults, nameless

Picture = Callable[[QWidget, str], None]


@pytest.fixture
def world(tmp_path: Path, settings: Settings) -> Iterator[DayWorld]:
    made = make_world(tmp_path / "laptop", settings)
    staff = made.desk.worker.staff
    made.load(
        {"record": "plan_review", "plan": name_id("story plan"), "due": day(-4)},
        {"record": "goal", "id": name_id("goal"), "plan": name_id("story plan"), "own_words": "Dirbti"},
        {"record": "step", "goal": name_id("goal"), "text": "Parašyti į nakvynės namus", "who": "staff", "staff": staff, "due": day(3)},
        {"record": "follow_up", "case": name_id("case of Kvedaras"), "due": day(-1), "reason": "day_14"},
        {"record": "consent", "person": made.persons[ALGIRDAS], "purpose": "photo", "given": True, "on": day(-200), "expires_on": day(-2)},
        {"record": "mentor", "id": name_id("mentor"), "person": made.persons[RUTA], "kind": "volunteer", "stage": "matched"},
        {"record": "clearance", "mentor": name_id("mentor"), "institution": PANEVEZYS, "from": day(-300), "to": day(0)},
        {"record": "partner", "id": name_id("partner"), "name": "Alytaus nakvynės namai", "kind": "ngo"},
        {"record": "agreement", "number": "S-14", "partner": name_id("partner"), "valid_to": day(40)},
        {"record": "agreement", "number": "S-15", "partner": name_id("partner"), "valid_to": day(70)},
        {"record": "task", "title": "Paskambinti seseriai", "staff": staff, "person": made.persons[ZYGIMANTAS], "kind": "call_outside"},
    )
    yield made
    made.desk.close()


@pytest.fixture
def shell(world: DayWorld, theme: Theme, texts: Texts) -> Iterator[Shell]:
    made = shell_of(world, texts)
    yield made
    shut(made)


def today(shell: Shell) -> TodayPage:
    page = show(shell, "today")
    assert isinstance(page, TodayPage)
    return page


def test_everything_with_a_day_stands_in_one_order_and_calls_for_outside_last(shell: Shell):
    faces = today(shell).presenter.read().tasks
    assert [(face.title, face.due, face.icon) for face in faces if face.icon] == [
        ("Plano peržiūra", "vėluoja 4 d.", "plan"), ("Baigiasi sutikimas: Fotografavimas", "vėluoja 2 d.", "shield"),
        ("Susisiekti: 14-oji diena po paleidimo", "vėluoja 1 d.", "phone"), ("Baigiasi leidimas: Panevėžio kalėjimas", "šiandien", "key"),
        ("Parašyti į nakvynės namus", "iki 11-23", "arrow"), ("Baigiasi sutikimas: Pagrindinės paslaugos", "iki 11-29", "shield"),
        ("Baigiasi sutartis S-14", "iki 12-30", "draft")]
    assert (faces[-1].title, faces[-1].outside) == ("Paskambinti seseriai", True)
    assert [face.outside for face in faces].count(True) == 1


def test_a_review_opens_its_plan_by_keyboard(shell: Shell):
    page = today(shell)
    button = next(one for one in page.findChildren(QWidget) if one.accessibleName().startswith("Atverti: Plano peržiūra"))
    button.setFocus()
    Keyboard().press("Space")
    assert type(shell._pages.front()).__name__ == "PlanPage"


def test_a_call_for_outside_is_written_by_keyboard_and_ticked_outside(shell: Shell, world: DayWorld):
    page = today(shell)
    page.tasks.new.setFocus()
    keyboard = Keyboard()
    keyboard.press("Space")
    keyboard.text("Paskambinti darbdaviui")
    keyboard.press("Tab")
    keyboard.press("Tab")
    keyboard.press("Space")
    keyboard.press("Return")
    assert {task.title for task in world.desk.tasks.calls_outside()} == {"Paskambinti darbdaviui", "Paskambinti seseriai"}
    page.tasks.ticks()[-1].setFocus()
    keyboard.press("Space")
    assert len(world.desk.tasks.calls_outside()) == 1
    keyboard.press("Ctrl+Z")
    assert len(world.desk.tasks.calls_outside()) == 2


@pytest.mark.parametrize(("language", "size"), [("lt", (1366, 768)), ("lt", (1024, 768)), ("lv", (911, 620)), ("en", (1366, 768))])
def test_nothing_is_cut(
    world: DayWorld, theme: Theme, texts_in: Callable[[str], Texts], picture: Picture, language: str, size: tuple[int, int]
):
    world.desk.drafts.save(f"needs:{world.persons[MINDAUGAS]}", {"ratings": []})
    shell = shell_of(world, texts_in(language))
    try:
        show(shell, "today", size=size)
        settle()
        picture(shell, f"dues-{language}-{size[0]}")
        assert faults(shell) == []
        assert nameless(shell) == []
    finally:
        shut(shell)


def test_a_group_s_meeting_leads_to_its_attendance(shell: Shell, world: DayWorld):
    group = name_id("group")
    world.load(
        {"record": "programme", "id": name_id("programme"), "code": "PK", "name_lt": "Pokyčių kelias", "kind": "group_programme"},
        {"record": "group", "id": group, "programme": name_id("programme"), "name": "Grupė „Pokyčių kelias“"},
        {"record": "session", "kind": "group", "starts_at": f"{day(0)}T16:00:00+02:00", "minutes": 0, "planned_minutes": 90,
         "staff": [world.desk.worker.staff], "group": group})
    page = today(shell)
    button = next(one for one in page.findChildren(QWidget) if one.accessibleName() == "Žymėti lankomumą: Grupė „Pokyčių kelias“")
    button.setFocus()
    Keyboard().press("Space")
    assert type(shell._pages.front()).__name__ == "GroupsPage"
