"""Work for clients: employers, the places they pledge, short-term placements with their visits, applications, and who found work."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import Connection

from caseworker_desktop.kernel import ids
from caseworker_desktop.kernel.folding import fold
from caseworker_desktop.records.validity import first_day
from caseworker_desktop.records.views.mentors import listed
from caseworker_desktop.records.views.sql import in_turns, rows, text_of

#: Outcomes that say that somebody works (outcome_types); O-JOB1 reads as O-JOB that is the first ever (records.md, outcome).
WORKING = ("O-JOB", "O-JOB1", "O-SELF")
_BEGUN = "coalesce(c.status, 'running') != 'planned' AND c.\"from\" <= :day"


@dataclass(frozen=True, slots=True)
class Places:
    """Places offered, those filled by placements that have begun, and those free that can still be had."""

    offered: int
    filled: int
    free: int


@dataclass(frozen=True, slots=True)
class EmployerRow:
    """An employer: a partner that gives work."""

    id: str
    name: str
    municipality: str | None
    phone: str | None
    accepts: str | None
    verified_on: str | None
    places: Places
    running: int


@dataclass(frozen=True, slots=True)
class PledgeRow:
    """Places of one job that an employer offers. `open`: they can be had on the day asked for."""

    id: str
    partner: str
    partner_name: str
    accepts: str | None
    job: str
    municipality: str | None
    project: str | None
    parts: tuple[str, ...]
    from_: str | None
    to: str | None
    conditions: str | None
    places: Places
    open: bool


@dataclass(frozen=True, slots=True)
class PlacementRow:
    """A person's short-term work. `before`, `after`: ratings by name; `visits`: how often somebody looked in."""

    id: str
    person: str
    person_name: str
    case: str | None
    pledge: str | None
    partner: str
    partner_name: str
    job: str
    from_: str
    to: str | None
    hours_week: str | None
    pay: str | None
    tutor: str | None
    agreement_no: str | None
    status: str | None
    before: Mapping[str, int]
    after: Mapping[str, int]
    tutor_comment: str | None
    visits: int
    last_visit: str | None


@dataclass(frozen=True, slots=True)
class Visit:
    """Somebody looked in at the workplace."""

    id: str
    starts_at: str
    minutes: int
    place: str | None
    staff: tuple[str, ...]
    lost_reason: str | None


@dataclass(frozen=True, slots=True)
class ApplicationRow:
    """An application for work."""

    id: str
    person: str
    person_name: str
    partner: str | None
    partner_name: str | None
    job: str | None
    sent_on: str | None
    status: str | None


@dataclass(frozen=True, slots=True)
class EmployedRow:
    """A person who found work: since when, until when (None: as far as is known still), and the first ever of their life or not."""

    id: str
    person: str
    person_name: str
    type: str
    on: str
    until: str | None
    first_ever: bool | None
    evidence: str | None
    months: int
    kept: bool


def totals(connection: Connection, day: str) -> Places:
    """Return the places of all employers on `day`."""
    found = pledges(connection, day, limit=1_000_000)
    return _sum(found)


def employers(connection: Connection, day: str, text: str = "", start: int = 0, limit: int = 200) -> list[EmployerRow]:
    """Return employers by name, those whose name holds the words of `text`."""
    found = rows(
        connection, "SELECT p.id, p.name, p.municipality, p.phone, p.accepts_convictions, p.verified_on FROM k_partner p "
        "LEFT JOIN name n ON n.kind = 'partner' AND n.id = p.id "
        "WHERE LIVE(p) AND (p.is_employer = 1 OR EXISTS (SELECT 1 FROM k_pledge g WHERE g.partner = p.id AND LIVE(g))) "
        "AND (p.active_to IS NULL OR p.active_to >= substr(:day, 1, length(p.active_to))) ORDER BY n.sort, p.id", day=day)
    typed = fold(text).split()
    if typed:
        found = [row for row in found if all(word in fold(row[1] or "") for word in typed)]
    part = found[start : start + limit]
    offered: dict[str, list[PledgeRow]] = {}
    for one in pledges(connection, day, among=[row[0] for row in part], limit=1_000_000):
        offered.setdefault(one.partner, []).append(one)
    running = dict(in_turns(
        connection, "SELECT c.partner, count(*) FROM k_placement c WHERE c.partner IN :of AND LIVE(c) AND c.status = 'running' GROUP BY 1",
        [row[0] for row in part]))
    return [EmployerRow(
        text_of(row[0]) or "", row[1] or "", row[2], row[3], row[4], row[5], _sum(offered.get(text_of(row[0]) or "", ())), running.get(row[0], 0))
        for row in part]


def pledges(connection: Connection, day: str, *, partner: str | None = None, pledge: str | None = None, among: Sequence[bytes] | None = None,
            open_only: bool = False, start: int = 0, limit: int = 200) -> list[PledgeRow]:
    """Return pledges that have begun by `day`, those with free places first, then by employer and job; `among`: of these employers only."""
    where, values = _where((("g.partner", partner), ("g.id", pledge)))
    if among is not None:
        where, values = f"{where} AND g.partner IN :among", {**values, "among": list(among)}
    found = rows(
        connection,
        'SELECT g.id, g.partner, p.name, p.accepts_convictions, g.job, g.municipality, g.project, g.parts, g.places, g."from", g."to", g.conditions, '  # noqa: S608 -- names of columns
        f"(SELECT count(*) FROM k_placement c WHERE c.pledge = g.id AND LIVE(c) AND {_BEGUN}) FROM k_pledge g JOIN k_partner p ON p.id = g.partner "
        f'WHERE LIVE(g) AND LIVE(p) AND (g."from" IS NULL OR g."from" <= :day){where} ORDER BY p.name, g.job, g.id', day=day, **values)
    out = []
    for row in found:
        open_ = row[10] is None or row[10] >= day
        places = row[8] or 0
        out.append(PledgeRow(
            text_of(row[0]) or "", text_of(row[1]) or "", row[2] or "", row[3], row[4] or "", row[5], text_of(row[6]), listed(row[7]), row[9],
            row[10], row[11], Places(places, row[12], max(places - row[12], 0) if open_ else 0), open_))
    if open_only:
        out = [one for one in out if one.places.free]
    return sorted(out, key=lambda one: one.places.free == 0)[start : start + limit]


def placements(connection: Connection, *, partner: str | None = None, pledge: str | None = None, person: str | None = None,
               placement: str | None = None, status: str | None = None, start: int = 0, limit: int = 200) -> list[PlacementRow]:
    """Return placements, those that run first, then the planned, then the newest."""
    where, values = _where((("c.partner", partner), ("c.pledge", pledge), ("c.person", person), ("c.id", placement)))
    if status:
        where, values = f"{where} AND c.status = :status", {**values, "status": status}
    found = rows(
        connection,
        'SELECT c.id, c.person, p.given_names, p.family_name, c.pledge, c.partner, e.name, c.job, c."from", c."to", c.hours_week, c.pay, c.tutor, '  # noqa: S608 -- names of columns
        "c.agreement_no, c.status, c.before, c.after, c.tutor_comment, (SELECT k.id FROM k_case k WHERE k.person = c.person AND LIVE(k) "
        "ORDER BY (k.closed_on IS NOT NULL), k.opened_on DESC LIMIT 1) FROM k_placement c JOIN k_person p ON p.id = c.person "
        f"JOIN k_partner e ON e.id = c.partner WHERE LIVE(c) AND LIVE(p){where} "
        "ORDER BY CASE coalesce(c.status, 'running') WHEN 'running' THEN 0 WHEN 'planned' THEN 1 ELSE 2 END, c.\"from\" DESC, c.id "
        "LIMIT :limit OFFSET :start", limit=limit, start=start, **values)
    seen = {row[0]: (row[1], row[2]) for row in in_turns(
        connection, "SELECT s.placement, count(*), max(substr(s.starts_at, 1, 10)) FROM k_session s WHERE s.placement IN :of AND LIVE(s) "
        "AND s.kind = 'in_work_visit' AND s.minutes > 0 AND s.lost_reason IS NULL GROUP BY 1", [row[0] for row in found])}
    return [PlacementRow(
        id=text_of(row[0]) or "", person=text_of(row[1]) or "", person_name=_name(row[2], row[3]), case=text_of(row[18]), pledge=text_of(row[4]),
        partner=text_of(row[5]) or "", partner_name=row[6] or "", job=row[7] or "", from_=row[8], to=row[9], hours_week=row[10], pay=row[11],
        tutor=row[12], agreement_no=row[13], status=row[14], before=ratings(row[15]), after=ratings(row[16]), tutor_comment=row[17],
        visits=seen.get(row[0], (0, None))[0], last_visit=seen.get(row[0], (0, None))[1]) for row in found]


def count_placements(connection: Connection) -> dict[str, int]:
    """Return how many placements have each status; without one they run."""
    found = rows(connection, "SELECT coalesce(c.status, 'running'), count(*) FROM k_placement c WHERE LIVE(c) GROUP BY 1")
    return {row[0]: row[1] for row in found}


def visits(connection: Connection, placement: str) -> list[Visit]:
    """Return the visits at the workplace of a placement, the newest first."""
    found = rows(
        connection, "SELECT s.id, s.starts_at, s.minutes, s.place, s.staff, s.lost_reason FROM k_session s WHERE s.placement = :placement "
        "AND s.kind = 'in_work_visit' AND LIVE(s) ORDER BY s.starts_at DESC, s.id", placement=ids.to_bytes(placement))
    return [Visit(text_of(row[0]) or "", row[1], row[2] or 0, row[3], listed(row[4]), row[5]) for row in found]


def applications(connection: Connection, *, person: str | None = None, partner: str | None = None, start: int = 0,
                 limit: int = 200) -> list[ApplicationRow]:
    """Return applications, the newest first."""
    where, values = _where((("a.person", person), ("a.partner", partner)))
    found = rows(
        connection,
        "SELECT a.id, a.person, p.given_names, p.family_name, a.partner, e.name, a.job, a.sent_on, a.status FROM k_application a "  # noqa: S608 -- names of columns
        f"JOIN k_person p ON p.id = a.person LEFT JOIN k_partner e ON e.id = a.partner WHERE LIVE(a) AND LIVE(p){where} "
        "ORDER BY a.sent_on DESC, a.id LIMIT :limit OFFSET :start", limit=limit, start=start, **values)
    return [ApplicationRow(
        text_of(row[0]) or "", text_of(row[1]) or "", _name(row[2], row[3]), text_of(row[4]), row[5], row[6], row[7], row[8]) for row in found]


def employed(connection: Connection, day: str, *, person: str | None = None, start: int = 0, limit: int = 200) -> list[EmployedRow]:
    """Return who found work, the newest first; `months` it lasted by `day`, `kept` when somebody learned after six months that it did."""
    where, values = _where((("o.person", person),))
    found = rows(
        connection,
        'SELECT o.id, o.person, p.given_names, p.family_name, o.type, o."on", o.until, o.first_ever, o.evidence, EXISTS (SELECT 1 FROM k_outcome k '  # noqa: S608 -- names of columns
        "WHERE k.person = o.person AND k.type = 'O-KEEP' AND k.\"on\" >= o.\"on\" AND LIVE(k)) FROM k_outcome o JOIN k_person p ON p.id = o.person "
        f"WHERE LIVE(o) AND LIVE(p) AND o.type IN :types{where} ORDER BY o.\"on\" DESC, o.id LIMIT :limit OFFSET :start",
        types=list(WORKING), limit=limit, start=start, **values)
    return [EmployedRow(
        text_of(row[0]) or "", text_of(row[1]) or "", _name(row[2], row[3]), row[4], row[5], row[6],
        True if row[4] == "O-JOB1" else None if row[7] is None else bool(row[7]), row[8], _months(row[5], min(row[6] or day, day)), bool(row[9]))
        for row in found]


def first_jobs(connection: Connection) -> tuple[int, int, int]:
    """Return persons with an official job, for how many it was the first ever, and of how many nobody told; each person once."""
    row = rows(
        connection,
        "SELECT count(*), sum(told = 2), sum(told = 0) FROM (SELECT o.person, max(CASE WHEN o.type = 'O-JOB1' OR o.first_ever = 1 THEN 2 "
        "WHEN o.first_ever = 0 THEN 1 ELSE 0 END) AS told FROM k_outcome o WHERE LIVE(o) AND o.type IN ('O-JOB', 'O-JOB1') GROUP BY o.person)")[0]
    return int(row[0] or 0), int(row[1] or 0), int(row[2] or 0)


def attitudes(connection: Connection, partner: str | None = None) -> dict[str, list[dict[str, Any]]]:
    """Return the answers of the sheets of each moment (`before`, `after`), all or of one employer."""
    where, values = _where((("a.partner", partner),))
    found = rows(connection, f"SELECT a.moment, a.answers FROM k_attitude a WHERE LIVE(a){where} ORDER BY a.id", **values)  # noqa: S608 -- names of columns
    out: dict[str, list[dict[str, Any]]] = {"before": [], "after": []}
    for moment, answers in found:
        if moment in out and answers:
            out[moment].append(json.loads(answers))
    return out


def seminars(connection: Connection, limit: int = 50) -> list[tuple[str, str, str | None]]:
    """Return the seminars (id, moment it began, place), the newest first: what an attitude sheet is of."""
    found = rows(
        connection, "SELECT s.id, s.starts_at, s.place FROM k_session s WHERE s.kind = 'seminar' AND LIVE(s) ORDER BY s.starts_at DESC LIMIT :limit",
        limit=limit)
    return [(text_of(row[0]) or "", row[1], row[2]) for row in found]


def _where(wanted: Sequence[tuple[str, str | None]]) -> tuple[str, dict[str, Any]]:
    told = [(column, id_) for column, id_ in wanted if id_ is not None]
    names = {column: column.replace(".", "_") for column, _ in told}
    return "".join(f" AND {column} = :{names[column]}" for column, _ in told), {names[column]: ids.to_bytes(id_) for column, id_ in told}


def _sum(found: Sequence[PledgeRow]) -> Places:
    return Places(sum(one.places.offered for one in found), sum(one.places.filled for one in found), sum(one.places.free for one in found))


def ratings(column: str | None) -> dict[str, int]:
    """Return the ratings of a map's column, without those not given."""
    return {name: value for name, value in json.loads(column).items() if value is not None} if column else {}


def _name(given: str | None, family: str | None) -> str:
    return f"{given or ''} {family or ''}".strip()


def _months(begins: str, ends: str) -> int:
    """Return whole months between two dates; one known to the month or the year counts from its first day."""
    first, last = date.fromisoformat(first_day(begins)), date.fromisoformat(first_day(ends))
    return max((last.year - first.year) * 12 + last.month - first.month - (last.day < first.day), 0)
