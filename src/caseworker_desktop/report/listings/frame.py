"""What every listing is made from: the facts, what was asked, and the words for codes, people and places."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from caseworker_desktop.kernel import ids
from caseworker_desktop.kernel.collation import sort_key
from caseworker_desktop.kernel.message import Message, message
from caseworker_desktop.records.lists import Lists
from caseworker_desktop.records.organisation.chain import chain, name_on
from caseworker_desktop.report.choosing import Participant, Wanted, participants
from caseworker_desktop.report.figures import persons
from caseworker_desktop.report.figures.facts import Facts
from caseworker_desktop.report.listings.places import Places
from caseworker_desktop.report.listings.renamed import newest
from caseworker_desktop.report.periods import ages
from caseworker_desktop.report.rows import Entry, by_person

Keys = frozenset[str | None]
Key = tuple[str | None, ...]
#: How a row names what it is about, by one dimension or two.
HEADS = ("key", "name", "column", "column_name")
NOBODY: Keys = frozenset({None})
#: The list that names the codes of a dimension, and gives their order.
LISTS = {
    "kind": "session_kinds", "subject": "training_subjects", "service": "services", "phase": "phases", "place_type": "place_types",
    "audience": "audiences", "reason": "lost_reasons", "referral_source": "referral_sources", "crisis": "crises", "sex": "sexes",
    "target_group": "target_groups", "stage": "mentor_stages",
}


@dataclass(frozen=True)
class Frame:
    """A question: `by` dimensions, the `institution` that sessions were held at (None: any), `may_name` whether persons are named,
    `shut` the persons whom this worker is (nobody opens their own file).
    """

    facts: Facts
    project: Any
    lists: Lists
    language: str
    say: Callable[[Message], str]
    by: tuple[str, ...] = ()
    institution: str | None = None
    may_name: bool = True
    wish: Wanted = field(default_factory=Wanted)
    shut: frozenset[str] = frozenset()

    @cached_property
    def parts(self) -> tuple[Any, ...]:
        """The project's parts: stages, blocks, places, each in order."""
        order = self.lists.codes("project_part_kinds")
        found = self.facts.reading.rows("project_part", project=self.project.id)
        return tuple(sorted(found, key=lambda one: (order.index(one.kind) if one.kind in order else len(order), one.from_ or "", one.name, one.id)))

    @cached_property
    def places(self) -> Places:
        """Where the project works."""
        names = {code: self.lists.name("municipalities", code, self.language) for code in self.lists.codes("municipalities")}
        return Places({one.id: one.name for one in self.parts if one.kind == "place"}, tuple(self.project.places), names)

    @cached_property
    def staff(self) -> Mapping[str, str]:
        """Staff by name."""
        return {one.id: f"{one.given_name} {one.family_name}".strip() for one in self.facts.reading.rows("staff")}

    @cached_property
    def held_at(self) -> list[bytes] | None:
        """The institutions, under all names, at which sessions count; None: everywhere."""
        return None if self.institution is None else [ids.to_bytes(one) for one in sorted(chain(self.facts.institutions, self.institution))]

    @cached_property
    def cases(self) -> Mapping[str, tuple[persons.Case, ...]]:
        """Cases of the project's persons."""
        return persons.cases(self.facts)

    @cached_property
    def stays(self) -> Mapping[str, tuple[tuple[str, Any], ...]]:
        """Where the project's persons were."""
        return persons.stays(self.facts)

    @cached_property
    def among(self) -> Mapping[str, Participant]:
        """The participants by the day."""
        return participants(self.facts, self.wish)

    @property
    def since(self) -> str:
        """The first day asked for, far back where none was."""
        return self.facts.since or "0001-01-01"

    def within(self, day: str | None) -> bool:
        """Tell whether a first day lies in the days asked for."""
        return day is not None and self.since <= day <= self.facts.until

    def named(self, of: Iterable[str]) -> Callable[[str], str]:
        """Return what names persons: nothing for who may not be named, and a dash for whose data are restricted."""
        known = persons.names(self.facts, of) if self.may_name else {}

        def name(person: str) -> str:
            found = known.get(person)
            return "" if found is None else "–" if found.restricted or person in self.shut else found.whole

        return name

    def sorted_by(self, name: str) -> str:
        """Return what orders names in the language."""
        return sort_key(name, self.language)

    # ---- words ------------------------------------------------------------------------------------------------------------------------
    def word(self, list_: str, code: str | None) -> str:
        """Return a code's name."""
        return self.lists.name(list_, code, self.language) if code else ""

    def name(self, dim: str, key: str | None) -> str:
        """Return the words of a row's key."""
        if key is None:
            return self.say(message("report.not_stated"))
        match dim:
            case "institution":
                known = next((id_ for id_, row in self.facts.institutions.items() if row.get("code") == key), key)
                return name_on(self.facts.institutions, known, self.facts.day, self.language) or key
            case "specialist":
                return self.staff.get(key, key)
            case "place":
                return self.places.name(key)
            case "part":
                return next((one.name for one in self.parts if one.id == key), key)
            case "spis":
                named = [self.word("services", code) for code in self.lists.codes("services") if self._spis(code) == key]
                return ", ".join(named[:2]) or key
            case "aim":
                return next((one.get("text") or key for one in self.project.aims if one["code"] == key), key)
        return self.lists.name(LISTS[dim], key, self.language) if dim in LISTS else key

    def order(self, dim: str, key: str | None) -> tuple[Any, ...]:
        """Return what orders rows: a list's own order, parts by kind and day, else by name; what is not stated stands last."""
        if key is None:
            return (2, 0, "")
        if dim == "part":
            return (0, next((n for n, one in enumerate(self.parts) if one.id == key), 999), key)
        if dim in ("place", "specialist", "institution"):
            return (0, 0, sort_key(self.name(dim, key), self.language), key)
        codes = self.lists.codes(LISTS[dim]) if dim in LISTS else ()
        return (0, codes.index(key), key) if key in codes else (1, 0, key)

    def head(self, by: tuple[str, ...], key: Key) -> dict[str, Any]:
        """Return how a row names its keys."""
        words = (word for dim, one in zip(by, key, strict=True) for word in (one, self.name(dim, one)))
        return dict(zip(HEADS, words))

    def orders(self, by: tuple[str, ...], key: Key) -> tuple[Any, ...]:
        """Return what orders rows of several dimensions."""
        return tuple(self.order(dim, one) for dim, one in zip(by, key, strict=True))

    def zeros(self, dim: str) -> tuple[str, ...]:
        """Return the keys that are shown even where nothing was."""
        match dim:
            case "part":
                return tuple(one.id for one in self.parts)
            case "place":
                return tuple(place.key for place in self.places.known)
            case "aim":
                return tuple(one["code"] for one in self.project.aims)
        return ()

    # ---- keys of services, aims, institutions, persons ----------------------------------------------------------------------------------
    def _spis(self, service: str) -> str | None:
        row = self.lists.row("services", service)
        return (str(row.get("spis_code") or "") or None) if row is not None else None

    def of_services(self, dim: str, services: Iterable[str]) -> Keys:
        """Return the services, their SPIS codes, or the aims that they serve."""
        told = frozenset(services)
        if dim == "service":
            return told or NOBODY
        if dim == "spis":
            return frozenset(self._spis(one) for one in told) or NOBODY
        aims: Keys = frozenset(one["code"] for one in self.project.aims if told & set(one.get("services") or ()))
        return aims or NOBODY

    def institutions_as_one(self, seen: Iterable[str]) -> Callable[[str], frozenset[str]]:
        """Return what gives an institution's codes among those seen: a renamed one goes with what succeeded it."""
        held = frozenset(seen)
        made: dict[str, frozenset[str]] = {}

        def codes(id_: str) -> frozenset[str]:
            if id_ not in made:
                last = newest(self.facts.institutions, id_, held)
                made[id_] = frozenset(str(self.facts.institutions.get(one, {}).get("code") or one) for one in last)
            return made[id_]

        return codes

    def keys_of_person(self, dim: str) -> Callable[[str], Keys]:
        """Return what gives the keys of a person of the project (as of the day) in a dimension."""
        facts = self.facts
        if dim == "institution":
            at = {person: {where for where, span in found if span.has(facts.day) or span.last >= self.since} for person, found in self.stays.items()}
            as_one = self.institutions_as_one(where for found in at.values() for where in found)
            return lambda person: frozenset(code for where in at.get(person, ()) for code in as_one(where)) or NOBODY
        entries = self._entries
        ways: dict[str, Callable[[str], Keys]] = {
            "phase": lambda person: frozenset({facts.phases.get(person)}),
            "part": lambda person: frozenset(part for one in entries.get(person, ()) for part in one.parts) or NOBODY,
            "place": lambda person: self.places.of(
                (part for one in entries.get(person, ()) for part in one.parts),
                facts.persons[person].municipalities if person in facts.persons else ()) or NOBODY,
            "referral_source": lambda person: frozenset(one.source for one in self.cases.get(person, ()) if one.source) or NOBODY,
            "crisis": lambda person: frozenset(one.crisis for one in self.cases.get(person, ()) if one.crisis) or NOBODY,
            "specialist": lambda person: frozenset(one.lead for one in self.cases.get(person, ()) if one.lead and not one.closed_on) or NOBODY,
            "month": lambda person: frozenset(one.on[:7] for one in entries.get(person, ())[:1]) or NOBODY,
            "year": lambda person: frozenset(one.on[:4] for one in entries.get(person, ())[:1]) or NOBODY,
            "sex": lambda person: frozenset({facts.persons[person].sex if person in facts.persons else None}),
            "age": lambda person: frozenset({self.age(person)}),
            "target_group": lambda person: frozenset(one.target_group for one in entries.get(person, ()) if one.target_group) or NOBODY,
        }
        return ways[dim]

    def age(self, person: str) -> str | None:
        """Return the age group of a person at entry, None where the birth date leaves it open."""
        entries, known = self._entries.get(person), self.facts.persons.get(person)
        return age_group(known.birth, entries[0].on) if entries and known is not None and known.birth else None

    @cached_property
    def _entries(self) -> Mapping[str, tuple[Entry, ...]]:
        return by_person(self.facts.entries)


#: By what persons are told apart.
OF_PERSON = ("phase", "part", "place", "institution", "referral_source", "crisis", "specialist", "month", "year", "sex", "age", "target_group")
#: The age groups of the common indicators (EECO06 to EECO08), and those between.
AGES = {"0-17": (0, 17), "18-29": (18, 29), "30-54": (30, 54), "55+": (55, 200)}


def age_group(birth: str, day: str) -> str | None:
    """Return the age group on a day of one born at a date of known precision; None where that leaves it open."""
    least, most = ages(birth, day)
    return next((name for name, (low, high) in AGES.items() if low <= least and most <= high), None)
