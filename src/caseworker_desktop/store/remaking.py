"""Makes record tables anew after their declarations changed: only those of kinds that changed, and a list of the records to project again.

The list lies in the database until it is worked off: a program that ends or is stopped meanwhile goes on with it. Until then nothing says what
the tables are made from, so that any other program, older ones too, makes all of them anew instead of trusting them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from hashlib import sha256
from typing import Any

from caseworker_desktop.store.declare import PROJECTION, Catalog
from caseworker_desktop.store.search import SearchIndex
from caseworker_desktop.store.tables import Layout, layouts, quoted
from caseworker_desktop.store.unit import Unit

#: The settings that tell what the tables were made from, and from what they are being made.
DECLARED, REMAKING = "catalog", "remaking"
RESTATE = "restate"
_LEFT = "remaking"

KindOf = Callable[[bytes], str | None]
"""A body or stub → the kind it is of, None when it tells none."""


def declared(catalog: Catalog) -> dict[str, Any]:
    """Return what record tables are made from, to be kept beside them and compared: how rows are projected, which kinds only an office writes,
    and of each kind a digest of what its rows depend on and one of its indexes."""
    return {
        "projection": PROJECTION,
        "office": sorted(kind.name for kind in catalog.kinds() if kind.office),
        "kinds": {name: [_digest([one.create, *_rows_of(one)]), _digest(one.indexes)] for name, one in catalog.once(layouts).items()},
    }


def _rows_of(one: Layout) -> Iterable[str]:
    kind = one.kind
    yield f"{kind.version} {kind.sorting or kind.title}"
    for field in kind.fields:
        yield f"{field.name} {field.type} {field.shape} {field.group} {field.protected} {field.search}"
        for part in field.parts:
            yield f"{part.name} {part.type} {part.shape}"


def _digest(told: Iterable[str]) -> str:
    return sha256("\n".join(told).encode()).hexdigest()[:32]


class Remaking:
    """One database between two declarations, within a unit."""

    def __init__(self, unit: Unit, catalog: Catalog) -> None:
        self._unit, self._catalog, self._declared = unit, catalog, catalog.once(declared)
        self._raw: Any = unit.connection.connection.driver_connection

    def begin(self, kind_of: KindOf, step: Callable[[int], object]) -> bool:
        """Make the tables and the list of records; tell whether operations must be judged again first. What was begun is gone on with.

        `kind_of` tells the kind of a body when the log has to be looked through for kinds that were not known; `step` is told how far that is.
        """
        local = self._unit.local
        begun, before = local.setting(REMAKING), local.setting(DECLARED)
        if before is None and begun is not None and begun["for"] == self._declared:
            return bool(begun[RESTATE])
        if isinstance(before, dict) and before["projection"] == self._declared["projection"]:
            restate = bool(before["office"] != self._declared["office"])
            self._some(before["kinds"], kind_of, step)
        else:  # of a program that kept no such account, or begun for declarations of another program
            restate = True
            self._all()
        local.set(REMAKING, {"for": self._declared, RESTATE: restate})
        self._raw.execute("DELETE FROM setting WHERE name = ?", (DECLARED,))
        return restate

    def judged(self, records: Iterable[bytes]) -> None:
        """Operations were judged again: these records count otherwise now."""
        self._add(records)
        self._unit.local.set(REMAKING, {"for": self._declared, RESTATE: False})

    def left(self) -> int:
        """Return how many records are to be projected."""
        return int(self._raw.execute(f"SELECT count(*) FROM {_LEFT}").fetchone()[0])  # noqa: S608 -- a name of this file

    def next(self, count: int) -> list[bytes]:
        """Take the next records off the list."""
        records = [bytes(one) for (one,) in self._raw.execute(f"SELECT id FROM {_LEFT} ORDER BY id LIMIT ?", (count,))]  # noqa: S608 -- the same
        if records:
            self._raw.execute(f"DELETE FROM {_LEFT} WHERE id <= ?", (bytearray(records[-1]),))  # noqa: S608 -- the same
        return records

    def end(self) -> None:
        """Everything is projected: the tables fit the declarations."""
        self._raw.execute(f"DROP TABLE {_LEFT}")
        self._raw.execute("DELETE FROM setting WHERE name = ?", (REMAKING,))
        self._unit.local.set(DECLARED, self._declared)

    def _all(self) -> None:
        self._unit.tables.remake()
        self._make_list()
        self._raw.execute(f"INSERT INTO {_LEFT} SELECT DISTINCT rec FROM op")  # noqa: S608 -- the same

    def _some(self, before: dict[str, list[str]], kind_of: KindOf, step: Callable[[int], object]) -> None:
        now = self._declared["kinds"]
        search, told = SearchIndex(self._unit.connection, self._catalog), self._catalog.once(layouts)
        here = self._tables()
        self._make_list()
        for name in before:
            if name not in now or before[name][0] != now[name][0]:
                if f"k_{name}" in here:
                    if name in now:
                        self._raw.execute(f"INSERT OR IGNORE INTO {_LEFT} SELECT id FROM {quoted(f'k_{name}')}")  # noqa: S608 -- a declared name
                    self._raw.execute(f"DROP TABLE {quoted(f'k_{name}')}")
                search.forget(name)
            elif before[name] != now[name]:
                self._index(told[name].kind.table, told[name].indexes)
        self._unit.tables.make()
        unknown = now.keys() - before.keys()
        if unknown:
            self._add(self._of_kinds(unknown, kind_of, step))

    def _of_kinds(self, kinds: Iterable[str], kind_of: KindOf, step: Callable[[int], object]) -> Iterable[bytes]:
        """Yield the records of which an operation is of one of the kinds."""
        wanted, hits = frozenset(kinds), set[int]()
        for a, body in self._unit.log.scan():
            if kind_of(body) in wanted:
                hits.add(a)
            if a % 1000 == 0:
                step(a)
        return [rec for a, rec, _, _, _ in self._unit.log.each() if a in hits] if hits else []

    def _index(self, table: str, indexes: Iterable[str]) -> None:
        """Make a table's indexes as declared; its rows stay."""
        wanted = {sql.split()[2]: sql for sql in indexes}
        sql = "SELECT name FROM sqlite_master WHERE type = 'index' AND tbl_name = ? AND sql IS NOT NULL"
        here = {name for (name,) in self._raw.execute(sql, (table,)).fetchall()}
        for name in sorted(here - wanted.keys()):
            self._raw.execute(f"DROP INDEX {quoted(name)}")
        for name in sorted(wanted.keys() - here):
            self._raw.execute(wanted[name])

    def _add(self, records: Iterable[bytes]) -> None:
        self._raw.executemany(f"INSERT OR IGNORE INTO {_LEFT} VALUES(?)", [(bytearray(one),) for one in records])

    def _make_list(self) -> None:
        self._raw.execute(f"DROP TABLE IF EXISTS {_LEFT}")
        self._raw.execute(f"CREATE TABLE {_LEFT}(id BLOB PRIMARY KEY) WITHOUT ROWID")

    def _tables(self) -> set[str]:
        return {str(name) for (name,) in self._raw.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
