"""The bytes of documents: in the encrypted database, in pieces, named by their digest; whoever reads them has them checked to the last byte."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from hashlib import sha256
from typing import Any

from sqlalchemy import Connection

from caseworker_desktop.kernel.errors import Damaged, Refused
from caseworker_desktop.kernel.message import message

#: A piece is large enough to be fast and small enough never to fill memory.
PIECE = 256 * 1024
#: The largest document kept. A scanned contract of fifty pages has a fifth of it.
LARGEST = 20_000_000
_MB = 1_000_000


@dataclass(frozen=True, slots=True)
class Kept:
    """An attachment: its digest (64 hex digits), length in bytes, and since when it is kept here (unix ms)."""

    sha256: str
    bytes: int
    at: int


class Attachments:
    """Attachments through one connection (a reading's to read, a unit's to write)."""

    def __init__(self, connection: Connection) -> None:
        self._raw: Any = connection.connection.driver_connection

    def kept(self, digest: str) -> Kept | None:
        """Return what is known of an attachment that is here, else None."""
        row = self._raw.execute("SELECT bytes, at FROM attachment WHERE sha256 = ?", (bytes.fromhex(digest),)).fetchone()
        return None if row is None else Kept(digest, row[0], row[1])

    def every(self) -> list[Kept]:
        """Return all attachments that are here, by digest."""
        return [Kept(bytes(row[0]).hex(), row[1], row[2]) for row in self._raw.execute("SELECT sha256, bytes, at FROM attachment ORDER BY sha256")]

    def read(self, digest: str) -> Iterator[bytes]:
        """Yield the pieces of an attachment. Raises Refused when it is not here, Damaged at the end when the bytes are not those of the digest."""
        if self.kept(digest) is None:
            raise Refused(message("documents.not_here"))
        found = sha256()
        for (data,) in self._raw.execute("SELECT data FROM attachment_piece WHERE sha256 = ? ORDER BY n", (bytes.fromhex(digest),)):
            found.update(data)
            yield bytes(data)
        if found.hexdigest() != digest:
            raise Damaged(message("documents.damaged"))

    def put(self, digest: str, chunks: Iterable[bytes], at: int) -> int:
        """Keep an attachment in a unit; return its length. One that is here already stays as it is.

        Raises Refused when it is larger than LARGEST or its bytes are not those of the digest; the unit keeps nothing then.
        """
        known = self.kept(digest)
        if known is not None:
            return known.bytes
        key, found, total = bytes.fromhex(digest), sha256(), 0
        for n, data in enumerate(pieces(chunks)):
            found.update(data)
            total += len(data)
            if total > LARGEST:
                raise Refused(message("documents.too_large", most=LARGEST // _MB))
            self._raw.execute("INSERT INTO attachment_piece(sha256, n, data) VALUES(?, ?, ?)", (key, n, data))
        if found.hexdigest() != digest:
            raise Refused(message("documents.other_bytes"))
        self._raw.execute("INSERT INTO attachment VALUES(?, ?, ?)", (key, total, at))
        return total

    def drop(self, digest: str) -> bool:
        """Take an attachment away (an erasure); tell whether it was here. What lay there is overwritten by the database's secure delete."""
        key = bytes.fromhex(digest)
        self._raw.execute("DELETE FROM attachment_piece WHERE sha256 = ?", (key,))
        return bool(self._raw.execute("DELETE FROM attachment WHERE sha256 = ?", (key,)).rowcount)


def pieces(chunks: Iterable[bytes]) -> Iterator[bytes]:
    """Yield the same bytes in pieces of PIECE, the last one shorter."""
    held = bytearray()
    for chunk in chunks:
        held += chunk
        while len(held) >= PIECE:
            yield bytes(held[:PIECE])
            del held[:PIECE]
    if held:
        yield bytes(held)
