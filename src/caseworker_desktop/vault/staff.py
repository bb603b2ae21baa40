"""A staff member's own key pair: what is wrapped to it only that person (and custody) can open."""

from __future__ import annotations

from dataclasses import dataclass, field

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
