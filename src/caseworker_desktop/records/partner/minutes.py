"""What was said at a meeting with partners: who sat there and what was agreed."""

from __future__ import annotations

from caseworker_desktop.store import declare


@declare.record("minutes", parent="session", title=("agreed",))
class Minutes(declare.Record):
    """The minutes of a session of kind partner_meeting. They name no client; what is to be done are tasks of that session."""

    session: str = declare.ref("session", must=True)
    attendees: str | None = declare.text(lines=3)
    agreed: str | None = declare.text(lines=8)
