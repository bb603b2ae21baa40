"""A report as sheets of a workbook: words and numbers in place, before anything is written."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from caseworker_desktop.kernel.message import Message, message
from caseworker_desktop.records.lists import Lists
from caseworker_desktop.report.listings.columns import column as column_of
from caseworker_desktop.report.model import Column, Figure, Listing
from caseworker_desktop.texts import Texts

Cell = str | int | float | date | None
#: How wide a column of a kind is, in characters.
_WIDE = {"text": 26, "count": 11, "number": 11, "hours": 11, "percent": 11, "date": 12, "flag": 9, "code": 32, "codes": 32, "list": 30, "id": 38}
_LONG = {"text": 90, "name": 30, "rule": 26, "formula": 70}


@dataclass(frozen=True, slots=True)
class Head:
    """A column's heading, the kind of what stands below, and its width in characters."""

    title: str
    kind: str
    width: float


@dataclass(frozen=True, slots=True)
class Chart:
    """A chart of a sheet's own cells: `kind` bar, stacked or line; columns are counted from 1."""

    kind: str
    title: str
    categories: int
    series: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Sheet:
    """One sheet: its name, a line above, columns, rows, the total below them, notes, and a chart. `plain`: a table for another program,
    without frames and wrapped lines."""

    name: str
    title: str
    heads: tuple[Head, ...]
    rows: Iterable[Sequence[Cell]]
    total: Sequence[Cell] | None = None
    notes: tuple[str, ...] = ()
    chart: Chart | None = None
    count: int = 0
    plain: bool = False


@dataclass(frozen=True, slots=True)
class Cover:
    """What makes the first sheet an official paper: the organisation's and the funder's pictures (PNG, JPEG or GIF), the text that the funder
    wants said, the headings of the list of sheets, and who signs (name of the line, what stands under its two blanks)."""

    logo: bytes | None = None
    emblem: bytes | None = None
    visibility: str = ""
    contents: str = ""
    rows: str = ""
    signing: tuple[str, ...] = ()
    under: tuple[str, str] = ("", "")


@dataclass(frozen=True, slots=True)
class Book:
    """A whole workbook: what it is (names and values for its first sheet), and the sheets. `code` is the project's, as the funder writes it."""

    title: str
    code: str
    facts: tuple[tuple[str, str], ...]
    sheets: tuple[Sheet, ...]
    language: str
    under: str
    first: str
    cover: Cover = Cover()


class Words:
    """Says what stands in cells: codes by their lists, days as days."""

    def __init__(self, texts: Texts, lists: Lists) -> None:
        self.texts, self._lists = texts, lists
        self._numbers: dict[str, int] = {}

    def say(self, told: Message) -> str:
        """Return a sentence."""
        return self.texts.say(told)

    def cell(self, column: Column, value: Any) -> Cell:
        """Return what a cell holds: numbers and whole days as such, everything else as words."""
        if value is None or value == "":
            return None
        match column.kind:
            case "code":
                return self._word(column.codes, value)
            case "codes":
                return ", ".join(self._word(column.codes, one) for one in value)
            case "list":
                return ", ".join(self._listed(column, one) for one in value)
            case "flag":
                return self._word("yes_no", "yes" if value else "no")
            case "date":
                return date.fromisoformat(value) if len(str(value)) == 10 else str(value)
            case "count" | "number" | "hours" | "percent":
                return value if isinstance(value, int | float) else str(value)
        return str(value)

    def sheet(self, name: Message, listing: Listing, *, chart: Chart | None = None, names: bool = True) -> Sheet:
        """Return the sheet of a listing. Ids are left out; with `names` False persons are told by a number,
        the same one on every sheet."""
        anonymous = not names and any(one.key == "person" for one in listing.columns)
        shown = [one for one in listing.columns if one.kind != "id" and not (anonymous and one.key in NAMING)]
        heads = [Head(self.say(one.title), one.kind, _width(one)) for one in shown]
        if anonymous:
            heads.insert(0, Head(self.say(message("report.sheet.participant")), "text", 14))

        def rows() -> Iterable[Sequence[Cell]]:
            for row in listing.rows:
                cells = [self.cell(one, row.get(one.key)) for one in shown]
                yield [self._number(row["person"]), *cells] if anonymous else cells

        total: list[Cell] | None = None
        if listing.total is not None and listing.rows and any(listing.total.get(one.key) is not None for one in shown):
            total = [self.cell(one, listing.total.get(one.key)) for one in shown]
            total = [None, *total] if anonymous else total
            if total and total[0] is None:
                total[0] = self.say(message("report.sheet.total"))
            elif len(total) > 1 and total[1] is None:
                total[1] = self.say(message("report.sheet.total"))
        said = self.say(name)
        notes = [*listing.notes, *([] if listing.rows else [message("report.sheet.none")])]
        return Sheet(said, said, tuple(heads), rows(), total, tuple(self.say(one) for one in notes), chart, len(listing.rows))

    def _number(self, person: str) -> str:
        return f"D-{self._numbers.setdefault(person, len(self._numbers) + 1):04}"

    def figures(self, name: Message, figures: Sequence[Figure]) -> Sheet:
        """Return the sheet of indicators: each with its target, bounds, and in words how it was worked out."""
        titles = (
            (message("report.sheet.code"), "text", 14), (message("report.sheet.indicator"), "text", 34),
            (message("report.sheet.value"), "number", 11),
            (message("report.sheet.unit"), "text", 9), (message("report.sheet.numerator"), "number", 11),
            (message("report.sheet.denominator"), "number", 11), (message("report.sheet.unknown"), "count", 10),
            (message("report.sheet.refused"), "count", 10), (message("report.sheet.lowest"), "number", 10),
            (message("report.sheet.highest"), "number", 10), (message("report.sheet.operator"), "text", 12),
            (message("report.sheet.target"), "number", 10), (message("report.sheet.reached"), "text", 12),
            (message("report.sheet.left_out"), "count", 11), (message("report.sheet.formula"), "text", 70),
        )
        said = self.say(name)
        rows = [self._figure(one) for one in figures]
        return Sheet(said, said, tuple(Head(self.say(title), kind, wide) for title, kind, wide in titles), rows, None,
                     (self.say(message("report.sheet.unknown_note")),), count=len(rows))

    def note_head(self) -> Head:
        """Return the heading of a sheet of sentences."""
        return Head(self.say(message("report.sheet.method")), "text", 110)

    def _figure(self, one: Figure) -> Sequence[Cell]:
        reached = {True: message("report.reached"), False: message("report.not_reached"), None: message("report.not_measured")}[one.reached]
        label = self.texts.term(one.names)
        return [
            one.code, label if label and label != one.code else self._word("indicator_rules", one.rule), one.value, self._word("units", one.unit),
            one.numerator, one.denominator, one.unknown - one.refused, one.refused, one.lowest, one.highest, self._word("operators", one.operator),
            one.target, self.say(reached), len(one.left_out), self.say(one.formula),
        ]

    def _word(self, list_: str | None, code: Any) -> str:
        return self._lists.name(list_, str(code), self.texts.language) if list_ and code is not None else str(code or "")

    def _listed(self, column: Column, one: Any) -> str:
        return self.say(column_of(str(one)).title) if column.key == "missing" else str(one)


#: Columns that name somebody.
NAMING = frozenset({"name", "given_names", "family_name", "person_code", "contact", "birth_date", "certificate_no"})


def _width(column: Column) -> float:
    return _LONG.get(column.key, _WIDE.get(column.kind, 20))
