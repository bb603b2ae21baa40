"""Partners: the register with its filters, one partner whole, and how the network grew."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection

from caseworker_desktop.kernel import ids
from caseworker_desktop.kernel.folding import fold
from caseworker_desktop.records.partner.acceptance import acceptance_of
from caseworker_desktop.records.partner.area import ELSEWHERE, rank
from caseworker_desktop.records.partner.freshness import is_stale
from caseworker_desktop.records.validity import ended
from caseworker_desktop.records.views.joined import joined
from caseworker_desktop.records.views.sql import rows, text_of

_REGISTER = (
    "SELECT p.id, p.name, p.kind, p.parent, p.municipality, p.services, p.areas, p.areas_by_exception, p.is_employer, p.accepts_convictions, "
    "p.acceptance, p.queue_weeks, p.verified_on, p.active_from, p.active_to, p.legal_code, n.folded, n.sort FROM k_partner p "
    "LEFT JOIN name n ON n.kind = 'partner' AND n.id = p.id WHERE LIVE(p)")
#: Before a kind's code, among the names of services.
KIND = "kind:"
_CONTACTS = "SELECT c.partner, c.name FROM k_partner_contact c WHERE LIVE(c) AND c.partner IS NOT NULL"


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which partners are wanted. `services`: any of them; `places`: municipalities, the first counts for the order; `accepting`: takes
    people with convictions, or nobody knows; `fresh`: verified within twelve months; `queue`: waiting at most so many weeks; `kinds`: any
    of them; `ended`: those who work with us no more as well."""

    text: str = ""
    services: tuple[str, ...] = ()
    places: tuple[str, ...] = ()
    accepting: bool = False
    fresh: bool = False
    queue: int | None = None
    employers: bool = False
    kinds: tuple[str, ...] = ()
    ended: bool = False

    @property
    def narrowed(self) -> bool:
        """Tell whether anything but the text narrows the list."""
        return bool(self.services or self.places or self.accepting or self.fresh or self.queue is not None or self.employers or self.kinds)


@dataclass(frozen=True, slots=True)
class PartnerRow:
    """A partner in the register. `acceptance`: yes, partly, no or unknown; `near`: how near to the place asked for (records/partner/area.py)."""

    id: str
    name: str
    kind: str
    parent: str | None
    parent_name: str | None
    municipality: str | None
    services: tuple[str, ...]
    areas: tuple[str, ...]
    areas_by_exception: tuple[str, ...]
    is_employer: bool
    acceptance: str
    queue_weeks: int | None
    verified_on: str | None
    stale: bool
    active_from: str | None
    active_to: str | None
    legal_code: str | None
    near: int


@dataclass(frozen=True, slots=True)
class Register:
    """The partners that fit, in order, and how many there are in all and how many of those are stale."""

    rows: tuple[PartnerRow, ...]
    total: int
    stale: int


@dataclass(frozen=True, slots=True)
class Growth:
    """A partner that is new, works with us or has ended in a period; `change` new, active, ended."""

    id: str
    name: str
    kind: str
    active_from: str | None
    active_to: str | None
    change: str


@dataclass(frozen=True, slots=True)
class Expert:
    """Somebody who taught or advised: where they come from, and in how many sessions they stood."""

    name: str
    organisation: str | None
    country: str | None
    sessions: int


def register(connection: Connection, wanted: Wanted, day: str, key: Callable[[str], str], services: Mapping[str, str]) -> Register:
    """Return the partners wanted on `day`: the own area first, then by exception; then as `key` orders their names.

    Every word of the text must stand in the name, or begin a word of a contact person's name, of a service's or of the kind's (`services`:
    folded names by code, a kind's by KIND and its code); letters' marks and case do not matter. Those found to be one stand once, under the face of
    their set, and are found by the name and the contacts of each.
    """
    found = rows(connection, _REGISTER)
    same = joined(connection)
    behind = frozenset(same.behind())
    folded = {row[0]: row[16] or fold(row[1] or "") for row in found}
    names = {row[0]: row[1] for row in found}
    words = fold(wanted.text).split()
    people = _contact_names(connection) if words else {}
    out: list[tuple[int, str, PartnerRow]] = []
    total = stale = 0
    for row in found:
        if row[0] in behind or (row[14] and ended(row[14], day) and not wanted.ended):
            continue
        total += 1
        old = is_stale(row[12], day)
        stale += old
        one = _row(row, names, old)
        near = _near(one, wanted.places)
        if near is None or not _fits(one, wanted):
            continue
        if words:
            named, known = (" ".join(filter(None, (told.get(each, "") for each in same.of(row[0])))) for told in (folded, people))
            if not _named(words, named, known, (*one.services, KIND + one.kind), services):
                continue
        out.append((near, row[17] or key(one.name), _row(row, names, old, near)))
    out.sort(key=lambda each: (each[0], each[1], each[2].id))
    return Register(tuple(one for _, _, one in out), total, stale)


def services_offered(connection: Connection) -> dict[str, int]:
    """Return by how many partners each service is offered."""
    return {row[0]: row[1] for row in rows(
        connection, "SELECT s.value, count(*) FROM k_partner p, json_each(p.services) s WHERE LIVE(p) AND p.services IS NOT NULL GROUP BY s.value")}


def places_served(connection: Connection) -> dict[str, int]:
    """Return in how many partners' areas each municipality is; a partner that told no area serves where it is."""
    found: dict[str, int] = {}
    for areas, exceptions, municipality in rows(connection, "SELECT p.areas, p.areas_by_exception, p.municipality FROM k_partner p WHERE LIVE(p)"):
        own = _codes(areas) or ((municipality,) if municipality else ())
        for place in {*own, *_codes(exceptions)}:
            found[place] = found.get(place, 0) + 1
    return found


def growth(connection: Connection, first: str, last: str) -> list[Growth]:
    """Return the partners whose work with us began, went on, or ended between two days (YYYY-MM-DD, both inside).

    A partner that began in the period is new, also when it ended in it; dates known to the month or year count by their first day.
    A partner without a beginning was there before.
    """
    out = []
    behind = frozenset(joined(connection).behind())
    for id_, name, kind, begun, over in rows(
        connection, "SELECT p.id, p.name, p.kind, p.active_from, p.active_to FROM k_partner p WHERE LIVE(p) ORDER BY p.active_from, p.name, p.id"
    ):
        starts = (begun + "-01-01"[len(begun) - 4:]) if begun else ""
        if id_ in behind or starts > last or (over and ended(over, first)):
            continue
        change = "new" if starts >= first else "ended" if over and over <= last else "active"
        out.append(Growth(ids.to_text(id_), name or "", kind or "other", begun, over, change))
    return out


def experts(taught: Iterable[tuple[bytes, Sequence[Mapping[str, Any]]]], countries: Sequence[str] = ()) -> list[Expert]:
    """Return who taught in sessions, by country and name (of these countries only, when given); one name in one country is one expert.

    `taught`: the trainers of each session.
    """
    by_name: dict[tuple[str | None, str], tuple[set[bytes], set[str]]] = {}
    for session, trainers in taught:
        for one in trainers:
            name, country, organisation = one.get("name"), one.get("country"), one.get("organisation")
            if name and (not countries or country in countries):
                held, named = by_name.setdefault((country, name), (set(), set()))
                held.add(session)
                named.update([organisation] if organisation is not None else ())
    found: dict[tuple[str, str], Expert] = {}
    for (country, name), (held, named) in sorted(by_name.items(), key=lambda each: (each[0][0] is not None, each[0][0] or "", each[0][1])):
        known, organisation = found.get((fold(name), country or "")), max(named, default=None)
        sessions = len(held) + (known.sessions if known else 0)
        found[fold(name), country or ""] = Expert(
            known.name if known else name, (known.organisation if known else None) or organisation, country, sessions)
    return list(found.values())


def opted_in(connection: Connection) -> list[tuple[str, str, str | None, str]]:
    """Return (partner, contact person, position, e-mail) of those who asked for news, and of nobody else."""
    return [(row[0] or "", row[1] or "", row[2], row[3]) for row in rows(
        connection,
        "SELECT p.name, c.name, c.position, c.email FROM k_partner_contact c JOIN k_partner p ON p.id = c.partner "
        "WHERE LIVE(c) AND LIVE(p) AND c.news_opt_in = 1 AND coalesce(c.email, '') <> '' ORDER BY p.name, c.name, c.id")]


def alike(connection: Connection, legal_code: str | None, key: Callable[[str], str], name: str, but: str | None = None) -> list[PartnerRow]:
    """Return the partners that may be the same: the same legal code, or the same name by `key`; `but` is the partner itself."""
    found = rows(connection, _REGISTER)
    names, wanted = {row[0]: row[1] for row in found}, key(name) if name.strip() else ""
    out = []
    for row in found:
        same = (legal_code and row[15] == legal_code) or (wanted and row[1] and key(row[1]) == wanted)
        if same and text_of(row[0]) != but:
            out.append(_row(row, names, stale=False))
    return out


def chosen_institutions(connection: Connection) -> frozenset[str]:
    """Return the ids of the institutions that became partners."""
    return frozenset(ids.to_text(row[0]) for row in rows(
        connection, "SELECT DISTINCT p.institution FROM k_partner p WHERE LIVE(p) AND p.institution IS NOT NULL"))


def _row(row: Any, names: dict[bytes, str], stale: bool, near: int = ELSEWHERE) -> PartnerRow:
    return PartnerRow(
        id=ids.to_text(row[0]), name=row[1] or "", kind=row[2] or "other", parent=text_of(row[3]), parent_name=names.get(row[3]),
        municipality=row[4], services=_codes(row[5]), areas=_codes(row[6]), areas_by_exception=_codes(row[7]), is_employer=bool(row[8]),
        acceptance=acceptance_of(row[10], row[9]), queue_weeks=row[11], verified_on=row[12], stale=stale, active_from=row[13], active_to=row[14],
        legal_code=row[15], near=near)


def _near(one: PartnerRow, places: Sequence[str]) -> int | None:
    """Return how near a partner is to the nearest of `places`, None when it serves none of them."""
    if not places:
        return ELSEWHERE
    nearest = min(rank(place, one.areas, one.areas_by_exception, one.municipality) for place in places)
    return None if nearest == ELSEWHERE else nearest


def _fits(one: PartnerRow, wanted: Wanted) -> bool:
    return not (
        (wanted.services and not set(wanted.services) & set(one.services))
        or (wanted.accepting and one.acceptance == "no")
        or (wanted.fresh and one.stale)
        or (wanted.queue is not None and (one.queue_weeks is None or one.queue_weeks > wanted.queue))
        or (wanted.employers and not one.is_employer)
        or (wanted.kinds and one.kind not in wanted.kinds)
    )


def _named(words: Sequence[str], folded: str, people: str, offered: Sequence[str], services: Mapping[str, str]) -> bool:
    """Tell whether every word stands in the name, or begins a word of a contact person's name or of a service's."""
    return all(word in folded or f" {word}" in people or any(f" {word}" in services.get(code, "") for code in offered) for word in words)


def _contact_names(connection: Connection) -> dict[bytes, str]:
    found: dict[bytes, str] = {}
    for partner, name in rows(connection, _CONTACTS):
        found[partner] = f"{found.get(partner, '')} {fold(name or '')}"
    return found


def _codes(column: str | None) -> tuple[str, ...]:
    return tuple(json.loads(column)) if column else ()
