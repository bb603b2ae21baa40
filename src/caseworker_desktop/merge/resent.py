"""Recognises what a sender says again: bodies that follow each other in the log byte for byte are known without being read."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from caseworker_desktop.store.log import Log

#: So many bodies are looked at one by one where a run of known ones ends: perhaps they are known too, and stand elsewhere in the log.
HANDFUL = 64


class Resent:
    """Goes along the log beside what comes in.

    Who was not told that its operations are safe sends them again, in the order in which they came the first time. Nothing is taken on
    trust: only the very bytes that the log holds count as known. Other content under the same number is not the same bytes, and neither is
    what stands here as a stub; both are looked at as everything new is.
    """

    def __init__(self, log: Log) -> None:
        self._log = log
        self._source: Iterator[tuple[int, bytes]] | None = None

    def behind(self, a: int) -> None:
        """Expect next what arrived after number `a`."""
        self._source = self._log.scan(a)

    def lose(self) -> None:
        """Expect nothing."""
        self._source = None

    def run(self, bodies: Sequence[bytes], start: int) -> int:
        """Return how many bodies from place `start` on are those expected, in their order; with the first other one nothing is expected any more."""
        if self._source is None:
            return 0
        at = start
        for at in range(start, len(bodies)):
            _, here = next(self._source, (0, None))
            if here != bodies[at]:
                self._source = None
                return at - start
        return len(bodies) - start
