"""The people around a person: relations seen from both sides, ways to reach somebody, and attempts to."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from caseworker_desktop.kernel import clock
from caseworker_desktop.kernel.errors import LineRefused
from caseworker_desktop.kernel.message import message
from caseworker_desktop.records.views.family import Relative, relatives
from caseworker_desktop.store.store import Store
from caseworker_desktop.usecases.editing import Editing, Saved
from caseworker_desktop.usecases.intent import Intent
from caseworker_desktop.usecases.worker import Worker

__all__ = ["Attempts", "Family", "Relative", "inverse_kind"]

#: What the other is when one reads a relation from its other end; the rest are the same from both.
_PARENTS = {"f": "R-MOT", "m": "R-FAT"}
_BOTH_WAYS = ("R-SPO", "R-PAR", "R-EX", "R-SIB", "R-COC", "R-FRI", "R-NEI", "R-REL")
_RELATION = ("kind", "close_support", "contact_wanted", "hide_address")
_PERSON = ("given_names", "family_name", "sex", "birth_date", "phone")


@dataclass(frozen=True, slots=True)
class Attempts:
    """Attempts to reach people of a case, the newest first, and how many of them ended in a meeting."""

    rows: tuple[Any, ...]
    met: int


class Family:
    """Reading and writing for one person at a time."""

    def __init__(self, store: Store, worker: Worker, editing: Editing) -> None:
        self._store, self._worker, self._editing = store, worker, editing

    def relatives(self, person: str) -> tuple[Relative, ...]:
        """Return everybody related to a person; nobody where the worker may not read relations."""
        if not self._editing.may("relation", "read"):
            return ()
        with self._store.reading() as reading:
            return relatives(reading.connection, person, self._today())

    def add(self, person: str, values: Mapping[str, Any]) -> Saved:
        """Write down a relative who is not here yet: as little of them as was told, and the relation, in one go.

        `values`: fields of a person (names, sex, birth date, phone) and of a relation. Raises LineRefused naming a field.
        """
        for name in ("given_names", "kind"):
            if not values.get(name):
                raise LineRefused(message("refused.required"), field=name)
        told = {name: values.get(name) for name in _PERSON}
        told["family_name"] = told["family_name"] or str((self._editing.read("person", person) or {}).get("family_name") or "")
        new = self._editing.new_id()
        relation = {"person": person, "other": new, **{name: values[name] for name in _RELATION if values.get(name) is not None}}
        return self._editing.save("person", new, told, [Intent("relation", None, relation)])

    def routes(self, person: str) -> tuple[Any, ...]:
        """Return the ways to reach a person in the order in which they are to be tried."""
        rows = self._editing.rows("contact_route", person=person)
        return tuple(sorted(rows, key=lambda row: (row.order is None, row.order or 0, row.id)))

    def attempts(self, person: str) -> Attempts:
        """Return the attempts made for the person's cases, and those made to reach the person for others' cases; the newest first."""
        mine = [row for case in self._editing.rows("case", person=person) for row in self._editing.rows("contact_attempt", case=case.id)]
        both = {row.id: row for row in (*mine, *self._editing.rows("contact_attempt", person=person))}
        rows = tuple(sorted(both.values(), key=lambda row: (row.at, row.id), reverse=True))
        return Attempts(rows, sum(row.result == "met" for row in rows))

    def _today(self) -> str:
        return clock.today(self._worker.clock).isoformat()


def inverse_kind(kind: str, sex: str | None) -> str | None:
    """Return what a person of `sex` is to one who is `kind` to them; None where the list has no word for it.

    Who is somebody's mother or father has a child in them; who is somebody's child has a mother or a father, as the sex tells.
    """
    if kind in _BOTH_WAYS:
        return kind
    if kind in _PARENTS.values():
        return "R-CHI"
    return _PARENTS.get(sex or "") if kind == "R-CHI" else None
