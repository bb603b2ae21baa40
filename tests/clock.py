"""A clock that stands still until a test moves it."""

from __future__ import annotations

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo


class StandingClock:
    """Stands at `start` (aware; 2026-11-21 14:20 in Vilnius when none is given)."""

    def __init__(self, start: datetime | None = None) -> None:
        self._now = start or datetime(2026, 11, 21, 14, 20, tzinfo=ZoneInfo("Europe/Vilnius"))
        if self._now.tzinfo is None:
            raise ValueError("a clock needs a zone")

    def now(self) -> datetime:
        return self._now

    def tick(self, seconds: float = 1.0) -> datetime:
        """Move on by `seconds` of elapsed time (back, when negative) and return the new moment."""
        zone = self._now.tzinfo
        self._now = (self._now.astimezone(ZoneInfo("UTC")) + timedelta(seconds=seconds)).astimezone(zone)
        return self._now
