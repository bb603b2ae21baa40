"""Reads a whole register: finds its headings, tells its rows apart, reads each by its kind, and gathers what a person must know."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any

from openpyxl.utils import get_column_letter

from caseworker_desktop.intake import attendance, consultations, employers, mentors, participants, partners, totals
from caseworker_desktop.intake.headers import by_labels, find_heading, guess_kind
from caseworker_desktop.intake.mapping import make_map
from caseworker_desktop.intake.model import Book, Heading, Ignored, Reading, Remark, Sheet
from caseworker_desktop.intake.places import Places
from caseworker_desktop.intake.rows import sort_rows, titles, year_told
from caseworker_desktop.intake.services import Services
from caseworker_desktop.intake.tables import Outcome, Reference, Table, Tables
from caseworker_desktop.kernel.errors import Refused
from caseworker_desktop.kernel.message import message
from caseworker_desktop.kernel.progress import Progress

READERS: Mapping[str, Callable[[Tables], Outcome]] = {
    "participants": participants.read, "consultations": consultations.read, "attendance": attendance.read,
    "partners": partners.read, "mentors": mentors.read, "employers": employers.read,
}


def check(book: Book, reference: Reference, progress: Progress, *, kind: str | None = None, form: Mapping[str, Any] | None = None) -> Reading:
    """Return what a careful reader makes of the book. Raises Refused where no sheet is a register of the kind (or of any kind), or a
    remembered `form` does not fit; Cancelled."""
    form = form or {}
    told = kind or form.get("kind") or guess_kind(book.sheets)
    if told is None:
        raise Refused(message("intake.refused.no_kind"))
    if form and form["kind"] != told:
        raise Refused(message("intake.refused.map_kind"))
    tables: list[Table] = []
    ignored: list[Ignored] = []
    for sheet in book.sheets:
        if not any(any(value is not None for value in cells) for cells in sheet.rows):
            continue
        heading = _heading(sheet, told, form)
        if heading is None:
            first = next(number for number, cells in enumerate(sheet.rows, start=1) if any(value is not None for value in cells))
            ignored.append(Ignored(sheet.name, first, "no heading"))
            continue
        rows = sort_rows(sheet, heading)
        above = titles(sheet, heading)
        tables.append(Table(sheet, heading, rows, form.get("year") or year_told(above) or year_told([sheet.name]) or year_told([book.name])))
        ignored.extend(replace(one, why=totals.why(sheet, heading, told, one.row)) if one.why == "totals" else one for one in rows.ignored)
    if not tables:
        raise Refused(message("intake.refused.map_missing") if form else message("intake.refused.no_heading"))
    total = sum(len(table.rows.data) for table in tables)
    outcome = READERS[told](Tables(
        tables=tuple(tables), reference=reference, institutions=Places(reference.institutions, chosen=form.get("places")),
        municipalities=Places(reference.municipalities, towns=True, chosen=form.get("places")), services=Services(reference.services),
        epoch_1904=book.epoch_1904, settled=form, step=lambda done: progress.step(message("intake.stage.reading"), done, total),
    ))
    headings = {table.sheet.name: table.heading for table in tables}
    return Reading(
        kind=told, rows=outcome.rows, data_rows=total, refused=outcome.refused, warnings=outcome.warnings, ignored=tuple(ignored),
        comments=tuple(Remark(table.sheet.name, row, text) for table in tables for (row, _), text in sorted(table.sheet.comments.items())),
        hidden_columns={table.sheet.name: tuple(get_column_letter(column) for column in table.sheet.hidden_columns)
                        for table in tables if table.sheet.hidden_columns},
        persons=outcome.persons, partners=outcome.partners, same=outcome.same, headings=headings, mapping=make_map(told, headings, form),
        # A large workbook is read as a stream, which shows no remarks, merged and hidden cells: that is told.
        about=dict(outcome.about) if book.whole else {**outcome.about, "whole": False},
    )


def _heading(sheet: Sheet, kind: str, form: Mapping[str, Any]) -> Heading | None:
    if form:
        return by_labels(sheet, kind, form["columns"])
    guess = find_heading(sheet, kind)
    return guess.heading if guess else None
