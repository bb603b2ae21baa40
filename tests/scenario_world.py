"""The five scenarios, each in an office of its own that is made once, and the tables that a careful person reads in them."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from caseworker_desktop import bootstrap
from caseworker_desktop.kernel.clock import SystemClock
from caseworker_desktop.settings import Settings
from tests.workspace import SCENARIOS, Place, make_office, scenario


def expected(name: str) -> dict[str, Any]:
    """Return what a scenario must give."""
    found: dict[str, Any] = json.loads((SCENARIOS / name / "expected.json").read_text(encoding="utf-8"))
    return found


def tables(name: str) -> Mapping[str, Any]:
    """Return a scenario's tables."""
    found: Mapping[str, Any] = expected(name)["tables"]
    return found


class Offices:
    """Offices by scenario; each is made when it is first asked for."""

    def __init__(self, folder: Path, settings: Settings) -> None:
        self._folder, self._settings = folder, settings
        self._made: dict[str, Place] = {}

    def of(self, name: str) -> Place:
        """Return the office that holds a scenario."""
        if name not in self._made:
            place = make_office(self._folder / name, bootstrap.build_parts(self._settings, SystemClock()))
            with place.desk() as desk:
                desk.loading.load(scenario(name))
            self._made[name] = place
        return self._made[name]
