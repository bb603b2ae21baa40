"""A real office with what the papers are printed of: a project with money and an emblem, a group that completed, a placement, a referral …"""

from __future__ import annotations

import json
import uuid
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from caseworker_desktop import bootstrap
from caseworker_desktop.kernel.progress import Silent
from caseworker_desktop.records.lists import institution_id
from caseworker_desktop.settings import Settings
from caseworker_desktop.usecases.desk import Desk
from caseworker_desktop.usecases.doors import NewOffice
from tests.clock import StandingClock
from tests.pdf_text import Read, read_pdf

PASSPHRASE = "trys varnos ant stogo"
OFFICE = NewOffice("VšĮ „Pavyzdinė pagalba“", "egle", "Eglė", "Kazlauskienė", "lt", PASSPHRASE)
CODE = "9.1.2.0/16/I/001"
NAMES = (("Žygimantas", "Šešelgis"), ("Rūta", "Ąžuolaitė"), ("Darius", "Įdzelis"))
GRADUATES = 16
VISIBILITY = "Projektą bendrai finansuoja Europos Sąjunga"


def name_id(text: str) -> str:
    """Return an id that is the same in every run."""
    return str(uuid.uuid5(uuid.NAMESPACE_OID, f"papers/{text}"))


@dataclass(frozen=True)
class PapersWorld:
    """The office's desk and its clock."""

    desk: Desk
    clock: StandingClock
    parts: bootstrap.Parts
    folder: Path

    def load(self, *records: dict[str, Any]) -> tuple[str, ...]:
        """Load records; return their ids."""
        return self.desk.loading.load([json.dumps(one) for one in records]).written.ids

    def read(self, kind: str, name: str, copy: str = "file", **told: Any) -> Read:
        """Print the paper of a record of this world (by its name or id) and read it."""
        id_ = name if len(name) == 36 else name_id(name)
        return read_pdf(self.desk.papers.print(kind, id_, copy, **told).pdf)


def build(folder: Path, settings: Settings, clock: StandingClock) -> PapersWorld:
    """Make the office in `folder` and fill it."""
    parts = bootstrap.build_parts(settings, clock)
    bootstrap.FolderDoors(parts, folder).create_office(OFFICE, Silent())
    desk = bootstrap.unlock(parts, folder, "egle", PASSPHRASE)
    world = PapersWorld(desk, clock, parts, folder)
    world.load(*_office(), *_people(desk.worker.staff), *_sessions(desk.worker.staff), *_work(), *_graduates(desk.worker.staff))
    return world


def _office() -> list[dict[str, Any]]:
    project, parent = name_id("project"), name_id("parent project")
    return [
        {"record": "organisation", "name": OFFICE.name, "legal_code": "304567890", "address": "Pavyzdžio g. 1, Alytus", "phone": "+37060000001",
         "email": "biuras@example.org", "country": "LT"},
        {"record": "project", "id": parent, "code": "LT06-2", "title": "Bausmių vykdymo sistemos gerinimas", "status": "running"},
        {"record": "project", "id": project, "code": CODE, "title": "Pro vartus", "parent": parent, "funder": "Kalėjimų tarnyba",
         "programme": "Žmogiškųjų išteklių plėtros veiksmų programa", "priority": "1 prioritetas", "measure": "VP1-1.3-SADM-02-K",
         "visibility_text": VISIBILITY, "role": "partner", "status": "running", "period_from": "2026-01", "lead": "@egle",
         "author": "Ona Autorė", "lessons": "Pradėti anksčiau.", "places": ["LT-02"], "services": ["S-INF"],
         "aims": [{"code": "šeima", "text": "Stiprinti šeimas", "services": ["S-INF"]}]},
        {"record": "funding", "project": project, "source": "ESF", "share_percent": "85", "amount": "85000"},
        {"record": "funding", "project": project, "source": "Valstybės biudžetas", "share_percent": "15", "amount": "15000"},
        {"record": "project_part", "id": name_id("stage 1"), "project": project, "kind": "stage", "name": "1 etapas", "from": "2026-01",
         "to": "2026-06"},
        {"record": "deliverable", "project": project, "name": "PPSI modelis", "version": "v1", "date": "2026-06-30"},
    ]


def _people(staff: str) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = []
    for number, (given, family) in enumerate(NAMES):
        person, case = name_id(f"person {number}"), name_id(f"case {number}")
        found += [
            {"record": "person", "id": person, "given_names": given, "family_name": family, "birth_date": "1991-05-12", "sex": "m",
             "address": "Slapta g. 5", "phone": "+37061234567", "languages": ["lt"], "experience": "Suvirintojas.",
             "residence_after_release": "LT-02"},
            {"record": "person_code", "person": person, "scheme": "other", "value": f"K-{number}"},
            {"record": "case", "id": case, "person": person, "kind": "client", "number": f"AL-{number}", "opened_on": "2026-01-10", "lead": staff},
            {"record": "legal_status", "person": person, "status": "serving", "from": "2022-02-01"},
            {"record": "stay", "person": person, "institution": institution_id("LT-PN-ALY"), "from": "2022-02"},
            {"record": "participation", "id": name_id(f"participation {number}"), "person": person, "project": name_id("project"),
             "entry_on": "2026-01-10", "entry_labour_status": "unemployed", "entry_disability": "refused", "entry_education": "3"},
            {"record": "consent", "id": name_id(f"consent {number}"), "person": person, "purpose": "share_partner", "given": True,
             "on": "2026-01-10", "expires_on": "2027-01-10"},
        ]
    found += [
        {"record": "flag", "person": name_id("person 0"), "kind": "health", "from": "2026-01-10", "note": "Serga diabetu."},
        {"record": "offence", "person": name_id("person 0"), "text": "Vagystė iš parduotuvės", "basis": "Projekto sutartis"},
        {"record": "need", "case": name_id("case 0"), "domain": "N-HOU", "on": "2026-02-01", "client_value": 3, "worker_value": 2},
        {"record": "checklist_item", "case": name_id("case 0"), "list": "entitlement", "item": "C-ID", "responsible": "client",
         "done_on": "2026-11-02"},
        {"record": "checklist_item", "case": name_id("case 0"), "list": "entitlement", "item": "C-BANK", "responsible": "staff", "staff": staff,
         "due": "2026-11-30", "note": "Reikia antstolio leidimo."},
        {"record": "release_date", "person": name_id("person 0"), "kind": "latest", "date": "2026-12-09"},
        {"record": "mentor", "id": name_id("mentor"), "person": name_id("person 1"), "kind": "volunteer", "stage": "matched"},
        {"record": "match", "id": name_id("match"), "mentor": name_id("mentor"), "person": name_id("person 0"), "from": "2026-10-01"},
    ]
    return found


def _sessions(staff: str) -> list[dict[str, Any]]:
    event, meeting = name_id("event"), name_id("meeting")
    found: list[dict[str, Any]] = [
        {"record": "partner", "id": name_id("partner"), "name": "Caritas Alytus", "kind": "ngo", "phone": "+37061111111"},
        {"record": "session", "id": event, "kind": "event", "starts_at": "2026-11-20T10:00:00+02:00", "minutes": 90, "staff": [staff],
         "project": name_id("project"), "place": "Salė", "institution": institution_id("LT-K-ALY"), "unnamed_count": 4},
        {"record": "session", "id": meeting, "kind": "partner_meeting", "starts_at": "2026-11-18T14:00:00+02:00", "minutes": 60, "staff": [staff],
         "partners": [name_id("partner")], "project": name_id("project"), "topics": ["housing"]},
        {"record": "task", "title": "Atsiųsti sąrašą", "due": "2026-12-01", "staff": staff, "session": meeting, "kind": "meeting_action"},
    ]
    for number in range(len(NAMES)):
        found.append({"record": "attendance", "session": event, "person": name_id(f"person {number}"), "case": name_id(f"case {number}"),
                      "status": "present" if number else "not_brought", "minutes": 90})
    return found


def _work() -> list[dict[str, Any]]:
    person = name_id("person 0")
    return [
        {"record": "partner", "id": name_id("employer"), "name": "UAB „Pavyzdinis metalas“", "kind": "company", "is_employer": True,
         "legal_code": "123456789", "address": "Darbo g. 2"},
        {"record": "placement", "id": name_id("placement"), "person": person, "partner": name_id("employer"), "job": "Suvirintojas",
         "from": "2026-10-05", "to": "2026-10-16", "hours_week": "30", "pay": "420.50", "tutor": "Jonas Meistras", "agreement_no": "TS-7",
         "status": "completed", "before": {"motivation": 4, "responsibility": 5, "skills": 6},
         "after": {"motivation": 8, "responsibility": 7, "skills": 8}, "tutor_comment": "Stropus."},
        {"record": "referral", "id": name_id("referral"), "direction": "out", "person": person, "partner": name_id("partner"), "service": "S-INF",
         "on": "2026-11-10", "reason_text": "Priklausomybė nuo alkoholio", "consent": name_id("consent 0"), "status": "sent"},
    ]


def _graduates(staff: str) -> list[dict[str, Any]]:
    group = name_id("group")
    found: list[dict[str, Any]] = [
        {"record": "programme", "id": name_id("programme"), "code": "MENTOR", "name_lt": "Mentorių mokymai", "name_lv": "Līdzgaitnieku apmācības",
         "kind": "mentor_training", "hours_planned": "16"},
        {"record": "group", "id": group, "programme": name_id("programme"), "name": "Savaitgalis Alytuje", "from": "2026-10-03", "to": "2026-10-04",
         "leaders": [staff], "project": name_id("project"), "institution": institution_id("LT-K-ALY")},
    ]
    for day in (3, 4):
        found.append({"record": "session", "id": name_id(f"training {day}"), "kind": "training", "starts_at": f"2026-10-0{day}T09:00:00+03:00",
                      "minutes": 480, "staff": [staff], "group": group, "project": name_id("project"),
                      "trainers": [{"name": "Ilze Trenere", "organisation": "Biedrība „Tilts”", "country": "LV"}]})
    for number in range(GRADUATES):
        person = name_id(f"graduate {number}")
        found += [
            {"record": "person", "id": person, "given_names": f"Baigęs{number:02}", "family_name": "Išgalvotas"},
            {"record": "group_member", "id": name_id(f"member {number}"), "group": group, "person": person, "result": "completed",
             "completed_on": "2026-10-04", "certificate_no": f"M-{number + 1}"},
        ]
    for day in (3, 4):
        found += [{"record": "attendance", "session": name_id(f"training {day}"), "person": name_id(f"graduate {number}"), "status": "present",
                   "minutes": 480 if number else 240} for number in range(GRADUATES)]
    return found
