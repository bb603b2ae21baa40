"""Groups in a real database: lists, register, waiting list, marks, lost time, the next meeting, certificates."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from caseworker_desktop.kernel.errors import LineRefused
from caseworker_desktop.settings import Settings
from caseworker_desktop.usecases.attendance import Length, Wish
from caseworker_desktop.usecases.groups import ENDED, Groups, Wanted
from tests.day_world import name_id
from tests.groups_world import GROUP, NAMES, PROGRAMME, GroupsWorld, make_world


@pytest.fixture
def world(tmp_path: Path, settings: Settings) -> Iterator[GroupsWorld]:
    made = make_world(tmp_path / "office", settings)
    yield made
    made.desk.close()


def sheet(world: GroupsWorld):
    found = world.desk.groups.sheet(GROUP)
    assert found is not None
    return found


def test_the_register_is_the_one_of_the_picture(world: GroupsWorld) -> None:
    seen = sheet(world)
    assert [one.name for one in seen.members] == [" ".join(name) for name in NAMES]
    assert [one.unit for one in seen.members][:2] == ["1-as būrys", "2-as būrys"]
    assert (len(seen.meetings), len(seen.held()), seen.missed_minutes()) == (8, 6, 60)
    assert [seen.attended(one).percent for one in seen.members] == [100, 83, 100, 83, 33, 100, 100, 67, 83]
    assert [seen.earns(one) for one in seen.members].count(True) == 7
    # Six times, 90 minutes but for 75 and 45; who was late was told with 60.
    assert [seen.attended(one).minutes for one in seen.members][:3] == [480, 405, 450]


def test_a_share_counts_what_was_held_while_the_person_belonged(world: GroupsWorld) -> None:
    late = name_id("late")
    world.load(
        {"record": "person", "id": late, "given_names": "Vėlyvas", "family_name": "Abejotinas"},
        {"record": "group_member", "group": GROUP, "person": late, "joined_on": "2026-11-05", "result": "in_progress"})
    world.desk.attendance.mark(world.sessions[5], [Wish(late, "present")])
    member = next(one for one in sheet(world).members if one.person == late)
    had = sheet(world).attended(member)
    assert (had.there, had.of) == (1, 2), "nobody marked them on the 10th of November, when they belonged already"
    world.desk.attendance.length(world.sessions[4], Length(90, 0, "lockdown"))
    assert (sheet(world).attended(member).there, sheet(world).attended(member).of) == (1, 1), "a lost session counts for nobody"


def test_marks_are_written_changed_and_taken_back(world: GroupsWorld) -> None:
    today, person = world.sessions[6], world.persons[0]
    done = world.desk.attendance.mark(today, [Wish(person, "present"), Wish(world.persons[1], "not_brought", reason="no_escort")])
    assert done.created == 2
    row = world.rows("session")[[one.id for one in world.rows("session")].index(today)]
    assert (row.minutes, row.planned_minutes) == (90, 90)
    assert sorted(row.cases) == sorted(world.cases[:2])
    first, second = (sheet(world).marks[today, one] for one in world.persons[:2])
    assert (first.status, second.status, second.reason) == ("present", "not_brought", "no_escort")
    assert {one.phase for one in world.rows("attendance", session=today)} == {"inside"}
    world.desk.attendance.mark(today, [Wish(person, "late", 40)])
    assert (sheet(world).marks[today, person].status, sheet(world).marks[today, person].minutes) == ("late", 40)
    assert len(world.rows("attendance", session=today, person=person)) == 1
    world.desk.attendance.mark(today, [Wish(person, None)])
    assert (today, person) not in sheet(world).marks


@pytest.mark.parametrize(
    ("at", "wish", "field"),
    [(7, Wish("", "present"), "starts_at"), (6, Wish("", "there"), "status"), (6, Wish("", "late", 91), "minutes"),
     (6, Wish("", "late", -1), "minutes")],
)
def test_what_cannot_be_marked_is_refused_at_its_field(world: GroupsWorld, at: int, wish: Wish, field: str) -> None:
    with pytest.raises(LineRefused) as refused:
        world.desk.attendance.mark(world.sessions[at], [replace(wish, person=world.persons[0])])
    assert refused.value.field == field
    assert (world.sessions[at], world.persons[0]) not in sheet(world).marks


def test_lost_time_has_a_reason(world: GroupsWorld) -> None:
    today = world.sessions[6]
    with pytest.raises(LineRefused) as refused:
        world.desk.attendance.length(today, Length(90, 60, None))
    assert refused.value.field == "reason"
    world.desk.attendance.length(today, Length(90, 60, "lockdown"))
    meeting = sheet(world).meeting(today)
    assert meeting is not None
    assert (meeting.missed, meeting.short, meeting.lost) == (30, "lockdown", None)
    world.desk.attendance.length(today, Length(90, 0, "lockdown"))
    meeting = sheet(world).meeting(today)
    assert meeting is not None
    assert (meeting.missed, meeting.short, meeting.lost) == (90, None, "lockdown")


def test_beyond_the_capacity_people_wait_and_are_let_in_in_their_order(world: GroupsWorld) -> None:
    new = [name_id(f"new {n}") for n in range(5)]
    world.load(*({"record": "person", "id": one, "given_names": f"Naujas{n}", "family_name": "Pavyzdys"} for n, one in enumerate(new)))
    world.desk.groups.join(GROUP, new)
    world.desk.groups.join(GROUP, new[:1])  # already there: nothing
    seen = sheet(world)
    assert (seen.group.members, [one.person for one in seen.waiting]) == (12, new[3:])
    first = seen.waiting[0].id
    assert first is not None
    world.desk.groups.admit(first)
    assert (sheet(world).group.members, sheet(world).group.waiting) == (13, 1)
    last = sheet(world).waiting[0].id
    assert last is not None
    world.desk.groups.leave(last)
    assert sheet(world).waiting == ()


def test_who_left_is_expected_no_more_and_may_come_again(world: GroupsWorld) -> None:
    member = sheet(world).members[0]
    assert member.id is not None
    world.desk.groups.leave(member.id, "2026-11-11")
    left = next(one for one in sheet(world).members if one.person == member.person)
    assert (left.result, left.belongs("2026-11-11"), left.belongs("2026-11-17")) == ("dropped_out", True, False)
    assert sheet(world).group.members == 8
    world.desk.groups.join(GROUP, [member.person])
    again = next(one for one in sheet(world).members if one.person == member.person)
    assert (again.id != member.id, again.belongs("2026-11-21"), len(sheet(world).members)) == (True, True, 9)


def test_the_next_meeting_is_like_the_last_one_with_those_who_belong(world: GroupsWorld) -> None:
    told = world.desk.groups.next_meeting(sheet(world))
    assert (told.on, told.at, told.minutes, told.place, told.place_type) == ("2026-12-05", "10:00", 90, "Mokymo klasė", "prison")
    world.desk.groups.leave(name_id("member 8"), "2026-11-20")
    world.desk.groups.meet(GROUP, told)
    made = sheet(world).meetings[-1]
    row = next(one for one in world.rows("session", group=GROUP) if one.id == made.id)
    assert (made.starts_at, made.planned, row.subject, sorted(row.cases)) == ("2026-12-05T10:00:00+02:00", 90, "T-PYK", sorted(world.cases[:8]))
    world.desk.attendance.cancel(made.id)
    assert len(sheet(world).meetings) == 8
    with pytest.raises(LineRefused):
        world.desk.attendance.cancel(world.sessions[0])


def test_another_group_is_filled_with_the_people_of_this_one(world: GroupsWorld) -> None:
    world.desk.groups.leave(name_id("member 8"))
    (second,) = world.load({"record": "group", "programme": PROGRAMME, "name": "Pokyčių kelias 2", "from": "2026-12-01"})
    world.desk.groups.copy(second, GROUP)
    found = world.desk.groups.sheet(second)
    assert found is not None
    assert [one.person for one in found.members] == list(world.persons[:8])


def test_certificates_have_numbers_of_their_own_and_can_be_taken_back(world: GroupsWorld) -> None:
    earned = [one.id for one in sheet(world).members if sheet(world).earns(one) and one.id]
    world.desk.groups.complete(GROUP, earned)
    done = [one for one in sheet(world).members if one.result == "completed"]
    assert [one.certificate_no for one in done][:2] == [f"PYK-2026-{GROUP[-4:].upper()}-01", f"PYK-2026-{GROUP[-4:].upper()}-02"]
    assert ({one.completed_on for one in done}, len({one.certificate_no for one in done})) == ({"2026-11-17"}, 7)
    world.desk.groups.reopen([earned[0]])
    assert sheet(world).members[0].certificate_no is None
    world.desk.groups.complete(GROUP, earned)
    assert len({one.certificate_no for one in sheet(world).members if one.certificate_no}) == 7


def test_groups_are_found_by_name_programme_and_state(world: GroupsWorld) -> None:
    world.load({"record": "group", "programme": PROGRAMME, "name": "Tėvystė", "from": "2026-01-01", "to": "2026-06-01"})
    page = world.desk.groups.page
    assert [one.name for one in page(Wanted())] == ["Pokyčių kelias"]
    assert [one.name for one in page(Wanted(state=ENDED))] == ["Tėvystė"]
    assert [one.name for one in page(Wanted("tevyste", state=None))] == ["Tėvystė"]
    assert [one.name for one in page(Wanted("pykcio kelias", state=None))] == ["Pokyčių kelias"]
    assert [one.name for one in page(Wanted(kind="parenting", state=None))] == []
    assert [one.name for one in page(Wanted(mine=True))] == ["Pokyčių kelias"]
    (row,) = page(Wanted())
    assert (row.members, row.capacity, row.sessions, row.last) == (9, 12, 8, "2026-11-28")


def test_the_groups_of_a_person(world: GroupsWorld) -> None:
    (took,) = world.desk.groups.of_person(world.persons[4])
    assert (took.sheet.group.name, took.attended.there, took.attended.of, took.member.result) == ("Pokyčių kelias", 2, 6, "in_progress")


def test_who_may_only_read_groups_marks_nothing(world: GroupsWorld) -> None:
    desk = world.desk
    reader = Groups(desk.loading._store, desk.writer, replace(desk.worker, joined=True), lambda role, extra, kind, act: act == "read")
    assert reader.sheet(GROUP) is not None
    assert not reader.may_lead()
    assert desk.groups.may_lead()
