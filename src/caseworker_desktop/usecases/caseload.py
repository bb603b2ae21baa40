"""Caseload: what each staff member carries, for whoever coordinates the work."""

from __future__ import annotations

from caseworker_desktop.kernel import clock
from caseworker_desktop.kernel.errors import Denied
from caseworker_desktop.kernel.message import message
from caseworker_desktop.records.views.workload import Behind, Load, Workload, crises
from caseworker_desktop.store.store import Store
from caseworker_desktop.usecases.burden import Burden
from caseworker_desktop.usecases.today import COORDINATOR, MENTORS, PROJECTS, silence_days
from caseworker_desktop.usecases.worker import Worker

__all__ = ["Behind", "Caseload", "Load", "Workload"]

#: So many late reviews and silent clients of one worker are listed.
MOST = 100


class Caseload:
    """Reads everybody's work."""

    def __init__(self, store: Store, worker: Worker, burden: Burden) -> None:
        self._store, self._worker, self._burden = store, worker, burden
        self._kept: tuple[tuple[str, int, int], Workload | None] = (("", 0, 0), None)

    def may_look(self) -> bool:
        """Tell whether the worker coordinates others, or works alone on a laptop without an office."""
        return self._worker.has_role(COORDINATOR, MENTORS, PROJECTS) or not self._worker.joined

    def workload(self, as_of: str | None = None) -> Workload:
        """Return the workload on a day, else today; what was read holds until something is written. Raises Denied for who does not coordinate."""
        self._allow()
        with self._store.reading() as reading:
            day = as_of or clock.today(self._worker.clock).isoformat()
            stamp = (day, reading.log.next_arrival(), reading.log.changes())
            stamped, found = self._kept
            if found is None or stamped != stamp:
                found = self._burden.workload(reading, day, silence_days(reading))
                self._kept = stamp, found
            return found

    def behind(self, staff: str | None) -> Behind:
        """Return what is behind of one worker's clients (None: those whom nobody leads). Raises Denied for whoever does not coordinate."""
        self._allow()
        with self._store.reading() as reading:
            day = clock.today(self._worker.clock).isoformat()
            return self._burden.behind(reading, staff, day, silence_days(reading), MOST)

    def crises(self) -> dict[str, int]:
        """Return how many persons have an open case in each kind of crisis. Raises Denied for whoever does not coordinate."""
        self._allow()
        with self._store.reading() as reading:
            return crises(reading.connection)

    def _allow(self) -> None:
        if not self.may_look():
            raise Denied(message("denied.role"))
