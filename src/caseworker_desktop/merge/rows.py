"""From a projection to a table's row, and from one creating operation straight to it."""

from __future__ import annotations

from typing import Any

import cbor2

from caseworker_desktop.kernel.ids import ID_BYTES, is_uuid
from caseworker_desktop.kernel.operation import MAX_CLOCK, PROTECTED, VALUE
from caseworker_desktop.merge.registers import Op, Projection
from caseworker_desktop.store.declare import Field, Kind
from caseworker_desktop.store.tables import CONFLICT, DELETED, REVIVED, WAITING
from caseworker_desktop.store.values import column_of_json, fits, plain_of_wire

Shown = dict[str, tuple[list[Any], int]]
"""Register → (entry, place of the operation)."""


class RowMaker:
    """Builds the rows of one kind; what is looked up a million times is prepared once."""

    def __init__(self, kind: Kind) -> None:
        self._kind = kind
        self._single = {f.name: (place, f) for place, f in enumerate(kind.fields) if f.shape == "one" and f.group is None}
        self._parted = {f.name: (place, f) for place, f in enumerate(kind.fields) if f.shape in ("map", "items", "set")}
        self._whole = {name: told for name, told in self._parted.items() if told[1].protected}  # a protected map is one register
        self._groups: dict[str, list[tuple[int, Field]]] = {}
        for place, f in enumerate(kind.fields):
            if f.group is not None:
                self._groups.setdefault(f.group, []).append((place, f))
        self._width = len(kind.fields)

    def simple(self, register: str) -> tuple[int, Field] | None:
        """Return (place among the fields, field) of a register that is one plain column, else None."""
        return self._single.get(register)

    def columns(self, shown: Shown) -> list[Any]:
        """Return the declared columns of what is shown."""
        out: list[Any] = [None] * self._width
        many: dict[str, dict[str, tuple[list[Any], int]]] = {}
        for register, (entry, n) in shown.items():
            single = self._single.get(register)
            if single is not None:
                out[single[0]] = column(single[1], entry, n)
                continue
            if register in self._groups:
                self._group(out, register, entry)
            elif register in self._whole:
                place, field = self._whole[register]
                out[place] = n if len(entry) > PROTECTED else _whole_map(field, entry[VALUE])
            else:
                stem, slash, element = register.partition("/")
                if slash and stem in self._parted:
                    many.setdefault(stem, {})[element] = entry, n
        for stem, elements in many.items():
            place, field = self._parted[stem]
            if out[place] is None:
                out[place] = column_of_json(_gather(field, elements))
        return out

    def _group(self, out: list[Any], register: str, entry: list[Any]) -> None:
        value = entry[VALUE]
        for place, field in self._groups[register]:
            wire = value.get(field.name) if isinstance(value, dict) else None
            out[place] = column(field, [wire], 0)

    def row(self, ops: Projection) -> tuple[Any, ...]:
        """Return the whole row (system columns first) of a projection."""
        shown: Shown = {register: (op.fields[register], op.n) for register, op in ops.shown.items()}
        first = ops.created.n
        heads: dict[str, Any] = {}
        for register, op in sorted(ops.shown.items()):
            many = ops.heads.get(register)
            if many is not None:
                heads[register] = [one.n for one in many]
            elif op.n != first:
                heads[register] = op.n
        fl = (CONFLICT if ops.conflicts else 0) | (WAITING if ops.waiting else 0) | (DELETED if ops.deleted else 0) | (REVIVED if ops.revived else 0)
        return (first, ops.changed.clock, cbor2.dumps(heads) if heads else None, fl, *kept(ops.created, ops.changed, shown), *self.columns(shown))


def kept(created: Op, changed: Op, shown: Shown) -> tuple[int, bytes | None, int, bytes | None]:
    """Return created_at, created_by, changed_at, changed_by; an administrator who brings old records in may have told the first two."""
    at, by = created.at, created.actor
    told_at, told_by = shown.get("created_at"), shown.get("created_by")
    if told_at is not None and type(told_at[0][VALUE]) is int and abs(told_at[0][VALUE]) <= MAX_CLOCK:
        at = told_at[0][VALUE]
    if told_by is not None and isinstance(told_by[0][VALUE], bytes) and len(told_by[0][VALUE]) == ID_BYTES:
        by = told_by[0][VALUE]
    return at, by, changed.at, changed.actor


def _whole_map(field: Field, value: Any) -> str | None:
    """Return the column of a protected map whose readers are everybody."""
    return column_of_json(plain_of_wire(field, value)) if field.shape == "map" and isinstance(value, dict) else None


def column(field: Field, entry: list[Any], n: int) -> Any:
    """Return the column of one entry: the value when it has the declared type, the operation's place when it is in a box."""
    if len(entry) > PROTECTED:
        return n if field.protected else None
    value = entry[VALUE]
    if value is None or not fits(field, value):
        return None
    if field.protected and field.type in ("bool", "int"):
        return str(int(value))  # a whole number in a protected column is the place of a box
    return int(value) if field.type == "bool" else value


def _gather(field: Field, elements: dict[str, tuple[list[Any], int]]) -> Any:
    """Return the plain value of a set, items or map from its elements' entries; what has another type than declared is left out."""
    if field.shape == "set":
        return [element for element, (entry, _) in sorted(elements.items()) if entry[VALUE] is True and (field.type != "ref" or is_uuid(element))]
    if field.shape == "items":
        found = [(element, entry[VALUE]) for element, (entry, _) in sorted(elements.items()) if isinstance(entry[VALUE], dict)]
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
        for element, (entry, _) in sorted(elements.items())
        if entry[VALUE] is not None and fits(field.part(element) or field, entry[VALUE])
    }
