"""Every scenario gives exactly the figures that its project promised its funder, out of a real database."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from caseworker_desktop.report.model import Figure
from caseworker_desktop.usecases.desk import Desk
from tests.workspace import SCENARIOS, Place, scenario

NUMBERS = ("value", "numerator", "denominator", "unknown", "lowest", "highest", "target")
NAMES = ("s0", "s1", "s2", "s3", "s4")


def expected(name: str, file: str = "expected.json") -> dict[str, Any]:
    found: dict[str, Any] = json.loads((SCENARIOS / name / file).read_text(encoding="utf-8"))
    return found


@pytest.fixture
def desk(office: Place) -> Iterator[Desk]:
    with office.desk() as one:
        yield one


def figures(desk: Desk, project: str, as_of: str, since: str | None = None) -> dict[str, Figure]:
    return {one.code: one for one in desk.reporting.indicators(project, as_of, since)}


def differences(found: Figure, told: dict[str, Any]) -> list[str]:
    """Return what a figure says otherwise than is expected."""
    out = []
    for name in NUMBERS:
        mine, theirs = getattr(found, name), told[name]
        if (mine is None) != (theirs is None) or (mine is not None and abs(mine - theirs) > 0.0001):
            out.append(f"{found.code} {name}: {mine}, expected {theirs}")
    for name in ("rule", "unit", "operator", "reached"):
        if getattr(found, name) != told[name]:
            out.append(f"{found.code} {name}: {getattr(found, name)}, expected {told[name]}")
    for name, value in told.get("detail", {}).items():
        if abs(found.detail[name] - value) > 0.0001:
            out.append(f"{found.code} detail {name}: {found.detail[name]}, expected {value}")
    return out


@pytest.mark.parametrize("name", NAMES)
def test_every_report_of_every_scenario(desk: Desk, name: str) -> None:
    told = expected(name)
    desk.loading.load(scenario(name))
    wrong, outside = [], set()
    for report in told["reports"]:
        found = figures(desk, told["project"], report["as_of"], report.get("from"))
        for one in report["indicators"]:
            wrong += [f"{report['as_of']}: {each}" for each in differences(found[one["code"]], one)]
        outside |= {left.id for figure in found.values() for left in figure.left_out if left.why == "outside_period"}
    assert wrong == []
    if "listed_as_outside_the_period" in told:
        assert outside == set(told["listed_as_outside_the_period"])


def test_the_persons_behind_a_numerator(desk: Desk) -> None:
    told = expected("s0")
    desk.loading.load(scenario("s0"))
    found = figures(desk, told["project"], told["reports"][0]["as_of"])
    assert {code: sorted(persons) for code, persons in told["numerator_persons"].items()} == {"EMPLOYED": list(found["EMPLOYED"].persons)}


def test_what_changes_afterwards_changes_the_figure(desk: Desk) -> None:
    told = expected("s0", "changes.expected.json")
    desk.loading.load(scenario("s0"))
    desk.loading.load((Path(SCENARIOS) / "s0" / "changes.jsonl").read_text(encoding="utf-8").splitlines())
    found = figures(desk, "PNIR-2022/12", told["as_of"])["EMPLOYED"]
    assert {name: getattr(found, name) for name in ("numerator", "denominator", "unknown")} == {
        name: told["EMPLOYED"][name] for name in ("numerator", "denominator", "unknown")}
