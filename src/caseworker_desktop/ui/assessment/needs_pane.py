"""The needs of a person: the wheel, its table that is typed into, and one domain opened."""

from __future__ import annotations

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QStackedWidget, QWidget

from caseworker_desktop.kernel.errors import LineRefused
from caseworker_desktop.kernel.message import message
from caseworker_desktop.texts import Texts
from caseworker_desktop.ui.assessment.domain_pane import DomainPane
from caseworker_desktop.ui.assessment.grid import GridModel, RatingGrid
from caseworker_desktop.ui.assessment.needs_presenter import NeedsPresenter
from caseworker_desktop.ui.assessment.wheel import Key, NeedsWheel
from caseworker_desktop.ui.shell.page import Navigator
from caseworker_desktop.ui.widgets.banner import Banner
from caseworker_desktop.ui.widgets.button import Button
from caseworker_desktop.ui.widgets.empty import Empty
from caseworker_desktop.ui.widgets.label import label
from caseworker_desktop.ui.widgets.layout import box, column, row, scroll
from caseworker_desktop.usecases.assessing import Rewritten
from caseworker_desktop.usecases.desk import Desk
from caseworker_desktop.usecases.intent import Written

IDLE_MS = 2000
ROW, HEAD = 36, 38


class NeedsPane(QStackedWidget):
    """Two pages: the wheel with its table, and one domain."""

    def __init__(self, desk: Desk, texts: Texts, navigator: Navigator) -> None:
        super().__init__()
        self._texts, self._navigator = texts, navigator
        self._desk = desk
        self.presenter = NeedsPresenter(desk, texts)
        may_write = desk.assessing.may_rate()
        self.wheel = NeedsWheel(self._say("ui_assessment.wheel"), self._say("ui_assessment.not_rated"))
        self._model = GridModel(self.presenter.titles(), self._type)
        self.grid = RatingGrid(self._say("ui_assessment.table"), self._model, may_write=may_write, widths=(76, 92, 68, 132))
        self.unanswered = Banner("amber", action=self._say("ui_assessment.to_plan"))
        self._hint = label(self._say("ui_assessment.keys"), "small", wrap=True)
        self.save_button = Button(self._say("ui_assessment.save"), "plain", keys="Ctrl+Enter", clicked=self.save)
        self.discard_button = Button(self._say("ui_assessment.discard"), "quiet", clicked=self._throw_away)
        self._empty = Empty("chart", self._say("ui_assessment.no_case"), self._say("ui_assessment.no_case_text"))
        legend = row(..., Key("c1", dashed=False), label(self._say("ui_assessment.client"), "smallb"), 8, Key("c2", dashed=True),
                     label(self._say("ui_assessment.worker"), "smallb"), ..., gap=6)
        self._body = box(column(self._empty, self.unanswered, self.wheel, legend, self.grid, ..., gap=8, margins=(0, 8, 4, 0)))
        self._foot = box(row((self._hint, 1), self.discard_button, self.save_button, gap=8, margins=(0, 8, 0, 0)))
        self.domain = DomainPane(self.presenter, texts, may_write=may_write, with_partners="partner" in desk.people.may_read())
        first = QWidget()
        first.setObjectName("clear")
        first.setLayout(column((scroll(self._body, self._say("ui_assessment.needs")), 1), self._foot, gap=0))
        self.addWidget(first)
        self.addWidget(self.domain)
        self._person = ""
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(IDLE_MS)
        self._timer.timeout.connect(self.keep_draft)
        self.grid.opened.connect(self._open)
        self.domain.left_page.connect(self._back)
        self.domain.save_wanted.connect(self.save)
        self.domain.plan_wanted.connect(lambda plan: self._navigator.open("plan", plan=plan, person=self._person))
        self.domain.partner_wanted.connect(lambda domain: self._navigator.open("partners", need=domain))
        self.unanswered.acted.connect(lambda: self._navigator.open("plan", person=self._person))

    # ---- for the tab -------------------------------------------------------------------------------------------------------------------
    def show_person(self, person: str) -> None:
        """Show a person's needs."""
        other = person != self._person
        if other:
            self.keep_draft()
            self.setCurrentIndex(0)
        self._person = person
        self.presenter.load(person)
        self._draw()
        if other:
            self.grid.stand_at()
        elif self.currentWidget() is self.domain:
            self.domain.show_again()

    def open_domain(self, domain: str) -> None:
        """Open one domain."""
        self._open(domain)

    def keep_draft(self) -> None:
        """Save what is typed, at once."""
        self._timer.stop()
        if self.currentWidget() is self.domain:
            self.domain.take()
        self.presenter.keep()

    def save(self) -> bool:
        """Write what is typed; return whether there was something."""
        if self.currentWidget() is self.domain and not self.domain.take():
            return True
        count = self.presenter.has_typed()
        if not count:
            return False
        self._timer.stop()
        try:
            done = self.presenter.write()
        except LineRefused as refused:
            if self.currentWidget() is self.domain:
                self.domain.set_error(refused.field or "", self._texts.say(refused.reason))
            else:
                self._navigator.problem(refused)
            return True
        if done is not None:
            self._written(done, count)
        return True

    # ---- inside -------------------------------------------------------------------------------------------------------------------------
    def _written(self, done: Rewritten, count: int) -> None:
        assessing = self._desk.assessing

        def take_back() -> None:
            undone: Written = assessing.take_back_ratings(done)
            self._navigator.announce(undone.records)

        self.setCurrentIndex(0)
        self._navigator.announce(done.written.records)
        self._navigator.toast(self.presenter.written_words(count), take_back)
        self.grid.setFocus()

    def _type(self, domain: str, which: int, value: int | None) -> None:
        self.presenter.type_value(domain, which, value)
        self._draw()
        self._timer.start()

    def _draw(self) -> None:
        has_case = self.presenter.has_case()
        self._empty.setVisible(not has_case)
        for part in (self.wheel, self.grid, self._foot):
            part.setVisible(has_case)
        rows = self.presenter.rows() if has_case else []
        self._model.show_rows(rows)
        self.grid.setFixedHeight(HEAD + ROW * len(rows) + 6)
        self.wheel.show_spokes(self.presenter.spokes(), self.presenter.told())
        told = self.presenter.unanswered()
        self.unanswered.setVisible(told is not None)
        if told is not None:
            self.unanswered.say("amber", *told, action=self._say("ui_assessment.to_plan"))
        may_write = self.presenter.may_write()
        for part in (self.save_button, self.discard_button):
            part.setVisible(may_write)
            part.setEnabled(self.presenter.has_typed() > 0)
        self._hint.setText(self._say("ui_assessment.keys" if may_write else "ui_assessment.only_read"))

    def _open(self, domain: str) -> None:
        self.domain.show_domain(domain)
        self.setCurrentWidget(self.domain)
        self.domain.take_focus()

    def _back(self) -> None:
        domain = self.domain.domain()
        self.setCurrentIndex(0)
        self._draw()
        self.grid.stand_at(domain)
        self.grid.setFocus()
        self._timer.start()

    def _throw_away(self) -> None:
        self.presenter.discard()
        self._draw()
        self.grid.setFocus()

    def _say(self, key: str) -> str:
        return self._texts.say(message(key))
