"""What Today says, of everything the day brings."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from caseworker_desktop.kernel.message import message
from caseworker_desktop.texts import Texts
from caseworker_desktop.ui.changes import Changed, touches
from caseworker_desktop.ui.today.drafted import Drafted, LineFace
from caseworker_desktop.ui.today.duties import Duties, TaskFace
from caseworker_desktop.usecases.desk import Desk
from caseworker_desktop.usecases.exchange import PeerStatus
from caseworker_desktop.usecases.institutions import institution_name
from caseworker_desktop.usecases.today import DANGERS, MOST_TASKS, Leaving, Meeting, Silent, TodayView

Mark = tuple[str, str, str | None]
SPANS = (30, 60, 90)
NEAR_DAYS, SOON_DAYS, CONSENT_DAYS = 7, 30, 30
ALL_TASKS = 500
SHOWN_KINDS = (
    "session", "attendance", "task", "case", "person", "release_date", "legal_status", "checklist_item", "contact_attempt", "follow_up", "flag",
    "consent", "organisation", "stay", "note", "plan", "plan_review", "step", "clearance", "agreement",
)
RESULTS = ("no_answer", "met", "agreed", "refused")


@dataclass(frozen=True, slots=True)
class MeetingFace:
    """One meeting; `now`: the one to begin next, which bears the primary button. `person` is None where several are invited;
    `group`: the one whose attendance is to be marked.
    """

    session: str
    time: str
    minutes: str
    title: str
    what: str
    place: str
    mark: Mark | None
    person: str | None
    can_start: bool
    now: bool
    group: str | None = None


@dataclass(frozen=True, slots=True)
class LeavingFace:
    """One who leaves soon."""

    person: str
    name: str
    mark: Mark
    day: str
    ready: str
    done: int
    steps: int


@dataclass(frozen=True, slots=True)
class Handing:
    """What waits to be handed over: title and sentence of the banner."""

    title: str
    text: str


@dataclass(frozen=True, slots=True)
class DayFace:
    """The whole day."""

    meetings: tuple[MeetingFace, ...]
    meetings_place: str
    tasks: tuple[TaskFace, ...]
    late: str
    more_tasks: str
    leaving: tuple[LeavingFace, ...]
    silent: tuple[LineFace, ...]
    silent_title: str
    more_leaving: bool
    more_silent: bool
    drafts: tuple[LineFace, ...]
    next_visit: tuple[str, str] | None


class TodayPresenter:
    """Reads the day and says it. `read` may run off the window's thread."""

    def __init__(self, desk: Desk, texts: Texts) -> None:
        self._desk, self._texts = desk, texts
        self.within, self.most = SPANS[0], MOST_TASKS
        self._groups = "group" in desk.people.may_read()
        self._duties, self._draft_words = Duties(desk, texts), Drafted(desk, texts)

    def heading(self) -> tuple[str, str]:
        """Return title and subtitle of the page."""
        now = self._desk.worker.clock.now().isoformat()
        day = message("ui_today.day", date=self._texts.long_date(now), weekday=self._texts.weekday(now), time=self._texts.time(now))
        return self._say("ui_today.title"), self._texts.say(day)

    def read(self) -> DayFace:
        """Return the day as it is now."""
        view = self._desk.today.view(self.within, most=self.most)
        known = self._desk.institutions.known()
        drafts = self._desk.drafts.mine() if self._desk.worker.secret is not None else ()
        meetings = self._meetings(view, known)
        language = self._texts.language
        places = {institution_name(known, each.institution, view.day, language) for each in view.meetings if each.institution}
        behind = view.late_tasks + sum(one.days < 0 for one in view.dues)
        late = self._texts.say(message("ui_today.late_count", count=behind)) if behind else ""
        more = self._texts.say(message("ui_today.all_tasks", count=view.open_tasks)) if view.open_tasks > len(view.tasks) else ""
        return DayFace(
            meetings=meetings, meetings_place=places.pop() if len(places) == 1 else "", tasks=self._duties.faces(view, known),
            late=late, more_tasks=more,
            leaving=tuple(self._leaving(each) for each in view.leaving), silent=tuple(self._silent(each) for each in view.silent),
            silent_title=self._texts.say(message("ui_today.silent", count=view.silence_days)), drafts=tuple(self._draft_words.lines(drafts)),
            next_visit=self._visit(view, known), more_leaving=view.more_leaving, more_silent=view.more_silent)

    def waiting(self) -> int:
        """Return the number for the navigation."""
        return self._desk.today.waiting()

    def handing(self, peers: tuple[PeerStatus, ...]) -> Handing | None:
        """Return the banner of what was not yet handed over, None when nothing waits."""
        waiting = max((peer.waiting for peer in peers), default=0)
        if not waiting or not peers:
            return None
        last = max((peer.last_out for peer in peers if peer.last_out), default=None)
        text = message("ui_today.last_handed", day=self._texts.day(last)) if last else message("ui_today.never_handed")
        return Handing(self._texts.say(message("ui_today.not_handed", count=waiting)), self._texts.say(text))

    def leaving_title(self) -> str:
        """Return the heading of those who leave."""
        return self._say("ui_today.leaving")

    def spans(self) -> list[tuple[str, str]]:
        """Return the days to look ahead, as (code, words)."""
        return [(str(days), self._texts.say(message("ui_today.span_days", days=days))) for days in SPANS]

    def results(self) -> list[tuple[str, str]]:
        """Return how an attempt to reach somebody may end."""
        return [(code, self._desk.lists.name("contact_results", code, self._texts.language)) for code in RESULTS]

    def touched(self, changed: Changed) -> bool:
        """Tell whether the day must be read again."""
        return touches(changed, SHOWN_KINDS)

    # ---- inside ---------------------------------------------------------------------------------------------------------------------------
    def _meetings(self, view: TodayView, known: Mapping[str, Mapping[str, Any]]) -> tuple[MeetingFace, ...]:
        now = self._desk.worker.clock.now()
        open_ = [each for each in view.meetings if not each.recorded and each.lost_reason is None]
        coming = [each for each in open_ if self._ends(each) >= now]
        first = next(iter(coming or open_), None)
        return tuple(self._meeting(each, view, known, each is first) for each in view.meetings)

    def _meeting(self, each: Meeting, view: TodayView, known: Mapping[str, Mapping[str, Any]], now: bool) -> MeetingFace:
        lists, language = self._desk.lists, self._texts.language
        one = each.people[0] if len(each.people) == 1 else None
        name = f"{one.given_names} {one.family_name}" if one else self._texts.say(message("ui_today.people", count=len(each.people)))
        title = each.group_name or name
        topics = ", ".join(lists.name("topics", code, language) for code in each.topics[:2])
        what = " · ".join(part for part in (lists.name("session_kinds", each.kind, language), topics) if part)
        place = each.place or institution_name(known, each.institution, view.day, language)
        open_ = not each.recorded and each.lost_reason is None
        return MeetingFace(
            session=each.session, time=self._texts.time(each.starts_at), minutes=self._texts.say(message("ui_today.minutes", minutes=each.minutes)),
            title=title, what=what, place=place, mark=self._meeting_mark(each, view), person=one.person if one else None,
            can_start=open_ and one is not None, now=now and one is not None,
            group=each.group if open_ and self._groups else None)

    def _meeting_mark(self, each: Meeting, view: TodayView) -> Mark | None:
        if each.lost_reason is not None:
            return self._desk.lists.name("lost_reasons", each.lost_reason, self._texts.language), "red", "x"
        if each.recorded:
            return self._say("ui_today.recorded"), "green", "check"
        faces = [view.faces[one.person] for one in each.people if one.person in view.faces]
        dangers = [kind for face in faces for kind in face.flags if kind in DANGERS]
        if dangers:
            return self._desk.lists.name("flag_kinds", dangers[0], self._texts.language), "red", "warn"
        soon = (date.fromisoformat(view.day) + timedelta(days=CONSENT_DAYS)).isoformat()
        if any(face.consent_until is not None and face.consent_until <= soon for face in faces):
            return self._say("ui_today.consent_ends"), "amber", "shield"
        return None

    def _ends(self, each: Meeting) -> datetime:
        return datetime.fromisoformat(each.starts_at) + timedelta(minutes=each.minutes)

    def _leaving(self, each: Leaving) -> LeavingFace:
        days = each.release.days
        words = self._say("ui_today.today") if days == 0 else self._texts.say(message("ui_today.in_days", days=days))
        tone = "red" if days <= NEAR_DAYS else "amber" if days <= SOON_DAYS else "grey"
        day = f"{self._texts.date(each.release.date)}, {self._texts.weekday(each.release.date)}"
        counted = message("ui_today.ready", done=each.ready, all=each.steps)
        ready = self._texts.say(counted) if each.steps else self._say("ui_today.no_checklist")
        return LeavingFace(each.person, f"{each.given_names} {each.family_name}", (words, tone, "door"), day, ready, each.ready, each.steps)

    def _silent(self, each: Silent) -> LineFace:
        below = self._texts.say(message("ui_today.silent_line", day=self._texts.day(each.since), days=each.days))
        return LineFace(f"{each.given_names} {each.family_name}", below, ("people", {"person": each.person}), each.person, each.case)

    def _visit(self, view: TodayView, known: Mapping[str, Mapping[str, Any]]) -> tuple[str, str] | None:
        visit = view.next_visit
        if visit is None:
            return None
        title = self._texts.say(message("ui_today.next_visit", weekday=self._texts.weekday(visit.day), day=self._texts.day(visit.day)))
        place = institution_name(known, visit.institution, visit.day, self._texts.language)
        return title, " · ".join(part for part in (place, self._texts.say(message("ui_today.meetings_count", count=visit.meetings))) if part)

    def _say(self, key: str) -> str:
        return self._texts.say(message(key))
