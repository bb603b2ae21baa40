"""Days of known precision, ages and spans."""

from itertools import pairwise

import pytest
from hypothesis import given, strategies as st

from caseworker_desktop.report.periods import Span, ages, last_day, months, months_later, quarter


@pytest.mark.parametrize(("pdate", "day"), [
    ("2024", "2024-12-31"), ("2024-02", "2024-02-29"), ("2023-02", "2023-02-28"), ("1900-02", "1900-02-28"), ("2023-04-05", "2023-04-05"),
])
def test_the_last_day_by_precision(pdate, day):
    assert last_day(pdate) == day


@pytest.mark.parametrize(("day", "count", "later"), [
    ("2023-08-31", 6, "2024-02-29"), ("2023-08-31", -6, "2023-02-28"), ("2023-12-15", 1, "2024-01-15"), ("2024-01-31", 1, "2024-02-29"),
    ("2024-03-31", 12, "2025-03-31"), ("2024-02-29", 12, "2025-02-28"),
])
def test_months_later(day, count, later):
    assert months_later(day, count) == later


def test_a_year_of_birth_alone_leaves_two_ages():
    assert ages("1994", "2024-01-01") == (29, 30)
    assert ages("1994", "2024-12-31") == (30, 30)
    assert ages("1994-06", "2024-06-15") == (29, 30)
    assert ages("1994-06-15", "2024-06-15") == (30, 30)
    assert ages("1994-06-16", "2024-06-15") == (29, 29)


def test_spans():
    period = Span.of("2022-12", "2023")
    assert (period.first, period.last) == ("2022-12-01", "2023-12-31")
    assert [period.has(day) for day in ("2022-11-30", "2022-12-01", "2023-12-31", "2024-01-01")] == [False, True, True, False]
    assert Span.of(None, None).has("1800-01-01")
    assert period.meets(Span.of("2023-12-31", None))
    assert not period.meets(Span.of("2024", None))
    assert quarter(2024, 1) == Span("2024-01-01", "2024-03-31")
    assert quarter(2023, 4) == Span("2023-10-01", "2023-12-31")


@given(st.dates(), st.integers(0, 800))
def test_the_months_of_a_span_cover_it_once(first, days):
    if first.toordinal() + days > 3_650_000:
        return
    last = type(first).fromordinal(first.toordinal() + days)
    found = list(months(Span(first.isoformat(), last.isoformat())))
    assert found[0].first == first.isoformat()
    assert found[-1].last == last.isoformat()
    for one, other in pairwise(found):
        assert type(first).fromisoformat(one.last).toordinal() + 1 == type(first).fromisoformat(other.first).toordinal()
        assert one.first[:7] == one.last[:7] < other.first[:7]
