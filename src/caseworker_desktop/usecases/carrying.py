"""Attachments on the stick: asked for by digest when their bytes are absent, carried in pieces, kept when they are whole."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from hashlib import sha256

from caseworker_desktop.bundle.model import Piece
from caseworker_desktop.store.attachments import LARGEST, Attachments
from caseworker_desktop.store.reading import Reading
from caseworker_desktop.store.unit import Unit

#: So many are asked for in one bundle, and so many bytes answered.
MOST_ASKED, MOST_BYTES = 500, 200_000_000
#: A photograph travels only when a person says so at the export.
PHOTO = "photo"
#: Another device may say anything to be a digest.
_DIGEST = re.compile("[0-9a-f]{64}")


def absent(reading: Reading) -> tuple[bytes, ...]:
    """Return the digests of documents on record whose bytes are not here, to be asked for; photographs only travel when a person says so."""
    kept = {one.sha256 for one in Attachments(reading.connection).every()}
    wanted = {one.sha256 for one in reading.rows("document") if one.sha256 and one.sha256 not in kept and one.kind != PHOTO}
    return tuple(bytes.fromhex(one) for one in sorted(wanted) if _DIGEST.fullmatch(one))[:MOST_ASKED]


def asked_for(reading: Reading, digests: Collection[bytes]) -> list[str]:
    """Return those of the digests asked for that are here and may go, as many as a bundle takes; what no document names goes nowhere."""
    named = {one.sha256 for one in reading.rows("document") if one.kind != PHOTO}
    return _fitting(reading, [one.hex() for one in sorted(digests) if one.hex() in named])


def of_records(reading: Reading, documents: Collection[str]) -> list[str]:
    """Return the digests of documents (ids) whose bytes are here, photographs too: a person asked for them to go."""
    return _fitting(reading, sorted({one.sha256 for one in reading.rows("document") if one.id in documents and one.sha256}))


def _fitting(reading: Reading, digests: Sequence[str]) -> list[str]:
    kept = {one.sha256: one.bytes for one in Attachments(reading.connection).every()}
    out, total = [], 0
    for one in digests:
        if one in kept and total + kept[one] <= MOST_BYTES:
            out.append(one)
            total += kept[one]
    return out


def size(reading: Reading, digests: Sequence[str]) -> int:
    """Return how many bytes the attachments have together."""
    wanted = set(digests)
    return sum(one.bytes for one in Attachments(reading.connection).every() if one.sha256 in wanted)


def pieces(reading: Reading, digests: Sequence[str]) -> Iterator[Piece]:
    """Yield the attachments, a piece after the other."""
    for digest in digests:
        offset = 0
        for data in Attachments(reading.connection).read(digest):
            yield Piece(bytes.fromhex(digest), offset, data)
            offset += len(data)


class Gathering:
    """Puts together what comes in pieces, one attachment after the other; a part of one is left, and asked for again."""

    def __init__(self, unit: Unit, now: int) -> None:
        self._attachments, self._now = Attachments(unit.connection), now
        self._digest, self._data, self._hash = b"", bytearray(), sha256()
        self.whole = 0

    def piece(self, piece: Piece) -> None:
        """Take a piece; it must go on where the one before ended, else what was begun is left."""
        if piece.sha256 != self._digest:
            self._digest, self._data, self._hash = piece.sha256, bytearray(), sha256()
        if piece.offset != len(self._data) or piece.offset + len(piece.data) > LARGEST:
            return
        self._data += piece.data
        self._hash.update(piece.data)  # each byte once: somebody may send it in a million pieces
        digest = self._digest.hex()
        if self._hash.digest() == self._digest and self._attachments.kept(digest) is None:
            self._attachments.put(digest, [bytes(self._data)], self._now)
            self.whole += 1
