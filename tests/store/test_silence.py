"""Who is silent: asked of everybody by the days of the sessions, it is the same as asked of each person; and what a worker's load counts."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from caseworker_desktop.kernel import ids
from caseworker_desktop.records.views.caseload import silent, silent_everywhere
from caseworker_desktop.settings import Settings
from tests.day_world import PETRAS, RUTA, DayWorld, day, make_world, name_id


@pytest.fixture
def world(tmp_path: Path, settings: Settings) -> Iterator[DayWorld]:
    made = make_world(tmp_path / "laptop", settings)
    back, twice = made.persons[PETRAS], made.persons[RUTA]
    made.load(
        {"record": "legal_status", "person": back, "status": "released", "from": day(-400)},  # never ended, but he serves again since
        {"record": "legal_status", "person": back, "status": "serving", "from": day(-100)},
        {"record": "legal_status", "person": twice, "status": "released", "from": day(-60)},
        {"record": "legal_status", "person": twice, "status": "probation", "from": day(-20)},
        {"record": "contact_attempt", "case": made.cases[RUTA], "person": twice, "at": f"{day(-18)}T10:00:00+02:00", "channel": "phone",
         "result": "no_answer"},
        {"record": "follow_up", "case": name_id("case of Bartkus"), "due": day(-17), "done_on": day(-16), "reached": "reached"},
    )
    yield made
    made.desk.close()


@pytest.mark.parametrize("days", [1, 7, 14, 15, 16, 21, 60])
@pytest.mark.parametrize("on", [-30, -16, -1, 0, 14])
def test_asked_of_everybody_or_of_each_it_is_the_same(world: DayWorld, on: int, days: int) -> None:
    everybody = [ids.to_bytes(one) for one in (*world.persons, *world.silent)]
    with world.desk.today._store.reading() as reading:
        found = silent_everywhere(reading.connection, day(on), days)
        assert found == silent(reading.connection, everybody, day(on), days)
        first = silent_everywhere(reading.connection, day(on), days, 1)
    assert len(first) == min(len(found), 1)
    if found:
        assert max(one.since for one in found) == first[0].since  # the one who left last


def test_who_is_silent_today(world: DayWorld) -> None:
    assert [(one.family_name, one.days) for one in world.desk.today.view().silent] == [("Ąžuolaitė", 20), ("Bartkus", 16), ("Kvedaras", 15)]


def test_whoever_watches_over_all_sees_the_first_and_is_told_that_there_are_more(world: DayWorld) -> None:
    records = []
    for number in range(60):
        person, inside = name_id(f"crowd {number}"), number % 2
        records += [
            {"record": "person", "id": person, "given_names": "Ona", "family_name": f"Pavyzdė {number}"},
            {"record": "case", "person": person, "kind": "client", "opened_on": day(-300), "lead": world.desk.worker.staff},
            {"record": "legal_status", "person": person, "status": "serving" if inside else "released", "from": day(-30 - number)},
            *([{"record": "release_date", "person": person, "kind": "earliest", "date": day(1 + number // 3)}] if inside else []),
        ]
    world.load(*records)
    view, agenda = world.desk.today.view(), world.desk.today.agenda()
    assert (len(view.silent), view.more_silent, len(agenda.silent)) == (30, True, 33)
    assert (len(view.leaving), view.more_leaving) == (len([one for one in agenda.leaving if one.release.days <= 30]), False)
    gone_last = sorted((one.since for one in agenda.silent), reverse=True)[:30]
    assert sorted((one.since for one in view.silent), reverse=True) == gone_last
