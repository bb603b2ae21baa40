"""How referrals look in a list: on the screen of partners and on a person's page."""

from __future__ import annotations

from caseworker_desktop.kernel.message import message
from caseworker_desktop.records.lists import Lists
from caseworker_desktop.texts import Texts
from caseworker_desktop.ui.partners.presenter import short_service
from caseworker_desktop.ui.widgets.rows import Face as Row
from caseworker_desktop.usecases.referring import ReferralRow

_TONES = {"draft": ("grey", "draft"), "sent": ("blue", "clock"), "waiting": ("amber", "clock"), "accepted": ("green", "check"),
          "started": ("green", "check"), "finished": ("green", "check"), "refused": ("red", "x"), "withdrawn": ("grey", "x")}
#: Nobody answered for so many days: somebody should call.
LONG_WAIT = 14


def referral_face(row: ReferralRow, lists: Lists, texts: Texts, *, with_person: bool) -> Row:
    """Return how a referral looks: whom (or where), what for, its state, and how long the answer took or is awaited."""
    partner = row.partner_name or texts.say(message("ui_partners.no_partner"))
    name = f"{row.given_names} {row.family_name}"
    arrow = texts.say(message("ui_partners.in_from", partner=partner) if row.direction == "in" else message("ui_partners.out_to", partner=partner))
    service = short_service(lists.name("services", row.service, texts.language)) if row.service else ""
    reasons = ", ".join(lists.name("referral_reasons", code, texts.language) for code in row.reasons)
    tone, icon = _TONES.get(row.status, ("grey", None))
    late = row.open and row.status != "draft" and row.waited is not None and row.waited > LONG_WAIT
    outcome = lists.name("referral_outcomes", row.outcome, texts.language) if row.outcome else ""
    second = " · ".join(part for part in (arrow if with_person else "", service, reasons or row.reason_text) if part)
    third = " · ".join(part for part in (texts.date(row.on), waited(row, texts), outcome) if part)
    badge = (lists.name("referral_statuses", row.status, texts.language), "amber" if late else tone, icon)
    return Row(name if with_person else arrow, second, third, icon="left" if row.direction == "in" else "right", badge=badge,
               marks=(("warn", "amber"),) if late else ())


def waited(row: ReferralRow, texts: Texts) -> str:
    """Return how long the answer took, or how long it is awaited; empty where neither is known."""
    if row.waited is None:
        return ""
    return texts.say(message("ui_partners.waits", count=row.waited) if row.open else message("ui_partners.answered_in", count=row.waited))
