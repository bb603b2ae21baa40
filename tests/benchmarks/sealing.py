"""Sealing a bundle ÷ compressing the same bodies with zstd-3 alone: how much of that speed is left."""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable
from pathlib import Path

import cbor2
import zstandard

from caseworker_desktop.bundle.model import Counts, Header
from caseworker_desktop.bundle.writer import write_bundle
from caseworker_desktop.vault.device import DeviceKeys
from tests.benchmarks.figures import Figure
from tests.benchmarks.operations import ATTENDANCE, Author, Mix, Pen
from tests.benchmarks.workspaces import Office

MIB = 1024 * 1024
LEAST_PERCENT = 65.0


def measure(folder: Path, office: Office, operations: int, pairs: int, say: Callable[[str], None], mix: Mix = ATTENDANCE) -> Figure:
    """Return the percentage for so many bodies: write_bundle whole (four stanzas, digest, signature, fsync, read back) against zstd-3 to a file."""
    bodies = list(Author(Pen(3, office.people.staff[0]), office.people, office.words).operations(mix, operations))
    size = sum(map(len, bodies))
    sealed, plain = [], []
    for at in range(pairs):
        plain.append(_compress(folder / "plain.zst", bodies))
        sealed.append(_seal(folder, bodies))
        say(f"  sealing {at + 1}/{pairs}: {size / sealed[-1] / 1e6:.0f} MB/s, zstd-3 {size / plain[-1] / 1e6:.0f} MB/s")
    shares = sorted(alone / whole * 100 for alone, whole in zip(plain, sealed, strict=True))
    detail = (
        f"{size / statistics.median(sealed) / 1e6:.0f} MB/s of {size / statistics.median(plain) / 1e6:.0f} MB/s, "
        f"{size / 1e6:.0f} MB, n={pairs}, {shares[0]:.0f}–{shares[-1]:.0f}"
    )
    return Figure("sealing, share of zstd-3's speed", statistics.median(shares), "%", LEAST_PERCENT, least=True, detail=detail)


def _compress(path: Path, bodies: list[bytes]) -> float:
    start = time.perf_counter()
    compressor = zstandard.ZstdCompressor(level=3)
    with path.open("wb") as file:
        batch: list[bytes] = []
        held = 0
        for body in bodies:
            batch.append(body)
            held += len(body) + 3
            if held > MIB - 2_048:
                file.write(compressor.compress(cbor2.dumps(batch)))
                batch, held = [], 0
        file.write(compressor.compress(cbor2.dumps(batch)))
    took = time.perf_counter() - start
    path.unlink()
    return took


def _seal(folder: Path, bodies: list[bytes]) -> float:
    keys, other = DeviceKeys.new(), DeviceKeys.new()
    header = Header(sender=bytes(16), sender_public=keys.signing_public, addressee=bytes(16), number=1, created_at=0, counts=Counts(len(bodies)))
    start = time.perf_counter()
    written = write_bundle(folder, [other.age_public], header, bodies, sign=keys.sign, checkpoint={})
    took = time.perf_counter() - start
    written.path.unlink()
    return took
