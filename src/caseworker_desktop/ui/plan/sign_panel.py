"""Marking a printed version as signed: who, when, where the paper lies, and what the client said of the plan."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox

from caseworker_desktop.kernel.message import message
from caseworker_desktop.records.lists import Lists
from caseworker_desktop.texts import Texts
from caseworker_desktop.ui.plan.growing import GrowingEdit
from caseworker_desktop.ui.plan.panels import SidePanel
from caseworker_desktop.ui.widgets.button import Button
from caseworker_desktop.ui.widgets.chips import ChipGroup
from caseworker_desktop.ui.widgets.date_field import DateField
from caseworker_desktop.ui.widgets.editors import Choice, LineEdit, tick
from caseworker_desktop.ui.widgets.field import Field
from caseworker_desktop.ui.widgets.label import label
from caseworker_desktop.ui.widgets.layout import box, clear, column
from caseworker_desktop.usecases.plan_state import PlanState
from caseworker_desktop.usecases.planning import Signed


class SignPanel(SidePanel):
    """`signed(version, signatures, agreement, note)` and `agreed(day, agreement, note)`: the second when nobody signed but the client was asked."""

    signed = Signal(str, object, object, str)
    agreed = Signal(str, str, str)

    def __init__(self, texts: Texts, lists: Lists, today: Callable[[], date]) -> None:
        self._texts, self._lists, self._today = texts, lists, today
        say = texts.say
        self.version = Choice()
        self.on = DateField(say(message("ui_plan.sign.on")), texts, today, must=True, past=True)
        self._who = column(gap=0)
        self._ticks: list[tuple[str, str, QCheckBox]] = []
        self.other, self.kept_at, self.note = LineEdit(), LineEdit(), GrowingEdit(lines=1)
        agreements = [(code, lists.name("plan_agreements", code, texts.language)) for code in lists.codes("plan_agreements", today())]
        self.agreement = ChipGroup(say(message("ui_plan.sign.agreement")), agreements, several=False, columns=2)
        self._version_field = Field(say(message("ui_plan.sign.version")), self.version)
        self.other_field = Field(say(message("ui_plan.sign.other")), self.other)
        self._sentence = label("", "smallt", tone="red", wrap=True)
        self.save = Button(say(message("ui_plan.save")), "primary", keys="Ctrl+Enter", clicked=self.submit)
        body = column(
            self._version_field, self.on, label(say(message("ui_plan.sign.who")), "smallb"), box(self._who), self.other_field,
            Field(say(message("ui_plan.sign.kept_at")), self.kept_at, hint=say(message("ui_plan.sign.kept_at_hint"))),
            label(say(message("ui_plan.sign.agreement")), "smallb"), self.agreement, Field(say(message("ui_plan.sign.note")), self.note),
            self._sentence, gap=8, margins=(0, 0, 4, 0))
        super().__init__(texts, say(message("ui_plan.mark_signed")), body, self.save)
        self._sentence.hide()

    def show_state(self, state: PlanState) -> None:
        """Prepare the form for a plan: the last unsigned version, today, client and worker ticked."""
        say, sheet = self._texts.say, state.sheet
        waiting = [version for version in reversed(sheet.versions) if not version.signatures]
        made = {version.id: self._texts.date(version.made_at or sheet.day) for version in waiting}
        self.version.set_options(
            [(version.id, say(message("ui_plan.sign.version_of", number=version.name, date=made[version.id]))) for version in waiting])
        self._version_field.setVisible(bool(waiting))
        self.on.set_value(sheet.day)
        clear(self._who)
        self._ticks = []
        people = [("client", f"{sheet.person.given_names} {sheet.person.family_name}")]
        if sheet.case.lead is not None:
            people.append(("worker", sheet.case.lead.full))
        lead = sheet.case.lead.id if sheet.case.lead else None
        others = {step.staff.id: step.staff.full for goal in sheet.standing_goals for step in goal.steps if step.staff is not None}
        people += [("specialist", name) for id_, name in others.items() if id_ != lead]
        for capacity, name in people:
            words = f"{name} · {self._lists.name('signature_capacities', capacity, self._texts.language)}"
            box_ = tick(words, checked=capacity in ("client", "worker") and bool(waiting))
            self._ticks.append((capacity, name, box_))
            self._who.addWidget(box_)
        self.other.clear()
        self.note.clear()
        last = next((one.original_kept_at for version in reversed(sheet.versions) for one in version.signatures if one.original_kept_at), None)
        self.kept_at.setText(last or "")
        self.agreement.choose([sheet.plan.agreement] if sheet.plan.agreement else ["agreed"] if waiting else [])
        self._say("")

    def submit(self) -> None:
        """Write it, or say what is missing; what was typed stays."""
        day = self.on.value()
        if not self.on.check() or not day:
            self._say(self._texts.say(message("ui_plan.sign.no_day")))
            return
        kept = self.kept_at.text().strip() or None
        who = [Signed(name, capacity, day, kept) for capacity, name, box_ in self._ticks if box_.isChecked()]
        if other := self.other.text().strip():
            who.append(Signed(other, "prison", day, kept))
        agreement = next(iter(self.agreement.chosen()), None)
        version = self.version.value()
        if who and version is None:
            self._say(self._texts.say(message("planning.no_version")))
        elif who and version is not None:
            self._say("")
            self.signed.emit(version, who, agreement, self.note.toPlainText())
        elif agreement is not None:
            self._say("")
            self.agreed.emit(day, agreement, self.note.toPlainText())
        else:
            self._say(self._texts.say(message("ui_plan.sign.nobody")))

    def refuse(self, sentence: str) -> None:
        """Say why it was not written."""
        self._say(sentence)

    def _say(self, sentence: str) -> None:
        self._sentence.setText(sentence)
        self._sentence.setVisible(bool(sentence))
