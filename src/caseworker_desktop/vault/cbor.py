"""CBOR in the one form the project writes, and a reader that takes nothing it did not ask for."""

from __future__ import annotations

from io import BytesIO
from typing import Any

import cbor2

#: Tags that cbor2 would turn into dates, big numbers, patterns, shared references and the like. None belongs in our files.
BUILT_IN_TAGS = (0, 1, 2, 3, 4, 5, 25, 28, 29, 30, 35, 36, 37, 52, 54, 100, 256, 258, 260, 261, 1004, 43000, 55799)
MAX_DEPTH = 32


def pack(value: Any) -> bytes:
    """Return the canonical CBOR of `value` (RFC 8949 §4.2.1: shortest forms, definite lengths, sorted keys)."""
    return cbor2.dumps(value, canonical=True)


def unpack(data: bytes) -> Any:
    """Return the value of one CBOR item made of None, bool, int, text, bytes, lists, and maps with text or byte keys.

    Raises ValueError for anything else: tags, floats, indefinite lengths, repeated keys, bytes after the item.
    """
    source = BytesIO(data)
    decoder = cbor2.CBORDecoder(
        source,
        semantic_decoders=dict.fromkeys(BUILT_IN_TAGS, _refuse_tag),
        max_depth=MAX_DEPTH,
        allow_indefinite=False,
        allow_duplicate_keys=False,
        strict_hashable_types=True,
        read_size=1,
    )
    try:
        value = decoder.decode()
    except (cbor2.CBORError, RecursionError, MemoryError, OverflowError) as error:
        raise ValueError("not CBOR of the allowed form") from error
    if source.tell() != len(data):
        raise ValueError("bytes after the item")
    _check(value)
    return value


def _refuse_tag(*_: Any) -> Any:
    raise ValueError("a tag")


def _check(value: Any) -> None:
    if isinstance(value, list):
        for item in value:
            _check(item)
    elif isinstance(value, dict):
        for item in value.values():
            _check(item)
    elif value is not None and not isinstance(value, (bool, int, str, bytes)):
        raise ValueError("a type that does not belong here")
