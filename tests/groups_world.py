"""A group in a real office: a programme with a rule, members, sessions and marks as a test says."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from caseworker_desktop import bootstrap
from caseworker_desktop.settings import Settings
from caseworker_desktop.usecases.desk import Desk
from tests.clock import StandingClock
from tests.day_world import name_id
from tests.workspace import PASSPHRASE, make_office

#: given names, family name: in the order of the alphabet by family name.
NAMES = (
    ("Vaidas", "Bagdonas"), ("Mindaugas", "Čepaitis"), ("Petras", "Gaidelis"), ("Darius", "Įdzelis"), ("Rokas", "Pamainys"),
    ("Žygimantas", "Šešelgis"), ("Edvinas", "Ūsas"), ("Vytautas", "Virbickas"), ("Algirdas", "Žvirblis"),
)
DAYS = ("2026-10-13", "2026-10-20", "2026-10-27", "2026-11-03", "2026-11-10", "2026-11-17", "2026-11-21", "2026-11-28")
#: A letter a session held: d present, v late, n absent, p excused, k not brought (screens/groups.py).
MARKS = ("dddddd", "ddkddd", "dddvdd", "dpdddd", "nddnkn", "dddddd", "ddvddd", "dkdddp", "ddddkd")
LETTERS = {"d": "present", "v": "late", "n": "absent", "p": "excused", "k": "not_brought"}
PROGRAMME, GROUP = name_id("programme"), name_id("group")


@dataclass
class GroupsWorld:
    """The desk and the group that the reference picture shows. The seventh session is today's."""

    desk: Desk
    clock: StandingClock
    parts: bootstrap.Parts
    persons: tuple[str, ...] = field(default_factory=tuple)
    cases: tuple[str, ...] = field(default_factory=tuple)
    sessions: tuple[str, ...] = field(default_factory=tuple)

    def load(self, *records: dict[str, Any]) -> tuple[str, ...]:
        return self.desk.loading.load([json.dumps(one) for one in records]).written.ids

    def rows(self, kind: str, **equal: Any) -> list[Any]:
        return self.desk.people.rows(kind, **equal)


def picture(staff: str) -> list[dict[str, Any]]:
    """Return the records of the group in the reference picture; `staff` leads it."""
    records: list[dict[str, Any]] = [
        {"record": "staff", "id": name_id("tomas"), "login": "tomas", "given_name": "Tomas", "family_name": "Vaitkūnėlis", "role": "U-PAR"},
        {"record": "programme", "id": PROGRAMME, "code": "PYK", "name_lt": "Pykčio valdymo programa", "kind": "violence_programme",
         "subject": "T-PYK", "sessions_planned": 8, "pass_percent": 75},
        {"record": "group", "id": GROUP, "programme": PROGRAMME, "name": "Pokyčių kelias", "from": DAYS[0], "to": DAYS[-1], "capacity": 12,
         "leaders": [staff, name_id("tomas")], "institution": "@LT-K-ALY"},
    ]
    for n, (given, family) in enumerate(NAMES):
        person, case = name_id(f"person {n}"), name_id(f"case {n}")
        records += [
            {"record": "person", "id": person, "given_names": given, "family_name": family},
            {"record": "case", "id": case, "person": person, "kind": "client", "opened_on": "2026-09-01", "lead": staff},
            {"record": "legal_status", "person": person, "status": "serving", "from": "2025-01-01"},
            {"record": "stay", "person": person, "institution": "@LT-K-ALY", "unit": f"{n % 4 + 1}-as būrys", "from": "2025-01-01"},
            {"record": "group_member", "id": name_id(f"member {n}"), "group": GROUP, "person": person, "joined_on": DAYS[0], "result": "in_progress"},
        ]
    short = {2: (75, "no_escort"), 4: (45, "lockdown")}
    unnamed = (2, 0, 1, 3, 0, 0, 2)
    for at, day in enumerate(DAYS):
        minutes, reason = short.get(at, (90, None))
        records.append({
            "record": "session", "id": name_id(f"session {at}"), "kind": "group", "starts_at": f"{day}T10:00:00+02:00", "planned_minutes": 90,
            "minutes": minutes if at < 6 else 0, "group": GROUP, "staff": [staff], "institution": "@LT-K-ALY", "place": "Mokymo klasė",
            "place_type": "prison", "subject": "T-PYK", **({"shortened_reason": reason} if reason else {}),
            **({"unnamed_count": unnamed[at]} if at < len(unnamed) else {})})
    for n, marks in enumerate(MARKS):
        for at, letter in enumerate(marks):
            records.append({
                "record": "attendance", "session": name_id(f"session {at}"), "person": name_id(f"person {n}"), "case": name_id(f"case {n}"),
                "status": LETTERS[letter], **({"minutes": 60} if letter == "v" else {})})
    return records


def make_world(folder: Path, settings: Settings) -> GroupsWorld:
    """Make the office in `folder` with the group of the picture."""
    clock = StandingClock()
    place = make_office(folder, bootstrap.build_parts(settings, clock))
    desk = bootstrap.unlock(place.parts, folder, place.login, PASSPHRASE)
    numbers = range(len(NAMES))
    world = GroupsWorld(
        desk, clock, place.parts, tuple(name_id(f"person {n}") for n in numbers), tuple(name_id(f"case {n}") for n in numbers),
        tuple(name_id(f"session {n}") for n in range(len(DAYS))))
    world.load(*picture(desk.worker.staff))
    return world
