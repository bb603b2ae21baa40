"""A device's own keys: it signs what it sends, and only it can open what is sent to it."""

from __future__ import annotations

from dataclasses import dataclass, field

from nacl.exceptions import BadSignatureError
from nacl.signing import SigningKey, VerifyKey
from pyrage import x25519

SIGNATURE_BYTES = 64


@dataclass(frozen=True, slots=True)
class DeviceKeys:
    """Ed25519 seed and public key (32 bytes each), and an X25519 pair in age's written form."""

    signing_secret: bytes = field(repr=False)
    signing_public: bytes
    age_secret: str = field(repr=False)
    age_public: str

    @classmethod
    def new(cls) -> DeviceKeys:
        """Return fresh random keys."""
        signing, identity = SigningKey.generate(), x25519.Identity.generate()
        return cls(bytes(signing), bytes(signing.verify_key), str(identity), str(identity.to_public()))

    def sign(self, data: bytes) -> bytes:
        """Return the 64-byte Ed25519 signature (RFC 8032) over `data`."""
        return SigningKey(self.signing_secret).sign(data).signature


def verify(public: bytes, data: bytes, signature: bytes) -> bool:
    """Tell whether `signature` over `data` was made by the owner of the 32-byte Ed25519 `public`."""
    if len(public) != 32 or len(signature) != SIGNATURE_BYTES:
        return False
    try:
        VerifyKey(public).verify(data, signature)
    except BadSignatureError:
        return False
    return True
