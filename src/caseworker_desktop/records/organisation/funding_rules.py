"""The shares of a project's sources sum to a hundred."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import Any

from caseworker_desktop.kernel.message import message
from caseworker_desktop.records.rules import last_written
from caseworker_desktop.store.declare import Finding, World

WHOLE = Decimal(100)


def shares_sum(record: Mapping[str, Any], world: World) -> Iterator[Finding]:
    """Find shares that do not sum to 100: refused by `load`, elsewhere a warning until they do.

    Said of the last line of the project that the command writes. A share that is not stated leaves room, so that then only more than 100 is found.
    """
    project = record.get("project")
    if not project:
        return
    lines = world.where("funding", "project", project)
    stated = [Decimal(line["share_percent"]) for line in lines if line.get("share_percent") is not None]
    if not stated or not last_written(record, world, "funding", frozenset(line["id"] for line in lines)):
        return
    total = sum(stated, Decimal(0))
    if total > WHOLE or (total < WHOLE and len(stated) == len(lines)):
        yield Finding("share_percent", message("rule.shares_not_whole", total=f"{total.normalize():f}"), weight="refuse_load")
