"""A stick or a disk that says "written" and was not: what is lost then is lost in the open, and comes again with the next package."""

from __future__ import annotations

import shutil
import sys
from collections import Counter
from hashlib import sha256
from pathlib import Path
from random import Random

import pytest

from tests.faults.journal import Disk, read
from tests.faults.test_disk import World, world

__all__ = ["world"]  # the fixture
pytestmark = pytest.mark.skipif(sys.platform != "linux" or not shutil.which("cc"), reason="LD_PRELOAD and a compiler are needed")
TIMES, SOAK_TIMES = 6, 150


def left(world: World, deed: str, lying: Path, times: int) -> list[tuple[str, dict[str, bytes]]]:
    """Do a deed whole while everything beneath `lying` only seems to be written; return what may be there afterwards."""
    world.begin(deed)
    disk, journal = Disk.of(world.root), world.folder / "journal"
    assert world.machine.run(world.words(deed), world.root, journal=journal).status == 0
    for call in read(journal):
        disk.take(call, lies=call.what == "S" and call.data.decode().startswith(str(lying)))
    drawn = [(f"torn {n}", disk.held("torn", Random(n))) for n in range(times)]
    return [("lost", disk.held("synced", Random(0))), ("all", disk.held("all", Random(0))), *drawn]


def stick(world: World, times: int) -> Counter[str]:
    """A laptop's package on a stick that lies: the office takes it whole or refuses it; the next one, on a good stick, has everything."""
    told, office = Counter[str](), world.folder / "receiving"
    before = world.run.lines(world.pair.office, "dump")
    for how, held in left(world, "export", world.stick, times):
        world.begin("export")
        whole = {name: data for name, data in held.items() if name.startswith(str(world.stick))}
        shutil.rmtree(world.stick)
        world.stick.mkdir()
        for name, data in whole.items():
            Path(name).write_bytes(data)
        shutil.rmtree(office, ignore_errors=True)
        shutil.copytree(world.pair.office, office)
        for file in world.stick.glob("*.byla"):
            ran = world.run.ask("--json", "--workspace", office, "bundle", "import", file)
            assert ran.code in (0, 4, 5), f"{how}: {ran.err}"
            told["taken" if ran.value[0]["accepted"] else "refused"] += 1
            assert ran.value[0]["accepted"] or world.run.lines(office, "dump") == before, how
        good = world.run.do(*world.words("export")[0])["file"]
        world.run.do("--workspace", office, "bundle", "import", good, exits=(0, 5))
        told[sha256("\n".join(world.run.lines(office, "dump")).encode()).hexdigest()] += 1
        assert world.run.do("--workspace", office, "doctor", "--full")["ok"], how
    return told


def test_a_stick_that_lies(world: World) -> None:
    told = stick(world, TIMES)
    assert told.pop("refused")
    assert told.pop("taken")
    assert len(told) == 1, "every time the office holds the same in the end"


@pytest.mark.soak
def test_a_stick_that_lies_soak(world: World) -> None:
    told = stick(world, SOAK_TIMES)
    print(f"stick: {told['taken']} taken, {told['refused']} refused", file=sys.stderr)
    assert len(told) == 3


def beneath(world: World, times: int) -> Counter[str]:
    """An import on a disk that lies: afterwards all of it is there, none of it, or the program says that the workspace is damaged."""
    _, before, after = world.whole("import")
    told = Counter[str]()
    for how, held in left(world, "import", world.place, times):
        world.begin("import")
        Disk.of(world.root).put(held)
        ran = world.run.ask("--json", "--workspace", world.place, "doctor", "--full")
        if ran.code or not ran.value["ok"]:
            assert ran.err or ran.out, how
            told["said"] += 1
            continue
        now = world.run.lines(world.place, "dump")
        assert now in (before, after), f"{how}: half an import, and nothing said"
        told["all" if now == after else "none"] += 1
    return told


def test_a_disk_that_lies_beneath_an_import(world: World) -> None:
    told = beneath(world, TIMES)
    assert told["all"]
    assert told["none"]


@pytest.mark.soak
def test_a_disk_that_lies_beneath_an_import_soak(world: World) -> None:
    print(f"disk: {dict(beneath(world, SOAK_TIMES))}", file=sys.stderr)
