"""Identifiers: UUIDs as text above the store, as 16 bytes in operations and tables."""

from __future__ import annotations

import re
import secrets
import uuid
from collections.abc import Callable

ID_BYTES = 16
_CANONICAL = re.compile("[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}")

NewId = Callable[[int], str]
"""Unix milliseconds → a fresh record id."""


def new_id(unix_ms: int, bits: Callable[[int], int] = secrets.randbits) -> str:
    """Return a new UUID version 7 (RFC 9562 §5.7) as text; `unix_ms` is the device's clock in milliseconds, `bits` gives so many random bits."""
    value = (unix_ms & 0xFFFF_FFFF_FFFF) << 80 | 0x7 << 76 | bits(12) << 64 | 0b10 << 62 | bits(62)
    return str(uuid.UUID(int=value))


def random_bytes() -> bytes:
    """Return 16 random bytes: a stream, a batch, the id of a control record."""
    return secrets.token_bytes(ID_BYTES)


def to_bytes(text: str) -> bytes:
    """Return the 16 bytes of a UUID written as text. Raises ValueError when it is none."""
    if _CANONICAL.fullmatch(text):  # nearly always, and uuid.UUID takes its time
        return bytes.fromhex(text.replace("-", ""))
    return uuid.UUID(text).bytes


def to_text(raw: bytes) -> str:
    """Return the canonical text of a 16-byte UUID. Raises ValueError for another length."""
    if len(raw) != ID_BYTES:
        raise ValueError("an id has 16 bytes")
    told = raw.hex()  # ten times as fast as uuid.UUID, which counts where a report tells a hundred thousand records
    return f"{told[:8]}-{told[8:12]}-{told[12:16]}-{told[16:20]}-{told[20:]}"


def is_uuid(text: str) -> bool:
    """Tell whether `text` is a UUID in any of its written forms (its version does not matter)."""
    try:
        if _CANONICAL.fullmatch(text):
            return True
        uuid.UUID(text)
    except (ValueError, AttributeError, TypeError):
        return False
    return True
