"""Reading a bundle: first every byte is authenticated and nothing is taken, then the same bytes are told frame by frame."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import BinaryIO, Protocol

from caseworker_desktop.bundle import frames
from caseworker_desktop.bundle.codec import MOST_LINES, unbatch, unpack_piece
from caseworker_desktop.bundle.errors import BundleRefused, ChangedBetween, CutOff, DamagedBundle, NotABundle, NotForUs, UnknownSender, WrongSignature
from caseworker_desktop.bundle.manifest import unpack_header, unpack_trailer
from caseworker_desktop.bundle.model import Header, Mark, Opened, Piece
from caseworker_desktop.bundle.stick import STEP, Files, told
from caseworker_desktop.kernel.message import message
from caseworker_desktop.kernel.progress import Progress, Silent
from caseworker_desktop.vault.device import verify
from caseworker_desktop.vault.errors import VaultError
from caseworker_desktop.vault.seal import MAX_HEADER, BrokenSeal, NotForThisKey, NotSealed, open_stream, plaintext_length

#: Not VaultError: whoever takes the frames may raise such a one with a cause of its own.
SEAL_ERRORS = (NotForThisKey, NotSealed, BrokenSeal)
AGE = b"age-encryption.org/v1\n"


class Taker(Protocol):
    """Who takes what an authenticated bundle holds. What a method raises comes out of read_bundle() as it was raised."""

    def bodies(self, bodies: list[bytes]) -> None:
        """Take the bodies of one frame, in the sender's order."""
        ...

    def audit(self, lines: list[bytes]) -> None:
        """Take audit lines."""
        ...

    def piece(self, piece: Piece) -> None:
        """Take a part of an attachment."""
        ...


def authenticate(
    path: Path,
    identities: Sequence[str],
    trust: Callable[[Header], bytes | None],
    *,
    addressee: bytes | None = None,
    files: Files | None = None,
    progress: Progress | None = None,
) -> Opened:
    """Read a sealed bundle to its last byte, write nothing, and return its header and checkpoint.

    `identities`: this device's age identity (or the recovery identity). `trust`: gives the Ed25519 key enrolled for the header's
    sender, None when there is none; what it raises (a revoked device) comes out. `addressee`: this device's id.

    Raises NotABundle, NotForUs, CutOff, DamagedBundle, UnknownSender, WrongSignature, TooNew, or Refused when the medium fails.
    """
    checking = _Checking(trust, addressee)
    size = _read(path, identities, frames.FrameSink(checking), files or Files(), progress or Silent(), _cause)
    header, digest = checking.header, checking.digest
    if header is None or digest is None:
        raise DamagedBundle
    return Opened(header, checking.checkpoint, digest, size)


def read_bundle(
    path: Path, identities: Sequence[str], opened: Opened, taker: Taker, *, files: Files | None = None, progress: Progress | None = None
) -> None:
    """Read the bundle that authenticate() opened again and hand what it holds to `taker`, frame by frame.

    Call it inside one transaction: only the return says that all of it was the authenticated bundle. Raises ChangedBetween when it was
    not, DamagedBundle when a sender signed frames that cannot be read, or more than its header counts, as soon as there is more.
    """
    taking = _Taking(taker, opened.header.counts.operations)
    _read(path, identities, frames.FrameSink(taking), files or Files(), progress or Silent(), lambda *_: ChangedBetween())
    if taking.digest != opened.digest:
        raise ChangedBetween
    if taking.operations != opened.header.counts.operations:
        raise DamagedBundle


class _Checking:
    """The first pass: header, trailer, signature."""

    def __init__(self, trust: Callable[[Header], bytes | None], addressee: bytes | None) -> None:
        self._trust, self._addressee = trust, addressee
        self._public = b""
        self.header: Header | None = None
        self.digest: bytes | None = None
        self.checkpoint: dict[bytes, Mark] = {}

    def wants(self, kind: int) -> bool:
        return kind in (frames.HEADER, frames.TRAILER)

    def frame(self, kind: int, payload: bytes, digest: bytes | None) -> None:
        if kind == frames.HEADER:
            header = unpack_header(payload)
            if self._addressee not in (None, header.addressee):
                raise NotForUs
            public = self._trust(header)
            if public is None:
                raise UnknownSender
            self.header, self._public = header, public
            return
        stated, checkpoint, signed, signature = unpack_trailer(payload)
        if stated != digest:
            raise DamagedBundle
        if not verify(self._public, signed, signature):
            raise WrongSignature
        self.digest, self.checkpoint = digest, dict(checkpoint)


class _Taking:
    """The second pass: everything but the trust that the first one settled."""

    def __init__(self, taker: Taker, operations: int) -> None:
        self._taker, self._most = taker, operations
        self.digest: bytes | None = None
        self.operations = self._lines = 0

    def wants(self, kind: int) -> bool:
        return kind in (frames.OPERATIONS, frames.AUDIT, frames.ATTACHMENT, frames.TRAILER)

    def frame(self, kind: int, payload: bytes, digest: bytes | None) -> None:
        if kind == frames.OPERATIONS:
            bodies = unbatch(payload)
            self.operations += len(bodies)
            if self.operations > self._most:  # not only at the end: a few bytes unpack to a million empty bodies
                raise DamagedBundle
            self._taker.bodies(bodies)
        elif kind == frames.AUDIT:
            lines = unbatch(payload)
            self._lines += len(lines)
            if self._lines > MOST_LINES:
                raise DamagedBundle
            self._taker.audit(lines)
        elif kind == frames.ATTACHMENT:
            self._taker.piece(unpack_piece(payload))
        else:
            self.digest = digest


class _Reading:
    """The sealed file while it is read: its failures become sentences, and progress is told each MiB."""

    def __init__(self, file: BinaryIO, total: int, progress: Progress) -> None:
        self._file, self._total, self._progress = file, total, progress
        self._done, self._told = 0, 0

    def read(self, size: int) -> bytes:
        with told():
            data = self._file.read(size)
        self._done += len(data)
        if self._done - self._told >= STEP:
            self._told = self._done
            self._progress.step(message("bundle.checking"), self._done, self._total)
        return data


def _read(
    path: Path,
    identities: Sequence[str],
    sink: frames.FrameSink,
    files: Files,
    progress: Progress,
    cause: Callable[[BinaryIO, int, VaultError], BundleRefused],
) -> int:
    """Push the plaintext into `sink` and return the size of the sealed file; `cause` says why the seal did not open."""
    with told():
        size = files.size(path)
        file = files.open(path)
    with file:
        try:
            open_stream(_Reading(file, size, progress), identities, sink)
        except SEAL_ERRORS as error:
            raise cause(file, size, error) from error
    sink.finish()
    return size


def _cause(file: BinaryIO, size: int, error: VaultError) -> BundleRefused:
    """Tell a file for somebody else, one that was cut, and one that was changed from each other.

    A whole bundle's plaintext has a padded length; a file that was cut has one only by rare chance.
    """
    if isinstance(error, NotForThisKey):
        return NotForUs()
    with told():
        file.seek(0)
        head = file.read(MAX_HEADER)
    if isinstance(error, NotSealed):
        started = head.startswith(AGE) or AGE.startswith(head)
        return CutOff(size) if started and size < MAX_HEADER else NotABundle()
    length = plaintext_length(head, size)
    if length is None or length != frames.padme(length):
        return CutOff(size)
    return DamagedBundle()
