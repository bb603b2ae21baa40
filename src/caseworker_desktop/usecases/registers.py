"""From changed plain values to the registers of an operation, each naming the heads that its writer was shown."""

from __future__ import annotations

import secrets
from collections.abc import Mapping
from typing import Any

from caseworker_desktop.merge.registers import Projection
from caseworker_desktop.store.declare import Field, Kind
from caseworker_desktop.store.values import plain_of_wire, to_wire


def registers(kind: Kind, changed: Mapping[str, Any], whole: Mapping[str, Any], now: Projection | None, settles: str | None = None) -> dict[str, Any]:
    """Return register → wire value for the fields `changed` (clean plain values).

    `whole` is the record as it will be; `now` its projection (None: a new record, where nothing empty is written). `settles`: a register that is
    written though it shows that value already, since another stands beside it.
    """
    out: dict[str, Any] = {}
    for name, value in changed.items():
        field = kind.by_name[name]
        if field.group is not None:
            out[field.group] = _group(kind, field.group, whole)
        elif field.shape == "set":
            out |= {f"{name}/{element}": True for element in value or ()}
        elif field.shape == "items":
            out |= _items(field, value or [], now)
        elif field.shape == "map" and not field.protected:
            out |= {f"{name}/{key}": to_wire(field.part(key) or field, one) for key, one in (value or {}).items()}
        elif value is not None or now is not None:
            out[name] = to_wire(field, value if value != {} else None)
    if now is not None:
        out = _against(kind, out, changed, now, settles)
    return out


def _group(kind: Kind, group: str, whole: Mapping[str, Any]) -> dict[str, Any]:
    return {f.name: to_wire(f, whole[f.name]) for f in kind.fields if f.group == group and whole.get(f.name) is not None}


def _items(field: Field, value: list[dict[str, Any]], now: Projection | None) -> dict[str, Any]:
    if field.key is not None:
        return {
            f"{field.name}/{one[field.key]}": {key: to_wire(field.part(key) or field, v) for key, v in one.items() if key != field.key}
            for one in value
        }
    here: list[tuple[str, dict[str, Any]]] = []
    if now is not None:
        for register, op in now.shown.items():
            wire = op.fields[register][0]
            if register.startswith(field.name + "/") and isinstance(wire, dict):
                here.append((register, plain_of_wire(field, wire)))
    out: dict[str, Any] = {}
    for one in value:
        match = next((register for register, plain in here if plain == one and register not in out), None)
        register = match or f"{field.name}/{secrets.token_hex(8)}"
        out[register] = {key: to_wire(field.part(key) or field, v) for key, v in one.items()}
    return out


def _against(kind: Kind, wanted: dict[str, Any], changed: Mapping[str, Any], now: Projection, settles: str | None) -> dict[str, Any]:
    """Leave out what is so already and clear the elements that are no longer there."""
    out = dict(wanted)
    for name in changed:
        field = kind.by_name[name]
        if field.shape == "one" or (field.shape == "map" and field.protected):
            continue
        stem = name + "/"
        for register, op in now.shown.items():
            if not register.startswith(stem):
                continue
            wire = op.fields[register][0]
            if register not in wanted:
                if wire is not None:
                    out[register] = None
            elif wire == wanted[register] and register != settles:
                del out[register]
    return out


def replaced(now: Projection | None, register: str, *, settles: bool) -> list[bytes]:
    """Return the ids of the heads that the writer of a register was shown: all of them (the inbox), or only the shown one."""
    if now is None:
        return []
    heads = now.heads_of(register)
    return sorted(op.id for op in (heads if settles else heads[:1]))
