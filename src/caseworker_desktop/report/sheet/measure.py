"""How wide the columns of a printed sheet are and how tall its rows: from what stands in them, since no spreadsheet program measures it for us."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from math import sqrt

from caseworker_desktop.report.book import Cell, Head

#: So many characters fit across an upright A4 page at full size; a lying one is shrunk to hold at most so many.
UPRIGHT, MOST = 96.0, 204.0
#: The height of a line of 10 points, in points, and the most that a row may have.
LINE, _TALLEST = 13.2, 400.0
#: Letters against the digit that columns are measured by: a column gets room for wide ones, bold ones; lines hold average ones.
_LETTER, _BOLD, _AVERAGE, _EDGE = 1.0, 1.08, 0.94, 2.6
_LEAST, _SHRINK_TO = 8.0, 16.0
#: Kinds of columns whose cells are words that may wrap.
WRAPPED = ("text", "code", "codes", "list")


def widths(heads: Sequence[Head], rows: Sequence[Sequence[Cell]], total: Sequence[Cell] | None) -> tuple[float, ...]:
    """Return the width of each column in characters: room for its heading's longest word and its values, no more than its head allows."""
    found, texts = [], []
    for n, head in enumerate(heads):
        told = [words(row[n]) for row in (*rows, *([total] if total is not None else []))]
        texts.append(told)
        word = max((len(each) for each in head.title.split()), default=0) * _BOLD + _EDGE
        longest = max(map(len, told), default=0) * _LETTER + _EDGE
        broken = max((len(each) for one in told for each in one.split()), default=0) * _LETTER + _EDGE
        found.append(max(_LEAST, word, min(longest, max(head.width, min(broken, head.width * 1.3)))))
    return _within(found, texts)


def _within(found: list[float], told: Sequence[Sequence[str]]) -> tuple[float, ...]:
    """Take width from the columns of long texts until the page can hold all without letters too small to read: the longest keep the most."""
    wide = {n for n, one in enumerate(found) if one > _SHRINK_TO}
    free = MOST - sum(one for n, one in enumerate(found) if n not in wide)
    while wide and sum(found[n] for n in wide) > free + 0.5:
        weights = {n: sqrt(max(map(len, told[n]), default=1)) for n in wide}
        part = max(free, len(wide) * _SHRINK_TO) / sum(weights.values())
        small = {n for n in wide if weights[n] * part <= min(found[n], _SHRINK_TO)}
        kept = {n for n in wide - small if weights[n] * part >= found[n]}
        if not small and not kept:
            for n in wide:
                found[n] = weights[n] * part
            break
        for n in small:
            found[n] = _SHRINK_TO
        free -= sum(found[n] for n in small | kept)
        wide -= small | kept
    return tuple(round(one, 1) for one in found)


def words(value: Cell) -> str:
    """Return about what a cell shows."""
    if value is None:
        return ""
    if isinstance(value, date):
        return "2000-00-00"
    if isinstance(value, float):
        return f"{value:,.2f}"
    return value if isinstance(value, str) else f"{value:,}"


def lines(text: str, width: float, *, bold: bool = False) -> int:
    """Return how many lines a text takes in a column `width` characters wide, broken at words."""
    room = max(1.0, (width - _EDGE / 2) / (_BOLD if bold else _AVERAGE))
    if len(text) <= room and "\n" not in text:
        return 1
    count = 0
    for line in text.split("\n"):
        count += 1
        used = 0.0
        for word in line.split(" "):
            long = float(len(word))
            if used and used + 1 + long > room:
                count += 1
                used = 0.0
            while long > room:
                count += 1
                long -= room
            used = used + 1 + long if used else long
    return count


def fits(text: str, width: float) -> bool:
    """Tell whether a text is sure to stand on one line."""
    return len(text) * _AVERAGE <= width - _EDGE / 2 and "\n" not in text


def height(count: int, line: float = LINE) -> float | None:
    """Return the height of a row of so many lines; None: the usual one."""
    return None if count <= 1 else min(_TALLEST, round(count * line + 2, 1))
