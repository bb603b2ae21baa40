"""What the rules read of the records: frozen rows with joined persons already one; days are first days unless said otherwise."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Protocol, TypeVar

from caseworker_desktop.report.periods import Span


@dataclass(frozen=True, slots=True)
class Project:
    """The project a report is about; `span` its period, `begins` None when it is not on record."""

    id: str
    code: str
    span: Span
    begins: str | None
    role: str | None
    target_groups: frozenset[str]
    parts: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Entry:
    """One participation: `on` and `left` first days, `reason` of leaving; `told` the answers of the funder's questionnaire by field."""

    id: str
    person: str
    on: str
    left: str | None
    parts: frozenset[str]
    target_group: str | None
    told: Mapping[str, Any]
    reason: str | None = None


@dataclass(frozen=True, slots=True)
class Person:
    """What filters and age groups ask of a person."""

    id: str
    sex: str | None
    birth: str | None
    rural: bool | None
    municipalities: frozenset[str]


@dataclass(frozen=True, slots=True)
class Outcome:
    """An outcome; `until` its last day, None while it lasts; `first_ever` None when nobody said."""

    id: str
    person: str
    type: str
    domain: str | None
    on: str
    until: str | None
    first_ever: bool | None


@dataclass(frozen=True, slots=True)
class Answer:
    """A follow-up that was done: what was answered to each question, or that the person refused to talk."""

    id: str
    person: str
    on: str
    answers: Mapping[str, str]
    refused: bool


@dataclass(frozen=True, slots=True)
class Situation:
    """How a person lived during a span."""

    person: str
    domain: str
    value: str
    span: Span


@dataclass(frozen=True, slots=True)
class Cell:
    """What rules tell sessions apart by; `outside` the project's period."""

    kind: str
    subject: str | None
    services: frozenset[str]
    parts: frozenset[str]
    institution: str | None
    lost: str | None
    outside: bool


@dataclass(frozen=True, slots=True)
class Held:
    """The sessions of a cell: how many, their minutes, planned minutes less minutes, and how many have no planned minutes."""

    sessions: int
    minutes: int
    missed: int
    unplanned: int


@dataclass(frozen=True, slots=True)
class There:
    """Who was present or late at the sessions of a cell, and for how many minutes in all; a bit of `persons` for each in `Sessions.people`."""

    minutes: int
    persons: int


@dataclass(frozen=True, slots=True)
class Membership:
    """A completed membership of a group of the project; `on` its first day, None when nobody dated it."""

    id: str
    person: str
    on: str | None
    programme: str | None
    programme_kind: str | None
    subject: str | None
    parts: frozenset[str]
    institution: str | None


@dataclass(frozen=True, slots=True)
class Partner:
    """A partner; `span` its activity by the precision of its dates."""

    id: str
    kind: str
    span: Span
    services: frozenset[str]
    municipalities: frozenset[str]


@dataclass(frozen=True, slots=True)
class Pledge:
    """Places offered to the project."""

    id: str
    partner: str
    parts: frozenset[str]
    municipality: str | None
    places: int
    on: str | None


@dataclass(frozen=True, slots=True)
class Placement:
    """A placement of the project, through its pledge or its parts."""

    id: str
    person: str
    pledge: str | None
    parts: frozenset[str]
    municipality: str | None
    on: str
    status: str | None


@dataclass(frozen=True, slots=True)
class Plan:
    """An agreed plan: `on` None when the day of agreement is not on record; `done`: it has steps and every one was done."""

    id: str
    person: str
    on: str | None
    done: bool


@dataclass(frozen=True, slots=True)
class Measured:
    """One person's first and last score by an instrument; None where no key opens them."""

    person: str
    first: str | None
    last: str | None


class OfPerson(Protocol):
    """A row about a person."""

    @property
    def person(self) -> str:
        """The person's id."""


Row = TypeVar("Row", bound=OfPerson)


def by_person(found: Iterable[Row]) -> Mapping[str, tuple[Row, ...]]:
    """Return rows by person, in their order."""
    out: dict[str, list[Row]] = defaultdict(list)
    for one in found:
        out[one.person].append(one)
    return {person: tuple(held) for person, held in out.items()}
