"""How to reach a partner, on a page that a client takes along: no client stands on it."""

from __future__ import annotations

from caseworker_desktop.kernel.message import Message, message
from caseworker_desktop.paper.form import DASH, Form, Made
from caseworker_desktop.paper.model import Section, Value
from caseworker_desktop.records.person.phones import spaced


def partner_sheet(form: Form, kind: str, id_: str) -> Made:
    """Return what a partner does, where and how it is reached, what to bring, and whom to ask for."""
    partner = form.source.must("partner", id_)
    contacts = sorted(form.source.rows("partner_contact", partner=partner.id), key=lambda one: (one.name, one.id))
    facts: list[tuple[Message, Value]] = [
        (message("referring.sheet.name"), partner.name), (message("referring.sheet.services"), form.codes("services", partner.services)),
        (message("referring.sheet.where"), ", ".join(part for part in (partner.address, _place(form, partner.municipality)) if part) or DASH),
        (message("referring.sheet.phone"), spaced(partner.phone) if partner.phone else DASH),
        (message("referring.sheet.email"), partner.email or DASH), (message("referring.sheet.web"), partner.web or DASH)]
    people: Section | None = None
    if contacts:
        columns = [(message("referring.sheet.person"), 2.4), (message("referring.sheet.position"), 2.2), (message("referring.sheet.phone"), 1.8)]
        people = form.table(message("referring.sheet.people"), columns, [
            (one.name, one.position or "", spaced(one.phone) if one.phone else "") for one in contacts])
    bring = form.prose(message("referring.sheet.bring"), partner.documents_needed) if partner.documents_needed else None
    return Made(
        title=message("referring.sheet.title"),
        leaves=(form.leaf(message("referring.sheet.title"), form.facts(None, facts, columns=2), bring, people,
                          form.blank(message("referring.sheet.notes"), 4)),),
        project=None, persons=(), about=(("partner", partner.id),))


def _place(form: Form, code: str | None) -> str:
    said = form.code("municipalities", code) if code else ""
    return said if isinstance(said, str) else "; ".join(said)
