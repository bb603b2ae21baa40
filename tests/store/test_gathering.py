"""Sessions of every kind in a real database: many people and one count, plans, losses, changes, undo, lists."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from caseworker_desktop.kernel.errors import LineRefused
from caseworker_desktop.settings import Settings
from caseworker_desktop.usecases.gathering import Came, Gathering, SessionsWanted
from tests.groups_world import GroupsWorld, make_world


@pytest.fixture
def world(tmp_path: Path, settings: Settings) -> Iterator[GroupsWorld]:
    made = make_world(tmp_path / "office", settings)
    yield made
    made.desk.close()


def event(world: GroupsWorld, **told: Any) -> Gathering:
    base = Gathering(
        "event", "2026-11-20", "10:00", {"minutes": 180, "event_kind": "hike", "unnamed_count": 14, "place": "Žuvintas", "place_type": "outdoors"},
        tuple(Came(one) for one in world.persons[:6]))
    return replace(base, **told)


def row(world: GroupsWorld, session: str) -> Any:
    return next(one for one in world.rows("session") if one.id == session)


def test_one_session_reaches_many_case_files_and_counts_once(world: GroupsWorld) -> None:
    before = len(world.rows("session"))
    done = world.desk.gatherings.record(event(world))
    made = row(world, done.session)
    assert (made.event_kind, made.unnamed_count, sorted(made.cases)) == ("hike", 14, sorted(world.cases[:6]))
    assert len(world.rows("session")) == before + 1
    assert len(world.rows("attendance", session=done.session)) == 6
    for person in world.persons[:6]:
        assert done.session in {one.id for one in world.desk.people.timeline(person).events}


def test_it_is_changed_whole_and_taken_back(world: GroupsWorld) -> None:
    first = world.desk.gatherings.record(event(world))
    other = event(world, came=(Came(world.persons[0], "late", 60), Came(world.persons[7])), at=None, values={"minutes": 120, "event_kind": "hike"})
    done = world.desk.gatherings.record(other, first.session)
    assert sorted(row(world, first.session).cases) == sorted((world.cases[0], world.cases[7]))
    assert row(world, first.session).starts_at == "2026-11-20T10:00:00+02:00", "an hour that is not told stays"
    whole = world.desk.gatherings.whole(first.session)
    assert whole is not None
    assert {(one.person, one.status, one.minutes) for one in whole.came} == {(world.persons[0], "late", 60), (world.persons[7], "present", None)}
    world.desk.gatherings.take_back(done)
    assert len(world.rows("attendance", session=first.session)) == 6
    assert row(world, first.session).minutes == 180
    world.desk.gatherings.take_back(first)
    assert first.session not in {one.id for one in world.rows("session")}


def test_a_day_to_come_makes_a_plan(world: GroupsWorld) -> None:
    done = world.desk.gatherings.record(event(world, on="2026-12-01", came=()))
    assert (row(world, done.session).minutes, row(world, done.session).planned_minutes) == (0, 180)
    with pytest.raises(LineRefused) as refused:
        world.desk.gatherings.record(event(world, on="2026-12-01"))
    assert refused.value.field == "came"


def test_a_lost_session_has_planned_minutes_and_nobody_there(world: GroupsWorld) -> None:
    values = {"minutes": 40, "lost_reason": "lockdown"}
    told = Gathering("individual", "2026-11-20", "9:00", values, (Came(world.persons[0], "not_brought", reason="lockdown"),))
    done = world.desk.gatherings.record(told)
    made = row(world, done.session)
    assert (made.minutes, made.planned_minutes, made.lost_reason) == (0, 40, "lockdown")
    with pytest.raises(LineRefused):
        world.desk.gatherings.record(replace(told, came=(Came(world.persons[0]),)))


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"came": (), "kind": "individual"}, "came"), ({"values": {"minutes": 0}}, "minutes"), ({"values": {}}, "minutes"), ({"on": "vakar"}, "on"),
        ({"at": "25:00"}, "at"), ({"note": "Apie ką?"}, "note"), ({"values": {"minutes": 30, "event_kind": "ball"}}, "event_kind"),
    ],
)
def test_what_cannot_be_taken_is_said_at_its_field(world: GroupsWorld, change: dict[str, Any], field: str) -> None:
    with pytest.raises(LineRefused) as refused:
        world.desk.gatherings.record(event(world, **change))
    assert refused.value.field == field


def test_a_note_goes_to_the_case_of_one_and_is_withdrawn_by_undo(world: GroupsWorld) -> None:
    done = world.desk.gatherings.record(event(world, note="Padėjo kitiems.", note_about=world.persons[2], level="author"))
    (note,) = world.rows("note")
    assert (note.case, note.session, note.level) == (world.cases[2], done.session, "author")
    world.desk.gatherings.take_back(done)
    assert world.desk.noting.mine() == ()


def test_services_outside_the_projects_period_are_warned_of_and_kept(world: GroupsWorld) -> None:
    (project,) = world.load({"record": "project", "code": "P-1", "title": "Metai", "period_from": "2023-01-01", "period_to": "2023-12-31"})
    assert world.desk.gatherings.outside(project, "2026-11-20")
    assert not world.desk.gatherings.outside(project, "2023-06-01")
    done = world.desk.gatherings.record(event(world, values={"minutes": 60, "project": project}))
    assert [finding.field for _, _, finding in done.written.warnings] == ["starts_at"]
    assert row(world, done.session).project == project


def test_late_entry_keeps_both_dates(world: GroupsWorld) -> None:
    done = world.desk.gatherings.record(event(world, on="2026-09-03"))
    made = row(world, done.session)
    assert (made.starts_at[:10], made.created_at[:10]) == ("2026-09-03", "2026-11-21")


def test_the_list_is_narrowed_by_kind_of_event_days_and_who_held_it(world: GroupsWorld) -> None:
    hike = world.desk.gatherings.record(event(world)).session
    trip = world.desk.gatherings.record(event(world, values={"minutes": 60, "event_kind": "education_outing"}, on="2026-10-01")).session
    page = world.desk.gatherings.page
    assert [one.id for one in page(SessionsWanted(kinds=("event",))).sessions] == [hike, trip]
    assert [one.id for one in page(SessionsWanted(kinds=("event",), event_kind="hike")).sessions] == [hike]
    assert [one.id for one in page(SessionsWanted(kinds=("event",), first="2026-10-01", last="2026-10-01")).sessions] == [trip]
    assert page(SessionsWanted(staff=world.persons[0])).sessions == ()
    (first, *_) = page(SessionsWanted(kinds=("event",))).sessions
    assert (first.present, first.named, first.unnamed, first.one) == (6, 6, 14, None)
    stretch = page(SessionsWanted(), None, 3)
    assert stretch.after is not None
    rest = page(SessionsWanted(), stretch.after, 100)
    assert len({one.id for one in (*stretch.sessions, *rest.sessions)}) == 10
    assert rest.after is None


def test_a_page_of_few_among_many_goes_back_by_a_year_and_is_continued(world: GroupsWorld) -> None:
    old = world.desk.gatherings.record(event(world, on="2023-05-05")).session
    new = world.desk.gatherings.record(event(world)).session
    page, place, found, turns = world.desk.gatherings.page, None, [], 0
    while turns == 0 or place is not None:
        stretch = page(SessionsWanted(event_kind="hike"), place)
        found += [one.id for one in stretch.sessions]
        place, turns = stretch.after, turns + 1
    assert (found, turns) == ([new, old], 4)
