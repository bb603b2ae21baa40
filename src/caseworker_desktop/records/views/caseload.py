"""Whose work a person is: the open cases of a staff member, who waits, who leaves soon, who is silent."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from operator import attrgetter

from sqlalchemy import Connection

from caseworker_desktop.kernel import ids
from caseworker_desktop.records.views.heard import last_contacts
from caseworker_desktop.records.views.release import Release, Standing, standings, statuses, statuses_of_all
from caseworker_desktop.records.views.sql import in_turns, rows

#: Statuses in which a person is outside and somebody keeps in touch (DOMAIN.md, „Release day and after“).
OUTSIDE = ("conditional_release", "probation", "released")

#: (persons, day) → the day of each one's last contact by then.
LastContacts = Callable[[Sequence[bytes], str], Mapping[bytes, str]]

#: By the index of the day on which a status began; a later status that holds on the day takes an earlier one's place.
_OUTSIDE = (
    'SELECT s.person FROM k_legal_status s WHERE s.status IN :outside AND DURING(s) AND LIVE(s) AND s."from" <= :until '
    'AND EXISTS (SELECT 1 FROM k_case c WHERE c.person = s.person AND c.closed_on IS NULL AND LIVE(c)) '
    'AND NOT EXISTS (SELECT 1 FROM k_legal_status n WHERE n.person = s.person AND n."from" > s."from" AND n."from" <= :day AND LIVE(n) '
    "AND (n.\"to\" IS NULL OR n.\"to\" >= :day)) ORDER BY s.\"from\" DESC LIMIT :most OFFSET :start")
#: Of more people than so many, names and cases are read in the order of the tables.
CROWD = 5_000
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


@dataclass(frozen=True, slots=True)
class Quiet:
    """A person outside (`status`, `since`), the last contact, and the day from which the silence counts."""

    person: bytes
    status: str
    since: str
    contact: str | None
    heard: str


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
    return [person for person, _ in releases_ahead(connection, day, within)]


def releases_ahead(connection: Connection, day: str, within: int) -> list[tuple[bytes, Release]]:
    """Return them with the release that counts, the nearest first."""
    until = (date.fromisoformat(day) + timedelta(days=within)).isoformat()
    found = [row[0] for row in rows(
        connection,
        'SELECT DISTINCT r.person FROM k_release_date r WHERE LIVE(r) AND r."date" BETWEEN :day AND :until '
        'AND EXISTS (SELECT 1 FROM k_case c WHERE c.person = r.person AND c.closed_on IS NULL AND LIVE(c))',
        day=day, until=until,
    )]
    return releases(connection, found, day, within)


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
    return leaving_rows(connection, releases(connection, persons, day, within))


def releases(connection: Connection, persons: Sequence[bytes], day: str, within: int) -> list[tuple[bytes, Release]]:
    """Return those of `persons` whose release counts and lies within so many days from `day`, the nearest first."""
    found = [(person, now.release) for person, now in standings(connection, persons, day).items()
             if now.release is not None and 0 <= now.release.days <= within]
    return sorted(found, key=lambda each: (each[1].days, each[0]))


def leaving_rows(connection: Connection, part: Sequence[tuple[bytes, Release]]) -> list[Leaving]:
    """Return the rows of some of `releases`: by day, name and person; who is not here any more is left out."""
    soon = dict(part)
    ready = readiness(connection, list(soon))
    found = []
    for person, case, given, family in _named(connection, list(soon)):
        done, steps = ready.get(person, (0, 0))
        found.append(Leaving(ids.to_text(person), ids.to_text(case) if case else None, given, family, soon[person], done, steps))
    return sorted(found, key=lambda each: (each.release.days, each.family_name, each.person))


def readiness(connection: Connection, persons: Sequence[bytes]) -> dict[bytes, tuple[int, int]]:
    """Return (done, all) of the release and entitlement checklists in each person's open case."""
    return {row[0]: (row[1], row[2]) for row in in_turns(
        connection,
        "SELECT c.person, count(i.done_on), count(*) FROM k_case c JOIN k_checklist_item i ON i.\"case\" = c.id "
        "WHERE c.person IN :of AND c.closed_on IS NULL AND LIVE(c) AND LIVE(i) AND coalesce(i.list, 'release') IN ('release', 'entitlement') "
        "GROUP BY c.person", persons,
    )}


def silent(connection: Connection, persons: Sequence[bytes], day: str, days: int, last: LastContacts | None = None) -> list[Silent]:
    """Return those of `persons` who are outside and of whom nobody heard for `days` before `day`, the longest silence first.

    `last`: who knows the last contacts by a day without reading them (usecases/heard.py).
    """
    return silent_rows(connection, quiet(connection, statuses(connection, persons, day), day, days, last), day)


def quiet(connection: Connection, status: Mapping[bytes, tuple[str, str]], day: str, days: int, last: LastContacts | None = None) -> list[Quiet]:
    """Return those outside of whom nobody heard for `days`, the longest silence first; `status` on `day` and since when, by person."""
    today = date.fromisoformat(day)
    until = (today - timedelta(days=days)).isoformat()
    outside = [person for person, (code, since) in status.items() if code in OUTSIDE and since <= until]
    contacts = last_contacts(connection, outside, day) if last is None else last(outside, day)
    found = []
    for person in outside:
        code, since = status[person]
        contact = contacts.get(person)
        heard = since if contact is None or contact < since else contact
        if heard <= until:
            found.append(Quiet(person, code, since, contact, heard))
    return sorted(found, key=attrgetter("heard", "person"))


def silent_rows(connection: Connection, part: Sequence[Quiet], day: str) -> list[Silent]:
    """Return the rows of some of `quiet`: by silence, name and person; who has no open case or is not here any more is left out."""
    today, of = date.fromisoformat(day), {each.person: each for each in part}
    found = []
    for person, case, given, family in _named(connection, list(of)):
        if case is not None:
            one = of[person]
            found.append(Silent(ids.to_text(person), ids.to_text(case), given, family, one.status, one.since, one.contact,
                                (today - date.fromisoformat(one.heard)).days))
    return sorted(found, key=lambda each: (-each.days, each.family_name, each.person))


def first_silent(connection: Connection, found: Sequence[Quiet], day: str, most: int) -> list[Silent]:
    """Return the first rows of `quiet`, so many at the most: those of the same day stand by name."""
    out: list[Silent] = []
    start = 0
    while start < len(found) and len(out) < most:
        end = min(start + most, len(found))
        while end < len(found) and found[end].heard == found[end - 1].heard:
            end += 1
        out += silent_rows(connection, found[start:end], day)
        start = end
    return out[:most]


def silent_everywhere(connection: Connection, day: str, days: int, most: int | None = None, last: LastContacts | None = None) -> list[Silent]:
    """Return them with their silence, the longest first; with `most`, so many at the most of the few hundred who left last."""
    if most is None:
        return silent_rows(connection, quiet(connection, statuses_of_all(connection, day), day, days, last), day)
    until = (date.fromisoformat(day) - timedelta(days=days)).isoformat()
    found: list[Silent] = []
    for start in range(0, PIECE * PIECES, PIECE):
        piece = [row[0] for row in rows(connection, _OUTSIDE, outside=list(OUTSIDE), day=day, until=until, most=PIECE, start=start)]
        found += sorted(silent(connection, list(dict.fromkeys(piece)), day, days, last), key=lambda one: one.since, reverse=True)
        if len(found) >= most or len(piece) < PIECE:
            break
    return sorted(found[:most], key=lambda each: (-each.days, each.family_name, each.person))


def with_case(connection: Connection, found: Sequence[Quiet]) -> list[Quiet]:
    """Return those who are here and have an open case, in their order."""
    away = gone(connection)
    open_case = "SELECT DISTINCT c.person FROM k_case c WHERE c.person IN :of AND c.closed_on IS NULL AND LIVE(c)"
    led = {row[0] for row in in_turns(connection, open_case, [one.person for one in found])}
    return [one for one in found if one.person in led and one.person not in away]


def gone(connection: Connection) -> set[bytes]:
    """Return the persons who are deleted; few, by the index of what is not as usual."""
    return {row[0] for row in rows(connection, "SELECT p.id FROM k_person p WHERE p.fl != 0 AND (p.fl & 4) != 0")}


def _named(connection: Connection, persons: Sequence[bytes]) -> list[tuple[bytes, bytes | None, str, str]]:
    """Return (person, open client case, given names, family name) of those who live in the tables."""
    if len(persons) > CROWD:
        return _crowd(connection, set(persons))
    found = in_turns(
        connection,
        "SELECT p.id, (SELECT c.id FROM k_case c WHERE c.person = p.id AND c.closed_on IS NULL AND LIVE(c) "
        "ORDER BY (coalesce(c.kind, 'client') = 'client') DESC, c.opened_on DESC, c.id LIMIT 1), p.given_names, p.family_name "
        "FROM k_person p WHERE p.id IN :of AND LIVE(p) ORDER BY p.id", persons,
    )
    return [(row[0], row[1], row[2] or "", row[3] or "") for row in found]


def _crowd(connection: Connection, persons: set[bytes]) -> list[tuple[bytes, bytes | None, str, str]]:
    """Return the same of very many, read in the order of the tables."""
    cases: dict[bytes, tuple[bool, str, bytes]] = {}
    for person, id_, client, opened in rows(
        connection, "SELECT c.person, c.id, coalesce(c.kind, 'client') = 'client', c.opened_on FROM k_case c NOT INDEXED "
        "WHERE c.closed_on IS NULL AND LIVE(c) ORDER BY c.id"):
        known = cases.get(person)
        if known is None or (bool(client), opened or "") > known[:2]:
            cases[person] = (bool(client), opened or "", id_)
    return [(row[0], cases[row[0]][2] if row[0] in cases else None, row[1] or "", row[2] or "") for row in rows(
        connection, "SELECT p.id, p.given_names, p.family_name FROM k_person p NOT INDEXED WHERE LIVE(p) ORDER BY p.id") if row[0] in persons]


def _ahead(standing: Standing, within: int | None) -> bool:
    release = standing.release
    return release is not None and release.days >= 0 and (within is None or release.days <= within)
