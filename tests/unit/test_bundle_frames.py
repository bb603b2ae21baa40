"""Frames, padding and batches: order, limits, and pieces of any size."""

from __future__ import annotations

import hashlib

import cbor2
import pytest
import zstandard
from hypothesis import given, settings, strategies as st

from caseworker_desktop.bundle import codec, frames
from caseworker_desktop.bundle.errors import DamagedBundle
from caseworker_desktop.bundle.frames import FrameSink, frame, padding, padme
from caseworker_desktop.bundle.model import Piece
from tests.bundle_samples import hand_frame, hand_padded, operations


class Heard:
    def __init__(self, kinds: str = "HSUATPX") -> None:
        self.kinds = kinds
        self.frames: list[tuple[str, bytes]] = []
        self.digest: bytes | None = None

    def wants(self, kind: int) -> bool:
        return chr(kind) in self.kinds

    def frame(self, kind: int, payload: bytes, digest: bytes | None) -> None:
        self.frames.append((chr(kind), payload))
        self.digest = digest or self.digest


def heard(plain: bytes, size: int = 8192) -> Heard:
    handler = Heard()
    sink = FrameSink(handler)
    for start in range(0, len(plain), size):
        sink.write(plain[start : start + size])
    sink.finish()
    return handler


BEFORE = hand_frame("H", b"head") + hand_frame("S", b"one") + hand_frame("S", b"") + hand_frame("X", b"later") + hand_frame("A", b"piece" * 9)
WHOLE = hand_padded(BEFORE + hand_frame("T", b"end"))


@pytest.mark.parametrize("size", [1, 2, 3, 5, 7, 64, 4095, 4096, 10_000])
def test_pieces_of_any_size(size: int):
    found = heard(WHOLE, size)
    padded = len(WHOLE) - len(BEFORE) - 8 - 5
    assert found.frames == [
        ("H", b"head"), ("S", b"one"), ("S", b""), ("X", b"later"), ("A", b"piece" * 9), ("T", b"end"), ("P", bytes(padded)),
    ]  # fmt: skip
    assert found.digest == hashlib.sha256(BEFORE).digest()


def test_frames_nobody_wants_are_not_gathered_but_hashed():
    handler = Heard("T")
    sink = FrameSink(handler)
    sink.write(WHOLE)
    sink.finish()
    assert handler.frames == [("T", b"end")]
    assert handler.digest == hashlib.sha256(BEFORE).digest()


H, S, U, A, T, P, X = (hand_frame(letter, b"\0\0") for letter in "HSUATPX")


@pytest.mark.parametrize(
    "parts",
    [
        [], [H], [H, S], [T], [S, H, T], [X, H, T], [P], [H, P], [H, P, T], [H, H, T], [H, T, T], [H, T, S], [H, T, X], [H, U, S, T],
        [H, A, S, T], [H, A, U, T], [H, S, T, P, T], [H, S, T, P, S], [H, T, hand_frame("P", b"\0\1")], [H, S, S[:3]], [H, S, S[:6]],
        [H, b"S\x00\x20\x00\x01" + bytes(2 * 1024 * 1024 + 1), T], [b"H\x00\x10\x00\x01" + bytes(1024 * 1024 + 1), T], [H, b"S\xff\xff\xff\xff"],
        [H, b"T\x00\x01\x00\x01" + bytes(65537)],
    ],
)  # fmt: skip
def test_what_is_no_bundle(parts: list[bytes]):
    plain = b"".join(parts)
    with pytest.raises(DamagedBundle):
        heard(plain)
    with pytest.raises(DamagedBundle):
        heard(hand_padded(plain))


def test_a_plaintext_must_have_a_padded_length():
    assert heard(WHOLE).digest is not None
    for longer in (WHOLE + hand_frame("P", b""), WHOLE + hand_frame("P", bytes(10))):
        with pytest.raises(DamagedBundle):
            heard(longer)
    with pytest.raises(DamagedBundle):
        heard(BEFORE + hand_frame("T", b"end"))
    for cut in range(0, len(WHOLE), 7):
        with pytest.raises(DamagedBundle):
            heard(WHOLE[:cut])


def test_frames_have_a_greatest_length():
    assert len(frame(frames.OPERATIONS, bytes(2 * 1024 * 1024))) == 5 + 2 * 1024 * 1024
    with pytest.raises(ValueError, match="2 MiB"):
        frame(frames.OPERATIONS, bytes(2 * 1024 * 1024 + 1))


def test_padme_by_the_paper():
    """PURBs, algorithm 1, computed with floats as printed there."""
    from math import floor, log2

    for length in [4097, 5000, 8191, 8192, 8193, 65537, 99_999, 1_048_577, 123_456_789, 10**10]:
        exponent = floor(log2(length))
        bits = exponent - (floor(log2(exponent)) + 1)
        mask = 2**bits - 1
        assert padme(length) == (length + mask) & ~mask
    assert padme(0) == padme(1) == padme(4096) == 4096
    assert padme(4097) == 4352


@settings(max_examples=60, deadline=None)
@given(st.integers(1, 40_000_000))
def test_padding_reaches_a_padded_length(length: int):
    total = length + sum(len(part) for part in padding(length))
    assert total == padme(total) >= 4096
    assert total <= max(4096, length * 1.13 + 4096)


@pytest.mark.parametrize("length", [4096, 4095, 4094, 4093, 4092, 4091, 4090, 1, 4352, 4351, 4348, 4347, 4346, 100_000_000])
def test_padding_frames_are_whole(length: int):
    parts = list(padding(length))
    assert sum(map(len, parts)) + length == padme(sum(map(len, parts)) + length)
    for part in parts:
        assert part[:1] == b"P"
        assert int.from_bytes(part[1:5], "big") == len(part) - 5 <= 2 * 1024 * 1024
        assert not any(part[5:4000])


def test_batches_keep_order_and_size():
    bodies = [*operations(300), b"x" * codec.MAX_BODY, b"", *operations(200, 2), b"y" * 700_000, b"z" * 700_000]
    found = list(codec.batches(iter(bodies)))
    assert [body for payload, _ in found for body in codec.unbatch(payload)] == bodies
    assert sum(count for _, count in found) == len(bodies)
    assert len(found) == 4
    for payload, count in found:
        data = zstandard.ZstdDecompressor().decompress(payload)
        assert len(data) <= codec.MAX_BATCH
        assert cbor2.loads(data) == codec.unbatch(payload)
        assert count == len(cbor2.loads(data))
    assert list(codec.batches([])) == []


def test_batches_fill_up():
    found = [count for _, count in codec.batches(bytes(1000) for _ in range(3000))]
    assert len(found) == 3
    assert found[0] == found[1] > 1000


def test_a_body_too_long_is_an_error_of_the_writer():
    with pytest.raises(ValueError, match="1 MiB"):
        list(codec.batches([b"a", bytes(codec.MAX_BODY + 1)]))


def squeezed(data: bytes, **how: bool) -> bytes:
    return zstandard.ZstdCompressor(level=3, **how).compress(data)


@pytest.mark.parametrize(
    "payload",
    [
        b"",
        b"no zstd",
        squeezed(b""),
        squeezed(b"\x80\x00"),
        squeezed(b"\x81\x01"),
        squeezed(b"\x81\x81\x41a"),
        squeezed(b"\x81\x61a"),
        squeezed(b"\xa0"),
        squeezed(b"\x41a"),
        squeezed(b"\x82\x41a"),
        squeezed(b"\x9f\x41a\xff"),
        squeezed(b"\x81\x5f\x41a\xff"),
        squeezed(b"\x81\x58\x01a"),
        squeezed(b"\x98\x01\x41a"),
        squeezed(b"\x81\xc2\x41a"),
        squeezed(b"\x9a\xff\xff\xff\xff\x41a"),
        squeezed(b"\x80", write_content_size=False),
        squeezed(b"\x80") + b"x",
        squeezed(b"\x80") + squeezed(b"\x80"),
        squeezed(bytes(200 * 1024 * 1024)),
        squeezed(cbor2.dumps([bytes(codec.MAX_BODY + 1)])),
        squeezed(cbor2.dumps([bytes(600_000), bytes(600_000)])),
        squeezed(b"\x80")[:-1],
    ],
)
def test_malformed_batches_are_damage_before_memory_is_taken(payload: bytes):
    with pytest.raises(DamagedBundle):
        codec.unbatch(payload)


def test_an_empty_batch_is_allowed():
    assert codec.unbatch(squeezed(b"\x80")) == []


def test_pieces():
    piece = Piece(b"h" * 32, 5_000_000_000, b"data")
    assert codec.unpack_piece(codec.pack_piece(piece)) == piece
    with pytest.raises(ValueError, match="1 MiB"):
        codec.pack_piece(Piece(b"h" * 32, 0, bytes(codec.MAX_PIECE + 1)))
    digest = b"h" * 32
    good = [digest, 0, b""]
    numbers = [[digest, -1, b""], [digest, True, b""], [digest, 2**53, b""]]
    octets = [[b"h" * 31, 0, b""], [digest, 0, ""], [digest, 0, bytes(codec.MAX_PIECE + 1)]]
    for value in (*numbers, *octets, good[:2], [*good, 1], 7, {}):
        with pytest.raises(DamagedBundle):
            codec.unpack_piece(cbor2.dumps(value))
    with pytest.raises(DamagedBundle):
        codec.unpack_piece(cbor2.dumps(good) + b"x")
