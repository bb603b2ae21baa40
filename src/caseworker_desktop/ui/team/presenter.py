"""What the team's work looks like in figures, and whose late reviews and silent clients are listed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from caseworker_desktop.kernel.message import message
from caseworker_desktop.texts import Texts
from caseworker_desktop.ui.changes import Changed, touches
from caseworker_desktop.usecases.caseload import Behind, Load, Workload
from caseworker_desktop.usecases.desk import Desk

SHOWN_KINDS = (
    "case", "task", "plan_review", "plan", "session", "staff", "legal_status", "release_date", "contact_attempt", "follow_up", "attendance",
)


@dataclass(frozen=True, slots=True)
class LineFace:
    """A late review or a silent client. `opens`: page and where."""

    name: str
    below: str
    due: str
    opens: tuple[str, Mapping[str, str]]


class TeamPresenter:
    """Reads the workload; `read` may run off the window's thread."""

    def __init__(self, desk: Desk, texts: Texts) -> None:
        self._desk, self._texts = desk, texts
        self._found: Workload | None = None
        self._plans = "plan" in desk.people.may_read()

    def may_look(self) -> bool:
        """Tell whether the worker may see everybody's work."""
        return self._desk.caseload.may_look()

    def read(self) -> Workload:
        """Return the workload now."""
        self._found = self._desk.caseload.workload()
        return self._found

    def loads(self) -> tuple[Load, ...]:
        """Return the lines of the table."""
        return self._found.loads if self._found is not None else ()

    def name(self, load: Load) -> str:
        """Return who it is."""
        return load.name if load.staff is not None else self._texts.say(message("ui_team.nobody"))

    def role(self, load: Load) -> str:
        """Return the role."""
        return self._desk.lists.name("roles", load.role, self._texts.language) if load.role else ""

    def hours(self, load: Load) -> str:
        """Return the hours of the last 30 days."""
        return self._texts.number(round(load.minutes / 60, 1), 1)

    def number(self, value: int) -> str:
        """Return a number; none is a dash."""
        return self._texts.number(value) if value else "–"

    def read_behind(self, load: Load) -> Behind:
        """Return what is behind of one worker's clients; may run off the window's thread."""
        return self._desk.caseload.behind(load.staff)

    def reviews(self, found: Behind) -> list[LineFace]:
        """Return the late reviews, the latest first."""
        lines = []
        for one in found.reviews:
            if one.person is None or one.leads_to is None:
                continue
            below = self._texts.say(message("ui_team.review_due", day=self._texts.date(one.date)))
            late = self._texts.say(message("ui_today.late", days=-one.days))
            plan = {"plan": one.leads_to, "person": one.person}
            lines.append(LineFace(one.name, below, late, ("plan", plan) if self._plans else ("people", {"person": one.person})))
        return lines

    def silent(self, found: Behind) -> list[LineFace]:
        """Return the silent clients, the longest silence first."""
        lines = []
        for one in found.silent:
            status = self._desk.lists.name("legal_statuses", one.status, self._texts.language)
            days = self._texts.say(message("ui_team.days", count=one.days))
            lines.append(LineFace(f"{one.given_names} {one.family_name}", status, days, ("people", {"person": one.person})))
        return lines

    def crises(self) -> str:
        """Return how many persons are in which crisis, empty when none is."""
        found = self._found.crises if self._found is not None else {}
        if not found:
            return ""
        name = self._desk.lists.name
        told = " · ".join(f"{name('crises', code, self._texts.language)} {self._texts.number(count)}" for code, count in found.items())
        return self._texts.say(message("ui_team.crises", told=told))

    def touched(self, changed: Changed) -> bool:
        """Tell whether the workload must be read again."""
        return touches(changed, SHOWN_KINDS)
