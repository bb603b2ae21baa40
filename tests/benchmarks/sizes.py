"""What the store takes ÷ what its tables with their indexes and search take, both vacuumed."""

from __future__ import annotations

import shutil
from pathlib import Path

from caseworker_desktop.store.engine import DATABASE
from tests.benchmarks import floor
from tests.benchmarks.figures import Figure

ALLOWED = 1.7
SEARCH = ("name", "name_fts", "said", "said_fts")


def measure(name: str, workspace: Path, key: bytes) -> Figure:
    """Return the ratio for a closed workspace (a copy is measured)."""
    copy = workspace.parent / "sizes.db"
    shutil.copy(workspace / DATABASE, copy)
    try:
        raw = floor.connect(copy, key)
        whole = _vacuumed(raw, copy)
        operations = raw.execute("SELECT count(*) FROM op").fetchone()[0]
        told = {name for (name,) in raw.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
        for table in sorted(told):
            if not table.startswith(("k_", "sqlite_", *SEARCH)):
                raw.execute(f'DROP TABLE "{table}"')
        tables = _vacuumed(raw, copy)
        raw.close()
    finally:
        for path in workspace.parent.glob("sizes.db*"):
            path.unlink()
    detail = f"{whole / 1e6:.1f} MB ÷ {tables / 1e6:.1f} MB; log {(whole - tables) / operations:.0f} bytes an operation"
    return Figure(name, whole / tables, "×", ALLOWED, detail=detail)


def _vacuumed(raw: object, path: Path) -> int:
    raw.execute("VACUUM")  # type: ignore[attr-defined]  # the driver has no types
    raw.execute("PRAGMA wal_checkpoint(TRUNCATE)")  # type: ignore[attr-defined]  # the same
    return path.stat().st_size
