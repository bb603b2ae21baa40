"""The forms of applications, work found, employers' attitudes, and of laying a process over a project."""

from __future__ import annotations

from datetime import date

from caseworker_desktop.kernel.message import message
from caseworker_desktop.texts import Texts
from caseworker_desktop.ui.deed_fields import DeedFields
from caseworker_desktop.ui.deeds import Deed, Values
from caseworker_desktop.usecases.desk import Desk
from caseworker_desktop.usecases.employing import QUESTIONS
from caseworker_desktop.usecases.intent import Written

ANSWERS = ("1", "2", "3", "4", "5")


class FoundForms:
    """Makes these forms."""

    def __init__(self, desk: Desk, texts: Texts, fields: DeedFields) -> None:
        self._desk, self._texts, self._fields = desk, texts, fields

    def apply(self, person: str | None) -> Deed:
        """Return the form of a new application."""
        fields, label = self._fields, self._texts.label

        def write(values: Values) -> Written:
            return self._desk.employing.apply(
                values["person"] or "", values["partner"], values["job"] or "", values["sent_on"] or "", values["status"] or "sent")

        return Deed(
            f"application:new:{person or ''}", self._say("ui_work.application"), self._say("ui_work.save"),
            (fields.found("person", label("application", "person"), ("person",), must=True),
             fields.found("partner", label("application", "partner"), ("partner",)),
             fields.line("job", label("application", "job"), must=True, wide=True),
             fields.day("sent_on", label("application", "sent_on"), must=True, past=True),
             fields.code("status", label("application", "status"), "application_statuses", must=True,
                         among=self._desk.lists.codes("application_statuses"))),
            write, self._say("ui_work.application_written"), start={"person": person, "sent_on": fields.today(), "status": "sent"},
            undo=lambda written: self._desk.placing.take_back(written, ("application",)),
            opens=lambda written: f"application:{written.ids[0]}:{self._person_of('application', written.ids[0])}")

    def answered(self, application: str, person: str) -> Deed | None:
        """Return the form of an employer's answer."""
        row = next((one for one in self._desk.employing.applications(person=person) if one.id == application), None)
        if row is None:
            return None
        before = row.status or "sent"
        return Deed(
            f"application:{application}", self._say("ui_work.set_answer"), self._say("ui_work.save"),
            (self._fields.code("status", self._texts.label("application", "status"), "application_statuses", must=True,
                               among=self._desk.lists.codes("application_statuses"), wide=True),),
            lambda values: self._desk.employing.answered(application, values["status"]), self._say("ui_work.saved"), start={"status": before},
            note=f"{row.person_name} · {row.job or ''}", undo=lambda written: self._desk.employing.answered(application, before))

    def employ(self, person: str | None) -> Deed:
        """Return the form of work that was found."""
        fields, label = self._fields, self._texts.label
        projects, _ = self._desk.placing.choices()

        def write(values: Values) -> Written:
            return self._desk.employing.employ(
                values["person"] or "", values["on"] or "", values["type"] or "", values["first_ever"], values["evidence"], values["project"])

        return Deed(
            f"employ:new:{person or ''}", self._say("ui_work.found_work"), self._say("ui_work.save"),
            (fields.found("person", label("outcome", "person"), ("person",), must=True),
             fields.code("type", label("outcome", "type"), "outcome_types", must=True, among=("O-JOB", "O-SELF"), wide=True),
             fields.day("on", self._say("ui_work.first_day"), must=True, past=True),
             fields.code("evidence", label("outcome", "evidence"), "evidence_kinds"),
             fields.truth("first_ever", self._say("ui_work.first_of_life"), wide=True),
             fields.choice("project", label("outcome", "project"), projects, wide=True)),
            write, self._say("ui_work.found_written"), start={"person": person, "type": "O-JOB", "on": fields.today()},
            undo=lambda written: self._desk.placing.take_back(written, ("outcome",)),
            opens=lambda written: f"employed:{written.ids[0]}:{self._person_of('outcome', written.ids[0])}")

    def lasted(self, outcome: str, person: str) -> Deed | None:
        """Return the form of the last day of work."""
        row = next((one for one in self._desk.employing.employed(person=person) if one.id == outcome), None)
        if row is None:
            return None
        return Deed(
            f"lasted:{outcome}", self._say("ui_work.work_ended"), self._say("ui_work.save"),
            (self._fields.day("until", self._texts.label("outcome", "until")),),
            lambda values: self._desk.employing.lasted(outcome, values["until"]), self._say("ui_work.saved"),
            start={"until": row.until or self._fields.today()}, note=self._say("ui_work.lasted_note"),
            undo=lambda written: self._desk.employing.lasted(outcome, row.until))

    def kept(self, outcome: str) -> Deed:
        """Return the form of work that lasts after six months."""
        fields, label = self._fields, self._texts.label
        return Deed(
            f"kept:{outcome}", self._say("ui_work.write_kept"), self._say("ui_work.save"),
            (fields.day("on", self._say("ui_work.asked_on"), must=True, past=True),
             fields.code("evidence", label("outcome", "evidence"), "evidence_kinds")),
            lambda values: self._desk.employing.kept(outcome, values["on"] or "", values["evidence"]), self._say("ui_work.kept_written"),
            start={"on": fields.today()}, note=self._say("ui_work.kept_note"),
            undo=lambda written: self._desk.placing.take_back(written, ("outcome",)))

    def attitude(self, partner: str) -> Deed:
        """Return one anonymous sheet of an employer's attitude."""
        fields = self._fields
        seminars = [(id_, " · ".join(part for part in (self._texts.date(at[:10]), place or "") if part))
                    for id_, at, place in self._desk.employing.seminars()]
        questions = {
            "1": self._say("ui_work.question_1"), "2": self._say("ui_work.question_2"), "3": self._say("ui_work.question_3"),
            "4": self._say("ui_work.question_4"), "5": self._say("ui_work.question_5")}
        options = [(code, code) for code in ANSWERS]

        def write(values: Values) -> Written:
            answers = {name: int(value) for name, value in (values.get("answers") or {}).items() if value}
            return self._desk.employing.attitude(values["seminar"] or "", values["moment"] or "", answers, partner)

        return Deed(
            f"attitude:{partner}", self._say("ui_work.attitude_sheet"), self._say("ui_work.save"),
            (fields.choice("seminar", self._texts.label("attitude", "seminar"), seminars, must=True, wide=True),
             fields.code("moment", self._texts.label("attitude", "moment"), "attitude_moments", must=True, among=("before", "after"), wide=True),
             *(fields.choice(f"answers.{name}", questions[name], options, wide=True) for name in QUESTIONS)),
            write, self._say("ui_work.attitude_written"), start={"seminar": seminars[0][0] if seminars else None, "moment": "before"},
            note=self._say("ui_work.attitude_note") if seminars else self._say("ui_work.no_seminar"),
            undo=lambda written: self._desk.placing.take_back(written, ("attitude",)))

    def lay_over(self, code: str) -> Deed | None:
        """Return the form that makes the stages of a process parts of a project."""
        found = next((one for one in self._desk.processes.all(self._texts.language) if one.code == code), None)
        if found is None or found.kept is None:
            return None
        kept, fields = found.kept, self._fields
        projects, _ = self._desk.placing.choices()
        names = [f"begins{at}" for at in range(len(found.stages))]
        day, start = date.fromisoformat(fields.today()).replace(day=1), {}
        for name, stage in zip(names, found.stages, strict=True):
            start[name] = day.isoformat()
            day = _months_on(day, stage.months or 1)
        start["ends"] = date.fromordinal(day.toordinal() - 1).isoformat()

        def write(values: Values) -> Written:
            return self._desk.processes.lay_over(kept, values["project"] or "", [values[name] or "" for name in names], values["ends"],
                                                 self._texts.language)

        return Deed(
            f"process:{code}", self._say("ui_work.lay_over"), self._say("ui_work.save"),
            (fields.choice("project", self._say("ui_work.project"), projects, must=True, wide=True),
             *(fields.day(name, self._texts.say(message("ui_work.stage_begins", stage=stage.code)), must=True)
               for name, stage in zip(names, found.stages, strict=True)),
             fields.day("ends", self._say("ui_work.last_ends"))),
            write, self._say("ui_work.laid_over"), start=start, note=found.name,
            undo=lambda written: self._desk.placing.take_back(written, ("project_part",)))

    def _person_of(self, kind: str, id_: str) -> str:
        plain = self._desk.editing.read(kind, id_)
        return str(plain["person"]) if plain is not None else ""

    def _say(self, key: str) -> str:
        return self._texts.say(message(key))


def _months_on(day: date, months: int) -> date:
    """Return the first of the month so many months on."""
    at = day.year * 12 + day.month - 1 + months
    return date(at // 12, at % 12 + 1, 1)
