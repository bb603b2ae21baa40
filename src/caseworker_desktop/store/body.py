"""The body of an operation: its bytes, their checks and its id (docs/formats/operation.md)."""

from __future__ import annotations

from collections.abc import Sequence
from hashlib import sha256
from io import BytesIO
from secrets import token_bytes
from types import NoneType
from typing import Any, NamedTuple

import cbor2

from caseworker_desktop.kernel.ids import ID_BYTES
from caseworker_desktop.kernel.operation import (
    ACTOR,
    AT,
    BATCH,
    BODY_VERSION,
    CLOCK,
    FIELDS,
    KIND,
    MAX_CLOCK,
    MAX_SEQ,
    MENTIONS,
    MORE,
    RECORD,
    SEQ,
    STREAM,
    SUBJECT,
    V,
)

BODY_LIMIT = 512 * 1024
_ITEMS = MORE + 1
_DEPTH = 32
_SCALARS = frozenset((NoneType, bool, int, str, bytes))
_KIND_LIMIT = 64
_STUB_HEAD = b"\x86\x00"
_MARK_BYTES = 16
#: So many bytes of bodies are decoded in one go.
_TOGETHER = 1024 * 1024
#: The types of the thirteen items; actor and subject may be missing.
_ENVELOPES = frozenset(
    (int, bytes, int, int, int, actor, bytes, str, bytes, subject, list, dict, dict) for actor in (bytes, NoneType) for subject in (bytes, NoneType)
)


class Stub(NamedTuple):
    """What stays of an operation without its values; `replaced`: ids by register."""

    stream: bytes
    seq: int
    id: bytes
    record: bytes
    replaced: dict[str, list[bytes]]


class BadBody(ValueError):
    """A body that no rule can read; it is parked under its place and shown."""


def _is_value(value: Any, depth: int = 0) -> bool:
    """Tell whether a value is of the kinds that operations hold (docs/formats/operation.md §2): no floats, no tags, keys are text."""
    if type(value) in _SCALARS:
        return True
    if depth > _DEPTH:  # a list may contain itself
        return False
    if type(value) is list:
        return all(_is_value(one, depth + 1) for one in value)
    return type(value) is dict and all(type(key) is str and _is_value(one, depth + 1) for key, one in value.items())


def encode(item: list[Any]) -> bytes:
    """Return the canonical CBOR of a body's thirteen items."""
    return cbor2.dumps(item, canonical=True)


def body_id(body: bytes) -> bytes:
    """Return an operation's id: the first 16 bytes of its body's SHA-256."""
    return sha256(body).digest()[:ID_BYTES]


def chain_on(chain: bytes, body: bytes) -> bytes:
    """Return the next link of a stream's chain: SHA-256(chain ‖ SHA-256(body))."""
    return sha256(chain + sha256(body).digest()).digest()


def decode(body: bytes) -> list[Any]:
    """Return a body's items. Raises BadBody when the envelope or a field entry is not of the form (determinism is not re-checked)."""
    if len(body) > BODY_LIMIT:
        raise BadBody("too long")
    try:
        item = cbor2.loads(body, allow_indefinite=False, max_depth=_DEPTH)
    except (cbor2.CBORDecodeError, ValueError, OverflowError, RecursionError) as reason:
        raise BadBody("not CBOR") from reason
    return _checked(item)


def read_all(raws: Sequence[bytes]) -> list[list[Any] | Stub | BadBody]:
    """Return each body's items, each stub, or the reason why it is neither; what decode() and read_stub() say, in a quarter of the time."""
    out: list[list[Any] | Stub | BadBody] = []
    start = 0
    while start < len(raws):
        end, size = start + 1, len(raws[start])
        while end < len(raws) and (size := size + len(raws[end])) <= _TOGETHER:
            end += 1
        out += map(_read, raws[start:end], _items_of(raws[start:end]))
        start = end
    return out


def _read(raw: bytes, item: Any) -> list[Any] | Stub | BadBody:
    """Look at one body; `item`: what it decodes to, when that is known already."""
    try:
        if item is not None and len(raw) <= BODY_LIMIT and raw[:2] != _STUB_HEAD:
            return _checked(item)
        stub = read_stub(raw)
        return decode(raw) if stub is None else stub
    except BadBody as reason:
        return reason


def _items_of(bodies: Sequence[bytes]) -> Sequence[Any]:
    """Return the items of all bodies read in one go, or nothing for each when one of them does not end where it should.

    Behind each body stand the same random bytes: a body that ends too early or too late does not meet them, and no sender can know them.
    """
    mark = token_bytes(_MARK_BYTES)
    decoder = cbor2.CBORDecoder(BytesIO(mark.join(bodies) + mark), allow_indefinite=False, max_depth=_DEPTH)
    out = []
    try:
        for _ in bodies:
            out.append(decoder.decode())
            if decoder.read(_MARK_BYTES) != mark:
                return [None] * len(bodies)
    except (cbor2.CBORDecodeError, ValueError, OverflowError, RecursionError):
        return [None] * len(bodies)  # one of them is broken: each is looked at alone
    return out


def _checked(item: Any) -> list[Any]:
    if type(item) is not list or len(item) < _ITEMS:
        raise BadBody("not an operation")
    v, stream, seq, clock, at, actor, batch, kind, record, subject, mentions, fields, _ = item[:_ITEMS]
    if not (
        tuple(map(type, item[:_ITEMS])) in _ENVELOPES
        and v >= BODY_VERSION
        and len(stream) == len(batch) == len(record) == ID_BYTES
        and 0 < seq <= MAX_SEQ
        and clock > 0
        and -MAX_CLOCK <= at <= MAX_CLOCK
        and (actor is None or len(actor) == ID_BYTES)
        and (subject is None or len(subject) == ID_BYTES)
        and 0 < len(kind) <= _KIND_LIMIT
    ):
        raise BadBody("envelope")
    for one in mentions:
        if type(one) is not bytes or len(one) != ID_BYTES:
            raise BadBody("mentions")
    for name, entry in fields.items():
        if type(name) is not str or type(entry) is not list or not entry:
            raise BadBody("fields")
        if type(entry[0]) not in _SCALARS and not _is_value(entry[0]):
            raise BadBody("value")
        if len(entry) > 1:
            names = entry[1]
            if type(names) is not list:
                raise BadBody("names")
            for one in names:
                if type(one) is not bytes or len(one) != ID_BYTES:
                    raise BadBody("names")
    return item


def stub(item: list[Any], id_: bytes) -> bytes:
    """Return what stays of an operation that is set aside, erased or out of scope: no value, only what it replaced."""
    replaced = {name: entry[1] for name, entry in item[FIELDS].items() if len(entry) > 1}
    return cbor2.dumps([0, item[STREAM], item[SEQ], id_, item[RECORD], replaced], canonical=True)


def read_stub(raw: bytes) -> Stub | None:
    """Return what `raw` says when it is a stub, else None. Raises BadBody when it is a broken one."""
    if raw[:2] != _STUB_HEAD:
        return None
    try:
        _, stream, seq, id_, record, replaced = cbor2.loads(raw, allow_indefinite=False, max_depth=_DEPTH)
    except (cbor2.CBORDecodeError, ValueError, OverflowError, RecursionError) as reason:
        raise BadBody("stub") from reason
    sizes = all(type(one) is bytes and len(one) == 16 for one in (stream, id_, record))
    if not sizes or type(seq) is not int or not 0 < seq <= MAX_SEQ or type(replaced) is not dict:
        raise BadBody("stub")
    for name, names in replaced.items():
        if type(name) is not str or type(names) is not list or any(type(one) is not bytes or len(one) != 16 for one in names):
            raise BadBody("stub")
    return Stub(stream, seq, id_, record, replaced)


__all__ = [
    "ACTOR",
    "AT",
    "BATCH",
    "BODY_LIMIT",
    "BadBody",
    "CLOCK",
    "FIELDS",
    "KIND",
    "MENTIONS",
    "MORE",
    "RECORD",
    "SEQ",
    "STREAM",
    "SUBJECT",
    "V",
    "body_id",
    "chain_on",
    "decode",
    "encode",
    "read_all",
    "read_stub",
    "stub",
]
