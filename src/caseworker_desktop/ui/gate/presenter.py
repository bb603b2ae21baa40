"""Who stands in the lists of the gate, and how each looks."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from caseworker_desktop.kernel.message import message
from caseworker_desktop.texts import Texts
from caseworker_desktop.ui.changes import Changed, touches
from caseworker_desktop.ui.widgets.rows import Face, Slice
from caseworker_desktop.usecases.desk import Desk
from caseworker_desktop.usecases.following import LATE_REASONS, DueFollowUp
from caseworker_desktop.usecases.handing import WaitingHandover
from caseworker_desktop.usecases.institutions import institution_name
from caseworker_desktop.usecases.leaving import LeavingRow, Silent
from caseworker_desktop.usecases.turns import Turns

LEAVING, CONTACTS, LATER, SILENT, HANDOVERS, ROUTES = "leaving", "contacts", "later", "silent", "handovers", "routes"
WITHIN = (30, 60, 90)
#: Contacts due within so many days stand in the list.
AHEAD_DAYS = 14
SHOWN_KINDS = ("person", "case", "release_date", "legal_status", "checklist_item", "follow_up", "contact_attempt", "handover", "attendance",
               "session", "term", "organisation")


@dataclass(frozen=True, slots=True)
class GateRow:
    """A row of a list: whose page it opens, at which view of the tab, and how it looks."""

    person: str
    view: str
    face: Face


class GatePresenter:
    """Keeps which list is wanted."""

    def __init__(self, desk: Desk, texts: Texts) -> None:
        self._desk, self._texts = desk, texts
        self.which, self.within, self.mine = LEAVING, WITHIN[0], True
        self.total = 0
        self._turns: Turns[Any, GateRow] = Turns((), lambda one: one, lambda part: ())
        self._names: dict[str, str] = {}

    def lists(self) -> list[tuple[str, str]]:
        """Return the lists this worker may see, as (code, words)."""
        may, say = self._desk.leaving.allowed, self._texts.say
        found = [
            (LEAVING, say(message("ui_gate.list_leaving")), "checklist_item"), (CONTACTS, say(message("ui_gate.list_contacts")), "follow_up"),
            (LATER, say(message("ui_gate.list_later")), "follow_up"), (SILENT, say(message("ui_gate.list_silent")), "contact_attempt"),
            (HANDOVERS, say(message("ui_gate.list_handovers")), "handover"), (ROUTES, say(message("ui_gate.list_routes")), "term")]
        return [(code, words) for code, words, kind in found if may(kind, "read")]

    def page(self, after: object | None, limit: int) -> Slice[GateRow]:
        """Return a part of the list wanted; the two that may be long are put in order once, and read as far as somebody looks."""
        if self.which in (LEAVING, SILENT):
            if after is None:
                self._names.clear()
                self._turns = self._long()
                self.total = self._turns.total
            rows, more = self._turns.page(after if isinstance(after, int) else 0, limit)
            return Slice(rows, more)
        self._names.clear()
        rows = self._short()
        self.total = len(rows)
        return Slice(rows)

    def _long(self) -> Turns[Any, GateRow]:
        if self.which == LEAVING:
            near = self._desk.leaving.who_leaves(self.within, everybody=not self.mine)
            return Turns(near.order, near.tied, lambda part: [self._leaving(one) for one in near.read(part)])
        quiet = self._desk.leaving.who_is_silent(everybody=not self.mine)
        return Turns(quiet.order, quiet.tied, lambda part: [self._silent(one) for one in quiet.read(part)])

    def _short(self) -> Sequence[GateRow]:
        today = date.fromisoformat(self._desk.people.today())
        reads: dict[str, Callable[[], Sequence[GateRow]]] = {
            CONTACTS: lambda: [self._contact(one) for one in self._desk.following.due(
                (today + timedelta(days=AHEAD_DAYS)).isoformat(), mine=self.mine)],
            LATER: lambda: [self._contact(one) for one in (
                *self._desk.following.due(reasons=LATE_REASONS, mine=self.mine),
                *self._desk.following.due(reasons=LATE_REASONS, mine=self.mine, done=True))],
            HANDOVERS: lambda: [self._handover(one) for one in self._desk.handing.waiting(mine=self.mine)],
        }
        return reads[self.which]() if self.which in reads else ()

    def empty(self) -> tuple[str, str]:
        """Return title and sentence of an empty list."""
        say = self._texts.say
        title = {
            LEAVING: message("ui_gate.none_leaving"), CONTACTS: message("ui_gate.none_contacts"), LATER: message("ui_gate.none_later"),
            SILENT: message("ui_gate.none_silent"), HANDOVERS: message("ui_gate.none_handovers")}.get(self.which, message("ui_gate.none_leaving"))
        return say(title), say(message("ui_gate.none_text_mine") if self.mine else message("ui_gate.none_text"))

    def touched(self, changed: Changed) -> bool:
        """Tell whether the lists must be drawn again."""
        return touches(changed, SHOWN_KINDS)

    def _leaving(self, one: LeavingRow) -> GateRow:
        say, days = self._texts.say, one.release.days
        kind = self._desk.lists.name("release_date_kinds", one.release.kind, self._texts.language).lower()
        badge = (say(message("ui_gate.in_days", count=days)), "red" if days <= 7 else "amber" if days <= 30 else "blue", "door")
        ready = say(message("ui_gate.progress", done=one.ready, total=one.steps)) if one.steps else say(message("ui_gate.no_list"))
        return GateRow(one.person, "ready", Face(
            f"{one.given_names} {one.family_name}", f"{self._texts.date(one.release.date)} ({kind})", ready, avatar=True, badge=badge))

    def _contact(self, one: DueFollowUp) -> GateRow:
        lists, language, say = self._desk.lists, self._texts.language, self._texts.say
        reason = lists.name("follow_up_reasons", one.reason, language) if one.reason else say(message("ui_gate.contact"))
        lead = self._staff(one.lead)
        badge: tuple[str, str, str | None]
        if one.done_on:
            badge = (lists.name("follow_up_results", one.reached, language) if one.reached else say(message("ui_gate.done")), "green", "check")
        elif one.days < -one.window_days:
            badge = (say(message("ui_gate.late", count=-one.days)), "red", "warn")
        elif one.days <= 0:
            badge = (say(message("ui_gate.now")), "amber", "clock")
        else:
            badge = (say(message("ui_gate.in_days", count=one.days)), "grey", None)
        returned = ""
        if one.returned:
            answer = lists.name("yes_no", one.returned, language).lower()
            source = lists.name("follow_up_sources", one.source, language) if one.source else say(message("ui_gate.no_source"))
            returned = f"{self._texts.label('follow_up', 'answers.returned_to_prison')}: {answer} ({source.lower()})"
        third = " · ".join(part for part in (returned, lead) if part)
        return GateRow(one.person, "after", Face(
            f"{one.given_names} {one.family_name}", f"{reason} · {self._texts.date(one.due)}", third, avatar=True, badge=badge))

    def _silent(self, one: Silent) -> GateRow:
        say = self._texts.say
        status = self._desk.lists.name("legal_statuses", one.status, self._texts.language)
        last = say(message("ui_gate.last_contact", day=self._texts.date(one.contact))) if one.contact else say(message("ui_gate.never_contact"))
        return GateRow(one.person, "after", Face(
            f"{one.given_names} {one.family_name}", f"{status} · {self._texts.date(one.since)}", last, avatar=True,
            badge=(say(message("ui_gate.silent_days", count=one.days)), "red", "warn")))

    def _handover(self, one: WaitingHandover) -> GateRow:
        site = institution_name(self._desk.institutions.known(), one.to_site, self._desk.people.today(), self._texts.language)
        who = self._texts.say(message("ui_gate.handed", giver=self._staff(one.from_staff) or "–", taker=self._staff(one.to_staff) or "–"))
        return GateRow(one.person, "handing", Face(
            f"{one.given_names} {one.family_name}", who, " · ".join(part for part in (self._texts.date(one.on), site) if part), avatar=True,
            badge=(self._texts.say(message("ui_gate.not_accepted")), "amber", "clock")))

    def _staff(self, staff: str | None) -> str:
        """Return a colleague's name, asked for once a list."""
        if staff is None:
            return ""
        if staff not in self._names:
            self._names[staff] = self._desk.people.staff_names([staff]).get(staff, "")
        return self._names[staff]
