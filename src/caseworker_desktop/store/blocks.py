"""Bodies lie in zstd blocks of up to 64 in order of arrival; a block starts with one byte that names its dictionary."""

from __future__ import annotations

import zstandard

BLOCK_BODIES = 64
_PLAIN = 0


class Packer:
    """Packs and unpacks blocks. `dictionaries` maps a block's first byte (1 …) to a trained zstd dictionary; the greatest is used to pack."""

    def __init__(self, dictionaries: dict[int, bytes]) -> None:
        self._readers = {_PLAIN: zstandard.ZstdDecompressor()}
        self._current = _PLAIN
        self._writer = zstandard.ZstdCompressor(level=3)
        for number, raw in sorted(dictionaries.items()):
            trained = zstandard.ZstdCompressionDict(raw)
            self._readers[number] = zstandard.ZstdDecompressor(dict_data=trained)
            self._current, self._writer = number, zstandard.ZstdCompressor(level=3, dict_data=trained)

    def pack(self, bodies: list[bytes]) -> bytes:
        """Return the block of up to 64 bodies: marker byte, then zstd of (4-byte big-endian length, body) each."""
        joined = b"".join(part for body in bodies for part in (len(body).to_bytes(4, "big"), body))
        return bytes((self._current,)) + self._writer.compress(joined)

    def unpack(self, block: bytes) -> list[bytes]:
        """Return the bodies of a block. Raises ValueError when it is broken or its dictionary is not known."""
        reader = self._readers.get(block[0])
        if reader is None:
            raise ValueError(f"dictionary {block[0]}")
        try:
            joined = reader.decompress(block[1:])
        except zstandard.ZstdError as reason:
            raise ValueError("block") from reason
        bodies: list[bytes] = []
        place = 0
        while place < len(joined):
            end = place + 4 + int.from_bytes(joined[place : place + 4], "big")
            bodies.append(joined[place + 4 : end])
            place = end
        if place != len(joined):
            raise ValueError("block lengths")
        return bodies
