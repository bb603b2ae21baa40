"""Every function that reads bytes from a stick: what it may raise, what it may take of memory, and good inputs to begin from."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from random import Random
from typing import Any

import cbor2
import zstandard

from caseworker_desktop.bundle import frames, manifest
from caseworker_desktop.bundle.codec import MAX_BATCH, unbatch, unpack_piece
from caseworker_desktop.bundle.errors import BundleRefused
from caseworker_desktop.store import body as bodies
from caseworker_desktop.usecases import auditing
from caseworker_desktop.vault import cbor
from caseworker_desktop.vault.device import DeviceKeys
from tests.bundle_samples import hand_bundle, hand_header, operations
from tests.fuzz.mutating import BAD_BYTES, bytes_changed, packed, value_changed

#: What a reader may take at most: a batch unpacked, decoded (a list of a million empty bodies is eight MiB), and encoded once more to compare.
MOST_MEMORY = 11 * MAX_BATCH
KEYS = DeviceKeys.new()
SENDER = b"d" * 16


class _Everything:
    def wants(self, kind: int) -> bool:
        return True

    def frame(self, kind: int, payload: bytes, digest: bytes | None) -> None:
        if kind == frames.HEADER:
            manifest.unpack_header(payload)
        elif kind in (frames.OPERATIONS, frames.AUDIT):
            unbatch(payload)
        elif kind == frames.ATTACHMENT:
            unpack_piece(payload)
        elif kind == frames.TRAILER:
            manifest.unpack_trailer(payload)


def read_frames(data: bytes) -> None:
    sink = frames.FrameSink(_Everything())
    for at in range(0, len(data), 777):
        sink.write(data[at : at + 777])
    sink.finish()


def read_together(data: bytes) -> None:
    """Bodies read in one go are told as each alone is."""
    good = operations(2)
    for told, raw in zip(bodies.read_all([good[0], data, good[1]]), [good[0], data, good[1]], strict=True):
        try:
            alone: object = bodies.read_stub(raw) or bodies.decode(raw)
        except bodies.BadBody:
            alone = None
        assert repr(alone) == repr(None if isinstance(told, bodies.BadBody) else told)


@dataclass(frozen=True)
class Reader:
    """A function that reads bytes, what it may raise, and good inputs as values (packed as CBOR) or bytes."""

    read: Callable[[bytes], Any]
    raises: tuple[type[Exception], ...]
    values: tuple[Any, ...] = ()
    raws: tuple[bytes, ...] = ()

    def good(self) -> list[bytes]:
        """Return its good inputs as bytes."""
        return [*(cbor2.dumps(value, canonical=True) for value in self.values), *self.raws]

    def try_out(self, data: bytes) -> None:
        """Read; what it may raise is all right."""
        try:
            self.read(data)
        except self.raises:
            return

    def made(self, chance: Random) -> bytes:
        """Return one more input."""
        if self.values and (not self.raws or chance.random() < 0.7):
            raw = packed(value_changed(chance.choice(self.values), chance), chance)
            return bytes_changed(raw, chance) if chance.random() < 0.3 else raw
        return bytes_changed(chance.choice(self.raws), chance)


BODIES = tuple(operations(5))
ITEMS = tuple(map(cbor2.loads, BODIES))
READERS = {
    "body": Reader(bodies.decode, (bodies.BadBody,), ITEMS),
    "stub": Reader(bodies.read_stub, (bodies.BadBody,), (cbor2.loads(bodies.stub(ITEMS[0], b"i" * 16)),)),
    "bodies": Reader(read_together, (), ITEMS, (bodies.stub(ITEMS[0], b"i" * 16),)),
    "cbor": Reader(cbor.unpack, (ValueError,), ITEMS, BAD_BYTES),
    "header": Reader(manifest.unpack_header, (BundleRefused,), (hand_header(KEYS, 3),)),
    "trailer": Reader(manifest.unpack_trailer, (BundleRefused,), ([b"d" * 32, {b"s" * 16: [3, b"c" * 32]}, b"g" * 64],)),
    "piece": Reader(unpack_piece, (BundleRefused,), ([b"h" * 32, 0, b"abc"],)),
    "batch": Reader(unbatch, (BundleRefused,), (), (zstandard.compress(cbor2.dumps(list(BODIES))),)),
    "frames": Reader(read_frames, (BundleRefused,), (), (hand_bundle(KEYS, BODIES),)),
    "audit": Reader(lambda raw: auditing._read(raw, SENDER), (), ([1, SENDER, 1, 1, 1, None, "opened", None, "2026-01-01", b"c" * 32],)),
}
