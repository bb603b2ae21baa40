"""Attendance: who of a group came how often and whether that is enough, or marks by what a report asks for."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from caseworker_desktop.kernel import ids
from caseworker_desktop.kernel.message import message
from caseworker_desktop.report.figures import grouped as sessions
from caseworker_desktop.report.listings.columns import columns
from caseworker_desktop.report.listings.frame import Frame
from caseworker_desktop.report.listings.grouping import grouped
from caseworker_desktop.report.listings.talks import OF_WHO_CAME, hours, of_session
from caseworker_desktop.report.model import Listing
from caseworker_desktop.report.tally import number

_STATUSES = ("present", "late", "absent", "excused", "not_brought")
_CAME = ("present", "late")


@dataclass(frozen=True, slots=True)
class Mark:
    """One person's mark at one session."""

    session: bytes
    told: tuple[Any, ...]
    person: str
    status: str
    reason: str | None
    phase: str | None
    minutes: int


def attendance(frame: Frame) -> Listing:
    """Return a row for each person and group (None: sessions of no group), or marks by what was asked."""
    return _grouped(frame) if frame.by else _by_group(frame)


def _marks(frame: Frame, dims: Sequence[str]) -> list[Mark]:
    return [Mark(row[0], tuple(row[1:-5]), frame.facts.one(row[-5]), *row[-4:]) for row in sessions.marks(frame.facts, dims, frame.held_at)]


def _grouped(frame: Frame) -> Listing:
    person_dims = {dim for dim in frame.by if dim in OF_WHO_CAME or (dim == "place" and not any(one.kind == "place" for one in frame.parts))}
    own = [dim for dim in frame.by if dim not in person_dims and dim != "reason"]
    found = _marks(frame, own)
    maps = {dim: of_session(frame, dim, {one.told[n] for one in found}) for n, dim in enumerate(own)}

    def keys(dim: str) -> Any:
        if dim == "reason":
            return lambda one: frozenset({one.reason})
        if dim == "phase":
            return lambda one: frozenset({one.phase})
        if dim in person_dims:
            of_person = frame.keys_of_person(dim)
            return lambda one: of_person(one.person)
        n = own.index(dim)
        return lambda one: maps[dim][one.told[n]]

    if "reason" in frame.by:
        found = [one for one in found if one.status not in _CAME]
    return grouped(frame, "attendance", frame.by, found, {dim: keys(dim) for dim in frame.by}, _figures, lambda one: one.person,
                   codes={"reason": "absence_reasons"})


def _figures(held: Sequence[Mark]) -> dict[str, Any]:
    counts = {status: sum(one.status == status for one in held) for status in _STATUSES}
    came = counts["present"] + counts["late"]
    return {
        "sessions": len({one.session for one in held}), "persons": len({one.person for one in held}), "records": len(held), **counts,
        "percent": number(Fraction(100 * came, len(held))) if held else None, "hours": hours(sum(one.minutes for one in held if one.status in _CAME)),
    }


def _by_group(frame: Frame) -> Listing:
    reading = frame.facts.reading
    groups = {one.id: one for one in reading.rows("group", project=frame.project.id)}
    programmes = {one.id: one for one in reading.rows("programme")}
    members: Mapping[tuple[str, str], Any] = {
        (group, frame.facts.one(ids.to_bytes(one.person))): one for group in groups for one in reading.rows("group_member", group=group)}
    held_of: dict[str | None, int] = {
        ids.to_text(row[0]) if row[0] else None: row[1] for row in sessions.held(frame.facts, ("group",), frame.held_at)}
    by_pair: dict[tuple[str | None, str], list[Mark]] = defaultdict(list)
    for one in _marks(frame, ("group",)):
        by_pair[ids.to_text(one.told[0]) if one.told[0] else None, one.person].append(one)
    for pair in members:
        by_pair.setdefault(pair, [])
    name = frame.named(person for _, person in by_pair)
    rows = []
    for (group, person), marks in by_pair.items():
        counts = {status: sum(one.status == status for one in marks) for status in _STATUSES}
        came = counts["present"] + counts["late"]
        held = held_of.get(group, 0) if group else len(marks)
        own = groups.get(group or "")
        programme = programmes.get(own.programme) if own is not None else None
        needed = programme.pass_percent if programme is not None else None
        percent = Fraction(100 * came, held) if held else None
        member = members.get((group or "", person))
        rows.append({
            "group": group, "group_name": own.name if own is not None else "", "person": person, "name": name(person), "sessions": held,
            "attended": came, **counts, "percent": number(percent), "pass_percent": needed,
            "passed": None if needed is None or percent is None else percent >= needed,
            "hours": hours(sum(one.minutes for one in marks if one.status in _CAME)),
            "result": member.result if member is not None else None, "certificate_no": member.certificate_no if member is not None else None,
        })
    rows.sort(key=lambda row: (row["group"] is None, row["group_name"], row["group"] or "", row["name"], row["person"]))
    told = columns("group", "group_name", "person", "name", "sessions", "attended", *_STATUSES, "percent", "pass_percent", "passed", "hours",
                   "result", "certificate_no")
    total = {"attended": sum(row["attended"] for row in rows), **{each: sum(row[each] for row in rows) for each in _STATUSES},
             "sessions": sum(held_of.values())}
    return Listing("attendance", told, tuple(rows), total, (message("report.note.late_came"),), persons=tuple((row["person"],) for row in rows))
