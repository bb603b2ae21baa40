"""Writes a book as an xlsx file that looks like an official paper: headings, number formats, charts, and a set-up for A4.

Rows stream to the disk as they come; the same book gives the same cells.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from contextlib import suppress
from datetime import date
from pathlib import Path
from typing import Any

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.chart import BarChart, LineChart, Reference
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.utils import get_column_letter
from openpyxl.utils.exceptions import WorkbookAlreadySaved
from openpyxl.worksheet.properties import PageSetupProperties

from caseworker_desktop.report.book import Book, Cell, Chart, Sheet

#: An Excel sheet's name: at most so many characters, none of those.
_NAME, _NOT_IN_NAME = 31, re.compile(r"[\[\]:*?/\\]")
#: Characters that a spreadsheet cannot hold.
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f]")
_MOST_TEXT = 32_000
_FORMATS = {"count": "#,##0", "number": "#,##0.##", "hours": "#,##0.0", "percent": "0.0"}
_DAYS = {"lt": "yyyy\\-mm\\-dd", "lv": "dd\\.mm\\.yyyy\\.", "en": "d\\ mmm\\ yyyy"}
_PAPER_A4, _PORTRAIT_WIDTH, _EVERY = "9", 100, 2_000
#: Colours that the colour-blind tell apart, as in the window.
COLOURS = ("0072B2", "D55E00", "009E73", "CC79A7", "56B4E9", "E69F00", "84939A")
_HEAD, _LINE, _SOFT = "E8EDEF", "C3CDD1", "5F7078"
Step = Callable[[int, int], None]


class Writer:
    """Writes one book. `step(done, total)` hears how many rows are written and may raise to stop."""

    def __init__(self, book: Book, step: Step) -> None:
        self._book, self._step = book, step
        self._total = sum(sheet.count for sheet in book.sheets)
        self._done = 0
        self._workbook = Workbook(write_only=True)
        self._workbook.properties.title = book.title
        self._workbook.properties.creator = "Byla"

    def save(self, path: Path) -> None:
        """Write the file. Raises OSError when it cannot be written, and what `step` raises."""
        whole = False
        try:
            self._cover()
            names: set[str] = {self._book.first.casefold()}
            for sheet in self._book.sheets:
                self._sheet(sheet, _free_name(sheet.name, names))
            self._workbook.save(path)
            whole = True
        finally:
            if not whole:
                self._forget()

    def _forget(self) -> None:
        """Delete the files that rows were streamed to: they hold what people said, and nobody will read them."""
        for sheet in self._workbook.worksheets:
            made: Any = sheet
            with suppress(WorkbookAlreadySaved):
                made.close()
            if Path(made._writer.out).exists():
                made._writer.cleanup()

    def _new(self, name: str, widths: Sequence[float], *, heading: int | None) -> Any:
        made = self._workbook.create_sheet(name)
        for n, wide in enumerate(widths, start=1):
            made.column_dimensions[get_column_letter(n)].width = wide
        made.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
        made.page_setup.paperSize = _PAPER_A4
        made.page_setup.orientation = "landscape" if sum(widths) > _PORTRAIT_WIDTH else "portrait"
        made.page_setup.fitToWidth, made.page_setup.fitToHeight = 1, 0
        made.page_margins.left = made.page_margins.right = 0.5
        made.oddHeader.left.text = self._book.code.replace("&", "&&")
        made.oddHeader.right.text = name.replace("&", "&&")
        made.oddFooter.left.text = self._book.under.replace("&", "&&")
        made.oddFooter.right.text = "&P / &N"
        if heading is not None:
            made.print_title_rows = f"{heading}:{heading}"
            made.freeze_panes = f"A{heading + 1}"
        return made

    def _cell(self, made: Any, value: Cell, *, bold: bool = False, size: int = 10, colour: str | None = None, wrap: bool = False) -> Any:
        one = WriteOnlyCell(made)
        _put(one, value)
        one.font = Font(name="Calibri", size=size, bold=bold, color=colour)
        if wrap:
            one.alignment = Alignment(wrap_text=True, vertical="top")
        return one

    def _cover(self) -> None:
        made = self._new(self._book.first, (34, 76), heading=None)
        made.append([self._cell(made, self._book.title, bold=True, size=16)])
        made.append([])
        for name, value in self._book.facts:
            made.append([self._cell(made, name, colour=_SOFT, wrap=True), self._cell(made, value, bold=True, wrap=True)])

    def _sheet(self, sheet: Sheet, name: str) -> None:
        heading = 4
        made = self._new(name, [head.width for head in sheet.heads], heading=heading)
        made.append([self._cell(made, sheet.title, bold=True, size=14)])
        made.append([self._cell(made, self._book.under, colour=_SOFT)])
        made.append([])
        made.append([self._heading(made, head.title) for head in sheet.heads])
        cells = [self._body(made, head.kind) for head in sheet.heads]
        row = heading
        for told in sheet.rows:
            made.append([_put(cell, value) for cell, value in zip(cells, told, strict=True)])
            row += 1
            self._done += 1
            if self._done % _EVERY == 0:
                self._step(self._done, self._total)
        last = row
        made.auto_filter.ref = f"A{heading}:{get_column_letter(len(sheet.heads))}{max(last, heading)}"
        if sheet.total is not None:
            made.append([self._sum(made, head.kind, value) for head, value in zip(sheet.heads, sheet.total, strict=True)])
            row += 1
        if sheet.notes:
            made.append([])
            for note in sheet.notes:
                made.append([self._cell(made, note, colour=_SOFT)])
            row += 1 + len(sheet.notes)
        if sheet.chart is not None and last > heading:
            made.add_chart(_chart(made, sheet.chart, heading, last), f"A{row + 2}")
        self._step(self._done, self._total)

    def _heading(self, made: Any, title: str) -> Any:
        one = self._cell(made, title, bold=True, wrap=True)
        one.fill = PatternFill("solid", fgColor=_HEAD)
        one.border = Border(bottom=Side("thin", color=_SOFT))
        one.alignment = Alignment(wrap_text=True, vertical="center")
        return one

    def _body(self, made: Any, kind: str) -> Any:
        """Return the cell of a column; the same one is filled again for each row, since a row is written at once."""
        one = self._cell(made, None, wrap=kind in ("text", "codes", "list"))
        one.number_format = _DAYS[self._book.language] if kind == "date" else _FORMATS.get(kind, "General")
        one.border = Border(bottom=Side("hair", color=_LINE))
        if kind == "date":
            one.alignment = Alignment(horizontal="left", vertical="top")
        elif kind not in ("text", "codes", "list"):
            one.alignment = Alignment(vertical="top")
        return one

    def _sum(self, made: Any, kind: str, value: Cell) -> Any:
        one = self._cell(made, value, bold=True)
        one.number_format = _FORMATS.get(kind, "General")
        one.border = Border(top=Side("thin", color=_SOFT))
        return one


def _put(cell: Any, value: Cell) -> Any:
    """Fill a cell, past openpyxl's guesses: a text is never a formula, whatever it begins with. An empty one needs no cell."""
    if value is None:
        return None
    if isinstance(value, str):
        cell._value, cell.data_type = (value if value.isprintable() else _CONTROL.sub("", value))[:_MOST_TEXT], "s"
    elif isinstance(value, date):
        cell._value, cell.data_type = value, "d"
    else:
        cell._value, cell.data_type = value, "n"
    return cell


def _free_name(told: str, names: set[str]) -> str:
    base = _NOT_IN_NAME.sub(" ", told).strip("' ")[:_NAME] or "1"
    name, n = base, 1
    while name.casefold() in names:
        n += 1
        name = f"{base[: _NAME - len(str(n)) - 1]} {n}"
    names.add(name.casefold())
    return name


def _chart(made: Any, chart: Chart, heading: int, last: int) -> Any:
    drawn: Any = LineChart() if chart.kind == "line" else BarChart()
    if chart.kind == "stacked":
        drawn.grouping, drawn.overlap = "stacked", 100
    drawn.title = chart.title
    drawn.height, drawn.width = 9, 22
    for column in chart.series:
        drawn.add_data(Reference(made, min_col=column, min_row=heading, max_row=last), titles_from_data=True)
    drawn.set_categories(Reference(made, min_col=chart.categories, min_row=heading + 1, max_row=last))
    for n, series in enumerate(drawn.series):
        colour = COLOURS[n % len(COLOURS)]
        if chart.kind == "line":
            series.graphicalProperties.line.solidFill = colour
            series.smooth = False
        else:
            series.graphicalProperties.solidFill = colour
    drawn.x_axis.delete = drawn.y_axis.delete = False  # else newer programs draw no axes
    drawn.y_axis.numFmt, drawn.y_axis.majorGridlines.spPr = "#,##0", None
    drawn.legend.position = "b"
    if len(chart.series) == 1:
        drawn.legend = None
    return drawn


def write(book: Book, path: Path, step: Step) -> None:
    """Write a book to `path`. Raises OSError when it cannot be written; `step(done, total)` may raise to stop."""
    Writer(book, step).save(path)
