"""Today: meetings, tasks, who leaves soon, who is silent, and where the next visit is."""

from __future__ import annotations

from dataclasses import dataclass

from caseworker_desktop.kernel import clock, ids
from caseworker_desktop.records.views.caseload import Leaving, Silent, leaving, persons_leaving, persons_of, silent
from caseworker_desktop.records.views.face import DANGERS, Face, faces
from caseworker_desktop.records.views.today import Invited, Meeting, TaskRow, Visit, count_tasks, meetings, next_visit, tasks
from caseworker_desktop.store.store import Store
from caseworker_desktop.usecases.worker import Worker

__all__ = ["DANGERS", "Face", "Invited", "Leaving", "Meeting", "Silent", "TaskRow", "Today", "TodayView", "Visit"]

#: The coordinator looks after everybody's releases.
COORDINATOR = "U-CWC"
SILENCE_DAYS = 14
MOST_TASKS = 50


@dataclass(frozen=True, slots=True)
class TodayView:
    """One worker's day. `leaving`: within `within` days; `faces`: of those invited, by person."""

    day: str
    meetings: tuple[Meeting, ...]
    tasks: tuple[TaskRow, ...]
    open_tasks: int
    late_tasks: int
    within: int
    leaving: tuple[Leaving, ...]
    silence_days: int
    silent: tuple[Silent, ...]
    next_visit: Visit | None
    faces: dict[str, Face]


class Today:
    """Reads the day of one worker."""

    def __init__(self, store: Store, worker: Worker) -> None:
        self._store, self._worker = store, worker

    def view(self, within: int = 30, as_of: str | None = None) -> TodayView:
        """Return the day (`as_of`, else the worker's today), with those who leave within so many days."""
        now = self._worker.clock.now()
        day, zone, staff = as_of or clock.today(self._worker.clock).isoformat(), now.tzinfo, self._worker.staff
        assert zone is not None, "the clock tells its zone"
        with self._store.reading() as reading:
            connection = reading.connection
            mine = persons_of(connection, staff)
            watched = persons_leaving(connection, day, within) if self._worker.has_role(COORDINATOR) else mine
            days = next((row.silence_days for row in reading.rows("organisation") if row.silence_days is not None), SILENCE_DAYS)
            met = tuple(meetings(connection, staff, day, zone))
            invited = sorted({ids.to_bytes(one.person) for meeting in met for one in meeting.people})
            open_tasks, late = count_tasks(connection, staff, day)
            return TodayView(
                day=day, meetings=met, tasks=tuple(tasks(connection, staff, day, MOST_TASKS)), open_tasks=open_tasks, late_tasks=late, within=within,
                leaving=tuple(leaving(connection, watched, day, within)), silence_days=days, silent=tuple(silent(connection, mine, day, days)),
                next_visit=next_visit(connection, staff, day, zone),
                faces={face.id: face for face in faces(connection, invited, ids.to_bytes(staff), day)},
            )

    def waiting(self) -> int:
        """Return how many things want doing today: meetings not yet recorded and tasks due or late (the number in the navigation)."""
        now, staff, day = self._worker.clock.now(), self._worker.staff, clock.today(self._worker.clock).isoformat()
        assert now.tzinfo is not None, "the clock tells its zone"
        with self._store.reading() as reading:
            unrecorded = sum(not meeting.recorded and meeting.lost_reason is None for meeting in meetings(reading.connection, staff, day, now.tzinfo))
            due = sum(task.days is not None and task.days <= 0 for task in tasks(reading.connection, staff, day, MOST_TASKS))
        return unrecorded + due
