"""What a report shows: figures with what stands behind them, as frozen values that screens, commands and sheets read alike."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from caseworker_desktop.kernel.message import Message

Number = int | float


@dataclass(frozen=True, slots=True)
class Asked:
    """An indicator as its project promised it: `rule` and `parameters` of COMMANDS, `target` with `operator`, `baseline` in percent.

    `part`: the project part it is about, besides one among the parameters. `id` is its record's.
    """

    id: str
    code: str
    rule: str
    parameters: Mapping[str, Any] = field(default_factory=dict)
    unit: str | None = None
    operator: str | None = None
    target: Decimal | None = None
    baseline: Decimal | None = None
    part: str | None = None
    names: Mapping[str, str] = field(default_factory=dict)
    by_date: str | None = None


@dataclass(frozen=True, slots=True)
class LeftOut:
    """A record that somebody might expect in a figure and that does not count; `why`: a catalogue key without its area (`outside_period`)."""

    record: str
    id: str
    why: str


@dataclass(frozen=True, slots=True)
class Figure:
    """One indicator on a day.

    `value` in `unit` (persons, percent, hours, count, points), rounded to four places; None where it cannot be told. `lowest` and `highest`:
    were every unknown a no, a yes. `refused` of the `unknown` did not want to say. `reached`: whether value and target fit the operator,
    None without a target. `persons`: ids of the persons whom the numerator counts; `answers` those of the others, where a rule asks each person:
    `no`, `unknown`, `refused`. `by_date`: by when the target is due. `formula` says in words how it was worked out.
    """

    code: str
    rule: str
    value: Number | None
    unit: str | None
    numerator: Number | None
    denominator: Number | None
    unknown: int
    lowest: Number | None
    highest: Number | None
    target: Number | None
    operator: str | None
    reached: bool | None
    refused: int
    formula: Message
    detail: Mapping[str, Any] = field(default_factory=dict)
    persons: tuple[str, ...] = ()
    left_out: tuple[LeftOut, ...] = ()
    names: Mapping[str, str] = field(default_factory=dict)
    by_date: str | None = None
    answers: Mapping[str, tuple[str, ...]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a listing: its `key` in the rows, its `title`, and what stands in it.

    `kind`: text, count, number, hours, percent, date, flag (yes or no), code and codes (of the list `codes`). `sums`: its total is shown.
    """

    key: str
    title: Message
    kind: str = "text"
    codes: str | None = None
    sums: bool = False


@dataclass(frozen=True, slots=True)
class Listing:
    """A report's rows: each a mapping by the columns' keys, of plain values (codes, days as text, numbers).

    `total` has the figures of everything once, where that means something: sums of rows may be more, `notes` say why. `persons` gives, row by
    row, the ids of the persons who stand behind it.
    """

    name: str
    columns: tuple[Column, ...]
    rows: tuple[Mapping[str, Any], ...]
    total: Mapping[str, Any] | None = None
    notes: tuple[Message, ...] = ()
    by: tuple[str, ...] = ()
    persons: tuple[tuple[str, ...], ...] = ()
