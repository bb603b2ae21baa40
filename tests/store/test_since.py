"""What is kept of everybody's contacts and of seldom sessions says, after whatever was written, what reading everything again says."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from caseworker_desktop.kernel import ids
from caseworker_desktop.records.views.heard import last_contacts
from caseworker_desktop.records.views.sessions import SessionsWanted, sessions
from caseworker_desktop.settings import Settings
from caseworker_desktop.usecases import since
from caseworker_desktop.usecases.heard import Heard
from caseworker_desktop.usecases.intent import Intent
from caseworker_desktop.usecases.seldom import Seldom
from tests.day_world import PETRAS, RUTA, DayWorld, day, make_world, moment, name_id

SESSION, OTHER, CAME, TRIED, CALLED = (name_id(one) for one in ("a session", "another", "who came", "an attempt", "a follow-up"))


@pytest.fixture
def world(tmp_path: Path, settings: Settings) -> Iterator[DayWorld]:
    made = make_world(tmp_path / "laptop", settings)
    yield made
    made.desk.close()


def deeds(world: DayWorld) -> list[list[Intent]]:
    """Everything that moves a last contact, one after the other."""
    one, two = world.persons[PETRAS], world.persons[RUTA]
    case, session = world.cases[PETRAS], {"kind": "event", "minutes": 60, "staff": [world.desk.worker.staff]}
    return [
        [Intent("session", SESSION, session | {"starts_at": moment(-9, 10), "trainers": [{"name": "Ana", "country": "LV"}]}),
         Intent("session", OTHER, session | {"starts_at": moment(-2, 10), "kind": "seminar"}),
         Intent("attendance", CAME, {"session": SESSION, "person": one, "status": "present"})],
        [Intent("attendance", CAME, {"status": "absent"})],
        [Intent("attendance", CAME, {"status": "late"})],
        [Intent("session", SESSION, {"starts_at": moment(-5, 10), "trainers": []})],
        [Intent("attendance", CAME, {"session": OTHER})],
        [Intent("attendance", CAME, {"person": two})],
        [Intent("session", OTHER, {"kind": "event"})],
        [Intent("session", OTHER, {}, deleted=True)],
        [Intent("contact_attempt", TRIED, {"case": case, "person": one, "at": moment(-1, 9), "channel": "phone", "result": "agreed"})],
        [Intent("contact_attempt", TRIED, {"result": "no_answer"})],
        [Intent("follow_up", CALLED, {"case": case, "due": day(0), "done_on": day(0), "reached": "reached"})],
        [Intent("case", world.cases[PETRAS], {}, deleted=True)],
        [Intent("attendance", CAME, {"session": SESSION}), Intent("attendance", CAME, {}, deleted=True)],
    ]


def kept(world: DayWorld, heard: Heard, seldom: Seldom) -> list[Any]:
    people = [ids.to_bytes(one) for one in (*world.persons, *world.silent)]
    with world.desk.today._store.reading() as reading:
        return [
            *(heard.last(reading, people, day(on)) for on in (-30, -4, -1, 0, 30)),
            seldom.sessions(reading, SessionsWanted(kinds=("event",))), seldom.sessions(reading, SessionsWanted(kinds=("seminar", "event"))),
            sorted(seldom.taught(reading), key=repr)]


def read(world: DayWorld) -> list[Any]:
    people = [ids.to_bytes(one) for one in (*world.persons, *world.silent)]
    fresh = Seldom(world.desk.today._store)
    with world.desk.today._store.reading() as reading:
        return [
            *(last_contacts(reading.connection, people, day(on)) for on in (-30, -4, -1, 0, 30)),
            fresh.sessions(reading, SessionsWanted(kinds=("event",))), fresh.sessions(reading, SessionsWanted(kinds=("seminar", "event"))),
            sorted(fresh.taught(reading), key=repr)]


def test_it_says_the_same_after_each_deed_in_one_sitting_and_in_the_next(world: DayWorld, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(since, "FEW", 0)
    store = world.desk.today._store
    heard, seldom = Heard(store), Seldom(store)
    before, told = kept(world, heard, seldom), []
    whole: list[Callable[..., Any]] = []
    for written in deeds(world):
        world.desk.writer.write(written)
        now = kept(world, heard, seldom)
        told.append(now)
        assert now == read(world)
        later = [Heard(store), Seldom(store)]
        monkeypatch.setattr(later[0], "whole", whole.append)  # the next sitting reads what was kept on the disk, not everything
        monkeypatch.setattr(later[1], "whole", whole.append)
        assert kept(world, *later) == now  # type: ignore[arg-type]
    assert not whole
    assert sum(one != other for one, other in zip([before, *told], told, strict=False)) >= 12  # the deeds do move something


def test_what_changes_in_the_log_without_an_arrival_begins_it_anew(world: DayWorld, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(since, "FEW", 0)
    store = world.desk.today._store
    heard, seldom = Heard(store), Seldom(store)
    first = kept(world, heard, seldom)
    with store.unit() as unit:
        changes = unit.log.changes()
        unit.log.set_state([])
        assert unit.log.changes() == changes
        unit.log.replace_body(1, unit.log.body(1))
        assert unit.log.changes() == changes + 1
    calls: list[str] = []
    whole = heard.whole
    monkeypatch.setattr(heard, "whole", lambda reading: (calls.append("again"), whole(reading))[1])
    assert kept(world, heard, seldom) == first
    assert calls == ["again"]


@pytest.mark.parametrize("kinds", [("event",), ("seminar", "event"), ("individual",), ("no_such",)])
def test_a_page_of_seldom_sessions_is_the_page_of_all(world: DayWorld, kinds: tuple[str, ...]) -> None:
    store = world.desk.today._store
    world.load(*({"record": "session", "kind": kind, "starts_at": moment(-n, 8 + n), "minutes": 30 + n, "staff": [world.desk.worker.staff]}
                 for n in range(5) for kind in ("event", "seminar")))
    with store.reading() as reading:
        few = Seldom(store).sessions(reading, SessionsWanted(kinds=kinds))
        assert few is not None
        for wanted in (SessionsWanted(kinds=kinds), SessionsWanted(kinds=kinds, first=day(-3), last=day(-1))):
            after = None
            while True:
                page = sessions(reading.connection, wanted, after, 2)
                assert sessions(reading.connection, wanted, after, 2, few) == page
                after = page.after
                if after is None:
                    break


def test_a_kind_of_which_there_are_many_is_no_seldom_one(world: DayWorld, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("caseworker_desktop.usecases.seldom.MOST", 2)
    seldom = Seldom(world.desk.today._store)
    told = {"record": "session", "kind": "training", "minutes": 30, "staff": [world.desk.worker.staff]}
    world.load(*(told | {"starts_at": moment(-n, 8)} for n in range(3)))
    with world.desk.today._store.reading() as reading:
        assert seldom.sessions(reading, SessionsWanted(kinds=("training",))) is None
        assert seldom.sessions(reading, SessionsWanted()) is None
        assert seldom.sessions(reading, SessionsWanted(kinds=("no_such",))) == []


