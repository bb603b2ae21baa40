"""What the form of a new person holds, whom it may be already, and what a code fills in."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from typing import Any

from caseworker_desktop.kernel.errors import LineRefused
from caseworker_desktop.kernel.message import message
from caseworker_desktop.texts import Texts
from caseworker_desktop.usecases.desk import Desk
from caseworker_desktop.usecases.institutions import choices
from caseworker_desktop.usecases.likeness import Likely, Weight
from caseworker_desktop.usecases.people import CodeFacts, Created, NewPerson

DRAFT = "person:new"
RELEASE_KINDS = ("earliest", "conditional", "latest", "actual")
_TONES = {Weight.CERTAIN: "red", Weight.LIKELY: "amber", Weight.POSSIBLE: "grey"}


@dataclass(frozen=True, slots=True)
class Typed:
    """What stands in the form; dates are ISO, empty, or None when they cannot be read."""

    given_names: str = ""
    family_name: str = ""
    birth_date: str | None = ""
    sex: str | None = None
    code: str = ""
    scheme: str | None = None
    case_kind: str | None = "client"
    case_number: str = ""
    referral_source: str | None = None
    institution: str | None = None
    unit: str = ""
    status: str | None = None
    status_from: str | None = ""
    release_date: str | None = ""
    release_kind: str = "earliest"
    phone: str = ""
    consent: bool = False


@dataclass(frozen=True, slots=True)
class LikelyFace:
    """One person who may be the same: name, what is known, why, and a badge."""

    person: str
    name: str
    below: str
    because: str
    mark: tuple[str, str, str | None]
    weight: Weight = field(compare=False)


class NewPersonPresenter:
    """Decides for the form."""

    def __init__(self, desk: Desk, texts: Texts) -> None:
        self._desk, self._texts = desk, texts

    def draft(self) -> Typed | None:
        """Return what was left in the form, None when nothing was."""
        kept = self._desk.drafts.get(DRAFT) if self._desk.worker.secret is not None else None
        if kept is None:
            return None
        return Typed(**{name: value for name, value in kept.content.items() if name in Typed.__slots__})

    def keep(self, typed: Typed) -> None:
        """Save the form as a draft when something was typed, else remove the draft."""
        if self._desk.worker.secret is None:
            return
        if typed == Typed():
            self._desk.drafts.discard(DRAFT)
        else:
            self._desk.drafts.save(DRAFT, asdict(typed))

    def forget(self) -> None:
        """Remove the draft."""
        if self._desk.worker.secret is not None:
            self._desk.drafts.discard(DRAFT)

    def options(self, list_: str, codes: tuple[str, ...] = ()) -> list[tuple[str, str]]:
        """Return (code, words) of a list, or of some of its codes."""
        return [(code, self._desk.lists.name(list_, code, self._texts.language)) for code in codes or self._desk.lists.codes(list_)]

    def institutions(self) -> list[tuple[str, str]]:
        """Return the institutions that stand today, those where people are kept first."""
        return choices(self._desk.institutions.known(), self._desk.people.today(), self._texts.language)

    def facts(self, typed: Typed) -> CodeFacts | None:
        """Return what the code tells."""
        return self._desk.people.read_code(typed.code, typed.scheme) if typed.code.strip() else None

    def code_hint(self, typed: Typed, facts: CodeFacts | None) -> str:
        """Return what to say of the code beside its name: which it is, that it looks mistyped, or that it contradicts the birth date."""
        if facts is None:
            return ""
        if facts.suspect:
            return self._say("ui_people.code_suspect")
        if facts.birth_date and typed.birth_date and not facts.birth_date.startswith(typed.birth_date):
            return self._say("ui_people.code_other_birth")
        return ""

    def likely(self, typed: Typed) -> list[LikelyFace]:
        """Return who may be the same person, the surest first."""
        found = self._desk.likeness.of(typed.given_names, typed.family_name, typed.birth_date or None, (typed.code,))
        return [self._face(each) for each in found]

    def check(self, typed: Typed) -> dict[str, str]:
        """Return the fields that cannot be taken, each with a sentence."""
        example = self._texts.date(self._desk.people.today())
        wrong = {}
        for name in ("given_names", "family_name"):
            if not getattr(typed, name).strip():
                wrong[name] = self._say("ui_people.must")
        if typed.birth_date is None:
            wrong["birth_date"] = self._texts.say(message("date.wrong_partly", example=example))
        for name in ("status_from", "release_date"):
            if getattr(typed, name) is None:
                wrong[name] = self._texts.say(message("date.wrong", example=example))
        return wrong

    def create(self, typed: Typed) -> Created:
        """Write the person. Raises LineRefused."""
        facts = self.facts(typed)
        scheme = typed.scheme or (facts.scheme if facts else "other")
        people = self._desk.people
        done = people.create(NewPerson(
            given_names=typed.given_names, family_name=typed.family_name, birth_date=typed.birth_date or None, sex=typed.sex,
            codes=((scheme, typed.code),) if typed.code.strip() else (), phone=typed.phone.strip() or None,
            with_case=typed.case_kind is not None, case_kind=typed.case_kind or "client", case_number=typed.case_number.strip() or None,
            referral_source=typed.referral_source, institution=typed.institution, unit=typed.unit.strip() or None, status=typed.status,
            status_from=typed.status_from or None, release_date=typed.release_date or None, release_kind=typed.release_kind,
            consent_on=people.today() if typed.consent else None))
        self.forget()
        return done

    def refused(self, error: LineRefused) -> tuple[str, str]:
        """Return the form's field that was refused and the sentence to show at it."""
        names = {"value": "code", "scheme": "code", "date": "release_date", "from": "status_from", "number": "case_number"}
        return names.get(error.field or "", error.field or ""), self._texts.say(error.reason)

    def said(self, created: Created) -> str:
        """Return what to say when a person was written; warnings are told in the same breath."""
        return self._say("ui_people.created_with_warning" if created.written.warnings else "ui_people.created")

    def _face(self, likely: Likely) -> LikelyFace:
        known = likely.known
        parts = [
            self._texts.date(known.birth_date) if known.birth_date else "",
            self._texts.say(message("ui_people.case_number", number=known.case_number)) if known.case_number else "",
        ]
        words = {
            Weight.CERTAIN: message("ui_people.weight_certain"), Weight.LIKELY: message("ui_people.weight_likely"),
            Weight.POSSIBLE: message("ui_people.weight_possible"),
        }
        because = "; ".join(self._texts.say(each) for each in likely.because)
        mark = (self._texts.say(words[likely.weight]), _TONES[likely.weight], "dup")
        below = " · ".join(part for part in parts if part)
        return LikelyFace(known.id, f"{known.given_names} {known.family_name}", below, because, mark, likely.weight)

    def _say(self, key: str) -> str:
        return self._texts.say(message(key))


def filled(typed: Typed, facts: CodeFacts | None) -> Mapping[str, Any]:
    """Return the fields that the code fills in because nobody typed them yet."""
    found: dict[str, Any] = {}
    if facts is not None and not facts.suspect:
        if facts.birth_date and typed.birth_date == "":
            found["birth_date"] = facts.birth_date
        if facts.sex and typed.sex is None:
            found["sex"] = facts.sex
    return found
