"""Places that an employer offers."""

from __future__ import annotations

from caseworker_desktop.records.rules import in_order
from caseworker_desktop.store import declare


@declare.record("pledge", parent="partner", title=("job",), rules=(in_order("from", "to"),))
class Pledge(declare.Record):
    """How many places of which job, where, from when and on what conditions."""

    partner: str = declare.ref("partner", must=True)
    project: str | None = declare.ref("project")
    parts: tuple[str, ...] = declare.refs("project_part")
    job: str = declare.text(must=True)
    municipality: str | None = declare.code("municipalities")
    places: int | None = declare.integer(low=0, high=1_000_000)
    from_: str | None = declare.date()
    to: str | None = declare.date()
    conditions: str | None = declare.text(lines=5)
