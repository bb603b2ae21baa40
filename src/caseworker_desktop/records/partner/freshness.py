"""When what is known of a partner is old: nobody verified it for twelve months."""

from __future__ import annotations

from datetime import date

STALE_MONTHS = 12


def stale_before(day: str) -> str:
    """Return the day (YYYY-MM-DD) before which a partner must have been verified to be stale on `day`: the same day a year earlier."""
    today = date.fromisoformat(day)
    try:
        return today.replace(year=today.year - STALE_MONTHS // 12).isoformat()
    except ValueError:  # 29 February
        return today.replace(year=today.year - STALE_MONTHS // 12, day=28).isoformat()


def is_stale(verified_on: str | None, day: str) -> bool:
    """Tell whether a partner verified on a day, or never, is stale on `day`."""
    return verified_on is None or verified_on < stale_before(day)
