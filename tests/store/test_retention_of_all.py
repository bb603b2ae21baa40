"""Whose file is due, found for everybody at once, is what each person's own records say; it is read again after something was written."""

from __future__ import annotations

import random
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from caseworker_desktop.settings import Settings
from caseworker_desktop.usecases.intent import Intent
from tests.day_world import DayWorld, day, make_world, moment, name_id

PEOPLE, FAR = 40, "2100-01-01"


@pytest.fixture
def world(tmp_path: Path, settings: Settings) -> Iterator[DayWorld]:
    made = make_world(tmp_path / "laptop", settings)
    chance, session = random.Random(3), name_id("a session for some")
    records: list[dict[str, Any]] = [
        {"record": "project", "id": name_id("project"), "code": "P-1", "title": "P", "period_from": "2020-01-01", "period_to": "2027-12-31"},
        {"record": "session", "id": session, "kind": "event", "starts_at": moment(-3, 9), "minutes": 30, "staff": [made.desk.worker.staff]}]
    for number in range(PEOPLE):
        person = name_id(f"one of {number}")
        records.append({"record": "person", "id": person, "given_names": "Jonas", "family_name": f"Nr. {number}"})
        for at in range(chance.randrange(3)):
            closed = {"closed_on": day(-at - 1), "close_reason": "completed"} if chance.random() < 0.7 else {}
            records.append({"record": "case", "id": name_id(f"case {at} of {number}"), "person": person, "kind": ("client", "family")[at],
                            "opened_on": day(-90), **closed})
        if chance.random() < 0.3:
            records.append({"record": "participation", "person": person, "project": name_id("project"), "entry_on": day(-80)})
        if chance.random() < 0.3:
            records.append({"record": "attendance", "session": session, "person": person, "status": "present"})
    made.load(*records)
    everybody = [name_id(f"one of {number}") for number in range(PEOPLE)]
    pairs = [sorted(chance.sample(everybody, 2)) for _ in range(8)]
    made.desk.writer.write([Intent("same", name_id(f"{a} {b}"), {"a": a, "b": b, "joined": chance.random() < 0.8}) for a, b in pairs])
    yield made
    made.desk.close()


def plainly(world: DayWorld) -> dict[str, str]:
    """Return whose file is due in the far future and from which day its term ran, each face asked alone."""
    out = {}
    with world.desk.today._store.reading() as reading:
        above = {row.id: row.id for row in reading.rows("person")}
        for _ in range(PEOPLE):
            for row in reading.rows("same"):
                if row.joined:
                    above[row.a] = above[row.b] = min(above[row.a], above[row.b])
        for face in set(above.values()):
            group = [one for one, top in above.items() if top == face]
            cases = [row for one in group for row in reading.rows("case", person=one)]
            if any(row.closed_on is None for row in cases):
                continue
            if cases:
                out[face] = max(row.closed_on for row in cases)
            elif not any(reading.rows(kind, person=one) for one in group for kind in ("participation", "attendance", "mentor")):
                out[face] = day(0)
    return out


def test_it_is_what_each_one_s_records_say(world: DayWorld) -> None:
    found = world.desk.retention.due(FAR)
    assert {one.person: one.since for one in found} == plainly(world)
    assert {one.rule for one in found} == {"RT-9", "RT-3"}
    assert world.desk.retention.due(FAR) is found
    assert not world.desk.retention.due(day(1))
    case = name_id("opened again")
    world.desk.writer.write([Intent("case", case, {"person": found[0].person, "kind": "client", "opened_on": day(0)})])
    assert {one.person: one.since for one in world.desk.retention.due(FAR)} == plainly(world)
    assert found[0].person not in {one.person for one in world.desk.retention.due(FAR)}
