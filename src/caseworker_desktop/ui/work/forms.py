"""What can be done on the screen of work: each pressed button leads to a form, to another page, or is done at once."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from caseworker_desktop.kernel.message import message
from caseworker_desktop.texts import Texts
from caseworker_desktop.ui.deed_fields import DeedFields
from caseworker_desktop.ui.deeds import Answer, Deed, Do, Go, Show, Values
from caseworker_desktop.ui.work.found_forms import FoundForms
from caseworker_desktop.ui.work.words import Words
from caseworker_desktop.usecases.desk import Desk
from caseworker_desktop.usecases.intent import Written
from caseworker_desktop.usecases.placing import RATED, NewPlacement, NewPledge, NewVisit, PledgeRow

TWO_WEEKS = 14
VISIT_LONG = 40
MOST_PLACES = 10_000


class Forms:
    """Makes the answers; a code is „verb:id:more“."""

    def __init__(self, desk: Desk, texts: Texts, words: Words) -> None:
        self._desk, self._texts, self._words, self._fields = desk, texts, words, DeedFields(desk, texts)
        self._found = FoundForms(desk, texts, self._fields)

    def answer(self, code: str) -> Answer:
        """Return what a pressed button leads to. Raises KeyError for a code that is none."""
        verb, _, rest = code.partition(":")
        first, _, second = rest.partition(":")
        makers: dict[str, Callable[[], Answer]] = {
            "open": lambda: Show(rest), "person": lambda: Go("people", {"person": first}),
            "consent": lambda: Go("people", {"person": first, "tab": "data"}), "partner": lambda: Go("partners", {"partner": first}),
            "print": lambda: Go("paper", {"kind": first, "id": second}),
            "offer": lambda: self._offer(first or None), "pledge": lambda: self._change_pledge(first),
            "place": lambda: self._place(first, second or None), "placement": lambda: self._change_placement(first),
            "begin": lambda: self._begin(first), "finish": lambda: self._finish(first), "visit": lambda: self._visit(first),
            "apply": lambda: self._found.apply(first or None), "answer": lambda: self._found.answered(first, second),
            "employ": lambda: self._found.employ(first or None), "lasted": lambda: self._found.lasted(first, second),
            "kept": lambda: self._found.kept(first), "attitude": lambda: self._found.attitude(first),
            "take_in": lambda: self._take_in(first), "lay_over": lambda: self._found.lay_over(first),
        }
        return makers[verb]()

    # ---- places ----------------------------------------------------------------------------------------------------------------------------
    def _offer(self, partner: str | None) -> Deed:
        fields, label = self._fields, self._texts.label
        projects, employers = self._desk.placing.choices()

        def write(values: Values) -> Written:
            return self._desk.placing.offer(NewPledge(
                values["partner"] or "", values["job"] or "", values["places"], values["municipality"], values["from"], values["to"],
                values["conditions"], values["project"]))

        named = dict(employers)
        return Deed(
            f"pledge:new:{partner or ''}", self._say("ui_work.new_pledge"), self._say("ui_work.save"),
            (fields.found("partner", label("pledge", "partner"), ("partner",), must=True),
             fields.line("job", label("pledge", "job"), must=True), fields.number("places", label("pledge", "places"), 1, MOST_PLACES, must=True),
             fields.code("municipality", label("pledge", "municipality"), "municipalities", wide=True),
             fields.choice("project", label("pledge", "project"), projects), fields.day("from", label("pledge", "from")),
             fields.day("to", label("pledge", "to")), fields.text("conditions", label("pledge", "conditions"), lines=3)),
            write, self._say("ui_work.pledge_written"), start={"partner": partner if partner in named else None, "from": fields.today(), "places": 1},
            undo=self._take_back("pledge"), opens=lambda written: f"pledge:{written.ids[0]}")

    def _change_pledge(self, pledge: str) -> Deed | None:
        row = self._desk.placing.pledge(pledge)
        if row is None:
            return None
        fields, label = self._fields, self._texts.label
        start = {"job": row.job, "places": row.places.offered, "to": row.to, "conditions": row.conditions}
        return Deed(
            f"pledge:{pledge}", row.job, self._say("ui_work.save"),
            (fields.line("job", label("pledge", "job"), must=True), fields.number("places", label("pledge", "places"), 0, MOST_PLACES, must=True),
             fields.day("to", label("pledge", "to")), fields.text("conditions", label("pledge", "conditions"), lines=3)),
            lambda values: self._desk.placing.change_pledge(pledge, **values), self._say("ui_work.saved"), start=start,
            undo=lambda written: self._desk.placing.change_pledge(pledge, **start))

    # ---- placements ------------------------------------------------------------------------------------------------------------------------
    def _place(self, pledge: str, person: str | None) -> Deed | None:
        row = self._desk.placing.pledge(pledge)
        if row is None:
            return None
        fields, label = self._fields, self._texts.label
        today = fields.today()
        agreed = person is not None and self._desk.placing.agreed(person, today)
        specs = (
            fields.found("person", label("placement", "person"), ("person",), must=True),
            fields.line("job", label("placement", "job"), must=True), fields.code("status", label("placement", "status"), "placement_statuses",
                                                                                 must=True, among=("planned", "running")),
            fields.day("from", label("placement", "from"), must=True), fields.day("to", label("placement", "to")),
            *self._terms(), *self._ratings("before"))
        return Deed(
            f"placement:{pledge}:{person or ''}", self._texts.say(message("ui_work.place_title", job=row.job, employer=row.partner_name)),
            self._say("ui_work.place"), specs, lambda values: self._desk.placing.place(self._told(row, values)), self._say("ui_work.placed"),
            start={"person": person, "job": row.job, "status": "running" if agreed else "planned", "from": today, "to": fields.after(TWO_WEEKS)},
            note=self._say("ui_work.place_note"), look=lambda values: self._desk.placing.look(self._told(row, values)),
            undo=self._take_back("placement"), opens=lambda written: f"placement:{written.ids[0]}", about=person)

    def _told(self, row: PledgeRow, values: Values) -> NewPlacement:
        return NewPlacement(
            values["person"] or "", row.partner, values["job"] or "", values["from"] or "", values["to"], row.id, row.parts, values["hours_week"],
            values["pay"], values["tutor"], values["agreement_no"], values["status"] or "planned", values.get("before") or None)

    def _terms(self) -> tuple[Any, ...]:
        fields, label = self._fields, self._texts.label
        return (fields.line("hours_week", label("placement", "hours_week"), hint="40"), fields.line("pay", label("placement", "pay"), hint="€"),
                fields.line("tutor", label("placement", "tutor")), fields.line("agreement_no", label("placement", "agreement_no")))

    def _ratings(self, when: str) -> tuple[Any, ...]:
        names = {"before": self._say("ui_work.before"), "after": self._say("ui_work.after")}
        return tuple(self._fields.number(f"{when}.{rated}", f"{self._words.rated(rated)}, {names[when]}", 0, 10) for rated in RATED)

    def _change_placement(self, placement: str) -> Deed | None:
        file = self._desk.placing.file(placement)
        if file is None:
            return None
        row, fields, label = file.row, self._fields, self._texts.label
        start = {
            "from": row.from_, "to": row.to, "hours_week": row.hours_week, "pay": row.pay, "tutor": row.tutor, "agreement_no": row.agreement_no,
            "before": dict(row.before) or None}
        specs = (fields.day("from", label("placement", "from"), must=True), fields.day("to", label("placement", "to")), *self._terms(),
                 *self._ratings("before"))
        return Deed(
            f"placement:change:{placement}", row.person_name, self._say("ui_work.save"), specs,
            lambda values: self._desk.placing.change_placement(placement, **{**values, "before": values.get("before") or None}),
            self._say("ui_work.saved"), start=start, undo=lambda written: self._desk.placing.change_placement(placement, **start))

    def _begin(self, placement: str) -> Do:
        return Do(lambda: self._desk.placing.change_placement(placement, status="running"), self._say("ui_work.began"),
                  lambda written: self._desk.placing.change_placement(placement, status="planned"))

    def _finish(self, placement: str) -> Deed | None:
        file = self._desk.placing.file(placement)
        if file is None:
            return None
        row, fields, label = file.row, self._fields, self._texts.label
        last = min(row.to or fields.today(), fields.today())

        def write(values: Values) -> Written:
            return self._desk.placing.finish(placement, values["status"] or "", values["to"] or "", values.get("after") or {},
                                             values["tutor_comment"] or "", outcome=bool(values["outcome"]))

        def undo(written: Written) -> Written:
            self._desk.placing.take_back(written, ("outcome",))
            return self._desk.placing.change_placement(placement, status=row.status, to=row.to, after=dict(row.after) or None,
                                                       tutor_comment=row.tutor_comment)

        return Deed(
            f"finish:{placement}", self._texts.say(message("ui_work.finish_title", name=row.person_name)), self._say("ui_work.save"),
            (fields.code("status", label("placement", "status"), "placement_statuses", must=True, among=("completed", "broken_off")),
             fields.day("to", label("placement", "to"), must=True, past=True), *self._ratings("after"),
             fields.truth("outcome", self._say("ui_work.write_outcome"), wide=True),
             fields.text("tutor_comment", label("placement", "tutor_comment"), lines=3)),
            write, self._say("ui_work.finished"),
            start={"status": "completed", "to": last, "outcome": True, "tutor_comment": row.tutor_comment, "after": dict(row.after)},
            note=self._say("ui_work.finish_note"), undo=undo, about=row.person)

    def _visit(self, placement: str) -> Deed | None:
        file = self._desk.placing.file(placement)
        if file is None:
            return None
        fields = self._fields

        def write(values: Values) -> Written:
            return self._desk.placing.visit(NewVisit(
                placement, values["on"] or "", values["at"] or "", values["minutes"], values["place"], values.get("note") or ""))

        specs = [fields.day("on", self._say("ui_work.day"), must=True, past=True), fields.line("at", self._say("ui_work.hour"), hint="8:30"),
                 fields.number("minutes", self._say("ui_work.long"), 1, 24 * 60, must=True),
                 fields.line("place", self._texts.label("session", "place"))]
        if self._desk.placing.may("note", "write"):
            specs.append(fields.text("note", self._say("ui_work.visit_note"), lines=4))
        return Deed(
            f"visit:{placement}", self._texts.say(message("ui_work.visit_title", name=file.row.person_name)), self._say("ui_work.save"), specs,
            write, self._say("ui_work.visit_written"), start={"on": fields.today(), "minutes": VISIT_LONG},
            undo=self._take_back("session", "attendance"), about=file.row.person)

    # ---- processes -------------------------------------------------------------------------------------------------------------------------
    def _take_in(self, code: str) -> Do:
        return Do(lambda: self._desk.processes.take_in(code), self._say("ui_work.taken_in"), self._take_back("template"))

    def _take_back(self, *kinds: str) -> Callable[[Written], Written]:
        return lambda written: self._desk.placing.take_back(written, kinds)

    def _say(self, key: str) -> str:
        return self._texts.say(message(key))
