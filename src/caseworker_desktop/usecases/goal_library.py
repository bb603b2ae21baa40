"""The goal library: examples of goals to begin with, the office's own before those that ship with the program."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from caseworker_desktop.records.lists import local_name
from caseworker_desktop.store.store import Store
from caseworker_desktop.usecases.intent import Written
from caseworker_desktop.usecases.planning import Planning

GOAL = "goal"


@dataclass(frozen=True, slots=True)
class GoalTemplate:
    """An example: `own_words` and `measure` in one language, to be said anew by the client; `kept`: the office's own."""

    code: str
    name: str
    domain: str | None
    own_words: str
    measure: str
    kept: bool


class GoalLibrary:
    """Offers examples to one worker; `shipped` is the folder of those that come with the program."""

    def __init__(self, store: Store, planning: Planning, shipped: Path) -> None:
        self._store, self._planning, self._shipped = store, planning, shipped

    def goals(self, language: str) -> tuple[GoalTemplate, ...]:
        """Return the examples in `language`: the office's templates of kind `goal`, then the shipped ones whose code none of those has."""
        with self._store.reading() as reading:
            kept = [_template({**(one["body"] or {}), **one}, language, kept=True) for one in reading.plains("template") if one["kind"] == GOAL]
        have = {one.code for one in kept}
        return (*kept, *(one for each in self._bodies() if (one := _template(each, language, kept=False)).code not in have))

    def add(self, plan: str, code: str, language: str) -> Written | None:
        """Add the goal of an example to a plan, to be put into the client's words; None when there is no such example."""
        found = next((one for one in self.goals(language) if one.code == code), None)
        return None if found is None else self._planning.add_goal(plan, found.own_words, domain=found.domain, measure=found.measure or None).written

    def _bodies(self) -> list[dict[str, Any]]:
        return [one for path in sorted(self._shipped.glob("*.json")) for one in json.loads(path.read_text(encoding="utf-8"))]


def _template(told: Mapping[str, Any], language: str, *, kept: bool) -> GoalTemplate:
    words, measure = told.get("own_words") or {}, told.get("measure") or {}
    return GoalTemplate(str(told["code"]), local_name(told, language) or str(told["code"]), told.get("domain"), _said(words, language),
                        _said(measure, language), kept)


def _said(told: Any, language: str) -> str:
    if isinstance(told, Mapping):
        return str(told.get(language) or next((one for one in told.values() if isinstance(one, str)), ""))
    return str(told or "")
