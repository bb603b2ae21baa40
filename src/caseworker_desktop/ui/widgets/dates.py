"""How a typed date is read. Plain Python: today is handed in."""

from __future__ import annotations

import re
from datetime import date, timedelta

_FULL = re.compile(r"(\d{4})[-./ ](\d{1,2})[-./ ](\d{1,2})\.?")
_DAY_FIRST = re.compile(r"(\d{1,2})[./](\d{1,2})[./](\d{4})\.?")
_SHORT = re.compile(r"(\d{1,2})[-./ ](\d{1,2})\.?")
_MONTH = re.compile(r"(\d{4})[-./](\d{1,2})")
_YEAR = re.compile(r"(19|20)\d{2}")
_SHIFT = re.compile(r"([+-])(\d{1,3})")
_COMPACT = re.compile(r"(\d{4})(\d{2})(\d{2})")


def read_date(typed: str, today: date, *, day_first: bool = False, partly: bool = False, past: bool = False) -> str | None:
    """Return the ISO text of what was typed, None when it is no date; empty text stays empty.

    Understands `2026-11-20`, `2026.11.20`, `20261120`, `20.11.2026`, `11-20` (`20.11.` when `day_first`), a day of this month
    (`20`), `0` (today), `+7` and `-1` (days from today). A short form means the nearest year; with `past` never a day to come.
    `partly` also allows a year (`1991`) or a month (`1991-05`).
    """
    text = " ".join(typed.split())
    if not text:
        return ""
    if shift := _SHIFT.fullmatch(text):
        return (today + timedelta(days=int(shift[2]) * (1 if shift[1] == "+" else -1))).isoformat()
    if text == "0":
        return today.isoformat()
    if found := _FULL.fullmatch(text) or _COMPACT.fullmatch(text):
        return _iso(int(found[1]), int(found[2]), int(found[3]))
    if found := _DAY_FIRST.fullmatch(text):
        return _iso(int(found[3]), int(found[2]), int(found[1]))
    if partly and (found := _MONTH.fullmatch(text)):
        return f"{found[1]}-{int(found[2]):02}" if 1 <= int(found[2]) <= 12 and 1900 <= int(found[1]) <= 2100 else None
    if partly and _YEAR.fullmatch(text):
        return text
    if found := _SHORT.fullmatch(text):
        month, day = (int(found[2]), int(found[1])) if day_first else (int(found[1]), int(found[2]))
        return _nearest(month, day, today, past=past)
    if text.isdigit() and len(text) <= 2:
        return _nearest(today.month, int(text), today, past=past)
    return None


def _iso(year: int, month: int, day: int) -> str | None:
    if not 1900 <= year <= 2100:
        return None
    try:
        return date(year, month, day).isoformat()
    except ValueError:
        return None


def _nearest(month: int, day: int, today: date, *, past: bool) -> str | None:
    found = [value for year in (today.year - 1, today.year, today.year + 1) if (value := _iso(year, month, day)) is not None]
    if past:
        found = [value for value in found if value <= today.isoformat()]
    return min(found, key=lambda value: abs((date.fromisoformat(value) - today).days), default=None)
