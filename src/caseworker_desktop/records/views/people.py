"""The list of people: filters and search as you type, in pages; the nearest to the gate first, everybody by name."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection

from caseworker_desktop.kernel import ids
from caseworker_desktop.kernel.folding import fold
from caseworker_desktop.records.views.caseload import may_wait, persons_leaving, persons_of, waiting_among
from caseworker_desktop.records.views.face import Face, faces
from caseworker_desktop.records.views.joined import joined
from caseworker_desktop.records.views.release import standings
from caseworker_desktop.records.views.sql import bytes_of, in_turns, rows
from caseworker_desktop.store import search

#: So many finds are put in order; whoever types more letters sees the rest.
MOST_FOUND = 300
#: Up to so many may wait and stand in order of release; more are paged by name.
FEW = 3000
_NEVER = "9999-12-31"


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which people a list shows: typed text, and chips that narrow it. `leaving`: within so many days; `statuses`, `institutions`: what
    the text may name too."""

    text: str = ""
    mine: bool = False
    leaving: int | None = None
    waiting: bool = False
    statuses: tuple[str, ...] = ()
    institutions: tuple[str, ...] = ()

    @property
    def narrowed(self) -> bool:
        """Tell whether a chip is chosen."""
        return self.mine or self.waiting or self.leaving is not None


@dataclass(frozen=True, slots=True)
class Place:
    """Where a page ended: what orders the list, and the person."""

    release: str
    name: str
    person: str


@dataclass(frozen=True, slots=True)
class Page:
    """A page of people; `after` continues it (None: no more); `total` of the whole list where it is known without counting everybody."""

    people: tuple[Face, ...]
    after: Place | None
    total: int | None


def people(connection: Connection, wanted: Wanted, staff: str, day: str, after: Place | None, limit: int, key: Callable[[str], str]) -> Page:
    """Return the page of `wanted` after a place: chosen by chips or text, in order of release, then of `key(family name given names)`."""
    if wanted.text.strip():
        chosen = _found(connection, wanted, staff, day)
    elif wanted.waiting and not wanted.mine and wanted.leaving is None and (few := may_wait(connection, day, FEW)) is not None:
        chosen = waiting_among(connection, few, day)
    elif wanted.mine or wanted.leaving is not None:
        chosen = _narrowed(connection, wanted, staff, day)
    else:
        return _everybody(connection, wanted, staff, day, after, limit)
    one_with = joined(connection)
    if one_with.faces:
        chosen = list(dict.fromkeys(one_with.face(person) for person in chosen))
    order = _order(connection, chosen, day, key)
    start = 0 if after is None else next((n for n, place in enumerate(order) if _after(place, after)), len(order))
    part = order[start : start + limit]
    found = faces(connection, bytes_of(place.person for place in part), ids.to_bytes(staff), day)
    return Page(tuple(found), part[-1] if part and start + limit < len(order) else None, len(order))


def count_of_cases(connection: Connection) -> int:
    """Return how many people have an open case; those found to be one count once."""
    if (one_with := joined(connection)).faces:
        found = rows(connection, "SELECT DISTINCT c.person FROM k_case c WHERE c.closed_on IS NULL AND LIVE(c) AND c.person IS NOT NULL")
        return len({one_with.face(row[0]) for row in found})
    return int(rows(connection, "SELECT count(DISTINCT c.person) FROM k_case c WHERE c.closed_on IS NULL AND LIVE(c)")[0][0])


def pick(connection: Connection, text: str, staff: str, day: str, limit: int) -> tuple[Face, ...]:
    """Return the people whom typed text may mean, those of `staff` first, then as found: for choosing one by a few letters."""
    mine = set(persons_of(connection, staff))
    hits = _matching(connection, text)
    if not text.strip():
        hits = sorted(mine)
    first = sorted(hits, key=lambda person: person not in mine)
    return tuple(faces(connection, first[:limit], ids.to_bytes(staff), day))


def _narrowed(connection: Connection, wanted: Wanted, staff: str, day: str) -> list[bytes]:
    sets: list[Sequence[bytes]] = []
    if wanted.mine:
        sets.append(persons_of(connection, staff))
    if wanted.leaving is not None:
        sets.append(persons_leaving(connection, day, wanted.leaving))
    within = sorted(set(sets[0]).intersection(*sets[1:]))
    return waiting_among(connection, within, day) if wanted.waiting else within


def _found(connection: Connection, wanted: Wanted, staff: str, day: str) -> list[bytes]:
    hits = _matching(connection, wanted.text)
    if wanted.statuses:
        hits = list(dict.fromkeys((*hits, *_of_status(connection, wanted.statuses, day))))
    if wanted.institutions:
        hits = list(dict.fromkeys((*hits, *_staying_in(connection, wanted.institutions, day))))
    if wanted.waiting and not (wanted.mine or wanted.leaving is not None):
        return waiting_among(connection, hits, day)
    if wanted.narrowed:
        within = set(_narrowed(connection, wanted, staff, day))
        hits = [person for person in hits if person in within]
        if len(hits) < MOST_FOUND:  # the search stops at a number: look among the few by hand, so that none of them is missed
            had = set(hits)
            hits += [person for person in _by_words(connection, sorted(within), wanted.text) if person not in had]
    return hits


def _of_status(connection: Connection, statuses: Sequence[str], day: str) -> list[bytes]:
    """Return the people whose legal status on `day` is one of these."""
    return [row[0] for row in rows(
        connection, "SELECT s.person FROM k_legal_status s WHERE s.status IN :statuses AND LIVE(s) AND DURING(s) LIMIT :most",
        statuses=list(statuses), day=day, most=MOST_FOUND)]


def _staying_in(connection: Connection, institutions: Sequence[str], day: str) -> list[bytes]:
    """Return the people who stay in one of these institutions on `day`."""
    return [row[0] for row in rows(
        connection, "SELECT s.person FROM k_stay s WHERE s.institution IN :places AND LIVE(s) AND DURING(s) LIMIT :most",
        places=bytes_of(institutions), day=day, most=MOST_FOUND)]


def _matching(connection: Connection, text: str) -> list[bytes]:
    """Return the people whom `text` names: by name, former name, number of the case, personal code, unit."""
    folded = fold(text.strip())
    if not folded:
        return []
    found = {ids.to_bytes(hit.id): None for hit in search.find(connection, text, ("person",), MOST_FOUND)}
    if len(folded) >= 2:
        like = "%" + _like(folded) + "%"
        found |= {row[0]: None for row in rows(
            connection,
            "SELECT c.person FROM (SELECT n.id FROM k_case n INDEXED BY k_case__number "
            "WHERE n.number IS NOT NULL AND n.number LIKE :like ESCAPE '\\' LIMIT :most) f "
            "JOIN k_case c ON c.id = f.id WHERE LIVE(c) AND c.person IS NOT NULL", like=like, most=MOST_FOUND)}
        units = [row[0] for row in rows(connection, "SELECT DISTINCT s.unit FROM k_stay s INDEXED BY k_stay__unit WHERE s.unit IS NOT NULL")]
        if named := [unit for unit in units if folded in fold(unit)]:
            found |= {row[0]: None for row in rows(
                connection, 'SELECT s.person FROM k_stay s WHERE s.unit IN :units AND s."to" IS NULL AND LIVE(s) LIMIT :most',
                units=named, most=MOST_FOUND)}
    digits = "".join(ch for ch in folded if ch.isdigit())
    if len(digits) >= 4 and not any(ch.isalpha() for ch in folded):
        dashed = digits[:6] + "-" + digits[6:] if len(digits) > 6 else digits  # the Latvian code is written DDMMYY-NNNNN
        found |= {row[0]: None for row in rows(
            connection,
            "SELECT c.person FROM k_person_code c WHERE ((c.value >= :plain AND c.value < :plain || ':') "
            "OR (c.value >= :dashed AND c.value < :dashed || ':')) AND LIVE(c) LIMIT :most",
            plain=digits, dashed=dashed, most=MOST_FOUND)}
    return list(found)


def _by_words(connection: Connection, persons: Sequence[bytes], text: str) -> list[bytes]:
    """Return those of `persons` in whose names every word of `text` begins a word."""
    words = fold(text).split()
    found = []
    named = "SELECT p.id, p.given_names, p.family_name, p.former_names FROM k_person p WHERE p.id IN :of AND LIVE(p)"
    for row in in_turns(connection, named, persons):
        names = fold(" ".join(str(each or "") for each in row[1:]).translate(str.maketrans('[]",-', "     "))).split()
        if words and all(any(name.startswith(word) for name in names) for word in words):
            found.append(row[0])
    return found


def _order(connection: Connection, persons: Sequence[bytes], day: str, key: Callable[[str], str]) -> list[Place]:
    """Return the places of `persons`, the nearest release first, then by name."""
    standing = standings(connection, persons, day)
    places = []
    for row in in_turns(connection, "SELECT p.id, p.family_name, p.given_names FROM k_person p WHERE p.id IN :of AND LIVE(p)", persons):
        release = standing[row[0]].release
        ahead = release is not None and release.days >= 0
        places.append(Place(release.date if release is not None and ahead else _NEVER, key(f"{row[1] or ''} {row[2] or ''}"), ids.to_text(row[0])))
    return sorted(places, key=_rank)


def _everybody(connection: Connection, wanted: Wanted, staff: str, day: str, after: Place | None, limit: int) -> Page:
    """Return a page of everybody with a case (or of those who wait) by the stored key of the name; a page of those is read in turns."""
    name, person = (after.name, ids.to_bytes(after.person)) if after else ("", b"")
    part: list[bytes] = []
    behind = set(joined(connection).behind())
    while True:
        found: Sequence[Any] = rows(
            connection,
            "SELECT n.id, n.sort FROM name n WHERE n.kind = 'person' AND (n.sort, n.id) > (:name, :person) "
            "AND EXISTS (SELECT 1 FROM k_case c WHERE c.person = n.id AND LIVE(c)) ORDER BY n.sort, n.id LIMIT :most",
            name=name, person=person, most=limit + 1)
        keys = {row[0]: row[1] for row in found if row[0] not in behind}
        part += waiting_among(connection, list(keys), day) if wanted.waiting else list(keys)
        if len(found) <= limit or len(part) > limit:
            break
        person, name = found[-1][0], found[-1][1]
    more = None
    if len(part) > limit:
        last = part[limit - 1]
        more = Place(_NEVER, keys.get(last) or _sort_of(connection, last), ids.to_text(last))
    return Page(tuple(faces(connection, part[:limit], ids.to_bytes(staff), day)), more, None)


def _sort_of(connection: Connection, person: bytes) -> str:
    return str(rows(connection, "SELECT n.sort FROM name n WHERE n.id = :person", person=person)[0][0])


def _rank(place: Place) -> tuple[str, str, str]:
    return place.release, place.name, place.person


def _after(place: Place, other: Place) -> bool:
    return _rank(place) > _rank(other)


def _like(text: str) -> str:
    return text.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")
