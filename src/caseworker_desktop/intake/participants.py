"""Reads a register of a project's participants."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import asdict, dataclass, replace
from typing import Any

from caseworker_desktop.intake import colours, duplicates, people
from caseworker_desktop.intake.dates import Habit, first_day
from caseworker_desktop.intake.duplicates import Someone
from caseworker_desktop.intake.names import NameOrder
from caseworker_desktop.intake.tables import Draft, Outcome, Tables, drafts, in_order, usual_year
from caseworker_desktop.intake.wording import folded, not_yet, says_nothing, tidy

FIELDS = ("name", "code", "birth_date", "institution", "entry_on", "exit_on", "job_on", "first_ever", "consultations", "status", "phone", "email",
          "municipality", "person")
_YES = ("taip", "+", "ja", "yes", "y", "t", "x", "v", "1", "true", "pirm")
_NO = ("ne", "-", "no", "n", "0", "false", "nav")


@dataclass(frozen=True, slots=True)
class Participant:
    """One row: who, since when, from which prison, whether work was found. Dates as pdate text; `ending` is an exit reason."""

    sheet: str
    row: int
    given: str
    family: str
    code: str | None
    birth_date: str | None
    institution: str | None
    entry_on: str
    job_on: str | None
    first_ever: str
    consultations: int | None
    dropped_out: bool
    scheme: str | None = None
    sex: str | None = None
    exit_on: str | None = None
    ending: str | None = None
    phone: str | None = None
    email: str | None = None
    municipality: str | None = None
    address: str | None = None
    place_text: str | None = None
    remarks: tuple[str, ...] = ()

    def as_read(self) -> dict[str, Any]:
        """Return the row's plain values; `first_ever` only where work was found."""
        told = asdict(self) | {"remarks": list(self.remarks)}
        if self.job_on is None:
            del told["first_ever"]
        return told


def yes_or_no(value: Any) -> str:
    """Return `yes`, `no` or `unknown`."""
    text = folded(value).strip(" .!")
    if text in _YES or text.startswith(("taip", "pirm")):
        return "yes"
    if text in _NO or text.startswith(("ne,", "ne ")):
        return "no"
    return "unknown"


def read(tables: Tables) -> Outcome:
    """Return the participants of every sheet; prisons and duplicates are judged when all rows are known."""
    order = people.order_of(tables)
    years = usual_year(tables, "entry_on")
    country = people.country_of_codes(tables)
    settled = dict(tables.settled.get("colours", {}))
    meanings = {table.sheet.name: colours.legend(table.sheet, table.rows.legends) | settled for table in tables.tables}
    everything: list[Draft] = []
    rows: dict[int, Participant] = {}
    for number, draft in enumerate(drafts(tables)):
        everything.append(draft)
        habit = Habit(tables.epoch_1904, years[draft.table.sheet.name], tables.reference.this_year)
        one = _participant(draft, order, habit, country, tables, meanings[draft.table.sheet.name])
        if one is not None and draft.refusal is None:
            rows[number] = one
    _places(tables, everything, rows)
    kept = list(rows.items())
    persons = [Someone(one.sheet, one.row, f"{one.given} {one.family}", one.code, one.birth_date) for _, one in kept]
    matches = duplicates.find(persons)
    by_place = {(draft.table.sheet.name, draft.row): draft for draft in everything}
    for match in matches:
        people.tell_match(by_place[match.one.sheet, match.one.row], match)
    return Outcome(
        rows=tuple(one for _, one in kept),
        refused=tuple(draft.refusal for draft in everything if draft.refusal is not None),
        warnings=in_order(everything, FIELDS),
        persons=duplicates.count(persons, matches),
        same={(match.one.sheet, match.one.row): (match.first.sheet, match.first.row) for match in matches if match.sure},
    )


def _participant(draft: Draft, order: NameOrder, habit: Habit, country: str, tables: Tables, meanings: dict[str, str]) -> Participant | None:
    name = people.name_of(draft, order)
    code, born = people.code_and_birth(draft, country, habit)
    entry = draft.date("entry_on", habit)
    if entry.value is None:
        draft.refuse("entry_on", entry.problem or "missing_entry_date")
    if name is None or entry.value is None:
        return None
    job = _optional_date(draft, "job_on", habit)
    exited = _optional_date(draft, "exit_on", habit)
    status = tidy(draft.value("status"))
    columns = tuple(draft.table.heading.columns.values())
    ending = colours.meaning(colours.row_fill(draft.table.sheet, draft.row, columns), meanings) or colours.ending_in(status)
    draft.tell_formulas()
    return Participant(
        sheet=draft.table.sheet.name, row=draft.row, given=name.given, family=name.family, code=code.value, scheme=code.scheme,
        sex=code.sex or _sex(draft.value("sex")),
        birth_date=born.value, institution=None, entry_on=entry.value, exit_on=exited, job_on=job, first_ever=yes_or_no(draft.value("first_ever")),
        consultations=_consultations(draft), dropped_out=ending == "dropped_out", ending=ending,
        phone=people.phone_of(draft, country, tables.reference.country),
        email=people.email_of(draft), municipality=people.municipality_of(draft, tables), place_text=tidy(draft.value("institution")) or None,
        address=tidy(draft.value("address")) or None,
        remarks=_remarks(draft, status),
    )


def _sex(value: Any) -> str | None:
    """Return `m` or `f`; a lone `m` stays unknown: it is a man in English and a woman (moteris) in Lithuanian lists."""
    words = folded(value)
    if words.startswith(("v", "male", "man")):
        return "m"
    return "f" if words.startswith(("mot", "siev", "f", "wom")) or words.rstrip(".") == "s" else None


def _optional_date(draft: Draft, field: str, habit: Habit) -> str | None:
    read = draft.date(field, habit)
    if read.problem and not not_yet(draft.value(field)):
        draft.warn(field, read.problem)
    return read.value


def _consultations(draft: Draft) -> int | None:
    value = draft.value("consultations")
    found = None if says_nothing(value) else people.count_in(value)
    if found is None and not says_nothing(value):
        draft.warn("consultations", "unreadable_number")
    return found


def _remarks(draft: Draft, status: str) -> tuple[str, ...]:
    sheet = draft.table.sheet
    told = [status, tidy(draft.value("note"))]
    told += [tidy(text) for _, text in sorted((place, text) for place, text in sheet.comments.items() if place[0] == draft.row)]
    return tuple(text for text in told if text and not says_nothing(text))


def _places(tables: Tables, everything: Sequence[Draft], rows: dict[int, Participant]) -> None:
    """Look up the prisons: first those that need no choice, then, by what each sheet names most, the others."""
    likely: dict[str, Counter[str]] = {}
    for one in rows.values():
        likely.setdefault(one.sheet, Counter())
        if one.place_text is not None:
            found = tables.institutions.find(one.place_text, first_day(one.entry_on))
            if found.code is not None and found.kind != "old_name_after_renaming":
                likely[one.sheet][found.code] += 1
    for number, one in rows.items():
        if one.place_text is None:
            continue
        found = tables.institutions.find(one.place_text, first_day(one.entry_on), likely[one.sheet])
        if found.kind is not None:
            everything[number].warn("institution", found.kind, found.note)
        rows[number] = replace(one, institution=found.code)


