"""How long work tells where it is and learns that it should stop."""

from __future__ import annotations

from typing import Protocol

from caseworker_desktop.kernel.errors import Cancelled
from caseworker_desktop.kernel.message import Message


class Progress(Protocol):
    """Told by the worker, heard by a door."""

    def step(self, stage: Message, done: int, total: int) -> None:
        """Tell that `done` of `total` units (0: unknown) of `stage` are finished. Raises Cancelled when asked to stop."""
        ...


class Silent:
    """Nobody listens and nobody stops."""

    def step(self, stage: Message, done: int, total: int) -> None:
        return None


class Stoppable:
    """Wraps a listener and raises Cancelled once `stop()` was called (from any thread)."""

    def __init__(self, inner: Progress) -> None:
        self._inner, self._stopped = inner, False

    def stop(self) -> None:
        self._stopped = True

    def step(self, stage: Message, done: int, total: int) -> None:
        if self._stopped:
            raise Cancelled
        self._inner.step(stage, done, total)
