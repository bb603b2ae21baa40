from datetime import datetime
from zoneinfo import ZoneInfo

import pytest

from caseworker_desktop.kernel.clock import today, unix_ms
from tests.clock import StandingClock


def test_it_stands_until_it_is_moved(clock):
    first = clock.now()
    assert clock.now() == first
    assert clock.tick(90) == clock.now()
    assert unix_ms(clock.now()) - unix_ms(first) == 90_000
    assert today(clock).isoformat() == "2026-11-21"


def test_elapsed_time_crosses_the_change_of_the_hour():
    before = StandingClock(datetime(2026, 10, 25, 3, 30, tzinfo=ZoneInfo("Europe/Vilnius")))
    start = unix_ms(before.now())
    assert before.tick(3600).strftime("%H:%M %z") == "03:30 +0200"
    assert unix_ms(before.now()) - start == 3_600_000


def test_a_clock_without_a_zone_is_refused():
    with pytest.raises(ValueError, match="zone"):
        StandingClock(datetime(2026, 1, 1))
