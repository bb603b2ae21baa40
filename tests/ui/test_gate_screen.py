"""The way through the gate in a window: checklists, the release, contacts, hand-overs, the lists, and every width."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QCheckBox, QWidget

from caseworker_desktop.settings import Settings
from caseworker_desktop.texts import Texts
from caseworker_desktop.ui.gate.person_tab import LeavingTab
from caseworker_desktop.ui.gate.view import GatePage
from caseworker_desktop.ui.people.view import PeoplePage
from caseworker_desktop.ui.shell.window import Shell
from caseworker_desktop.ui.theme.theme import Theme, current
from tests.day_shell import front, settle, shell_of, show, shut
from tests.day_world import DARIUS, PETRAS, RUTA, DayWorld, day, make_world, name_id
from tests.gate_world import MANTAS, fill
from tests.ui.faults import faults, nameless


@pytest.fixture
def world(tmp_path: Path, settings: Settings) -> Iterator[DayWorld]:
    made = make_world(tmp_path / "laptop", settings)
    fill(made)
    yield made
    made.desk.close()


@pytest.fixture
def shell(world: DayWorld, theme: Theme, texts: Texts) -> Iterator[Shell]:
    made = shell_of(world, texts)
    yield made
    shut(made)


def leaving(shell: Shell, person: str, size: tuple[int, int] = (1366, 768)) -> LeavingTab:
    page = show(shell, "people", size, person=person, tab="leaving")
    assert isinstance(page, PeoplePage)
    tab = page.pane._built["leaving"]
    assert isinstance(tab, LeavingTab)
    return tab


def lists(shell: Shell, size: tuple[int, int] = (1366, 768), **where: str) -> GatePage:
    page = show(shell, "gate", size, **where)
    assert isinstance(page, GatePage)
    return page


def titles(page: GatePage) -> list[str]:
    return [page.model.row_at(at).face.title for at in range(page.model.rowCount())]


def test_a_checklist_is_made_ticked_and_changed(shell: Shell, world: DayWorld):
    tab = leaving(shell, world.persons[DARIUS])
    assert tab.which.value() == "ready"
    tab.ready._make("entitlement")
    settle()
    case = world.desk.leaving.case(world.persons[DARIUS])
    assert len(case.items) == len(world.desk.leaving.items_of("entitlement"))
    box = next(box for box in tab.ready.findChildren(QCheckBox) if box.text() == "Banko sąskaita" and box.isVisibleTo(tab))
    box.click()
    settle()
    done = {one.item: one.done_on for one in world.desk.leaving.case(world.persons[DARIUS]).items}
    assert (done["C-BANK"], done["C-GP"]) == (day(0), None)
    doctor = next(one for one in case.items if one.item == "C-GP")
    tab.ready.item_wanted.emit(doctor.id)
    settle()
    assert tab.record.title.text() == "Šeimos gydytojas (-a)"
    tab.record.form.editors["responsible"].show("partner")
    assert tab.command("save")
    settle()
    assert world.desk.editing.read("checklist_item", doctor.id)["responsible"] == "partner"
    assert tab.views.isVisible()
    assert faults(shell) == []


def test_the_release_is_one_act_and_plans_the_contacts(shell: Shell, world: DayWorld):
    tab = leaving(shell, world.persons[PETRAS])
    tab.ready.release.click()
    settle()
    assert tab.ready._form.isVisible()
    tab.ready.on.set_value(day(1))
    tab.ready.write.click()
    settle()
    assert tab.ready.on.error()
    tab.ready.on.set_value(day(0))
    tab.ready.status.choose("probation")
    tab.ready.write.click()
    settle()
    case = world.desk.leaving.case(world.persons[PETRAS])
    assert (case.released, case.standing.status, len(case.follow_ups)) == (day(0), "probation", 9)
    assert not tab.ready.release.isVisible()
    tab.show_group("after")
    contact = next(one for one in case.follow_ups if one.reason == "day_1")
    tab.outside.contact_wanted.emit(contact.id)
    settle()
    form = tab.record.form
    assert form.editors["done_on"].value() == day(0)
    form.editors["reached"].show("reached")
    form.editors["answers.returned_to_prison"].show("no")
    assert tab.command("save")
    settle()
    assert form.fields["source"].error()
    form.editors["source"].show("client")
    assert tab.command("save")
    settle()
    row = world.desk.editing.read("follow_up", contact.id)
    assert (row["reached"], row["source"], row["answers"]) == ("reached", "client", {"returned_to_prison": "no"})
    tab.outside.attempt.click()
    settle()
    tab.record.form.editors["result"].show("no_answer")
    assert tab.command("save")
    settle()
    assert [one.result for one in world.desk.leaving.case(world.persons[PETRAS]).attempts] == ["no_answer"]
    assert faults(shell) == []


def test_a_case_is_handed_over_by_the_route_and_accepted(shell: Shell, world: DayWorld):
    tab = leaving(shell, world.persons[PETRAS])
    tab.show_group("handing")
    settle()
    assert tab.handing.route.title() == "Joniškio rajono savivaldybė → Šiauliai"
    assert tab.handing.whom.value() == MANTAS
    tab.handing.reason.setPlainText("Grįžta namo.")
    front(shell).before_lock()
    tab.show_person(world.persons[RUTA])
    assert tab.handing.reason.toPlainText() == ""
    tab.show_person(world.persons[PETRAS])
    tab.show_group("handing")
    assert tab.handing.reason.toPlainText() == "Grįžta namo.", "a draft comes back"
    tab.handing.hand.click()
    settle()
    assert [one.to_staff for one in world.desk.handing.waiting()] == [MANTAS]
    assert world.desk.drafts.get(f"handover:{world.cases[PETRAS]}") is None
    assert not tab.handing._form.isVisible()
    page = lists(shell, list="handovers")
    page.mine.choose([])
    page._narrow()
    assert titles(page) == ["Petras Gaidelis"]
    page.list.opened.emit(0)
    settle()
    people = front(shell)
    assert isinstance(people, PeoplePage)
    assert people.pane._built["leaving"].which.value() == "handing"
    world.desk.handing.accept(world.desk.handing.waiting()[0].id)
    assert world.desk.editing.read("case", world.cases[PETRAS])["lead"] == MANTAS


def test_the_lists_tell_who_leaves_whom_to_call_and_who_is_silent(shell: Shell, world: DayWorld):
    page = lists(shell)
    assert titles(page) == ["Petras Gaidelis", "Žygimantas Šešelgis", "Rūta Ąžuolaitė"]
    page.within.choose(["90"])
    page._narrow()
    assert len(titles(page)) == 5
    world.desk.following.plan(world.silent[0], name_id("case of Bartkus"), day(-67))
    page.go({"list": "contacts"})
    assert titles(page) == ["Saulius Bartkus"] * 5
    page.go({"list": "later"})
    assert [page.model.row_at(at).face.subtitle.split(" · ")[1] for at in range(2)] == ["2027-03-14", "2027-09-14"]
    page.go({"list": "silent"})
    assert titles(page) == ["Saulius Bartkus", "Nerijus Kvedaras"]
    page.go({"list": "handovers"})
    assert page._empty.isVisible()
    page.go({"list": "routes"})
    page.routes.place.choose("LT-13")
    page.routes.town.setText("Vilnius")
    page.routes.save.click()
    settle()
    assert {one.municipality: one.town for one in world.desk.handing.routes()}["LT-13"] == "Vilnius"
    page.command("close")
    assert front(shell) is not page


@pytest.mark.parametrize(
    ("language", "size", "palette"),
    [("lt", (1366, 768), "light"), ("lt", (1366, 768), "dark"), ("lt", (1024, 768), "light"), ("lt", (911, 620), "light"),
     ("lv", (1366, 768), "light"), ("lv", (911, 620), "light"), ("en", (1024, 768), "light")],
)
def test_nothing_is_cut(world: DayWorld, theme: Theme, texts_in: Callable[[str], Texts], picture: Callable[[QWidget, str], None], language: str,
                        size: tuple[int, int], palette: str):
    current().use(palette)
    world.desk.following.plan(world.silent[0], name_id("case of Bartkus"), day(-67))
    world.desk.leaving.make_list(world.persons[RUTA], "entitlement")
    world.load({"record": "contact_route", "person": world.silent[0], "through": "Sesuo Birutė", "phone": "+37060000113",
                "safe_wording": "Skambina Mantas dėl dokumentų.", "order": 1})
    shell = shell_of(world, texts_in(language))
    name = f"gate-{language}-{size[0]}-{palette}"
    try:
        for person, view in ((world.persons[RUTA], "ready"), (world.silent[0], "after"), (world.persons[PETRAS], "handing")):
            tab = leaving(shell, person, size)
            tab.show_group(view)
            if view == "ready":
                tab.ready.release.click()
            settle()
            assert faults(shell) == [], view
            assert nameless(shell) == [], view
            picture(shell, f"{name}-{view}")
        page = lists(shell, size)
        for which in ("leaving", "contacts", "later", "silent", "handovers", "routes"):
            page.go({"list": which})
            settle()
            assert faults(shell) == [], which
            assert nameless(shell) == [], which
            picture(shell, f"{name}-{which}")
    finally:
        shut(shell)
