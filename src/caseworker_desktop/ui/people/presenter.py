"""What the list of people shows, and which of them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from typing import Any

from caseworker_desktop.kernel.message import message
from caseworker_desktop.records.lists import Lists
from caseworker_desktop.texts import Texts
from caseworker_desktop.ui.changes import Changed, touches
from caseworker_desktop.ui.widgets.rows import Face as Row, Slice
from caseworker_desktop.usecases.institutions import Institutions, institution_name
from caseworker_desktop.usecases.people import Face, People, Place, Wanted

MINE, LEAVING, WAITING = "mine", "leaving", "waiting"
LEAVING_DAYS = 30
#: A release so near is red, within LEAVING_DAYS amber.
NEAR_DAYS = 7
#: A consent that ends within so many days is marked; a task due within so many.
CONSENT_DAYS, TASK_DAYS = 30, 7
#: A word of fewer letters is looked for among names alone.
LEAST_OF_STATUS = 5
SHOWN_KINDS = ("person", "case", "stay", "legal_status", "release_date", "flag", "consent", "task", "institution", "person_code", "match")


class ListPresenter:
    """Keeps what is wanted and says how each person looks."""

    def __init__(self, people: People, institutions: Institutions, lists: Lists, texts: Texts) -> None:
        self._people, self._institutions, self._lists, self._texts = people, institutions, lists, texts
        self._known: Mapping[str, Mapping[str, Any]] = institutions.known()
        self.wanted = Wanted(mine=True)
        self.total: int | None = None

    def chips(self) -> list[tuple[str, str]]:
        """Return the codes and words of the filters."""
        say = self._texts.say
        return [
            (MINE, say(message("ui_people.mine"))),
            (LEAVING, say(message("ui_people.leaving", days=LEAVING_DAYS))),
            (WAITING, say(message("ui_people.waiting"))),
        ]

    def chosen_chips(self) -> tuple[str, ...]:
        """Return the codes of the filters in force."""
        wanted = self.wanted
        return tuple(code for code, on in ((MINE, wanted.mine), (LEAVING, wanted.leaving is not None), (WAITING, wanted.waiting)) if on)

    def narrow(self, chips: tuple[str, ...]) -> None:
        """Take these filters from now on."""
        wanted = self.wanted
        leaving = LEAVING_DAYS if LEAVING in chips else None
        self.wanted = replace(wanted, mine=MINE in chips, leaving=leaving, waiting=WAITING in chips)

    def type(self, text: str) -> None:
        """Look for this text from now on."""
        wanted = self.wanted
        statuses, institutions = self._statuses(text), self._named_institutions(text)
        self.wanted = Wanted(
            text, mine=wanted.mine, leaving=wanted.leaving, waiting=wanted.waiting, statuses=statuses, institutions=institutions)

    def everybody(self) -> None:
        """Take all filters away; the text stays."""
        self.wanted = replace(self.wanted, mine=False, leaving=None, waiting=False)

    def fetch(self, after: object | None, limit: int) -> Slice[Face]:
        """Return a page of the people wanted."""
        page = self._people.page(self.wanted, after if isinstance(after, Place) else None, limit)
        if after is None:
            self.total = page.total
        return Slice(page.people, page.after)

    def elsewhere(self) -> tuple[tuple[str, str], ...]:
        """Return name and further words of the people found whose files are not here; none while only some of the people are wanted."""
        if self.wanted.narrowed and not self.wanted.text.strip():
            return ()
        found = []
        for one in self._people.elsewhere(self.wanted.text):
            place = institution_name(self._known, one.place, self._people.today(), self._texts.language)
            found.append((one.names, " · ".join(part for part in (str(one.birth_year) if one.birth_year else "", place) if part)))
        return tuple(found)

    def count(self) -> str:
        """Return the number beside the heading; empty where everybody would have to be counted."""
        return "" if self.total is None else self._texts.number(self.total)

    def empty(self) -> tuple[str, str, bool]:
        """Return title and sentence of an empty list, and whether taking the filters away may help."""
        if self.wanted.text.strip():
            if self.wanted.narrowed:
                return self._say("ui_people.none_found"), self._say("ui_people.none_found_narrowed"), True
            return self._say("ui_people.none_found"), self._say("ui_people.none_found_text"), False
        if self.wanted.narrowed:
            return self._say("ui_people.none_narrowed"), self._say("ui_people.none_narrowed_text"), True
        return self._say("ui_people.none"), self._say("ui_people.none_text"), False

    def row(self, face: Face) -> Row:
        """Return how a person looks in the list."""
        badge, trailing = self._days(face)
        return Row(f"{face.given_names} {face.family_name}", self._below(face), avatar=True, badge=badge, trailing=trailing, marks=self._marks(face))

    def touched(self, changed: Changed) -> bool:
        """Tell whether the list must be read again."""
        if touches(changed, ("institution",)):
            self._known = self._institutions.known()
        return touches(changed, SHOWN_KINDS)

    def _statuses(self, text: str) -> tuple[str, ...]:
        """Return the legal statuses that a typed word names, in any of its endings (`probacija`: under the probation service)."""
        stem = self._stem(text)
        if not stem:
            return ()
        names = {code: self._lists.name("legal_statuses", code, self._texts.language) for code in self._lists.codes("legal_statuses")}
        return tuple(code for code, name in names.items() if any(each.startswith(stem) for each in self._texts.folded(name).split()))

    def _named_institutions(self, text: str) -> tuple[str, ...]:
        """Return the institutions that a typed word names: the first word of a name, present or former, in any of its endings (`alytus`)."""
        stem = self._stem(text)
        if not stem:
            return ()
        return tuple(
            id_ for id_, row in self._known.items()
            if any(self._texts.folded(str(row.get(name) or "")).startswith(stem) for name in ("name_lt", "name_lv", "name_en")))

    def _stem(self, text: str) -> str:
        """Return a typed word without the letter that its ending may change; empty where it is too short, or several words."""
        word = self._texts.folded(text.strip())
        if len(word) < LEAST_OF_STATUS or " " in word:
            return ""
        return word if len(word) == LEAST_OF_STATUS else word[:-1]

    def _days(self, face: Face) -> tuple[tuple[str, str, str | None] | None, str]:
        release = face.release
        if release is None or release.days < 0:
            return None, ""
        words = self._texts.say(message("ui_people.days", days=release.days))
        if release.days <= LEAVING_DAYS:
            return (words, "red" if release.days <= NEAR_DAYS else "amber", None), ""
        return None, words

    def _below(self, face: Face) -> str:
        place = institution_name(self._known, face.institution, self._people.today(), self._texts.language)
        unit = self._texts.say(message("ui_people.unit", unit=face.unit)) if face.unit and face.unit.isdigit() else face.unit
        status = self._lists.name("legal_statuses", face.status, self._texts.language) if face.status else ""
        where = " · ".join(part for part in (place, unit) if part)
        return where or status or face.case_number or ""

    def _marks(self, face: Face) -> tuple[tuple[str, str], ...]:
        today = self._people.today()
        found = []
        if face.in_danger:
            found.append(("warn", "red"))
        if face.consent_until and _days_to(face.consent_until, today) <= CONSENT_DAYS:
            found.append(("shield", "amber"))
        if face.task_due and _days_to(face.task_due, today) <= TASK_DAYS:
            found.append(("bell", "accent_d"))
        return tuple(found)

    def _say(self, key: str) -> str:
        return self._texts.say(message(key))


def _days_to(day: str, today: str) -> int:
    return (date.fromisoformat(day) - date.fromisoformat(today)).days
