"""Which release date counts on a day, and which phase is stamped on an attendance."""

from __future__ import annotations

import pytest

from caseworker_desktop.records.session.phase import phase
from caseworker_desktop.records.views.release import Release, ReleaseDate, counting

DAY = "2026-11-20"
EARLIEST = ReleaseDate("earliest", "2026-06-01", None)
CONDITIONAL = ReleaseDate("conditional", "2026-12-09", None)
LATEST = ReleaseDate("latest", "2027-12-01", None)


def test_the_nearest_date_ahead_counts_while_somebody_is_inside():
    assert counting((LATEST, CONDITIONAL, EARLIEST), "serving", "2020-01-01", DAY) == Release("2026-12-09", "conditional", 19)


def test_a_decided_date_counts_before_nearer_possible_ones_and_the_last_decision_wins():
    first, second = ReleaseDate("actual", "2027-01-10", "2026-10-01"), ReleaseDate("actual", "2027-02-10", "2026-11-01")
    assert counting((CONDITIONAL, second, first), "serving", "2020-01-01", DAY) == Release("2027-02-10", "actual", 82)


def test_a_date_that_passed_while_somebody_is_still_inside_is_shown_as_passed():
    assert counting((EARLIEST,), "serving", "2020-01-01", DAY) == Release("2026-06-01", "earliest", -172)


@pytest.mark.parametrize("status", ["released", "probation", "conditional_release", "relative", "none"])
def test_nobody_outside_has_a_release_ahead(status: str):
    assert counting((LATEST,), status, "2026-01-01", DAY) is None


def test_dates_of_an_earlier_sentence_do_not_count_for_a_new_one():
    old = ReleaseDate("actual", "2019-05-05", "2019-04-01")
    assert counting((old, LATEST), "serving", "2024-01-01", DAY) == Release("2027-12-01", "latest", 376)


def test_without_a_status_the_dates_speak_for_themselves():
    assert counting((CONDITIONAL,), None, None, DAY) == Release("2026-12-09", "conditional", 19)
    assert counting((), "serving", "2020-01-01", DAY) is None


@pytest.mark.parametrize(
    ("status", "dates", "expected"),
    [
        ("serving", (), "inside"), ("remand", ("2026-12-21",), "inside"), ("serving", ("2026-12-20",), "being_released"),
        ("serving", ("2026-11-20",), "being_released"), ("serving", ("2026-11-19",), "inside"),
        ("serving", ("2026-11-19", "2026-12-01"), "being_released"),
        ("conditional_release", ("2026-12-01",), "released"), ("probation", (), "released"), ("released", (), "released"), ("none", (), "released"),
        ("relative", (), "family"), (None, ("2026-12-01",), None),
    ],
)
def test_the_phase_of_a_day(status: str | None, dates: tuple[str, ...], expected: str | None):
    assert phase(status, dates, DAY) == expected
