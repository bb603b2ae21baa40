"""What a report read of sessions is kept until something is written, and gives the same figures as reading again."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from caseworker_desktop.usecases import figures_kept, reporting
from tests.report_world import CODE, World, make
from tests.workspace import Place

RULES = ("sessions", "hours", "person_hours", "persons_reached", "lost_hours")


@pytest.fixture
def world(office: Place, monkeypatch: pytest.MonkeyPatch) -> Iterator[World]:
    monkeypatch.setattr(reporting, "FEW", -1)
    with office.desk() as desk:
        made = make(desk)
        one, other = made.person(), made.person()
        made.session(one, other, services=[{"code": "P-PSI", "minutes": 30}])
        made.session(other, kind="group", attendance={"minutes": 20})
        made.session(lost_reason="ill", planned_minutes=60, minutes=0)
        made.session(one, project="@KITAS")
        for rule in RULES:
            made.add("indicator", project=f"@{CODE}", code=rule, rule=rule)
        made.add("indicator", project=f"@{CODE}", code="group", rule="persons_reached", parameters={"kind": "group"})
        yield made


def kept(world: World) -> object:
    with world.desk.reporting._store.reading() as reading:
        return reading.local.setting(f"figures/{world.project}")


def test_kept_figures_are_those_that_are_read(world: World) -> None:
    first = world.desk.reporting.indicators(CODE, "2024-06-30")
    assert kept(world) is not None
    assert world.desk.reporting.indicators(CODE, "2024-06-30") == first
    assert world.desk.reporting.indicators(CODE, "2024-12-31") == first  # no session after that day: the same days
    assert {one.code: one.value for one in first} == {
        "sessions": 2, "hours": 2, "person_hours": pytest.approx(2.3333), "persons_reached": 2, "lost_hours": 1, "group": 1}


def test_other_days_are_read_anew(world: World) -> None:
    world.desk.reporting.indicators(CODE, "2024-06-30")
    assert {one.code: one.value for one in world.desk.reporting.indicators(CODE, "2024-03-01")}["sessions"] == 0
    later = {one.code: one.value for one in world.desk.reporting.indicators(CODE, "2024-06-30", "2024-04-01")}
    assert later["sessions"] == later["persons_reached"] == 0
    assert {one.code: one.value for one in world.desk.reporting.indicators(CODE, "2024-06-30")}["sessions"] == 2


def test_whatever_is_written_is_seen_at_once(world: World) -> None:
    before = {one.code: one for one in world.desk.reporting.indicators(CODE, "2024-06-30")}
    new = world.person()
    world.session(new)
    assert {one.code: one.value for one in world.desk.reporting.indicators(CODE, "2024-06-30")}["persons_reached"] == 3
    world.join(new, before["persons_reached"].persons[0])
    assert {one.code: one.value for one in world.desk.reporting.indicators(CODE, "2024-06-30")}["persons_reached"] == 2


def test_a_small_workspace_keeps_nothing(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reporting, "FEW", figures_kept.FEW)
    world.desk.reporting.indicators(CODE, "2024-06-30")
    assert kept(world) is None
