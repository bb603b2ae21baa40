"""The records around one that is being written: the database, with the command's own changes laid over it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from caseworker_desktop.store.declare import CodeLists, Kind
from caseworker_desktop.store.reading import Reading
from caseworker_desktop.store.tables import DELETED

#: So many looked-up records are remembered in one command; a consultation asks for the same case five times.
_REMEMBERED = 10_000


class Overlay:
    """Implements declare.World. `shipped` are records that come with the program and are no operations (institutions), by kind and id."""

    def __init__(
        self, reading: Reading, shipped: Mapping[str, Mapping[str, Mapping[str, Any]]], *, lists: CodeLists | None = None, loading: bool = False
    ) -> None:
        self._reading, self._shipped, self._lists, self._loading = reading, shipped, lists, loading
        self._laid: dict[str, dict[str, Mapping[str, Any] | None]] = {}
        self._indexed: dict[tuple[str, str], dict[Any, dict[str, None]]] = {}
        self._found: dict[tuple[str, str], Mapping[str, Any] | None] = {}
        self._known: dict[tuple[str, str], bool] = {}
        self._read: dict[tuple[str, str], Sequence[Any] | None] = {}

    def declared(self, kind: str) -> Kind | None:
        """Return a kind's declaration."""
        return self._reading.catalog.kind(kind)

    def loading(self) -> bool:
        """Tell whether the command is `load`."""
        return self._loading

    def written(self, kind: str) -> Sequence[str]:
        """Return the ids laid over the database, in their order; a deleted one stays among them."""
        return tuple(self._laid.get(kind, ()))

    def term(self, list_: str, code: str) -> Mapping[str, Any] | None:
        """Return the row of a list's code with its further columns, or None."""
        return self._lists.row(list_, code) if self._lists is not None else None

    def lay(self, kind: str, record: str, plain: Mapping[str, Any] | None) -> None:
        """Lay a record's new plain values over the database (None: deleted)."""
        self._laid.setdefault(kind, {})[record] = plain
        for (of, field), index in self._indexed.items():
            if of == kind and plain is not None and plain.get(field) is not None and not isinstance(plain[field], list | dict):
                index.setdefault(plain[field], {})[record] = None

    def get(self, kind: str, record: str) -> Mapping[str, Any] | None:
        """Return a live record's plain values, or None."""
        laid = self._laid.get(kind)
        if laid is not None and record in laid:
            return laid[record]
        if self._reading.catalog.kind(kind) is None:
            return None
        key = kind, record
        if key not in self._found:
            if len(self._found) >= _REMEMBERED:
                self._found.clear()
            columns = self._columns(kind, record)
            here = None if columns is None or columns[4] & DELETED else self._reading.plain_of(kind, columns)
            self._found[key] = here or self._shipped.get(kind, {}).get(record)
        return self._found[key]

    def where(self, kind: str, field: str, value: str) -> Sequence[Mapping[str, Any]]:
        """Return the live records of `kind` whose `field` is `value`."""
        out: dict[str, Mapping[str, Any]] = {}
        for record, row in self._shipped.get(kind, {}).items():
            if row.get(field) == value:
                out[record] = row
        for found in self._reading.plains(kind, **{field: value}):
            out[found["id"]] = found
        laid = self._laid.get(kind, {})
        for record in [one for one in out if one in laid]:
            del out[record]
        for record in self._index(kind, field).get(value, ()):
            plain = laid.get(record)
            if plain is not None and plain.get(field) == value:
                out[record] = plain
        return [out[record] for record in sorted(out)]

    def _index(self, kind: str, field: str) -> dict[Any, dict[str, None]]:
        index = self._indexed.get((kind, field))
        if index is None:
            index = self._indexed[kind, field] = {}
            for record, plain in self._laid.get(kind, {}).items():
                if plain is not None and plain.get(field) is not None and not isinstance(plain[field], list | dict):
                    index.setdefault(plain[field], {})[record] = None
        return index

    def exists(self, kinds: Sequence[str], record: str) -> str | None:
        """Return the kind of a record that is known under one of `kinds`, deleted ones in the database included, or None."""
        for kind in kinds:
            laid = self._laid.get(kind)
            if laid is not None and record in laid:
                if laid[record] is not None:
                    return kind
                continue
            if self._here(kind, record):
                return kind
        return None

    def _here(self, kind: str, record: str) -> bool:
        key = kind, record
        if key not in self._known:
            if len(self._known) >= _REMEMBERED:
                self._known.clear()
            self._known[key] = record in self._shipped.get(kind, {}) or self._columns(kind, record) is not None
        return self._known[key]

    def _columns(self, kind: str, record: str) -> Sequence[Any] | None:
        """Return a record's columns; what is asked to be there is often asked next what it holds."""
        key = kind, record
        if key not in self._read:
            if len(self._read) >= _REMEMBERED:
                self._read.clear()
            self._read[key] = self._reading.columns(kind, record)
        return self._read[key]
