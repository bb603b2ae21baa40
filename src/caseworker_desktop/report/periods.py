"""Days, dates of known precision, ages and spans of a report; all days are texts YYYY-MM-DD."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from caseworker_desktop.records.validity import first_day

__all__ = ["Span", "ages", "first_day", "last_day", "months", "months_later", "quarter"]

#: A day before and one after everything that is on record.
EARLIEST, LATEST = "0001-01-01", "9999-12-31"


def last_day(pdate: str) -> str:
    """Return the last day that a date of known precision (YYYY, YYYY-MM or YYYY-MM-DD) covers."""
    if len(pdate) == 4:
        return f"{pdate}-12-31"
    if len(pdate) == 7:
        return f"{pdate}-{monthrange(int(pdate[:4]), int(pdate[5:7]))[1]:02d}"
    return pdate


@dataclass(frozen=True, slots=True)
class Span:
    """The days from `first` to `last`, both counted."""

    first: str = EARLIEST
    last: str = LATEST

    @classmethod
    def of(cls, begins: str | None, ends: str | None) -> Span:
        """Return the span from the first day of one date of known precision to the last day of another; None is open."""
        return cls(first_day(begins) if begins else EARLIEST, last_day(ends) if ends else LATEST)

    def has(self, day: str) -> bool:
        """Tell whether a day lies in it."""
        return self.first <= day <= self.last

    def meets(self, other: Span) -> bool:
        """Tell whether two spans share a day."""
        return self.first <= other.last and other.first <= self.last


def months_later(day: str, count: int) -> str:
    """Return the day `count` months after (below 0: before) a day; the last of a month that is too short for it."""
    one = date.fromisoformat(day)
    year, month = divmod(one.year * 12 + one.month - 1 + count, 12)
    return date(year, month + 1, min(one.day, monthrange(year, month + 1)[1])).isoformat()


def months(span: Span) -> Iterator[Span]:
    """Yield the months of a bounded span in order, the first and last cut to it."""
    first = span.first
    while first <= span.last:
        last = last_day(first[:7])
        yield Span(first, min(last, span.last))
        first = months_later(f"{first[:7]}-01", 1)


def quarter(year: int, number: int) -> Span:
    """Return a quarter of a year; `number` from 1 to 4."""
    return Span(f"{year:04d}-{number * 3 - 2:02d}-01", last_day(f"{year:04d}-{number * 3:02d}"))


def ages(birth: str, day: str) -> tuple[int, int]:
    """Return the least and the greatest age in whole years on a day of one born at a date of known precision."""
    return _age(last_day(birth), day), _age(first_day(birth), day)


def _age(born: str, day: str) -> int:
    return int(day[:4]) - int(born[:4]) - (day[5:] < born[5:])
