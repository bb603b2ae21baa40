"""How the words of a cell are read: blanks of every kind, and the words that say nothing."""

from __future__ import annotations

import re
from datetime import date, datetime, time, timedelta
from typing import Any

from caseworker_desktop.kernel.folding import fold

#: Folded words by which people fill a cell that has no answer.
NOTHING = frozenset({
    "", "-", "--", "---", "–", "—", "_", "?", "??", "???", ".", "x", "/", "n/a", "na", "n.d.", "nd", "nera", "nežinoma", "nezinoma", "nezinomas",
    "nezino", "nenurodyta", "nenurode", "neturi", "nebuvo", "nav", "nav zinams", "nezinams", "nezina", "nav noradits", "none", "null", "unknown",
    "not known", "no data", "nera duomenu", "nav datu", "tbd", "tuscia",
})
#: Folded beginnings of words that say "not yet" where a day is asked for: applied, waits, planned.
NOT_YET = ("pieteic", "pieteik", "piesak", "gaida", "plano", "planuo", "numatyt", "laukia",
           "uzregistruotas", "uzsiras", "dar ne", "vel nav", "vel ne",
           "kandidat", "applied", "waiting", "planned", "pending", "registered", "iesko", "mekle", "nedirba", "nestrada", "neisidarbino",
           "nepradejo", "neuzsak", "neapmacits", "neapmokytas", "nedalyvavo")
_SPACES = re.compile(r"[\s\u00a0\u2007\u202f\u2060\ufeff\u200b]+")


def tidy(value: Any) -> str:
    """Return the text of a cell on one line: blanks of every kind become one space, none at the ends. Whole floats lose `.0`."""
    if value is None:
        return ""
    if isinstance(value, float) and value.is_integer() and abs(value) < 1e15:
        value = int(value)
    if isinstance(value, bool):
        return "+" if value else "-"
    if isinstance(value, datetime | date | time | timedelta):
        return str(value)
    return _SPACES.sub(" ", str(value)).strip()


def folded(value: Any) -> str:
    """Return the tidy text without case and diacritics."""
    return fold(tidy(value))


def says_nothing(value: Any) -> bool:
    """Tell whether a cell is blank or holds a word for "no answer"."""
    return value is None or (isinstance(value, str) and folded(value).rstrip(".:") in NOTHING)


def not_yet(value: Any) -> bool:
    """Tell whether a cell says that the thing asked for has not happened."""
    return isinstance(value, str) and folded(value).startswith(NOT_YET)


def distance(one: str, other: str, limit: int) -> int:
    """Return how many letters must be changed, added, dropped or swapped with a neighbour to get `other`; `limit + 1` when more.

    Optimal string alignment (Damerau–Levenshtein without repeated edits).
    """
    if one == other:
        return 0
    if abs(len(one) - len(other)) > limit:
        return limit + 1
    before: list[int] = []
    last = list(range(len(other) + 1))
    for row, letter in enumerate(one, start=1):
        now = [row] + [0] * len(other)
        for column, against in enumerate(other, start=1):
            now[column] = min(last[column] + 1, now[column - 1] + 1, last[column - 1] + (letter != against))
            if row > 1 and column > 1 and letter == other[column - 2] and one[row - 2] == against:
                now[column] = min(now[column], before[column - 2] + 1)
        if min(now) > limit:
            return limit + 1
        before, last = last, now
    return min(last[-1], limit + 1)
