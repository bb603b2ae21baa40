"""How a form's day, hour and numbers are read: the sentence that a wrong one gets names the field."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime, time
from typing import Any

from caseworker_desktop.kernel.errors import LineRefused
from caseworker_desktop.kernel.message import message
from caseworker_desktop.usecases.worker import Worker

LONGEST = 24 * 60


def day_of(text: str | None, field: str) -> date:
    """Return the day of ISO text. Raises LineRefused naming the field."""
    try:
        return date.fromisoformat(text or "")
    except ValueError as reason:
        raise LineRefused(message("session.day_wrong"), field=field) from reason


def moment_of(on: date, at: str, worker: Worker, field: str = "at") -> str:
    """Return the moment of a day and an hour as typed (`9:30`; empty: noon), RFC 3339. Raises LineRefused naming the field."""
    try:
        hour = time.fromisoformat(at.strip().replace(".", ":").zfill(5)) if at.strip() else time(12)
    except ValueError as reason:
        raise LineRefused(message("session.hour_wrong"), field=field) from reason
    return datetime.combine(on, hour, worker.clock.now().tzinfo).isoformat()


def wholly(minutes: int | None, field: str) -> int:
    """Return minutes that a session can last. Raises LineRefused naming the field."""
    if minutes is None or not 0 < minutes <= LONGEST:
        raise LineRefused(message("session.minutes_wrong", most=LONGEST), field=field)
    return minutes


def known(values: Mapping[str, Any]) -> dict[str, Any]:
    """Return the values without what is not known: None, empty text, an empty set."""
    return {name: value for name, value in values.items() if value is not None and value != "" and value != []}
