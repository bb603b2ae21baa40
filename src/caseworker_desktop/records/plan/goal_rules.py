"""A plan has few goals at a time, or none is reached."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from caseworker_desktop.kernel.message import message
from caseworker_desktop.records.rules import last_written
from caseworker_desktop.store.declare import Finding, World

OPEN_GOALS = 5


def few_open_goals(record: Mapping[str, Any], world: World) -> Iterator[Finding]:
    """Warn when a plan has more than five open goals (good practice: three to five); said of the last one that the command writes."""
    if record.get("status") not in (None, "open") or not record.get("plan"):
        return
    standing = [goal for goal in world.where("goal", "plan", record["plan"]) if goal.get("status") in (None, "open")]
    if len(standing) > OPEN_GOALS and last_written(record, world, "goal", frozenset(goal["id"] for goal in standing)):
        yield Finding("status", message("rule.many_open_goals", count=len(standing)), weight="warn")
