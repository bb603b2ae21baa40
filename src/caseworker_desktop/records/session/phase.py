"""The phase that is stamped on an attendance: where the person stood with the law on that day (records.md, attendance)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from caseworker_desktop.store.declare import World

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


def stamped(attendance: Mapping[str, Any], world: World) -> Mapping[str, Any]:
    """Return the phase of an attendance from the person's status on the session's day, as far as the records around it tell."""
    session, person = world.get("session", attendance["session"]), attendance["person"]
    if session is None or not session.get("starts_at"):
        return {}
    day = str(session["starts_at"])[:10]
    held = [one for one in world.where("legal_status", "person", person) if one.get("from") and one["from"] <= day <= (one.get("to") or day)]
    if not held:
        return {}
    status = max(held, key=lambda one: (one["from"], one["id"]))["status"]
    dates = [one["date"] for one in world.where("release_date", "person", person) if one.get("date")] if status in INSIDE else []
    return {"phase": phase(status, dates, day)}
