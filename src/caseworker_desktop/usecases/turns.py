"""A long list whose order is known and whose rows are read a part at a time: what nobody scrolls to is not read."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

K = TypeVar("K")
R = TypeVar("R")


@dataclass(frozen=True)
class Turns(Generic[K, R]):
    """`order`: what stands in the list; `tied`: equal for neighbours whose order only their rows decide; `read`: a part's rows in their order."""

    order: Sequence[K]
    tied: Callable[[K], object]
    read: Callable[[Sequence[K]], Sequence[R]]

    @property
    def total(self) -> int:
        """How many stand in the list."""
        return len(self.order)

    def page(self, start: int, limit: int) -> tuple[Sequence[R], int | None]:
        """Return at least `limit` rows from the `start`-th on (all of a tie stand in one part), and where the next part begins (None: nowhere)."""
        end = min(start + limit, len(self.order))
        while 0 < end < len(self.order) and self.tied(self.order[end]) == self.tied(self.order[end - 1]):
            end += 1
        rows = self.read(self.order[start:end]) if end > start else ()
        return rows, end if end < len(self.order) else None
