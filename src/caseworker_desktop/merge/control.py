"""The strata, judged in order and none by a later one: roster, set_aside and take_back, erasure; then come the records."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from caseworker_desktop.kernel.operation import CLOCK, FIELDS, KIND, MAX_CLOCK, SEQ, STREAM, SUBJECT, VALUE
from caseworker_desktop.store import body as bodies
from caseworker_desktop.store.declare import Catalog
from caseworker_desktop.store.log import STUB
from caseworker_desktop.store.ranges import Ranges, holds, union

ROSTER, SET_ASIDE, TAKE_BACK, ERASURE = "roster", "set_aside", "take_back", "erasure"
CONTROL_KINDS = frozenset((ROSTER, SET_ASIDE, TAKE_BACK, ERASURE))
CLAIM = b"byla office stream\0"

Verify = Callable[[bytes, bytes, bytes], bool]
"""(public key, signed bytes, signature) → whether it holds."""


@dataclass(frozen=True, slots=True)
class ControlOp:
    """A control operation's envelope and fields; `id` is the operation's."""

    id: bytes
    stream: bytes
    seq: int
    kind: str
    fields: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Strata:
    """What the control operations say together: office streams, what is set aside (ranges by stream, single ids), erased persons."""

    office: frozenset[bytes] = frozenset()
    aside_ranges: Mapping[bytes, Ranges] = field(default_factory=dict)
    aside_ids: frozenset[bytes] = frozenset()
    erased: frozenset[bytes] = frozenset()

    def sets_aside(self, stream: bytes, seq: int, id_: bytes) -> bool:
        """Tell whether a record's operation is set aside."""
        ranges = self.aside_ranges.get(stream)
        return id_ in self.aside_ids or (ranges is not None and holds(ranges, seq))

    def effective(self, item: list[Any], id_: bytes, office_kinds: frozenset[str]) -> bool:
        """Tell whether an operation (decoded body) counts; an erased one is a stub and never comes here."""
        kind = item[KIND]
        if item[CLOCK] > MAX_CLOCK:
            return False
        if (kind in office_kinds or kind in CONTROL_KINDS) and item[STREAM] not in self.office:
            return False
        return kind in CONTROL_KINDS or not self.sets_aside(item[STREAM], item[SEQ], id_)

    def erases(self, item: list[Any]) -> bool:
        """Tell whether an operation's subject is an erased person; no stratum touches a control operation."""
        return item[SUBJECT] in self.erased and item[KIND] not in CONTROL_KINDS


def control_op(item: list[Any], id_: bytes) -> ControlOp:
    """Return the control operation of a decoded body."""
    return ControlOp(id_, item[STREAM], item[SEQ], item[KIND], {name: entry[VALUE] for name, entry in item[FIELDS].items()})


def judge(ops: Iterable[ControlOp], root: bytes | None, verify: Verify) -> Strata:
    """Return the strata of a set of control operations, in any order. `root`: the office stream that this workspace trusts from its start."""
    ops = list(ops)
    office = _office(ops, root, verify)
    from_office = [op for op in ops if op.stream in office]
    taken_back = {one for op in from_office if op.kind == TAKE_BACK for one in of_take_back(op)}
    aside = set_aside_by(op for op in from_office if op.id not in taken_back)
    erased = {one for op in from_office if op.kind == ERASURE for one in _ids(op.fields.get("persons"))}
    return replace(aside, office=frozenset(office), erased=frozenset(erased))


def of_take_back(op: ControlOp) -> list[bytes]:
    """Return the ids of the `set_aside` operations that a `take_back` names."""
    return _ids(op.fields.get("of"))


def set_aside_by(ops: Iterable[ControlOp]) -> Strata:
    """Return what the `set_aside` operations among these set aside together, and nothing else."""
    ranges: dict[bytes, Ranges] = {}
    single: set[bytes] = set()
    for op in ops:
        if op.kind != SET_ASIDE:
            continue
        for one in op.fields.get("ranges") or ():
            if isinstance(one, list) and len(one) == 3 and isinstance(one[0], bytes) and all(type(n) is int for n in one[1:]) and one[1] <= one[2]:
                ranges[one[0]] = union(ranges.get(one[0], []), [[one[1], one[2]]])
        single.update(_ids(op.fields.get("ids")))
    return Strata(aside_ranges=ranges, aside_ids=frozenset(single))


def _ids(value: Any) -> list[bytes]:
    return [one for one in value if isinstance(one, bytes) and len(one) == 16] if isinstance(value, list) else []


def _office(ops: list[ControlOp], root: bytes | None, verify: Verify) -> set[bytes]:
    """The office streams only grow: the root; what an office stream names (`office/<hex>`); and a restored office's new stream, which
    bears a claim signed by a key that an office stream named (`key/<hex>`)."""
    office = {root} if root is not None else set()
    keys: set[bytes] = set()
    rosters = [op for op in ops if op.kind == ROSTER]
    while True:
        before = len(office), len(keys)
        for op in rosters:
            if op.stream not in office:
                claim = op.fields.get("claim")
                if isinstance(claim, bytes) and any(verify(key, CLAIM + op.stream, claim) for key in sorted(keys)):
                    office.add(op.stream)
                else:
                    continue
            for name, value in op.fields.items():
                if value is True and "/" in name:
                    what, _, digits = name.partition("/")
                    raw = _hex(digits)
                    if what == "office" and len(raw) == 16:
                        office.add(raw)
                    elif what == "key" and len(raw) == 32:
                        keys.add(raw)
        if (len(office), len(keys)) == before:
            return office


def _hex(digits: str) -> bytes:
    try:
        return bytes.fromhex(digits)
    except ValueError:
        return b""


__all__ = [
    "CLAIM",
    "CONTROL_KINDS",
    "ControlOp",
    "ERASURE",
    "ROSTER",
    "SET_ASIDE",
    "Strata",
    "TAKE_BACK",
    "control_op",
    "judge",
    "of_take_back",
    "set_aside_by",
]


def office_kinds(catalog: Catalog) -> frozenset[str]:
    """Return the kinds that only an office writes."""
    return frozenset(kind.name for kind in catalog.kinds() if kind.office)


@dataclass(slots=True)
class Judged:
    """The control operations that an engine found, and what they say together: the next engine of the same writer need not read them again as long
    as the log tells the same rows."""

    root: bytes | None = None
    rows: list[tuple[bytes, int, bytes, int, int]] | None = None
    controls: list[ControlOp] = field(default_factory=list)
    strata: Strata = field(default_factory=Strata)

    def look(self, root: bytes | None, rows: list[tuple[bytes, int, bytes, int, int]], body: Callable[[int], bytes], verify: Verify) -> Judged:
        """Take the log's (record, place, id, state, arrival) rows of control operations; `body` returns what arrived under a number."""
        if self.root != root or self.rows != rows:
            self.controls = [control_op(bodies.decode(body(a)), id_) for _, _, id_, st, a in rows if not st & STUB]
            self.strata = judge(self.controls, root, verify)
            self.root, self.rows = root, rows
        return self
