"""A person's short work at an employer's."""

from __future__ import annotations

from collections.abc import Mapping

from caseworker_desktop.records.rules import in_order
from caseworker_desktop.records.work.placement_rules import RATED, agreed_to_be_named, rated_twice, within_pledge
from caseworker_desktop.store import declare


@declare.record(
    "placement",
    parent="person",
    subject="person",
    title=("job", "from"),
    rules=(in_order("from", "to"), within_pledge, agreed_to_be_named, rated_twice),
)
class Placement(declare.Record):
    """Work under a tripartite agreement, with ratings from 0 to 10 before and after and the tutor's words."""

    person: str = declare.ref("person", must=True)
    pledge: str | None = declare.ref("pledge")
    partner: str = declare.ref("partner", must=True)
    job: str = declare.text(must=True)
    parts: tuple[str, ...] = declare.refs("project_part")
    from_: str = declare.date(must=True)
    to: str | None = declare.date()
    hours_week: str | None = declare.decimal(low=0, high=168)
    pay: str | None = declare.decimal(low=0)
    tutor: str | None = declare.text()
    agreement_no: str | None = declare.text()
    status: str | None = declare.code("placement_statuses")
    before: Mapping[str, int] | None = declare.mapping({rated: declare.integer(low=0, high=10) for rated in RATED})
    after: Mapping[str, int] | None = declare.mapping({rated: declare.integer(low=0, high=10) for rated in RATED})
    tutor_comment: str | None = declare.text(lines=5)
