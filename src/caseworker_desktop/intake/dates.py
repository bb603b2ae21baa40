"""Reads a day in every habit in which offices write it, and tells by what rule it was read.

Rules (samples of real registers): `dd/mm/yy` is day first and told where it could be the other way round; a month alone stays a month;
of a range of days the last counts; an impossible day is refused, a number in the place of a day is the spreadsheet's own serial number.
"""

from __future__ import annotations

import calendar
import re
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import Any

from caseworker_desktop.intake.months import is_season, month_of
from caseworker_desktop.intake.wording import folded, says_nothing
from caseworker_desktop.kernel.folding import fold

#: Serial numbers taken as days: 1927 to 2119. Smaller ones are counts, larger ones codes.
_SERIALS = range(10_000, 80_000)
_SERIAL_1904 = 1462
_YEARS = range(1900, 2101)
_SHORT_YEAR_AHEAD = 1


@dataclass(frozen=True, slots=True)
class Habit:
    """What is known around a date: the date system of the workbook, the year a date without one belongs to, the present year, whether
    it is a birth date, and the birth date that a personal code holds (it settles which way round a date stands)."""

    epoch_1904: bool = False
    year: int | None = None
    this_year: int = 2100
    birth: bool = False
    known: str | None = None
    #: Days may stand without their year (`04-05`): in a journal of one year. A heading of days is understood as a whole instead.
    days_alone: bool = False


@dataclass(frozen=True, slots=True)
class DateRead:
    """`value` is YYYY, YYYY-MM or YYYY-MM-DD, None when there is none. `kinds` are warnings; `problem` says why a text gave no date."""

    value: str | None = None
    kinds: tuple[str, ...] = ()
    problem: str | None = None

    @property
    def precision(self) -> int:
        """1 a year, 2 a month, 3 a day, 0 nothing."""
        return 0 if self.value is None else self.value.count("-") + 1


NONE = DateRead()
IMPOSSIBLE = DateRead(problem="impossible_date")
UNREADABLE = DateRead(problem="unreadable_date")

_BEFORE = re.compile(r"^(?:nuo|no|iki|lidz|apie|ap|ca|~|since|from|until)\.?\s+", re.IGNORECASE)
_CLOCK = re.compile(r"[t ,]+\d{1,2}[:.]\d{2}(?::\d{2}(?:\.\d+)?)?(?:z|[+-]\d{2}:?\d{2})?(?: ?val\.?| ?h)?$")
_YMD = re.compile(r"^(\d{4})\s*[-./ ]\s*(\d{1,2})\s*[-./ ]\s*(\d{1,2})$")
_DMY = re.compile(r"^(\d{1,2})\s*([-./ ])\s*(\d{1,2})\s*[-./ ]\s*(\d{4}|\d{2})$")
_YM = re.compile(r"^(\d{4})\s*[-./ ]\s*(\d{1,2})$")
_MY = re.compile(r"^(\d{1,2})\s*[-./ ]\s*(\d{4})$")
#: A day without its year, as journals of one year write it: `04-05`, `04.05`, `5.4.`
_DAY_MONTH = re.compile(r"^(\d{1,2})\s*([-./])\s*(\d{1,2})$")
_YEAR = re.compile(r"^(\d{4})$")
_COMPACT = re.compile(r"^(\d{4})(\d{2})(\d{2})$")
_RANGE_LEFT = re.compile(r"^\d{1,2}\.?\s*[-–—]\s*(\d{1,2}\.\s*\d{1,2}\.\s*\d{2,4})$")
_RANGE_SHORT = re.compile(r"^\d{1,2}\.\s*\d{1,2}\.?\s*[-–—]\s*(\d{1,2}\.\s*\d{1,2}\.\s*\d{2,4})$")
_RANGE_RIGHT = re.compile(r"^(\d{4}\s*[-./]\s*\d{1,2}\s*[-./]\s*)\d{1,2}\s*[-–—]\s*(\d{1,2})$")
_RANGE_WHOLE = re.compile(r"^(.*\d.*?)\s+(?:[-–—]|iki|lidz|to)\s+(.*\d.*)$|^(\d{4}[-./]\d{1,2}[-./]\d{1,2})[-–—/](\d{4}[-./]\d{1,2}[-./]\d{1,2})$")
_WORD = re.compile(r"[a-z]+|\d+")
_UNITS = frozenset({"m", "men", "d", "g", "gada", "gads", "metu", "metai", "metais", "diena", "dienos", "datums", "of", "the", "st", "nd", "rd", "th",
                    "menesis", "menesio", "menuo", "menesi", "menesa"})


def read_date(value: Any, habit: Habit) -> DateRead:
    """Return the day, month or year in a cell, and the rule it was read by."""
    if says_nothing(value) or isinstance(value, bool):
        return NONE
    if isinstance(value, datetime):
        return _day(value.year, value.month, value.day)
    if isinstance(value, date):
        return DateRead(value.isoformat())
    if isinstance(value, int | float):
        return _number(value, habit)
    text = folded(value)
    if re.fullmatch(r"\d{5}(?:[.,]\d+)?", text):
        return _number(float(text.replace(",", ".")), habit)
    return _text(text, habit)


def _number(value: float, habit: Habit) -> DateRead:
    whole = int(value)
    if value == whole and whole in _YEARS:
        return DateRead(f"{whole:04d}", ("year_only",))
    if whole in _SERIALS:
        days = whole + (_SERIAL_1904 if habit.epoch_1904 else 0)
        return DateRead((date(1899, 12, 30) + timedelta(days=days)).isoformat(), ("serial_number_as_date",))
    if value == whole and (match := _COMPACT.match(str(whole))):
        return _day(int(match.group(1)), int(match.group(2)), int(match.group(3)))
    return UNREADABLE


def _day(year: int, month: int, day: int, *kinds: str) -> DateRead:
    if year not in _YEARS:
        return IMPOSSIBLE
    try:
        return DateRead(date(year, month, day).isoformat(), kinds)
    except ValueError:
        return IMPOSSIBLE


def _month(year: int, month: int) -> DateRead:
    return DateRead(f"{year:04d}-{month:02d}", ("month_only",)) if 1 <= month <= 12 else IMPOSSIBLE


def _text(text: str, habit: Habit) -> DateRead:
    text = _BEFORE.sub("", text).strip()
    ranged = _last_of_range(text)
    if ranged is not None:
        read = _single(ranged, habit)
        return replace(read, kinds=(*read.kinds, "range_of_days")) if read.value else read
    return _single(text, habit)


def _last_of_range(text: str) -> str | None:
    """Return the last day of a range of days, as text, or None where it is no range."""
    bare = text.rstrip(". ")
    for pattern in (_RANGE_LEFT, _RANGE_SHORT):
        if match := pattern.match(bare):
            return match.group(1)
    if match := _RANGE_RIGHT.match(bare):
        return match.group(1) + match.group(2)
    if match := _RANGE_WHOLE.match(bare):
        return match.group(2) or match.group(4)
    words = re.match(r"^(.*[a-z][^\d]*?)(\d{1,2})\s*[-–—]\s*(\d{1,2})(\D*)$", bare)
    return words.group(1) + words.group(3) + words.group(4) if words and _words(words.group(1) + words.group(3), Habit(year=2000)) else None


def _single(text: str, habit: Habit) -> DateRead:
    bare = _CLOCK.sub("", text).strip()
    bare = re.sub(r"\s*\bd\.?$|(?<=\d)d\.?$|[\s.,]+$", "", bare).strip()
    bare = re.sub(r"\s*\b(?:m|g|men|metai|metu|gads|gada)\.?$|(?<=\d)[mg]\.?$|[\s.,]+$", "", bare).strip()
    if match := _YMD.match(bare):
        return _day(int(match.group(1)), int(match.group(2)), int(match.group(3)))
    if match := _DMY.match(bare):
        return _day_first(match, habit)
    if match := _YM.match(bare):
        return _month(int(match.group(1)), int(match.group(2)))
    if match := _MY.match(bare):
        return _month(int(match.group(2)), int(match.group(1)))
    if (match := _YEAR.match(bare)) and int(bare) in _YEARS:
        return DateRead(bare, ("year_only",))
    if match := _COMPACT.match(bare):
        return _day(int(match.group(1)), int(match.group(2)), int(match.group(3)))
    if habit.days_alone and habit.year is not None and (match := _DAY_MONTH.match(bare)):
        return _without_year(int(match.group(1)), match.group(2), int(match.group(3)), habit.year)
    return _words(bare, habit) or UNREADABLE


def _without_year(first: int, separator: str, second: int, year: int) -> DateRead:
    """Read a day of a known year: with a dash the month stands first (as in a whole date); else as it can only be, the month first and told
    where it may be the other way round."""
    straight, swapped = _day(year, first, second), _day(year, second, first)
    if straight.value is None:
        return swapped if separator != "-" else replace(swapped, kinds=("month_first",)) if swapped.value else IMPOSSIBLE
    doubtful = separator != "-" and swapped.value is not None and first != second
    return replace(straight, kinds=("ambiguous_day_month",)) if doubtful else straight


def _day_first(match: re.Match[str], habit: Habit) -> DateRead:
    """Read three short numbers: day, month, year; the year may stand first when it can be no day."""
    first, separator, second, third = int(match.group(1)), match.group(2), int(match.group(3)), match.group(4)
    if first > 31 and len(third) == 2:
        return _day(_century(first, habit), second, int(third))
    year = int(third) if len(third) == 4 else _century(int(third), habit)
    straight, swapped = _day(year, second, first), _day(year, first, second)
    if straight.value is None:
        # Only the other way round is it a day: the writer's program put the month first.
        return replace(swapped, kinds=("month_first",)) if swapped.value else IMPOSSIBLE
    if habit.known is not None and habit.known in (straight.value, swapped.value):
        return DateRead(habit.known)
    # With dots the day stands first all over Europe; slashes and short years are written both ways.
    doubtful = swapped.value is not None and first != second and (separator != "." or len(third) == 2)
    return replace(straight, kinds=("ambiguous_day_month",)) if doubtful else straight


def _century(short: int, habit: Habit) -> int:
    """Return the full year of a short one: a birth lies behind, other days not further ahead than next year."""
    if habit.known and int(habit.known[2:4]) == short:
        return int(habit.known[:4])
    recent = 2000 + short
    return recent if recent <= habit.this_year + (0 if habit.birth else _SHORT_YEAR_AHEAD) else 1900 + short


def _words(text: str, habit: Habit) -> DateRead | None:
    """Read a date that names its month: `2023 m. geguzes 20 d.`, `2017. gada 12. novembri`, `12 May 2017`, `birzelio men.`"""
    month, numbers, season = None, [], False
    for word in _WORD.findall(text):
        if word.isdigit():
            numbers.append(word)
        elif (found := month_of(word)) is not None and month is None:
            month = found
        elif is_season(word):
            season = True
        elif word not in _UNITS and not _BEFORE.match(word + " "):
            return None
    years = [number for number in numbers if len(number) == 4 and int(number) in _YEARS]
    days = [number for number in numbers if len(number) <= 2]
    if len(years) + len(days) != len(numbers) or len(years) > 1 or len(days) > 1:
        return None
    year = int(years[0]) if years else habit.year
    if month is None:
        return DateRead(years[0], ("year_only",)) if years and not days and (season or text == years[0]) else None
    if year is None:
        return None
    if not days:
        return _month(year, month)
    return _day(year, month, int(days[0]))


def month_heading(value: Any) -> str | None:
    """Return YYYY-MM (or MM where the year is not told) when a cell holds nothing but a month's name and perhaps its year."""
    if not isinstance(value, str) or not re.search(r"[a-z]", fold(value)):
        return None
    words = _WORD.findall(folded(value))
    months = [month for word in words if not word.isdigit() and (month := month_of(word)) is not None]
    years = [word for word in words if word.isdigit()]
    others = [word for word in words if not word.isdigit() and month_of(word) is None and word not in _UNITS]
    if len(months) != 1 or others or len(years) > 1 or (years and (len(years[0]) != 4 or int(years[0]) not in _YEARS)):
        return None
    return f"{years[0]}-{months[0]:02d}" if years else f"{months[0]:02d}"


def last_day(value: str) -> date:
    """Return the last day that a YYYY, YYYY-MM or YYYY-MM-DD may mean."""
    parts = [int(part) for part in value.split("-")]
    year, month = parts[0], parts[1] if len(parts) > 1 else 12
    return date(year, month, parts[2] if len(parts) > 2 else calendar.monthrange(year, month)[1])


def first_day(value: str) -> date:
    """Return the first day that a YYYY, YYYY-MM or YYYY-MM-DD may mean."""
    parts = [int(part) for part in value.split("-")]
    return date(parts[0], parts[1] if len(parts) > 1 else 1, parts[2] if len(parts) > 2 else 1)
