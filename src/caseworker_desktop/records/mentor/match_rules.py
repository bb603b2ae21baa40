"""What somebody should look at before a mentor and a client are matched, and when they part. Warnings, for a person decides."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from caseworker_desktop.kernel.message import message
from caseworker_desktop.records.consents import agreed_on
from caseworker_desktop.records.validity import ended, first_day
from caseworker_desktop.store.declare import Finding, World

PURPOSE = "share_mentor"
#: The stages at which a mentor may walk with somebody: the agreement on confidentiality is signed.
READY = ("agreement", "matched")
#: Where somebody who comes in needs a permission (institution.kind).
WALLS = ("prison", "prison_women", "remand_prison", "juvenile_prison", "prison_open", "prison_hospital", "open_unit")

Plain = Mapping[str, Any]


def open_on(match: Plain, day: str) -> bool:
    """Tell whether a match (plain) is not over on `day` (YYYY-MM-DD)."""
    return not match.get("to") or str(match["to"]) >= day


def fits_mentor(match: Plain, world: World) -> Iterator[Finding]:
    """Nobody is their own mentor (a warning for `load`, for it was written elsewhere). Warn of a mentor who is not ready, of one who walks with
    as many as agreed, and of a second mentor at a time."""
    mentor = world.get("mentor", match["mentor"]) if match.get("mentor") else None
    day = match.get("from")
    if mentor is None or not day:
        return
    if mentor.get("person") == match.get("person"):
        yield Finding("mentor", message("rule.own_mentor"), weight="warn" if world.loading() else "refuse")
        return
    if not open_on(match, day) or world.loading() or match.get("to"):
        return
    if mentor.get("stage") not in READY:
        yield Finding("mentor", message("rule.mentor_not_ready"), weight="warn")
    most = mentor.get("max_matches")
    beside = [one for one in world.where("match", "mentor", match["mentor"]) if one["id"] != match.get("id") and open_on(one, day)]
    if most is not None and len(beside) >= most:
        yield Finding("mentor", message("rule.mentor_full"), weight="warn")
    if any(one["id"] != match.get("id") and open_on(one, day) for one in world.where("match", "person", match["person"])):
        yield Finding("person", message("rule.matched_already"), weight="warn")


def may_enter(match: Plain, world: World) -> Iterator[Finding]:
    """Warn when the client is behind walls on the first day and the mentor has no permission there that day."""
    day = match.get("from")
    if not day or not match.get("mentor") or not match.get("person") or world.loading() or match.get("to"):
        return
    for stay in world.where("stay", "person", match["person"]):
        if not _during(stay, day):
            continue
        place = world.get("institution", stay["institution"]) if stay.get("institution") else None
        if place is None or place.get("kind") not in WALLS:
            continue
        cleared = (one for one in world.where("clearance", "mentor", match["mentor"]) if one.get("institution") == stay["institution"])
        if not any(one["from"] <= day <= one["to"] for one in cleared if one.get("from") and one.get("to")):
            yield Finding("mentor", message("rule.no_clearance"), weight="warn")


def agreed_to_be_known(match: Plain, world: World) -> Iterator[Finding]:
    """Warn when the client has not agreed that a mentor knows of them; making the match is refused by the use case."""
    day = match.get("from")
    if day and match.get("person") and not match.get("to") and not world.loading() and not agreed_on(world, match["person"], PURPOSE, day):
        yield Finding("person", message("rule.no_consent_for_mentor"), weight="warn")


def ended_with_reason(match: Plain, world: World) -> Iterator[Finding]:
    """What ended has a reason; old records may lack it."""
    if match.get("to") and not match.get("end_reason") and not world.loading():
        yield Finding("end_reason", message("rule.match_end_reason"))


def nothing_left_open(match: Plain, world: World) -> Iterator[Finding]:
    """Warn when a match ended while a meeting after its last day is still planned."""
    if not match.get("to") or world.loading():
        return
    for meeting in world.where("session", "match", match["id"]):
        planned = not meeting.get("minutes") and meeting.get("planned_minutes") and not meeting.get("lost_reason")
        if planned and str(meeting.get("starts_at") or "")[:10] > match["to"]:
            yield Finding("to", message("rule.match_meeting_open"), weight="warn")
            return


def _during(stay: Plain, day: str) -> bool:
    begins, ends = stay.get("from"), stay.get("to")
    return begins is not None and first_day(begins) <= day and not (ends and ended(ends, day))
