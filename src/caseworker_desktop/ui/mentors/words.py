"""How mentors, clients and matches are put in words: one place for lists, sheets and forms."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from caseworker_desktop.kernel.message import Message, message
from caseworker_desktop.texts import Texts
from caseworker_desktop.ui.widgets.side_sheet import Mark
from caseworker_desktop.usecases.desk import Desk
from caseworker_desktop.usecases.institutions import institution_name
from caseworker_desktop.usecases.matching import Candidate, Waiting
from caseworker_desktop.usecases.mentoring import CLEARANCE_DAYS, MentorRow

TONES = {"recruited": "grey", "screened": "blue", "trained": "blue", "agreement": "green", "matched": "green", "ended": "grey"}
ICONS = {"agreement": "ok", "matched": "mentor"}
NEAR = 30


class Words:
    """Says codes, days, names of institutions, and the standing sentences of this screen."""

    def __init__(self, desk: Desk, texts: Texts) -> None:
        self._desk, self._texts = desk, texts
        self._known = desk.institutions.known()

    def say(self, told: Message) -> str:
        """Return a message in the window's language."""
        return self._texts.say(told)

    def name(self, list_: str, code: str | None) -> str:
        """Return a code in words, empty for none."""
        return self._desk.lists.name(list_, code, self._texts.language) if code else ""

    def names(self, list_: str, codes: Iterable[str]) -> str:
        """Return codes in words, in the language's order."""
        return ", ".join(sorted((self.name(list_, code) for code in codes), key=self._texts.sort_key))

    def day(self, iso: str | None) -> str:
        """Return a day as this language writes it, a dash for none."""
        return self._texts.date(iso) if iso else "–"

    def place(self, institution: str | None) -> str:
        """Return the name that an institution bears today."""
        return institution_name(self._known, institution, self._desk.people.today(), self._texts.language)

    def forget_places(self) -> None:
        """Read the institutions again: one was written."""
        self._known = self._desk.institutions.known()

    def stage(self, stage: str) -> Mark:
        """Return the badge of a stage."""
        return self.name("mentor_stages", stage), TONES.get(stage, "grey"), ICONS.get(stage)

    def load(self, row: MentorRow) -> str:
        """Return how many clients a mentor walks with, and of how many (`1 iš 2`)."""
        if row.most is None:
            return self._texts.number(row.matches)
        return self.say(message("ui_mentors.of", number=row.matches, all=row.most))

    def clearance(self, row: MentorRow, day: str) -> tuple[str, str | None]:
        """Return the end of a mentor's clearance that ends last, and its tone: amber 30 days before, red when it is over."""
        until = max((one.to for one in row.clearances), default=None)
        if until is None:
            return "–", None
        left = days_between(day, until)
        return self.day(until), "red" if left < 0 else "amber" if left <= CLEARANCE_DAYS else None

    def ground(self, one: Candidate) -> str:
        """Return what a mentor shares with a client, in one sentence."""
        parts = []
        if one.ground.lived:
            parts.append(self.say(message("ui_mentors.shared_lived", what=self.names("lived_experience", one.ground.lived))))
        if one.ground.interests:
            parts.append(self.say(message("ui_mentors.shared_interests", what=", ".join(one.ground.interests))))
        if one.ground.languages:
            parts.append(self.say(message("ui_mentors.shared_languages", what=self.names("languages", one.ground.languages))))
        if one.ground.places:
            parts.append(self.say(message("ui_mentors.shared_places", what=self.names("municipalities", one.ground.places))))
        return " · ".join(parts) or self.say(message("ui_mentors.shared_nothing"))

    def room(self, one: Candidate) -> str:
        """Return how much room a mentor has, and whether they may enter where the client is."""
        parts = [self.say(message("ui_mentors.room", load=self.load(one.row)))]
        if one.clearance == "missing":
            parts.append(self.say(message("ui_mentors.no_clearance")))
        elif one.until is not None:
            parts.append(self.say(message("ui_mentors.clearance_until", day=self.day(one.until))))
        return " · ".join(parts)

    def standing(self, one: Candidate) -> Mark | None:
        """Return the badge of what stands in the way of a candidate, None when nothing does."""
        if not one.ready:
            return self.say(message("ui_mentors.not_ready")), "amber", "warn"
        if one.full:
            return self.say(message("ui_mentors.full")), "amber", "warn"
        if one.clearance == "missing":
            return self.say(message("ui_mentors.clearance_needed")), "amber", "warn"
        return None

    def release(self, one: Waiting) -> tuple[str, str]:
        """Return the day of release and how far it is; words in their place outside, or where no date is on record."""
        if one.release is not None:
            return self.day(one.release.date), self.say(message("ui_mentors.in_days", count=one.release.days))
        return (self.say(message("ui_mentors.no_date")), "") if one.inside else (self.say(message("ui_mentors.outside")), "")

    def until(self, on: str, day: str) -> Mark:
        """Return the badge of something due on a day: late, soon, or later."""
        left = days_between(day, on)
        if left < 0:
            return self.say(message("ui_mentors.late", count=-left)), "red", "clock"
        return self.say(message("ui_mentors.in_days", count=left)), "amber" if left <= NEAR else "blue", "clock"


def days_between(day: str, other: str) -> int:
    """Return the days from one ISO day to another, below 0 when the other is past."""
    return (date.fromisoformat(other) - date.fromisoformat(day)).days
