"""What a person agreed to, each purpose apart; never a condition for help."""

from __future__ import annotations

from caseworker_desktop.records.rules import in_order
from caseworker_desktop.store import declare


@declare.record(
    "consent", parent="person", subject="person", title=("purpose", "on"), rules=(in_order("on", "expires_on"), in_order("on", "withdrawn_on"))
)
class Consent(declare.Record):
    """One answer to one purpose, with the text it was given to, its end and its withdrawal."""

    person: str = declare.ref("person", must=True)
    purpose: str = declare.code("consent_purposes", must=True)
    given: bool = declare.boolean(must=True)
    on: str = declare.date(must=True)
    text_version: str | None = declare.text()
    language: str | None = declare.code("languages")
    expires_on: str | None = declare.date()
    withdrawn_on: str | None = declare.date()
    document: str | None = declare.ref("document", index=False)
