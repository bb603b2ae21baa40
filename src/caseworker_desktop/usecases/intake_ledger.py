"""What an import is going to write: the wishes in order, each with the row it comes from, and how many records of each kind it makes or changes."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping
from typing import Any

from caseworker_desktop.intake.model import Warned
from caseworker_desktop.store.reading import Reading
from caseworker_desktop.usecases.intent import Intent

Row = tuple[str, int]


class Ledger:
    """Gathers intents. `at(row)` tells which row the following ones come from."""

    def __init__(self, reading: Reading, new_id: Callable[[], str], today: str) -> None:
        self.reading, self._new_id, self.today = reading, new_id, today
        self.intents: list[Intent] = []
        self.rows: list[Row] = []
        self.warnings: list[Warned] = []
        self.refused: list[tuple[Row, str, str]] = []
        self._made: set[tuple[str, str]] = set()
        self._changed: set[tuple[str, str]] = set()
        self._row: Row = ("", 0)
        self._known: dict[tuple[str, str, str], list[dict[str, Any]]] = {}
        self._laid: dict[tuple[str, str], dict[str, Any]] = {}
        #: By kind and field, for those that somebody asked by: ids of wished records by value. Of all fields it would take a gigabyte.
        self._index: dict[tuple[str, str], dict[str, list[str]]] = {}
        self._new: set[str] = set()

    def at(self, sheet: str, row: int) -> None:
        """Tell the row that the following wishes come from."""
        self._row = (sheet, row)

    def create(self, kind: str, values: Mapping[str, Any]) -> str:
        """Wish for a new record (blanks left out) and return its id."""
        id_ = self._new_id()
        told = {name: value for name, value in values.items() if value not in (None, "", [], {})}
        self._made.add((kind, id_))
        self._new.add(id_)
        self._add(Intent(kind, id_, told))
        self._laid[kind, id_] = told
        return id_

    def fill(self, kind: str, id_: str, values: Mapping[str, Any]) -> tuple[str, ...]:
        """Wish for the values that a record lacks; return the fields in which it says something else, which stay as they are."""
        now = self._laid.get((kind, id_)) or self.reading.plain(kind, id_) or {}
        told = {name: value for name, value in values.items() if value not in (None, "", [], {})}
        missing = {name: value for name, value in told.items() if now.get(name) in (None, "", [], {})}
        if missing:
            if (kind, id_) not in self._made:
                self._changed.add((kind, id_))
            self._add(Intent(kind, id_, missing))
            self._laid[kind, id_] = {**now, **missing}
        return tuple(name for name, value in told.items() if name not in missing and now.get(name) != value)

    def where(self, kind: str, field: str, value: str) -> list[dict[str, Any]]:
        """Return the live records, and those wished for, whose `field` has a value."""
        key = (kind, field, value)
        if key not in self._known:
            # What points to a record of this very import cannot be on record yet.
            self._known[key] = [] if value in self._new else self.reading.plains(kind, **{field: value})
        found = {row["id"]: {**row, **self._laid.get((kind, row["id"]), {})} for row in self._known[key]}
        for id_ in self._indexed(kind, field).get(value, ()):
            found[id_] = {**self._laid[kind, id_], "id": id_}
        return list(found.values())

    def warn(self, field: str, kind: str, note: str | None = None) -> None:
        """Tell something about the present row."""
        self.warnings.append(Warned(*self._row, field, kind, note))

    def refuse(self, field: str, reason: str) -> None:
        """Refuse the present row: it wishes for nothing more."""
        self.refused.append((self._row, field, reason))

    @property
    def created(self) -> dict[str, int]:
        """How many records of each kind are made."""
        return dict(sorted(Counter(kind for kind, _ in self._made).items()))

    @property
    def changed(self) -> dict[str, int]:
        """How many records of each kind are changed."""
        return dict(sorted(Counter(kind for kind, _ in self._changed).items()))

    def _add(self, intent: Intent) -> None:
        self.intents.append(intent)
        self.rows.append(self._row)
        if intent.id is not None and (intent.kind, intent.id) in self._made:
            for name, value in intent.values.items():
                if (intent.kind, name) in self._index and isinstance(value, str):
                    self._index[intent.kind, name].setdefault(value, []).append(intent.id)

    def _indexed(self, kind: str, field: str) -> dict[str, list[str]]:
        """Return the wished records of a kind by the values of a field."""
        if (kind, field) not in self._index:
            made: dict[str, list[str]] = {}
            for of, id_ in self._laid:
                value = self._laid[of, id_].get(field) if of == kind and (of, id_) in self._made else None
                if isinstance(value, str):
                    made.setdefault(value, []).append(id_)
            self._index[kind, field] = made
        return self._index[kind, field]
