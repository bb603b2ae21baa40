"""Sections of the person's own data: names and their forms, how to reach and to speak with them, codes, flags."""

from __future__ import annotations

from typing import Any

from caseworker_desktop.records.person.codes import birth_date, check_digit_fits, well_formed
from caseworker_desktop.records.person.name_forms import propose
from caseworker_desktop.ui.person.dossier import Entry, Mark, Opening, Section, whole
from caseworker_desktop.ui.person.ground import Ground, days_back
from caseworker_desktop.ui.person.presenter import DANGERS

NAMES, ABOUT, CONTACT = "names", "about", "contact"
_FORMS = {
    NAMES: ("given_names", "family_name", "former_names", "name_vocative", "name_genitive", "name_dative"),
    ABOUT: ("sex", "birth_date", "citizenship", "needs_interpreter", "languages", "easy_read", "rural", "experience"),
    CONTACT: ("phone", "email", "address", "residence_declared", "residence_after_release"),
}
_CASES = ("name_vocative", "name_genitive", "name_dative")
_LATVIAN = ("lv_old", "lv_new")


class PersonSections:
    """Makes the sections and the forms of the records person, person_code and flag."""

    kinds = ("person", "person_code", "flag")

    def __init__(self, ground: Ground) -> None:
        self._on = ground

    def sections(self) -> list[Section]:
        """Return them, the ones everybody needs first."""
        on, plain = self._on, self._on.plain
        found = [
            Section(on.say("ui_person.names"), facts=self._names(), acts=(
                *on.paper("letter", on.person, on.say("ui_person.letter")), *on.paper("person", on.person, on.say("ui_person.extract")),
                *self._change(NAMES))),
            Section(on.say("ui_person.about"), facts=self._facts(ABOUT), acts=self._change(ABOUT), empty=on.say("ui_person.about_empty")),
            Section(on.say("ui_person.reach"), facts=self._facts(CONTACT), acts=self._change(CONTACT), empty=on.say("ui_person.reach_empty")),
        ]
        if on.desk.editing.may("person_code", "read"):
            found.append(Section(on.say("ui_person.codes"), entries=self._codes(plain), acts=on.add("person_code", on.say("ui_person.add")),
                                 empty=on.say("ui_person.codes_empty")))
        if on.desk.editing.may("flag", "read"):
            found.append(Section(on.say("ui_person.flags"), entries=self._flags(), acts=on.add("flag", on.say("ui_person.add")),
                                 empty=on.say("ui_person.flags_empty")))
        return found

    def opening(self, kind: str, id_: str, part: str) -> Opening:
        """Return the form of a record; `part` of a person's."""
        on = self._on
        if kind == "person":
            title = {NAMES: on.say("ui_person.names"), ABOUT: on.say("ui_person.about"), CONTACT: on.say("ui_person.reach")}[part]
            proposals = self._proposed() if part == NAMES else {}
            note = on.say("ui_person.forms_note") if part == NAMES else ""
            specs = on.fields.specs("person", _FORMS[part], placeholders=proposals)
            return Opening(title, "person", specs, on.person, note=note, may_delete=False)
        if kind == "flag":
            start = {"from": on.today()}
            return on.opening(on.say("ui_person.flag"), "flag", ("kind", "from", "to", "note"), id_, start=start)
        return on.opening(on.say("ui_person.code"), "person_code", ("scheme", "value", "valid_from"), id_, note=on.say("ui_person.code_note"))

    def _change(self, part: str) -> tuple[tuple[str, str, str], ...]:
        on = self._on
        return ((f"person/{on.person}/{part}", on.say("ui_person.change"), "pen"),) if on.desk.editing.may("person") else ()

    def _facts(self, part: str) -> tuple[tuple[str, str], ...]:
        return whole([self._on.fact("person", name, self._on.plain.get(name)) for name in _FORMS[part]])

    def _names(self) -> tuple[tuple[str, str], ...]:
        on = self._on
        full = f"{on.plain.get('given_names') or ''} {on.plain.get('family_name') or ''}".strip()
        facts = [(on.say("ui_person.full_name"), full), on.fact("person", "former_names", on.plain.get("former_names"))]
        proposed = self._proposed()
        for name in _CASES:
            kept = on.plain.get(name)
            facts.append((on.texts.label("person", name), str(kept) if kept else on.say("ui_person.proposed", form=proposed[name])))
        return whole(facts)

    def _proposed(self) -> dict[str, str]:
        plain = self._on.plain
        language = {"LT": "lt", "LV": "lv"}.get(str(plain.get("citizenship") or ""), self._on.texts.language)
        forms = propose(str(plain.get("given_names") or ""), str(plain.get("family_name") or ""), plain.get("sex"), language)
        return {"name_vocative": forms.vocative, "name_genitive": forms.genitive, "name_dative": forms.dative}

    def _codes(self, plain: Any) -> tuple[Entry, ...]:
        on = self._on
        rows = sorted(on.rows("person_code"), key=lambda row: (row.valid_from or "", row.id), reverse=True)
        latvian = next((row.id for row in rows if row.scheme in _LATVIAN), None)
        found = []
        for row in rows:
            replaced = row.scheme in _LATVIAN and row.id != latvian
            since = on.say("ui_person.valid_from", day=on.texts.date(row.valid_from)) if row.valid_from else ""
            below = [on.name("person_code_schemes", row.scheme), since]
            found.append(Entry(row.value, " · ".join(part for part in below if part), self._code_mark(row, plain, replaced),
                               on.edit("person_code", row.id), faded=replaced))
        return tuple(found)

    def _code_mark(self, row: Any, plain: Any, replaced: bool) -> Mark | None:
        on = self._on
        if replaced:
            return on.say("ui_person.code_replaced"), "grey", None
        if not well_formed(row.scheme, row.value) or not check_digit_fits(row.scheme, row.value):
            return on.say("ui_person.code_suspect"), "amber", "warn"
        born, told = birth_date(row.scheme, row.value), str(plain.get("birth_date") or "")
        if born and told and not born.startswith(told):
            return on.say("ui_person.code_other_birth"), "amber", "warn"
        return None

    def _flags(self) -> tuple[Entry, ...]:
        on, today = self._on, self._on.today()
        found = []
        for row in sorted(on.rows("flag"), key=days_back, reverse=True):
            over = bool(row.to) and row.to < today
            tone = "grey" if over else "red" if row.kind in DANGERS else "amber"
            words = on.say("ui_person.flag_past") if over else on.say("ui_person.flag_now")
            below = " · ".join(part for part in (on.span(row.from_, row.to), row.note or "") if part)
            found.append(Entry(on.name("flag_kinds", row.kind), below, (words, tone, None if over else "warn"), on.edit("flag", row.id), faded=over))
        return tuple(found)
