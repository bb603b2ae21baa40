"""`apply(bodies)`: the only writer of casework. Log rows and table rows in one transaction, the same path for a local edit and an import.

Two easy cases go straight to a row (merge/easy.py); every other record is projected
again from its operations by merge/registers.py, which also serves rebuild, undo, unpark and upgrade.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from hashlib import sha256
from itertools import islice
from typing import Any, NamedTuple, TypeVar

from caseworker_desktop.kernel.bulk import bulk
from caseworker_desktop.kernel.ids import ID_BYTES
from caseworker_desktop.kernel.operation import ACTOR, AT, CLOCK, FIELDS, KIND, MAX_CLOCK, MORE, RECORD, SEQ, STREAM
from caseworker_desktop.merge.applied import Applied
from caseworker_desktop.merge.control import CONTROL_KINDS, Judged, Verify, control_op, judge, office_kinds
from caseworker_desktop.merge.easy import EasyRows, Told, creates
from caseworker_desktop.merge.registers import Op, Projection, project
from caseworker_desktop.merge.resent import HANDFUL, Resent
from caseworker_desktop.merge.rows import makers
from caseworker_desktop.store import body as bodies_
from caseworker_desktop.store.declare import Catalog
from caseworker_desktop.store.log import ABSENT, CONTROL, INEFFECTIVE, STUB, Known, Log, Stream, stream_of
from caseworker_desktop.store.ranges import add, holds
from caseworker_desktop.store.recordtable import RecordTables
from caseworker_desktop.store.tables import FLAGS

BATCH = 1000
Item = TypeVar("Item")


def in_batches(items: Iterable[Item]) -> Iterator[list[Item]]:
    """Yield the items, a batch at a time."""
    source = iter(items)
    while batch := list(islice(source, BATCH)):
        yield batch


class _Read(NamedTuple):
    """A body, or a stub (`item` None), that could be read."""

    body: bytes
    digest: bytes
    id: bytes
    stream: bytes
    seq: int
    record: bytes
    item: list[Any] | None


@dataclass(slots=True)
class _Batch:
    """One batch on its way: operations here by record, the arrival number of the first new body, the new ones, and what becomes of the records."""

    done: Applied
    have: dict[bytes, list[Known]]
    first: int
    fresh: list[bytes] = field(default_factory=list)
    rows: list[tuple[bytes, int, bytes, int, int]] = field(default_factory=list)
    created: dict[bytes, Told] = field(default_factory=dict)
    edits: dict[bytes, list[Told]] = field(default_factory=dict)
    dirty: set[bytes] = field(default_factory=set)
    controls: bool = False


class Engine:
    """Applies operations within one unit. `root` is the office stream trusted from the start (None: none yet)."""

    def __init__(
        self, catalog: Catalog, log: Log, tables: RecordTables, *, root: bytes | None, verify: Verify, fast: bool = True, judged: Judged | None = None
    ) -> None:
        self._catalog, self._log, self._tables, self._root, self._verify, self._fast = catalog, log, tables, root, verify, fast
        self._office_kinds, self._makers = catalog.once(office_kinds), catalog.once(makers)
        self._easy = EasyRows(tables, self._makers)
        self._resent = Resent(log)
        self._streams: dict[bytes, list[Stream]] = {}
        self._last_s = 0
        for one in log.streams():  # in the order of their numbers
            self._streams.setdefault(one.id, []).append(one)
            self._last_s = one.s
        before = (judged if judged is not None else Judged()).look(root, log.controls(), log.body, verify)
        self._controls, self.strata = list(before.controls), before.strata
        self.greatest_clock = 0

    # ---- the one way in -------------------------------------------------------------------------------------------------------------
    def apply(self, bodies: Iterable[bytes], *, bundle: bytes | None = None, at: int = 0, place: int = 0, into: Applied | None = None) -> Applied:
        """Take bodies (and stubs) into log and tables. `bundle`, `place` and `at` (unix ms) tell where a broken one is parked; `into` adds up."""
        done = into if into is not None else Applied()
        done.first = done.first or self._log.next_arrival()
        for part in in_batches(bodies):
            self._part(part, done, bundle, at, place)
            place += len(part)
        self._log.follow(self.streams())
        self._log.save_streams(self.streams())
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
    def _part(self, bodies: Sequence[bytes], done: Applied, bundle: bytes | None, at: int, place: int) -> None:
        """Pass over what is said again; what is left is taken in batches."""
        start = 0
        while start < len(bodies):
            same = self._resent.run(bodies, start)
            done.known += same
            start += same
            end = start + HANDFUL if same else len(bodies)
            if start < len(bodies):
                self._batch(bodies[start:end], done, bundle, at, place + start)
            start = end

    def _batch(self, bodies: Sequence[bytes], done: Applied, bundle: bytes | None, at: int, place: int) -> None:
        read = list(self._read(bodies, done, bundle, at, place))
        batch = _Batch(done, self._log.known(list({one.record for one in read})), self._log.next_arrival())
        here: Known | None = None
        for one in read:
            ops = batch.have.get(one.record)
            here = next((known for known in ops if known.id == one.id), None) if ops is not None else None
            if here is None:
                self._new(batch, one)
                continue
            done.known += 1
            if here.st & STUB and one.item is not None and not self.strata.erases(one.item):
                self._fill(batch, one, one.item, here)
        self._log.append(batch.fresh)
        self._log.insert(batch.rows)
        if here is not None and here.a < batch.first and not batch.controls:
            self._resent.behind(here.a)
        else:
            self._resent.lose()
        if batch.controls:
            touched = self._rejudge()
            batch.dirty |= touched
            for rec in touched:  # their states were read before they were judged again
                batch.have.pop(rec, None)
        self._write(batch)

    def _read(self, bodies: Sequence[bytes], done: Applied, bundle: bytes | None, at: int, place: int) -> Iterator[_Read]:
        """Yield what can be read; the rest is parked under its place."""
        for i, (one, told) in enumerate(zip(bodies, bodies_.read_all(bodies), strict=True)):
            digest = sha256(one).digest()
            if isinstance(told, list):
                yield _Read(one, digest, digest[:ID_BYTES], told[STREAM], told[SEQ], told[RECORD], told)
            elif isinstance(told, bodies_.BadBody):
                done.parked += self._log.park(digest[:ID_BYTES], one, str(told), bundle, place + i, at)
            else:
                yield _Read(one, digest, told.id, told.stream, told.seq, told.record, None)

    def _new(self, batch: _Batch, one: _Read) -> None:
        """Take an operation that is not in the log yet."""
        item, rec = one.item, one.record
        batch.done.accepted += 1
        n = self._take_place(one.stream, one.seq, one.digest, item is not None, batch.done)
        st, body = self._judged(batch, one)
        known = Known(n, one.id, st, batch.first + len(batch.fresh))
        batch.fresh.append(body)
        batch.rows.append((rec, n, one.id, st, known.a))
        ops = batch.have.get(rec)
        if ops is None:
            batch.have[rec] = [known]
        else:
            ops.append(known)
        if st & CONTROL:
            return
        if st or not self._fast or item is None or rec in batch.dirty:
            batch.dirty.add(rec)
        elif ops is None:
            if item[KIND] in self._makers and creates(item):
                batch.created[rec] = known, item
            else:
                batch.dirty.add(rec)
        elif rec in batch.created or any(other.st for other in ops):
            batch.dirty.add(rec)
        else:
            batch.edits.setdefault(rec, []).append((known, item))

    def _judged(self, batch: _Batch, one: _Read) -> tuple[int, bytes]:
        """Return a new operation's state by the strata as they stand, and the bytes to keep."""
        item = one.item
        if item is None:
            return STUB | INEFFECTIVE, one.body
        if self.strata.erases(item):
            return STUB | INEFFECTIVE, bodies_.stub(item, one.id)
        st = self._state(batch, item, one.id)
        if st & INEFFECTIVE:
            batch.done.ineffective.add((item[KIND], one.record))
        return st, one.body

    def _state(self, batch: _Batch, item: list[Any], id_: bytes) -> int:
        if item[CLOCK] <= MAX_CLOCK:
            self.greatest_clock = max(self.greatest_clock, item[CLOCK])
        if item[KIND] in CONTROL_KINDS:
            self._controls.append(control_op(item, id_))
            batch.controls = True
            return CONTROL
        return 0 if self.strata.effective(item, id_, self._office_kinds) else INEFFECTIVE

    def _fill(self, batch: _Batch, one: _Read, item: list[Any], here: Known) -> None:
        """A body that was removed by scope, or met first as a stub, has come: it takes its stub's place."""
        for stream in self._streams[one.stream]:
            if stream.s == stream_of(here.n) and one.seq == stream.chained + 1:
                stream.behind = True
        known = Known(here.n, here.id, self._state(batch, item, here.id), here.a)
        ops = batch.have[one.record]
        ops[ops.index(here)] = known
        batch.dirty.add(one.record)
        if here.a >= batch.first:  # stub and body stand in one batch
            at = here.a - batch.first
            batch.fresh[at], batch.rows[at] = one.body, (one.record, known.n, known.id, known.st, known.a)
        else:
            self._log.replace_body(here.a, one.body)
            self._log.set_state([(known.st, one.record, known.n)])

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
            one.behind = one.ranges[0][1] > seq
        return one.place(seq)

    # ---- strata ------------------------------------------------------------------------------------------------------------------------
    def _rejudge(self) -> set[bytes]:
        """Judge the strata again; return the records whose operations now count otherwise (their states are stored)."""
        before, self.strata = self.strata, judge(self._controls, self._root, self._verify)
        if before == self.strata:
            return set()
        return self.restate()

    def restate(self, step: Callable[[int], object] = int) -> set[bytes]:
        """Bring every operation's state in line with the strata; return the records touched. `step` is told how many were looked at."""
        touched: set[bytes] = set()
        states: list[tuple[int, bytes, int]] = []
        stubs: list[tuple[int, bytes]] = []
        for part in in_batches(self._log.scan()):
            step(part[-1][0])
            items = {a: item for (a, _), item in zip(part, bodies_.read_all([raw for _, raw in part]), strict=True) if isinstance(item, list)}
            for rec, many in self._log.known(list({item[RECORD] for item in items.values()})).items():
                for one in many:
                    item = items.get(one.a)
                    if item is None or one.st & (STUB | CONTROL):
                        continue
                    if self.strata.erases(item):
                        stubs.append((one.a, bodies_.stub(item, one.id)))
                        now = STUB | INEFFECTIVE
                        if item[KIND] in self._makers:  # a stub tells no kind: should other operations make the record another one, this row goes
                            self._tables.delete(item[KIND], rec)
                    else:
                        now = 0 if self.strata.effective(item, one.id, self._office_kinds) else INEFFECTIVE
                    if now != one.st:
                        states.append((now, rec, one.n))
                        touched.add(rec)
        for a, raw in stubs:
            self._log.replace_body(a, raw)
        self._log.set_state(states)
        return touched

    # ---- rows -----------------------------------------------------------------------------------------------------------------------------
    def _write(self, batch: _Batch) -> None:
        created = {rec: one for rec, one in batch.created.items() if rec not in batch.dirty}
        edits = {rec: many[0] for rec, many in batch.edits.items() if rec not in batch.dirty and len(many) == 1 and many[0][1][KIND] in self._makers}
        batch.dirty |= batch.edits.keys() - edits.keys()
        self._easy.create(created)
        slow = self._easy.edit(edits, batch.have)
        done = batch.done
        for rec, (_, item) in created.items():
            done.created(item[KIND], rec)
        for rec, (_, item) in edits.items():
            if rec not in slow:
                done.edited(item[KIND], rec, batch.have[rec], batch.first)
        for kind, rec, ops, fl in self._project(batch.dirty | slow, batch.have):
            done.reprojected(kind, rec, ops, batch.first, fl)

    def operations(self, rec: bytes, known: Sequence[Known]) -> tuple[str | None, list[Op]]:
        """Return a record's kind (None when only stubs are here) and its operations as registers see them; control operations are none of its."""
        return self._operations(known)[:2]

    def _operations(self, known: Sequence[Known]) -> tuple[str | None, list[Op], bool]:
        """Return kind and operations, and whether these disagree on the kind: a mistake or a lie. One kind of those that count is chosen, an office's
        first, so that nobody changes or hides under another name what an office wrote; the rest do not count."""
        kinds: dict[bytes, str] = {}
        counting: set[str] = set()
        out: list[Op] = []
        for one in known:
            if one.st & CONTROL:
                continue
            raw = self._log.body(one.a)
            if one.st & STUB:
                replaced = stub.replaced if (stub := bodies_.read_stub(raw)) is not None else {}
                out.append(Op(one.n, one.id, 0, 0, None, False, {register: [None, names] for register, names in replaced.items()}))
                continue
            item = bodies_.decode(raw)
            kinds[one.id] = item[KIND]
            if not one.st & INEFFECTIVE:
                counting.add(item[KIND])
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
        chosen, mixed = min(counting & self._office_kinds or counting or kinds.values(), default=None), len(set(kinds.values())) > 1
        return chosen, [op if kinds.get(op.id) == chosen else replace(op, effective=False) for op in out] if mixed else out, mixed

    def projection(self, rec: bytes) -> tuple[str | None, Projection | None]:
        """Return a record's kind and projection, from the log alone."""
        known = self._log.known([rec]).get(rec, [])
        kind, ops = self.operations(rec, known)
        return kind, project(ops)

    def reproject(self, records: Iterable[bytes]) -> int:
        """Project records again from their operations; return how many are of known kinds."""
        return sum(kind is not None for kind, _, _, _ in self._project(records, {}))

    def _project(self, records: Iterable[bytes], have: Mapping[bytes, list[Known]]) -> Iterator[tuple[str | None, bytes, list[Known], int]]:
        """Project records again; yield kind (None: it has no row), id, operations and flags. `have`: operations that were looked up already."""
        todo = sorted(records)
        for start in range(0, len(todo), BATCH):
            part = todo[start : start + BATCH]
            known = self._log.known([rec for rec in part if rec not in have])
            by_kind: dict[str, list[tuple[Any, ...]]] = {}
            for rec in part:
                here = have[rec] if rec in have else known.get(rec, [])
                kind, ops, mixed = self._operations(here)
                if mixed or (kind is None and ops):
                    self._tables.forget(rec, but=kind)
                if kind is None or kind not in self._makers:  # only stubs are here, or a newer program's record
                    yield None, rec, here, 0
                    continue
                seen = project(ops)
                if seen is None:
                    self._tables.delete(kind, rec)
                    yield kind, rec, here, 0
                    continue
                row = (rec, *self._makers[kind].row(seen))
                by_kind.setdefault(kind, []).append(row)
                yield kind, rec, here, row[FLAGS]
            for kind, rows in by_kind.items():
                self._tables.insert(kind, rows)

    def strip(self, records: Sequence[bytes]) -> None:
        """Leave stubs of records that go out of this device's scope; their bodies may come back and fill them again."""
        for part in in_batches(records):
            for rec, many in self._log.known(part).items():
                for one in many:
                    if not one.st & (STUB | CONTROL):
                        self._log.replace_body(one.a, bodies_.stub(bodies_.decode(self._log.body(one.a)), one.id))
                        self._log.set_state([(STUB | ABSENT | INEFFECTIVE, rec, one.n)])
            self.reproject(part)

    def rebuild(self) -> int:
        """Clear every record table and project all records from the log; return how many there are of known kinds."""
        with bulk():
            self.restate()
            self._tables.clear()
            return sum(self.reproject(part) for part in in_batches(self._log.records()))
