"""A photograph of a person needs their consent."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from caseworker_desktop.kernel.message import message
from caseworker_desktop.records.consents import agreed_on
from caseworker_desktop.store.declare import Finding, World


def agreed_to_photo(document: Mapping[str, Any], world: World) -> Iterator[Finding]:
    """Each person in a photograph agreed to be photographed by the day it was taken, else by its date, else by the day it was added."""
    if document.get("kind") != "photo":
        return
    day = document.get("taken_on") or document.get("on") or str(document.get("created_at") or "")[:10]
    if any(not agreed_on(world, person, "photo", day) for person in document.get("persons") or ()):
        yield Finding("persons", message("rule.no_consent_to_photo"))
