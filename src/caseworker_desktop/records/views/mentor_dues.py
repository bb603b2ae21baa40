"""What a coordinator of mentors looks after: supervision this month, reviews, clearances that end, and how many were trained by each year."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy import Connection

from caseworker_desktop.kernel import ids
from caseworker_desktop.records.validity import first_day
from caseworker_desktop.records.views.sql import in_turns, rows, text_of

#: Days before the end of a clearance at which somebody is reminded (records.md), and before a review.
CLEARANCE_DAYS, REVIEW_DAYS = 30, 14
#: A clearance that ended before so many days is no news any more.
OLDEST = 365


@dataclass(frozen=True, slots=True)
class Unsupervised:
    """A mentor at work who came to no supervision this month; `last`: the day of the last one, or None."""

    mentor: str
    person: str
    name: str
    matches: int
    last: str | None


@dataclass(frozen=True, slots=True)
class ReviewDue:
    """An open match to be looked at by `on` (`days` from today, below 0: late)."""

    match: str
    mentor_name: str
    person: str
    person_name: str
    on: str
    days: int


@dataclass(frozen=True, slots=True)
class ClearanceEnding:
    """A mentor's last permission for an institution ends on `to` (`days` from today, below 0: has ended)."""

    clearance: str
    mentor: str
    person: str
    name: str
    institution: str
    to: str
    days: int
    matched: bool


@dataclass(frozen=True, slots=True)
class TrainedBy:
    """Persons trained for the first time in a year, and all trained by its end; a second training adds nobody."""

    year: int
    first: int
    total: int


@dataclass(frozen=True, slots=True)
class Dues:
    """The coordinator's page on a day."""

    unsupervised: tuple[Unsupervised, ...]
    reviews: tuple[ReviewDue, ...]
    clearances: tuple[ClearanceEnding, ...]


def dues(connection: Connection, day: str) -> Dues:
    """Return what is due on `day`."""
    return Dues(tuple(_unsupervised(connection, day)), tuple(_reviews(connection, day)), tuple(clearances_ending(connection, day)))


def count_dues(connection: Connection, day: str) -> int:
    """Return how many things `dues` tells of, without what is said of each."""
    at_work = [row[0] for row in rows(
        connection, "SELECT m.person FROM k_mentor m JOIN k_person p ON p.id = m.person WHERE LIVE(m) AND LIVE(p) "
        "AND m.stage IN ('agreement', 'matched')")]
    last = _last_supervised(connection, at_work, day)
    reviews = rows(
        connection, "SELECT count(*) FROM k_match m JOIN k_mentor t ON t.id = m.mentor JOIN k_person q ON q.id = t.person "
        'JOIN k_person p ON p.id = m.person WHERE LIVE(m) AND LIVE(p) AND (m."to" IS NULL OR m."to" > :day) AND m.review_on <= :until',
        day=day, until=_days_on(day, REVIEW_DAYS))
    clearances = rows(
        connection, "SELECT count(*) FROM (SELECT 1 FROM k_clearance c JOIN k_mentor m ON m.id = c.mentor JOIN k_person p ON p.id = m.person "
        "WHERE LIVE(c) AND LIVE(m) AND LIVE(p) AND m.stage != 'ended' GROUP BY c.mentor, c.institution "
        'HAVING max(c."to") <= :until AND max(c."to") >= :oldest)', until=_days_on(day, CLEARANCE_DAYS), oldest=_days_on(day, -OLDEST))
    return sum((last.get(person) or "")[:7] != day[:7] for person in at_work) + int(reviews[0][0]) + int(clearances[0][0])


def _days_on(day: str, days: int) -> str:
    return (date.fromisoformat(day) + timedelta(days=days)).isoformat()


def clearances_ending(connection: Connection, day: str, within: int = CLEARANCE_DAYS) -> list[ClearanceEnding]:
    """Return the clearances of mentors who have not ended that end within so many days or have ended, unless a later one holds; next first.

    One that ended more than a year ago is no news any more.
    """
    today = date.fromisoformat(day)
    found = rows(
        connection,
        'SELECT c.id, c.mentor, m.person, p.given_names, p.family_name, c.institution, max(c."to"), EXISTS (SELECT 1 FROM k_match x '
        'WHERE x.mentor = c.mentor AND LIVE(x) AND (x."to" IS NULL OR x."to" > :day)) FROM k_clearance c JOIN k_mentor m ON m.id = c.mentor '
        "JOIN k_person p ON p.id = m.person WHERE LIVE(c) AND LIVE(m) AND LIVE(p) AND m.stage != 'ended' GROUP BY c.mentor, c.institution "
        'HAVING max(c."to") <= :until AND max(c."to") >= :oldest ORDER BY 7, c.id',
        day=day, until=_days_on(day, within), oldest=_days_on(day, -OLDEST))
    return [ClearanceEnding(
        text_of(row[0]) or "", text_of(row[1]) or "", text_of(row[2]) or "", f"{row[3] or ''} {row[4] or ''}".strip(), text_of(row[5]) or "",
        row[6], (date.fromisoformat(row[6]) - today).days, bool(row[7])) for row in found]


def trained_by_year(connection: Connection, day: str) -> list[TrainedBy]:
    """Return, year by year, how many persons completed a mentor training by `day`; each once, by the first completion.

    A completion is dated by `completed_on`, else by the group's end (COMMANDS.md, `trained`).
    """
    found = rows(
        connection,
        'SELECT m.person, coalesce(m.completed_on, g."to") FROM k_group_member m JOIN k_group g ON g.id = m."group" '
        "JOIN k_programme r ON r.id = g.programme WHERE r.kind = 'mentor_training' AND m.result = 'completed' AND LIVE(m) AND LIVE(g)")
    first: dict[bytes, str] = {}
    for person, on in found:
        if on is not None and first_day(on) <= day:
            first[person] = min(first.get(person, on), on)
    years: dict[int, int] = {}
    for on in first.values():
        years[int(on[:4])] = years.get(int(on[:4]), 0) + 1
    out, total = [], 0
    for year in range(min(years, default=0), max(years, default=-1) + 1):
        total += years.get(year, 0)
        out.append(TrainedBy(year, years.get(year, 0), total))
    return out


def groups_of(connection: Connection) -> list[tuple[str, str, str | None, str | None, int, int]]:
    """Return the mentor trainings (group, name, from, to, members, completed), the newest first."""
    found = rows(
        connection,
        'SELECT g.id, g.name, g."from", g."to", count(m.id), sum(m.result = \'completed\') FROM k_group g JOIN k_programme r ON r.id = g.programme '
        "LEFT JOIN k_group_member m ON m.\"group\" = g.id AND LIVE(m) AND coalesce(m.waitlist, 0) = 0 WHERE r.kind = 'mentor_training' AND LIVE(g) "
        'GROUP BY g.id ORDER BY g."from" DESC, g.id')
    return [(text_of(row[0]) or "", row[1] or "", row[2], row[3], row[4], int(row[5] or 0)) for row in found]


def _unsupervised(connection: Connection, day: str) -> list[Unsupervised]:
    found = rows(
        connection,
        "SELECT m.id, m.person, p.given_names, p.family_name, (SELECT count(*) FROM k_match x WHERE x.mentor = m.id AND LIVE(x) "
        'AND (x."to" IS NULL OR x."to" > :day)) FROM k_mentor m JOIN k_person p ON p.id = m.person '
        "LEFT JOIN name n ON n.kind = 'person' AND n.id = m.person "
        "WHERE LIVE(m) AND LIVE(p) AND m.stage IN ('agreement', 'matched') ORDER BY 5 DESC, n.sort, m.id", day=day)
    last = _last_supervised(connection, [row[1] for row in found], day)
    return [
        Unsupervised(text_of(row[0]) or "", text_of(row[1]) or "", f"{row[2] or ''} {row[3] or ''}".strip(), row[4], last.get(row[1]))
        for row in found if (last.get(row[1]) or "")[:7] != day[:7]]


def _last_supervised(connection: Connection, persons: Sequence[bytes], day: str) -> dict[bytes, str]:
    return dict(in_turns(
        connection,
        "SELECT a.person, max(substr(s.starts_at, 1, 10)) FROM k_attendance a JOIN k_session s ON s.id = a.session WHERE a.person IN :of "
        "AND a.status IN ('present', 'late') AND s.kind = 'mentor_supervision' AND substr(s.starts_at, 1, 10) <= :day AND LIVE(a) AND LIVE(s) "
        "GROUP BY 1", persons, day=day))


def _reviews(connection: Connection, day: str) -> list[ReviewDue]:
    today = date.fromisoformat(day)
    found = rows(
        connection,
        "SELECT m.id, q.given_names, q.family_name, m.person, p.given_names, p.family_name, m.review_on FROM k_match m "
        "JOIN k_mentor t ON t.id = m.mentor JOIN k_person q ON q.id = t.person JOIN k_person p ON p.id = m.person "
        'WHERE LIVE(m) AND LIVE(p) AND (m."to" IS NULL OR m."to" > :day) AND m.review_on <= :until ORDER BY m.review_on, m.id',
        day=day, until=_days_on(day, REVIEW_DAYS))
    return [ReviewDue(
        ids.to_text(row[0]), f"{row[1] or ''} {row[2] or ''}".strip(), ids.to_text(row[3]), f"{row[4] or ''} {row[5] or ''}".strip(), row[6],
        (date.fromisoformat(row[6]) - today).days) for row in found]
