"""`python -m tests.benchmarks.peers` (`make bench-peers`): our import and theirs, as many records each, one after another in one run.

Each receiver holds so many records; the sender brings as many: five in six are new, one in six changes one that is there. What is installed for
this lies in a temporary folder and goes with it; what cannot be installed is told and left out.
"""

from __future__ import annotations

import argparse
import json
import random
import shutil
import subprocess
import sys
import tempfile
import venv
from collections.abc import Callable
from pathlib import Path

from caseworker_desktop.store.engine import DATABASE
from tests.benchmarks import importing, memory
from tests.benchmarks.invention import Invention
from tests.benchmarks.operations import NOTES
from tests.benchmarks.peers import keepass
from tests.benchmarks.peers.told import Rows, Taken

HERE = Path(__file__).parent
#: One in so many of the incoming records changes one that is there.
CHANGED = 6
WORDS = 30


class Missing(Exception):
    """A peer cannot be measured here; says why."""


def invented(records: int) -> tuple[Rows, Rows]:
    """Return the records that are there, and those that come."""
    chance, words = random.Random(31), Invention(31)
    base = [(f"r{number:07}", words.text(chance, WORDS)) for number in range(records)]
    return base, [(f"r{number if number % CHANGED == 0 else records + number:07}", words.text(chance, WORDS)) for number in range(records)]


def ours(folder: Path, records: int) -> Taken:
    """Import a bundle of a mix of consultations, attendance, notes, tasks and corrections: all of log, tables, indexes and search."""
    prepared = importing.prepare(folder / "prepared", NOTES, records, records)
    seconds, _, _, done = importing.import_once(prepared)
    copy = folder / "copy"
    shutil.copytree(prepared.office.folder, copy)
    peak = memory.measure("", prepared.office, copy, prepared.bundle)
    return Taken(seconds, prepared.bundle.stat().st_size, (copy / DATABASE).stat().st_size, int(peak.value * 1e6), records + done.accepted)


def anki(folder: Path, files: tuple[Path, Path]) -> Taken:
    """Anki in an environment of its own."""
    venv.create(folder / "venv", with_pip=True)
    python = folder / "venv" / "bin" / "python"
    _installed([str(python), "-m", "pip", "install", "--quiet", "anki"], folder)
    return _told([str(python), str(HERE / "anki_import.py"), str(folder), *map(str, files)], folder)


def pouchdb(folder: Path, files: tuple[Path, Path]) -> Taken:
    """PouchDB on LevelDB under Node.js."""
    if shutil.which("node") is None or shutil.which("npm") is None:
        raise Missing("node and npm are not here")
    _installed(["npm", "install", "--silent", "--no-audit", "--no-fund", "--prefix", str(folder), "pouchdb"], folder)
    return _told(["node", "--max-old-space-size=4096", str(HERE / "pouchdb_replicate.js"), str(folder), *map(str, files)], folder)


def keepassxc(folder: Path, rows: tuple[Rows, Rows]) -> Taken:
    """KeePassXC's command."""
    command = shutil.which("keepassxc-cli")
    if command is None:
        raise Missing("keepassxc-cli is not here (apt-get install keepassxc)")
    return keepass.measure(command, folder, *rows)


def _installed(words: list[str], folder: Path) -> None:
    done = subprocess.run(words, cwd=folder, capture_output=True, text=True)
    if done.returncode:
        raise Missing(f"could not be installed: {(done.stderr.strip().splitlines() or [''])[-1][:120]}")


def _told(words: list[str], folder: Path) -> Taken:
    done = subprocess.run(words, cwd=folder, capture_output=True, text=True, timeout=3600)
    if done.returncode:
        raise Missing(f"ended with an error: {(done.stderr.strip().splitlines() or [''])[-1][:120]}")
    return Taken(**json.loads(done.stdout.strip().splitlines()[-1]))


def table(found: dict[str, Taken | str], records: int) -> str:
    """Return what was found as text in columns; the ratio is to our import."""
    own = found["Byla"]
    assert isinstance(own, Taken)
    rows = [("program", "records in", "held after", "seconds", "÷ ours", "sent MB", "kept MB", "peak MB")]
    rest = []
    for name, one in found.items():
        if isinstance(one, str):
            rest.append(f"{name}: not measured: {one}")
            continue
        sent = "–" if one.sent is None else f"{one.sent / 1e6:.1f}"
        rows.append((name, f"{records:,}", f"{one.held:,}", f"{one.seconds:.2f}", f"{one.seconds / own.seconds:.1f}", sent, f"{one.kept / 1e6:.1f}",
                     f"{one.peak / 1e6:.0f}"))  # fmt: skip
    wide = [max(len(row[at]) for row in rows) for at in range(len(rows[0]))]
    lines = ["  ".join([row[0].ljust(wide[0]), *(cell.rjust(width) for cell, width in zip(row[1:], wide[1:], strict=True))]) for row in rows]
    return "\n".join(lines + rest)


def main() -> int:
    """Print the table."""
    words = argparse.ArgumentParser(prog="python -m tests.benchmarks.peers", description=__doc__)
    words.add_argument("--records", type=int, default=20_000, help="as many are there and as many come; KeePassXC takes minutes beyond 40,000")
    words.add_argument("--folder", type=Path, help="where to work (a new folder)")
    told = words.parse_args()
    found: dict[str, Taken | str] = {}
    with tempfile.TemporaryDirectory(dir=told.folder, prefix="byla-peers-") as name:
        folder = Path(name)
        rows = invented(told.records)
        files = folder / "base.jsonl", folder / "incoming.jsonl"
        for path, some in zip(files, rows, strict=True):
            path.write_text("".join(json.dumps(one, ensure_ascii=False) + "\n" for one in some), encoding="utf-8")
        peers: dict[str, Callable[[Path], Taken]] = {
            "Byla": lambda place: ours(place, told.records),
            "Anki .apkg import": lambda place: anki(place, files),
            "PouchDB replicate": lambda place: pouchdb(place, files),
            "KeePassXC merge": lambda place: keepassxc(place, rows),
        }
        for at, (peer, measured) in enumerate(peers.items()):
            print(f"  {peer}", file=sys.stderr, flush=True)
            place = folder / str(at)
            place.mkdir()
            try:
                found[peer] = measured(place)
            except Missing as reason:
                found[peer] = str(reason)
            except subprocess.SubprocessError as reason:
                found[peer] = f"{type(reason).__name__}: {str(getattr(reason, 'stderr', '') or reason).strip()[-120:]}"
    print(table(found, told.records))
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
