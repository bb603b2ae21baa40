"""What a command wants written, checked against the declarations before anything is composed."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from caseworker_desktop.kernel import ids
from caseworker_desktop.kernel.clock import unix_ms
from caseworker_desktop.kernel.errors import LineRefused, Refused
from caseworker_desktop.kernel.message import message
from caseworker_desktop.store.declare import CodeLists, Field, Finding, Kind
from caseworker_desktop.store.overlay import Overlay
from caseworker_desktop.store.values import clean


@dataclass(frozen=True, slots=True)
class Intent:
    """One record's wish: only the given fields change, None clears; sets, items and maps are given whole. A new record has `id` None
    (or an id of the caller's choosing that is not known yet). `restored`: a person decided that a deleted record stays. `settles`: the register
    whose every value the writer was shown and decides; any other value that stands beside the shown one stays in the inbox."""

    kind: str
    id: str | None
    values: Mapping[str, Any]
    deleted: bool = False
    restored: bool = False
    settles: str | None = None


@dataclass(frozen=True, slots=True)
class Written:
    """What a write did. `records` is what screens redraw from, `warnings` what a person should look at (record kind, id, finding)."""

    batch: str
    ids: tuple[str, ...]
    created: int
    changed: int
    unchanged: int
    deleted: int
    records: frozenset[tuple[str, str]]
    warnings: tuple[tuple[str, str, Finding], ...] = ()


Shipped = Mapping[str, Mapping[str, Mapping[str, Any]]]
"""Records that come with the program and are no operations (institutions): kind → id → plain values."""
_NAME = re.compile("[a-z][a-z0-9_]{0,39}")
Normalise = Callable[[str], str]
"""A telephone number as typed → as kept."""


def told_name(name: str) -> str:
    """Return a field's name as a refusal may repeat it, `?` when it does not look like one: what somebody typed there may be about a person."""
    return name if _NAME.fullmatch(name) else "?"


class Checker:
    """Cleans and checks one command's values. `extra_codes` are the terms an office added, as (list, code)."""

    def __init__(self, lists: CodeLists, extra_codes: frozenset[tuple[str, str]], overlay: Overlay, normalise_phone: Normalise) -> None:
        self._lists, self._extra, self._overlay, self._phone = lists, extra_codes, overlay, normalise_phone
        self._added: set[tuple[str, str]] = set()

    def values(self, kind: Kind, given: Mapping[str, Any]) -> dict[str, Any]:
        """Return the clean plain values of the fields given. Raises LineRefused naming the field."""
        out: dict[str, Any] = {}
        for name, value in given.items():
            field = kind.field(name)
            if field is None:
                raise LineRefused(message("refused.unknown_field"), field=told_name(name))
            cleaned = clean(field, value)
            self._codes(field, cleaned, field.name)
            if field.type == "phone" and isinstance(cleaned, str):
                cleaned = self._phone(cleaned)
            out[name] = cleaned
        if kind.name == "term":
            self._added.add((out.get("list", ""), out.get("code", "")))
        return out

    def _codes(self, field: Field, value: Any, blamed: str) -> None:
        if value is None:
            return
        if field.shape in ("items", "map"):
            for one in value if field.shape == "items" else [value]:
                for key, inner in one.items():
                    part = field.part(key)
                    if part is not None:
                        self._codes(part, inner, blamed)
                    if field.shape == "map" and field.codes is not None:
                        self._code(field.codes, key, blamed)
            return
        if field.codes is None:
            return
        for code in value if field.shape == "set" else [value]:
            self._code(field.codes, code, blamed)

    def _code(self, list_: str, code: str, blamed: str) -> None:
        if not self._lists.has(list_, code) and (list_, code) not in self._extra and (list_, code) not in self._added:
            raise LineRefused(message("refused.unknown_code", code=str(code)[:40]), field=blamed)

    def required(self, kind: Kind, plain: Mapping[str, Any]) -> None:
        """Raise LineRefused when a required field has no value."""
        for field in kind.fields:
            value = plain.get(field.name)
            if field.must and (value is None or value == [] or value == ""):
                raise LineRefused(message("refused.required"), field=field.name)

    def references(self, kind: Kind, given: Mapping[str, Any]) -> None:
        """Raise LineRefused when a reference among the fields given points to nothing here."""
        for name in given:
            field = kind.by_name[name]
            value = given[name]
            if field.type != "ref" or not value:
                continue
            for one in value if isinstance(value, list) else [value]:
                if self._overlay.exists(field.kinds, one) is None:
                    raise LineRefused(message("refused.dangling"), field=name)

    def unique(self, kind: Kind, record: str, plain: Mapping[str, Any]) -> None:
        """Raise LineRefused when another live record has the same code or login."""
        field = kind.unique
        value = plain.get(field.name) if field is not None else None
        if field is None or not isinstance(value, str):
            return
        if any(other["id"] != record for other in self._overlay.where(kind.name, field.name, value)):
            raise LineRefused(message("refused.not_unique", code=value[:80]), field=field.name)


def kept_fields(given: Mapping[str, Any]) -> dict[str, Any]:
    """Return the wire registers of `created_at` and `created_by` as an administrator told them. Raises LineRefused."""
    out: dict[str, Any] = {}
    told = given.get("created_at")
    if told is not None:
        try:
            moment = datetime.fromisoformat(told)
        except (ValueError, TypeError) as reason:
            raise LineRefused(message("refused.bad_time"), field="created_at") from reason
        if moment.tzinfo is None:
            raise LineRefused(message("refused.bad_time"), field="created_at")
        out["created_at"] = unix_ms(moment)
    by = given.get("created_by")
    if by is not None:
        if not isinstance(by, str) or not ids.is_uuid(by):
            raise LineRefused(message("refused.bad_reference"), field="created_by")
        out["created_by"] = ids.to_bytes(by)
    return out


def subject_of(path: str, record: str, plain: Mapping[str, Any], kind: Kind, overlay: Overlay) -> list[str]:
    """Return the persons that a path of references (`self`, `person`, `plan.case.person`, `cases.person`) leads to."""
    if path == "self":
        return [record]
    head, _, rest = path.partition(".")
    value = plain.get(head)
    found = [one for one in (value if isinstance(value, list) else [value]) if isinstance(one, str)]
    if not rest:
        return found
    field = kind.by_name[head]
    out: list[str] = []
    for one in found:
        for target in field.kinds:
            row = overlay.get(target, one)
            declared = overlay.declared(target)
            if row is not None and declared is not None:
                out += subject_of(rest, one, row, declared, overlay)
                break
    return out


def one_person(found: Sequence[str]) -> str | None:
    """Return the only person of a subject path, None when it leads nowhere. Raises Refused when it leads to several."""
    if len(set(found)) > 1:
        raise Refused(message("refused.several_subjects"))
    return found[0] if found else None
