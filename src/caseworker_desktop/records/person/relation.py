"""How two persons are related; read from both sides."""

from __future__ import annotations

from caseworker_desktop.records.person.relation_rules import between_two
from caseworker_desktop.store import declare


@declare.record("relation", parent="person", mentions=("person", "other"), title=("kind",), rules=(between_two,))
class Relation(declare.Record):
    """`other` is the `kind` of `person` (kind R-MOT: the mother). Holds no free text, for it is about two."""

    person: str = declare.ref("person", must=True)
    other: str = declare.ref("person", must=True)
    kind: str = declare.code("relationship_kinds", must=True)
    close_support: bool | None = declare.boolean()
    contact_wanted: bool | None = declare.boolean()
    hide_address: bool | None = declare.boolean(client_copy=False)
