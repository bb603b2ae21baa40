"""How long files are kept, and which have been kept long enough: the terms of resources/reference/retention.csv, computed for each person."""

from __future__ import annotations

import csv
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from caseworker_desktop.kernel import ids
from caseworker_desktop.kernel.clock import time_text
from caseworker_desktop.kernel.errors import Denied
from caseworker_desktop.kernel.message import message
from caseworker_desktop.records.views.joined import Joined, joined
from caseworker_desktop.records.views.kept_files import Files, attended, files
from caseworker_desktop.store.reading import Reading
from caseworker_desktop.store.store import Store
from caseworker_desktop.usecases.worker import Worker

#: Evidence of a funded project: five years from 31 December of the year in which it ended (Regulation (EU) 2021/1060, article 82).
EVIDENCE_YEARS = 5
FILE = "retention.csv"
ENQUIRY, EVIDENCE, CLIENT_FILE = "RT-9", "RT-1", {"LT": "RT-3", "LV": "RT-4"}


@dataclass(frozen=True, slots=True)
class Due:
    """A file whose term is over: the person, the rule's code, the day it was over, and from which day the term ran."""

    person: str
    rule: str
    due_on: str
    since: str


def evidence_until(reading: Reading, person: str) -> str | None:
    """Return the last day on which a person's evidence must be kept, None when no project with an end says so."""
    days = []
    for one in reading.rows("participation", person=person):
        project = reading.row("project", one.project)
        if project is not None and project.period_to:
            days.append(_evidence(project.period_to))
    return max(days, default=None)


def terms(resources: Path) -> dict[str, int]:
    """Return each rule's months, where its term is a number of months."""
    with (resources / "reference" / FILE).open(encoding="utf-8", newline="") as file:
        return {row["code"]: int(row["months"]) for row in csv.DictReader(file) if row.get("months")}


class Retention:
    """The use case. `months`: terms by rule."""

    def __init__(self, store: Store, worker: Worker, months: Mapping[str, int]) -> None:
        self._store, self._worker, self._months = store, worker, months
        self._kept: tuple[tuple[str, int, int], tuple[Due, ...]] | None = None

    def due(self, as_of: str | None = None) -> tuple[Due, ...]:
        """Return the persons whose file has been kept as long as it may, the longest over first; who is joined is told by the face. It holds
        until something is written.

        A person with an open case is never due, nor one whose evidence must still be kept. Raises Denied for who has no say in it.
        """
        if self._worker.joined and not self._worker.has_role("U-ADM", "U-DPO", "U-CWC"):
            raise Denied(message("denied.role"))
        day = as_of or self._worker.clock.now().date().isoformat()
        with self._store.reading() as reading:
            stamp = (day, reading.log.next_arrival(), reading.log.changes())
            kept = self._kept
            if kept is None or kept[0] != stamp:
                kept = self._kept = stamp, self._due(reading, day)
            return kept[1]

    def _due(self, reading: Reading, day: str) -> tuple[Due, ...]:
        country = next((row.country for row in reading.rows("organisation") if row.country), "LT")
        ends = {ids.to_bytes(row.id): row.period_to for row in reading.rows("project")}
        same, known = joined(reading.connection), files(reading.connection)
        closed = _closed(known, same)
        bare = [each for group in closed if not _any(known.closed, group) and not _any(known.projects, group) for each in group]
        came = known.mentors | attended(reading.connection, bare)
        judged = [self._of(known, ends, came, group, country) for group in closed]
        found = [one for one in judged if one is not None]
        return tuple(sorted((one for one in found if one.due_on < day), key=lambda one: (one.due_on, one.person)))

    def _of(self, known: Files, ends: Mapping[bytes, str | None], came: set[bytes], persons: list[bytes], country: str) -> Due | None:
        cases = [day for one in persons for day in known.closed.get(one, ())]
        if cases:
            rule, since = CLIENT_FILE.get(country, "RT-3"), max(cases)
        elif not _any(known.projects, persons) and not came.intersection(persons):
            rule, since = ENQUIRY, max(time_text(known.written[one])[:10] if one in known.written else "" for one in persons)
        else:
            return None
        over = _later(since, self._months.get(rule, 0))
        until = [_evidence(end) for one in persons for project in known.projects.get(one, ()) if project is not None and (end := ends.get(project))]
        evidence = max(until, default="")
        return Due(ids.to_text(persons[0]), EVIDENCE if evidence > over else rule, max(over, evidence), since)


def _closed(known: Files, same: Joined) -> list[list[bytes]]:
    """Return the ids of each person of whom no case is open; nearly nobody is joined with another."""
    groups = [same.of(face) for face in sorted(set(same.faces.values())) if face in known.written]
    alone = (known.written.keys() - known.open) - same.faces.keys()
    return [[one] for one in alone] + [group for group in groups if known.open.isdisjoint(group)]


def _any(of: Mapping[bytes, object], persons: Sequence[bytes]) -> bool:
    return any(one in of for one in persons)


def _evidence(end: str) -> str:
    """Return the last day on which what proves a project that ended on a day must be kept."""
    return f"{int(end[:4]) + EVIDENCE_YEARS}-12-31"


def _later(day: str, months: int) -> str:
    """Return the same day so many months later, the last of a shorter month."""
    first = date.fromisoformat(day)
    year, month = divmod(first.year * 12 + first.month - 1 + months, 12)
    for last in range(first.day, 27, -1):
        try:
            return date(year, month + 1, last).isoformat()
        except ValueError:
            continue
    return date(year, month + 1, min(first.day, 28)).isoformat()
