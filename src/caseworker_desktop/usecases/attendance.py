"""Who came: marks at a session, the unnamed beside them, and the time that was lost."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from caseworker_desktop.kernel import clock
from caseworker_desktop.kernel.errors import LineRefused
from caseworker_desktop.kernel.message import message
from caseworker_desktop.records.session.attended import STATUSES, THERE
from caseworker_desktop.records.views.groups import cases_of
from caseworker_desktop.store.reading import Reading
from caseworker_desktop.store.store import Store
from caseworker_desktop.usecases.intent import Intent, Written
from caseworker_desktop.usecases.moments import LONGEST
from caseworker_desktop.usecases.worker import Worker
from caseworker_desktop.usecases.writing import Writer

__all__ = ["STATUSES", "THERE", "Attendance", "Length", "Wish"]


@dataclass(frozen=True, slots=True)
class Wish:
    """How one person is to be marked. `status` None: no mark; `minutes` None: all of the session; `reason` why they were not there."""

    person: str
    status: str | None
    minutes: int | None = None
    reason: str | None = None


@dataclass(frozen=True, slots=True)
class Length:
    """How long a session was: `minutes` of `planned`, and why it was shorter. With no minutes left it was not held at all."""

    planned: int
    minutes: int
    reason: str | None


class Attendance:
    """The marks of sessions. Each command is one transaction; a status that somebody wrote first is changed, never doubled."""

    def __init__(self, store: Store, writer: Writer, worker: Worker) -> None:
        self._store, self._writer, self._worker = store, writer, worker

    def mark(self, session: str, wishes: Sequence[Wish]) -> Written:
        """Mark people at a session. A planned one has thereby been held, for the minutes that were planned.

        Raises LineRefused naming `starts_at` (a session to come), `status` or `minutes`.
        """
        with self._store.reading() as reading:
            row = self._held(reading, session, wishes)
            known: dict[str, list[dict[str, Any]]] = {}
            for each in reading.plains("attendance", session=session):
                known.setdefault(each["person"], []).append(each)
            cases = cases_of(reading.connection, [one.person for one in wishes if one.status and one.person not in known])
        intents = [intent for wish in wishes for intent in _mark(session, wish, known.get(wish.person, []), cases.get(wish.person))]
        changes: dict[str, Any] = {}
        missing = sorted({case for case in cases.values() if case} - set(row["cases"]))
        if missing:
            changes["cases"] = [*row["cases"], *missing]
        if not row["minutes"] and row["planned_minutes"] and any(one.status in THERE for one in wishes):
            changes["minutes"] = row["planned_minutes"]
        if changes:
            intents.insert(0, Intent("session", session, changes))
        return self._writer.write(intents)

    def unnamed(self, session: str, count: int) -> Written:
        """Write how many came whose names nobody asks. Raises LineRefused naming `unnamed_count`."""
        if not 0 <= count <= 1_000_000:
            raise LineRefused(message("groups.count_wrong"), field="unnamed_count")
        return self._writer.write([Intent("session", session, {"unnamed_count": count})])

    def length(self, session: str, told: Length) -> Written:
        """Write how long a session was. Raises LineRefused naming `minutes` or `reason`."""
        if not 0 < told.planned <= LONGEST:
            raise LineRefused(message("session.minutes_wrong", most=LONGEST), field="planned_minutes")
        if not 0 <= told.minutes <= LONGEST:
            raise LineRefused(message("session.minutes_wrong", most=LONGEST), field="minutes")
        short = told.minutes < told.planned
        if short and told.reason is None:
            raise LineRefused(message("groups.reason_missing"), field="reason")
        return self._writer.write([Intent("session", session, {
            "planned_minutes": told.planned, "minutes": told.minutes, "lost_reason": told.reason if not told.minutes else None,
            "shortened_reason": told.reason if short and told.minutes else None})])

    def cancel(self, session: str) -> Written:
        """Delete a session that was only planned. Raises LineRefused when somebody was marked at it."""
        with self._store.reading() as reading:
            if reading.plains("attendance", session=session):
                raise LineRefused(message("groups.has_marks"), field="session")
        return self._writer.write([Intent("session", session, {}, deleted=True)])

    def bring_back(self, session: str) -> Written:
        """Take a cancelling back."""
        return self._writer.write([Intent("session", session, {}, restored=True)])

    def _held(self, reading: Reading, session: str, wishes: Sequence[Wish]) -> dict[str, Any]:
        row = reading.plain("session", session)
        if row is None:
            raise LineRefused(message("refused.unknown_record"), field="session")
        if row["starts_at"][:10] > clock.today(self._worker.clock).isoformat() and any(one.status for one in wishes):
            raise LineRefused(message("groups.not_yet"), field="starts_at")
        longest = max(row["minutes"] or 0, row["planned_minutes"] or 0) or LONGEST
        for one in wishes:
            if one.status is not None and one.status not in STATUSES:
                raise LineRefused(message("refused.unknown_code", code=one.status[:40]), field="status")
            if one.minutes is not None and not 0 <= one.minutes <= longest:
                raise LineRefused(message("groups.minutes_wrong", most=longest), field="minutes")
        return row


def _mark(session: str, wish: Wish, known: Sequence[Mapping[str, Any]], case: str | None) -> list[Intent]:
    if wish.status is None:
        return [Intent("attendance", one["id"], {}, deleted=True) for one in known]
    values: dict[str, Any] = {
        "status": wish.status, "minutes": wish.minutes if wish.status in THERE else None, "reason": None if wish.status == "present" else wish.reason}
    if known:
        return [Intent("attendance", known[0]["id"], values)]
    told = {"session": session, "person": wish.person, "case": case, **values}
    return [Intent("attendance", None, {name: value for name, value in told.items() if value is not None})]
