"""A term that an office added to one of the lists."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from caseworker_desktop.records.rules import in_order
from caseworker_desktop.store import declare


@declare.record("term", office=True, title=("name_lt", "name_lv", "name_en"), rules=(in_order("valid_from", "valid_to"),))
class Term(declare.Record):
    """A code of a list; one with the code of a shipped row renames or closes that row for this office."""

    list: str = declare.text(must=True)
    code: str = declare.text(must=True)
    name_lt: str | None = declare.text()
    name_lv: str | None = declare.text()
    name_en: str | None = declare.text()
    parent: str | None = declare.text()
    valid_from: str | None = declare.pdate()
    valid_to: str | None = declare.pdate()
    extra: Mapping[str, Any] | None = declare.mapping({"*": declare.anything()})
