"""The work of each staff member in figures: open cases, releases ahead, late reviews and tasks, silent clients, hours of the last 30 days."""

from __future__ import annotations

import json
from collections import Counter
from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy import Connection

from caseworker_desktop.kernel import ids
from caseworker_desktop.records.views.caseload import LastContacts, Silent, first_silent, persons_leaving, quiet
from caseworker_desktop.records.views.deadlines import MANY, Due, reviews
from caseworker_desktop.records.views.release import statuses, statuses_of_all
from caseworker_desktop.records.views.sql import rows

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


@dataclass(frozen=True, slots=True)
class Behind:
    """What is behind of one worker's clients: late reviews, and who is silent."""

    reviews: tuple[Due, ...]
    silent: tuple[Silent, ...]


def workload(connection: Connection, day: str, silence_days: int, last: LastContacts | None = None) -> Workload:
    """Return the workload on a day; `last` as in caseload.silent."""
    staff = {row[0]: (f"{row[1] or ''} {row[2] or ''}".strip(), row[3]) for row in rows(
        connection, "SELECT s.id, s.given_name, s.family_name, s.role FROM k_staff s WHERE LIVE(s) AND (s.active_to IS NULL OR s.active_to >= :day)",
        day=day)}
    cases, leads = _open_cases(connection)
    tasks = _counted(
        connection, "SELECT t.staff, count(*) FROM k_task t WHERE t.due < :day AND t.done_on IS NULL AND LIVE(t) GROUP BY t.staff", day=day)
    late = _counted(
        connection,
        'SELECT c.lead, count(*) FROM k_plan_review r JOIN k_plan p ON p.id = r.plan JOIN k_case c ON c.id = p."case" WHERE r.due < :day '
        "AND r.held_on IS NULL AND r.exempt_reason IS NULL AND p.status = 'agreed' AND c.closed_on IS NULL AND LIVE(r) AND LIVE(p) AND LIVE(c) "
        "GROUP BY c.lead", day=day)
    near = Counter(leads.get(person) for person in persons_leaving(connection, day, MONTH))
    found = quiet(connection, statuses_of_all(connection, day), day, silence_days, last)
    silent_of = Counter(leads[one.person] for one in found if one.person in leads)
    sessions, minutes = _sessions(connection, day)
    loads = []
    for one in {*staff, *cases}:
        name, role = staff.get(one, ("", None))
        if one is None or one in staff:
            loads.append(Load(None if one is None else ids.to_text(one), name, role, cases[one], near[one], late[one], tasks[one], silent_of[one],
                              sessions[_text(one)], minutes[_text(one)]))
    shown = [one for one in loads if one.staff is not None or one.cases]
    return Workload(tuple(sorted(shown, key=lambda one: (one.staff is None, one.name, one.staff or ""))), crises(connection))


def behind(connection: Connection, staff: str | None, day: str, silence_days: int, most: int, last: LastContacts | None = None) -> Behind:
    """Return what is behind of the clients whose open case `staff` leads (None: nobody leads), at most so many of each."""
    led = "c.lead = :staff" if staff is not None else "c.lead IS NULL"
    persons = [row[0] for row in rows(
        connection, f"SELECT DISTINCT c.person FROM k_case c WHERE {led} AND c.closed_on IS NULL AND LIVE(c)",  # noqa: S608 -- one of two texts above
        **({} if staff is None else {"staff": ids.to_bytes(staff)}))]
    late = [one for one in reviews(connection, persons, day, 0) if one.days < 0]
    if len(persons) > MANY:
        of = set(persons)
        status = {person: told for person, told in statuses_of_all(connection, day).items() if person in of}
    else:
        status = statuses(connection, persons, day)
    return Behind(tuple(late[:most]), tuple(first_silent(connection, quiet(connection, status, day, silence_days, last), day, most)))


def crises(connection: Connection) -> dict[str, int]:
    """Return how many persons have an open case in each kind of crisis, the most frequent first."""
    found = rows(
        connection,
        "SELECT c.crisis, count(DISTINCT c.person) AS persons FROM k_case c WHERE c.crisis IS NOT NULL AND c.closed_on IS NULL AND LIVE(c) "
        "GROUP BY c.crisis ORDER BY persons DESC, c.crisis")
    return {row[0]: row[1] for row in found}


def _counted(connection: Connection, statement: str, **values: str) -> Counter[bytes | None]:
    return Counter({row[0]: row[1] for row in rows(connection, statement, **values)})


def _open_cases(connection: Connection) -> tuple[Counter[bytes | None], dict[bytes, bytes | None]]:
    """Return how many open cases each leads (None: nobody), and who leads each person's: of several, the one opened last."""
    found = rows(connection, "SELECT c.person, c.lead, c.opened_on, c.id FROM k_case c NOT INDEXED WHERE c.closed_on IS NULL AND LIVE(c)")
    last: dict[bytes, tuple[str, bytes, bytes | None]] = {}
    for person, lead, opened, id_ in found:
        known = last.get(person)
        if known is None or known[:2] < (opened or "", id_):
            last[person] = (opened or "", id_, lead)
    return Counter(row[1] for row in found), {person: lead for person, (_, _, lead) in last.items()}


def _sessions(connection: Connection, day: str) -> tuple[Counter[str], Counter[str]]:
    first, after = (date.fromisoformat(day) + timedelta(days=by) for by in (-MONTH, 1))
    count: Counter[str] = Counter()
    minutes: Counter[str] = Counter()
    for told, held, spent in rows(
        connection, "SELECT s.staff, count(*), sum(s.minutes) FROM k_session s WHERE s.starts_at >= :first AND s.starts_at < :after "
        "AND s.lost_reason IS NULL AND s.minutes > 0 AND LIVE(s) GROUP BY s.staff", first=first.isoformat(), after=after.isoformat(),
    ):
        for one in json.loads(told or "[]"):
            count[one] += held
            minutes[one] += spent
    return count, minutes


def _text(raw: bytes | None) -> str:
    return "" if raw is None else ids.to_text(raw)
