"""From a projection to a table's row, and from one creating operation straight to it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import cbor2

from caseworker_desktop.kernel.ids import ID_BYTES, is_uuid
from caseworker_desktop.kernel.operation import ACTOR, AT, CLOCK, FIELDS, MAX_CLOCK, PROTECTED, VALUE
from caseworker_desktop.merge.registers import Projection
from caseworker_desktop.store.declare import Catalog, Field, Kind
from caseworker_desktop.store.tables import CONFLICT, DELETED, REVIVED, WAITING
from caseworker_desktop.store.values import TEXTS, column_of_json, fits, plain_of_wire

Entry = list[Any]
Fields = Mapping[str, Entry]
"""Register → entry."""


def makers(catalog: Catalog) -> dict[str, RowMaker]:
    """Return the row makers of all kinds."""
    return {kind.name: RowMaker(kind) for kind in catalog.kinds()}


class RowMaker:
    """Builds the rows of one kind; what is looked up a million times is prepared once."""

    def __init__(self, kind: Kind) -> None:
        self._kind = kind
        self._single = {f.name: f for f in kind.fields if f.shape == "one" and f.group is None}
        #: Registers of one column, whose value is that column as it stands when it has this type (and, of bytes, an id's length).
        self._exact = {
            f.name: str if f.type in TEXTS else bytes for f in self._single.values() if not f.protected and (f.type in TEXTS or f.type == "ref")
        }
        self._parted = {f.name: f for f in kind.fields if f.shape in ("map", "items", "set")}
        self._whole = {name: field for name, field in self._parted.items() if field.protected}  # a protected map is one register
        self._groups: dict[str, list[Field]] = {}
        for f in kind.fields:
            if f.group is not None:
                self._groups.setdefault(f.group, []).append(f)

    def simple(self, register: str) -> Field | None:
        """Return the field of a register that is one plain column, else None."""
        return self._single.get(register)

    def cells(self, shown: Fields, places: Mapping[str, int] | int) -> dict[str, Any]:
        """Return the declared columns that hold something of what is shown. `places`: of each register's operation, or of the one that all have."""
        out: dict[str, Any] = {}
        many: dict[str, dict[str, Entry]] = {}
        for register, entry in shown.items():
            value, exact = entry[VALUE], self._exact.get(register)
            if exact is type(value) and len(entry) <= PROTECTED and (exact is str or len(value) == ID_BYTES):
                out[register] = value
                continue
            n = places if isinstance(places, int) else places[register]
            if register in self._single:
                told = {register: column(self._single[register], entry, n)}
            elif register in self._groups:
                told = {field.name: _grouped(field, value) for field in self._groups[register]}
            elif register in self._whole:
                told = {register: n if len(entry) > PROTECTED else _whole_map(self._whole[register], value)}
            else:
                stem, slash, element = register.partition("/")
                if slash and stem in self._parted:
                    many.setdefault(stem, {})[element] = entry
                continue
            out.update((name, one) for name, one in told.items() if one is not None)
        for stem, elements in many.items():
            gathered = None if stem in out else column_of_json(_gather(self._parted[stem], elements))
            if gathered is not None:
                out[stem] = gathered
        return out

    def first(self, record: bytes, n: int, item: list[Any]) -> dict[str, Any]:
        """Return the row, columns without a value left out, of a record whose one operation (place `n`, decoded body) names nothing."""
        at, by = kept(item[AT], item[ACTOR], item[FIELDS])
        row = {
            "id": record,
            "op": n,
            "clk": item[CLOCK],
            "fl": 0,
            "created_at": at,
            "created_by": by,
            "changed_at": item[AT],
            "changed_by": item[ACTOR],
        }
        row.update(self.cells(item[FIELDS], n))
        emptied = {register: n for register in sorted(item[FIELDS]) if register in self._single and register not in row}
        if emptied:
            row["heads"] = cbor2.dumps(emptied)
        return row

    def row(self, ops: Projection) -> tuple[Any, ...]:
        """Return the whole row (system columns but the id first) of a projection."""
        shown = {register: op.fields[register] for register, op in ops.shown.items()}
        first = ops.created.n
        cells = self.cells(shown, {register: op.n for register, op in ops.shown.items()})
        heads: dict[str, Any] = {}
        for register, op in sorted(ops.shown.items()):
            many = ops.heads.get(register)
            if many is not None:
                heads[register] = [one.n for one in many]
            elif op.n != first or (register in self._single and register not in cells):
                heads[register] = op.n
        fl = (CONFLICT if ops.conflicts else 0) | (WAITING if ops.waiting else 0) | (DELETED if ops.deleted else 0) | (REVIVED if ops.revived else 0)
        return (
            first,
            ops.changed.clock,
            cbor2.dumps(heads) if heads else None,
            fl,
            *kept(ops.created.at, ops.created.actor, shown),
            ops.changed.at,
            ops.changed.actor,
            *(cells.get(field.name) for field in self._kind.fields),
        )


def kept(at: int, by: bytes | None, shown: Fields) -> tuple[int, bytes | None]:
    """Return created_at and created_by: the creating operation's, or what an administrator who brings old records in has told."""
    told_at, told_by = shown.get("created_at"), shown.get("created_by")
    if told_at is not None and type(told_at[VALUE]) is int and abs(told_at[VALUE]) <= MAX_CLOCK:
        at = told_at[VALUE]
    if told_by is not None and isinstance(told_by[VALUE], bytes) and len(told_by[VALUE]) == ID_BYTES:
        by = told_by[VALUE]
    return at, by


def _grouped(field: Field, value: Any) -> Any:
    """Return the column of one field of a group, whose register holds them all."""
    return column(field, [value.get(field.name) if isinstance(value, dict) else None], 0)


def _whole_map(field: Field, value: Any) -> str | None:
    """Return the column of a protected map whose readers are everybody."""
    return column_of_json(plain_of_wire(field, value)) if field.shape == "map" and isinstance(value, dict) else None


def column(field: Field, entry: Entry, n: int) -> Any:
    """Return the column of one entry: the value when it has the declared type, the operation's place when it is in a box."""
    if len(entry) > PROTECTED:
        return n if field.protected else None
    value = entry[VALUE]
    if value is None or not fits(field, value):
        return None
    if field.protected and field.type in ("bool", "int"):
        return str(int(value))  # a whole number in a protected column is the place of a box
    return int(value) if field.type == "bool" else value


def _gather(field: Field, elements: Mapping[str, Entry]) -> Any:
    """Return the plain value of a set, items or map from its elements' entries; what has another type than declared is left out."""
    if field.shape == "set":
        return [element for element, entry in sorted(elements.items()) if entry[VALUE] is True and (field.type != "ref" or is_uuid(element))]
    if field.shape == "items":
        found = [(element, entry[VALUE]) for element, entry in sorted(elements.items()) if isinstance(entry[VALUE], dict)]
        out = []
        for element, value in found:
            item = {
                key: plain_of_wire(field.part(key) or field, one) for key, one in sorted(value.items()) if isinstance(key, str) and one is not None
            }
            if field.key is not None:
                item[field.key] = element
            out.append(dict(sorted(item.items())))
        return out if field.key is not None else sorted(out, key=repr)
    return {
        element: plain_of_wire(field.part(element) or field, entry[VALUE])
        for element, entry in sorted(elements.items())
        if entry[VALUE] is not None and fits(field.part(element) or field, entry[VALUE])
    }
