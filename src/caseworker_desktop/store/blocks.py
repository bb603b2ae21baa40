"""Bodies lie in zstd blocks of up to 64 in order of arrival; a block starts with one byte that names its dictionary."""

from __future__ import annotations

from collections.abc import Sequence

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
        self._readers = {_PLAIN: zstandard.ZstdDecompressor()}
        self._current = _PLAIN
        self._writer = zstandard.ZstdCompressor(level=LEVEL)
        for number, raw in sorted(dictionaries.items()):
            trained = zstandard.ZstdCompressionDict(raw)
            trained.precompute_compress(level=LEVEL)
            self._readers[number] = zstandard.ZstdDecompressor(dict_data=trained)
            self._current, self._writer = number, zstandard.ZstdCompressor(dict_data=trained, write_dict_id=False)

    def pack(self, bodies: list[bytes]) -> bytes:
        """Return the block of up to 64 bodies: marker byte, then zstd of (4-byte big-endian length, body) each."""
        return bytes((self._current,)) + self._writer.compress(joined(bodies))

    def unpack(self, block: bytes) -> list[bytes]:
        """Return the bodies of a block. Raises ValueError when it is broken or its dictionary is not known."""
        reader = self._readers.get(block[0])
        if reader is None:
            raise ValueError(f"dictionary {block[0]}")
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
