"""The organisation that keeps this workspace: one a workspace."""

from __future__ import annotations

from caseworker_desktop.store import declare


@declare.record("organisation", office=True, title=("name",))
class Organisation(declare.Record):
    """Name and addresses for paper, and after how many silent days a released client is looked for."""

    name: str = declare.text(must=True)
    abbreviation: str | None = declare.text()
    legal_code: str | None = declare.text()
    address: str | None = declare.text()
    phone: str | None = declare.phone()
    email: str | None = declare.text()
    country: str | None = declare.code("countries")
    logo: str | None = declare.ref("document", index=False)
    silence_days: int | None = declare.integer(low=1, high=3650, default=14)
