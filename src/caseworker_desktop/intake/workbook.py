"""Reads an Excel workbook: values, remarks, colours, merged and hidden cells; large ones as a stream."""

from __future__ import annotations

import re
import warnings
import zipfile
import zlib
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any, BinaryIO
from xml.etree.ElementTree import ParseError

import openpyxl
from openpyxl.styles.colors import COLOR_INDEX
from openpyxl.utils.datetime import CALENDAR_MAC_1904
from openpyxl.utils.exceptions import InvalidFileException

from caseworker_desktop.intake import formulas
from caseworker_desktop.intake.model import Book, Sheet
from caseworker_desktop.kernel.errors import Refused
from caseworker_desktop.kernel.message import message
from caseworker_desktop.kernel.progress import Progress

#: Above this many rows a workbook is read as a stream, without remarks, merged and hidden cells: with them it takes ten times the memory.
WHOLE_ROWS = 5_000
ROWS_LIMIT = 200_000
COLUMNS_LIMIT = 500
_ROW = re.compile(rb"<(?:\w+:)?row[ >/]")
_PROTECTED = re.compile(rb"<(?:\w+:)?sheetProtection\b[^>]*\bsheet=\"(?:1|true)\"")
_SHEET_PART = re.compile(r"xl/worksheets/[^/]+\.xml")
_PIECE = 1 << 20
_OVERLAP = 512
_BROKEN = (KeyError, ValueError, TypeError, AttributeError, IndexError, ParseError, zipfile.BadZipFile, zlib.error, EOFError, OSError,
           InvalidFileException, RecursionError, OverflowError, NotImplementedError)


def read(path: Path, progress: Progress) -> Book:
    """Return the workbook. Raises Refused when it is damaged, protected, too large, or takes its numbers from other files."""
    try:
        rows, protected = _measure(path)
        if protected:
            raise Refused(message("intake.refused.protected_sheet"))
        if rows > ROWS_LIMIT:
            raise Refused(message("intake.refused.too_large"))
        with warnings.catch_warnings():
            # openpyxl warns of parts it leaves out (charts, validation lists): nothing that intake reads.
            warnings.simplefilter("ignore")
            # openpyxl leaves a file open that it fails to read; here it is closed whatever happens.
            with path.open("rb") as file:
                return _streamed(file, path.stem, rows, progress) if rows > WHOLE_ROWS else _whole(file, path.stem)
    except _BROKEN as error:
        raise Refused(message("intake.refused.damaged")) from error


def _measure(path: Path) -> tuple[int, bool]:
    """Return the greatest number of rows of a sheet, and whether a sheet with rows is protected, by a look at the raw parts."""
    most, protected = 0, False
    with zipfile.ZipFile(path) as archive:
        for name in archive.namelist():
            if not _SHEET_PART.fullmatch(name):
                continue
            rows, closed, tail = 0, False, b""
            with archive.open(name) as part:
                while piece := part.read(_PIECE):
                    window = tail + piece
                    rows += len(_ROW.findall(window)) - len(_ROW.findall(tail))
                    closed = closed or bool(_PROTECTED.search(window))
                    tail = window[-_OVERLAP:]
            most = max(most, rows)
            protected = protected or (closed and rows > 0)
    return most, protected


def _load(file: BinaryIO, *, values: bool, stream: bool) -> Any:
    return openpyxl.load_workbook(file, data_only=values, read_only=stream, keep_links=False)


def _formula(value: Any) -> str | None:
    text = getattr(value, "text", value)
    return text if isinstance(text, str) and text.startswith("=") else None


def _whole(file: BinaryIO, name: str) -> Book:
    book = _load(file, values=False, stream=False)
    stored = None
    theme = _theme(book.loaded_theme)
    sheets = []
    for sheet in book.worksheets:
        cells, counted, remarks, fills = _cells(sheet, theme)
        unstored: set[tuple[int, int]] = set()
        if counted:
            stored = stored or _load(file, values=True, stream=False)
            unstored = _results(counted, cells, stored[sheet.title])
        sheets.append(Sheet(
            name=sheet.title, rows=_rows(cells), formulas=counted, unstored=frozenset(unstored), comments=remarks, fills=fills,
            merged=tuple(sorted((m.min_row, m.min_col, m.max_row, m.max_col) for m in sheet.merged_cells.ranges)),
            hidden_columns=_hidden(sheet, _widest(cells)),
            hidden_rows=frozenset(number for number, shape in sheet.row_dimensions.items() if shape.hidden),
        ))
    return Book(name=name, sheets=tuple(sheets), epoch_1904=book.epoch == CALENDAR_MAC_1904)


def _cells(sheet: Any, theme: tuple[str, ...]) -> tuple[dict[tuple[int, int], Any], dict[tuple[int, int], str], dict[tuple[int, int], str],
                                                        dict[tuple[int, int], str]]:
    """Return values, formulas, remarks and fills of the cells that exist (a lone cell far off makes no grid)."""
    cells: dict[tuple[int, int], Any] = {}
    counted: dict[tuple[int, int], str] = {}
    remarks: dict[tuple[int, int], str] = {}
    fills: dict[tuple[int, int], str] = {}
    for place, cell in sheet._cells.items():
        if place[0] > ROWS_LIMIT or place[1] > COLUMNS_LIMIT:
            if cell.value is not None:
                raise Refused(message("intake.refused.too_large"))
            continue
        value = cell.value
        if cell.data_type == "f" and (formula := _formula(value)) is not None:
            _inside(formula)
            counted[place] = formula
        elif value is not None and value != "":
            cells[place] = value
        if getattr(cell, "comment", None) is not None:
            remarks[place] = cell.comment.text.strip()
        if cell.has_style and (fill := _fill(cell, theme)) is not None:
            fills[place] = fill
    return cells, counted, remarks, fills


def _results(counted: Mapping[tuple[int, int], str], cells: dict[tuple[int, int], Any], stored: Any) -> set[tuple[int, int]]:
    """Put the results of formulas into `cells`; return the places whose result was not stored and had to be counted."""
    unstored = set()
    for place in counted:
        value = stored.cell(*place).value
        if value is not None:
            cells[place] = value
        else:
            unstored.add(place)
    for place in unstored:
        found = formulas.result(counted[place], lambda r, c: cells.get((r, c), counted.get((r, c))))
        if found is not None:
            cells[place] = found
    return unstored


def _inside(formula: str) -> None:
    if formulas.points_outside(formula):
        raise Refused(message("intake.refused.external_links"))


def _widest(cells: Iterable[tuple[int, int]]) -> int:
    return max((column for _, column in cells), default=0)


def _rows(cells: Mapping[tuple[int, int], Any]) -> tuple[tuple[Any, ...], ...]:
    height, width = max((row for row, _ in cells), default=0), _widest(cells)
    grid: list[list[Any]] = [[None] * width for _ in range(height)]
    for (row, column), value in cells.items():
        grid[row - 1][column - 1] = value
    return tuple(map(tuple, grid))


def _hidden(sheet: Any, width: int) -> tuple[int, ...]:
    hidden: set[int] = set()
    for shape in sheet.column_dimensions.values():
        if shape.hidden and shape.min:
            hidden.update(range(shape.min, min(shape.max or shape.min, width) + 1))
    return tuple(sorted(hidden))


def _streamed(file: BinaryIO, name: str, total: int, progress: Progress) -> Book:
    book = _load(file, values=False, stream=True)
    stored: Any = None
    try:
        sheets = []
        for sheet in book.worksheets:
            rows: list[list[Any]] = []
            counted: dict[tuple[int, int], str] = {}
            fills: dict[tuple[int, int], str] = {}
            sheet.reset_dimensions()  # what a file says of its size need not be so
            for number, cells in enumerate(sheet.iter_rows(), start=1):
                if number > ROWS_LIMIT or len(cells) > COLUMNS_LIMIT:
                    raise Refused(message("intake.refused.too_large"))
                if number % 500 == 0:
                    progress.step(message("intake.stage.opening"), number, total)
                rows.append(_stream_row(number, cells, counted, fills))
            unstored: set[tuple[int, int]] = set()
            if counted:
                stored = stored or _load(file, values=True, stream=True)
                unstored = _stream_results(counted, rows, stored[sheet.title])
            sheets.append(Sheet(name=sheet.title, rows=_trimmed(rows), formulas=counted, unstored=frozenset(unstored), fills=fills))
        return Book(name=name, sheets=tuple(sheets), epoch_1904=book.epoch == CALENDAR_MAC_1904, whole=False)
    finally:
        book.close()
        if stored is not None:
            stored.close()


def _stream_results(counted: Mapping[tuple[int, int], str], rows: list[list[Any]], stored: Any) -> set[tuple[int, int]]:
    """Put the results of formulas into `rows`; return the places whose result was not stored and had to be counted."""
    unstored = set(counted)
    with_formula = {row for row, _ in counted}
    stored.reset_dimensions()
    for number, values in enumerate(stored.iter_rows(values_only=True), start=1):
        if number in with_formula:
            for column, value in enumerate(values, start=1):
                if value is not None and (number, column) in unstored:
                    rows[number - 1][column - 1] = value
                    unstored.discard((number, column))

    def value_at(row: int, column: int) -> Any:
        cells = rows[row - 1] if row <= len(rows) else []
        return (cells[column - 1] if column <= len(cells) else None) or counted.get((row, column))

    for row, column in unstored:
        rows[row - 1][column - 1] = formulas.result(counted[row, column], value_at)
    return unstored


def _stream_row(number: int, cells: Iterable[Any], counted: dict[tuple[int, int], str], fills: dict[tuple[int, int], str]) -> list[Any]:
    values: list[Any] = []
    for column, cell in enumerate(cells, start=1):
        value = cell.value
        if value is not None and cell.data_type == "f" and (formula := _formula(value)) is not None:
            _inside(formula)
            counted[number, column] = formula
            value = None
        values.append(None if value == "" else value)
        if value is not None and cell.has_style and (fill := _fill(cell, ())) is not None:
            fills[number, column] = fill
    while values and values[-1] is None and (number, len(values)) not in counted:
        values.pop()
    return values


def _trimmed(rows: list[list[Any]]) -> tuple[tuple[Any, ...], ...]:
    while rows and not any(value is not None for value in rows[-1]):
        rows.pop()
    return tuple(map(tuple, rows))


def _fill(cell: Any, theme: tuple[str, ...]) -> str | None:
    """Return the RRGGBB of a solid fill, None without one."""
    fill = cell.fill
    if fill is None or fill.fill_type != "solid":
        return None
    colour = fill.fgColor
    if colour.type == "rgb" and isinstance(colour.rgb, str) and len(colour.rgb) >= 6:
        return colour.rgb[-6:].upper()
    if colour.type == "indexed" and 0 <= colour.indexed < len(COLOR_INDEX):
        return str(COLOR_INDEX[colour.indexed])[-6:].upper()
    if colour.type == "theme" and 0 <= colour.theme < len(theme):
        return _tinted(theme[colour.theme], colour.tint)
    return None


def _tinted(rgb: str, tint: float) -> str:
    parts = [int(rgb[at:at + 2], 16) for at in (0, 2, 4)]
    mixed = [round(part * (1 + tint)) if tint < 0 else round(part + (255 - part) * tint) for part in parts]
    return "".join(f"{max(0, min(255, part)):02X}" for part in mixed)


def _theme(xml: bytes | str | None) -> tuple[str, ...]:
    """Return the theme's colours in the order in which cells number them (light and dark are swapped in pairs)."""
    if not xml:
        return ()
    text = xml.decode("utf-8", "replace") if isinstance(xml, bytes) else xml
    scheme = re.search(r"<a:clrScheme.*?</a:clrScheme>", text, re.DOTALL)
    if scheme is None:
        return ()
    found = re.findall(r"<a:(?:dk1|lt1|dk2|lt2|accent\d|hlink|folHlink)>.*?(?:lastClr|srgbClr val)=\"([0-9A-Fa-f]{6})\"", scheme.group(), re.DOTALL)
    order = [1, 0, 3, 2, *range(4, len(found))]
    return tuple(found[at].upper() for at in order if at < len(found))
