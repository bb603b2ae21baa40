"""What the week says of its meetings, and which week is shown."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from caseworker_desktop.kernel.message import message
from caseworker_desktop.texts import Texts
from caseworker_desktop.ui.changes import Changed, touches
from caseworker_desktop.usecases.calendar import Meeting
from caseworker_desktop.usecases.desk import Desk
from caseworker_desktop.usecases.institutions import institution_name

Mark = tuple[str, str, str | None]
SHOWN_KINDS = ("session", "attendance", "person", "case", "group", "institution")


@dataclass(frozen=True, slots=True)
class EntryFace:
    """One meeting. `person`: whom it opens, None where several are invited; `tone` of its edge."""

    session: str
    time: str
    title: str
    what: str
    place: str
    mark: Mark | None
    person: str | None
    tone: str


@dataclass(frozen=True, slots=True)
class DayFace:
    """One day: its short name, its date, and its meetings."""

    day: str
    weekday: str
    date: str
    today: bool
    weekend: bool
    entries: tuple[EntryFace, ...]


@dataclass(frozen=True, slots=True)
class WeekFace:
    """The week: its heading and its seven days."""

    title: str
    days: tuple[DayFace, ...]
    meetings: int


class CalendarPresenter:
    """Holds which week is shown and says it. `read` may run off the window's thread."""

    def __init__(self, desk: Desk, texts: Texts) -> None:
        self._desk, self._texts = desk, texts
        self.around: str | None = None

    def step(self, weeks: int) -> None:
        """Go so many weeks on (below 0: back); 0 goes to the present one."""
        if weeks == 0:
            self.around = None
        else:
            self.around = (date.fromisoformat(self.around or self._desk.people.today()) + timedelta(days=7 * weeks)).isoformat()

    def show(self, day: str) -> None:
        """Go to the week of a day."""
        self.around = day

    def read(self) -> WeekFace:
        """Return the week as it is now."""
        week = self._desk.calendar.week(self.around)
        known = self._desk.institutions.known()
        days = tuple(
            DayFace(
                each.day, self._texts.weekday(each.day), self._texts.day(each.day), each.day == week.today,
                date.fromisoformat(each.day).weekday() > 4, tuple(self._entry(one, each.day, known) for one in each.meetings))
            for each in week.days)
        title = message("ui_calendar.range", first=self._texts.date(week.days[0].day), last=self._texts.date(week.days[-1].day))
        return WeekFace(self._texts.say(title), days, sum(len(each.meetings) for each in week.days))

    def subtitle(self, week: WeekFace) -> str:
        """Return how many meetings there are."""
        return self._texts.say(message("ui_calendar.meetings", count=week.meetings))

    def printed_day(self) -> str:
        """Return a day of the shown week, for its paper."""
        return self.around or self._desk.people.today()

    def touched(self, changed: Changed) -> bool:
        """Tell whether the week must be read again."""
        return touches(changed, SHOWN_KINDS)

    def _entry(self, each: Meeting, day: str, known: Mapping[str, Mapping[str, Any]]) -> EntryFace:
        lists, language = self._desk.lists, self._texts.language
        one = each.people[0] if len(each.people) == 1 else None
        people = self._texts.say(message("ui_today.people", count=len(each.people)))
        kind = lists.name("session_kinds", each.kind, language)
        title = each.group_name or (f"{one.given_names} {one.family_name}" if one else people if each.people else kind)
        place = " · ".join(part for part in (institution_name(known, each.institution, day, language), each.place or "") if part)
        minutes = self._texts.say(message("ui_today.minutes", minutes=each.minutes))
        mark: Mark | None = None
        tone = "accent"
        if each.lost_reason is not None:
            mark, tone = (lists.name("lost_reasons", each.lost_reason, language), "red", "x"), "red"
        elif each.recorded:
            mark, tone = (self._texts.say(message("ui_today.recorded")), "green", "check"), "green"
        return EntryFace(each.session, self._texts.time(each.starts_at), title, f"{kind} · {minutes}", place, mark, one.person if one else None, tone)
