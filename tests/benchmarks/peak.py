"""The greatest memory of this process. A file of its own: a process that is measured from its start imports nothing else of the benchmarks."""

from __future__ import annotations

import re
from pathlib import Path

ALLOWED_MB = 150.0


def peak_mb() -> float:
    """Return this process's greatest resident memory in MB (10⁶ bytes)."""
    told = re.search(r"VmHWM:\s+(\d+) kB", Path("/proc/self/status").read_text(encoding="ascii"))
    if told is None:
        raise AssertionError("the kernel tells no VmHWM")
    return int(told[1]) * 1024 / 1e6
