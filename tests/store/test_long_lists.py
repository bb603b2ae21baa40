"""Lists that are read a part at a time, or by another way where there are many, say what reading each from its beginning says."""

from __future__ import annotations

import random
from collections.abc import Iterator
from pathlib import Path

import pytest

from caseworker_desktop.kernel import ids
from caseworker_desktop.records.views import caseload, matching, workload
from caseworker_desktop.records.views.deadlines import reviews
from caseworker_desktop.records.views.mentors import ready_mentors
from caseworker_desktop.records.views.release import statuses, statuses_begun, statuses_of_all
from caseworker_desktop.settings import Settings
from caseworker_desktop.usecases.leaving import AFTERCARE_DAYS
from caseworker_desktop.usecases.matching import OFFERED, Candidate, Matching
from tests.day_world import DayWorld, day, make_world, name_id

PEOPLE = 60


@pytest.fixture
def world(tmp_path: Path, settings: Settings) -> Iterator[DayWorld]:
    made = make_world(tmp_path / "laptop", settings)
    chance, records = random.Random(5), []
    for number in range(PEOPLE):
        person, case = name_id(f"crowd {number}"), name_id(f"crowd's case {number}")
        records += [
            {"record": "person", "id": person, "given_names": "Ona", "family_name": f"Pavyzdė {chance.randrange(20)}"},
            {"record": "case", "id": case, "person": person, "kind": "client", "opened_on": day(-300 - chance.randrange(5)),
             "lead": chance.choice((made.desk.worker.staff, None)), "no_close_support": chance.choice((True, False, None)),
             "mentor_wanted_on": chance.choice((None, None, day(-30), day(30))), "closed_on": chance.choice((None, None, None, day(-2)))},
            *({"record": "legal_status", "person": person, "status": chance.choice(("serving", "released", "probation")),
               "from": day(-chance.randrange(800)), **chance.choice(({}, {}, {"to": day(-chance.randrange(1, 40))}))}
              for _ in range(chance.randrange(3))),
            *({"record": "release_date", "person": person, "kind": chance.choice(("earliest", "conditional", "latest")),
               "date": day(chance.randrange(-20, 40))} for _ in range(chance.randrange(3))),
        ]
    records = [{name: value for name, value in one.items() if value is not None} for one in records]
    in_order = [one for one in records if not ("to" in one and str(one["to"]) < str(one["from"]))]
    made.load(*in_order)
    yield made
    made.desk.close()


def test_parts_of_a_list_are_the_list(world: DayWorld) -> None:
    leaving = world.desk.leaving
    for everybody in (True, False):
        for turns in (leaving.who_is_silent(everybody=everybody), leaving.who_leaves(90, everybody=everybody)):
            whole, start, found = turns.page(0, 10_000)[0], 0, []
            assert len(whole) > 5
            while start is not None:
                rows, start = turns.page(start, 3)
                assert len(rows) >= 3 or start is None
                found += rows
            assert found == list(whole)
            assert turns.total == len(whole)


def test_who_is_silent_of_everybody_is_each_asked_alone(world: DayWorld) -> None:
    with world.desk.today._store.reading() as reading:
        connection, today, first = reading.connection, day(0), day(-AFTERCARE_DAYS)
        people = [ids.to_bytes(row.id) for row in reading.rows("person")]
        assert statuses_of_all(connection, today) == statuses(connection, people, today)
        begun = statuses_begun(connection, first, today)
        assert begun == {person: told for person, told in statuses(connection, people, today).items() if told[1] >= first}
        lately = {ids.to_bytes(row.person) for row in reading.rows("legal_status") if row.status in caseload.OUTSIDE and first <= row.from_ <= today}
        alone = caseload.silent(connection, sorted(lately), today, 14)
    assert len(alone) > 5
    assert list(world.desk.leaving.silent(14, everybody=True)) == alone


def test_what_is_behind_is_what_each_client_asked_alone_says(world: DayWorld) -> None:
    now, staff = day(0), world.desk.worker.staff
    world.load(*({"record": "plan_review", "plan": name_id("story plan"), "due": day(due)} for due in (-9, -4, 0, 15)))
    with world.desk.today._store.reading() as reading:
        connection = reading.connection
        carried = workload.carried(connection, now, 14)
        for lead in (None, staff):
            people = sorted({ids.to_bytes(row.person) for row in reading.rows("case") if row.lead == lead and row.closed_on is None})
            late = [one for one in reviews(connection, people, now, 0) if one.days < 0]
            silent = caseload.silent(connection, people, now, 14)
            assert len(silent) > 5
            assert bool(late) == (lead is not None)
            for most in (1, 3, 100):
                found = workload.behind(connection, lead, carried, most)
                assert (list(found.reviews), list(found.silent)) == (late[:most], silent[:most])


def test_reviews_are_the_same_whether_people_or_dates_are_asked_first(world: DayWorld, monkeypatch: pytest.MonkeyPatch) -> None:
    world.load(*({"record": "plan_review", "plan": name_id("story plan"), "due": day(due)} for due in (-9, -4, 0, 15)))
    with world.desk.today._store.reading() as reading:
        connection = reading.connection
        people = [ids.to_bytes(row.id) for row in reading.rows("person")]
        due = reviews(connection, people, day(0), 400)
        assert len(due) == 4
        monkeypatch.setattr("caseworker_desktop.records.views.deadlines.MANY", 0)
        assert reviews(connection, people, day(0), 400) == due


def test_the_workload_holds_until_something_is_written(world: DayWorld) -> None:
    caseload_, tasks = world.desk.caseload, world.desk.tasks
    first = caseload_.workload()
    assert caseload_.workload() is first
    tasks.create("Paskambinti", day(-1))
    later = caseload_.workload()
    me = world.desk.worker.staff
    assert [one.late_tasks for one in later.loads if one.staff == me] == [one.late_tasks + 1 for one in first.loads if one.staff == me]
    assert caseload_.workload(day(-5)) != later


def test_where_many_wait_the_pages_stand_in_the_order_of_the_nearest_date(world: DayWorld, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(matching, "FEW", 0)
    monkeypatch.setattr(matching, "TURN", 4)
    with world.desk.today._store.reading() as reading:
        connection, today = reading.connection, day(0)
        nearest: dict[str, str] = {}
        for row in reading.rows("release_date"):
            if row.date >= today:
                nearest[row.person] = min(row.date, nearest.get(row.person, "9999"))
        wants = [row for row in reading.rows("case") if row.closed_on is None and (
            row.mentor_wanted_on <= today if row.mentor_wanted_on else row.person in nearest)]
        order = sorted(wants, key=lambda row: (not row.no_close_support, nearest.get(row.person, "9999"), row.opened_on, row.id))
        found = matching._many_wait(connection, today, 0, 1_000).people
        shown = {one.person for one in found}
        assert [one.person for one in found] == [row.person for row in order if row.person in shown]
        assert len(found) > 15
        paged = [one for start in range(0, len(order) + 3, 3) for one in matching._many_wait(connection, today, start, 3).people]
        assert [one.person for one in paged] == [one.person for one in found]
        assert matching.count_waiting(connection, today) is None
        monkeypatch.setattr(matching, "FEW", 5_000)
        assert matching.count_waiting(connection, today) == matching.waiting(connection, today).total


def test_the_mentors_who_are_offered_are_the_first_of_all_in_order(world: DayWorld) -> None:
    desk, chance, records = world.desk, random.Random(3), []
    places = sorted(desk.institutions.known())[:2]
    for number in range(40):
        person, mentor = name_id(f"mentor {number}"), name_id(f"as a mentor {number}")
        records += [
            {"record": "person", "id": person, "given_names": "Jonas", "family_name": f"Palydovas {number}",
             "languages": chance.choice((["lt"], ["lv", "ru"])),
             **chance.choice(({}, {"residence_declared": "LT-02"}))},
            {"record": "mentor", "id": mentor, "person": person, "kind": "volunteer", "stage": chance.choice(("screened", *OFFERED)),
             "max_matches": 1, "interests": chance.sample(("žvejyba", "krepšinis", "knygos"), 2),
             "lived_experience": [chance.choice(("prison", "debts"))]},
            *({"record": "clearance", "mentor": mentor, "institution": place, "from": day(-50), "to": day(chance.randrange(-20, 60))}
              for place in (*places, world.desk.people.rows("stay", person=world.persons[0])[0].institution) if chance.randrange(2)),
        ]
    world.load(*records)
    client = world.persons[0]
    desk.matching.describe(client, lived=["debts"], interests=["žvejoti", "knyga"])
    offered = desk.matching.candidates(client)
    assert len(offered) == 20
    rows = {one.id: one for one in desk.mentoring.mentors(limit=1_000)}
    assert [one.row for one in offered] == [rows[one.row.id] for one in offered]  # whole, with all clearances
    told = Matching.client(desk.matching, client)
    assert told is not None
    assert told.inside
    for one in offered:
        here = [each.to for each in one.row.clearances if each.institution == told.institution and each.from_ <= day(0) <= each.to]
        assert (one.clearance, one.until) == (("valid", max(here)) if here else ("missing", None))
    def place(one: Candidate) -> tuple[bool, bool, bool, int]:
        return not one.ready, one.full, one.clearance == "missing", -one.ground.weight

    assert [place(one) for one in offered] == sorted(place(one) for one in offered)
    with desk.matching._store.reading() as reading:  # every mentor whole and compared with the client: the plain way
        profile = matching.profile(reading.connection, told, with_needs=True)
        every = [desk.matching._candidate(row, profile, told) for row in ready_mentors(reading.connection, day(0), OFFERED)]
    assert len({place(one) for one in every}) > 5
    assert offered == sorted(every, key=place)[:20]
    dues = desk.mentoring.dues()
    assert min(len(dues.clearances), len(dues.unsupervised)) > 5
    assert desk.mentoring.count_dues() == len(dues.unsupervised) + len(dues.reviews) + len(dues.clearances)


def test_of_very_many_the_rows_are_the_same(world: DayWorld, monkeypatch: pytest.MonkeyPatch) -> None:
    few = world.desk.leaving.silent(everybody=True), world.desk.leaving.leaving(90, everybody=True), world.desk.today.agenda()
    monkeypatch.setattr(caseload, "CROWD", 0)
    monkeypatch.setattr("caseworker_desktop.records.views.deadlines.MANY", 0)
    assert (world.desk.leaving.silent(everybody=True), world.desk.leaving.leaving(90, everybody=True), world.desk.today.agenda()) == few
    assert few[2].dues
