"""What listings tell of persons besides what the rules ask: names, codes, cases, stays."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from caseworker_desktop.kernel import ids
from caseworker_desktop.records.views.sql import in_turns
from caseworker_desktop.report.figures.ground import Ground
from caseworker_desktop.report.periods import Span, first_day


@dataclass(frozen=True, slots=True)
class Named:
    """A person by name; `forms` every form of the names that is on record, for taking them out of a text."""

    given_names: str
    family_name: str
    forms: tuple[str, ...]
    restricted: bool

    @property
    def whole(self) -> str:
        """Given names and family name."""
        return f"{self.given_names} {self.family_name}".strip()


@dataclass(frozen=True, slots=True)
class Case:
    """A case as reports count it."""

    id: str
    person: str
    kind: str
    number: str | None
    opened_on: str
    closed_on: str | None
    lead: str | None
    site: str | None
    source: str | None
    crisis: str | None
    no_close_support: bool | None
    mentor_wanted_on: str | None


def names(ground: Ground, persons: Iterable[str]) -> Mapping[str, Named]:
    """Return the persons by name, as far as they live in the tables."""
    statement = (
        "SELECT p.id, p.given_names, p.family_name, p.former_names, p.name_vocative, p.name_genitive, p.name_dative, p.restricted_from "
        "FROM k_person p WHERE p.id IN :of AND LIVE(p)"
    )
    wanted: Sequence[bytes] = [ids.to_bytes(one) for one in sorted(set(persons))]
    out = {}
    for raw, given, family, former, vocative, genitive, dative, restricted in in_turns(ground.reading.connection, statement, wanted):
        forms = (given, family, vocative, genitive, dative, *(json.loads(former) if former else ()))
        known = tuple(one for one in forms if one)
        out[ids.to_text(raw)] = Named(given or "", family or "", known, restricted is not None and restricted <= ground.day)
    return out


def cases(ground: Ground, *, everybody: bool = False) -> Mapping[str, tuple[Case, ...]]:
    """Return the cases opened by the day, by person: of the project's persons, or of `everybody`."""
    within = "c.person KNOWN" if everybody else "c.person OURS"
    statement = (
        "SELECT c.id, c.person, coalesce(c.kind, 'client'), c.number, c.opened_on, c.closed_on, c.lead, c.site, c.referral_source, c.crisis, "  # noqa: S608 -- only columns of this file
        f"c.no_close_support, c.mentor_wanted_on FROM k_case c WHERE {within} AND LIVE(c) AND c.opened_on <= :day ORDER BY c.opened_on, c.id"
    )
    return _cases(ground, ground.rows(statement, day=ground.day) if everybody else ground.ours(statement, day=ground.day))


def _cases(ground: Ground, found: Iterable[Any]) -> Mapping[str, tuple[Case, ...]]:
    out: dict[str, list[Case]] = defaultdict(list)
    for id_, person, kind, number, opened, closed, lead, site, source, crisis, alone, wanted in found:
        one = ground.one(person)
        out[one].append(Case(
            ids.to_text(id_), one, kind, number, opened, closed, ids.to_text(lead) if lead else None, ids.to_text(site) if site else None, source,
            crisis, None if alone is None else bool(alone), wanted))
    return {person: tuple(held) for person, held in out.items()}


def cases_of(ground: Ground, of: Iterable[str]) -> Mapping[str, tuple[Case, ...]]:
    """Return the cases of a few persons, opened by the day."""
    statement = (
        "SELECT c.id, c.person, coalesce(c.kind, 'client'), c.number, c.opened_on, c.closed_on, c.lead, c.site, c.referral_source, c.crisis, "
        "c.no_close_support, c.mentor_wanted_on FROM k_case c WHERE c.person IN :of AND LIVE(c) AND c.opened_on <= :day ORDER BY c.opened_on, c.id"
    )
    return _cases(ground, in_turns(ground.reading.connection, statement, [ids.to_bytes(one) for one in of], day=ground.day))


def entered(ground: Ground, of: Iterable[str]) -> Mapping[str, str]:
    """Return when each of a few persons first entered the project, by the day: the first day of the date as recorded."""
    statement = (
        "SELECT m.person, min(m.entry_on) FROM k_participation m WHERE m.person IN :of AND m.project = :project AND LIVE(m) "
        "AND m.entry_on <= :day GROUP BY m.person"
    )
    wanted = [ids.to_bytes(one) for one in of]
    found = in_turns(ground.reading.connection, statement, wanted, project=ground.key, day=ground.day)
    return {ids.to_text(raw): first_day(on) for raw, on in found}


def first_by_name(ground: Ground, of: Iterable[str], most: int) -> list[str]:
    """Return so many of very many persons, the first in the order of names as lists have it."""
    wanted = {ids.to_bytes(one) for one in of}
    out: list[str] = []
    for (raw,) in ground.each("SELECT n.id FROM name n WHERE n.kind = 'person' ORDER BY n.sort, n.id"):
        if raw in wanted:
            out.append(ids.to_text(raw))
            if len(out) == most:
                break
    return out


def stays(ground: Ground) -> Mapping[str, tuple[tuple[str, Span], ...]]:
    """Return where each person of the project was and when: stays, and the sites of their cases."""
    out: dict[str, list[tuple[str, Span]]] = defaultdict(list)
    statement = 'SELECT t.person, t.institution, t."from", t."to" FROM k_stay t WHERE t.person OURS AND LIVE(t) ORDER BY t."from", t.id'
    for raw, where, begins, ends in ground.ours(statement):
        out[ground.one(raw)].append((ids.to_text(where), Span.of(begins, ends)))
    for person, held in cases(ground).items():
        out[person] += [(one.site, Span.of(one.opened_on, one.closed_on)) for one in held if one.site]
    return {person: tuple(held) for person, held in out.items()}


def codes(ground: Ground) -> Mapping[str, str]:
    """Return the latest personal code of each person of the project."""
    statement = "SELECT c.person, c.value FROM k_person_code c WHERE c.person OURS AND LIVE(c) ORDER BY coalesce(c.valid_from, ''), c.id"
    return {ground.one(raw): value for raw, value in ground.ours(statement)}


def others_only(ground: Ground) -> frozenset[str]:
    """Return the persons who take part in other projects and not in this one."""
    elsewhere = {ground.one(row[0]) for row in ground.rows(
        "SELECT DISTINCT m.person FROM k_participation m WHERE LIVE(m) AND m.project != :project", project=ground.key)}
    here = {ground.one(row[0]) for row in ground.rows(
        "SELECT DISTINCT m.person FROM k_participation m WHERE LIVE(m) AND m.project = :project", project=ground.key)}
    return frozenset(elsewhere - here)


def contacts(ground: Ground) -> Mapping[str, str]:
    """Return a phone or an e-mail through which each person of the project is reached: their own, else one that they named."""
    out: dict[str, str] = {}
    own = "SELECT p.id, coalesce(p.phone, p.email) FROM k_person p WHERE p.id OURS AND LIVE(p) ORDER BY p.id"
    named = (
        "SELECT r.person, r.phone FROM k_contact_route r WHERE r.person OURS AND LIVE(r) AND r.phone IS NOT NULL "
        'ORDER BY coalesce(r."order", 99), r.id'
    )
    for statement in (own, named):
        for raw, told in ground.ours(statement):
            if told:
                out.setdefault(ground.one(raw), told)
    return out


def informed(ground: Ground) -> Iterable[tuple[str, str, bool]]:
    """Yield person, day, and whether a signed paper is kept, of each notice about the use of data given by the day."""
    statement = (
        "SELECT c.person, c.\"on\", c.document IS NOT NULL FROM k_consent c WHERE c.person OURS AND LIVE(c) AND c.purpose = 'information_notice' "
        "AND c.given = 1 AND c.\"on\" <= :day ORDER BY c.\"on\", c.id"
    )
    for raw, on, signed in ground.ours(statement, day=ground.day):
        yield ground.one(raw), on, bool(signed)
