"""Writes the record tables and the search index beside them; called by `apply` alone, inside its unit."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection

from caseworker_desktop.store.declare import Catalog
from caseworker_desktop.store.search import SearchIndex
from caseworker_desktop.store.tables import DELETED, Layout, layouts, quoted


@dataclass(frozen=True, slots=True)
class State:
    """What the fast path must know of a row: its operation, greatest clock, differing heads, flags, and the declared columns by name."""

    op: int
    clk: int
    heads: bytes | None
    fl: int
    values: dict[str, Any]


class RecordTables:
    """The record tables through one connection."""

    def __init__(self, connection: Connection, catalog: Catalog) -> None:
        self._raw: Any = connection.connection.driver_connection
        self._layouts = catalog.once(layouts)
        self._search = SearchIndex(connection, catalog)

    def make(self) -> None:
        """Make the tables and indexes that are missing."""
        have = {name for (name,) in self._raw.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
        for one in self._layouts.values():
            if one.kind.table not in have:
                self._raw.execute(one.create)
                for index in one.indexes:
                    self._raw.execute(index)

    def remake(self) -> None:
        """Drop every record table (also of kinds no longer known) and make them as declared now; rows come back by a rebuild."""
        for (name,) in self._raw.execute("SELECT name FROM sqlite_master WHERE type = 'table' AND name LIKE 'k\\_%' ESCAPE '\\'").fetchall():
            self._raw.execute(f"DROP TABLE {quoted(name)}")
        self._search.clear()
        self.make()

    def clear(self) -> None:
        """Remove every row and the search index."""
        for one in self._layouts.values():
            self._raw.execute(f"DELETE FROM {one.kind.table}")  # noqa: S608 -- a declared name
        self._search.clear()

    def insert(self, kind: str, rows: Sequence[tuple[Any, ...]], *, new: bool = False) -> None:
        """Write whole rows (columns in the layout's order), replacing those of the same id. `new`: no such records were ever here."""
        one = self._layouts[kind]
        self._raw.executemany(one.insert, rows)
        if not self._search.covers(kind):
            return
        if new:
            self._search.add(kind, [(row[0], dict(zip(one.columns, row, strict=True))) for row in rows])
            return
        place = one.places["fl"]
        for row in rows:
            self._search.put(kind, row[0], None if row[place] & DELETED else dict(zip(one.columns, row, strict=True)))

    def states(self, kind: str, records: Sequence[bytes]) -> dict[bytes, State]:
        """Return the rows' states by record."""
        one = self._layouts[kind]
        out: dict[bytes, State] = {}
        for start in range(0, len(records), 900):
            part = records[start : start + 900]
            sql = f"SELECT * FROM {one.kind.table} WHERE id IN ({','.join('?' * len(part))})"  # noqa: S608 -- a declared name and marks
            for row in self._raw.execute(sql, tuple(part)):
                out[row[0]] = State(row[1], row[2], row[3], row[4], dict(zip(one.columns, row, strict=True)))
        return out

    def flags(self, kind: str, records: Sequence[bytes]) -> list[tuple[bytes, int]]:
        """Return (record, flags) of those of the records that bear any flag."""
        table = self._layouts[kind].kind.table
        out: list[tuple[bytes, int]] = []
        for start in range(0, len(records), 900):
            part = records[start : start + 900]
            sql = f"SELECT id, fl FROM {table} WHERE fl != 0 AND id IN ({','.join('?' * len(part))})"  # noqa: S608 -- a declared name and marks
            out += self._raw.execute(sql, tuple(part)).fetchall()
        return out

    def update(self, kind: str, columns: tuple[str, ...], rows: Iterable[tuple[Any, ...]]) -> None:
        """Change columns of rows; each of `rows` is (clk, heads, changed_at, changed_by, values of `columns` …, id)."""
        told = "".join(f", {quoted(name)} = ?" for name in columns)
        self._raw.executemany(f"UPDATE k_{kind} SET clk = ?, heads = ?, changed_at = ?, changed_by = ?{told} WHERE id = ?", rows)  # noqa: S608 -- declared names

    def delete(self, kind: str, record: bytes) -> None:
        """Remove a record's row and its search entries."""
        self._raw.execute(f"DELETE FROM k_{kind} WHERE id = ?", (record,))  # noqa: S608 -- a declared name
        if self._search.covers(kind):
            self._search.put(kind, record, None)

    def forget(self, record: bytes, but: str | None = None) -> None:
        """Remove a record's row from every table (but one), when nothing here tells its kind or it changed."""
        for name in self._layouts:
            if name != but:
                self.delete(name, record)

    def layout(self, kind: str) -> Layout:
        """Return a kind's layout."""
        return self._layouts[kind]
