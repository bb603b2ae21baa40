"""Referrals: out with a consent, in from others; the answer, the outcome, and what the numbers say."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from caseworker_desktop.kernel import clock, ids
from caseworker_desktop.kernel.errors import LineRefused
from caseworker_desktop.kernel.message import message
from caseworker_desktop.records.consents import holds_on
from caseworker_desktop.records.partner.referral_rules import PURPOSE
from caseworker_desktop.records.views import referrals as view
from caseworker_desktop.records.views.face import Face, faces
from caseworker_desktop.records.views.referrals import OPEN, TAKEN, ReferralRow, Share
from caseworker_desktop.store.store import Store
from caseworker_desktop.usecases.editing import Saved
from caseworker_desktop.usecases.intent import Intent, Written
from caseworker_desktop.usecases.worker import Worker
from caseworker_desktop.usecases.writing import May, Writer

__all__ = ["OPEN", "TAKEN", "NewReferral", "ReferralRow", "Referring", "Share"]


@dataclass(frozen=True, slots=True)
class NewReferral:
    """What the form of a referral holds. `on`: its day; `direction` out (to the partner) or in (from the partner)."""

    person: str
    partner: str | None
    on: str
    service: str | None = None
    reasons: tuple[str, ...] = ()
    reason_text: str = ""
    direction: str = "out"
    status: str = "sent"


class Referring:
    """The use case of one worker."""

    def __init__(self, store: Store, writer: Writer, worker: Worker, may: May) -> None:
        self._store, self._writer, self._worker, self._may = store, writer, worker, may

    def listed(self, *, status: Sequence[str] = (), direction: str | None = None, partner: str | None = None, person: str | None = None,
             limit: int = 500) -> tuple[ReferralRow, ...]:
        """Return referrals, the open ones first, then the newest; none when the worker may not read them."""
        if not self.may("read"):
            return ()
        with self._store.reading() as reading:
            return tuple(view.referrals(
                reading.connection, self._today(), status=status, direction=direction, partner=partner, person=person, limit=limit))

    def count_open(self) -> int:
        """Return how many referrals wait for an answer."""
        if not self.may("read"):
            return 0
        with self._store.reading() as reading:
            return view.count_open(reading.connection)

    def face(self, person: str) -> Face | None:
        """Return who somebody is, None when the person is not here."""
        with self._store.reading() as reading:
            found = faces(reading.connection, [ids.to_bytes(person)], ids.to_bytes(self._worker.staff), self._today())
            return found[0] if found else None

    def consent(self, person: str, day: str) -> str | None:
        """Return the consent (id) to share with a partner that holds on a day, None when there is none: then nothing may go out."""
        with self._store.reading() as reading:
            held = [one for one in reading.plains("consent", person=person) if holds_on(one, person, PURPOSE, day)]
        return max(held, key=lambda one: (one["on"], one["id"]))["id"] if held else None

    def send(self, told: NewReferral) -> Written:
        """Write a referral. One that goes out names the consent it rests on. Raises LineRefused (`consent` without one; `partner`; `on`)."""
        if told.direction == "out" and not told.partner:
            raise LineRefused(message("refused.required"), field="partner")
        values = {
            "direction": told.direction, "person": told.person, "partner": told.partner, "service": told.service, "on": told.on,
            "reasons": list(told.reasons) or None, "reason_text": told.reason_text.strip() or None, "status": told.status,
            "consent": self.consent(told.person, told.on) if told.direction == "out" else None,
        }
        return self._writer.write([Intent("referral", None, _known(values))])

    def answer(self, referral: str, status: str, on: str, note: str = "") -> Written:
        """Write the partner's answer and its day; raises LineRefused when it came before the referral."""
        return self.save_form(referral, {
            "status": status, "answered_on": on, **({"outcome_note": note.strip()} if note.strip() else {})}).written

    def finish(self, referral: str, outcome: str, note: str = "", status: str = "finished") -> Written:
        """Write what came of a referral."""
        return self.save_form(referral, {"status": status, "outcome": outcome, "outcome_note": note.strip() or None}).written

    def save_form(self, referral: str | None, values: Mapping[str, Any]) -> Saved:
        """Write what a form of a referral says (None: a new one), with what takes it back. Raises LineRefused when the answer came before it."""
        with self._store.reading() as reading:
            before = (reading.plain("referral", referral) or {}) if referral is not None else {}
        now = {**before, **values}
        if now.get("answered_on") and now.get("on") and now["answered_on"] < now["on"]:
            raise LineRefused(message("referring.answer_before"), field="answered_on")
        record = referral or self._writer.new_id()
        given = values if referral is not None else {name: value for name, value in values.items() if value not in (None, "", [])}
        undo = Intent("referral", record, {name: before.get(name) for name in values}) if referral is not None else Intent(
            "referral", record, {}, deleted=True)
        return Saved(record, self._writer.write([Intent("referral", record, given)]), (undo,))

    def take_back(self, referral: str) -> Written:
        """Delete a referral just made."""
        return self._writer.write([Intent("referral", referral, {}, deleted=True)])

    def by_reason(self, first: str, last: str) -> tuple[Share, ...]:
        """Return how often each reason was told between two days, and what came of it."""
        with self._store.reading() as reading:
            return tuple(view.by_reason(reading.connection, first, last))

    def by_source(self, first: str, last: str) -> tuple[Share, ...]:
        """Return from where people were referred to us between two days."""
        with self._store.reading() as reading:
            return tuple(view.by_source(reading.connection, first, last))

    def may(self, act: str) -> bool:
        """Tell whether the worker may read or write referrals."""
        return not self._worker.joined or self._may(self._worker.role, self._worker.roles_extra, "referral", act)

    def _today(self) -> str:
        return clock.today(self._worker.clock).isoformat()


def _known(values: Mapping[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in values.items() if value is not None}
