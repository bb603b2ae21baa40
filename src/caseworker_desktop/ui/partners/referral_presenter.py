"""A new referral: who goes where and why, on which consent it rests, and what the partner will be told."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass, replace

from caseworker_desktop.kernel.errors import LineRefused
from caseworker_desktop.kernel.message import message
from caseworker_desktop.texts import Texts
from caseworker_desktop.ui.partners.presenter import short_service
from caseworker_desktop.usecases.desk import Desk
from caseworker_desktop.usecases.intent import Written
from caseworker_desktop.usecases.people import Face
from caseworker_desktop.usecases.referring import NewReferral

DRAFT = "referral:"


@dataclass(frozen=True, slots=True)
class ReferralForm:
    """What stands in the form. `on`: ISO day, empty, or None when it cannot be read."""

    service: str | None
    on: str | None
    reasons: tuple[str, ...]
    reason_text: str


@dataclass(frozen=True, slots=True)
class Gate:
    """Whether a referral may go: `ready` all is there; `consent` missing (a banner says so); `hint` below the button."""

    ready: bool
    consent_missing: bool
    hint: str


class ReferralPresenter:
    """One person's referral at a time; the partner may change while it is written."""

    def __init__(self, desk: Desk, texts: Texts) -> None:
        self._desk, self._texts = desk, texts
        self._face: Face | None = None
        self._need: str | None = None
        self.partner: str | None = None
        self._blank = ReferralForm(None, "", (), "")

    # ---- who and where ----------------------------------------------------------------------------------------------------------------
    def take_person(self, person: str | None, need: str | None = None) -> tuple[ReferralForm, str]:
        """Take up a person (None: nobody yet); return the form to show (a draft as it was left) and what to say of the draft."""
        self._face = self._desk.referring.face(person) if person else None
        self._need = need
        self._blank = ReferralForm(None, self._start_day(), (), "")
        draft = self._desk.drafts.get(DRAFT + person) if person and self._may_draft() else None
        if draft is None:
            return self._blank, ""
        kept = {name: value for name, value in draft.content.items() if name in ReferralForm.__slots__}
        kept["reasons"] = tuple(kept.get("reasons") or ())
        return replace(self._blank, **kept), self._texts.say(message("ui_partners.draft_saved", time=self._texts.time(draft.saved_at)))

    def take_partner(self, partner: str | None) -> None:
        """Take another partner."""
        self.partner = partner

    def person(self) -> str | None:
        """Return who is taken up."""
        return self._face.id if self._face is not None else None

    def name(self) -> str:
        """Return the person's name."""
        return f"{self._face.given_names} {self._face.family_name}" if self._face is not None else ""

    def below(self) -> str:
        """Return what stands below the name: the case, and how far the gate is."""
        if self._face is None:
            return ""
        release = self._face.release
        days = ""
        if release is not None and release.days >= 0:
            days = self._texts.say(message("ui_partners.release_in", count=release.days))
        return " · ".join(part for part in (self._face.case_number, days) if part)

    def offers(self, text: str) -> list[tuple[str, str]]:
        """Return the people that typed letters may mean."""
        return [(face.id, f"{face.given_names} {face.family_name}") for face in self._desk.people.pick(text)]

    def name_of(self, person: str) -> str:
        """Return a person's name."""
        return self._desk.people.names([person]).get(person, "")

    def partner_name(self) -> str:
        """Return the partner's name, empty while none is chosen."""
        return self._desk.partnering.name(self.partner) if self.partner else ""

    def services(self) -> list[tuple[str, str]]:
        """Return the services to choose from: those of the partner, or all when it named none; what the need asks for first."""
        lists, language = self._desk.lists, self._texts.language
        card = self._desk.editing.read("partner", self.partner) if self.partner else None
        codes: Sequence[str] = (card or {}).get("services") or lists.codes("services")
        wanted = self._desk.partnering.services_for(self._need) if self._need else ()
        named = [(code, short_service(lists.name("services", code, language))) for code in codes]
        return sorted(named, key=lambda pair: (pair[0] not in wanted, self._texts.sort_key(pair[1])))

    def reasons(self, text: str) -> list[tuple[str, str]]:
        """Return the reasons that typed letters may mean."""
        lists, language = self._desk.lists, self._texts.language
        named = [(code, lists.name("referral_reasons", code, language)) for code in lists.codes("referral_reasons")]
        wanted = self._texts.folded(text)
        return [pair for pair in named if wanted in self._texts.folded(pair[1])]

    def reason_name(self, code: str) -> str:
        """Return a reason's name."""
        return self._desk.lists.name("referral_reasons", code, self._texts.language)

    # ---- whether it may go ----------------------------------------------------------------------------------------------------------------
    def gate(self, form: ReferralForm) -> Gate:
        """Return whether the referral may be sent, and if not, why."""
        if self._face is None:
            return Gate(False, False, self._say("ui_partners.hint_person"))
        day = form.on or self._desk.people.today()
        if self._desk.referring.consent(self._face.id, day) is None:
            return Gate(False, True, self._say("ui_partners.hint_consent"))
        if self.partner is None:
            return Gate(False, False, self._say("ui_partners.hint_partner"))
        return Gate(True, False, "")

    def check(self, form: ReferralForm) -> tuple[str, str] | None:
        """Return the first field that cannot be taken and a sentence that says what to write; None when all can."""
        if not form.on:
            return "on", self._texts.say(message("date.wrong", example=self._texts.date(self._desk.people.today())))
        if not form.service:
            return "service", self._say("ui_partners.choose_service")
        if not form.reasons and not form.reason_text.strip():
            return "reasons", self._say("ui_partners.choose_reason")
        return None

    def send(self, form: ReferralForm) -> Written:
        """Write the referral and forget its draft. Raises LineRefused naming a field."""
        if self._face is None or form.on is None:
            raise LineRefused(message("refused.required"), field="person")
        person = self._face.id
        written = self._desk.referring.send(NewReferral(
            person=person, partner=self.partner, on=form.on, service=form.service, reasons=form.reasons, reason_text=form.reason_text))
        if self._may_draft():
            self._desk.drafts.discard(DRAFT + person)
        return written

    # ---- draft ---------------------------------------------------------------------------------------------------------------------------------
    def keep(self, form: ReferralForm) -> str:
        """Save a draft when there is something to keep, else remove it; return what to say of it."""
        if self._face is None or not self._may_draft():
            return ""
        key = DRAFT + self._face.id
        if form == self._blank:
            self._desk.drafts.discard(key)
            return ""
        at = self._desk.drafts.save(key, {**asdict(form), "partner": self.partner})
        return self._texts.say(message("ui_partners.draft_saved", time=self._texts.time(at)))

    def draft_partner(self, person: str) -> str | None:
        """Return the partner of the draft that was left for a person."""
        draft = self._desk.drafts.get(DRAFT + person) if self._may_draft() else None
        partner = draft.content.get("partner") if draft is not None else None
        return partner if isinstance(partner, str) else None

    def _start_day(self) -> str:
        return self._desk.people.today()

    def _may_draft(self) -> bool:
        return self._desk.worker.secret is not None

    def _say(self, key: str) -> str:
        return self._texts.say(message(key))
