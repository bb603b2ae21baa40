"""A mentor and the person they walk with, through the gate and after."""

from __future__ import annotations

from caseworker_desktop.records.rules import in_order
from caseworker_desktop.store import declare


@declare.record("match", parent="mentor", mentions=("mentor.person", "person"), title=("from",), rules=(in_order("from", "to"),))
class Match(declare.Record):
    """From when to when, what both have been through, and when it is looked at again."""

    mentor: str = declare.ref("mentor", must=True)
    person: str = declare.ref("person", must=True)
    from_: str = declare.date(must=True)
    to: str | None = declare.date()
    end_reason: str | None = declare.code("match_end_reasons")
    shared_ground: tuple[str, ...] = declare.codes("lived_experience")
    review_on: str | None = declare.date()
