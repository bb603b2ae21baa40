"""The rules of the merge written a second time, naively and from the documents alone, to hold the engine against."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from hashlib import sha256
from typing import Any

import cbor2

CONTROL = ("roster", "set_aside", "take_back", "erasure")
OFFICE_KINDS = ("site",)
STUB = ""
CLAIM = b"byla office stream\0"
MAX_CLOCK = 2**53 - 1


@dataclass(frozen=True)
class Op:
    """An operation as the documents describe it."""

    id: bytes
    stream: bytes
    seq: int
    clock: int
    kind: str
    record: bytes
    subject: bytes | None
    fields: Mapping[str, list[Any]]
    seen: tuple[bytes, ...]

    def names(self, register: str) -> list[bytes]:
        entry = self.fields.get(register, [None])
        return entry[1] if len(entry) > 1 else []


@dataclass
class Register:
    """Ids of the heads, the greatest first, of those that count for what is shown, and what is to be said about them."""

    heads: list[bytes]
    told: list[bytes]
    waits: bool
    conflict: bool


@dataclass
class Standing:
    """One record: its registers by name, and whether it is deleted, revived, or waits for what a deletion had seen."""

    registers: dict[str, Register] = field(default_factory=dict)
    deleted: bool = False
    revived: bool = False
    waits: bool = False


@lru_cache(maxsize=8192)
def read(body: bytes) -> Op:
    """Return the operation of a well-formed body."""
    items = cbor2.loads(body)
    if items[0] == 0:  # a stub: what is left of an operation that is elsewhere, or gone
        _, stream, seq, id_, record, replaced = items
        return Op(id_, stream, seq, 0, STUB, record, None, {name: [None, names] for name, names in replaced.items()}, ())
    _, stream, seq, clock, _, _, _, kind, record, subject, _, fields, more = items[:13]
    seen = more.get("seen")
    return Op(sha256(body).digest()[:16], stream, seq, clock, kind, record, subject, fields, tuple(seen) if isinstance(seen, list) else ())


def good_key(key: bytes, said: bytes, signature: bytes) -> bool:
    """Stand-in for Ed25519: a signature is a digest of key and words. The strata ask only whether it holds."""
    return sha256(key + said).digest() == signature


def sign(key: bytes, stream: bytes) -> bytes:
    """Return the claim that good_key takes for a stream."""
    return sha256(key + CLAIM + stream).digest()


def office_streams(ops: Iterable[Op], root: bytes) -> set[bytes]:
    """An office stream is the root, or one that an office stream names, or one with a claim under a key that an office stream named."""
    ops = [op for op in ops if op.kind == "roster"]
    found, keys = {root}, set()
    for _ in range(2 * len(ops) + 1):
        for op in ops:
            claim = op.fields.get("claim", [None])[0]
            claimed = isinstance(claim, bytes) and any(good_key(key, CLAIM + op.stream, claim) for key in keys)
            if op.stream not in found and not claimed:
                continue
            found.add(op.stream)
            for name, entry in op.fields.items():
                if entry[0] is True and name.startswith("office/") and len(name) == 7 + 32:
                    found.add(bytes.fromhex(name[7:]))
                if entry[0] is True and name.startswith("key/") and len(name) == 4 + 64:
                    keys.add(bytes.fromhex(name[4:]))
    return found


class State:
    """Everything that a set of operations says."""

    def __init__(self, bodies: Iterable[bytes], root: bytes) -> None:
        told = list(map(read, bodies))
        self.ops = {op.id: op for op in (*(op for op in told if op.kind == STUB), *(op for op in told if op.kind != STUB))}
        self.office = office_streams(self.ops.values(), root)
        said = [op for op in self.ops.values() if op.stream in self.office]
        back = {one for op in said if op.kind == "take_back" for one in _ids(op, "of")}
        self.erased = {one for op in said if op.kind == "erasure" for one in _ids(op, "persons")}
        self._ever_aside = [op for op in said if op.kind == "set_aside"]
        self._aside = [op for op in self._ever_aside if op.id not in back]
        counting = [op for op in self.ops.values() if self._counts(op)]
        kinds: dict[bytes, set[str]] = {}
        for op in counting:
            kinds.setdefault(op.record, set()).add(op.kind)
        chosen = {record: min(some & set(OFFICE_KINDS) or some) for record, some in kinds.items()}
        self._effective = {op.id for op in counting if op.kind == chosen[op.record]}

    def _counts(self, op: Op) -> bool:
        if op.kind in (*CONTROL, STUB) or op.clock > MAX_CLOCK or op.subject in self.erased:
            return False
        if op.kind in OFFICE_KINDS and op.stream not in self.office:
            return False
        return not self.sets_aside(op.id)

    def sets_aside(self, id_: bytes, *, back: bool = True) -> bool:
        """Tell whether a record's operation is set aside (`back` False: whether it ever was, taken back or not)."""
        op = self.ops.get(id_)
        if op is None or op.kind in CONTROL:
            return False
        for aside in self._aside if back else self._ever_aside:
            if id_ in _ids(aside, "ids"):
                return True
            for one in aside.fields.get("ranges", [[]])[0] or ():
                if isinstance(one, list) and len(one) == 3 and one[0] == op.stream and one[1] <= op.seq <= one[2]:
                    return True
        return False

    def effective(self, id_: bytes) -> bool:
        """Tell whether an operation counts."""
        return id_ in self._effective

    def records(self) -> set[bytes]:
        """Return the records of which anything is known."""
        return {op.record for op in self.ops.values() if op.kind not in CONTROL}

    def of(self, record: bytes) -> list[Op]:
        """Return a record's operations, control operations left out."""
        return [op for op in self.ops.values() if op.record == record and op.kind not in CONTROL]

    def named(self, record: bytes, register: str) -> set[bytes]:
        """Return what the effective operations of a record name in a register, directly or through such as do not count (unknown ids too)."""
        mine = {op.id: op for op in self.of(record)}
        out: set[bytes] = set()
        todo = [one for op in mine.values() if self.effective(op.id) for one in op.names(register)]
        while todo:
            id_ = todo.pop()
            if id_ not in out:
                out.add(id_)
                if id_ in mine and not self.effective(id_):
                    todo += mine[id_].names(register)
        return out

    def standing(self, record: bytes) -> Standing | None:
        """Return what a record's operations say together, None when none counts."""
        mine = {op.id: op for op in self.of(record)}
        counting = [op for op in mine.values() if self.effective(op.id)]
        if not counting:
            return None
        out = Standing()
        for register in {name for op in counting for name in op.fields}:
            named = self.named(record, register)
            heads = sorted((op for op in counting if register in op.fields and op.id not in named), key=lambda op: (op.clock, op.id), reverse=True)
            told = heads
            if len(heads) > 1 and "/" in register:
                told = [op for op in heads if op.fields[register][0] is not None] or heads
            waits = any(one not in mine for one in named)
            values = {cbor2.dumps([op.fields[register][0], len(op.fields[register]) > 2], canonical=True) for op in told}
            out.registers[register] = Register(
                [op.id for op in heads], [op.id for op in told], waits, len(values) > 1 and not waits and register != "deleted"
            )
        self._deletion(out, mine)
        return out

    def faces(self) -> dict[bytes, bytes]:
        """Return the smallest id of those found to be one, for each of them: the order in which a pair was named says nothing."""
        judged: dict[frozenset[bytes], tuple[tuple[int, bytes], bool]] = {}
        for record in self.records():
            told = self.standing(record)
            if told is None or told.deleted or {op.kind for op in self.of(record) if self.effective(op.id)} != {"same"}:
                continue
            shown = {name: self.ops[one.told[0]].fields[name][0] for name, one in told.registers.items()}
            a, b = shown.get("a"), shown.get("b")
            rank = max(op.clock for op in self.of(record) if self.effective(op.id)), record
            if isinstance(a, bytes) and isinstance(b, bytes) and len(a) == len(b) == 16 and a != b:
                pair = frozenset((a, b))
                judged[pair] = max(judged.get(pair, ((0, b""), False)), (rank, shown.get("joined") is True))
        sets = [set(pair) for pair, (_, one) in judged.items() if one]
        for _ in sets:
            for one in sets:
                for other in sets:
                    if one & other:
                        one |= other
        return {id_: min(one) for one in sets for id_ in one}

    def _deletion(self, out: Standing, mine: Mapping[bytes, Op]) -> None:
        stands = [one for one in out.registers["deleted"].heads if mine[one].fields["deleted"][0] is True] if "deleted" in out.registers else []
        if not stands:
            return
        saw = {one for id_ in stands for one in mine[id_].seen}
        todo = list(saw)
        while todo:
            op = mine.get(todo.pop())
            for one in () if op is None else {name for register in op.fields for name in op.names(register)}:
                if one not in saw:
                    saw.add(one)
                    todo.append(one)
        if any(one not in mine for one in saw):
            out.deleted = out.waits = True
            return
        heads = {one for register, told in out.registers.items() for one in told.heads if not (register == "deleted" and one in stands)}
        out.revived = not heads <= saw
        out.deleted = not out.revived


def _ids(op: Op, name: str) -> list[bytes]:
    value = op.fields.get(name, [None])[0]
    return [one for one in value if isinstance(one, bytes)] if isinstance(value, list) else []
