"""`apply(bodies)`: the only writer of casework. Log rows and table rows in one transaction, the same path for a local edit and an import.

Two easy cases go straight to a row (a record's creation; an edit that replaces each register's sole head); every other record is projected
again from its operations by merge/registers.py, which also serves rebuild, undo, unpark and upgrade.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from hashlib import sha256
from typing import Any

import cbor2

from caseworker_desktop.kernel.operation import (
    ACTOR,
    AT,
    CLOCK,
    FIELDS,
    KIND,
    MAX_CLOCK,
    MORE,
    RECORD,
    REPLACES,
    SEQ,
    STREAM,
)
from caseworker_desktop.merge.control import CONTROL_KINDS, ControlOp, Strata, Verify, control_op, judge
from caseworker_desktop.merge.registers import DELETED_REGISTER, Op, Projection, project
from caseworker_desktop.merge.rows import RowMaker, Shown, column, kept
from caseworker_desktop.store import body as bodies_
from caseworker_desktop.store.declare import Catalog
from caseworker_desktop.store.log import CONTROL, INEFFECTIVE, STUB, Known, Log, Stream
from caseworker_desktop.store.ranges import add, holds
from caseworker_desktop.store.recordtable import RecordTables, State

BATCH = 1000


@dataclass(slots=True)
class Applied:
    """What an application did: numbers of operations new, known, unreadable (parked); records of operations that do not count; forks seen
    (stream ids); the records written (kind, id)."""

    accepted: int = 0
    known: int = 0
    parked: int = 0
    ineffective: set[tuple[str, bytes]] = field(default_factory=set)
    forks: set[bytes] = field(default_factory=set)
    records: set[tuple[str, bytes]] = field(default_factory=set)


class Engine:
    """Applies operations within one unit. `root` is the office stream trusted from the start (None: none yet)."""

    def __init__(self, catalog: Catalog, log: Log, tables: RecordTables, *, root: bytes | None, verify: Verify, fast: bool = True) -> None:
        self._catalog, self._log, self._tables, self._root, self._verify, self._fast = catalog, log, tables, root, verify, fast
        self._office_kinds = frozenset(kind.name for kind in catalog.kinds() if kind.office)
        self._makers = {kind.name: RowMaker(kind) for kind in catalog.kinds()}
        self._streams: dict[bytes, list[Stream]] = {}
        for one in log.streams():
            self._streams.setdefault(one.id, []).append(one)
        self._last_s = max((one.s for many in self._streams.values() for one in many), default=0)
        self._controls: list[ControlOp] = [control_op(bodies_.decode(log.body(a)), id_) for _, _, id_, st, a in log.controls() if not st & STUB]
        self.strata: Strata = judge(self._controls, root, verify)
        self.greatest_clock = 0

    # ---- the one way in -------------------------------------------------------------------------------------------------------------
    def apply(self, bodies: Iterable[bytes], *, bundle: bytes | None = None, at: int = 0, place: int = 0, into: Applied | None = None) -> Applied:
        """Take bodies (and stubs) into log and tables. `bundle`, `place` and `at` (unix ms) tell where a broken one is parked; `into` adds up."""
        done = into if into is not None else Applied()
        batch: list[bytes] = []
        for one in bodies:
            batch.append(one)
            if len(batch) >= BATCH:
                self._batch(batch, done, bundle, at, place)
                place += len(batch)
                batch = []
        if batch:
            self._batch(batch, done, bundle, at, place)
        return done

    def streams(self) -> list[Stream]:
        """Return every stream and branch."""
        return [one for many in self._streams.values() for one in many]

    def own(self, stream: bytes, device: bytes, epoch: int) -> Stream:
        """Return this device's own stream, made when it is new."""
        many = self._streams.get(stream)
        if many:
            return many[0]
        return self._new_stream(stream, 0, device, epoch)

    def note_origin(self, stream: bytes, device: bytes, epoch: int) -> None:
        """Keep which device and epoch a stream belongs to, as a bundle's signed header tells."""
        for one in self._streams.get(stream, ()):
            if one.device is None:
                one.device, one.epoch, one.dirty = device, epoch, True
        self._log.save_streams(self.streams())

    def _new_stream(self, stream: bytes, branch: int, device: bytes | None = None, epoch: int | None = None) -> Stream:
        self._last_s += 1
        one = Stream(self._last_s, stream, branch, device, epoch, dirty=True)
        self._streams.setdefault(stream, []).append(one)
        return one

    # ---- one batch --------------------------------------------------------------------------------------------------------------------
    def _batch(self, bodies: Sequence[bytes], done: Applied, bundle: bytes | None, at: int, place: int) -> None:
        read: list[tuple[bytes, bytes, bytes, list[Any] | None, Any]] = []  # body, digest, id, item, stub
        for i, one in enumerate(bodies):
            try:
                stub = bodies_.read_stub(one)
                item = None if stub is not None else bodies_.decode(one)
            except bodies_.BadBody as reason:
                digest = sha256(one).digest()
                done.parked += self._log.park(digest[:16], one, str(reason), bundle, place + i, at)
                continue
            digest = sha256(one).digest()
            read.append((one, digest, stub[2] if stub is not None else digest[:16], item, stub))
        records = list({item[RECORD] if item is not None else stub[3] for _, _, _, item, stub in read})
        have = self._log.known(records)
        fresh: list[bytes] = []
        rows: list[tuple[bytes, int, bytes, int, int]] = []
        created: dict[bytes, tuple[Known, list[Any]]] = {}
        edits: dict[bytes, list[tuple[Known, list[Any]]]] = {}
        dirty: set[bytes] = set()
        new_controls = False
        first = self._log.next_arrival()
        for one, digest, id_, item, stub in read:
            rec = item[RECORD] if item is not None else stub[3]
            ops = have.get(rec)
            here = next((known for known in ops if known.id == id_), None) if ops is not None else None
            if here is not None:
                done.known += 1
                if here.st & STUB and item is not None and item[KIND] not in CONTROL_KINDS and not self.strata.erases(item):
                    self._fill(here, one, item, have[rec])
                    dirty.add(rec)
                continue
            done.accepted += 1
            stream, seq = (item[STREAM], item[SEQ]) if item is not None else (stub[0], stub[1])
            n = self._take_place(stream, seq, digest, item is not None, done)
            st = 0
            if item is None:
                st = STUB | INEFFECTIVE
            elif self.strata.erases(item):
                one, st = bodies_.stub(item, id_), STUB | INEFFECTIVE
            else:
                if item[CLOCK] <= MAX_CLOCK:
                    self.greatest_clock = max(self.greatest_clock, item[CLOCK])
                if item[KIND] in CONTROL_KINDS:
                    st = CONTROL
                    self._controls.append(control_op(item, id_))
                    new_controls = True
                elif not self.strata.effective(item, id_, self._office_kinds):
                    st = INEFFECTIVE
                    done.ineffective.add((item[KIND], rec))
            known = Known(n, id_, st, first + len(fresh))
            fresh.append(one)
            rows.append((rec, n, id_, st, known.a))
            if ops is None:
                have[rec] = [known]
            else:
                ops.append(known)
            if st & CONTROL:
                continue
            if st or not self._fast or item is None or rec in dirty:
                dirty.add(rec)
            elif ops is None:
                if (
                    item[KIND] in self._makers
                    and DELETED_REGISTER not in item[FIELDS]
                    and all(len(e) < 2 or not e[REPLACES] for e in item[FIELDS].values())
                ):
                    created[rec] = known, item
                else:
                    dirty.add(rec)
            elif rec in created or any(other.st for other in ops):
                dirty.add(rec)
            else:
                edits.setdefault(rec, []).append((known, item))
        self._log.append(fresh)
        self._log.insert(rows)
        self._log.save_streams(self.streams())
        if new_controls:
            touched = self._rejudge()
            dirty |= touched
            for rec in touched:  # their states were read before they were judged again
                have.pop(rec, None)
            created = {rec: one for rec, one in created.items() if rec not in dirty}
        self._write(created, edits, dirty, have, done)

    def _fill(self, here: Known, body: bytes, item: list[Any], ops: list[Known]) -> None:
        """A body removed by scope (or met first as a stub) has come: put it in its stub's place."""
        st = 0 if self.strata.effective(item, here.id, self._office_kinds) else INEFFECTIVE
        self._log.replace_body(here.a, body)
        self._log.set_state([(st, item[RECORD], here.n)])
        ops[ops.index(here)] = Known(here.n, here.id, st, here.a)

    def _take_place(self, stream: bytes, seq: int, digest: bytes, whole: bool, done: Applied) -> int:
        """Return the place of a new operation; a seq that is taken by another operation opens (or continues) a branch."""
        branches = self._streams.get(stream)
        if branches is None:
            branches = [self._new_stream(stream, 0)]
        for one in branches:
            if not holds(one.ranges, seq):
                break
        else:
            one = self._new_stream(stream, len(branches), branches[0].device, branches[0].epoch)
            done.forks.add(stream)
        add(one.ranges, seq)
        one.dirty = True
        if whole and seq == one.chained + 1:
            one.chain = sha256(one.chain + digest).digest()
            one.chained = seq
        return one.place(seq)

    # ---- strata ------------------------------------------------------------------------------------------------------------------------
    def _rejudge(self) -> set[bytes]:
        """Judge the strata again; return the records whose operations now count otherwise (their states are stored)."""
        before, self.strata = self.strata, judge(self._controls, self._root, self._verify)
        if before == self.strata:
            return set()
        return self.restate()

    def restate(self) -> set[bytes]:
        """Bring every operation's state in line with the strata; return the records touched."""
        touched: set[bytes] = set()
        states: list[tuple[int, bytes, int]] = []
        by_arrival = {a: (rec, n, id_, st) for a, rec, n, id_, st in self._log.arrivals()}
        stubs: list[tuple[int, bytes]] = []
        for a, raw in self._log.scan():
            rec, n, id_, st = by_arrival[a]
            if st & (STUB | CONTROL):
                continue
            item = bodies_.decode(raw)
            if self.strata.erases(item):
                stubs.append((a, bodies_.stub(item, id_)))
                states.append((STUB | INEFFECTIVE, rec, n))
                touched.add(rec)
                continue
            now = 0 if self.strata.effective(item, id_, self._office_kinds) else INEFFECTIVE
            if now != st:
                states.append((now, rec, n))
                touched.add(rec)
        for a, raw in stubs:
            self._log.replace_body(a, raw)
        self._log.set_state(states)
        return touched

    # ---- rows -----------------------------------------------------------------------------------------------------------------------------
    def _write(
        self,
        created: dict[bytes, tuple[Known, list[Any]]],
        edits: dict[bytes, list[tuple[Known, list[Any]]]],
        dirty: set[bytes],
        have: dict[bytes, list[Known]],
        done: Applied,
    ) -> None:
        by_kind: dict[str, list[tuple[Any, ...]]] = {}
        for rec, (known, item) in created.items():
            if rec in dirty:
                continue
            by_kind.setdefault(item[KIND], []).append(self._first_row(rec, known, item))
            done.records.add((item[KIND], rec))
        for kind, rows in by_kind.items():
            self._tables.insert(kind, rows)
        dirty |= self._edit_rows(edits, dirty, have, done)
        for kind, rec in self.reproject(dirty, have):
            done.records.add((kind, rec))

    def _first_row(self, rec: bytes, known: Known, item: list[Any]) -> tuple[Any, ...]:
        shown: Shown = {register: (entry, known.n) for register, entry in item[FIELDS].items()}
        op = Op(known.n, known.id, item[CLOCK], item[AT], item[ACTOR], True, item[FIELDS])
        return (rec, known.n, item[CLOCK], None, 0, *kept(op, op, shown), *self._makers[item[KIND]].columns(shown))

    def _edit_rows(
        self, edits: dict[bytes, list[tuple[Known, list[Any]]]], dirty: set[bytes], have: dict[bytes, list[Known]], done: Applied
    ) -> set[bytes]:
        """The second easy case, for a batch: update the rows that take it, return the records that do not."""
        slow: set[bytes] = set()
        by_kind: dict[str, list[bytes]] = {}
        for rec, many in edits.items():
            if rec in dirty:
                continue
            kind = many[0][1][KIND]
            if len(many) == 1 and kind in self._makers:
                by_kind.setdefault(kind, []).append(rec)
            else:
                slow.add(rec)
        for kind, records in by_kind.items():
            states = self._tables.states(kind, records)
            grouped: dict[tuple[str, ...], list[tuple[Any, ...]]] = {}
            for rec in records:
                known, item = edits[rec][0]
                state = states.get(rec)
                taken = None if state is None else self._edited(state, known, item, have[rec])
                if taken is None:
                    slow.add(rec)
                    continue
                heads, changes = taken
                grouped.setdefault(tuple(changes), []).append((item[CLOCK], heads, item[AT], item[ACTOR], *changes.values(), rec))
                done.records.add((kind, rec))
            for columns, rows in grouped.items():
                self._tables.update(kind, columns, rows)
        return slow

    def _edited(self, row: State, known: Known, item: list[Any], ops: list[Known]) -> tuple[bytes, dict[str, Any]] | None:
        """Return the row's new heads and columns when the operation is later, writes plain columns and names each register's sole head."""
        if row.fl or item[CLOCK] <= row.clk:
            return None
        maker = self._makers[item[KIND]]
        ids = {one.n: one.id for one in ops}
        heads: dict[str, Any] = cbor2.loads(row.heads) if row.heads else {}
        changes: dict[str, Any] = {}
        for register, entry in item[FIELDS].items():
            simple = maker.simple(register)
            if simple is None or simple[1].protected or simple[1].search or len(entry) != 2 or len(entry[REPLACES]) != 1:
                return None
            head = heads.get(register, row.op)
            if isinstance(head, list) or ids.get(head) != entry[REPLACES][0] or row.values.get(register) is None:
                return None
            heads[register] = known.n
            changes[register] = column(simple[1], entry, known.n)
        return cbor2.dumps(dict(sorted(heads.items()))), changes

    def operations(self, rec: bytes, known: Sequence[Known]) -> tuple[str | None, list[Op]]:
        """Return a record's kind (None when only stubs are here) and its operations as registers see them; control operations are none of its."""
        kinds: set[str] = set()
        out: list[Op] = []
        for one in known:
            if one.st & CONTROL:
                continue
            raw = self._log.body(one.a)
            if one.st & STUB:
                stub = bodies_.read_stub(raw)
                replaced = stub[4] if stub is not None else {}
                out.append(Op(one.n, one.id, 0, 0, None, False, {register: [None, names] for register, names in replaced.items()}))
                continue
            item = bodies_.decode(raw)
            kinds.add(item[KIND])
            seen = item[MORE].get("seen")
            out.append(
                Op(
                    one.n,
                    one.id,
                    item[CLOCK],
                    item[AT],
                    item[ACTOR],
                    not one.st & INEFFECTIVE,
                    item[FIELDS],
                    tuple(s for s in seen if isinstance(s, bytes)) if isinstance(seen, list) else (),
                )
            )
        if len(kinds) > 1:  # a stranger's mistake: one kind is chosen the same way everywhere
            self._tables.forget(rec, but=min(kinds))
        return min(kinds, default=None), out

    def projection(self, rec: bytes) -> tuple[str | None, Projection | None]:
        """Return a record's kind and projection, from the log alone."""
        known = self._log.known([rec]).get(rec, [])
        kind, ops = self.operations(rec, known)
        return kind, project(ops)

    def reproject(self, records: Iterable[bytes], have: dict[bytes, list[Known]] | None = None) -> list[tuple[str, bytes]]:
        """Project records again from their operations; return (kind, id) of those of known kinds."""
        out: list[tuple[str, bytes]] = []
        todo = sorted(records)
        for start in range(0, len(todo), BATCH):
            part = todo[start : start + BATCH]
            known = self._log.known([rec for rec in part if have is None or rec not in have])
            by_kind: dict[str, list[tuple[Any, ...]]] = {}
            for rec in part:
                ops_here = have[rec] if have is not None and rec in have else known.get(rec, [])
                kind, ops = self.operations(rec, ops_here)
                if kind is None and ops:
                    self._tables.forget(rec)
                if kind is None or kind not in self._makers:
                    continue
                out.append((kind, rec))
                seen = project(ops)
                if seen is None:
                    self._tables.delete(kind, rec)
                else:
                    by_kind.setdefault(kind, []).append((rec, *self._makers[kind].row(seen)))
            for kind, rows in by_kind.items():
                self._tables.insert(kind, rows)
        return out

    def rebuild(self) -> int:
        """Clear every record table and project all records from the log; return how many records there are."""
        self.restate()
        self._tables.clear()
        count = 0
        batch: list[bytes] = []
        for rec in self._log.records():
            batch.append(rec)
            if len(batch) == BATCH:
                count += len(self.reproject(batch))
                batch = []
        return count + len(self.reproject(batch))
