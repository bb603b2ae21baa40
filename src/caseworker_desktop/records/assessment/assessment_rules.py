"""What an assessment may hold, what a positive risk item asks for, and who may read the result."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from typing import Any

from caseworker_desktop.kernel.message import message
from caseworker_desktop.records.assessment.scoring import Scoring, scoring
from caseworker_desktop.store.declare import Finding, Reader, World

#: The compartment that only the figures of reports open, for the number and the mean of scores.
FIGURES = "figures"


def readers(assessment: Mapping[str, Any], world: World) -> Sequence[Reader]:
    """Return the audience: the role of the one who measured (else its author), the lead of the case, and the score for figures."""
    by = world.get("staff", assessment["by"]) if assessment.get("by") else None
    case = world.get("case", assessment["case"]) if assessment.get("case") else None
    compartments = [f"role:{by['role']}" if by is not None and by.get("role") else f"author:{assessment.get('created_by')}"]
    if case is not None and case.get("lead"):
        compartments.append(f"author:{case['lead']}")
    return (*(Reader(one) for one in dict.fromkeys(compartments)), Reader(FIGURES, frozenset({"score"})))


def _scoring(assessment: Mapping[str, Any], world: World) -> Scoring | None:
    row = world.term("instruments", assessment.get("instrument") or "")
    return scoring(row) if row is not None else None


def answers_fit(assessment: Mapping[str, Any], world: World) -> Iterator[Finding]:
    """Each answer belongs to an item of the instrument and to its range; the score is possible, and is that of the answers."""
    told = _scoring(assessment, world)
    if told is None:
        return
    answers: Mapping[str, int] = assessment.get("answers") or {}
    for item, answer in sorted(answers.items()):
        if not told.fits(item, answer):
            yield Finding("answers", message("rule.answer_out_of_range", item=item))
            return
    if assessment.get("score") is None:
        return
    score = Decimal(assessment["score"])
    if not told.in_range(score):
        yield Finding("score", message("rule.score_out_of_range"))
        return
    worked_out = told.score(answers)
    if worked_out is not None and abs(worked_out - score) > Decimal("0.05"):
        yield Finding("score", message("rule.score_is_not_of_answers"), weight="warn")


def safety_is_seen_to(assessment: Mapping[str, Any], world: World) -> Iterator[Finding]:
    """A positive risk item (PHQ-9 item 9, CORE-10 item 6) is never left alone: it says when the person was asked and who was told."""
    told = _scoring(assessment, world)
    if told is None or not told.risks(assessment.get("answers") or {}):
        return
    prompt = assessment.get("safety_prompt") or {}
    if not prompt.get("asked_on") or not prompt.get("told_whom"):
        yield Finding("safety_prompt", message("rule.safety_prompt_missing"))
