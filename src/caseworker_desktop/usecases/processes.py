"""Process templates: a way of working in stages, kept as a template that names nobody, and laid over a project as its parts."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from caseworker_desktop.kernel.errors import LineRefused, Refused
from caseworker_desktop.kernel.message import message
from caseworker_desktop.records.lists import local_name
from caseworker_desktop.store.store import Store
from caseworker_desktop.usecases.intent import Intent, Written
from caseworker_desktop.usecases.moment import known
from caseworker_desktop.usecases.writing import Writer

KIND = "project"


@dataclass(frozen=True, slots=True)
class Stage:
    """A stage of a process: its name in the language asked for, how many months it takes, what is done in it."""

    code: str
    name: str
    months: int | None
    steps: tuple[str, ...]
    services: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Process:
    """A template of kind „project“. `kept`: the id of the template here, None: it ships with the program and was not taken in yet."""

    code: str
    name: str
    stages: tuple[Stage, ...]
    kept: str | None


class Processes:
    """Templates of processes for one worker; `shipped` is the folder of those that come with the program."""

    def __init__(self, store: Store, writer: Writer, shipped: Path) -> None:
        self._store, self._writer, self._shipped = store, writer, shipped

    def all(self, language: str) -> list[Process]:
        """Return the processes kept here, then those that ship and were not taken in, with names in `language`."""
        with self._store.reading() as reading:
            kept = [one for one in reading.plains("template") if one["kind"] == KIND]
        found = [_process({**(one["body"] or {}), **_names(one), "code": one["code"]}, language, one["id"]) for one in kept]
        have = {one.code for one in found}
        return found + [_process(body, language, None) for body in self._bodies() if body["code"] not in have]

    def take_in(self, code: str) -> Written:
        """Keep a shipped process as a template of this office. Raises Refused for one that is none; Denied outside the office."""
        body = next((one for one in self._bodies() if one["code"] == code), None)
        if body is None:
            raise Refused(message("placing.no_process"))
        with self._store.reading() as reading:
            if any(one["kind"] == KIND for one in reading.plains("template", code=code)):
                raise Refused(message("placing.process_kept"))
        return self._writer.write([Intent("template", None, {
            "code": code, "kind": KIND, **_names(body), "body": {"stages": body["stages"]}})])

    def lay_over(self, template: str, project: str, begins: Sequence[str], ends: str | None, language: str) -> Written:
        """Make the stages of a template parts of a project: each begins on its day of `begins` and ends the day before the next; the last
        on `ends`. Raises LineRefused (`begins`): a day too few or out of order; Refused: no such template, or the project has stages of
        these names already.
        """
        with self._store.reading() as reading:
            plain = reading.plain("template", template)
            parts = {(one["kind"], one["name"]) for one in reading.plains("project_part", project=project)}
        if plain is None:
            raise Refused(message("placing.no_process"))
        stages = _process({**(plain["body"] or {}), **_names(plain), "code": plain["code"]}, language, template).stages
        days = [_day(one) for one in begins]
        if len(days) != len(stages) or days != sorted(set(days)):
            raise LineRefused(message("placing.stages_out_of_order"), field="begins")
        if any(("stage", one.name) in parts for one in stages):
            raise Refused(message("placing.stages_there"))
        until = [date.fromordinal(day.toordinal() - 1).isoformat() for day in days[1:]] + [ends]
        return self._writer.write([
            Intent("project_part", None, known({"project": project, "kind": "stage", "name": one.name, "from": first.isoformat(), "to": last}))
            for one, first, last in zip(stages, days, until, strict=True)])

    def _bodies(self) -> list[dict[str, Any]]:
        return [json.loads(path.read_text(encoding="utf-8")) for path in sorted(self._shipped.glob("*.json"))]


def _process(body: Mapping[str, Any], language: str, kept: str | None) -> Process:
    stages = tuple(
        Stage(str(one.get("code") or ""), local_name(one, language), one.get("months"), tuple(one.get(f"steps_{language}") or ()),
              tuple(one.get("services") or ()))
        for one in body.get("stages") or () if isinstance(one, Mapping))
    return Process(str(body["code"]), local_name(body, language), stages, kept)


def _names(plain: Mapping[str, Any]) -> dict[str, Any]:
    return {name: plain.get(name) for name in ("name_lt", "name_lv", "name_en")}


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError as reason:
        raise LineRefused(message("session.day_wrong"), field="begins") from reason
