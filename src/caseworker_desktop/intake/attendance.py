"""Reads an attendance list: people down, days across, a mark in each cell."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from caseworker_desktop.intake import duplicates, people
from caseworker_desktop.intake.dates import Habit, read_date
from caseworker_desktop.intake.duplicates import Someone
from caseworker_desktop.intake.names import NameOrder
from caseworker_desktop.intake.tables import Draft, Outcome, Table, Tables, drafts, in_order
from caseworker_desktop.intake.wording import folded, tidy
from caseworker_desktop.kernel.errors import Refused
from caseworker_desktop.kernel.message import message

FIELDS = ("name", "code")
#: Marks, folded and without blanks and points, that hold where the sheet's legend says nothing else.
_MARKS: Mapping[str, str] = {
    "+": "present", "✓": "present", "✔": "present", "x": "present", "d": "present", "1": "present", "p": "present", "taip": "present",
    "yes": "present", "buvo": "present", "ir": "present", "b": "present",
    "-": "absent", "–": "absent", "n": "absent", "nd": "absent", "0": "absent", "ne": "absent", "nebuvo": "absent", "a": "absent", "no": "absent",
    "nav": "absent",
    "v": "late", "vel": "late", "k": "late", "l": "late", "late": "late", "+v": "late",
    "pp": "excused", "pt": "excused", "att": "excused", "e": "excused", "lig": "excused", "ats": "excused", "s": "excused", "liga": "excused",
    "neatv": "not_brought", "neatvestas": "not_brought", "neatvede": "not_brought",
}
#: Plain marks of presence; where a sheet uses one, letters that mean presence elsewhere mean something else (`p`: pateisinta, or piedalījās).
_PLAIN, _UNCLEAR = frozenset("+✓✔1"), frozenset("px")
#: Folded beginnings of what a legend says of a mark.
_MEANINGS = (
    ("absent", ("nedalyv", "nebuv", "neatvyk", "neierad", "nepiedal", "absent", "nav ierad", "neatej")),
    ("excused", ("pateisin", "attaisn", "excus", "liga", "sirgo", "slimo")),
    ("late", ("velav", "pavelav", "kavej", "nokavej", "late")),
    ("not_brought", ("neatved", "neatvest", "not brought")),
    ("present", ("dalyv", "buvo", "atvyk", "ierad", "piedal", "present", "atejo")),
)
_GAP = 70


@dataclass(frozen=True, slots=True)
class AttendanceRow:
    """One person's marks, one for each day of the list: present, late, absent, excused, not_brought or unknown."""

    sheet: str
    row: int
    given: str
    family: str
    marks: tuple[str, ...]
    days: tuple[str, ...]
    code: str | None = None
    scheme: str | None = None

    def as_read(self) -> dict[str, Any]:
        return {"sheet": self.sheet, "row": self.row, "given": self.given, "family": self.family, "marks": list(self.marks),
                "counts": dict(sorted(Counter(self.marks).items()))}


def read(tables: Tables) -> Outcome:
    """Return the marks of every sheet; days without a year are understood from each other and the titles."""
    order = people.order_of(tables)
    country = people.country_of_codes(tables)
    days = {table.sheet.name: days_of(table, tables) for table in tables.tables}
    marks = {table.sheet.name: _marks_of(table, days[table.sheet.name]) for table in tables.tables}
    everything = list(drafts(tables))
    rows = [one for draft in everything if (one := _person(draft, order, country, days, marks, tables)) is not None]
    persons = [Someone(one.sheet, one.row, f"{one.given} {one.family}", one.code) for one in rows]
    matches = duplicates.find(persons)
    return Outcome(
        rows=tuple(rows), refused=tuple(draft.refusal for draft in everything if draft.refusal is not None),
        warnings=in_order(everything, FIELDS), persons=duplicates.count(persons, matches),
        same={(match.one.sheet, match.one.row): (match.first.sheet, match.first.row) for match in matches if match.sure},
        about={"dates": sorted({day for told in days.values() for day in told.values()}),
               "totals": dict(sorted(Counter(mark for one in rows for mark in one.marks).items())),
               "titles": {table.sheet.name: next(iter(table.heading.labels.values()), "") for table in tables.tables}},
    )


def _person(draft: Draft, order: NameOrder, country: str, days: Mapping[str, Mapping[int, str]], marks: Mapping[str, Mapping[str, str]],
            tables: Tables) -> AttendanceRow | None:
    name = people.name_of(draft, order)
    if name is None:
        return None
    sheet = draft.table.sheet
    code = None
    if draft.has("code"):
        code, _ = people.code_and_birth(draft, country, Habit(tables.epoch_1904, None, tables.reference.this_year))
    told: list[str] = []
    for column, day in days[sheet.name].items():
        value = sheet.value(draft.row, column)
        mark = _mark(value, marks[sheet.name])
        if mark is None:
            draft.warn(day, "unclear_mark", tidy(value))
        told.append(mark or "unknown")
    return AttendanceRow(sheet.name, draft.row, name.given, name.family, tuple(told), tuple(days[sheet.name].values()),
                         code.value if code else None, code.scheme if code else None)


def _bare(text: str) -> str:
    return re.sub(r"[\s.]", "", folded(text))


def _mark(value: Any, marks: Mapping[str, str]) -> str | None:
    """Return what a mark says, `unknown` for a blank, None for one that nobody explains."""
    text = tidy(value)
    return "unknown" if not text or text == "?" else marks.get(_bare(text))


def _marks_of(table: Table, days: Mapping[int, str]) -> dict[str, str]:
    """Return what marks mean on a sheet: as its legend says, else as usual; what two habits read differently is nobody's guess."""
    used = {_bare(tidy(table.sheet.value(row, column))) for row in table.rows.data for column in days}
    usual = {mark: meaning for mark, meaning in _MARKS.items() if not (mark in _UNCLEAR and used & _PLAIN)}
    return usual | _legend(table)


def _legend(table: Table) -> dict[str, str]:
    """Return what the sheet's own legend says of its marks: `+ dalyvavo, n nedalyvavo, p.p. pateisinama priežastis`."""
    told: dict[str, str] = {}
    for _, text in table.rows.legends:
        for part in re.split(r"[,;\n]", text):
            words = part.strip().split(maxsplit=1)
            if len(words) == 2 and len(words[0]) <= 5:
                meaning = folded(words[1]).lstrip("-–—=: ")
                for mark, stems in _MEANINGS:
                    if meaning.startswith(stems):
                        told[_bare(words[0].rstrip(":=-–") or words[0])] = mark
                        break
    return told


def days_of(table: Table, tables: Tables) -> dict[int, str]:
    """Return the ISO date of each column of days. Among the readings of all headings the one that runs forward is taken.

    Raises Refused where neither a heading nor a title tells the year.
    """
    columns = list(table.heading.dates)
    told = [int(read.value[:4]) for column in columns
            if (read := read_date(table.sheet.value(table.heading.last, column), Habit(tables.epoch_1904))).precision == 3 and read.value]
    year = table.year or (min(told) if told else None)
    if year is None:
        raise Refused(message("intake.refused.no_year"))
    choices = [_readings(table.sheet.value(table.heading.last, column), year, tables.epoch_1904, table.year) for column in columns]
    best: list[tuple[float, list[date]]] = [(0.0, [])]
    for options in choices:
        following: list[tuple[float, list[date]]] = []
        for cost, day in options:
            candidates = [(before + cost + _step(path, day), [*path, day]) for before, path in best]
            following.append(min(candidates, key=lambda one: one[0]))
        best = following or best
    path = min(best, key=lambda one: one[0])[1]
    return {column: day.isoformat() for column, day in zip([c for c, o in zip(columns, choices) if o], path)}


def _step(path: list[date], day: date) -> float:
    if not path:
        return 0.0
    gap = (day - path[-1]).days
    if gap <= 0:
        return 20.0
    # A group meets on the same day of the week: that tells 11.2 from 11.20, where a number lost its zero.
    return (2.0 if gap > _GAP else 0.0) + (0.0 if gap % 7 == 0 else 0.5)


def _readings(value: Any, year: int, epoch_1904: bool, told_year: int | None) -> list[tuple[float, date]]:
    """Return the days that a heading may mean, each with how unusual the reading is. Lithuanian lists put the month first."""
    whole = read_date(value, Habit(epoch_1904, year, year + 1))
    if whole.value is not None and whole.precision == 3:
        day = date.fromisoformat(whole.value)
        if not isinstance(value, str) and told_year is not None and day.year != told_year:
            # A day typed without its year got the year in which it was typed.
            return [(0.0, day), *_real(told_year, day.month, day.day, 0.1)]
        return [(0.0, day)]
    parts = re.findall(r"\d+", tidy(value))
    if len(parts) != 2:
        return []
    first, second = (int(part) for part in parts)
    dotted_end = tidy(value).endswith(".")
    readings = [*_real(year, first, second, 0.2 if dotted_end else 0.0), *_real(year, second, first, 0.0 if dotted_end else 0.2)]
    if isinstance(value, float) and second < 10:  # 5.3 as a number was 5.30
        readings += _real(year, first, second * 10, 0.3)
    readings += [(cost + 1.0, day + timedelta(days=365 if day.month != 2 or day.day != 29 else 1461)) for cost, day in list(readings)]
    return readings


def _real(year: int, month: int, day: int, cost: float) -> list[tuple[float, date]]:
    try:
        return [(cost, date(year, month, day))]
    except ValueError:
        return []
