"""A mentor's way goes forward: no stage is reached before the one it follows."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import pairwise
from typing import Any

from caseworker_desktop.kernel.message import message
from caseworker_desktop.records.validity import certainly_before
from caseworker_desktop.store.declare import Finding, World

#: The stages in their order, and the field that keeps the day each was reached; `matched` is dated by the first match.
STAGES = ("recruited", "screened", "trained", "agreement", "matched", "ended")
DATED = {"recruited": "recruited_on", "screened": "screened_on", "trained": "trained_on", "agreement": "agreement_on", "ended": "ended_on"}


def stages_in_order(mentor: Mapping[str, Any], world: World) -> Iterator[Finding]:
    """Warn when the day of a stage lies before the day of an earlier one: a slip of the pen, or work done in another order."""
    reached = [(field, mentor[field]) for field in DATED.values() if mentor.get(field)]
    for (_, earlier), (field, later) in pairwise(reached):
        if certainly_before(later, earlier):
            yield Finding(field, message("rule.mentor_stage_before"), weight="warn")
