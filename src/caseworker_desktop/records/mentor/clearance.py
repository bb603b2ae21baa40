"""A mentor's permission to enter a prison."""

from __future__ import annotations

from caseworker_desktop.records.rules import in_order
from caseworker_desktop.store import declare


@declare.record("clearance", parent="mentor", mentions=("mentor.person",), title=("institution", "to"), rules=(in_order("from", "to"),))
class Clearance(declare.Record):
    """One institution and the days the permission holds; somebody is reminded 30 days before the end."""

    mentor: str = declare.ref("mentor", must=True)
    institution: str = declare.ref("institution", must=True)
    from_: str = declare.date(must=True)
    to: str = declare.date(must=True)
