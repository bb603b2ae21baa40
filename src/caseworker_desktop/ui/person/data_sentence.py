"""Sections of where a person stands with the law, where they are kept, and when they may leave."""

from __future__ import annotations

from caseworker_desktop.ui.person.dossier import Entry, Opening, Section
from caseworker_desktop.ui.person.ground import NEW, Ground, days_back
from caseworker_desktop.usecases.institutions import institution_name


class SentenceSections:
    """Makes the sections and the forms of the records legal_status, stay and release_date."""

    kinds = ("legal_status", "stay", "release_date")

    def __init__(self, ground: Ground) -> None:
        self._on = ground

    def sections(self) -> list[Section]:
        """Return them: status, stays, release dates."""
        on, may = self._on, self._on.desk.editing.may
        found = []
        if may("release_date", "read"):
            found.append(Section(on.say("ui_person.releases"), entries=self._releases(), acts=on.add("release_date", on.say("ui_person.add")),
                                 empty=on.say("ui_person.releases_empty"), note=on.say("ui_person.releases_note")))
        if may("legal_status", "read"):
            found.append(Section(on.say("ui_person.statuses"), entries=self._statuses(), acts=on.add("legal_status", on.say("ui_person.add")),
                                 empty=on.say("ui_person.statuses_empty")))
        if may("stay", "read"):
            found.append(Section(on.say("ui_person.stays"), entries=self._stays(), acts=on.add("stay", on.say("ui_person.add")),
                                 empty=on.say("ui_person.stays_empty")))
        return found

    def opening(self, kind: str, id_: str, part: str) -> Opening:
        """Return the form of a record."""
        on = self._on
        start = {"from": on.today()} if id_ == NEW else None
        if kind == "legal_status":
            return on.opening(on.say("ui_person.status"), kind, ("status", "from", "to"), id_, start=start)
        if kind == "stay":
            return on.opening(on.say("ui_person.stay"), kind, ("institution", "unit", "from", "to", "end_reason"), id_, start=start)
        scenarios = on.desk.scenarios
        return on.opening(
            on.say("ui_person.release"), kind, ("kind", "date", "source", "decided_on"), id_, note=on.say("ui_person.release_moves"),
            start={"kind": "earliest"} if id_ == NEW else None, write=scenarios.save, remove=scenarios.delete)

    def _releases(self) -> tuple[Entry, ...]:
        on = self._on
        head = on.desk.people.head(on.person)
        counts = head.face.release if head is not None else None
        found = []
        for row in sorted(on.rows("release_date"), key=lambda row: (row.date, row.kind, row.id)):
            counted = counts is not None and (row.date, row.kind) == (counts.date, counts.kind)
            below = [row.source or "", on.say("ui_person.decided_on", day=on.texts.date(row.decided_on)) if row.decided_on else ""]
            title = f"{on.texts.date(row.date)} · {on.name('release_date_kinds', row.kind)}"
            found.append(Entry(title, " · ".join(part for part in below if part), (on.say("ui_person.counted"), "blue", "clock") if counted else None,
                               on.edit("release_date", row.id), faded=not counted))
        return tuple(found)

    def _statuses(self) -> tuple[Entry, ...]:
        on = self._on
        return tuple(
            Entry(on.name("legal_statuses", row.status), on.span(row.from_, row.to), on.mark_open(row.from_, row.to, on.say("ui_person.now")),
                  on.edit("legal_status", row.id), faded=bool(row.to))
            for row in sorted(on.rows("legal_status"), key=days_back, reverse=True))

    def _stays(self) -> tuple[Entry, ...]:
        on, known = self._on, self._on.desk.institutions.known()
        found = []
        for row in sorted(on.rows("stay"), key=days_back, reverse=True):
            then = institution_name(known, row.institution, str(row.from_ or on.today()), on.texts.language)
            now = institution_name(known, row.institution, on.today(), on.texts.language)
            below = [
                row.unit or "", on.span(row.from_, row.to), on.name("stay_end_reasons", row.end_reason),
                on.say("ui_person.called_now", name=now) if now != then else ""]
            found.append(Entry(then, " · ".join(part for part in below if part), on.mark_open(row.from_, row.to, on.say("ui_person.now")),
                               on.edit("stay", row.id), faded=bool(row.to)))
        return tuple(found)
