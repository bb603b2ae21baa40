"""How a person lived at a time: work, home, schooling, debts, family."""

from __future__ import annotations

from caseworker_desktop.records.person.situation_rules import fits_its_domain
from caseworker_desktop.records.rules import in_order
from caseworker_desktop.store import declare


@declare.record("situation", parent="person", subject="person", title=("domain", "value"), rules=(in_order("from", "to"), fits_its_domain))
class Situation(declare.Record):
    """What was so from when to when; the source of shares at a date and of before and after."""

    person: str = declare.ref("person", must=True)
    domain: str = declare.code("situation_domains", must=True)
    value: str = declare.code("situation_values", must=True)
    from_: str = declare.pdate(must=True)
    to: str | None = declare.pdate()
    evidence: str | None = declare.code("evidence_kinds")
