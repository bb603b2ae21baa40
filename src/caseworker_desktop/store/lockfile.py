"""One process at a time works in a workspace: an operating-system lock that dies with its holder."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import IO

from caseworker_desktop.kernel.errors import Damaged, Refused
from caseworker_desktop.kernel.message import message

LOCK = "in-use"

if sys.platform == "win32":
    import msvcrt

    def _hold(file: IO[bytes]) -> None:
        msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)
else:
    import fcntl

    def _hold(file: IO[bytes]) -> None:
        fcntl.flock(file.fileno(), fcntl.LOCK_EX | fcntl.LOCK_NB)


class WorkspaceLock:
    """Holds a workspace until `release()`."""

    def __init__(self, folder: Path) -> None:
        """Take the lock. Raises Damaged (in use) when another process holds it, Refused when the folder cannot be written."""
        try:
            self._file: IO[bytes] = open(folder / LOCK, "ab")  # noqa: SIM115 -- held open as long as the lock
        except OSError as reason:
            raise Refused(message("refused.read_only")) from reason
        try:
            _hold(self._file)
        except OSError as reason:
            self._file.close()
            raise Damaged(message("damaged.in_use")) from reason

    def release(self) -> None:
        """Let others in."""
        self._file.close()
