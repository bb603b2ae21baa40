"""A situation's value belongs to its domain."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from caseworker_desktop.kernel.message import message
from caseworker_desktop.store.declare import Finding, World


def fits_its_domain(situation: Mapping[str, Any], world: World) -> Iterator[Finding]:
    """A value of the list tells its domains; an office's own term need not."""
    row = world.term("situation_values", situation.get("value") or "")
    domains = str((row or {}).get("domain") or "").split()
    if domains and situation.get("domain") not in domains:
        yield Finding("value", message("rule.value_of_other_domain"))
