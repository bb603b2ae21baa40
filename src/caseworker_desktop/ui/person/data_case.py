"""Sections of a person's cases: who leads them, where, from when to when; opening, closing and reopening."""

from __future__ import annotations

from typing import Any

from caseworker_desktop.ui.person.dossier import Act, Opening, Section, whole
from caseworker_desktop.ui.person.ground import Ground
from caseworker_desktop.usecases.cases import CLIENT, FAMILY

CLOSE, REOPEN, OPEN = "close", "reopen", "open"
_FIELDS = ("number", "opened_on", "lead", "site", "team", "referral_source", "crisis", "no_close_support", "mentor_wanted_on", "interests",
           "lived_experience", "summary")
_SHOWN = ("number", "opened_on", "closed_on", "close_reason", *_FIELDS[2:])


class CaseSections:
    """Makes the sections and the forms of the record case."""

    kinds = ("case",)

    def __init__(self, ground: Ground) -> None:
        self._on = ground

    def sections(self) -> list[Section]:
        """Return a section a case, then what may be opened."""
        on = self._on
        cases = on.desk.cases.of(on.person)
        found = [self._section(case) for case in cases]
        kinds = {case.kind or CLIENT for case in cases}
        acts = [(f"{OPEN}/{kind}", words, "plus") for kind, words in (
            (CLIENT, on.say("ui_person.open_client")), (FAMILY, on.say("ui_person.open_family"))) if kind not in kinds]
        if acts and on.desk.editing.may("case"):
            empty = "" if cases else on.say("ui_person.cases_empty")
            found.append(Section(on.say("ui_person.new_case"), acts=tuple(acts), empty=empty, note=on.say("ui_person.family_note") if cases else ""))
        return found

    def opening(self, kind: str, id_: str, part: str) -> Opening:
        """Return the form of a case; `part` close: that of its end."""
        on, cases = self._on, self._on.desk.cases
        if part == CLOSE:
            specs = on.fields.specs("case", ("closed_on", "close_reason", "summary"), must=("closed_on", "close_reason"))
            return Opening(on.say("ui_person.close_case"), "case", specs, id_, note=on.say("ui_person.close_note"), may_delete=False,
                           write=lambda record, given: cases.close(id_, str(given.get("close_reason") or ""), given.get("closed_on"), given))
        return on.opening(on.say("ui_person.case"), kind, _FIELDS, id_, may_delete=False)

    def _section(self, case: Any) -> Section:
        on = self._on
        plain = on.desk.editing.read("case", case.id) or {}
        facts = whole([on.fact("case", name, plain.get(name)) for name in _SHOWN])
        acts: list[Act] = []
        if on.desk.editing.may("case"):
            acts.append((f"case/{case.id}", on.say("ui_person.change"), "pen"))
            acts.append((f"case/{case.id}/{CLOSE}", on.say("ui_person.close_case"), "") if case.closed_on is None
                        else (f"{REOPEN}/{case.id}", on.say("ui_person.reopen"), "refresh"))
        state = on.say("ui_person.state_open") if case.closed_on is None else on.say("ui_person.state_closed")
        return Section(f"{on.name('case_kinds', case.kind or CLIENT)} · {state}", facts=facts, acts=tuple(acts))
