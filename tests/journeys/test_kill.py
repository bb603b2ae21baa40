"""`kill -9` at any moment of load, record, export, import or backup: the workspace is well, what was acknowledged is there, half a thing never.

The moments are drawn from a seed over the whole length of each command; what a run did before it died is judged by what lies on the disk.
"""

from __future__ import annotations

import json
import random
import shutil
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from caseworker_desktop.settings import Settings
from tests.journeys.command import Caseworker
from tests.journeys.pair import Pair
from tests.workspace import PASSPHRASE, scenario

pytestmark = pytest.mark.skipif(not hasattr(signal, "SIGXFSZ"), reason="Windows has no fork; the database and the order of writes are the same there")
ROOT = Path(__file__).parents[2]
KILLED = (signal.SIGKILL, signal.SIGXFSZ)


@dataclass(frozen=True)
class Death:
    """A run that was killed (or not): what each command had printed until then, and how much there was to do."""

    signal: int | None
    done: list[tuple[int, Any]]
    counts: dict[str, int]


class Mortal:
    """Runs the command in a process that dies."""

    def __init__(self, folder: Path, settings: Settings) -> None:
        self._settings, self._out = settings, folder / "out"
        self._process = subprocess.Popen(
            [sys.executable, "-m", "tests.journeys.dying"], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, cwd=ROOT
        )

    def run(self, *commands: list[object], die: tuple[str, float] = ("never", 0)) -> Death:
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        request = {
            "commands": [["--json", *map(str, words)] for words in commands],
            "resources": str(self._settings.resources),
            "profile": self._settings.kdf_profile,
            "passphrase": PASSPHRASE,
            "out": str(self._out),
            "die": die,
        }
        self._process.stdin.write(json.dumps(request) + "\n")
        self._process.stdin.flush()
        ended = json.loads(self._process.stdout.readline())["signal"]
        lines = [line.split(" ", 1) for line in self._out.read_text(encoding="utf-8").splitlines()]
        counts = [json.loads(rest) for code, rest in lines if code == "-"]
        return Death(ended, [(int(code), json.loads(rest)) for code, rest in lines if code != "-"], counts[0] if counts else {})

    def close(self) -> None:
        self._process.kill()
        self._process.communicate()


@pytest.fixture
def mortal(tmp_path: Path, settings: Settings) -> Iterator[Mortal]:
    one = Mortal(tmp_path, settings)
    yield one
    one.close()


@pytest.fixture
def run(settings: Settings) -> Caseworker:
    return Caseworker(settings, PASSPHRASE)


@pytest.fixture
def pair(tmp_path: Path, settings: Settings) -> Pair:
    return Pair(tmp_path, settings, lines=120)


def moments(counts: dict[str, int], largest: int, seed: int, each: int = 6) -> list[tuple[str, float]]:
    """Draw moments over the length of a run: SQLite's steps, calls to files, bytes of the largest file, and the clock."""
    chance = random.Random(seed)
    out: list[tuple[str, float]] = []
    for how in ("steps", "calls"):
        total = counts[how]
        out += [(how, n) for n in sorted(chance.sample(range(1, total + 1), min(each, total)))]
    out += [("bytes", chance.randrange(1, largest)) for _ in range(each)]
    out += [("time", round(chance.uniform(0.01, 0.12), 3)) for _ in range(2)]
    return out


def well(run: Caseworker, workspace: Path) -> bool:
    return bool(run.do("--workspace", workspace, "doctor", "--full")["ok"])


def dies_and_is_well(
    mortal: Mortal, run: Caseworker, base: Path, commands: Callable[[Path], list[list[object]]], die: tuple[str, float]
) -> tuple[Path, Death]:
    """Kill the commands at a moment in a copy of a workspace; return the copy, which must be well."""
    place = base.with_name("mortal")
    shutil.rmtree(place, ignore_errors=True)
    shutil.copytree(base, place)
    death = mortal.run(*commands(place), die=die)
    assert death.signal in (None, *KILLED)
    assert well(run, place), die
    return place, death


def lengths(mortal: Mortal, base: Path, commands: Callable[[Path], list[list[object]]]) -> tuple[dict[str, int], Path]:
    """Run once to the end in a copy; return how much there was to do, and the copy."""
    place = base.with_name("whole")
    shutil.copytree(base, place)
    death = mortal.run(*commands(place))
    assert death.signal is None
    assert all(code in (0, 5) for code, _ in death.done)
    return death.counts, place


def test_load_is_all_or_nothing(mortal: Mortal, run: Caseworker, tmp_path: Path) -> None:
    office, lines = tmp_path / "office", tmp_path / "lines.jsonl"
    run.do("office", "create", office, "--name", "X", "--login", "rasa", "--given-name", "R", "--family-name", "P", "--country", "lt")
    lines.write_text("\n".join(scenario("s0", 120)), encoding="utf-8")

    def load(place: Path) -> list[list[object]]:
        return [["--workspace", place, "load", lines]]

    counts, whole = lengths(mortal, office, load)
    before, after = plain(run, office), plain(run, whole)
    assert len(after) > len(before) + 100
    ended: set[bool] = set()
    for die in moments(counts, 500_000, seed=1):
        place, death = dies_and_is_well(mortal, run, office, load, die)
        now = plain(run, place)
        assert now in (before, after), die
        assert not death.done or now == after, die
        ended.add(death.signal is not None and now == before)
        if now == before:
            assert run.do("--workspace", place, "load", lines)["created"] > 100
            assert plain(run, place) == after, die
    assert True in ended, "no run died in the middle"


def plain(run: Caseworker, workspace: Path) -> list[dict[str, Any]]:
    """Return what `dump` says, without the times of writing."""
    told = (json.loads(line) for line in run.lines(workspace, "dump"))
    return [{name: value for name, value in one.items() if name not in ("changed_at", "created_at")} for one in told]


def test_what_was_acknowledged_is_there(mortal: Mortal, run: Caseworker, pair: Pair) -> None:
    case = json.loads(run.lines(pair.laptop, "dump", "--kind", "case")[0])["id"]

    def notes(place: Path) -> list[list[object]]:
        words = ["--workspace", place, "record", "note", f"case={case}", "signed_on=2026-11-21T10:00:00+02:00"]
        return [[*words, f"level={level}", f"text=pokalbis {n}"] for n, level in enumerate(("shared", "author", "shared", "author", "shared"))]

    counts, _ = lengths(mortal, pair.laptop, notes)
    acknowledged: set[int] = set()
    for die in moments(counts, 60_000, seed=2, each=5):
        place, death = dies_and_is_well(mortal, run, pair.laptop, notes, die)
        there = {json.loads(line)["id"] for line in run.lines(place, "dump", "--kind", "note")}
        told = {value["id"] for _, value in death.done}
        assert told <= there, die
        acknowledged.add(len(told))
    assert len(acknowledged) > 1, "no run died between two notes"


def test_export_leaves_whole_bundles_or_none(mortal: Mortal, run: Caseworker, pair: Pair) -> None:
    pair.note(pair.laptop, "pokalbis")
    before = run.lines(pair.laptop, "dump")

    def export(place: Path) -> list[list[object]]:
        return [["--workspace", place, "bundle", "export", "--to", "office", "--out", pair.stick]]

    counts, _ = lengths(mortal, pair.laptop, export)
    died = 0
    for die in moments(counts, 8_000, seed=3, each=5):
        shutil.rmtree(pair.stick)
        pair.stick.mkdir()
        place, death = dies_and_is_well(mortal, run, pair.laptop, export, die)
        died += death.signal is not None
        assert run.lines(place, "dump") == before
        for bundle in pair.stick.glob("*.byla"):  # whatever bears the name of a bundle is a whole one
            assert run.do("--workspace", pair.office, "bundle", "inspect", bundle)["complete"]
        assert len(list(pair.stick.glob("*.byla"))) >= len(death.done)
        file = run.do(*export(place)[0])["file"]
        assert run.do("--workspace", pair.office, "bundle", "inspect", file)["complete"]
    assert died > 5


def test_import_is_all_or_nothing(mortal: Mortal, run: Caseworker, pair: Pair) -> None:
    for number in range(3):
        pair.note(pair.laptop, f"pokalbis {number}")
    file = run.do("--workspace", pair.laptop, "bundle", "export", "--to", "office", "--out", pair.stick)["file"]

    def take(place: Path) -> list[list[object]]:
        return [["--workspace", place, "bundle", "import", file]]

    counts, whole = lengths(mortal, pair.office, take)
    before, after = run.lines(pair.office, "dump"), run.lines(whole, "dump")
    assert before != after
    ended: set[bool] = set()
    for die in moments(counts, 200_000, seed=4):
        place, death = dies_and_is_well(mortal, run, pair.office, take, die)
        now = run.lines(place, "dump")
        assert now in (before, after), die
        assert not death.done or now == after, die
        ended.add(death.signal is not None and now == before)
        told = run.do(*take(place)[0], exits=(0, 5))[0]  # the same bundle once more
        assert bool(told["accepted"]) == (now == before), die
        assert run.lines(place, "dump") == after, die
        assert list((place / "incoming").iterdir()) == [], "copies that a killed process left are cleared away"
    assert True in ended, "no run died in the middle"


def test_an_offices_export_leaves_whole_bundles_or_none(mortal: Mortal, run: Caseworker, pair: Pair) -> None:
    def export(place: Path) -> list[list[object]]:
        return [["--workspace", place, "bundle", "export", "--to", "PR-11", "--out", pair.stick]]

    counts, _ = lengths(mortal, pair.office, export)
    before, died = run.lines(pair.office, "dump"), 0
    for die in moments(counts, 20_000, seed=6, each=3):
        shutil.rmtree(pair.stick)
        pair.stick.mkdir()
        place, death = dies_and_is_well(mortal, run, pair.office, export, die)
        died += death.signal is not None
        assert run.lines(place, "dump") == before
        for bundle in pair.stick.glob("*.byla"):
            assert run.do("--workspace", pair.laptop, "bundle", "inspect", bundle)["complete"]
        assert len(list(pair.stick.glob("*.byla"))) >= len(death.done)
    assert died > 3


def test_an_undone_import_is_undone_or_not(mortal: Mortal, run: Caseworker, pair: Pair) -> None:
    pair.note(pair.laptop, "pokalbis")
    before = run.lines(pair.office, "dump")
    bundle = pair.send(pair.laptop, "office", pair.office)["bundle"]

    def undo(place: Path) -> list[list[object]]:
        return [["--workspace", place, "bundle", "undo", bundle]]

    all_or_nothing(mortal, run, pair.office, undo, before=run.lines(pair.office, "dump"), after=before, seed=7)


def test_new_keys_are_made_for_all_or_for_none(mortal: Mortal, run: Caseworker, pair: Pair) -> None:
    def rotate(place: Path) -> list[list[object]]:
        return [["--workspace", place, "office", "rotate"]]

    def keys(place: Path) -> int:
        return len(run.lines(place, "dump", "--all", "--kind", "compartment"))

    counts, whole = lengths(mortal, pair.office, rotate)
    before, after, died = keys(pair.office), keys(whole), 0
    assert after > before
    for die in moments(counts, 100_000, seed=8, each=3):
        place, death = dies_and_is_well(mortal, run, pair.office, rotate, die)
        died += death.signal is not None
        assert keys(place) in (before, after), die
        assert not death.done or keys(place) == after, die
    assert died > 3


def all_or_nothing(
    mortal: Mortal, run: Caseworker, base: Path, commands: Callable[[Path], list[list[object]]], *, before: list[str], after: list[str], seed: int
) -> None:
    """Kill a deed at a few moments: what is shown is what was, or what the deed makes of it; told is done."""
    counts, whole = lengths(mortal, base, commands)
    assert run.lines(whole, "dump") == after != before
    ended: set[bool] = set()
    for die in moments(counts, 100_000, seed=seed, each=3):
        place, death = dies_and_is_well(mortal, run, base, commands, die)
        now = run.lines(place, "dump")
        assert now in (before, after), die
        assert not death.done or now == after, die
        ended.add(death.signal is not None and now == before)
    assert True in ended, "no run died in the middle"


def test_a_backup_is_whole_or_none(mortal: Mortal, run: Caseworker, pair: Pair, tmp_path: Path) -> None:
    file = tmp_path / "office.backup"

    def back_up(place: Path) -> list[list[object]]:
        return [["--workspace", place, "backup", "create", file]]

    counts, _ = lengths(mortal, pair.office, back_up)
    died = 0
    for die in moments(counts, file.stat().st_size, seed=5, each=4):
        file.unlink(missing_ok=True)
        place, death = dies_and_is_well(mortal, run, pair.office, back_up, die)
        died += death.signal is not None
        if file.exists():
            assert run.do("backup", "verify", file)["operations"]
            file.unlink()
        assert run.do(*back_up(place)[0])["operations"]
        assert not (place / "copy").exists()
        assert not file.with_name(file.name + ".part").exists()
    assert died > 4
