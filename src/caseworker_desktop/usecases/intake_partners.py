"""Registers of partners, mentors and employers as records."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from caseworker_desktop.intake.employers import EmployerRow
from caseworker_desktop.intake.mentors import MentorRow
from caseworker_desktop.intake.partners import PartnerRow, name_key
from caseworker_desktop.kernel.message import message
from caseworker_desktop.records.validity import certainly_before
from caseworker_desktop.usecases.intake_ledger import Ledger
from caseworker_desktop.usecases.intake_participants import Around
from caseworker_desktop.usecases.intake_people import Described, Roster, by_name, write_person


class Known:
    """The partners on record by code and by name."""

    def __init__(self, partners: Sequence[Mapping[str, Any]]) -> None:
        self._partners = list(partners)
        self._used: set[str] = set()

    def like(self, name: str, legal_code: str | None) -> str | None:
        """Return the partner on record that a row is about, each taken once; of several the one spelt the same."""
        fitting = [one for one in self._partners if one["id"] not in self._used and (
            (legal_code is not None and one.get("legal_code") == legal_code)
            or ((legal_code is None or one.get("legal_code") is None) and name_key(one["name"]) == name_key(name)))]
        fitting.sort(key=lambda one: (one["name"] != name, one.get("legal_code") != legal_code, one["id"]))
        if not fitting:
            return None
        self._used.add(fitting[0]["id"])
        return str(fitting[0]["id"])


def plan_partners(ledger: Ledger, rows: Sequence[PartnerRow]) -> None:
    """Wish for a partner a row, also where the file names one twice (told, for a person to join), and for its contact person."""
    known = Known(ledger.reading.plains("partner"))
    for one in rows:
        ledger.at(one.sheet, one.row)
        values = {"legal_code": one.legal_code, "municipality": one.municipality, "phone": one.phone, "email": one.email, "address": one.address,
                  "web": one.web, "services": sorted(one.service_codes), "active_from": one.since, "verified_on": one.verified}
        partner = known.like(one.name, one.legal_code)
        if partner is None:
            partner = ledger.create("partner", {"name": one.name, "kind": one.kind, **values})
        else:
            for field in ledger.fill("partner", partner, values):
                ledger.warn(field, "differs_from_record")
        if one.contact and not any(row["name"] == one.contact for row in ledger.where("partner_contact", "partner", partner)):
            ledger.create("partner_contact", {"partner": partner, "name": one.contact})


def plan_mentors(ledger: Ledger, roster: Roster, rows: Sequence[MentorRow], around: Around, *, programme: bool) -> None:
    """Wish for the person and the mentor of each row; a training or refresher that was done is a completed membership in a group of that day."""
    groups: dict[tuple[bool, str], str] = {}
    programmes: dict[bool, str] = {}
    persons: dict[tuple[str, int], str] = {}
    for one in rows:
        ledger.at(one.sheet, one.row)
        first = around.same.get((one.sheet, one.row))
        who = Described(one.given, one.family, one.code, one.scheme, one.birth_date, one.sex)
        known = persons.get(first) if first is not None else roster.surely(who)
        if known is None and roster.on_record(who):
            ledger.warn("person", "possible_duplicate", "on record")
        person = write_person(ledger, roster, who, known, {"phone": one.phone, "email": one.email, "address": one.address})
        persons[one.sheet, one.row] = person
        stage = "ended" if one.status == "ended" else "agreement" if one.agreement_on else "trained" if one.trained_on else "recruited"
        values = {"trained_on": one.trained_on, "agreement_on": one.agreement_on}
        mentors = ledger.where("mentor", "person", person)
        if mentors:
            ledger.fill("mentor", mentors[0]["id"], values)
        else:
            ledger.create("mentor", {"person": person, "kind": "volunteer", "stage": stage, **values})
        for again, day in ((False, one.trained_on), (True, one.refresher_on)):
            if day is not None and programme:
                _trained(ledger, person, again, day, around, programmes, groups)


def _trained(ledger: Ledger, person: str, again: bool, day: str, around: Around, programmes: dict[bool, str],
             groups: dict[tuple[bool, str], str]) -> None:
    if again not in programmes:
        code = "MENTOR-REFRESHER" if again else "MENTOR-TRAINING"
        known = ledger.where("programme", "code", code)
        name = around.say(message("intake.programme.mentor_refresher") if again else message("intake.programme.mentor_training"))
        programmes[again] = known[0]["id"] if known else ledger.create("programme", {"code": code, "name_lt": name, "kind": "mentor_training"})
    if (again, day) not in groups:
        named = [row for row in ledger.where("group", "programme", programmes[again]) if row.get("name") == day]
        whole = day if len(day) == len("YYYY-MM-DD") else None
        groups[again, day] = named[0]["id"] if named else ledger.create(
            "group", {"programme": programmes[again], "name": day, "from": whole, "to": whole, "project": around.project})
    group = groups[again, day]
    if not any(row.get("group") == group for row in ledger.where("group_member", "person", person)):
        ledger.create("group_member", {"group": group, "person": person, "joined_on": day, "result": "completed", "completed_on": day})


def plan_employers(ledger: Ledger, roster: Roster, rows: Sequence[EmployerRow], around: Around) -> None:
    """Wish for a partner and a pledge an employer, and a placement for each person who worked there."""
    known = Known(ledger.reading.plains("partner"))
    made: dict[tuple[str, str], tuple[str, str]] = {}
    for one in rows:
        ledger.at(one.sheet, one.row)
        job = one.job or around.say(message("intake.job_not_told"))
        key = (one.sheet, one.employer)
        if key not in made:
            partner = known.like(one.employer, None)
            values = {"municipality": one.municipality, "is_employer": True}
            if partner is None:
                partner = ledger.create("partner", {"name": one.employer, "kind": "company", **values})
            else:
                ledger.fill("partner", partner, values)
            pledges = [row for row in ledger.where("pledge", "partner", partner) if row.get("job") == job and row.get("project") == around.project]
            made[key] = (partner, pledges[0]["id"] if pledges else ledger.create("pledge", {
                "partner": partner, "project": around.project, "job": job, "municipality": one.municipality, "places": one.places}))
        if one.name is not None:
            _placement(ledger, roster, one, made[key], job)


def _placement(ledger: Ledger, roster: Roster, one: EmployerRow, at: tuple[str, str], job: str) -> None:
    if one.name is None or one.from_ is None:
        return
    who = Described(one.name.given, one.name.family)
    person, taken = by_name(ledger, roster, who, "person")
    if not taken:
        return
    person = write_person(ledger, roster, who, person, {})
    if any(row.get("partner") == at[0] and row.get("from") == one.from_ for row in ledger.where("placement", "person", person)):
        return
    to = None if one.to is not None and certainly_before(one.to, one.from_) else one.to
    ledger.create("placement", {
        "person": person, "pledge": at[1], "partner": at[0], "job": job, "from": one.from_, "to": to, "hours_week": one.hours_week,
        "status": "completed" if to is not None and to < ledger.today else "running",
        "before": {} if one.before is None else {"motivation": one.before}, "after": {} if one.after is None else {"motivation": one.after}})
