"""Writing a bundle: sealed while it is made, durable, read back from the medium, and only then called written."""

from __future__ import annotations

import contextlib
import hashlib
from collections.abc import Callable, Generator, Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import BinaryIO

from caseworker_desktop.bundle import frames
from caseworker_desktop.bundle.codec import batches, pack_piece
from caseworker_desktop.bundle.errors import ReadBackDiffers
from caseworker_desktop.bundle.manifest import pack_header, pack_trailer
from caseworker_desktop.bundle.model import Header, Mark, Piece, Written
from caseworker_desktop.bundle.stick import STEP, Files, check_space, discard, new_name, part_of, told, write_all
from caseworker_desktop.kernel.message import message
from caseworker_desktop.kernel.progress import Progress, Silent
from caseworker_desktop.vault.errors import VaultError
from caseworker_desktop.vault.seal import new_identity, open_stream, seal_stream

#: Sealed bytes an operation takes, generously, to see before writing whether the stick has room.
BYTES_AN_OPERATION = 200
LEAST_ROOM = 64 * 1024


def write_bundle(
    folder: Path,
    recipients: Sequence[str],
    header: Header,
    bodies: Iterable[bytes],
    *,
    sign: Callable[[bytes], bytes],
    checkpoint: Mapping[bytes, Mark],
    audit: Iterable[bytes] = (),
    attachments: Iterable[Piece] = (),
    attachment_bytes: int = 0,
    files: Files | None = None,
    progress: Progress | None = None,
) -> Written:
    """Write a bundle of a random name into `folder` and return it once it was read back and found whole.

    `recipients`: one to three age recipients (the addressee, its recovery key). The fourth stanza is for a key that lives as long
    as this call and opens the file for the reading back. `bodies`, `audit`: byte strings of at most 1 MiB, taken once, in order.
    `sign`: DeviceKeys.sign. `attachment_bytes`: their sum, for the check of room.

    Refused, with nothing of this bundle left as far as the medium allows, when the folder is gone, full, read-only or fails. No other
    file is touched. Raises ValueError when there are not as many bodies as the header counts.
    """
    files, progress = files or Files(), progress or Silent()
    needed = LEAST_ROOM + header.counts.operations * BYTES_AN_OPERATION + attachment_bytes
    check_space(folder, needed, files)
    path = new_name(folder, files)
    identity, recipient = new_identity()
    plain = _plaintext(header, bodies, audit, attachments, checkpoint, sign, progress)
    with told():
        file = files.create(part_of(path))
    ours = part_of(path)
    try:
        with contextlib.closing(plain):
            sha256, size = _write(file, plain, [*recipients, recipient], files)
        with told():
            files.rename(ours, path)
            ours = path
            files.sync_folder(folder)
        _read_back(path, identity, size, files, progress)
    except BaseException:
        discard(ours, files)
        raise
    return Written(path, sha256.hex(), size, header.counts.operations)


def _plaintext(
    header: Header,
    bodies: Iterable[bytes],
    audit: Iterable[bytes],
    attachments: Iterable[Piece],
    checkpoint: Mapping[bytes, Mark],
    sign: Callable[[bytes], bytes],
    progress: Progress,
) -> Generator[bytes, None, None]:
    digest, length = hashlib.sha256(), 0
    for part in _frames(header, bodies, audit, attachments, progress):
        digest.update(part)
        length += len(part)
        yield part
    trailer = frames.frame(frames.TRAILER, pack_trailer(digest.digest(), checkpoint, sign))
    yield trailer
    yield from frames.padding(length + len(trailer))


def _frames(header: Header, bodies: Iterable[bytes], audit: Iterable[bytes], attachments: Iterable[Piece], progress: Progress) -> Iterator[bytes]:
    yield frames.frame(frames.HEADER, pack_header(header))
    total, done = header.counts.operations, 0
    for payload, count in batches(bodies):
        done += count
        yield frames.frame(frames.OPERATIONS, payload)
        progress.step(message("bundle.sealing"), done, total)
    if done != total:
        raise ValueError("the header counts other operations than there are")
    for payload, _ in batches(audit):
        yield frames.frame(frames.AUDIT, payload)
    for piece in attachments:
        yield frames.frame(frames.ATTACHMENT, pack_piece(piece))
        progress.step(message("bundle.sealing"), done, total)


class _Sealed:
    """The file on the stick while it is written: its failures become sentences, its bytes are hashed."""

    def __init__(self, file: BinaryIO) -> None:
        self._file = file
        self.sha256, self.size = hashlib.sha256(), 0

    def write(self, data: bytes) -> None:
        write_all(self._file, data)
        self.sha256.update(data)
        self.size += len(data)


def _write(file: BinaryIO, plain: Iterator[bytes], recipients: Sequence[str], files: Files) -> tuple[bytes, int]:
    try:
        sealed = _Sealed(file)
        seal_stream(plain, recipients, sealed)
        with told():
            files.sync(file)
    finally:
        with told():
            file.close()
    return sealed.sha256.digest(), sealed.size


class _ReadBack:
    """The file as the medium gives it back."""

    def __init__(self, file: BinaryIO, total: int, progress: Progress) -> None:
        self._file, self._total, self._progress = file, total, progress
        self._told, self.size = 0, 0

    def read(self, size: int) -> bytes:
        with told():
            data = self._file.read(size)
        self.size += len(data)
        if self.size - self._told >= STEP:
            self._told = self.size
            self._progress.step(message("bundle.reading_back"), self.size, self._total)
        return data


class _Nowhere:
    def write(self, data: bytes) -> None:
        return None


def _read_back(path: Path, identity: str, size: int, files: Files, progress: Progress) -> None:
    """Open the file with the key made for it. age authenticates each byte, under a file key that was drawn for this file alone."""
    with told():
        file = files.open(path)
    with file:
        source = _ReadBack(file, size, progress)
        try:
            open_stream(source, [identity], _Nowhere())
        except VaultError as error:
            raise ReadBackDiffers from error
    if source.size != size:
        raise ReadBackDiffers
