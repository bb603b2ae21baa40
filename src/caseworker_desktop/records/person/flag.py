"""What everybody who meets a person must know first."""

from __future__ import annotations

from caseworker_desktop.records.rules import in_order
from caseworker_desktop.store import declare


@declare.record("flag", parent="person", subject="person", title=("kind",), rules=(in_order("from", "to"),))
class Flag(declare.Record):
    """A warning in the person's banner, as long as it holds."""

    person: str = declare.ref("person", must=True)
    kind: str = declare.code("flag_kinds", must=True, client_copy=False)
    from_: str = declare.date(must=True, client_copy=False)
    to: str | None = declare.date(client_copy=False)
    note: str | None = declare.text(lines=3, client_copy=False)
