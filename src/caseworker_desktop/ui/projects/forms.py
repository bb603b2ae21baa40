"""The forms of a project's records: which fields, in which order, written how."""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from caseworker_desktop.kernel.message import Message, message
from caseworker_desktop.texts import Texts
from caseworker_desktop.ui.shell.record_fields import RecordFields
from caseworker_desktop.ui.shell.record_panel import Remove, Write
from caseworker_desktop.ui.widgets.record_form import FieldSpec
from caseworker_desktop.usecases.desk import Desk

#: The fields of each kind as its form has them.
FIELDS: dict[str, tuple[str, ...]] = {
    "project": (
        "title", "code", "abbreviation", "status", "period_from", "period_to", "programme", "priority", "measure", "parent", "role", "funder",
        "report_layout", "lead", "author", "visibility_text", "target_groups", "services", "places", "eligible_municipalities", "emblem", "lessons"),
    "funding": ("source", "share_percent", "amount"),
    "project_part": ("name", "kind", "from", "to"),
    "deliverable": ("name", "version", "date", "document"),
    "agreement": ("number", "signed_on", "partner", "institution", "subject", "valid_from", "valid_to", "remind_days", "document"),
    "document": ("title", "kind", "on", "source_url"),
}
TITLES: dict[str, tuple[Message, Message]] = {
    "project": (message("ui_projects.new_project"), message("ui_projects.edit_project")),
    "funding": (message("ui_projects.new_funding"), message("ui_projects.edit_funding")),
    "project_part": (message("ui_projects.new_part"), message("ui_projects.edit_part")),
    "aim": (message("ui_projects.new_aim"), message("ui_projects.edit_aim")),
    "deliverable": (message("ui_projects.new_deliverable"), message("ui_projects.edit_deliverable")),
    "agreement": (message("ui_projects.new_agreement"), message("ui_projects.edit_agreement")),
    "document": (message("ui_projects.new_document"), message("ui_projects.edit_document")),
}


@dataclass(frozen=True, slots=True)
class FormOf:
    """What RecordPanel.open is told: `kind` is the kind of record that is written."""

    title: str
    kind: str
    specs: tuple[FieldSpec, ...]
    id: str | None
    fixed: dict[str, Any] = field(default_factory=dict)
    start: dict[str, Any] | None = None
    note: str = ""
    draft: str = ""
    may_delete: bool = True
    write: Write | None = None
    remove: Remove | None = None


class ProjectForms:
    """Makes the forms for one desk."""

    def __init__(self, desk: Desk, texts: Texts) -> None:
        self._desk, self._texts, self._fields = desk, texts, RecordFields(desk, texts)

    def of(self, kind: str, id_: str | None, project: str | None) -> FormOf:
        """Return the form of a project's record; `id_` None: a new one. An aim is named by its code."""
        title = self._texts.say(TITLES[kind][1 if id_ else 0])
        if kind == "project":
            return self._project(title, id_)
        if kind == "aim":
            return self._aim(title, id_, project or "")
        start = {"kind": "publicity"} if kind == "document" else None
        wide = ("subject", "source_url") if kind in ("agreement", "document") else ()
        return FormOf(title, kind, self._fields.specs(kind, FIELDS[kind], wide=wide), id_, {"project": project}, start=start)

    def _project(self, title: str, id_: str | None) -> FormOf:
        specs = list(self._fields.specs(
            "project", FIELDS["project"], wide=("title", "visibility_text", "lessons"), labels={"role": self._say(message("ui_projects.role"))}))
        place = next(at for at, spec in enumerate(specs) if spec.name == "period_from")
        example = self._say(message("ui_projects.period_example"))
        specs.insert(place, FieldSpec("period", self._say(message("ui_projects.period_words")), "line", placeholder=example, wide=True))
        return FormOf(title, "project", tuple(specs), id_, may_delete=False, write=self._desk.projects.save)

    def _aim(self, title: str, code: str | None, project: str) -> FormOf:
        services = self._fields.specs("project", ("services",))
        specs = (
            FieldSpec("code", self._say(message("ui_projects.aim_code")), "line", must=True),
            FieldSpec("text", self._say(message("ui_projects.aim_text")), "text", lines=3, wide=True), *services)
        known: Mapping[str, Any] = {}
        if code is not None:
            aims = (self._desk.editing.read("project", project) or {}).get("aims") or ()
            known = next((one for one in aims if one.get("code") == code), {})
        projects = self._desk.projects
        # An aim is no record: the panel gets an id of its own, under which its draft is kept.
        id_ = str(uuid.uuid5(uuid.NAMESPACE_OID, f"aim/{project}/{code}")) if code is not None else None
        return FormOf(
            title, "project", specs, id_, start=dict(known), draft=f"aim:{project}",
            write=lambda _, values: projects.save_aim(project, code, values), remove=lambda _: projects.drop_aim(project, code or ""))

    def _say(self, said: Message) -> str:
        return self._texts.say(said)
