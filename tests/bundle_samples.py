"""Bundles for tests: two devices, plausible operations, and frames put together by hand as docs/formats/bundle.md says."""

from __future__ import annotations

import hashlib
import random
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import cbor2
import pyrage
import zstandard

from caseworker_desktop.bundle.model import Counts, Header, Mark, Piece, Run
from caseworker_desktop.vault.device import DeviceKeys

LAPTOP, OFFICE = b"laptop".ljust(16, b"\0"), b"office".ljust(16, b"\0")
STREAM = b"stream".ljust(16, b"\0")


def operations(count: int, seed: int = 1) -> list[bytes]:
    """Return bodies of consultations in one stream, as docs/formats/operation.md describes them."""
    chance = random.Random(seed)
    words = ["namai", "darbas", "šeima", "skola", "ėjimas", "žodis", "įrašas", "ūkis", "gydymas", "mokykla"]
    actor = chance.randbytes(16)
    bodies = []
    for seq in range(1, count + 1):
        fields = {
            "on": [f"2026-{chance.randint(1, 11):02}-{chance.randint(1, 28):02}"],
            "minutes": [chance.choice([30, 45, 60])],
            "case": [chance.randbytes(16)],
            "topic": [" ".join(chance.choices(words, k=chance.randint(3, 12)))],
        }
        record = chance.randbytes(16)
        bodies.append(
            cbor2.dumps(
                [1, STREAM, seq, seq + 3, 1790000000000 + seq, actor, chance.randbytes(16), "session", record, None, [], fields, {}], canonical=True
            )
        )
    return bodies


def header(laptop: DeviceKeys, count: int, **more: Any) -> Header:
    """Return the header of a laptop's bundle to its office."""
    runs = (Run(STREAM, 1, count),) if count else ()
    given = {"number": 3, "created_at": 1790000000000, "runs": runs, "counts": Counts(count, count, 1), "schema": "2026.1", **more}
    return Header(sender=LAPTOP, sender_public=laptop.signing_public, addressee=OFFICE, **given)


def mark(bodies: Sequence[bytes]) -> dict[bytes, Mark]:
    """Return the checkpoint of a stream that holds these bodies: chain = SHA-256(chain ‖ SHA-256(body)), from 32 zeros."""
    chain = bytes(32)
    for body in bodies:
        chain = hashlib.sha256(chain + hashlib.sha256(body).digest()).digest()
    return {STREAM: Mark(len(bodies), chain)}


class Gathered:
    """A taker that keeps everything."""

    def __init__(self) -> None:
        self.taken: list[bytes] = []
        self.lines: list[bytes] = []
        self.pieces: list[Piece] = []
        self.batches = 0

    def bodies(self, bodies: list[bytes]) -> None:
        self.batches += 1
        self.taken += bodies

    def audit(self, lines: list[bytes]) -> None:
        self.lines += lines

    def piece(self, piece: Piece) -> None:
        self.pieces.append(piece)


# A second writer, from the description alone.


def hand_frame(letter: str, payload: bytes) -> bytes:
    return letter.encode() + len(payload).to_bytes(4, "big") + payload


def hand_header(laptop: DeviceKeys, count: int, **changes: Any) -> dict[str, Any]:
    """Return the map of a header; a change to `...` leaves a key out."""
    content: dict[str, Any] = {
        "format": 1,
        "sender": LAPTOP,
        "sender_public": laptop.signing_public,
        "addressee": OFFICE,
        "number": 1,
        "created_at": 1790000000000,
        "epoch": 1,
        "streams": [[STREAM, 1, count]] if count else [],
        "previous": None,
        "acknowledgements": {},
        "safe": {},
        "wanted": {"ranges": {}, "digests": []},
        "counts": {"operations": count, "records": count, "persons": 1},
        "schema": "2026.1",
        **changes,
    }
    return {name: value for name, value in content.items() if value is not ...}


def hand_trailer(laptop: DeviceKeys, before: bytes) -> bytes:
    digest = hashlib.sha256(before).digest()
    signature = laptop.sign(b"byla bundle 1\n" + digest + cbor2.dumps({}, canonical=True))
    return hand_frame("T", cbor2.dumps([digest, {}, signature], canonical=True))


def hand_padded(plain: bytes) -> bytes:
    """Return `plain` with one padding frame up to the next padded length (small bundles only)."""
    total = 4096
    while total < len(plain) + 5:
        total *= 2
    return plain + hand_frame("P", bytes(total - len(plain) - 5)) if len(plain) != total else plain


def hand_bundle(laptop: DeviceKeys, bodies: Sequence[bytes], **changes: Any) -> bytes:
    """Return the plaintext of a whole bundle."""
    before = hand_frame("H", cbor2.dumps(hand_header(laptop, len(bodies), **changes), canonical=True))
    if bodies:
        before += hand_frame("S", zstandard.ZstdCompressor(level=3).compress(cbor2.dumps(list(bodies))))
    return hand_padded(before + hand_trailer(laptop, before))


def put(folder: Path, office: DeviceKeys, plain: bytes, name: str = "0a0b0c0d.byla") -> Path:
    """Seal a plaintext for the office and write it."""
    path = folder / name
    path.write_bytes(pyrage.encrypt(plain, [pyrage.x25519.Recipient.from_str(office.age_public)]))
    return path


def knows(laptop: DeviceKeys) -> Callable[[Header], bytes | None]:
    """Return the trust of an office that enrolled this laptop."""
    return lambda head: laptop.signing_public if head.sender == LAPTOP else None
