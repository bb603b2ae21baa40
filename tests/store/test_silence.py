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
