"""Sections of a person's participation in projects: entry, exit, six months later, and what funders ask."""

from __future__ import annotations

from caseworker_desktop.ui.person.dossier import Entry, Mark, Opening, Section
from caseworker_desktop.ui.person.ground import NEW, Ground

ENTRY, EXIT, LATER = "entry", "exit", "later"
_FIELDS = {
    ENTRY: (
        "project", "entry_on", "parts", "target_group", "basis", "readiness", "informed_on", "entry_labour_status", "entry_registered_since",
        "entry_education", "entry_in_education", "entry_disability", "entry_third_country", "entry_foreign_background", "entry_minority",
        "entry_homeless", "entry_rural", "entry_other_disadvantage"),
    EXIT: (
        "exit_on", "exit_reason", "exit_job_search", "exit_education", "exit_qualification", "exit_qualification_document", "exit_employment"),
    LATER: ("six_month_employment", "six_month_improved"),
}
#: What a funder asks of everybody at entry (Regulation (EU) 2021/1057, annex I); what is missing is told.
ASKED = ("entry_labour_status", "entry_education", "entry_homeless", "entry_rural")


class ProjectSections:
    """Makes the section and the forms of the record participation."""

    kinds = ("participation",)

    def __init__(self, ground: Ground) -> None:
        self._on = ground

    def sections(self) -> list[Section]:
        """Return a section a participation."""
        on = self._on
        rows = sorted(on.rows("participation"), key=lambda row: (row.entry_on, row.id), reverse=True)
        new = on.add("participation", on.say("ui_person.add"), f"/{ENTRY}")
        found = [Section(on.say("ui_person.projects"), acts=new, empty="" if rows else on.say("ui_person.projects_empty"),
                         entries=tuple(self._entry(row) for row in rows))]
        return found

    def opening(self, kind: str, id_: str, part: str) -> Opening:
        """Return the form of one side of a participation."""
        on = self._on
        title = {ENTRY: on.say("ui_person.entry"), EXIT: on.say("ui_person.exit"), LATER: on.say("ui_person.six_months")}[part or ENTRY]
        start = {"entry_on": on.today(), "basis": "voluntary"} if id_ == NEW else None
        describe = {} if part in (EXIT, LATER) else {"options": {"parts": self._parts(id_), **({"project": self._projects()} if id_ == NEW else {})}}
        return on.opening(title, kind, _FIELDS[part or ENTRY], id_, start=start, describe=describe, may_delete=part == ENTRY)

    def _parts(self, id_: str) -> list[tuple[str, str]]:
        """Return the parts of the participation's project; of a new one those of every project, each with its project's name."""
        on = self._on
        project = (on.desk.editing.read("participation", id_) or {}).get("project") if id_ != NEW else None
        names = {offer.project: offer.title for offer in on.desk.participating.offers(on.person)}
        rows = on.desk.editing.rows("project_part", project=project) if project else on.desk.editing.rows("project_part")
        return [(row.id, row.name if project else f"{names[row.project]}: {row.name}") for row in rows if project or row.project in names]

    def _projects(self) -> list[tuple[str, str]]:
        """Return the projects offered: those for which the person's municipality speaks, then the others, which say so."""
        on = self._on
        return [
            (offer.project, on.say("ui_person.lives_elsewhere", project=offer.title) if offer.lives_elsewhere else offer.title)
            for offer in on.desk.participating.offers(on.person)]

    def _entry(self, row: object) -> Entry:
        on = self._on
        plain = on.desk.editing.read("participation", str(getattr(row, "id", ""))) or {}
        id_ = str(plain.get("id"))
        below = [
            on.span(plain.get("entry_on"), plain.get("exit_on")), on.name("target_groups", plain.get("target_group")),
            on.name("participation_bases", plain.get("basis")), on.name("readiness_stages", plain.get("readiness")),
            on.name("exit_reasons", plain.get("exit_reason"))]
        missing = [on.texts.label("participation", name) for name in ASKED if not plain.get(name)]
        if missing:
            below.append(on.say("ui_person.missing", fields=", ".join(missing)))
        acts = (
            *on.paper("questionnaire", id_, ""), (f"participation/{id_}/{EXIT}", on.say("ui_person.exit"), ""),
            (f"participation/{id_}/{LATER}", on.say("ui_person.six_months"), ""))
        return Entry(on.said("participation", "project", plain.get("project")), " · ".join(part for part in below if part), self._mark(plain),
                     f"participation/{id_}/{ENTRY}", acts if on.desk.editing.may("participation") else (), faded=bool(plain.get("exit_on")))

    def _mark(self, plain: dict[str, object]) -> Mark | None:
        on = self._on
        offer = next((each for each in on.desk.participating.offers(on.person) if each.project == plain.get("project")), None)
        if offer is not None and offer.lives_elsewhere:
            return on.say("ui_person.elsewhere"), "amber", "warn"
        return on.mark_open(str(plain.get("entry_on") or ""), str(plain.get("exit_on") or "") or None, on.say("ui_person.takes_part"))
