"""What a spreadsheet holds and what a careful reader makes of it, as frozen values."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Protocol

Place = tuple[int, int]  # row and column, both from 1
Span = tuple[int, int, int, int]  # top, left, bottom, right, all inside


@dataclass(frozen=True, slots=True)
class Sheet:
    """One sheet: `rows[0]` is row 1; the rest is told only for the cells that have it.

    `formulas` holds the text of cells that count something, `unstored` those of them whose result nobody stored. `fills` are RRGGBB.
    """

    name: str
    rows: tuple[tuple[Any, ...], ...]
    formulas: Mapping[Place, str] = field(default_factory=dict)
    unstored: frozenset[Place] = frozenset()
    comments: Mapping[Place, str] = field(default_factory=dict)
    fills: Mapping[Place, str] = field(default_factory=dict)
    merged: tuple[Span, ...] = ()
    hidden_columns: tuple[int, ...] = ()
    hidden_rows: frozenset[int] = frozenset()
    #: The number of columns of the widest row.
    width: int = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "width", max((len(cells) for cells in self.rows), default=0))

    def value(self, row: int, column: int) -> Any:
        """Return the value of a cell, None beyond the edge."""
        if 1 <= row <= len(self.rows):
            cells = self.rows[row - 1]
            if 1 <= column <= len(cells):
                return cells[column - 1]
        return None


@dataclass(frozen=True, slots=True)
class Book:
    """A workbook, or a text table as a workbook of one sheet. `whole` is False where a large one was read without remarks and merged cells."""

    name: str
    sheets: tuple[Sheet, ...]
    epoch_1904: bool = False
    whole: bool = True


@dataclass(frozen=True, slots=True, order=True)
class Refusal:
    """A row that cannot be taken, and the field that stops it."""

    sheet: str
    row: int
    field: str
    reason: str


@dataclass(frozen=True, slots=True)
class Warned:
    """Something read by a rule that a person should know of; `note` names the words or the row it is about."""

    sheet: str
    row: int
    field: str
    kind: str
    note: str | None = None


@dataclass(frozen=True, slots=True)
class Ignored:
    """A row that is no data: a blank, a title, totals, a legend, a signature."""

    sheet: str
    row: int
    why: str


@dataclass(frozen=True, slots=True)
class Remark:
    """A cell's comment."""

    sheet: str
    row: int
    text: str


class ReadRow(Protocol):
    """One accepted row in clean form; each kind of register has its own."""

    @property
    def sheet(self) -> str: ...

    @property
    def row(self) -> int: ...

    def as_read(self) -> dict[str, Any]:
        """Return the row as plain values, named as the register's fields."""
        ...


@dataclass(frozen=True, slots=True)
class Heading:
    """Where a sheet says what its columns hold: heading rows, and for each field understood its column. `dates`: columns that are days."""

    rows: tuple[int, ...]
    columns: Mapping[str, int]
    labels: Mapping[int, str]
    dates: Mapping[int, str] = field(default_factory=dict)

    @property
    def last(self) -> int:
        return self.rows[-1]


@dataclass(frozen=True, slots=True)
class Reading:
    """What was read in a file. `data_rows` counts accepted and refused ones; `persons` and `partners` count different ones if no
    *possible* duplicate is joined (partners: if all are). `mapping` is the remembered form that reads such a file again."""

    kind: str
    rows: tuple[ReadRow, ...]
    data_rows: int
    refused: tuple[Refusal, ...]
    warnings: tuple[Warned, ...]
    ignored: tuple[Ignored, ...]
    comments: tuple[Remark, ...]
    hidden_columns: Mapping[str, tuple[str, ...]]
    persons: int
    partners: int
    same: Mapping[tuple[str, int], tuple[str, int]]
    headings: Mapping[str, Heading]
    mapping: Mapping[str, Any]
    #: What belongs to the register as a whole: the days of an attendance list, its title.
    about: Mapping[str, Any] = field(default_factory=dict)
