"""How like two people are by name, birth date and codes: for a warning while a new person is typed, never for a block."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from caseworker_desktop.kernel.folding import fold

#: Endings that differ between spellings of one name: cases and genders, married and maiden forms (Lithuanian), endings (Latvian).
_ENDINGS = (
    "ijus", "ij", "iy",
    "iene", "aite", "yte", "ute", "ike", "aviciene", "evicius", "ius", "ys", "as", "is", "us", "es", "os", "ai", "e", "a", "s", "o",
)
#: Spellings of one sound, the more letters first: transliterations from Russian and English, doubled and foreign letters.
_SOUNDS = (
    ("shch", "s"), ("sch", "s"), ("sh", "s"), ("ch", "c"), ("cz", "c"), ("sz", "s"), ("zh", "z"), ("ph", "f"), ("kh", "h"), ("ts", "c"),
    ("ck", "k"), ("ij", "i"), ("yj", "i"), ("iy", "i"), ("ie", "e"), ("uo", "o"),
    ("w", "v"), ("y", "i"), ("j", "i"), ("x", "ks"), ("q", "k"), ("h", ""),
)
#: Letters that stand at the beginning of a spelling above; a word without them sounds as it is written.
_SPELLED = frozenset(spelled[0] for spelled, _ in _SOUNDS)
_TWICE = re.compile(r"(.)\1+")
#: Above this two spellings are taken for one name misspelt.
CLOSE = 0.84
#: Above this also without a birth date that agrees.
VERY_CLOSE = 0.92


def words(name: str) -> list[str]:
    """Return the words of a name, folded."""
    return re.findall(r"\w+", fold(name))


@lru_cache(maxsize=100_000)
def sound(word: str) -> str:
    """Return how a word of a name sounds, roughly: one letter a sound, no doubled letters, no ending."""
    return sound_of_folded(fold(word))


def sound_of_folded(word: str) -> str:
    """Return how a word of a name sounds that is folded already."""
    text = _without_ending(word)
    if not _SPELLED.isdisjoint(text):
        for spelled, sounds in _SOUNDS:
            if spelled in text:
                text = text.replace(spelled, sounds)
    return _TWICE.sub(r"\1", text)


def _without_ending(text: str) -> str:
    if text.endswith(_ENDINGS):
        for ending in _ENDINGS:
            if text.endswith(ending) and len(text) - len(ending) >= 3:
                return text[: -len(ending)]
    return text


def stem(name: str) -> str:
    """Return the longest folded word of a name without its ending; by its first letters spellings of one name are found."""
    return _without_ending(max(words(name), key=len, default=""))


def same_names(given: str, family: str, other_given: str, other_family: str, former: Sequence[str] = ()) -> bool:
    """Tell whether all words of both names are the same without diacritics, in any order; a former family name serves as well."""
    typed = sorted(words(f"{given} {family}"))
    return bool(typed) and any(typed == sorted(words(f"{other_given} {name}")) for name in (other_family, *former))


def close_names(given: str, family: str, other_given: str, other_family: str, former: Sequence[str] = ()) -> float:
    """Return how close two names sound, 0 to 1: the poorer of given and family name, each by its best word; swapped names count too."""
    straight = max(min(_alike(given, other_given), _alike(family, name)) for name in (other_family, *former))
    swapped = min(_alike(given, other_family), _alike(family, other_given))
    return max(straight, swapped)


def same_birth(date: str | None, other: str | None) -> bool | None:
    """Tell whether two birth dates of any precision can be one day; None when one is not known."""
    if not date or not other:
        return None
    length = min(len(date), len(other))
    return date[:length] == other[:length]


def same_code(code: str, other: str) -> bool:
    """Tell whether two personal codes are one, however they are written."""
    plain, with_ = (re.sub(r"[\s-]", "", each).casefold() for each in (code, other))
    return bool(plain) and plain == with_


def _alike(name: str, other: str) -> float:
    return alike(tuple(map(sound, words(name))), tuple(map(sound, words(other))))


def alike(mine: Sequence[str], theirs: Sequence[str]) -> float:
    """Return how close the closest two of two names' sounds are, 0 to 1."""
    return max((1.0 if a == b else ratio(a, b) for a in mine for b in theirs if a and b), default=0.0)


@lru_cache(maxsize=100_000)
def ratio(a: str, b: str) -> float:
    """Return what two sounds have in common: twice the letters that both have in the same order, of all their letters, 0 to 1.

    Two neighbours that changed places count as one letter too many, not as two. The longest common subsequence is counted a word at a time in
    the bits of a number (Hyyrö, Bit-parallel LCS-length computation revisited, 2004).
    """
    places: dict[str, int] = {}
    for at, letter in enumerate(b):
        places[letter] = places.get(letter, 0) | 1 << at
    size = (1 << len(b)) - 1
    left = size
    for letter in a:
        met = left & places.get(letter, 0)
        left = ((left + met) | (left - met)) & size
    common = len(b) - left.bit_count()
    total = len(a) + len(b)
    return total / (total + 1) if len(a) == len(b) == common + 1 and _turned(a, b) else 2 * common / total


def _turned(a: str, b: str) -> bool:
    """Tell whether two words of one length differ in that two neighbouring letters changed places."""
    at = next(place for place, (one, other) in enumerate(zip(a, b, strict=True)) if one != other)
    return a[at : at + 2] == b[at : at + 2][::-1] and a[at + 2 :] == b[at + 2 :]
