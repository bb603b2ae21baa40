"""What the European Social Fund asks of participants: their data, the sums of the common indicators, and what is still missing by when.

Fields F01 to F29 of resources/reference/esf_participant_fields.csv (Regulation (EU) 2021/1057, annex I).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from caseworker_desktop.kernel.message import message
from caseworker_desktop.report import esf as rules
from caseworker_desktop.report.choosing import Participant
from caseworker_desktop.report.figures import persons
from caseworker_desktop.report.listings.columns import columns
from caseworker_desktop.report.listings.frame import Frame
from caseworker_desktop.report.model import Listing
from caseworker_desktop.report.periods import months_later

#: Status after leaving is due within four weeks, that of six months at six months.
WEEKS_AFTER, MONTHS_AFTER = 4, 6
INDICATOR, MISSING = "indicator", "missing"
#: The key of each field of the funder's list, in its order. F08 and F29 are worked out.
FIELDS: Mapping[str, str] = {
    "F01": "given_names", "F02": "family_name", "F03": "person_code", "F04": "birth_date", "F05": "sex", "F06": "contact", "F07": "municipality",
    "F08": "entry_rural", "F09": "entry_labour_status", "F10": "entry_registered_since", "F11": "entry_in_education", "F12": "entry_education",
    "F13": "entry_disability", "F14": "entry_third_country", "F15": "entry_foreign_background", "F16": "entry_minority", "F17": "entry_homeless",
    "F18": "entry_other_disadvantage", "F19": "entry_on", "F20": "exit_on", "F21": "exit_reason", "F22": "exit_job_search", "F23": "exit_education",
    "F24": "exit_qualification", "F25": "exit_employment", "F26": "six_month_employment", "F27": "six_month_improved", "F28": "informed_on",
    "F29": "signed",
}
_STAGES = {"entry": "entry", "exit": "exit", "exit +4 weeks": "exit", "exit +6 months": "six_month"}


@dataclass(frozen=True, slots=True)
class Lacking:
    """What a participant's record lacks at one stage, and by when it is due."""

    person: str
    stage: str
    fields: tuple[str, ...]
    due: str


def esf(frame: Frame) -> Listing:
    """Return a row for each participant with the fields asked for; by `indicator` the sums; by `missing` what is lacking and by when."""
    if frame.by == (INDICATOR,):
        return _sums(frame)
    rows = {one.id: _row(one, entries, frame) for one, entries in _with_entries(frame)}
    _fill(frame, rows)
    lacking = [each for one in _chosen(frame) for each in lacks(frame, one, rows[one.id])]
    if frame.by == (MISSING,):
        return _missing(frame, lacking)
    incomplete = {each.person for each in lacking}
    told = [{**row, "is_complete": person not in incomplete} for person, row in rows.items()]
    told.sort(key=lambda row: (row["entry_on"], row["family_name"], row["given_names"], row["person"]))
    keys = ("person", *FIELDS.values(), "exit_qualification_document", "is_complete")
    notes = (message("report.note.esf_refused"), *((message("report.note.esf_missing", count=len(incomplete)),) if incomplete else ()))
    return Listing("esf", columns(*keys), tuple(told), {"persons": len(told)}, notes, persons=tuple((row["person"],) for row in told))


def _chosen(frame: Frame) -> list[Participant]:
    return [one for one in frame.among.values() if one.entries[-1].left is None or one.entries[-1].left >= frame.since]


def _with_entries(frame: Frame) -> list[tuple[Participant, tuple[Any, ...]]]:
    known = {row.id: row for row in frame.facts.reading.rows("participation", project=frame.project.id)}
    return [(one, tuple(known[entry.id] for entry in one.entries)) for one in _chosen(frame)]


def _row(one: Participant, entries: Sequence[Any], frame: Frame) -> dict[str, Any]:
    first, last = entries[0], entries[-1]
    out: dict[str, Any] = {"person": one.id}
    for key in FIELDS.values():
        source = first if key.startswith("entry_") else last
        out[key] = getattr(source, key, None)
    gone = one.entries[-1].left is not None and one.entries[-1].left <= frame.facts.day
    for key in [key for key in out if key.startswith(("exit_", "six_month_"))] if not gone else ():
        out[key] = None
    homes = sorted(one.person.municipalities)
    if out["entry_rural"] in (None, "unknown") and one.person.rural is not None:
        out["entry_rural"] = "yes" if one.person.rural else "no"
    out |= {
        "sex": one.person.sex, "birth_date": one.person.birth, "municipality": homes[0] if homes else None,
        "informed_on": next((each.informed_on for each in entries if each.informed_on), None), "signed": False,
        "exit_qualification_document": last.exit_qualification_document if gone else None,
    }
    return out


def _fill(frame: Frame, rows: Mapping[str, dict[str, Any]]) -> None:
    """Add what stands in other records: names, codes, contacts, the information notice."""
    facts = frame.facts
    named, codes = persons.names(facts, rows), persons.codes(facts)
    for person, row in rows.items():
        shown = frame.may_name and person in named and not named[person].restricted and person not in frame.shut
        row["given_names"], row["family_name"] = (named[person].given_names, named[person].family_name) if shown else ("", "")
        row["person_code"] = codes.get(person) if shown else None
        row["contact"] = None
    for person, contact in persons.contacts(facts).items():
        if person in rows and rows[person]["given_names"]:
            rows[person]["contact"] = contact
    for person, on, signed in persons.informed(facts):
        if person in rows:
            rows[person]["informed_on"] = rows[person]["informed_on"] or on
            rows[person]["signed"] = rows[person]["signed"] or signed


def lacks(frame: Frame, one: Participant, row: Mapping[str, Any]) -> list[Lacking]:
    """Return what the record lacks as of the day: an answer that nobody gave, or a refusal where the funder takes none."""
    left = one.entries[-1].left
    gone = left if left is not None and left <= frame.facts.day else None
    due = {"entry": one.entered}
    if gone is not None:
        due["exit"] = (date.fromisoformat(gone) + timedelta(weeks=WEEKS_AFTER)).isoformat()
        if months_later(gone, MONTHS_AFTER) <= frame.facts.day:
            due["six_month"] = months_later(gone, MONTHS_AFTER)
    found: dict[str, list[str]] = {}
    for code, key in FIELDS.items():
        rule = frame.lists.row("esf_participant_fields", code) or {}
        stage = _STAGES.get(str(rule.get("stage")), "entry")
        if stage not in due or str(rule.get("must")) != "yes" or key == "signed" or (key in ("given_names", "family_name", "person_code", "contact")
                                                                                    and not frame.may_name):
            continue
        value = row[key]
        refused = value == "refused" and str(rule.get("may_refuse")) == "yes"
        if not refused and value in (None, "", "unknown", "refused"):
            found.setdefault(stage, []).append(key)
    return [Lacking(one.id, stage, tuple(fields), due[stage]) for stage, fields in found.items()]


def _missing(frame: Frame, lacking: Sequence[Lacking]) -> Listing:
    name = frame.named(one.person for one in lacking)
    day = date.fromisoformat(frame.facts.day)
    rows: list[dict[str, Any]] = [{
        "person": one.person, "name": name(one.person), "kind": one.stage, "missing": list(one.fields), "due": one.due,
        "overdue_days": max((day - date.fromisoformat(one.due)).days, 0),
    } for one in sorted(lacking, key=lambda one: (one.due, name(one.person), one.person, one.stage))]
    told = columns("person", "name", "kind", "missing", "due", "overdue_days", kind="esf_stages")
    persons_ = {one.person for one in lacking}
    return Listing("esf", told, tuple(rows), {"persons": len(persons_)}, (message("report.note.esf_missing", count=len(persons_)),), frame.by,
                   tuple((row["person"],) for row in rows))


def _sums(frame: Frame) -> Listing:
    """Return the common indicators of both periods, women and men apart; refused apart from what nobody knows."""
    facts = frame.facts
    among = {one.id: one for one in _chosen(frame)}
    codes = [code for code in frame.lists.codes("indicators") if code.startswith(("EECO", "EECR", "CO", "CR"))]
    rows, behind = [], []
    for code in codes:
        tally = rules.esf(code, among, facts.day, facts.project, lambda: facts.supported)
        if tally.value is None:
            continue
        sexes = [among[person].person.sex for person in tally.persons]
        of_persons = bool(tally.persons) or tally.unknown > 0 or not code.endswith(("18", "19", "20", "21", "22", "23"))
        rows.append({
            "key": code, "name": frame.word("indicators", code), "value": int(tally.value), "f": sexes.count("f") if of_persons else None,
            "m": sexes.count("m") if of_persons else None, "x": sexes.count("x") if of_persons else None,
            "sex_unknown": sexes.count(None) if of_persons else None, "unknown": tally.unknown - tally.refused, "refused": tally.refused,
        })
        behind.append(tally.persons)
    told = columns("key", "name", "value", "f", "m", "x", "sex_unknown", "unknown", "refused")
    return Listing("esf", told, tuple(rows), None, (message("report.note.esf_sums"), message("report.note.esf_refused")), frame.by, tuple(behind))

