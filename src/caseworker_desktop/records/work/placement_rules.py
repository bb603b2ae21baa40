"""What somebody should look at before a person begins short-term work at an employer's. Warnings, for a person decides."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from caseworker_desktop.kernel.message import message
from caseworker_desktop.records.consents import agreed_on
from caseworker_desktop.store.declare import Finding, World

PURPOSE = "share_employer"
RATED = ("motivation", "responsibility", "skills")

Plain = Mapping[str, Any]


def fills(placement: Plain) -> bool:
    """Tell whether a placement takes one of the pledged places: it has begun, or was begun and is over (COMMANDS.md, places_filled)."""
    return placement.get("status") != "planned"


def within_pledge(placement: Plain, world: World) -> Iterator[Finding]:
    """Warn of a placement over the pledged places, with another employer than the one who pledged, or outside the days of the pledge."""
    pledge = world.get("pledge", placement["pledge"]) if placement.get("pledge") else None
    if pledge is None:
        return
    if placement.get("partner") and pledge.get("partner") != placement["partner"]:
        yield Finding("partner", message("rule.other_employer"), weight="warn")
    begins, until = placement.get("from"), pledge.get("to")
    if begins and ((pledge.get("from") and begins < pledge["from"]) or (until and begins > until)):
        yield Finding("from", message("rule.outside_pledge"), weight="warn")
    if pledge.get("places") is None or not fills(placement):
        return
    beside = [one for one in world.where("placement", "pledge", pledge["id"]) if one["id"] != placement.get("id") and fills(one)]
    if len(beside) >= pledge["places"]:
        yield Finding("pledge", message("rule.pledge_full"), weight="warn")


def agreed_to_be_named(placement: Plain, world: World) -> Iterator[Finding]:
    """Warn when the person has not agreed that an employer is told of them; beginning a placement is refused by the use case."""
    day = placement.get("from")
    if not day or not placement.get("person") or world.loading() or placement.get("status") not in (None, "running"):
        return
    if not agreed_on(world, placement["person"], PURPOSE, day):
        yield Finding("person", message("rule.no_consent_for_employer"), weight="warn")


def rated_twice(placement: Plain, world: World) -> Iterator[Finding]:
    """Warn when a completed placement was rated on one side only: no change can be shown then."""
    before, after = placement.get("before") or {}, placement.get("after") or {}
    if placement.get("status") == "completed" and not world.loading() and set(before) != set(after):
        yield Finding("after", message("rule.rated_once"), weight="warn")
