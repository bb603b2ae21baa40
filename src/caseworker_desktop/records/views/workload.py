"""The work of each staff member in figures: open cases, releases ahead, late reviews and tasks, silent clients, hours of the last 30 days."""

from __future__ import annotations

import json
from collections import Counter
from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy import Connection

from caseworker_desktop.kernel import ids
from caseworker_desktop.records.views.caseload import Silent, persons_leaving, silent_everywhere
from caseworker_desktop.records.views.deadlines import Due, reviews
from caseworker_desktop.records.views.sql import bytes_of, in_turns, rows

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
    """Everybody's work, by name; `reviews` late and `silent` with whose they are (staff id or None), by person; `crises`: persons by crisis."""

    loads: tuple[Load, ...]
    reviews: tuple[Due, ...]
    silent: tuple[Silent, ...]
    leads: dict[str, str | None]
    crises: dict[str, int]


def workload(connection: Connection, day: str, silence_days: int) -> Workload:
    """Return the workload on a day."""
    staff = {row[0]: (f"{row[1] or ''} {row[2] or ''}".strip(), row[3]) for row in rows(
        connection, "SELECT s.id, s.given_name, s.family_name, s.role FROM k_staff s WHERE LIVE(s) AND (s.active_to IS NULL OR s.active_to >= :day)",
        day=day)}
    cases = Counter({row[0]: row[1] for row in rows(
        connection, "SELECT c.lead, count(*) FROM k_case c WHERE c.closed_on IS NULL AND LIVE(c) GROUP BY c.lead")})
    tasks = Counter({row[0]: row[1] for row in rows(
        connection, "SELECT t.staff, count(*) FROM k_task t WHERE t.due < :day AND t.done_on IS NULL AND LIVE(t) GROUP BY t.staff", day=day)})
    late = [one for one in reviews(connection, None, day, 0) if one.days < 0]
    quiet = silent_everywhere(connection, day, silence_days)
    near = persons_leaving(connection, day, MONTH)
    told = [*(one.person for one in late if one.person), *(one.person for one in quiet)]
    leads = _leads(connection, {*bytes_of(told), *near})
    sessions, minutes = _sessions(connection, day)
    counted = {
        "leaving": Counter(leads.get(person) for person in near),
        "late": Counter(leads.get(ids.to_bytes(one.person)) for one in late if one.person),
        "silent": Counter(leads.get(ids.to_bytes(one.person)) for one in quiet),
    }
    loads = [
        Load(None if one is None else ids.to_text(one), staff[one][0] if one in staff else "", staff[one][1] if one in staff else None,
             cases[one], counted["leaving"][one], counted["late"][one], tasks[one], counted["silent"][one],
             sessions[_text(one)], minutes[_text(one)])
        for one in {*staff, *cases} if one is None or one in staff
    ]
    shown = [one for one in loads if one.staff is not None or one.cases]
    whose = {ids.to_text(person): None if lead is None else ids.to_text(lead) for person, lead in leads.items()}
    by_name = tuple(sorted(shown, key=lambda one: (one.staff is None, one.name, one.staff or "")))
    return Workload(by_name, tuple(late), tuple(quiet), whose, crises(connection))


def crises(connection: Connection) -> dict[str, int]:
    """Return how many persons have an open case in each kind of crisis, the most frequent first."""
    found = rows(
        connection,
        "SELECT c.crisis, count(DISTINCT c.person) AS persons FROM k_case c WHERE c.crisis IS NOT NULL AND c.closed_on IS NULL AND LIVE(c) "
        "GROUP BY c.crisis ORDER BY persons DESC, c.crisis")
    return {row[0]: row[1] for row in found}


def _leads(connection: Connection, persons: set[bytes]) -> dict[bytes, bytes | None]:
    return {row[0]: row[1] for row in in_turns(
        connection, "SELECT c.person, c.lead FROM k_case c WHERE c.person IN :of AND c.closed_on IS NULL AND LIVE(c) ORDER BY c.opened_on, c.id",
        sorted(persons))}


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
