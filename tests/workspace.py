"""Workspaces for tests: an office or a laptop in a folder, its person at the desk, and the database beneath."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import sqlcipher3

from caseworker_desktop import bootstrap
from caseworker_desktop.kernel.progress import Silent
from caseworker_desktop.store.engine import DATABASE
from caseworker_desktop.store.store import Store
from caseworker_desktop.usecases.desk import Desk
from caseworker_desktop.usecases.doors import Keys, NewDevice, NewOffice

PASSPHRASE = "trys varnos ant stogo"
OFFICE = NewOffice("VšĮ „Pavyzdinė pagalba“", "egle", "Eglė", "Pavyzdienė", "lt", PASSPHRASE)
LAPTOP = NewDevice("Nešiojamasis 1", "jonas", "Jonas", "Išgalvotas", "lt", PASSPHRASE)
SCENARIOS = Path(__file__).parent / "data" / "scenarios"
#: Plenty for one small world: a project, people with cases, consultations.
FIRST_LINES = 160


@dataclass(frozen=True)
class Place:
    """A workspace folder and what opens it."""

    folder: Path
    parts: bootstrap.Parts
    keys: Keys
    login: str

    @property
    def database(self) -> Path:
        return self.folder / DATABASE

    @property
    def key(self) -> bytes:
        """The database key, as the slot holds it."""
        return bootstrap.slots_of(self.folder).open_passphrase(self.login, PASSPHRASE).db_key

    @contextmanager
    def desk(self) -> Iterator[Desk]:
        """Unlock, and close at the end."""
        desk = bootstrap.unlock(self.parts, self.folder, self.login, PASSPHRASE)
        try:
            yield desk
        finally:
            desk.close()

    @contextmanager
    def store(self) -> Iterator[Store]:
        """Open the store alone, as only a test may."""
        store = bootstrap.open_store(self.parts, self.folder, self.key)
        try:
            yield store
        finally:
            store.close()

    @contextmanager
    def raw(self) -> Iterator[Any]:
        """Open the database behind everybody's back."""
        connection = sqlcipher3.connect(str(self.database), isolation_level=None)
        try:
            connection.execute(f"PRAGMA key=\"x'{self.key.hex()}'\"")
            yield connection
        finally:
            connection.close()

    def copy(self, folder: Path) -> Place:
        """Return a copy of the closed workspace."""
        shutil.copytree(self.folder, folder)
        return Place(folder, self.parts, self.keys, self.login)

    def dump(self) -> list[str]:
        """Return what `dump` says of everything."""
        with self.desk() as desk:
            return list(desk.dumping.lines())


def make_office(folder: Path, parts: bootstrap.Parts) -> Place:
    keys = bootstrap.founding(parts).office(folder, OFFICE, "lt", Silent()).keys
    return Place(folder, parts, keys, OFFICE.login)


def make_laptop(folder: Path, parts: bootstrap.Parts) -> Place:
    keys = bootstrap.founding(parts).field(folder, LAPTOP, "lt", Silent()).keys
    return Place(folder, parts, keys, LAPTOP.login)


def scenario(name: str, lines: int | None = None) -> list[str]:
    """Return the first lines (None: all) of a scenario's records."""
    return (SCENARIOS / name / "records.jsonl").read_text(encoding="utf-8").splitlines()[:lines]


def load(desk: Desk, *records: dict[str, Any]) -> tuple[str, ...]:
    """Load records and return their ids."""
    return desk.loading.load([json.dumps(one) for one in records]).written.ids
