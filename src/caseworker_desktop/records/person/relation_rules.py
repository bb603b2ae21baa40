"""A relation is between two."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from caseworker_desktop.kernel.message import message
from caseworker_desktop.store.declare import Finding, World


def between_two(relation: Mapping[str, Any], world: World) -> Iterator[Finding]:
    """Nobody is related to themself."""
    if relation.get("person") is not None and relation.get("person") == relation.get("other"):
        yield Finding("other", message("rule.related_to_oneself"))
