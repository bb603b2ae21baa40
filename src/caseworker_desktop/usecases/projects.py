"""Projects as pages: what they are, their money and parts, what they must hand over and whom they have agreed with."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from caseworker_desktop.intake.dates import Habit, read_date
from caseworker_desktop.kernel import clock
from caseworker_desktop.kernel.errors import LineRefused
from caseworker_desktop.kernel.message import message
from caseworker_desktop.records.organisation.chain import name_on
from caseworker_desktop.records.organisation.period import months_between, season
from caseworker_desktop.records.views.projects import Astray, astray
from caseworker_desktop.store.reading import Reading
from caseworker_desktop.store.store import Store
from caseworker_desktop.usecases.documenting import Documenting, DocumentLine
from caseworker_desktop.usecases.editing import Editing, Saved
from caseworker_desktop.usecases.worker import Worker
from caseworker_desktop.usecases.writing import Shipped

WHOLE = Decimal(100)
REMIND_DAYS = 60
_BETWEEN = re.compile(r"\s*[–—]\s*|\s+-\s+|\s+(?:iki|līdz|lidz|to|until)\s+", re.IGNORECASE)
_SINCE = re.compile(r"^\s*(?:nuo|no|since|from)\s+", re.IGNORECASE)
#: In which order the statuses stand in the list.
_ORDER = ("running", "planned", None, "closed")


@dataclass(frozen=True, slots=True)
class ProjectLine:
    """A project in the list; the period's ends as dates of known precision."""

    id: str
    code: str
    title: str
    abbreviation: str | None
    status: str | None
    period_from: str | None
    period_to: str | None


@dataclass(frozen=True, slots=True)
class AgreementLine:
    """An agreement with the other party's name (the institution's of the day of signing); `days`: until its end, when it is near or over."""

    id: str
    number: str | None
    subject: str | None
    other: str
    signed_on: str | None
    valid_from: str | None
    valid_to: str | None
    days: int | None


@dataclass(frozen=True, slots=True)
class ProjectPage:
    """A project whole. `months`: how long it lasts, None when open; `share`: what the shares sum to, None when none is stated; `whole`: they
    sum to a hundred, or say nothing; the rows are those of the records."""

    project: Any
    parent: Any | None
    lead: str
    months: int | None
    funding: tuple[Any, ...]
    share: Decimal | None
    whole: bool
    parts: tuple[Any, ...]
    deliverables: tuple[Any, ...]
    agreements: tuple[AgreementLine, ...]
    published: tuple[DocumentLine, ...]
    astray: Astray


class Projects:
    """Reads and writes projects for one worker. What is written goes through Editing: the office's kinds only in the office."""

    def __init__(self, store: Store, worker: Worker, editing: Editing, documenting: Documenting, shipped: Shipped) -> None:
        self._store, self._worker, self._editing, self._documenting, self._shipped = store, worker, editing, documenting, shipped

    def may_edit(self) -> bool:
        """Tell whether this worker may change projects here."""
        return self._editing.may("project")

    def lines(self) -> tuple[ProjectLine, ...]:
        """Return all projects: running ones first, closed ones last, the latest first among each."""
        if not self._editing.may("project", "read"):
            return ()
        with self._store.reading() as reading:
            found = [ProjectLine(one.id, one.code, one.title, one.abbreviation, one.status, one.period_from, one.period_to)
                     for one in reading.rows("project")]
        found.sort(key=lambda one: (one.period_from or "", one.code), reverse=True)
        return tuple(sorted(found, key=lambda one: _ORDER.index(one.status) if one.status in _ORDER else len(_ORDER)))

    def open(self, project: str, language: str) -> ProjectPage | None:
        """Return a project whole, with institutions named in `language`; None when it is not here or may not be read."""
        if not self._editing.may("project", "read"):
            return None
        published = self._documenting.of_project(project)
        with self._store.reading() as reading:
            row = reading.row("project", project)
            if row is None:
                return None
            money = sorted(reading.rows("funding", project=project), key=lambda one: (-Decimal(one.share_percent or 0), one.source))
            stated = [Decimal(one.share_percent) for one in money if one.share_percent is not None]
            share = sum(stated, Decimal(0)) if stated else None
            lead = reading.row("staff", row.lead) if row.lead else None
            return ProjectPage(
                project=row,
                parent=reading.row("project", row.parent) if row.parent else None,
                lead=f"{lead.given_name or ''} {lead.family_name or ''}".strip() if lead is not None else "",
                months=months_between(row.period_from, row.period_to),
                funding=tuple(money),
                share=share,
                whole=share is None or share == WHOLE or (share < WHOLE and len(stated) < len(money)),
                parts=tuple(sorted(reading.rows("project_part", project=project), key=lambda one: (one.kind, one.from_ or "9999", one.name))),
                deliverables=tuple(sorted(reading.rows("deliverable", project=project), key=lambda one: (one.date or "9999", one.name))),
                agreements=self._agreements(reading, project, language),
                published=published,
                astray=astray(reading, project, row.period_from, row.period_to, tuple(row.eligible_municipalities)),
            )

    def save(self, project: str | None, values: Mapping[str, Any]) -> Saved:
        """Write a project's fields; `period` among them is a period in words (see `period_of`) and takes the place of its two ends.

        Raises LineRefused naming `period` when it cannot be read, or what Editing.save raises.
        """
        given = {name: value for name, value in values.items() if name != "period"}
        if values.get("period"):
            given["period_from"], given["period_to"] = period_of(str(values["period"]))
        return self._editing.save("project", project, given)

    def save_aim(self, project: str, former: str | None, values: Mapping[str, Any]) -> Saved:
        """Write one aim (code, text, services) of a project; `former` is the code it had, None for a new one."""
        aims = [one for one in self._aims(project) if one.get("code") not in (former, values.get("code"))]
        known: Mapping[str, Any] = next((one for one in self._aims(project) if one.get("code") == former), {})
        aim = {name: value for name, value in {**known, **values}.items() if value not in (None, "", [])}
        return self._editing.save("project", project, {"aims": [*aims, aim]})

    def drop_aim(self, project: str, code: str) -> Saved:
        """Take an aim out of a project."""
        return self._editing.save("project", project, {"aims": [one for one in self._aims(project) if one.get("code") != code]})

    # ---- inside ---------------------------------------------------------------------------------------------------------------------------
    def _aims(self, project: str) -> list[dict[str, Any]]:
        return [dict(one) for one in (self._editing.read("project", project) or {}).get("aims") or ()]

    def _agreements(self, reading: Reading, project: str, language: str) -> tuple[AgreementLine, ...]:
        today = clock.today(self._worker.clock)
        institutions = {**self._shipped.get("institution", {}), **{one["id"]: one for one in reading.plains("institution")}}
        found = []
        for one in sorted(reading.rows("agreement", project=project), key=lambda one: (one.valid_to or "9999", one.id)):
            partner = reading.row("partner", one.partner) if one.partner else None
            place = name_on(institutions, one.institution, one.signed_on or today.isoformat(), language) if one.institution else ""
            left = (date.fromisoformat(one.valid_to) - today).days if one.valid_to else None
            near = left is not None and left <= (one.remind_days if one.remind_days is not None else REMIND_DAYS)
            found.append(AgreementLine(
                one.id, one.number, one.subject, partner.name if partner is not None else place, one.signed_on, one.valid_from, one.valid_to,
                left if near else None))
        return tuple(found)


def period_of(typed: str) -> tuple[str, str | None]:
    """Return the ends (dates of known precision) of a period in words: `2022 vasara`, `2009 m. kovo mėn. 6 d. – 2011 m. vasario mėn. 6 d.`,
    `2023`, `nuo 2022 m. gruodžio mėn.` (without an end).

    Raises LineRefused naming `period` when it cannot be read.
    """
    words = typed.strip()
    if (found := season(words)) is not None:
        return found
    since = _SINCE.match(words) is not None
    parts = [one for one in _BETWEEN.split(_SINCE.sub("", words)) if one]
    read = [read_date(one, Habit()).value for one in parts]
    if not read or len(read) > 2 or None in read:
        raise LineRefused(message("projects.period_unreadable"), field="period")
    begins = str(read[0])
    if len(read) == 2:
        return begins, read[1]
    return begins, None if since else begins
