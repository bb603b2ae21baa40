"""What the rules read of the records: frozen rows with joined persons already one; days are first days unless said otherwise."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

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
    """One participation: `on` and `left` first days; `told` the answers of the funder's questionnaire by field."""

    id: str
    person: str
    on: str
    left: str | None
    parts: frozenset[str]
    target_group: str | None
    told: Mapping[str, Any]


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
    """Sessions that no rule tells apart, or (`person` given) one person's attendances at them.

    `minutes`: theirs, or those attended. `missed`: planned minutes less minutes, and `unplanned` how many sessions have no plan.
    `id`: one session alone, for lists.
    """

    kind: str
    subject: str | None
    services: frozenset[str]
    parts: frozenset[str]
    institution: str | None
    place: str | None
    lost: str | None
    outside: bool
    project: str | None
    sessions: int = 1
    minutes: int = 0
    missed: int = 0
    unplanned: int = 0
    person: str | None = None
    id: str | None = None


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
