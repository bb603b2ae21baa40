"""Writes the record tables and the search index beside them; called by `apply` alone, inside its unit.

Bytes are handed to the driver as bytearray: it knows no short way for bytes and looks for an adapter each time (a tenth of the time).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, NamedTuple

from sqlalchemy import Connection

from caseworker_desktop.store.declare import Catalog
from caseworker_desktop.store.log import asked, marks
from caseworker_desktop.store.search import SearchIndex
from caseworker_desktop.store.tables import DELETED, Layout, layouts, quoted


class State(NamedTuple):
    """What the fast path must know of a row: its operation, greatest clock, differing heads, flags, and some declared columns by name."""

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

    def insert(self, kind: str, rows: Sequence[tuple[Any, ...]]) -> None:
        """Write whole rows (columns in the layout's order), replacing those of the same id."""
        one = self._layouts[kind]
        named = [dict(zip(one.columns, row, strict=True)) for row in rows]
        self._write(kind, "INSERT OR REPLACE", [{name: value for name, value in row.items() if value is not None} for row in named])
        if self._search.covers(kind):
            for row in named:
                self._search.put(kind, row["id"], None if row["fl"] & DELETED else row)

    def add(self, kind: str, rows: Sequence[Mapping[str, Any]]) -> None:
        """Write the rows (columns by name, those without a value left out) of records that were never here."""
        self._write(kind, "INSERT", rows)
        if self._search.covers(kind):
            self._search.add(kind, rows)

    def _write(self, kind: str, verb: str, rows: Sequence[Mapping[str, Any]]) -> None:
        """Write rows, those that fill the same columns together: the driver takes longer over a NULL than over a text."""
        shapes: dict[tuple[str, ...], list[list[Any]]] = {}
        for row in rows:
            shapes.setdefault(tuple(row), []).append([bytearray(value) if type(value) is bytes else value for value in row.values()])
        for names, values in shapes.items():
            told, marks = ", ".join(map(quoted, names)), ",".join("?" * len(names))
            self._raw.executemany(f"{verb} INTO k_{kind}({told}) VALUES({marks})", values)

    def states(self, kind: str, records: Sequence[bytes], columns: Sequence[str] = ()) -> dict[bytes, State]:
        """Return the rows' states by record, with the declared columns asked for."""
        told = "".join(f", {quoted(name)}" for name in columns)
        out: dict[bytes, State] = {}
        for part in asked(records):
            sql = f"SELECT id, op, clk, heads, fl{told} FROM k_{kind} WHERE id IN ({marks(part)})"  # noqa: S608 -- declared names and marks
            for id_, op, clk, heads, fl, *values in self._raw.execute(sql, part):
                out[id_] = State(op, clk, heads, fl, dict(zip(columns, values, strict=True)))
        return out

    def update(self, kind: str, columns: tuple[str, ...], rows: Iterable[tuple[Any, ...]]) -> None:
        """Change columns of rows; each of `rows` is (clk, heads, changed_at, changed_by, values of `columns` …, id)."""
        told = "".join(f", {quoted(name)} = ?" for name in columns)
        values = [[bytearray(value) if type(value) is bytes else value for value in row] for row in rows]
        self._raw.executemany(f"UPDATE k_{kind} SET clk = ?, heads = ?, changed_at = ?, changed_by = ?{told} WHERE id = ?", values)  # noqa: S608 -- declared names

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

    def searched(self, kind: str) -> frozenset[str]:
        """Return the fields by which records of the kind are found or sorted."""
        return self._search.fields(kind)

    def layout(self, kind: str) -> Layout:
        """Return a kind's layout."""
        return self._layouts[kind]
