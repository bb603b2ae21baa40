"""What is kept of everybody's work says, after whatever was written, what reading everything again says."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from caseworker_desktop.kernel import ids
from caseworker_desktop.records.views.deadlines import reviews
from caseworker_desktop.records.views.workload import Behind, Workload
from caseworker_desktop.settings import Settings
from caseworker_desktop.usecases.burden import Burden
from caseworker_desktop.usecases.heard import Heard
from caseworker_desktop.usecases.intent import Intent
from tests.day_world import PETRAS, RUTA, ZYGIMANTAS, DayWorld, day, make_world, moment, name_id

SESSION, CAME, TASK, REVIEW, OUT, GONE, TRIED, SECOND = (
    name_id(one) for one in ("a session", "who came", "a task", "a review", "outside", "outside too", "an attempt", "a second case"))
PLAN = name_id("story plan")


@pytest.fixture
def world(tmp_path: Path, settings: Settings) -> Iterator[DayWorld]:
    made = make_world(tmp_path / "laptop", settings)
    yield made
    made.desk.close()


def deeds(world: DayWorld) -> list[list[Intent]]:
    """Everything that the figures are made of, written, changed and taken away, one after the other."""
    staff, person, case = world.desk.worker.staff, world.persons[ZYGIMANTAS], world.cases[ZYGIMANTAS]
    quiet = world.silent[0]
    return [
        [Intent("task", TASK, {"title": "Paskambinti", "due": day(-2), "staff": staff, "kind": "manual"})],
        [Intent("task", TASK, {"due": day(2)})],
        [Intent("task", TASK, {"due": day(-1)})],
        [Intent("task", TASK, {"done_on": day(0)})],
        [Intent("plan_review", REVIEW, {"plan": PLAN, "due": day(-4)})],
        [Intent("case", case, {"lead": None})],
        [Intent("case", SECOND, {"person": person, "kind": "family", "opened_on": day(-10), "lead": staff})],
        [Intent("plan_review", REVIEW, {"due": day(-9)})],
        [Intent("plan_review", REVIEW, {"held_on": day(0)})],
        [Intent("plan_review", REVIEW, {"held_on": None})],
        [Intent("plan", PLAN, {"status": "closed"})],
        [Intent("plan", PLAN, {"status": "agreed"})],
        [Intent("session", SESSION, {"kind": "event", "minutes": 60, "staff": [staff], "starts_at": moment(-9, 10)})],
        [Intent("session", SESSION, {"minutes": 45})],
        [Intent("attendance", CAME, {"session": SESSION, "person": quiet, "status": "present"})],
        [Intent("session", SESSION, {"starts_at": moment(-40, 10)})],
        [Intent("legal_status", OUT, {"person": world.persons[PETRAS], "status": "released", "from": day(-20)})],
        [Intent("legal_status", OUT, {"from": day(-3)})],
        [Intent("legal_status", GONE, {"person": world.persons[RUTA], "status": "probation", "from": day(-25)})],
        [Intent("contact_attempt", TRIED, {"case": world.cases[RUTA], "person": world.persons[RUTA], "at": moment(-1, 9), "channel": "phone",
                                           "result": "met"})],
        [Intent("contact_attempt", TRIED, {}, deleted=True)],
        [Intent("case", world.cases[RUTA], {"lead": None})],
        [Intent("legal_status", GONE, {}, deleted=True)],
        [Intent("case", case, {}, deleted=True), Intent("session", SESSION, {}, deleted=True)],
    ]


def told(world: DayWorld, burden: Burden) -> tuple[Workload, Behind, Behind]:
    with world.desk.today._store.reading() as reading:
        staff = world.desk.worker.staff
        return (burden.workload(reading, day(0), 14), burden.behind(reading, None, day(0), 14, 100), burden.behind(reading, staff, day(0), 14, 100))


def test_it_says_the_same_after_each_deed(world: DayWorld, monkeypatch: pytest.MonkeyPatch) -> None:
    store = world.desk.today._store
    kept = Burden(store, Heard(store))
    last = told(world, kept)
    monkeypatch.setattr(kept, "whole", lambda reading: pytest.fail("nothing is read again"))
    moved = 0
    for written in deeds(world):
        world.desk.writer.write(written)
        now = told(world, kept)
        assert now == told(world, Burden(store, Heard(store)))
        moved += now != last
        last = now
    assert moved >= 20  # the deeds do move something


def test_late_reviews_are_those_of_today(world: DayWorld) -> None:
    """The list beside the workload says what Today says of the same clients."""
    world.load({"record": "plan_review", "id": REVIEW, "plan": PLAN, "due": day(-4)}, {"record": "plan_review", "plan": PLAN, "due": day(0)})
    store = world.desk.today._store
    _, _, mine = told(world, Burden(store, Heard(store)))
    with store.reading() as reading:
        of = [ids.to_bytes(one) for one in world.persons]
        assert mine.reviews == tuple(one for one in reviews(reading.connection, of, day(0), 0) if one.days < 0)
    assert [one.id for one in mine.reviews] == [REVIEW]


def test_another_day_is_read_anew(world: DayWorld) -> None:
    store = world.desk.today._store
    kept = Burden(store, Heard(store))
    before = told(world, kept)
    with store.reading() as reading:
        later = kept.behind(reading, world.desk.worker.staff, day(30), 14, 100)
        assert later == Burden(store, Heard(store)).behind(reading, world.desk.worker.staff, day(30), 14, 100)
    assert later != before[2]
    assert told(world, kept) == before
