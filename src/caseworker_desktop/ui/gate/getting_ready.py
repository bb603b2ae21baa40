"""Before the gate: how far it is, the release itself, and the two checklists with who sees to what by when."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from caseworker_desktop.kernel.errors import LineRefused
from caseworker_desktop.kernel.message import message
from caseworker_desktop.texts import Texts
from caseworker_desktop.ui.gate.lines import line_of
from caseworker_desktop.ui.gate.words import GateWords, ListFace
from caseworker_desktop.ui.shell.page import Navigator
from caseworker_desktop.ui.widgets.badge import Badge
from caseworker_desktop.ui.widgets.button import Button
from caseworker_desktop.ui.widgets.card import Card
from caseworker_desktop.ui.widgets.date_field import DateField
from caseworker_desktop.ui.widgets.editors import Choice
from caseworker_desktop.ui.widgets.field import Field
from caseworker_desktop.ui.widgets.label import label
from caseworker_desktop.ui.widgets.layout import box, clear, column, row, rule, scroll
from caseworker_desktop.usecases.desk import Desk
from caseworker_desktop.usecases.intent import Written
from caseworker_desktop.usecases.leaving import STATUSES, GateCase


class GettingReady(QWidget):
    """`item_wanted` when an item should be edited."""

    item_wanted = Signal(str)

    def __init__(self, desk: Desk, texts: Texts, navigator: Navigator, words: GateWords) -> None:
        super().__init__()
        self.setObjectName("clear")
        self._desk, self._texts, self._navigator, self._words = desk, texts, navigator, words
        self._case: GateCase | None = None
        today: Callable[[], date] = lambda: desk.worker.clock.now().date()  # noqa: E731 -- a short name for a long word
        self._standing = Badge("", "grey", "door")
        self.release = Button(self._say("ui_gate.release"), "plain", icon="door", clicked=lambda: self._ask(asked=True))
        self.print = Button(self._say("ui_gate.print"), "quiet", icon="print", clicked=self.print_list)
        self.on = DateField(self._say("ui_gate.release_on"), texts, today, past=True)
        self.status = Choice(
            [(code, desk.lists.name("legal_statuses", code, texts.language)) for code in STATUSES], name=self._say("ui_gate.status"))
        self.write = Button(self._say("ui_gate.release_write"), "primary", clicked=self._release)
        self._form = Card(
            row((self.on, 1), (Field(self._say("ui_gate.status"), self.status), 2)), label(self._say("ui_gate.release_text"), "small", wrap=True),
            row(self.write, Button(self._say("ui_gate.cancel"), "plain", clicked=lambda: self._ask(asked=False)), ...), inset=True)
        self._form.hide()
        self._lists = column(gap=0)
        inside = box(column(self._form, self._lists, ..., gap=8, margins=(0, 4, 8, 0)))
        self.setLayout(column(row(self._standing, ...), row(self.release, self.print, ...), (scroll(inside, self._say("ui_gate.ready")), 1), gap=8))

    def show_case(self, case: GateCase) -> None:
        """Draw a person's checklists; an open form of the release stays for the same person."""
        if self._case is None or self._case.person != case.person:
            self._ask(asked=False)
        self._case = case
        self._standing.say(*self._words.standing(case))
        self.release.setVisible(self._words.may_release(case) and self._form.isHidden())
        self.print.setVisible(bool(case.items))
        clear(self._lists)
        read_only = case.case_closed or not self._desk.leaving.allowed("checklist_item", "write")
        for face in self._words.checklists(case):
            self._list(face, read_only=read_only)

    def print_list(self) -> bool:
        """Go where the checklist is printed; False when there is none."""
        if self._case is None or not self._case.items:
            return False
        self._navigator.open("paper", kind="checklist", id=self._case.case)
        return True

    def _list(self, face: ListFace, *, read_only: bool) -> None:
        make = None
        if face.missing and not read_only:
            words = self._say("ui_gate.make_list") if not face.lines else self._texts.say(message("ui_gate.add_missing", count=face.missing))
            make = Button(words, "quiet", icon="plus", clicked=partial(self._make, face.code))
        self._lists.addWidget(box(row(label(face.title, "h3"), label(face.progress, "small"), ..., make, margins=(0, 8, 0, 4))))
        if not face.lines:
            self._lists.addWidget(label(self._say("ui_gate.no_items"), "muted", wrap=True))
        for line in face.lines:
            self._lists.addWidget(line_of(
                line, action=self._say("ui_gate.change"), act=self.item_wanted.emit, ticked=self._tick, read_only=read_only))
            self._lists.addWidget(rule(soft=True))

    def _make(self, list_: str) -> None:
        if self._case is not None:
            person = self._case.person
            self._run(lambda: self._desk.leaving.make_list(person, list_))

    def _tick(self, item: str, done: bool) -> None:
        self._run(lambda: self._desk.leaving.tick(item, done=done))

    def _ask(self, *, asked: bool) -> None:
        self._form.setVisible(asked)
        self.release.setVisible(not asked and self._case is not None and self._words.may_release(self._case))
        if asked and self._case is not None:
            release = self._case.standing.release
            ahead = release is None or release.date > self._desk.people.today()
            self.on.set_value(self._desk.people.today() if ahead or release is None else release.date)
            self.on.date.setFocus()

    def _release(self) -> None:
        day = self.on.value()
        if not self.on.check() or not day or self._case is None:
            return
        person, status = self._case.person, self.status.value() or STATUSES[0]

        def done(written: Written) -> None:
            self._ask(asked=False)
            self._navigator.announce(written.records)
            self._navigator.toast(self._say("ui_gate.release_written"))

        self._navigator.run(lambda progress: self._desk.leaving.release(person, day, status), done, self._failed)

    def _failed(self, error: Exception) -> None:
        if isinstance(error, LineRefused) and error.field == "on":
            self.on.set_error(self._texts.say(error.reason))
        else:
            self._navigator.problem(error)

    def _run(self, write: Callable[[], Written]) -> None:
        self._navigator.run(lambda progress: write(), lambda written: self._navigator.announce(written.records))

    def _say(self, key: str) -> str:
        return self._texts.say(message(key))
