"""Contacts after release: due, done, and what was answered."""

from __future__ import annotations

from collections.abc import Mapping

from caseworker_desktop.records.outcome.follow_up_rules import return_has_a_source
from caseworker_desktop.store import declare


@declare.record("follow_up", parent="case", subject="case.person", title=("reason", "due"), rules=(return_has_a_source,))
class FollowUp(declare.Record):
    """One planned contact with its window of days, and the four questions."""

    case: str = declare.ref("case", must=True)
    due: str = declare.date(must=True, index=True)
    window_days: int | None = declare.integer(low=0, high=3650)
    reason: str | None = declare.code("follow_up_reasons")
    done_on: str | None = declare.date()
    reached: str | None = declare.code("follow_up_results")
    source: str | None = declare.code("follow_up_sources")
    route: str | None = declare.ref("contact_route", index=False)
    answers: Mapping[str, str] | None = declare.mapping(
        {question: declare.code("yes_no") for question in ("working", "studying", "housing", "returned_to_prison")}
    )
    note: str | None = declare.text(lines=3)
