"""`python -m tests.benchmarks`: measure and print the table. The verdict is for a person: on a busy machine the ratios wander."""

from __future__ import annotations

import argparse
import shutil
import sys
import tempfile
import time
from pathlib import Path

from tests.benchmarks import budgets, importing, large, memory, reporting, saving, screens, sealing, searching, sizes, starting
from tests.benchmarks.figures import Figure, ratio, table
from tests.benchmarks.operations import ATTENDANCE, NOTES
from tests.benchmarks.workspaces import write_laptop_bundle

PARTS = ("import", "notes", "concurrent", "memory", "size", "seal", "save", "search", "start", "screens", "report", "budgets")


def say(text: str) -> None:
    """Tell how far it is."""
    print(text, file=sys.stderr, flush=True)


def arguments() -> argparse.Namespace:
    """Return what the command line asks for."""
    words = argparse.ArgumentParser(prog="python -m tests.benchmarks", description=__doc__)
    words.add_argument("--only", nargs="+", choices=PARTS, default=PARTS, metavar="PART", help=" ".join(PARTS))
    words.add_argument("--pairs", type=int, default=5)
    words.add_argument("--records", type=int, default=100_000)
    words.add_argument("--operations", type=int, default=120_000)
    words.add_argument("--notes", type=int, default=200_000, help="notes that are searched")
    words.add_argument("--people", type=int, default=large.PEOPLE, help="people of the office whose screens and reports are measured")
    words.add_argument("--sessions", type=int, default=large.SESSIONS, help="its sessions (minutes to fill)")
    words.add_argument("--big", action="store_true", help="also the memory of an import of 1.2 million operations (minutes)")
    words.add_argument("--folder", type=Path, help="where to work (a new folder); needs about 1 GB, 3 GB with --big")
    return words.parse_args()


def run(told: argparse.Namespace, folder: Path) -> list[Figure]:
    """Measure the parts asked for."""
    out: list[Figure] = []
    only = set(told.only)
    prepared = importing.prepare(folder / "attendance", ATTENDANCE, told.records, told.operations)
    office, key = prepared.office, prepared.office.opened.db_key
    if "start" in only:
        out += starting.measure(office.folder, 5, say)
    if "save" in only:
        out += saving.measure(office, _copy(office.folder, folder / "save"), prepared.tables(True), 300, say)
        shutil.rmtree(folder / "save")
    if "seal" in only:
        out.append(sealing.measure(folder, office, told.operations, told.pairs, say))
    if "import" in only:
        out += importing.measure(prepared, ATTENDANCE, told.pairs, say)
    peak: Figure | None = None
    if only & {"memory", "size"}:
        workspace = _copy(office.folder, folder / "imported")
        peak = memory.measure(f"import of {told.operations // 1_000}k operations, peak memory", office, workspace, prepared.bundle)
        out += [peak] if "memory" in only else []
        out += [sizes.measure("store ÷ tables, indexes, search: attendance mix", workspace, key)] if "size" in only else []
        shutil.rmtree(workspace)
    if told.big:
        out += _big(folder, prepared, told.operations, peak)
    shutil.rmtree(prepared.folder)
    if only & {"notes", "size"}:
        prepared = importing.prepare(folder / "notes", NOTES, told.records, told.operations)
        if "notes" in only:
            out += importing.measure(prepared, NOTES, max(told.pairs - 2, 1), say)
        if "size" in only:
            out.append(sizes.measure("store ÷ tables, indexes, search: notes mix", prepared.office.folder, prepared.office.opened.db_key))
        shutil.rmtree(prepared.folder)
    if "concurrent" in only:
        out += importing.measure_concurrent(folder / "concurrent", ATTENDANCE, told.records, told.operations, say)
        shutil.rmtree(folder / "concurrent")
    if "report" in only:
        out += reporting.measure(folder / "report", told.people, told.sessions, say)
        shutil.rmtree(folder / "report")
    if "search" in only:
        out += searching.measure(folder / "search", told.notes, 400, say)
    if "budgets" in only:
        out += budgets.measure(folder / "budgets", say)
        shutil.rmtree(folder / "budgets")
    if "screens" in only:
        out += screens.measure(folder / "screens", say, people=told.people, sessions=told.sessions)
        shutil.rmtree(folder / "screens")
    return out


def _big(folder: Path, prepared: importing.Prepared, operations: int, peak: Figure | None) -> list[Figure]:
    """Return the memory of an import of ten times as many operations, and how much more that is."""
    office, many = prepared.office, operations * 10
    bundle = write_laptop_bundle(office, folder, ATTENDANCE, many, [])
    big = memory.measure(f"import of {many // 1_000}k operations, peak memory", office, _copy(office.folder, folder / "big"), bundle)
    shutil.rmtree(folder / "big")
    if peak is None:
        return [big]
    name = f"peak memory, {many // 1_000}k ÷ {operations // 1_000}k operations"
    return [big, ratio(name, [big.value], [peak.value], allowed=1.1, unit="MB")]


def _copy(workspace: Path, to: Path) -> Path:
    shutil.copytree(workspace, to)
    return to


def main() -> int:
    """Print the table."""
    told = arguments()
    start = time.perf_counter()
    with tempfile.TemporaryDirectory(dir=told.folder, prefix="byla-bench-") as folder:
        figures = run(told, Path(folder))
    print(table(figures))
    say(f"{time.perf_counter() - start:.0f} s")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
