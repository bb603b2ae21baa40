"""Ranges are a set of whole numbers written short: every function agrees with Python's set."""

from itertools import pairwise

from hypothesis import given, strategies as st

from caseworker_desktop.store import ranges

numbers = st.sets(st.integers(1, 60), max_size=40)
order = st.lists(st.integers(1, 60), max_size=80)


def proper(told):
    """Sorted, disjoint, not touching, none empty."""
    return all(first <= last for first, last in told) and all(one[1] + 1 < other[0] for one, other in pairwise(told))


@given(order)
def test_adding_in_any_order(added):
    told = []
    for number in added:
        ranges.add(told, number)
        assert proper(told)
    assert set(ranges.numbers(told)) == set(added)
    assert ranges.size(told) == len(set(added))
    assert told == ranges.of(sorted(added))


@given(numbers, st.integers(0, 70))
def test_holds(held, number):
    assert ranges.holds(ranges.of(held), number) == (number in held)


@given(numbers, numbers)
def test_union_and_contains(one, other):
    joined = ranges.union(ranges.of(sorted(one)), ranges.of(sorted(other)))
    assert proper(joined)
    assert set(ranges.numbers(joined)) == one | other
    assert ranges.contains(ranges.of(sorted(one)), ranges.of(sorted(other))) == (other <= one)


@given(numbers, numbers)
def test_union_leaves_its_arguments_alone(one, other):
    first, second = ranges.of(sorted(one)), ranges.of(sorted(other))
    before = [list(each) for each in first], [list(each) for each in second]
    joined = ranges.union(first, second)
    for each in joined:
        each[1] += 1
    assert (first, second) == before


@given(numbers)
def test_gaps(held):
    missing = set(range(1, max(held, default=0))) - held
    assert set(ranges.numbers(ranges.gaps(ranges.of(sorted(held))))) == missing


@given(numbers)
def test_of_takes_numbers_in_any_order(held):
    assert proper(ranges.of(held))
    assert list(ranges.numbers(ranges.of(held))) == sorted(held)
