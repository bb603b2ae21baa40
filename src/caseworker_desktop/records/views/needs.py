"""The needs of a case: every rating a domain, and what answers it (need → goal → step → service → sessions)."""

from __future__ import annotations

import json
from dataclasses import dataclass

from caseworker_desktop.kernel import ids
from caseworker_desktop.records.views.sql import in_turns, rows
from caseworker_desktop.store.reading import Reading

#: A goal that nobody works on any more answers nothing.
GIVEN_UP = "dropped"


@dataclass(frozen=True, slots=True)
class Rated:
    """One rating of a domain, 0 (bad) to 10 (good); `met` as in need.met."""

    id: str
    on: str
    client: int | None
    worker: int | None
    barriers: tuple[str, ...]
    met: str | None
    note: str | None
    place: str | None


@dataclass(frozen=True, slots=True)
class Service:
    """A step of a goal. `sessions`, `minutes`: what took place for it and was attended."""

    step: str
    text: str
    who: str | None
    service: str | None
    due: str | None
    status: str | None
    sessions: int
    minutes: int


@dataclass(frozen=True, slots=True)
class Answer:
    """A goal that answers a need. `standing`: it is worked on or reached, in a plan that is not closed."""

    goal: str
    plan: str
    own_words: str
    status: str | None
    standing: bool
    services: tuple[Service, ...]


@dataclass(frozen=True, slots=True)
class DomainNeed:
    """A domain with its ratings, oldest first, and its goals."""

    domain: str
    rated: tuple[Rated, ...]
    answers: tuple[Answer, ...]

    @property
    def last(self) -> Rated | None:
        """The rating that counts now."""
        return self.rated[-1] if self.rated else None


@dataclass(frozen=True, slots=True)
class Unmet:
    """A service that was asked for and is not available: who asked, since when, where."""

    need: str
    person: str
    name: str
    domain: str
    on: str
    place: str | None
    note: str | None


def needs_of(reading: Reading, case: str, day: str) -> tuple[DomainNeed, ...]:
    """Return the domains of a case that were rated by `day` or that a goal names, by code."""
    rated: dict[str, list[Rated]] = {}
    of_need: dict[str, str] = {}
    for row in sorted(reading.rows("need", case=case), key=lambda one: (one.on, one.id)):
        of_need[row.id] = row.domain
        if row.on <= day:
            rated.setdefault(row.domain, []).append(Rated(
                row.id, row.on, row.client_value, row.worker_value, tuple(row.barriers), row.met, row.note, row.place))
    answers: dict[str, list[Answer]] = {}
    for plan in reading.rows("plan", case=case):
        for goal in sorted(reading.rows("goal", plan=plan.id), key=lambda one: (one.order or 0, one.id)):
            found = Answer(goal.id, plan.id, goal.own_words or "", goal.status, plan.status != "closed" and goal.status != GIVEN_UP,
                           _services(reading, goal.id))
            for domain in dict.fromkeys([*(of_need[need] for need in goal.needs if need in of_need), *([goal.domain] if goal.domain else [])]):
                answers.setdefault(domain, []).append(found)
    return tuple(DomainNeed(domain, tuple(rated.get(domain, ())), tuple(answers.get(domain, ()))) for domain in sorted({*rated, *answers}))


def unmet(reading: Reading, first: str, last: str, person: str | None = None) -> tuple[Unmet, ...]:
    """Return the needs that are not available, rated between two days, the newest first; of one person only, when given."""
    found = rows(
        reading.connection,
        'SELECT n.id, p.id, p.given_names, p.family_name, n.domain, n."on", n.place, n.note FROM k_need n '
        'JOIN k_case c ON c.id = n."case" JOIN k_person p ON p.id = c.person '
        "WHERE n.met = 'not_available' AND n.\"on\" BETWEEN :first AND :last AND LIVE(n) AND LIVE(c) AND LIVE(p) "
        "AND p.id = coalesce(:person, p.id) ORDER BY n.\"on\" DESC, n.id",
        first=first, last=last, person=None if person is None else ids.to_bytes(person),
    )
    return tuple(Unmet(ids.to_text(row[0]), ids.to_text(row[1]), f"{row[2] or ''} {row[3] or ''}".strip(), row[4], row[5], row[6], row[7])
                 for row in found)


def _services(reading: Reading, goal: str) -> tuple[Service, ...]:
    steps = sorted(reading.rows("step", goal=goal), key=lambda one: (one.due or "9999", one.id))
    done = _done(reading, [one.id for one in steps]) if steps else {}
    return tuple(Service(one.id, one.text or "", one.who, one.service, one.due, one.status, *done.get(one.id, (0, 0))) for one in steps)


def _done(reading: Reading, steps: list[str]) -> dict[str, tuple[int, int]]:
    """Return (sessions, minutes) that took place for each step, found over the sessions that the plan's person attended."""
    found: dict[str, tuple[int, int]] = {}
    for _, told, minutes in in_turns(
        reading.connection,
        "SELECT DISTINCT s.id, s.steps, s.minutes FROM k_step t JOIN k_goal g ON g.id = t.goal JOIN k_plan p ON p.id = g.plan "
        'JOIN k_case c ON c.id = p."case" JOIN k_attendance a ON a.person = c.person JOIN k_session s ON s.id = a.session '
        "WHERE t.id IN :of AND s.steps IS NOT NULL AND s.lost_reason IS NULL AND LIVE(a) AND LIVE(s) AND a.status IN ('present', 'late')",
        [ids.to_bytes(one) for one in steps],
    ):
        for step in json.loads(told):
            if step in steps:
                count, spent = found.get(step, (0, 0))
                found[step] = (count + 1, spent + (minutes or 0))
    return found
