"""The person's page beyond its first tabs: the menu for what has no room, data and family edited in place, drafts, what a role sees."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from caseworker_desktop.settings import Settings
from caseworker_desktop.texts import Texts
from caseworker_desktop.ui.person.data_presenter import DataPresenter
from caseworker_desktop.ui.person.dossier_view import DossierTab
from caseworker_desktop.ui.person.view import PersonView, in_order
from caseworker_desktop.ui.shell.window import Shell
from caseworker_desktop.ui.theme.theme import Theme
from caseworker_desktop.ui.today.drafted import Drafted
from caseworker_desktop.ui.widgets.more_tabs import MoreTabs
from tests.day_shell import settle, shell_of, show, shut
from tests.day_world import ZYGIMANTAS, DayWorld, make_world
from tests.keys import type_text


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


def person_view(shell: Shell, world: DayWorld, tab: str, size: tuple[int, int] = (1366, 768)) -> PersonView:
    page = show(shell, "people", size, person=world.persons[ZYGIMANTAS], tab=tab)
    view = page.findChild(PersonView)
    assert isinstance(view, PersonView)
    return view


def dossier(view: PersonView) -> DossierTab:
    tab = view._built[view.tabs.value()]
    assert isinstance(tab, DossierTab)
    return tab


# ---- tabs ---------------------------------------------------------------------------------------------------------------------------------
def test_the_order_of_the_tabs_is_that_of_the_picture() -> None:
    own = [("timeline", "Eiga"), ("plans", "Planas"), ("needs", "Poreikiai"), ("documents", "Dokumentai")]
    more = [("needs", "Poreikiai"), ("data", "Duomenys"), ("groups", "Grupės"), ("family", "Šeima")]
    assert [code for code, _ in in_order(own, more)] == ["timeline", "plans", "needs", "groups", "documents", "data", "family"]


def test_tabs_without_room_are_reached_by_arrows_and_by_the_menu(qtbot: QtBot, theme: Theme) -> None:
    tabs = MoreTabs("Skirtukai", [("a", "Eiga 23"), ("b", "Planas"), ("c", "Poreikiai"), ("d", "Duomenys"), ("e", "Šeima")], "Daugiau")
    qtbot.addWidget(tabs)
    tabs.resize(300, 44)
    tabs.show()
    tabs.activateWindow()
    assert QTest.qWaitForWindowActive(tabs)
    seen: list[str] = []
    tabs.chosen_changed.connect(lambda: seen.append(tabs.value()))
    assert tabs.hidden() == ("d", "e")
    assert tabs.more.text() == "Daugiau"
    tabs.take_focus()
    for _ in range(4):
        QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Right)
    assert seen == ["b", "c", "d", "e"]
    assert tabs.more.text() == "Šeima"
    assert QApplication.focusWidget() is tabs.more
    QTest.keyClick(tabs.more, Qt.Key.Key_Down)
    assert tabs.offers.is_open()
    QTest.keyClick(tabs.more, Qt.Key.Key_Up)
    QTest.keyClick(tabs.more, Qt.Key.Key_Return)
    assert tabs.value() == "d"
    assert not tabs.offers.is_open()
    QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Home)
    assert tabs.value() == "a"
    tabs.resize(700, 44)
    assert tabs.hidden() == ()
    assert not tabs.more.isVisible()


def test_pinned_tabs_stay_and_the_last_button_gives_way(qtbot: QtBot, theme: Theme) -> None:
    tabs = MoreTabs("Skirtukai", [("a", "Eiga 23"), ("b", "Planas"), ("c", "Poreikiai"), ("d", "Duomenys"), ("e", "Šeima")], "Daugiau", pinned=3)
    qtbot.addWidget(tabs)
    tabs.show()
    room = tabs._needed(["a", "b", "c"])
    tabs.resize(room + 50, 44)
    assert tabs.hidden() == ("d", "e")
    assert (tabs.more.text(), tabs.more.accessibleName()) == ("", "Daugiau")
    tabs.choose("d")
    assert tabs.hidden() == ("d", "e")
    assert tabs.more.accessibleName() == "Duomenys"
    tabs.resize(room + 20, 44)
    assert tabs.hidden() == ("c", "d", "e"), "not even a picture has room"


@pytest.mark.parametrize("size", [(1366, 768), (1024, 768), (900, 720)])
def test_the_first_tabs_stay_visible_and_the_page_is_not_widened(
    shell: Shell, world: DayWorld, size: tuple[int, int], picture: Callable[[QWidget, str], None]
) -> None:
    view = person_view(shell, world, "data", size)
    shown = [button for button in view.tabs.buttons() if button.isVisible()]
    assert len(shown) >= (5 if size[0] == 1366 else 3)
    for group in ("person", "sentence", "life", "projects", "consents", "case"):
        dossier(view).show_group(group)
        settle()
        picture(shell, f"data-{group}-{size[0]}")
        assert (shell.width(), shell.height()) == size


# ---- data ---------------------------------------------------------------------------------------------------------------------------------
def test_a_release_day_is_changed_by_keyboard_and_what_moved_is_told(shell: Shell, world: DayWorld) -> None:
    view = person_view(shell, world, "data")
    tab = dossier(view)
    person = world.persons[ZYGIMANTAS]
    case = world.cases[ZYGIMANTAS]
    (release,) = world.desk.editing.rows("release_date", person=person)
    hanging = [row for row in world.desk.editing.rows("checklist_item", case=case) if row.done_on is None]
    world.load({"record": "task", "title": "Pasitikti prie vartų", "due": "2026-12-09", "kind": "release_checklist", "person": person,
                "staff": world.desk.worker.staff})
    tab.show_group("sentence")
    tab.open(f"release_date/{release.id}")
    form = tab.panel.form
    assert form is not None
    editor = form.fields["date"].editor
    editor.setFocus()
    QTest.keyClick(editor, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    type_text(editor, "2026-12-16")
    QTest.keyClick(editor, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    settle()
    assert world.desk.editing.read("release_date", release.id)["date"] == "2026-12-16"  # type: ignore[index] # it is there
    assert not tab.panel.is_open()
    assert "Pasitikti prie vartų: 2026-12-09 → 2026-12-16" in tab.told.text()
    due = {row.item: row.due for row in world.desk.editing.rows("checklist_item", case=case) if row.id in {one.id for one in hanging}}
    assert due == {"C-BANK": "2026-12-02", "C-BED": "2026-11-16", "C-MEDICINES": "2026-12-13"}
    focus = QApplication.focusWidget()
    assert focus is not None
    assert tab.isAncestorOf(focus), "the keyboard is still in the tab"


def test_undo_brings_the_day_and_all_that_moved_back(world: DayWorld) -> None:
    person, case = world.persons[ZYGIMANTAS], world.cases[ZYGIMANTAS]
    (release,) = world.desk.editing.rows("release_date", person=person)
    before = {row.id: row.due for row in world.desk.editing.rows("checklist_item", case=case)}
    done = world.desk.scenarios.save(release.id, {"date": "2027-01-20"})
    assert done.told
    world.desk.editing.take_back(done)
    assert {row.id: row.due for row in world.desk.editing.rows("checklist_item", case=case)} == before
    assert world.desk.editing.rows("release_date", person=person)[0].date == release.date
    gone = world.desk.scenarios.delete(release.id)
    assert world.desk.editing.rows("release_date", person=person) == []
    world.desk.editing.take_back(gone)
    assert world.desk.editing.rows("release_date", person=person)[0].date == release.date


def test_what_is_half_typed_stays_as_a_draft(shell: Shell, world: DayWorld, texts: Texts) -> None:
    view = person_view(shell, world, "data")
    tab = dossier(view)
    tab.show_group("sentence")
    tab.open("stay/new")
    form = tab.panel.form
    assert form is not None
    form.editors["unit"].show_typed("7-as būrys")
    view.keep_draft()
    tab.panel.leave()
    assert not tab.panel.is_open()
    assert tab.unfinished.title() == "Nebaigta forma: Buvimo vieta"
    (line,) = Drafted(world.desk, texts).lines(tuple(draft for draft in world.desk.drafts.mine() if draft.key.startswith("record:")))
    assert line.name == "Žygimantas Šešelgis"
    assert line.opens == ("people", {"person": world.persons[ZYGIMANTAS], "tab": "data"})
    tab.unfinished.acted.emit()
    assert tab.panel.form is not None
    assert tab.panel.form.typed()["unit"] == "7-as būrys"
    assert tab.panel.save()
    assert tab.panel.form.fields["institution"].error(), "a stay needs an institution"
    assert tab.panel.is_open()
    tab.panel.discard_button.click()
    assert not tab.panel.is_open()
    assert tab.unfinished.title() == ""
    assert not [draft for draft in world.desk.drafts.mine() if draft.key.startswith("record:")]


def test_a_refusal_is_told_at_its_field(shell: Shell, world: DayWorld) -> None:
    view = person_view(shell, world, "data")
    tab = dossier(view)
    tab.open("legal_status/new")
    form = tab.panel.form
    assert form is not None
    form.editors["status"].show("serving")
    form.editors["from"].show("2026-05-01")
    form.editors["to"].show("2026-04-01")
    tab.panel.save()
    settle()
    assert tab.panel.is_open()
    assert form.fields["to"].error()
    form.editors["to"].show(None)
    tab.panel.save()
    settle()
    assert not tab.panel.is_open()
    assert len(world.desk.editing.rows("legal_status", person=world.persons[ZYGIMANTAS])) == 2


def test_names_are_proposed_and_the_correction_stays(world: DayWorld, texts: Texts) -> None:
    person = world.persons[ZYGIMANTAS]
    shown = DataPresenter(world.desk, texts)
    shown.load(person)
    facts = dict(shown.sections("person")[0].facts)
    assert facts[texts.label("person", "name_vocative")] == "Žygimantai Šešelgi (siūloma)"
    opening = shown.opening(f"person/{person}/names")
    assert opening is not None
    assert {spec.name: spec.placeholder for spec in opening.specs}["name_dative"] == "Žygimantui Šešelgiui"
    world.desk.editing.save("person", person, {"name_vocative": "Žygi"})
    shown.load(person)
    assert dict(shown.sections("person")[0].facts)[texts.label("person", "name_vocative")] == "Žygi"


def test_codes_warn_and_an_old_latvian_one_is_replaced(world: DayWorld, texts: Texts) -> None:
    person = world.persons[ZYGIMANTAS]
    for scheme, value, since in (("lt", "39105120001", None), ("lt", "90000000000", None), ("lv_old", "120591-12345", None),
                                 ("lv_new", "321234-56789", "2020-01-01")):
        saved = world.desk.editing.save("person_code", None, {"person": person, "scheme": scheme, "value": value, "valid_from": since})
        assert saved.written.created == 1, "a wrong digit never blocks"
    shown = DataPresenter(world.desk, texts)
    shown.load(person)
    section = next(each for each in shown.sections("person") if each.title == "Asmens kodai")
    marks = {entry.title: entry.mark[0] if entry.mark else None for entry in section.entries}
    assert marks["120591-12345"] == "Pakeistas"
    assert marks["321234-56789"] is None
    assert marks["39105120001"] == "Galbūt klaida"
    assert [face.id for face in world.desk.people.pick("120591-12345")] == [person]


def test_a_closed_form_gives_the_focus_back_and_esc_closes(shell: Shell, world: DayWorld) -> None:
    tab = dossier(person_view(shell, world, "family"))
    tab.open("relation/new")
    assert tab.panel.form is not None
    QTest.keyClick(tab.panel.form.fields["close_support"].editor, Qt.Key.Key_Escape)
    assert not tab.panel.is_open()
    assert QApplication.focusWidget() is tab._buttons["relation/new"]


# ---- roles --------------------------------------------------------------------------------------------------------------------------------
def groups_of(world: DayWorld, texts: Texts, role: str) -> list[str]:
    worker = dataclasses.replace(world.desk.worker, role=role, roles_extra=(), joined=True)
    editing = world.desk.editing
    editing._worker = worker
    return [code for code, _ in DataPresenter(world.desk, texts).groups()]


def test_each_role_sees_the_groups_it_may_read(world: DayWorld, texts: Texts) -> None:
    assert groups_of(world, texts, "U-SW") == ["person", "sentence", "life", "projects", "consents", "case"]
    assert groups_of(world, texts, "U-MEN") == ["person"]
    assert groups_of(world, texts, "U-COO") == ["person", "sentence", "projects", "consents", "case"]
    assert not world.desk.editing.may("stay"), "a coordinator reads stays and does not write them"
    assert world.desk.editing.may("stay", "read")


def tabs_of(world: DayWorld, texts: Texts, role: str) -> set[str]:
    """Return the tabs that the window offers somebody of a role."""
    worker = dataclasses.replace(world.desk.worker, role=role, roles_extra=(), joined=True)
    world.desk.editing._worker = world.desk.people._worker = worker
    shell = shell_of(world, texts)
    view = person_view(shell, world, "data")
    found = set(view.tabs._codes)
    shut(shell)
    return found


def test_the_window_adapts_to_the_role(world: DayWorld, theme: Theme, texts: Texts) -> None:
    worker = tabs_of(world, texts, "U-SW")
    assert {"timeline", "plans", "needs", "documents", "data", "family"} <= worker
    manager = tabs_of(world, texts, "U-PM")
    assert {"timeline", "documents", "data"} <= manager
    assert not manager & {"plans", "needs", "family"}, "a project manager reads no plans, needs or families"
    mentor = tabs_of(world, texts, "U-MEN")
    assert {"timeline", "plans", "data"} <= mentor
    assert not mentor & {"needs", "documents", "family"}


@pytest.mark.parametrize("role", ["U-JOB", "U-MEN", "U-PM"])
def test_scores_and_offences_are_not_for_everybody(world: DayWorld, role: str) -> None:
    case = world.cases[ZYGIMANTAS]
    world.load({"record": "assessment", "case": case, "instrument": "FAM-5", "language": "lt", "on": "2026-11-01", "by": world.desk.worker.staff,
                "moment": "entry", "answers": {"1": 3}, "score": "3"})
    assert world.desk.editing.rows("assessment", case=case)
    world.desk.editing._worker = dataclasses.replace(world.desk.worker, role=role, roles_extra=(), joined=True)
    assert world.desk.editing.rows("assessment", case=case) == []
    assert world.desk.editing.rows("offence", person=world.persons[ZYGIMANTAS]) == []
    assert not world.desk.editing.may("assessment", "read")


def test_a_reader_sees_the_form_without_a_way_to_write(shell: Shell, world: DayWorld) -> None:
    tab = dossier(person_view(shell, world, "data"))
    world.desk.editing._worker = dataclasses.replace(world.desk.worker, role="U-PM", roles_extra=(), joined=True)
    tab.show_person(world.persons[ZYGIMANTAS])
    tab.show_group("sentence")
    assert not any(token.endswith("/new") for token in tab.tokens())
    (release,) = world.desk.editing.rows("release_date", person=world.persons[ZYGIMANTAS])
    tab.open(f"release_date/{release.id}")
    assert not tab.panel.save_button.isVisible()
    assert not tab.panel.delete_button.isVisible()
    assert not tab.panel.save()
