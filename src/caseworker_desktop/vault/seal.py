"""Sealing for somebody's public key: whole files as age streams, small secrets as sealed boxes."""

from __future__ import annotations

import random
import secrets
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Protocol, TypeVar

import pyrage
from nacl.exceptions import CryptoError
from nacl.public import PrivateKey, PublicKey, SealedBox
from pyrage import x25519

from caseworker_desktop.kernel.message import message
from caseworker_desktop.vault.errors import VaultError

#: Every file has this many recipient stanzas, so that their number says nothing.
STANZAS = 4
#: An age header of four stanzas and a grease stanza takes about 700 bytes; more is not read.
MAX_HEADER = 16 * 1024
CHUNK, CHUNK_TAG, FILE_NONCE = 64 * 1024, 16, 16

_Given = TypeVar("_Given")


class Source(Protocol):
    """What is read from: an open binary file."""

    def read(self, size: int, /) -> bytes: ...


class Sink(Protocol):
    """What is written to: an open binary file, or a parser."""

    def write(self, data: bytes, /) -> object: ...


class NotForThisKey(VaultError):
    """The age file is whole in its head, but none of its recipients is the given identity."""

    def __init__(self) -> None:
        super().__init__(message("vault.not_for_this_key"))


class NotSealed(VaultError):
    """The file does not begin as an age file does."""

    def __init__(self) -> None:
        super().__init__(message("vault.not_sealed"))


class BrokenSeal(VaultError):
    """A part of the sealed file is missing or was changed. `offset`: the plaintext bytes that were good before it."""

    def __init__(self, offset: int) -> None:
        self.offset = offset
        super().__init__(message("vault.seal_broken"))


def new_identity() -> tuple[str, str]:
    """Return (identity, recipient) of a fresh age key."""
    identity = x25519.Identity.generate()
    return str(identity), str(identity.to_public())


def seal_stream(chunks: Iterable[bytes], recipients: Sequence[str], sink: Sink) -> None:
    """Write an age file of `chunks` to `sink` for one to four age recipients, padded to four with throwaway keys, shuffled.

    What `chunks` or `sink` raises comes out as it was raised. Raises VaultError when a recipient is no age key.
    """
    if not 1 <= len(recipients) <= STANZAS:
        raise ValueError("one to four recipients")
    keys = [_recipient(text) for text in recipients]
    keys += [x25519.Identity.generate().to_public() for _ in range(STANZAS - len(keys))]
    random.SystemRandom().shuffle(keys)
    reader, writer = _Source(_Chunks(iter(chunks)).read), _Guard(sink.write)
    try:
        pyrage.encrypt_io(reader, writer, keys)
    except Exception:
        # The library turns what its files raise into errors of its own; the cause was kept where it arose.
        _raise_kept(reader.cause, writer.cause)
        raise


def open_stream(source: Source, identities: Sequence[str], sink: Sink) -> int:
    """Read an age file from `source`, push its plaintext to `sink` in order, and return the plaintext's length.

    Raises NotSealed, NotForThisKey, BrokenSeal; what `source` or `sink` raises comes out as it was raised. The plaintext
    of a broken file has partly reached the sink by then: only the return says that all of it was good.
    """
    keys = [x25519.Identity.from_str(text) for text in identities]
    head = _Head(source)
    reader, writer = _Source(head.read), _Guard(sink.write)
    try:
        pyrage.decrypt_io(reader, writer, keys)
    except pyrage.DecryptError as error:
        _raise_kept(reader.cause, writer.cause)
        if "no matching" in str(error).lower():
            raise NotForThisKey from error
        # The header has its form, or _Head would have said so; what it holds does not fit its check.
        raise BrokenSeal(0) from error
    except Exception as error:
        _raise_kept(reader.cause, writer.cause)
        raise BrokenSeal(writer.count) from error
    return writer.count


def plaintext_length(head: bytes, size: int) -> int | None:
    """Return the length that the plaintext of an age file of `size` bytes would have, None when `head` is no age header.

    `head`: the file's first bytes, at least MAX_HEADER of them or all (age-encryption.org/v1, "Payload").
    """
    end = _header_end(head)
    if end is None:
        return None
    payload = size - end - FILE_NONCE
    if payload < CHUNK_TAG:
        return None
    whole, rest = divmod(payload, CHUNK + CHUNK_TAG)
    if 0 < rest < CHUNK_TAG:
        return None
    return whole * CHUNK + max(0, rest - CHUNK_TAG)


def seal_for(public: bytes, data: bytes) -> bytes:
    """Return a small secret in an anonymous sealed box for a 32-byte X25519 public key (48 bytes more).

    Raises VaultError when `public` is no such key.
    """
    try:
        return bytes(SealedBox(PublicKey(public)).encrypt(data))
    except (CryptoError, ValueError, TypeError) as error:
        raise VaultError(message("vault.key_unusable")) from error


def open_sealed(secret: bytes, data: bytes) -> bytes:
    """Return what seal_for() shut. Raises VaultError when it is broken or for another key."""
    try:
        return bytes(SealedBox(PrivateKey(secret)).decrypt(data))
    except (CryptoError, ValueError, TypeError) as error:
        raise VaultError(message("vault.box_broken")) from error


def fresh_secret() -> bytes:
    """Return 32 random bytes: a database key, a drafts key."""
    return secrets.token_bytes(32)


def is_recipient(text: str) -> bool:
    """Tell whether `text` is an age recipient that a file can be sealed for (a request may bring any text)."""
    try:
        _recipient(text)
    except VaultError:
        return False
    return True


def _recipient(text: str) -> x25519.Recipient:
    try:
        return x25519.Recipient.from_str(text)
    except (pyrage.RecipientError, TypeError) as error:
        raise VaultError(message("vault.key_unusable")) from error


def _header_end(head: bytes) -> int | None:
    if not head.startswith(b"age-encryption.org/v1\n"):
        return None
    mac = head.find(b"\n--- ", 0, MAX_HEADER)
    end = head.find(b"\n", mac + 1, MAX_HEADER) if mac >= 0 else -1
    return end + 1 if end >= 0 else None


def _raise_kept(*causes: BaseException | None) -> None:
    for cause in causes:
        if cause is not None:
            raise cause


class _Kept:
    """What the library's files have in common: the first failure is kept, and nothing is called after it.

    The library writes once more when it drops its buffer, and reports neither failure as it was raised.
    """

    def __init__(self) -> None:
        self.cause: BaseException | None = None

    def _call(self, function: Callable[..., _Given], *arguments: object) -> _Given:
        if self.cause is not None:
            raise self.cause
        try:
            return function(*arguments)
        except BaseException as error:
            self.cause = error
            raise


class _Guard(_Kept):
    """A sink that counts what its inner sink took."""

    def __init__(self, write: Callable[[bytes], object]) -> None:
        super().__init__()
        self._write = write
        self.count = 0

    def write(self, data: bytes) -> int:
        self._call(self._write, data)
        self.count += len(data)
        return len(data)

    def flush(self) -> None:
        return None


class _Source(_Kept):
    """A source to read from."""

    def __init__(self, read: Callable[[int], bytes]) -> None:
        super().__init__()
        self._read = read

    def read(self, size: int = -1) -> bytes:
        return self._call(self._read, size)


class _Head:
    """Shows the age library only files whose header ends within MAX_HEADER: it would read an endless one into memory."""

    def __init__(self, source: Source) -> None:
        self._source = source
        parts, length = [], 0
        while length < MAX_HEADER and (part := source.read(MAX_HEADER - length)):
            parts.append(part)
            length += len(part)
        self._held = b"".join(parts)
        if _header_end(self._held) is None:
            raise NotSealed

    def read(self, size: int) -> bytes:
        if self._held:
            taken, self._held = self._held[:size], self._held[size:]
            return taken
        return self._source.read(size)


class _Chunks:
    """Gives the bytes of an iterator of chunks in the sizes asked for."""

    def __init__(self, chunks: Iterator[bytes]) -> None:
        self._chunks = chunks
        self._held = memoryview(b"")

    def read(self, size: int) -> bytes:
        while not self._held:
            chunk = next(self._chunks, None)
            if chunk is None:
                return b""
            self._held = memoryview(chunk)
        taken, self._held = self._held[:size], self._held[size:]
        return bytes(taken)
