"""An office of 50,000 people and a million sessions: what the screens and reports must still open at once."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

from caseworker_desktop import bootstrap
from caseworker_desktop.kernel import ids
from caseworker_desktop.kernel.clock import unix_ms
from caseworker_desktop.kernel.progress import Silent
from caseworker_desktop.usecases.desk import Desk
from caseworker_desktop.usecases.doors import NewOffice
from caseworker_desktop.vault.slots import Opened
from tests.benchmarks.invention import Invention
from tests.benchmarks.operations import Author, Mix, Pen, People
from tests.benchmarks.workspaces import LOGIN, MUNICIPALITIES, PASSPHRASE, open_desk, parts, take

PEOPLE, SESSIONS, PARTNERS, GROUPS, STAFF = 50_000, 1_000_000, 520, 40, 40
#: The sessions lie a minute apart and end on the day on which the figures are taken.
MINUTE_MS = 60_000
MEMBERS, MEETINGS = 30, 20
#: One attendance a session; what groups add comes on top.
TALKS = Mix("talks", sessions=50, attendances=50)


@dataclass(frozen=True, slots=True)
class Large:
    """A closed office workspace: its folder, how to open it, a person who was met often, and a group of 30 members and 20 sessions."""

    folder: Path
    opened: Opened
    people: tuple[tuple[bytes, bytes], ...]
    busy: str
    group: str
    project: str


def make(folder: Path, say: Callable[[str], None], *, people: int = PEOPLE, sessions: int = SESSIONS, seed: int = 23) -> Large:
    """Make the workspace (two minutes)."""
    shared = parts()
    bootstrap.FolderDoors(shared, folder).create_office(NewOffice("Matavimų biuras", LOGIN, "Lina", "Matuotoja", "lt", PASSPHRASE), Silent())
    opened = bootstrap.slots_of(folder).open_passphrase(LOGIN, PASSPHRASE)
    desk = open_desk(folder, opened)
    try:
        project, staff = desk.writer.new_id(), [desk.worker.staff, *(desk.writer.new_id() for _ in range(STAFF - 1))]
        lines = list(_lists(staff[1:], project))
        desk.loading.load(lines)
        now = unix_ms(desk.worker.clock.now())
        words, pen = Invention(seed), Pen(seed, ids.to_bytes(desk.worker.staff), clock=100_000, start_ms=now - (sessions + people) * MINUTE_MS)
        known = tuple(ids.to_bytes(one) for one in sorted(desk.institutions.known())[:8])
        everybody: list[tuple[bytes, bytes]] = []
        take(desk, _persons(pen, words, known, ids.to_bytes(desk.worker.staff), ids.to_bytes(project), people, everybody))
        say(f"  {people:,} people are there")
        author = Author(pen, People(tuple(everybody), tuple(map(ids.to_bytes, staff)), known, ids.to_bytes(project)), words)
        take(desk, author.operations(TALKS, sessions * 2))
        say(f"  {sessions:,} sessions are there")
        group = _groups(desk, project, everybody)
        return Large(folder, opened, tuple(everybody), ids.to_text(everybody[0][0]), group, project)
    finally:
        desk.close()


def _lists(colleagues: Sequence[str], project: str) -> Iterator[str]:
    """Colleagues, partners, a project and a programme, as records."""
    for number, one in enumerate(colleagues):
        yield json.dumps({"record": "staff", "id": one, "login": f"w{number}", "given_name": "Darbuotoja", "family_name": f"Nr. {number}",
                          "role": "U-SW"})
    yield json.dumps({"record": "project", "id": project, "code": "DID-1", "title": "Didelis matavimas", "period_from": "2020-01-01",
                      "period_to": "2030-12-31", "status": "running"})
    for number in range(PARTNERS):
        yield json.dumps({
            "record": "partner", "name": f"Partneris {number:03} {'Krizių centras' if number % 9 == 0 else 'Pagalbos fondas'}", "kind": "ngo",
            "municipality": MUNICIPALITIES[number % 3], "areas": [MUNICIPALITIES[number % 3]], "verified_on": f"202{4 + number % 3}-05-01",
            "is_employer": number % 5 == 0,
        })  # fmt: skip
    yield json.dumps({"record": "programme", "code": "DID-P", "name_lt": "Pokyčių kelias", "kind": "group_programme", "pass_percent": 75,
                      "sessions_planned": MEETINGS})


def _persons(pen: Pen, words: Invention, institutions: tuple[bytes, ...], staff: bytes, project: bytes, count: int,
             into: list[tuple[bytes, bytes]]) -> Iterator[bytes]:
    chance, today = pen.chance, date.today()
    for number in range(count):
        pen.command()
        person, case = pen.id(), pen.id()
        release = today + timedelta(days=chance.randrange(-900, 900))
        yield pen.write("person", person, {
            "given_names": [words.name(chance)], "family_name": [words.name(chance)], "sex": [chance.choice("mf")],
            "birth_date": [f"{chance.randrange(1950, 2005)}-{chance.randrange(1, 13):02}-{chance.randrange(1, 29):02}"],
            "residence_declared": [chance.choice(MUNICIPALITIES)], "languages/lt": [True]}, person)  # fmt: skip
        yield pen.write("case", case, {"person": [person], "kind": ["client"], "number": [f"D{number:05}"], "opened_on": ["2024-02-01"],
                                       **({"lead": [staff]} if number % 600 == 0 else {})}, person)  # fmt: skip
        outside = release < today
        yield pen.write("legal_status", pen.id(), {"person": [person], "status": ["released" if outside else "serving"],
                                                   "from": [release.isoformat() if outside else "2023-01-01"]}, person)  # fmt: skip
        yield pen.write("stay", pen.id(), {"person": [person], "institution": [chance.choice(institutions)], "from": ["2023-01-01"],
                                           **({"to": [release.isoformat()]} if outside else {})}, person)  # fmt: skip
        when = {"kind": "actual" if outside else "earliest", "date": release.isoformat()}
        yield pen.write("release_date", pen.id(), {"person": [person], "release": [when]}, person)
        if number % 4 == 0:
            yield pen.write("participation", pen.id(), {"person": [person], "project": [project], "entry_on": ["2024-03-01"]}, person)
        if number % 25 == 0:
            yield pen.write("consent", pen.id(), {"person": [person], "purpose": ["core_services"], "given": [True], "on": ["2024-03-01"],
                                                  "expires_on": ["2027-03-01"]}, person)  # fmt: skip
        into.append((person, case))


def _groups(desk: Desk, project: str, everybody: list[tuple[bytes, bytes]]) -> str:
    """Groups with members and marked meetings; return the first, whose grid is full."""
    staff, first = desk.worker.staff, ""
    for number in range(GROUPS):
        group, began = desk.writer.new_id(), date(2026, 3, 2) + timedelta(days=number)
        first = first or group
        lines = [{"record": "group", "id": group, "programme": "@DID-P", "name": f"Grupė {number:02}", "from": began.isoformat(), "leaders": [staff],
                  "project": project, "capacity": MEMBERS}]  # fmt: skip
        members = everybody[number * MEMBERS : (number + 1) * MEMBERS]
        lines += [{"record": "group_member", "group": group, "person": ids.to_text(person), "joined_on": began.isoformat()} for person, _ in members]
        for meeting in range(MEETINGS if number == 0 else 6):
            session, day = desk.writer.new_id(), began + timedelta(days=7 * meeting)
            lines.append({"record": "session", "id": session, "kind": "group", "starts_at": f"{day}T10:00:00+02:00", "minutes": 90, "staff": [staff],
                          "group": group, "project": project, "cases": [ids.to_text(case) for _, case in members]})  # fmt: skip
            lines += [{"record": "attendance", "session": session, "person": ids.to_text(person), "case": ids.to_text(case), "minutes": 90,
                       "status": "present" if (meeting + at) % 7 else "absent"} for at, (person, case) in enumerate(members)]  # fmt: skip
        desk.loading.load(json.dumps(line) for line in lines)
    return first
