"""A register of participants as records: person, code, case, stay, participation, and work found."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from caseworker_desktop.intake.dates import first_day
from caseworker_desktop.intake.participants import Participant
from caseworker_desktop.kernel.message import Message, message
from caseworker_desktop.records.validity import certainly_before
from caseworker_desktop.usecases.intake_ledger import Ledger, Row
from caseworker_desktop.usecases.intake_people import Described, Roster, write_case, write_person, write_stay

_FIRST_EVER = {"yes": True, "no": False}


@dataclass(frozen=True, slots=True)
class Around:
    """What an import of any kind is given: institution ids and types of place by code, the project (None: none), the texts, and who is the
    same within the file.
    """

    institutions: Mapping[str, str]
    place_types: Mapping[str, str]
    project: str | None
    say: Callable[[Message], str]
    same: Mapping[Row, Row]


def plan(ledger: Ledger, roster: Roster, rows: Sequence[Participant], around: Around) -> None:
    """Wish for the records of all rows. Rows of one person in the file make one person, one case and one participation."""
    together: dict[Row, list[Participant]] = {}
    for one in rows:
        together.setdefault(around.same.get((one.sheet, one.row), (one.sheet, one.row)), []).append(one)
    persons: dict[Row, str] = {}
    for first, group in together.items():
        ledger.at(*first)
        persons[first] = _person(ledger, roster, group)
    for one in rows:
        ledger.at(one.sheet, one.row)
        _row(ledger, persons[around.same.get((one.sheet, one.row), (one.sheet, one.row))], one, around)


def _person(ledger: Ledger, roster: Roster, group: Sequence[Participant]) -> str:
    """Wish for the person that all rows of a group tell of, each row adding what those before it lack."""
    coded = next((one for one in group if one.code is not None), group[0])
    who = Described(
        given=group[0].given, family=group[0].family, code=coded.code, scheme=coded.scheme,
        birth_date=next((one.birth_date for one in group if one.birth_date is not None), None),
        sex=next((one.sex for one in group if one.sex is not None), None))
    known = roster.surely(who) or _again(ledger, roster, who, group[0])
    if known is None and roster.on_record(who):
        ledger.warn("person", "possible_duplicate", "on record")
    more = {"phone": next((one.phone for one in group if one.phone), None), "email": next((one.email for one in group if one.email), None),
            "address": next((one.address for one in group if one.address), None),
            "residence_declared": next((one.municipality for one in group if one.municipality), None)}
    return write_person(ledger, roster, who, known, more)


def _again(ledger: Ledger, roster: Roster, who: Described, one: Participant) -> str | None:
    """Return the person whom an earlier import of this very row made: only a name is known of both, and the case began that day."""
    opened = first_day(one.entry_on).isoformat()
    same = [bare.id for bare in roster.bare(who) if any(row.get("opened_on") == opened for row in ledger.where("case", "person", bare.id))]
    return same[0] if len(same) == 1 else None


def _row(ledger: Ledger, person: str, one: Participant, around: Around) -> None:
    site = around.institutions.get(one.institution) if one.institution is not None else None
    case = write_case(ledger, person, first_day(one.entry_on).isoformat(), site, _summary(one, around))
    if site is not None:
        write_stay(ledger, person, site, one.entry_on)
    if around.project is not None:
        _participation(ledger, person, one, around.project)
    if one.job_on is not None:
        _job(ledger, person, case, one, around.project)


def _summary(one: Participant, around: Around) -> str | None:
    """Return what the register says beside its fields: how many talks it counts, and its remarks."""
    lines = [] if one.consultations is None else [around.say(message("intake.summary.consultations", number=one.consultations))]
    return "\n".join([*lines, *(around.say(message("intake.summary.remark", text=text)) for text in one.remarks)]) or None


def _participation(ledger: Ledger, person: str, one: Participant, project: str) -> None:
    exit_on = one.exit_on
    if exit_on is not None and certainly_before(exit_on, one.entry_on):
        ledger.warn("exit_on", "ends_before_it_begins")
        exit_on = None
    values = {"entry_on": one.entry_on, "exit_on": exit_on, "exit_reason": one.ending}
    known = [row for row in ledger.where("participation", "person", person) if row.get("project") == project]
    if not known:
        ledger.create("participation", {"person": person, "project": project, **values})
    elif "entry_on" in ledger.fill("participation", known[0]["id"], values) and known[0]["entry_on"] != one.entry_on:
        ledger.warn("entry_on", "differs_from_record")


def _job(ledger: Ledger, person: str, case: str, one: Participant, project: str | None) -> None:
    values = {"case": case, "project": project, "first_ever": _FIRST_EVER.get(one.first_ever)}
    known = [row for row in ledger.where("outcome", "person", person) if row.get("type") in ("O-JOB", "O-JOB1") and row.get("on") == one.job_on]
    if known:
        ledger.fill("outcome", known[0]["id"], values)
    else:
        ledger.create("outcome", {"person": person, "type": "O-JOB", "on": one.job_on, **values})
