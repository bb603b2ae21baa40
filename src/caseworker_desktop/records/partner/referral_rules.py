"""Nobody is referred to a partner without having agreed to it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from caseworker_desktop.kernel.message import message
from caseworker_desktop.records.consents import agreed_on, holds_on
from caseworker_desktop.store.declare import Finding, World

PURPOSE = "share_partner"


def agreed_to_share(referral: Mapping[str, Any], world: World) -> Iterator[Finding]:
    """An outgoing referral, a draft too, rests on a consent to share with a partner that held on its day: the one it names, else any."""
    person, day = referral.get("person"), referral.get("on")
    if referral.get("direction") != "out" or not person or not day:
        return
    if referral.get("consent"):
        named = world.get("consent", referral["consent"])
        agreed = named is not None and holds_on(named, person, PURPOSE, day)
    else:
        agreed = agreed_on(world, person, PURPOSE, day)
    if not agreed:
        yield Finding("consent", message("rule.no_consent_to_share"))
