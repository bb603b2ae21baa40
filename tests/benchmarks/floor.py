"""The floor: the same rows as JSON lines, upserted into the same tables on the same SQLCipher by the least code that can; no log, no merge."""

from __future__ import annotations

import json
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from caseworker_desktop.store import engine
from caseworker_desktop.store.declare import Catalog
from caseworker_desktop.store.reading import Reading
from caseworker_desktop.store.tables import Layout, layouts, quoted

BATCH = 1_000


def connect(path: Path, key: bytes) -> Any:
    """Open a database as the program does, page size, journal and cache alike."""
    return engine._connect(path, key)


def make_tables(path: Path, key: bytes, source: Path, catalog: Catalog, *, indexes: bool) -> None:
    """Make a database that holds the record tables of the workspace database `source` and nothing else."""
    raw = connect(path, key)
    raw.execute(f"ATTACH DATABASE ? AS source KEY \"x'{key.hex()}'\"", (str(source),))
    raw.execute("BEGIN IMMEDIATE")
    for one in layouts(catalog).values():
        raw.execute(one.create)
        for index in one.indexes if indexes else ():
            raw.execute(index)
        raw.execute(f"INSERT INTO main.{one.kind.table} SELECT * FROM source.{one.kind.table} ORDER BY id")
    raw.execute("COMMIT")
    raw.execute("DETACH DATABASE source")
    raw.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    raw.close()


def write_lines(reading: Reading, after: int, path: Path) -> int:
    """Write a JSON line for each operation that arrived after number `after`: the whole row of its record. Return how many."""
    kinds = layouts(reading.catalog)
    rows: dict[bytes, tuple[str, tuple[Any, ...]]] = {}
    records = [rec for _, rec in sorted((a, rec) for a, rec, _, _, _ in reading.log.arrivals() if a > after)]
    wanted = set(records)
    for name, one in kinds.items():
        for row in reading.connection.exec_driver_sql(f"SELECT * FROM {one.kind.table}"):
            if row[0] in wanted:
                rows[row[0]] = name, tuple(row)
    with path.open("w", encoding="utf-8") as file:
        for rec in records:
            name, row = rows[rec]
            told = {
                column: value.hex() if isinstance(value, bytes) else value for column, value in zip(kinds[name].columns, row) if value is not None
            }
            file.write(json.dumps({"record": name} | told, ensure_ascii=False) + "\n")
    return len(records)


class Upsert:
    """What is prepared once a table: the statement, the columns, and which of them hold bytes."""

    def __init__(self, layout: Layout) -> None:
        told = ", ".join(f"{quoted(name)} = excluded.{quoted(name)}" for name in layout.columns[1:])
        marks = ", ".join("?" * len(layout.columns))
        self.columns = layout.columns
        self.sql = f"INSERT INTO {layout.kind.table} VALUES({marks}) ON CONFLICT(id) DO UPDATE SET {told}"
        blobs = {"id", "heads", "created_by", "changed_by"} | {f.name for f in layout.kind.fields if f.type == "ref" and f.shape == "one"}
        self.blobs = tuple(name for name in layout.columns if name in blobs)

    def row(self, told: dict[str, Any]) -> list[Any]:
        """Return a line's columns."""
        for name in self.blobs:
            value = told.get(name)
            if value is not None:
                told[name] = bytes.fromhex(value)
        return [told.get(name) for name in self.columns]


def upsert(path: Path, key: bytes, lines: Path, catalog: Catalog) -> float:
    """Load the lines in one durable transaction; return the seconds it took."""
    kinds = {name: Upsert(one) for name, one in layouts(catalog).items()}
    raw = connect(path, key)
    raw.execute("SELECT count(*) FROM sqlite_master").fetchone()
    start = time.perf_counter()
    raw.execute("BEGIN IMMEDIATE")
    with lines.open(encoding="utf-8") as file:
        for batch in _batches(file):
            by_kind: dict[str, list[list[Any]]] = {}
            for line in batch:
                told = json.loads(line)
                by_kind.setdefault(told["record"], []).append(kinds[told["record"]].row(told))
            for name, rows in by_kind.items():
                raw.executemany(kinds[name].sql, rows)
    raw.execute("COMMIT")
    took = time.perf_counter() - start
    raw.close()
    return took


def _batches(file: Iterator[str]) -> Iterator[list[str]]:
    batch: list[str] = []
    for line in file:
        batch.append(line)
        if len(batch) == BATCH:
            yield batch
            batch = []
    if batch:
        yield batch


__all__ = ["connect", "make_tables", "upsert", "write_lines"]
