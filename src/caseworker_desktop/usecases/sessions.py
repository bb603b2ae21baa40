"""Consultations: one write for session, attendance, note and next step, with undo; meetings planned ahead; attempts to reach somebody."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, time
from typing import Any

from caseworker_desktop.kernel import clock
from caseworker_desktop.kernel.errors import LineRefused
from caseworker_desktop.kernel.message import message
from caseworker_desktop.records.views.consulting import Setting, setting
from caseworker_desktop.store.store import Store
from caseworker_desktop.usecases.intent import Intent, Written
from caseworker_desktop.usecases.moments import LONGEST, begun, day_of, hour_of
from caseworker_desktop.usecases.worker import Worker
from caseworker_desktop.usecases.writing import Writer

__all__ = ["Consultation", "Recorded", "Sessions", "Setting"]

DEFAULT_MINUTES = 30
#: A talk on an earlier day whose hour nobody remembers: noon is the same day in every zone of the field.
HOUR_NOT_KNOWN = time(12)
LEVELS = ("shared", "role", "author")


@dataclass(frozen=True, slots=True)
class Consultation:
    """What the form holds. `on`: day; `at`: hour, or None; `session`: a planned meeting that takes place now; `next_step_title`: what the
    task of the next step is called (it is open to all, so it says nothing of the note).
    """

    person: str
    case: str | None
    on: str
    minutes: int | None
    kind: str
    at: str | None = None
    topics: tuple[str, ...] = ()
    note: str = ""
    level: str = "shared"
    next_step_on: str | None = None
    next_step_title: str = ""
    institution: str | None = None
    place: str | None = None
    place_type: str | None = None
    project: str | None = None
    session: str | None = None


@dataclass(frozen=True, slots=True)
class Recorded:
    """A consultation that was written: what undo takes back. `before`: the planned meeting as it was, or None."""

    written: Written
    session: str
    attendance: str
    note: str | None
    task: str | None
    before: Mapping[str, Any] | None


class Sessions:
    """Writes what took place between the worker and a person."""

    def __init__(self, store: Store, writer: Writer, worker: Worker) -> None:
        self._store, self._writer, self._worker = store, writer, worker

    def prepare(self, person: str) -> Setting | None:
        """Return what a form for this person is filled with, None when the person is not here."""
        with self._store.reading() as reading:
            return setting(reading.connection, person, self._worker.staff, self._today())

    def planned(self, session: str) -> Mapping[str, Any] | None:
        """Return a planned meeting's plain values, None when it is not here."""
        with self._store.reading() as reading:
            return reading.plain("session", session)

    def record(self, told: Consultation) -> Recorded:
        """Write session, attendance (present, phase of that day), note and the task of the next step, in one go.

        Raises LineRefused naming `on`, `at`, `minutes`, `note` or `next_step_on`; nothing is written then.
        """
        start = begun(told.on, told.at, told.minutes, self._worker.clock.now(), HOUR_NOT_KNOWN)
        if told.minutes is None or not 0 < told.minutes <= LONGEST:
            raise LineRefused(message("session.minutes_wrong", most=LONGEST), field="minutes")
        if told.note.strip() and told.case is None:
            raise LineRefused(message("session.note_without_case"), field="note")
        if told.level not in LEVELS:
            raise LineRefused(message("refused.unknown_code", code=told.level), field="level")
        if told.next_step_on is not None and told.next_step_on < told.on:
            raise LineRefused(message("session.next_step_before"), field="next_step_on")
        before = self.planned(told.session) if told.session else None
        session, attendance = told.session if before else None, self._writer.new_id()
        session = session or self._writer.new_id()
        note = self._writer.new_id() if told.note.strip() else None
        task = self._writer.new_id() if told.next_step_on else None
        intents = [
            Intent("session", session, self._session(told, start, before)),
            Intent("attendance", attendance, _known({
                "session": session, "person": told.person, "case": told.case, "status": "present", "minutes": told.minutes})),
        ]
        if note is not None:
            intents.append(Intent("note", note, _known({
                "case": told.case, "session": session, "level": told.level, "role": self._worker.role if told.level == "role" else None,
                "text": told.note.strip(), "signed_on": self._worker.clock.now().isoformat(timespec="seconds")})))
        if task is not None:
            intents.append(Intent("task", task, _known({
                "title": told.next_step_title, "due": told.next_step_on, "staff": self._worker.staff, "person": told.person, "case": told.case,
                "session": session, "kind": "manual"})))
        return Recorded(self._writer.write(intents), session, attendance, note, task, before)

    def undo(self, done: Recorded) -> Written:
        """Take a consultation back: what it made is deleted, a planned meeting is as it was; a signed note is marked as entered in error."""
        intents = [Intent("attendance", done.attendance, {}, deleted=True)]
        if done.before is None:
            intents.append(Intent("session", done.session, {}, deleted=True))
        else:
            intents.append(Intent("session", done.session, {name: done.before.get(name) for name in _OF_RECORDING}))
        if done.note is not None:
            intents.append(Intent("note", done.note, {"entered_in_error": True}))
        if done.task is not None:
            intents.append(Intent("task", done.task, {}, deleted=True))
        return self._writer.write(intents)

    def plan(self, person: str, on: str, at: str, minutes: int, kind: str = "individual", place: str | None = None) -> Written:
        """Write a meeting that is to take place: no minutes are spent yet, nobody has come. Raises LineRefused naming a field."""
        found = self.prepare(person)
        if found is None or found.case is None:
            raise LineRefused(message("session.note_without_case"), field="person")
        if not 0 < minutes <= LONGEST:
            raise LineRefused(message("session.minutes_wrong", most=LONGEST), field="minutes")
        start = datetime.combine(day_of(on, "on"), hour_of(at), self._worker.clock.now().tzinfo)
        values = {
            "kind": kind, "starts_at": start.isoformat(), "minutes": 0, "planned_minutes": minutes, "staff": [self._worker.staff],
            "cases": [found.case], "institution": found.institution, "place": place, "place_type": "prison" if found.inside else None,
            "project": found.project,
        }
        return self._writer.write([Intent("session", None, _known(values))])

    def attempted(self, person: str, case: str, result: str, channel: str = "phone") -> Written:
        """Write an attempt to reach a person just now, and how it ended (contact_attempt.result)."""
        at = self._worker.clock.now().isoformat(timespec="seconds")
        return self._writer.write([Intent("contact_attempt", None, {"case": case, "person": person, "at": at, "channel": channel, "result": result})])

    def take_back(self, kind: str, id_: str) -> Written:
        """Delete a record just made (undo of a meeting planned, of an attempt)."""
        return self._writer.write([Intent(kind, id_, {}, deleted=True)])

    def _session(self, told: Consultation, start: datetime, before: Mapping[str, Any] | None) -> dict[str, Any]:
        values = {
            "kind": told.kind, "starts_at": start.isoformat(), "minutes": told.minutes, "topics": list(told.topics) or None, "place": told.place,
            "place_type": told.place_type, "institution": told.institution, "project": told.project,
        }
        if before is None:
            values |= {"staff": [self._worker.staff], "cases": [told.case] if told.case else None}
        elif told.at is None:
            del values["starts_at"]  # the planned hour stays
        return _known(values)

    def _today(self) -> str:
        return clock.today(self._worker.clock).isoformat()


_OF_RECORDING = ("kind", "starts_at", "minutes", "topics", "place", "place_type", "institution", "project")


def _known(values: Mapping[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in values.items() if value is not None}
