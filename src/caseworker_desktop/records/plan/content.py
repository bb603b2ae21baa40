"""What a plan version fixes: the content that was agreed, as plain values, and its digest.

The content holds ids, codes and the people's own words; no labels, no layout, no names that a later spelling may correct. So the digest is
the same for every copy and every language. It covers what is agreed (goals, steps, who, by when, needs, strengths), not what has
become of it: a step that gets done, a review that is held and the day of the agreement leave the agreement as it was.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from typing import Any, Protocol

CONTENT_FORMAT = 1


class _Sheet(Protocol):
    """The part of records/views/plan_rows.PlanSheet that is content."""

    @property
    def plan(self) -> Any: ...
    @property
    def person(self) -> Any: ...
    @property
    def goals(self) -> Any: ...
    @property
    def needs(self) -> Any: ...


def plan_content(sheet: _Sheet) -> dict[str, Any]:
    """Return the content: `format`, `plan`, `needs`, `goals` with their `steps`; without nulls. Dropped goals and steps are left out."""
    plan = sheet.plan
    head = {
        "id": plan.id, "person": sheet.person.id, "case": plan.case, "project": plan.project, "number": plan.number, "title": plan.title,
        "strengths": plan.strengths,
    }
    needs = [
        {"domain": need.domain, "on": need.on, "client_value": need.client_value, "worker_value": need.worker_value, "note": need.note}
        for need in sorted(sheet.needs, key=lambda need: (need.domain, need.id))
    ]
    goals = [
        {
            "id": goal.id, "domain": goal.domain, "own_words": goal.own_words, "measure": goal.measure, "client_copy": goal.client_copy,
            "steps": [
                {"id": step.id, "text": step.text, "who": step.who, "staff": step.staff.id if step.staff else None, "partner": step.partner,
                 "due": step.due}
                for step in goal.steps if step.status != "dropped"
            ],
        }
        for goal in sheet.goals if goal.standing
    ]
    content: dict[str, Any] = _without_nulls({"format": CONTENT_FORMAT, "plan": head, "needs": needs, "goals": goals})
    return content


def content_digest(content: Mapping[str, Any]) -> str:
    """Return SHA-256, as 64 hex digits, over the canonical JSON (UTF-8) of the content."""
    return hashlib.sha256(canonical(dict(content)).encode()).hexdigest()


def canonical(value: Any) -> str:
    """Return JSON with sorted keys, no spaces, letters as they are and without nulls in maps: equal values give equal text."""
    return json.dumps(_without_nulls(value), sort_keys=True, ensure_ascii=False, separators=(",", ":"), allow_nan=False)


def _without_nulls(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _without_nulls(each) for key, each in value.items() if each is not None}
    if isinstance(value, list):
        return [_without_nulls(each) for each in value]
    return value
