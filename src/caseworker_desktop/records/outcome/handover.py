"""A case that goes from one worker or site to another."""

from __future__ import annotations

from caseworker_desktop.store import declare


@declare.record("handover", parent="case", subject="case.person", title=("on",))
class Handover(declare.Record):
    """Who hands over to whom, and when it was accepted."""

    case: str = declare.ref("case", must=True)
    from_staff: str | None = declare.ref("staff", index=False)
    to_staff: str = declare.ref("staff", must=True)
    from_site: str | None = declare.ref("institution", index=False)
    to_site: str | None = declare.ref("institution", index=False)
    on: str = declare.date(must=True)
    reason: str | None = declare.text(lines=3)
    accepted_on: str | None = declare.date()
