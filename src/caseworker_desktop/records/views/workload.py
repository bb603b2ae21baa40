"""The work of each staff member in figures: open cases, releases ahead, late reviews and tasks, silent clients, hours of the last 30 days."""

from __future__ import annotations

import json
from collections import Counter
from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy import Connection

from caseworker_desktop.kernel import ids
from caseworker_desktop.records.views.caseload import Silent, persons_leaving, silent, silent_persons
from caseworker_desktop.records.views.deadlines import Due, reviews
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


@dataclass(frozen=True, slots=True)
class Behind:
    """What is behind of one worker's clients: late reviews, and who is silent."""

    reviews: tuple[Due, ...]
    silent: tuple[Silent, ...]


def workload(connection: Connection, day: str, silence_days: int) -> Workload:
    """Return the workload on a day."""
    staff = {row[0]: (f"{row[1] or ''} {row[2] or ''}".strip(), row[3]) for row in rows(
        connection, "SELECT s.id, s.given_name, s.family_name, s.role FROM k_staff s WHERE LIVE(s) AND (s.active_to IS NULL OR s.active_to >= :day)",
        day=day)}
    cases = _counted(connection, "SELECT c.lead, count(*) FROM k_case c WHERE c.closed_on IS NULL AND LIVE(c) GROUP BY c.lead")
    tasks = _counted(
        connection, "SELECT t.staff, count(*) FROM k_task t WHERE t.due < :day AND t.done_on IS NULL AND LIVE(t) GROUP BY t.staff", day=day)
    late = _counted(
        connection,
        'SELECT c.lead, count(*) FROM k_plan_review r JOIN k_plan p ON p.id = r.plan JOIN k_case c ON c.id = p."case" WHERE r.due < :day '
        "AND r.held_on IS NULL AND r.exempt_reason IS NULL AND p.status = 'agreed' AND c.closed_on IS NULL AND LIVE(r) AND LIVE(p) AND LIVE(c) "
        "GROUP BY c.lead", day=day)
    near = _leads(connection, persons_leaving(connection, day, MONTH))
    quiet = _leads(connection, silent_persons(connection, day, silence_days))
    sessions, minutes = _sessions(connection, day)
    loads = []
    for one in {*staff, *cases}:
        name, role = staff.get(one, ("", None))
        if one is None or one in staff:
            loads.append(Load(None if one is None else ids.to_text(one), name, role, cases[one], near[one], late[one], tasks[one], quiet[one],
                              sessions[_text(one)], minutes[_text(one)]))
    shown = [one for one in loads if one.staff is not None or one.cases]
    return Workload(tuple(sorted(shown, key=lambda one: (one.staff is None, one.name, one.staff or ""))), crises(connection))


def behind(connection: Connection, staff: str | None, day: str, silence_days: int, most: int) -> Behind:
    """Return what is behind of the clients whose open case `staff` leads (None: nobody leads), at most so many of each."""
    led = "c.lead = :staff" if staff is not None else "c.lead IS NULL"
    persons = [row[0] for row in rows(
        connection, f"SELECT DISTINCT c.person FROM k_case c WHERE {led} AND c.closed_on IS NULL AND LIVE(c)",  # noqa: S608 -- one of two texts above
        **({} if staff is None else {"staff": ids.to_bytes(staff)}))]
    late = [one for one in reviews(connection, persons, day, 0) if one.days < 0]
    return Behind(tuple(late[:most]), tuple(silent(connection, persons, day, silence_days)[:most]))


def crises(connection: Connection) -> dict[str, int]:
    """Return how many persons have an open case in each kind of crisis, the most frequent first."""
    found = rows(
        connection,
        "SELECT c.crisis, count(DISTINCT c.person) AS persons FROM k_case c WHERE c.crisis IS NOT NULL AND c.closed_on IS NULL AND LIVE(c) "
        "GROUP BY c.crisis ORDER BY persons DESC, c.crisis")
    return {row[0]: row[1] for row in found}


def _counted(connection: Connection, statement: str, **values: str) -> Counter[bytes | None]:
    return Counter({row[0]: row[1] for row in rows(connection, statement, **values)})


def _leads(connection: Connection, persons: list[bytes]) -> Counter[bytes | None]:
    """Count persons by who leads their open case."""
    leads = {row[0]: row[1] for row in in_turns(
        connection, "SELECT c.person, c.lead FROM k_case c WHERE c.person IN :of AND c.closed_on IS NULL AND LIVE(c) ORDER BY c.opened_on, c.id",
        persons)}
    return Counter(leads.get(person) for person in persons)


def _sessions(connection: Connection, day: str) -> tuple[Counter[str], Counter[str]]:
    first, after = (date.fromisoformat(day) + timedelta(days=by) for by in (-MONTH, 1))
    count: Counter[str] = Counter()
    minutes: Counter[str] = Counter()
    for told, spent in rows(
        connection, "SELECT s.staff, s.minutes FROM k_session s WHERE s.starts_at >= :first AND s.starts_at < :after AND s.lost_reason IS NULL "
        "AND s.minutes > 0 AND LIVE(s)", first=first.isoformat(), after=after.isoformat(),
    ):
        for one in json.loads(told or "[]"):
            count[one] += 1
            minutes[one] += spent
    return count, minutes


def _text(raw: bytes | None) -> str:
    return "" if raw is None else ids.to_text(raw)
