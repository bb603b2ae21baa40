"""An office as it is after years of work, made in seconds: people and cases, and what a laptop sent before; and the laptop's next bundle."""

from __future__ import annotations

import random
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from caseworker_desktop import bootstrap
from caseworker_desktop.bundle.model import Counts, Header, Run
from caseworker_desktop.bundle.writer import write_bundle
from caseworker_desktop.kernel import ids
from caseworker_desktop.kernel.clock import SystemClock
from caseworker_desktop.kernel.progress import Silent
from caseworker_desktop.settings import Settings, find_resources
from caseworker_desktop.store.store import Store
from caseworker_desktop.usecases.desk import Desk
from caseworker_desktop.usecases.doors import NewOffice
from caseworker_desktop.usecases.intent import Intent
from caseworker_desktop.vault.device import DeviceKeys
from caseworker_desktop.vault.slots import Opened
from tests.benchmarks.invention import Invention
from tests.benchmarks.operations import Author, Made, Mix, Pen, People

LOGIN, PASSPHRASE = "lina", "vienas du trys keturi"
PERSONS = 2_000
MUNICIPALITIES = ("LT-13", "LT-25", "LT-43")


@dataclass(frozen=True, slots=True)
class Office:
    """A closed office workspace: its folder, how to open it, the laptop whose bundles it trusts, and whom the records are about."""

    folder: Path
    opened: Opened
    device: bytes
    laptop: bytes
    keys: DeviceKeys
    people: People
    words: Invention
    clock: int


def parts() -> bootstrap.Parts:
    """Return the shared parts."""
    return bootstrap.build_parts(Settings(resources=find_resources()), SystemClock())


def open_desk(folder: Path, opened: Opened) -> Desk:
    """Open a workspace without its passphrase: what that costs is calibrated and no part of any figure but the start's."""
    return bootstrap.open_desk(parts(), folder, opened)


def store_of(desk: Desk) -> Store:
    """Return the store behind a desk, for what only tests and benchmarks may do."""
    return desk.writer._store


def take(desk: Desk, bodies: Iterable[bytes]) -> int:
    """Apply bodies in one transaction, as an import does; return how many were new."""
    with store_of(desk).unit() as unit:
        done = desk.writer.engine(unit).apply(bodies)
        if done.parked or done.known or done.ineffective:
            raise AssertionError("the operations made for a benchmark are refused")
        return done.accepted


def make_office(folder: Path, mix: Mix, records: int, seed: int = 7, *, corrected: int = 0) -> tuple[Office, list[Made]]:
    """Make an office of about `records` records whose shares are those of `mix`; return it and its latest records, correctable.

    `corrected`: so many of them already bear a correction that a laptop did not see.
    """
    shared = parts()
    form = NewOffice("Matavimų biuras", LOGIN, "Lina", "Matuotoja", "lt", PASSPHRASE)
    bootstrap.FolderDoors(shared, folder).create_office(form, Silent())
    opened = bootstrap.slots_of(folder).open_passphrase(LOGIN, PASSPHRASE)
    desk = bootstrap.open_desk(shared, folder, opened)
    try:
        keys, laptop, project = DeviceKeys.new(), desk.writer.new_id(), desk.writer.new_id()
        desk.writer.write(
            [
                Intent(
                    "device",
                    laptop,
                    {"name": "Nešiojamasis", "role": "field", "signing_public": keys.signing_public.hex(), "age_public": keys.age_public},
                ),
                Intent("project", project, {"code": "MAT-1", "title": "Matavimas", "period_from": "2020-01-01", "period_to": "2030-12-31"}),
            ]
        )
        words = Invention(seed)
        pen = Pen(seed, ids.to_bytes(desk.worker.staff), clock=1_000)
        people = _people(pen, desk, words, project)
        author = Author(pen, people, words)
        take(desk, author.operations(Mix("creations", mix.sessions, mix.attendances, mix.notes, mix.tasks), records - 2 * PERSONS))
        made = list(author.own)
        if corrected:
            take(desk, (author.correct(one) for one in made[:corrected]))
        return Office(folder, opened, ids.to_bytes(desk.worker.device), ids.to_bytes(laptop), keys, people, words, pen.clock), made
    finally:
        desk.close()


def _people(pen: Pen, desk: Desk, words: Invention, project: str) -> People:
    chance = pen.chance
    institutions = tuple(ids.to_bytes(one) for one in sorted(desk.institutions.known())[:8])
    cases: list[tuple[bytes, bytes]] = []
    bodies: list[bytes] = []
    staff = ids.to_bytes(desk.worker.staff)
    for number in range(PERSONS):
        pen.command()
        person, case = pen.id(), pen.id()
        bodies.append(
            pen.write(
                "person",
                person,
                {
                    "given_names": [words.name(chance)],
                    "family_name": [words.name(chance)],
                    "sex": [chance.choice("mf")],
                    "birth_date": [f"{chance.randrange(1950, 2005)}-{chance.randrange(1, 13):02}-{chance.randrange(1, 29):02}"],
                    "residence_declared": [chance.choice(MUNICIPALITIES)],
                    "languages/lt": [True],
                },
                person,
            )
        )
        bodies.append(
            pen.write(
                "case",
                case,
                {"person": [person], "kind": ["client"], "number": [f"M{number:05}"], "opened_on": [pen.moment.date().isoformat()], "lead": [staff]},
                person,
            )
        )
        cases.append((person, case))
    take(desk, bodies)
    return People(tuple(cases), (staff,), institutions, ids.to_bytes(project))


def write_laptop_bundle(office: Office, folder: Path, mix: Mix, count: int, earlier: list[Made], *, seed: int = 11, of_earlier: float = 0.5) -> Path:
    """Write the laptop's sealed bundle of `count` operations for the office; return its file."""
    pen = Pen(seed, office.people.staff[0], clock=office.clock, start_ms=1_790_000_000_000)
    earlier = random.Random(seed).sample(earlier, len(earlier))
    author = Author(pen, office.people, office.words, earlier=earlier, of_earlier=of_earlier)
    desk = open_desk(office.folder, office.opened)
    try:
        with store_of(desk).reading() as reading:
            recipient = reading.row("device", ids.to_text(office.device)).age_public
    finally:
        desk.close()
    header = Header(
        sender=office.laptop,
        sender_public=office.keys.signing_public,
        addressee=office.device,
        number=1,
        created_at=1_790_000_000_000,
        runs=(Run(pen.stream, 1, count),),
        counts=Counts(count),
        more={"origins": {pen.stream: [office.laptop, 1]}},
    )
    return write_bundle(folder, [recipient], header, author.operations(mix, count), sign=office.keys.sign, checkpoint={}).path
