"""The codes by which states know a person; one may replace another."""

from __future__ import annotations

from caseworker_desktop.records.person.person_code_rules import looks_right
from caseworker_desktop.store import declare


@declare.record("person_code", parent="person", subject="person", title=("value",), rules=(looks_right,))
class PersonCode(declare.Record):
    """A code and its scheme, which mean something only together."""

    person: str = declare.ref("person", must=True)
    scheme: str = declare.code("person_code_schemes", must=True, group="code", client_copy=False)
    value: str = declare.text(must=True, group="code", index=True, client_copy=False)
    valid_from: str | None = declare.date()
