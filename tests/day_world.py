"""A worker's day in a real workspace, as the reference pictures show it: ten clients, meetings, tasks, releases, silence, a draft."""

from __future__ import annotations

import json
import uuid
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from caseworker_desktop import bootstrap
from caseworker_desktop.kernel.progress import Silent
from caseworker_desktop.records.lists import institution_id
from caseworker_desktop.settings import Settings
from caseworker_desktop.usecases.desk import Desk
from caseworker_desktop.usecases.doors import NewDevice
from tests.clock import StandingClock
from tests.workspace import PASSPHRASE, Place

TODAY = date(2026, 11, 20)
ZONE = ZoneInfo("Europe/Vilnius")
LAPTOP = NewDevice("Alytus", "egle", "Eglė", "Kazlauskienė", "lt", PASSPHRASE)
ALYTUS, PANEVEZYS, PRAVIENISKES, MARIJAMPOLE = (institution_id(code) for code in ("LT-K-ALY", "LT-K-PAN", "LT-K-PRA1", "LT-K-MAR"))
#: given names, family name, institution, unit, days to the gate, birth date, flag, a task that is due soon
CLIENTS = (
    ("Petras", "Gaidelis", ALYTUS, "1-as būrys", 6, "1979-03-02", None, False),
    ("Žygimantas", "Šešelgis", ALYTUS, "2-as būrys", 19, "1991-05-12", "self_harm", True),
    ("Rūta", "Ąžuolaitė", PANEVEZYS, None, 27, "1988-10-01", None, False),
    ("Darius", "Įdzelis", ALYTUS, "4-as būrys", 45, "1984-01-17", None, True),
    ("Mindaugas", "Čepaitis", ALYTUS, "2-as būrys", 72, "1995-07", None, False),
    ("Jānis", "Bērziņš", PRAVIENISKES, None, 97, "1990-02-11", None, False),
    ("Edvinas", "Ūsas", ALYTUS, "1-as būrys", 131, "1982", None, True),
    ("Algirdas", "Žvirblis", ALYTUS, "4-as būrys", 213, "1975-12-24", "violence", False),
    ("Tomas", "Ėriškis", ALYTUS, "3-ias būrys", 306, "1999-08-30", None, False),
    ("Vytautas", "Švedulis", MARIJAMPOLE, None, 389, "1970-06-15", None, False),
)
PETRAS, ZYGIMANTAS, RUTA, DARIUS, MINDAUGAS, EDVINAS, ALGIRDAS = 0, 1, 2, 3, 4, 6, 7
CHECKLIST = ("C-ID", "C-RESIDENCE", "C-HEALTH", "C-EMPLOYMENT", "C-BANK", "C-BED", "C-MEDICINES")
READY = {0: 6, 1: 4, 2: 2}
TALK = "Aptarta laikino apgyvendinimo galimybė Alytaus nakvynės namuose. Pasirašė prašymą; trūksta asmens dokumento kopijos."


@dataclass(frozen=True)
class DayWorld:
    """The desk and what is on it. `persons`, `cases`: by the place in CLIENTS; `silent`: two who are outside."""

    desk: Desk
    clock: StandingClock
    parts: bootstrap.Parts
    place: Place
    persons: tuple[str, ...]
    cases: tuple[str, ...]
    silent: tuple[str, ...]

    def load(self, *records: dict[str, Any]) -> tuple[str, ...]:
        """Load records; return their ids."""
        return self.desk.loading.load([json.dumps(one) for one in records]).written.ids


def name_id(text: str) -> str:
    """Return an id that is the same in every run."""
    return str(uuid.uuid5(uuid.NAMESPACE_OID, f"day/{text}"))


def day(offset: int) -> str:
    return (TODAY + timedelta(days=offset)).isoformat()


def moment(offset: int, hour: int, minute: int = 0) -> str:
    found = TODAY + timedelta(days=offset)
    return datetime(found.year, found.month, found.day, hour, minute, tzinfo=ZONE).isoformat()


def make_world(folder: Path, settings: Settings) -> DayWorld:
    """Make the workspace of the laptop in Alytus and fill it."""
    clock = StandingClock(datetime(2026, 11, 20, 12, 46, tzinfo=ZONE))
    parts = bootstrap.build_parts(settings, clock)
    keys = bootstrap.founding(parts).field(folder, LAPTOP, "lt", Silent()).keys
    place = Place(folder, parts, keys, LAPTOP.login)
    desk = bootstrap.unlock(parts, folder, LAPTOP.login, PASSPHRASE)
    persons = tuple(name_id(f"person {n}") for n in range(len(CLIENTS)))
    cases = tuple(name_id(f"case {n}") for n in range(len(CLIENTS)))
    silent = (name_id("person silent 0"), name_id("person silent 1"))
    world = DayWorld(desk, clock, parts, place, persons, cases, silent)
    staff = desk.worker.staff
    records: list[dict[str, Any]] = [{"record": "organisation", "name": "VšĮ „Pavyzdinė pagalba“", "country": "LT", "silence_days": 14}]
    for n, (given, family, institution, unit, days, born, flag, bell) in enumerate(CLIENTS):
        person, case = persons[n], cases[n]
        records += [
            {"record": "person", "id": person, "given_names": given, "family_name": family, "birth_date": born,
             "sex": "f" if given == "Rūta" else "m"},
            {"record": "case", "id": case, "person": person, "kind": "client", "number": f"AL-{400 + 17 * n:04}", "opened_on": day(-200),
             "lead": staff},
            {"record": "legal_status", "person": person, "status": "serving", "from": "2022-02-01"},
            {"record": "stay", "person": person, "institution": institution, "from": "2023-01", **({"unit": unit} if unit else {})},
            {"record": "release_date", "person": person, "kind": "conditional", "date": day(days)},
            {"record": "consent", "person": person, "purpose": "core_services", "given": True, "on": day(-120),
             "expires_on": day(9) if n == MINDAUGAS else "2027-03-01"},
        ]
        if flag:
            records.append({"record": "flag", "person": person, "kind": flag, "from": day(-30)})
        if bell:
            title, due = ("Peržiūrėti planą", day(-5)) if n == EDVINAS else ("Prašyti asmens dokumento", day(4))
            records.append({"record": "task", "title": title, "due": due, "staff": staff, "person": person, "case": case})
        for at, item in enumerate(CHECKLIST if n in READY else ()):
            done = {"done_on": day(-3)} if at < READY[n] else {}
            records.append({"record": "checklist_item", "case": case, "list": "release", "item": item, **done})
    records += _outside(silent, staff) + _story(persons[ZYGIMANTAS], cases[ZYGIMANTAS], staff) + _meetings(cases, staff)
    world.load(*records)
    return world


def _outside(silent: tuple[str, str], staff: str) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = []
    for person, given, family, since, talked in ((silent[0], "Saulius", "Bartkus", -67, -21), (silent[1], "Nerijus", "Kvedaras", -15, None)):
        case, session = name_id(f"case of {family}"), name_id(f"last talk {family}")
        found += [
            {"record": "person", "id": person, "given_names": given, "family_name": family, "birth_date": "1986-04-09", "sex": "m"},
            {"record": "case", "id": case, "person": person, "kind": "client", "opened_on": day(-300), "lead": staff},
            {"record": "legal_status", "person": person, "status": "serving", "from": "2021-05-01", "to": day(since)},
            {"record": "legal_status", "person": person, "status": "released", "from": day(since)},
            {"record": "release_date", "person": person, "kind": "actual", "date": day(since), "decided_on": day(since - 10)},
        ]
        if talked is not None:
            found += [
                {"record": "session", "id": session, "kind": "phone", "starts_at": moment(talked, 10), "minutes": 10, "staff": [staff],
                 "cases": [case]},
                {"record": "attendance", "session": session, "person": person, "case": case, "status": "present"},
            ]
    return found


def _story(person: str, case: str, staff: str) -> list[dict[str, Any]]:
    talk, group, call, plan = (name_id(f"story {n}") for n in ("talk", "group", "call", "plan"))
    return [
        {"record": "session", "id": talk, "kind": "individual", "starts_at": moment(-1, 14, 20), "minutes": 35, "staff": [staff], "cases": [case],
         "topics": ["housing"], "place_type": "prison", "institution": ALYTUS},
        {"record": "attendance", "session": talk, "person": person, "case": case, "status": "present", "minutes": 35},
        {"record": "note", "case": case, "session": talk, "level": "shared", "text": TALK, "signed_on": moment(-1, 15)},
        {"record": "task", "title": "Paskambinti nakvynės namams", "due": day(5), "staff": staff, "person": person, "case": case, "session": talk},
        {"record": "session", "id": group, "kind": "group", "starts_at": moment(-3, 10), "minutes": 90, "staff": [staff], "subject": "T-SOC"},
        {"record": "attendance", "session": group, "person": person, "case": case, "status": "present", "minutes": 90},
        {"record": "note", "case": case, "session": group, "level": "author", "text": "Aktyviai įsitraukė į vaidmenų žaidimą.",
         "signed_on": moment(-3, 12)},
        {"record": "session", "id": call, "kind": "phone", "starts_at": moment(-15, 13, 10), "minutes": 20, "staff": [staff], "cases": [case]},
        {"record": "attendance", "session": call, "person": person, "case": case, "status": "present", "minutes": 20},
        {"record": "note", "case": case, "session": call, "level": "shared", "text": "Sesuo patvirtino, kad galės pasitikti paleidimo dieną.",
         "signed_on": moment(-15, 13, 40)},
        {"record": "plan", "id": plan, "case": case, "number": "4/2026", "status": "agreed", "agreed_on": day(-22), "agreement": "agreed"},
        {"record": "goal", "plan": plan, "own_words": "Noriu turėti kur grįžti", "domain": "N-HOU", "order": 1, "status": "open"},
        {"record": "plan_review", "plan": plan, "due": day(-22), "held_on": day(-22)},
        {"record": "need", "case": case, "domain": "N-HOU", "on": day(-100), "client_value": 3, "worker_value": 2, "met": "in_plan"},
        {"record": "outcome", "person": person, "case": case, "type": "O-HOU", "on": day(-40), "evidence": "third_party"},
    ]


def _meetings(cases: tuple[str, ...], staff: str) -> list[dict[str, Any]]:
    def meeting(n: int, hour: int, minute: int, long: int, topics: list[str], offset: int = 0) -> dict[str, Any]:
        return {"record": "session", "id": name_id(f"meeting {offset} {n}"), "kind": "individual", "starts_at": moment(offset, hour, minute),
                "minutes": 0, "planned_minutes": long, "staff": [staff], "cases": [cases[n]], "topics": topics, "place": "2 kabinetas",
                "institution": ALYTUS}
    done = meeting(ZYGIMANTAS, 9, 0, 40, ["housing"]) | {"minutes": 40}
    person = name_id(f"person {ZYGIMANTAS}")
    return [
        done, {"record": "attendance", "session": done["id"], "person": person, "case": cases[ZYGIMANTAS], "status": "present", "minutes": 40},
        meeting(DARIUS, 13, 0, 40, []), meeting(MINDAUGAS, 13, 45, 30, ["documents"]), meeting(ALGIRDAS, 14, 30, 30, ["money"]),
        *(meeting(n, 9 + n, 0, 30, [], 3) | {"institution": PANEVEZYS} for n in (0, 1, 2, 3)),
        {"record": "task", "title": "Atnaujinti sutikimą", "due": day(0), "staff": staff, "person": name_id(f"person {MINDAUGAS}")},
        {"record": "task", "title": "Susisiekti po 14 dienų", "due": day(-1), "staff": staff, "person": name_id("person silent 1")},
        {"record": "task", "title": "Paruošti pažymėjimus", "due": day(7), "staff": staff},
    ]
