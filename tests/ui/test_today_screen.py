"""Today in the real window: what it shows, ticks, new tasks, meetings, attempts, drafts, and what waits to be handed over."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu, QWidget

from caseworker_desktop.settings import Settings
from caseworker_desktop.texts import Texts
from caseworker_desktop.ui.people.view import PeoplePage
from caseworker_desktop.ui.shell.window import Shell
from caseworker_desktop.ui.theme.theme import Theme, current
from caseworker_desktop.ui.today.plan_meeting import PlanMeeting
from caseworker_desktop.ui.today.view import TodayPage
from caseworker_desktop.usecases.exchange import PeerStatus
from tests.day_shell import Keyboard, front, settle, shell_of, show, shut
from tests.day_world import DARIUS, RUTA, DayWorld, day, make_world
from tests.ui.faults import faults, nameless

Picture = Callable[[QWidget, str], None]


@pytest.fixture
def world(tmp_path: Path, settings: Settings) -> Iterator[DayWorld]:
    made = make_world(tmp_path / "laptop", settings)
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


def button(parent: QWidget, name: str) -> QWidget:
    return next(one for one in parent.findChildren(QWidget) if one.accessibleName() == name and one.isVisible())


def click(parent: QWidget, name: str) -> None:
    QTest.mouseClick(button(parent, name), Qt.MouseButton.LeftButton)
    settle()


def test_the_day_reads_as_its_reference(shell: Shell):
    page = today(shell)
    assert page.presenter.heading() == ("Šiandien", "2026 m. lapkričio 20 d., penktadienis · 12:46")
    face = page.presenter.read()
    assert [(each.time, each.title, each.what, each.mark, each.now) for each in face.meetings] == [
        ("09:00", "Žygimantas Šešelgis", "Individuali konsultacija · Būstas", ("Įrašyta", "green", "check"), False),
        ("13:00", "Darius Įdzelis", "Individuali konsultacija", None, True),
        ("13:45", "Mindaugas Čepaitis", "Individuali konsultacija · Dokumentai", ("Baigiasi sutikimas", "amber", "shield"), False),
        ("14:30", "Algirdas Žvirblis", "Individuali konsultacija · Pinigai ir skolos", ("Smurto rizika", "red", "warn"), False)]
    assert [(each.title, each.due, each.tone) for each in face.tasks][:4] == [
        ("Peržiūrėti planą", "vėluoja 5 d.", "red"), ("Susisiekti po 14 dienų", "vėluoja 1 d.", "red"), ("Atnaujinti sutikimą", "šiandien", "amber"),
        ("Prašyti asmens dokumento", "iki 11-24", None)]
    first = face.leaving[0]
    assert (first.name, first.mark, first.day, first.ready) == (
        "Petras Gaidelis", ("po 6 d.", "red", "door"), "2026-11-26, ketvirtadienis", "pasirengta 6 iš 7")
    assert [(each.name, each.below) for each in face.silent] == [
        ("Saulius Bartkus", "išėjo 09-14 · be žinių 21 d."), ("Nerijus Kvedaras", "išėjo 11-05 · be žinių 15 d.")]
    assert face.next_visit == ("Kitas apsilankymas: pirmadienis, 11-23", "Panevėžio kalėjimas · 4 susitikimai")
    assert (face.late, face.silent_title) == ("2 vėluoja", "Be žinių 14 dienų ir ilgiau")


def test_the_meeting_that_comes_next_bears_the_only_primary_button(shell: Shell, world: DayWorld):
    page = today(shell)
    primary = [one.accessibleName() for one in page.findChildren(QWidget) if one.property("kind") == "primary" and one.isVisible()]
    assert primary == ["Pradėti: Darius Įdzelis"]
    click(page, "Pradėti: Darius Įdzelis")
    people = front(shell)
    assert isinstance(people, PeoplePage)
    world.clock.tick(60 * 60)
    Keyboard().text("Pradėta iš dienos.")
    Keyboard().press("Ctrl+Return")
    shell.open("today")
    settle()
    assert page.presenter.read().meetings[1].mark == ("Įrašyta", "green", "check")


def test_a_tick_by_keyboard_is_done_and_can_be_undone(shell: Shell, world: DayWorld):
    page = today(shell)
    page.tasks.ticks()[0].setFocus()
    Keyboard().press("Space")
    assert "Peržiūrėti planą" not in [task.title for task in world.desk.tasks.open()]
    assert shell.toast_words() == "Užduotis atlikta."
    assert QApplication.focusWidget() is page.tasks.ticks()[0]
    Keyboard().press("Ctrl+Z")
    assert "Peržiūrėti planą" in [task.title for task in world.desk.tasks.open()]


def test_a_new_task_by_keyboard(shell: Shell, world: DayWorld):
    page = today(shell)
    page.tasks.new.setFocus()
    keyboard = Keyboard()
    keyboard.press("Space")
    keyboard.text("Nupirkti vokų")
    keyboard.press("Tab")
    keyboard.text("+1")
    keyboard.press("Return")
    assert [(task.title, task.due) for task in world.desk.tasks.open() if task.title == "Nupirkti vokų"] == [("Nupirkti vokų", day(1))]
    assert any("Nupirkti vokų" in one.accessibleName() for one in page.tasks.findChildren(QWidget))
    shell._toaster.undo()
    assert "Nupirkti vokų" not in [task.title for task in world.desk.tasks.open()]


def test_looking_further_ahead(shell: Shell):
    page = today(shell)
    click(page, "90 d.")
    assert {one.accessibleName() for one in page.leaving.findChildren(QWidget)} >= {"Darius Įdzelis", "Mindaugas Čepaitis"}


@pytest.mark.qt_log_ignore("This plugin does not support grabbing the keyboard")  # offscreen: a menu would
def test_a_call_is_written_with_its_result(shell: Shell, world: DayWorld):
    page = today(shell)
    click(page, "Skambinta: Saulius Bartkus")
    menu = next(one for one in page.findChildren(QMenu) if one.isVisible())
    assert [action.text() for action in menu.actions()] == ["Neatsakė", "Susitiko", "Sutiko", "Atsisakė"]
    menu.actions()[1].trigger()
    menu.close()
    settle()
    assert [each.family_name for each in world.desk.today.view().silent] == ["Kvedaras"]
    shell._toaster.undo()
    settle()
    assert len(world.desk.today.view().silent) == 2


def test_a_meeting_is_planned_by_keyboard(shell: Shell, world: DayWorld):
    page = today(shell)
    click(page, "Planuoti susitikimą")
    dialog = next(one for one in shell.findChildren(PlanMeeting))
    dialog.activateWindow()
    dialog.search.setFocus()
    keyboard = Keyboard()
    keyboard.text("azuol")
    keyboard.press("Return")
    keyboard.press("Tab")
    keyboard.text("16:00")
    dialog.save_button.click()
    settle()
    assert [(each.starts_at[11:16], each.people[0].family_name) for each in world.desk.today.view().meetings][-1] == ("16:00", "Ąžuolaitė")
    assert shell.toast_words() == "Susitikimas suplanuotas."
    shell._toaster.undo()
    assert len(world.desk.today.view().meetings) == 4


def test_an_hour_that_is_none_is_said_in_the_dialog(shell: Shell, world: DayWorld):
    click(today(shell), "Planuoti susitikimą")
    dialog = next(one for one in shell.findChildren(PlanMeeting))
    dialog.at.editor.setText("po pietų")
    dialog.save_button.click()
    assert dialog.at.error() == "Laiką rašykite taip: 14:20."
    dialog.reject()
    assert len(world.desk.today.view().meetings) == 4


def test_a_draft_leads_back_to_its_note(shell: Shell, world: DayWorld):
    show(shell, "people", person=world.persons[RUTA], new="consultation")
    Keyboard().text("Nebaigta")
    shell.open("today")
    settle()
    page = front(shell)
    click(page, "Tęsti: Rūta Ąžuolaitė")
    Keyboard().text(" pastaba")
    Keyboard().press("Ctrl+Return")
    events = world.desk.people.timeline(world.persons[RUTA]).events
    assert [note.text for event in events for note in event.notes] == ["Nebaigta pastaba"]


def test_what_waits_to_be_handed_over_is_told_with_its_last_day(shell: Shell):
    presenter = today(shell).presenter
    peer = PeerStatus("p", "Biuras", "2026-11-14T10:00:00+02:00", None, 0, 12, None, 6)
    handing = presenter.handing((peer,))
    assert handing is not None
    assert (handing.title, handing.text) == ("12 įrašų dar neperduota", "Paskutinį kartą – 11-14.")
    assert presenter.handing(()) is None
    assert presenter.handing((PeerStatus("p", "Biuras", None, None, 0, 0, None, None),)) is None


def test_the_number_in_the_menu_is_what_still_wants_doing(shell: Shell, world: DayWorld):
    today(shell)
    assert world.desk.today.waiting() == 6
    assert shell._side.findChild(QWidget) is not None
    world.desk.tasks.done(world.desk.tasks.open()[0].id)
    assert world.desk.today.waiting() == 5


def test_an_empty_day_says_so(shell: Shell, world: DayWorld):
    world.clock.tick(14 * 24 * 3600)
    page = today(shell)
    assert page.presenter.read().meetings == ()
    assert any(one.accessibleName() == "" and getattr(one, "text", lambda: "")() == "Šiandien susitikimų nėra" for one in page.findChildren(QWidget))


def test_a_person_of_the_day_opens(shell: Shell, world: DayWorld):
    click(today(shell), "Petras Gaidelis")
    assert isinstance(front(shell), PeoplePage)
    assert world.persons[DARIUS] != world.persons[0]


@pytest.mark.parametrize(
    ("language", "size", "palette"),
    [("lt", (1366, 768), "light"), ("lt", (1366, 768), "dark"), ("lt", (1024, 768), "light"), ("lt", (911, 620), "light"),
     ("lv", (1366, 768), "light"), ("lv", (1024, 768), "light"), ("lv", (911, 620), "light"), ("en", (1366, 768), "light"),
     ("en", (1024, 768), "light")],
)
def test_nothing_is_cut(
    world: DayWorld, theme: Theme, texts_in: Callable[[str], Texts], picture: Picture, language: str, size: tuple[int, int], palette: str
):
    current().use(palette)
    world.desk.drafts.save(f"session:{world.persons[RUTA]}", {"note": "x"})
    shell = shell_of(world, texts_in(language))
    show(shell, "today", size=size)
    try:
        settle()
        assert faults(shell) == []
        assert nameless(shell) == []
        picture(shell, f"today-{language}-{size[0]}-{palette}")
    finally:
        shut(shell)
