"""The work of each staff member in figures: open cases, releases ahead, late reviews and tasks, silent clients, hours of the last 30 days."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from operator import attrgetter, itemgetter
from typing import Any

from sqlalchemy import Connection

from caseworker_desktop.kernel import ids
from caseworker_desktop.records.views.caseload import LastContacts, Quiet, Silent, first_silent, persons_leaving, quiet
from caseworker_desktop.records.views.deadlines import Due, every_review, review_dues
from caseworker_desktop.records.views.release import statuses_of_all
from caseworker_desktop.records.views.sql import in_turns, rows

MONTH = 30


@dataclass(frozen=True, slots=True)
class Load:
    """One staff member (`staff` None: cases that nobody leads). `minutes`: of sessions in the last 30 days, each session whole for everyone in it."""

    staff: str | None
    name: str
    role: str | None
    cases: int
    leaving: int
    late_reviews: int
    late_tasks: int
    silent: int
    sessions: int
    minutes: int


@dataclass(frozen=True, slots=True)
class Workload:
    """Everybody's work, by name; `crises`: persons by crisis, the most frequent first."""

    loads: tuple[Load, ...]
    crises: dict[str, int]


#: Person, lead and the day of opening of a case; id, person, day, plan and lead of a late review.
Case = tuple[bytes | None, bytes | None, str]
Review = tuple[bytes, bytes, str, bytes, bytes | None]


@dataclass(slots=True)
class Carried:
    """What the figures are made of, on a day: open cases; late reviews by case; late tasks and whose they are; who is silent for so many
    days; staff (JSON) and minutes of the sessions of the last 30 days.
    """

    day: str
    silence_days: int
    cases: dict[bytes, Case]
    reviews: dict[bytes, list[Review]]
    tasks: dict[bytes, bytes | None]
    quiet: dict[bytes, Quiet]
    sessions: dict[bytes, tuple[str | None, int]]


@dataclass(frozen=True, slots=True)
class Behind:
    """What is behind of one worker's clients: late reviews, and who is silent."""

    reviews: tuple[Due, ...]
    silent: tuple[Silent, ...]


def carried(connection: Connection, day: str, silence_days: int, last: LastContacts | None = None) -> Carried:
    """Return what there is on a day, of everybody; `last` as in caseload.silent."""
    found = quiet(connection, statuses_of_all(connection, day), day, silence_days, last)
    return Carried(
        day, silence_days, open_cases(connection), late_reviews(connection, day), late_tasks(connection, day),
        {one.person: one for one in found}, held_sessions(connection, day))


def workload(connection: Connection, now: Carried) -> Workload:
    """Return the workload."""
    staff = {row[0]: (f"{row[1] or ''} {row[2] or ''}".strip(), row[3]) for row in rows(
        connection, "SELECT s.id, s.given_name, s.family_name, s.role FROM k_staff s WHERE LIVE(s) AND (s.active_to IS NULL OR s.active_to >= :day)",
        day=now.day)}
    cases, leads = Counter(lead for _, lead, _ in now.cases.values()), _leads(now.cases)
    tasks = Counter(now.tasks.values())
    late = Counter(one[4] for many in now.reviews.values() for one in many)
    near = Counter(leads.get(person) for person in persons_leaving(connection, now.day, MONTH))
    silent_of = Counter(leads[person] for person in now.quiet if person in leads)
    sessions, minutes = _sessions(now.sessions)
    loads = []
    for one in {*staff, *cases}:
        name, role = staff.get(one, ("", None))
        if one is None or one in staff:
            loads.append(Load(None if one is None else ids.to_text(one), name, role, cases[one], near[one], late[one], tasks[one], silent_of[one],
                              sessions[_text(one)], minutes[_text(one)]))
    shown = [one for one in loads if one.staff is not None or one.cases]
    return Workload(tuple(sorted(shown, key=lambda one: (one.staff is None, one.name, one.staff or ""))), crises(connection))


def behind(connection: Connection, staff: str | None, now: Carried, most: int) -> Behind:
    """Return what is behind of the clients whose open case `staff` leads (None: nobody leads), at most so many of each."""
    led = None if staff is None else ids.to_bytes(staff)
    persons = {person for person, lead, _ in now.cases.values() if lead == led}
    found = sorted((one for many in now.reviews.values() for one in many if one[1] in persons), key=itemgetter(2, 0))
    late: list[Due] = []
    for start in range(0, len(found), most):  # who is not here any more is left out, then others follow
        late += review_dues(connection, found[start : start + most], now.day)
        if len(late) >= most:
            break
    still = sorted((one for person, one in now.quiet.items() if person in persons), key=attrgetter("heard", "person"))
    return Behind(tuple(late[:most]), tuple(first_silent(connection, still, now.day, most)))


def crises(connection: Connection) -> dict[str, int]:
    """Return how many persons have an open case in each kind of crisis, the most frequent first."""
    found = rows(
        connection,
        "SELECT c.crisis, count(DISTINCT c.person) AS persons FROM k_case c WHERE c.crisis IS NOT NULL AND c.closed_on IS NULL AND LIVE(c) "
        "GROUP BY c.crisis ORDER BY persons DESC, c.crisis")
    return {row[0]: row[1] for row in found}


def open_cases(connection: Connection, of: Sequence[bytes] | None = None) -> dict[bytes, Case]:
    """Return person, lead and the day of opening of every open case, or of those of some cases that are open."""
    some = "SELECT c.id, c.person, c.lead, c.opened_on FROM k_case c {} WHERE c.closed_on IS NULL AND LIVE(c)"
    return {row[0]: (row[1], row[2], row[3] or "") for row in _asked(connection, some, "c.id", of)}


def late_reviews(connection: Connection, day: str, cases: Sequence[bytes] | None = None) -> dict[bytes, list[Review]]:
    """Return the late reviews of agreed plans by open case, or by some of the cases."""
    found: dict[bytes, list[Review]] = {}
    for case, *told in every_review(connection, day, cases):
        found.setdefault(case, []).append(tuple(told))
    return found


def late_tasks(connection: Connection, day: str, of: Sequence[bytes] | None = None) -> dict[bytes, bytes | None]:
    """Return whose every late task is, or those of some tasks that are late."""
    some = "SELECT t.id, t.staff FROM k_task t {} WHERE t.due < :day AND t.done_on IS NULL AND LIVE(t)"
    return {row[0]: row[1] for row in _asked(connection, some, "t.id", of, in_order=False, day=day)}


def held_sessions(connection: Connection, day: str, of: Sequence[bytes] | None = None) -> dict[bytes, tuple[str | None, int]]:
    """Return staff (JSON) and minutes of every session held in the last 30 days, or of some of them."""
    first, after = ((date.fromisoformat(day) + timedelta(days=by)).isoformat() for by in (-MONTH, 1))
    some = ("SELECT s.id, s.staff, s.minutes FROM k_session s {} WHERE s.starts_at >= :first AND s.starts_at < :after AND s.lost_reason IS NULL "
            "AND s.minutes > 0 AND LIVE(s)")
    return {row[0]: (row[1], row[2]) for row in _asked(connection, some, "s.id", of, in_order=False, first=first, after=after)}


def cases_of_plans(connection: Connection, plans: Sequence[bytes]) -> set[bytes]:
    """Return the cases of these plans, deleted or not."""
    return {row[0] for row in in_turns(connection, 'SELECT p."case" FROM k_plan p WHERE p.id IN :of', plans) if row[0] is not None}


def _asked(connection: Connection, statement: str, id_: str, of: Sequence[bytes] | None, *, in_order: bool = True, **values: str) -> Sequence[Any]:
    """Ask for all (`in_order`: of the table, not by an index), or for those with the ids."""
    if of is None:
        return rows(connection, statement.format("NOT INDEXED" if in_order else ""), **values)
    return in_turns(connection, f"{statement.format('')} AND {id_} IN :of", of, **values)


def _leads(cases: Mapping[bytes, Case]) -> dict[bytes | None, bytes | None]:
    """Return who leads each person's case: of several open ones, the one opened last."""
    last: dict[bytes | None, tuple[str, bytes, bytes | None]] = {}
    for id_, (person, lead, opened) in cases.items():
        known = last.get(person)
        if known is None or known[:2] < (opened, id_):
            last[person] = (opened, id_, lead)
    return {person: lead for person, (_, _, lead) in last.items()}


def _sessions(held: Mapping[bytes, tuple[str | None, int]]) -> tuple[Counter[str], Counter[str]]:
    by_staff: dict[str | None, list[int]] = {}
    for told, spent in held.values():
        by_staff.setdefault(told, []).append(spent)
    count: Counter[str] = Counter()
    minutes: Counter[str] = Counter()
    for told, many in by_staff.items():
        for one in json.loads(told or "[]"):
            count[one] += len(many)
            minutes[one] += sum(many)
    return count, minutes


def _text(raw: bytes | None) -> str:
    return "" if raw is None else ids.to_text(raw)
