"""In which band a score lies, by the language of the sheet and the person's sex, as the list `instrument_bands` tells it.

The rows are data with their sources; a clinician of the house corrects them as terms of the list.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

Row = Mapping[str, Any]
SEXES = ("f", "m")


@dataclass(frozen=True, slots=True)
class Band:
    """A band or a cut: `code` in the list, `band` as it is kept with a score, and the `tone` in which it is shown."""

    code: str
    band: str
    tone: str


@dataclass(frozen=True, slots=True)
class Reading:
    """What a score says: its band (None: no norms, or they differ by a sex that is not known) and the cuts that it reaches."""

    band: Band | None
    cuts: tuple[Band, ...]


def read_score(rows: Iterable[Row], instrument: str, score: Decimal, language: str | None, sex: str | None) -> Reading:
    """Return what a score of an instrument says. `language` is that of the sheet; a `sex` beside f and m is not known here."""
    mine = [row for row in rows if row.get("instrument") == instrument and _spoken(row, language)]
    found = {one: _reading(mine, score, one) for one in SEXES}
    if sex in found:
        return found[sex]
    women, men = (found[one] for one in SEXES)
    same = women.band is not None and men.band is not None and women.band.band == men.band.band
    return Reading(women.band if same else None, tuple(cut for cut in women.cuts if cut in men.cuts))


def _reading(rows: list[Row], score: Decimal, sex: str) -> Reading:
    reached = [row for row in rows if row.get("sex") in (None, "", sex) and Decimal(row["score_from"]) <= score <= Decimal(row["score_to"])]
    bands = [_band(row) for row in reached if row["level"] == "band"]
    return Reading(bands[-1] if bands else None, tuple(_band(row) for row in reached if row["level"] == "cut"))


def _band(row: Row) -> Band:
    return Band(str(row["code"]), str(row.get("band") or ""), str(row.get("tone") or "grey"))


def _spoken(row: Row, language: str | None) -> bool:
    """Tell whether a row holds for a sheet in that language: rows of one language do not hold where none is told."""
    told = str(row.get("language") or "").split()
    return not told or language in told
