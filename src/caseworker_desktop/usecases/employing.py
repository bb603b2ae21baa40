"""Applications, work found and whether it lasted, and what employers think of it before and after a seminar."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from contextlib import AbstractContextManager
from decimal import Decimal
from typing import Any

from caseworker_desktop.kernel import clock
from caseworker_desktop.kernel.errors import Denied, LineRefused, Refused
from caseworker_desktop.kernel.message import message
from caseworker_desktop.records.views import seekers as looking, work as view
from caseworker_desktop.records.views.work import ApplicationRow, EmployedRow
from caseworker_desktop.store.reading import Reading
from caseworker_desktop.store.store import Store
from caseworker_desktop.usecases.intent import Intent, Written
from caseworker_desktop.usecases.moment import day_of, known
from caseworker_desktop.usecases.worker import Worker
from caseworker_desktop.usecases.writing import May, Writer

__all__ = ["QUESTIONS", "ApplicationRow", "EmployedRow", "Employing"]

#: The statements of the employers' attitude sheet, each answered from 1 to 5.
QUESTIONS = ("1", "2", "3", "4", "5")
#: When work is said to have lasted (O-KEEP).
KEPT_MONTHS = 6


class Employing:
    """Reading and writing what becomes of people at work, for one worker."""

    def __init__(self, store: Store, writer: Writer, worker: Worker, may: May) -> None:
        self._store, self._writer, self._worker, self._may = store, writer, worker, may

    def today(self) -> str:
        """Return the worker's local day."""
        return clock.today(self._worker.clock).isoformat()

    def may(self, kind: str, act: str) -> bool:
        """Tell whether the worker may `read` or `write` a kind; before joining, a laptop's one owner may do everything."""
        return not self._worker.joined or self._may(self._worker.role, self._worker.roles_extra, kind, act)

    def applications(self, *, person: str | None = None, partner: str | None = None, start: int = 0, limit: int = 200) -> list[ApplicationRow]:
        """Return applications, the newest first."""
        with self._reading("application") as reading:
            return view.applications(reading.connection, person=person, partner=partner, start=start, limit=limit)

    def employed(self, *, person: str | None = None, start: int = 0, limit: int = 200) -> list[EmployedRow]:
        """Return who found work, the newest first, and how long it lasted."""
        with self._reading("outcome") as reading:
            return view.employed(reading.connection, self.today(), person=person, start=start, limit=limit)

    def first_jobs(self) -> tuple[int, int, int]:
        """Return persons with an official job, for how many it was the first of their life, and of how many nobody told."""
        with self._reading("outcome") as reading:
            return view.first_jobs(reading.connection)

    def attitude_means(self, partner: str | None = None) -> dict[str, tuple[Decimal, int] | None]:
        """Return the mean answer and the number of sheets before and after, of all employers or of one; None where there is no sheet."""
        with self._reading("attitude") as reading:
            sheets = view.attitudes(reading.connection, partner)
        return {moment: _mean(found) for moment, found in sheets.items()}

    def seminars(self) -> list[tuple[str, str, str | None]]:
        """Return the seminars (id, beginning, place), the newest first."""
        with self._reading("attitude") as reading:
            return view.seminars(reading.connection)

    def apply(self, person: str, partner: str | None, job: str, sent_on: str, status: str = "sent") -> Written:
        """Write an application. Raises LineRefused naming `job` or `sent_on`."""
        if not job.strip():
            raise LineRefused(message("refused.required"), field="job")
        day = day_of(sent_on, "sent_on").isoformat()
        return self._writer.write([Intent("application", None, known({
            "person": person, "partner": partner, "job": job.strip(), "sent_on": day, "status": status}))])

    def answered(self, application: str, status: str) -> Written:
        """Write what became of an application."""
        return self._writer.write([Intent("application", application, {"status": status})])

    def employ(self, person: str, on: str, type_: str, first_ever: bool | None, evidence: str | None, project: str | None = None) -> Written:
        """Write that a person found work. Raises LineRefused naming `type` or `on`."""
        if type_ not in ("O-JOB", "O-SELF"):
            raise LineRefused(message("refused.required"), field="type")
        day = day_of(on, "on").isoformat()
        if day > self.today():
            raise LineRefused(message("placing.work_ahead"), field="on")
        with self._reading("outcome") as reading:
            one = looking.seeker(reading.connection, person, self.today(), ())
        return self._writer.write([Intent("outcome", None, known({
            "person": person, "case": one.case if one is not None else None, "type": type_, "on": day, "first_ever": first_ever,
            "evidence": evidence, "project": project}))])

    def lasted(self, outcome: str, until: str | None) -> Written:
        """Write the last day of work, or (None) that it goes on."""
        return self._writer.write([Intent("outcome", outcome, {"until": day_of(until, "until").isoformat() if until else None})])

    def kept(self, outcome: str, on: str, evidence: str | None) -> Written:
        """Write that somebody learned six months later that the work lasts (O-KEEP). Raises LineRefused (`on`): it is earlier than that."""
        with self._reading("outcome") as reading:
            row = reading.row("outcome", outcome)
        if row is None:
            raise Refused(message("placing.no_outcome"))
        day = day_of(on, "on")
        worked = (day.year - int(row.on[:4])) * 12 + day.month - int(row.on[5:7] or 1) - (len(row.on) == 10 and day.day < int(row.on[8:]))
        if worked < KEPT_MONTHS or day.isoformat() > self.today():
            raise LineRefused(message("placing.not_six_months"), field="on")
        return self._writer.write([Intent("outcome", None, known({
            "person": row.person, "case": row.case, "project": row.project, "type": "O-KEEP", "on": day.isoformat(), "evidence": evidence}))])

    def attitude(self, seminar: str, moment: str, answers: Mapping[str, int], partner: str | None = None) -> Written:
        """Write one anonymous sheet. Raises LineRefused (`answers`) when none, or one that is not from 1 to 5, is given."""
        if not answers or any(name not in QUESTIONS or not 1 <= value <= 5 for name, value in answers.items()):
            raise LineRefused(message("placing.answers_wrong"), field="answers")
        return self._writer.write([Intent("attitude", None, known({
            "seminar": seminar, "moment": moment, "answers": dict(answers), "partner": partner}))])

    def _reading(self, kind: str) -> AbstractContextManager[Reading]:
        if not self.may(kind, "read"):
            raise Denied(message("denied.role"))
        return self._store.reading()


def _mean(sheets: Sequence[Mapping[str, Any]]) -> tuple[Decimal, int] | None:
    """Return the mean of the sheets' own means, so that a sheet with fewer answers weighs as much as another."""
    means = [Decimal(sum(values)) / len(values) for one in sheets if (values := [value for value in one.values() if isinstance(value, int)])]
    return (sum(means, Decimal(0)) / len(means), len(means)) if means else None
