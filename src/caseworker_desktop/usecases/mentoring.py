"""Mentors from recruitment to the end: their register, clearances, trainings and supervision, and what their coordinator looks after."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from caseworker_desktop.kernel.errors import LineRefused, Refused
from caseworker_desktop.kernel.message import message
from caseworker_desktop.records.mentor.mentor_rules import DATED, STAGES
from caseworker_desktop.records.validity import first_day
from caseworker_desktop.records.views import mentor_dues as due, mentors as register
from caseworker_desktop.records.views.matching import MatchRow, matches
from caseworker_desktop.records.views.mentor_dues import CLEARANCE_DAYS, ClearanceEnding, Dues, ReviewDue, TrainedBy, Unsupervised
from caseworker_desktop.records.views.mentors import ClearanceRow, MentorRow, TrainingRow
from caseworker_desktop.store.reading import Reading
from caseworker_desktop.store.store import Store
from caseworker_desktop.usecases.intent import Intent, Written
from caseworker_desktop.usecases.mentor_rights import MentorRights
from caseworker_desktop.usecases.moment import day_of, known, moment_of, wholly
from caseworker_desktop.usecases.worker import Worker
from caseworker_desktop.usecases.writing import May, Writer

__all__ = [
    "CLEARANCE_DAYS", "DATED", "STAGES", "ClearanceEnding", "ClearanceRow", "Dues", "MentorFile", "MentorRow", "Mentoring", "NewMentor",
    "ReviewDue", "Supervision", "TrainedBy", "Training", "TrainingRow", "Unsupervised",
]

PROGRAMME_KIND = "mentor_training"
#: A clearance is mostly given for a year.
MOST_DAYS = 20
_CHANGEABLE = frozenset({"kind", "model", "interests", "lived_experience", "max_matches", "support_person", "staff", *DATED.values()})


@dataclass(frozen=True, slots=True)
class NewMentor:
    """A mentor to be recruited: a `person` who is here already, or a new one by name. Empty means not known."""

    kind: str
    person: str | None = None
    given_names: str = ""
    family_name: str = ""
    phone: str | None = None
    languages: tuple[str, ...] = ()
    residence: str | None = None
    recruited_on: str | None = None
    model: str | None = None
    interests: tuple[str, ...] = ()
    lived_experience: tuple[str, ...] = ()
    max_matches: int | None = None
    support_person: str | None = None


@dataclass(frozen=True, slots=True)
class MentorFile:
    """One mentor with everything that the coordinator keeps: no word of the client they may once have been."""

    row: MentorRow
    matches: tuple[MatchRow, ...]
    trainings: tuple[TrainingRow, ...]
    supervised: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Training:
    """A weekend (or longer) of training: who came to it (mentor records) and who completed it. `hours`: of one day."""

    name: str
    programme: str
    first: str
    last: str
    at: str
    hours: int
    place: str | None
    trainer: str | None
    came: tuple[str, ...]
    completed: tuple[str, ...]
    project: str | None = None


@dataclass(frozen=True, slots=True)
class Supervision:
    """A meeting of the coordinator with mentors (mentor records that came)."""

    on: str
    at: str
    minutes: int
    place: str | None
    came: tuple[str, ...]
    project: str | None = None


class Mentoring:
    """Reading and writing mentors for one worker."""

    def __init__(self, store: Store, writer: Writer, worker: Worker, may: May) -> None:
        self._store, self._writer, self._worker = store, writer, worker
        self.rights = MentorRights(worker, may)

    # ---- reading -----------------------------------------------------------------------------------------------------------------------------
    def today(self) -> str:
        """Return the worker's local day."""
        return self.rights.today()

    def sees_all(self) -> bool:
        """Tell whether this worker sees every mentor, and not themself only."""
        with self._reading() as reading:
            return self.rights.own(reading) is None

    def pipeline(self) -> dict[str, int]:
        """Return how many mentors stand at each stage, every stage named. A mentor sees themself only. Raises Denied."""
        with self._reading() as reading:
            own = self.rights.own(reading)
            if own is None:
                counted = register.pipeline(reading.connection)
            else:
                counted = {}
                for row in register.mentors_of(reading.connection, sorted(own), self.today()).values():
                    counted[row.stage] = counted.get(row.stage, 0) + 1
        return {stage: counted.get(stage, 0) for stage in STAGES}

    def mentors(self, stage: str | None = None, text: str = "", start: int = 0, limit: int = 200) -> list[MentorRow]:
        """Return mentors by name, of a stage (None: any) and by the words of `text`. A mentor sees themself only. Raises Denied."""
        with self._reading() as reading:
            own = self.rights.own(reading)
            if own is None:
                return register.mentors(reading.connection, self.today(), stage, text, start, limit)
            return [] if start else list(register.mentors_of(reading.connection, sorted(own), self.today()).values())

    def at_work(self) -> list[MentorRow]:
        """Return the mentors who are trained or further and have not ended, by name: whom a supervision or a training is for."""
        with self._reading() as reading:
            return register.ready_mentors(reading.connection, self.today(), ("recruited", "screened", "trained", "agreement", "matched"))

    def file(self, mentor: str) -> MentorFile | None:
        """Return one mentor's file, None when it is not here or not this worker's to see. Raises Denied."""
        with self._reading() as reading:
            own = self.rights.own(reading)
            found = register.mentors_of(reading.connection, [mentor], self.today())
            if mentor not in found or (own is not None and mentor not in own):
                return None
            row = found[mentor]
            walked = [self.rights.shown(one, own) for one in matches(reading.connection, self.today(), mentor=mentor)]
            return MentorFile(row, tuple(walked), tuple(register.trainings(reading.connection, row.person)),
                              tuple(register.supervised_days(reading.connection, row.person)))

    def mentor_of(self, person: str) -> str | None:
        """Return the mentor record of a person, None when they are no mentor."""
        with self._reading() as reading:
            return register.mentor_of_person(reading.connection, person)

    def dues(self) -> Dues:
        """Return the coordinator's page of today. A mentor gets an empty one. Raises Denied."""
        with self._reading() as reading:
            return due.dues(reading.connection, self.today()) if self.rights.own(reading) is None else Dues((), (), ())

    def count_dues(self) -> int:
        """Return how many things stand on that page. Raises Denied."""
        with self._reading() as reading:
            return due.count_dues(reading.connection, self.today()) if self.rights.own(reading) is None else 0

    def trained_by_year(self) -> list[TrainedBy]:
        """Return how many persons were trained, year by year, each once."""
        with self._reading() as reading:
            return due.trained_by_year(reading.connection, self.today())

    def trainings(self) -> list[tuple[str, str, str | None, str | None, int, int]]:
        """Return the mentor trainings (group, name, from, to, members, completed), the newest first."""
        with self._reading() as reading:
            return due.groups_of(reading.connection)

    def programmes(self) -> list[Any]:
        """Return the programmes of mentor training."""
        with self._reading() as reading:
            return sorted((one for one in reading.rows("programme") if one.kind == PROGRAMME_KIND), key=lambda one: one.code)

    # ---- writing -----------------------------------------------------------------------------------------------------------------------------
    def recruit(self, form: NewMentor) -> Written:
        """Write a mentor, and the person when they are new; the mentor's id is the last of `ids`.

        Raises LineRefused naming a field of the form: a name missing, a person who is a mentor already.
        """
        person, intents = form.person, []
        if person is None:
            for field, value in (("given_names", form.given_names), ("family_name", form.family_name)):
                if not value.strip():
                    raise LineRefused(message("refused.required"), field=field)
            person = self._writer.new_id()
            intents.append(Intent("person", person, known({
                "given_names": form.given_names.strip(), "family_name": form.family_name.strip(), "phone": form.phone,
                "languages": list(form.languages), "residence_declared": form.residence})))
        elif self.mentor_of(person) is not None:
            raise LineRefused(message("mentoring.is_mentor"), field="person")
        intents.append(Intent("mentor", self._writer.new_id(), known({
            "person": person, "kind": form.kind, "stage": "recruited", "recruited_on": form.recruited_on or self.today(), "model": form.model,
            "interests": list(form.interests), "lived_experience": list(form.lived_experience), "max_matches": form.max_matches,
            "support_person": form.support_person})))
        return self._writer.write(intents)

    def change(self, mentor: str, **values: Any) -> Written:
        """Change what is known of a mentor; the stage is changed by `advance`. Raises LineRefused for a field that is none."""
        for name in values:
            if name not in _CHANGEABLE:
                raise LineRefused(message("refused.unknown_field"), field=name)
        return self._writer.write([Intent("mentor", mentor, values)])

    def advance(self, mentor: str, stage: str, on: str) -> Written:
        """Move a mentor to a stage reached `on` a day. Raises LineRefused (`on`): the day is ahead; (`stage`): none, or matches are still open."""
        if stage not in STAGES:
            raise LineRefused(message("refused.unknown_code", code=stage[:40]), field="stage")
        if not on or first_day(on) > self.today():
            raise LineRefused(message("mentoring.stage_ahead"), field="on")
        if stage == "ended":
            with self._reading() as reading:
                if matches(reading.connection, self.today(), open_only=True, mentor=mentor):
                    raise LineRefused(message("mentoring.matches_open"), field="stage")
        dated = {DATED[stage]: on} if stage in DATED else {}
        return self._writer.write([Intent("mentor", mentor, {"stage": stage, **dated})])

    def back(self, mentor: str, stage: str, left: str, day: str | None) -> Written:
        """Take `advance` back: the stage before, and the day that the stage left had before."""
        return self._writer.write([Intent("mentor", mentor, {"stage": stage, **({DATED[left]: day} if left in DATED else {})})])

    def clear(self, mentor: str, institution: str, from_: str, to: str, reminder: str) -> Written:
        """Write a clearance, and the task `reminder` for whoever supports the mentor, 30 days before it ends (today when that is past).

        Raises LineRefused naming `institution`, `from` or `to`.
        """
        for field, value in (("institution", institution), ("from", from_), ("to", to)):
            if not value:
                raise LineRefused(message("refused.required"), field=field)
        with self._reading() as reading:
            found = register.mentors_of(reading.connection, [mentor], self.today())
        if mentor not in found:
            raise Refused(message("mentoring.no_mentor"))
        row = found[mentor]
        intents = [Intent("clearance", None, {"mentor": mentor, "institution": institution, "from": from_, "to": to})]
        if to >= self.today() and self.rights.may("task", "write"):
            begins = (date.fromisoformat(to) - timedelta(days=CLEARANCE_DAYS)).isoformat()
            intents.append(Intent("task", None, {
                "title": reminder, "due": max(begins, self.today()), "staff": row.support_person or self._worker.staff, "person": row.person,
                "kind": "clearance_expiry"}))
        return self._writer.write(intents)

    def end_clearance(self, clearance: str, on: str) -> Written:
        """Let a clearance end earlier: the institution took it back."""
        return self._writer.write([Intent("clearance", clearance, {"to": on})])

    def hold_training(self, told: Training) -> Written:
        """Write a training: its group, one session a day with those who came, and the members with what came of it.

        Who completed and stood before „trained“ moves there. Raises LineRefused naming a field; the group's id is the first of `ids`.
        """
        first, last = day_of(told.first, "first"), day_of(told.last or told.first, "last")
        if last < first:
            raise LineRefused(message("rule.ends_before_it_begins"), field="last")
        days = (last - first).days + 1
        if days > MOST_DAYS:
            raise LineRefused(message("mentoring.training_long", most=MOST_DAYS), field="last")
        if last.isoformat() > self.today():
            raise LineRefused(message("mentoring.training_ahead"), field="last")
        if not told.name.strip():
            raise LineRefused(message("refused.required"), field="name")
        with self._reading() as reading:
            people = register.mentors_of(reading.connection, list(told.came), self.today())
            programme = reading.row("programme", told.programme)
        if programme is None:
            raise LineRefused(message("refused.required"), field="programme")
        group = self._writer.new_id()
        intents = [Intent("group", group, known({
            "programme": told.programme, "name": told.name.strip(), "from": first.isoformat(), "to": last.isoformat(),
            "leaders": [self._worker.staff], "project": told.project, "capacity": len(people) or None}))]
        trainers = [{"name": told.trainer.strip()}] if told.trainer and told.trainer.strip() else []
        for offset in range(days):
            intents += self._gathering(people, known({
                "kind": "training", "starts_at": moment_of(first + timedelta(days=offset), told.at, self._worker), "minutes": told.hours * 60,
                "staff": [self._worker.staff], "trainers": trainers, "place": told.place, "project": told.project, "subject": programme.subject,
                "group": group}))
        for mentor, row in people.items():
            done = mentor in told.completed
            intents.append(Intent("group_member", None, known({
                "group": group, "person": row.person, "joined_on": first.isoformat(), "left_on": last.isoformat(),
                "result": "completed" if done else "dropped_out", "completed_on": last.isoformat() if done else None})))
            if done and row.stage in ("recruited", "screened"):
                intents.append(Intent("mentor", mentor, {"stage": "trained", "trained_on": last.isoformat()}))
        return self._writer.write(intents)

    def supervise(self, told: Supervision) -> Written:
        """Write a supervision and who came. Raises LineRefused naming `on`, `at`, `minutes` or `came`."""
        on = day_of(told.on, "on")
        if on.isoformat() > self.today():
            raise LineRefused(message("session.in_future"), field="on")
        if not told.came:
            raise LineRefused(message("mentoring.nobody_came"), field="came")
        with self._reading() as reading:
            people = register.mentors_of(reading.connection, list(told.came), self.today())
        return self._writer.write(self._gathering(people, known({
            "kind": "mentor_supervision", "starts_at": moment_of(on, told.at, self._worker), "minutes": wholly(told.minutes, "minutes"),
            "staff": [self._worker.staff], "place": told.place, "project": told.project})))

    def take_back(self, written: Written, kinds: Sequence[str]) -> Written:
        """Delete the records of these kinds that a write made (undo)."""
        gone = [Intent(kind, id_, {}, deleted=True) for kind, id_ in sorted(written.records) if kind in kinds]
        return self._writer.write(gone)

    # ---- inside ------------------------------------------------------------------------------------------------------------------------------
    def _gathering(self, people: Mapping[str, MentorRow], session: Mapping[str, Any]) -> list[Intent]:
        key = self._writer.new_id()
        came = [Intent("attendance", None, {"session": key, "person": row.person, "status": "present", "minutes": session["minutes"]})
                for row in people.values()]
        return [Intent("session", key, session), *came]

    def _reading(self) -> AbstractContextManager[Reading]:
        self.rights.allow("mentor", "read")
        return self._store.reading()

