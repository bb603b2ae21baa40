"""Which sessions the list shows, and how each looks."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from caseworker_desktop.kernel.message import message
from caseworker_desktop.texts import Texts
from caseworker_desktop.ui.changes import Changed, touches
from caseworker_desktop.ui.session.kinds import FIELDS
from caseworker_desktop.ui.widgets.pick import Options
from caseworker_desktop.ui.widgets.rows import Slice
from caseworker_desktop.usecases.desk import Desk
from caseworker_desktop.usecases.gathering import SessionPlace, SessionRow, SessionsWanted
from caseworker_desktop.usecases.institutions import institution_name

SHOWN_KINDS = ("session", "attendance", "group", "person")


class SessionsPresenter:
    """Keeps what is wanted."""

    def __init__(self, desk: Desk, texts: Texts) -> None:
        self._desk, self._texts = desk, texts
        self._known: Mapping[str, Mapping[str, Any]] = desk.institutions.known()
        self._staff: dict[str, str] = {}
        self.wanted = SessionsWanted(staff=None if desk.worker.office else desk.worker.staff)

    def kinds(self) -> Options:
        """Return the kinds as (code, words)."""
        return [(code, self._desk.lists.name("session_kinds", code, self._texts.language)) for code in FIELDS]

    def event_kinds(self) -> Options:
        """Return the kinds of events as (code, words)."""
        lists = self._desk.lists
        return [(code, lists.name("event_kinds", code, self._texts.language)) for code in lists.codes("event_kinds")]

    def of_kind(self, kind: str | None) -> None:
        """Want one kind (None: all); a kind of event goes with events only."""
        self.wanted = replace(self.wanted, kinds=(kind,) if kind else (), event_kind=self.wanted.event_kind if kind == "event" else None)

    def of_event(self, kind: str | None) -> None:
        """Want one kind of events."""
        self.wanted = replace(self.wanted, event_kind=kind)

    def mine(self, mine: bool) -> None:
        """Want only those that the worker held, or everybody's."""
        self.wanted = replace(self.wanted, staff=self._desk.worker.staff if mine else None)

    def within(self, first: str | None, last: str | None) -> None:
        """Want those of these days, both included."""
        self.wanted = replace(self.wanted, first=first or None, last=last or None)

    def fetch(self, after: object | None, limit: int, sort: str | None, descending: bool) -> Slice[SessionRow]:
        """Return a page, the latest first."""
        page = self._desk.gatherings.page(self.wanted, after if isinstance(after, SessionPlace) else None, limit)
        while not page.sessions and page.after is not None:  # a year without any: look further back
            page = self._desk.gatherings.page(self.wanted, page.after, limit)
        unknown = sorted({staff for one in page.sessions for staff in one.staff} - self._staff.keys())
        if unknown:
            self._staff |= self._desk.people.staff_names(unknown)
        return Slice(page.sessions, page.after)

    def when(self, one: SessionRow) -> str:
        """Return day and hour."""
        return f"{self._texts.date(one.starts_at[:10])} {self._texts.time(one.starts_at)}"

    def what(self, one: SessionRow) -> str:
        """Return kind and what it was about."""
        lists, language = self._desk.lists, self._texts.language
        more = one.group_name or (lists.name("event_kinds", one.event_kind, language) if one.event_kind else "") or (
            lists.name("training_subjects", one.subject, language) if one.subject else "")
        return " · ".join(part for part in (lists.name("session_kinds", one.kind, language), more) if part)

    def who(self, one: SessionRow) -> str:
        """Return the only person's name, or how many came and how many of them nobody named."""
        if one.lost:
            return self._desk.lists.name("lost_reasons", one.lost, self._texts.language)
        if not one.named and not one.unnamed and not one.audience:
            return self._say("ui_session.planned_short") if not one.minutes else "–"
        if one.one and not one.unnamed:
            return one.one
        others = (one.unnamed or 0) + sum(one.audience.values())
        told = self._texts.say(message("ui_session.came", count=one.present or others))
        if not one.present:
            return told
        return f"{told} {self._texts.say(message('ui_session.and_unnamed', count=others))}" if others else told

    def tone(self, one: SessionRow) -> str | None:
        """Return the tone of who came: red where the session was lost."""
        return "red" if one.lost else None

    def where(self, one: SessionRow) -> str:
        """Return the place."""
        named = institution_name(self._known, one.institution, one.starts_at[:10], self._texts.language)
        kind = self._desk.lists.name("place_types", one.place_type, self._texts.language) if one.place_type else ""
        return one.place or named or kind

    def long(self, one: SessionRow) -> str:
        """Return how long it was, or is to be."""
        return self._texts.number(one.minutes or one.planned or 0)

    def staff(self, one: SessionRow) -> str:
        """Return who held it."""
        return ", ".join(self._staff.get(each, "") for each in one.staff)

    def empty(self) -> tuple[str, str]:
        """Return title and sentence of an empty list."""
        return self._say("ui_session.none"), self._say("ui_session.none_text")

    def touched(self, changed: Changed) -> bool:
        """Tell whether the list must be read again."""
        return touches(changed, SHOWN_KINDS)

    def _say(self, key: str) -> str:
        return self._texts.say(message(key))
