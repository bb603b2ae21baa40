"""What the form of a session of any kind asks, is filled with, keeps as a draft and hands over."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from caseworker_desktop.kernel.errors import LineRefused
from caseworker_desktop.kernel.message import message
from caseworker_desktop.texts import Texts
from caseworker_desktop.ui.session.items_edit import Part
from caseworker_desktop.ui.session.kinds import FIELDS, ORDER, TAUGHT, WITHOUT_PEOPLE, asked
from caseworker_desktop.ui.shell.record_fields import RecordFields
from caseworker_desktop.ui.widgets.pick import Options
from caseworker_desktop.ui.widgets.record_form import FieldSpec
from caseworker_desktop.usecases.desk import Desk
from caseworker_desktop.usecases.gathering import Came, Done, Gathering
from caseworker_desktop.usecases.sessions import DEFAULT_MINUTES

DRAFT = "gathering:"
_AWAY = ("phone", "letter")


@dataclass(frozen=True, slots=True)
class Filled:
    """What stands in the form. `on`: ISO day, empty, or None when it cannot be read; `values`: the fields of the session, plain."""

    kind: str
    on: str | None
    at: str
    values: Mapping[str, Any]
    came: tuple[Came, ...] = ()
    services: tuple[Mapping[str, Any], ...] = ()
    trainers: tuple[Mapping[str, Any], ...] = ()
    note: str = ""
    level: str = "shared"
    note_about: str | None = None


class SessionFormPresenter:
    """One session at a time, new or known."""

    def __init__(self, desk: Desk, texts: Texts) -> None:
        self._desk, self._texts = desk, texts
        self._fields = RecordFields(desk, texts)
        self._session: str | None = None
        self._before: Filled | None = None
        self._person = self._start = ""

    # ---- what is asked ----------------------------------------------------------------------------------------------------------------------
    def specs(self) -> tuple[FieldSpec, ...]:
        """Return every field that some kind asks."""
        labels = {f"audience_counts.{code}": self._texts.say(message("ui_session.audience", who=who)) for code, who in self._listed("audiences")}
        labels |= {"minutes": self._say("ui_session.minutes"), "lost_reason": self._say("ui_session.why_lost")}
        return self._fields.specs("session", ORDER, labels=labels, must=("minutes",))

    def kinds(self) -> Options:
        """Return the kinds as (code, words)."""
        return [(code, self._desk.lists.name("session_kinds", code, self._texts.language)) for code in FIELDS]

    def asked(self, kind: str) -> tuple[str, ...]:
        """Return the fields that a kind asks."""
        return asked(kind)

    def with_people(self, kind: str) -> bool:
        """Tell whether people are marked at this kind."""
        return kind not in WITHOUT_PEOPLE

    def taught(self, kind: str) -> bool:
        """Tell whether somebody from outside may have taught."""
        return kind in TAUGHT

    def statuses(self) -> Options:
        """Return the statuses as (code, words)."""
        return self._listed("attendance_statuses")

    def reasons(self) -> Options:
        """Return the reasons of an absence as (code, words)."""
        return self._listed("absence_reasons")

    def service_parts(self) -> tuple[Part, ...]:
        """Return the editors of a service's row."""
        offered = self._fields.options("services")
        words = [(code, f"{words} ({spis})" if (spis := self._spis(code)) else words) for code, words in offered]

        def seek(text: str) -> Options:
            wanted = self._texts.folded(text).split()
            return [pair for pair in words if all(word in self._texts.folded(pair[1]) for word in wanted)]

        return (
            Part("code", self._say("ui_session.service"), seek=seek, words_of=dict(words), stretch=3),
            Part("minutes", self._say("ui_session.min"), number=True))

    def trainer_parts(self) -> tuple[Part, ...]:
        """Return the editors of a trainer's row."""
        return (
            Part("name", self._say("ui_session.trainer_name"), stretch=3),
            Part("organisation", self._say("ui_session.trainer_organisation"), stretch=3),
            Part("country", self._say("ui_session.trainer_country"), options=self._fields.options("countries"), stretch=1))

    def seek_person(self, text: str) -> Options:
        """Return whom a few letters may mean."""
        return self._desk.editing.offers(("person",), text, self._texts.language)

    def person(self, person: str) -> str:
        """Return a person's name."""
        return self._desk.people.names([person]).get(person, "")

    def may(self) -> bool:
        """Tell whether the worker may write sessions."""
        return self._desk.editing.may("session") and self._desk.editing.may("attendance")

    def may_note(self) -> bool:
        """Tell whether the worker may keep notes."""
        return self._desk.editing.may("note")

    def group_people(self, group: str | None) -> list[str]:
        """Return who belongs to a group today."""
        sheet = self._desk.groups.sheet(group) if group else None
        return [one.person for one in sheet.members if one.belongs(sheet.today)] if sheet else []

    # ---- what it is filled with -------------------------------------------------------------------------------------------------------------
    def load(self, where: Mapping[str, str]) -> Filled:
        """Take up a session (`session`) or a new one (`kind`, `person`, `group`); return the form as it stands without a draft."""
        self._session, self._person = where.get("session"), where.get("person", "")
        filled = self._known(self._session) if self._session else None
        if filled is None:
            self._session = None
            filled = self._fresh(where.get("kind") or ("individual" if self._person else "event"), where.get("group"))
        self._start = filled.kind
        self._before = filled
        return filled

    def shown(self, filled: Filled) -> tuple[Filled, str] | None:
        """Take what the form shows of `load` as nothing typed yet; return its draft and what to say of it, None when there is none."""
        self._before = filled
        kept = self._desk.drafts.get(self._key()) if self._may_draft() else None
        if kept is None:
            return None
        content = dict(kept.content)
        content["came"] = tuple(Came(**one) for one in content.get("came", ()))
        for name in ("services", "trainers"):
            content[name] = tuple(content.get(name, ()))
        saved = self._texts.say(message("ui_session.draft_saved", time=self._texts.time(kept.saved_at)))
        return replace(filled, **{name: value for name, value in content.items() if name in Filled.__slots__}), saved

    def title(self) -> str:
        """Return the heading."""
        return self._say("ui_session.session" if self._session else "ui_session.new_session")

    def is_new(self) -> bool:
        """Tell whether the session is not written yet."""
        return self._session is None

    def session(self) -> str:
        """Return the session taken up, empty for a new one."""
        return self._session or ""

    def warning(self, project: str | None, on: str | None) -> str:
        """Return what to say where a day lies outside the project's period; empty when it does not."""
        return self._say("ui_session.outside_project") if self._desk.gatherings.outside(project, on or "") else ""

    def note_needs_person(self, came: Sequence[Came]) -> bool:
        """Tell whether it must be said in whose case the note is kept."""
        return len(came) > 1

    # ---- draft ------------------------------------------------------------------------------------------------------------------------------
    def keep(self, filled: Filled) -> str:
        """Save a draft when something was typed; return what to say of it."""
        if not self._may_draft() or not self.may():
            return ""
        if filled == self._before:
            self._desk.drafts.discard(self._key())
            return ""
        told = {
            "kind": filled.kind, "on": filled.on or "", "at": filled.at, "values": dict(filled.values), "note": filled.note, "level": filled.level,
            "note_about": filled.note_about, "services": list(filled.services), "trainers": list(filled.trainers),
            "came": [{"person": one.person, "status": one.status, "minutes": one.minutes, "reason": one.reason} for one in filled.came]}
        saved = self._desk.drafts.save(self._key(), told)
        return self._texts.say(message("ui_session.draft_saved", time=self._texts.time(saved)))

    def discard(self) -> None:
        """Throw the draft away."""
        if self._may_draft():
            self._desk.drafts.discard(self._key())

    # ---- recording --------------------------------------------------------------------------------------------------------------------------
    def record(self, filled: Filled) -> Done:
        """Write the session. Raises LineRefused naming a field."""
        if not filled.on:
            raise LineRefused(message("date.wrong", example=self._texts.date(self._desk.people.today())), field="on")
        wanted = {name.partition(".")[0] for name in asked(filled.kind)}
        values = {name: value for name, value in filled.values.items() if name in wanted}
        if self._before is not None and filled.kind != self._before.kind:
            values |= {name: None for name in filled.values if name not in wanted}
        values["services"] = list(filled.services)
        values["trainers"] = list(filled.trainers) if self.taught(filled.kind) else []
        if filled.kind == "phone":
            values["place_type"] = "phone"
        came = filled.came if self.with_people(filled.kind) else ()
        done = self._desk.gatherings.record(
            Gathering(filled.kind, filled.on, filled.at.strip() or None, values, came, filled.note, filled.level, filled.note_about), self._session)
        self.discard()
        return done

    def said(self, done: Done) -> str:
        """Return what to say of a session just written, with its first warning."""
        warnings = [self._texts.say(finding.reason) for _, _, finding in done.written.warnings]
        return f"{self._say('ui_session.session_saved')} {warnings[0]}" if warnings else self._say("ui_session.session_saved")

    # ---- inside -----------------------------------------------------------------------------------------------------------------------------
    def _known(self, session: str) -> Filled | None:
        whole = self._desk.gatherings.whole(session)
        if whole is None:
            return None
        values = dict(whole.values)
        planned_only = not values["minutes"] and values.get("planned_minutes") and not values.get("lost_reason")
        minutes = values["planned_minutes"] if planned_only or values.get("lost_reason") else values["minutes"]
        told = {name.partition(".")[0]: values.get(name.partition(".")[0]) for name in ORDER} | {"minutes": minutes}
        begins = self._texts.time(values["starts_at"]).replace(".", ":")
        names = self._desk.people.names([one.person for one in whole.came])
        came = sorted(whole.came, key=lambda one: self._texts.sort_key(" ".join(reversed(names.get(one.person, "").rsplit(" ", 1)))))
        return Filled(
            values["kind"], values["starts_at"][:10], begins, told, tuple(came), tuple(values["services"]),
            tuple({key: value for key, value in one.items() if key in ("name", "organisation", "country")} for one in values["trainers"]))

    def _fresh(self, kind: str, group: str | None) -> Filled:
        values: dict[str, Any] = {name.partition(".")[0]: None for name in ORDER}
        values |= {"minutes": DEFAULT_MINUTES, "staff": [self._desk.worker.staff], "parts": [], "topics": [], "partners": []}
        came: tuple[Came, ...] = ()
        setting = self._desk.sessions.prepare(self._person) if self._person else None
        if setting is not None:
            came = (Came(setting.person),)
            values |= {"project": setting.project, "minutes": setting.minutes or DEFAULT_MINUTES}
            if kind not in _AWAY:
                values |= {"institution": setting.institution, "place_type": "prison" if setting.inside else None}
        if group:
            values["group"] = group
            came = tuple(Came(one) for one in self.group_people(group))
        return Filled(kind, self._desk.people.today(), "", values, came)

    def _key(self) -> str:
        return DRAFT + (self._session or self._person or self._start)

    def _may_draft(self) -> bool:
        return self._desk.worker.secret is not None

    def _listed(self, list_: str) -> Options:
        return [(code, self._desk.lists.name(list_, code, self._texts.language)) for code in self._desk.lists.codes(list_)]

    def _spis(self, code: str) -> str:
        return str((self._desk.lists.row("services", code) or {}).get("spis_code") or "")

    def _say(self, key: str) -> str:
        return self._texts.say(message(key))
