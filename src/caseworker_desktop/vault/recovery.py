"""Keys on paper: groups of five characters whose fifth checks the other four, so that a typing error is found where it is."""

from __future__ import annotations

import hashlib
import secrets

from caseworker_desktop.kernel.errors import Refused
from caseworker_desktop.kernel.message import message

#: Crockford's base 32: no I, L, O, U.
ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
READ_AS = {"O": "0", "I": "1", "L": "1"}
GROUP = 4
#: Odd weights find every wrong character of a group, the shift by group finds groups in a wrong order.
WEIGHTS = (1, 3, 5, 7)
GROUP_SHIFT = 11
RECOVERY_BYTES = 20
SECRET_BYTES = 32


def new_recovery_key() -> str:
    """Return a fresh 160-bit key as eight groups: `7Q2KX-…`."""
    return _print(secrets.token_bytes(RECOVERY_BYTES))


def parse(text: str) -> bytes:
    """Return the 20 bytes of a typed recovery key; case, spaces and dashes do not matter, O is read as 0, I and L as 1.

    Refused when its length is wrong or a group does not check; the message says which group.
    """
    return _parse(text, RECOVERY_BYTES)


def split_custody(secret: bytes) -> tuple[str, str]:
    """Return two printable halves of a 32-byte secret; each alone says nothing about it (one-time pad)."""
    pad = secrets.token_bytes(SECRET_BYTES)
    other = bytes(a ^ b for a, b in zip(secret, pad, strict=True))
    pair = _pair_tag(secret)
    return _print(b"\x01" + pair + pad), _print(b"\x02" + pair + other)


def join_custody(first: str, second: str) -> bytes:
    """Return the 32-byte secret of two halves typed in any order. Refused when they are not the two halves of one secret."""
    length = 1 + 2 + SECRET_BYTES
    halves = {half[0]: half[1:] for half in (_parse(first, length), _parse(second, length))}
    if set(halves) != {1, 2} or halves[1][:2] != halves[2][:2]:
        raise Refused(message("vault.halves_apart"))
    secret = bytes(a ^ b for a, b in zip(halves[1][2:], halves[2][2:], strict=True))
    if _pair_tag(secret) != halves[1][:2]:
        raise Refused(message("vault.halves_apart"))
    return secret


def _pair_tag(secret: bytes) -> bytes:
    return hashlib.blake2b(secret, digest_size=2, person=b"byla-custody").digest()


def _check(values: list[int], group: int) -> int:
    return (sum(weight * value for weight, value in zip(WEIGHTS, values, strict=True)) + GROUP_SHIFT * (group + 1)) % 32


def _print(raw: bytes) -> str:
    """Write bytes (a multiple of 20 bits) as checked groups."""
    count = len(raw) * 8 // 5
    number = int.from_bytes(raw, "big")
    values = [number >> 5 * (count - 1 - place) & 31 for place in range(count)]
    groups = [values[start : start + GROUP] for start in range(0, count, GROUP)]
    return "-".join("".join(ALPHABET[v] for v in (*group, _check(group, place))) for place, group in enumerate(groups))


def _parse(text: str, length: int) -> bytes:
    typed = [READ_AS.get(c, c) for c in text.upper() if not (c.isspace() or c in "-–—_.")]
    groups = length * 8 // 5 // GROUP
    if len(typed) != groups * (GROUP + 1):
        raise Refused(message("vault.key_length", groups=groups, found=len(typed), wanted=groups * (GROUP + 1)))
    number = 0
    for place in range(groups):
        characters = typed[place * (GROUP + 1) : (place + 1) * (GROUP + 1)]
        if any(c not in ALPHABET for c in characters):
            raise Refused(message("vault.key_group", number=place + 1))
        *values, check = (ALPHABET.index(c) for c in characters)
        if check != _check(values, place):
            raise Refused(message("vault.key_group", number=place + 1))
        for value in values:
            number = number << 5 | value
    return number.to_bytes(length, "big")
