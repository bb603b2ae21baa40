"""The body of an operation: its bytes, their checks and its id (docs/formats/operation.md)."""

from __future__ import annotations

from hashlib import sha256
from types import NoneType
from typing import Any

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
    if type(item) is not list or len(item) < _ITEMS:
        raise BadBody("not an operation")
    v, stream, seq, clock, at, actor, batch, kind, record, subject, mentions, fields, more = item[:_ITEMS]
    if not (
        type(v) is int
        and v >= BODY_VERSION
        and type(stream) is bytes
        and len(stream) == 16
        and type(seq) is int
        and 0 < seq <= MAX_SEQ
        and type(clock) is int
        and clock > 0
        and type(at) is int
        and -MAX_CLOCK <= at <= MAX_CLOCK
        and (actor is None or (type(actor) is bytes and len(actor) == 16))
        and type(batch) is bytes
        and len(batch) == 16
        and type(kind) is str
        and 0 < len(kind) <= 64
        and type(record) is bytes
        and len(record) == 16
        and (subject is None or (type(subject) is bytes and len(subject) == 16))
        and type(mentions) is list
        and type(fields) is dict
        and type(more) is dict
    ):
        raise BadBody("envelope")
    for one in mentions:
        if type(one) is not bytes or len(one) != 16:
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
                if type(one) is not bytes or len(one) != 16:
                    raise BadBody("names")
    return item


def stub(item: list[Any], id_: bytes) -> bytes:
    """Return what stays of an operation that is set aside, erased or out of scope: no value, only what it replaced."""
    replaced = {name: entry[1] for name, entry in item[FIELDS].items() if len(entry) > 1}
    return cbor2.dumps([0, item[STREAM], item[SEQ], id_, item[RECORD], replaced], canonical=True)


def read_stub(raw: bytes) -> tuple[bytes, int, bytes, bytes, dict[str, list[bytes]]] | None:
    """Return (stream, seq, id, record, ids replaced by register) when `raw` is a stub, else None. Raises BadBody when it is a broken one."""
    if raw[:2] != b"\x86\x00":
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
    return stream, seq, id_, record, replaced


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
    "read_stub",
    "stub",
]
