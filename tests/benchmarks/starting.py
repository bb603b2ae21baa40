"""From the start of the process to the first paint of the unlock window, and the memory it has then."""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

from tests.benchmarks.figures import Figure
from tests.benchmarks.peak import ALLOWED_MB, peak_mb

ALLOWED_SECONDS = 1.0


def measure(workspace: Path, times: int, say: Callable[[str], None]) -> list[Figure]:
    """Start the window on a closed workspace so many times; return the median second of its first paint, and its peak memory."""
    seconds, peaks = [], []
    for _ in range(times + 1):
        environment = os.environ | {"QT_QPA_PLATFORM": os.environ.get("QT_QPA_PLATFORM", "offscreen")}
        start = time.time()
        done = subprocess.run(
            [sys.executable, "-m", "tests.benchmarks.starting", "--workspace", str(workspace)],
            check=True,
            capture_output=True,
            text=True,
            env=environment,
        )
        painted, peak = done.stdout.split()
        seconds.append(float(painted) - start)
        peaks.append(float(peak))
    seconds = sorted(seconds[1:])  # the first reads the program from disk
    say(f"  window painted after {seconds[0]:.2f}–{seconds[-1]:.2f} s")
    return [
        Figure("unlock window painted", statistics.median(seconds), "s", ALLOWED_SECONDS, detail=f"n={times}, {seconds[0]:.2f}–{seconds[-1]:.2f} s"),
        Figure("unlock window, memory", max(peaks), "MB", ALLOWED_MB),
    ]


def main() -> None:
    """Run the program as `python -m caseworker_desktop` does; at the first paint of a window print the time and the peak, and end."""
    from PySide6.QtCore import QEvent, QObject
    from PySide6.QtWidgets import QApplication, QWidget

    from caseworker_desktop.__main__ import main as window

    class Watch(QObject):
        def eventFilter(self, watched: QObject, event: QEvent) -> bool:
            if event.type() == QEvent.Type.Paint and isinstance(watched, QWidget) and watched.isWindow():
                print(time.time(), peak_mb(), flush=True)
                os._exit(0)
            return False

    run = QApplication.exec

    def watched_run() -> int:
        watch = Watch()
        instance = QApplication.instance()
        assert instance is not None
        instance.installEventFilter(watch)
        return run()

    QApplication.exec = staticmethod(watched_run)  # type: ignore[method-assign]  # only in this process
    sys.argv[0] = "byla"
    raise SystemExit(window())


if __name__ == "__main__":
    main()
