"""The screen of mentors in the real window: what it lists, by keyboard and at every breadth; pairing, meetings, the end, and undo."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication, QWidget

from caseworker_desktop.settings import Settings
from caseworker_desktop.texts import Texts
from caseworker_desktop.ui.mentors.view import MentorsPage
from caseworker_desktop.ui.people.view import PeoplePage
from caseworker_desktop.ui.shell.window import Shell
from caseworker_desktop.ui.theme.theme import Theme
from caseworker_desktop.ui.today.drafted import Drafted
from tests.day_shell import Keyboard, front, settle, shell_of, show, shut
from tests.day_world import DARIUS, PETRAS, RUTA, DayWorld, day, make_world
from tests.mentor_world import ANTANAS, BIRUTE, GINTARAS, KRISTINA, add_mentors, match, mentor
from tests.ui.faults import faults, nameless

Picture = Callable[[QWidget, str], None]


@pytest.fixture
def world(tmp_path: Path, settings: Settings) -> Iterator[DayWorld]:
    made = make_world(tmp_path / "laptop", settings)
    add_mentors(made)
    yield made
    made.desk.close()


@pytest.fixture
def shell(world: DayWorld, theme: Theme, texts: Texts) -> Iterator[Shell]:
    made = shell_of(world, texts)
    yield made
    shut(made)


def mentors(shell: Shell, size: tuple[int, int] = (1366, 768), **where: str) -> MentorsPage:
    page = show(shell, "mentors", size, **where)
    assert isinstance(page, MentorsPage)
    return page


def titles(page: MentorsPage, tab: str) -> list[str]:
    return [row.title for row in page.lists[tab].register.model.rows()]


def turn_to(page: MentorsPage, tab: str) -> None:
    page.tabs._choose(tab)
    settle()


def fill(page: MentorsPage, **values: object) -> None:
    assert page.deed.form is not None
    for name, value in values.items():
        page.deed.form.editors[name].show(value)


def test_counts_tabs_and_lists(shell: Shell, picture: Picture):
    page = mentors(shell)
    assert page.presenter.heading() == ("Mentoriai", "6 mentoriai · 2 poros · 8 klientai laukia mentoriaus")
    assert [(one.value, one.name) for one in page.presenter.stats()] == [
        ("1", "Pritraukti"), ("1", "Patikrinti"), ("1", "Parengti"), ("1", "Su sutartimi"), ("2", "Lydi klientus"), ("1", "Baigė")]
    assert len(titles(page, "mentors")) == 7
    for tab, first in (
        ("waiting", "Rūta Ąžuolaitė"), ("matches", "Algirdas Žvirblis"), ("dues", "Gintaras Patirtis"), ("trainings", "Rudens savaitgalis")
    ):
        turn_to(page, tab)
        assert titles(page, tab)[0] == first
    page.show_key(f"mentor:{mentor(ANTANAS)}")
    picture(shell, "mentors")


@pytest.mark.parametrize("size", [(1366, 768), (1100, 740), (900, 700)])
def test_nothing_is_cut_at_any_breadth(shell: Shell, size: tuple[int, int], picture: Picture, world: DayWorld):
    page = mentors(shell, size)
    for tab, key in (("mentors", f"mentor:{mentor(ANTANAS)}"), ("waiting", f"client:{world.persons[DARIUS]}"), ("matches", f"match:{match(0)}")):
        turn_to(page, tab)
        page.row_opened(key)
        settle()
        assert faults(shell) == [], (tab, size)
        assert nameless(shell) == []
        picture(shell, f"mentors-{tab}-{size[0]}")
        page._close()


@pytest.mark.parametrize("language", ["lt", "lv", "en"])
def test_the_forms_fit_in_every_language(world: DayWorld, theme: Theme, texts_in: Callable[[str], Texts], language: str):
    shell = shell_of(world, texts_in(language))
    try:
        page = mentors(shell)
        pair = f"pair:{world.persons[DARIUS]}:{mentor(ANTANAS)}"
        for code in ("recruit", "supervise", "train", f"edit:{mentor(ANTANAS)}", f"clear:{mentor(ANTANAS)}", f"describe:{world.persons[DARIUS]}",
                     pair, f"meeting:{match(0)}", f"review:{match(0)}", f"end:{match(0)}"):
            page._pressed(code)
            settle()
            assert faults(shell) == [], code
            page.deed.leave()
        page.show_key(f"match:{match(0)}")
        settle()
        assert faults(shell) == []
    finally:
        shut(shell)


def test_the_list_is_searched_and_walked_by_keys(shell: Shell):
    page, keys = mentors(shell), Keyboard()
    keys.press("Ctrl+F")
    keys.text("biru")
    page.lists["mentors"].search.ask_now()
    keys.press("Down")
    assert titles(page, "mentors") == ["Birutė Savanorė"]
    assert page._shown == f"mentor:{mentor(BIRUTE)}"
    assert page.lists["mentors"].register.list.hasFocus()


def test_a_chip_narrows_and_another_takes_its_place(shell: Shell):
    page = mentors(shell)
    chips = page.lists["mentors"].chips
    assert chips is not None
    chips.buttons()[4].setFocus()
    chips.buttons()[4].click()
    settle()
    assert titles(page, "mentors") == ["Gintaras Patirtis", "Antanas Pavyzdys"]
    chips.buttons()[0].setFocus()
    chips.buttons()[0].click()
    settle()
    assert titles(page, "mentors") == ["Kristina Rytdiena"]
    assert chips.chosen() == ("recruited",)


def test_the_stage_moves_on_and_back(shell: Shell, world: DayWorld):
    page = mentors(shell)
    page._pressed(f"advance:{mentor(KRISTINA)}:screened")
    fill(page, on=day(-1))
    assert page.deed.save()
    settle()
    file = world.desk.mentoring.file(mentor(KRISTINA))
    assert file is not None
    assert (file.row.stage, file.row.dates["screened_on"]) == ("screened", day(-1))
    assert page.presenter.stats()[1].value == "2"
    Keyboard().press("Ctrl+Z")
    file = world.desk.mentoring.file(mentor(KRISTINA))
    assert file is not None
    assert (file.row.stage, "screened_on" in file.row.dates) == ("recruited", False)


def test_a_mentor_is_chosen_for_a_client_with_the_reasons_in_sight(shell: Shell, world: DayWorld):
    page = mentors(shell)
    turn_to(page, "waiting")
    sheet = page.presenter.sheet(f"client:{world.persons[DARIUS]}")
    assert sheet is not None
    lines = {line.title: line for line in sheet.sections[0].lines}
    assert "Bendra patirtis: Blaivybė, sveikimas, Įkalinimas · pomėgiai: žvejyba" in lines["Antanas Pavyzdys"].below
    assert lines["Gintaras Patirtis"].mark == ("Nėra vietos", "amber", "warn")
    assert lines["Dovilė Mokinė"].act is None  # no agreement was signed
    page._pressed(f"pair:{world.persons[DARIUS]}:{mentor(GINTARAS)}")
    assert page.deed.save()
    settle()
    assert not page.deed.warning.isHidden()
    assert "leidimo" in page.deed.warning.text()
    assert world.desk.matching.matches(person=world.persons[DARIUS]) == []  # nothing is written before it was looked at
    assert page.deed.save()
    settle()
    made = world.desk.matching.matches(person=world.persons[DARIUS])
    assert [(row.mentor_name, row.shared_ground) for row in made] == [("Gintaras Patirtis", ("addiction", "prison"))]
    assert page._shown == f"match:{made[0].id}"
    assert world.persons[DARIUS] not in [row.key.partition(":")[2] for row in page.lists["waiting"].register.model.rows()]
    Keyboard().press("Ctrl+Z")
    assert world.desk.matching.matches(person=world.persons[DARIUS]) == []


def test_without_consent_nobody_can_be_chosen(shell: Shell, world: DayWorld):
    page = mentors(shell)
    sheet = page.presenter.sheet(f"client:{world.persons[4]}")
    assert sheet is not None
    assert sheet.warn[0].title == "Trūksta sutikimo"
    assert all(line.act is None for line in sheet.sections[0].lines)


def test_a_meeting_sheet_is_typed_in_kept_as_a_draft_and_taken_back(shell: Shell, world: DayWorld):
    page = mentors(shell)
    page._pressed(f"meeting:{match(0)}")
    fill(page, at="15:30", mood="4", topics=["leisure"], leisure=True, place="Biblioteka")
    page.before_lock()
    assert world.desk.drafts.get(f"record:deed:meeting:{match(0)}") is not None
    page.deed.leave()
    line = next(one for one in Drafted(world.desk, page._texts).lines(world.desk.drafts.mine()) if one.name == "Petras Gaidelis")
    shell.open(line.opens[0], **line.opens[1])  # Today leads back to what was begun
    settle()
    assert page.deed.form is not None
    assert page.deed.form.values()["place"] == "Biblioteka"
    assert page.deed.save()
    settle()
    file = world.desk.matching.file(match(0))
    assert file is not None
    newest = file.meetings[0]
    assert (newest.starts_at[:16], newest.mood, newest.topics, newest.place) == (f"{day(0)}T15:30", 4, ("leisure",), "Biblioteka")
    assert world.desk.drafts.get(f"record:deed:meeting:{match(0)}") is None
    Keyboard().press("Ctrl+Z")
    file = world.desk.matching.file(match(0))
    assert file is not None
    assert len(file.meetings) == 4


def test_a_wrong_day_is_said_at_its_field(shell: Shell):
    page = mentors(shell)
    page._pressed(f"meeting:{match(0)}")
    fill(page, on=day(3))
    assert page.deed.save()
    settle()
    assert page.deed.form is not None
    assert page.deed.form.fields["on"].error()


def test_the_end_asks_for_a_reason_and_keeps_the_history(shell: Shell, world: DayWorld):
    page = mentors(shell)
    page._pressed(f"end:{match(0)}")
    assert page.deed.save()
    assert page.deed.form is not None
    assert page.deed.form.fields["reason"].error()
    fill(page, reason="goals_reached", client_value=5, mentor_value=4)
    assert page.deed.save()
    settle()
    sheet = page.presenter.sheet(f"match:{match(0)}")
    assert sheet is not None
    assert dict(sheet.facts)["Kliento įvertinimas (1–5)"] == "5"
    assert len(sheet.sections[0].lines) == 4
    assert sheet.primary is None


def test_the_client_has_a_tab_of_their_own(shell: Shell, world: DayWorld, picture: Picture):
    page = show(shell, "people", person=world.persons[PETRAS], tab="mentor")
    assert isinstance(page, PeoplePage)
    settle()
    picture(shell, "person-mentor")
    tab = page.pane._built["mentor"]
    assert tab.sheet.accessibleName() == "Antanas Pavyzdys"
    tab.press(f"meeting:{match(0)}")
    assert tab.command("close")
    shell.open("people", person=world.persons[RUTA], tab="mentor")
    settle()
    assert tab.sheet.accessibleName().startswith("Mentoriaus dar nėra")
    tab.press(f"find:{world.persons[RUTA]}")
    settle()
    found = front(shell)
    assert isinstance(found, MentorsPage)
    assert (found.tabs.value(), found._shown) == ("waiting", f"client:{world.persons[RUTA]}")


def test_help_and_an_empty_register(tmp_path: Path, settings: Settings, theme: Theme, texts: Texts):
    bare = make_world(tmp_path / "bare", settings)
    shell = shell_of(bare, texts)
    try:
        page = mentors(shell)
        assert page.help_topic() == "mentors"
        assert page.lists["mentors"]._stack.currentIndex() == 1
        assert page.presenter.empty("mentors", narrowed=False)[0] == "Mentorių dar nėra"
        assert QApplication.focusWidget() is not None
    finally:
        shut(shell)
        bare.desk.close()
