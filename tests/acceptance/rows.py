"""The rows of tests/data/acceptance.csv and the tests that bear their ids (`test_a1_18_…` holds A1-18)."""

from __future__ import annotations

import csv
import re
from dataclasses import dataclass
from pathlib import Path

TABLE = Path(__file__).parent.parent / "data" / "acceptance.csv"
_NAMED = re.compile(r"^test_(a\d_\d\d)(?:_|\[|$)")


@dataclass(frozen=True, slots=True)
class Need:
    """One row: its id, what must hold, how it is seen, and whether it must, should or could."""

    id: str
    holds: str
    check: str
    priority: str


def needs() -> tuple[Need, ...]:
    """Return the rows in the order of the table."""
    with TABLE.open(encoding="utf-8", newline="") as lines:
        return tuple(Need(row["id"], row["must_hold_do_report"], row["acceptance_check"], row["priority"]) for row in csv.DictReader(lines))


def id_of(test: str) -> str | None:
    """Return the id of the row that a test of this name holds; None for a test that holds none."""
    found = _NAMED.match(test)
    return found.group(1).upper().replace("_", "-") if found else None
