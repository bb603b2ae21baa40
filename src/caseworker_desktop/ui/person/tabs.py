"""What the tab of plans lists, and the numbers on the tabs."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from caseworker_desktop.kernel.message import message
from caseworker_desktop.texts import Texts
from caseworker_desktop.usecases.desk import Desk
from caseworker_desktop.usecases.people import Head

Mark = tuple[str, str, str | None]
TIMELINE, PLANS, NEEDS, DOCUMENTS = "timeline", "plans", "needs", "documents"
_PLAN_TONES = {"draft": "grey", "agreed": "green", "closed": "blue"}


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a list: title, what stands below, a badge, and the id to open (None: nothing opens)."""

    title: str
    below: str
    mark: Mark | None = None
    opens: str | None = None


class TabsPresenter:
    """Reads the lists of one person."""

    def __init__(self, desk: Desk, texts: Texts) -> None:
        self._desk, self._texts = desk, texts

    def tabs(self, head: Head | None, events: int) -> list[tuple[str, str]]:
        """Return the tabs with their numbers."""
        return [
            (TIMELINE, self._counted("ui_person.tab_timeline", events)), (PLANS, self._counted("ui_person.tab_plans", head.plans if head else 0)),
            (NEEDS, self._counted("ui_person.tab_needs", head.needs if head else 0)),
            (DOCUMENTS, self._counted("ui_person.tab_documents", head.documents if head else 0)),
        ]

    def plans(self, head: Head) -> list[Line]:
        """Return the plans of the person's case, the newest first."""
        found = self._desk.people.rows("plan", case=head.face.case) if head.face.case else []
        goals = {plan.id: self._desk.people.rows("goal", plan=plan.id) for plan in found}
        newest = sorted(found, key=lambda plan: (plan.agreed_on or plan.created_at or "", plan.id), reverse=True)
        return [self._plan(plan, goals[plan.id]) for plan in newest]

    def no_plans(self) -> tuple[str, str, str]:
        """Return icon, title and sentence of a person without a plan."""
        return "plan", self._say("ui_person.no_plans"), self._say("ui_person.no_plans_text")

    def _plan(self, plan: Any, goals: list[Any]) -> Line:
        language = self._texts.language
        title = self._texts.say(message("ui_person.plan_number", number=plan.number)) if plan.number else self._say("ui_person.plan")
        open_goals = sum(goal.status in (None, "open") for goal in goals)
        below = [
            self._texts.say(message("ui_person.agreed_on", day=self._texts.date(plan.agreed_on))) if plan.agreed_on else "",
            self._texts.say(message("ui_person.goals", count=len(goals), open=open_goals)),
        ]
        mark = (self._desk.lists.name("plan_statuses", plan.status, language), _PLAN_TONES.get(plan.status, "grey"), None)
        return Line(title, " · ".join(part for part in below if part), mark, plan.id)

    def _counted(self, key: str, number: int) -> str:
        words = self._texts.say(message(key))
        return f"{words}  {self._texts.number(number)}" if number else words

    def _say(self, key: str) -> str:
        return self._texts.say(message(key))
