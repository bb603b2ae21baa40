"""Import of a laptop's bundle into an office of many records ÷ raw upsert of the same rows; the same bundle again."""

from __future__ import annotations

import shutil
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from caseworker_desktop.kernel.progress import Silent
from caseworker_desktop.store.engine import DATABASE
from caseworker_desktop.usecases.receiving import Imported
from tests.benchmarks import floor
from tests.benchmarks.figures import Figure, ratio
from tests.benchmarks.operations import Mix
from tests.benchmarks.workspaces import Office, make_office, open_desk, parts, store_of, write_laptop_bundle

Say = Callable[[str], None]
#: An import may take so many times its floor, also when every edit conflicts; and again, this part of the first.
IMPORT, CONCURRENT, AGAIN = 2.5, 4.0, 0.1


@dataclass(frozen=True, slots=True)
class Prepared:
    """An office, a bundle for it, and the floor's lines and tables; everything is copied before it is measured."""

    folder: Path
    office: Office
    bundle: Path
    operations: int
    lines: Path

    def tables(self, indexes: bool) -> Path:
        """The floor's database."""
        return self.folder / f"tables-{'indexed' if indexes else 'bare'}.db"


def prepare(folder: Path, mix: Mix, records: int, operations: int, *, concurrent: bool = False) -> Prepared:
    """Make office, bundle and floor. `concurrent`: every correction is of a record that bears a correction already which its writer had not seen."""
    corrections = operations * mix.corrections // 100 + mix.corrections
    folder.mkdir()
    office, made = make_office(folder / "office", mix, records, corrected=min(corrections, records // 2) if concurrent else 0)
    earlier = made if concurrent else made[: corrections // 2 + 1]
    bundle = write_laptop_bundle(office, folder, mix, operations, earlier, of_earlier=1.0 if concurrent else 0.5)
    prepared = Prepared(folder, office, bundle, operations, folder / "lines.jsonl")
    with _copied(prepared) as copy:
        desk = open_desk(copy.path, office.opened)
        with store_of(desk).reading() as reading:
            after = reading.log.next_arrival() - 1
        desk.receiving.import_file(bundle, Silent())
        with store_of(desk).reading() as reading:
            written = floor.write_lines(reading, after, prepared.lines)
        desk.close()
    if written != operations:
        raise AssertionError(f"{written} lines of {operations}")
    for indexes in (True, False):
        floor.make_tables(prepared.tables(indexes), office.opened.db_key, office.folder / DATABASE, parts().catalog, indexes=indexes)
    return prepared


class _copied:  # noqa: N801 -- reads as a word in `with`
    """A copy of the office that is removed afterwards."""

    def __init__(self, prepared: Prepared) -> None:
        self.path = prepared.folder / "copy"
        self._office = prepared.office

    def __enter__(self) -> _copied:
        shutil.copytree(self._office.folder, self.path)
        return self

    def __exit__(self, *_: object) -> None:
        shutil.rmtree(self.path)


def import_once(prepared: Prepared, *, again: bool = False) -> tuple[float, float, float, Imported]:
    """Return the seconds of one import into a fresh copy, of repeating it in another file and in the same one (`again`), and what it brought."""
    with _copied(prepared) as copy:
        desk = open_desk(copy.path, prepared.office.opened)
        start = time.perf_counter()
        done = desk.receiving.import_file(prepared.bundle, Silent())
        took, repeated, same = time.perf_counter() - start, 0.0, 0.0
        if again:  # the same operations in a file that was not seen: a laptop that got no acknowledgement sends them again
            with store_of(desk).unit() as unit:
                unit.connection.exec_driver_sql("DELETE FROM bundle")
            start = time.perf_counter()
            second = desk.receiving.import_file(prepared.bundle, Silent())
            repeated = time.perf_counter() - start
            start = time.perf_counter()
            third = desk.receiving.import_file(prepared.bundle, Silent())  # its digest is known
            same = time.perf_counter() - start
            if (second.known, third.known) != (prepared.operations, prepared.operations):
                raise AssertionError("a repeated import brought something")
        desk.close()
    if done.accepted != prepared.operations or done.parked:
        raise AssertionError("an import for a benchmark is refused")
    return took, repeated, same, done


def floor_once(prepared: Prepared, *, indexes: bool) -> float:
    """Return the seconds of one raw upsert into a fresh copy of the tables."""
    copy = prepared.folder / "floor.db"
    shutil.copy(prepared.tables(indexes), copy)
    try:
        return floor.upsert(copy, prepared.office.opened.db_key, prepared.lines, parts().catalog)
    finally:
        for path in prepared.folder.glob("floor.db*"):
            path.unlink()


def measure(prepared: Prepared, mix: Mix, pairs: int, say: Say) -> list[Figure]:
    """Return the ratios of so many interleaved pairs."""
    imports, indexed, bare, repeated, same = [], [], [], [], []
    for at in range(pairs):
        indexed.append(floor_once(prepared, indexes=True))
        took, again, once_more, _ = import_once(prepared, again=True)
        bare.append(floor_once(prepared, indexes=False))
        imports.append(took)
        repeated.append(again)
        same.append(once_more)
        say(f"  {mix.name} {at + 1}/{pairs}: import {took:.2f} s, floor {indexed[-1]:.2f} s (no indexes {bare[-1]:.2f} s), again {again:.2f} s")
    return [
        ratio(f"import, {mix.name} mix ÷ upsert", imports, indexed, allowed=IMPORT),
        ratio(f"import, {mix.name} mix ÷ upsert, no indexes", imports, bare),
        ratio(f"import again in another file, {mix.name} mix ÷ import", repeated, imports, allowed=AGAIN),
        ratio(f"the same file again, {mix.name} mix ÷ import", same, imports, allowed=AGAIN),
    ]


def measure_concurrent(folder: Path, mix: Mix, records: int, operations: int, say: Say) -> list[Figure]:
    """Return the ratio when every correction meets another that its writer had not seen (n=1)."""
    prepared = prepare(folder, mix, records, operations, concurrent=True)
    base = floor_once(prepared, indexes=True)
    took, _, _, done = import_once(prepared)
    say(f"  all corrections concurrent: import {took:.2f} s, floor {base:.2f} s, {done.conflicts} conflicts")
    return [ratio(f"import, {mix.name} mix, all corrections concurrent", [took], [base], allowed=CONCURRENT)]
