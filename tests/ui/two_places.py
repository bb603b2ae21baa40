"""A real office and a real laptop that has joined it, with a stick (a folder) between them."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from caseworker_desktop import bootstrap
from caseworker_desktop.kernel.progress import Silent
from caseworker_desktop.records.lists import institution_id
from caseworker_desktop.settings import Settings
from caseworker_desktop.ui.exchange.sticks import PluggedSticks, Stick
from caseworker_desktop.usecases.desk import Desk
from caseworker_desktop.usecases.doors import NewDevice, NewOffice
from tests.clock import StandingClock

PASSPHRASE = "trys varnos ant stogo"
OFFICE = NewOffice("VšĮ „Pavyzdinė pagalba“", "rasa", "Rasa", "Grigienė", "lt", PASSPHRASE)
LAPTOP = NewDevice("AL-07", "egle", "Eglė", "Kazlauskienė", "lt", PASSPHRASE)
PERSON, CASE = "0a000000-0000-7000-8000-000000000001", "08000000-0000-7000-8000-000000000001"


class PutIn(PluggedSticks):
    """A stick that a test puts in and takes out: a folder that looks removable."""

    def __init__(self, *folders: Path, total: int | None = 16 * 10**9, free: int | None = 12 * 10**9, read_only: bool = False) -> None:
        self.folders, self.total, self.free, self.read_only = list(folders), total, free, read_only

    def plugged(self) -> tuple[Stick, ...]:
        return tuple(
            Stick(one, f"Atmintinė {number}", self.total, self.free, len(self.files(one, ".byla")), self.read_only)
            for number, one in enumerate(self.folders, 3)
        )


@dataclass
class Places:
    """Both desks, their doors, and the stick."""

    office: Desk
    laptop: Desk
    office_doors: bootstrap.FolderDoors
    laptop_doors: bootstrap.FolderDoors
    stick: Path
    clock: StandingClock

    def close(self) -> None:
        for desk in (self.office, self.laptop):
            desk.close()


def load(desk: Desk, *records: dict[str, Any]) -> None:
    """Write records as `load` does."""
    desk.loading.load([json.dumps(each) for each in records])


def alone(folder: Path, settings: Settings, clock: StandingClock) -> tuple[bootstrap.FolderDoors, Desk]:
    """Make a laptop that belongs to no office."""
    doors = bootstrap.FolderDoors(bootstrap.build_parts(settings, clock), folder)
    doors.begin(LAPTOP, None, Silent())
    return doors, doors.unlock(None, PASSPHRASE, Silent())


def two_places(folder: Path, settings: Settings, clock: StandingClock) -> Places:
    """Make office and laptop and let the laptop join."""
    stick = folder / "stick"
    stick.mkdir()
    parts = bootstrap.build_parts(settings, clock)
    office_doors = bootstrap.FolderDoors(parts, folder / "office")
    office_doors.create_office(OFFICE, Silent())
    office = office_doors.unlock(None, PASSPHRASE, Silent())
    laptop_doors = bootstrap.FolderDoors(parts, folder / "laptop")
    keys = laptop_doors.begin(LAPTOP, stick / "request-1.byla-request", Silent())
    laptop = laptop_doors.unlock(None, PASSPHRASE, Silent())
    welcome = office.enrolling.enrol(stick / "request-1.byla-request", keys.words or "", "U-SW", ["LT-PN-ALY"], stick / "welcome.byla", Silent())
    laptop.enrolling.join(welcome.file, Silent())
    laptop.close()
    for file in stick.iterdir():
        file.unlink()
    return Places(office, laptop_doors.unlock(None, PASSPHRASE, Silent()), office_doors, laptop_doors, stick, clock)


def client(desk: Desk) -> None:
    """Write down one client whose file the laptop holds."""
    load(
        desk,
        {
            "record": "person",
            "id": PERSON,
            "given_names": "Žygimantas",
            "family_name": "Šešelgis",
            "birth_date": "1991-05-12",
            "phone": "+37060000010",
        },
        {"record": "case", "id": CASE, "person": PERSON, "kind": "client", "number": "AL-0417", "opened_on": "2026-04-10", "lead": desk.worker.staff},
        {"record": "stay", "person": PERSON, "institution": institution_id("LT-PN-ALY"), "from": "2021-02-03"},
        {"record": "release_date", "person": PERSON, "kind": "latest", "date": "2026-12-09"},
    )
