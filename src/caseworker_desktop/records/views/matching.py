"""Who waits for a mentor, what is known of a client for finding one, and the matches with their meetings."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection

from caseworker_desktop.kernel import ids
from caseworker_desktop.records.mentor.ground import OF_NEED, OF_STATUS, Profile
from caseworker_desktop.records.views.mentors import listed
from caseworker_desktop.records.views.release import Release, Standing, standings
from caseworker_desktop.records.views.sql import INSIDE, TURN, in_turns, rows, spelled, text_of

#: Up to so many open cases, all who wait are put in order by the date that counts; of more, a page at a time by the nearest date on record.
FEW = 5000
_NEVER = "9999-12-31"
#: Whose wish is on record, or whose release lies ahead, and who has no match.
_WAITS = (
    "LIVE(c) AND c.closed_on IS NULL AND coalesce(c.kind, 'client') = 'client' AND (c.mentor_wanted_on <= :day OR (c.mentor_wanted_on IS NULL "
    'AND EXISTS (SELECT 1 FROM k_release_date r WHERE r.person = c.person AND r."date" >= :day AND LIVE(r)))) '
    'AND c.person NOT IN (SELECT m.person FROM k_match m WHERE LIVE(m) AND (m."to" IS NULL OR m."to" > :day))')
_SUPPORTED = "SELECT c.person, c.id, c.opened_on FROM k_case c WHERE coalesce(c.no_close_support, 0) = 0"
_NEAREST = (
    '(SELECT min(r."date") FROM k_release_date r WHERE r.person = c.person AND r."date" >= :day AND LIVE(r))')

@dataclass(frozen=True, slots=True)
class Waiting:
    """A client who waits for a mentor. `since`: the wish, else the case's first day; `wished` tells which."""

    person: str
    case: str
    given_names: str
    family_name: str
    number: str | None
    no_close_support: bool
    wished: bool
    since: str
    release: Release | None
    inside: bool
    institution: str | None
    interests: tuple[str, ...]
    lived: tuple[str, ...]
    languages: tuple[str, ...]
    places: tuple[str, ...]

    @property
    def name(self) -> str:
        """Given names, then family name."""
        return f"{self.given_names} {self.family_name}".strip()


@dataclass(frozen=True, slots=True)
class WaitingPage:
    """A page of those who wait; `after` continues it; `total` of the whole list where it is known."""

    people: tuple[Waiting, ...]
    after: int | None
    total: int | None


@dataclass(frozen=True, slots=True)
class MatchRow:
    """A match with the names of both, and its meetings that took place: all, and those after the gate (`outside`)."""

    id: str
    mentor: str
    mentor_person: str
    mentor_name: str
    person: str
    person_name: str
    case: str | None
    from_: str
    to: str | None
    end_reason: str | None
    shared_ground: tuple[str, ...]
    examples: tuple[str, ...]
    review_on: str | None
    end_review_on: str | None
    end_client_value: int | None
    end_mentor_value: int | None
    released_on: str | None
    meetings: int
    outside: int
    last_meeting: str | None

    def is_open(self, day: str) -> bool:
        """Tell whether the match is not over on `day`; on its last day it is."""
        return self.to is None or self.to > day


@dataclass(frozen=True, slots=True)
class Meeting:
    """A meeting of a match. `held` False: it is planned, or was lost for `lost_reason`. `outside`: on or after the day of release."""

    id: str
    starts_at: str
    minutes: int
    place: str | None
    place_type: str | None
    institution: str | None
    topics: tuple[str, ...]
    mood: int | None
    lost_reason: str | None
    held: bool
    outside: bool


def waiting(connection: Connection, day: str, start: int = 0, limit: int = 200) -> WaitingPage:
    """Return those who wait on `day`: the wish is on record or release is ahead, and no match is open (records.md, case).

    Those without close support come first, then by the release date that counts.
    """
    if _many(connection):
        return _many_wait(connection, day, start, limit)
    found = rows(connection, f"SELECT c.person, c.id FROM k_case c WHERE {_WAITS}", day=day)  # noqa: S608 -- the texts above
    people = _facts(connection, [(row[0], row[1]) for row in found], day)
    people.sort(key=lambda one: (not one.no_close_support, one.release.date if one.release else _NEVER, one.since, one.person))
    part = people[start : start + limit]
    return WaitingPage(tuple(part), start + limit if start + limit < len(people) else None, len(people))


def count_waiting(connection: Connection, day: str) -> int | None:
    """Return how many wait, None where they are too many to be counted in a moment."""
    return None if _many(connection) else waiting(connection, day, 0, 1).total


def _many(connection: Connection) -> bool:
    return len(rows(connection, "SELECT 1 FROM k_case c WHERE c.closed_on IS NULL AND LIVE(c) LIMIT :most", most=FEW + 1)) > FEW


def _many_wait(connection: Connection, day: str, start: int, limit: int) -> WaitingPage:
    """Return a page where many wait: all without close support are put in order, of the others only as many as the page needs."""
    alone = rows(
        connection, f"SELECT c.person, c.id FROM k_case c WHERE c.no_close_support = 1 AND {_WAITS} "  # noqa: S608 -- the texts above
        f"ORDER BY coalesce({_NEAREST}, '9999'), c.opened_on, c.id", day=day)
    part = [(row[0], row[1]) for row in alone[start : start + limit]]
    more = limit - len(part)
    if more:
        part += _nearest(connection, day, max(start - len(alone), 0), more)
    return WaitingPage(tuple(_facts(connection, part, day)), start + limit if len(part) == limit else None, None)


def _nearest(connection: Connection, day: str, start: int, limit: int) -> list[tuple[bytes, bytes]]:
    """Return (person, case) of those with close support who wait, from the `start`-th on, by the nearest date on record, then those without one.

    The dates are gone through from the next one on, as far as the page needs: most who wait leave much later.
    """
    found: list[tuple[str, str, bytes, bytes]] = []
    seen: set[bytes] = set()
    for nearest in _by_nearest_date(connection, day):
        seen.update(nearest)
        found += sorted((nearest[row[0]], row[2] or "", row[1], row[0]) for row in in_turns(
            connection, f"{_SUPPORTED} AND c.person IN :of AND {_WAITS}", list(nearest), day=day))
        if len(found) >= start + limit:
            break
    else:
        found += sorted(("9999", row[2] or "", row[1], row[0]) for row in rows(
            connection, f"{_SUPPORTED} AND c.mentor_wanted_on <= :day AND {_WAITS}", day=day) if row[0] not in seen)
    return [(person, case) for _, _, case, person in found[start : start + limit]]


def _by_nearest_date(connection: Connection, day: str) -> Iterator[dict[bytes, str]]:
    """Yield the nearest release date ahead by person, many at a time; all of a day stand in one part."""
    seen: set[bytes] = set()
    part: dict[bytes, str] = {}
    last = ""
    raw: Any = connection.connection.driver_connection
    statement = 'SELECT r.person, r."date" FROM k_release_date r WHERE r."date" >= :day AND r.person IS NOT NULL AND LIVE(r) ORDER BY r."date"'
    for person, on in raw.execute(spelled(statement), {"day": day}):
        if on != last and len(part) >= TURN:
            yield part
            part = {}
        last = on
        if person not in seen:
            seen.add(person)
            part[person] = on
    if part:
        yield part


def client(connection: Connection, person: str, day: str) -> Waiting | None:
    """Return what is known of one client with an open case, whether they wait or not."""
    found = rows(
        connection, "SELECT c.person, c.id FROM k_case c WHERE c.person = :person AND LIVE(c) ORDER BY (c.closed_on IS NOT NULL), "
        "(coalesce(c.kind, 'client') != 'client'), c.opened_on DESC LIMIT 1", person=ids.to_bytes(person))
    people = _facts(connection, [(found[0][0], found[0][1])], day, all_of_them=True) if found else []
    return people[0] if people else None


def profile(connection: Connection, one: Waiting, *, with_needs: bool) -> Profile:
    """Return a client's side for the comparison; `with_needs`: also by what their open needs tell, for those who may read them."""
    person = ids.to_bytes(one.person)
    told = {OF_STATUS[row[0]] for row in rows(connection, "SELECT DISTINCT s.status FROM k_legal_status s WHERE s.person = :person AND LIVE(s)",
                                              person=person) if row[0] in OF_STATUS}
    if with_needs:
        needs = rows(connection, 'SELECT DISTINCT n.domain FROM k_need n WHERE n."case" = :case AND LIVE(n)', case=ids.to_bytes(one.case))
        told |= {OF_NEED[row[0]] for row in needs if row[0] in OF_NEED}
    return Profile(frozenset(told | set(one.lived)), one.interests, frozenset(one.languages), frozenset(one.places))


def matches(connection: Connection, day: str, *, open_only: bool = False, mentor: str | None = None, person: str | None = None,
            match: str | None = None, start: int = 0, limit: int = 200) -> list[MatchRow]:
    """Return matches, open ones first and the next to be looked at before others; of a mentor, of a client, or one."""
    where, values = "", {"day": day, "limit": limit, "start": start}
    for column, wanted in (("mentor", mentor), ("person", person), ("id", match)):
        if wanted is not None:
            where += f" AND m.{column} = :{column}"
            values[column] = ids.to_bytes(wanted)
    if open_only:
        where += ' AND (m."to" IS NULL OR m."to" > :day)'
    found = rows(
        connection,
        'SELECT m.id, m.mentor, t.person, q.given_names, q.family_name, m.person, p.given_names, p.family_name, m."from", m."to", m.end_reason, '  # noqa: S608 -- only names of this file
        "m.shared_ground, m.examples, m.review_on, m.end_review_on, m.end_client_value, m.end_mentor_value, "
        "(SELECT c.id FROM k_case c WHERE c.person = m.person AND LIVE(c) ORDER BY (c.closed_on IS NOT NULL), c.opened_on DESC LIMIT 1) "
        "FROM k_match m JOIN k_mentor t ON t.id = m.mentor JOIN k_person q ON q.id = t.person JOIN k_person p ON p.id = m.person "
        f"WHERE LIVE(m) AND LIVE(p){where} "
        """ORDER BY (m."to" IS NOT NULL AND m."to" <= :day), coalesce(m.review_on, '9999'), m."from" DESC, m.id LIMIT :limit OFFSET :start""",
        **values)
    gone = released(connection, [row[5] for row in found], day)
    held: dict[bytes, list[str]] = {}
    for key, at in in_turns(
        connection, "SELECT s.match, substr(s.starts_at, 1, 10) FROM k_session s WHERE s.match IN :of AND s.minutes > 0 "
        "AND s.kind = 'mentor_meeting' AND s.lost_reason IS NULL AND LIVE(s)", [row[0] for row in found],
    ):
        held.setdefault(key, []).append(at)
    out = []
    for row in found:
        days, free = held.get(row[0], []), gone.get(row[5])
        out.append(MatchRow(
            id=text_of(row[0]) or "", mentor=text_of(row[1]) or "", mentor_person=text_of(row[2]) or "",
            mentor_name=f"{row[3] or ''} {row[4] or ''}".strip(), person=text_of(row[5]) or "", person_name=f"{row[6] or ''} {row[7] or ''}".strip(),
            case=text_of(row[17]), from_=row[8], to=row[9], end_reason=row[10], shared_ground=listed(row[11]), examples=listed(row[12]),
            review_on=row[13], end_review_on=row[14], end_client_value=row[15], end_mentor_value=row[16], released_on=free,
            meetings=len(days), outside=sum(free is not None and at >= free for at in days), last_meeting=max(days, default=None)))
    return out


def count_matches(connection: Connection, day: str) -> tuple[int, int]:
    """Return how many matches are open on `day`, and how many are over."""
    row = rows(connection, 'SELECT sum(m."to" IS NULL OR m."to" > :day), count(*) FROM k_match m WHERE LIVE(m)', day=day)[0]
    return int(row[0] or 0), int((row[1] or 0) - (row[0] or 0))


def meetings(connection: Connection, match: MatchRow) -> list[Meeting]:
    """Return the meetings of a match, the newest first."""
    found = rows(
        connection,
        "SELECT s.id, s.starts_at, s.minutes, s.place, s.place_type, s.institution, s.topics, s.mood, s.lost_reason FROM k_session s "
        "WHERE s.match = :match AND s.kind = 'mentor_meeting' AND LIVE(s) ORDER BY s.starts_at DESC, s.id", match=ids.to_bytes(match.id))
    free = match.released_on
    return [Meeting(
        text_of(row[0]) or "", row[1], row[2] or 0, row[3], row[4], text_of(row[5]), listed(row[6]), row[7], row[8],
        held=bool(row[2]) and row[8] is None, outside=free is not None and row[1][:10] >= free) for row in found]


def released(connection: Connection, persons: Sequence[bytes], day: str) -> dict[bytes, str]:
    """Return the day since which a person is outside, of those who are outside on `day` after a time behind walls."""
    found: dict[bytes, str] = {}
    been: set[bytes] = set()
    for person, status, begins in in_turns(
        connection, 'SELECT s.person, s.status, s."from" FROM k_legal_status s WHERE s.person IN :of AND LIVE(s) AND s."from" <= :day '
        'ORDER BY s."from", s.id', list(dict.fromkeys(persons)), day=day,
    ):
        if status in INSIDE:
            been.add(person)
            found.pop(person, None)
        elif person in been:
            found.setdefault(person, begins)
    return found


def _facts(connection: Connection, found: Sequence[tuple[bytes, bytes]], day: str, *, all_of_them: bool = False) -> list[Waiting]:
    """Return what is known of each (person, case); without `all_of_them` only of those whose wish or release date holds."""
    persons = [person for person, _ in found]
    names = {row[0]: row for row in in_turns(
        connection, "SELECT p.id, p.given_names, p.family_name, p.languages, p.residence_after_release, p.residence_declared FROM k_person p "
        "WHERE p.id IN :of AND LIVE(p)", persons)}
    cases = {row[0]: row for row in in_turns(
        connection, "SELECT c.id, c.number, c.no_close_support, c.mentor_wanted_on, c.opened_on, c.interests, c.lived_experience, c.site "
        "FROM k_case c WHERE c.id IN :of", [case for _, case in found])}
    stays = dict(in_turns(
        connection, 'SELECT s.person, s.institution FROM k_stay s WHERE s.person IN :of AND LIVE(s) AND DURING(s) ORDER BY s."from", s.id',
        persons, day=day))
    standing = standings(connection, persons, day)
    out = []
    for person, case in found:
        if person not in names or case not in cases:
            continue
        name, file, now = names[person], cases[case], standing[person]
        if file[3] is None and not all_of_them and not _ahead(now):
            continue
        inside = now.status in INSIDE
        out.append(Waiting(
            person=text_of(person) or "", case=text_of(case) or "", given_names=name[1] or "", family_name=name[2] or "", number=file[1],
            no_close_support=bool(file[2]), wished=file[3] is not None, since=file[3] or file[4], release=now.release if _ahead(now) else None,
            inside=inside, institution=text_of(stays.get(person)) if inside or person in stays else None, interests=listed(file[5]),
            lived=listed(file[6]), languages=listed(name[3]), places=tuple(one for one in dict.fromkeys((name[4], name[5])) if one)))
    return out


def _ahead(standing: Standing) -> bool:
    return standing.release is not None and standing.release.days >= 0
