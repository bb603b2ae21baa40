"""Today: meetings, tasks, what is due, who leaves soon, who is silent, and where the next visit is."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import tzinfo
from functools import partial

from caseworker_desktop.kernel import clock, ids
from caseworker_desktop.records.views import deadlines
from caseworker_desktop.records.views.caseload import (
    Leaving,
    Silent,
    leaving,
    leaving_rows,
    nearest_releases,
    persons_of,
    releases,
    releases_ahead,
    silent,
    silent_everywhere,
)
from caseworker_desktop.records.views.deadlines import Due
from caseworker_desktop.records.views.face import DANGERS, Face, faces
from caseworker_desktop.records.views.today import Invited, Meeting, TaskRow, Visit, count_tasks, meetings, next_visit, tasks, tasks_due
from caseworker_desktop.store.reading import Reading
from caseworker_desktop.store.store import Store
from caseworker_desktop.usecases.heard import Heard
from caseworker_desktop.usecases.worker import Worker
from caseworker_desktop.usecases.writing import May

__all__ = ["Agenda", "DANGERS", "Due", "Face", "Invited", "Leaving", "Meeting", "Silent", "TaskRow", "Today", "TodayView", "Visit"]

#: The coordinator looks after everybody's work; whoever runs a project, after its agreements; whoever leads mentors, after their permissions.
COORDINATOR, PROJECTS, MENTORS = "U-CWC", "U-PM", "U-COO"
SILENCE_DAYS = 14
MOST_TASKS = 50
#: So many silent people (those who left last) and people before the gate (the nearest) does a window show to whoever watches over all of them.
MOST_SILENT, MOST_LEAVING = 30, 50
REVIEW_DAYS, STEP_DAYS, LONGEST_VIEW = 14, 7, 90


@dataclass(frozen=True, slots=True)
class TodayView:
    """One worker's day. `leaving`: within `within` days; `dues`: what has a day of its own; `faces`: of those invited, by person;
    `more_…`: there are more than are listed here.
    """

    day: str
    meetings: tuple[Meeting, ...]
    tasks: tuple[TaskRow, ...]
    open_tasks: int
    late_tasks: int
    dues: tuple[Due, ...]
    within: int
    leaving: tuple[Leaving, ...]
    silence_days: int
    silent: tuple[Silent, ...]
    next_visit: Visit | None
    faces: dict[str, Face]
    more_leaving: bool
    more_silent: bool


@dataclass(frozen=True, slots=True)
class Agenda:
    """The same in whole lists, for the command: `tasks` and `dues` late or due on the day or, of dues, soon."""

    day: str
    meetings: tuple[Meeting, ...]
    tasks: tuple[TaskRow, ...]
    dues: tuple[Due, ...]
    leaving: tuple[Leaving, ...]
    silence_days: int
    silent: tuple[Silent, ...]


class Today:
    """Reads the day of one worker."""

    def __init__(self, store: Store, worker: Worker, may: May, heard: Heard) -> None:
        self._store, self._worker, self._may, self._heard = store, worker, may, heard

    def view(self, within: int = 30, as_of: str | None = None, most: int = MOST_TASKS) -> TodayView:
        """Return the day (`as_of`, else the worker's today), with those who leave within so many days and at most so many tasks.

        Whoever watches over all sees the first of them; the lists of the gate have everybody.
        """
        day, zone, staff = self._day(as_of)
        with self._store.reading() as reading:
            connection = reading.connection
            mine = persons_of(connection, staff)
            watched = nearest_releases(connection, day, within, 4 * MOST_LEAVING) if self._watches() else mine
            near = leaving(connection, watched, day, within)
            shown = near[:MOST_LEAVING] if self._watches() else near
            days = silence_days(reading)
            quiet = self._silent(reading, mine, day, days, MOST_SILENT)
            met = tuple(meetings(connection, staff, day, zone))
            invited = sorted({ids.to_bytes(one.person) for meeting in met for one in meeting.people})
            open_tasks, late = count_tasks(connection, staff, day)
            return TodayView(
                day=day, meetings=met, tasks=tuple(tasks(connection, staff, day, most)), open_tasks=open_tasks, late_tasks=late,
                dues=tuple(self._dues(reading, mine, day)), within=within,
                leaving=tuple(shown), silence_days=days, silent=tuple(quiet),
                next_visit=next_visit(connection, staff, day, zone),
                faces={face.id: face for face in faces(connection, invited, ids.to_bytes(staff), day)},
                more_leaving=self._watches() and (len(shown) < len(near) or len(watched) >= 4 * MOST_LEAVING),
                more_silent=self._watches() and len(quiet) >= MOST_SILENT,
            )

    def agenda(self, as_of: str | None = None) -> Agenda:
        """Return the lists of the day: the worker's own, or everybody's for a coordinator and for the one owner of a laptop without an office."""
        day, zone, staff = self._day(as_of)
        with self._store.reading() as reading:
            connection = reading.connection
            everybody = self._watches()
            mine = persons_of(connection, staff)
            days = silence_days(reading)
            return Agenda(
                day=day, meetings=tuple(meetings(connection, staff, day, zone)),
                tasks=tuple(tasks_due(connection, None if everybody else staff, day)),
                dues=tuple(self._dues(reading, None if everybody else mine, day)),
                leaving=tuple(leaving_rows(connection, releases_ahead(connection, day, LONGEST_VIEW) if everybody
                                           else releases(connection, mine, day, LONGEST_VIEW))), silence_days=days,
                silent=tuple(self._silent(reading, mine, day, days, None)))

    def waiting(self) -> int:
        """Return how many things want doing today: meetings not yet recorded and tasks due or late (the number in the navigation)."""
        day, zone, staff = self._day(None)
        with self._store.reading() as reading:
            unrecorded = sum(not meeting.recorded and meeting.lost_reason is None for meeting in meetings(reading.connection, staff, day, zone))
            due = sum(task.days is not None and task.days <= 0 for task in tasks(reading.connection, staff, day, MOST_TASKS))
        return unrecorded + due

    # ---- inside -----------------------------------------------------------------------------------------------------------------------
    def _day(self, as_of: str | None) -> tuple[str, tzinfo, str]:
        now = self._worker.clock.now()
        assert now.tzinfo is not None, "the clock tells its zone"
        return as_of or clock.today(self._worker.clock).isoformat(), now.tzinfo, self._worker.staff

    def _watches(self) -> bool:
        return self._worker.has_role(COORDINATOR) or not self._worker.joined

    def _silent(self, reading: Reading, mine: Sequence[bytes], day: str, days: int, most: int | None) -> list[Silent]:
        connection, last = reading.connection, partial(self._heard.last, reading)
        return silent_everywhere(connection, day, days, most, last) if self._watches() else silent(connection, mine, day, days, last)

    def _dues(self, reading: Reading, persons: Sequence[bytes] | None, day: str) -> list[Due]:
        """Return what is late or soon due, of the kinds that the worker may read, the latest first."""
        found: list[Due] = []
        connection = reading.connection
        if self._reads("plan_review"):
            found += deadlines.reviews(connection, persons, day, REVIEW_DAYS)
        if self._reads("follow_up"):
            found += deadlines.follow_ups(connection, persons, day, 0)
        if self._reads("step"):
            found += deadlines.steps(connection, self._worker.staff, day, STEP_DAYS)
        if self._reads("consent"):
            found += deadlines.expiring_consents(connection, persons, day)
        if self._reads("clearance"):
            leads = self._watches() or self._worker.has_role(MENTORS)
            found += deadlines.clearances(connection, None if leads else self._worker.staff, day)
        if self._reads("agreement") and (self._watches() or self._worker.has_role(PROJECTS)):
            found += deadlines.agreements(connection, day)
        return sorted(found, key=lambda one: (one.date, one.record, one.id))

    def _reads(self, kind: str) -> bool:
        return not self._worker.joined or self._may(self._worker.role, self._worker.roles_extra, kind, "read")


def silence_days(reading: Reading) -> int:
    """Return after how many days without news somebody outside counts as silent."""
    return next((row.silence_days for row in reading.rows("organisation") if row.silence_days is not None), SILENCE_DAYS)
