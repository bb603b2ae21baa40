"""Supervision: what a staff member and their supervisor talked over."""

from __future__ import annotations

from caseworker_desktop.records.task.supervision_rules import readers
from caseworker_desktop.store import declare


@declare.record("supervision", mentions=("persons",), title=("on",), audience=readers)
class Supervision(declare.Record):
    """Its text is for the two of them alone."""

    staff: str = declare.ref("staff", must=True)
    supervisor: str = declare.ref("staff", must=True)
    on: str = declare.date(must=True)
    persons: tuple[str, ...] = declare.refs("person")
    text: str | None = declare.text(lines=8, protected=True, client_copy=False)
