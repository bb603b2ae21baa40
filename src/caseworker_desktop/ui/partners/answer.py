"""What a record panel shows of a referral: the answer and the outcome of one that is on record, the whole of one that came to us."""

from __future__ import annotations

from caseworker_desktop.kernel.message import message
from caseworker_desktop.texts import Texts
from caseworker_desktop.ui.shell.record_fields import RecordFields
from caseworker_desktop.ui.shell.record_panel import RecordPanel
from caseworker_desktop.usecases.desk import Desk

_ANSWER = ("status", "answered_on", "outcome", "outcome_note")
_INCOMING = ("partner", "on", "service", "reasons", "reason_text", "status", "answered_on")


def open_answer(panel: RecordPanel, fields: RecordFields, desk: Desk, texts: Texts, referral: str, columns: int = 1) -> None:
    """Show a referral's answer and outcome in the panel; one that came to us also by what it says."""
    plain = desk.editing.read("referral", referral)
    if plain is None:
        return
    incoming = plain["direction"] == "in"
    names = (*_INCOMING, "outcome", "outcome_note") if incoming else _ANSWER
    who = desk.people.names([plain["person"]]).get(plain["person"], "")
    partner = desk.partnering.name(plain["partner"]) if plain.get("partner") else texts.say(message("ui_partners.no_partner"))
    arrow = message("ui_partners.in_from", partner=partner) if incoming else message("ui_partners.out_to", partner=partner)
    note = f"{texts.say(arrow)} · {texts.date(plain['on'])}"
    panel.open(who, "referral", fields.specs("referral", names), id_=referral, note=note, columns=columns,
               write=desk.referring.save_form)


def open_incoming(panel: RecordPanel, fields: RecordFields, desk: Desk, texts: Texts, person: str, columns: int = 1) -> None:
    """Show the form of a referral that somebody sent to us."""
    panel.open(
        texts.say(message("ui_partners.new_incoming")), "referral", fields.specs("referral", _INCOMING), fixed={"direction": "in", "person": person},
        start={"on": desk.people.today(), "status": "accepted"}, columns=columns, write=desk.referring.save_form)
