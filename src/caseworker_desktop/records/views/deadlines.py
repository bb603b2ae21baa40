"""What is due, of kinds that have a day of their own: reviews, consents, follow-ups, steps, clearances, agreements.

`persons` None means everybody: then the dates are asked first, not the people.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from sqlalchemy import Connection

from caseworker_desktop.kernel import ids
from caseworker_desktop.records.views.face import consents
from caseworker_desktop.records.views.sql import in_turns, rows, text_of

#: Of more people than so many, the dates are asked first as well.
MANY = 2_000
CLEARANCE_DAYS, CONSENT_DAYS, REMIND_DAYS = 30, 30, 60

_REVIEWS = (
    'SELECT r.id, c.person, r.due, r.plan, NULL FROM k_case c JOIN k_plan p ON p."case" = c.id JOIN k_plan_review r ON r.plan = p.id '
    "WHERE c.person IN :of AND r.due <= :until AND r.held_on IS NULL AND r.exempt_reason IS NULL AND p.status = 'agreed' "
    "AND c.closed_on IS NULL AND LIVE(c) AND LIVE(p) AND LIVE(r)")
#: Of everybody nearly all are late or long done: read in the order of the table (NOT INDEXED, CROSS JOIN), not each looked for by its day.
_EVERY_REVIEW = (
    'SELECT r.id, c.person, r.due, r.plan, c.lead FROM k_plan_review r NOT INDEXED CROSS JOIN k_plan p ON p.id = r.plan '
    'CROSS JOIN k_case c ON c.id = p."case" '
    "WHERE r.due <= :until AND r.held_on IS NULL AND r.exempt_reason IS NULL AND p.status = 'agreed' "
    "AND c.closed_on IS NULL AND LIVE(c) AND LIVE(p) AND LIVE(r)")
_FOLLOW_UPS = (
    'SELECT f.id, c.person, f.due, f."case", f.reason FROM k_case c JOIN k_follow_up f ON f."case" = c.id '
    "WHERE c.person IN :of AND f.due <= :until AND f.done_on IS NULL AND f.reached IS NULL AND c.closed_on IS NULL AND LIVE(c) AND LIVE(f)")
_EVERY_FOLLOW_UP = (
    'SELECT f.id, f."case", f.due, f.reason FROM k_follow_up f NOT INDEXED WHERE f.due <= :until AND f.done_on IS NULL AND f.reached IS NULL '
    "AND LIVE(f)")
_OPEN_CASES = "SELECT c.id, c.person FROM k_case c {} WHERE c.closed_on IS NULL AND LIVE(c)"


@dataclass(frozen=True, slots=True)
class Due:
    """Something with a day. `record`: its kind, `what`: a code or words by kind (consent purpose, follow-up reason, step, institution, number
    of an agreement), `leads_to`: plan, case, mentor or partner; `days` until it (below 0: late).
    """

    record: str
    id: str
    person: str | None
    name: str
    date: str
    days: int
    what: str | None
    leads_to: str | None


def reviews(connection: Connection, persons: Sequence[bytes] | None, day: str, ahead: int) -> list[Due]:
    """Return the reviews of agreed plans in open cases, not held and not excused, that are late or due within `ahead` days."""
    until = _later(day, ahead)
    if persons is None or len(persons) > MANY:
        of = None if persons is None else set(persons)
        found = [row for row in rows(connection, _EVERY_REVIEW, until=until) if of is None or row[1] in of]
    else:
        found = in_turns(connection, _REVIEWS, persons, until=until)
    return review_dues(connection, found, day)


def every_review(connection: Connection, before: str, cases: Sequence[bytes] | None = None) -> Sequence[Any]:
    """Return (case, id, person, due, plan, lead) of every such review due before a day, or of those in some cases."""
    late = "r.due < :before AND r.held_on IS NULL AND r.exempt_reason IS NULL AND p.status = 'agreed' AND c.closed_on IS NULL"
    told = f"SELECT c.id, r.id, c.person, r.due, r.plan, c.lead FROM {{}} WHERE {late} AND LIVE(c) AND LIVE(p) AND LIVE(r)"  # noqa: S608 -- ours
    if cases is None:
        every = 'k_plan_review r NOT INDEXED CROSS JOIN k_plan p ON p.id = r.plan CROSS JOIN k_case c ON c.id = p."case"'
        return rows(connection, told.format(every), before=before)
    some = 'k_case c JOIN k_plan p ON p."case" = c.id JOIN k_plan_review r ON r.plan = p.id'
    return in_turns(connection, f"{told.format(some)} AND c.id IN :of", cases, before=before)


def review_dues(connection: Connection, found: Sequence[Sequence[Any]], day: str) -> list[Due]:
    """Return (id, person, due, plan …) of reviews as rows, by day; who is not here any more is left out."""
    return _dues(connection, "plan_review", [(row[0], row[1], row[2], None, text_of(row[3])) for row in found], day)


def follow_ups(connection: Connection, persons: Sequence[bytes] | None, day: str, ahead: int) -> list[Due]:
    """Return the contacts after release that are late or due within `ahead` days."""
    until = _later(day, ahead)
    found = _every_follow_up(connection, until) if persons is None else in_turns(connection, _FOLLOW_UPS, persons, until=until)
    return _dues(connection, "follow_up", [(row[0], row[1], row[2], row[4], text_of(row[3])) for row in found], day)


def _every_follow_up(connection: Connection, until: str) -> Sequence[Any]:
    """Return the same rows of everybody; of many, their cases are read in the order of the table, not looked for one by one."""
    found = rows(connection, _EVERY_FOLLOW_UP, until=until)
    cases = list({row[1] for row in found})
    owners: dict[bytes, bytes] = dict(rows(connection, _OPEN_CASES.format("NOT INDEXED")) if len(cases) > MANY else in_turns(
        connection, f"{_OPEN_CASES.format('')} AND c.id IN :of", cases))
    return [(id_, owners[case], due, case, reason) for id_, case, due, reason in found if case in owners]


def steps(connection: Connection, staff: str, day: str, ahead: int) -> list[Due]:
    """Return the steps of standing plans that a staff member promised and that are late or due within `ahead` days."""
    found = rows(
        connection,
        'SELECT s.id, c.person, s.due, s.text, p.id FROM k_step s JOIN k_goal g ON g.id = s.goal JOIN k_plan p ON p.id = g.plan '
        "JOIN k_case c ON c.id = p.\"case\" WHERE s.staff = :staff AND s.due <= :until AND coalesce(s.status, 'open') = 'open' "
        "AND coalesce(g.status, 'open') = 'open' AND p.status = 'agreed' AND c.closed_on IS NULL AND LIVE(s) AND LIVE(g) AND LIVE(p) AND LIVE(c)",
        staff=ids.to_bytes(staff), until=_later(day, ahead))
    return _dues(connection, "step", [(row[0], row[1], row[2], row[3], text_of(row[4])) for row in found], day)


def expiring_consents(connection: Connection, persons: Sequence[bytes] | None, day: str) -> list[Due]:
    """Return the consents in open cases whose newest word ends within 30 days, or ended in the last 30 without a new one."""
    first, last = _later(day, -CONSENT_DAYS), _later(day, CONSENT_DAYS)
    if persons is None:
        persons = [row[0] for row in rows(
            connection,
            "SELECT DISTINCT c.person FROM k_consent c JOIN k_case k ON k.person = c.person WHERE c.expires_on BETWEEN :first AND :last "
            "AND LIVE(c) AND k.closed_on IS NULL AND LIVE(k)", first=first, last=last)]
    found = []
    for person, given in consents(connection, persons).items():
        for one in given.values():
            withdrawn = one.withdrawn_on is not None and one.withdrawn_on <= day
            if one.given and not withdrawn and one.expires_on is not None and first <= one.expires_on <= last:
                found.append((ids.to_bytes(one.id), person, one.expires_on, one.purpose, None))
    return _dues(connection, "consent", found, day)


def clearances(connection: Connection, staff: str | None, day: str) -> list[Due]:
    """Return the permissions of mentors that end within 30 days or have ended in the last 30, without a later one for the same place.

    Of the mentors whom `staff` supports; of all, when None.
    """
    found = rows(
        connection,
        'SELECT l.id, m.person, l."to", l.institution, m.id FROM k_clearance l JOIN k_mentor m ON m.id = l.mentor '
        'WHERE l."to" BETWEEN :first AND :last AND LIVE(l) AND LIVE(m) AND coalesce(m.stage, \'\') != \'ended\' '
        "AND (:staff IS NULL OR m.support_person = :staff) AND NOT EXISTS (SELECT 1 FROM k_clearance n WHERE n.mentor = l.mentor "
        'AND n.institution = l.institution AND n."to" > l."to" AND LIVE(n))',
        first=_later(day, -CLEARANCE_DAYS), last=_later(day, CLEARANCE_DAYS), staff=None if staff is None else ids.to_bytes(staff))
    return _dues(connection, "clearance", [(row[0], row[1], row[2], text_of(row[3]), text_of(row[4])) for row in found], day)


def agreements(connection: Connection, day: str) -> list[Due]:
    """Return the agreements of whose end somebody is to be reminded: `remind_days` (else 60) before it, and 30 days after."""
    found = rows(
        connection,
        "SELECT a.id, a.valid_to, a.number, a.subject, a.partner, a.remind_days, (SELECT p.name FROM k_partner p WHERE p.id = a.partner) "
        "FROM k_agreement a WHERE a.valid_to IS NOT NULL AND LIVE(a) AND a.valid_to >= :first ORDER BY a.valid_to, a.id",
        first=_later(day, -CLEARANCE_DAYS))
    dues = []
    for row in found:
        days = _days(row[1], day)
        if days <= (REMIND_DAYS if row[5] is None else row[5]):
            words = " · ".join(part for part in (row[2], row[3]) if part)
            dues.append(Due("agreement", ids.to_text(row[0]), None, row[6] or words, row[1], days, words, text_of(row[4])))
    return dues


def _dues(connection: Connection, record: str, found: Sequence[tuple[bytes, bytes, str, str | None, str | None]], day: str) -> list[Due]:
    names = _names(connection, sorted({row[1] for row in found}))
    dues = [
        Due(record, ids.to_text(id_), ids.to_text(person), names[person], on, _days(on, day), what, leads_to)
        for id_, person, on, what, leads_to in found if person in names
    ]
    return sorted(dues, key=lambda one: (one.date, one.id))


def _names(connection: Connection, persons: Sequence[bytes]) -> Mapping[bytes, str]:
    some = "SELECT p.id, p.given_names, p.family_name FROM k_person p WHERE p.id IN :of AND LIVE(p)"
    every = "SELECT p.id, p.given_names, p.family_name FROM k_person p NOT INDEXED WHERE LIVE(p)"
    found = rows(connection, every) if len(persons) > MANY else in_turns(connection, some, persons)
    return {row[0]: f"{row[1] or ''} {row[2] or ''}".strip() for row in found}


def _later(day: str, days: int) -> str:
    return (date.fromisoformat(day) + timedelta(days=days)).isoformat()


def _days(on: str, day: str) -> int:
    return (date.fromisoformat(on[:10]) - date.fromisoformat(day)).days
