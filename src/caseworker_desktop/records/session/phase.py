"""The phase that is stamped on an attendance: where the person stood with the law on that day (records.md, attendance)."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

#: Within so many days before the nearest release date ahead a person inside is „being released“.
BEING_RELEASED_DAYS = 30
INSIDE = ("remand", "serving")
OUTSIDE = ("conditional_release", "probation", "released", "none")


def phase(status: str | None, release_dates: Iterable[str], day: str) -> str | None:
    """Return the phase on `day` of a person of that legal status with these release dates; None when no status is on record."""
    if status in INSIDE:
        ahead = min((each for each in release_dates if each >= day), default=None)
        near = ahead is not None and (date.fromisoformat(ahead) - date.fromisoformat(day)).days <= BEING_RELEASED_DAYS
        return "being_released" if near else "inside"
    if status in OUTSIDE:
        return "released"
    return "family" if status == "relative" else None
