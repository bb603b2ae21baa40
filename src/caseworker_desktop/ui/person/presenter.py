"""What the banner of a person's page says."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from caseworker_desktop.kernel.message import message
from caseworker_desktop.records.lists import Lists
from caseworker_desktop.texts import Texts
from caseworker_desktop.usecases.institutions import institution_name
from caseworker_desktop.usecases.people import Consent, Face, Head

NEAR_DAYS, SOON_DAYS = 7, 30
#: Flags that call for care now; the others are worth knowing.
DANGERS = ("suicide_risk", "self_harm", "violence")
OUTSIDE = ("conditional_release", "probation", "released")
MAIN_CONSENT = "core_services"

Mark = tuple[str, str, str | None]
"""A badge: words, tone, icon."""


@dataclass(frozen=True, slots=True)
class Countdown:
    """The right side of the banner. `ready` of `steps` is drawn as a bar; steps 0: no bar."""

    title: str
    big: str
    tone: str | None
    ready: int
    steps: int
    below: str


@dataclass(frozen=True, slots=True)
class BannerFace:
    """Everything the banner shows. `facts`: (name, value), the most needed first."""

    name: str
    marks: tuple[Mark, ...]
    facts: tuple[tuple[str, str], ...]
    countdown: Countdown | None


class BannerPresenter:
    """Turns a head into words."""

    def __init__(self, lists: Lists, texts: Texts) -> None:
        self._lists, self._texts = lists, texts

    def face(self, head: Head, known: Mapping[str, Mapping[str, Any]], today: str) -> BannerFace:
        """Return what to show on `today`; `known`: the institutions by id."""
        face = head.face
        facts = [
            (self._say("ui_person.case"), face.case_number or self._say("ui_person.no_number") if face.case else self._say("ui_person.no_case")),
            (self._say("ui_person.born"), self._born(face.birth_date, today)),
            (self._say("ui_person.place"), self._place(face, known, today)),
            (self._say("ui_person.lead"), head.lead_name or "–"),
        ]
        return BannerFace(f"{face.given_names} {face.family_name}", self._marks(head, today), tuple(facts), self._countdown(head, today))

    def _marks(self, head: Head, today: str) -> tuple[Mark, ...]:
        face, language = head.face, self._texts.language
        found: list[Mark] = []
        for kind in sorted(face.flags, key=lambda kind: kind not in DANGERS):
            tone = "red" if kind in DANGERS else "amber"
            found.append((self._lists.name("flag_kinds", kind, language), tone, "warn" if kind in DANGERS else "info"))
        if head.conflict:
            found.append((self._say("ui_person.conflict"), "amber", "split"))
        found += self._consents(head.consents, today)
        if head.restricted_from and head.restricted_from <= today:
            found.append((self._say("ui_person.restricted"), "grey", "lock"))
        if face.case and not face.case_open:
            found.append((self._texts.say(message("ui_person.closed", day=self._texts.date(head.closed_on or today))), "grey", "check"))
        if head.needs_interpreter:
            found.append((self._say("ui_person.interpreter"), "blue", "chat"))
        if head.easy_read:
            found.append((self._say("ui_person.easy_read"), "blue", "eye"))
        return tuple(found)

    def _consents(self, consents: tuple[Consent, ...], today: str) -> list[Mark]:
        main = next((each for each in consents if each.purpose == MAIN_CONSENT), None)
        found = [self._main_consent(main, today)]
        for each in consents:
            if each.purpose != MAIN_CONSENT and each.expires_on and each.valid(today) and _days(each.expires_on, today) <= SOON_DAYS:
                name = self._lists.name("consent_purposes", each.purpose, self._texts.language)
                words = self._texts.say(message("ui_person.other_consent_ends", name=name, day=self._texts.date(each.expires_on)))
                found.append((words, "amber", "shield"))
        return found

    def _main_consent(self, main: Consent | None, today: str) -> Mark:
        say, day = self._texts.say, self._texts.date
        if main is None or not main.given:
            return say(message("ui_person.consent_refused" if main else "ui_person.consent_none")), "grey", "shield"
        if main.withdrawn_on and main.withdrawn_on <= today:
            return say(message("ui_person.consent_withdrawn", day=day(main.withdrawn_on))), "red", "shield"
        if not main.expires_on:
            return say(message("ui_person.consent_given")), "green", "check"
        if main.expires_on < today:
            return say(message("ui_person.consent_over", day=day(main.expires_on))), "red", "shield"
        if _days(main.expires_on, today) <= SOON_DAYS:
            return say(message("ui_person.consent_ends", day=day(main.expires_on))), "amber", "shield"
        return say(message("ui_person.consent_until", day=day(main.expires_on))), "green", "check"

    def _born(self, born: str | None, today: str) -> str:
        if not born:
            return self._say("ui_person.not_known")
        years = int(today[:4]) - int(born[:4]) - (len(born) == len("YYYY-MM-DD") and today[5:] < born[5:])
        return self._texts.say(message("ui_person.age" if len(born) > 4 else "ui_person.age_about", day=self._texts.date(born), years=years))

    def _place(self, face: Face, known: Mapping[str, Mapping[str, Any]], today: str) -> str:
        name = institution_name(known, face.institution, today, self._texts.language)
        unit = self._texts.say(message("ui_person.unit", unit=face.unit)) if face.unit and face.unit.isdigit() else face.unit
        return " · ".join(part for part in (name, unit) if part) or self._say("ui_person.not_known")

    def _countdown(self, head: Head, today: str) -> Countdown | None:
        face, release = head.face, head.face.release
        ready = self._texts.say(message("ui_person.ready", done=head.ready, all=head.steps)) if head.steps else self._say("ui_person.no_checklist")
        if release is not None and release.days >= 0:
            title = self._texts.say(message("ui_person.release_on", day=self._texts.date(release.date)))
            big = self._say("ui_person.today") if release.days == 0 else self._texts.say(message("ui_person.in_days", count=release.days))
            tone = "red" if release.days <= NEAR_DAYS else "amber" if release.days <= SOON_DAYS else None
            return Countdown(title, big, tone, head.ready, head.steps, ready)
        if release is not None:
            title = self._texts.say(message("ui_person.release_passed", day=self._texts.date(release.date)))
            return Countdown(title, self._texts.say(message("ui_person.days_ago", count=-release.days)), "red", head.ready, head.steps, ready)
        if face.status in OUTSIDE and face.status_since:
            name = self._lists.name("legal_statuses", face.status, self._texts.language)
            days = self._texts.say(message("ui_person.days_outside", count=_days(today, face.status_since)))
            return Countdown(name, days, None, 0, 0, self._texts.say(message("ui_person.since", day=self._texts.date(face.status_since))))
        return None

    def _say(self, key: str) -> str:
        return self._texts.say(message(key))


def _days(day: str, start: str) -> int:
    return (date.fromisoformat(day[:10]) - date.fromisoformat(start[:10])).days
