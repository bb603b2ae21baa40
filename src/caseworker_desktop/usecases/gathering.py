"""A session of any kind with all that belongs to it: who came, services, trainers, partners, counts, a note; written, changed and listed.

One session reaches many case files and counts once: the people are in attendance, their cases on the session.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, time, timedelta
from typing import Any

from caseworker_desktop.kernel import clock, ids
from caseworker_desktop.kernel.errors import LineRefused
from caseworker_desktop.kernel.message import message
from caseworker_desktop.records.session.attended import STATUSES, THERE
from caseworker_desktop.records.validity import certainly_before
from caseworker_desktop.records.views.groups import cases_of
from caseworker_desktop.records.views.sessions import SessionPlace, SessionRow, SessionsPage, SessionsWanted, earliest, sessions
from caseworker_desktop.store.store import Store
from caseworker_desktop.usecases.intent import Intent, Written
from caseworker_desktop.usecases.moments import LONGEST, begun, day_of, hour_of
from caseworker_desktop.usecases.noting import Noting, Signed
from caseworker_desktop.usecases.seldom import Seldom
from caseworker_desktop.usecases.worker import Worker
from caseworker_desktop.usecases.writing import Writer

__all__ = [
    "WITH_SOMEBODY", "Came", "Done", "Gathering", "Gatherings", "SessionPlace", "SessionRow", "SessionsPage", "SessionsWanted", "Whole",
]

#: Kinds that are nothing without a person.
WITH_SOMEBODY = ("individual", "family", "phone", "letter", "mentor_meeting", "in_work_visit", "case_conference")
_UNKNOWN_HOUR = time(12)
_YEAR = timedelta(days=366)


@dataclass(frozen=True, slots=True)
class Came:
    """One person at the session; minutes None: all of it."""

    person: str
    status: str = "present"
    minutes: int | None = None
    reason: str | None = None


@dataclass(frozen=True, slots=True)
class Gathering:
    """What the form of a session holds. `on` and `at`: day and hour (None: not known); `values`: the other fields of the session, plain.

    `note` goes to the case of `note_about` (a person; None: the only one who came).
    """

    kind: str
    on: str
    at: str | None
    values: Mapping[str, Any]
    came: tuple[Came, ...] = ()
    note: str = ""
    level: str = "shared"
    note_about: str | None = None


@dataclass(frozen=True, slots=True)
class Done:
    """What was written, and what takes it back."""

    session: str
    written: Written
    undo: tuple[Intent, ...]


@dataclass(frozen=True, slots=True)
class Whole:
    """A session as it stands: its plain values and who came."""

    values: Mapping[str, Any]
    came: tuple[Came, ...]


class Gatherings:
    """Sessions of every kind, for one worker."""

    def __init__(self, store: Store, writer: Writer, worker: Worker, noting: Noting, seldom: Seldom) -> None:
        self._store, self._writer, self._worker, self._noting = store, writer, worker, noting
        self._seldom = seldom

    def page(self, wanted: SessionsWanted, after: SessionPlace | None = None, limit: int = 200) -> SessionsPage:
        """Return a page of sessions, the latest first.

        Where few of many may fit, a page goes back by a year at most, so that none is waited for long; it may then be short, or empty, and
        `after` still continues it.
        """
        with self._store.reading() as reading:
            if (few := self._seldom.sessions(reading, wanted)) is not None:
                return sessions(reading.connection, wanted, after, limit, few)
            if not wanted.sifted or wanted.first:
                return sessions(reading.connection, wanted, after, limit)
            edge = day_of(after.starts_at[:10], "after") if after else clock.today(self._worker.clock)
            first = (edge - _YEAR).isoformat()
            found = sessions(reading.connection, replace(wanted, first=first), after, limit)
            if found.after is None and (earliest(reading.connection) or first) < first:
                return SessionsPage(found.sessions, SessionPlace(first, ids.to_text(bytes(16))))
            return found

    def whole(self, session: str) -> Whole | None:
        """Return a session with who came, None when it is not here."""
        with self._store.reading() as reading:
            values = reading.plain("session", session)
            marks = reading.plains("attendance", session=session)
        if values is None:
            return None
        return Whole(values, tuple(Came(one["person"], one["status"], one["minutes"], one["reason"]) for one in marks))

    def outside(self, project: str | None, on: str) -> bool:
        """Tell whether a day lies outside a project's period: allowed, but left out of its totals."""
        if not project or not on:
            return False
        with self._store.reading() as reading:
            row = reading.row("project", project)
        return row is not None and bool(
            (row.period_from and certainly_before(on, row.period_from)) or (row.period_to and certainly_before(row.period_to, on)))

    def record(self, told: Gathering, session: str | None = None) -> Done:
        """Write a session (new, or `session` changed) with attendance and note in one go.

        A day to come makes it a plan: its minutes are planned ones, and nobody has come. With a lost reason it was not held: nobody was there.
        Raises LineRefused naming `on`, `at`, `minutes`, `staff`, `came`, `note` or a field of the session.
        """
        with self._store.reading() as reading:
            before = reading.plain("session", session) if session else None
            marks = reading.plains("attendance", session=session) if session else []
            cases = cases_of(reading.connection, [one.person for one in told.came])
        values = self._values(told, before)
        self._check(told, values)
        id_ = session or self._writer.new_id()
        values["cases"] = sorted({case for case in cases.values() if case} | {*(before or {}).get("cases", ())} - self._left(told, marks))
        intents = [Intent("session", id_, values if before else {name: value for name, value in values.items() if value not in (None, [], {})})]
        back = [Intent("session", id_, {name: before.get(name) for name in values} if before else {}, deleted=before is None)]
        self._attendance(id_, told, marks, cases, intents, back)
        if told.note.strip():
            note = self._note(id_, told, cases)
            intents.append(note)
            back.insert(0, Intent("note", note.id, {"entered_in_error": True}))
        return Done(id_, self._writer.write(intents), tuple(back))

    def take_back(self, done: Done) -> Written:
        """Undo a recording; a signed note is marked as entered in error."""
        return self._writer.write(done.undo)

    # ---- inside -----------------------------------------------------------------------------------------------------------------------------
    def _values(self, told: Gathering, before: Mapping[str, Any] | None) -> dict[str, Any]:
        values = dict(told.values)
        minutes = values.get("minutes")
        if minutes is None or not 0 <= minutes <= LONGEST or (minutes == 0 and not values.get("lost_reason")):
            raise LineRefused(message("session.minutes_wrong", most=LONGEST), field="minutes")
        today = clock.today(self._worker.clock)
        planned = day_of(told.on, "on") > today
        if planned:
            hour = hour_of(told.at) if told.at else _UNKNOWN_HOUR
            start = datetime.combine(day_of(told.on, "on"), hour, self._worker.clock.now().tzinfo)
            values |= {"planned_minutes": minutes, "minutes": 0}
        elif values.get("lost_reason"):
            start = datetime.combine(day_of(told.on, "on"), hour_of(told.at) if told.at else _UNKNOWN_HOUR, self._worker.clock.now().tzinfo)
            values |= {"planned_minutes": values.get("planned_minutes") or minutes, "minutes": 0}
        else:
            start = begun(told.on, told.at, minutes, self._worker.clock.now(), _UNKNOWN_HOUR)
        values["kind"] = told.kind
        values["starts_at"] = start.isoformat()
        if before is not None and not told.at and before["starts_at"][:10] == told.on:
            values["starts_at"] = before["starts_at"]  # the hour that stands is kept
        if not values.get("staff") and not values.get("match"):
            values["staff"] = [self._worker.staff]
        return values

    def _check(self, told: Gathering, values: Mapping[str, Any]) -> None:
        persons = [one.person for one in told.came]
        if len(persons) != len(set(persons)):
            raise LineRefused(message("session.person_twice"), field="came")
        for one in told.came:
            if one.status not in STATUSES:
                raise LineRefused(message("refused.unknown_code", code=one.status[:40]), field="came")
            if one.minutes is not None and not 0 <= one.minutes <= LONGEST:
                raise LineRefused(message("session.minutes_wrong", most=LONGEST), field="came")
        held = not values.get("lost_reason") and values["minutes"] > 0
        if held and told.kind in WITH_SOMEBODY and not persons:
            raise LineRefused(message("session.nobody"), field="came")
        if not held and any(one.status in THERE for one in told.came):
            key = message("session.lost_with_people") if values.get("lost_reason") else message("groups.not_yet")
            raise LineRefused(key, field="came")

    def _left(self, told: Gathering, marks: Sequence[Mapping[str, Any]]) -> set[str]:
        """Return the cases of those who were marked and are no longer among the people."""
        stay = {one.person for one in told.came}
        return {one["case"] for one in marks if one["person"] not in stay and one["case"]}

    def _attendance(
        self, session: str, told: Gathering, marks: Sequence[Mapping[str, Any]], cases: Mapping[str, str | None], intents: list[Intent],
        back: list[Intent],
    ) -> None:
        known = {one["person"]: one for one in marks}
        for one in told.came:
            values: dict[str, Any] = {
                "status": one.status, "minutes": one.minutes if one.status in THERE else None,
                "reason": one.reason if one.status != "present" else None,
            }
            there = known.pop(one.person, None)
            if there is not None:
                intents.append(Intent("attendance", there["id"], values))
                back.insert(0, Intent("attendance", there["id"], {name: there[name] for name in values}))
                continue
            id_ = self._writer.new_id()
            made = {"session": session, "person": one.person, "case": cases.get(one.person), **values}
            intents.append(Intent("attendance", id_, {name: value for name, value in made.items() if value is not None}))
            back.insert(0, Intent("attendance", id_, {}, deleted=True))
        for gone in known.values():
            intents.append(Intent("attendance", gone["id"], {}, deleted=True))
            back.append(Intent("attendance", gone["id"], {}, restored=True))

    def _note(self, session: str, told: Gathering, cases: Mapping[str, str | None]) -> Intent:
        about = told.note_about or (told.came[0].person if len(told.came) == 1 else None)
        case = cases.get(about) if about else None
        if case is None:
            raise LineRefused(message("session.note_about_whom") if about is None else message("session.note_without_case"), field="note")
        return self._noting.intent(Signed(case, told.note, told.level, session))
