"""A step towards a goal: who does what by when."""

from __future__ import annotations

from caseworker_desktop.store import declare


@declare.record("step", parent="goal", subject="goal.plan.case.person", title=("text",))
class Step(declare.Record):
    """One action with its day and the one who takes it."""

    goal: str = declare.ref("goal", must=True)
    text: str = declare.text(must=True, lines=3)
    who: str | None = declare.code("step_actors")
    staff: str | None = declare.ref("staff")
    partner: str | None = declare.ref("partner", index=False)
    service: str | None = declare.code("services")
    due: str | None = declare.date()
    status: str | None = declare.code("step_statuses", default="open")
    done_on: str | None = declare.date()
