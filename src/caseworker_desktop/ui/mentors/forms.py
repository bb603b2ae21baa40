"""What can be done on the screen of mentors: each pressed button leads to a form, to another page, or is done at once."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from caseworker_desktop.kernel.message import message
from caseworker_desktop.texts import Texts
from caseworker_desktop.ui.deed_fields import DeedFields
from caseworker_desktop.ui.deeds import Answer, Deed, Go, Show, Values
from caseworker_desktop.ui.mentors.gatherings import Gatherings
from caseworker_desktop.ui.mentors.words import Words
from caseworker_desktop.usecases.desk import Desk
from caseworker_desktop.usecases.intent import Written
from caseworker_desktop.usecases.matching import Candidate, End, MeetingSheet, NewMatch
from caseworker_desktop.usecases.mentoring import DATED, NewMentor

REVIEW_DAYS = 90
CLEARANCE_LONG = 365
MEETING_PLACES = ("prison", "open_unit", "halfway_house", "outdoors", "ngo_office", "home", "workplace", "phone")
MOODS = ("1", "2", "3", "4", "5")


class Forms:
    """Makes the answers; a code is „verb:id:more“."""

    def __init__(self, desk: Desk, texts: Texts, words: Words) -> None:
        self._desk, self._texts, self._words, self._fields = desk, texts, words, DeedFields(desk, texts)
        self._gatherings = Gatherings(desk, texts, self._fields)

    def answer(self, code: str) -> Answer:
        """Return what a pressed button leads to. Raises KeyError for a code that is none."""
        verb, _, rest = code.partition(":")
        first, _, second = rest.partition(":")
        makers: dict[str, Callable[[], Answer]] = {
            "recruit": self._recruit, "train": self._gatherings.train, "supervise": self._gatherings.supervise,
            "open": lambda: Show(rest), "person": lambda: Go("people", {"person": first}),
            "group": lambda: Go("groups", {"group": first}), "consent": lambda: Go("people", {"person": first, "tab": "data"}),
            "print": lambda: Go("paper", {"kind": "mentor-sheet", "id": first}),
            "edit": lambda: self._edit(first), "advance": lambda: self._advance(first, second), "clear": lambda: self._clear(first),
            "describe": lambda: self._describe(first), "pair": lambda: self._pair(first, second), "meeting": lambda: self._meeting(first),
            "review": lambda: self._review(first), "end": lambda: self._end(first),
        }
        return makers[verb]()

    # ---- a mentor ----------------------------------------------------------------------------------------------------------------------------
    def _recruit(self) -> Deed:
        fields, mentoring, label = self._fields, self._desk.mentoring, self._texts.label

        def write(values: Values) -> Written:
            return mentoring.recruit(NewMentor(
                kind=values["kind"], person=values["person"], given_names=values["given_names"] or "", family_name=values["family_name"] or "",
                phone=values["phone"], languages=tuple(values["languages"] or ()), residence=values["residence"],
                recruited_on=values["recruited_on"], model=values["model"], interests=tuple(values["interests"] or ()),
                lived_experience=tuple(values["lived_experience"] or ()), max_matches=values["max_matches"], support_person=values["support_person"]))

        return Deed(
            "mentor:new", self._say("ui_mentors.recruit"), self._say("ui_mentors.save"),
            (fields.found("person", self._say("ui_mentors.known_person"), ("person",)),
             fields.line("given_names", label("person", "given_names")), fields.line("family_name", label("person", "family_name")),
             fields.line("phone", label("person", "phone")),
             fields.code("residence", label("person", "residence_declared"), "municipalities", wide=True),
             fields.codes("languages", label("person", "languages"), "languages"),
             fields.code("kind", label("mentor", "kind"), "mentor_kinds", must=True),
             fields.day("recruited_on", label("mentor", "recruited_on"), past=True), *self._profile()),
            write, self._say("ui_mentors.recruited"), start={"kind": "volunteer", "recruited_on": fields.today(), "support_person": self._me()},
            note=self._say("ui_mentors.recruit_note"), undo=self._take_back("mentor", "person"),
            opens=lambda written: f"mentor:{written.ids[-1]}")

    def _profile(self) -> Sequence[Any]:
        fields, label = self._fields, self._texts.label
        return (
            fields.line("model", label("mentor", "model"), hint=self._say("ui_mentors.model_hint")),
            fields.number("max_matches", label("mentor", "max_matches"), 0, 50),
            fields.codes("lived_experience", label("mentor", "lived_experience"), "lived_experience"),
            fields.words("interests", label("mentor", "interests")),
            fields.found("support_person", label("mentor", "support_person"), ("staff",)))

    def _edit(self, mentor: str) -> Deed | None:
        file = self._desk.mentoring.file(mentor)
        if file is None:
            return None
        row, fields, label = file.row, self._fields, self._texts.label
        start = {
            "kind": row.kind, "model": row.model, "max_matches": row.most, "lived_experience": list(row.lived), "interests": list(row.interests),
            "support_person": row.support_person, "staff": row.staff}

        def write(values: Values) -> Written:
            sets = {name: list(values[name] or ()) for name in ("lived_experience", "interests")}
            return self._desk.mentoring.change(mentor, **{**values, **sets})

        return Deed(
            f"mentor:{mentor}", row.name, self._say("ui_mentors.save"),
            (fields.code("kind", label("mentor", "kind"), "mentor_kinds", must=True), *self._profile(),
             fields.found("staff", label("mentor", "staff"), ("staff",))),
            write, self._say("ui_mentors.saved"), start=start, note=self._say("ui_mentors.staff_note"),
            undo=lambda written: self._desk.mentoring.change(mentor, **start))

    def _advance(self, mentor: str, stage: str) -> Deed | None:
        file = self._desk.mentoring.file(mentor)
        if file is None:
            return None
        before = file.row

        def undo(written: Written) -> Written:
            return self._desk.mentoring.back(mentor, before.stage, stage, before.dates.get(DATED.get(stage, "")))

        return Deed(
            f"advance:{mentor}:{stage}", before.name, self._say("ui_mentors.save"),
            (self._fields.day("on", self._texts.label("mentor", DATED[stage]), must=True, past=True),),
            lambda values: self._desk.mentoring.advance(mentor, stage, values["on"]),
            self._texts.say(message("ui_mentors.advanced", stage=self._words.name("mentor_stages", stage))),
            start={"on": self._fields.today()}, undo=undo,
            note=self._texts.say(message("ui_mentors.advance_note", stage=self._words.name("mentor_stages", stage))))

    def _clear(self, mentor: str) -> Deed:
        fields, label = self._fields, self._texts.label
        reminder = self._say("ui_mentors.clearance_task")
        return Deed(
            f"clearance:{mentor}", self._say("ui_mentors.add_clearance_title"), self._say("ui_mentors.save"),
            (fields.found("institution", label("clearance", "institution"), ("institution",), must=True),
             fields.day("from", label("clearance", "from"), must=True), fields.day("to", label("clearance", "to"), must=True)),
            lambda values: self._desk.mentoring.clear(mentor, values["institution"], values["from"], values["to"], reminder),
            self._say("ui_mentors.clearance_written"), start={"from": fields.today(), "to": fields.after(CLEARANCE_LONG)},
            note=self._say("ui_mentors.clearance_note"), undo=self._take_back("clearance", "task"))

    # ---- a client and a match ----------------------------------------------------------------------------------------------------------------
    def _describe(self, person: str) -> Deed | None:
        one = self._desk.matching.client(person)
        if one is None:
            return None
        fields, label = self._fields, self._texts.label
        return Deed(
            f"describe:{person}", one.name, self._say("ui_mentors.save"),
            (fields.codes("lived_experience", label("case", "lived_experience"), "lived_experience"),
             fields.words("interests", label("case", "interests"))),
            lambda values: self._desk.matching.describe(person, lived=values["lived_experience"] or (), interests=values["interests"] or ()),
            self._say("ui_mentors.saved"), start={"lived_experience": list(one.lived), "interests": list(one.interests)},
            note=self._say("ui_mentors.describe_note"),
            undo=lambda written: self._desk.matching.describe(person, lived=one.lived, interests=one.interests), about=person)

    def _pair(self, person: str, mentor: str) -> Deed | None:
        one = self._desk.matching.client(person)
        chosen: Candidate | None = next((each for each in self._desk.matching.candidates(person) if each.row.id == mentor), None)
        if one is None or chosen is None:
            return None
        fields, label = self._fields, self._texts.label

        def told(values: Values) -> NewMatch:
            return NewMatch(mentor, person, values["from"], values["review_on"], tuple(values["shared_ground"] or ()),
                            tuple(values["examples"] or ()), outcome=bool(values["outcome"]))

        return Deed(
            f"pair:{person}:{mentor}", self._texts.say(message("ui_mentors.pair_title", client=one.name, mentor=chosen.row.name)),
            self._say("ui_mentors.save"),
            (fields.day("from", label("match", "from"), must=True), fields.day("review_on", label("match", "review_on"), must=True),
             fields.codes("shared_ground", label("match", "shared_ground"), "lived_experience"),
             fields.codes("examples", label("match", "examples"), "mentor_examples"),
             fields.truth("outcome", self._say("ui_mentors.write_outcome"), wide=True)),
            lambda values: self._desk.matching.make(told(values)), self._say("ui_mentors.paired"),
            start={"from": fields.today(), "review_on": fields.after(REVIEW_DAYS), "shared_ground": list(chosen.ground.lived), "outcome": True},
            note=self._words.ground(chosen), look=lambda values: self._desk.matching.look(told(values)),
            undo=lambda written: self._desk.matching.unmake(written, chosen.row.stage), opens=lambda written: f"match:{written.ids[0]}",
            about=person)

    def _meeting(self, match: str) -> Deed | None:
        file = self._desk.matching.file(match)
        if file is None:
            return None
        fields, label = self._fields, self._texts.label
        outside = file.row.released_on is not None
        client = self._desk.matching.client(file.row.person)
        institution = client.institution if client is not None and not outside else None

        def write(values: Values) -> Written:
            return self._desk.matching.meeting(MeetingSheet(
                match, values["on"] or "", values["at"] or "", values["minutes"], values["place"], values["place_type"],
                institution if values["place_type"] == "prison" else None, tuple(values["topics"] or ()), leisure=bool(values["leisure"]),
                mood=int(values["mood"]) if values["mood"] else None, concern=values["concern"] or "",
                concern_title=self._say("ui_mentors.concern_task")))

        moods = [(code, self._mood(code)) for code in MOODS]
        return Deed(
            f"meeting:{match}", self._texts.say(message("ui_mentors.meeting_title", client=file.row.person_name)),
            self._say("ui_mentors.write_meeting"),
            (fields.day("on", self._say("ui_mentors.day"), must=True, past=True), fields.line("at", self._say("ui_mentors.hour"), hint="15:00"),
             fields.number("minutes", self._say("ui_mentors.long"), 1, 24 * 60, must=True),
             fields.code("place_type", label("session", "place_type"), "place_types", among=MEETING_PLACES),
             fields.line("place", label("session", "place"), wide=True), fields.codes("topics", label("session", "topics"), "topics"),
             fields.choice("mood", label("session", "mood"), moods), fields.truth("leisure", self._say("ui_mentors.leisure")),
             fields.text("concern", self._say("ui_mentors.concern"), lines=3)),
            write, self._say("ui_mentors.meeting_written"),
            start={"on": fields.today(), "minutes": 60, "place_type": "outdoors" if outside else "prison"}, note=self._say("ui_mentors.meeting_note"),
            undo=self._take_back("session", "attendance", "task"), about=file.row.person)

    def _review(self, match: str) -> Deed | None:
        file = self._desk.matching.file(match)
        if file is None:
            return None
        before = file.row.review_on
        return Deed(
            f"review:{match}", self._say("ui_mentors.set_review_title"), self._say("ui_mentors.save"),
            (self._fields.day("review_on", self._say("ui_mentors.next_review"), must=True),),
            lambda values: self._desk.matching.review(match, values["review_on"]), self._say("ui_mentors.review_written"),
            start={"review_on": self._fields.after(REVIEW_DAYS)}, note=self._say("ui_mentors.review_note"),
            undo=lambda written: self._desk.matching.review_again(match, before), about=file.row.person)

    def _end(self, match: str) -> Deed | None:
        file = self._desk.matching.file(match)
        if file is None:
            return None
        fields, label = self._fields, self._texts.label

        def write(values: Values) -> Written:
            return self._desk.matching.end(match, End(
                values["on"] or "", values["reason"], values["client_value"], values["mentor_value"]))

        return Deed(
            f"end:{match}", self._texts.say(message("ui_mentors.end_title", client=file.row.person_name)), self._say("ui_mentors.end_match"),
            (fields.day("on", label("match", "to"), must=True, past=True),
             fields.code("reason", label("match", "end_reason"), "match_end_reasons", must=True),
             fields.number("client_value", label("match", "end_client_value"), 1, 5),
             fields.number("mentor_value", label("match", "end_mentor_value"), 1, 5)),
            write, self._say("ui_mentors.match_ended"), start={"on": fields.today()}, note=self._say("ui_mentors.end_note"),
            undo=lambda written: self._desk.matching.reopen(match), about=file.row.person)

    # ---- inside ------------------------------------------------------------------------------------------------------------------------------
    def _take_back(self, *kinds: str) -> Callable[[Written], Written]:
        return lambda written: self._desk.matching.take_back(written, kinds)

    def _mood(self, code: str) -> str:
        return {
            "1": self._say("ui_mentors.mood_1"), "2": self._say("ui_mentors.mood_2"), "3": self._say("ui_mentors.mood_3"),
            "4": self._say("ui_mentors.mood_4"), "5": self._say("ui_mentors.mood_5")}[code]

    def _me(self) -> str:
        return self._desk.worker.staff

    def _say(self, key: str) -> str:
        return self._texts.say(message(key))
