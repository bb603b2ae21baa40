"""Changes bytes, and values before they become bytes, as a broken program or a hostile one might; all of it drawn from a seed."""

from __future__ import annotations

from random import Random
from typing import Any

import cbor2

#: Heads of CBOR items that promise much, nest, refer, or never end; and numbers at the edges.
BAD_BYTES = (
    b"\x9b\x7f\xff\xff\xff\xff\xff\xff\xff",
    b"\xbb\x00\x00\x00\x01\x00\x00\x00\x00",
    b"\x5a\xff\xff\xff\xff",
    b"\x7b\x00\x00\x00\xff\xff\xff\xff\xff",
    b"\x81" * 200,
    b"\x9f\xff",
    b"\x5f\x41a\xff",
    b"\xd8\x1c\x81\xd8\x1d\x00",
    b"\xc2\x58\x40" + b"\xff" * 64,
    b"\xd8\x23\x63(((",
    b"\xc0\x61x",
    b"\xc4\x82\x1b\x7f\xff\xff\xff\xff\xff\xff\xff\x01",
    b"\xd9\x01\x02\x81\x80",
    b"\xd9\x01\x04\x41\x00",
    b"\xfb\x7f\xf8\x00\x00\x00\x00\x00\x00",
    b"\xf7",
    b"\xa2\x61a\x01\x61a\x02",
    b"\x1b\xff\xff\xff\xff\xff\xff\xff\xff",
)
BAD_VALUES: tuple[Any, ...] = (
    None, True, -1, 0, 1, 2**31,
    2**53, 2**63, 2**64 - 1, 2**70, -(2**63), "", "\0", "x" * 5000, "𝄞\u202e", b"", b"\0" * 16, b"\xff" * 16, b"z" * 32,
    b"y" * 5000, [], [[]], [None] * 300, {}, {"": None}, {"a": {"b": {"c": [1, 2]}}}, {b"\0" * 16: [[1, 2**53 - 1]]},
    [[b"\0" * 16, 1, 2**53 - 1]], 1.5,
)  # fmt: skip


def bytes_changed(data: bytes, chance: Random) -> bytes:
    """Return bytes with one to four changes: flips, cuts, repeats, insertions of what is hard to read."""
    out = bytearray(data)
    for _ in range(chance.randint(1, 4)):
        at = chance.randrange(len(out) + 1)
        how = chance.randrange(7)
        if how == 0 and at < len(out):
            out[at] ^= 1 << chance.randrange(8)
        elif how == 1 and at < len(out):
            out[at] = chance.choice((0, 0x7F, 0x80, 0xFF, 0x9F, 0xBF, 0xF6))
        elif how == 2:
            del out[at : at + chance.randint(1, 20)]
        elif how == 3:
            out[at:at] = chance.choice(BAD_BYTES)
        elif how == 4:
            out[at : at + 1] = chance.choice(BAD_BYTES)
        elif how == 5:
            out[at:at] = out[at : at + chance.randint(1, 60)] * chance.randint(1, 3)
        else:
            del out[at:]
    return bytes(out)


def value_changed(value: Any, chance: Random) -> Any:
    """Return a value in which one to three parts, anywhere within, are others, gone, or doubled."""
    for _ in range(chance.randint(1, 3)):
        value = _changed(value, chance)
    return value


def _changed(value: Any, chance: Random) -> Any:
    if isinstance(value, dict) and value and chance.random() < 0.9:
        name = chance.choice(list(value))
        how = chance.random()
        if how < 0.1:
            return {key: one for key, one in value.items() if key != name}
        if how < 0.15:
            return {**value, chance.choice(("", "deleted", "a/b", "\0")): chance.choice(BAD_VALUES)}
        return {**value, name: _changed(value[name], chance)}
    if isinstance(value, list) and value and chance.random() < 0.85:
        at = chance.randrange(len(value))
        if chance.random() < 0.1:
            return [*value[:at], *value[at + 1 :]]
        return [*value[:at], _changed(value[at], chance), *value[at + 1 :]]
    if isinstance(value, int) and chance.random() < 0.5:
        return value + chance.choice((-1, 1, 2**16, 2**32))
    if isinstance(value, bytes) and chance.random() < 0.5:
        return bytes_changed(value, chance)
    return chance.choice(BAD_VALUES)


def packed(value: Any, chance: Random) -> bytes:
    """Return CBOR of a value, now and then in another form than the shortest, or with bytes behind it."""
    try:
        raw = cbor2.dumps(value, canonical=chance.random() < 0.8)
    except (cbor2.CBOREncodeError, TypeError, UnicodeEncodeError):
        return b"\xf6"
    return raw + (b"\0" if chance.random() < 0.02 else b"")
