"""After the gate: how to reach the person, the contacts planned from the day of release, and every attempt."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from caseworker_desktop.kernel.message import message
from caseworker_desktop.texts import Texts
from caseworker_desktop.ui.gate.lines import line_of
from caseworker_desktop.ui.gate.words import GateWords
from caseworker_desktop.ui.shell.page import Navigator
from caseworker_desktop.ui.widgets.banner import Banner
from caseworker_desktop.ui.widgets.button import Button
from caseworker_desktop.ui.widgets.label import label
from caseworker_desktop.ui.widgets.layout import box, clear, column, row, rule, scroll
from caseworker_desktop.usecases.desk import Desk
from caseworker_desktop.usecases.leaving import GateCase


class Outside(QWidget):
    """`contact_wanted` when what came of a contact should be written, `attempt_wanted` for a new attempt, `new_wanted` for one more contact."""

    contact_wanted = Signal(str)
    attempt_wanted = Signal()
    new_wanted = Signal()

    def __init__(self, desk: Desk, texts: Texts, navigator: Navigator, words: GateWords) -> None:
        super().__init__()
        self.setObjectName("clear")
        self._desk, self._texts, self._navigator, self._words = desk, texts, navigator, words
        self._case: GateCase | None = None
        self.plan = Button(self._say("ui_gate.plan_contacts"), "plain", icon="calendar", clicked=self._plan)
        self.attempt = Button(self._say("ui_gate.attempt"), "plain", icon="phone", clicked=self.attempt_wanted.emit)
        self.new = Button(self._say("ui_gate.one_more"), "quiet", icon="plus", clicked=self.new_wanted.emit)
        self._agreed = Banner("amber", self._say("ui_gate.no_follow_up_consent"), self._say("ui_gate.no_follow_up_consent_text"), icon="shield")
        self._routes, self._contacts, self._attempts = column(gap=0), column(gap=0), column(gap=0)
        inside = box(column(
            self._agreed, label(self._say("ui_gate.routes"), "h3"), self._routes, 4,
            row(label(self._say("ui_gate.contacts"), "h3"), ..., self.plan, self.new), self._contacts, 4,
            row(label(self._say("ui_gate.attempts"), "h3"), ..., self.attempt), self._attempts, ..., gap=8, margins=(0, 4, 8, 0)))
        self.setLayout(column((scroll(inside, self._say("ui_gate.after")), 1), gap=8))

    def show_case(self, case: GateCase) -> None:
        """Draw a person's contacts."""
        self._case = case
        may = self._desk.leaving.allowed
        writes = may("follow_up", "write") and not case.case_closed
        self.plan.setVisible(self._words.may_plan(case))
        self.attempt.setVisible(may("contact_attempt", "write"))
        self.new.setVisible(writes and not self._words.may_plan(case))
        self._agreed.setVisible(not case.follow_up_agreed and bool(case.follow_ups))
        self._fill(self._routes, [line_of(line) for line in self._words.routes(case)], self._say("ui_gate.no_routes"))
        contacts = [
            line_of(line, action=self._say("ui_gate.change") if line.done else self._say("ui_gate.record"), act=self.contact_wanted.emit,
                    read_only=not may("follow_up", "write")) for line in self._words.follow_ups(case)]
        self._fill(self._contacts, contacts,
                   self._say("ui_gate.no_contacts") if case.released is None else self._say("ui_gate.no_contacts_yet"))
        self._fill(self._attempts, [line_of(line) for line in self._words.attempts(case)], self._say("ui_gate.no_attempts"))

    @staticmethod
    def _fill(place: QVBoxLayout, lines: list[QWidget], nothing: str) -> None:
        clear(place)
        for line in lines:
            place.addWidget(line)
            place.addWidget(rule(soft=True))
        if not lines:
            place.addWidget(label(nothing, "muted", wrap=True))

    def _plan(self) -> None:
        case = self._case
        if case is None or case.released is None:
            return
        person, id_, released = case.person, case.case, case.released
        self._navigator.run(lambda progress: self._desk.following.plan(person, id_, released),
                            lambda written: self._navigator.announce(written.records))

    def _say(self, key: str) -> str:
        return self._texts.say(message(key))
