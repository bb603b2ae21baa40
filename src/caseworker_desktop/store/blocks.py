"""Bodies lie in zstd blocks of up to 64 in order of arrival; a block starts with one byte that names its dictionary."""

from __future__ import annotations

from collections.abc import Sequence
from threading import local

import zstandard

BLOCK_BODIES = 64
LEVEL = 3
_PLAIN = 0


def joined(bodies: Sequence[bytes]) -> bytes:
    """Return what a block packs: 4-byte big-endian length and body, one after another."""
    return b"".join([part for body in bodies for part in (len(body).to_bytes(4, "big"), body)])


class Packer:
    """Packs and unpacks blocks. `dictionaries` maps a block's first byte (1 …) to a trained zstd dictionary; the greatest is used to pack."""

    def __init__(self, dictionaries: dict[int, bytes]) -> None:
        self._trained: dict[int, zstandard.ZstdCompressionDict | None] = {_PLAIN: None}
        for number, raw in sorted(dictionaries.items()):
            trained = zstandard.ZstdCompressionDict(raw)
            trained.precompute_compress(level=LEVEL)
            self._trained[number] = trained
        self._current = max(self._trained)
        # A compressor and a decompressor hold one state each and let other threads run while they work: two threads in one end the program.
        self._own = local()

    def _writer(self) -> zstandard.ZstdCompressor:
        """Return this thread's compressor."""
        if not hasattr(self._own, "writer"):
            self._own.writer = zstandard.ZstdCompressor(level=LEVEL, dict_data=self._trained[self._current], write_dict_id=False)
        writer: zstandard.ZstdCompressor = self._own.writer
        return writer

    def _reader(self, number: int) -> zstandard.ZstdDecompressor:
        """Return this thread's decompressor of a dictionary. Raises ValueError when it is not known."""
        if not hasattr(self._own, "readers"):
            self._own.readers = {}
        readers: dict[int, zstandard.ZstdDecompressor] = self._own.readers
        if number not in readers:
            if number not in self._trained:
                raise ValueError(f"dictionary {number}")
            readers[number] = zstandard.ZstdDecompressor(dict_data=self._trained[number])
        return readers[number]

    def pack(self, bodies: list[bytes]) -> bytes:
        """Return the block of up to 64 bodies: marker byte, then zstd of (4-byte big-endian length, body) each."""
        return bytes((self._current,)) + self._writer().compress(joined(bodies))

    def unpack(self, block: bytes) -> list[bytes]:
        """Return the bodies of a block. Raises ValueError when it is broken or its dictionary is not known."""
        reader = self._reader(block[0])
        try:
            whole = reader.decompress(block[1:])
        except zstandard.ZstdError as reason:
            raise ValueError("block") from reason
        bodies: list[bytes] = []
        place = 0
        while place < len(whole):
            end = place + 4 + int.from_bytes(whole[place : place + 4], "big")
            bodies.append(whole[place + 4 : end])
            place = end
        if place != len(whole):
            raise ValueError("block lengths")
        return bodies
