"""Reads a journal of consultations: day, client or clients, service, minutes."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import Any

from caseworker_desktop.intake import people
from caseworker_desktop.intake.dates import Habit
from caseworker_desktop.intake.durations import between, read_clock, read_minutes
from caseworker_desktop.intake.names import Name, NameOrder, read_name, split_people
from caseworker_desktop.intake.tables import Draft, Outcome, Tables, drafts, in_order
from caseworker_desktop.intake.wording import folded, says_nothing, tidy
from caseworker_desktop.kernel.folding import fold

FIELDS = ("date", "minutes", "clients", "service", "note")
#: A talk that did not happen lasted no time, whatever hours it was planned for.
_TOLD_OFF = ("atsaukt", "neivyko", "nevyko", "atcelt", "nenotika", "cancel", "did not take place")
_NOT_BROUGHT = ("neatved", "neatvest", "neatvez", "neatveda", "neatvesta", "nav atvest", "not brought", "netika atvest", "nebuvo atvest")


@dataclass(frozen=True, slots=True)
class Consultation:
    """One row. `names` are the clients as read, `clients` the same as text; `clock` is (hour, minute) where told."""

    sheet: str
    row: int
    date: str
    minutes: int
    clients: tuple[str, ...]
    service: str | None
    names: tuple[Name, ...]
    clock: tuple[int, int] | None = None
    specialist: str | None = None
    place: str | None = None
    note: str | None = None
    about: bool = False
    not_brought: bool = False
    group: bool = False

    def as_read(self) -> dict[str, Any]:
        clock = None if self.clock is None else f"{self.clock[0]:02d}:{self.clock[1]:02d}"
        return {"sheet": self.sheet, "row": self.row, "date": self.date, "minutes": self.minutes, "clients": list(self.clients),
                "service": self.service, "time": clock, "specialist": self.specialist, "place": self.place, "note": self.note,
                "about": self.about, "not_brought": self.not_brought}


def read(tables: Tables) -> Outcome:
    """Return the consultations of every sheet."""
    order = people.order_of(tables)
    everything = list(drafts(tables))
    rows = [one for draft in everything if (one := _consultation(draft, order, tables)) is not None]
    known = whole_names(name for one in rows for name in one.names)
    persons = {key for one in rows for name in one.names if (key := person_key(name, known)) is not None}
    return Outcome(
        rows=tuple(rows), refused=tuple(draft.refusal for draft in everything if draft.refusal is not None),
        warnings=in_order(everything, FIELDS), persons=len(persons),
        about={"minutes_total": sum(one.minutes for one in rows), "client_mentions": sum(len(one.clients) for one in rows)},
    )


def whole_names(names: Any) -> dict[tuple[str, str], set[tuple[str, str]]]:
    """Return for each (first letter, folded family name) the whole names of the file that it may stand for."""
    known: dict[tuple[str, str], set[tuple[str, str]]] = defaultdict(set)
    for name in names:
        if not name.initials:
            known[name.key[0][:1], name.key[1]].add(name.key)
    return known


def person_key(name: Name, known: dict[tuple[str, str], set[tuple[str, str]]]) -> tuple[str, str] | None:
    """Return by what a name is told from others. Initials stand for the only whole name that they fit, or, where the file has none, for a
    person of their own; None where they fit several: one of those it is, and nobody can tell which."""
    if not name.initials:
        return name.key
    fitting = known.get((fold(name.given)[:1], fold(name.family)), set())
    return name.key if not fitting else next(iter(fitting)) if len(fitting) == 1 else None


def _consultation(draft: Draft, order: NameOrder, tables: Tables) -> Consultation | None:
    day = draft.date("date", Habit(tables.epoch_1904, draft.table.year, tables.reference.this_year, days_alone=True))
    month = draft.table.rows.months.get(draft.row, "")
    year = draft.table.year or (int(month[:4]) if len(month) == 7 else None)
    if day.value is None:
        draft.refuse("date", day.problem or "missing_date")
    elif day.precision < 3:
        draft.refuse("date", "incomplete_date")
    elif year is not None and int(day.value[:4]) != year:
        draft.refuse("date", "date_outside_the_year")
    minutes = read_minutes(draft.value("minutes"))
    told_off = any(word in folded(draft.value("note")) for word in _TOLD_OFF)
    if minutes.problem == "missing_minutes" and not told_off and not says_nothing(draft.value("until")):
        minutes = between(read_clock(draft.value("time")), read_clock(draft.value("until")))
    if minutes.problem is not None:
        draft.refuse("minutes", minutes.problem)
    if minutes.about:
        draft.warn("minutes", "about")
    told = split_people(draft.value("clients"))
    names = tuple(name for text in told if (name := read_name(text, order)) is not None)
    if not told:
        draft.refuse("clients", "missing_client")
    elif len(names) < len(told):
        draft.refuse("clients", "unreadable_name")
    if any(name.initials for name in names):
        draft.warn("clients", "initials_only")
    service = tables.services.find(draft.value("service"))
    if service is None and not says_nothing(draft.value("service")):
        draft.warn("service", "unknown_service", tidy(draft.value("service")))
    note = tidy(draft.value("note")) or None
    not_brought = any(word in folded(note) for word in _NOT_BROUGHT)
    if not_brought:
        draft.warn("note", "says_not_brought")
    draft.tell_formulas()
    if draft.refusal is not None or day.value is None or minutes.value is None:
        return None
    return Consultation(
        sheet=draft.table.sheet.name, row=draft.row, date=day.value, minutes=minutes.value, clients=tuple(name.whole for name in names),
        service=service, names=names, clock=read_clock(draft.value("time")), specialist=tidy(draft.value("specialist")) or None,
        place=tidy(draft.value("place")) or None, note=note, about=minutes.about, not_brought=not_brought,
        group="grup" in folded(draft.value("service")),
    )
