"""`python -m tests.benchmarks.writing FILE ROWS`: write a participants' sheet of so many rows; print seconds, and MB before and at most."""

from __future__ import annotations

import resource
import sys
import time
from pathlib import Path

from caseworker_desktop.kernel.message import message
from caseworker_desktop.records.lists import Lists
from caseworker_desktop.report.book import Book, Words
from caseworker_desktop.report.listings.columns import columns
from caseworker_desktop.report.model import Listing
from caseworker_desktop.report.sheet import write
from caseworker_desktop.settings import find_resources
from caseworker_desktop.texts import Texts

_KEYS = ("person", "name", "sex", "age", "municipality", "entry_on", "exit_on", "exit_reason", "target_group", "phase", "parts", "sessions", "hours")


def rows(count: int) -> tuple[dict[str, object], ...]:
    """Return rows as the report of participants has them."""
    return tuple({
        "person": f"{n:032}", "name": f"Vardas{n} Pavardaitė{n}", "sex": "fm"[n % 2], "age": "30-54", "municipality": "LT-13",
        "entry_on": "2024-03-01",
        "exit_on": None if n % 2 else "2025-03-01", "exit_reason": None if n % 2 else "completed", "target_group": None, "phase": "inside",
        "parts": [], "sessions": n % 40, "hours": n % 40 / 2,
    } for n in range(count))


def _peak() -> float:
    """Return the most memory this process held so far, in MB; what its parent held is not its own."""
    status = Path("/proc/self/status")
    if status.exists():
        return next(int(line.split()[1]) for line in status.read_text(encoding="ascii").splitlines() if line.startswith("VmHWM")) / 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def main() -> int:
    """Write and tell."""
    resources = find_resources()
    words = Words(Texts(resources, "lt"), Lists.load(resources))
    before, start = _peak(), time.perf_counter()
    sheet = words.sheet(message("report.sheet_name.participants"), Listing("participants", columns(*_KEYS), rows(int(sys.argv[2]))))
    write(Book("Ataskaita", "MAT-1", (("Kodas", "MAT-1"),), (sheet,), "lt", "MAT-1", "Ataskaita"), Path(sys.argv[1]), lambda done, total: None)
    sys.stdout.write(f"{time.perf_counter() - start} {before} {_peak()}\n")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
