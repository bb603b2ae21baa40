"""X25519 keys in the written form of age (age-encryption.org/v1): Bech32 texts that start with `age1` and `AGE-SECRET-KEY-1`."""

from __future__ import annotations

from nacl import bindings

ALPHABET = "qpzry9x8gf2tvdw0s3jn54khce6mua7l"
GENERATOR = (0x3B6A57B2, 0x26508E6D, 0x1EA119FA, 0x3D4233DD, 0x2A1462B3)


def identity_text(secret: bytes) -> str:
    """Return the age identity of a 32-byte X25519 secret."""
    return _bech32("age-secret-key-", secret).upper()


def recipient_text(public: bytes) -> str:
    """Return the age recipient of a 32-byte X25519 public key."""
    return _bech32("age", public)


def recipient_of(secret: bytes) -> str:
    """Return the age recipient that belongs to a 32-byte X25519 secret."""
    return recipient_text(bindings.crypto_scalarmult_base(secret))


def _bech32(prefix: str, data: bytes) -> str:
    """Encode by BIP 173: five bits a character and a six-character checksum."""
    number, bits = int.from_bytes(data, "big"), len(data) * 8
    padding = -bits % 5
    count = (bits + padding) // 5
    number <<= padding
    values = [number >> 5 * (count - 1 - place) & 31 for place in range(count)]
    spread = [ord(c) >> 5 for c in prefix] + [0] + [ord(c) & 31 for c in prefix]
    check = _polymod(spread + values + [0] * 6) ^ 1
    values += [check >> 5 * (5 - place) & 31 for place in range(6)]
    return prefix + "1" + "".join(ALPHABET[value] for value in values)


def _polymod(values: list[int]) -> int:
    check = 1
    for value in values:
        top = check >> 25
        check = (check & 0x1FFFFFF) << 5 ^ value
        for bit, term in enumerate(GENERATOR):
            if top >> bit & 1:
                check ^= term
    return check
