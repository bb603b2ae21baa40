"""A staff member's own key pair: what is wrapped to it only that person (and custody) can open."""

from __future__ import annotations

from dataclasses import dataclass, field

from nacl import bindings
from nacl.public import PrivateKey


@dataclass(frozen=True, slots=True)
class StaffKeys:
    """An X25519 pair, 32 bytes each. Custody and the figures reader have one as well."""

    secret: bytes = field(repr=False)
    public: bytes

    @classmethod
    def new(cls) -> StaffKeys:
        """Return a fresh random pair."""
        return cls.of(bytes(PrivateKey.generate()))

    @classmethod
    def of(cls, secret: bytes) -> StaffKeys:
        """Return the pair of a 32-byte secret."""
        return cls(secret, bytes(PrivateKey(secret).public_key))


def public_key(text: str | None) -> bytes | None:
    """Return the X25519 public key that stands in a record as hex, None when nothing can be sealed to it: another device may say anything."""
    raw = from_hex(text)
    if len(raw) != bindings.crypto_scalarmult_BYTES:
        return None
    try:
        bindings.crypto_scalarmult(bytes([64] * 32), raw)  # with any secret a point of small order gives zeros, which libsodium refuses
    except RuntimeError:
        return None
    return raw


def from_hex(text: str | None) -> bytes:
    """Return the bytes that stand in a record as hex, none when it is no hex: what is sealed then does not open."""
    try:
        return bytes.fromhex(text or "")
    except ValueError:
        return b""
