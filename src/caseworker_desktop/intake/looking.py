"""A look at a spreadsheet before anything is brought in: what its columns are headed, what stands in them, what each is taken for."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from caseworker_desktop.intake.checking import check
from caseworker_desktop.intake.headers import guess_kind, likely_heading
from caseworker_desktop.intake.model import Book, Reading, Sheet
from caseworker_desktop.intake.tables import Reference
from caseworker_desktop.kernel.errors import Refused
from caseworker_desktop.kernel.message import Message
from caseworker_desktop.kernel.progress import Progress

#: So many values of a column are shown, each of at most so many letters.
_SAMPLES, _LETTERS = 3, 40


@dataclass(frozen=True, slots=True)
class ColumnLook:
    """A column: its letter's number (1 is A), its heading (`group / own` of two rows), values from it, and the field it is taken for."""

    number: int
    label: str
    samples: tuple[str, ...]
    field: str | None = None


@dataclass(frozen=True, slots=True)
class Look:
    """What a look tells. `kind` None: the headings name no kind of register. `problem`: why it cannot be read as it stands."""

    kind: str | None
    sheet: str
    columns: tuple[ColumnLook, ...]
    rows: int = 0
    problem: Message | None = None
    form: Mapping[str, Any] = field(default_factory=dict)


def look_at(book: Book, reference: Reference, progress: Progress, *, kind: str | None = None, form: Mapping[str, Any] | None = None) -> Look:
    """Return how a book would be read: as its headings say, as a `kind` or by a remembered `form`. Raises Cancelled."""
    told = kind or (form or {}).get("kind") or guess_kind(book.sheets)
    read: Reading | None = None
    problem: Message | None = None
    if told is not None:
        try:
            read = check(book, reference, progress, kind=told, form=form)
        except Refused as error:
            problem = error.message
    if read is None:
        sheet = max(book.sheets, key=lambda one: (len(likely_heading(one)), len(one.rows)))
        labels = likely_heading(sheet)
        return Look(told, sheet.name, _columns(sheet, labels, {}, _after(sheet, labels)), problem=problem)
    name, heading = max(read.headings.items(), key=lambda item: len(item[1].columns))
    sheet = next(one for one in book.sheets if one.name == name)
    taken = {column: found for found, column in heading.columns.items()}
    labels = {column: label for column, label in heading.labels.items() if label}
    return Look(read.kind, name, _columns(sheet, labels, taken, heading.last), read.data_rows, form=read.mapping)


def _after(sheet: Sheet, labels: Mapping[int, str]) -> int:
    """Return the row of the likely heading."""
    if not labels:
        return 0
    column, label = next(iter(labels.items()))
    return next((row for row in range(1, len(sheet.rows) + 1) if str(sheet.value(row, column) or "").strip() == label), 1)


def _columns(sheet: Sheet, labels: Mapping[int, str], taken: Mapping[int, str], last: int) -> tuple[ColumnLook, ...]:
    return tuple(ColumnLook(column, labels[column], _samples(sheet, column, last), taken.get(column))
                 for column in sorted(labels) if column not in sheet.hidden_columns)


def _samples(sheet: Sheet, column: int, last: int) -> tuple[str, ...]:
    out: list[str] = []
    for row in range(last + 1, len(sheet.rows) + 1):
        value = sheet.value(row, column)
        text = "" if value is None else _words(value)
        if text and text not in out:
            out.append(text if len(text) <= _LETTERS else text[: _LETTERS - 1] + "…")
        if len(out) == _SAMPLES:
            break
    return tuple(out)


def _words(value: Any) -> str:
    if isinstance(value, datetime):
        return value.date().isoformat() if not (value.hour or value.minute) else value.isoformat(sep=" ", timespec="minutes")
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return " ".join(str(value).split())
