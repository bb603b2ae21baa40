"""Partners: who works with us, who is new, and how the network grows."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from caseworker_desktop.kernel import ids
from caseworker_desktop.report.figures.grouped import partner_meetings
from caseworker_desktop.report.listings.columns import columns
from caseworker_desktop.report.listings.frame import NOBODY, Frame
from caseworker_desktop.report.listings.grouping import grouped
from caseworker_desktop.report.model import Listing
from caseworker_desktop.report.periods import EARLIEST, LATEST
from caseworker_desktop.report.rows import Partner

BY_PARTNER = ("kind", "service", "place", "month", "year", "spis")


def partners(frame: Frame) -> Listing:
    """Return a row for each partner active in the days asked for, or how many by what was asked; new ones began within these days."""
    if "year" in frame.by or "month" in frame.by:
        return _growth(frame)
    chosen = [one for one in frame.facts.partners if one.span.last >= frame.since and one.span.first <= frame.facts.until]
    if not frame.by:
        return _each(frame, chosen)

    def keys(dim: str) -> Any:
        if dim == "place":
            return lambda one: frame.places.of((), one.municipalities) or NOBODY
        return (lambda one: frozenset({one.kind})) if dim == "kind" else lambda one: frame.of_services(dim, one.services)

    return grouped(frame, "partners", frame.by, chosen, {dim: keys(dim) for dim in frame.by}, _figures(frame), lambda one: None,
                   codes={"kind": "partner_kinds"})


def _figures(frame: Frame) -> Any:
    def figures(held: Sequence[Partner]) -> dict[str, Any]:
        return {
            "partners": sum(one.span.has(frame.facts.until) for one in held), "new": sum(_new(frame, one) for one in held),
            "ended": sum(one.span.last != LATEST and frame.within(one.span.last) for one in held),
        }

    return figures


def _new(frame: Frame, one: Partner) -> bool:
    return one.span.first != EARLIEST and frame.within(one.span.first)


def _each(frame: Frame, chosen: Sequence[Partner]) -> Listing:
    names = {frame.facts.one(ids.to_bytes(one.id)): one for one in reversed(frame.facts.reading.rows("partner"))}
    met = partner_meetings(frame.facts)
    rows = []
    for one in chosen:
        row = names[one.id]
        rows.append({
            "partner": one.id, "name": row.name, "kind": one.kind, "municipality": row.municipality, "services": sorted(one.services),
            "areas": sorted(row.areas), "active_from": None if one.span.first == EARLIEST else one.span.first,
            "active_to": None if one.span.last == LATEST else one.span.last, "is_new": _new(frame, one), "meetings": met.get(one.id, 0),
        })
    rows.sort(key=lambda row: (row["name"], row["partner"]))
    told = columns("partner", "name", "kind", "municipality", "services", "areas", "active_from", "active_to", "is_new", "meetings",
                   kind="partner_kinds")
    return Listing("partners", told, tuple(rows), _figures(frame)(chosen))


def _growth(frame: Frame) -> Listing:
    """Return by month or year who began, who ended, and how many there were at its end."""
    dim = "year" if "year" in frame.by else "month"
    wide = 4 if dim == "year" else 7
    known = [one for one in frame.facts.partners if one.span.first <= frame.facts.until]
    keys = sorted({one.span.first[:wide] for one in known if _new(frame, one)}
                  | {one.span.last[:wide] for one in known if one.span.last != LATEST and frame.within(one.span.last)})
    rows = []
    for key in keys:
        end = f"{key}-12-31"[:10] if dim == "year" else f"{key}-31"
        rows.append({
            "key": key, "name": key, "new": sum(_new(frame, one) and one.span.first[:wide] == key for one in known),
            "ended": sum(one.span.last != LATEST and one.span.last[:wide] == key and frame.within(one.span.last) for one in known),
            "partners": sum(one.span.has(min(end, frame.facts.until)) for one in known),
        })
    return Listing("partners", columns("key", "name", "new", "ended", "partners"), tuple(rows), _figures(frame)(known), by=(dim,))
