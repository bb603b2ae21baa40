"""How one partner looks in its card: sections of lines, every word decided."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from caseworker_desktop.kernel.message import message
from caseworker_desktop.records.person.phones import spaced
from caseworker_desktop.texts import Texts
from caseworker_desktop.ui.partners.presenter import Mark, RegisterPresenter, short_service
from caseworker_desktop.usecases.desk import Desk
from caseworker_desktop.usecases.partnering import Deed, Meeting, PartnerCard, Result, reminder_day

CONTACT, AGREEMENT, MEETING, UNIT, TASK = "contact", "agreement", "meeting", "unit", "task"


@dataclass(frozen=True, slots=True)
class CardLine:
    """A line of a section: `opens` (kind, id) what a press opens; `tick` a task that can be ticked, and whether it is done."""

    title: str
    below: str = ""
    mark: Mark | None = None
    opens: tuple[str, str] | None = None
    tick: tuple[str, bool] | None = None


@dataclass(frozen=True, slots=True)
class Section:
    """A section of the card; `add` (kind, words) what its button writes anew."""

    title: str
    lines: tuple[CardLine, ...]
    add: tuple[str, str] | None = None


@dataclass(frozen=True, slots=True)
class CardFace:
    """The whole card."""

    id: str
    name: str
    below: str
    marks: tuple[Mark, ...]
    sections: tuple[Section, ...]
    writable: bool
    may_refer: bool


class CardWords:
    """Says how a partner looks."""

    def __init__(self, desk: Desk, texts: Texts, register: RegisterPresenter) -> None:
        self._desk, self._texts, self._register = desk, texts, register

    def face(self, card: PartnerCard) -> CardFace:
        """Return the card of a partner."""
        row, writable = card.row, self._desk.partnering.may_write()
        kind = self._desk.lists.name("partner_kinds", row.kind, self._texts.language)
        below = " · ".join(part for part in (kind, card.parent.name if card.parent else "", self._register.municipality(row.municipality)) if part)
        sections = [
            self._about(card), self._reach(row), self._contacts(card, writable), self._units(card, writable), self._agreements(card),
            self._result(card.result), self._meetings(card), self._story(card.story)]
        return CardFace(
            row.id, row.name, below, self._marks(card), tuple(one for one in sections if one.lines or one.add), writable,
            self._desk.referring.may("write"))

    def _marks(self, card: PartnerCard) -> tuple[Mark, ...]:
        row = card.row
        words, tone, icon = self._register.acceptance(card.acceptance)
        if card.acceptance != "unknown":
            words = self._texts.say(message("ui_partners.accepts_mark", answer=words))
        else:
            words = self._say("ui_partners.accepts_unknown")
        marks: list[Mark] = [(words, tone, icon)]
        if card.stale:
            said = self._texts.say(message("ui_partners.stale_since", day=self._texts.date(row.verified_on))) if row.verified_on else self._say(
                "ui_partners.never_verified")
            marks.append((said, "amber", "warn"))
        else:
            marks.append((self._texts.say(message("ui_partners.verified_on", day=self._texts.date(row.verified_on))), "green", "check"))
        if row.active_to:
            marks.append((self._texts.say(message("ui_partners.ended_on", day=self._texts.date(row.active_to))), "grey", "lock"))
        return tuple(marks)

    def _about(self, card: PartnerCard) -> Section:
        row, lists, language = card.row, self._desk.lists, self._texts.language
        services = ", ".join(short_service(lists.name("services", code, language)) for code in row.services)
        lines = [
            CardLine(self._say("ui_partners.services"), services) if services else None,
            CardLine(self._say("ui_partners.serves"), self._areas(row.areas)) if row.areas else None,
            CardLine(self._say("ui_partners.serves_by_exception"), self._areas(row.areas_by_exception)) if row.areas_by_exception else None,
            CardLine(self._say("ui_partners.conditions"), row.accepts_convictions) if row.accepts_convictions else None,
            CardLine(self._say("ui_partners.documents"), row.documents_needed) if row.documents_needed else None,
            CardLine(self._say("ui_partners.column_queue"), self._register.queue(row.queue_weeks)),
        ]
        return Section("", tuple(line for line in lines if line is not None))

    def _areas(self, codes: tuple[str, ...]) -> str:
        return ", ".join(sorted((self._register.municipality(code) for code in codes), key=self._texts.sort_key))

    def _reach(self, row: Any) -> Section:
        lines = [CardLine(words, value) for words, value in (
            (self._texts.label("partner", "phone"), spaced(row.phone) if row.phone else ""), (self._texts.label("partner", "email"), row.email or ""),
            (self._texts.label("partner", "address"), row.address or ""), (self._texts.label("partner", "web"), row.web or ""),
            (self._texts.label("partner", "legal_code"), row.legal_code or "")) if value]
        return Section(self._say("ui_partners.section_reach"), tuple(lines))

    def _contacts(self, card: PartnerCard, writable: bool) -> Section:
        lines = tuple(CardLine(
            " · ".join(part for part in (one.name, one.position) if part),
            " · ".join(part for part in (spaced(one.phone) if one.phone else "", one.email) if part),
            (self._say("ui_partners.news"), "blue", "inbox") if one.news_opt_in else None, (CONTACT, one.id)) for one in card.contacts)
        return Section(self._say("ui_partners.section_contacts"), lines, (CONTACT, self._say("ui_partners.add_contact")) if writable else None)

    def _units(self, card: PartnerCard, writable: bool) -> Section:
        lines = tuple(CardLine(one.name, self._register.municipality(one.municipality), None, (UNIT, one.id)) for one in card.units)
        add = (UNIT, self._say("ui_partners.add_unit")) if writable and card.row.kind not in ("unit", "volunteer") else None
        return Section(self._say("ui_partners.section_units"), lines, add)

    def _agreements(self, card: PartnerCard) -> Section:
        writable, today = self._desk.editing.may("agreement"), self._desk.people.today()
        lines = []
        for one in card.agreements:
            until = self._say("ui_partners.open_end")
            if one.valid_to:
                until = self._texts.say(message("ui_partners.until", day=self._texts.date(one.valid_to)))
            mark: Mark | None = None
            if one.valid_to and one.valid_to < today:
                mark = (self._say("ui_partners.agreement_over"), "grey", "lock")
            elif one.valid_to and reminder_day(one) <= today:
                mark = (self._texts.say(message("ui_partners.agreement_soon", day=self._texts.date(one.valid_to))), "amber", "clock")
            title = " · ".join(part for part in (one.number, one.subject) if part) or self._say("ui_partners.agreement")
            lines.append(CardLine(title, until, mark, (AGREEMENT, one.id)))
        add = (AGREEMENT, self._say("ui_partners.add_agreement")) if writable else None
        return Section(self._say("ui_partners.section_agreements"), tuple(lines), add)

    def _result(self, result: Result | None) -> Section:
        title = self._say("ui_partners.section_result")
        if result is None or not result.sent:
            return Section(title, ())
        say = self._texts.say
        numbers = say(message("ui_partners.result", sent=result.sent, accepted=result.accepted, refused=result.refused, waiting=result.waiting))
        ends = say(message("ui_partners.result_ends", finished=result.finished, reached=result.reached))
        wait = say(message("ui_partners.result_days", days=self._texts.number(result.days, 1))) if result.days is not None else ""
        return Section(title, (CardLine(numbers, " · ".join(part for part in (ends, wait) if part)),))

    def _meetings(self, card: PartnerCard) -> Section:
        lines: list[CardLine] = []
        today = self._desk.people.today()
        for one in card.meetings:
            lines.append(self._meeting(one))
            for task in one.tasks:
                late = task.done_on is None and task.due is not None and task.due < today
                due = self._texts.say(message("ui_partners.action_due", day=self._texts.date(task.due))) if task.due else ""
                who = card.names.get(task.staff, "") if task.staff else ""
                mark: Mark | None = (self._say("ui_partners.action_late"), "red", "warn") if late else None
                lines.append(CardLine(task.title, " · ".join(part for part in (who, due) if part), mark, tick=(task.id, task.done_on is not None)))
        add = (MEETING, self._say("ui_partners.add_meeting")) if self._desk.editing.may("session") and self._desk.editing.may("minutes") else None
        return Section(self._say("ui_partners.section_meetings"), tuple(lines), add)

    def _meeting(self, one: Meeting) -> CardLine:
        kind = self._desk.lists.name("session_kinds", one.kind, self._texts.language)
        title = f"{self._texts.date(one.starts_at)} · {kind}"
        return CardLine(title, "\n".join(part for part in (one.attendees, one.agreed) if part), None, (MEETING, one.session))

    def _story(self, deeds: tuple[Deed, ...]) -> Section:
        return Section(self._say("ui_partners.section_story"), tuple(CardLine(self._deed(one), self._texts.date(one.on)) for one in deeds))

    def _deed(self, one: Deed) -> str:
        say = self._texts.say
        if one.what == "began":
            return say(message("ui_partners.story_began"))
        if one.what == "ended":
            return say(message("ui_partners.story_ended"))
        if one.what == "agreement":
            return say(message("ui_partners.story_agreement", name=one.words))
        if one.what == "referrals":
            key = message("ui_partners.story_in", count=one.count) if one.words == "in" else message("ui_partners.story_out", count=one.count)
            return say(key)
        return self._desk.lists.name("session_kinds", one.words, self._texts.language)

    def _say(self, key: str) -> str:
        return self._texts.say(message(key))
