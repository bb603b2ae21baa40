"""Sections of how a person lived when (home, work, schooling, debts, family), and of an offence where a project has a written basis for it."""

from __future__ import annotations

from caseworker_desktop.ui.person.dossier import Entry, Opening, Section
from caseworker_desktop.ui.person.ground import NEW, Ground, days_back


class LifeSections:
    """Makes the sections and the forms of the records situation and offence."""

    kinds = ("situation", "offence")

    def __init__(self, ground: Ground) -> None:
        self._on = ground

    def sections(self) -> list[Section]:
        """Return a section a domain, then the offence."""
        on = self._on
        found = []
        if on.desk.editing.may("situation", "read"):
            rows = sorted(on.rows("situation"), key=days_back, reverse=True)
            for domain in on.desk.lists.codes("situation_domains"):
                entries = tuple(
                    Entry(on.name("situation_values", row.value),
                          " · ".join(part for part in (on.span(row.from_, row.to), on.name("evidence_kinds", row.evidence)) if part),
                          on.mark_open(row.from_, row.to, on.say("ui_person.now")), on.edit("situation", row.id), faded=bool(row.to))
                    for row in rows if row.domain == domain)
                found.append(Section(on.name("situation_domains", domain), entries=entries,
                                     acts=on.add("situation", on.say("ui_person.add"), f"/{domain}"), empty=on.say("ui_person.situation_empty")))
        if on.desk.editing.may("offence", "read") and (basis := on.desk.participating.offence_basis(on.person)):
            entries = tuple(self._offence(row.id) for row in on.rows("offence"))
            found.append(Section(on.say("ui_person.offence"), entries=entries, acts=on.add("offence", on.say("ui_person.add")),
                                 empty=on.say("ui_person.offence_empty"), note=on.say("ui_person.offence_note", basis=basis)))
        return found

    def _offence(self, id_: str) -> Entry:
        """Return an offence in its author's words; to others only that one is kept."""
        text = (self._on.desk.editing.read("offence", id_) or {}).get("text")
        if text is None:
            return Entry(self._on.say("ui_person.offence_shut"), mark=(self._on.say("ui_person.for_me"), "grey", "lock"))
        return Entry(str(text), opens=self._on.edit("offence", id_))

    def opening(self, kind: str, id_: str, part: str) -> Opening:
        """Return the form of a record; `part`: the domain of a new situation."""
        on = self._on
        if kind == "offence":
            start = {"basis": on.desk.participating.offence_basis(on.person)} if id_ == NEW else None
            return on.opening(on.say("ui_person.offence"), kind, ("text", "basis"), id_, start=start)
        domain = part or next((row.domain for row in on.rows("situation") if row.id == id_), "")
        start = {"from": on.today()} if id_ == NEW else None
        values = [
            (code, on.name("situation_values", code)) for code in on.desk.lists.codes("situation_values")
            if domain in str((on.desk.lists.row("situation_values", code) or {}).get("domain") or domain).split()]
        opening = on.opening(on.name("situation_domains", domain), kind, ("value", "from", "to", "evidence"), id_, start=start,
                             describe={"options": {"value": values}})
        return Opening(opening.title, kind, opening.specs, opening.id_, {**opening.fixed, "domain": domain}, opening.start,
                       draft=f"situation:{on.person}:{domain}")
