"""Gives the refused rows back as a spreadsheet: the same headings, the rows as they were, and in the last column the reason."""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Alignment, Font
from openpyxl.utils.exceptions import IllegalCharacterError

from caseworker_desktop.intake import says
from caseworker_desktop.intake.model import Book, Heading, Refusal, Sheet
from caseworker_desktop.kernel.errors import Refused
from caseworker_desktop.kernel.message import Message, message

_WIDE = 44


def write(path: Path, book: Book, headings: dict[str, Heading], refused: Sequence[Refusal], say: Callable[[Message], str]) -> None:
    """Write the file, whole or not at all. Corrected, it can be imported as it is. Raises Refused when it cannot be written."""
    part = path.with_name(path.name + ".part")
    try:
        out = Workbook(write_only=True)
        for sheet in book.sheets:
            if sheet.name in headings:
                _sheet(out, sheet, headings[sheet.name], [one for one in refused if one.sheet == sheet.name], say)
        if not out.worksheets:
            out.create_sheet()
        out.save(part)
        with part.open("rb+") as file:
            os.fsync(file.fileno())
        part.replace(path)
    except OSError as error:
        part.unlink(missing_ok=True)
        raise Refused(message("intake.refused.errors_not_written")) from error


def _sheet(out: Workbook, sheet: Sheet, heading: Heading, refused: Sequence[Refusal], say: Callable[[Message], str]) -> None:
    made = out.create_sheet(_title(sheet.name))
    width = sheet.width
    made.column_dimensions[_letters(width + 1)].width = _WIDE
    for column in range(1, width + 1):
        made.column_dimensions[_letters(column)].width = 18
    made.freeze_panes = f"A{len(heading.rows) + 1}"
    for row in heading.rows:
        last = say(message("intake.errors.column")) if row == heading.last else None
        made.append([_cell(made, value, bold=True) for value in (*_values(sheet, row, width), last)])
    for one in refused:
        reason = say(message("intake.errors.row", row=one.row, reason=says.reason(one.reason)))
        made.append([_cell(made, value) for value in (*_values(sheet, one.row, width), reason)])


def _values(sheet: Sheet, row: int, width: int) -> list[Any]:
    return [sheet.value(row, column) for column in range(1, width + 1)]


def _cell(made: Any, value: Any, *, bold: bool = False) -> Any:
    try:
        cell = WriteOnlyCell(made, value=value)
    except (IllegalCharacterError, ValueError):
        cell = WriteOnlyCell(made, value="".join(ch for ch in str(value) if ch >= " " or ch in "\n\t"))
    if isinstance(value, str):
        # What was text stays text: a cell that begins with `=` must not become a formula in our file.
        cell.data_type = "s"
        cell.alignment = Alignment(wrap_text=True, vertical="top")
    if bold:
        cell.font = Font(bold=True)
    return cell


def _letters(column: int) -> str:
    letters = ""
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


def _title(name: str) -> str:
    return "".join(ch for ch in name if ch not in "[]:*?/\\")[:31] or "1"
