"""Through the gate: rows of the acceptance table about checklists, hand-overs and contacts after release."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import pytest

from caseworker_desktop.kernel.errors import LineRefused
from caseworker_desktop.settings import Settings
from tests.day_world import DARIUS, PETRAS, ZONE, ZYGIMANTAS, DayWorld, day, make_world, name_id
from tests.gate_world import MANTAS, SITE, fill
from tests.pdf_text import read_pdf


@pytest.fixture
def world(tmp_path: Path, settings: Settings) -> Iterator[DayWorld]:
    made = make_world(tmp_path / "laptop", settings)
    fill(made)
    yield made
    made.desk.close()


def test_a1_13_the_entitlement_checklist_prints_with_ticks_and_who_does_what(world: DayWorld):
    person = world.persons[DARIUS]
    made = world.desk.leaving.make_list(person, "entitlement")
    case = world.desk.leaving.case(person)
    assert case is not None
    items = {one.item: one for one in case.items}
    assert {"C-ID", "C-RESIDENCE", "C-HEALTH", "C-EMPLOYMENT", "C-BENEFITS", "C-BANK", "C-GP"} <= items.keys()
    benefits = items["C-BENEFITS"]
    assert (benefits.responsible, benefits.due) == ("staff", day(45 + 14))  # two weeks after the release, which is 45 days ahead
    world.desk.leaving.tick(benefits.id)
    world.desk.leaving.change_item(items["C-GP"].id, {"responsible": "partner", "note": "Skambins pats."})
    told = read_pdf(world.desk.papers.print("checklist", case.case).pdf).flowing
    for words in ("Šeimos gydytojas", "Išmokos ir pašalpos", "Banko sąskaita", "Partneris", "Kalėjimas", "✓", "□"):
        assert words in told, words
    assert made.created == len(world.desk.leaving.items_of("entitlement"))
    assert world.desk.leaving.make_list(person, "entitlement").created == 0


def test_a1_18_a_released_client_without_contact_for_15_days_is_on_the_alert_list(world: DayWorld):
    silent = {one.person: one.days for one in world.desk.leaving.silent()}
    assert silent[world.silent[1]] == 15
    world.desk.following.attempt(world.silent[1], name_id("case of Kvedaras"), "phone", "no_answer")
    assert world.silent[1] in {one.person for one in world.desk.leaving.silent()}, "an attempt that reached nobody is no contact"
    world.desk.following.attempt(world.silent[1], name_id("case of Kvedaras"), "through_other", "agreed", "Rastas per seserį.")
    assert world.silent[1] not in {one.person for one in world.desk.leaving.silent()}
    assert world.silent[1] in {one.person for one in world.desk.leaving.silent(0)}


def test_a1_27_a_case_of_a_joniskis_resident_is_handed_over_to_the_siauliai_worker(world: DayWorld):
    person, case = world.persons[PETRAS], world.cases[PETRAS]
    found = world.desk.handing.suggest(person)
    assert (found.municipality, found.town) == ("LT-11", "Šiauliai")
    assert found.best is not None
    assert (found.best.staff, found.best.site) == (MANTAS, SITE)
    assert found.colleagues[0].staff == MANTAS
    handover = world.desk.handing.hand_over(person, MANTAS, found.best.site, day(0), "Grįžta į Joniškio rajoną.").ids[0]
    row = world.desk.editing.read("handover", handover)
    assert row is not None
    assert (row["case"], row["from_staff"], row["to_staff"], row["to_site"]) == (case, world.desk.worker.staff, MANTAS, SITE)
    assert [one.person for one in world.desk.handing.waiting()] == [person]
    now = world.desk.editing.read("case", case)
    assert now is not None
    assert (now["lead"], MANTAS in now["team"]) == (world.desk.worker.staff, True)
    with pytest.raises(LineRefused):
        world.desk.handing.hand_over(person, MANTAS, None, day(0))
    world.desk.handing.accept(handover, day(1))
    after = world.desk.editing.read("case", case)
    assert after is not None
    assert (after["lead"], after["site"], after["team"]) == (MANTAS, SITE, [])
    assert world.desk.editing.read("handover", handover)["accepted_on"] == day(1)
    assert world.desk.handing.waiting() == ()


def test_a1_27_the_office_may_change_by_which_town_people_are_looked_after(world: DayWorld):
    assert {one.town for one in world.desk.handing.routes()} == {"Šiauliai"}
    world.desk.handing.set_route("LT-11", "Vilnius")
    found = world.desk.handing.suggest(world.persons[PETRAS])
    assert (found.town, found.best.name if found.best else None) == ("Vilnius", "Rasa Pavyzdė")
    world.desk.handing.set_route("LT-11", "")
    assert world.desk.handing.suggest(world.persons[PETRAS]).town is None
    assert "LT-11" not in {one.municipality for one in world.desk.handing.routes()}


def test_a1_29_return_to_prison_is_asked_after_six_and_twelve_months_and_told_with_its_source(world: DayWorld):
    person = world.silent[0]
    case = name_id("case of Bartkus")
    world.desk.following.plan(person, case, day(-67))
    listed = [one for one in world.desk.following.due(reasons=("six_month", "twelve_month")) if one.person == person]
    assert [(one.reason, one.due) for one in listed] == [("six_month", "2027-03-14"), ("twelve_month", "2027-09-14")]
    six = listed[0].id
    world.clock.tick((datetime(2027, 3, 20, 10, tzinfo=ZONE) - world.clock.now()).total_seconds())
    with pytest.raises(LineRefused) as refused:
        world.desk.following.record(six, {"done_on": "2027-03-20", "reached": "reached", "answers": {"returned_to_prison": "no"}})
    assert refused.value.field == "source"
    world.desk.following.record(six, {
        "done_on": "2027-03-20", "reached": "reached", "source": "probation",
        "answers": {"returned_to_prison": "no", "working": "yes", "studying": "unknown", "housing": "refused"}})
    done = [one for one in world.desk.following.due(reasons=("six_month",), done=True) if one.person == person]
    assert [(one.returned, one.source) for one in done] == [("no", "probation")]
    assert [one.reason for one in world.desk.following.due(reasons=("six_month", "twelve_month")) if one.person == person] == ["twelve_month"]
    declared = {field.name for kind in ("follow_up", "outcome", "case") for field in world.desk.writer._store.catalog.kind(kind).fields}
    assert not any("risk" in name or "score" in name for name in declared)


def test_the_contacts_after_release_are_counted_from_its_day_and_move_with_it(world: DayWorld):
    person = world.persons[ZYGIMANTAS]
    world.desk.leaving.make_list(person, "release")
    world.load({"record": "task", "id": name_id("meet"), "title": "Pasitikti prie vartų", "due": day(19), "staff": world.desk.worker.staff,
                "person": person, "kind": "release_checklist"})
    world.desk.leaving.release(person, day(-1))
    assert world.desk.editing.read("task", name_id("meet"))["due"] == day(-1)
    case = world.desk.leaving.case(person)
    assert case is not None
    assert (case.released, case.standing.status) == (day(-1), "released")
    due = {one.reason: one.due for one in case.follow_ups}
    assert due == {"day_1": day(0), "day_3": day(2), "day_7": day(6), "day_14": day(13), "day_30": day(29), "day_90": day(89), "day_180": day(179),
                   "six_month": "2027-05-19", "twelve_month": "2027-11-19"}
    items = {one.item: one.due for one in case.items}
    assert items["C-ID"] is None, "what was done stays as it was"
    assert (items["C-BED"], items["C-TRANSPORT"]) == (day(-1 - 30), day(-1 - 7))
    first = next(one for one in case.follow_ups if one.reason == "day_1")
    by_hand = next(one for one in case.follow_ups if one.reason == "day_30")
    world.desk.following.record(first.id, {"done_on": day(0), "reached": "not_reached"})
    world.desk.editing.save("follow_up", by_hand.id, {"due": day(40)})
    world.desk.leaving.release(person, day(-2))
    again = world.desk.leaving.case(person)
    assert again is not None
    moved = {one.reason: one.due for one in again.follow_ups}
    assert len(again.follow_ups) == 9
    assert (moved["day_1"], moved["day_3"], moved["day_30"], moved["day_180"]) == (day(0), day(1), day(40), day(178))
    with pytest.raises(LineRefused):
        world.desk.leaving.release(person, day(3))


def test_a_hand_over_that_nobody_accepted_is_taken_back_with_its_place_in_the_team(world: DayWorld):
    handover = world.desk.handing.hand_over(world.persons[PETRAS], MANTAS, SITE, day(0)).ids[0]
    world.desk.handing.withdraw(handover)
    assert world.desk.handing.waiting() == ()
    case = world.desk.editing.read("case", world.cases[PETRAS])
    assert case is not None
    assert (case["lead"], case["team"]) == (world.desk.worker.staff, [])
    with pytest.raises(LineRefused):
        world.desk.handing.withdraw(handover)
