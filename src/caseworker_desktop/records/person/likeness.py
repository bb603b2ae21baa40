"""How like two people are by name, birth date and codes: for a warning while a new person is typed, never for a block."""

from __future__ import annotations

import re
from collections.abc import Sequence
from difflib import SequenceMatcher
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
#: Above this two spellings are taken for one name misspelt.
CLOSE = 0.84


def words(name: str) -> list[str]:
    """Return the words of a name, folded."""
    return re.findall(r"\w+", fold(name))


@lru_cache(maxsize=100_000)
def sound(word: str) -> str:
    """Return how a word of a name sounds, roughly: one letter a sound, no doubled letters, no ending."""
    text = fold(word)
    for ending in _ENDINGS:
        if text.endswith(ending) and len(text) - len(ending) >= 3:
            text = text[: -len(ending)]
            break
    for spelled, sounds in _SOUNDS:
        text = text.replace(spelled, sounds)
    return re.sub(r"(.)\1+", r"\1", text)


def stem(name: str) -> str:
    """Return the longest folded word of a name without its ending; by its first letters spellings of one name are found."""
    found = max(words(name), key=len, default="")
    for ending in _ENDINGS:
        if found.endswith(ending) and len(found) - len(ending) >= 3:
            return found[: -len(ending)]
    return found


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
    mine, theirs = [sound(w) for w in words(name)], [sound(w) for w in words(other)]
    if not mine or not theirs:
        return 0.0
    return max(1.0 if a == b else SequenceMatcher(None, a, b).ratio() for a in mine for b in theirs if a and b) if any(mine) and any(theirs) else 0.0
