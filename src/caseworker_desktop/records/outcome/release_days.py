"""Days that are counted from a release date: checklists before and after it, contacts after it; and how they move when it moves."""

from __future__ import annotations

import calendar
from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

Row = Mapping[str, Any]


def counted(release: str, days: int) -> str:
    """Return the day (YYYY-MM-DD) that lies `days` after a release date; before it where `days` is below 0."""
    return (date.fromisoformat(release) + timedelta(days=days)).isoformat()


def months_after(day: str, months: int) -> str:
    """Return the same day of the month so many months later, or that month's last day."""
    start = date.fromisoformat(day)
    year, month = divmod(start.year * 12 + start.month - 1 + months, 12)
    return date(year, month + 1, min(start.day, calendar.monthrange(year, month + 1)[1])).isoformat()


def due_of(row: Row, release: str) -> str | None:
    """Return the day that a list's row (columns `days`, `months`) means for a release date, None where it counts from none."""
    if row.get("days") not in (None, ""):
        return counted(release, int(row["days"]))
    if row.get("months") not in (None, ""):
        return months_after(release, int(row["months"]))
    return None


def moved(due: str | None, row: Row, before: str | None, after: str) -> str | None:
    """Return the day to which something due moves when the release date becomes `after`; None when it stays.

    What was due on the day counted from `before` (or had no day yet) moves along; a day that somebody set by hand stays.
    """
    new = due_of(row, after)
    if new is None or new == due:
        return None
    old = due_of(row, before) if before is not None else None
    return new if due is None or due == old else None
