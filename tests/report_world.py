"""A small project in a real office, for tests of single rules: two places, a renamed prison, and people as the test says."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from caseworker_desktop.report.model import Figure
from caseworker_desktop.usecases.desk import Desk
from caseworker_desktop.usecases.intent import Intent
from tests.workspace import load

CODE = "R-1/2024"
DAY = "2024-06-30"
RECORDS: tuple[dict[str, Any], ...] = (
    {"record": "project", "code": CODE, "title": "Matas", "period_from": "2024", "period_to": "2024-12"},
    {"record": "project", "code": "KITAS", "title": "Kitas"},
)


@dataclass
class World:
    """Adds records and asks for figures."""

    desk: Desk
    project: str = ""
    parts: dict[str, str] = field(default_factory=dict)

    def add(self, record: str, **values: Any) -> str:
        (id_,) = load(self.desk, {"record": record, **values})
        return id_

    def person(self, entry: str | None = "2024-01-10", *, about: dict[str, Any] | None = None, **participation: Any) -> str:
        """Add a person with a case, entered into the project on a day (None: not)."""
        id_ = self.add("person", **{"given_names": "Ona", "family_name": "Pavyzdė", **(about or {})})
        self.add("case", person=id_, opened_on="2024-01-01")
        if entry is not None:
            self.add("participation", person=id_, project=f"@{CODE}", entry_on=entry, **participation)
        return id_

    def case(self, person: str) -> str:
        with self.desk.writer._store.reading() as reading:
            return str(reading.rows("case", person=person)[0].id)

    def session(self, *persons: str, day: str = "2024-03-05", attendance: dict[str, Any] | None = None, **values: Any) -> str:
        told = {"kind": "individual", "starts_at": f"{day}T10:00:00+02:00", "minutes": 60, "project": f"@{CODE}", "staff": [self.desk.worker.staff]}
        id_ = self.add("session", **{**told, **values})
        for person in persons:
            self.add("attendance", session=id_, person=person, **{"status": "present", **(attendance or {})})
        return id_

    def join(self, a: str, b: str, *, joined: bool = True, id_: str | None = None) -> str:
        """Say that two are one: the operation `same`."""
        return self.desk.writer.write([Intent("same", id_, {"a": a, "b": b, "joined": joined})]).ids[0]

    def figure(self, rule: str, *, day: str = DAY, since: str | None = None, target: dict[str, Any] | None = None, **parameters: Any) -> Figure:
        """Return the figure of a rule with these parameters; its indicator is made for the question."""
        code = self.desk.writer.new_id()
        self.add("indicator", project=f"@{CODE}", code=code, rule=rule, parameters=parameters, **(target or {}))
        return next(one for one in self.desk.reporting.indicators(CODE, day, since) if one.code == code)


def make(desk: Desk) -> World:
    """Return the world: the project with its parts `north` and `south`."""
    found = load(desk, *RECORDS)
    world = World(desk, found[0])
    world.parts = {name: world.add("project_part", project=f"@{CODE}", kind="place", name=name) for name in ("north", "south")}
    return world
