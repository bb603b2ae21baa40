"""A measured figure beside what it may be, and the table of them."""

from __future__ import annotations

import statistics
from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Figure:
    """`value` in `unit`; `allowed` is the most it may be (`least`: the least), None when it is told only for comparison."""

    name: str
    value: float
    unit: str = "×"
    allowed: float | None = None
    least: bool = False
    detail: str = ""

    @property
    def verdict(self) -> str:
        """`well`, `OVER`, or nothing where nothing is asked."""
        if self.allowed is None:
            return ""
        return "well" if (self.value >= self.allowed if self.least else self.value <= self.allowed) else "OVER"


def ratio(name: str, measured: Sequence[float], floor: Sequence[float], *, allowed: float | None = None, scale: float = 1, unit: str = "s") -> Figure:
    """Return the median of the ratios of interleaved pairs; the detail tells the medians and the spread. `scale`: what a second is in `unit`."""
    ratios = sorted(one / other for one, other in zip(measured, floor, strict=True))
    detail = (
        f"{statistics.median(measured) * scale:.2f} {unit} ÷ {statistics.median(floor) * scale:.2f} {unit}, n={len(ratios)}, "
        f"{ratios[0]:.2f}–{ratios[-1]:.2f}"
    )
    return Figure(name, statistics.median(ratios), "×", allowed, detail=detail)


def table(figures: Sequence[Figure]) -> str:
    """Return the figures as text in columns."""
    rows = [("figure", "measured", "allowed", "", "how")]
    for one in figures:
        allowed = "" if one.allowed is None else f"{'≥' if one.least else '≤'} {one.allowed:g} {one.unit}"
        rows.append((one.name, f"{one.value:.2f} {one.unit}", allowed, one.verdict, one.detail))
    wide = [max(len(row[at]) for row in rows) for at in range(4)]
    return "\n".join("  ".join([*(row[at].ljust(wide[at]) for at in range(4)), row[4]]).rstrip() for row in rows)
