"""Services and hours: the project's sessions by whatever a report asks for, each once in the total."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from itertools import product
from typing import Any

from caseworker_desktop.kernel import ids
from caseworker_desktop.kernel.message import Message, message
from caseworker_desktop.report.figures import grouped
from caseworker_desktop.report.listings.columns import columns
from caseworker_desktop.report.listings.frame import HEADS, NOBODY, OF_PERSON, Frame, Key, Keys
from caseworker_desktop.report.model import Listing
from caseworker_desktop.report.tally import number

_MINUTES = 60
#: Of these a session itself says nothing: they are those of the persons who came.
OF_WHO_CAME = frozenset({"phase", "referral_source", "sex", "age", "crisis", "target_group"})


@dataclass
class Sums:
    """What came together under one key; times in minutes."""

    sessions: int = 0
    minutes: int = 0
    unnamed: int = 0
    lost: int = 0
    missed: int = 0
    unplanned: int = 0
    there: int = 0
    audience: int = 0
    persons: set[str] = field(default_factory=set)

    def row(self) -> dict[str, Any]:
        """Return the figures as a listing shows them."""
        return {
            "sessions": self.sessions, "persons": len(self.persons), "hours": hours(self.minutes), "person_hours": hours(self.there),
            "unnamed": self.unnamed, "audience": self.audience, "lost_sessions": self.lost, "lost_hours": hours(self.missed),
            "lost_unknown": self.unplanned,
        }


def hours(minutes: int) -> Any:
    """Return minutes as hours, rounded to four places."""
    return number(Fraction(minutes, _MINUTES))


def of_session(frame: Frame, dim: str, raws: Iterable[Any]) -> Mapping[Any, Keys]:
    """Return the keys of each raw value that sessions have in a dimension."""
    held = set(raws)
    if dim == "institution":
        as_one = frame.institutions_as_one(ids.to_text(one) for one in held if one)
        return {one: frozenset(as_one(ids.to_text(one))) if one else NOBODY for one in held}
    if dim in ("service", "spis", "aim"):
        return {one: frame.of_services(dim, (item["code"] for item in json.loads(one)) if one else ()) for one in held}
    if dim in ("part", "specialist"):
        return {one: frozenset(json.loads(one)) or NOBODY if one else NOBODY for one in held}
    if dim == "place":
        return {one: frame.places.of(json.loads(one) if one else (), ()) or NOBODY for one in held}
    if dim == "audience":
        return {one: frozenset(name for name, count in json.loads(one).items() if count) or NOBODY if one else NOBODY for one in held}
    return {one: frozenset({one if one is None or isinstance(one, str) else ids.to_text(one)}) for one in held}


def gathered(frame: Frame, by: Sequence[str]) -> Mapping[Key, Sums]:
    """Return the project's sessions of the days asked for, by the dimensions."""
    if any(_of_persons(frame, dim) for dim in by):
        return _by_who_came(frame, by)
    held = list(grouped.held(frame.facts, by, frame.held_at))
    there = list(grouped.attended(frame.facts, by, frame.held_at))
    wide = len(by)
    maps = [of_session(frame, dim, {row[n] for row in (*held, *there)}) for n, dim in enumerate(by)]
    out: dict[Key, Sums] = defaultdict(Sums)
    for row in held:
        audience = json.loads(row[by.index("audience")] or "{}") if "audience" in by else {}
        for key in _keys(maps, row):
            one = out[key]
            took, minutes, unnamed, lost, missed, unplanned = row[wide:]
            one.sessions += took
            one.minutes += minutes
            one.unnamed += unnamed
            one.lost += lost
            one.missed += missed
            one.unplanned += unplanned
            if audience:
                one.audience += took * int(audience.get(key[by.index("audience")] or "", 0))
    for row in there:
        person, _, minutes = row[wide:]
        for key in _keys(maps, row):
            out[key].persons.add(frame.facts.one(person))
            out[key].there += minutes
    return out


def _keys(maps: Sequence[Mapping[Any, Keys]], row: Sequence[Any]) -> Iterator[Key]:
    return product(*(each[row[n]] for n, each in enumerate(maps)))


def _of_persons(frame: Frame, dim: str) -> bool:
    return dim in OF_WHO_CAME or (dim == "place" and not any(one.kind == "place" for one in frame.parts))


def _by_who_came(frame: Frame, by: Sequence[str]) -> Mapping[Key, Sums]:
    """Return sessions by something that only who came can tell; a session counts once under each key, those where nobody came do not."""
    own = [dim for dim in by if not _of_persons(frame, dim)]
    found = list(grouped.each_there(frame.facts, own, frame.held_at))
    maps = {dim: of_session(frame, dim, {row[1 + n] for row in found}) for n, dim in enumerate(own)}
    of_person: dict[str, Callable[[str], Keys]] = {dim: frame.keys_of_person(dim) for dim in by if dim not in own and dim != "phase"}
    out: dict[Key, Sums] = defaultdict(Sums)
    seen: set[tuple[Key, bytes]] = set()
    for session, *told, minutes, unnamed, raw, there, phase in found:
        person = frame.facts.one(raw)
        choices: list[Keys] = []
        for dim in by:
            if dim in maps:
                choices.append(maps[dim][told[own.index(dim)]])
            else:
                choices.append(frozenset({phase}) if dim == "phase" else of_person[dim](person))
        for key in product(*choices):
            one = out[key]
            if (key, session) not in seen:
                seen.add((key, session))
                one.sessions += 1
                one.minutes += minutes
                one.unnamed += unnamed
            one.there += there
            one.persons.add(person)
    return out


def listed(frame: Frame, name: str, by: tuple[str, ...], shown: tuple[str, ...], *, lost: bool = False) -> Listing:
    """Return the listing of sums by one or two dimensions; `lost`: rows of nothing but lost sessions are shown too."""
    found = dict(gathered(frame, by))
    total = gathered(frame, ()).get((), Sums())
    if len(by) == 1:
        for key in frame.zeros(by[0]):
            found.setdefault((key,), Sums())
    zero = {(key,) for key in frame.zeros(by[0])} if len(by) == 1 else set()
    kept = [key for key, one in found.items() if one.sessions or (lost and one.lost) or key in zero]
    kept.sort(key=lambda key: frame.orders(by, key))
    rows, persons = [], []
    for one in kept:
        figures = found[one].row()
        rows.append({**frame.head(by, one), **{each: figures[each] for each in shown}})
        persons.append(tuple(sorted(found[one].persons)))
    told = total.row()
    whole = {each: told[each] for each in shown if each != "audience"}
    return Listing(name, columns(*HEADS[: 2 * len(by)], *shown), tuple(rows), whole, _notes(frame, rows, told, by), by, tuple(persons))


def _notes(frame: Frame, rows: Sequence[Mapping[str, Any]], total: Mapping[str, Any], by: tuple[str, ...]) -> tuple[Message, ...]:
    """Return why sums of rows differ from the total, and what was left out."""
    out = []
    summed = sum(row["sessions"] for row in rows)
    if summed > total["sessions"]:
        out.append(message("report.note.in_several_rows", rows=summed, total=total["sessions"]))
    if any(_of_persons(frame, dim) for dim in by):
        out.append(message("report.note.by_who_came"))
    if "persons" in total and sum(row.get("persons", 0) for row in rows) > total["persons"]:
        out.append(message("report.note.person_once", total=total["persons"]))
    outside, lost, others = grouped.left_out(frame.facts)
    if outside:
        out.append(message("report.note.outside_period", number=outside))
    if lost:
        out.append(message("report.note.lost", number=lost))
    if others:
        out.append(message("report.note.other_project", number=others))
    return tuple(out)


#: What sessions are told apart by.
DIMENSIONS = tuple(dict.fromkeys((*grouped.OF_SESSION, *(dim for dim in OF_PERSON if dim in OF_WHO_CAME or dim == "place"))))


def services(frame: Frame) -> Listing:
    """Return services: by service, or as asked."""
    by = frame.by or ("service",)
    shown = ("sessions", "persons", "hours", "person_hours", "unnamed", *(("audience",) if "audience" in by else ()))
    return listed(frame, "services", by, shown)


def hours_of(frame: Frame) -> Listing:
    """Return the hours held and lost: by specialist, or as asked."""
    by = frame.by or ("specialist",)
    return listed(frame, "hours", by, ("sessions", "hours", "persons", "person_hours", "lost_sessions", "lost_hours", "lost_unknown"), lost=True)
