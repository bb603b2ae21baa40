"""What the consultation panel shows, keeps as a draft and hands over to be recorded."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, replace
from datetime import datetime, timedelta
from typing import Any

from caseworker_desktop.kernel.errors import LineRefused
from caseworker_desktop.kernel.message import message
from caseworker_desktop.texts import Texts
from caseworker_desktop.usecases.desk import Desk
from caseworker_desktop.usecases.sessions import DEFAULT_MINUTES, Consultation, Recorded, Setting

#: The six topics that have a key; `other` stands for the rest of the list.
TOPICS = ("housing", "work", "money", "family", "health", "other")
#: What one worker does with one person or one family; the rest of session_kinds has screens of its own.
KINDS = ("individual", "family", "phone", "letter", "case_conference")
LEVELS = ("shared", "role", "author")
#: Whose notes are for their own profession unless they say otherwise (roles: psychologist, psychotherapist, addiction counsellor).
OWN_PROFESSION = ("U-PSY", "U-PTH", "U-ADD")
DRAFT = "session:"


@dataclass(frozen=True, slots=True)
class Form:
    """What stands in the panel. `on`, `next_step`: ISO day, empty, or None when it cannot be read; `minutes` as typed."""

    on: str | None
    at: str
    minutes: str
    kind: str
    topics: tuple[str, ...]
    note: str
    level: str
    next_step: str | None


class ConsultationPresenter:
    """One person's consultation at a time."""

    def __init__(self, desk: Desk, texts: Texts) -> None:
        self._desk, self._texts = desk, texts
        self._setting: Setting | None = None
        self._session: str | None = None
        self._blank: Form | None = None

    # ---- whom it is about -------------------------------------------------------------------------------------------------------------
    def load(self, person: str, session: str | None = None) -> tuple[Form, str]:
        """Take up a person (and a planned meeting); return the form to show and what to say of its draft (empty: there is none)."""
        self._setting = self._desk.sessions.prepare(person)
        self._session = session
        self._blank = self._fresh()
        draft = self._desk.drafts.get(DRAFT + person) if self._may_draft() else None
        if draft is None or (session is not None and draft.content.get("session") != session):
            return self._blank, ""
        kept = dict(draft.content)
        self._session = kept.pop("session", None) or session
        kept["topics"] = tuple(kept.get("topics") or ())
        return replace(self._blank, **{name: value for name, value in kept.items() if name in Form.__slots__}), self._saved(draft.saved_at)

    def loaded(self) -> bool:
        """Tell whether a person is taken up."""
        return self._setting is not None

    def title(self) -> str:
        """Return the heading."""
        return self._say("ui_session.planned" if self._session else "ui_session.new")

    def without_case(self) -> bool:
        """Tell whether the person has no case to keep a note in."""
        return self._setting is not None and self._setting.case is None

    def start_hint(self, form: Form) -> str:
        """Return when the talk will be taken to have begun while no hour is typed: it has just ended; empty on an earlier day."""
        if form.on != self._desk.people.today() or not form.minutes.isdigit():
            return "–"
        begun = self._desk.worker.clock.now() - timedelta(minutes=int(form.minutes))
        return self._texts.time(begun.replace(minute=begun.minute - begun.minute % 5).isoformat())

    def may_note(self) -> bool:
        """Tell whether this person may keep notes."""
        return self._desk.people.may_write("note")

    def kinds(self) -> list[tuple[str, str]]:
        """Return the kinds offered, as (code, words)."""
        return [(code, self._desk.lists.name("session_kinds", code, self._texts.language)) for code in KINDS]

    def topics(self) -> list[tuple[str, str]]:
        """Return the six topics, as (code, words)."""
        say = self._texts.say
        return [
            ("housing", say(message("ui_session.topic.housing"))), ("work", say(message("ui_session.topic.work"))),
            ("money", say(message("ui_session.topic.money"))), ("family", say(message("ui_session.topic.family"))),
            ("health", say(message("ui_session.topic.health"))), ("other", say(message("ui_session.topic.other"))),
        ]

    def levels(self) -> list[tuple[str, str]]:
        """Return who may read the note, as (code, words)."""
        say = self._texts.say
        return [
            ("shared", say(message("ui_session.level.shared"))), ("role", say(message("ui_session.level.role"))),
            ("author", say(message("ui_session.level.author"))),
        ]

    # ---- draft ---------------------------------------------------------------------------------------------------------------------------
    def is_touched(self, form: Form) -> bool:
        """Tell whether there is something to keep: any value that the panel did not put there itself."""
        return self._blank is not None and form != self._blank

    def keep(self, form: Form) -> str:
        """Save a draft when there is something to keep, remove it when there is nothing; return what to say of it."""
        if self._setting is None or not self._may_draft():
            return ""
        key = DRAFT + self._setting.person
        if not self.is_touched(form):
            self._desk.drafts.discard(key)
            return ""
        return self._saved(self._desk.drafts.save(key, {**asdict(form), "session": self._session}))

    def discard(self) -> Form:
        """Throw the draft away; return the empty form."""
        if self._setting is not None and self._may_draft():
            self._desk.drafts.discard(DRAFT + self._setting.person)
        self._session = None
        self._blank = self._fresh()
        return self._blank

    # ---- recording ------------------------------------------------------------------------------------------------------------------------
    def check(self, form: Form) -> tuple[str, str] | None:
        """Return the first field that cannot be taken and a sentence that says what to write; None when all can."""
        example = self._texts.date(self._desk.people.today())
        if not form.on:
            return "on", self._texts.say(message("date.wrong", example=example))
        if not form.minutes.strip().isdigit():
            return "minutes", self._say("ui_session.minutes_wrong")
        if form.next_step is None:
            return "next_step_on", self._texts.say(message("date.wrong", example=example))
        return None

    def record(self, form: Form) -> Recorded:
        """Write the consultation and remove its draft. Raises LineRefused naming a field."""
        setting = self._setting
        if setting is None or form.on is None:
            raise LineRefused(message("refused.required"), field="on")
        on_the_spot = form.kind in ("individual", "family", "case_conference")
        done = self._desk.sessions.record(Consultation(
            person=setting.person, case=setting.case, on=form.on, at=form.at.strip() or None, minutes=int(form.minutes), kind=form.kind,
            topics=form.topics, note=form.note, level=form.level, next_step_on=form.next_step or None, next_step_title=self._step_title(form),
            institution=setting.institution if on_the_spot else None, place=setting.place if on_the_spot else None,
            place_type=self._place_type(setting, form.kind), project=setting.project, session=self._session))
        if self._may_draft():
            self._desk.drafts.discard(DRAFT + setting.person)
        return done

    def recorded(self) -> tuple[Form, str]:
        """Return the empty form for the next consultation, and what to say of the one just written."""
        self._session = None
        self._blank = self._fresh()
        return self._blank, self._say("ui_session.saved")

    def refused(self, error: LineRefused) -> tuple[str, str]:
        """Return the field that was refused and the sentence to show at it."""
        return error.field or "", self._texts.say(error.reason)

    def same_person(self, person: str) -> bool:
        """Tell whether it is still this person that is taken up."""
        return self._setting is not None and self._setting.person == person

    def person(self) -> str:
        """Return who is taken up, empty when nobody is."""
        return self._setting.person if self._setting else ""

    # ---- inside -----------------------------------------------------------------------------------------------------------------------------
    def _fresh(self) -> Form:
        setting = self._setting
        planned: Mapping[str, Any] = (self._desk.sessions.planned(self._session) if self._session else None) or {}
        minutes = planned.get("planned_minutes") or (setting.minutes if setting else None) or DEFAULT_MINUTES
        kind = planned.get("kind") or (setting.kind if setting else None) or "individual"
        starts = planned.get("starts_at")
        worker = self._desk.worker
        start = self._local(starts) if starts else None
        return Form(
            on=start.date().isoformat() if start else self._desk.people.today(), at=start.strftime("%H:%M") if start else "",
            minutes=str(minutes), kind=kind if kind in KINDS else "individual", topics=tuple(planned.get("topics") or ()), note="",
            level="role" if worker.role in OWN_PROFESSION else "shared", next_step="")

    def _local(self, moment: str) -> datetime:
        return datetime.fromisoformat(moment).astimezone(self._desk.worker.clock.now().tzinfo)

    def _place_type(self, setting: Setting, kind: str) -> str | None:
        if kind == "phone":
            return "phone"
        return "prison" if setting.inside and kind in ("individual", "family") else None

    def _step_title(self, form: Form) -> str:
        """Return what the task of the next step is called: its topic, never a word of the note."""
        words = [text for code, text in self.topics() if code in form.topics and code != "other"]
        about = words[0] if words else self._desk.lists.name("session_kinds", form.kind, self._texts.language)
        return self._texts.say(message("ui_session.next_step_title", about=about))

    def _may_draft(self) -> bool:
        return self._desk.worker.secret is not None

    def _saved(self, at: str) -> str:
        same_day = self._local(at).date().isoformat() == self._desk.people.today()
        when = self._texts.time(at) if same_day else f"{self._texts.day(at)} {self._texts.time(at)}"
        return self._texts.say(message("ui_session.draft_saved", time=when))

    def _say(self, key: str) -> str:
        return self._texts.say(message(key))
