"""Days, hours and lengths as a form tells them."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

from caseworker_desktop.kernel.errors import LineRefused
from caseworker_desktop.kernel.message import message

#: No session is longer, in minutes.
LONGEST = 24 * 60


def day_of(text: str, field: str) -> date:
    """Return a day. Raises LineRefused naming `field`."""
    try:
        return date.fromisoformat(text)
    except ValueError as reason:
        raise LineRefused(message("session.day_wrong"), field=field) from reason


def hour_of(text: str) -> time:
    """Return an hour, written 9:30 or 9.30. Raises LineRefused naming `at`."""
    try:
        return time.fromisoformat(text.strip().replace(".", ":").zfill(5))
    except ValueError as reason:
        raise LineRefused(message("session.hour_wrong"), field="at") from reason


def begun(on: str, at: str | None, minutes: int | None, now: datetime, unknown_hour: time) -> datetime:
    """Return when something began: as told; else, today, it has just ended; else at `unknown_hour` of an earlier day.

    Raises LineRefused naming `on` or `at` when that is still to come.
    """
    day, zone = day_of(on, "on"), now.tzinfo
    if at:
        start = datetime.combine(day, hour_of(at), zone)
    elif day == now.date():
        start = _to_five(now - timedelta(minutes=minutes or 0))
        if start.date() < day:
            start = datetime.combine(day, time(0), zone)
    else:
        start = datetime.combine(day, unknown_hour, zone)
    if start > now:
        raise LineRefused(message("session.in_future"), field="on" if day > now.date() else "at")
    return start


def _to_five(moment: datetime) -> datetime:
    return moment.replace(minute=moment.minute - moment.minute % 5, second=0, microsecond=0)
