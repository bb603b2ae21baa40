"""Finds the service of the list that a cell's words mean: whole names, clipped words, initials, everyday names."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from caseworker_desktop.intake.wording import folded, tidy

#: Folded words that say how a service is given rather than which.
_MANNER: Mapping[str, str] = {
    "kons": "talk", "konsult": "talk", "konsultacija": "talk", "konsultacijos": "talk", "konsultavimas": "talk", "konsultacijas": "talk",
    "ind": "one", "individ": "one", "individuali": "one", "individualus": "one", "individuala": "one", "individual": "one",
    "grupe": "many", "grupine": "many",
    "grup": "many", "gr": "many", "grupinis": "many", "grupas": "many", "grupa": "many", "group": "many", "uzsiemimas": "class", "uzs": "class",
    "nodarbiba": "class", "programa": "class", "programma": "class", "session": "class", "pagalba": "help", "palidziba": "help", "paslauga": "help",
    "pakalpojums": "help", "specialistas": "help", "ir": "", "un": "", "and": "", "su": "", "del": "",
}
#: Everyday names, folded, of services whose list name has other words.
_EVERYDAY: Mapping[str, str] = {
    "psich": "P-PSI", "psichologas": "P-PSI", "psihologs": "P-PSI", "psychologist": "P-PSI",
    "darbas": "P-IDA", "darbo paieska": "P-IDA", "idarbinimas": "P-IDA", "darba meklesana": "P-IDA", "busto paieska": "R-BUS", "bustas": "R-BUS",
    "tevystes igudziai": "F-TEV", "tevyste": "F-TEV", "vecaku prasmes": "F-TEV", "teisine pagalba": "P-TEI", "juridine pagalba": "P-TEI",
    "juridiska palidziba": "P-TEI", "dokumentai": "D-DOK", "dokumenti": "D-DOK", "nakvyne": "S-NAK", "nakvynes namai": "S-APG", "patversme": "S-APG",
    "maitinimas": "S-MAI", "maistas": "S-MAI",
    "drabuziai": "S-DRA", "transportas": "S-TRA", "seima": "F-SEI", "artimieji": "F-SEI",
    "finansai": "R-SKO", "mentorius": "M-SUS", "lidzgaitnieks": "M-SUS", "savanoryste": "E-SAV",
    "jobs": "P-IDA", "debts": "R-SKO", "housing": "R-BUS",
}


class Services:
    """The list of services (code and names in every language) and the memory of what a file's words meant."""

    def __init__(self, services: Sequence[tuple[str, tuple[str, ...]]]) -> None:
        self._codes = {code for code, _ in services}
        self._names = [(code, number, _words(name)) for number, (code, names) in enumerate(services) for name in names if name]
        self._whole = {folded(name): code for code, names in reversed(services) for name in names if name}
        self._initials: dict[str, str] = {}
        for code, _, words in self._names:
            own = [word for word in words if word not in _MANNER]
            for length in range(2, min(len(own), 4) + 1):
                self._initials.setdefault("".join(word[0] for word in own[:length]), code)
        self._remembered: dict[str, str | None] = {}

    def find(self, value: object) -> str | None:
        """Return the code of the service meant, None where the words mean none of the list."""
        text = tidy(value)
        if text not in self._remembered:
            self._remembered[text] = self._search(text)
        return self._remembered[text]

    def _search(self, text: str) -> str | None:
        if text in self._codes:
            return text
        bare = folded(text)
        if bare in self._whole:
            return self._whole[bare]
        everyday = _EVERYDAY.get(bare.strip(" ."))
        if everyday in self._codes:
            return everyday
        if re.fullmatch(r"[^\W\d_]{2,4}\.?", text) and text.rstrip(".").isupper():
            return self._initials.get(bare.rstrip("."))
        words = _words(text)
        own = [word for word in words if word not in _MANNER]
        manner = {_MANNER[word] for word in words if word in _MANNER}
        best: tuple[tuple[bool, bool, int, int, int, int], str] | None = None
        for code, number, name in self._names:
            left = [word for word in name if word not in _MANNER]
            slips = [_takes(word, left) for word in own]
            if not own or None in slips:
                continue
            told = {_MANNER[word] for word in name if word in _MANNER}
            # A group asked for is a group found; without a word about it, one to one is meant.
            rank = ("many" in manner and "many" not in told, "many" in told and "many" not in manner, sum(slip or 0 for slip in slips),
                    -len(manner & told), len(left), number)
            if best is None or rank < best[0]:
                best = (rank, code)
        return best[1] if best else None


def _words(text: str) -> list[str]:
    return re.findall(r"[^\W_]+", folded(text))


def _takes(word: str, left: list[str]) -> int | None:
    """Take from `left` the word that `word` clips or bends best; return the number of its letters that differ, None where none fits."""
    best: tuple[int, str] | None = None
    for other in left:
        shared = 0
        for one, against in zip(word, other):
            if one != against:
                break
            shared += 1
        rest = len(word) - shared
        fits = (rest == 0 and shared >= 3) or (shared >= 5 and rest <= 4) or (shared >= 4 and rest <= 2)
        if fits and (best is None or rest < best[0]):
            best = (rest, other)
    if best is None:
        return None
    left.remove(best[1])
    return best[0]
