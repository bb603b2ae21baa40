"""Referrals in and out."""

from __future__ import annotations

from caseworker_desktop.records.partner.referral_rules import agreed_to_share
from caseworker_desktop.store import declare


@declare.record("referral", parent="person", subject="person", title=("direction", "on"), rules=(agreed_to_share,))
class Referral(declare.Record):
    """Who was sent where, why, with which consent, and what came of it."""

    direction: str = declare.code("referral_directions", must=True)
    person: str = declare.ref("person", must=True)
    partner: str | None = declare.ref("partner")
    service: str | None = declare.code("services")
    on: str = declare.date(must=True)
    reasons: tuple[str, ...] = declare.codes("referral_reasons")
    reason_text: str | None = declare.text(lines=3)
    consent: str | None = declare.ref("consent", index=False)
    status: str = declare.code("referral_statuses", must=True)
    answered_on: str | None = declare.date()
    outcome: str | None = declare.code("referral_outcomes")
    outcome_note: str | None = declare.text(lines=3)
