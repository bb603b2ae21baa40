"""An enrolled laptop that lies: what it says is sealed to the office and signed as it should be, and anything else in it is wrong.

Every bundle is taken or refused with a sentence; nobody's records but its own can suffer, and the office stays well.
"""

from __future__ import annotations

import os
from pathlib import Path
from random import Random
from typing import Any

import cbor2
import pytest

from caseworker_desktop.kernel import ids
from caseworker_desktop.kernel.errors import CaseworkerError
from caseworker_desktop.kernel.progress import Silent
from caseworker_desktop.settings import Settings
from caseworker_desktop.usecases.heading import MOST_NAMED
from tests.fuzz.liar import Liar, make_liar

BUNDLES, SOAK_BUNDLES = 150, 20_000


@pytest.fixture(scope="module")
def liar(tmp_path_factory: pytest.TempPathFactory, lasting_settings: Settings) -> Liar:
    return make_liar(tmp_path_factory.mktemp("fleet"), lasting_settings)


def lie(liar: Liar, folder: Path, seed: int, bundles: int) -> None:
    fleet, chance = liar.fleet, Random(seed)
    print(f"seed {seed}")
    honest = fleet.held(fleet.office)
    told = {"taken": 0, "refused": 0}
    with fleet.desk(fleet.office) as desk:
        for number in range(bundles):
            file = folder / f"{number:08x}.byla"
            file.write_bytes(liar.drawn(chance))
            try:
                desk.receiving.import_file(file, Silent())
                told["taken"] += 1
            except CaseworkerError:
                told["refused"] += 1
            file.unlink()
        list(desk.dumping.lines())
        desk.exchange.status()
        desk.inbox.conflicts()
        for laptop in fleet.laptops:
            desk.exchange.export(laptop.name, folder, Silent())
    print(told)
    assert min(told.values()) > bundles // 8
    assert honest <= fleet.held(fleet.office)
    with fleet.desk(fleet.office) as desk:
        assert [check.name for check in desk.doctor.examine(Silent(), full=True) if not check.ok] == []


def test_lies(liar: Liar, tmp_path: Path) -> None:
    lie(liar, tmp_path, 1, BUNDLES)


@pytest.mark.soak
def test_lies_soak(liar: Liar, tmp_path: Path) -> None:
    lie(liar, tmp_path, int(os.environ.get("SEED", 2)), SOAK_BUNDLES)


def sealed(liar: Liar, folder: Path, header: dict[str, Any], bodies: list[bytes]) -> Path:
    """Return the file of a bundle that is whole and signed."""
    file = folder / "0a0b0c0d.byla"
    file.write_bytes(liar.whole(header, bodies))
    return file


def test_the_honest_bundle_in_the_same_form_is_taken(liar: Liar, tmp_path: Path) -> None:
    """The second writer of this file writes what the office takes, so that what it refuses is refused for the lie."""
    bodies = [cbor2.dumps(one, canonical=True) for one in liar.items]
    with liar.fleet.desk(liar.fleet.office) as desk:
        told = desk.receiving.import_file(sealed(liar, tmp_path, liar.header, bodies), Silent(), dry_run=True)
    assert told.accepted + told.known == len(bodies)
    assert told.sender == ids.to_text(liar.header["sender"])


def test_a_bundle_number_in_the_billions_names_some_missing_ones_and_hangs_nobody(liar: Liar, tmp_path: Path) -> None:
    header = {**liar.header, "number": 2**53 - 1, "epoch": 2**53 - 1}  # not before an epoch that an earlier lie told
    with liar.fleet.desk(liar.fleet.office) as desk:
        told = desk.receiving.import_file(sealed(liar, tmp_path, header, []), Silent(), dry_run=True)
    assert len(told.gaps) == MOST_NAMED


@pytest.mark.parametrize("held", [{"number": {}}, {"number": 1, "operations": "many"}, {"number": 1, "epoch": []}, [], "x"])
def test_what_it_says_that_it_holds_is_taken_for_nothing(liar: Liar, tmp_path: Path, held: Any) -> None:
    with liar.fleet.desk(liar.fleet.office) as desk:
        desk.receiving.import_file(sealed(liar, tmp_path, {**liar.header, "held": held}, []), Silent(), dry_run=True)
        desk.exchange.status()
