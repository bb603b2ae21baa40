"""A second reader of bundles, written from docs/formats/bundle.md and operation.md alone: it shares no line with the program.

What it needs beyond Python: an age library, zstd, CBOR, libsodium.
"""

from __future__ import annotations

import hashlib
import hmac
import io
import struct
from dataclasses import dataclass, field
from typing import Any

import cbor2
import nacl.bindings
import nacl.exceptions
import nacl.signing
import pyrage
import zstandard

MIB = 1024 * 1024
FRAME, HEADER, TRAILER, BATCH, BODY, PIECE = 2 * MIB, MIB, 64 * 1024, MIB + 10, MIB, MIB
HEADER_KEYS = ("format", "sender", "addressee", "sender_public", "number", "created_at", "epoch", "streams", "previous", "acknowledgements", "safe",
               "wanted", "counts", "schema")
ORDER = b"HSUATP"


class Unreadable(Exception):
    """Why a bundle is refused, in a word."""


@dataclass
class Bundle:
    """What a bundle holds."""

    header: dict[str, Any]
    bodies: list[bytes] = field(default_factory=list)
    audit: list[bytes] = field(default_factory=list)
    pieces: list[tuple[bytes, int, bytes]] = field(default_factory=list)
    checkpoint: dict[bytes, Any] = field(default_factory=dict)


def cbor(data: bytes, *, canonical: bool = True) -> Any:
    """Return the one item in `data`, of the types of bundle.md and nothing behind it."""
    stream = io.BytesIO(data)
    try:
        item = cbor2.CBORDecoder(stream).decode()
    except (cbor2.CBORError, ValueError, OverflowError, RecursionError) as reason:
        raise Unreadable("cbor") from reason
    if stream.read(1):
        raise Unreadable("something behind the item")
    _plain(item, 32)
    if canonical and cbor2.dumps(item, canonical=True) != data:
        raise Unreadable("not canonical")
    return item


def _plain(item: Any, depth: int) -> None:
    if depth < 0:
        raise Unreadable("too deep")
    if isinstance(item, list):
        for one in item:
            _plain(one, depth - 1)
    elif isinstance(item, dict):
        for key, one in item.items():
            if not isinstance(key, str | bytes):
                raise Unreadable("key")
            _plain(one, depth - 1)
    elif not (item is None or isinstance(item, bool | int | str | bytes)):
        raise Unreadable("type")


def padded(length: int) -> int:
    """Return the padded length of bundle.md §5."""
    if length <= 4096:
        return 4096
    e = length.bit_length() - 1
    s = e.bit_length()  # ⌊log₂ e⌋ + 1
    return (length + (1 << (e - s)) - 1) >> (e - s) << (e - s)


def unseal(file: bytes, identity: str) -> bytes:
    """Return the plaintext of the age file, whose header must have four X25519 stanzas and end within 16 KiB."""
    end = file.find(b"\n--- ", 0, 16 * 1024)
    if not file.startswith(b"age-encryption.org/v1\n") or end < 0:
        raise Unreadable("not an age file")
    stanzas = [line for line in file[:end].split(b"\n") if line.startswith(b"-> ")]
    if sum(line.startswith(b"-> X25519 ") for line in stanzas) != 4 or any(
            not line.startswith(b"-> X25519 ") and b"-grease" not in line for line in stanzas):
        raise Unreadable("stanzas")
    try:
        return bytes(pyrage.decrypt(file, [pyrage.x25519.Identity.from_str(identity)]))
    except pyrage.DecryptError as reason:
        raise Unreadable("sealed for another key, cut or changed") from reason


def frames(plain: bytes) -> list[tuple[int, bytes, int]]:
    """Return (type, payload, where the frame begins) in order, with the rules of bundle.md §2 and §5."""
    if padded(len(plain)) != len(plain):
        raise Unreadable("length")
    out: list[tuple[int, bytes, int]] = []
    at = last = 0
    while at < len(plain):
        if at + 5 > len(plain):
            raise Unreadable("cut in a frame")
        kind, size = plain[at], struct.unpack_from(">I", plain, at + 1)[0]
        limit = {ord("H"): HEADER, ord("T"): TRAILER}.get(kind, FRAME)
        if size > limit:
            raise Unreadable("frame too long")
        payload = plain[at + 5 : at + 5 + size]
        if len(payload) < size:
            raise Unreadable("cut in a frame")
        place = ORDER.find(kind)
        if place < 0:
            if not out or last >= ORDER.index(b"T"):
                raise Unreadable("order")
        elif place < last or (place == last and kind in b"HT" and out) or (not out and kind != ord("H")):
            raise Unreadable("order")
        else:
            last = place
        if kind == ord("P") and payload.strip(b"\0"):
            raise Unreadable("padding")
        out.append((kind, payload, at))
        at += 5 + size
    if last < ORDER.index(b"T"):
        raise Unreadable("no trailer")
    return out


def batch(payload: bytes) -> list[bytes]:
    """Return the byte strings of an S or U frame."""
    size = zstandard.frame_content_size(payload)
    if not 0 <= size <= BATCH:
        raise Unreadable("batch size")
    unpacker = zstandard.ZstdDecompressor().decompressobj()
    content = unpacker.decompress(payload)
    if unpacker.unused_data or len(content) != size:
        raise Unreadable("behind the batch")
    found = cbor(content)
    if not isinstance(found, list) or any(not isinstance(one, bytes) or len(one) > BODY for one in found):
        raise Unreadable("batch")
    return found


def read(file: bytes, identity: str, enrolled: dict[bytes, bytes], addressee: bytes) -> Bundle:
    """Return a bundle's content. `enrolled`: device id → Ed25519 key. Raises Unreadable with the cause."""
    plain = unseal(file, identity)
    row = frames(plain)
    header = cbor(row[0][1])
    if not isinstance(header, dict) or any(key not in header for key in HEADER_KEYS):
        raise Unreadable("header")
    if header["format"] != 1:
        raise Unreadable("later container")
    if header["addressee"] != addressee or header["sender"] not in enrolled:
        raise Unreadable("for another device or of an unknown one")
    out = Bundle(header)
    for kind, payload, at in row:
        if kind == ord("S"):
            out.bodies += batch(payload)
        elif kind == ord("U"):
            out.audit += batch(payload)
        elif kind == ord("A"):
            digest, offset, data = cbor(payload)
            if len(digest) != 32 or len(data) > PIECE:
                raise Unreadable("piece")
            out.pieces.append((digest, offset, data))
        elif kind == ord("T"):
            digest, out.checkpoint, signature = cbor(payload)
            if digest != hashlib.sha256(plain[:at]).digest():
                raise Unreadable("digest")
            said = b"byla bundle 1\n" + digest + cbor2.dumps(out.checkpoint, canonical=True)
            try:
                nacl.signing.VerifyKey(enrolled[header["sender"]]).verify(said, signature)
            except nacl.exceptions.BadSignatureError as reason:
                raise Unreadable("signature") from reason
    if header["counts"]["operations"] != len(out.bodies):
        raise Unreadable("count")
    return out


def derived(secret: bytes, what: bytes) -> bytes:
    """Return a compartment's key for `what` (operation.md §4)."""
    return hashlib.blake2b(b"", digest_size=32, key=secret, person=what.ljust(16, b"\0")).digest()


def open_protected(body: bytes, secret: bytes) -> dict[str, Any]:
    """Return the protected values of an operation, opened with the secret of its main box; each tag is compared."""
    _, stream, seq, _, _, _, _, kind, record, subject, _, fields, more = cbor(body)
    open_entries = {name: entry for name, entry in fields.items() if len(entry) < 3}
    bound = cbor2.dumps([stream, seq, kind, record, subject, open_entries], canonical=True)
    _, _, nonce, sealed = more["box"][:4]
    packed = nacl.bindings.crypto_aead_xchacha20poly1305_ietf_decrypt(sealed, bound, nonce, derived(secret, b"byla-box"))
    values: dict[str, Any] = cbor(zstandard.ZstdDecompressor().decompress(packed, max_output_size=MIB))
    for name, value in values.items():
        told = hmac.new(derived(secret, b"byla-tag"), cbor2.dumps([record, name, value], canonical=True), "sha256").digest()[:16]
        if fields[name][0] != told:
            raise Unreadable("tag")
    return values
