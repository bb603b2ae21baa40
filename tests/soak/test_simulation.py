"""A fleet over months, with lost, late and repeated sticks and restored disks: all of it converges, and nothing acknowledged is lost.

The small one (4 laptops, half a year) takes 9 seconds of one core. `make soak` runs LAPTOPS × MONTHS (20 × 24: some 12 minutes of one
core; it grows with laptops × months², for every bundle is chosen from the whole log). BYLA_FLEET=200x60 runs 200 laptops over five years: days.
"""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from caseworker_desktop.settings import Settings
from tests.soak.simulation import Chances, a_run

LAPTOPS, MONTHS = 20, 24


def test_a_small_fleet(tmp_path: Path, settings: Settings) -> None:
    chances = Chances(restored=0.1, office_restored=0.2, longest_delay=90)
    figures = a_run(tmp_path, settings, laptops=4, months=6, chances=chances, seed=4)
    assert figures.lost
    assert figures.repeated
    assert figures.restored


@pytest.mark.soak
def test_a_fleet(tmp_path: Path, settings: Settings) -> None:
    laptops, _, months = os.environ.get("BYLA_FLEET", f"{LAPTOPS}x{MONTHS}").partition("x")
    a_run(tmp_path, settings, laptops=int(laptops), months=int(months), chances=Chances(), seed=int(os.environ.get("SEED", 1)))


@pytest.mark.soak
@pytest.mark.parametrize("part", range(10))
def test_small_fleets_where_much_goes_wrong(tmp_path: Path, settings: Settings, part: int) -> None:
    chances = Chances(lost=0.3, repeated=0.4, late=0.5, restored=0.3, office_restored=0.4, longest_delay=120)
    a_run(tmp_path, settings, laptops=3, months=6, chances=chances, seed=int(os.environ.get("SEED", 0)) * 10 + part)
