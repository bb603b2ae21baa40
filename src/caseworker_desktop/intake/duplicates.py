"""Finds the same person twice in a file: surely by code, or name and birth date; possibly by name alone."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from caseworker_desktop.intake.wording import distance
from caseworker_desktop.kernel.folding import fold


@dataclass(frozen=True, slots=True)
class Someone:
    """Who a row is about: where it stands, the name as spelt, code and birth date where known."""

    sheet: str
    row: int
    name: str
    code: str | None = None
    birth_date: str | None = None

    @property
    def key(self) -> str:
        """The folded words of the name in alphabetical order: the order of a name is not always read right."""
        return " ".join(sorted(fold(self.name).replace("-", " ").split()))


@dataclass(frozen=True, slots=True)
class Match:
    """`one` is also at `first`. `sure`: the same person; else a person must look, `why` is `name` or `another_code`."""

    one: Someone
    first: Someone
    sure: bool
    why: str = ""


def find(people: Sequence[Someone]) -> tuple[Match, ...]:
    """Return for each person who stands in the list again the first place, in the order of the list."""
    codes: dict[str, Someone] = {}
    named: dict[str, list[Someone]] = defaultdict(list)
    born: dict[str, list[Someone]] = defaultdict(list)
    faces: dict[Someone, Someone] = {}
    matches: list[Match] = []
    for one in people:
        match = _match(one, codes, named, born)
        if match is not None:
            first = faces.get(match.first, match.first)
            matches.append(Match(one, first, match.sure, match.why))
            if match.sure:
                faces[one] = first
        if one.code is not None:
            codes.setdefault(one.code, one)
        named[one.key].append(one)
        if one.birth_date is not None and len(one.birth_date) == 10:
            born[one.birth_date].append(one)
    return tuple(matches)


def _match(one: Someone, codes: dict[str, Someone], named: dict[str, list[Someone]], born: dict[str, list[Someone]]) -> Match | None:
    if one.code is not None and one.code in codes:
        return Match(one, codes[one.code], True)
    possible: Match | None = None
    for other in named.get(one.key, ()):
        if not _agree(one.birth_date, other.birth_date):
            continue
        differ = one.code is not None and other.code is not None
        if not differ and one.birth_date is not None and len(one.birth_date) == 10 and one.birth_date == other.birth_date:
            return Match(one, other, True)
        possible = possible or Match(one, other, False, "another_code" if differ else "name")
    if possible is None and one.birth_date is not None and len(one.birth_date) == 10:
        for other in born.get(one.birth_date, ()):
            if not (one.code and other.code) and distance(one.key, other.key, 1) <= 1:
                return Match(one, other, False, "name")
    return possible


def _agree(one: str | None, other: str | None) -> bool:
    """Tell whether two birth dates of any precision, or unknown, may be the same."""
    return one is None or other is None or one.startswith(other) or other.startswith(one)


def count(people: Sequence[Someone], matches: Sequence[Match]) -> int:
    """Return how many different persons there are if no possible duplicate is joined."""
    return len(people) - sum(match.sure for match in matches)
