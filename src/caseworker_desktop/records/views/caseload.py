"""Whose work a person is: the open cases of a staff member, who waits, who leaves soon, who is silent."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy import Connection

from caseworker_desktop.kernel import ids
from caseworker_desktop.records.views.release import Release, Standing, standings
from caseworker_desktop.records.views.sql import in_turns, rows

#: Statuses in which a person is outside and somebody keeps in touch (DOMAIN.md, „Release day and after“).
OUTSIDE = ("conditional_release", "probation", "released")

_ATTENDED = (
    "SELECT a.person, max(substr(s.starts_at, 1, 10)) FROM k_attendance a JOIN k_session s ON s.id = a.session "
    "WHERE a.person IN :of AND LIVE(a) AND LIVE(s) AND a.status IN ('present', 'late') AND substr(s.starts_at, 1, 10) <= :day GROUP BY a.person")
_ATTEMPTED = (
    "SELECT t.person, max(substr(t.at, 1, 10)) FROM k_contact_attempt t WHERE t.person IN :of AND LIVE(t) "
    "AND t.result IN ('agreed', 'met', 'refused') AND substr(t.at, 1, 10) <= :day GROUP BY t.person")
_FOLLOWED = (
    'SELECT c.person, max(f.done_on) FROM k_follow_up f JOIN k_case c ON c.id = f."case" WHERE c.person IN :of AND LIVE(f) AND LIVE(c) '
    "AND f.reached IN ('reached', 'refused') AND f.done_on <= :day GROUP BY c.person")


#: By the index of the day on which a status began; a later status that holds on the day takes an earlier one's place.
_OUTSIDE = (
    'SELECT s.person FROM k_legal_status s WHERE s.status IN :outside AND DURING(s) AND LIVE(s) AND s."from" <= :until '
    'AND EXISTS (SELECT 1 FROM k_case c WHERE c.person = s.person AND c.closed_on IS NULL AND LIVE(c)) '
    'AND NOT EXISTS (SELECT 1 FROM k_legal_status n WHERE n.person = s.person AND n."from" > s."from" AND n."from" <= :day AND LIVE(n) '
    "AND (n.\"to\" IS NULL OR n.\"to\" >= :day)) ORDER BY s.\"from\" DESC LIMIT :most OFFSET :start")
#: A window asks for so many of those who left last at once, and so many times at the most.
PIECE, PIECES = 60, 5


@dataclass(frozen=True, slots=True)
class Leaving:
    """A person before the gate. `ready` of `steps` items of the release checklist are done (0 of 0: none was made)."""

    person: str
    case: str | None
    given_names: str
    family_name: str
    release: Release
    ready: int
    steps: int


@dataclass(frozen=True, slots=True)
class Silent:
    """A person outside of whom nobody heard for `days`, since the last contact or since the gate (`contact` None)."""

    person: str
    case: str
    given_names: str
    family_name: str
    status: str
    since: str
    contact: str | None
    days: int


def persons_of(connection: Connection, staff: str) -> list[bytes]:
    """Return the persons whose open case `staff` leads or helps with."""
    found = rows(
        connection,
        "SELECT DISTINCT c.person FROM k_case c WHERE LIVE(c) AND c.closed_on IS NULL AND c.person IS NOT NULL "
        "AND (c.lead = :staff OR instr(c.team, :quoted) > 0)",
        staff=ids.to_bytes(staff), quoted=f'"{staff}"',
    )
    return [row[0] for row in found]


def persons_leaving(connection: Connection, day: str, within: int) -> list[bytes]:
    """Return the persons with an open case whose counting release date lies ahead of `day`, at most `within` days."""
    until = (date.fromisoformat(day) + timedelta(days=within)).isoformat()
    found = [row[0] for row in rows(
        connection,
        'SELECT DISTINCT r.person FROM k_release_date r WHERE LIVE(r) AND r."date" BETWEEN :day AND :until '
        'AND EXISTS (SELECT 1 FROM k_case c WHERE c.person = r.person AND c.closed_on IS NULL AND LIVE(c))',
        day=day, until=until,
    )]
    standing = standings(connection, found, day)
    return [person for person in found if _ahead(standing[person], within)]


def nearest_releases(connection: Connection, day: str, within: int, most: int) -> list[bytes]:
    """Return persons with an open case and a release date within so many days, the nearest first; which date counts is not asked here."""
    until = (date.fromisoformat(day) + timedelta(days=within)).isoformat()
    found = rows(
        connection,
        'SELECT r.person FROM k_release_date r WHERE LIVE(r) AND r."date" BETWEEN :day AND :until '
        "AND EXISTS (SELECT 1 FROM k_case c WHERE c.person = r.person AND c.closed_on IS NULL AND LIVE(c)) "
        'ORDER BY r."date" LIMIT :most', day=day, until=until, most=most)
    return list(dict.fromkeys(row[0] for row in found))


def may_wait(connection: Connection, day: str, most: int) -> list[bytes] | None:
    """Return the persons who may wait for a mentor (a wish on record, or a release date ahead); None when they are more than `most`."""
    wish = "SELECT DISTINCT c.person FROM k_case c WHERE c.mentor_wanted_on <= :day AND LIVE(c) LIMIT :most"
    wished = rows(connection, wish, day=day, most=most + 1)
    ahead = 'SELECT DISTINCT r.person FROM k_release_date r WHERE r."date" >= :day AND LIVE(r) LIMIT :most'
    dated = rows(connection, ahead, day=day, most=most + 1)
    found = sorted({row[0] for row in (*wished, *dated) if row[0] is not None})
    return found if len(found) <= most else None


def waiting_among(connection: Connection, persons: Sequence[bytes], day: str) -> list[bytes]:
    """Return those of `persons`, in their order, who wait for a mentor: the wish is on record, or release is ahead, and no match is open
    (records.md, case).
    """
    wished = {person: bool(wish) for person, wish in in_turns(
        connection,
        "SELECT c.person, max(c.mentor_wanted_on IS NOT NULL) FROM k_case c WHERE c.person IN :of AND LIVE(c) AND c.closed_on IS NULL "
        "AND coalesce(c.kind, 'client') = 'client' AND (c.mentor_wanted_on IS NULL OR c.mentor_wanted_on <= :day) GROUP BY c.person",
        persons, day=day)}
    matched = {row[0] for row in in_turns(
        connection, 'SELECT m.person FROM k_match m WHERE m.person IN :of AND LIVE(m) AND (m."to" IS NULL OR m."to" >= :day)', persons, day=day)}
    open_ = [person for person in persons if person in wished and person not in matched]
    standing = standings(connection, [person for person in open_ if not wished[person]], day)
    return [person for person in open_ if wished[person] or _ahead(standing[person], None)]


def leaving(connection: Connection, persons: Sequence[bytes], day: str, within: int) -> list[Leaving]:
    """Return those of `persons` who leave within so many days from `day`, the nearest first, with how ready they are."""
    standing = standings(connection, persons, day)
    soon = {person: now.release for person, now in standing.items() if now.release is not None and 0 <= now.release.days <= within}
    ready = readiness(connection, list(soon))
    found = []
    for person, case, given, family in _named(connection, list(soon)):
        release = soon[person]
        done, steps = ready.get(person, (0, 0))
        found.append(Leaving(ids.to_text(person), ids.to_text(case) if case else None, given, family, release, done, steps))
    return sorted(found, key=lambda each: (each.release.days, each.family_name, each.person))


def readiness(connection: Connection, persons: Sequence[bytes]) -> dict[bytes, tuple[int, int]]:
    """Return (done, all) of the release and entitlement checklists in each person's open case."""
    return {row[0]: (row[1], row[2]) for row in in_turns(
        connection,
        "SELECT c.person, count(i.done_on), count(*) FROM k_case c JOIN k_checklist_item i ON i.\"case\" = c.id "
        "WHERE c.person IN :of AND c.closed_on IS NULL AND LIVE(c) AND LIVE(i) AND coalesce(i.list, 'release') IN ('release', 'entitlement') "
        "GROUP BY c.person", persons,
    )}


def silent(connection: Connection, persons: Sequence[bytes], day: str, days: int) -> list[Silent]:
    """Return those of `persons` who are outside and of whom nobody heard for `days` before `day`, the longest silence first."""
    standing = standings(connection, persons, day)
    outside = {person: now for person, now in standing.items() if now.status in OUTSIDE and now.since is not None}
    last = last_contacts(connection, list(outside), day)
    found = []
    for person, case, given, family in _named(connection, list(outside)):
        now, contact = outside[person], last.get(person)
        if case is None or now.status is None or now.since is None:
            continue
        since = max(contact or "", now.since)
        quiet = (date.fromisoformat(day) - date.fromisoformat(since)).days
        if quiet >= days:
            found.append(Silent(ids.to_text(person), ids.to_text(case), given, family, now.status, now.since, contact, quiet))
    return sorted(found, key=lambda each: (-each.days, each.family_name, each.person))


def silent_persons(connection: Connection, day: str, days: int) -> list[bytes]:
    """Return everybody outside with an open case of whom nobody heard for `days`, those who left last first.

    Who was met lately is asked first, by the days of the sessions: nobody's whole history is read to learn that he came yesterday.
    """
    first, until = (date.fromisoformat(day) - timedelta(days=by) for by in (days - 1, days))
    heard = _heard_since(connection, first.isoformat(), day)
    found = rows(connection, _OUTSIDE, outside=list(OUTSIDE), day=day, until=until.isoformat(), most=-1, start=0)
    return list(dict.fromkeys(row[0] for row in found if row[0] not in heard))


def silent_everywhere(connection: Connection, day: str, days: int, most: int | None = None) -> list[Silent]:
    """Return them with their silence, the longest first; with `most`, so many at the most of the few hundred who left last."""
    if most is None:
        return silent(connection, silent_persons(connection, day, days), day, days)
    until = (date.fromisoformat(day) - timedelta(days=days)).isoformat()
    found: list[Silent] = []
    for start in range(0, PIECE * PIECES, PIECE):
        piece = [row[0] for row in rows(connection, _OUTSIDE, outside=list(OUTSIDE), day=day, until=until, most=PIECE, start=start)]
        found += sorted(silent(connection, list(dict.fromkeys(piece)), day, days), key=lambda one: one.since, reverse=True)
        if len(found) >= most or len(piece) < PIECE:
            break
    return sorted(found[:most], key=lambda each: (-each.days, each.family_name, each.person))


def _heard_since(connection: Connection, first: str, day: str) -> set[bytes]:
    """Return the persons met or reached from a day on."""
    heard: set[bytes] = set()
    for statement in (
        ("SELECT DISTINCT a.person FROM k_session s JOIN k_attendance a ON a.session = s.id WHERE s.starts_at >= :first "
        "AND substr(s.starts_at, 1, 10) <= :day AND a.status IN ('present', 'late') AND LIVE(a) AND LIVE(s)"),
        ("SELECT DISTINCT t.person FROM k_contact_attempt t WHERE substr(t.at, 1, 10) BETWEEN :first AND :day AND LIVE(t) "
        "AND t.result IN ('agreed', 'met', 'refused')"),
        ('SELECT DISTINCT c.person FROM k_follow_up f JOIN k_case c ON c.id = f."case" WHERE f.done_on BETWEEN :first AND :day '
        "AND f.reached IN ('reached', 'refused') AND LIVE(f) AND LIVE(c)"),
    ):
        heard.update(row[0] for row in rows(connection, statement, first=first, day=day))
    return heard


def last_contacts(connection: Connection, persons: Sequence[bytes], day: str) -> dict[bytes, str]:
    """Return the local day of each person's last contact by `day`: a session attended, an attempt or a follow-up that reached the person."""
    found: dict[bytes, str] = {}
    for statement in (_ATTENDED, _ATTEMPTED, _FOLLOWED):
        for person, last in in_turns(connection, statement, persons, day=day):
            if last is not None and last > found.get(person, ""):
                found[person] = last
    return found


def _named(connection: Connection, persons: Sequence[bytes]) -> list[tuple[bytes, bytes | None, str, str]]:
    """Return (person, open client case, given names, family name) of those who live in the tables."""
    found = in_turns(
        connection,
        "SELECT p.id, (SELECT c.id FROM k_case c WHERE c.person = p.id AND c.closed_on IS NULL AND LIVE(c) "
        "ORDER BY (coalesce(c.kind, 'client') = 'client') DESC, c.opened_on DESC LIMIT 1), p.given_names, p.family_name "
        "FROM k_person p WHERE p.id IN :of AND LIVE(p) ORDER BY p.id", persons,
    )
    return [(row[0], row[1], row[2] or "", row[3] or "") for row in found]


def _ahead(standing: Standing, within: int | None) -> bool:
    release = standing.release
    return release is not None and release.days >= 0 and (within is None or release.days <= within)
