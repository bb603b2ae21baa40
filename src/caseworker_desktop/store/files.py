"""Writes files so that they are there whole or not at all."""

from __future__ import annotations

import os
import sys
from pathlib import Path

from caseworker_desktop.kernel.errors import Refused
from caseworker_desktop.kernel.message import message


def write_durably(target: Path, data: bytes) -> None:
    """Write a file so that it is there whole or not at all: `.part`, fsync, rename, fsync of the folder. Raises OSError."""
    part = target.with_name(target.name + ".part")
    try:
        with open(part, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        os.replace(part, target)
    except OSError:
        part.unlink(missing_ok=True)
        raise
    if sys.platform != "win32":
        handle = os.open(target.parent, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


def write_or_refuse(target: Path, data: bytes) -> None:
    """Write a file durably. Raises Refused when the target is full, read-only or gone; nothing is left behind then."""
    try:
        write_durably(target, data)
    except OSError as reason:
        raise Refused(message("refused.not_written_to", file=target.name)) from reason
