"""Whether a person agreed to something on a day."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from caseworker_desktop.store.declare import World


def holds_on(consent: Mapping[str, Any], person: str, purpose: str, day: str) -> bool:
    """Tell whether a consent (plain) is of that person and purpose, given on or before `day` (YYYY-MM-DD), and neither expired nor withdrawn then.

    The day it expires on is its last; on the day of withdrawal it holds no more.
    """
    if consent.get("person") != person or consent.get("purpose") != purpose or consent.get("given") is not True:
        return False
    expires, withdrawn = consent.get("expires_on"), consent.get("withdrawn_on")
    if not consent.get("on") or consent["on"] > day:
        return False
    return not (expires and expires < day) and not (withdrawn and withdrawn <= day)


def agreed_on(world: World, person: str, purpose: str, day: str) -> bool:
    """Tell whether any consent of the person to that purpose holds on `day` (YYYY-MM-DD)."""
    return any(holds_on(consent, person, purpose, day) for consent in world.where("consent", "person", person))
