"""A funder's own xlsx form, filled: its cells are named, and the names say what stands in them (docs/formats/reports.md)."""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

from caseworker_desktop.intake.guard import kind_of_file
from caseworker_desktop.kernel.errors import Refused
from caseworker_desktop.kernel.message import message
from caseworker_desktop.records.lists import Lists
from caseworker_desktop.report.book import NAMING, Cell, Words
from caseworker_desktop.report.listings.registry import REPORTS
from caseworker_desktop.report.model import Listing
from caseworker_desktop.report.sheet import fill
from caseworker_desktop.texts import Texts
from caseworker_desktop.usecases.reporting import NEEDED, Question, Reporting
from caseworker_desktop.usecases.worker import Worker

#: What may follow an indicator's code in a name, after a full stop; the code alone is its value.
PARTS = ("value", "numerator", "denominator", "unknown", "refused", "lowest", "highest", "target", "reached")
_NOT_IN_NAMES = re.compile(r"[^A-Za-z0-9_.]")


class FormFilling:
    """Fills forms for one worker. `texts` gives the catalogue of a language."""

    def __init__(self, reporting: Reporting, worker: Worker, lists: Lists, texts: Callable[[str], Texts]) -> None:
        self._reporting, self._worker, self._lists, self._texts = reporting, worker, lists, texts

    def fill(self, question: Question, form: Path, out: Path, *, names: bool = True) -> tuple[str, ...]:
        """Write a form with a project's facts, figures and rows to `out`; return the names that were filled. `names` False: persons are told by
        number. Raises Refused when the form is no xlsx, names what is not there, or has too little room; Denied, UsageError as the reports do;
        OSError when the file cannot be written. A file that stood there then still stands there.
        """
        if kind_of_file(form) != "xlsx" or out.suffix.lower() != ".xlsx" or out.resolve() == form.resolve():
            raise Refused(message("report.form_ending"))
        asked = self._reporting.completed(question)
        words = Words(self._texts(asked.language or self._worker.language), self._lists)
        part = out.with_name(out.name + ".part")
        try:
            with self._reporting.facts(asked, NEEDED) as (facts, project):
                told: dict[str, Cell] = self._facts(asked, project, facts.reading)
                for one in self._reporting.figures(facts, project):
                    code = _NOT_IN_NAMES.sub("_", one.code)
                    told |= {f"I_{code}.{key}".casefold(): _flag(words, getattr(one, key)) for key in PARTS}
                    told[f"I_{code}".casefold()] = one.value

                def value(name: str) -> Cell:
                    if name.casefold() not in told:
                        raise Refused(message("report.form_unknown", name=name))
                    return told[name.casefold()]

                def rows(name: str, keys: Sequence[str]) -> list[list[Cell]]:
                    report, _, by = name[2:].lower().partition("_by_")
                    report = report.replace("_", "-")
                    if report not in REPORTS:
                        raise Refused(message("report.form_unknown", name=name))
                    frame = self._reporting.frame(facts, project, replace(asked, by=(by,) if by else ()))
                    return _rows(words, self._reporting.made(report, frame), name, keys, names=names)

                filled = fill(form, part, value, rows)
            os.replace(part, out)
        finally:
            part.unlink(missing_ok=True)
        return filled

    def _facts(self, asked: Question, project: Any, reading: Any) -> dict[str, Cell]:
        organisation = next(iter(reading.rows("organisation")), None)
        told: dict[str, Any] = {
            "organisation": organisation.name if organisation is not None else None,
            "organisation_code": organisation.legal_code if organisation is not None else None, "code": project.code, "title": project.title,
            "programme": project.programme, "priority": project.priority, "measure": project.measure, "funder": project.funder,
            "visibility_text": project.visibility_text, "period_from": project.period_from, "period_to": project.period_to,
            "from": asked.since, "to": asked.until, "as_of": asked.as_of, "made_on": self._worker.clock.now().date().isoformat(),
        }
        return {f"p_{key}": _day(value) if key in _DAYS else value for key, value in told.items()}


_DAYS = frozenset({"period_from", "period_to", "from", "to", "as_of", "made_on"})


def _day(value: str | None) -> Cell:
    """Return a whole day as such; of a month or a year, what is known."""
    return date.fromisoformat(value) if value is not None and len(value) == len("YYYY-MM-DD") else value


def _flag(words: Words, value: Any) -> Cell:
    if isinstance(value, bool):
        return words.say(message("report.reached") if value else message("report.not_reached"))
    return value if isinstance(value, int | float) else None


def _rows(words: Words, listing: Listing, name: str, keys: Sequence[str], *, names: bool) -> list[list[Cell]]:
    columns = {one.key: one for one in listing.columns}
    for key in keys:
        if key and (key not in columns or (key in NAMING and not names)):
            raise Refused(message("report.form_unknown", name=f"{name}: {key}"))
    return [[words.cell(columns[key], row.get(key)) if key else None for key in keys] for row in listing.rows]
