"""A real, empty office for the tests of intake, and the sample registers with what a careful person reads in them."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from caseworker_desktop import bootstrap
from caseworker_desktop.intake.checking import check
from caseworker_desktop.intake.model import Reading
from caseworker_desktop.intake.reading import open_book
from caseworker_desktop.intake.tables import Reference
from caseworker_desktop.kernel.progress import Silent
from caseworker_desktop.records.lists import Lists
from caseworker_desktop.settings import Settings
from caseworker_desktop.store.store import Store
from caseworker_desktop.texts import Texts
from caseworker_desktop.usecases.desk import Desk
from caseworker_desktop.usecases.doors import NewOffice
from caseworker_desktop.usecases.intake import Intake, RegisterImport
from caseworker_desktop.usecases.intake_reference import reference_from
from tests.clock import StandingClock

REGISTERS = Path(__file__).parent / "data" / "registers"
NAMES = ("dalyviu_registras_2023", "konsultaciju_zurnalas", "lankomumas_grupe", "partneriai", "lidzgaitnieki", "darbdaviai_ppsi")
PASSPHRASE = "trys varnos ant stogo"
OFFICE = NewOffice("VšĮ „Pavyzdinė pagalba“", "egle", "Eglė", "Kazlauskienė", "lt", PASSPHRASE)
PROJECT = "PNIR-2022/12"


def sample(name: str) -> Path:
    """Return the sample workbook."""
    return REGISTERS / f"{name}.xlsx"


def expected(name: str) -> dict[str, Any]:
    """Return what a careful person reads in the sample."""
    told: dict[str, Any] = json.loads((REGISTERS / f"{name}.expected.json").read_text(encoding="utf-8"))
    return told


def reference(resources: Path, country: str = "lt") -> Reference:
    """Return the shipped lists as the reader of registers takes them, in the year 2026."""
    lists = Lists.load(resources)
    return reference_from(lists.institutions(), lists, country, 2026)


def read(path: Path, resources: Path, **told: Any) -> Reading:
    """Return what is read in a file, without records."""
    return check(open_book(path, Silent()), reference(resources, told.pop("country", "lt")), Silent(), **told)


@dataclass(frozen=True)
class IntakeWorld:
    """The office's desk, its store and the use case."""

    desk: Desk
    store: Store
    intake: Intake

    def bring(self, path: Path, **told: Any) -> RegisterImport:
        """Import a file silently."""
        return self.intake.register_import(path, progress=Silent(), **told)

    def load(self, *lines: dict[str, Any]) -> None:
        """Bring records in as `load` does."""
        self.desk.loading.load(json.dumps(line, ensure_ascii=False) for line in lines)

    def records(self, kind: str) -> list[dict[str, Any]]:
        """Return the live records of a kind."""
        with self.store.reading() as reading:
            return reading.plains(kind)

    def counts(self) -> Counter[str]:
        """Return how many live records of each kind there are."""
        return Counter({kind.name: number for kind in self.store.catalog.kinds() if (number := len(self.records(kind.name)))})


def build(folder: Path, settings: Settings, clock: StandingClock, texts_in: Callable[[str], Texts]) -> IntakeWorld:
    """Make the office in `folder`."""
    parts = bootstrap.build_parts(settings, clock)
    bootstrap.FolderDoors(parts, folder).create_office(OFFICE, Silent())
    desk = bootstrap.unlock(parts, folder, "egle", PASSPHRASE)
    store: Store = desk.loading._store
    return IntakeWorld(desk, store, Intake(store, desk.writer, desk.worker, desk.lists, parts.shipped, texts_in(desk.worker.language).say))
