"""When a plan is looked at again."""

from __future__ import annotations

from caseworker_desktop.store import declare


@declare.record("plan_review", parent="plan", subject="plan.case.person", title=("due",))
class PlanReview(declare.Record):
    """A review that is due, was held, or could not be held and why."""

    plan: str = declare.ref("plan", must=True)
    due: str = declare.date(must=True)
    held_on: str | None = declare.date()
    exempt_reason: str | None = declare.code("review_exemptions")
    note: str | None = declare.text(lines=3)
