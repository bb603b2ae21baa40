"""Who must have held a session."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from caseworker_desktop.kernel.message import message
from caseworker_desktop.store.declare import Finding, World


def somebody_held_it(session: Mapping[str, Any], world: World) -> Iterator[Finding]:
    """A session has staff; only a mentor's meeting with their match needs none."""
    if not session.get("staff") and not session.get("match"):
        yield Finding("staff", message("rule.staff_missing"))
