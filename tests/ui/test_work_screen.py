"""The screen of work in the real window: places, who suits them, placements from planned to finished, visits, work found, the process."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QWidget

from caseworker_desktop.settings import Settings
from caseworker_desktop.texts import Texts
from caseworker_desktop.ui.changes import EVERYTHING
from caseworker_desktop.ui.sheet_tab import SheetTab
from caseworker_desktop.ui.shell.window import Shell
from caseworker_desktop.ui.theme.theme import Theme
from caseworker_desktop.ui.work.view import WorkPage
from tests.day_shell import Keyboard, settle, shell_of, show, shut
from tests.day_world import MINDAUGAS, RUTA, ZYGIMANTAS, DayWorld, day, make_world, name_id
from tests.mentor_world import BAKER, KEPYKLA, METALAS, PROJECT, SEMINAR, WELDER, add_work, placement
from tests.ui.faults import faults, nameless

Picture = Callable[[QWidget, str], None]


@pytest.fixture
def world(tmp_path: Path, settings: Settings) -> Iterator[DayWorld]:
    made = make_world(tmp_path / "laptop", settings)
    add_work(made)
    yield made
    made.desk.close()


@pytest.fixture
def shell(world: DayWorld, theme: Theme, texts: Texts) -> Iterator[Shell]:
    made = shell_of(world, texts)
    yield made
    shut(made)


def work(shell: Shell, size: tuple[int, int] = (1366, 768), **where: str) -> WorkPage:
    page = show(shell, "work", size, **where)
    assert isinstance(page, WorkPage)
    return page


def turn_to(page: WorkPage, tab: str) -> None:
    page.tabs._choose(tab)
    settle()


def titles(page: WorkPage, tab: str) -> list[str]:
    return [row.title for row in page.lists[tab].register.model.rows()]


def fill(page: WorkPage, **values: object) -> None:
    assert page.deed.form is not None
    for name, value in values.items():
        page.deed.form.editors[name.replace("__", ".")].show(value)


def done(page: WorkPage) -> None:
    assert page.deed.save()
    settle()
    assert not page.deed.is_open()


def test_numbers_and_lists(shell: Shell):
    page = work(shell)
    assert [(one.value, one.name) for one in page.presenter.stats()] == [
        ("4", "Siūloma"), ("2", "Užimta"), ("2", "Laisva"), ("1", "Dirba"), ("1", "Baigta"), ("1", "Pirmasis darbas")]
    for tab, rows in (
        ("employers", ["MB „Tariama kepykla“", "UAB „Pavyzdinis metalas“"]), ("pledges", ["Suvirintojas", "Kepėjas"]),
        ("placements", ["Saulius Bartkus", "Mindaugas Čepaitis"]), ("applications", ["Mindaugas Čepaitis"]), ("employed", ["Mindaugas Čepaitis"]),
        ("processes", ["Palaipsnės praktinės socialinės integracijos modelis (PPSI)"]),
    ):
        turn_to(page, tab)
        assert titles(page, tab) == rows


@pytest.mark.parametrize("size", [(1366, 768), (1100, 740), (900, 700)])
def test_nothing_is_cut_at_any_breadth(shell: Shell, size: tuple[int, int], picture: Picture, world: DayWorld):
    page = work(shell, size)
    for tab, key in (("employers", f"employer:{METALAS}"), ("pledges", f"pledge:{WELDER}"), ("placements", f"placement:{placement(0)}"),
                     ("processes", "process:PPSI")):
        turn_to(page, tab)
        page.row_opened(key)
        settle()
        assert faults(shell) == [], (tab, size)
        assert nameless(shell) == []
        picture(shell, f"work-{tab}-{size[0]}")
        page._close()


@pytest.mark.parametrize("language", ["lt", "lv", "en"])
def test_the_forms_fit_in_every_language(world: DayWorld, theme: Theme, texts_in: Callable[[str], Texts], language: str):
    shell = shell_of(world, texts_in(language))
    try:
        page = work(shell)
        for code in ("offer", "apply", "employ", f"place:{WELDER}", f"visit:{placement(1)}", f"finish:{placement(1)}", f"attitude:{METALAS}",
                     f"pledge:{WELDER}", f"placement:{placement(1)}"):
            page._pressed(code)
            settle()
            assert faults(shell) == [], code
            page.deed.leave()
    finally:
        shut(shell)


def test_a_placement_from_the_offer_to_its_end(shell: Shell, world: DayWorld):
    page, placing = work(shell), world.desk.placing
    page._pressed("offer")
    fill(page, partner=METALAS, job="Krovėjas", places=2, municipality="LT-02", **{"from": day(-20)})
    done(page)
    pledge = next(row for row in placing.pledges(partner=METALAS) if row.job == "Krovėjas")
    assert page._shown == f"pledge:{pledge.id}"
    page._pressed(f"place:{pledge.id}:{world.persons[ZYGIMANTAS]}")
    fill(page, status="planned", hours_week="40", pay="700", tutor="Meistras", agreement_no="T-15", before__motivation=4, before__skills=6,
         before__responsibility=5, **{"from": day(-14), "to": day(0)})
    done(page)
    key = placing.placements(person=world.persons[ZYGIMANTAS])[0].id
    page._pressed(f"begin:{key}")
    settle()
    page._pressed(f"visit:{key}")
    fill(page, on=day(-3), at="8:30", note="Ateina laiku.")
    done(page)
    page._pressed(f"finish:{key}")
    fill(page, after__motivation=8, after__skills=8, after__responsibility=8, tutor_comment="Norėtume pasilikti.")
    done(page)
    sheet = page.presenter.sheet(f"placement:{key}")
    assert sheet is not None
    assert [line.tail for line in sheet.sections[0].lines[:3]] == ["4 → 8  (+4)", "5 → 8  (+3)", "6 → 8  (+2)"]
    assert len(sheet.sections[1].lines) == 1
    assert [row.type for row in world.desk.people.rows("outcome", person=world.persons[ZYGIMANTAS]) if row.type == "O-PLC"] == ["O-PLC"]
    Keyboard().press("Ctrl+Z")
    row = placing.placements(person=world.persons[ZYGIMANTAS])[0]
    assert (row.status, dict(row.after), row.tutor_comment) == ("running", {}, None)
    assert [row.type for row in world.desk.people.rows("outcome", person=world.persons[ZYGIMANTAS]) if row.type == "O-PLC"] == []


def test_more_people_than_places_is_a_warning(shell: Shell, world: DayWorld):
    page = work(shell)
    page._pressed(f"place:{BAKER}:{world.persons[ZYGIMANTAS]}")
    assert page.deed.save()
    settle()
    assert page.deed.warning.text() == "Visos siūlomos vietos jau užimtos."
    assert len(world.desk.placing.placements(pledge=BAKER)) == 1
    done(page)
    assert len(world.desk.placing.placements(pledge=BAKER)) == 2


def test_work_begins_with_consent_only(shell: Shell, world: DayWorld):
    page = work(shell)
    page._pressed(f"place:{WELDER}:{world.persons[RUTA]}")
    assert page.deed.form is not None
    assert page.deed.form.values()["status"] == "planned"  # nobody agreed yet
    fill(page, status="running")
    assert page.deed.save()
    settle()
    assert page.deed.form.fields["person"].error() == "Klientas nesutiko, kad jo duomenis žinotų darbdavys."


def test_work_found_and_kept(shell: Shell, world: DayWorld):
    page = work(shell)
    page._pressed("employ")
    fill(page, person=world.persons[RUTA], on=day(-200), first_ever=True, evidence="employer_note")
    done(page)
    row = world.desk.employing.employed(person=world.persons[RUTA])[0]
    assert page._shown == f"employed:{row.id}:{world.persons[RUTA]}"
    page._pressed(f"kept:{row.id}:{world.persons[RUTA]}")
    done(page)
    assert world.desk.employing.employed(person=world.persons[RUTA])[0].kept
    assert page.presenter.stats()[-1].note == "iš 2 (100 %)"
    page._pressed(f"apply:{world.persons[RUTA]}")
    fill(page, partner=KEPYKLA, job="Pagalbinė")
    done(page)
    sent = world.desk.employing.applications(person=world.persons[RUTA])[0]
    page._pressed(f"answer:{sent.id}:{world.persons[RUTA]}")
    fill(page, status="offer")
    done(page)
    assert world.desk.employing.applications(person=world.persons[RUTA])[0].status == "offer"


def test_an_attitude_sheet_and_the_process(shell: Shell, world: DayWorld):
    page = work(shell)
    page._pressed(f"attitude:{METALAS}")
    fill(page, seminar=SEMINAR, moment="after", answers__1="5", answers__2="5")
    done(page)
    assert (world.desk.employing.attitude_means(METALAS)["after"] or (0, 0))[1] == 2
    page._pressed("take_in:PPSI")
    settle()
    page._pressed("lay_over:PPSI")
    fill(page, project=PROJECT)
    done(page)
    assert len(world.desk.placing.stages(PROJECT)) == 3


def test_a_person_has_a_tab_of_their_own(shell: Shell, world: DayWorld, picture: Picture):
    show(shell, "people", person=world.persons[MINDAUGAS], tab="work")
    settle()
    picture(shell, "person-work")
    page = shell._pages.front()
    assert page is not None
    tab = page.pane._built["work"]  # type: ignore[attr-defined]  # the pane of the people's page
    sheet = tab.presenter.person_sheet(world.persons[MINDAUGAS])
    assert [section.title for section in sheet.sections] == [
        "Trumpalaikis darbas", "Darbas ir ar jis išliko", "Paraiškos", "Kokios vietos galėtų tikti"]
    assert sheet.sections[0].lines[0].below == f"UAB „Pavyzdinis metalas“ · {day(-90)} – {day(-76)} · pokytis +2,0"
    tab.press(f"open:placement:{placement(0)}")
    settle()
    assert tab.sheet.accessibleName() == "Mindaugas Čepaitis Suvirintojo padėjėjas"
    tab.press(f"employ:{world.persons[MINDAUGAS]}")
    assert tab.command("close")
    assert name_id("visit") in {row.id for row in world.desk.people.rows("session", placement=placement(0))}


def test_a_tab_drawn_again_on_the_way_to_it_is_read_once(shell: Shell, world: DayWorld, monkeypatch: pytest.MonkeyPatch):
    first, second = world.persons[MINDAUGAS], world.persons[ZYGIMANTAS]
    show(shell, "people", person=first, tab="work")
    show(shell, "exchange")
    read: list[str] = []
    real = SheetTab.show_person

    def counted(self: SheetTab, person: str) -> None:
        read.append(person)
        real(self, person)

    monkeypatch.setattr(SheetTab, "show_person", counted)
    shell.announce(EVERYTHING)
    show(shell, "people", person=first, tab="work")
    assert read == [first]
    show(shell, "people", person=second, tab="work")
    assert read == [first, second]
    settle()
    show(shell, "people", person=second, tab="work")  # later something else may be there
    assert read == [first, second, second]
