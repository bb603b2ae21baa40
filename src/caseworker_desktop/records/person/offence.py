"""The offence: kept only where a project has a written basis for it, readable by its author alone, never printed."""

from __future__ import annotations

from caseworker_desktop.records.person.offence_rules import readers
from caseworker_desktop.store import declare


@declare.record("offence", parent="person", subject="person", audience=readers)
class Offence(declare.Record):
    """What was done and the legal basis for keeping it (General Data Protection Regulation, article 10)."""

    person: str = declare.ref("person", must=True)
    text: str = declare.text(must=True, lines=5, protected=True, client_copy=False)
    basis: str = declare.text(must=True, lines=3, protected=True, client_copy=False)
