"""A user without rights, for the tests of what may not be written: root may write everywhere."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

NOBODY = 65534
POSIX = os.name == "posix"


@contextmanager
def open_to_all() -> Iterator[Path]:
    """Yield a folder that everybody may enter (a test's own folder lies behind closed doors)."""
    with tempfile.TemporaryDirectory(prefix="byla-test-") as folder:
        Path(folder).chmod(0o755)
        yield Path(folder)


@contextmanager
def read_only(folder: Path) -> Iterator[None]:
    """Make everything in `folder` readable and nothing writable, also for root, while the block runs."""
    if not POSIX:
        pytest.skip("Windows keeps the right to write into a folder elsewhere")
    before = {path: path.stat().st_mode for path in [folder, *folder.rglob("*")]}
    for path in before:
        path.chmod(0o555 if path.is_dir() else 0o444)
    root = os.geteuid() == 0
    if root:
        os.seteuid(NOBODY)
    try:
        yield
    finally:
        if root:
            os.seteuid(0)
        for path, mode in before.items():
            if path.exists():
                path.chmod(mode)
