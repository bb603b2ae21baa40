"""Projects and their stages, blocks and places."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from caseworker_desktop.records.rules import in_order, not_itself
from caseworker_desktop.store import declare


@declare.record("project", office=True, title=("code", "title"), rules=(in_order("period_from", "period_to"), not_itself("parent")))
class Project(declare.Record):
    """A funded project; its code is kept exactly as the funder writes it."""

    code: str = declare.text(must=True, unique=True, index=True)
    title: str = declare.text(must=True)
    abbreviation: str | None = declare.text()
    programme: str | None = declare.text()
    priority: str | None = declare.text()
    measure: str | None = declare.text()
    parent: str | None = declare.ref("project")
    role: str | None = declare.code("project_roles")
    funder: str | None = declare.text()
    report_layout: str | None = declare.code("report_layouts")
    period_from: str | None = declare.pdate()
    period_to: str | None = declare.pdate()
    aims: tuple[Mapping[str, Any], ...] = declare.items(
        key="code",
        parts={"code": declare.text(must=True), "text": declare.text(lines=3), "services": declare.codes("services")},
    )
    target_groups: tuple[str, ...] = declare.codes("target_groups")
    services: tuple[str, ...] = declare.codes("services")
    places: tuple[str, ...] = declare.codes("municipalities")
    eligible_municipalities: tuple[str, ...] = declare.codes("municipalities")
    visibility_text: str | None = declare.text(lines=3)
    emblem: str | None = declare.ref("document", index=False)
    lead: str | None = declare.ref("staff", index=False)
    author: str | None = declare.text()
    lessons: str | None = declare.text(lines=8)
    offence_basis: str | None = declare.text(lines=3, client_copy=False)
    status: str | None = declare.code("project_statuses")


@declare.record("project_part", office=True, parent="project", title=("name",), rules=(in_order("from", "to"),))
class ProjectPart(declare.Record):
    """A stage, block or place of a project, by which its figures are split."""

    project: str = declare.ref("project", must=True)
    kind: str = declare.code("project_part_kinds", must=True)
    name: str = declare.text(must=True)
    from_: str | None = declare.pdate()
    to: str | None = declare.pdate()
