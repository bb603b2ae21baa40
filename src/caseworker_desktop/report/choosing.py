"""The filters that every rule takes, phase, part and place, and those of participants; and the participants that are left."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from caseworker_desktop.report.figures.facts import Facts
from caseworker_desktop.report.figures.sessions import Reach
from caseworker_desktop.report.model import Asked
from caseworker_desktop.report.periods import Span
from caseworker_desktop.report.rows import Cell, Entry, Person

PART, INSTITUTION, MUNICIPALITY = "part", "institution", "municipality"


@dataclass(frozen=True, slots=True)
class Place:
    """A place as an indicator names it: a part of the project, an institution under all its names, or a municipality (`key` its code)."""

    kind: str
    key: str
    told: str


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is left of the records; None and no parts: everything."""

    parts: frozenset[str] = frozenset()
    place: Place | None = None
    phase: str | None = None
    sex: str | None = None
    target_group: str | None = None

    def and_also(self, other: Wanted) -> Wanted:
        """Return what both ask for; where only one can be said (place, phase), this one's word stands."""
        return Wanted(
            self.parts | other.parts, self.place or other.place, self.phase or other.phase, self.sex or other.sex,
            self.target_group or other.target_group,
        )

    @property
    def reach(self) -> Reach:
        """Of whom sessions are asked."""
        return self.phase, self.place.key if self.place is not None and self.place.kind == MUNICIPALITY else None


#: No filter at all.
EVERYTHING = Wanted()


@dataclass(frozen=True, slots=True)
class Participant:
    """A person with their participations of the project in order, entered by the day."""

    person: Person
    entries: tuple[Entry, ...]

    @property
    def id(self) -> str:
        """The person's id."""
        return self.person.id

    @property
    def entered(self) -> str:
        """The day of the first entry."""
        return self.entries[0].on


def texts(value: object) -> frozenset[str]:
    """Return a parameter that may be one code or several."""
    if value is None or value == "":
        return frozenset()
    if isinstance(value, str):
        return frozenset({value})
    return frozenset(str(one) for one in value) if isinstance(value, Iterable) else frozenset({str(value)})


def wanted(asked: Asked, facts: Facts) -> Wanted:
    """Return the filters of an indicator. A part is told by id or name, a place by part, institution (id, code) or municipality code."""
    told = asked.parameters
    parts = {_part(facts, one) for one in (*texts(told.get("part")), *texts(asked.part))}
    one = told.get("place")
    place = _place(facts, str(one)) if one else None
    return Wanted(frozenset(parts), place, _text(told.get("phase")), _text(told.get("sex")), _text(told.get("target_group")))


def _text(value: object) -> str | None:
    return str(value) if value not in (None, "") else None


def _part(facts: Facts, told: str) -> str:
    parts = facts.project.parts
    return told if told in parts else next((id_ for id_, name in parts.items() if name == told), told)


def _place(facts: Facts, told: str) -> Place:
    part = _part(facts, told)
    if part in facts.project.parts:
        return Place(PART, part, told)
    institution = facts.institution(told)
    return Place(INSTITUTION, institution, told) if institution else Place(MUNICIPALITY, told, told)


def in_parts(parts: frozenset[str], wish: Wanted) -> bool:
    """Tell whether a record of these parts is asked for."""
    of_place = wish.place is None or wish.place.kind != PART or wish.place.key in parts
    return wish.parts <= parts and of_place


def cell_fits(cell: Cell, wish: Wanted, facts: Facts) -> bool:
    """Tell whether a cell of sessions is of the parts and the place asked for; phase and municipality are asked of the records."""
    if not in_parts(cell.parts, wish):
        return False
    place = wish.place
    if place is None or place.kind in (PART, MUNICIPALITY):
        return True
    return cell.institution is not None and cell.institution in facts.same_place(place.key)


def persons_fit(persons: Iterable[str], wish: Wanted, facts: Facts) -> frozenset[str]:
    """Return those of the persons whose phase on the day is the one asked for and who live in the municipality asked for."""
    out = persons
    if wish.phase is not None:
        out = [one for one in out if facts.phases.get(one) == wish.phase]
    place = wish.place
    if place is not None and place.kind == MUNICIPALITY:
        out = [one for one in out if one in facts.persons and place.key in facts.persons[one].municipalities]
    return frozenset(out)


def participants(facts: Facts, wish: Wanted) -> dict[str, Participant]:
    """Return the persons with a participation entered by the day that fits, by id: each once, with all that fit, the first entry first."""
    held: Mapping[str, tuple[Span, ...]] | None = None
    if wish.place is not None and wish.place.kind == INSTITUTION:
        held = facts.held_at(wish.place.key)
    entries: dict[str, list[Entry]] = {}
    for entry in facts.entries:
        if not in_parts(entry.parts, wish) or (wish.target_group is not None and entry.target_group != wish.target_group):
            continue
        if held is not None and not any(span.meets(Span(entry.on, min(entry.left or facts.day, facts.day))) for span in held.get(entry.person, ())):
            continue
        entries.setdefault(entry.person, []).append(entry)
    left = persons_fit(entries, wish, facts)
    out = {}
    for id_, found in entries.items():
        person = facts.persons.get(id_) or Person(id_, None, None, None, frozenset())
        if id_ in left and (wish.sex is None or person.sex == wish.sex):
            out[id_] = Participant(person, tuple(found))
    return out
