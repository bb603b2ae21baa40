"""A stick that fails as told: full, read-only, pulled out, worn, or giving back other bytes than it took."""

from __future__ import annotations

import errno
import os
from io import BytesIO
from pathlib import Path
from typing import Any, BinaryIO

from caseworker_desktop.bundle.stick import Files


class FailingFiles(Files):
    """The real file system, but for what is set.

    `room`: bytes that can be written before ENOSPC (each write takes at most 1000 bytes when `short`). `fail`: method name →
    errno. `vanish_after`: bytes read before EIO. `flip`: place of a byte that comes back changed. `cut`: length at which reading ends.
    """

    def __init__(self, *, room: int | None = None, short: bool = False, fail: dict[str, int] | None = None, vanish_after: int | None = None,
                 flip: int | None = None, cut: int | None = None, free_bytes: int | None = None) -> None:  # fmt: skip
        self.room, self.short, self.fail = room, short, fail or {}
        self.vanish_after, self.flip, self.cut, self.free_bytes = vanish_after, flip, cut, free_bytes
        self.calls: list[str] = []

    def _called(self, name: str) -> None:
        self.calls.append(name)
        if name in self.fail:
            raise OSError(self.fail[name], os.strerror(self.fail[name]))

    def free(self, folder: Path) -> int:
        self._called("free")
        return super().free(folder) if self.free_bytes is None else self.free_bytes

    def create(self, path: Path) -> BinaryIO:
        self._called("create")
        return _Written(super().create(path), self)  # type: ignore[return-value]  # it does what a file does

    def open(self, path: Path) -> BinaryIO:
        self._called("open")
        data = bytearray(path.read_bytes()[: self.cut])
        if self.flip is not None:
            data[self.flip] ^= 0x10
        return _Read(bytes(data), self)

    def sync(self, file: BinaryIO) -> None:
        self._called("sync")
        super().sync(file)

    def rename(self, old: Path, new: Path) -> None:
        self._called("rename")
        super().rename(old, new)

    def sync_folder(self, folder: Path) -> None:
        self._called("sync_folder")
        super().sync_folder(folder)

    def remove(self, path: Path) -> None:
        self._called("remove")
        super().remove(path)


class _Written:
    def __init__(self, file: BinaryIO, files: FailingFiles) -> None:
        self._file, self._files = file, files

    def write(self, data: Any) -> int:
        files, taken = self._files, len(data)
        files._called("write")
        if files.short:
            taken = min(taken, 1000)
        if files.room is not None:
            taken = min(taken, files.room)
            if not taken:
                raise OSError(errno.ENOSPC, "No space left on device")
            files.room -= taken
        return self._file.write(bytes(data[:taken]))

    def fileno(self) -> int:
        return self._file.fileno()

    def close(self) -> None:
        self._file.close()

    def __enter__(self) -> _Written:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()


class _Read(BytesIO):
    def __init__(self, data: bytes, files: FailingFiles) -> None:
        super().__init__(data)
        self._files = files

    def read(self, size: int | None = -1, /) -> bytes:
        if self._files.vanish_after is not None and self.tell() >= self._files.vanish_after:
            raise OSError(errno.EIO, "Input/output error")
        return super().read(size)
