"""The screen Today."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial

from PySide6.QtWidgets import QHBoxLayout, QWidget

from caseworker_desktop.kernel.message import message
from caseworker_desktop.kernel.progress import Progress
from caseworker_desktop.texts import Texts
from caseworker_desktop.ui.changes import Changed
from caseworker_desktop.ui.shell.page import Breadth, Navigator, Page
from caseworker_desktop.ui.today.aside import LeavingCard, LinesCard, SilentCard
from caseworker_desktop.ui.today.meetings import MeetingsCard
from caseworker_desktop.ui.today.plan_meeting import PlanMeeting
from caseworker_desktop.ui.today.presenter import ALL_TASKS, DayFace, TodayPresenter
from caseworker_desktop.ui.today.tasks import TasksCard
from caseworker_desktop.ui.widgets.banner import Banner
from caseworker_desktop.ui.widgets.button import Button
from caseworker_desktop.ui.widgets.label import page_title
from caseworker_desktop.ui.widgets.layout import PAGE_MARGINS, box, column, row, scroll
from caseworker_desktop.usecases.desk import Desk
from caseworker_desktop.usecases.exchange import PeerStatus
from caseworker_desktop.usecases.intent import Written
from caseworker_desktop.usecases.tasks import CALL_OUTSIDE

ASIDE = 336
LEAST = 340


class TodayPage(Page):
    """Meetings, tasks, and at the right what is coming; narrower, the right column goes under the tasks."""

    def __init__(self, desk: Desk, texts: Texts, navigator: Navigator) -> None:
        super().__init__()
        self._desk, self._texts, self._navigator = desk, texts, navigator
        self.presenter = TodayPresenter(desk, texts)
        may = desk.people.may_write
        title, self._title, self._subtitle = page_title(*self.presenter.heading())
        search, consult = partial(navigator.ask_palette, only_people=False), partial(navigator.ask_palette, only_people=True)
        self.search = Button(self._say("ui_today.search"), "plain", icon="search", keys="Ctrl+K", clicked=search)
        self.consult = Button(self._say("ui_today.consult"), "plain", icon="plus", keys="Ctrl+N", clicked=consult)
        self.team = Button(self._say("ui_today.team"), "plain", icon="people", clicked=lambda: navigator.open("team"))
        self.team_small = Button("", "plain", icon="people", name=self._say("ui_today.team"), clicked=lambda: navigator.open("team"))
        self.meetings = MeetingsCard(texts, may_plan=may("session"))
        self.tasks = TasksCard(texts, lambda: desk.worker.clock.now().date(), may_write=may("task"))
        self.leaving = LeavingCard(texts, self.presenter.spans(), with_gate="checklist_item" in desk.people.may_read())
        self.silent = SilentCard(texts, self.presenter.results(), may_write=may("contact_attempt"))
        self.drafts = LinesCard(texts, self._say("ui_today.drafts"), "draft", "grey", self._say("ui_today.go_on"))
        self.handing = Banner("amber", "", "", action=self._say("ui_today.hand_over"), icon="usb")
        self._aside = box(column(self.leaving, self.silent, self.drafts, ..., gap=12))
        self._aside_area = scroll(self._aside, self._say("ui_today.coming"))
        self._right = box(column((self._aside_area, 1), self.handing, gap=12))
        inside = QWidget()
        self._body = QHBoxLayout(inside)
        self._body.setContentsMargins(0, 0, 0, 0)
        self._body.setSpacing(12)
        self._middle = column(gap=12)
        self._body.addWidget(self.meetings, 5)
        self._body.addLayout(self._middle, 4)
        self._middle.addWidget(self.tasks, 3)
        self._body.addWidget(self._right)
        top = row(title, ..., self.team, self.team_small, self.search, self.consult, gap=8)
        self.setLayout(column(top, (scroll(inside, self._say("ui_today.title")), 1), gap=16, margins=PAGE_MARGINS))
        self._breadth = Breadth.WIDE
        self._asked = 0
        self._right.setFixedWidth(ASIDE)
        self._show_team()
        self._listen()

    def on_shown(self) -> None:
        self._title.setText(self.presenter.heading()[0])
        self._subtitle.setText(self.presenter.heading()[1])
        self.reload()

    def refresh(self, changed: Changed) -> None:
        if self.presenter.touched(changed):
            self.reload()

    def set_breadth(self, breadth: Breadth) -> None:
        if breadth == self._breadth:
            return
        self._breadth = breadth
        if breadth == Breadth.WIDE:
            self._right.setFixedWidth(ASIDE)
            self._body.addWidget(self._right)
        else:
            self._right.setMinimumWidth(0)
            self._right.setMaximumWidth(16777215)
            self._middle.addWidget(self._right, 4)
        self._show_team()
        narrow = breadth == Breadth.NARROW  # one column that scrolls as a whole: each card shows a few rows at least
        self.meetings.setMinimumHeight(LEAST if narrow else 0)
        self.tasks.setMinimumHeight(LEAST if narrow else 0)
        self._right.setMinimumHeight(LEAST if narrow else 0)
        self._body.setDirection(QHBoxLayout.Direction.TopToBottom if narrow else QHBoxLayout.Direction.LeftToRight)

    def command(self, name: str) -> bool:
        return False

    def help_topic(self) -> str:
        return "today"

    def reload(self) -> None:
        """Read the day again, off the window's thread; an answer that comes late is dropped."""
        self._asked += 1
        asked = self._asked
        presenter, desk = self.presenter, self._desk

        def read(progress: Progress) -> tuple[DayFace, int, tuple[PeerStatus, ...]]:
            return presenter.read(), presenter.waiting(), tuple(desk.exchange.status())

        self._navigator.run(read, lambda found: self._show(*found) if asked == self._asked else None)

    # ---- inside ---------------------------------------------------------------------------------------------------------------------------
    def _listen(self) -> None:
        self.meetings.start_wanted.connect(lambda person, session: self._navigator.open("people", person=person, session=session))
        for card in (self.meetings, self.leaving):
            card.person_wanted.connect(lambda person: self._navigator.open("people", person=person))
        self.meetings.plan_wanted.connect(self._plan)
        self.meetings.group_wanted.connect(lambda group, session: self._navigator.open("groups", group=group, session=session))
        self.meetings.week_wanted.connect(lambda: self._navigator.open("calendar"))
        self.tasks.opened.connect(self._go)
        self.tasks.all_wanted.connect(self._all_tasks)
        self.tasks.ticked.connect(self._tick)
        self.tasks.written.connect(self._write_task)
        self.leaving.span_chosen.connect(self._look_ahead)
        self.leaving.gate_wanted.connect(lambda: self._navigator.open("gate", list="leaving"))
        self.silent.attempted.connect(self._attempted)
        for lines in (self.silent, self.drafts):
            lines.opened.connect(self._go)
        self.handing.acted.connect(lambda: self._navigator.open("exchange"))

    def _show(self, day: DayFace, waiting: int, peers: tuple[PeerStatus, ...]) -> None:
        self.meetings.show_meetings(day.meetings, day.meetings_place, day.next_visit)
        self.tasks.show_tasks(day.tasks, day.late, day.more_tasks)
        self.leaving.show_leaving(self.presenter.leaving_title(), day.leaving, more=day.more_leaving)
        self.silent.show_lines(day.silent_title, day.silent, more=day.more_silent)
        self.drafts.show_lines(self._say("ui_today.drafts"), day.drafts)
        handing = self.presenter.handing(peers)
        self.handing.setVisible(handing is not None)
        if handing is not None:
            self.handing.say("amber", handing.title, handing.text, action=self._say("ui_today.hand_over"), icon="usb")
        self._navigator.count("today", waiting)

    def _look_ahead(self, days: int) -> None:
        self.presenter.within = days
        self.reload()

    def _tick(self, task: str) -> None:
        self._write(self._desk.tasks.done(task), "ui_today.task_done", lambda: self._desk.tasks.reopen(task))

    def _all_tasks(self) -> None:
        self.presenter.most = ALL_TASKS
        self.reload()

    def _show_team(self) -> None:
        team, wide = self._desk.caseload.may_look() or self._desk.supervising.may_read(), self._breadth == Breadth.WIDE
        self.team.setVisible(team and wide)
        self.team_small.setVisible(team and not wide)

    def _write_task(self, title: str, due: str, outside: bool) -> None:
        written = self._desk.tasks.create(title, due or None, kind=CALL_OUTSIDE if outside else "manual")
        self._write(written, "ui_today.task_written", lambda: self._desk.sessions.take_back("task", written.ids[0]))

    def _attempted(self, person: str, case: str, result: str) -> None:
        written = self._desk.sessions.attempted(person, case, result)
        self._write(written, "ui_today.attempt_written", lambda: self._desk.sessions.take_back("contact_attempt", written.ids[0]))

    def _plan(self) -> None:
        dialog = PlanMeeting(self.window(), self._desk, self._texts)
        dialog.planned.connect(self._planned)
        dialog.open()

    def _planned(self, written: Written) -> None:
        self._write(written, "ui_today.meeting_planned", lambda: self._desk.sessions.take_back("session", written.ids[0]))

    def _write(self, written: Written, key: str, undo: object) -> None:
        """Tell that something was written, with what takes it back."""
        assert callable(undo)

        def take_back() -> None:
            self._navigator.announce(undo().records)

        self._navigator.announce(written.records)
        self._navigator.toast(self._say(key), take_back)

    def _go(self, page: str, where: Mapping[str, str]) -> None:
        self._navigator.open(page, **where)

    def _say(self, key: str) -> str:
        return self._texts.say(message(key))


def build(desk: Desk, texts: Texts, navigator: Navigator) -> QWidget:
    """Return the page."""
    return TodayPage(desk, texts, navigator)
