"""Where a project's money comes from."""

from __future__ import annotations

from caseworker_desktop.records.organisation.funding_rules import shares_sum
from caseworker_desktop.store import declare


@declare.record("funding", office=True, parent="project", title=("source",), rules=(shares_sum,))
class Funding(declare.Record):
    """One source and its share; the shares of a project sum to 100."""

    project: str = declare.ref("project", must=True)
    source: str = declare.text(must=True)
    share_percent: str | None = declare.decimal(low=0, high=100)
    amount: str | None = declare.decimal(low=0)
