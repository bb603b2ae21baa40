"""The drafts of Today: what was begun and not finished, and where it goes on."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from caseworker_desktop.kernel.message import message
from caseworker_desktop.texts import Texts
from caseworker_desktop.usecases.desk import Desk
from caseworker_desktop.usecases.drafts import DraftRow

SESSION, PERSON, PLAN, NEEDS, MEASURE, RECORD = "session:", "person:", "plan:", "needs:", "measure:", "record:"


@dataclass(frozen=True, slots=True)
class LineFace:
    """A silent person or a draft. `opens`: where it leads (page and where)."""

    name: str
    below: str
    opens: tuple[str, Mapping[str, str]]
    person: str | None = None
    case: str | None = None


class Drafted:
    """Turns drafts into lines."""

    def __init__(self, desk: Desk, texts: Texts) -> None:
        self._desk, self._texts = desk, texts

    def lines(self, drafts: tuple[DraftRow, ...]) -> list[LineFace]:
        """Return a line a draft that a screen can go on with."""
        of_persons = [each.key.partition(":")[2] for each in drafts if each.key.startswith((SESSION, NEEDS, MEASURE))]
        names = self._desk.people.names(of_persons)
        forms = self._desk.people.names([
            str(each.content["where"]["person"]) for each in drafts if each.key.startswith(RECORD) and each.content.get("where", {}).get("person")])
        found = []
        for each in drafts:
            kind, _, of = each.key.partition(":")
            when = f"{self._texts.day(each.saved_at)}, {self._texts.time(each.saved_at)}"
            if f"{kind}:" == SESSION:
                below = self._texts.say(message("ui_today.draft_note", when=when))
                found.append(LineFace(names.get(of, "–"), below, ("people", {"person": of, "new": "consultation"})))
            elif f"{kind}:" == NEEDS:
                found.append(LineFace(names.get(of, "–"), self._texts.say(message("ui_today.draft_needs", when=when)), _needs(of)))
            elif f"{kind}:" == MEASURE:
                found.append(LineFace(names.get(of, "–"), self._texts.say(message("ui_today.draft_measure", when=when)), _needs(of)))
            elif f"{kind}:" == PERSON:
                typed = " ".join(str(each.content.get(name) or "") for name in ("given_names", "family_name")).strip()
                found.append(LineFace(typed or "–", self._texts.say(message("ui_today.draft_person", when=when)), ("people", {"new": "person"})))
            elif f"{kind}:" == RECORD and (where := dict(each.content.get("where") or {})):
                below = self._texts.say(message("ui_today.draft_form", what=str(each.content.get("title") or ""), when=when))
                name = forms.get(where.get("person", ""), "")
                found.append(LineFace(name or "–", below, (where.pop("page"), {key: value for key, value in where.items() if key != "form"})))
            elif f"{kind}:" == PLAN:
                below = self._texts.say(message("ui_today.draft_plan", when=when))
                found.append(LineFace(self._texts.say(message("ui_today.plan")), below, ("plan", {"plan": of})))
        return found


def _needs(person: str) -> tuple[str, Mapping[str, str]]:
    return "people", {"person": person, "tab": "needs"}
