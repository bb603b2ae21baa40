"""Which sticks are plugged in and which packages lie on them."""

from __future__ import annotations

import ctypes
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from PySide6.QtCore import QStorageInfo

from caseworker_desktop.ui.exchange.ejecting import eject

PACKAGE, REQUEST = ".byla", ".byla-request"
_MOUNTS = ("/media/", "/run/media/", "/mnt/")
_REMOVABLE = 2  # GetDriveTypeW: DRIVE_REMOVABLE


@dataclass(frozen=True, slots=True)
class Stick:
    """A place to write to: its folder, its label, its size and free bytes (None: not known), how many packages lie on it; `ejects`: the
    system can be asked to let go of it."""

    folder: Path
    name: str
    total: int | None = None
    free: int | None = None
    packages: int = 0
    read_only: bool = False
    ejects: bool = False


@dataclass(frozen=True, slots=True)
class PackageFile:
    """A package found on a stick; `changed` is unix seconds."""

    path: Path
    bytes: int
    changed: float


class Sticks(Protocol):
    """What the screens ask of the machine's ports."""

    def plugged(self) -> tuple[Stick, ...]:
        """Return the sticks plugged in now."""
        ...

    def place(self, folder: Path) -> Stick:
        """Return a folder as a place to write to."""
        ...

    def files(self, folder: Path, suffix: str) -> tuple[PackageFile, ...]:
        """Return the files of a suffix in the folder itself, the newest first; none when it cannot be read."""
        ...

    def eject(self, folder: Path) -> bool:
        """Let go of a stick; return whether it may be taken out."""
        ...


class PluggedSticks:
    """The sticks of this machine."""

    def plugged(self) -> tuple[Stick, ...]:
        """Return removable volumes that are mounted and ready."""
        found = []
        for volume in QStorageInfo.mountedVolumes():
            root = volume.rootPath()
            if volume.isValid() and volume.isReady() and _removable(root):
                name = volume.name() or Path(root).name or root
                found.append(
                    Stick(Path(root), name, volume.bytesTotal(), volume.bytesAvailable(), len(self.files(Path(root), PACKAGE)), volume.isReadOnly(),
                          ejects=True)
                )
        return tuple(sorted(found, key=lambda one: one.name))

    def place(self, folder: Path) -> Stick:
        """Return a folder as a place to write to."""
        volume = QStorageInfo(str(folder))
        known = volume.isValid() and volume.isReady()
        return Stick(
            folder,
            str(folder),
            volume.bytesTotal() if known else None,
            volume.bytesAvailable() if known else None,
            len(self.files(folder, PACKAGE)),
            known and volume.isReadOnly(),
        )

    def files(self, folder: Path, suffix: str) -> tuple[PackageFile, ...]:
        """Return the files of a suffix in the folder, the newest first."""
        try:
            found = [(path, path.stat()) for path in folder.iterdir() if path.suffix == suffix and path.is_file()]
        except OSError:
            return ()  # taken out while it was read: there is nothing to offer
        packages = [PackageFile(path, stat.st_size, stat.st_mtime) for path, stat in found]
        return tuple(sorted(packages, key=lambda one: (-one.changed, one.path.name)))

    def eject(self, folder: Path) -> bool:
        """Let go of a stick; return whether it may be taken out."""
        volume = QStorageInfo(str(folder))
        return eject(bytes(volume.device().data()).decode(errors="replace"), Path(volume.rootPath()))


def _removable(root: str) -> bool:
    if sys.platform == "win32":
        return bool(ctypes.windll.kernel32.GetDriveTypeW(root.replace("/", "\\")) == _REMOVABLE)
    return root.startswith(_MOUNTS) or root.startswith("/Volumes/")
