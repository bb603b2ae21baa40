"""Record tables made from declarations: their SQL, and rows in and out."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from caseworker_desktop.kernel import ids
from caseworker_desktop.kernel.clock import time_text
from caseworker_desktop.store.declare import Catalog, Field, Kind
from caseworker_desktop.store.values import plain_of_column

CONFLICT, WAITING, DELETED, REVIVED = 1, 2, 4, 8
#: Columns that every record table has before its declared fields.
SYSTEM = ("id", "op", "clk", "heads", "fl", "created_at", "created_by", "changed_at", "changed_by")
#: The place of the flags among them.
FLAGS = 4
#: What `flagged` asks for to find every record that `disputed` may hold of.
DISPUTES = CONFLICT | REVIVED
_TYPES = {"int": "INT", "bool": "INT", "ref": "BLOB"}


def disputed(fl: int) -> bool:
    """Tell whether a record's flags say that a person must decide: values that differ, unless it stays deleted, or a deletion against an edit."""
    return bool(fl & REVIVED) or (fl & (CONFLICT | DELETED)) == CONFLICT


def quoted(name: str) -> str:
    """Return a column's name as SQL (fields are named `from`, `to`, `on`, `order`)."""
    return f'"{name}"'


def column_type(field: Field) -> str:
    """Return the declared type of a field's column; a protected field keeps the place of its operation."""
    if field.protected:
        return "BLOB"  # no affinity: text when open, a whole number (the operation's place) when boxed
    return "TEXT" if field.shape != "one" else _TYPES.get(field.type, "TEXT")


@dataclass(frozen=True, slots=True)
class Layout:
    """The SQL of one kind's table, written once."""

    kind: Kind
    columns: tuple[str, ...]
    create: str
    indexes: tuple[str, ...]
    insert: str
    select: str
    places: dict[str, int]


def layout(kind: Kind) -> Layout:
    """Return the layout of the kind's table."""
    columns = SYSTEM + tuple(field.name for field in kind.fields)
    declared = ", ".join(f"{quoted(f.name)} {column_type(f)}" for f in kind.fields)
    create = (
        f"CREATE TABLE {kind.table}(id BLOB PRIMARY KEY, op INT NOT NULL, clk INT NOT NULL, heads BLOB, fl INT NOT NULL, created_at INT NOT NULL, "
        f"created_by BLOB, changed_at INT NOT NULL, changed_by BLOB, {declared}) WITHOUT ROWID"
    )
    indexes = [
        f"CREATE INDEX {kind.table}__{f.name} ON {kind.table}({quoted(f.name)}) WHERE {quoted(f.name)} IS NOT NULL"
        for f in kind.fields
        if f.index and f.shape == "one" and not f.protected
    ]
    indexes.append(f"CREATE INDEX {kind.table}__look ON {kind.table}(fl) WHERE fl != 0")
    return Layout(
        kind=kind,
        columns=columns,
        create=create,
        indexes=tuple(indexes),
        insert=f"INSERT OR REPLACE INTO {kind.table} VALUES({', '.join('?' * len(columns))})",
        select=f"SELECT {', '.join(quoted(name) for name in columns)} FROM {kind.table}",  # noqa: S608 -- declared names
        places={name: place for place, name in enumerate(columns)},
    )


def layouts(catalog: Catalog) -> dict[str, Layout]:
    """Return the layouts of all kinds by name."""
    return {kind.name: layout(kind) for kind in catalog.kinds()}


def plain_row(kind: Kind, columns: Iterable[Any]) -> dict[str, Any]:
    """Return the plain values of a table's row (all columns in order): kept fields and declared ones; protected ones are None."""
    values = list(columns)
    id_, _op, _clk, _heads, _fl, created_at, created_by, changed_at, changed_by = values[: len(SYSTEM)]
    out: dict[str, Any] = {
        "id": ids.to_text(id_),
        "created_at": time_text(created_at) if isinstance(created_at, int) else created_at,
        "created_by": ids.to_text(created_by) if created_by else None,
        "changed_at": time_text(changed_at),
        "changed_by": ids.to_text(changed_by) if changed_by else None,
    }
    for field, column in zip(kind.fields, values[len(SYSTEM) :], strict=True):
        out[field.name] = plain_of_column(field, None if field.protected and isinstance(column, int) else column)
    return out


def record_row(kind: Kind, columns: Iterable[Any]) -> Any:
    """Return the kind's frozen row of a table's row; sets are tuples."""
    return kind.make(plain_row(kind, columns))
