"""The screen of the team: the workload for whoever coordinates, supervision for everybody who has it."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtWidgets import QStackedWidget, QWidget

from caseworker_desktop.kernel.message import message
from caseworker_desktop.kernel.progress import Progress
from caseworker_desktop.texts import Texts
from caseworker_desktop.ui.changes import Changed, touches
from caseworker_desktop.ui.shell.page import Breadth, Navigator, Page
from caseworker_desktop.ui.team.presenter import TeamPresenter
from caseworker_desktop.ui.team.supervision_pane import SupervisionPane
from caseworker_desktop.ui.team.workload_pane import WorkloadPane
from caseworker_desktop.ui.widgets.chips import Segmented
from caseworker_desktop.ui.widgets.label import page_title
from caseworker_desktop.ui.widgets.layout import PAGE_MARGINS, column, row, scroll
from caseworker_desktop.usecases.caseload import Behind, Load, Workload
from caseworker_desktop.usecases.desk import Desk

WORKLOAD, SUPERVISION = "workload", "supervision"


class TeamPage(Page):
    """Two parts; each is shown to those who may see it."""

    def __init__(self, desk: Desk, texts: Texts, navigator: Navigator) -> None:
        super().__init__()
        self._desk, self._texts, self._navigator = desk, texts, navigator
        self.presenter = TeamPresenter(desk, texts)
        say = self._say
        title, self._title, self._subtitle = page_title(say("ui_team.title"), say("ui_team.subtitle"))
        offered = [(WORKLOAD, say("ui_team.workload"))] if self.presenter.may_look() else []
        if desk.supervising.may_read():
            offered.append((SUPERVISION, say("ui_team.supervision")))
        self.parts = Segmented(say("ui_team.title"), offered or [(SUPERVISION, say("ui_team.supervision"))])
        self.workload = WorkloadPane(self.presenter, texts)
        self.supervision = SupervisionPane(desk, texts, navigator)
        self._stack = QStackedWidget()
        self._stack.addWidget(self.workload)
        self._stack.addWidget(self.supervision)
        top = row(title, ..., self.parts, gap=8)
        self.setLayout(column(top, (scroll(self._stack, say("ui_team.title")), 1), gap=16, margins=PAGE_MARGINS))
        self.parts.chosen_changed.connect(self._draw)
        self.workload.opened.connect(lambda page, where: self._navigator.open(page, **where))
        self.workload.chosen.connect(self._read_behind)
        self._asked = 0

    def go(self, where: Mapping[str, str]) -> None:
        if where.get("part") in (WORKLOAD, SUPERVISION):
            self.parts.choose([where["part"]])

    def on_shown(self) -> None:
        self._draw()
        if self.parts.value() == WORKLOAD:
            self.workload.table.setFocus()
        else:
            self.supervision.other.setFocus()

    def refresh(self, changed: Changed) -> None:
        if self.parts.value() == WORKLOAD and self.presenter.touched(changed):
            self._read()
        elif self.parts.value() == SUPERVISION and touches(changed, ("supervision", "staff")):
            self.supervision.show_notes()

    def before_lock(self) -> None:
        self.supervision.keep_draft()

    def set_breadth(self, breadth: Breadth) -> None:
        self.workload.set_breadth(breadth)
        self.supervision.set_breadth(breadth)

    def command(self, name: str) -> bool:
        return name == "save" and self.parts.value() == SUPERVISION and self._desk.supervising.may_write() and self.supervision.save()

    def help_topic(self) -> str:
        return "team"

    def _draw(self) -> None:
        if self.parts.value() == WORKLOAD:
            self._stack.setCurrentWidget(self.workload)
            self._read()
        elif self._desk.supervising.may_read():
            self._stack.setCurrentWidget(self.supervision)
            self.supervision.show_notes()

    def _read(self) -> None:
        """Read the workload off the window's thread; an answer that comes late is dropped."""
        if not self.presenter.may_look():
            return
        self._asked += 1
        asked, presenter = self._asked, self.presenter
        if not presenter.loads():
            self.workload.loading.start()

        def read(progress: Progress) -> Workload:
            return presenter.read()

        self._navigator.run(read, lambda _: self.workload.show_loads() if asked == self._asked else None)

    def _read_behind(self, load: Load) -> None:
        presenter = self.presenter

        def read(progress: Progress) -> Behind:
            return presenter.read_behind(load)

        self._navigator.run(read, lambda found: self.workload.show_behind(load, found))

    def _say(self, key: str) -> str:
        return self._texts.say(message(key))


def build(desk: Desk, texts: Texts, navigator: Navigator) -> QWidget:
    """Return the page."""
    return TeamPage(desk, texts, navigator)
