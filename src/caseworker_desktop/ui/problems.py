"""What went wrong, in one clear sentence; never a traceback, never a value that a person typed."""

from __future__ import annotations

import errno
import traceback
from pathlib import Path

from caseworker_desktop.kernel.errors import CaseworkerError, LineRefused
from caseworker_desktop.kernel.message import Message, message


def as_message(error: BaseException) -> Message:
    """Return what to say about `error`: its own message, a known fault of the disk, or that the program has failed."""
    if isinstance(error, LineRefused):
        return error.reason
    if isinstance(error, CaseworkerError):
        return error.message
    if isinstance(error, OSError):
        if error.errno in (errno.ENOSPC, errno.EDQUOT):
            return message("problem.disk_full")
        if error.errno in (errno.EROFS, errno.EACCES, errno.EPERM):
            return message("problem.not_writable")
        if error.errno in (errno.ENOENT, errno.ENODEV, errno.EIO, errno.ENXIO):
            return message("problem.place_gone")
    if isinstance(error, MemoryError):
        return message("problem.memory")
    return message("problem.unexpected", place=place(error))


def place(error: BaseException) -> str:
    """Return where the program failed: the kind of error and the last place in the program's own files, without values."""
    frames = traceback.extract_tb(error.__traceback__)
    own = [frame for frame in frames if "caseworker_desktop" in frame.filename] or list(frames)
    if not own:
        return type(error).__name__
    return f"{type(error).__name__}, {Path(own[-1].filename).name}:{own[-1].lineno}"
