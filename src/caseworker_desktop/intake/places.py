"""Finds the prison, office or municipality that a cell means: exact names, old names after a renaming, abbreviations, misspellings.

A place is known by its own word (`Pravieniškių`), its number (`1-asis`) and its kind (`kalėjimas`). The own word must agree but for a
slip of the pen, the number must be the same, and the kind, where the cell tells one, must be the same.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from caseworker_desktop.intake.dates import first_day, last_day
from caseworker_desktop.intake.wording import distance, folded, tidy

#: Abbreviations in names of prisons, folded, and what they stand for.
_PRISON_WORDS: Mapping[str, str] = {
    "k": "kalejimas", "kal": "kalejimas", "kalej": "kalejimas", "kalejimo": "kalejimas", "kalejime": "kalejimas", "pn": "pataisos namai",
    "pnak": "pataisos namai-atviroji kolonija", "ti": "tardymo izoliatorius", "tit": "tardymo izoliatorius", "cietuma": "cietums", "ciet": "cietums",
    "pun": "pusiaukeles namai", "pataisu": "pataisos", "lavl": "laisves atemimo vietu ligonine",
}
_TOWN_WORDS: Mapping[str, str] = {
    "m": "miesto", "mst": "miesto", "miestas": "miesto", "r": "rajono", "raj": "rajono", "rajonas": "rajono", "sav": "savivaldybe",
    "savivaldybes": "savivaldybe", "nov": "novads", "novada": "novads", "pils": "valstspilseta", "pilseta": "valstspilseta",
    "valstspilsetas": "valstspilseta", "dome": "", "savivaldybeje": "savivaldybe", "pasvaldiba": "", "lv": "", "lt": "",
}
#: Words that name a kind of place, not the place.
_KINDS = frozenset({
    "kalejimas", "pataisos", "namai", "atviroji", "kolonija", "tardymo", "izoliatorius", "pusiaukeles", "probacijos", "skyrius", "tarnyba",
    "ligonine", "nepilnameciu", "cietums", "nodala", "regiona", "teritoriala", "strukturvieniba", "audzinasanas", "iestade", "miesto",
    "rajono", "savivaldybe",
    "novads", "valstspilseta", "prison", "correction", "house", "remand", "halfway", "open", "colony", "office", "municipality", "district", "city",
})
_ORDINAL = re.compile(r"^(\d+)(?:-?(?:asis|oji|ojo|osios|as|a|ais|is|s|st|nd|rd|th))?$")


@dataclass(frozen=True, slots=True)
class Place:
    """One place of a list: its code, its names in every language (`others`: town, seat and other words it goes by), when it was so named,
    and the code of the place it followed. `rank`: of two that fit equally the lower is meant (a town before its district)."""

    code: str
    names: tuple[str, ...]
    others: tuple[str, ...] = ()
    valid_from: str | None = None
    valid_to: str | None = None
    successor_of: str | None = None
    rank: int = 0

    def valid(self, on: date) -> bool:
        """Tell whether the place bore this name on a day."""
        return (self.valid_from is None or first_day(self.valid_from) <= on) and (self.valid_to is None or on <= last_day(self.valid_to))


@dataclass(frozen=True, slots=True)
class Found:
    """The place meant (None: not found), the warning's kind, and the words of the cell."""

    code: str | None = None
    kind: str | None = None
    note: str | None = None


@dataclass(frozen=True, slots=True)
class _Look:
    """A name taken apart: own words, numbers, kinds."""

    own: tuple[str, ...]
    numbers: tuple[str, ...]
    kinds: tuple[str, ...]


class Places:
    """A list of places and the memory of what a file's words meant; `chosen` are the words a person has settled (MAP.json)."""

    def __init__(self, places: Sequence[Place], *, towns: bool = False, chosen: Mapping[str, str] | None = None) -> None:
        self._places = tuple(places)
        self._by_code = {place.code: place for place in places}
        self._towns = towns
        self._chosen = {folded(text): code for text, code in (chosen or {}).items()}
        self._exact: dict[str, list[Place]] = {}
        for place in places:
            for name in place.names:
                self._exact.setdefault(_exactly(name), []).append(place)
        self._looks = [(place, _look(name, towns)) for place in places for name in dict.fromkeys((*place.names, *place.others))]
        self._remembered: dict[tuple[str, date | None], tuple[tuple[Place, ...], bool]] = {}

    def __contains__(self, code: object) -> bool:
        return code in self._by_code

    def find(self, value: object, on: date | None, likely: Counter[str] | None = None) -> Found:
        """Return the place that a cell means on a day. `likely` counts the places that the sheet names elsewhere: of two successors of
        an old name the more frequent one is taken."""
        text = tidy(value)
        if not text:
            return Found()
        code = self._chosen.get(folded(text))
        if code in self._by_code:
            return Found(code)
        if text in self._by_code:
            return Found(text)
        place, exact = self._meant(text, on, likely)
        if place is None:
            return Found(None, "unknown_place", text)
        if on is not None and not place.valid(on):
            later = self._today(place, on, likely)
            if later is not None:
                return Found(later.code, "old_name_after_renaming", text)
            if any(other.successor_of == place.code for other in self._places):
                # Several heirs and nothing tells which: the old one stays, its line is one and the same anyway.
                return Found(place.code, "old_name_after_renaming", text)
        return Found(place.code, None if exact else "place_spelling", text)

    def _meant(self, text: str, on: date | None, likely: Counter[str] | None) -> tuple[Place | None, bool]:
        key = (text, on)
        if key not in self._remembered:
            self._remembered[key] = self._search(text, on)
        places, exact = self._remembered[key]
        return self._one_of(places, likely), exact

    def _search(self, text: str, on: date | None) -> tuple[tuple[Place, ...], bool]:
        """Return the places that fit best, and whether they fit to the letter."""
        if same := self._exact.get(_exactly(text)):
            return (min(same, key=lambda place: (on is not None and not place.valid(on), place.rank)),), True
        wanted = _look(text, self._towns)
        if not wanted.own:
            return (), False
        scored: list[tuple[tuple[float, ...], Place]] = []
        for place, look in self._looks:
            fit = _fit(wanted, look)
            if fit is not None:
                gone = float(on is not None and not place.valid(on))
                # A kind that was told decides before the day does: its old name leads to the present one.
                scored.append(((fit[0], place.rank, fit[1], gone) if wanted.kinds else (fit[0], gone, place.rank, fit[1]), place))
        if not scored:
            return (), False
        best = min(score for score, _ in scored)
        return tuple({place.code: place for score, place in scored if score == best}.values()), False

    def _one_of(self, places: Sequence[Place], likely: Counter[str] | None) -> Place | None:
        """Return the only place, or the one that the sheet names most; None where nothing tells."""
        if len(places) < 2:
            return places[0] if places else None
        counted = Counter({place.code: (likely or Counter())[place.code] for place in places}).most_common(2)
        return self._by_code[counted[0][0]] if counted[0][1] > counted[1][1] else None

    def _today(self, place: Place, on: date, likely: Counter[str] | None) -> Place | None:
        """Return the successor that bears the place's identity on a day; None where several do and the sheet does not tell."""
        line, seen = [place.code], {place.code}
        while line:
            heirs = [other for other in self._places if other.successor_of in line and other.code not in seen]
            valid = [other for other in heirs if other.valid(on)]
            if len(valid) == 1:
                return valid[0]
            if valid:
                return self._one_of(valid, likely)
            seen.update(other.code for other in heirs)
            line = [other.code for other in heirs]
        return None


def _exactly(name: str) -> str:
    """Return what an exact spelling is compared by: quotation marks, dashes and capitals are no misspelling, letters are."""
    return re.sub(r"[„“”\"'‐‑–—-]", "-", tidy(name)).casefold().strip(" .")


def _look(name: str, towns: bool) -> _Look:
    own: list[str] = []
    numbers: list[str] = []
    kinds: list[str] = []
    meanings = _TOWN_WORDS if towns else _PRISON_WORDS
    words = [part for word in re.findall(r"[\w-]+", folded(name).replace("–", "-")) for part in _split(word, meanings)]
    for word in words:
        if match := _ORDINAL.match(word):
            numbers.append(match.group(1))
        elif word in _KINDS:
            kinds.append(word)
        elif len(word) > 1:
            own.append(word)
    return _Look(tuple(own), tuple(numbers), tuple(kinds))


def _split(word: str, meanings: Mapping[str, str]) -> Iterable[str]:
    if _ORDINAL.match(word):
        return [word]
    spelt = meanings.get(word, word)
    parts = re.split(r"[\s-]+", spelt)
    return [kind for part in parts if part for kind in (_nearest_kind(part),)]


def _nearest_kind(word: str) -> str:
    """Return the kind word that a word misspells or bends, else the word itself."""
    if word in _KINDS or len(word) < 5:
        return word
    for kind in _KINDS:
        if len(kind) >= 5 and (word[:6] == kind[:6] or distance(word, kind, 1) <= 1):
            return kind
    return word


def _fit(wanted: _Look, look: _Look) -> tuple[float, float] | None:
    """Return how far a wanted look is from a place's, and how much of the place's name it leaves out; None where it is another place."""
    if not set(wanted.numbers) <= set(look.numbers) or not look.own or not set(wanted.kinds) <= set(look.kinds):
        return None
    slips = 0.0
    left = list(look.own)
    for word in wanted.own:
        near = [(0 if _same_stem(word, other) else distance(word, other, _allowed(word)), other) for other in left]
        if not near or min(near)[0] > _allowed(word):
            return None
        slip, other = min(near)
        slips += slip
        left.remove(other)
    # Own words of the place that the cell left out weigh less than a slip; kinds and numbers left out still less.
    return slips + 0.5 * len(left), 0.1 * len(set(look.kinds) - set(wanted.kinds)) + 0.3 * len(set(look.numbers) - set(wanted.numbers))


def _allowed(word: str) -> int:
    return 0 if len(word) < 4 else 1 if len(word) < 7 else 2


def _same_stem(one: str, other: str) -> bool:
    """Tell whether two words are cases of one name (`Marijampolė`, `Marijampolės`): the same but for a short ending."""
    shared = 0
    for left, right in zip(one, other):
        if left != right:
            break
        shared += 1
    return shared >= 4 and len(one) - shared <= 2 and len(other) - shared <= 2
