"""Those who work here, in which roles and at which sites."""

from __future__ import annotations

from caseworker_desktop.records.rules import in_order
from caseworker_desktop.store import declare


@declare.record("staff", office=True, title=("given_name", "family_name"), rules=(in_order("active_from", "active_to"),))
class Staff(declare.Record):
    """A staff member; `login` is what they unlock with and what `@login` finds."""

    login: str = declare.text(must=True, unique=True, index=True)
    given_name: str = declare.text(must=True, search="name")
    family_name: str = declare.text(must=True, search="name")
    role: str = declare.code("roles", must=True)
    roles_extra: tuple[str, ...] = declare.codes("roles")
    phone: str | None = declare.phone()
    email: str | None = declare.text()
    active_from: str | None = declare.date()
    active_to: str | None = declare.date()
    sites: tuple[str, ...] = declare.refs("institution")
    certificate_no: str | None = declare.text()
