"""Numbers for funders: the indicators of a project as they stood on a day."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from caseworker_desktop.kernel.errors import Denied, Refused, UsageError
from caseworker_desktop.kernel.message import message
from caseworker_desktop.records.lists import Lists
from caseworker_desktop.report.figures.facts import Facts
from caseworker_desktop.report.model import Asked, Figure
from caseworker_desktop.report.rules import Rules
from caseworker_desktop.report.scores import sealed_scores
from caseworker_desktop.store.reading import Reading
from caseworker_desktop.store.store import Store
from caseworker_desktop.usecases.compartments import Compartments
from caseworker_desktop.usecases.worker import Worker

May = Callable[[str, Sequence[str], str, str], bool]
#: Figures are made of whole participations: who may not read them gets none.
NEEDED = ("indicator", "participation")
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")


class Reporting:
    """Reports for one worker. `institutions` are the shipped ones by id."""

    def __init__(self, store: Store, worker: Worker, may: May, lists: Lists, institutions: Mapping[str, Mapping[str, Any]]) -> None:
        self._store, self._worker, self._may, self._institutions = store, worker, may, institutions
        self._domains = {code: str((lists.row("outcome_types", code) or {}).get("domain") or "") for code in lists.codes("outcome_types")}

    def indicators(self, project: str, as_of: str, since: str | None = None) -> tuple[Figure, ...]:
        """Return the figures of all indicators of the project with that code, in the order of their codes, as of a day (YYYY-MM-DD).

        Sessions count from `since` on, when it is given. Raises Denied when the worker may not read indicators and participations, UsageError
        when a day is none, Refused when no project has the code.
        """
        if not all(self._may(self._worker.role, self._worker.roles_extra, kind, "read") for kind in NEEDED):
            raise Denied(message("report.denied"))
        for day in (as_of, since):
            if day is not None and not _is_day(day):
                raise UsageError(message("report.no_day", told=day))
        if since is not None and since > as_of:
            raise UsageError(message("report.from_after_day"))
        with self._store.reading() as reading:
            found = reading.rows("project", code=project)
            if not found:
                raise Refused(message("report.no_project", code=project))
            facts = Facts(reading, found[0], as_of, since, self._known(reading), self._domains)
            rules = Rules(facts, sealed_scores(reading, facts, Compartments(reading, self._worker).figures_key()))
            asked = sorted((_asked(row) for row in reading.rows("indicator", project=found[0].id)), key=lambda one: (one.code, one.id))
            return tuple(rules.figure(one) for one in asked)

    def _known(self, reading: Reading) -> dict[str, Mapping[str, Any]]:
        return {**self._institutions, **{row["id"]: row for row in reading.plains("institution")}}


def _asked(row: Any) -> Asked:
    names = {language: name for language in ("lt", "lv", "en") if (name := getattr(row, f"name_{language}"))}
    return Asked(
        row.id, row.code, row.rule, row.parameters or {}, row.unit, row.operator, _decimal(row.target), _decimal(row.baseline), row.part, names)


def _decimal(value: str | None) -> Decimal | None:
    return None if value is None else Decimal(value)


def _is_day(told: str) -> bool:
    try:
        return _DAY.fullmatch(told) is not None and date.fromisoformat(told) is not None
    except ValueError:
        return False
