"""A real workspace with one client behind the walls, for the tests of plans and papers: an office with its founder at the desk."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from caseworker_desktop import bootstrap
from caseworker_desktop.kernel import ids
from caseworker_desktop.kernel.clock import unix_ms
from caseworker_desktop.kernel.progress import Silent
from caseworker_desktop.records.lists import institution_id
from caseworker_desktop.settings import Settings
from caseworker_desktop.store import body as bodies
from caseworker_desktop.store.store import Store
from caseworker_desktop.usecases.desk import Desk
from caseworker_desktop.usecases.doors import NewOffice
from caseworker_desktop.usecases.planning import Planning
from caseworker_desktop.usecases.printing import Printing
from tests.clock import StandingClock

PASSPHRASE = "trys varnos ant stogo"
OFFICE = NewOffice("VšĮ „Pavyzdinė pagalba“", "egle", "Eglė", "Kazlauskienė", "lt", PASSPHRASE)
PERSON, CASE = "0a000000-0000-7000-8000-000000000001", "08000000-0000-7000-8000-000000000001"
PROJECT, PARTNER = "09000000-0000-7000-8000-000000000001", "05000000-0000-7000-8000-000000000001"
HOUSING, WORK, FRIENDS = (f"04000000-0000-7000-8000-{number:012}" for number in (1, 2, 3))


@dataclass(frozen=True)
class World:
    """The office's desk, its store (for what only a test may do) and the use cases under test."""

    desk: Desk
    store: Store
    planning: Planning
    printing: Printing
    clock: StandingClock
    parts: bootstrap.Parts

    def plan(self) -> str:
        """Make a plan with two goals and three steps; return its id."""
        plan = self.planning.create(CASE, strengths="Moka suvirinti.").id
        first = self.planning.add_goal(plan, "Noriu turėti kur grįžti.", domain="N-HOU", measure="turiu vietą", need=HOUSING).id
        second = self.planning.add_goal(plan, "Noriu žinoti, kiek skolingas.", domain="N-DEB").id
        self.planning.set_goal(second, client_copy=False)
        for goal, step in (
            (first, {"text": "Surinkti dokumentus", "who": "client", "due": "2026-11-25"}),
            (first, {"text": "Patvirtinti vietą", "who": "staff", "staff": self.desk.worker.staff, "due": "2026-12-11"}),
            (second, {"text": "Gauti sąrašą", "who": "partner", "partner": PARTNER}),
        ):
            self.desk.loading.load([json.dumps({"record": "step", "goal": goal, **step})])
        return plan

    def rows(self, kind: str, **equal: Any) -> list[Any]:
        with self.store.reading() as reading:
            return reading.rows(kind, **equal)

    def load(self, *records: dict[str, Any]) -> None:
        self.desk.loading.load([json.dumps(each) for each in records])

    def another_laptop_writes(self, kind: str, record: str, field: str, value: str) -> None:
        """Let an operation arrive whose writer had seen only the record's creation."""
        another_laptop_writes(self.desk, self.clock, kind, record, field, value)


def another_laptop_writes(desk: Desk, clock: StandingClock, kind: str, record: str, field: str, value: str) -> None:
    """Let an operation arrive whose writer had seen only the record's creation."""
    raw = ids.to_bytes(record)
    with desk.loading._store.unit() as unit:
        engine = desk.writer.engine(unit)
        known = unit.log.known([raw])[raw]
        first = unit.log.body(known[0].a)
        item = bodies.decode(first)
        moment = unix_ms(clock.now())
        fields = {field: [value, [bodies.body_id(first)]]}
        body = bodies.encode([1, b"\x11" * 16, 1, 10_000, moment, item[5], b"\x22" * 16, kind, raw, item[9], item[10], fields, {}])
        assert engine.apply([body], at=moment).accepted == 1


def build(folder: Path, settings: Settings, clock: StandingClock) -> World:
    """Make the office in `folder` and bring the client in."""
    parts = bootstrap.build_parts(settings, clock)
    bootstrap.FolderDoors(parts, folder).create_office(OFFICE, Silent())
    desk = bootstrap.unlock(parts, folder, "egle", PASSPHRASE)
    world = World(desk, desk.loading._store, desk.planning, desk.printing, clock, parts)
    world.load(
        {"record": "project", "id": PROJECT, "code": "DEMO-2026-01", "title": "Pro vartus", "visibility_text": "Bendrai finansuoja Europos Sąjunga",
         "status": "running"},
        {"record": "partner", "id": PARTNER, "name": "Antstolių kontora", "kind": "other"},
        {"record": "person", "id": PERSON, "given_names": "Žygimantas", "family_name": "Šešelgis", "birth_date": "1991-05-12",
         "residence_after_release": "LT-02"},
        {"record": "case", "id": CASE, "person": PERSON, "kind": "client", "number": "AL-0417", "opened_on": "2026-04-10", "lead": desk.worker.staff},
        {"record": "participation", "person": PERSON, "project": PROJECT, "entry_on": "2026-04-10"},
        {"record": "legal_status", "person": PERSON, "status": "serving", "from": "2021-02-03"},
        {"record": "stay", "person": PERSON, "institution": institution_id("LT-PN-ALY"), "from": "2021-02-03"},
        {"record": "release_date", "person": PERSON, "kind": "latest", "date": "2026-12-09"},
        {"record": "consent", "person": PERSON, "purpose": "share_prison", "given": True, "on": "2026-04-10"},
        {"record": "consent", "person": PERSON, "purpose": "share_probation", "given": True, "on": "2026-04-10", "expires_on": "2026-05-01"},
        {"record": "flag", "person": PERSON, "kind": "self_harm", "from": "2026-04-10"},
        {"record": "need", "id": HOUSING, "case": CASE, "domain": "N-HOU", "on": "2026-04-10", "client_value": 2, "worker_value": 1, "met": "open"},
        {"record": "need", "id": WORK, "case": CASE, "domain": "N-EMP", "on": "2026-04-10", "client_value": 4, "worker_value": 5, "met": "open"},
        {"record": "need", "id": FRIENDS, "case": CASE, "domain": "N-PEE", "on": "2026-04-10", "client_value": 8, "worker_value": 7, "met": "open"},
    )
    return world
