"""The device's wall clock, handed in so that tests can stand still."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Protocol
from zoneinfo import ZoneInfo


class Clock(Protocol):
    """What the parts may ask of time."""

    def now(self) -> datetime:
        """Return the present moment with the local zone's offset."""
        ...


class SystemClock:
    """The machine's clock in the zone where the staff work (Vilnius and Riga share one offset)."""

    def __init__(self, zone: str = "Europe/Vilnius") -> None:
        self._zone = ZoneInfo(zone)

    def now(self) -> datetime:
        return datetime.now(self._zone)


def unix_ms(moment: datetime) -> int:
    """Return whole milliseconds since 1970-01-01 UTC of an aware datetime."""
    return round(moment.timestamp() * 1000)


def from_unix_ms(value: int) -> datetime:
    """Return the UTC datetime of `value` milliseconds since 1970-01-01; a clock astray beyond the years 1 to 9999 gives the first or last moment."""
    try:
        return datetime.fromtimestamp(value / 1000, UTC)
    except (ValueError, OverflowError, OSError):
        return datetime.min.replace(tzinfo=UTC) if value < 0 else datetime.max.replace(tzinfo=UTC)


def time_text(value: int) -> str:
    """Return RFC 3339 text (UTC, milliseconds) of `value` milliseconds since 1970-01-01."""
    return from_unix_ms(value).isoformat(timespec="milliseconds")


def today(clock: Clock) -> date:
    """Return the local calendar day."""
    return clock.now().date()
