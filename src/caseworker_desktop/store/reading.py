"""A read snapshot: frozen rows and plain values out, never a live database row."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from sqlalchemy import Connection

from caseworker_desktop.kernel import ids
from caseworker_desktop.store.blocks import Packer
from caseworker_desktop.store.declare import Catalog
from caseworker_desktop.store.local import Local
from caseworker_desktop.store.log import Log
from caseworker_desktop.store.tables import DELETED, layouts, plain_row, quoted, record_row
from caseworker_desktop.store.values import column_of_plain


class Reading:
    """Reads through one connection; views write their own SQL on `connection`."""

    def __init__(self, connection: Connection, catalog: Catalog, packer: Packer) -> None:
        self.connection = connection
        self.catalog = catalog
        self.log = Log(connection, packer)
        self.local = Local(connection)
        self._layouts = catalog.once(layouts)
        # Rows by id are asked for many times in one save: the driver's own connection answers in a fifth of the time.
        self._raw: Any = connection.connection.driver_connection

    def columns(self, kind: str, id_: str) -> tuple[Any, ...] | None:
        """Return a record's columns in the layout's order, deleted or not, or None."""
        layout = self._layouts[kind]
        found: tuple[Any, ...] | None = self._raw.execute(layout.select + " WHERE id = ?", (ids.to_bytes(id_),)).fetchone()
        return found

    def row(self, kind: str, id_: str) -> Any | None:
        """Return a live record as its kind's frozen row, or None. Protected values are None."""
        columns = self.columns(kind, id_)
        if columns is None or columns[4] & DELETED:
            return None
        return record_row(self._layouts[kind].kind, columns)

    def plain(self, kind: str, id_: str) -> dict[str, Any] | None:
        """Return a live record's plain values, or None. Protected values are None."""
        columns = self.columns(kind, id_)
        if columns is None or columns[4] & DELETED:
            return None
        return plain_row(self._layouts[kind].kind, columns)

    def plain_of(self, kind: str, columns: Sequence[Any]) -> dict[str, Any]:
        """Return the plain values of a record's columns."""
        return plain_row(self._layouts[kind].kind, columns)

    def rows(self, kind: str, **equal: Any) -> list[Any]:
        """Return the live records whose columns equal the plain values given, as frozen rows ordered by id."""
        return [record_row(self._layouts[kind].kind, columns) for columns in self._where(kind, equal)]

    def plains(self, kind: str, **equal: Any) -> list[dict[str, Any]]:
        """Return the live records whose columns equal the plain values given, as plain values ordered by id."""
        return [plain_row(self._layouts[kind].kind, columns) for columns in self._where(kind, equal)]

    def _where(self, kind: str, equal: dict[str, Any]) -> Sequence[tuple[Any, ...]]:
        layout = self._layouts[kind]
        clauses, values = [f"(fl & {DELETED}) = 0"], []
        for name, value in equal.items():
            field = layout.kind.field(name)
            if field is None:
                raise KeyError(name)
            if value is None:
                clauses.append(f"{quoted(name)} IS NULL")
            else:
                clauses.append(f"{quoted(name)} = ?")
                values.append(column_of_plain(field, value))
        found: list[tuple[Any, ...]] = self._raw.execute(layout.select + " WHERE " + " AND ".join(clauses) + " ORDER BY id", values).fetchall()
        return found

    def every(self, kind: str) -> Iterator[tuple[Any, ...]]:
        """Yield the columns of every live record of a kind, by id."""
        layout = self._layouts[kind]
        yield from self._raw.execute(layout.select + f" WHERE (fl & {DELETED}) = 0 ORDER BY id")

    def flagged(self, bits: int) -> list[tuple[str, str, int]]:
        """Return (kind, id, flags) of the records with one of the flag bits, by kind and id."""
        out = []
        for name, layout in sorted(self._layouts.items()):
            # Without ORDER BY: to have them in order the planner would read the whole table in the place of the few of the index.
            sql = f"SELECT id, fl FROM {layout.kind.table} WHERE fl != 0 AND fl & {int(bits)}"  # noqa: S608 -- a declared name
            out += [(name, ids.to_text(id_), fl) for id_, fl in sorted(self._raw.execute(sql))]
        return out
