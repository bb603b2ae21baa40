"""Processes, goal libraries and letters that offices pass on to each other."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from caseworker_desktop.store import declare


@declare.record("template", office=True, title=("code", "name_lt", "name_lv", "name_en"))
class Template(declare.Record):
    """A reusable text or process; its body never names a person."""

    code: str = declare.text(must=True)
    kind: str = declare.code("template_kinds", must=True)
    name_lt: str | None = declare.text()
    name_lv: str | None = declare.text()
    name_en: str | None = declare.text()
    body: Mapping[str, Any] | None = declare.mapping({"*": declare.anything()})
