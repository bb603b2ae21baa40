"""Frames: how a bundle's parts follow each other, and a parser that is fed bytes and keeps little in memory."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from typing import Protocol

from caseworker_desktop.bundle.errors import DamagedBundle

HEADER, OPERATIONS, AUDIT, ATTACHMENT, TRAILER, PADDING = (ord(letter) for letter in "HSUATP")
HEAD_BYTES = 5
MAX_PAYLOAD = 2 * 1024 * 1024
MAX_HEADER = 1024 * 1024
MAX_TRAILER = 64 * 1024
LEAST_TOTAL = 4096
#: The order of a bundle. What a reader does not know may stand anywhere between header and trailer.
RANK = {HEADER: 0, OPERATIONS: 1, AUDIT: 2, ATTACHMENT: 3, TRAILER: 4, PADDING: 5}
#: Only these are gathered whole whoever reads; the rest passes by unless the handler asks for it.
LIMITS = {HEADER: MAX_HEADER, TRAILER: MAX_TRAILER}


class Handler(Protocol):
    """What a parser tells, frame by frame."""

    def wants(self, kind: int) -> bool:
        """Tell whether frames of this type shall be gathered and given to frame()."""
        ...

    def frame(self, kind: int, payload: bytes, digest: bytes | None) -> None:
        """Take one whole frame. With the trailer comes the SHA-256 over all frames before it."""
        ...


def frame(kind: int, payload: bytes) -> bytes:
    """Return one frame: type, length in four bytes (big-endian), payload."""
    if len(payload) > MAX_PAYLOAD:
        raise ValueError("a frame holds at most 2 MiB")
    return bytes((kind,)) + len(payload).to_bytes(4, "big") + payload


def padme(length: int) -> int:
    """Return the padded length of `length` bytes: at most 12 % more, and it tells only O(log log length) bits.

    Nikitin, Barman, Lueks, Underwood, Hubaux, Ford: Reducing Metadata Leakage from Encrypted Files and Communication with PURBs,
    PoPETs 2019(4), algorithm 1; never less than 4096.
    """
    if length <= LEAST_TOTAL:
        return LEAST_TOTAL
    exponent = length.bit_length() - 1
    mask = (1 << exponent - exponent.bit_length()) - 1
    return length + mask & ~mask


def padding(length: int) -> Iterator[bytes]:
    """Yield the padding frames that bring a plaintext of `length` bytes to a padded length."""
    total = padme(length)
    if 0 < total - length < HEAD_BYTES:
        total = padme(length + HEAD_BYTES)
    left = total - length
    while left:
        size = min(left, HEAD_BYTES + MAX_PAYLOAD)
        if 0 < left - size < HEAD_BYTES:
            size -= HEAD_BYTES
        yield frame(PADDING, bytes(size - HEAD_BYTES))
        left -= size


class FrameSink:
    """Takes a plaintext in pieces of any size and tells a handler its frames; holds one frame at most.

    Raises DamagedBundle as soon as a frame is out of order, too long, or padding is not zero. `finish()` must be called at the end.
    """

    def __init__(self, handler: Handler) -> None:
        self._handler = handler
        self._hash = hashlib.sha256()
        self._head = b""
        self._kind, self._left = 0, 0
        self._gathered: list[bytes] | None = None
        self._rank = -1
        self.length = 0

    def write(self, data: bytes) -> None:
        """Take the next bytes."""
        self.length += len(data)
        place, end = 0, len(data)
        while place < end:
            if self._left == 0 and len(self._head) < HEAD_BYTES:
                taken = data[place : place + HEAD_BYTES - len(self._head)]
                self._head += taken
                place += len(taken)
                if len(self._head) == HEAD_BYTES:
                    self._begin()
            else:
                part = data[place : place + self._left] if place or self._left < end else data
                place += len(part)
                self._take(part)

    def finish(self) -> None:
        """Check that the plaintext ended where it may. Raises DamagedBundle when it did not."""
        if self._head or self._left or self._rank < RANK[TRAILER] or self.length != padme(self.length):
            raise DamagedBundle

    def _begin(self) -> None:
        self._kind, self._left = self._head[0], int.from_bytes(self._head[1:], "big")
        if self._left > LIMITS.get(self._kind, MAX_PAYLOAD):
            raise DamagedBundle
        self._order()
        if self._rank < RANK[TRAILER]:
            self._hash.update(self._head)
        self._gathered = [] if self._handler.wants(self._kind) else None
        if self._left == 0:
            self._end()

    def _order(self) -> None:
        if self._rank == -1 and self._kind != HEADER:
            raise DamagedBundle
        rank = RANK.get(self._kind)
        if rank is None:
            # A type of a later version: it is part of the digest, and otherwise passes by.
            if self._rank >= RANK[TRAILER]:
                raise DamagedBundle
            return
        if rank < self._rank or (rank == self._rank and self._kind in (HEADER, TRAILER)):
            raise DamagedBundle
        if self._kind == PADDING and self._rank < RANK[TRAILER]:
            raise DamagedBundle
        self._rank = rank

    def _take(self, part: bytes) -> None:
        self._left -= len(part)
        if self._rank < RANK[TRAILER]:
            self._hash.update(part)
        elif self._kind == PADDING and part.count(0) != len(part):
            raise DamagedBundle
        if self._gathered is not None:
            self._gathered.append(part)
        if self._left == 0:
            self._end()

    def _end(self) -> None:
        self._head = b""
        gathered, self._gathered = self._gathered, None
        if gathered is not None:
            self._handler.frame(self._kind, b"".join(gathered), self._hash.digest() if self._kind == TRAILER else None)
