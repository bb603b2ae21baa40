"""What everybody carries today, kept while the program is open: brought up to date by what was written, not read again."""

from __future__ import annotations

from functools import partial

from caseworker_desktop.records.views import workload as view
from caseworker_desktop.records.views.caseload import quiet
from caseworker_desktop.records.views.release import statuses
from caseworker_desktop.records.views.workload import Behind, Carried, Workload
from caseworker_desktop.store.reading import Reading
from caseworker_desktop.store.store import Store
from caseworker_desktop.usecases.heard import Heard, persons_touched
from caseworker_desktop.usecases.since import Since, Touched


class Burden(Since[Carried]):
    """That of one day, the one asked for last."""

    name = "burden"
    kinds = ("case", "legal_status", "attendance", "session", "contact_attempt", "follow_up", "plan_review", "plan", "task")
    lasting = False

    def __init__(self, store: Store, heard: Heard) -> None:
        super().__init__(store)
        self._heard = heard
        self._of = ("", 0)

    def workload(self, reading: Reading, day: str, silence_days: int) -> Workload:
        """Return the workload on a day."""
        with self.lock:
            return view.workload(reading.connection, self._on(reading, day, silence_days))

    def behind(self, reading: Reading, staff: str | None, day: str, silence_days: int, most: int) -> Behind:
        """Return what is behind of one worker's clients (None: of those whom nobody leads), at most so many of each."""
        with self.lock:
            return view.behind(reading.connection, staff, self._on(reading, day, silence_days), most)

    def whole(self, reading: Reading) -> Carried:
        """Read everything."""
        return view.carried(reading.connection, *self._of, partial(self._heard.last, reading))

    def renew(self, reading: Reading, value: Carried, touched: Touched) -> None:
        """Take what was written out, and in again as it is now."""
        connection, day = reading.connection, value.day
        cases, tasks, sessions = (sorted(touched.of(kind)) for kind in ("case", "task", "session"))
        plans = touched.of("plan") | touched.refs("plan_review", "plan")
        planned = sorted({*cases} | touched.refs("plan", "case") | view.cases_of_plans(connection, sorted(plans)))
        persons = sorted(persons_touched(reading, touched) | touched.refs("legal_status", "person"))
        for held, gone in ((value.cases, cases), (value.reviews, planned), (value.tasks, tasks), (value.quiet, persons), (value.sessions, sessions)):
            for one in gone:
                held.pop(one, None)
        value.cases.update(view.open_cases(connection, cases))
        value.reviews.update(view.late_reviews(connection, day, planned))
        value.tasks.update(view.late_tasks(connection, day, tasks))
        value.sessions.update(view.held_sessions(connection, day, sessions))
        found = quiet(connection, statuses(connection, persons, day), day, value.silence_days, partial(self._heard.last, reading))
        value.quiet.update({one.person: one for one in found})

    def _on(self, reading: Reading, day: str, silence_days: int) -> Carried:
        if self._of != (day, silence_days):
            self._of, self._value = (day, silence_days), None
        return self.known(reading)
