"""What the register of one group shows and how it is marked: every decision of the screen, without a widget."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from caseworker_desktop.kernel.message import message
from caseworker_desktop.texts import Texts
from caseworker_desktop.ui.groups.words import GroupWords
from caseworker_desktop.usecases.attendance import THERE, Length, Wish
from caseworker_desktop.usecases.desk import Desk
from caseworker_desktop.usecases.groups import Attended, Mark, Meeting, Member, Sheet
from caseworker_desktop.usecases.intent import Written

#: The key of each status, the same in all languages, for hands learn keys and not words.
KEYS = {"D": "present", "V": "late", "N": "absent", "P": "excused", "K": "not_brought"}
#: Status → icon and tone.
LOOKS = {
    "present": ("check", "green"), "late": ("clock", "amber"), "absent": ("x", "red"), "excused": ("info", "blue"), "not_brought": ("lock", "grey"),
}
SHOWN_KINDS = ("group", "group_member", "session", "attendance", "programme", "person", "stay")


@dataclass(frozen=True, slots=True)
class Cell:
    """One square of the register. `status` None: not marked; `open`: may be marked; `expected`: the person belonged on that day."""

    status: str | None
    open: bool
    expected: bool
    spoken: str


@dataclass(frozen=True, slots=True)
class Aside:
    """What stands beside the register of the meeting and person at the cursor. `left` are those not yet marked."""

    title: str
    badge: tuple[str, str]
    below: str
    person: str
    unit: str
    minutes: str
    of: str
    reason: str | None
    unnamed: int
    lost: str
    lost_reason: str | None
    open: bool
    present: bool
    left: int


class RegisterPresenter:
    """Keeps one group's sheet with the marks that are not yet written laid over it."""

    def __init__(self, desk: Desk, texts: Texts) -> None:
        self._desk, self._texts = desk, texts
        self._words = GroupWords(desk, texts)
        self.sheet: Sheet | None = None
        self._pending: dict[str, dict[str, Wish]] = {}
        self._had: dict[str, Attended] = {}
        self.written_at = ""

    # ---- which group ------------------------------------------------------------------------------------------------------------------------
    def load(self, group: str) -> bool:
        """Take up a group; False when it is not here. Marks that wait are kept for the same group."""
        if self.sheet is not None and self.sheet.group.id != group:
            self._pending.clear()
            self.written_at = ""
        found = self._desk.groups.sheet(group)
        if found is None:
            self.sheet = None
            return False
        self.sheet = found
        for session, wishes in self._pending.items():
            for wish in wishes.values():
                self._show(session, wish)
        self._count()
        return True

    def may_mark(self) -> bool:
        """Tell whether this person marks attendance."""
        return self._desk.groups.may_lead()

    def title(self) -> tuple[str, str]:
        """Return the heading and what stands below it."""
        sheet = self._must()
        return self._texts.say(message("ui_groups.group_title", name=sheet.group.name)), self._words.below(sheet.group)

    def figures(self) -> list[tuple[str, str, str, str | None]]:
        """Return the figures over the register: value, name, note, tone."""
        sheet, texts, say = self._must(), self._texts, self._texts.say
        group, held = sheet.group, sheet.held()
        planned = (group.programme.sessions_planned if group.programme else None) or len(sheet.meetings)
        places = say(message("ui_groups.of_places", count=group.capacity)) if group.capacity is not None else ""
        latest = say(message("ui_groups.latest", day=texts.day(sheet.meetings[-1].starts_at))) if sheet.meetings else ""
        minutes = sum(one.minutes for one in self._had.values())
        missed = [one for one in sheet.meetings if one.missed]
        members = [one for one in sheet.members if one.id is not None and one.left_on is None]
        earn = sum(sheet.earns(one) for one in members)
        rule = say(message("ui_groups.rule", percent=sheet.pass_percent)) if sheet.pass_percent is not None else say(message("ui_groups.no_rule"))
        return [
            (texts.number(len(members)), say(message("ui_groups.members", count=len(members))), places, None),
            (self._of(len(held), max(planned, len(sheet.meetings))), say(message("ui_groups.sessions")), latest, None),
            (self._hours(minutes), say(message("ui_groups.received")), say(message("ui_groups.of_all")), None),
            (self._hours(sheet.missed_minutes()), say(message("ui_groups.lost")),
             say(message("ui_groups.in_sessions", count=len(missed))) if missed else "", "amber" if missed else None),
            (self._of(earn, len(members)), say(message("ui_groups.earn")), rule, "green" if earn else None),
        ]

    def footnote(self) -> str:
        """Return in one line which meetings lost time and why, the latest first."""
        parts = []
        for at, one in reversed(list(enumerate(self._must().meetings, 1))):
            reason = self._desk.lists.name("lost_reasons", one.lost or one.short or "", self._texts.language) if one.lost or one.short else ""
            if one.lost:
                parts.append(self._texts.say(message("ui_groups.was_lost", number=at, reason=reason)))
            elif one.missed:
                parts.append(self._texts.say(message("ui_groups.was_short", number=at, minutes=one.missed, reason=reason)))
        return " · ".join(parts)

    # ---- the register -----------------------------------------------------------------------------------------------------------------------
    def members(self) -> Sequence[Member]:
        """Return the people of the rows."""
        return self.sheet.members if self.sheet else ()

    def meetings(self) -> Sequence[Meeting]:
        """Return the meetings of the columns."""
        return self.sheet.meetings if self.sheet else ()

    def column(self, at: int) -> tuple[str, str]:
        """Return number and day of a meeting."""
        return str(at + 1), self._texts.day(self.meetings()[at].starts_at)

    def cell(self, row: int, column: int) -> Cell:
        """Return how a square looks."""
        member, meeting = self.members()[row], self.meetings()[column]
        mark = self._must().marks.get((meeting.id, member.person))
        status = mark.status if mark else None
        said = self.status(status) if status else self._say("ui_groups.not_marked")
        return Cell(status, self.open(column), member.belongs(meeting.day), f"{member.name}, {' '.join(self.column(column))}: {said}")

    def open(self, column: int) -> bool:
        """Tell whether a meeting may be marked: it is not to come, and was not lost."""
        meeting = self.meetings()[column]
        return self.may_mark() and meeting.day <= self._must().today and not meeting.lost

    def totals(self, row: int) -> tuple[str, str, bool]:
        """Return a person's hours and share in words, and whether the share is too low for a certificate."""
        member = self.members()[row]
        had = self._had[member.person]
        low = had.percent is not None and member.id is not None and not had.reaches(self._must().pass_percent)
        percent = self._texts.say(message("ui_groups.percent", percent=had.percent)) if had.percent is not None else "–"
        return self._decimal(had.minutes), percent, low

    def unnamed(self, column: int) -> str:
        """Return the head-count of those whom nobody named at a meeting."""
        count = self.meetings()[column].unnamed
        return "–" if count is None else self._texts.number(count)

    def missed(self, column: int) -> str:
        """Return the minutes lost at a meeting."""
        missed = self.meetings()[column].missed
        return self._texts.number(missed) if missed else "–"

    def sums(self) -> tuple[str, str]:
        """Return the sums of the two rows at the foot."""
        unnamed = sum(one.unnamed or 0 for one in self.meetings())
        missed = self._must().missed_minutes()
        return self._texts.say(message("ui_groups.persons", count=unnamed)), self._texts.say(message("ui_groups.minutes_short", count=missed))

    def first_open(self) -> tuple[int, int]:
        """Return (row, column) where marking goes on: the first gap of the latest meeting that has begun, else its first person."""
        columns = [at for at in range(len(self.meetings())) if self.open(at)]
        if not columns:
            return 0, max(len(self.meetings()) - 1, 0)
        latest = columns[-1]
        gap = next((row for row in range(len(self.members())) if self._gap(row, latest)), 0)
        return gap, latest

    def next_gap(self, column: int) -> int | None:
        """Return the row of the first person who is expected at a meeting and not marked."""
        return next((row for row in range(len(self.members())) if self._gap(row, column)), None)

    def aside(self, row: int, column: int) -> Aside | None:
        """Return what stands beside; None without a meeting."""
        if not self.meetings():
            return None
        meeting = self.meetings()[column]
        member = self.members()[row] if row < len(self.members()) else None
        mark = self._must().marks.get((meeting.id, member.person)) if member else None
        there = mark is not None and mark.status in THERE
        minutes = str(meeting.length if mark.minutes is None else mark.minutes) if mark is not None and there else ""
        left = sum(self._gap(at, column) for at in range(len(self.members())))
        return Aside(
            title=self._texts.say(message("ui_groups.session_number", number=column + 1)), badge=self._badge(column, left),
            below=self._words.when_and_where(meeting), person=member.name if member else "", unit=self._unit(member), minutes=minutes,
            of=str(meeting.length), reason=mark.reason if mark else None, unnamed=meeting.unnamed or 0,
            lost=str(meeting.missed) if meeting.missed else "", lost_reason=meeting.lost or meeting.short, open=self.open(column),
            present=mark is not None and mark.status == "present", left=left)

    # ---- marking ----------------------------------------------------------------------------------------------------------------------------
    def mark(self, row: int, column: int, status: str | None, minutes: int | None = None, reason: str | None = None) -> bool:
        """Mark a person, to be written by `flush`; return whether it was allowed."""
        if not self.open(column) or row >= len(self.members()):
            return False
        self._lay(self.meetings()[column].id, Wish(self.members()[row].person, status, minutes, reason))
        self._count()
        return True

    def toggle(self, row: int, column: int) -> bool:
        """Mark as present who is not marked, take the mark of another away."""
        return self.mark(row, column, "present" if self.cell(row, column).status is None else None)

    def mark_rest(self, column: int) -> int:
        """Mark everybody as present who is expected and not marked; return how many these were."""
        rows = [row for row in range(len(self.members())) if self._gap(row, column)]
        if not self.open(column):
            return 0
        for row in rows:
            self._lay(self.meetings()[column].id, Wish(self.members()[row].person, "present"))
        self._count()
        return len(rows)

    def unmark(self, column: int, persons: Sequence[str]) -> None:
        """Take the marks of these people away again."""
        for person in persons:
            self._lay(self.meetings()[column].id, Wish(person, None))
        self._count()

    def unmarked(self, column: int) -> list[str]:
        """Return those who are expected and not marked."""
        return [member.person for row, member in enumerate(self.members()) if self._gap(row, column)]

    def waits(self) -> bool:
        """Tell whether marks are still to be written."""
        return bool(self._pending)

    def flush(self) -> list[Written]:
        """Write what was marked, a transaction a meeting. Raises LineRefused; what could not be written waits no longer."""
        done = []
        while self._pending:
            session = next(iter(self._pending))
            wishes = self._pending.pop(session)
            done.append(self._desk.attendance.mark(session, list(wishes.values())))
        if done:
            self.written_at = self._texts.time(self._desk.worker.clock.now().isoformat())
        return done

    def count_unnamed(self, column: int, count: int) -> Written:
        """Write the head-count of a meeting. Raises LineRefused."""
        return self._desk.attendance.unnamed(self.meetings()[column].id, count)

    def set_lost(self, column: int, minutes: int, reason: str | None) -> Written:
        """Write how many minutes of a meeting were lost, and why; 0: none. Raises LineRefused."""
        meeting = self.meetings()[column]
        planned = max(meeting.planned or 0, meeting.minutes)
        return self._desk.attendance.length(meeting.id, Length(planned, max(planned - minutes, 0), reason if minutes else None))

    def status(self, status: str) -> str:
        """Return a status in words."""
        return self._desk.lists.name("attendance_statuses", status, self._texts.language)

    def reasons(self, list_: str) -> list[tuple[str, str]]:
        """Return the reasons of a list as (code, words)."""
        return [(code, self._desk.lists.name(list_, code, self._texts.language)) for code in self._desk.lists.codes(list_)]

    # ---- inside -----------------------------------------------------------------------------------------------------------------------------
    def _must(self) -> Sheet:
        assert self.sheet is not None
        return self.sheet

    def _lay(self, session: str, wish: Wish) -> None:
        self._pending.setdefault(session, {})[wish.person] = wish
        self._show(session, wish)

    def _show(self, session: str, wish: Wish) -> None:
        sheet = self._must()
        marks = dict(sheet.marks)
        if wish.status is None:
            marks.pop((session, wish.person), None)
        else:
            marks[session, wish.person] = Mark("", wish.status, wish.minutes, wish.reason)
        self.sheet = replace(sheet, marks=marks)

    def _count(self) -> None:
        sheet = self._must()
        self._had = {one.person: sheet.attended(one) for one in sheet.members}

    def _gap(self, row: int, column: int) -> bool:
        member, meeting = self.members()[row], self.meetings()[column]
        return member.belongs(meeting.day) and (meeting.id, member.person) not in self._must().marks

    def _badge(self, column: int, left: int) -> tuple[str, str]:
        meeting = self.meetings()[column]
        if meeting.lost:
            return self._say("ui_groups.not_held"), "red"
        if meeting.day > self._must().today:
            return self._say("ui_groups.to_come"), "grey"
        everybody = sum(one.belongs(meeting.day) for one in self.members())
        if not left:
            return self._say("ui_groups.all_marked"), "green"
        return self._texts.say(message("ui_groups.marked", done=everybody - left, all=everybody)), "amber"

    def _unit(self, member: Member | None) -> str:
        if member is None:
            return ""
        unit = self._texts.say(message("ui_people.unit", unit=member.unit)) if member.unit and member.unit.isdigit() else member.unit or ""
        return unit if member.id is not None else " · ".join(part for part in (self._say("ui_groups.guest"), unit) if part)

    def _of(self, part: int, whole: int) -> str:
        return self._texts.say(message("ui_groups.of", part=part, whole=whole))

    def _hours(self, minutes: int) -> str:
        return self._texts.say(message("ui_groups.hours", hours=self._texts.number(round(minutes / 60, 1), 1 if round(minutes / 6) % 10 else 0)))

    def _decimal(self, minutes: int) -> str:
        return self._texts.number(round(minutes / 60, 1), 1)

    def _say(self, key: str) -> str:
        return self._texts.say(message(key))
