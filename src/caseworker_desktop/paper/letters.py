"""Which letters the bundled fonts can set, so that a strange sign in somebody's text never keeps a plan from being printed."""

from __future__ import annotations

import re
import struct
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

#: What stands for a sign that no bundled font has (U+25A1, an empty square).
MISSING = "□"
#: A word longer than this may be broken, so that it never runs out of its column.
LONG_WORD = 20
_PIECE = 10
_BREAK = "\u200b"
_PIECES = re.compile(r"[^-/]*[-/]|[^-/]+")
_LAID_OUT = frozenset("\n \u00a0\u200b\u00ad")


def covered(fonts: Iterable[Path]) -> frozenset[int]:
    """Return the code points that at least one of the OpenType files has a glyph for."""
    found: set[int] = set()
    for font in fonts:
        found |= _code_points(font.read_bytes())
    return frozenset(found)


def settable(text: str, letters: frozenset[int]) -> str:
    """Return `text` as it can be set: unknown signs become an empty square, control signs a blank, very long words may be broken."""
    shown = "".join(one if one in _LAID_OUT or ord(one) in letters else (" " if not one.isprintable() else MISSING) for one in text)
    if len(shown) <= LONG_WORD:
        return shown
    return "".join(_breakable(word) for word in _words(shown))


def settable_values(value: Any, letters: frozenset[int]) -> Any:
    """Return JSON-like page values with every text in them settable; keys stay."""
    match value:
        case str():
            return settable(value, letters)
        case Mapping():
            return {key: settable_values(each, letters) for key, each in value.items()}
        case list() | tuple():
            return [settable_values(each, letters) for each in value]
    return value


def _words(text: str) -> list[str]:
    words, start = [], 0
    for place, one in enumerate(text):
        if one in " \n":
            words += [text[start:place], one]
            start = place + 1
    return [*words, text[start:]]


def _breakable(word: str) -> str:
    """Return a word with hidden breaks in its long pieces. Lines break behind hyphens and strokes anyway: a project's code stays as it is."""
    return "".join(_cut(piece) for piece in _PIECES.findall(word))


def _cut(piece: str) -> str:
    if len(piece) <= LONG_WORD:
        return piece
    return _BREAK.join(piece[start : start + _PIECE] for start in range(0, len(piece), _PIECE))


def _code_points(font: bytes) -> set[int]:
    """Read the Unicode subtables (formats 4 and 12) of the font's `cmap` (OpenType 1.9, cmap)."""
    tables = struct.unpack(">H", font[4:6])[0]
    for place in range(12, 12 + 16 * tables, 16):
        tag, _, start, _ = struct.unpack(">4sIII", font[place : place + 16])
        if tag == b"cmap":
            break
    else:
        return set()
    found: set[int] = set()
    for place in range(start + 4, start + 4 + 8 * struct.unpack(">H", font[start + 2 : start + 4])[0], 8):
        platform, _, offset = struct.unpack(">HHI", font[place : place + 8])
        if platform not in (0, 3):
            continue
        kind = struct.unpack(">H", font[start + offset : start + offset + 2])[0]
        if kind == 4:
            found |= _segments(font, start + offset)
        elif kind == 12:
            found |= _groups(font, start + offset)
    return found


def _segments(font: bytes, start: int) -> set[int]:
    segments = struct.unpack(">H", font[start + 6 : start + 8])[0] // 2
    ends = struct.unpack(f">{segments}H", font[start + 14 : start + 14 + 2 * segments])
    first = start + 16 + 2 * segments
    starts = struct.unpack(f">{segments}H", font[first : first + 2 * segments])
    return {code for low, high in zip(starts, ends, strict=True) if low != 0xFFFF for code in range(low, high + 1)}


def _groups(font: bytes, start: int) -> set[int]:
    count = struct.unpack(">I", font[start + 12 : start + 16])[0]
    found: set[int] = set()
    for place in range(start + 16, start + 16 + 12 * count, 12):
        low, high, _ = struct.unpack(">III", font[place : place + 12])
        found.update(range(low, high + 1))
    return found
