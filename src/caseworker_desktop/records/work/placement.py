"""A person's short work at an employer's."""

from __future__ import annotations

from collections.abc import Mapping

from caseworker_desktop.records.rules import in_order
from caseworker_desktop.store import declare

_RATED = ("motivation", "responsibility", "skills")


@declare.record("placement", parent="person", subject="person", title=("job", "from"), rules=(in_order("from", "to"),))
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
    before: Mapping[str, int] | None = declare.mapping({rated: declare.integer(low=0, high=10) for rated in _RATED})
    after: Mapping[str, int] | None = declare.mapping({rated: declare.integer(low=0, high=10) for rated in _RATED})
    tutor_comment: str | None = declare.text(lines=5)
