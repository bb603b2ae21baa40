"""Opens protected values for the person who sits here, from the operations that hold them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from caseworker_desktop.store import body as bodies
from caseworker_desktop.store.declare import Kind, World
from caseworker_desktop.store.overlay import Overlay
from caseworker_desktop.store.reading import Reading
from caseworker_desktop.store.store import Store
from caseworker_desktop.store.tables import SYSTEM, plain_row
from caseworker_desktop.store.values import plain_of_wire
from caseworker_desktop.usecases.compartments import ROLE, Compartments
from caseworker_desktop.usecases.worker import Worker
from caseworker_desktop.vault.boxes import open_fields
from caseworker_desktop.vault.compartments import Keyring


@dataclass(frozen=True, slots=True)
class Shut:
    """A protected value that this person may not read: for whom it is, a role's code or `author`."""

    readers: str


def readers_label(kind: Kind, plain: Mapping[str, Any], world: World) -> str:
    """Return for whom a record's protected values are: a role's code, or `author`."""
    readers = kind.audience(plain, world) if kind.audience is not None else ()
    if readers and readers[0].compartment.startswith(ROLE):
        return readers[0].compartment[len(ROLE) :]
    return "author"


class Opener:
    """Opens protected values within one reading."""

    def __init__(
        self, reading: Reading, worker: Worker, shipped: Mapping[str, Mapping[str, Mapping[str, Any]]], keyring: Keyring | None = None
    ) -> None:
        """`keyring`: other keys than the worker's own (custody's, for a person's own copy)."""
        self._reading = reading
        self._keyring = keyring or Compartments(reading, worker).keyring()
        self._world = Overlay(reading, shipped)

    def open(self, kind: Kind, columns: Sequence[Any]) -> dict[str, Any]:
        """Return the plain values of a row's protected fields, a Shut in the place of each that stays shut; open ones are left out."""
        places = {
            field.name: column
            for field, column in zip(kind.fields, columns[len(SYSTEM) :], strict=True)
            if field.protected and isinstance(column, int) and not isinstance(column, bool)
        }
        if not places:
            return {}
        known = {one.n: one.a for one in self._reading.log.known([columns[0]]).get(columns[0], [])}
        opened: dict[int, dict[str, Any]] = {}
        out: dict[str, Any] = {}
        label: str | None = None
        for name, n in places.items():
            if n not in opened:
                opened[n] = open_fields(bodies.decode(self._reading.log.body(known[n])), self._keyring)
            field = kind.by_name[name]
            if name in opened[n]:
                out[name] = plain_of_wire(field, opened[n][name])
                continue
            if label is None:
                label = readers_label(kind, plain_row(kind, columns), self._world)
            out[name] = Shut(label)
        return out


class Protected:
    """The use case: protected values of some records, for the person who sits here."""

    def __init__(self, store: Store, worker: Worker, shipped: Mapping[str, Mapping[str, Mapping[str, Any]]]) -> None:
        self._store, self._worker, self._shipped = store, worker, shipped

    def open(self, kind: str, records: Sequence[str]) -> dict[str, dict[str, Any]]:
        """Return, by record id, the plain values of protected fields (Shut where they stay shut). Unknown ids are left out."""
        declared = self._store.catalog.kind(kind)
        if declared is None:
            return {}
        out: dict[str, dict[str, Any]] = {}
        with self._store.reading() as reading:
            opener = Opener(reading, self._worker, self._shipped)
            for id_ in records:
                columns = reading.columns(kind, id_)
                if columns is not None:
                    out[id_] = opener.open(declared, columns)
        return out
