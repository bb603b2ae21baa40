"""The forms of what several mentors come to: a weekend of training, and the monthly supervision."""

from __future__ import annotations

from caseworker_desktop.kernel.message import message
from caseworker_desktop.texts import Texts
from caseworker_desktop.ui.deed_fields import DeedFields
from caseworker_desktop.ui.deeds import Deed, Values
from caseworker_desktop.usecases.desk import Desk
from caseworker_desktop.usecases.intent import Written
from caseworker_desktop.usecases.mentoring import Supervision, Training

HOURS = 8
SUPERVISION_LONG = 90


class Gatherings:
    """Makes both forms."""

    def __init__(self, desk: Desk, texts: Texts, fields: DeedFields) -> None:
        self._desk, self._texts, self._fields = desk, texts, fields

    def supervise(self) -> Deed:
        """Return the form of a supervision: those at work are marked beforehand."""
        fields, people = self._fields, self._desk.mentoring.at_work()

        def write(values: Values) -> Written:
            return self._desk.mentoring.supervise(Supervision(
                values["on"] or "", values["at"] or "", values["minutes"] or 0, values["place"], tuple(values["came"] or ())))

        return Deed(
            "supervision:new", self._say("ui_mentors.supervise"), self._say("ui_mentors.save"),
            (fields.day("on", self._say("ui_mentors.day"), must=True, past=True), fields.line("at", self._say("ui_mentors.hour"), hint="17:00"),
             fields.number("minutes", self._say("ui_mentors.long"), 1, 24 * 60, must=True), fields.line("place", self._say("ui_mentors.where")),
             fields.among("came", self._say("ui_mentors.who_came"), [(one.id, one.name) for one in people], must=True)),
            write, self._say("ui_mentors.supervised"),
            start={"on": fields.today(), "minutes": SUPERVISION_LONG, "came": [one.id for one in people if one.stage in ("agreement", "matched")]},
            note=self._say("ui_mentors.supervise_note"),
            undo=lambda written: self._desk.mentoring.take_back(written, ("session", "attendance")))

    def train(self) -> Deed:
        """Return the form of a training."""
        fields = self._fields
        people = [(one.id, one.name) for one in self._desk.mentoring.at_work()]
        language = self._texts.language
        programmes = [
            (one.id, getattr(one, f"name_{language}") or one.name_lt or one.name_lv or one.name_en or one.code)
            for one in self._desk.mentoring.programmes()]

        def write(values: Values) -> Written:
            came = tuple(values["came"] or ())
            missing = set(values["missed"] or ())
            return self._desk.mentoring.hold_training(Training(
                values["name"] or "", values["programme"] or "", values["first"] or "", values["last"] or "", values["at"] or "",
                values["hours"] or HOURS, values["place"], values["trainer"], came, tuple(one for one in came if one not in missing)))

        return Deed(
            "training:new", self._say("ui_mentors.train"), self._say("ui_mentors.save"),
            (fields.line("name", self._say("ui_mentors.training_name"), must=True, wide=True),
             fields.choice("programme", self._texts.label("group", "programme"), programmes, must=True, wide=True),
             fields.day("first", self._say("ui_mentors.first_day"), must=True, past=True),
             fields.day("last", self._say("ui_mentors.last_day"), must=True, past=True),
             fields.line("at", self._say("ui_mentors.hour"), hint="10:00"),
             fields.number("hours", self._say("ui_mentors.hours_a_day"), 1, 24, must=True),
             fields.line("place", self._say("ui_mentors.where")), fields.line("trainer", self._say("ui_mentors.trainer")),
             fields.among("came", self._say("ui_mentors.who_came"), people, must=True),
             fields.among("missed", self._say("ui_mentors.who_not_completed"), people)),
            write, self._say("ui_mentors.training_written"),
            start={"programme": programmes[0][0] if len(programmes) == 1 else None, "hours": HOURS},
            note=self._say("ui_mentors.train_note") if programmes else self._say("ui_mentors.no_programme"),
            opens=lambda written: f"training:{written.ids[0]}")

    def _say(self, key: str) -> str:
        return self._texts.say(message(key))
