"""Finds the heading of a sheet, in one row or two with merged cells, and guesses from its words what each column holds."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from caseworker_desktop.intake.model import Heading, Sheet
from caseworker_desktop.intake.wording import folded, tidy
from caseworker_desktop.intake.words import ENOUGH, NEEDED, WORDS

#: Headings stand within the first rows that hold anything.
_DEEP = 30
_DAYS_ACROSS = 3
_LONG = 80


@dataclass(frozen=True, slots=True)
class Guess:
    """A heading under one kind of register, and how sure it is (the weights of the words understood)."""

    kind: str
    heading: Heading
    weight: float


def find_heading(sheet: Sheet, kind: str) -> Guess | None:
    """Return the best heading of a sheet for a kind of register, None where no row is one."""
    best: Guess | None = None
    for row in range(1, min(len(sheet.rows), _DEEP) + 1):
        single = _labels(sheet, (row,))
        if len([label for label in single.values() if label]) < 2:
            continue
        for rows in ((row,), (row, row + 1)):
            if len(rows) == 2 and not _second(sheet, row):
                continue
            guess = _understood(sheet, kind, rows)
            if guess is not None and (best is None or guess.weight > best.weight):
                best = guess
    return best


def guess_kind(sheets: Sequence[Sheet]) -> str | None:
    """Return the kind of register that the headings speak of, None where they name none (or two alike)."""
    weights: dict[str, float] = {}
    for sheet in sheets:
        for kind in WORDS:
            guess = find_heading(sheet, kind)
            if guess is not None:
                weights[kind] = max(weights.get(kind, 0.0), guess.weight)
    ordered = sorted(weights.items(), key=lambda item: -item[1])
    if not ordered or ordered[0][1] < ENOUGH or (len(ordered) > 1 and ordered[0][1] - ordered[1][1] < 1):
        return None
    return ordered[0][0]


def likely_heading(sheet: Sheet) -> dict[int, str]:
    """Return the labels (by column) of the row that looks most like a heading, whatever its words are: the most short texts, none twice."""
    best: dict[int, str] = {}
    for row in range(1, min(len(sheet.rows), _DEEP) + 1):
        told = {column: label for column, label in _labels(sheet, (row,)).items() if label}
        if len(told) >= 2 and len(set(told.values())) == len(told) and len(told) > len(best):
            best = told
    return best


def by_labels(sheet: Sheet, kind: str, columns: Mapping[str, str]) -> Heading | None:
    """Return the heading in which every column of a remembered form (`{field: heading}`) is found, None where one is missing."""
    wanted = {field: folded(label) for field, label in columns.items()}
    for row in range(1, min(len(sheet.rows), _DEEP) + 1):
        for rows in ((row,), (row, row + 1)):
            if len(rows) == 2 and not _second(sheet, row):
                continue
            labels = _labels(sheet, rows)
            found: dict[str, int] = {}
            for field, label in wanted.items():
                column = next((number for number, told in labels.items() if told and label in (folded(told), folded(_lowest(told)))), None)
                if column is None or column in found.values():
                    break
                found[field] = column
            if len(found) == len(wanted) and found:
                return Heading(rows, found, labels, _days(sheet, rows[-1], set(found.values())) if kind == "attendance" else {})
    return None


def _second(sheet: Sheet, row: int) -> bool:
    """Tell whether the row below can be the second row of a heading: only words, some of them where the first row has none."""
    below = [(column, value) for column in range(1, sheet.width + 1) if (value := sheet.value(row + 1, column)) is not None]
    if not below or any(not isinstance(value, str) or re.search(r"\d{3}", value) or len(value) > _LONG for _, value in below):
        return False
    return any(not sheet.value(row, column) for column, _ in below)


def _labels(sheet: Sheet, rows: Sequence[int]) -> dict[int, str]:
    """Return each column's heading; of two rows as `group / own`, with the group's words spread over the columns it spans."""
    own = {column: _label(sheet.value(rows[-1], column)) for column in range(1, sheet.width + 1)}
    if len(rows) == 1:
        return own
    spread: dict[int, str] = {}
    group = ""
    for column in range(1, sheet.width + 1):
        told = _label(sheet.value(rows[0], column))
        span = next((span for span in sheet.merged if span[0] <= rows[0] <= span[2] and span[1] <= column <= span[3]), None)
        if span is not None:
            told = _label(sheet.value(span[0], span[1]))
        elif not told and own[column] and not sheet.merged:
            told = group
        group = told or group
        spread[column] = told
    return {column: " / ".join(part for part in dict.fromkeys((spread[column], own[column])) if part) for column in own}


def _label(value: Any) -> str:
    return tidy(value) if isinstance(value, str) and len(value) <= _LONG else ""


def _lowest(label: str) -> str:
    return label.rsplit(" / ", 1)[-1]


def _understood(sheet: Sheet, kind: str, rows: tuple[int, ...]) -> Guess | None:
    labels = _labels(sheet, rows)
    weighed: list[tuple[float, int, str]] = []
    for column, label in labels.items():
        if column in sheet.hidden_columns:
            continue  # what somebody hid is told, not taken
        lowest, whole = folded(_lowest(label)), folded(label)
        for word in WORDS[kind]:
            if lowest and word.pattern.search(lowest):
                weighed.append((word.weight, column, word.field))
            elif whole != lowest and word.pattern.search(whole):
                weighed.append((word.weight * 0.5, column, word.field))
    columns: dict[str, int] = {}
    weight = 0.0
    for points, column, field in sorted(weighed, key=lambda item: (-item[0], item[1])):
        if field not in columns and column not in columns.values():
            columns[field] = column
            weight += points
    if any(not any(field in columns for field in group) for group in NEEDED[kind]):
        return None
    days: dict[int, str] = {}
    if kind == "attendance":
        days = _days(sheet, rows[-1], set(columns.values()))
        if len(days) < _DAYS_ACROSS:
            return None
        weight += min(len(days), 8)
    return Guess(kind, Heading(rows, columns, labels, days), weight)


def _days(sheet: Sheet, row: int, taken: set[int]) -> dict[int, str]:
    """Return the columns of a row that are headed by a day, with its raw text (days without a year are understood together)."""
    found = {}
    for column in range(1, sheet.width + 1):
        value = sheet.value(row, column)
        if column not in taken and value is not None and looks_like_day(value):
            found[column] = tidy(value.date() if isinstance(value, datetime) else value)
    return found


def looks_like_day(value: Any) -> bool:
    """Tell whether a heading cell is a day, with or without its year."""
    if isinstance(value, date):
        return True
    if isinstance(value, bool):
        return False
    if isinstance(value, int):
        return 36_000 < value < 60_000  # serial numbers of 1998 to 2064
    if isinstance(value, float):
        return 1 <= value < 32 and not value.is_integer()
    return bool(re.match(r"^(?:\d{4}[-./ ]\s*)?\d{1,2}\s*[-./ ]\s*\d{1,2}\.?(?:\s*[-./ ]\s*\d{2,4}\.?)?$", tidy(value)))
