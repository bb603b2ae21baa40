"""The same report as a paper: the sheets of a book as tables on wide pages, with the house's head, emblem and footer."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from caseworker_desktop.kernel.message import message
from caseworker_desktop.paper.model import Fact, Facts, Footer, Head, Leaf, Prose, Run, Said, Section, Sheet, Table
from caseworker_desktop.report.book import Book, Cell, Sheet as BookSheet
from caseworker_desktop.texts import Texts

#: A paper holds so many rows of a table; the workbook has them all.
MOST_ROWS = 1_000
#: A text so wide, beside more columns than these, stands below the table; so many rows tell how wide a column is.
_LONG, _FEW, _LOOKED_AT = 60, 4, 200
_NUMBERS = ("count", "number", "hours", "percent")


def paper_of(book: Book, texts: Texts, organisation: str, mark: str, *, logo: str | None, emblem: str | None) -> Sheet:
    """Return the pages of a book. `logo` and `emblem` are names of pictures that the press is given."""
    cover = Facts("", (), (1.0, 1.0, 1.0), tuple(Fact((name,), value) for name, value in book.facts))
    tables = (section for sheet in book.sheets for section in _sections(sheet, texts))
    leaf = Leaf((book.title,), (cover, *tables), book.code)
    return Sheet(
        texts.language, None, texts.language, False, book.title, Head(organisation, mark, ()), logo, emblem, (),
        Said(texts.say(message("paper.ticked")), texts.say(message("paper.unticked"))), (leaf,),
        (Footer(book.under, "", texts.say(message("paper.pages"))),), "a4-wide", book.code)


def _sections(sheet: BookSheet, texts: Texts) -> tuple[Section, ...]:
    """Return a sheet's table and its notes. Empty columns are left out; long texts beside many columns stand below, each by its row's first word."""
    rows: list[tuple[str, ...]] = []
    cut = 0
    for row in sheet.rows:
        if len(rows) < MOST_ROWS:
            rows.append(_row(row, texts))
        else:
            cut += 1
    total = [_row(sheet.total, texts)] if sheet.total is not None else []
    long = [n for n, head in enumerate(sheet.heads) if head.width >= _LONG and len(sheet.heads) > _FEW]
    shown = [n for n in range(len(sheet.heads)) if n not in long and (not rows or any(row[n] for row in (*rows, *total)))]
    notes = [*sheet.notes, *([texts.say(message("report.paper.cut", count=cut))] if cut else [])]
    below = [(Run(f"{row[0]} ", strong=True), Run(row[n])) for n in long for row in rows if row[n]]
    wide = [_width(sheet.heads[n].title, [row[n] for row in rows[:_LOOKED_AT]]) for n in shown]
    table = Table(
        "", (sheet.title,), tuple(one / sum(wide) for one in wide),
        tuple("center" if sheet.heads[n].kind in _NUMBERS else "left" for n in shown), tuple((sheet.heads[n].title,) for n in shown),
        tuple(tuple(row[n] for n in shown) for row in (*rows, *total)))
    prose = Prose("", (), (*((Run(note),) for note in notes), *below))
    return (table, prose) if notes or below else (table,)


def _width(title: str, cells: Sequence[str]) -> float:
    """Return how much room a column needs: its longest word, and for longer texts a little more."""
    word = max((len(each) for told in cells for each in told.split()), default=0)
    whole = max((len(told) for told in cells), default=0)
    heading = max((len(each) for each in title.split()), default=0)
    return max(heading * 1.02 + 1.5, word * 1.2 + 2.0, min(whole, 34) * 0.7)


def _row(row: Sequence[Cell], texts: Texts) -> tuple[str, ...]:
    return tuple(_said(one, texts) for one in row)


def _said(value: Cell, texts: Texts) -> str:
    if value is None:
        return ""
    if isinstance(value, date):
        return texts.date(value.isoformat())
    return value if isinstance(value, str) else texts.number(round(value, 2))
