"""What a kind of record must say about itself: its fields, and how they are kept, protected, merged and carried.

Three forms of a value: *plain* (what `load`, `dump`, screens and rules see: JSON-like, ids and dates as text), *wire* (in an operation:
CBOR, ids as 16 bytes) and *column* (in a table). store/values.py turns one into another.
"""

from __future__ import annotations

import dataclasses
import keyword
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Protocol, TypeVar, cast, dataclass_transform

from caseworker_desktop.kernel.message import Message

LINE_LIMIT = 500
TEXT_LIMIT = 100_000
#: Raised when rows are projected otherwise than before.
PROJECTION = 2
#: Field names that every record has beside its own (records.md, "Types").
KEPT = ("id", "created_at", "created_by", "changed_at", "changed_by")


@dataclass(frozen=True, slots=True)
class Field:
    """One declared field. `type`: text int decimal bool date pdate time phone code ref (any: a part of an open map); `shape`: one set items map.

    set: a register an element. items: maps kept by `key` (a part; None: a random key), a register an item. map: a register a key;
    `parts` gives each key's field, the part `*` any key. `group`: fields that mean something only together are one register of that
    name. `protected`: kept in a box for the kind's audience. `search`: `name` (found by `find`) or `text` (found by `search`).
    """

    name: str
    type: str
    shape: str = "one"
    must: bool = False
    default: Any = None
    kinds: tuple[str, ...] = ()
    codes: str | None = None
    low: int | None = None
    high: int | None = None
    lines: int = 1
    protected: bool = False
    search: str | None = None
    index: bool = False
    parts: tuple[Field, ...] = ()
    key: str | None = None
    group: str | None = None
    unique: bool = False
    client_copy: bool = True

    @property
    def attribute(self) -> str:
        """The name of the row's attribute: the field's, with a `_` behind where Python keeps the word for itself (`from_`)."""
        return f"{self.name}_" if keyword.iskeyword(self.name) else self.name

    @property
    def register(self) -> str:
        """The register (or, for set, items and map, the stem of the registers) that holds this field."""
        return self.group or self.name

    def part(self, name: str) -> Field | None:
        """Return the field of an item's or a map's key, or None."""
        for part in self.parts:
            if part.name in (name, "*"):
                return part
        return None


@dataclass(frozen=True, slots=True)
class Finding:
    """What a rule found: a `field` of the record and why. `weight`: `refuse`, `refuse_load` (elsewhere a warning) or `warn`."""

    field: str | None
    reason: Message
    weight: str = "refuse"


class World(Protocol):
    """The records around one that is being written, with the command's own changes already in them; plain values."""

    def get(self, kind: str, record: str) -> Mapping[str, Any] | None:
        """Return a live record by id, or None."""
        ...

    def where(self, kind: str, field: str, value: str) -> Sequence[Mapping[str, Any]]:
        """Return the live records of `kind` whose indexed `field` (a ref or a code) is `value`."""
        ...

    def loading(self) -> bool:
        """Tell whether the command is `load`, which brings old records in."""
        ...

    def written(self, kind: str) -> Sequence[str]:
        """Return the ids of the records of `kind` that this command writes, in its order."""
        ...

    def term(self, list_: str, code: str) -> Mapping[str, Any] | None:
        """Return the row of a list's code with its further columns, or None."""
        ...


@dataclass(frozen=True, slots=True)
class Reader:
    """One audience of protected values: the compartment's name (`role:U-PSY`, `author:<staff id>`, `figures`) and the fields it may read."""

    compartment: str
    fields: frozenset[str] | None = None


Rule = Callable[[Mapping[str, Any], World], Iterable[Finding]]
Stamp = Callable[[Mapping[str, Any], World], Mapping[str, Any]]
"""A record being made → values for those of its fields that nobody told."""
Audience = Callable[[Mapping[str, Any], World], Sequence[Reader]]


@dataclass(frozen=True, slots=True)
class Kind:
    """A declared kind. `subject` and `mentions` are paths of references (`plan.case.person`; `self`) to persons, resolved when a
    record is first written; `parent` is the field that points to the record it lives under. `office`: counts only from an office stream.
    `single`: one operation is all there is, but for the fields named here. `title`: the fields that name it to a person. `sorting`: those by
    which lists of it are sorted (else `title`). `stamp`: fills, when a record is made, what was not told, from the records around it.
    """

    name: str
    version: int
    row: type[Any]
    fields: tuple[Field, ...]
    parent: str | None = None
    subject: str | None = None
    mentions: tuple[str, ...] = ()
    office: bool = False
    control: bool = False
    audience: Audience | None = None
    rules: tuple[Rule, ...] = ()
    title: tuple[str, ...] = ()
    sorting: tuple[str, ...] = ()
    single: tuple[str, ...] | None = None
    stamp: Stamp | None = None
    by_name: Mapping[str, Field] = dataclasses.field(default_factory=dict)

    def field(self, name: str) -> Field | None:
        """Return the declared field of that name, or None."""
        return self.by_name.get(name)

    def make(self, plain: Mapping[str, Any]) -> Any:
        """Return the frozen row of plain values by field name (and the kept ones); sets and items become tuples."""
        told = {name: tuple(value) if isinstance(value, list) else value for name, value in plain.items()}
        return self.row(**{f"{name}_" if keyword.iskeyword(name) else name: value for name, value in told.items()})

    @property
    def table(self) -> str:
        """The name of the kind's table."""
        return f"k_{self.name}"

    @property
    def unique(self) -> Field | None:
        """The field by which `@CODE` finds a record, or None."""
        return next((f for f in self.fields if f.unique), None)


T = TypeVar("T", bound=type[Any])
Derived = TypeVar("Derived")


class Record:
    """Base of the declared rows: frozen, plain values; what every record has beside its own fields."""

    KIND: Kind
    id: str
    created_at: str | None
    created_by: str | None
    changed_at: str | None
    changed_by: str | None


def _field(type_: str, shape: str = "one", **told: Any) -> Any:
    return Field(name="", type=type_, shape=shape, **told)


def text(*, must: bool = False, lines: int = 1, **told: Any) -> Any:
    """Text of one line (≤ 500 characters), or of several (`lines` > 1: ≤ 100,000)."""
    return _field("text", must=must, lines=lines, **told)


def integer(*, must: bool = False, low: int | None = None, high: int | None = None, **told: Any) -> Any:
    """A whole number between `low` and `high`, both allowed."""
    return _field("int", must=must, low=low, high=high, **told)


def decimal(*, must: bool = False, **told: Any) -> Any:
    """A decimal number, written as text without exponent or trailing zeros."""
    return _field("decimal", must=must, **told)


def boolean(*, must: bool = False, **told: Any) -> Any:
    """Yes or no; None is unknown."""
    return _field("bool", must=must, **told)


def date(*, must: bool = False, **told: Any) -> Any:
    """A day, YYYY-MM-DD."""
    return _field("date", must=must, **told)


def pdate(*, must: bool = False, **told: Any) -> Any:
    """A date of known precision: YYYY, YYYY-MM or YYYY-MM-DD."""
    return _field("pdate", must=must, **told)


def time(*, must: bool = False, **told: Any) -> Any:
    """A moment, RFC 3339 with offset."""
    return _field("time", must=must, **told)


def phone(*, must: bool = False, **told: Any) -> Any:
    """A telephone number, normalised by country (E.164 where it can be read)."""
    return _field("phone", must=must, **told)


def code(list_: str, *, must: bool = False, **told: Any) -> Any:
    """A code of the list named (resources/reference/<list>.csv, and the terms an office added)."""
    return _field("code", must=must, codes=list_, **told)


def ref(*kinds: str, must: bool = False, index: bool = True, **told: Any) -> Any:
    """The id of a record of one of `kinds`."""
    return _field("ref", must=must, kinds=kinds, index=index, **told)


def codes(list_: str, **told: Any) -> Any:
    """A set of codes."""
    return _field("code", "set", codes=list_, **told)


def refs(*kinds: str, **told: Any) -> Any:
    """A set of ids."""
    return _field("ref", "set", kinds=kinds, **told)


def texts(**told: Any) -> Any:
    """A set of short texts."""
    return _field("text", "set", **told)


def items(*, key: str | None, parts: Mapping[str, Any], **told: Any) -> Any:
    """A set of small maps, kept by the part named `key` (None: by a random key)."""
    return _field("map", "items", key=key, parts=_named(parts), **told)


def mapping(parts: Mapping[str, Any], **told: Any) -> Any:
    """A small map; `parts` gives the field of each key, the key `*` stands for any other."""
    return _field("map", "map", parts=_named(parts), **told)


def anything(**told: Any) -> Any:
    """A part of an open map: any JSON value without floats (a template's body, a plan version's content)."""
    return _field("any", **told)


def _named(parts: Mapping[str, Any]) -> tuple[Field, ...]:
    return tuple(dataclasses.replace(part, name=name) for name, part in parts.items())


@dataclass_transform(
    kw_only_default=True,
    frozen_default=True,
    field_specifiers=(text, integer, decimal, boolean, date, pdate, time, phone, code, ref, codes, refs, texts, items, mapping),
)
def record(name: str, *, version: int = 1, **told: Any) -> Callable[[T], T]:
    """Declare the decorated class as a kind of record: its `Field` attributes become the kind's fields, the class a frozen row.

    `told` are the further attributes of Kind. Raises TypeError when a declaration contradicts itself.
    """

    def declare(cls: T) -> T:
        fields: list[Field] = []
        for attribute, value in list(vars(cls).items()):
            if not isinstance(value, Field):
                continue
            word = attribute.removesuffix("_")
            fields.append(dataclasses.replace(value, name=word if keyword.iskeyword(word) else attribute))
            setattr(cls, attribute, () if value.shape in ("set", "items") else None)
        names = {f.name for f in fields}
        for needed in filter(None, (told.get("parent"),)):
            if needed not in names:
                raise TypeError(f"{name}: parent {needed} is no field")
        cls.__annotations__ = {f.attribute: Any for f in fields} | {kept: Any for kept in KEPT}
        for kept in KEPT:
            setattr(cls, kept, None)
        row: Any = dataclasses.dataclass(frozen=True, kw_only=True)(cls)
        row.KIND = Kind(name=name, version=version, row=row, fields=tuple(fields), by_name={f.name: f for f in fields}, **told)
        return cast("T", row)

    return declare


class Catalog:
    """All declared kinds, by name; what bootstrap hands to the engines that know no noun."""

    def __init__(self, rows: Iterable[type[Any]]) -> None:
        self._kinds: dict[str, Kind] = {}
        for row in rows:
            kind: Kind = row.KIND
            if kind.name in self._kinds:
                raise TypeError(f"{kind.name} is declared twice")
            self._kinds[kind.name] = kind
        self._derived: dict[Callable[[Catalog], Any], Any] = {}
        for kind in self._kinds.values():
            for field in kind.fields:
                for target in field.kinds:
                    if target not in self._kinds:
                        raise TypeError(f"{kind.name}.{field.name} points to {target}, which nobody declares")

    def kind(self, name: str) -> Kind | None:
        """Return the kind of that name, or None when this version does not know it."""
        return self._kinds.get(name)

    def kinds(self) -> tuple[Kind, ...]:
        """Return all kinds in the order of declaration."""
        return tuple(self._kinds.values())

    def once(self, derive: Callable[[Catalog], Derived]) -> Derived:
        """Return what `derive` makes of this catalog; it is asked once, for a save must not pay again for what only the declarations decide."""
        if derive not in self._derived:
            self._derived[derive] = derive(self)
        return cast("Derived", self._derived[derive])

    def fingerprint(self) -> str:
        """Return text that differs when any table must be projected again: how rows are projected, kinds, versions, fields and their shapes."""
        return f"{PROJECTION};" + ";".join(
            f"{k.name}:{k.version}:{'+'.join(k.sorting)}:"
            + ",".join(f"{f.name}/{f.type}/{f.shape}/{f.group}/{int(f.index)}{f.search}" for f in k.fields)
            for k in sorted(self._kinds.values(), key=lambda k: k.name)
        )


class CodeLists(Protocol):
    """Where a code is looked up."""

    def has(self, list_: str, code: str) -> bool:
        """Tell whether the list has the code, of any validity."""
        ...

    def row(self, list_: str, code: str) -> Mapping[str, Any] | None:
        """Return a code's row with the list's further columns, or None."""
        ...
