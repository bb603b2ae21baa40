"""`load`: brings records in from JSON lines, all or nothing."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from caseworker_desktop.kernel import ids
from caseworker_desktop.kernel.errors import LineRefused
from caseworker_desktop.kernel.message import message
from caseworker_desktop.kernel.progress import Progress
from caseworker_desktop.store.declare import Field, Kind
from caseworker_desktop.store.overlay import Overlay
from caseworker_desktop.store.reading import Reading
from caseworker_desktop.store.store import Store
from caseworker_desktop.usecases.intent import Intent, Written
from caseworker_desktop.usecases.writing import Shipped, Writer

LINE_BYTES = 4 * 1024 * 1024
_ENVELOPE = ("record", "id", "deleted")


@dataclass(frozen=True, slots=True)
class Loaded:
    """What a load did: counts of lines, the id of every line's record, and the warnings of its rules."""

    written: Written
    ids: Mapping[int, str]


@dataclass(slots=True)
class _Line:
    number: int
    kind: Kind
    id: str
    values: dict[str, Any]
    deleted: bool


class Loading:
    """The use case."""

    def __init__(self, store: Store, writer: Writer, shipped: Shipped) -> None:
        self._store, self._writer, self._shipped = store, writer, shipped

    def load(self, lines: Iterable[str], *, dry_run: bool = False, progress: Progress | None = None) -> Loaded:
        """Write the records of JSON lines in one transaction. Raises LineRefused with line and field, Cancelled; nothing is changed then."""
        read = [self._read(number, raw) for number, raw in enumerate(lines, 1) if raw.strip()]
        with self._store.reading() as reading:
            Naming(reading, self._shipped).resolve(read)
        intents = [Intent(one.kind.name, one.id, one.values, one.deleted) for one in read]
        written = self._writer.write(intents, loading=True, lines=[one.number for one in read], dry_run=dry_run,
                                     progress=progress)
        return Loaded(written, {one.number: id_ for one, id_ in zip(read, written.ids, strict=True)})

    def record(self, kind: str, words: Mapping[str, str]) -> Loaded:
        """Write one record from field=value words, as `caseworker record` takes them. Rules that only `load` enforces are warnings here."""
        declared = self._store.catalog.kind(kind)
        told: dict[str, Any] = {"record": kind}
        for name, text in words.items():
            field = declared.field(name) if declared is not None else None
            told[name] = text if field is None or name in _ENVELOPE else value_of_words(field, text)
        if told.get("deleted") in ("true", "false"):
            told["deleted"] = told["deleted"] == "true"
        one = self._line(1, told)
        with self._store.reading() as reading:
            Naming(reading, self._shipped).resolve([one])
        written = self._writer.write([Intent(one.kind.name, one.id, one.values, one.deleted)], lines=None)
        return Loaded(written, {1: one.id})

    def _read(self, number: int, raw: str) -> _Line:
        if len(raw) > LINE_BYTES:
            raise LineRefused(message("refused.line_too_long"), line=number)
        try:
            told = json.loads(raw.lstrip("\ufeff"), parse_float=str, parse_constant=_no_constant)
        except (ValueError, RecursionError) as reason:
            raise LineRefused(message("refused.not_json"), line=number) from reason
        if not isinstance(told, dict):
            raise LineRefused(message("refused.not_json"), line=number)
        return self._line(number, told)

    def _line(self, number: int, told: Mapping[str, Any]) -> _Line:
        name = told.get("record")
        kind = self._store.catalog.kind(name) if isinstance(name, str) else None
        if kind is None or kind.control:
            # Only what looks like a kind is said again: a value that slipped into its place may name a person.
            said = name if isinstance(name, str) and re.fullmatch(r"[a-z_]{1,40}", name) else "?"
            raise LineRefused(message("refused.unknown_kind", kind=said), line=number, field="record")
        id_ = told.get("id")
        if id_ is not None and not (isinstance(id_, str) and ids.is_uuid(id_)):
            raise LineRefused(message("refused.bad_reference"), line=number, field="id")
        deleted = told.get("deleted", False)
        if not isinstance(deleted, bool):
            raise LineRefused(message("refused.wrong_type", expected=message("type.bool")), line=number, field="deleted")
        values = {field: value for field, value in told.items() if field not in _ENVELOPE and not _is_shut(value)}
        return _Line(number, kind, ids.to_text(ids.to_bytes(id_)) if id_ is not None else self._writer.new_id(), values, deleted)


def _no_constant(name: str) -> Any:
    raise ValueError(name)


def value_of_words(field: Field, text: str) -> Any:
    """Return the plain value that a word of the command line means for a field: empty or `null` clears, a set's elements stand between commas."""
    if text in ("", "null"):
        return None
    if text[:1] in "[{":
        try:
            return json.loads(text, parse_float=str)
        except ValueError:
            return text
    if field.shape == "set":
        return [one.strip() for one in text.split(",") if one.strip()]
    if field.type == "int" and re.fullmatch(r"-?\d{1,15}", text):
        return int(text)
    if field.type == "bool" and text in ("true", "false"):
        return text == "true"
    return text


def _is_shut(value: Any) -> bool:
    """`dump` writes this in the place of a value that its reader may not read; `load` skips it."""
    return isinstance(value, dict) and set(value) == {"protected"} and isinstance(value["protected"], str)


class Naming:
    """Resolves `@CODE` references, and binds the workspace's one organisation and known logins to the records that are here."""

    def __init__(self, reading: Reading, shipped: Shipped) -> None:
        self._catalog = reading.catalog
        self._overlay = Overlay(reading, shipped)
        self._reading = reading
        self._alias: dict[str, str] = {}
        self._codes: dict[tuple[str, str], str] = {}

    def resolve(self, read: list[_Line]) -> None:
        """Put ids in the place of codes and aliases, in place. Raises LineRefused naming line and field."""
        for one in read:
            self._bind(one)
        for one in read:
            for name, value in list(one.values.items()):
                field = one.kind.field(name)
                try:
                    if name == "created_by" and isinstance(value, str):
                        one.values[name] = self._one(value, ("staff",))
                    elif field is not None and field.type == "ref":
                        one.values[name] = self._value(field, value)
                except KeyError as reason:
                    raise LineRefused(message("refused.dangling"), line=one.number, field=name) from reason

    def _bind(self, one: _Line) -> None:
        here: str | None = None
        if one.kind.name == "organisation":
            found = self._reading.rows("organisation")
            here = found[0].id if found else None
        elif one.kind.name == "staff" and isinstance(one.values.get("login"), str):
            known = self._overlay.where("staff", "login", one.values["login"].strip())
            here = known[0]["id"] if known else None
        if here is not None and here != one.id:
            self._alias[one.id] = here
            one.id = here
        unique = one.kind.unique
        code = one.values.get(unique.name) if unique is not None else None
        if isinstance(code, str):
            self._codes.setdefault((one.kind.name, code), one.id)

    def _value(self, field: Field, value: Any) -> Any:
        if isinstance(value, list):
            return [self._one(one, field.kinds) if isinstance(one, str) else one for one in value]
        return self._one(value, field.kinds) if isinstance(value, str) else value

    def _one(self, value: str, kinds: tuple[str, ...]) -> str:
        if not value.startswith("@"):
            if ids.is_uuid(value):
                plain = ids.to_text(ids.to_bytes(value))
                return self._alias.get(plain, plain)
            return value
        code = value[1:]
        for name in kinds:
            if (name, code) in self._codes:
                return self._codes[name, code]
            kind = self._catalog.kind(name)
            unique = kind.unique if kind is not None else None
            if unique is not None:
                found = self._overlay.where(name, unique.name, code)
                if found:
                    return str(found[0]["id"])
        raise KeyError(code)
