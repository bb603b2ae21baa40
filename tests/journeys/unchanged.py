"""A world that bad input must leave as it is: an office and a laptop, another office, and how a refusal must look."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from pathlib import Path

from tests.journeys.command import Caseworker, Ran
from tests.journeys.pair import Pair


@dataclass
class World:
    """An office and a laptop that no test changes, another office, and a folder for what is given."""

    pair: Pair
    other: Pair
    given: Path
    bundle: Path
    foreign: Path
    run: Caseworker

    @property
    def office(self) -> Path:
        return self.pair.office


def clear(ran: Ran, code: int) -> None:
    """One sentence in words, whatever happened."""
    assert ran.code == code, ran.err
    assert len(ran.err.splitlines()) == 1, ran.err
    assert len(ran.err) < 600
    assert "Traceback" not in ran.err
    assert re.search(r"\w+ \w+", ran.err)
    assert not re.fullmatch(r"[\w.]+\s*", ran.err), "a key of the catalogue without its sentence"


def refused(world: World, code: int, *words: object, workspace: Path | None = None, says_more: bool = False) -> None:
    """Run both ways; the workspace must be as before."""
    place = workspace or world.office
    before = world.run.lines(place, "dump", "--all"), files(place)
    asked = ["--workspace", place, *words]
    ran = world.run.ask(*asked)
    clear(ran, code)
    assert says_more or ran.out == ""
    with_json = world.run.ask("--json", *asked)
    assert with_json.code == code
    value = json.loads(with_json.out)
    assert says_more or set(value) <= {"error", "line", "field"}
    assert (world.run.lines(place, "dump", "--all"), files(place)) == before


def files(folder: Path) -> list[str]:
    return sorted(str(path.relative_to(folder)) for path in folder.rglob("*") if path.is_file() and path.suffix not in (".db-wal", ".db-shm"))
