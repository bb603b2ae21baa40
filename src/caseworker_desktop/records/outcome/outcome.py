"""What a person reached, and how we know."""

from __future__ import annotations

from caseworker_desktop.records.rules import in_order
from caseworker_desktop.store import declare


@declare.record("outcome", parent="person", subject="person", title=("type", "on"), rules=(in_order("on", "until"),))
class Outcome(declare.Record):
    """An outcome with its day, perhaps its end, and the evidence; type O-JOB1 reads as O-JOB with `first_ever`."""

    person: str = declare.ref("person", must=True)
    case: str | None = declare.ref("case", index=False)
    project: str | None = declare.ref("project")
    type: str = declare.code("outcome_types", must=True)
    stage: str | None = declare.code("outcome_stages")
    on: str = declare.pdate(must=True)
    until: str | None = declare.pdate()
    first_ever: bool | None = declare.boolean()
    evidence: str | None = declare.code("evidence_kinds")
    document: str | None = declare.ref("document", index=False)
    note: str | None = declare.text(lines=3)
