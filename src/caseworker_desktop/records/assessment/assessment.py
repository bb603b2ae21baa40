"""A measurement by an instrument: that it was made is open, what it gave is for its role and the case's lead."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from caseworker_desktop.records.assessment.assessment_rules import answers_fit, readers, safety_is_seen_to
from caseworker_desktop.store import declare


@declare.record(
    "assessment", parent="case", subject="case.person", title=("instrument", "on"), audience=readers, rules=(answers_fit, safety_is_seen_to)
)
class Assessment(declare.Record):
    """Answers by item number, the score and its band; the safety prompt tells what was done when a risk item was positive."""

    case: str = declare.ref("case", must=True)
    instrument: str = declare.code("instruments", must=True, client_copy=False)
    instrument_version: str | None = declare.text(client_copy=False)
    language: str | None = declare.code("languages")
    on: str = declare.date(must=True)
    by: str | None = declare.ref("staff", index=False)
    moment: str | None = declare.code("assessment_moments")
    answers: Mapping[str, int] | None = declare.mapping({"*": declare.integer(low=0, high=100)}, protected=True, client_copy=False)
    score: str | None = declare.decimal(protected=True, client_copy=False)
    band: str | None = declare.text(protected=True, client_copy=False)
    safety_prompt: Mapping[str, Any] | None = declare.mapping(
        {"asked_on": declare.date(), "told_whom": declare.text(), "text": declare.text(lines=3)}, protected=True, client_copy=False
    )
