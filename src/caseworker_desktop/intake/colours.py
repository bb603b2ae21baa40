"""What the colour of a row says, once the legend of the sheet has told it."""

from __future__ import annotations

import colorsys
import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

from caseworker_desktop.intake.model import Sheet
from caseworker_desktop.kernel.folding import fold

#: Folded stems of colour words in Lithuanian, Latvian and English. Each stands at the beginning of a word.
COLOUR_WORDS: Mapping[str, tuple[str, ...]] = {
    "red": ("raudon", "rausv", "rozin", "sarkan", "roza", "red", "pink"),
    "orange": ("oranz", "orange"),
    "yellow": ("gelton", "dzelten", "yellow"),
    "green": ("zali", "zala", "zalo", "zals", "green"),
    "blue": ("melyn", "zydr", "zila", "zils", "zilo", "blue"),
    "violet": ("violet", "purpur", "purple"),
    "grey": ("pilk", "pelek", "grey", "gray"),
}
#: Folded stems that say how a participation ended, with the code of records.md (participation.exit_reason).
ENDINGS: Mapping[str, tuple[str, ...]] = {
    "dropped_out": ("nutrauk", "istoj", "pasitrauk", "iskrit", "nebedalyv", "nebelank", "partrauc", "izstaj", "izstaju", "aizgaj", "dropped", "quit",
                    "withdr", "left the"),
    "completed": ("uzbaig", "baige", "pabaig", "pabeidz", "completed", "finished"),
    "transferred": ("perkelt", "parcelt", "parvieto", "transferred"),
    "released": ("paleist", "atbrivo", "released"),
    "died": ("mire", "miru", "miris", "mirus", "died"),
}


def ending_in(text: str) -> str | None:
    """Return the exit reason that a status or a legend names, or None."""
    words = fold(text)
    for reason, stems in ENDINGS.items():
        if any(re.search(rf"\b{stem}", words) for stem in stems):
            return reason
    return None


def colour_in(text: str) -> str | None:
    """Return the name of the colour that a text speaks of, or None."""
    words = fold(text)
    for name, stems in COLOUR_WORDS.items():
        if any(re.search(rf"\b{stem}", words) for stem in stems):
            return name
    return None


def hue(rgb: str) -> str | None:
    """Return the name of the colour RRGGBB, None for white and black."""
    red, green, blue = (int(rgb[at:at + 2], 16) / 255 for at in (0, 2, 4))
    turn, saturation, light = colorsys.rgb_to_hsv(red, green, blue)
    if saturation < 0.08:
        return "grey" if 0.25 < light < 0.93 else None
    degrees = turn * 360
    for limit, name in ((18, "red"), (43, "orange"), (70, "yellow"), (170, "green"), (260, "blue"), (325, "violet")):
        if degrees < limit:
            return name
    return "red"


def row_fill(sheet: Sheet, row: int, columns: Iterable[int]) -> str | None:
    """Return the RRGGBB that most filled cells of a row share, None when fewer than half of them are coloured."""
    seen = [sheet.fills.get((row, column)) for column in columns if sheet.value(row, column) is not None]
    counted = Counter(fill for fill in seen if fill is not None and hue(fill) is not None)
    if not counted:
        return None
    fill, times = counted.most_common(1)[0]
    return fill if times * 2 > len(seen) else None


def legend(sheet: Sheet, lines: Sequence[tuple[int, str]]) -> dict[str, str]:
    """Return what colours mean on a sheet, `{RRGGBB or name of a hue: exit reason}`, from its legend's `lines` (row, text).

    A legend's own fill counts more than the colour it names; a line may explain several colours.
    """
    meanings: dict[str, str] = {}
    for row, text in lines:
        told = [(colour_in(part), reason) for part in re.split(r"[,;\n]", text) if (reason := ending_in(part)) is not None]
        fills = {fill for column in range(1, sheet.width + 1) if (fill := sheet.fills.get((row, column))) and hue(fill)}
        if len(told) == 1 and fills:
            for fill in fills:
                meanings[fill] = told[0][1]
                meanings.setdefault(hue(fill) or fill, told[0][1])
            continue
        for named, reason in told:
            if named is not None:
                meanings.setdefault(named, reason)
    return meanings


def meaning(fill: str | None, meanings: Mapping[str, str]) -> str | None:
    """Return what a row of this fill says, or None."""
    if fill is None:
        return None
    return meanings.get(fill) or meanings.get(hue(fill) or "")
