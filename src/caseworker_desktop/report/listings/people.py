"""Participants one by one or in groups, and where they came from."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from typing import Any

from caseworker_desktop.kernel.message import message
from caseworker_desktop.report.choosing import Participant
from caseworker_desktop.report.figures import grouped as sessions
from caseworker_desktop.report.listings.columns import columns
from caseworker_desktop.report.listings.frame import NOBODY, Frame
from caseworker_desktop.report.listings.grouping import grouped
from caseworker_desktop.report.listings.talks import hours
from caseworker_desktop.report.model import Listing
from caseworker_desktop.report.tally import number

BY_PERSON = (
    "phase", "part", "place", "institution", "referral_source", "crisis", "specialist", "month", "year", "sex", "age", "target_group", "kind",
    "reason",
)


def _chosen(frame: Frame) -> list[Participant]:
    """Return the participants who took part in the days asked for: entered by their last, not gone before their first."""
    at = None
    if frame.institution is not None:
        at = frame.facts.held_at(frame.institution)
    return [
        one for one in frame.among.values()
        if one.entered <= frame.facts.until and (one.entries[-1].left is None or one.entries[-1].left >= frame.since) and (at is None or one.id in at)
    ]


def participants(frame: Frame) -> Listing:
    """Return a row for each participant, or how many there are by what was asked."""
    chosen = _chosen(frame)
    if frame.by:
        return _grouped(frame, "participants", frame.by, chosen)
    name = frame.named(one.id for one in chosen)
    there: dict[str, list[int]] = {}
    for raw, times, minutes in sessions.attended(frame.facts, (), frame.held_at):
        held = there.setdefault(frame.facts.one(raw), [0, 0])
        held[0] += times
        held[1] += minutes
    parts = {one.id: one.name for one in frame.parts}
    rows = []
    for one in chosen:
        last = one.entries[-1]
        gone = last.left if last.left is not None and last.left <= frame.facts.day else None
        times, minutes = there.get(one.id, (0, 0))
        homes = sorted(one.person.municipalities)
        rows.append({
            "person": one.id, "name": name(one.id), "sex": one.person.sex, "age": frame.age(one.id), "municipality": homes[0] if homes else None,
            "entry_on": one.entered, "exit_on": gone, "exit_reason": last.reason if gone else None, "target_group": last.target_group,
            "phase": frame.facts.phases.get(one.id),
            "parts": [parts[each] for entry in one.entries for each in sorted(entry.parts, key=lambda each: parts.get(each, each)) if each in parts],
            "sessions": times, "hours": hours(minutes),
        })
    rows.sort(key=lambda row: (row["entry_on"], row["name"], row["person"]))
    told = columns("person", "name", "sex", "age", "municipality", "entry_on", "exit_on", "exit_reason", "target_group", "phase", "parts", "sessions",
                   "hours")
    return Listing("participants", told, tuple(rows), {"persons": len(rows)}, (message("report.note.person_once", total=len(rows)),),
                   persons=tuple((row["person"],) for row in rows))


def _grouped(frame: Frame, name: str, by: tuple[str, ...], chosen: Sequence[Participant]) -> Listing:
    def keys(dim: str) -> Any:
        if dim == "reason":
            return lambda one: frozenset({one.entries[-1].reason if one.entries[-1].left and one.entries[-1].left <= frame.facts.day else None})
        if dim == "kind":
            return lambda one: frozenset(each.kind for each in frame.cases.get(one.id, ())) or NOBODY
        of_person = frame.keys_of_person(dim)
        return lambda one: of_person(one.id)

    everybody = len(chosen)

    def figures(held: Sequence[Participant]) -> dict[str, Any]:
        entered = sum(frame.within(one.entered) for one in held)
        left = sum(frame.within(one.entries[-1].left) for one in held)
        return {
            "persons": len(held), "share": number(Fraction(100 * len(held), everybody)) if everybody else None, "entered": entered, "left": left,
        }

    return grouped(frame, name, by, chosen, {dim: keys(dim) for dim in by}, figures, lambda one: one.id,
                   codes={"reason": "exit_reasons", "kind": "case_kinds"})


def sources(frame: Frame) -> Listing:
    """Return who sent the participants: by the source of their cases, or as asked."""
    return _grouped(frame, "sources", frame.by or ("referral_source",), _chosen(frame))
