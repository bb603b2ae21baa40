"""The scenarios at a desk: each loaded into an office of its own, with the people whose pages have something to show."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from caseworker_desktop import bootstrap
from caseworker_desktop.settings import Settings
from caseworker_desktop.usecases.desk import Desk
from tests.clock import StandingClock
from tests.workspace import PASSPHRASE, make_office, scenario

NAMES = ("s0", "s1", "s2", "s3", "s4")


@dataclass(frozen=True)
class Loaded:
    """A scenario at a desk: its lines, and how many records of each kind it has."""

    name: str
    desk: Desk
    lines: tuple[str, ...]
    counts: Counter[str]

    def person_of(self, kind: str, field: str = "person") -> str:
        """Return the person with the most records of a kind; empty when there is none."""
        found = Counter(who for row in self.desk.editing.rows(kind) for who in _persons(getattr(row, field)))
        return min(found, key=lambda who: (-found[who], who), default="")

    def person_by_case(self, kind: str) -> str:
        """Return the person in whose cases most records of a kind stand; empty when there is none."""
        persons = {case.id: case.person for case in self.desk.editing.rows("case")}
        found = Counter(persons[row.case] for row in self.desk.editing.rows(kind) if row.case)
        return min(found, key=lambda who: (-found[who], who), default="")

    def name_of(self, person: str) -> str:
        """Return the name on a person's page."""
        row = next(one for one in self.desk.editing.rows("person") if one.id == person)
        return f"{row.given_names} {row.family_name}"


def _persons(value: object) -> Iterable[str]:
    return [value] if isinstance(value, str) else list(value) if isinstance(value, tuple) else []


def load_scenario(name: str, folder: Path, settings: Settings) -> Loaded:
    """Make an office, load the scenario, and sit down there."""
    place = make_office(folder / name, bootstrap.build_parts(settings, StandingClock()))
    desk = bootstrap.unlock(place.parts, place.folder, place.login, PASSPHRASE)
    lines = tuple(scenario(name))
    desk.loading.load(lines)
    return Loaded(name, desk, lines, Counter(str(json.loads(line)["record"]) for line in lines))
