"""The tab of leaving on a person's page: getting ready, after the gate, handing over; a form in their place while one is open."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from PySide6.QtWidgets import QStackedWidget, QWidget

from caseworker_desktop.kernel.message import message
from caseworker_desktop.texts import Texts
from caseworker_desktop.ui.gate.getting_ready import GettingReady
from caseworker_desktop.ui.gate.handing import HandingOver
from caseworker_desktop.ui.gate.outside import Outside
from caseworker_desktop.ui.gate.words import GateWords
from caseworker_desktop.ui.shell.page import Navigator, PersonTab
from caseworker_desktop.ui.shell.record_fields import RecordFields
from caseworker_desktop.ui.shell.record_panel import RecordPanel
from caseworker_desktop.ui.widgets.chips import Segmented
from caseworker_desktop.ui.widgets.empty import Empty
from caseworker_desktop.ui.widgets.layout import box, column
from caseworker_desktop.usecases.desk import Desk
from caseworker_desktop.usecases.editing import Saved
from caseworker_desktop.usecases.following import QUESTIONS
from caseworker_desktop.usecases.leaving import GateCase

READY, AFTER, HANDING = "ready", "after", "handing"
CASE, RECORD, NOTHING = range(3)
ITEM_FIELDS = ("responsible", "staff", "due", "done_on", "note")
CONTACT_FIELDS = ("done_on", "reached", "source", "route", *(f"answers.{question}" for question in QUESTIONS), "note")
ATTEMPT_FIELDS = ("at", "channel", "result", "note")


class LeavingTab(QWidget):
    """Three views of one person's way out."""

    def __init__(self, desk: Desk, texts: Texts, navigator: Navigator) -> None:
        super().__init__()
        self.setObjectName("clear")
        self._desk, self._texts, self._navigator = desk, texts, navigator
        self._fields, words = RecordFields(desk, texts), GateWords(desk, texts)
        self._person = ""
        self._case: GateCase | None = None
        self.which = Segmented(self._say("ui_gate.tab"), [
            (READY, self._say("ui_gate.ready")), (AFTER, self._say("ui_gate.after")), (HANDING, self._say("ui_gate.handing"))])
        self.ready = GettingReady(desk, texts, navigator, words)
        self.outside = Outside(desk, texts, navigator, words)
        self.handing = HandingOver(desk, texts, navigator, words)
        self.views = QStackedWidget()
        for view in (self.ready, self.outside, self.handing):
            self.views.addWidget(view)
        self.record = RecordPanel(desk, texts, navigator)
        self.stack = QStackedWidget()
        empty = Empty("door", self._say("ui_gate.no_case"), self._say("ui_gate.no_case_text"))
        for part in (box(column(self.which, (self.views, 1), gap=12)), self.record, box(column(empty, ..., margins=(0, 8, 8, 0)))):
            self.stack.addWidget(part)
        self.setLayout(column((self.stack, 1), gap=0, margins=(0, 12, 0, 0)))
        self.which.chosen_changed.connect(self._choose)
        self.ready.item_wanted.connect(self._item)
        self.outside.contact_wanted.connect(self._contact)
        self.outside.attempt_wanted.connect(self._attempt)
        self.outside.new_wanted.connect(self._one_more)
        self.record.closed.connect(self._draw)

    def widget(self) -> QWidget:
        """Return what the tab shows."""
        return self

    def show_person(self, person: str) -> None:
        """Show one person's way out; for another person, the view that their standing asks for."""
        same, self._person = person == self._person, person
        if same and self.record.is_open():
            return
        if self.record.is_open():
            self.record.leave()
        self._draw(first=not same)

    def keep_draft(self) -> None:
        """Save what was typed, at once."""
        self.record.keep_draft()
        self.handing.keep_draft()

    def command(self, name: str) -> bool:
        """Answer Ctrl+Enter and Esc while a form is open, Ctrl+P where a checklist can be printed."""
        if name == "print" and self.stack.currentIndex() == CASE and self.which.value() == READY:
            return self.ready.print_list()
        return self.record.command(name)

    def show_group(self, name: str) -> None:
        """Bring one of the three views to the front."""
        self.which.choose([name])
        self._choose()

    # ---- inside -----------------------------------------------------------------------------------------------------------------------------
    def _draw(self, *, first: bool = False) -> None:
        self._case = case = self._desk.leaving.case(self._person) if self._person else None
        if case is None:
            self.stack.setCurrentIndex(NOTHING)
            return
        if first:
            outside = case.standing.status not in ("serving", "remand", None)
            self.which.choose([AFTER if outside else READY])
        self.ready.show_case(case)
        self.outside.show_case(case)
        self.handing.show_case(case)
        self._choose()
        self.stack.setCurrentIndex(CASE)

    def _choose(self) -> None:
        self.views.setCurrentIndex((READY, AFTER, HANDING).index(self.which.value()))

    def _item(self, item: str) -> None:
        one = next((each for each in self._case.items if each.id == item), None) if self._case is not None else None
        if one is not None:
            name = self._desk.lists.name("checklist_items", one.item, self._texts.language)
            self.record.open(name, "checklist_item", self._fields.specs("checklist_item", ITEM_FIELDS), id_=item)
            self.stack.setCurrentIndex(RECORD)

    def _contact(self, follow_up: str) -> None:
        case = self._case
        one = next((each for each in case.follow_ups if each.id == follow_up), None) if case is not None else None
        if case is None or one is None:
            return
        title = self._desk.lists.name("follow_up_reasons", one.reason, self._texts.language) if one.reason else self._say("ui_gate.contact")
        routes = [(each.id, each.through or each.phone or "–") for each in case.routes]
        specs = self._fields.specs("follow_up", CONTACT_FIELDS, options={"route": routes})
        note = self._texts.say(message("ui_gate.planned_for", day=self._texts.date(one.due)))
        self.record.open(title, "follow_up", specs, id_=follow_up, note=note, write=self._write_contact)
        form = self.record.form
        if form is not None and one.done_on is None and not form.is_touched():
            form.editors["done_on"].show(self._desk.people.today())
        self.stack.setCurrentIndex(RECORD)

    def _write_contact(self, follow_up: str | None, values: Mapping[str, Any]) -> Saved:
        """Write what came of a contact by the rules of contacts."""
        assert follow_up is not None, "contacts are planned before they are made"
        return self._desk.following.save(follow_up, values)

    def _attempt(self) -> None:
        if self._case is not None:
            self.record.open(
                self._say("ui_gate.attempt"), "contact_attempt", self._fields.specs("contact_attempt", ATTEMPT_FIELDS),
                fixed={"case": self._case.case, "person": self._case.person},
                start={"at": self._desk.worker.clock.now().isoformat(timespec="seconds"), "channel": "phone"})
            self.stack.setCurrentIndex(RECORD)

    def _one_more(self) -> None:
        if self._case is not None:
            self.record.open(
                self._say("ui_gate.one_more"), "follow_up", self._fields.specs("follow_up", ("due", "reason", "window_days", "note")),
                fixed={"case": self._case.case}, start={"reason": "other"})
            self.stack.setCurrentIndex(RECORD)

    def _say(self, key: str) -> str:
        return self._texts.say(message(key))


def build(desk: Desk, texts: Texts, navigator: Navigator) -> PersonTab:
    """Return the tab, without a person yet."""
    return LeavingTab(desk, texts, navigator)
