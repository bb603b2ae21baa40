"""V06 of the vignettes, walked through on the training workspace: the way through short-term work into a job that lasts."""

from __future__ import annotations

import json
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path

import pytest

from caseworker_desktop import bootstrap
from caseworker_desktop.kernel.progress import Silent
from caseworker_desktop.settings import Settings
from caseworker_desktop.texts import Texts
from caseworker_desktop.ui.work.presenter import WorkPresenter
from caseworker_desktop.usecases.desk import Desk
from caseworker_desktop.usecases.doors import NewTraining
from caseworker_desktop.usecases.placing import NewPlacement, change_of
from tests.clock import StandingClock
from tests.workspace import PASSPHRASE, load

DAY = 24 * 3600


@pytest.fixture
def clock() -> StandingClock:
    return StandingClock()


@pytest.fixture
def desk(tmp_path: Path, settings: Settings, clock: StandingClock) -> Iterator[Desk]:
    """The training workspace, at the desk of its one person."""
    doors = bootstrap.FolderDoors(bootstrap.build_parts(settings, clock), tmp_path / "demo")
    doors.create_training(NewTraining(PASSPHRASE, 0), Silent())
    opened = doors.unlock("demo", PASSPHRASE, Silent())
    yield opened
    opened.close()


def person(desk: Desk, name: str) -> str:
    found = desk.finding.find(name, ["person"])
    assert len(found) == 1
    return found[0].id


def test_v06_vladimir_works_twice_for_two_weeks_and_keeps_a_job(desk: Desk, clock: StandingClock, texts: Texts) -> None:
    vladimir = person(desk, "Vladimir Testov")
    record = desk.editing.read("person", vladimir)
    assert record is not None
    assert (record["birth_date"], record["name_genitive"], record["name_vocative"]) == ("1980-02-29", "Vladimir Testov", "p. Vladimir Testov")

    # the seminar came first: what the employer thought before and after it
    employer = next(row for row in desk.placing.employers() if "metalas" in row.name)
    means = desk.employing.attitude_means(employer.id)
    before, after = means["before"], means["after"]
    assert before is not None
    assert after is not None
    assert (before[0], after[0]) == (Decimal("2.4"), Decimal("3.8"))
    assert (employer.places.offered, employer.places.filled, employer.places.free) == (3, 2, 1)

    # two weeks with 4 of 10 for responsibility, two weeks with 8
    first, second = sorted(desk.placing.placements(person=vladimir), key=lambda row: row.from_)
    assert [change_of(row.before, row.after)["responsibility"] for row in (first, second)] == [-1, 2]
    assert [row.after["responsibility"] for row in (first, second)] == [4, 8]
    assert [row.visits for row in (first, second)] == [1, 1]
    sheet = WorkPresenter(desk, texts).sheet(f"placement:{second.id}")
    assert sheet is not None
    assert len(sheet.sections[1].lines) == 1
    assert {row.type for row in desk.people.rows("outcome", person=vladimir)} == {"O-PLC", "O-JOB"}

    # a third would fill the last place, a fourth is told of
    placing = NewPlacement(vladimir, employer.id, "Suvirintojas", desk.placing.today(), None, first.pledge, status="running")
    assert desk.placing.look(placing) == ()
    third = desk.placing.place(placing).ids[0]
    assert [one.key for one in desk.placing.look(placing)] == ["rule.pledge_full"]
    desk.editing.delete("placement", third)

    # the job lasts: half a year after it began somebody asks
    job = desk.employing.employed(person=vladimir)[0]
    assert (job.type, job.first_ever, job.until, job.kept) == ("O-JOB", False, None, False)
    clock.tick(90 * DAY)
    desk.employing.kept(job.id, desk.employing.today(), "employer_note")
    assert desk.employing.employed(person=vladimir)[0].kept
    assert desk.employing.employed(person=vladimir)[0].months == 6


def test_v06_the_indicator_of_growth_reads_him_as_in_work(desk: Desk) -> None:
    project = next(row for row in desk.people.rows("project") if row.code == "MOKYMAI-LT")
    load(desk, {"record": "indicator", "project": project.id, "code": "AUGIMAS", "name_lt": "Dirbančiųjų augimas", "rule": "rate_growth",
                "parameters": {"domain": "labour", "value": "employed"}, "operator": ">=", "target": "25", "unit": "percent"})
    figure = next(one for one in desk.reporting.indicators("MOKYMAI-LT", desk.placing.today()) if one.code == "AUGIMAS")
    vladimir = person(desk, "Vladimir Testov")
    employed = {json.loads(line)["person"] for line in desk.dumping.lines(kind="situation") if '"employed"' in line}
    assert vladimir in employed
    assert figure.numerator is not None
    assert figure.numerator >= 1
    assert figure.denominator == len({row.person for row in desk.people.rows("participation", project=project.id)})
