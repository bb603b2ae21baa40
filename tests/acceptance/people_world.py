"""An office with its worker at the desk and a running project, for what persons and families need."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from caseworker_desktop import bootstrap
from caseworker_desktop.kernel.progress import Silent
from caseworker_desktop.report.model import Figure
from caseworker_desktop.settings import Settings
from caseworker_desktop.usecases.desk import Desk
from caseworker_desktop.usecases.intent import Intent
from tests.clock import StandingClock
from tests.workspace import OFFICE, PASSPHRASE, load

CODE = "9.1.2.0/16/I/001"


@dataclass
class PeopleWorld:
    """The desk and a project; `add` loads a record and gives its id."""

    desk: Desk
    clock: StandingClock
    project: str = ""
    made: list[str] = field(default_factory=list)

    def add(self, record: str, **values: Any) -> str:
        (id_,) = load(self.desk, {"record": record, **values})
        return id_

    def person(self, given: str = "Rokas", family: str = "Netikras", **values: Any) -> str:
        return self.add("person", given_names=given, family_name=family, **values)

    def client(self, given: str = "Rokas", family: str = "Netikras", **values: Any) -> tuple[str, str]:
        """Return a person and their open case."""
        person = self.person(given, family, **values)
        return person, self.add("case", person=person, kind="client", opened_on="2026-01-10", lead=self.desk.worker.staff)

    def figure(self, rule: str, as_of: str = "2026-11-21", **parameters: Any) -> Figure:
        """Return the figure of a rule in the project."""
        code = self.desk.writer.new_id()
        self.desk.writer.write([Intent("indicator", None, {
            "project": self.project, "code": code, "rule": rule, "parameters": parameters})])
        return next(one for one in self.desk.reporting.indicators(CODE, as_of) if one.code == code)

    def plain(self, kind: str, id_: str) -> dict[str, Any]:
        found = self.desk.editing.read(kind, id_)
        assert found is not None
        return found


@contextmanager
def people_world(folder: Path, settings: Settings, clock: StandingClock) -> Iterator[PeopleWorld]:
    """Make the office; close it at the end."""
    parts = bootstrap.build_parts(settings, clock)
    bootstrap.FolderDoors(parts, folder).create_office(OFFICE, Silent())
    desk = bootstrap.unlock(parts, folder, OFFICE.login, PASSPHRASE)
    try:
        world = PeopleWorld(desk, clock)
        world.project = world.add(
            "project", code=CODE, title="Pro vartus", abbreviation="PV", period_from="2026-01", period_to="2027-12", status="running",
            eligible_municipalities=["LT-25"], target_groups=["convicted", "family_members"])
        yield world
    finally:
        desk.close()
