"""Tasks: what is to be done by a day, ticked when it is done."""

from __future__ import annotations

from caseworker_desktop.kernel import clock
from caseworker_desktop.kernel.errors import LineRefused
from caseworker_desktop.kernel.message import message
from caseworker_desktop.records.views.today import TaskRow, count_tasks, tasks
from caseworker_desktop.store.store import Store
from caseworker_desktop.usecases.intent import Intent, Written
from caseworker_desktop.usecases.worker import Worker
from caseworker_desktop.usecases.writing import Writer

__all__ = ["CALL_OUTSIDE", "TaskRow", "Tasks"]

#: A call that waits until one has left the institution and has the telephone again.
CALL_OUTSIDE = "call_outside"


class Tasks:
    """The worker's own tasks."""

    def __init__(self, store: Store, writer: Writer, worker: Worker) -> None:
        self._store, self._writer, self._worker = store, writer, worker

    def open(self, limit: int = 200, person: str | None = None) -> tuple[TaskRow, ...]:
        """Return the open tasks, the latest due first, those without a day last; about one person only, when given."""
        with self._store.reading() as reading:
            return tuple(tasks(reading.connection, self._worker.staff, self._today(), limit, person))

    def calls_outside(self) -> tuple[TaskRow, ...]:
        """Return what is to be called about on leaving the institution."""
        return tuple(task for task in self.open() if task.kind == CALL_OUTSIDE)

    def count(self) -> tuple[int, int]:
        """Return how many tasks are open, and how many of them are late."""
        with self._store.reading() as reading:
            return count_tasks(reading.connection, self._worker.staff, self._today())

    def create(self, title: str, due: str | None, person: str | None = None, case: str | None = None, kind: str = "manual") -> Written:
        """Write a task for the worker; `kind` manual or call_outside. Raises LineRefused when it has no title."""
        if not title.strip():
            raise LineRefused(message("refused.required"), field="title")
        values = {"title": title.strip(), "due": due, "staff": self._worker.staff, "person": person, "case": case, "kind": kind}
        return self._writer.write([Intent("task", None, {name: value for name, value in values.items() if value is not None})])

    def done(self, task: str) -> Written:
        """Tick a task as done today."""
        return self._writer.write([Intent("task", task, {"done_on": self._today()})])

    def reopen(self, task: str) -> Written:
        """Take the tick back."""
        return self._writer.write([Intent("task", task, {"done_on": None})])

    def _today(self) -> str:
        return clock.today(self._worker.clock).isoformat()
