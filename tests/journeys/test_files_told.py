"""A laptop tells whose files it holds: what is not its any more goes though the office never sent it, and what came back is whole."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from random import Random

import pytest

from caseworker_desktop.records.lists import institution_id
from caseworker_desktop.settings import Settings
from tests.soak.fleet import OFFICE, Fleet, Workspace

DAY = 86_400


@pytest.fixture
def fleet(tmp_path: Path, settings: Settings) -> Fleet:
    return Fleet(tmp_path, settings, 1, Random(1))


def move_away(fleet: Fleet) -> None:
    """Every case goes to a prison that no laptop of the fleet has."""
    with fleet.desk(fleet.office) as desk:
        for line in list(desk.dumping.lines(kind="case")):
            desk.loading.load([json.dumps({"record": "case", "id": json.loads(line)["id"], "site": institution_id("LT-K-VIL")})])


def rounds(fleet: Fleet, laptop: Workspace, count: int) -> None:
    for _ in range(count):
        fleet.clock.tick(DAY)
        fleet.take(fleet.office, fleet.export(laptop, OFFICE))
        fleet.back_up(fleet.office)
        fleet.take(laptop, fleet.export(fleet.office, laptop.name))


def test_a_file_that_the_office_never_sent_goes_too(fleet: Fleet) -> None:
    laptop = fleet.laptops[0]
    fleet.work(laptop, 1, 0)
    fleet.take(fleet.office, fleet.export(laptop, OFFICE))
    move_away(fleet)
    rounds(fleet, laptop, 4)
    assert not fleet.beyond_scope(laptop)
    assert fleet.dump(laptop) == []
    assert fleet.well(laptop)


def test_nobody_without_a_case_vanishes_from_their_laptop(fleet: Fleet) -> None:
    laptop = fleet.laptops[0]
    with fleet.desk(laptop) as desk:
        desk.loading.load([json.dumps({"record": "person", "given_names": "Ona", "family_name": "Išgalvotoji"})])
    before = fleet.dump(laptop)
    rounds(fleet, laptop, 4)
    assert fleet.dump(laptop) == before != []


@pytest.mark.parametrize("sends_first", [False, True])
def test_a_file_comes_back_whole_after_the_office_forgot_that_it_left(fleet: Fleet, tmp_path: Path, sends_first: bool) -> None:
    laptop = fleet.laptops[0]
    fleet.work(laptop, 1, 0)
    rounds(fleet, laptop, 2)
    fleet.back_up(fleet.office)
    assert fleet.office.backup is not None
    kept = tmp_path / "kept"
    shutil.copyfile(fleet.office.backup, kept)
    move_away(fleet)
    rounds(fleet, laptop, 2)
    assert fleet.dump(laptop) == []
    fleet.office.backup = kept
    fleet.restore(fleet.office)
    if sends_first:  # what it changes before it hears from the laptop brings a part of the file
        fleet.work(fleet.office, 0, 1)
        fleet.take(laptop, fleet.export(fleet.office, laptop.name))
    rounds(fleet, laptop, 3)
    assert len(fleet.dump(laptop)) == 2
    assert fleet.dump(laptop) == fleet.dump(fleet.office, laptop.name)
    assert fleet.places(laptop).items() <= fleet.places(fleet.office).items()


def test_what_is_whole_is_not_sent_again(fleet: Fleet) -> None:
    laptop = fleet.laptops[0]
    fleet.work(laptop, 2, 2)
    rounds(fleet, laptop, 2)
    with fleet.desk(fleet.office) as desk:
        (status,) = desk.exchange.status()
    assert status.waiting == 0


def test_what_nobody_has_any_more_is_not_sent_for_ever(fleet: Fleet, tmp_path: Path) -> None:
    """The office came back from a backup that is older than the laptop's last words, which the laptop had put away: they are lost to both."""
    laptop, kept = fleet.laptops[0], tmp_path / "kept"
    fleet.work(laptop, 1, 0)
    rounds(fleet, laptop, 2)
    assert fleet.office.backup is not None
    shutil.copyfile(fleet.office.backup, kept)
    fleet.work(laptop, 0, 1)
    rounds(fleet, laptop, 2)
    move_away(fleet)
    rounds(fleet, laptop, 2)
    fleet.office.backup = kept
    fleet.restore(fleet.office)
    rounds(fleet, laptop, 3)
    fleet.take(fleet.office, fleet.export(laptop, OFFICE))
    with fleet.desk(fleet.office) as desk:
        (status,) = desk.exchange.status()
    assert status.waiting == 0
    assert fleet.dump(laptop) == fleet.dump(fleet.office, laptop.name) != []
