"""Reads a person's name in every order in which lists write it, with initials, several in a cell."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from caseworker_desktop.intake.given_names import GIVEN_NAMES
from caseworker_desktop.intake.wording import says_nothing, tidy
from caseworker_desktop.kernel.folding import fold

#: Folded endings of surnames that given names hardly have.
_FAMILY_ENDINGS = (
    "auskas", "iauskas", "inskas", "ynskas", "anskas", "unskas", "evicius", "avicius", "ovicius", "aitis", "utis", "ytis", "enas", "unas", "onis",
    "elis", "ulis", "ionis", "aite", "yte", "ute", "iute", "iene", "uviene", "skas", "skis", "skiene", "ckas", "ckis", "ovas", "evas", "ova", "eva",
    "ovs", "evs", "ins", "kalns", "bergs", "sons", "sone", "niece", "nieks", "enieks", "eniece", "ans", "ane", "itis", "ite", "ina", "alns", "alna",
    "ov", "ev", "in", "ski", "sky", "ska", "cki", "cka", "enko", "yan", "ian", "shvili", "oglu",
    "vich", "wicz", "vics", "vica", "iks", "uks", "ups", "ars", "elskis",
)
_SEPARATORS = re.compile(r"\s*[;\n|]\s*|\s+(?:ir|un|and|&|\+)\s+|\s*/\s*|\s*•\s*")
_LETTERS = r"[^\W\d_]"
_TOKEN = re.compile(rf"^{_LETTERS}[\w’'`\-‐‑]*\.?$")
_INITIAL = re.compile(rf"^(?:{_LETTERS}\.(?:-?{_LETTERS}\.)?|{_LETTERS})$")
_NUMBERED = re.compile(r"^\s*\d{1,3}\s*[.)]\s*")
_TAIL = re.compile(r"\s*\([^)]*\)\s*$")


@dataclass(frozen=True, slots=True)
class Name:
    """Given names and family name as they are spelt with capital first letters. `initials`: of the given names only letters are known."""

    given: str
    family: str
    initials: bool = False

    @property
    def whole(self) -> str:
        return f"{self.given} {self.family}".strip()

    @property
    def key(self) -> tuple[str, str]:
        """Folded halves: what is compared to find the same person."""
        return fold(self.given), fold(self.family)


class NameOrder:
    """What a file itself teaches about its names: words that stand as given or as family names where the order is plain.

    `first` is `family` or `given`: the order that the heading names, used where nothing else decides.
    """

    def __init__(self, texts: Iterable[str], first: str | None = None) -> None:
        self.first = first
        self._given: Counter[str] = Counter()
        self._family: Counter[str] = Counter()
        for text in texts:
            parts = _plain_order(_words(text))
            if parts is not None:
                self._given.update(fold(word) for word in parts[0])
                self._family.update(fold(word) for word in parts[1])

    def leaning(self, word: str) -> float:
        """Return how much a word looks like a family name (positive) or a given name (negative)."""
        bare = fold(word)
        weight = 0.0
        if self._family[bare] or self._given[bare]:
            weight += 2.0 if self._family[bare] > self._given[bare] else -2.0 if self._given[bare] > self._family[bare] else 0.0
        if bare in GIVEN_NAMES:
            weight -= 1.5
        elif any(len(bare) > len(ending) + 1 and bare.endswith(ending) for ending in _FAMILY_ENDINGS):
            weight += 1.0
        elif "-" in bare:
            weight += 0.5
        return weight


def _words(text: str) -> tuple[list[str], int | None]:
    """Return the words of a name and the number of words before a comma (None without one)."""
    bare = _TAIL.sub("", _NUMBERED.sub("", tidy(text)))
    bare = re.sub(r"\.(?=\w)", ". ", bare)
    if bare.count(",") == 1:
        left, right = (part.split() for part in bare.split(","))
        if left and right:
            return left + right, len(left)
    return bare.replace(",", " ").split(), None


def _capitals(word: str) -> bool:
    return word.isupper() and len(word.strip(".-")) > 1


def _plain_order(told: tuple[list[str], int | None]) -> tuple[list[str], list[str]] | None:
    """Return (given, family) words where a comma or capitals tell the order, else None."""
    words, comma = told
    if comma is not None:
        return words[comma:], words[:comma]
    loud = [word for word in words if _capitals(word)]
    if loud and len(loud) < len(words) and not any(_INITIAL.match(word) for word in words):
        first, last = words.index(loud[0]), len(words) - 1 - words[::-1].index(loud[-1])
        if last - first + 1 == len(loud) and (first == 0 or last == len(words) - 1):
            return [word for word in words if not _capitals(word)], loud
    return None


def read_name(text: object, order: NameOrder) -> Name | None:
    """Return the name in a cell, None where it holds none (blank, a number, a sentence)."""
    if says_nothing(text):
        return None
    words, comma = _words(str(text))
    if len(words) < 2 or len(words) > 6 or not all(_TOKEN.match(word) for word in words):
        return None
    initials = [word for word in words if _INITIAL.match(word)]
    if initials:
        rest = [word for word in words if not _INITIAL.match(word)]
        if not rest:
            return None
        if len(rest) == 1:
            return Name(" ".join(f"{letter.upper()}." for word in initials for letter in re.findall(_LETTERS, word)), _spelt(rest[0]), initials=True)
    plain = _plain_order((words, comma))
    if plain is not None:
        if comma is not None and _comma_turned(plain, order):
            plain = plain[1], plain[0]
        given, family = plain
    else:
        given, family = _guess(words, order)
    return Name(" ".join(map(_spelt, given)), " ".join(map(_spelt, family)))


def _comma_turned(plain: tuple[list[str], list[str]], order: NameOrder) -> bool:
    """Tell whether the words around a comma stand as `Vardas, Pavardė`: only where both halves clearly say so."""
    given, family = plain
    return order.first == "given" and max(map(order.leaning, family)) < -1 and min(map(order.leaning, given)) > 0


def _guess(words: list[str], order: NameOrder) -> tuple[list[str], list[str]]:
    """Return (given, family) of words without a sign of their order: the heavier end is the family name."""
    first, last = order.leaning(words[0]), order.leaning(words[-1])
    if first > last or (first == last and order.first == "family"):
        return words[1:], words[:1]
    return words[:-1], words[-1:]


def _spelt(word: str) -> str:
    """Return a word with capital first letters where it was written in capitals or in small letters; mixed spelling stays (McDonald)."""
    if not (word.isupper() or word.islower()):
        return word
    return "".join(part.capitalize() if part[:1].isalpha() else part for part in re.split(r"([\-‐‑’'`])", word))


def read_part(text: object) -> str | None:
    """Return one half of a name from a column of its own, None where the cell holds none."""
    if says_nothing(text):
        return None
    words = tidy(text).split()
    if len(words) > 4 or not all(_TOKEN.match(word) for word in words):
        return None
    return " ".join(map(_spelt, words))


def split_people(text: object) -> tuple[str, ...]:
    """Return the names in a cell that may hold several: each on a line, or parted by `;`, `/`, `ir`, `un`, or commas between whole names."""
    if says_nothing(text):
        return ()
    parts = [part for part in _SEPARATORS.split(str(text).replace("\r", "\n").strip()) if part.strip()]
    people: list[str] = []
    for part in parts:
        pieces = [piece.strip() for piece in part.split(",") if piece.strip()]
        # One comma between single words is `Pavardė, Vardas`; commas between whole names part persons.
        whole = [len(piece.replace(".", ". ").split()) >= 2 for piece in pieces]
        if len(pieces) > 1 and all(whole):
            people.extend(pieces)
        elif len(pieces) > 2 and len(pieces) % 2 == 0 and not any(whole):
            people.extend(f"{pieces[at]}, {pieces[at + 1]}" for at in range(0, len(pieces), 2))
        else:
            people.append(part)
    return tuple(_NUMBERED.sub("", tidy(person)) for person in people)
