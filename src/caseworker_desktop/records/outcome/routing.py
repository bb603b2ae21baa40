"""Where somebody is cared for after release: the list of municipalities says by which town; an office may change it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, Protocol

LIST, COLUMN = "municipalities", "aftercare_route_hint"
#: An office that takes a shipped route away writes this: an empty value would leave the shipped one.
NOBODY = "-"


class Rows(Protocol):
    """The lists of codes (records/lists.py)."""

    def row(self, list_: str, code: str) -> Mapping[str, Any] | None:
        """Return a code's row, or None."""
        ...


def route_of(lists: Rows, municipality: str | None) -> str | None:
    """Return the town whose people look after those who go to live in `municipality`, None where the list names none."""
    row = lists.row(LIST, municipality) if municipality else None
    town = str(row.get(COLUMN) or "").strip() if row is not None else ""
    return town if town not in ("", NOBODY) else None


def sites_in(town: str, institutions: Iterable[Mapping[str, Any]]) -> frozenset[str]:
    """Return the ids of the institutions (plain) that stand in a town."""
    wanted = town.casefold()
    return frozenset(str(one["id"]) for one in institutions if str(one.get("place") or "").strip().casefold() == wanted)
