"""The operation: the one value that makes the whole trip from a form to the office's tables.

The body is a CBOR array of the thirteen items below (docs/formats/operation.md), kept byte-exact and never re-encoded.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

BODY_VERSION = 1
MAX_CLOCK = 2**53 - 1
MAX_SEQ = 2**40 - 1

# Places of the items in a decoded body.
V, STREAM, SEQ, CLOCK, AT, ACTOR, BATCH, KIND, RECORD, SUBJECT, MENTIONS, FIELDS, MORE = range(13)

# A field entry is [value], [value, [ids replaced]] or, protected, [tag, [ids replaced], 1].
VALUE, REPLACES, PROTECTED = 0, 1, 2

#: The key in `more` of an operation that repeats what another said: its id. Who reads it tells who said that first, when and where.
AGAIN = "again"


@dataclass(frozen=True, slots=True)
class Change:
    """What one command wants to write to one record, before it has an envelope.

    `fields` maps register names (`phone`, `sites/6f1d…`, `answers/3`) to wire values (see store/declare.py); `protected` are registers
    whose values go into a box instead, for the readers that `audience` names, first the main one.
    `replaces` maps register names to the operation ids (16 bytes) that the writer was shown.
    """

    kind: str
    record: bytes
    subject: bytes | None
    mentions: tuple[bytes, ...]
    fields: Mapping[str, Any]
    replaces: Mapping[str, tuple[bytes, ...]]
    protected: frozenset[str] = frozenset()
    audience: tuple[str, ...] = ()
