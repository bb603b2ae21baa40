"""An office where each role of the team has a passphrase of its own: who reads what is asked at their own desks."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from caseworker_desktop import bootstrap
from caseworker_desktop.records.lists import institution_id
from caseworker_desktop.settings import Settings
from caseworker_desktop.usecases.desk import Desk
from tests.clock import StandingClock
from tests.workspace import OFFICE, PASSPHRASE, load, make_office

#: login → given name, family name, role
TEAM = {
    "soc": ("Eglė", "Socialinė", "U-SW"), "psi": ("Vaida", "Psichologė", "U-PSY"), "pri": ("Ona", "Konsultantė", "U-ADD"),
    "dar": ("Jonas", "Tarpininkas", "U-JOB"), "men": ("Māris", "Mentors", "U-MEN"), "koo": ("Rita", "Koordinatorė", "U-COO"),
    "vad": ("Petras", "Vadovas", "U-PM"),
}
CODE = "T-1/2026"


@dataclass
class TeamWorld:
    """The office; `at(login)` sits down at its desk as somebody."""

    folder: Path
    parts: bootstrap.Parts
    clock: StandingClock
    staff: dict[str, str] = field(default_factory=dict)
    project: str = ""

    @contextmanager
    def at(self, login: str = OFFICE.login) -> Iterator[Desk]:
        desk = bootstrap.unlock(self.parts, self.folder, login, PASSPHRASE)
        try:
            yield desk
        finally:
            desk.close()

    def client(self, desk: Desk, given: str, family: str, *, lead: str = "soc", opened: str = "2026-01-10", **values: Any) -> tuple[str, str]:
        """Return a person and their open case."""
        (person,) = load(desk, {"record": "person", "given_names": given, "family_name": family, **values})
        case = {"record": "case", "person": person, "kind": "client", "opened_on": opened, "lead": self.staff[lead]}
        return person, load(desk, case)[0]


@contextmanager
def team_world(folder: Path, settings: Settings, clock: StandingClock, *logins: str) -> Iterator[TeamWorld]:
    """Make the office with those of the team who are named."""
    parts = bootstrap.build_parts(settings, clock)
    make_office(folder, parts)
    world = TeamWorld(folder, parts, clock)
    with world.at() as desk:
        for login in logins:
            given, family, role = TEAM[login]
            world.staff[login] = desk.access.add_staff(login, given, family, role, [])
            desk.access.add_slot(login, PASSPHRASE)
        world.project = load(desk, {"record": "project", "code": CODE, "title": "Pagalba", "period_from": "2026", "period_to": "2026-12"})[0]
    yield world


PANEVEZYS = institution_id("LT-K-PAN")
