"""The content of a plan version and its digest; when reviews are due."""

from __future__ import annotations

import hashlib
import json
from dataclasses import replace

import pytest

from caseworker_desktop.records.plan.content import canonical, content_digest, plan_content
from caseworker_desktop.records.plan.plan_version import PlanVersion
from caseworker_desktop.records.plan.reviews import Proposal, months_after, proposed_reviews, review_reason
from caseworker_desktop.records.views.plan_rows import PlanSheet
from caseworker_desktop.store import values
from tests.plan_sample import JOBS, goal, plan_sheet, step


def digest(sheet: PlanSheet) -> str:
    return content_digest(plan_content(sheet))


def test_the_digest_is_that_of_the_canonical_json() -> None:
    content = plan_content(plan_sheet())
    text = json.dumps(content, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    assert digest(plan_sheet()) == hashlib.sha256(text.encode()).hexdigest()
    assert "null" not in text


def test_the_content_survives_its_record() -> None:
    """What the store keeps of the content has the same digest, so that anyone can check a version later."""
    field = PlanVersion.KIND.field("content")
    assert field is not None
    content = plan_content(plan_sheet(goals=(goal(1, "N-EMP", "Noriu dirbti.", "dirbu", step(1, "CV", "client", "2026-12-01")),)))
    kept = values.clean(field, json.loads(json.dumps(content)))
    assert content_digest(kept) == content_digest(content)


def test_what_is_agreed_changes_the_digest() -> None:
    sheet = plan_sheet()
    first, rest = sheet.goals[0], sheet.goals[1:]
    changed = [
        replace(sheet, goals=(replace(first, own_words="Kitaip."), *rest)),
        replace(sheet, goals=(replace(first, measure=None), *rest)),
        replace(sheet, goals=(replace(first, client_copy=False), *rest)),
        replace(sheet, goals=(replace(first, status="dropped"), *rest)),
        replace(sheet, goals=(replace(first, steps=first.steps[1:]), *rest)),
        replace(sheet, goals=(replace(first, steps=(replace(first.steps[0], due="2027-01-01"), *first.steps[1:])), *rest)),
        replace(sheet, goals=(replace(first, steps=(replace(first.steps[0], staff=JOBS), *first.steps[1:])), *rest)),
        replace(sheet, goals=(*rest, first)),
        replace(sheet, plan=replace(sheet.plan, strengths=None)),
        replace(sheet, plan=replace(sheet.plan, number="2026-118")),
        replace(sheet, needs=sheet.needs[1:]),
    ]
    digests = {digest(each) for each in changed}
    assert len(digests) == len(changed)
    assert digest(sheet) not in digests


def test_what_becomes_of_it_does_not() -> None:
    sheet = plan_sheet()
    first = sheet.goals[0]
    done = tuple(replace(one, status="done", done_on="2026-12-01") for one in first.steps)
    later = replace(
        sheet,
        day="2027-03-01",
        plan=replace(sheet.plan, status="closed", agreement="agreed_partly", agreed_on="2026-11-22", language="lv"),
        person=replace(sheet.person, family_name="Šešelgienė"),
        goals=(replace(first, status="reached", steps=done), *sheet.goals[1:]),
        reviews=(), consents=frozenset(), institution=None, release=None, needs=tuple(replace(need, met="met") for need in sheet.needs),
    )
    assert digest(later) == digest(sheet)


def test_dropped_goals_and_steps_were_never_agreed() -> None:
    sheet = plan_sheet()
    first = sheet.goals[0]
    steps = (*first.steps, step(99, "Atsisakytas", "client", "2026-12-01", "dropped"))
    more = replace(sheet, goals=(replace(first, steps=steps), *sheet.goals[1:], goal(9, "N-EDU", "Atsisakyta", "", status="dropped")))
    assert digest(more) == digest(sheet)


def test_canonical_text_does_not_depend_on_order_or_nulls() -> None:
    assert canonical({"b": 1, "a": [None, {"x": None, "ž": "š"}]}) == '{"a":[null,{"ž":"š"}],"b":1}'
    assert canonical({"a": 1, "b": 2, "c": None}) == canonical({"b": 2, "a": 1})


@pytest.mark.parametrize(("day", "months", "later"), [
    ("2026-11-30", 3, "2027-02-28"), ("2027-11-30", 3, "2028-02-29"), ("2026-01-15", 3, "2026-04-15"), ("2026-12-31", 1, "2027-01-31")])
def test_months_later(day: str, months: int, later: str) -> None:
    assert months_after(day, months) == later


def test_reviews_before_and_after_the_gate() -> None:
    assert proposed_reviews("2026-08-10", "2026-12-09", "2026-10-30", ()) == (
        Proposal("2026-11-09", "before_release"), Proposal("2026-12-23", "soon_after_release"), Proposal("2027-03-09", "after_release"))


def test_quarterly_reviews_while_no_release_is_near() -> None:
    assert proposed_reviews("2026-04-14", "2027-12-09", "2026-10-30", ())[0] == Proposal("2027-01-14", "quarter")
    assert proposed_reviews("2026-04-14", None, "2026-04-14", ()) == (Proposal("2026-07-14", "quarter"),)
    assert proposed_reviews("2026-04-14", None, "2026-04-14", ("2026-07-10",)) == ()


def test_what_is_over_or_planned_is_not_proposed() -> None:
    assert proposed_reviews("2026-10-20", "2026-12-09", "2026-11-20", ("2026-12-20",)) == (Proposal("2027-03-09", "after_release"),)


def test_a_planned_day_tells_why() -> None:
    assert review_reason("2026-12-23", "2026-12-09") == "soon_after_release"
    assert review_reason("2026-12-24", "2026-12-09") is None
    assert review_reason("2026-12-23", None) is None
