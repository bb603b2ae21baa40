"""Which files were opened for writing while something was done: whatever Python itself opens, by any library."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

_WRITING = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_APPEND | os.O_TRUNC
_heard: list[set[str]] = []


def _hear(event: str, told: tuple[Any, ...]) -> None:
    if not _heard or event != "open":
        return
    path, mode, flags = told
    if isinstance(path, int):
        return
    if (isinstance(mode, str) and set(mode) & set("wax+")) or (isinstance(flags, int) and flags & _WRITING):
        _heard[-1].add(os.fsdecode(path))


@contextmanager
def opened_for_writing() -> Iterator[set[str]]:
    """Yield the set that fills with the paths."""
    if _hear not in _hooks:
        sys.addaudithook(_hear)  # it cannot be taken away again; without a listener it does nothing
        _hooks.append(_hear)
    _heard.append(set())
    try:
        yield _heard[-1]
    finally:
        _heard.pop()


_hooks: list[Any] = []
