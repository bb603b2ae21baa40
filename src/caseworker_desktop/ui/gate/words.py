"""How the way through the gate looks: checklists, contacts after release, hand-overs; every word decided."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from caseworker_desktop.kernel.message import message
from caseworker_desktop.records.person.phones import spaced
from caseworker_desktop.texts import Texts
from caseworker_desktop.usecases.desk import Desk
from caseworker_desktop.usecases.institutions import institution_name
from caseworker_desktop.usecases.leaving import FOLLOWED, LISTS, GateCase

Mark = tuple[str, str, str | None]
#: A day so near is amber; one that has passed is red.
SOON_DAYS = 7
_REACHED = {"reached": ("green", "check"), "not_reached": ("amber", "warn"), "refused": ("grey", "x"), "died": ("grey", None),
            "abroad": ("blue", "info")}


@dataclass(frozen=True, slots=True)
class Line:
    """One line: what it is, what stands below, a badge, whether it is done (None: it cannot be ticked)."""

    id: str
    title: str
    below: str
    mark: Mark | None = None
    done: bool | None = None
    note: str = ""


@dataclass(frozen=True, slots=True)
class ListFace:
    """A checklist: how far it is, its lines; `missing` items of the list that the case does not have yet."""

    code: str
    title: str
    progress: str
    lines: tuple[Line, ...]
    missing: int


class GateWords:
    """Says how a person's way out looks."""

    def __init__(self, desk: Desk, texts: Texts) -> None:
        self._desk, self._texts = desk, texts

    # ---- where they stand ----------------------------------------------------------------------------------------------------------------
    def standing(self, case: GateCase) -> Mark:
        """Return the badge of the release: how far it is, or since when the person is outside."""
        released, say = case.released, self._texts.say
        status = case.standing.status
        if released is not None and status not in ("serving", "remand"):
            days = self._days(released)
            return say(message("ui_gate.released_ago", count=-days, day=self._texts.date(released))), "blue", "door"
        release = case.standing.release
        if release is None:
            return say(message("ui_gate.no_date")), "grey", "door"
        kind = self._desk.lists.name("release_date_kinds", release.kind, self._texts.language).lower()
        if release.days < 0:
            return say(message("ui_gate.date_passed", day=self._texts.date(release.date))), "red", "warn"
        tone = "red" if release.days <= SOON_DAYS else "amber" if release.days <= 30 else "blue"
        return say(message("ui_gate.release_in", count=release.days, day=self._texts.date(release.date), kind=kind)), tone, "door"

    def may_release(self, case: GateCase) -> bool:
        """Tell whether the release itself can be written now."""
        may = self._desk.leaving.allowed
        inside = case.standing.status in ("serving", "remand") or case.released is None
        return inside and not case.case_closed and may("release_date", "write") and may("legal_status", "write")

    # ---- before ------------------------------------------------------------------------------------------------------------------------------
    def checklists(self, case: GateCase) -> tuple[ListFace, ...]:
        """Return the release and the entitlement checklist."""
        return tuple(self._list(case, code) for code in reversed(LISTS))

    def _list(self, case: GateCase, code: str) -> ListFace:
        items = [one for one in case.items if (one.list or "release") == code]
        done = sum(one.done_on is not None for one in items)
        progress = self._texts.say(message("ui_gate.progress", done=done, total=len(items))) if items else ""
        have = {one.item for one in case.items}
        missing = sum(item not in have for item in self._desk.leaving.items_of(code))
        return ListFace(code, self._desk.lists.name("checklists", code, self._texts.language), progress,
                        tuple(self._item(case, one) for one in items), missing)

    def _item(self, case: GateCase, one: Any) -> Line:
        lists, language = self._desk.lists, self._texts.language
        who = case.names.get(one.staff or "", "") or (lists.name("checklist_actors", one.responsible, language) if one.responsible else "")
        mark: Mark | None = None
        if one.done_on:
            when = self._texts.say(message("ui_gate.done_on", day=self._texts.date(one.done_on)))
        elif one.due:
            when = self._texts.say(message("ui_gate.due", day=self._texts.date(one.due)))
            mark = self._due_mark(one.due)
        else:
            when = ""
        return Line(one.id, lists.name("checklist_items", one.item, language), " · ".join(part for part in (who, when) if part), mark,
                    one.done_on is not None, one.note or "")

    # ---- after ---------------------------------------------------------------------------------------------------------------------------------
    def follow_ups(self, case: GateCase) -> tuple[Line, ...]:
        """Return the contacts after release, in their order."""
        return tuple(self._follow_up(one) for one in case.follow_ups)

    def may_plan(self, case: GateCase) -> bool:
        """Tell whether contacts after release are to be made and can be."""
        if case.released is None or case.case_closed or not self._desk.leaving.allowed("follow_up", "write"):
            return False
        have = {one.reason for one in case.follow_ups if one.due > case.released}
        return bool(set(FOLLOWED) - have)

    def _follow_up(self, one: Any) -> Line:
        lists, language, say = self._desk.lists, self._texts.language, self._texts.say
        title = lists.name("follow_up_reasons", one.reason, language) if one.reason else say(message("ui_gate.contact"))
        window = say(message("ui_gate.window", days=one.window_days)) if one.window_days else ""
        when = " ".join(part for part in (self._texts.date(one.due), window) if part)
        if not one.done_on:
            return Line(one.id, title, when, self._due_mark(one.due, one.window_days or 0), False, one.note or "")
        tone, icon = _REACHED.get(one.reached or "", ("grey", None))
        words = lists.name("follow_up_results", one.reached, language) if one.reached else say(message("ui_gate.done"))
        told = [self._answer(question, answer) for question, answer in (one.answers or {}).items()]
        source = say(message("ui_gate.by_source", source=lists.name("follow_up_sources", one.source, language))) if one.source else ""
        below = " · ".join(part for part in (when, say(message("ui_gate.done_on", day=self._texts.date(one.done_on))), source, *told) if part)
        return Line(one.id, title, below, (words, tone, icon), True, one.note or "")

    def _answer(self, question: str, answer: str) -> str:
        name = self._texts.label("follow_up", f"answers.{question}")
        return f"{name}: {self._desk.lists.name('yes_no', answer, self._texts.language).lower()}"

    def attempts(self, case: GateCase) -> tuple[Line, ...]:
        """Return the attempts to reach the person, the newest first."""
        lists, language = self._desk.lists, self._texts.language
        return tuple(Line(
            one.id, f"{self._texts.date(one.at)} {self._texts.time(one.at)}",
            " · ".join(part for part in (lists.name("contact_channels", one.channel, language) if one.channel else "", one.note or "") if part),
            (lists.name("contact_results", one.result, language), "green" if one.result in ("met", "agreed") else "grey", None))
            for one in case.attempts)

    def routes(self, case: GateCase) -> tuple[Line, ...]:
        """Return how the person can be reached, with the words that give nothing away."""
        own = self._desk.editing.read("person", case.person) or {}
        found = [Line("", self._texts.say(message("ui_gate.own_phone")), spaced(own["phone"]))] if own.get("phone") else []
        found += [Line(one.id, one.through or self._texts.say(message("ui_gate.way")), spaced(one.phone) if one.phone else "",
                       note=one.safe_wording or "") for one in case.routes]
        return tuple(found)

    # ---- handed over ---------------------------------------------------------------------------------------------------------------------------
    def handovers(self, case: GateCase) -> tuple[Line, ...]:
        """Return the hand-overs, the newest first; `done`: accepted."""
        known, today = self._desk.institutions.known(), self._desk.people.today()
        found = []
        for one in case.handovers:
            who = self._texts.say(message("ui_gate.handed", giver=case.names.get(one.from_staff or "", "–"), taker=case.names.get(one.to_staff, "–")))
            site = institution_name(known, one.to_site, today, self._texts.language)
            mark: Mark = (self._texts.say(message("ui_gate.accepted_on", day=self._texts.date(one.accepted_on))), "green", "check") if (
                one.accepted_on) else (self._texts.say(message("ui_gate.not_accepted")), "amber", "clock")
            below = " · ".join(part for part in (self._texts.date(one.on), site, one.reason or "") if part)
            found.append(Line(one.id, who, below, mark, one.accepted_on is not None))
        return tuple(found)

    def place(self, code: str | None) -> str:
        """Return a municipality's name, empty for none."""
        return self._desk.lists.name("municipalities", code, self._texts.language) if code else ""

    # ---- inside ----------------------------------------------------------------------------------------------------------------------------------
    def _due_mark(self, due: str, window: int = 0) -> Mark | None:
        days, say = self._days(due), self._texts.say
        if days < -window:
            return say(message("ui_gate.late", count=-days)), "red", "warn"
        if days <= 0:
            return say(message("ui_gate.now")), "amber", "clock"
        return (say(message("ui_gate.in_days", count=days)), "amber" if days <= SOON_DAYS else "grey", None)

    def _days(self, day: str) -> int:
        return (date.fromisoformat(day) - date.fromisoformat(self._desk.people.today())).days
