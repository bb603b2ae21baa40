"""Streams the rows of a workbook straight into its zip file.

openpyxl by itself first writes each sheet, in the clear, to a file in the folder for temporary files; a crash would leave it there.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, datetime, time, timedelta
from io import BytesIO
from math import isfinite
from pathlib import Path
from typing import Any
from xml.sax.saxutils import escape
from zipfile import ZIP_DEFLATED, ZipFile

from openpyxl import Workbook
from openpyxl.drawing.spreadsheet_drawing import SpreadsheetDrawing
from openpyxl.utils import get_column_letter
from openpyxl.utils.datetime import to_excel
from openpyxl.worksheet._writer import WorksheetWriter
from openpyxl.writer.excel import ExcelWriter

#: A cell: its value and the number of its style. A text is always a text, never a formula; None has no value.
Styled = tuple[Any, int]
#: A row: its height in points (None: the sheet's usual one) and its cells; None is no cell at all.
Row = tuple[float | None, Sequence[Styled | None]]

#: Characters that XML cannot hold, and what a spreadsheet would take for one of them spelt out.
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_SPELT = re.compile(r"_(?=x[0-9A-Fa-f]{4}_)")
_MOST_TEXT = 32_000
#: A whole number of more digits would be rounded by a spreadsheet.
_EXACT = 10**15
_serial: Any = to_excel
_MARK, _PIECE = "@rows@", 1 << 16


class _Streaming(ExcelWriter):
    """Writes the parts of a workbook as openpyxl does, but for the sheets' rows."""

    def __init__(self, workbook: Workbook, archive: ZipFile, rows: Mapping[str, Iterable[Row]]) -> None:
        super().__init__(workbook, archive)
        self._rows, self._zip = rows, archive

    def write_worksheet(self, ws: Any) -> None:
        """Write one sheet: what stands before its rows, the rows as they come, and what is known once they are all there."""
        ws._drawing = SpreadsheetDrawing()
        ws._drawing.charts, ws._drawing.images = ws._charts, ws._images
        if not self.workbook.write_only:
            self._whole(ws)
            return
        before, _, _ = _around(ws)
        with self._zip.open(ws.path[1:], "w", force_zip64=True) as part:
            part.write(before)
            held: list[str] = []
            size = 0
            for number, row in enumerate(self._rows.get(ws.title, ()), start=1):
                held.append(_row(number, row))
                size += len(held[-1])
                if size > _PIECE:
                    part.write("".join(held).encode())
                    held.clear()
                    size = 0
            part.write("".join(held).encode())
            _, after, ws._rels = _around(ws)
            part.write(after)
        self.manifest.append(ws)

    def _whole(self, ws: Any) -> None:
        """Write a sheet that is in memory."""
        with self._zip.open(ws.path[1:], "w", force_zip64=True) as part:
            writer: Any = WorksheetWriter(ws, out=part)
            writer.write()
        ws._rels = writer._rels
        self.manifest.append(ws)


def save(workbook: Workbook, path: Path, rows: Mapping[str, Iterable[Row]]) -> None:
    """Write a workbook with the rows of its sheets, by title; they are taken one by one, so that a million need no memory.

    The iterables may change their sheet (filter, charts) until they end. Raises OSError, and what the iterables raise.
    """
    with ZipFile(path, "w", ZIP_DEFLATED, allowZip64=True) as archive:
        _Streaming(workbook, archive, rows).save()


def _around(sheet: Any) -> tuple[bytes, bytes, Any]:
    """Return what stands before the rows of a sheet, what stands after them, and what the sheet relates to."""
    out = BytesIO()
    writer: Any = WorksheetWriter(sheet, out=out)
    writer.write_top()
    inside = writer.xf.send(True)
    with inside.element("sheetData"):
        inside.write(_MARK)
    writer.xf.send(None)
    writer.write_tail()
    writer.close()
    before, _, after = out.getvalue().partition(_MARK.encode())
    return before, after, writer._rels


def _row(number: int, row: Row) -> str:
    height, cells = row
    tall = "" if height is None else f' ht="{height:g}" customHeight="1"'
    return f'<row r="{number}"{tall}>{"".join(_cells(number, cells))}</row>'


def _cells(number: int, cells: Sequence[Styled | None]) -> Iterator[str]:
    for column, cell in enumerate(cells, start=1):
        if cell is None:
            continue
        value, style = cell
        place = f'<c r="{get_column_letter(column)}{number}" s="{style}"'
        if value is None:
            yield f"{place}/>"
        elif isinstance(value, str):
            yield f'{place} t="inlineStr"><is><t xml:space="preserve">{_text(value)}</t></is></c>'
        elif isinstance(value, bool):
            yield f'{place} t="b"><v>{int(value)}</v></c>'
        elif isinstance(value, date | datetime | time | timedelta):
            yield f"{place}><v>{_serial(value)}</v></c>"
        elif isinstance(value, int | float) and isfinite(value) and abs(value) < _EXACT:
            yield f"{place}><v>{value!r}</v></c>"
        else:
            yield f'{place} t="inlineStr"><is><t xml:space="preserve">{_text(str(value))}</t></is></c>'


def _text(value: str) -> str:
    told = value[:_MOST_TEXT]
    if not told.isprintable():
        told = _CONTROL.sub("", told)
    if "_x" in told:
        told = _SPELT.sub("_x005F_", told)
    return escape(told)
