"""Fills a funder's own form: cells and ranges that it names, everything else as the funder made it."""

from __future__ import annotations

import warnings
import zipfile
from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path
from typing import Any

import openpyxl
from openpyxl.cell import MergedCell
from openpyxl.utils.cell import range_boundaries

from caseworker_desktop.kernel.errors import Refused
from caseworker_desktop.kernel.message import message
from caseworker_desktop.report.book import Cell
from caseworker_desktop.report.sheet.archive import save

#: What a name of ours begins with: a fact of the project, an indicator, a table of a report.
FACT, FIGURE, TABLE = "P_", "I_", "T_"
_BROKEN = (KeyError, ValueError, TypeError, AttributeError, IndexError, zipfile.BadZipFile, EOFError)


def fill(form: Path, out: Path, value: Callable[[str], Cell], rows: Callable[[str, Sequence[str]], Sequence[Sequence[Cell]]]) -> tuple[str, ...]:
    """Write the form with what its names ask for to `out`; return the names that were filled, sorted.

    `value` is asked for a name that begins with P_ or I_; `rows` for one with T_ and the keys that stand in its range's first row: they are put
    there and below, as far as the range goes. Both raise Refused for what they do not know. Raises Refused when the form cannot be read, names
    nothing of ours, keeps a formula in such a cell, or its range has too few rows.
    """
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of parts that openpyxl leaves out
        try:
            with form.open("rb") as file:
                book: Any = openpyxl.load_workbook(file)
        except _BROKEN as error:
            raise Refused(message("intake.refused.damaged")) from error
    names = sorted(name for name in book.defined_names if name.startswith((FACT, FIGURE, TABLE)))
    if not names:
        raise Refused(message("report.form_no_names"))
    for name in names:
        for sheet, reference in _places(book, name):
            bounds: tuple[Any, ...] = range_boundaries(reference)
            left, top, right, bottom = bounds
            if None in bounds:
                raise Refused(message("report.form_bad_name", name=name))
            if name.startswith(TABLE):
                keys = [str(sheet.cell(top, column).value or "") for column in range(left, right + 1)]
                _table(sheet, name, (left, top, right, bottom), rows(name, keys))
            else:
                _put(sheet.cell(top, left), value(name), name)
    book.calculation.fullCalcOnLoad = True
    save(book, out, {})
    return tuple(names)


def _places(book: Any, name: str) -> list[tuple[Any, str]]:
    """Return where a name points to. Raises Refused when that is no place in this book."""
    try:
        found = [(book[sheet], reference) for sheet, reference in book.defined_names[name].destinations]
    except _BROKEN as error:
        raise Refused(message("report.form_bad_name", name=name)) from error
    if not found:
        raise Refused(message("report.form_bad_name", name=name))
    return found


def _table(sheet: Any, name: str, place: tuple[int, int, int, int], rows: Sequence[Sequence[Cell]]) -> None:
    left, top, right, bottom = place
    room = bottom - top + 1
    if len(rows) > room:
        raise Refused(message("report.form_no_room", name=name, rows=len(rows), room=room))
    for at in range(max(len(rows), 1)):  # without any row the keys still must not stay on the paper
        for n in range(right - left + 1):
            _put(sheet.cell(top + at, left + n), rows[at][n] if rows else None, name)


def _put(cell: Any, value: Cell, name: str) -> None:
    if isinstance(cell, MergedCell):
        raise Refused(message("report.form_bad_name", name=name))
    if cell.data_type == "f":
        raise Refused(message("report.form_formula", name=name, cell=cell.coordinate))
    kept = cell.number_format
    cell.value = None
    if isinstance(value, str):
        cell._value, cell.data_type = value, "s"  # past openpyxl's guesses: a text is never a formula
    elif value is not None:
        cell.value = value
        if kept != "General" or not isinstance(value, date):
            cell.number_format = kept
