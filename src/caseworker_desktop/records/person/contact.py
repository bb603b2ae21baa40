"""How a person may be reached, and the attempts to reach them."""

from __future__ import annotations

from caseworker_desktop.records.person.contact_rules import client_agreed
from caseworker_desktop.store import declare


@declare.record("contact_route", parent="person", subject="person", title=("through",))
class ContactRoute(declare.Record):
    """A way to a person, perhaps through somebody else, and the words that give nothing away."""

    person: str = declare.ref("person", must=True)
    through: str | None = declare.text(client_copy=False)
    phone: str | None = declare.phone(client_copy=False)
    safe_wording: str | None = declare.text(lines=3, client_copy=False)
    order: int | None = declare.integer(low=0, high=1000)
    consent: str | None = declare.ref("consent", index=False)


@declare.record("contact_attempt", parent="case", subject="person", mentions=("case.person",), title=("at", "result"), rules=(client_agreed,))
class ContactAttempt(declare.Record):
    """An attempt to reach the client of the case or one of their people; a first agreement may be given in it."""

    case: str = declare.ref("case", must=True)
    person: str = declare.ref("person", must=True)
    at: str = declare.time(must=True)
    channel: str | None = declare.code("contact_channels")
    result: str = declare.code("contact_results", must=True)
    consent: str | None = declare.ref("consent", index=False)
    note: str | None = declare.text(lines=3)
