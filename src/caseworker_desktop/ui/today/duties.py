"""What is to be done: tasks to tick, and what has a day of its own (reviews, contacts, steps, consents, permissions, agreements), in one order."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from caseworker_desktop.kernel.message import message
from caseworker_desktop.texts import Texts
from caseworker_desktop.usecases.desk import Desk
from caseworker_desktop.usecases.institutions import institution_name
from caseworker_desktop.usecases.tasks import CALL_OUTSIDE
from caseworker_desktop.usecases.today import Due, TaskRow, TodayView

_ICONS = {"plan_review": "plan", "follow_up": "phone", "step": "arrow", "consent": "shield", "clearance": "key", "agreement": "draft"}
NO_DAY = "9999"


@dataclass(frozen=True, slots=True)
class TaskFace:
    """One line. A task is ticked; anything else has an `icon` and `opens` the place where it is seen to. `outside`: a call for when one has left."""

    id: str
    title: str
    below: str
    due: str
    tone: str | None
    person: str | None
    icon: str | None = None
    opens: tuple[str, Mapping[str, str]] | None = None
    outside: bool = False


class Duties:
    """Turns tasks and dues into lines."""

    def __init__(self, desk: Desk, texts: Texts) -> None:
        self._desk, self._texts = desk, texts

    def faces(self, view: TodayView, known: Mapping[str, Mapping[str, Any]]) -> tuple[TaskFace, ...]:
        """Return the lines, the latest first, those without a day after them, calls for outside last."""
        told = [(each.due or NO_DAY, 0, self._task(each)) for each in view.tasks if each.kind != CALL_OUTSIDE]
        told += [(each.date, 1, self._due(each, view.day, known)) for each in view.dues]
        calls = [self._task(each) for each in view.tasks if each.kind == CALL_OUTSIDE]
        return (*(face for _, _, face in sorted(told, key=lambda one: one[:2])), *calls)

    def _task(self, each: TaskRow) -> TaskFace:
        due, tone = self._when(each.due, each.days)
        lists, language = self._desk.lists, self._texts.language
        kind = lists.name("task_kinds", each.kind, language) if each.kind and each.kind not in ("manual", CALL_OUTSIDE) else ""
        return TaskFace(each.id, each.title, each.name or kind, due, tone, each.person, outside=each.kind == CALL_OUTSIDE)

    def _due(self, each: Due, day: str, known: Mapping[str, Mapping[str, Any]]) -> TaskFace:
        due, tone = self._when(each.date, each.days)
        return TaskFace(each.id, self._title(each, day, known), each.name, due, tone, each.person, _ICONS[each.record], _opens(each))

    def _title(self, each: Due, day: str, known: Mapping[str, Mapping[str, Any]]) -> str:
        say, name, language = self._texts.say, self._desk.lists.name, self._texts.language
        what = each.what or ""
        if each.record == "plan_review":
            return say(message("ui_today.due_review"))
        if each.record == "follow_up":
            reason = name("follow_up_reasons", what, language) if what else ""
            return say(message("ui_today.due_follow_up", reason=reason))
        if each.record == "step":
            return what
        if each.record == "consent":
            return say(message("ui_today.due_consent", purpose=name("consent_purposes", what, language)))
        if each.record == "clearance":
            return say(message("ui_today.due_clearance", place=institution_name(known, what, day, language)))
        return say(message("ui_today.due_agreement", number=what))

    def _when(self, on: str | None, days: int | None) -> tuple[str, str | None]:
        if on is None or days is None:
            return "", None
        if days < 0:
            return self._texts.say(message("ui_today.late", days=-days)), "red"
        if days == 0:
            return self._texts.say(message("ui_today.due_today")), "amber"
        return self._texts.say(message("ui_today.until", day=self._texts.day(on))), None


def _opens(each: Due) -> tuple[str, Mapping[str, str]] | None:
    if each.record in ("plan_review", "step") and each.leads_to and each.person:
        return "plan", {"plan": each.leads_to, "person": each.person}
    if each.record == "agreement" and each.leads_to:
        return "partners", {"partner": each.leads_to}
    return ("people", {"person": each.person}) if each.person else None
