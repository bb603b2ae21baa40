"""Handing a case over: by the route of where the person goes to live, and what became of it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from functools import partial

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QWidget

from caseworker_desktop.kernel.errors import LineRefused
from caseworker_desktop.kernel.message import message
from caseworker_desktop.texts import Texts
from caseworker_desktop.ui.gate.lines import line_of
from caseworker_desktop.ui.gate.words import GateWords
from caseworker_desktop.ui.shell.page import Navigator
from caseworker_desktop.ui.widgets.banner import Banner
from caseworker_desktop.ui.widgets.button import Button
from caseworker_desktop.ui.widgets.card import Card
from caseworker_desktop.ui.widgets.date_field import DateField
from caseworker_desktop.ui.widgets.editors import Choice, TextEdit
from caseworker_desktop.ui.widgets.field import Field
from caseworker_desktop.ui.widgets.label import label
from caseworker_desktop.ui.widgets.layout import box, clear, column, row, rule, scroll
from caseworker_desktop.usecases.desk import Desk
from caseworker_desktop.usecases.handing import Suggestion
from caseworker_desktop.usecases.intent import Written
from caseworker_desktop.usecases.leaving import GateCase

IDLE_MS = 2000
DRAFT = "handover:"


class HandingOver(QWidget):
    """The form with the colleague of the route chosen, and the hand-overs of the case."""

    def __init__(self, desk: Desk, texts: Texts, navigator: Navigator, words: GateWords) -> None:
        super().__init__()
        self.setObjectName("clear")
        self._desk, self._texts, self._navigator, self._words = desk, texts, navigator, words
        self._case: GateCase | None = None
        self._suggestion = Suggestion(None, None, ())
        today: Callable[[], date] = lambda: desk.worker.clock.now().date()  # noqa: E731 -- a short name for a long word
        self.route = Banner("blue", " ", icon="pin")
        self.whom = Choice(name=self._say("ui_gate.whom"))
        self.on = DateField(self._say("ui_gate.hand_on"), texts, today)
        self.reason = TextEdit(name=self._say("ui_gate.hand_reason"), lines=2)
        self._whom_field = Field(self._say("ui_gate.whom"), self.whom)
        self._reason_field = Field(self._say("ui_gate.hand_reason"), self.reason)
        self._reason_field.setMaximumHeight(92)
        self.hand = Button(self._say("ui_gate.hand_over"), "primary", clicked=self._hand_over)
        self._form = Card(row((self._whom_field, 2), (self.on, 1)), self._reason_field, row(self.hand, ...), inset=True)
        self._lines = column(gap=0)
        inside = box(column(self.route, self._form, self._lines, ..., gap=8, margins=(0, 4, 8, 0)))
        self.setLayout(column((scroll(inside, self._say("ui_gate.handing")), 1), gap=8))
        self._showing = False
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(IDLE_MS)
        self._timer.timeout.connect(self.keep_draft)
        self.reason.textChanged.connect(self._typed)
        self.reason.left.connect(self._left)

    def show_case(self, case: GateCase) -> None:
        """Draw a person's hand-overs; what was typed for the same person stays."""
        same = self._case is not None and self._case.person == case.person
        self._case = case
        self._suggestion = self._desk.handing.suggest(case.person)
        waiting = any(one.accepted_on is None for one in case.handovers)
        may = self._desk.leaving.allowed("handover", "write") and self._desk.leaving.allowed("case", "write")
        self.route.say(*self._route(), icon="pin")
        self._form.setVisible(may and not waiting and not case.case_closed)
        kept = self.whom.value() if same else None
        self.whom.set_options([(one.staff, self._colleague(one.name, one.role, near=one.near)) for one in self._suggestion.colleagues],
                              empty=self._say("ui_gate.choose_whom"))
        best = self._suggestion.best
        self.whom.choose(kept or (best.staff if best is not None else None))
        if not same:
            self._bring_back(case)
        self._whom_field.set_error(None)
        clear(self._lines)
        if case.handovers:
            self._lines.addWidget(box(row(label(self._say("ui_gate.handovers"), "h3"), ..., margins=(0, 12, 0, 4))))
        for line, one in zip(self._words.handovers(case), case.handovers, strict=True):
            self._lines.addWidget(line_of(line))
            if may and one.accepted_on is None:
                accept = Button(self._say("ui_gate.accept"), "plain", icon="check", clicked=partial(self._accept, one.id))
                withdraw = Button(self._say("ui_gate.withdraw"), "quiet", clicked=partial(self._withdraw, one.id))
                self._lines.addWidget(box(row(accept, withdraw, ...)))
            self._lines.addWidget(rule(soft=True))

    def keep_draft(self) -> None:
        """Save what was typed, at once; nothing is kept of an empty form."""
        self._timer.stop()
        if self._case is None or self._desk.worker.secret is None or self._form.isHidden():
            return
        if self.reason.toPlainText().strip():
            self._desk.drafts.save(DRAFT + self._case.case, {
                "whom": self.whom.value(), "on": self.on.value(), "reason": self.reason.toPlainText()})
        else:
            self._desk.drafts.discard(DRAFT + self._case.case)

    def _bring_back(self, case: GateCase) -> None:
        """Show the draft that was left for a case, else an empty form."""
        self._showing = True
        self._timer.stop()
        draft = self._desk.drafts.get(DRAFT + case.case) if self._desk.worker.secret is not None else None
        kept = draft.content if draft is not None else {}
        self.on.set_value(kept.get("on") or self._desk.people.today())
        self.reason.setPlainText(kept.get("reason") or "")
        if kept.get("whom"):
            self.whom.choose(kept["whom"])
        self._showing = False

    def _typed(self) -> None:
        if not self._showing:
            self._timer.start()

    def _left(self) -> None:
        if self._timer.isActive():
            self.keep_draft()

    def _route(self) -> tuple[str, str, str]:
        found, say = self._suggestion, self._texts.say
        place = self._words.place(found.municipality)
        if not place:
            return "amber", say(message("ui_gate.no_place")), say(message("ui_gate.no_place_text"))
        if found.town is None:
            return "blue", say(message("ui_gate.no_route", place=place)), say(message("ui_gate.no_route_text"))
        best = found.best
        if best is None:
            return "amber", say(message("ui_gate.route", place=place, town=found.town)), say(message("ui_gate.nobody_there"))
        return "blue", say(message("ui_gate.route", place=place, town=found.town)), say(message("ui_gate.route_to", name=best.name))

    def _colleague(self, name: str, role: str, *, near: bool) -> str:
        return f"{name} · {self._suggestion.town if near else self._desk.lists.name('roles', role, self._texts.language)}"

    def _hand_over(self) -> None:
        case, staff, day = self._case, self.whom.value(), self.on.value()
        if case is None:
            return
        if staff is None:
            self._whom_field.set_error(self._say("ui_gate.choose_whom"))
            self.whom.setFocus()
            return
        if not self.on.check() or not day:
            return
        site = next((one.site for one in self._suggestion.colleagues if one.staff == staff), None)
        person, reason = case.person, self.reason.toPlainText()

        def done(written: Written) -> None:
            self.reason.setPlainText("")
            self._timer.stop()
            if self._desk.worker.secret is not None:
                self._desk.drafts.discard(DRAFT + case.case)
            self._navigator.announce(written.records)
            self._navigator.toast(self._say("ui_gate.handed_over"), lambda: self._withdraw(written.ids[0]))

        self._navigator.run(lambda progress: self._desk.handing.hand_over(person, staff, site, day, reason), done, self._failed)

    def _accept(self, handover: str) -> None:
        self._run(lambda: self._desk.handing.accept(handover))

    def _withdraw(self, handover: str) -> None:
        self._run(lambda: self._desk.handing.withdraw(handover))

    def _run(self, write: Callable[[], Written]) -> None:
        self._navigator.run(lambda progress: write(), lambda written: self._navigator.announce(written.records))

    def _failed(self, error: Exception) -> None:
        if isinstance(error, LineRefused) and error.field == "to_staff":
            self._whom_field.set_error(self._texts.say(error.reason))
        else:
            self._navigator.problem(error)

    def _say(self, key: str) -> str:
        return self._texts.say(message(key))
