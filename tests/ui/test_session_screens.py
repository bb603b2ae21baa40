"""The form of a session of any kind, the list of sessions, my notes, texts by Ctrl+J, and the tab of a person's groups."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget

from caseworker_desktop.settings import Settings
from caseworker_desktop.texts import Texts
from caseworker_desktop.ui.groups.person_tab import GroupsTab
from caseworker_desktop.ui.session.list_page import SessionsPage
from caseworker_desktop.ui.session.notes_page import NotesPage
from caseworker_desktop.ui.session.page import SessionPage
from caseworker_desktop.ui.session.view import ConsultationPanel
from caseworker_desktop.ui.shell.window import Shell
from caseworker_desktop.ui.theme.theme import Theme
from caseworker_desktop.usecases.gathering import Came, Gathering
from caseworker_desktop.usecases.noting import Signed
from tests.day_shell import Keyboard, front, settle, shell_of, show, shut
from tests.day_world import name_id
from tests.groups_world import GroupsWorld, make_world

TEXT = "Susitarta: kitas susitikimas kitą savaitę."


@pytest.fixture
def world(tmp_path: Path, settings: Settings) -> Iterator[GroupsWorld]:
    made = make_world(tmp_path / "office", settings)
    made.load({"record": "template", "code": "KITAS", "kind": "session", "name_lt": "Kitas susitikimas", "body": {"lt": TEXT}})
    yield made
    made.desk.close()


@pytest.fixture
def shell(world: GroupsWorld, theme: Theme, texts: Texts) -> Iterator[Shell]:
    made = shell_of(world, texts)  # type: ignore[arg-type]  # a desk is all it needs
    yield made
    shut(made)


def form(shell: Shell, **where: str) -> SessionPage:
    show(shell, "sessions")
    shell.open("session", **where)
    settle()
    page = front(shell)
    assert isinstance(page, SessionPage)
    return page


def test_the_kind_decides_what_is_asked(shell: Shell):
    page = form(shell, kind="event")
    assert page.form.fields["event_kind"].isVisible()
    assert not page.form.fields["match"].isVisible()
    page._choice().choose("partner_meeting")
    page._kind_chosen()
    assert (page.form.fields["partners"].isVisible(), page._people_card.isVisible(), page._trainers_card.isVisible()) == (True, False, False)
    page._choice().choose("training")
    page._kind_chosen()
    assert (page.form.fields["subject"].isVisible(), page._people_card.isVisible(), page._trainers_card.isVisible()) == (True, True, True)


def test_an_event_of_six_named_and_fourteen_unnamed(shell: Shell, world: GroupsWorld):
    page = form(shell, kind="event")
    page.on.set_value("2026-11-20")
    page.form.editors["event_kind"].show("hike")
    page.form.editors["unnamed_count"].show(14)
    page.form.editors["minutes"].show(180)
    for person in world.persons[:6]:
        page.people.pick.choose(person)
        page.people.pick.chosen_changed.emit()
    page.services.show_items([{"code": "E-ZYG", "minutes": 180}, {"code": "S-SKU", "minutes": 60}])
    Keyboard().press("Ctrl+Return")
    assert isinstance(front(shell), SessionsPage), "saving goes back to where one came from"
    made = next(one for one in world.rows("session") if one.kind == "event")
    assert (made.event_kind, made.unnamed_count, made.minutes, len(world.rows("attendance", session=made.id))) == ("hike", 14, 180, 6)
    assert {one["code"] for one in made.services} == {"E-ZYG", "S-SKU"}
    Keyboard().press("Ctrl+Z")
    assert not [one for one in world.rows("session") if one.kind == "event"]


def test_what_is_wrong_is_said_at_its_field_and_what_was_typed_stays(shell: Shell, world: GroupsWorld):
    page = form(shell, kind="individual")
    page.note.setPlainText("Be žmogaus.")
    Keyboard().press("Ctrl+Return")
    assert page.people._error.text() == "Įrašykite, su kuo buvo užsiėmimas."
    assert page.people.pick.hasFocus()
    assert page.note.toPlainText() == "Be žmogaus."


def test_a_draft_comes_back_and_nothing_typed_is_no_draft(shell: Shell, world: GroupsWorld):
    page = form(shell, kind="event")
    page.keep_draft()
    assert world.desk.drafts.mine() == ()
    page.note.setPlainText("Juodraštis")
    page.people.add([world.persons[2]])
    shell.before_lock()
    assert [one.key for one in world.desk.drafts.mine()] == ["gathering:event"]
    shell.open("today")
    shell.open("session", kind="event")
    assert page.note.toPlainText() == "Juodraštis"
    assert [one.person for one in page.people.came()] == [world.persons[2]]


def test_a_day_outside_the_project_is_warned_of_and_saved(shell: Shell, world: GroupsWorld):
    (project,) = world.load({"record": "project", "code": "P-1", "title": "Metai", "period_from": "2023-01-01", "period_to": "2023-12-31"})
    page = form(shell, kind="partner_meeting")
    page.form.editors["project"].show(project)
    page._typed()
    assert page.warning.isVisible()
    Keyboard().press("Ctrl+Return")
    assert "laikotarp" in shell.toast_words()
    assert [one for one in world.rows("session") if one.kind == "partner_meeting"]


def test_a_known_session_is_changed_in_place(shell: Shell, world: GroupsWorld):
    page = form(shell, session=world.sessions[2])
    assert [name for _, name in page.people.persons()][:2] == ["Vaidas Bagdonas", "Mindaugas Čepaitis"]
    assert page.form.editors["minutes"].value() == 75
    page.form.editors["minutes"].show(80)
    Keyboard().press("Ctrl+Return")
    made = next(one for one in world.rows("session") if one.id == world.sessions[2])
    assert (made.minutes, made.planned_minutes, made.starts_at, made.place) == (80, 90, "2026-10-27T10:00:00+02:00", "Mokymo klasė")
    assert len(world.rows("attendance", session=world.sessions[2])) == 9


def test_the_list_is_narrowed_to_one_kind_of_events(shell: Shell, world: GroupsWorld):
    for kind in ("hike", "education_outing"):
        world.desk.gatherings.record(Gathering("event", "2026-11-20", "10:00", {"minutes": 60, "event_kind": kind}, (Came(world.persons[0]),)))
    page = show(shell, "sessions")
    assert isinstance(page, SessionsPage)
    assert page.model.rowCount() == 10
    page.kind.choose("event")
    page.kind.chosen_changed.emit()
    assert (page.model.rowCount(), page.event_kind.isVisible()) == (2, True)
    page.event_kind.choose("hike")
    page.event_kind.chosen_changed.emit()
    assert page.presenter.what(page.model.row_at(0)) == "Renginys · Žygis"
    assert page.presenter.who(page.model.row_at(0)) == "Vaidas Bagdonas"
    page.table.setFocus()
    Keyboard().press("Return")
    assert isinstance(front(shell), SessionPage)


def test_ctrl_j_puts_the_offices_text_into_a_note(shell: Shell, world: GroupsWorld):
    page = show(shell, "people", person=world.persons[0], new="consultation")
    panel = page.findChild(ConsultationPanel)
    assert panel is not None
    menu = panel.note.menu()
    (action,) = menu.actions()
    assert action.text() == "Kitas susitikimas"
    action.trigger()
    assert panel.note.toPlainText() == TEXT
    menu.deleteLater()


def test_the_quick_panel_leads_to_the_whole_form_with_its_person(shell: Shell, world: GroupsWorld):
    page = show(shell, "people", person=world.persons[3], new="consultation")
    panel = page.findChild(ConsultationPanel)
    assert panel is not None
    QTest.mouseClick(panel.all_fields, Qt.MouseButton.LeftButton)
    settle()
    whole = front(shell)
    assert isinstance(whole, SessionPage)
    assert [one.person for one in whole.people.came()] == [world.persons[3]]


def notes(shell: Shell, **where: str) -> NotesPage:
    page = show(shell, "notes", **where)
    assert isinstance(page, NotesPage)
    settle()
    return page


def test_my_notes_are_searched_amended_and_withdrawn(shell: Shell, world: GroupsWorld):
    world.desk.noting.sign(Signed(world.cases[3], "Aptarta nakvynė.", "author"))
    world.desk.noting.sign(Signed(world.cases[1], "Pokalbis apie darbą."))
    page = notes(shell)
    assert page.model.rowCount() == 2
    page.search.setText("nakvyn")
    page.search.ask_now()
    settle()
    assert [page.model.face_at(0).title, page.model.rowCount()] == ["Darius Įdzelis", 1]
    page.more.setPlainText("Gautas atsakymas.")
    Keyboard().press("Ctrl+Return")
    assert "Gautas atsakymas." in {one.text for one in world.desk.noting.mine()}
    page.search.clear()
    page.search.ask_now()
    settle()
    assert page.model.rowCount() == 3
    QTest.mouseClick(page.withdraw, Qt.MouseButton.LeftButton)
    settle()
    assert (page.model.rowCount(), shell.toast_words()) == (2, "Pastaba nebus rodoma.")
    Keyboard().press("Ctrl+Z")
    assert page.model.rowCount() == 3


def test_an_empty_amendment_is_refused_at_its_field(shell: Shell, world: GroupsWorld):
    world.desk.noting.sign(Signed(world.cases[1], "Pokalbis."))
    page = notes(shell)
    Keyboard().press("Ctrl+Return")
    assert page._error.text() == "Parašykite pastabą."


def test_a_persons_groups_stand_on_their_page(shell: Shell, world: GroupsWorld):
    world.desk.groups.complete(name_id("group"), [name_id("member 3")])
    page = show(shell, "people", person=world.persons[3], tab="groups")
    tab = page.findChild(GroupsTab)
    assert tab is not None
    said = [one.accessibleName() for one in tab.findChildren(QWidget) if one.accessibleName()]
    assert "Pokyčių kelias" in said
    assert any("83 %" in one for one in said)
    assert "Spausdinti pažymėjimą" in said


@pytest.mark.parametrize("size", [(1366, 768), (1100, 768), (900, 700)])
@pytest.mark.parametrize("name", ["sessions", "session", "notes"])
def test_the_screens_fit_every_window(shell: Shell, world: GroupsWorld, name: str, size: tuple[int, int]):
    show(shell, name, size, **({"kind": "training"} if name == "session" else {}))
