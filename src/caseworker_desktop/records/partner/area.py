"""How near a partner is to where somebody lives: its own area first, what it serves by exception after."""

from __future__ import annotations

from collections.abc import Collection

PRIMARY, EXCEPTION, ELSEWHERE = 0, 1, 2


def rank(place: str, areas: Collection[str], by_exception: Collection[str], municipality: str | None) -> int:
    """Return PRIMARY when `place` (a municipality) is in the partner's area, EXCEPTION when it is served if need and room allow, else ELSEWHERE.

    A partner that told no area serves the municipality where it is.
    """
    if place in areas or (not areas and place == municipality):
        return PRIMARY
    return EXCEPTION if place in by_exception else ELSEWHERE
