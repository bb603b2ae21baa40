"""Placements one by one, or places offered and filled by what a report asks for."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from typing import Any

from caseworker_desktop.kernel import ids
from caseworker_desktop.kernel.message import message
from caseworker_desktop.report.choosing import Participant
from caseworker_desktop.report.listings.columns import columns
from caseworker_desktop.report.listings.frame import NOBODY, Frame, Keys
from caseworker_desktop.report.listings.grouping import grouped
from caseworker_desktop.report.model import Listing
from caseworker_desktop.report.rows import Placement, Pledge
from caseworker_desktop.report.tally import number

STATUSES = ("planned", "running", "completed", "broken_off")
RATED = ("motivation", "responsibility", "skills")
#: By what placements and the places they fill are told apart.
BY_WORK = ("place", "part", "month", "year", "status", "phase", "sex")
Thing = Placement | Pledge | Participant


def placements(frame: Frame) -> Listing:
    """Return a row for each placement of the project, or places offered, filled and free by what was asked."""
    return _grouped(frame) if frame.by else _each(frame)


def _chosen(frame: Frame) -> list[Placement]:
    return [one for one in frame.facts.placements if frame.within(one.on)]


def _rows(frame: Frame, chosen: Sequence[Placement]) -> dict[str, Any]:
    found = {one.id: frame.facts.reading.row("placement", one.id) for one in chosen}
    return {id_: row for id_, row in found.items() if row is not None}


def _each(frame: Frame) -> Listing:
    chosen = _chosen(frame)
    known, name = _rows(frame, chosen), frame.named(one.person for one in chosen)
    partners = {one.id: one.name for one in frame.facts.reading.rows("partner")}
    parts = {one.id: one.name for one in frame.parts}
    rows = []
    for one in chosen:
        row = known[one.id]
        change = [row.after[each] - row.before[each] for each in RATED if _rated(row, each)]
        rows.append({
            "placement": one.id, "person": one.person, "name": name(one.person), "partner": frame.facts.one(ids.to_bytes(row.partner)),
            "partner_name": partners.get(row.partner, ""), "job": row.job, "municipality": one.municipality,
            "parts": [parts[each] for each in sorted(one.parts, key=lambda each: parts.get(each, each)) if each in parts], "from": one.on,
            "to": row.to, "hours_week": _decimal(row.hours_week), "status": one.status,
            "change": number(Fraction(sum(change), len(change))) if change else None,
        })
    rows.sort(key=lambda row: (row["from"], row["partner_name"], row["name"], row["placement"]))
    told = columns("placement", "person", "name", "partner", "partner_name", "job", "municipality", "parts", "from", "to", "hours_week", "status",
                   "change", status="placement_statuses")
    return Listing("placements", told, tuple(rows), _figures(frame, known)([*chosen, *_pledges(frame)]), (message("report.note.filled"),),
                   persons=tuple((row["person"],) for row in rows))


def _decimal(told: str | None) -> Any:
    return None if told is None else number(Fraction(told))


def _rated(row: Any, each: str) -> bool:
    return (row.before or {}).get(each) is not None and (row.after or {}).get(each) is not None


def _pledges(frame: Frame) -> list[Pledge]:
    return [one for one in frame.facts.pledges if frame.within(one.on)]


def _grouped(frame: Frame) -> Listing:
    chosen = _chosen(frame)
    with_persons = all(dim in ("place", "part", "phase", "sex") for dim in frame.by)
    entered = [one for one in frame.among.values() if one.entered <= frame.facts.until] if with_persons else []
    things: list[Thing] = [*chosen, *_pledges(frame), *entered]

    def keys(dim: str) -> Any:
        of_person = frame.keys_of_person(dim) if dim in ("phase", "sex", "place", "part") else None

        def of(one: Thing) -> Keys:
            if isinstance(one, Participant):
                return of_person(one.id) if of_person is not None else NOBODY
            if dim == "place":
                return frame.places.of(one.parts, (one.municipality,)) or NOBODY
            if dim == "part":
                return frozenset(one.parts & frozenset(each.id for each in frame.parts)) or NOBODY
            if dim in ("month", "year"):
                return frozenset({(one.on or "")[: 7 if dim == "month" else 4] or None})
            if dim == "status":
                return frozenset({one.status if isinstance(one, Placement) else None})
            return of_person(one.person) if of_person is not None and isinstance(one, Placement) else NOBODY

        return of

    return grouped(
        frame, "placements", frame.by, things, {dim: keys(dim) for dim in frame.by}, _figures(frame, _rows(frame, chosen), with_persons=with_persons),
        lambda one: one.id if isinstance(one, Participant) else one.person if isinstance(one, Placement) else None,
        notes=(message("report.note.filled"),), codes={"status": "placement_statuses"})


def _figures(frame: Frame, known: dict[str, Any], *, with_persons: bool = False) -> Any:
    def figures(held: Sequence[Thing]) -> dict[str, Any]:
        own = [one for one in held if isinstance(one, Placement)]
        offered = sum(one.places for one in held if isinstance(one, Pledge))
        filled = sum(one.pledge is not None and one.status != "planned" for one in own)
        rated = {each: [row for one in own if _rated(row := known[one.id], each)] for each in RATED}
        counts = {status: sum(one.status == status for one in own) for status in STATUSES}
        out: dict[str, Any] = {"offered": offered, "filled": filled, "free": offered - filled, "placements": len(own), **counts,
               "persons": len({one.person for one in own}),
               "rated_twice": len({row.id for rows in rated.values() for row in rows})}
        for each, rows in rated.items():
            change = sum(row.after[each] - row.before[each] for row in rows)
            out[f"{each}_change"] = number(Fraction(change, len(rows))) if rows else None
        if with_persons:
            out = {"participants": sum(isinstance(one, Participant) for one in held), **out}
        return out

    return figures
