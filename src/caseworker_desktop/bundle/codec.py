"""How operations, audit lines and attachments lie in their frames."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from itertools import islice
from typing import cast

import cbor2
import zstandard

from caseworker_desktop.bundle.errors import DamagedBundle
from caseworker_desktop.bundle.model import Piece
from caseworker_desktop.vault.cbor import pack, unpack

LEVEL = 3
MAX_BODY = 1024 * 1024
MAX_PIECE = 1024 * 1024
#: CBOR's head of a length or a count below 2³² takes at most this many bytes.
LONGEST_HEAD = 5
HANDFUL = 128
#: So many audit lines go in one bundle; what is left goes in the next.
MOST_LINES = 100_000
#: A batch is one CBOR array of at most this many bytes: a body of the greatest size just fits.
MAX_BATCH = MAX_BODY + 2 * LONGEST_HEAD


def batches(bodies: Iterable[bytes]) -> Iterator[tuple[bytes, int]]:
    """Yield (payload of an S or U frame, number of bodies in it) in the order given.

    One batch is compressed on another core while the one before it is sealed; `bodies` is only asked from the caller's thread.
    Raises ValueError for a body of more than 1 MiB.
    """
    compressor = zstandard.ZstdCompressor(level=LEVEL)
    with ThreadPoolExecutor(1) as other:
        ahead: tuple[Future[bytes], int] | None = None
        for batch in _gathered(bodies):
            begun = other.submit(compressor.compress, cbor2.dumps(batch)), len(batch)
            if ahead is not None:
                yield ahead[0].result(), ahead[1]
            ahead = begun
        if ahead is not None:
            yield ahead[0].result(), ahead[1]


def _gathered(bodies: Iterable[bytes]) -> Iterator[list[bytes]]:
    source = iter(bodies)
    batch: list[bytes] = []
    size = LONGEST_HEAD
    # A handful at a time: most handfuls fit whole, and their lengths add up without a loop of ours.
    while handful := list(islice(source, HANDFUL)):
        needed = sum(map(len, handful)) + LONGEST_HEAD * len(handful)
        for part in [handful] if size + needed <= MAX_BATCH else [[body] for body in handful]:
            needed = sum(map(len, part)) + LONGEST_HEAD * len(part)
            if needed > MAX_BATCH - LONGEST_HEAD:
                raise ValueError("a body holds at most 1 MiB")
            if size + needed > MAX_BATCH:
                yield batch
                batch, size = [], LONGEST_HEAD
            batch += part
            size += needed
    if batch:
        yield batch


def unbatch(payload: bytes) -> list[bytes]:
    """Return the bodies of an S or U frame. Memory is bounded by MAX_BATCH. Raises DamagedBundle when it is malformed."""
    try:
        if not 0 <= zstandard.frame_content_size(payload) <= MAX_BATCH:
            raise DamagedBundle
        data = zstandard.ZstdDecompressor().decompress(payload, max_output_size=MAX_BATCH, allow_extra_data=False)
        bodies = cbor2.loads(data, max_depth=1, allow_indefinite=False)
    except (zstandard.ZstdError, cbor2.CBORError, ValueError, OverflowError, MemoryError) as error:
        raise DamagedBundle from error
    if type(bodies) is not list or not set(map(type, bodies)) <= {bytes}:
        raise DamagedBundle
    # Shortest heads and nothing behind the array, so that one list of bodies has one form.
    if cbor2.dumps(bodies) != data or max(map(len, bodies), default=0) > MAX_BODY:
        raise DamagedBundle
    return cast(list[bytes], bodies)


def pack_piece(piece: Piece) -> bytes:
    """Return the payload of an A frame."""
    if len(piece.data) > MAX_PIECE:
        raise ValueError("a piece holds at most 1 MiB")
    return pack([piece.sha256, piece.offset, piece.data])


def unpack_piece(payload: bytes) -> Piece:
    """Return the attachment piece of an A frame. Raises DamagedBundle when it is malformed."""
    try:
        sha256, offset, data = unpack(payload)
    except (ValueError, TypeError) as error:
        raise DamagedBundle from error
    if not isinstance(sha256, bytes) or len(sha256) != 32 or type(offset) is not int or not 0 <= offset < 1 << 53:
        raise DamagedBundle
    if not isinstance(data, bytes) or len(data) > MAX_PIECE:
        raise DamagedBundle
    return Piece(sha256, offset, data)
