"""Partners: who helps beside us, where, and on what terms."""

from __future__ import annotations

from caseworker_desktop.records.rules import in_order, not_itself
from caseworker_desktop.store import declare


@declare.record("partner", title=("name",), rules=(in_order("active_from", "active_to"), not_itself("parent")))
class Partner(declare.Record):
    """An organisation, one of its units, or a volunteer; stale when it was not verified for 12 months.

    `accepts_convictions` are its own words on whom it takes, `acceptance` what they come to; `institution`: it is a body of the state that
    stands in the list of institutions.
    """

    name: str = declare.text(must=True, search="name")
    kind: str = declare.code("partner_kinds", must=True)
    parent: str | None = declare.ref("partner")
    legal_code: str | None = declare.text()
    municipality: str | None = declare.code("municipalities")
    address: str | None = declare.text()
    phone: str | None = declare.phone()
    email: str | None = declare.text()
    web: str | None = declare.text()
    services: tuple[str, ...] = declare.codes("services")
    areas: tuple[str, ...] = declare.codes("municipalities")
    areas_by_exception: tuple[str, ...] = declare.codes("municipalities")
    is_employer: bool | None = declare.boolean()
    accepts_convictions: str | None = declare.text(lines=2)
    acceptance: str | None = declare.code("acceptances")
    documents_needed: str | None = declare.text(lines=3)
    queue_weeks: int | None = declare.integer(low=0, high=1000)
    verified_on: str | None = declare.date()
    active_from: str | None = declare.pdate()
    active_to: str | None = declare.pdate()
    institution: str | None = declare.ref("institution")


@declare.record("partner_contact", parent="partner", title=("name", "position"))
class PartnerContact(declare.Record):
    """A person at a partner's, as the partner gave them; no client."""

    partner: str = declare.ref("partner", must=True)
    name: str = declare.text(must=True)
    position: str | None = declare.text()
    phone: str | None = declare.phone()
    email: str | None = declare.text()
    news_opt_in: bool | None = declare.boolean()
