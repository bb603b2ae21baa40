"""Which release date of a person counts on a day: one rule for lists, banner, Today and the stamp of a session's phase."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import Connection

from caseworker_desktop.kernel import ids
from caseworker_desktop.records.views.sql import INSIDE, in_turns, rows


@dataclass(frozen=True, slots=True)
class Release:
    """A release date that counts: `kind` as in release_date.kind, `days` until it (below 0: since it)."""

    date: str
    kind: str
    days: int


@dataclass(frozen=True, slots=True)
class ReleaseDate:
    """One release date on record."""

    kind: str
    date: str
    decided_on: str | None


@dataclass(frozen=True, slots=True)
class Standing:
    """A person's legal status on a day, the date that counts, and all dates on record; None where nothing is."""

    status: str | None
    since: str | None
    release: Release | None
    dates: tuple[ReleaseDate, ...] = ()


def counting(dates: Sequence[ReleaseDate], status: str | None, since: str | None, day: str) -> Release | None:
    """Return the release date that counts on `day` for a person of `status` (None: not on record) held `since` a day.

    Behind the walls: a decided date (`actual`) of this time inside counts, the one decided last; else the nearest of the others ahead
    (records.md: „the nearest release_date ahead“); else the last one passed, so that somebody looks. Outside: none is ahead any more.
    """
    if status is not None and status not in INSIDE:
        return None
    of_this_time = [each for each in dates if each.date >= (since or "")]
    decided = [each for each in of_this_time if each.kind == "actual"]
    if decided:
        return _release(max(decided, key=lambda each: (each.decided_on or "", each.date)), day)
    ahead = [each for each in of_this_time if each.date >= day]
    if ahead:
        return _release(min(ahead, key=lambda each: (each.date, each.kind)), day)
    if of_this_time:
        return _release(max(of_this_time, key=lambda each: (each.date, each.kind)), day)
    return None


def statuses(connection: Connection, persons: Sequence[bytes], day: str) -> dict[bytes, tuple[str, str]]:
    """Return each person's legal status on `day` and the day since when it holds; those without one are left out."""
    return {row[0]: (row[1], row[2]) for row in in_turns(
        connection, 'SELECT s.person, s.status, s."from" FROM k_legal_status s WHERE s.person IN :of AND LIVE(s) '
        'AND DURING(s) ORDER BY s."from", s.id', persons, day=day)}


def statuses_begun(connection: Connection, first: str, day: str) -> dict[bytes, tuple[str, str]]:
    """Return the same of those whose status on `day` began from `first` on: the days are asked, not the people."""
    return {row[0]: (row[1], row[2]) for row in rows(
        connection, 'SELECT s.person, s.status, s."from" FROM k_legal_status s WHERE s."from" BETWEEN :first AND :day AND LIVE(s) AND DURING(s) '
        'ORDER BY s."from", s.id', first=first, day=day)}


def statuses_of_all(connection: Connection, day: str) -> dict[bytes, tuple[str, str]]:
    """Return the same of everybody, read in the order of the table: by an index each row would be looked for."""
    found: dict[bytes, tuple[str, str, bytes]] = {}
    for person, status, since, id_ in rows(
        connection, 'SELECT s.person, s.status, s."from", s.id FROM k_legal_status s NOT INDEXED WHERE LIVE(s) AND DURING(s)', day=day):
        known = found.get(person)
        if known is None or (known[1] or "", known[2]) < (since or "", id_):
            found[person] = (status, since, id_)
    return {person: (status, since) for person, (status, since, _) in found.items()}


def standings(connection: Connection, persons: Sequence[bytes], day: str) -> dict[bytes, Standing]:
    """Return each person's legal status on `day` and the release date that counts then."""
    status = statuses(connection, persons, day)
    dates: dict[bytes, list[ReleaseDate]] = {}
    for row in in_turns(
        connection, 'SELECT r.person, r.kind, r."date", r.decided_on FROM k_release_date r '
        'WHERE r.person IN :of AND LIVE(r) AND r."date" IS NOT NULL ORDER BY r.id',  # a broken operation may lack it
        persons,
    ):
        dates.setdefault(row[0], []).append(ReleaseDate(row[1], row[2], row[3]))
    found = {}
    for person in persons:
        now, since = status.get(person, (None, None))
        found[person] = Standing(now, since, counting(dates.get(person, ()), now, since, day), tuple(dates.get(person, ())))
    return found


def standing(connection: Connection, person: str, day: str) -> Standing:
    """Return one person's standing on `day`."""
    raw = ids.to_bytes(person)
    return standings(connection, [raw], day)[raw]


def _release(chosen: ReleaseDate, day: str) -> Release:
    return Release(chosen.date, chosen.kind, (date.fromisoformat(chosen.date) - date.fromisoformat(day)).days)
