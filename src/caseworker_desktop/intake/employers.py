"""Reads a register of employers: the places they offer, and the short placements of people with them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from caseworker_desktop.intake import duplicates, people
from caseworker_desktop.intake.dates import DateRead, Habit, read_date
from caseworker_desktop.intake.duplicates import Someone
from caseworker_desktop.intake.names import Name, NameOrder, read_name
from caseworker_desktop.intake.tables import Draft, Outcome, Table, Tables, drafts, in_order
from caseworker_desktop.intake.wording import folded, says_nothing, tidy

FIELDS = ("employer", "places", "person", "from", "to", "before_after", "hours_week")
_FULL_WEEK = 40
_CARRIED = ("employer", "job", "places")
_SPAN = re.compile(r"^(\d+(?:[.,]\d+)?)\s*(sav|ned|week|men|month|d|day|dien)")
_RATING = re.compile(r"^(\d{1,2})\s*(?:→|->|–|—|-|/|>|=>|iki|lidz|to)\s*(\d{1,2})$")


@dataclass(frozen=True, slots=True)
class EmployerRow:
    """One row: a place at an employer, and the person who worked there (`name` None: it stayed free). Days are ISO dates."""

    sheet: str
    row: int
    employer: str
    places: int | None
    name: Name | None
    from_: str | None = None
    to: str | None = None
    before: int | None = None
    after: int | None = None
    job: str | None = None
    hours_week: str | None = None
    municipality: str | None = None
    note: str | None = None

    def as_read(self) -> dict[str, Any]:
        told: dict[str, Any] = {"sheet": self.sheet, "row": self.row, "employer": self.employer, "places": self.places, "job": self.job,
                                "municipality": self.municipality, "person": None if self.name is None else self.name.whole}
        if self.name is not None:
            told |= {"from_": self.from_, "to": self.to, "before": self.before, "after": self.after, "hours_week": self.hours_week, "note": self.note}
        return told


def read(tables: Tables) -> Outcome:
    """Return the places of every sheet; what stands in merged cells, or only in an employer's first row, holds for the rows below."""
    order = people.order_of(tables)
    towns = {table.sheet.name: tables.municipalities.find(table.sheet.name, None).code for table in tables.tables}
    everything = list(drafts(tables))
    rows: list[EmployerRow] = []
    above: dict[str, Any] = {}
    sheet = ""
    for draft in everything:
        if draft.table.sheet.name != sheet:
            sheet, above = draft.table.sheet.name, {}
        above = _carried(draft, above)
        one = _place(draft, above, order, towns[sheet], tables)
        if one is not None:
            rows.append(one)
    persons = [Someone(one.sheet, one.row, one.name.whole) for one in rows if one.name is not None]
    matches = duplicates.find(persons)
    by_place = {(draft.table.sheet.name, draft.row): draft for draft in everything}
    for match in matches:
        people.tell_match(by_place[match.one.sheet, match.one.row], match)
    return Outcome(
        rows=tuple(rows), refused=tuple(draft.refusal for draft in everything if draft.refusal is not None), warnings=in_order(everything, FIELDS),
        persons=duplicates.count(persons, matches), partners=len({(one.sheet, one.employer) for one in rows}), about=_sums(rows),
    )


def _carried(draft: Draft, above: dict[str, Any]) -> dict[str, Any]:
    """Return employer, job and places of a row: its own, those of the merged cell it lies in, or those of the row above."""
    own = {field: _merged(draft.table, draft.row, field) for field in _CARRIED}
    if not says_nothing(own["employer"]) and own["employer"] != above.get("employer"):
        return own
    return {field: own[field] if own[field] is not None else above.get(field) for field in _CARRIED}


def _merged(table: Table, row: int, field: str) -> Any:
    column = table.heading.columns.get(field)
    if column is None:
        return None
    for top, left, bottom, right in table.sheet.merged:
        if top <= row <= bottom and left <= column <= right:
            return table.sheet.value(top, left)
    return table.sheet.value(row, column)


def _place(draft: Draft, above: dict[str, Any], order: NameOrder, town: str | None, tables: Tables) -> EmployerRow | None:
    employer = "" if says_nothing(above.get("employer")) else tidy(above["employer"])
    if not employer:
        draft.refuse("employer", "missing_employer")
        return None
    places = None if says_nothing(above.get("places")) else people.count_in(above["places"])
    if places is None and not says_nothing(draft.value("places")):
        draft.warn("places", "unreadable_number")
    shared: dict[str, Any] = {"sheet": draft.table.sheet.name, "row": draft.row, "employer": employer, "places": places,
                              "job": tidy(above.get("job")) or None,
                              "municipality": town}
    if says_nothing(draft.value("person")):
        return EmployerRow(name=None, **shared)
    name = read_name(draft.value("person"), order)
    if name is None:
        draft.refuse("person", "unreadable_name")
    habit = Habit(tables.epoch_1904, draft.table.year, tables.reference.this_year)
    began = draft.date("from", habit)
    if began.value is None or began.precision < 3:
        draft.refuse("from", began.problem or ("missing_date" if began.value is None else "incomplete_date"))
        return None
    to = _until(draft, began, habit)
    before, after = _ratings(draft)
    if draft.refusal is not None:
        return None
    return EmployerRow(name=name, from_=began.value, to=to, before=before, after=after, hours_week=_hours(draft),
                       note=tidy(draft.value("note")) or None, **shared)


def _until(draft: Draft, began: DateRead, habit: Habit) -> str | None:
    """Return the last day: a date, or so many weeks, months or days from the first (two weeks from Monday end on a Sunday)."""
    value = draft.value("to")
    if began.value is None or says_nothing(value):
        return None
    first = date.fromisoformat(began.value)
    if isinstance(value, str) and (span := _SPAN.match(folded(value))):
        number, unit = float(span.group(1).replace(",", ".")), span.group(2)
        if unit in ("men", "month"):
            month = first.month - 1 + int(number)
            year, month = first.year + month // 12, month % 12 + 1
            follows = next(day for day in range(first.day, 0, -1) if _real(year, month, day))
            return (date(year, month, follows) - timedelta(days=1)).isoformat()
        return (first + timedelta(days=round(number * (7 if unit in ("sav", "ned", "week") else 1)) - 1)).isoformat()
    read_ = read_date(value, habit)
    for kind in read_.kinds:
        draft.warn("to", kind)
    if read_.value is None or read_.precision < 3 or read_.value < began.value:
        draft.warn("to", read_.problem or ("ends_before_it_begins" if read_.precision == 3 else "incomplete_date"))
        return None
    return read_.value


def _real(year: int, month: int, day: int) -> bool:
    try:
        date(year, month, day)
    except ValueError:
        return False
    return True


def _ratings(draft: Draft) -> tuple[int | None, int | None]:
    value = draft.value("ratings")
    if says_nothing(value):
        draft.warn("before_after", "missing_rating")
        return None, None
    match = _RATING.match(folded(value))
    if match is None or not all(0 <= int(part) <= 10 for part in match.groups()):
        draft.warn("before_after", "unreadable_rating", tidy(value))
        return None, None
    return int(match.group(1)), int(match.group(2))


def _hours(draft: Draft) -> str | None:
    """Return the hours of a week as decimal text; parts of a full post are counted from forty."""
    value = draft.value("hours_week")
    if says_nothing(value):
        return None
    text = folded(value)
    number = re.search(r"\d+(?:[.,]\d+)?", text)
    if "etat" in text or "slodz" in text or "kruv" in text:
        draft.warn("hours_week", "words_for_hours", tidy(value))
        share = float(number.group().replace(",", ".")) if number else 0.5 if re.search(r"\bpus", text) else 0.25 if "ketvirt" in text else 1.0
        return f"{_FULL_WEEK * share:g}"
    if number is None or float(number.group().replace(",", ".")) > 7 * 24:
        draft.warn("hours_week", "unreadable_number")
        return None
    return number.group().replace(",", ".")


def _sums(rows: list[EmployerRow]) -> dict[str, Any]:
    """Return, for each municipality, employers, places offered, filled and free."""
    offered = {(one.municipality, one.sheet, one.employer): one.places or 0 for one in rows}
    sums: dict[str, dict[str, int]] = {}
    for (town, sheet, employer), places in offered.items():
        told = sums.setdefault(town or "", {"employers": 0, "offered": 0, "filled": 0, "free": 0})
        filled = sum(1 for one in rows if (one.sheet, one.employer) == (sheet, employer) and one.name is not None)
        told["employers"] += 1
        told["offered"] += places
        told["filled"] += filled
        told["free"] += places - filled
    return {"per_municipality": sums}
