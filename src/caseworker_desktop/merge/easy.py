"""The two easy cases that go straight to a table's row: a record's creation, and an edit that replaces each register's sole head."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import cbor2

from caseworker_desktop.kernel.operation import ACTOR, AT, CLOCK, FIELDS, KIND, PROTECTED, REPLACES
from caseworker_desktop.merge.registers import DELETED_REGISTER
from caseworker_desktop.merge.rows import RowMaker, column
from caseworker_desktop.store.log import Known
from caseworker_desktop.store.recordtable import RecordTables, State

Told = tuple[Known, list[Any]]
"""An operation as the log knows it, and its decoded body."""


def creates(item: list[Any]) -> bool:
    """Tell whether a record's first operation can be its row as it is: it names nothing and deletes nothing."""
    if DELETED_REGISTER in item[FIELDS]:
        return False
    return not any(entry[REPLACES] for entry in item[FIELDS].values() if len(entry) > 1)


class EasyRows:
    """Writes the easy cases of one batch."""

    def __init__(self, tables: RecordTables, makers: Mapping[str, RowMaker]) -> None:
        self._tables, self._makers = tables, makers

    def create(self, created: Mapping[bytes, Told]) -> None:
        """Insert the rows of records with one operation."""
        by_kind: dict[str, list[dict[str, Any]]] = {}
        for rec, (known, item) in created.items():
            by_kind.setdefault(item[KIND], []).append(self._makers[item[KIND]].first(rec, known.n, item))
        for kind, rows in by_kind.items():
            self._tables.add(kind, rows)

    def edit(self, edits: Mapping[bytes, Told], have: Mapping[bytes, Sequence[Known]]) -> set[bytes]:
        """Update the rows that take their edit; return the records that do not. `have`: all operations of each record."""
        slow: set[bytes] = set()
        by_kind: dict[str, list[bytes]] = {}
        for rec, (_, item) in edits.items():
            by_kind.setdefault(item[KIND], []).append(rec)
        for kind, records in by_kind.items():
            touched = {register for rec in records for register in edits[rec][1][FIELDS] if self._makers[kind].simple(register) is not None}
            searched = self._tables.searched(kind)
            states = self._tables.states(kind, records, sorted(touched))
            grouped: dict[tuple[str, ...], list[tuple[Any, ...]]] = {}
            for rec in records:
                known, item = edits[rec]
                state = states.get(rec)
                taken = None if state is None else self._edited(state, known, item, have[rec], searched)
                if taken is None:
                    slow.add(rec)
                    continue
                heads, changes = taken
                grouped.setdefault(tuple(changes), []).append((item[CLOCK], heads, item[AT], item[ACTOR], *changes.values(), rec))
            for columns, rows in grouped.items():
                self._tables.update(kind, columns, rows)
        return slow

    def _edited(
        self, row: State, known: Known, item: list[Any], ops: Sequence[Known], searched: frozenset[str]
    ) -> tuple[bytes, dict[str, Any]] | None:
        """Return the row's new heads and columns when the operation is later, writes plain columns, and names each register's sole head (or
        nothing, where nothing was ever written: its column is empty and `heads` does not tell who emptied it)."""
        if row.fl or item[CLOCK] <= row.clk:
            return None
        maker = self._makers[item[KIND]]
        ids = {one.n: one.id for one in ops}
        heads: dict[str, Any] = cbor2.loads(row.heads) if row.heads else {}
        changes: dict[str, Any] = {}
        for register, entry in item[FIELDS].items():
            simple = maker.simple(register)
            if simple is None or simple.protected or register in searched or len(entry) > PROTECTED:
                return None
            names = entry[REPLACES] if len(entry) > 1 else []
            head = heads.get(register, row.op if row.values[register] is not None else None)
            if isinstance(head, list) or names != ([] if head is None else [ids.get(head)]):
                return None
            heads[register] = known.n
            changes[register] = column(simple, entry, known.n)
        return cbor2.dumps(dict(sorted(heads.items()))), changes
