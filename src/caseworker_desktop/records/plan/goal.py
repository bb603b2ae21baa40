"""A goal of a plan, in the client's own words."""

from __future__ import annotations

from caseworker_desktop.records.plan.goal_rules import few_open_goals
from caseworker_desktop.store import declare


@declare.record("goal", parent="plan", subject="plan.case.person", title=("own_words",), rules=(few_open_goals,))
class Goal(declare.Record):
    """What the person wants, the sign of success, and the needs it answers; `client_copy` no keeps it off the client's paper."""

    plan: str = declare.ref("plan", must=True)
    needs: tuple[str, ...] = declare.refs("need")
    domain: str | None = declare.code("needs_domains")
    own_words: str = declare.text(must=True, lines=3)
    measure: str | None = declare.text(lines=3)
    order: int | None = declare.integer(low=0, high=1000)
    client_copy: bool | None = declare.boolean(default=True)
    status: str | None = declare.code("goal_statuses", default="open")
