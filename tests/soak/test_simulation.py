"""A fleet over months, with lost, late and repeated sticks and restored disks: all of it converges, and nothing acknowledged is lost.

The small one (4 laptops, half a year) takes 9 seconds of one core. `make soak` runs FLEET on real stores: 200 laptops over five years, in turns of
half a year, in which each works, travels once in each direction and is perhaps lost or restored. BYLA_FLEET=20x24x1 (laptops, months, months
a turn) runs another: the time grows with bundles × operations, for each bundle is chosen from the whole log.
"""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from caseworker_desktop.settings import Settings
from tests.soak.simulation import Chances, a_run

FLEET = "200x60x6"


def test_a_small_fleet(tmp_path: Path, settings: Settings) -> None:
    chances = Chances(restored=0.1, office_restored=0.2, longest_delay=90)
    figures = a_run(tmp_path, settings, laptops=4, months=6, chances=chances, seed=4)
    assert figures.lost
    assert figures.repeated
    assert figures.restored


@pytest.mark.soak
def test_a_fleet(tmp_path: Path, settings: Settings) -> None:
    laptops, months, turn = map(int, os.environ.get("BYLA_FLEET", FLEET).split("x"))
    a_run(tmp_path, settings, laptops=laptops, months=months, chances=Chances(turn=turn), seed=int(os.environ.get("SEED", 1)), open_=True)


@pytest.mark.soak
@pytest.mark.parametrize("part", range(10))
def test_small_fleets_where_much_goes_wrong(tmp_path: Path, settings: Settings, part: int) -> None:
    chances = Chances(lost=0.3, repeated=0.4, late=0.5, restored=0.3, office_restored=0.4, longest_delay=120)
    a_run(tmp_path, settings, laptops=3, months=6, chances=chances, seed=int(os.environ.get("SEED", 0)) * 10 + part)
