"""What the readers of the six registers are given, and what each gives back."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from caseworker_desktop.intake.dates import DateRead, Habit, read_date
from caseworker_desktop.intake.model import Heading, ReadRow, Refusal, Sheet, Warned
from caseworker_desktop.intake.places import Place, Places
from caseworker_desktop.intake.rows import Sorted
from caseworker_desktop.intake.services import Services


@dataclass(frozen=True, slots=True)
class Reference:
    """The lists that a register's words are looked up in, the office's country (`lt`, `lv`) and the present year."""

    institutions: tuple[Place, ...]
    municipalities: tuple[Place, ...]
    services: tuple[tuple[str, tuple[str, ...]], ...]
    country: str
    this_year: int


@dataclass(frozen=True, slots=True)
class Table:
    """One sheet with its heading and its rows told apart; `year` is the one its titles speak of."""

    sheet: Sheet
    heading: Heading
    rows: Sorted
    year: int | None


@dataclass(frozen=True)
class Tables:
    """All tables of one file, with the lists and the settled words of a remembered form."""

    tables: tuple[Table, ...]
    reference: Reference
    institutions: Places
    municipalities: Places
    services: Services
    epoch_1904: bool
    #: What a remembered form settles: name_order, colours.
    settled: Mapping[str, Any]
    step: Callable[[int], None]


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a reader made of the tables. `same` joins a row with the first row of the same person or partner."""

    rows: tuple[ReadRow, ...]
    refused: tuple[Refusal, ...]
    warnings: tuple[Warned, ...]
    persons: int
    partners: int = 0
    same: Mapping[tuple[str, int], tuple[str, int]] = field(default_factory=dict)
    about: Mapping[str, Any] = field(default_factory=dict)


class Draft:
    """One row while it is being read: its cells by field, its warnings, and what stops it (the first reason stays)."""

    def __init__(self, table: Table, row: int) -> None:
        self.table, self.row = table, row
        self.warnings: list[Warned] = []
        self.refusal: Refusal | None = None

    def value(self, field_name: str) -> Any:
        """Return the cell of a field, None where the sheet has no such column."""
        column = self.table.heading.columns.get(field_name)
        return None if column is None else self.table.sheet.value(self.row, column)

    def has(self, field_name: str) -> bool:
        """Tell whether the sheet has a column for a field."""
        return field_name in self.table.heading.columns

    def counted(self, field_name: str) -> bool:
        """Tell whether a field's cell is a formula whose result was not stored."""
        column = self.table.heading.columns.get(field_name)
        return column is not None and (self.row, column) in self.table.sheet.unstored

    def warn(self, field_name: str, kind: str, note: str | None = None) -> None:
        self.warnings.append(Warned(self.table.sheet.name, self.row, field_name, kind, note))

    def refuse(self, field_name: str, reason: str) -> None:
        if self.refusal is None:
            self.refusal = Refusal(self.table.sheet.name, self.row, field_name, reason)

    def date(self, field_name: str, habit: Habit, *, coarse: bool = False) -> DateRead:
        """Return the date of a field with its warnings told; `coarse`: a month or a year is as good as a day."""
        read = read_date(self.value(field_name), habit)
        for kind in read.kinds:
            if not (coarse and kind in ("year_only", "month_only")):
                self.warn(field_name, kind, "last day taken" if kind == "range_of_days" else None)
        return read

    def tell_formulas(self) -> None:
        """Warn of every field whose value had to be counted, because the file did not store it."""
        for field_name in self.table.heading.columns:
            if self.counted(field_name):
                self.warn(field_name, "formula")


def drafts(tables: Tables) -> Iterator[Draft]:
    """Yield every row of data of every sheet, telling the progress."""
    done = 0
    for table in tables.tables:
        for row in table.rows.data:
            done += 1
            if done % 200 == 0:
                tables.step(done)
            draft = Draft(table, row)
            if row in table.sheet.hidden_rows:
                draft.warn("row", "hidden_row")
            yield draft


def in_order(drafts_: Sequence[Draft], fields: Sequence[str]) -> tuple[Warned, ...]:
    """Return the warnings of the accepted rows: in the order of the rows, in each by the order of `fields`."""
    place = {name: number for number, name in enumerate(fields)}
    return tuple(warned for draft in drafts_ if draft.refusal is None
                 for warned in sorted(draft.warnings, key=lambda one: place.get(one.field, len(place))))


def usual_year(tables: Tables, field_name: str) -> dict[str, int | None]:
    """Return, for each sheet, the year of dates without one: the title's, else the one that most dates of the column bear."""
    years: dict[str, int | None] = {}
    for table in tables.tables:
        counted: dict[int, int] = {}
        column = table.heading.columns.get(field_name)
        if table.year is None and column is not None:
            for row in table.rows.data:
                read = read_date(table.sheet.value(row, column), Habit(tables.epoch_1904, None, tables.reference.this_year))
                if read.value is not None:
                    counted[int(read.value[:4])] = counted.get(int(read.value[:4]), 0) + 1
        years[table.sheet.name] = table.year or (max(counted, key=lambda year: counted[year]) if counted else None)
    return years
