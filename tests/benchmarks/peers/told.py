"""What every peer is given and what it tells."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

Rows = Sequence[tuple[str, str]]
"""(id, text) of records."""


@dataclass(frozen=True, slots=True)
class Taken:
    """One take-in: its seconds, the bytes sent (None: there is no file) and kept afterwards, the peak memory of the process in bytes,
    and how many records are held at its end."""

    seconds: float
    sent: int | None
    kept: int
    peak: int
    held: int
