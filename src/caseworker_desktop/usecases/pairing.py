"""Finds among everybody on record the pairs that may be one person, without comparing each with each, and again only those that changed."""

from __future__ import annotations

import json
import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import combinations
from typing import NamedTuple

from caseworker_desktop.records.person.likeness import CLOSE, VERY_CLOSE, ratio, same_birth, sound_of_folded, words
from caseworker_desktop.records.views.twins import PersonRow
from caseworker_desktop.usecases.likeness import one_slip

Because = tuple[str, ...]
CODE: Because = ("code",)
NAME_AND_BIRTH: Because = ("name", "birth_date")
SOUND_AND_BIRTH: Because = ("sound", "birth_date")
NAME: Because = ("name",)
SOUND: Because = ("sound",)
#: What speaks for a pair → how much, the surest first.
SCORES: Mapping[Because, float] = {CODE: 1.0, NAME_AND_BIRTH: 0.9, SOUND_AND_BIRTH: 0.8, NAME: 0.6, SOUND: 0.5}
#: A code or a name without birth date that more share than this says nothing about two of them.
COMMON = 40
#: Up to so many born on one day are compared with each other; of more (a day typed because none was known) those whose names begin alike.
BORN_TOGETHER = 200
#: From so many sounds on a name may have one too many, or two, and still be very close (VERY_CLOSE; up to 17 sounds no more than two).
ONE_MORE, TWO_MORE = 6, 12
#: Shorter codes are no personal codes.
SHORTEST_CODE = 5
_DAY = len("YYYY-MM-DD")
Heard = tuple[tuple[str, int], ...]
"""A name's words as they sound, each with its letters as bits."""
Unit = tuple[str, str]
"""The sounds of a given and of a family name."""
Found = dict[tuple[bytes, bytes], Because]


class Person(NamedTuple):
    """A person as compared: codes without spaces; `names` each family name with the given ones, folded words in order of the alphabet;
    `given` and `families` (the present first) as they sound."""

    id: bytes
    birth: str
    codes: tuple[str, ...]
    names: tuple[str, ...]
    given: Heard
    families: tuple[Heard, ...]

    @property
    def dated(self) -> bool:
        """Tell whether the whole date of birth is known."""
        return len(self.birth) == _DAY

    def units(self) -> set[Unit]:
        """Return each sound of the given names with each of every family name."""
        return {(given, family) for many in self.families for family, _ in many for given, _ in self.given}

    def sounds(self) -> Iterator[str]:
        """Yield how each family name with all given ones sounds, in order of the alphabet."""
        for family in self.families:
            yield " ".join(sorted(sounds for sounds, _ in (*self.given, *family)))


@dataclass
class Pairing:
    """Keeps what it found, group by group: a change makes anew only the groups in which somebody stands otherwise than before.

    Every group's pairs follow from its members alone, so that the same people give the same pairs whatever came first.
    """

    _rows: dict[bytes, tuple[PersonRow, tuple[str, ...]]] = field(default_factory=dict)
    _people: dict[bytes, Person] = field(default_factory=dict)
    _groups: dict[str, dict[str, list[Person]]] = field(default_factory=lambda: {"code": {}, "name": {}, "day": {}})
    _units: dict[Unit, list[Person]] = field(default_factory=dict)
    _found: dict[tuple[str, object], Found] = field(default_factory=dict)
    _near: _Near | None = None
    _told: Found = field(default_factory=dict)

    def pairs(self, rows: Sequence[PersonRow], codes: Mapping[bytes, tuple[str, ...]]) -> Found:
        """Return the pairs among all living rows (smaller id first) with what speaks most for each; `codes`: those of each person."""
        now = {row[0]: (row, codes.get(row[0], ())) for row in rows}
        if now == self._rows:
            return self._told
        dirty: set[tuple[str, str]] = set()
        units: set[Unit] = set()
        for id_ in [one for one, row in self._rows.items() if now.get(one) != row]:
            self._leave(self._people.pop(id_), dirty, units)
        for id_, (row, own) in now.items():
            if id_ not in self._people:
                self._enter(_person(row, own), dirty, units)
        self._rows = now
        for kind, key in dirty:
            self._keep((kind, key), _GROUPS[kind](self._groups[kind].get(key, ())))
        for unit in self._touched(units):
            self._keep(("unit", unit), self._alike(unit))
        self._told = {}
        for found in self._found.values():
            for pair, because in found.items():
                if SCORES[because] > SCORES.get(self._told.get(pair, ()), 0.0):
                    self._told[pair] = because
        return self._told

    def _enter(self, one: Person, dirty: set[tuple[str, str]], units: set[Unit]) -> None:
        self._people[one.id] = one
        for kind, key in _keys(one):
            group = self._groups[kind]
            if key in group:
                group[key].append(one)
                dirty.add((kind, key))
            else:
                group[key] = [one]
        if self._near is not None:
            self._place(one, units)

    def _leave(self, one: Person, dirty: set[tuple[str, str]], units: set[Unit]) -> None:
        for kind, key in _keys(one):
            self._groups[kind][key].remove(one)
            dirty.add((kind, key))
        if self._near is not None:
            for unit in one.units():
                self._units[unit].remove(one)
                units.add(unit)

    def _place(self, one: Person, units: set[Unit]) -> None:
        for unit in one.units():
            if unit in self._units:
                self._units[unit].append(one)
            else:
                self._units[unit] = [one]
            units.add(unit)

    def _keep(self, key: tuple[str, object], found: Found) -> None:
        if found:
            self._found[key] = found
        else:
            self._found.pop(key, None)

    # Who is not dated: names that sound all but the same

    def _touched(self, units: set[Unit]) -> set[Unit]:
        """Return the units whose pairs may be other than before: those given and those near them, as far as somebody there is not dated."""
        first = self._near is None
        if self._near is None:
            if all(one.dated for one in self._people.values()):
                return set()
            self._near = _Near()
            for one in self._people.values():
                self._place(one, units)
        undated = {unit for one in self._people.values() if not one.dated for unit in one.units()} & units
        self._near.learn({sounds for unit in units for sounds in unit}, {sounds for unit in undated for sounds in unit})
        return undated if first else {other for unit in units for other in (unit, *self._beside(unit))}

    def _beside(self, unit: Unit) -> set[Unit]:
        """Return the unit and those whose names are very close to its, also with given and family name swapped."""
        assert self._near is not None
        given, family = ((sounds, *self._near.of.get(sounds, ())) for sounds in unit)
        return {each for one in given for other in family for each in ((one, other), (other, one)) if each in self._units}

    def _alike(self, unit: Unit) -> Found:
        found: Found = {}
        here = [one for one in self._units.get(unit, ()) if not one.dated]
        if not here:
            return found
        for beside in self._beside(unit):
            there = self._units[beside]
            for one, other in _crossed(here, there, crowd=max(len(self._units[unit]), len(there)) > COMMON):
                pair = _pair(one, other)
                if one is not other and pair not in found and (because := judged(one, other)):
                    found[pair] = because
        return found


class _Near:
    """Which sounds are very close to which: two that differ in a letter or two become the same when these are left out.

    `of` tells it of each sound that somebody bears who is not dated, and of each other one as far as such a sound is near.
    """

    def __init__(self) -> None:
        self.of: defaultdict[str, set[str]] = defaultdict(set)
        self._known: set[str] = set()
        self._undated: set[str] = set()
        self._shortened: dict[str, list[str]] = {}

    def learn(self, sounds: set[str], undated: set[str]) -> None:
        """Take in sounds; `undated`: those of people who are not dated."""
        new = undated - self._undated
        self._meet(sounds - self._known, self._shortened)
        self._known |= sounds
        if new:
            index: dict[str, list[str]] = {}
            for one in new:
                for shorter in _shortened(one):
                    index.setdefault(shorter, []).append(one)
            self._meet(self._known, index)
            for shorter, many in index.items() if self._shortened else ():
                self._shortened.setdefault(shorter, []).extend(many)
            self._shortened = self._shortened or index
            self._undated |= new

    def _meet(self, sounds: Iterable[str], index: Mapping[str, Sequence[str]]) -> None:
        for one in sounds if index else ():
            for shorter in _shortened(one):
                for other in index.get(shorter, ()):
                    if one != other and other not in self.of[one] and ratio(one, other) >= VERY_CLOSE:
                        self.of[one].add(other)
                        self.of[other].add(one)


def _shortened(one: str) -> set[str]:
    if len(one) < ONE_MORE:
        return {one}
    out = {one, *[one[:at] + one[at + 1 :] for at in range(len(one))]}
    if len(one) >= TWO_MORE:
        out |= {shorter[:at] + shorter[at + 1 :] for shorter in tuple(out) for at in range(len(shorter))}
    return out


def _crossed(here: Sequence[Person], there: Sequence[Person], *, crowd: bool) -> Iterator[tuple[Person, Person]]:
    """Yield each of `here` with each of `there`; in a crowd only those of whom few have all names alike."""
    if not crowd:
        yield from ((one, other) for one in here for other in there)
        return
    same: defaultdict[str, dict[bytes, Person]] = defaultdict(dict)
    for one in (*here, *there):
        for key in one.sounds():
            same[key][one.id] = one
    for many in same.values():
        if len(many) <= COMMON:
            yield from ((one, other) for one in here if one.id in many for other in many.values())


# ---- groups --------------------------------------------------------------------------------------------------------------------------------
def _by_code(many: Sequence[Person]) -> Found:
    return {_pair(one, other): CODE for one, other in combinations(many, 2)} if len(many) <= COMMON else {}


def _by_name(many: Sequence[Person]) -> Found:
    if not 1 < len(many) <= COMMON:
        return {}
    return {_pair(one, other): because for one, other in combinations(many, 2) if (because := judged(one, other))}


def _by_day(many: Sequence[Person]) -> Found:
    if len(many) < 2:
        return {}
    if len(many) <= BORN_TOGETHER:
        return {_pair(one, other): because for one, other in combinations(many, 2) if (because := _born_together(one, other))}
    begins: defaultdict[str, list[Person]] = defaultdict(list)
    for one in many:
        for letter in {sounds[:1] for sounds, _ in (*one.given, *(each for family in one.families for each in family))}:
            begins[letter].append(one)
    crossed = (pair for some in begins.values() for pair in combinations(some, 2))
    return {_pair(one, other): because for one, other in crossed if (because := _born_together(one, other))}


_GROUPS: Mapping[str, Callable[[Sequence[Person]], Found]] = {"code": _by_code, "name": _by_name, "day": _by_day}


def _keys(one: Person) -> Iterator[tuple[str, str]]:
    for code in one.codes:
        yield "code", code
    for name in one.names:
        if " " in name:  # a single word without a birth date says nothing
            yield "name", name
    if one.dated:
        yield "day", one.birth


def _pair(one: Person, other: Person) -> tuple[bytes, bytes]:
    return (one.id, other.id) if one.id < other.id else (other.id, one.id)


# ---- judging -------------------------------------------------------------------------------------------------------------------------------
def judged(one: Person, other: Person) -> Because:
    """Return what speaks most for two being one, nothing when nothing does.

    As `likeness.judge` in both directions, but for what would only be noise in a list of everybody: a name of one word, or a name that is not
    very close, says nothing unless both are dated.
    """
    if not set(one.codes).isdisjoint(other.codes):
        return CODE
    birth = same_birth(one.birth, other.birth)
    if birth is False and not one_slip(one.birth, other.birth):
        return ()
    if birth and one.dated and other.dated:
        return _born_together(one, other)
    if any(" " in name for name in set(one.names).intersection(other.names)):
        return NAME_AND_BIRTH if birth else NAME
    if birth is None or (birth and (one.dated or other.dated)):
        return (SOUND_AND_BIRTH if birth else SOUND) if _close(one, other, VERY_CLOSE) else ()
    return ()


def _born_together(one: Person, other: Person) -> Because:
    if not set(one.names).isdisjoint(other.names):
        return NAME_AND_BIRTH
    return SOUND_AND_BIRTH if _close(one, other, CLOSE) else ()


def _close(one: Person, other: Person, least: float) -> bool:
    """Tell whether given and family names sound close, each with its like or swapped, a former family name as good as the present."""
    if any(_reach(mine, theirs, least) for mine in one.families for theirs in other.families) and _reach(one.given, other.given, least):
        return True
    return _swapped(one, other, least) or _swapped(other, one, least)


def _swapped(one: Person, other: Person, least: float) -> bool:
    return _reach(one.families[0], other.given, least) and any(_reach(one.given, family, least) for family in other.families)


def _reach(mine: Heard, theirs: Heard, least: float) -> bool:
    """Tell whether two names have words that sound so close. Letters that only one of two words has are too many before they are counted in order."""
    for one, letters in mine:
        for other, others in theirs:
            if one == other:
                return True
            if (letters ^ others).bit_count() <= (1 - least) * (len(one) + len(other)) and ratio(one, other) >= least:
                return True
    return False


# ---- reading -------------------------------------------------------------------------------------------------------------------------------
def _person(row: PersonRow, codes: tuple[str, ...]) -> Person:
    id_, given, family, former, birth = row
    said, heard = _name(given or "")
    families = [_name(family or "")]
    if former:
        families += [_name(one) for one in json.loads(former)]
    names = [" ".join(sorted([*said, *others])) for others, _ in families]
    plain = tuple({plain for code in codes if (plain := _plain(code))}) if codes else ()
    return Person(id_, birth or "", plain, _once(names), heard, tuple([sounds for _, sounds in families]))


def _once(names: list[str]) -> tuple[str, ...]:
    return tuple(names) if len(names) == 1 and names[0] else tuple(dict.fromkeys(filter(None, names)))


def _plain(code: str) -> str:
    plain = re.sub(r"[\s-]", "", code).casefold()
    return plain if len(plain) >= SHORTEST_CODE else ""


@lru_cache(maxsize=100_000)
def _name(name: str) -> tuple[tuple[str, ...], Heard]:
    """Return the folded words of a name, and how they sound."""
    said = tuple(words(name))
    return said, tuple((sounds, _letters(sounds)) for one in said if (sounds := sound_of_folded(one)))


def _letters(word: str) -> int:
    """Return a bit for each letter; letters beyond the alphabet share bits, which makes two words no less alike."""
    bits = 0
    for letter in word:
        bits |= 1 << (ord(letter) & 63)
    return bits
