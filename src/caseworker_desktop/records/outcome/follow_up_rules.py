"""Whether somebody returned to prison is told with who said so; nothing is computed from it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from caseworker_desktop.kernel.message import message
from caseworker_desktop.store.declare import Finding, World


def return_has_a_source(follow_up: Mapping[str, Any], world: World) -> Iterator[Finding]:
    """A „yes“ or „no“ to „returned to prison?“ names its source; a warning, for old records come without one."""
    answers = follow_up.get("answers") or {}
    if answers.get("returned_to_prison") in ("yes", "no") and not follow_up.get("source"):
        yield Finding("source", message("leaving.return_without_source"), weight="warn")
