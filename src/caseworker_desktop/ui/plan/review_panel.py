"""A review of the plan: held or not, what changed, and which reviews come next."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from PySide6.QtCore import Signal

from caseworker_desktop.kernel.message import message
from caseworker_desktop.records.lists import Lists
from caseworker_desktop.records.plan.reviews import REASONS, review_reason
from caseworker_desktop.texts import Texts
from caseworker_desktop.ui.plan.growing import GrowingEdit
from caseworker_desktop.ui.plan.panels import SidePanel
from caseworker_desktop.ui.widgets.badge import Badge
from caseworker_desktop.ui.widgets.banner import Banner
from caseworker_desktop.ui.widgets.button import Button
from caseworker_desktop.ui.widgets.chips import Segmented
from caseworker_desktop.ui.widgets.date_field import DateField
from caseworker_desktop.ui.widgets.editors import Choice
from caseworker_desktop.ui.widgets.field import Field
from caseworker_desktop.ui.widgets.label import label
from caseworker_desktop.ui.widgets.layout import box, clear, column, row
from caseworker_desktop.usecases.plan_state import PlanState
from caseworker_desktop.usecases.planning import ReviewRow

HELD, NOT_HELD = "held", "not_held"


class ReviewPanel(SidePanel):
    """`held(day, note, review id or None)`, `excused(review id, reason, note)`, `planning_wanted` for the reviews proposed."""

    held = Signal(str, str, object)
    excused = Signal(str, str, str)
    planning_wanted = Signal()

    def __init__(self, texts: Texts, lists: Lists, today: Callable[[], date]) -> None:
        self._texts, self._lists = texts, lists
        say = texts.say
        reasons = [(code, lists.name("review_exemptions", code, texts.language)) for code in lists.codes("review_exemptions", today())]
        self.proposed = Banner(action=" ")
        self.which = Choice(empty=say(message("ui_plan.review.unplanned")))
        self.how = Segmented(say(message("ui_plan.review.how")), [
            (HELD, say(message("ui_plan.review.held"))), (NOT_HELD, say(message("ui_plan.review.not_held")))], HELD)
        self.on = DateField(say(message("ui_plan.review.on")), texts, today, must=True, past=True)
        self.reason = Choice(reasons)
        self.note = GrowingEdit(lines=3)
        self._reason_field = Field(say(message("ui_plan.review.reason")), self.reason)
        self._sentence = label("", "smallt", tone="red", wrap=True)
        self._list = column(gap=4)
        self.save = Button(say(message("ui_plan.save")), "primary", keys="Ctrl+Enter", clicked=self.submit)
        body = column(
            self.proposed, Field(say(message("ui_plan.review.which")), self.which), self.how, self.on, self._reason_field,
            Field(say(message("ui_plan.review.note")), self.note), self._sentence, 8, label(say(message("ui_plan.reviews")), "h3"), self._list,
            gap=8, margins=(0, 0, 4, 0))
        super().__init__(texts, say(message("ui_plan.review.title")), body, self.save)
        self.proposed.acted.connect(self.planning_wanted)
        self.how.chosen_changed.connect(self._lay_out)
        self._sentence.hide()
        self._lay_out()

    def show_state(self, state: PlanState) -> None:
        """Prepare the form: the next review that is due, held today."""
        say = self._texts.say
        waiting = [review for review in state.sheet.reviews if review.held_on is None and review.exempt_reason is None]
        self.which.set_options([(review.id, self._texts.date(review.due)) for review in waiting], empty=say(message("ui_plan.review.unplanned")))
        self.which.choose(waiting[0].id if waiting else None)
        self.how.choose([HELD])
        self.on.set_value(state.sheet.day)
        self.note.clear()
        days = tuple(self._texts.date(each.due) for each in state.reviews_due)
        title = say(message("ui_plan.review.proposed")) if days else ""
        self.proposed.say("blue", title, ", ".join(days), action=say(message("ui_plan.review.plan")))
        self.proposed.setVisible(bool(days))
        clear(self._list)
        for review in state.sheet.reviews:
            self._list.addWidget(box(column(
                row(label(self._texts.date(review.due), "textb"), ..., self._mark(review, state.sheet.day), gap=8),
                label(review.note or self._reason(review, state), "small", wrap=True), gap=0)))
        self._say("")
        self._lay_out()

    def submit(self) -> None:
        """Write it, or say what is missing; what was typed stays."""
        review, note = self.which.value(), self.note.toPlainText()
        if self.how.value() == NOT_HELD:
            reason = self.reason.value()
            if review is None or reason is None:
                self._say(self._texts.say(message("ui_plan.review.choose")))
                return
            self._say("")
            self.excused.emit(review, reason, note)
            return
        day = self.on.value()
        if not self.on.check() or not day:
            self._say(self._texts.say(message("ui_plan.sign.no_day")))
            return
        self._say("")
        self.held.emit(day, note, review)

    def refuse(self, sentence: str) -> None:
        """Say why it was not written."""
        self._say(sentence)

    def _reason(self, review: ReviewRow, state: PlanState) -> str:
        reason = review_reason(review.due, state.sheet.release)
        return self._texts.say(REASONS[reason]) if reason else ""

    def _mark(self, review: ReviewRow, day: str) -> Badge:
        say = self._texts.say
        if review.held_on is not None:
            return Badge(say(message("ui_plan.review.held_on", date=self._texts.date(review.held_on))), "green", "check")
        if review.exempt_reason is not None:
            return Badge(self._lists.name("review_exemptions", review.exempt_reason, self._texts.language), "grey")
        if review.due < day:
            return Badge(say(message("ui_plan.review.late")), "red", "warn")
        return Badge(say(message("ui_plan.review.planned")), "blue", "clock")

    def _lay_out(self) -> None:
        held = self.how.value() == HELD
        self.on.setVisible(held)
        self._reason_field.setVisible(not held)

    def _say(self, sentence: str) -> None:
        self._sentence.setText(sentence)
        self._sentence.setVisible(bool(sentence))
