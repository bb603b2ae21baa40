"""An office with one project and nine people, in which sessions of every kind are written as staff write them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from caseworker_desktop.settings import Settings
from caseworker_desktop.usecases.desk import Desk
from caseworker_desktop.usecases.gathering import Came, Done, Gathering
from caseworker_desktop.usecases.reporting import Question
from tests.groups_world import GroupsWorld, make_world
from tests.pdf_text import read_pdf

CODE = "Tiltai/2026"


@dataclass(frozen=True)
class Sessions:
    """The world and its project, in which everybody takes part."""

    world: GroupsWorld
    project: str

    @property
    def desk(self) -> Desk:
        return self.world.desk

    @property
    def persons(self) -> tuple[str, ...]:
        return self.world.persons

    def held(self, kind: str, *people: int, on: str = "2026-11-20", at: str = "10:00", note: str = "", **values: Any) -> Done:
        """Write a session of the project with these people, as the form of the window does."""
        told = {"minutes": 60, "project": self.project, **values}
        return self.desk.gatherings.record(Gathering(kind, on, at, told, tuple(Came(self.persons[one]) for one in people), note))

    def row(self, session: str) -> Any:
        return next(one for one in self.world.rows("session") if one.id == session)

    def services(self, *by: str, **told: Any) -> Mapping[Any, Mapping[str, Any]]:
        """Return the rows of the report of services, by their keys."""
        question = Question(CODE, **{"since": "2026-01-01", "until": "2026-11-21", **told}, by=by)
        listing = self.desk.reporting.listing("services", question)
        names = [column.key for column in listing.columns]
        heads = names[: 2 * len(by) : 2]
        return {tuple(row[name] for name in heads) if len(by) > 1 else row[heads[0]]: row for row in listing.rows}

    def paper(self, kind: str, id_: str, target: Path) -> tuple[str, ...]:
        """Return the text of a paper, page by page, as it comes out of the printer."""
        self.desk.papers.print(kind, id_, target=target)
        return tuple(" ".join(page.split()) for page in read_pdf(target.read_bytes()).pages)


def make(folder: Path, settings: Settings) -> Sessions:
    """Make the world in `folder`."""
    world = make_world(folder, settings)
    (project,) = world.load(
        {"record": "project", "code": CODE, "title": "Tiltai", "status": "running", "period_from": "2026-01-01", "period_to": "2026-12-31"})
    world.load(*({"record": "participation", "person": one, "project": project, "entry_on": "2026-09-01"} for one in world.persons))
    return Sessions(world, project)
