"""Sections of a person's consents: each purpose apart, how it stands today, and what was said before."""

from __future__ import annotations

from caseworker_desktop.kernel.message import message
from caseworker_desktop.ui.person.dossier import Act, Entry, Opening, Section
from caseworker_desktop.ui.person.ground import NEW, Ground
from caseworker_desktop.usecases.consenting import NOTICE, Permit

WITHDRAW = "withdraw"
_TONES = {
    "valid": ("green", "check"), "ending": ("amber", "clock"), "expired": ("red", "shield"), "withdrawn": ("red", "x"), "refused": ("grey", "x"),
    "told": ("blue", "info"), "none": ("grey", None),
}


class ConsentSections:
    """Makes the sections and the forms of the record consent."""

    kinds = ("consent",)

    def __init__(self, ground: Ground) -> None:
        self._on = ground

    def sections(self) -> list[Section]:
        """Return the purposes as they stand today, then the older answers."""
        on = self._on
        permits = on.desk.consenting.standing(on.person)
        asked = [permit for permit in permits if permit.state != "none"]
        rest = [permit for permit in permits if permit.state == "none"]
        now = {permit.consent for permit in permits}
        older = sorted((row for row in on.rows("consent") if row.id not in now), key=lambda row: (row.on, row.id), reverse=True)
        found = [Section(on.say("ui_person.consents"), entries=tuple(self._entry(permit) for permit in asked),
                         acts=(*on.paper("consent", on.person, on.say("ui_person.sheet")), *on.add("consent", on.say("ui_person.add"))),
                         empty=on.say("ui_person.consents_empty"),
                         note=on.say("ui_person.consents_note"))]
        if rest:
            found.append(Section(on.say("ui_person.not_asked"), entries=tuple(
                Entry(on.name("consent_purposes", permit.purpose), faded=True, acts=self._ask(permit.purpose)) for permit in rest)))
        if older:
            found.append(Section(on.say("ui_person.consents_older"), entries=tuple(
                Entry(on.name("consent_purposes", row.purpose),
                      f"{on.said('consent', 'given', row.given)} · {on.span(row.on, row.withdrawn_on or row.expires_on)}",
                      opens=on.edit("consent", row.id), faded=True) for row in older)))
        return found

    def opening(self, kind: str, id_: str, part: str) -> Opening:
        """Return the form of a consent; `part`: the purpose of a new one."""
        on = self._on
        names = ("purpose", "given", "on", "expires_on", "text_version", "language", "withdrawn_on", "document")
        spoken = on.plain.get("languages") or []
        start = {"given": True, "on": on.today(), "purpose": part or None, "language": spoken[0] if spoken else on.texts.language}
        documents = [(row.id, row.title) for row in on.desk.people.documents(on.person)]
        return on.opening(on.say("ui_person.consent"), kind, names, id_, describe={"options": {"document": documents}},
                          note=on.say("ui_person.consent_note"), start=start if id_ == NEW else None,
                          write=on.desk.consenting.save, remove=on.desk.consenting.delete)

    def _ask(self, purpose: str, words: str = "") -> tuple[Act, ...]:
        return self._on.add("consent", words or self._on.say("ui_person.ask"), f"/{purpose}")

    def _entry(self, permit: Permit) -> Entry:
        on = self._on
        row = next(each for each in on.rows("consent") if each.id == permit.consent)
        said = [
            on.texts.date(row.on), on.say("ui_person.version_of", version=row.text_version) if row.text_version else "",
            on.name("languages", row.language)]
        acts: list[Act] = []
        if on.desk.editing.may("consent"):
            if permit.state in ("valid", "ending") and permit.purpose != NOTICE:
                acts.append((f"{WITHDRAW}/{row.id}", on.say("ui_person.withdraw"), ""))
            if permit.state in ("ending", "expired", "withdrawn", "refused"):
                acts += self._ask(permit.purpose, on.say("ui_person.renew") if permit.state in ("ending", "expired") else "")
        tone, icon = _TONES[permit.state]
        return Entry(on.name("consent_purposes", permit.purpose), " · ".join(part for part in said if part), (self._state(permit), tone, icon),
                     on.edit("consent", row.id), tuple(acts))

    def _state(self, permit: Permit) -> str:
        on = self._on
        day = on.texts.date(permit.until) if permit.until else ""
        if permit.state in ("valid", "ending"):
            return on.say("ui_person.until_day", day=day) if day else on.say("ui_person.consent_holds")
        words = {
            "expired": message("ui_person.consent_over", day=day), "withdrawn": message("ui_person.consent_withdrawn", day=day),
            "refused": message("ui_person.consent_refused"), "told": message("ui_person.consent_told"),
        }
        return on.texts.say(words[permit.state])
