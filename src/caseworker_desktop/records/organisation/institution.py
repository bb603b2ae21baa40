"""Prisons, probation offices and other places; a renamed one is a new record that succeeds the old."""

from __future__ import annotations

from caseworker_desktop.records.rules import in_order, not_itself
from caseworker_desktop.store import declare


@declare.record(
    "institution", office=True, title=("name_lt", "name_lv", "name_en"), rules=(in_order("valid_from", "valid_to"), not_itself("successor_of"))
)
class Institution(declare.Record):
    """One name of an institution with the days it was valid; `successor_of` makes the chain that is counted as one."""

    code: str = declare.text(must=True, unique=True, index=True)
    country: str = declare.code("countries", must=True)
    kind: str = declare.code("institution_kinds", must=True)
    name_lt: str | None = declare.text(search="name")
    name_lv: str | None = declare.text(search="name")
    name_en: str | None = declare.text(search="name")
    place: str | None = declare.text()
    valid_from: str | None = declare.pdate()
    valid_to: str | None = declare.pdate()
    successor_of: str | None = declare.ref("institution")
