"""The values of a bundle that others may hold: its head, what was written, what was found."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from types import MappingProxyType
from typing import Any

#: The container of docs/formats/bundle.md. Operations and records of newer programs travel in it unchanged.
CONTAINER = 1

#: Closed ranges of sequence numbers, ascending and apart: ((1, 40), (42, 42)).
Ranges = tuple[tuple[int, int], ...]


def _nothing() -> Mapping[Any, Any]:
    return MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Run:
    """A stream (16 bytes) of which the bundle carries operations, from `first` to `last` (scope may leave holes)."""

    stream: bytes
    first: int
    last: int


@dataclass(frozen=True, slots=True)
class Counts:
    """What the sender says is inside; the reader checks the operations."""

    operations: int = 0
    records: int = 0
    persons: int = 0


@dataclass(frozen=True, slots=True)
class Header:
    """The first frame. Device ids 16 bytes, Ed25519 keys and digests 32 bytes, `created_at` unix milliseconds.

    `previous`: SHA-256 of the file of the bundle before this one to the same addressee. `acknowledgements` (received), `safe` (in a
    verified backup) and `wanted`: stream → ranges; `wanted_digests`: SHA-256 of attachments asked for. `welcome` and `scope`: maps that
    the office adds for a laptop. `more`: keys of later versions, kept as they came.
    """

    sender: bytes
    sender_public: bytes
    addressee: bytes
    number: int
    created_at: int
    epoch: int = 1
    runs: tuple[Run, ...] = ()
    previous: bytes | None = None
    acknowledgements: Mapping[bytes, Ranges] = field(default_factory=_nothing)
    safe: Mapping[bytes, Ranges] = field(default_factory=_nothing)
    wanted: Mapping[bytes, Ranges] = field(default_factory=_nothing)
    wanted_digests: tuple[bytes, ...] = ()
    counts: Counts = Counts()
    schema: str = ""
    welcome: Mapping[str, Any] | None = None
    scope: Mapping[str, Any] | None = None
    more: Mapping[str, Any] = field(default_factory=_nothing)
    container: int = CONTAINER


@dataclass(frozen=True, slots=True)
class Mark:
    """Where a stream of the sender stood: its last `seq` and the chain (32 bytes) up to it."""

    seq: int
    chain: bytes


@dataclass(frozen=True, slots=True)
class Piece:
    """A part of an attachment: the SHA-256 of the whole, where the part begins in it, the part's bytes (at most 1 MiB)."""

    sha256: bytes
    offset: int
    data: bytes


@dataclass(frozen=True, slots=True)
class Written:
    """A bundle that lies on the stick, was read back and found whole. `sha256`: of the file, in hex."""

    path: Path
    sha256: str
    size: int
    operations: int


@dataclass(frozen=True, slots=True)
class Staged:
    """A copy of a bundle in the workspace, still sealed. `sha256`: of the file, in hex."""

    path: Path
    sha256: str
    size: int


@dataclass(frozen=True, slots=True)
class Opened:
    """An authenticated bundle: every byte was seen up to the signature and the padding behind it.

    `digest`: SHA-256 over its frames; `checkpoint`: stream → mark, signed by the sender.
    """

    header: Header
    checkpoint: Mapping[bytes, Mark]
    digest: bytes = field(repr=False)
    size: int = 0
