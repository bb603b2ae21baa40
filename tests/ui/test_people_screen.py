"""The screen of people in the real window: list, search, a new person with its warning, widths and languages."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from caseworker_desktop.settings import Settings
from caseworker_desktop.texts import Texts
from caseworker_desktop.ui.people.view import PeoplePage
from caseworker_desktop.ui.person.view import PersonView
from caseworker_desktop.ui.shell.window import Shell
from caseworker_desktop.ui.theme.theme import Theme, current
from caseworker_desktop.usecases.intent import Intent
from caseworker_desktop.usecases.people import People, Wanted
from tests.day_shell import Keyboard, settle, shell_of, show, shut
from tests.day_world import ALGIRDAS, MINDAUGAS, RUTA, ZYGIMANTAS, DayWorld, day, make_world, name_id
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


def people(shell: Shell, **where: str) -> PeoplePage:
    page = show(shell, "people", **where)
    assert isinstance(page, PeoplePage)
    return page


def pane(page: PeoplePage) -> PersonView:
    assert isinstance(page.pane, PersonView)
    return page.pane


def shown(page: PeoplePage) -> list[str]:
    return [face.family_name for face in page.list.model.rows()]


def test_the_list_looks_as_its_reference(shell: Shell):
    page = people(shell)
    face = page.list.model.face_at(ZYGIMANTAS)
    assert (face.title, face.subtitle, face.badge) == ("Žygimantas Šešelgis", "Alytaus kalėjimas · 2-as būrys", ("19 d.", "amber", None))
    assert face.marks == (("warn", "red"), ("bell", "accent_d"))
    assert page.list.model.face_at(0).badge == ("6 d.", "red", None)
    assert (page.list.model.face_at(4).trailing, page.list.model.face_at(4).marks) == ("72 d.", (("shield", "amber"), ("bell", "accent_d")))
    assert "Žygimantas Šešelgis, 19 d." in face.spoken()


def test_search_as_one_types_without_the_mouse(shell: Shell):
    page = people(shell)
    keyboard = Keyboard()
    keyboard.press("Ctrl+F")
    keyboard.letters("svedul")
    page.list.search.ask_now()
    assert shown(page) == ["Švedulis"]
    keyboard.press("Return")
    assert pane(page).banner.accessibleName() == "Vytautas Švedulis"
    keyboard.press("Ctrl+F")
    keyboard.press("Escape")
    page.list.search.ask_now()
    assert len(shown(page)) == 12


def test_arrows_walk_through_the_list_and_the_page_follows(shell: Shell):
    page = people(shell)
    keyboard = Keyboard()
    keyboard.press("Down")
    keyboard.press("Down")
    assert pane(page).banner.accessibleName() == "Žygimantas Šešelgis"
    keyboard.press("Up")
    assert pane(page).banner.accessibleName() == "Petras Gaidelis"


def test_nothing_found_offers_to_look_among_everybody(shell: Shell, world: DayWorld):
    world.load(
        {"record": "person", "id": name_id("other"), "given_names": "Svetimas", "family_name": "Klientas"},
        {"record": "case", "person": name_id("other"), "opened_on": day(-5)})
    page = people(shell)
    page.list.search.setText("svetim")
    page.list.search.ask_now()
    assert shown(page) == []
    button = next(one for one in page.list.findChildren(QWidget) if one.isVisible() and one.accessibleName() == "Rodyti visus")
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)
    assert shown(page) == ["Klientas"]


def test_chips_narrow_by_keyboard(shell: Shell):
    page = people(shell)
    page.list.chips.take_focus()
    keyboard = Keyboard()
    keyboard.press("Right")
    keyboard.press("Space")
    assert shown(page) == ["Gaidelis", "Šešelgis", "Ąžuolaitė"]


def test_the_list_follows_what_is_written(shell: Shell, world: DayWorld):
    page = people(shell, person=world.persons[RUTA])
    written = world.desk.writer.write([Intent("person", world.persons[RUTA], {"family_name": "Naujoji"})])
    shell.announce(written.records)
    assert "Naujoji" in shown(page)
    assert page.list.person() == world.persons[RUTA]
    assert pane(page).banner.accessibleName() == "Rūta Naujoji"


def test_a_new_person_by_keyboard_with_a_warning_while_typing(shell: Shell, world: DayWorld):
    page = people(shell, new="person")
    keyboard = Keyboard()
    keyboard.letters("Mindaugas")
    keyboard.press("Tab")
    keyboard.letters("Cepaitis")
    page.form._look()
    assert "Mindaugas Čepaitis" in page.form.likely.accessibleDescription()
    keyboard.press("Ctrl+Return")
    found = world.desk.people.page(Wanted("cepaitis")).people
    assert sorted(face.family_name for face in found) == ["Cepaitis", "Čepaitis"]
    assert shell.toast_words() == "Klientas įrašytas."
    assert pane(page).banner.accessibleName() == "Mindaugas Cepaitis"
    keyboard.text("Pirmas pokalbis.")
    keyboard.press("Ctrl+Return")
    assert world.desk.people.count_events(next(face.id for face in found if face.family_name == "Cepaitis")) == 2


def test_the_one_who_is_here_already_can_be_opened_instead(shell: Shell, world: DayWorld):
    page = people(shell, new="person")
    page.form.given.setText("Mindaugas")
    page.form.family.setText("Čepaitis")
    page.form._look()
    button = next(one for one in page.form.likely.findChildren(QWidget) if one.accessibleName() == "Atverti: Mindaugas Čepaitis")
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)
    assert pane(page).banner.accessibleName() == "Mindaugas Čepaitis"
    assert world.desk.drafts.mine() == ()


def test_a_code_fills_in_birth_date_and_sex(shell: Shell):
    page = people(shell, new="person")
    page.form.code.setText("39810050007")
    page.form.code.left.emit()
    typed = page.form.typed()
    assert (typed.birth_date, typed.sex) == ("1998-10-05", "m")
    page.form.code.setText("39810050008")
    page.form._look()
    assert page.form.fields["code"]._hint.text() == "patikrinkite, ar nėra klaidos"


def test_what_is_missing_is_said_at_its_field_and_what_was_typed_stays(shell: Shell):
    page = people(shell, new="person")
    page.form.given.setText("Tomas")
    assert page.command("save")
    assert page.form.fields["family_name"].error() == "Įrašykite."
    assert page.form.given.text() == "Tomas"
    assert QApplication.focusWidget() is page.form.family


def test_escape_keeps_the_form_and_it_comes_back(shell: Shell, world: DayWorld):
    page = people(shell, new="person")
    Keyboard().letters("Tom")
    Keyboard().press("Escape")
    assert [draft.key for draft in world.desk.drafts.mine()] == ["person:new"]
    shell.open("people", new="person")
    assert page.form.given.text() == "Tom"


def test_the_banner_is_at_most_104_px_and_tells_what_matters(shell: Shell, world: DayWorld):
    page = people(shell, person=world.persons[ZYGIMANTAS])
    banner = pane(page).banner
    assert banner.height() <= 104
    face = pane(page)._banner_words.face(world.desk.people.head(world.persons[ZYGIMANTAS]), pane(page)._known, day(0))
    assert face.marks == (("Savižalos rizika", "red", "warn"), ("Sutikimas iki 2027-03-01", "green", "check"))
    assert dict(face.facts) == {"Byla": "AL-0417", "Gimimo data": "1991-05-12 (35 m.)", "Įstaiga": "Alytaus kalėjimas · 2-as būrys",
                                "Darbuotoja (-as)": "E. Kazlauskienė"}
    assert face.countdown is not None
    assert (face.countdown.big, face.countdown.tone, face.countdown.below) == ("po 19 dienų", "amber", "Pasirengimas: 4 iš 7 žingsnių")


@pytest.mark.parametrize(
    ("records", "mark"),
    [([{"expires_on": "2026-11-25"}], ("Sutikimas baigiasi 2026-11-25", "amber", "shield")),
     ([{"expires_on": "2026-11-01"}], ("Sutikimas baigėsi 2026-11-01", "red", "shield")),
     ([{"withdrawn_on": "2026-11-10"}], ("Sutikimas atšauktas 2026-11-10", "red", "shield")),
     ([{"given": False}], ("Sutikimo nedavė", "grey", "shield")), ([{}], ("Sutikimas duotas", "green", "check"))],
)
def test_the_consent_speaks_in_the_banner(shell: Shell, world: DayWorld, records: list[dict[str, object]], mark: tuple[str, str, str]):
    person = world.persons[ALGIRDAS]
    for more in records:
        world.load({"record": "consent", "person": person, "purpose": "core_services", "given": True, "on": day(-60), **more})
    view = pane(people(shell, person=person))
    head = world.desk.people.head(person)
    assert head is not None
    assert view._banner_words.face(head, view._known, day(0)).marks[1] == mark


def test_tabs_list_plans_and_documents(shell: Shell, world: DayWorld):
    world.load({"record": "document", "title": "Pažyma iš Užimtumo tarnybos", "kind": "certificate", "on": day(-4), "case": world.cases[ZYGIMANTAS],
                "persons": [world.persons[ZYGIMANTAS]]})
    view = pane(people(shell, person=world.persons[ZYGIMANTAS]))
    head = world.desk.people.head(world.persons[ZYGIMANTAS])
    assert {"Eiga  15", "Planas  1", "Poreikiai  1", "Dokumentai  1"} <= {button.text() for button in view.tabs.buttons()}
    for tab, words in (("plans", "Individualus pagalbos planas Nr. 4/2026"), ("documents", "Pažyma iš Užimtumo tarnybos")):
        next(button for button in view.tabs.buttons() if button.text() == dict(view._lists.tabs(head, 15))[tab]).click()
        settle()
        assert any(words in one.accessibleName() for one in view._stack.currentWidget().findChildren(QWidget))


def test_a_long_timeline_opens_in_parts(shell: Shell, world: DayWorld):
    world.load(*({"record": "outcome", "person": world.persons[RUTA], "type": "O-HOU", "on": day(-n)} for n in range(1, 41)))
    view = pane(people(shell, person=world.persons[RUTA]))
    before = view._timeline.shown()
    assert view.events._older.text() == f"Rodyti senesnius ({view._timeline.total() - before})"
    view.events.older_wanted.emit()
    assert view._timeline.shown() == before + 30
    view.events.older_wanted.emit()
    assert view._timeline.shown() == view._timeline.total()
    assert not view.events._older.isVisible()


def test_a_protected_note_is_named_and_stays_shut(shell: Shell, world: DayWorld):
    note = next(note for event in world.desk.people.timeline(world.persons[ZYGIMANTAS]).events for note in event.notes if note.level == "author")
    view = pane(people(shell, person=world.persons[ZYGIMANTAS]))
    assert view._timeline._paragraph(note, None).text == "Apsaugota pastaba: ją mato tik autorius"
    own = next(face for face in view._timeline.faces(view._known) for each in face.paragraphs if each.mark)
    assert (own.paragraphs[0].text, own.paragraphs[0].mark) == ("Aktyviai įsitraukė į vaidmenų žaidimą.", ("Tik man", "grey", "lock"))


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
    shell = shell_of(world, texts_in(language))
    page = show(shell, "people", size=size, person=world.persons[ZYGIMANTAS])
    name = f"person-{language}-{size[0]}-{palette}"
    try:
        assert faults(shell) == []
        assert nameless(shell) == []
        picture(shell, name)
        page.command("new_consultation")
        settle()
        assert faults(shell) == []
        picture(shell, f"{name}-panel")
        shell.open("people", new="person")
        assert isinstance(page, PeoplePage)
        page.form.given.setText("Mindaugas")
        page.form.family.setText("Cepaitis")
        page.form._look()
        settle()
        assert faults(shell) == []
        assert nameless(shell) == []
        picture(shell, f"new-{name}")
    finally:
        shut(shell)


def test_the_list_narrows_to_the_one_typed(shell: Shell, world: DayWorld):
    page = people(shell)
    assert shown(page)[MINDAUGAS] == "Čepaitis"
    page.list.search.setText("mindau")
    page.list.search.ask_now()
    assert shown(page) == ["Čepaitis"]


def test_who_may_only_read_sees_the_page_and_no_form(world: DayWorld, theme: Theme, texts: Texts):
    desk = world.desk
    worker = replace(desk.worker, joined=True, role="U-AUD")
    reader = People(desk.people._store, desk.writer, desk.protected, worker, lambda role, extra, kind, act: act == "read")
    shell = shell_of(replace(world, desk=replace(desk, people=reader)), texts)
    try:
        page = people(shell, person=world.persons[ZYGIMANTAS], new="consultation")
        view = pane(page)
        assert view.banner.accessibleName() == "Žygimantas Šešelgis"
        assert not view.drawer.isVisible()
        assert not page.list.new.isVisible()
        Keyboard().press("Ctrl+N")
        assert not view.drawer.isVisible()
        assert not page.command("save")
        assert faults(shell) == []
    finally:
        shut(shell)
