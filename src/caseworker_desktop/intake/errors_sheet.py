"""Gives the refused rows back as a spreadsheet: the same headings, the rows as they were, and in the last column the reason."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, Protocol

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Alignment, Font

from caseworker_desktop.intake import says
from caseworker_desktop.intake.model import Book, Heading, Refusal, Sheet
from caseworker_desktop.kernel.errors import Refused
from caseworker_desktop.kernel.message import Message, message

_WIDE = 44
Row = tuple[float | None, Sequence[tuple[Any, int] | None]]


class Save(Protocol):
    """Writes a workbook with the rows of its sheets, by title, and nothing beside the file (report/sheet)."""

    def __call__(self, workbook: Workbook, path: Path, rows: Mapping[str, Iterable[Row]]) -> None: ...


def write(path: Path, book: Book, headings: dict[str, Heading], refused: Sequence[Refusal], say: Callable[[Message], str], save: Save) -> None:
    """Write the file, whole or not at all. Corrected, it can be imported as it is. Raises Refused when it cannot be written."""
    part = path.with_name(path.name + ".part")
    try:
        out = Workbook(write_only=True)
        rows: dict[str, Iterable[Row]] = {}
        for sheet in book.sheets:
            if sheet.name in headings:
                made: Any = out.create_sheet(_title(sheet.name))
                rows[made.title] = _sheet(made, sheet, headings[sheet.name], [one for one in refused if one.sheet == sheet.name], say)
        if not out.worksheets:
            out.create_sheet()
        save(out, part, rows)
        with part.open("rb+") as file:
            os.fsync(file.fileno())
        part.replace(path)
    except OSError as error:
        part.unlink(missing_ok=True)
        raise Refused(message("intake.refused.errors_not_written")) from error


def _sheet(made: Any, sheet: Sheet, heading: Heading, refused: Sequence[Refusal], say: Callable[[Message], str]) -> Iterator[Row]:
    width = sheet.width
    made.column_dimensions[_letters(width + 1)].width = _WIDE
    for column in range(1, width + 1):
        made.column_dimensions[_letters(column)].width = 18
    made.freeze_panes = f"A{len(heading.rows) + 1}"
    return _rows(made, sheet, heading, refused, say)


def _rows(made: Any, sheet: Sheet, heading: Heading, refused: Sequence[Refusal], say: Callable[[Message], str]) -> Iterator[Row]:
    for row in heading.rows:
        last = say(message("intake.errors.column")) if row == heading.last else None
        yield None, [_cell(made, value, bold=True) for value in (*_values(sheet, row, sheet.width), last)]
    for one in refused:
        reason = say(message("intake.errors.row", row=one.row, reason=says.reason(one.reason)))
        yield None, [_cell(made, value) for value in (*_values(sheet, one.row, sheet.width), reason)]


def _values(sheet: Sheet, row: int, width: int) -> list[Any]:
    return [sheet.value(row, column) for column in range(1, width + 1)]


def _cell(made: Any, value: Any, *, bold: bool = False) -> tuple[Any, int] | None:
    """Return a value with its style; what was text stays text, days are shown as such."""
    if value is None:
        return None
    cell: Any = WriteOnlyCell(made, value=None if isinstance(value, str) else value)
    if isinstance(value, str):
        cell.alignment = Alignment(wrap_text=True, vertical="top")
    if bold:
        cell.font = Font(bold=True)
    return value, cell.style_id


def _letters(column: int) -> str:
    letters = ""
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


def _title(name: str) -> str:
    return "".join(ch for ch in name if ch not in "[]:*?/\\")[:31] or "1"
