"""The day of a staff member: meetings, tasks, and where the next visit is."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta, tzinfo
from typing import Any

from sqlalchemy import Connection

from caseworker_desktop.kernel import ids
from caseworker_desktop.records.views.sql import bytes_of, in_turns, rows, text_of

#: Days in which the next visit is looked for, one span after the other.
_AHEAD = (3, 21, 365)


@dataclass(frozen=True, slots=True)
class Invited:
    """A person for whom a meeting is planned."""

    person: str
    case: str | None
    given_names: str
    family_name: str


@dataclass(frozen=True, slots=True)
class Meeting:
    """A session of the day. `recorded`: attendance is on record; `starts_at`: RFC 3339."""

    session: str
    kind: str
    starts_at: str
    minutes: int
    people: tuple[Invited, ...]
    topics: tuple[str, ...]
    group: str | None
    group_name: str | None
    institution: str | None
    place: str | None
    recorded: bool
    lost_reason: str | None


@dataclass(frozen=True, slots=True)
class TaskRow:
    """A task; `days` until it is due (below 0: late; None: no day)."""

    id: str
    title: str
    kind: str | None
    due: str | None
    days: int | None
    person: str | None
    name: str | None
    session: str | None
    staff: str | None = None


@dataclass(frozen=True, slots=True)
class Visit:
    """The next day with meetings: where the first of them is, and how many they are."""

    day: str
    institution: str | None
    meetings: int


def meetings(connection: Connection, staff: str, day: str, zone: tzinfo) -> list[Meeting]:
    """Return the sessions of `staff` that begin on the local day `day`, the earliest first."""
    return _meetings(connection, _sessions(connection, staff, day, day, zone))


def _meetings(connection: Connection, found: Sequence[Any]) -> list[Meeting]:
    raw = [row[0] for row in found]
    attended: dict[bytes, list[bytes]] = {}
    for session, person in in_turns(
        connection, "SELECT a.session, a.person FROM k_attendance a WHERE a.session IN :of AND LIVE(a) ORDER BY a.id", raw
    ):
        attended.setdefault(session, []).append(person)
    cases = {case for row in found for case in json.loads(row[5] or "[]")}
    owners = {ids.to_text(row[0]): row[1] for row in in_turns(connection, "SELECT c.id, c.person FROM k_case c WHERE c.id IN :of", bytes_of(cases))}
    persons: dict[bytes, list[tuple[bytes, str | None]]] = {}
    for row in found:
        invited = [(owners[case], case) for case in json.loads(row[5] or "[]") if owners.get(case)]
        known = {person for person, _ in invited}
        persons[row[0]] = [*invited, *((person, None) for person in attended.get(row[0], ()) if person not in known)]
    names = _names(connection, {person for people in persons.values() for person, _ in people})
    groups = {row[0]: row[1] for row in in_turns(
        connection, "SELECT g.id, g.name FROM k_group g WHERE g.id IN :of", [row[7] for row in found if row[7]])}
    return [
        Meeting(
            session=ids.to_text(row[0]), kind=row[1], starts_at=row[2], minutes=row[3] or row[4] or 0,
            people=tuple(Invited(ids.to_text(person), case, *names[person]) for person, case in persons[row[0]] if person in names),
            topics=tuple(json.loads(row[6] or "[]")), group=text_of(row[7]), group_name=groups.get(row[7]), institution=text_of(row[8]), place=row[9],
            recorded=row[0] in attended, lost_reason=row[10],
        )
        for row in found
    ]


def week(connection: Connection, staff: str, first: str, days: int, zone: tzinfo) -> list[Meeting]:
    """Return the sessions of `staff` that begin within `days` local days from `first`, the earliest first."""
    last = (date.fromisoformat(first) + timedelta(days=days - 1)).isoformat()
    return _meetings(connection, _sessions(connection, staff, first, last, zone))


def next_visit(connection: Connection, staff: str, day: str, zone: tzinfo) -> Visit | None:
    """Return the next day after `day` on which `staff` has sessions, None when none is planned within a year."""
    start = date.fromisoformat(day) + timedelta(days=1)
    found: list[Any] = []
    for ahead in _AHEAD:  # it is nearly always soon: whoever plans much shall not wait for all of it
        found = _sessions(connection, staff, start.isoformat(), (start + timedelta(days=ahead)).isoformat(), zone)
        if found:
            break
    if not found:
        return None
    first = _local(found[0][2], zone)
    of_day = [row for row in found if _local(row[2], zone) == first]
    return Visit(first, next((text_of(row[8]) for row in of_day if row[8]), None), len(of_day))


def tasks(connection: Connection, staff: str, day: str, limit: int, person: str | None = None) -> list[TaskRow]:
    """Return the open tasks of `staff` (about `person` only, when given), the latest due first, those without a day last."""
    found = rows(
        connection,
        "SELECT t.id, t.title, t.kind, t.due, t.person, t.session, t.staff FROM k_task t WHERE t.staff = :staff AND t.done_on IS NULL AND LIVE(t) "
        "AND t.person IS coalesce(:person, t.person) ORDER BY t.due IS NULL, t.due, t.id LIMIT :most",
        staff=ids.to_bytes(staff), most=limit, person=None if person is None else ids.to_bytes(person),
    )
    return _tasks(connection, found, day)


def tasks_due(connection: Connection, staff: str | None, day: str) -> list[TaskRow]:
    """Return the open tasks that are late or due on `day`, of one staff member or (None) of all, the latest first."""
    found = rows(
        connection,
        "SELECT t.id, t.title, t.kind, t.due, t.person, t.session, t.staff FROM k_task t WHERE t.due <= :day AND t.done_on IS NULL AND LIVE(t) "
        "AND (:staff IS NULL OR t.staff = :staff) ORDER BY t.due, t.id", day=day, staff=None if staff is None else ids.to_bytes(staff))
    return _tasks(connection, found, day)


def count_tasks(connection: Connection, staff: str, day: str) -> tuple[int, int]:
    """Return how many open tasks `staff` has, and how many of them are late on `day`."""
    row = rows(
        connection, "SELECT count(*), coalesce(sum(t.due < :day), 0) FROM k_task t WHERE t.staff = :staff AND t.done_on IS NULL AND LIVE(t)",
        staff=ids.to_bytes(staff), day=day)[0]
    return row[0], row[1]


def _tasks(connection: Connection, found: Sequence[Any], day: str) -> list[TaskRow]:
    names = _names(connection, {row[4] for row in found if row[4]})
    today = date.fromisoformat(day)
    return [
        TaskRow(
            ids.to_text(row[0]), row[1] or "", row[2], row[3], None if row[3] is None else (date.fromisoformat(row[3]) - today).days,
            text_of(row[4]), " ".join(names[row[4]]) if row[4] in names else None, text_of(row[5]), text_of(row[6]))
        for row in found
    ]


def _sessions(connection: Connection, staff: str, first: str, last: str, zone: tzinfo) -> list[Any]:
    """Return the session rows of a staff member from one local day to another; the text of a moment may lie a day beside it."""
    before, after = (date.fromisoformat(first) - timedelta(days=1)).isoformat(), (date.fromisoformat(last) + timedelta(days=2)).isoformat()
    found = rows(
        connection,
        'SELECT s.id, s.kind, s.starts_at, s.minutes, s.planned_minutes, s.cases, s.topics, s."group", s.institution, s.place, s.lost_reason '
        "FROM k_session s WHERE s.starts_at >= :before AND s.starts_at < :after AND instr(s.staff, :quoted) > 0 AND LIVE(s) "
        "ORDER BY s.starts_at, s.id",
        before=before, after=after, quoted=f'"{staff}"',
    )
    return sorted((row for row in found if first <= _local(row[2], zone) <= last), key=lambda row: datetime.fromisoformat(row[2]))


def _local(moment: str, zone: tzinfo) -> str:
    return datetime.fromisoformat(moment).astimezone(zone).date().isoformat()


def _names(connection: Connection, persons: Sequence[bytes] | set[bytes]) -> dict[bytes, tuple[str, str]]:
    return {row[0]: (row[1] or "", row[2] or "") for row in in_turns(
        connection, "SELECT p.id, p.given_names, p.family_name FROM k_person p WHERE p.id IN :of AND LIVE(p)", sorted(persons))}
