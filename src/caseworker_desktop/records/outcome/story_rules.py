"""A story about a person is told only where they agreed to publicity."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from caseworker_desktop.kernel.message import message
from caseworker_desktop.records.consents import agreed_on, holds_on
from caseworker_desktop.store.declare import Finding, World

PURPOSE = "publicity"


def agreed_to_publicity(story: Mapping[str, Any], world: World) -> Iterator[Finding]:
    """The person of a story agreed by the day it was written: by the consent it names, else by any. Old stories are loaded with a warning."""
    person, day = story.get("person"), str(story.get("created_at") or "")[:10]
    if not person or not day:
        return
    if story.get("consent"):
        named = world.get("consent", story["consent"])
        agreed = named is not None and holds_on(named, person, PURPOSE, day)
    else:
        agreed = agreed_on(world, person, PURPOSE, day)
    if not agreed:
        yield Finding("consent", message("rule.no_consent_to_publicity"), weight="warn" if world.loading() else "refuse")
