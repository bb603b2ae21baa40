"""Lays a book out on sheets: an official first page, tables with headings that repeat, charts of their own cells, a set-up for A4.

The same book gives the same cells.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from itertools import chain, islice
from pathlib import Path
from typing import Any, Literal

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.utils import get_column_letter
from openpyxl.utils.indexed_list import IndexedList
from openpyxl.worksheet.cell_range import CellRange
from openpyxl.worksheet.properties import PageSetupProperties

from caseworker_desktop.report.book import Book, Cell, Head, Sheet
from caseworker_desktop.report.sheet.archive import Row, Styled, save
from caseworker_desktop.report.sheet.drawings import FONT, drawn, placed
from caseworker_desktop.report.sheet.measure import LINE, UPRIGHT, WRAPPED, fits, height, lines, widths

#: An Excel sheet's name: at most so many characters, none of those.
_NAME, _NOT_IN_NAME = 31, re.compile(r"[\[\]:*?/\\]")
#: A name that Excel keeps for itself.
_RESERVED = ("history",)
_FORMATS = {"count": "#,##0", "number": "#,##0", "hours": "#,##0.0", "percent": "0.0"}
#: A number that is not whole; a format that shows what is there would leave a comma behind whole ones.
_BROKEN = {"number": "#,##0.00", "count": "#,##0.00"}
_DAYS = {"lt": "yyyy\\-mm\\-dd", "lv": "dd\\.mm\\.yyyy\\.", "en": "d\\ mmm\\ yyyy"}
_PAPER_A4, _EVERY = "9", 2_000
_HEAD, _LINE, _SOFT, _INK = "E8EDEF", "C3CDD1", "5F7078", "14303C"
#: The heading stands in this row; so many first rows tell how wide columns are.
_HEADING, _LOOKED_AT = 4, 400
#: Columns of the cover; a character's width and a centimetre in pixels and in points.
_COVER, _PIXELS, _POINTS_CM, _PICTURE = (27.0, 45.0, 22.0), 7.0, 28.35, 62
Step = Callable[[int, int], None]
Line = Literal["hair", "thin"] | None


class Writer:
    """Writes one book. `step(done, total)` hears how many rows are written and may raise to stop."""

    def __init__(self, book: Book, step: Step) -> None:
        self._book, self._step = book, step
        self._total = sum(sheet.count for sheet in book.sheets)
        self._done = 0
        self._workbook: Any = _empty()
        self._workbook.properties.title = book.title
        self._workbook.properties.creator = "Byla"
        self._styles: dict[tuple[Any, ...], int] = {}

    def save(self, path: Path) -> None:
        """Write the file. Raises OSError when it cannot be written, and what `step` raises."""
        names = {self._book.first.casefold(), *_RESERVED}
        titles = [_free_name(sheet.name, names) for sheet in self._book.sheets]
        rows: dict[str, Iterator[Row]] = {}
        first = self._new(self._book.first, _COVER)
        rows[first.title] = self._cover(first, titles)
        for sheet, title in zip(self._book.sheets, titles):
            looked = list(islice(source := iter(sheet.rows), _LOOKED_AT))
            wide = tuple(head.width for head in sheet.heads) if sheet.plain else widths(sheet.heads, looked, sheet.total)
            made = self._new(title, wide, heading=_HEADING)
            rows[title] = self._sheet(made, sheet, wide, chain(looked, source))
        save(self._workbook, path, rows)

    # ---- a sheet's set-up -----------------------------------------------------------------------------------------------------------
    def _new(self, name: str, wide: Sequence[float], *, heading: int | None = None) -> Any:
        made: Any = self._workbook.create_sheet(name)
        for n, one in enumerate(wide, start=1):
            made.column_dimensions[get_column_letter(n)].width = one
        made.sheet_format.defaultRowHeight = LINE
        made.sheet_format.customHeight = True
        made.sheet_view.showGridLines = heading is not None
        made.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
        made.page_setup.paperSize = _PAPER_A4
        made.page_setup.orientation = "landscape" if sum(wide) > UPRIGHT else "portrait"
        made.page_setup.fitToWidth, made.page_setup.fitToHeight = 1, 0
        made.page_margins.left = made.page_margins.right = 0.5
        made.page_margins.top, made.page_margins.bottom = 0.8, 0.7
        made.page_margins.header = made.page_margins.footer = 0.35
        made.HeaderFooter.scaleWithDoc = False
        for part, words in ((made.oddHeader.left, self._book.code.replace("&", "&&")), (made.oddHeader.right, name.replace("&", "&&")),
                            (made.oddFooter.left, self._book.under.replace("&", "&&")), (made.oddFooter.right, "&P / &N")):
            part.text, part.size, part.font, part.color = words or None, 8, f"{FONT},Regular", _SOFT
        if heading is not None:
            made.print_title_rows = f"{heading}:{heading}"
            made.freeze_panes = f"A{heading + 1}"
        return made

    def _style(self, *, bold: bool = False, size: float = 10, colour: str | None = None, wrap: bool = False, number: str = "General",
               across: str | None = None, up: str = "top", fill: str | None = None, above: Line = None, below: Line = None,
               indent: int = 0) -> int:
        """Return the number of a style; `above` and `below` are kinds of lines."""
        key = (bold, size, colour, wrap, number, across, up, fill, above, below, indent)
        if key not in self._styles:
            one: Any = WriteOnlyCell(self._workbook.worksheets[0])
            one.font = Font(name=FONT, size=size, bold=bold, color=colour)
            one.alignment = Alignment(horizontal=across, vertical=up, wrap_text=wrap or None, indent=indent)
            one.number_format = number
            one.border = Border(
                top=Side(above, color=_SOFT) if above else None,
                bottom=Side(below, color=_LINE if below == "hair" else _SOFT) if below else None)
            if fill:
                one.fill = PatternFill("solid", fgColor=fill)
            self._styles[key] = one.style_id
        return self._styles[key]

    # ---- the first page -------------------------------------------------------------------------------------------------------------
    def _cover(self, made: Any, titles: Sequence[str]) -> Iterator[Row]:
        cover, number = self._book.cover, 0
        left, middle, right = _COVER
        above: list[Row] = []
        shown = cover.logo is not None and placed(made, cover.logo, 1, 1, tall=_PICTURE, room=(left + middle / 2) * _PIXELS, right=False)
        if cover.emblem is not None:
            shown = placed(made, cover.emblem, 3, 1, tall=_PICTURE, room=right * _PIXELS, right=True) or shown
        if shown:
            above.append((54.0, ()))
        if cover.visibility:
            style = self._style(size=9, colour=_SOFT, wrap=True, across="right")
            made.merged_cells.add(CellRange(f"A{len(above) + 1}:C{len(above) + 1}"))
            above.append((height(lines(cover.visibility, sum(_COVER) * 1.08)), [(cover.visibility, style)]))
        if above:
            above.append((None, ()))
        title = self._style(bold=True, size=18, colour=_INK, up="center", wrap=True)
        made.merged_cells.add(CellRange(f"A{len(above) + 1}:C{len(above) + 1}"))
        above.append((height(lines(self._book.title, sum(_COVER) / 1.9, bold=True), 24.0) or 28.0, [(self._book.title, title)]))
        above.append((None, ()))
        for row in above:
            number += 1
            yield row
        name_style, value_style = self._style(colour=_SOFT, wrap=True, below="hair"), self._style(bold=True, wrap=True, below="hair")
        for name, value in self._book.facts:
            number += 1
            made.merged_cells.add(CellRange(f"B{number}:C{number}"))
            count = max(lines(name, left), lines(value, middle + right, bold=True))
            yield (count * LINE + 5, [(name, name_style), (value, value_style), (None, value_style)])
        yield from self._contents(titles)
        yield from self._signing()

    def _contents(self, titles: Sequence[str]) -> Iterator[Row]:
        cover = self._book.cover
        if not cover.contents:
            return
        heading = self._style(bold=True, fill=_HEAD, below="thin", up="center")
        yield None, ()
        count = self._style(bold=True, fill=_HEAD, below="thin", up="center", across="right")
        yield 17.0, [(cover.contents, heading), (None, heading), (cover.rows, count)]
        for sheet, title in zip(self._book.sheets, titles):
            yield None, [(title, self._style()), None, (sheet.count, self._style(number="#,##0"))]

    def _signing(self) -> Iterator[Row]:
        cover = self._book.cover
        caption = self._style(size=8, colour=_SOFT, across="center")
        for name in cover.signing:
            yield 30.0, ()
            yield 20.0, [(name, self._style(up="bottom")), (None, self._style(below="thin")), (None, self._style(below="thin"))]
            yield None, [None, (cover.under[0], caption), (cover.under[1], caption)]

    # ---- a table --------------------------------------------------------------------------------------------------------------------
    def _sheet(self, made: Any, sheet: Sheet, wide: tuple[float, ...], rows: Iterator[Sequence[Cell]]) -> Iterator[Row]:
        yield 21.0, [(sheet.title, self._style(bold=True, size=14, colour=_INK))]
        yield None, [(self._book.under, self._style(size=9, colour=_SOFT))]
        yield None, ()
        heads = [self._style(bold=True, size=9, wrap=True, up="center", fill=_HEAD, below="thin", **_side(head, n))
                 for n, head in enumerate(sheet.heads)]
        tall = max((lines(head.title, one, bold=True) for head, one in zip(sheet.heads, wide)), default=1)
        yield height(tall) or LINE + 3, [(head.title, style) for head, style in zip(sheet.heads, heads)]
        row, names = _HEADING, []
        body = [self._body(head, n, sheet.plain) for n, head in enumerate(sheet.heads)]
        wrapped = [(n, one) for n, (head, one) in enumerate(zip(sheet.heads, wide)) if head.kind in WRAPPED and not sheet.plain]
        for told in rows:
            yield _height(told, wrapped), [
                None if value is None and sheet.plain else _cell(value, *styles) for value, styles in zip(told, body, strict=True)]
            row += 1
            if sheet.chart is not None:
                names.append(str(told[sheet.chart.categories - 1] or ""))
            self._done += 1
            if self._done % _EVERY == 0:
                self._step(self._done, max(self._total, self._done))
        last = row
        made.auto_filter.ref = f"A{_HEADING}:{get_column_letter(len(sheet.heads))}{last}"
        if sheet.total is not None:
            yield self._sum(sheet, wide)
            row += 1
        for note in (None, *sheet.notes) if sheet.notes else ():
            row += 1
            if note is None:
                yield None, ()
                continue
            if len(wide) > 1:
                made.merged_cells.add(CellRange(f"A{row}:{get_column_letter(len(wide))}{row}"))
            yield height(lines(note, sum(wide) * 1.08)), [(note, self._style(size=9, colour=_SOFT, wrap=True))]
        if sheet.chart is not None and last > _HEADING:
            chart, centimetres = drawn(made, sheet.chart, _HEADING, last, names, sum(wide) * _PIXELS)
            made.add_chart(chart, f"A{row + 2}")
            yield None, ()
            # One row holds the whole chart: a page ends between rows, never inside one.
            yield min(409.0, centimetres * _POINTS_CM + 8), [(None, 0)]
        self._step(self._done, max(self._total, self._done))

    def _body(self, head: Head, n: int, plain: bool) -> tuple[int, ...]:
        """Return the styles of a column's cells: of whole numbers and words, and of numbers with a broken part."""
        wrap = head.kind in WRAPPED and not plain
        below: Line = None if plain else "hair"
        if head.kind == "date":
            style = self._style(number=_DAYS[self._book.language], below=below, **_side(head, n))
            return style, style
        whole = _FORMATS.get(head.kind, "General")
        return tuple(self._style(wrap=wrap, number=one, below=below, **({} if plain else _side(head, n)))
                     for one in (whole, _BROKEN.get(head.kind, whole)))

    def _sum(self, sheet: Sheet, wide: Sequence[float]) -> Row:
        told: list[Styled | None] = []
        for head, value in zip(sheet.heads, sheet.total or ()):
            whole = _FORMATS.get(head.kind, "General")
            number = _BROKEN.get(head.kind, whole) if isinstance(value, float) and not value.is_integer() else whole
            told.append((value, self._style(bold=True, number=number, above="thin")))
        return None, told


def _empty() -> Any:
    """Return a workbook whose usual letters are ours: by them spreadsheet programs measure columns."""
    made: Any = Workbook(write_only=True)
    made._fonts = IndexedList([Font(name=FONT, size=10)])
    made._named_styles["Normal"].font = Font(name=FONT, size=10)
    return made


def _side(head: Head, column: int) -> dict[str, Any]:
    """Return on which side of its column a value stands; words keep clear of the number on their left."""
    return {"across": "right"} if head.kind in _FORMATS else {"across": "left", "indent": 1 if column else 0}


def _cell(value: Cell, whole: int, broken: int) -> Styled:
    return value, broken if isinstance(value, float) and not value.is_integer() else whole


def _height(told: Sequence[Cell], wrapped: Sequence[tuple[int, float]]) -> float | None:
    most = 1
    for n, wide in wrapped:
        value = told[n]
        if isinstance(value, str) and not fits(value, wide):
            most = max(most, lines(value, wide))
    return height(most)


def _free_name(told: str, names: set[str]) -> str:
    base = _NOT_IN_NAME.sub(" ", told).strip("' ")[:_NAME].strip("' ") or "1"
    name, n = base, 1
    while name.casefold() in names:
        n += 1
        name = f"{base[: _NAME - len(str(n)) - 1]} {n}"
    names.add(name.casefold())
    return name


def write(book: Book, path: Path, step: Step) -> None:
    """Write a book to `path`. Raises OSError when it cannot be written; `step(done, total)` may raise to stop."""
    Writer(book, step).save(path)
