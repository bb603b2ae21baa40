"""Cases: opened for a client or a family, closed with a reason, reopened at a return; always the same case."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from caseworker_desktop.kernel import clock
from caseworker_desktop.kernel.errors import LineRefused, Refused
from caseworker_desktop.kernel.message import message
from caseworker_desktop.store.store import Store
from caseworker_desktop.usecases.editing import Editing, Saved
from caseworker_desktop.usecases.worker import Worker

CLIENT, FAMILY = "client", "family"


class Cases:
    """The cases of one person at a time."""

    def __init__(self, store: Store, worker: Worker, editing: Editing) -> None:
        self._store, self._worker, self._editing = store, worker, editing

    def of(self, person: str) -> list[Any]:
        """Return the person's cases, the open ones first, then the newest."""
        rows = self._editing.rows("case", person=person)
        return sorted(rows, key=lambda row: (row.closed_on is None, row.opened_on, row.id), reverse=True)

    def open(self, person: str, kind: str = CLIENT, values: Mapping[str, Any] | None = None) -> Saved:
        """Open a case of `kind`, led by the worker unless `values` say otherwise. A closed one of that kind is not opened a second time.

        Raises LineRefused when such a case is open; Refused when a closed one waits to be reopened.
        """
        same = [row for row in self.of(person) if (row.kind or CLIENT) == kind]
        if any(row.closed_on is None for row in same):
            raise LineRefused(message("people.case_is_open"), field="kind")
        if same:
            raise Refused(message("people.case_to_reopen"))
        told = {"opened_on": self._today(), "lead": self._worker.staff, **(values or {}), "person": person, "kind": kind}
        return self._editing.save("case", None, told)

    def close(self, case: str, reason: str, on: str | None = None, values: Mapping[str, Any] | None = None) -> Saved:
        """Close a case on a day (today) for a reason of the list. Raises LineRefused naming a field."""
        if not reason:
            raise LineRefused(message("refused.required"), field="close_reason")
        day = on or self._today()
        if day > self._today():
            raise LineRefused(message("people.close_ahead"), field="closed_on")
        return self._editing.save("case", case, {**(values or {}), "closed_on": day, "close_reason": reason})

    def reopen(self, case: str) -> Saved:
        """Open the same case again: a return goes on where it ended. Its first day stays."""
        return self._editing.save("case", case, {"closed_on": None, "close_reason": None})

    def _today(self) -> str:
        return clock.today(self._worker.clock).isoformat()
