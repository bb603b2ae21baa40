"""Every call by which our own code writes, reads, names or removes a file, counted; the n-th of them fails as told."""

from __future__ import annotations

import builtins
import errno
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import pytest

from caseworker_desktop.bundle import stick
from caseworker_desktop.store import backup, files

FILES = ("free", "size", "create", "open", "sync", "rename", "sync_folder", "remove")


class Calls:
    """Counts; raises at number `at` (0: never). `half`: a failing write has written the first half of its bytes."""

    def __init__(self, at: int = 0, code: int = errno.EIO) -> None:
        self.at, self.code, self.names = at, code, list[str]()

    @property
    def failed(self) -> bool:
        """Tell whether the call that was to fail came."""
        return 0 < self.at <= len(self.names)

    def tick(self, name: str) -> bool:
        """Count a call; tell whether it is the one."""
        self.names.append(name)
        return len(self.names) == self.at

    def error(self) -> OSError:
        return OSError(self.code, os.strerror(self.code))

    def wrap(self, name: str, real: Callable[..., Any]) -> Callable[..., Any]:
        def call(*args: Any, **told: Any) -> Any:
            if self.tick(name):
                raise self.error()
            out = real(*args, **told)
            return _File(out, self) if name in ("create", "open") else out

        return call


class _File:
    """A file whose reads and writes are counted."""

    def __init__(self, file: Any, calls: Calls) -> None:
        self._file, self._calls = file, calls

    def write(self, data: Any) -> int:
        if self._calls.tick("write"):
            self._file.write(bytes(data[: len(data) // 2]))
            raise self._calls.error()
        return int(self._file.write(data))

    def read(self, size: int = -1) -> bytes:
        if self._calls.tick("read"):
            raise self._calls.error()
        return bytes(self._file.read(size))

    def close(self) -> None:
        self._file.close()

    def __enter__(self) -> _File:
        return self

    def __exit__(self, *_: object) -> None:
        self._file.close()

    def __getattr__(self, name: str) -> Any:
        return getattr(self._file, name)


@contextmanager
def failing(calls: Calls) -> Iterator[Calls]:
    """Within the block, the calls of bundle/stick.py, store/files.py and store/backup.py are counted, and one fails."""
    with pytest.MonkeyPatch.context() as patch:
        for name in FILES:
            patch.setattr(stick.Files, name, calls.wrap(name, getattr(stick.Files, name)))
        for module in (files, backup):
            patch.setattr(module, "open", calls.wrap("open", builtins.open), raising=False)
            patch.setattr(module, "os", _Os(calls))
        patch.setattr(backup, "sync_folder", calls.wrap("sync_folder", backup.sync_folder))
        yield calls


class _Os:
    """The module `os`, of which what makes files durable is counted."""

    def __init__(self, calls: Calls) -> None:
        self._calls = calls

    def __getattr__(self, name: str) -> Any:
        real = getattr(os, name)
        return self._calls.wrap(f"os.{name}", real) if name in ("fsync", "replace", "rename") else real


__all__ = ["Calls", "failing"]
