"""Every write, sync, rename and removal of export, import and record, SQLite's own too: killed, torn, failed, full, gone, and the power cut.

`make test` draws some moments from a seed; `make soak` takes every one. A journal of one whole run gives the disk after a power cut at each call.
"""

from __future__ import annotations

import errno
import json
import os
import shutil
import sys
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path
from random import Random
from typing import Any

import pytest

from caseworker_desktop.settings import Settings
from tests.faults.journal import Call, Disk, read
from tests.faults.server import Ended, Machine
from tests.journeys.pair import Pair
from tests.workspace import PASSPHRASE

pytestmark = pytest.mark.skipif(sys.platform != "linux" or not shutil.which("cc"), reason="LD_PRELOAD and a compiler are needed")
SIGNED = "signed_on=2026-11-21T10:00:00+02:00"
DEEDS = ("export", "import", "record")
#: Mode of disk.c and what the call says.
WAYS = (("k", 0), ("t", 0), ("f", errno.EIO), ("f", errno.ENOSPC), ("g", errno.ENOSPC), ("g", errno.EIO), ("g", errno.EROFS))
SAMPLE = 4


class World:
    """A pair of workspaces; each deed is done in a fresh copy of one of them beside an empty stick, and what is left is judged."""

    def __init__(self, folder: Path, settings: Settings) -> None:
        self.pair = Pair(folder, settings, lines=60)
        self.pair.note(self.pair.laptop, "pokalbis")
        self.run, self.folder, self.root = self.pair.run, folder, folder / "world"
        self.file = Path(self.run.do("--workspace", self.pair.laptop, "bundle", "export", "--to", "office", "--out", self.pair.stick)["file"])
        self.case = json.loads(self.run.lines(self.pair.laptop, "dump", "--kind", "case")[0])["id"]
        self.machine = Machine(folder, settings, PASSPHRASE)
        self.place, self.stick = self.root / "workspace", self.root / "stick"

    def begin(self, deed: str) -> None:
        shutil.rmtree(self.root, ignore_errors=True)
        shutil.copytree(self.pair.office if deed == "import" else self.pair.laptop, self.place)
        self.stick.mkdir()

    def words(self, deed: str) -> list[list[object]]:
        here: list[object] = ["--workspace", self.place]
        if deed == "export":
            return [[*here, "bundle", "export", "--to", "office", "--out", self.stick]]
        if deed == "import":
            return [[*here, "bundle", "import", self.file]]
        return [[*here, "record", "note", f"case={self.case}", f"level={level}", f"text={level}", SIGNED] for level in ("shared", "author")]

    def state(self) -> list[str]:
        """Return what is shown; also says that the workspace is well."""
        assert self.run.do("--workspace", self.place, "doctor", "--full")["ok"]
        return self.run.lines(self.place, "dump")

    def judge(self, deed: str, printed: tuple[Any, ...], before: list[str], after: list[str]) -> bool:
        """Look at what a run left; tell whether the deed was done."""
        told = [one for one in printed if not (isinstance(one, dict) and "error" in one)]
        now = self.state()
        if deed == "record":
            here = {json.loads(line)["id"] for line in now}
            assert {one["id"] for one in told} <= here, "acknowledged and lost"
            assert set(before) <= set(now)
            return now != before
        if deed == "import":
            assert now in (before, after), "half an import"
            taken = any(one.get("error") is None for part in told for one in part)
            assert not taken or now == after, "acknowledged and lost"
            again = self.run.do(*self.words("import")[0], exits=(0, 5))[0]
            assert bool(again["accepted"]) == (now == before)
            assert self.state() == after
            return now == after
        assert now == before
        bundles = sorted(self.stick.glob("*.byla"))
        for file in bundles:
            assert self.run.do("--workspace", self.pair.office, "bundle", "inspect", file)["complete"], "a bundle that is not whole"
        assert {one["file"] for one in told} <= set(map(str, bundles)), "acknowledged and lost"
        file = self.run.do(*self.words("export")[0])["file"]
        assert self.run.do("--workspace", self.pair.office, "bundle", "inspect", file)["complete"]
        return bool(bundles)

    def whole(self, deed: str) -> tuple[Ended, list[str], list[str]]:
        """Do a deed to its end; return how it ended, and what was shown before and after."""
        self.begin(deed)
        before = self.state()
        self.begin(deed)
        ended = self.machine.run(self.words(deed), self.root)
        assert ended.status == 0
        assert all(code == 0 for code, _ in ended.done)
        return ended, before, self.state()


@pytest.fixture(scope="module")
def world(tmp_path_factory: pytest.TempPathFactory, lasting_settings: Settings) -> Iterator[World]:
    made = World(tmp_path_factory.mktemp("disk"), lasting_settings)
    yield made
    made.machine.close()


def sweep(world: World, deed: str, chosen: Callable[[str, int], list[int]], ways: tuple[tuple[str, int], ...] = WAYS) -> Counter[str]:
    """Let each chosen call end in each way, and judge."""
    ended, before, after = world.whole(deed)
    told = Counter[str]()
    assert ended.calls > 20
    for mode, code in ways:
        for at in chosen(f"{mode}{code}", ended.calls):
            world.begin(deed)
            run = world.machine.run(world.words(deed), world.root, mode, at, code)
            where = f"{deed} {mode} {code} {at}"
            print(where)
            assert run.died == (mode in "kt") or at > ended.calls - 3, where  # keys are random, and so are the last few calls
            assert all(code in (0, 4, 5) for code, _ in run.done), f"{where}: {run.done}"
            told["done" if world.judge(deed, run.printed, before, after) else "not done"] += 1
            told[mode] += 1
    return told


def cuts(world: World, deed: str, chosen: Callable[[str, int], list[int]], hows: tuple[str, ...] = ("all", "synced", "torn")) -> Counter[str]:
    """Cut the power behind each chosen call of one run, written down whole, and judge what is left on the disk."""
    journal, told = world.folder / "journal", Counter[str]()
    _, before, after = world.whole(deed)
    world.begin(deed)
    first = Disk.of(world.root)
    world.machine.run(world.words(deed), world.root, journal=journal)
    kept = {str(path): path.read_bytes() for path in world.root.rglob("*") if path.is_file() and not path.name.endswith("-shm")}
    calls = read(journal)
    assert after_calls(first, calls).held("all", Random(0)) == kept, "a call was not written down"
    for how in hows:
        for at in chosen(how, len(calls)):
            disk = after_calls(first, calls[:at])
            disk.put(disk.held(how, Random(f"{deed} {how} {at}")))
            print(deed, how, at)
            printed = b"".join(one.data for one in calls[:at] if one.what == "P").decode().splitlines()
            values = tuple(json.loads(line) for line in printed if not line.startswith('["'))
            told["done" if world.judge(deed, values, before, after) else "not done"] += 1
            told[how] += 1
    return told


def after_calls(first: Disk, calls: list[Call]) -> Disk:
    disk = first.copy()
    for call in calls:
        disk.take(call)
    return disk


def drawn(deed: str, seed: int, each: int) -> Callable[[str, int], list[int]]:
    return lambda what, calls: sorted(Random(f"{seed} {deed} {what}").sample(range(1, calls + 1), min(each, calls)))


def every(what: str, calls: int) -> list[int]:
    return list(range(1, calls + 1))


@pytest.mark.parametrize("deed", DEEDS)
def test_calls_that_fail_or_kill(world: World, deed: str) -> None:
    told = sweep(world, deed, drawn(deed, 1, 1))
    assert told["not done"]


@pytest.mark.parametrize("deed", DEEDS)
def test_power_cuts(world: World, deed: str) -> None:
    assert cuts(world, deed, drawn(deed, 2, SAMPLE))["not done"]


@pytest.mark.soak
@pytest.mark.parametrize("deed", DEEDS)
def test_every_call_fails_or_kills(world: World, deed: str) -> None:
    print(f"{deed}: {dict(sweep(world, deed, every))}", file=sys.stderr)


@pytest.mark.soak
@pytest.mark.parametrize("deed", DEEDS)
def test_every_power_cut(world: World, deed: str) -> None:
    print(f"{deed}: {dict(cuts(world, deed, every))}", file=sys.stderr)


TRACED = "write,pwrite64,fsync,fdatasync,ftruncate,rename,unlink"


@pytest.mark.soak
@pytest.mark.skipif(not shutil.which("strace"), reason="strace is not installed (installer/set-up.sh does it as root)")
@pytest.mark.parametrize("deed", DEEDS)
def test_strace_kills_at_every_call(world: World, deed: str) -> None:
    """The kernel's own count of calls, whoever makes them: killed before each, by a tracer that knows nothing of the program."""
    _, before, after = world.whole(deed)
    at, told = 0, Counter[str]()
    while True:
        at += 1
        world.begin(deed)
        tracer = ["strace", "-f", "-qq", "-o", os.devnull, "-e", f"trace={TRACED}", "-e", f"inject={TRACED}:signal=KILL:when={at}"]
        run = world.machine.run(world.words(deed), world.root, tracer=tracer)
        told["done" if world.judge(deed, run.printed, before, after) else "not done"] += 1
        if not run.died:
            break
    print(f"{deed}: {at - 1} kills, {dict(told)}", file=sys.stderr)
    assert at > 20
