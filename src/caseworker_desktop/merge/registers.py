"""The pure heart: from the set of one record's operations to its heads, what is shown, what waits and what is in conflict.

Rules: docs/adr/0002. Nothing here knows a kind; serves the first projection, rebuild, undo, unpark and upgrade alike.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

import cbor2

from caseworker_desktop.kernel.operation import PROTECTED, REPLACES, VALUE

DELETED_REGISTER = "deleted"
Entry = list[Any]


@dataclass(slots=True)
class Op:
    """One operation as its record sees it. A stub has entries without a value and is not effective. `seen`: what a deletion's writer saw."""

    n: int
    id: bytes
    clock: int
    at: int
    actor: bytes | None
    effective: bool
    fields: Mapping[str, Entry]
    seen: tuple[bytes, ...] = ()

    @property
    def rank(self) -> tuple[int, bytes]:
        """What orders operations where something must be shown first."""
        return self.clock, self.id

    def names(self, register: str) -> list[bytes]:
        """Return the ids that this operation replaces in a register."""
        entry = self.fields.get(register)
        return entry[REPLACES] if entry is not None and len(entry) > 1 else []


@dataclass(slots=True)
class Projection:
    """What a record's operations say. `shown` has each register's greatest head; `heads` only registers with more than one."""

    created: Op
    changed: Op
    shown: dict[str, Op] = field(default_factory=dict)
    heads: dict[str, list[Op]] = field(default_factory=dict)
    conflicts: set[str] = field(default_factory=set)
    waiting: set[str] = field(default_factory=set)
    deleted: bool = False
    revived: bool = False

    def heads_of(self, register: str) -> list[Op]:
        """Return all heads of a register, the shown one first."""
        many = self.heads.get(register)
        if many is not None:
            return many
        one = self.shown.get(register)
        return [one] if one is not None else []


def same_value(heads: Iterable[Op], register: str) -> bool:
    """Tell whether all heads hold one value: equal encoded bytes, for protected values equal tags."""
    seen: set[bytes] = set()
    for op in heads:
        entry = op.fields[register]
        seen.add(cbor2.dumps([entry[VALUE], len(entry) > PROTECTED], canonical=True))
    return len(seen) <= 1


def project(ops: list[Op]) -> Projection | None:
    """Return the projection of one record's operations in any order, or None when none is effective."""
    effective = [op for op in ops if op.effective]
    if not effective:
        return None
    by_id = {op.id: op for op in ops}
    out = Projection(created=min(effective, key=lambda op: op.rank), changed=max(effective, key=lambda op: op.rank))
    writers: dict[str, list[Op]] = {}
    for op in effective:
        for register in op.fields:
            writers.setdefault(register, []).append(op)
    all_heads: dict[str, list[Op]] = {}
    for register, wrote in writers.items():
        heads, waits = _heads(register, wrote, by_id)
        all_heads[register] = heads
        if waits:
            out.waiting.add(register)
        if not heads:
            continue
        told = _told(register, heads)
        out.shown[register] = told[0]
        if len(heads) > 1:
            out.heads[register] = heads
            if register not in out.waiting and register != DELETED_REGISTER and not same_value(told, register):
                out.conflicts.add(register)
    _judge_deletion(out, all_heads, by_id)
    return out


def _heads(register: str, wrote: list[Op], by_id: Mapping[bytes, Op]) -> tuple[list[Op], bool]:
    """Return the register's heads (greatest first) and whether it names an unknown operation."""
    if len(wrote) == 1 and not wrote[0].names(register):
        return wrote, False
    waits = False
    ancestors: set[bytes] = set()
    stack = [one for op in wrote for one in op.names(register)]
    while stack:
        id_ = stack.pop()
        if id_ in ancestors:
            continue
        ancestors.add(id_)
        op = by_id.get(id_)
        if op is None:
            waits = True
        elif not op.effective:  # set aside, parked or stubbed: what it replaced stays replaced
            stack.extend(op.names(register))
    heads = [op for op in wrote if op.id not in ancestors]
    heads.sort(key=lambda op: op.rank, reverse=True)
    return heads, waits


def _told(register: str, heads: list[Op]) -> list[Op]:
    """Return the heads that count for what is shown: in a set, items or map an element that somebody added stays, whoever removed it meanwhile."""
    if len(heads) > 1 and "/" in register:
        return [op for op in heads if op.fields[register][VALUE] is not None] or heads
    return heads


def _judge_deletion(out: Projection, heads: Mapping[str, list[Op]], by_id: Mapping[bytes, Op]) -> None:
    standing = [op for op in heads.get(DELETED_REGISTER, []) if op.fields[DELETED_REGISTER][VALUE] is True]
    if not standing:
        return
    covered: set[bytes] = set()
    unknown = False
    stack = [id_ for op in standing for id_ in op.seen]
    while stack:
        id_ = stack.pop()
        if id_ in covered:
            continue
        covered.add(id_)
        op = by_id.get(id_)
        if op is None:
            unknown = True
            continue
        for register in op.fields:
            stack.extend(op.names(register))
    if unknown:  # what its writer saw has not all arrived: it stays deleted and waits
        out.deleted = True
        out.waiting.add(DELETED_REGISTER)
        return
    stands = {op.id for op in standing}
    for register, ops in heads.items():
        for op in ops:
            if op.id not in covered and not (register == DELETED_REGISTER and op.id in stands):
                out.revived = True
                return
    out.deleted = True
