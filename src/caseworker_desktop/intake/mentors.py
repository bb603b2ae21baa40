"""Reads a list of mentors and the day on which each was trained."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import Any

from caseworker_desktop.intake import duplicates, people
from caseworker_desktop.intake.dates import Habit
from caseworker_desktop.intake.duplicates import Someone
from caseworker_desktop.intake.names import NameOrder
from caseworker_desktop.intake.tables import Draft, Outcome, Tables, drafts, in_order
from caseworker_desktop.intake.wording import folded, not_yet, says_nothing, tidy

FIELDS = ("name", "code", "birth_date", "trained_on", "refresher_on", "agreement_on", "phone", "person")
_ENDED = ("partrauc", "nutrauk", "izstaj", "baig", "beig", "beidz", "ended", "stopped", "quit")
_WAITS = ("gaida", "laukia", "pieteic", "kandidat", "waiting")


@dataclass(frozen=True, slots=True)
class MentorRow:
    """One row: who, and the days (pdate) of training, refresher and agreement; `status` is `active`, `ended`, `waiting` or None."""

    sheet: str
    row: int
    given: str
    family: str
    code: str | None
    trained_on: str | None
    refresher_on: str | None
    scheme: str | None = None
    birth_date: str | None = None
    sex: str | None = None
    agreement_on: str | None = None
    status: str | None = None
    phone: str | None = None
    email: str | None = None
    address: str | None = None
    note: str | None = None

    def as_read(self) -> dict[str, Any]:
        return asdict(self)


def read(tables: Tables) -> Outcome:
    """Return the mentors of every sheet."""
    order = people.order_of(tables)
    country = people.country_of_codes(tables)
    everything = list(drafts(tables))
    rows = [one for draft in everything if (one := _mentor(draft, order, country, tables)) is not None]
    persons = [Someone(one.sheet, one.row, f"{one.given} {one.family}", one.code, one.birth_date) for one in rows]
    matches = duplicates.find(persons)
    by_place = {(draft.table.sheet.name, draft.row): draft for draft in everything}
    for match in matches:
        people.tell_match(by_place[match.one.sheet, match.one.row], match)
    return Outcome(
        rows=tuple(rows), refused=tuple(draft.refusal for draft in everything if draft.refusal is not None), warnings=in_order(everything, FIELDS),
        persons=duplicates.count(persons, matches),
        same={(match.one.sheet, match.one.row): (match.first.sheet, match.first.row) for match in matches if match.sure},
        about={"trained": sum(one.trained_on is not None for one in rows)},
    )


def _mentor(draft: Draft, order: NameOrder, country: str, tables: Tables) -> MentorRow | None:
    name = people.name_of(draft, order)
    if name is None:
        return None
    habit = Habit(tables.epoch_1904, draft.table.year, tables.reference.this_year)
    code, born = people.code_and_birth(draft, country, habit)
    days: dict[str, str | None] = {}
    for field in ("trained_on", "refresher_on", "agreement_on"):
        read_ = draft.date(field, habit)
        if read_.problem and not not_yet(draft.value(field)):
            draft.warn(field, read_.problem)
        days[field] = read_.value
    return MentorRow(
        sheet=draft.table.sheet.name, row=draft.row, given=name.given, family=name.family, code=code.value, scheme=code.scheme, birth_date=born.value,
        sex=code.sex, trained_on=days["trained_on"], refresher_on=days["refresher_on"], agreement_on=days["agreement_on"],
        status=_status(draft.value("status")), phone=people.phone_of(draft, country, tables.reference.country), email=people.email_of(draft),
        address=tidy(draft.value("address")) or None,
        note=tidy(draft.value("note")) or None,
    )


def _status(value: Any) -> str | None:
    if says_nothing(value):
        return None
    words = folded(value)
    if words.startswith(_ENDED):
        return "ended"
    if words.startswith(_WAITS):
        return "waiting"
    return "active" if words.startswith("akt") or "activ" in words else None
