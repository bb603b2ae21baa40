"""How an instrument is scored, read from its row in the list: items, what may be answered, risk items, the score.

Sources of the shipped rows: the instruments' manuals as far as they are public; a clinician corrects them as terms of the list.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

_CENT = Decimal("0.01")


@dataclass(frozen=True, slots=True)
class Scoring:
    """`items`: how many (None: any keys, as on the needs wheel); `allowed`: answers of items that skip numbers; `method`: sum, sum4 (sum × 4),
    mean, mean10 (mean × 10), or empty (no score); `prorated`: how many answers may be missing from a score.
    """

    items: int | None
    low: int
    high: int
    allowed: Mapping[str, frozenset[int]]
    reversed_items: frozenset[str]
    risk_items: tuple[str, ...]
    method: str
    score_low: Decimal | None
    score_high: Decimal | None
    prorated: int

    def fits(self, item: str, answer: int) -> bool:
        """Tell whether an item (its number as text) exists and may be answered so."""
        if self.items is not None and item not in {str(number) for number in range(1, self.items + 1)}:
            return False
        allowed = self.allowed.get(item)
        return answer in allowed if allowed is not None else self.low <= answer <= self.high

    def in_range(self, score: Decimal) -> bool:
        """Tell whether a score is possible."""
        return (self.score_low is None or score >= self.score_low) and (self.score_high is None or score <= self.score_high)

    def risks(self, answers: Mapping[str, int]) -> tuple[str, ...]:
        """Return the risk items that were answered with more than nought: somebody must be asked and told at once."""
        return tuple(item for item in self.risk_items if answers.get(item, 0) > 0)

    def score(self, answers: Mapping[str, int]) -> Decimal | None:
        """Return the score of the answers to two places, None when too many are missing or the instrument has none."""
        if self.items is None or not self.method or len(answers) < self.items - self.prorated or not answers:
            return None
        total = sum(self.low + self.high - answer if item in self.reversed_items else answer for item, answer in answers.items())
        mean = Decimal(total) / len(answers)
        value = {"sum": Decimal(total), "sum4": Decimal(total) * 4, "mean": mean, "mean10": mean * 10}[self.method]
        return value.quantize(_CENT, ROUND_HALF_UP)


def scoring(row: Mapping[str, Any]) -> Scoring | None:
    """Return the scoring that an instrument's row of the list tells, None when it tells none (an office's own term)."""
    if not row.get("item_high"):
        return None
    allowed: dict[str, frozenset[int]] = {}
    for one in str(row.get("item_values") or "").split(";"):
        item, _, values = one.partition("=")
        if values:
            allowed[item.strip()] = frozenset(int(value) for value in values.split())
    return Scoring(
        items=int(row["items"]) if row.get("items") else None,
        low=int(row.get("item_low") or 0), high=int(row["item_high"]),
        allowed=allowed,
        reversed_items=frozenset(str(row.get("reversed_items") or "").split()),
        risk_items=tuple(str(row.get("risk_items") or "").split()),
        method=str(row.get("method") or ""),
        score_low=_number(row.get("score_low")), score_high=_number(row.get("score_high")),
        prorated=int(row.get("prorated_missing") or 0),
    )


def _number(text: Any) -> Decimal | None:
    return Decimal(str(text)) if text not in (None, "") else None
