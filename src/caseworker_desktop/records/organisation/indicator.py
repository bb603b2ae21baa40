"""What a project promised, and the rule that works out how far it is."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from caseworker_desktop.store import declare


@declare.record("indicator", office=True, parent="project", title=("code", "name_lt", "name_lv", "name_en"))
class Indicator(declare.Record):
    """A target with its operator and day; `parameters` are those of the rule."""

    project: str = declare.ref("project", must=True)
    part: str | None = declare.ref("project_part", index=False)
    code: str = declare.text(must=True)
    name_lt: str | None = declare.text()
    name_lv: str | None = declare.text()
    name_en: str | None = declare.text()
    rule: str = declare.code("indicator_rules", must=True)
    parameters: Mapping[str, Any] | None = declare.mapping({"*": declare.anything()})
    operator: str | None = declare.code("operators")
    target: str | None = declare.decimal()
    unit: str | None = declare.code("units")
    by_date: str | None = declare.date()
    baseline: str | None = declare.decimal()
