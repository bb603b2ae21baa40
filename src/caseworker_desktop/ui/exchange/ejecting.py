"""Lets go of a stick before it is taken out: what the system still holds is written, and the volume is unmounted."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable, Sequence
from pathlib import Path

Call = Callable[[Sequence[str]], int]
#: A stick that is busy for longer is left as it is; a person is told.
SECONDS = 30
#: Windows' own „eject“ of the drive's menu.
_EJECT = "(New-Object -ComObject Shell.Application).Namespace(17).ParseName($args[0]).InvokeVerb('Eject')"


def commands(platform: str, device: str, root: str) -> list[list[str]]:
    """Return what lets go of a volume: `device` as the system names it (`/dev/sdb1`), `root` where it is mounted (`E:/`)."""
    if platform == "win32":
        return [["powershell.exe", "-NoProfile", "-NonInteractive", "-Command", f"& {{ {_EJECT} }} '{root[:2]}'"]]
    if not device.startswith("/dev/"):
        return []
    return [["udisksctl", "unmount", "--no-user-interaction", "--block-device", device]]


def eject(device: str, root: Path, *, platform: str = sys.platform, call: Call | None = None) -> bool:
    """Let go of a stick; return whether it may be taken out now. Never raises: the package is written and verified whatever comes of this."""
    told = commands(platform, device, root.as_posix())
    try:
        return bool(told) and all((call or _call)(one) == 0 for one in told)
    except (OSError, subprocess.SubprocessError):
        return False  # no such tool here, or it did not end


def _call(words: Sequence[str]) -> int:
    done = subprocess.run(list(words), stdin=subprocess.DEVNULL, capture_output=True, timeout=SECONDS, check=False)  # noqa: S603 -- fixed words
    return done.returncode
