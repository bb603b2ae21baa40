"""When something holds whose beginning and end are known to the year, the month or the day."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any


def first_day(pdate: str) -> str:
    """Return the first day (YYYY-MM-DD) that a date of known precision (YYYY, YYYY-MM or YYYY-MM-DD) covers."""
    return pdate + "-01-01"[len(pdate) - 4 :]


def begun(pdate: str, day: str) -> bool:
    """Tell whether a date of known precision begins on or before `day` (YYYY-MM-DD)."""
    return first_day(pdate) <= day


def ended(pdate: str, day: str) -> bool:
    """Tell whether the last day that a date of known precision covers lies before `day` (YYYY-MM-DD)."""
    return pdate < day[: len(pdate)]


def valid_on(row: Mapping[str, Any], day: str) -> bool:
    """Tell whether a row with `valid_from` and `valid_to` (missing: open) holds on `day` (YYYY-MM-DD)."""
    begins, ends = row.get("valid_from"), row.get("valid_to")
    return (not begins or begun(begins, day)) and (not ends or not ended(ends, day))


def certainly_before(earlier: str, later: str) -> bool:
    """Tell whether one date of known precision lies wholly before another: 2022-12 before 2023, but not 2023-02 before 2023."""
    shared = min(len(earlier), len(later))
    return earlier[:shared] < later[:shared]
