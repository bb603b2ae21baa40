"""A case: one a person who is helped; it goes on through the gate and is reopened at a return."""

from __future__ import annotations

from caseworker_desktop.records.rules import in_order
from caseworker_desktop.store import declare


@declare.record("case", parent="person", subject="person", title=("number",), rules=(in_order("opened_on", "closed_on"),))
class Case(declare.Record):
    """Who leads the case, with whom, where, and from when to when. A family case needs no client in prison.

    `interests` and `lived_experience`: what the client told so that a mentor with shared ground can be found.
    """

    person: str = declare.ref("person", must=True)
    kind: str | None = declare.code("case_kinds")
    number: str | None = declare.text(index=True)
    opened_on: str = declare.date(must=True)
    closed_on: str | None = declare.date()
    close_reason: str | None = declare.code("close_reasons")
    lead: str | None = declare.ref("staff")
    team: tuple[str, ...] = declare.refs("staff")
    site: str | None = declare.ref("institution")
    referral_source: str | None = declare.code("referral_sources")
    no_close_support: bool | None = declare.boolean()
    mentor_wanted_on: str | None = declare.date()
    interests: tuple[str, ...] = declare.texts()
    lived_experience: tuple[str, ...] = declare.codes("lived_experience")
    crisis: str | None = declare.code("crises", client_copy=False)
    summary: str | None = declare.text(lines=5, client_copy=False)
