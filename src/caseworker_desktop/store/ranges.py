"""Sets of whole numbers as sorted, disjoint, inclusive ranges: which operations of a stream are here."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator

Ranges = list[list[int]]


def holds(ranges: Ranges, number: int) -> bool:
    """Tell whether `number` lies in one of the ranges."""
    if not ranges or number > ranges[-1][1]:
        return False
    place = bisect_right(ranges, number, key=lambda one: one[0]) - 1
    return place >= 0 and ranges[place][0] <= number <= ranges[place][1]


def add(ranges: Ranges, number: int) -> None:
    """Add one number in place, joining neighbours."""
    if ranges and number == ranges[-1][1] + 1:
        ranges[-1][1] = number
        return
    if not ranges or number > ranges[-1][1]:
        ranges.append([number, number])
        return
    place = bisect_right(ranges, number, key=lambda one: one[0])
    before = ranges[place - 1] if place else None
    after = ranges[place] if place < len(ranges) else None
    if before is not None and before[1] >= number:
        return
    joins_before = before is not None and before[1] + 1 == number
    joins_after = after is not None and after[0] == number + 1
    if before is not None and joins_before:
        before[1] = after[1] if joins_after and after is not None else number
        if joins_after:
            del ranges[place]
    elif after is not None and joins_after:
        after[0] = number
    else:
        ranges.insert(place, [number, number])


def union(one: Ranges, other: Ranges) -> Ranges:
    """Return the ranges of numbers that are in either."""
    out: Ranges = []
    for first, last in sorted([list(r) for r in one] + [list(r) for r in other]):
        if out and first <= out[-1][1] + 1:
            out[-1][1] = max(out[-1][1], last)
        else:
            out.append([first, last])
    return out


def contains(ranges: Ranges, other: Ranges) -> bool:
    """Tell whether every number of `other` is in `ranges`."""
    for first, last in other:
        place = bisect_right(ranges, first, key=lambda one: one[0]) - 1
        if place < 0 or ranges[place][1] < last:
            return False
    return True


def size(ranges: Ranges) -> int:
    """Return how many numbers the ranges hold."""
    return sum(last - first + 1 for first, last in ranges)


def gaps(ranges: Ranges) -> Ranges:
    """Return the missing numbers below the greatest one, counted from 1."""
    out: Ranges = []
    expected = 1
    for first, last in ranges:
        if first > expected:
            out.append([expected, first - 1])
        expected = last + 1
    return out


def of(numbers: Iterable[int]) -> Ranges:
    """Return the ranges that hold just these numbers."""
    out: Ranges = []
    for number in numbers:
        add(out, number)
    return out


def numbers(ranges: Ranges) -> Iterator[int]:
    """Yield every number of the ranges in order."""
    for first, last in ranges:
        yield from range(first, last + 1)
