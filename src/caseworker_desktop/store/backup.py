"""The backup: one file with the encrypted database and the slots that open it, proved to its last byte (docs/formats/backup.md)."""

from __future__ import annotations

import contextlib
import os
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Any, BinaryIO, Protocol

from caseworker_desktop.kernel.errors import Refused
from caseworker_desktop.kernel.message import message
from caseworker_desktop.kernel.progress import Progress
from caseworker_desktop.store.files import write_durably
from caseworker_desktop.vault.cbor import pack, unpack
from caseworker_desktop.vault.slots import MAX_FILE, sync_folder

MAGIC = b"byla-backup\n"
FORMAT = 1
MAX_HEAD = 4096
DIGEST_BYTES = 32
BLOCK = 1024 * 1024


@dataclass(frozen=True, slots=True)
class BackupHead:
    """What a backup says of itself in the open: when it was made (unix ms), by which version, and the lengths of its two parts in bytes."""

    created_at: int
    program: str
    keys: int
    database: int


@dataclass(frozen=True, slots=True)
class BackupFile:
    """A backup file that was read to its end and found whole: its size and the SHA-256 (hex) of all of it."""

    head: BackupHead
    bytes: int
    sha256: str


class _Hash(Protocol):
    def update(self, data: bytes, /) -> None: ...
    def digest(self) -> bytes: ...


def write_backup(target: Path, keys: bytes, database: Path, created_at: int, program: str, progress: Progress) -> BackupFile:
    """Write the slot file's bytes and a closed, encrypted database into a new file, durably, read it back and return it.

    Raises Refused when something bears the name already, or the medium is full, read-only, gone or gives back other bytes; nothing is left then.
    """
    if target.exists():
        raise Refused(message("refused.file_exists"))
    part = target.with_name(target.name + ".part")
    ours = part
    try:
        try:
            written = _write(part, keys, database, created_at, program, progress)
            if target.exists():
                raise Refused(message("refused.file_exists"))
            os.rename(part, target)
            ours = target
            sync_folder(target.parent)
        except OSError as reason:
            raise Refused(message("refused.not_written_to", file=target.name)) from reason
        read = read_backup(target, progress)
        if read != written:
            raise Refused(message("backup.reads_differently"))
        return read
    except BaseException:
        with contextlib.suppress(OSError):  # the medium is gone: the reason that led here is told instead
            ours.unlink(missing_ok=True)
        raise


def _write(part: Path, keys: bytes, database: Path, created_at: int, program: str, progress: Progress) -> BackupFile:
    total = database.stat().st_size
    head = BackupHead(created_at, program, len(keys), total)
    told = pack({"format": FORMAT, "created_at": created_at, "program": program, "keys": head.keys, "database": head.database})
    digest, size = sha256(), 0
    descriptor = os.open(part, os.O_WRONLY | os.O_CREAT | os.O_TRUNC | getattr(os, "O_BINARY", 0), 0o600)
    with open(descriptor, "wb") as sink, database.open("rb") as source:
        for data in (MAGIC, len(told).to_bytes(4, "big"), told, keys):
            sink.write(data)
            digest.update(data)
            size += len(data)
        done = 0
        while block := source.read(BLOCK):
            sink.write(block)
            digest.update(block)
            done += len(block)
            progress.step(message("backup.writing"), done, total)
        if done != total:
            raise OSError("the database changed its length")
        end = digest.digest()
        sink.write(end)
        digest.update(end)
        sink.flush()
        os.fsync(sink.fileno())
        if sys.platform == "linux":  # so that the reading back comes from the medium and not from memory
            os.posix_fadvise(sink.fileno(), 0, 0, os.POSIX_FADV_DONTNEED)
    return BackupFile(head, size + total + DIGEST_BYTES, digest.hexdigest())


def read_backup(file: Path, progress: Progress) -> BackupFile:
    """Read a backup to its end and return what it is. Raises Refused when it is none, damaged, cut off or from a newer program."""
    with _opened(file) as (source, head, digest):
        _part(source, digest, head.keys)
        for _ in _blocks(source, digest, head.database, progress):
            pass
        size = _end(source, digest)
        return BackupFile(head, size, digest.digest().hex())


def unpack_backup(file: Path, keys_to: Path, database_to: Path, progress: Progress) -> BackupHead:
    """Write a backup's two parts, still encrypted, into new files, durably.

    Raises Refused when the backup is damaged or the place cannot be written; the caller removes what was begun then.
    """
    with _opened(file) as (source, head, digest):
        keys = _part(source, digest, head.keys)
        try:
            with database_to.open("xb") as sink:
                for block in _blocks(source, digest, head.database, progress):
                    sink.write(block)
                _end(source, digest)
                sink.flush()
                os.fsync(sink.fileno())
            write_durably(keys_to, keys)
            keys_to.chmod(0o600)
        except OSError as reason:
            raise Refused(message("refused.not_written_to", file=database_to.name)) from reason
    return head


@contextlib.contextmanager
def _opened(file: Path) -> Iterator[tuple[BinaryIO, BackupHead, _Hash]]:
    try:
        source = file.open("rb")
    except OSError as reason:
        raise Refused(message("refused.file_unreadable", file=file.name)) from reason
    with source:
        digest = sha256()
        if _part(source, digest, len(MAGIC)) != MAGIC:
            raise Refused(message("backup.none"))
        length = int.from_bytes(_part(source, digest, 4), "big")
        if length > MAX_HEAD:
            raise Refused(message("backup.damaged"))
        yield source, _head(_part(source, digest, length)), digest


def _head(data: bytes) -> BackupHead:
    try:
        told: Any = unpack(data)
        kind = told["format"]
        if type(kind) is int and kind > FORMAT:
            raise Refused(message("backup.newer"))
        head = BackupHead(told["created_at"], told["program"], told["keys"], told["database"])
    except (ValueError, KeyError, TypeError) as reason:
        raise Refused(message("backup.damaged")) from reason
    if kind != FORMAT:
        raise Refused(message("backup.damaged"))
    numbers = (head.created_at, head.keys, head.database)
    if any(type(one) is not int or one < 0 for one in numbers) or head.keys > MAX_FILE or not isinstance(head.program, str):
        raise Refused(message("backup.damaged"))
    return head


def _part(source: BinaryIO, digest: _Hash, length: int) -> bytes:
    try:
        data = source.read(length)
    except OSError as reason:
        raise Refused(message("backup.unreadable")) from reason
    if len(data) != length:
        raise Refused(message("backup.none" if source.tell() < len(MAGIC) else "backup.damaged"))
    digest.update(data)
    return data


def _blocks(source: BinaryIO, digest: _Hash, length: int, progress: Progress) -> Iterator[bytes]:
    done = 0
    while done < length:
        block = _part(source, digest, min(BLOCK, length - done))
        done += len(block)
        progress.step(message("backup.reading"), done, length)
        yield block


def _end(source: BinaryIO, digest: _Hash) -> int:
    try:
        rest = source.read(DIGEST_BYTES + 1)
    except OSError as reason:
        raise Refused(message("backup.unreadable")) from reason
    if rest != digest.digest():
        raise Refused(message("backup.damaged"))
    digest.update(rest)
    return source.tell()
