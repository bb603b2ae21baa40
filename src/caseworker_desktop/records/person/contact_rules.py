"""Relatives are spoken to where the client agreed to it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from caseworker_desktop.kernel.message import message
from caseworker_desktop.records.consents import agreed_on, holds_on
from caseworker_desktop.store.declare import Finding, World

PURPOSE = "family_contact"


def client_agreed(attempt: Mapping[str, Any], world: World) -> Iterator[Finding]:
    """Warn where somebody else than the client of a case is reached without the client's consent to contact with the family on that day.

    A warning: relatives also come by themselves. A consent that the attempt names may be the first agreement, given in it.
    """
    case = world.get("case", attempt["case"]) if attempt.get("case") else None
    day = str(attempt.get("at") or "")[:10]
    if case is None or not day or case.get("kind") == "family" or case.get("person") == attempt.get("person"):
        return
    named = world.get("consent", attempt["consent"]) if attempt.get("consent") else None
    if named is not None and holds_on(named, str(case["person"]), PURPOSE, day):
        return
    if not agreed_on(world, str(case["person"]), PURPOSE, day):
        yield Finding("consent", message("rule.no_consent_to_family_contact"), weight="warn")
