"""The log of operations: streams, places, blocks. Reads for everybody, writes for `apply` alone (inside its unit)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any, NamedTuple

import cbor2
from sqlalchemy import Connection

from caseworker_desktop.store.blocks import BLOCK_BODIES, Packer
from caseworker_desktop.store.body import chain_on
from caseworker_desktop.store.ranges import Ranges

STUB, ABSENT, INEFFECTIVE, CONTROL = 1, 2, 8, 16
SEQ_BITS = 40
_SEQ_MASK = (1 << SEQ_BITS) - 1
_CACHED_BLOCKS = 64
#: The setting that counts what changed without arriving.
_CHANGES = "log_changes"
#: How many ids one statement asks for. Few sizes make few statements: the driver keeps each that it has prepared, and one for 1000 is large.
_ASKED = (1, 8, 64, 256, 1000)


@dataclass(slots=True)
class Stream:
    """One branch of a device's stream: local number `s`, what is here (`ranges` of seq), and the chain over its unbroken beginning."""

    s: int
    id: bytes
    branch: int
    device: bytes | None
    epoch: int | None
    ranges: Ranges = field(default_factory=list)
    chained: int = 0
    chain: bytes = b"\0" * 32
    clock: int = 0
    """The greatest clock of a body that this device wrote into it; of others' nothing is told here."""
    dirty: bool = False
    behind: bool = False
    """What continues the chain came before what it waited for: `Log.follow` takes it on."""

    def place(self, seq: int) -> int:
        """Return an operation's place `n` in this log."""
        return self.s << SEQ_BITS | seq


def seq_of(n: int) -> int:
    """Return the seq of a place."""
    return n & _SEQ_MASK


def stream_of(n: int) -> int:
    """Return the local stream number of a place."""
    return n >> SEQ_BITS


class Known(NamedTuple):
    """An operation that is in the log: place, id, state bits, arrival number."""

    n: int
    id: bytes
    st: int
    a: int


def asked(ids: Sequence[bytes]) -> Iterator[list[bytearray]]:
    """Yield the ids in parts of a few sizes, filled up with an id once more, as the driver takes them soonest (see recordtable.py)."""
    for start in range(0, len(ids), _ASKED[-1]):
        part = list(map(bytearray, ids[start : start + _ASKED[-1]]))
        size = next(one for one in _ASKED if one >= len(part))
        yield part + part[:1] * (size - len(part))


def marks(part: Sequence[object]) -> str:
    """Return as many marks for a statement."""
    return ",".join("?" * len(part))


class Log:
    """The log through one connection."""

    def __init__(self, connection: Connection, packer: Packer) -> None:
        self._raw: Any = connection.connection.driver_connection
        self._packer = packer
        self._blocks: dict[int, list[bytes]] = {}

    # ---- reads ------------------------------------------------------------------------------------------------------------------
    def streams(self) -> list[Stream]:
        """Return all streams with what is here of them."""
        rows = self._raw.execute("SELECT s, id, branch, device, epoch, ranges, chained, chain, clock FROM stream ORDER BY s").fetchall()
        return [
            Stream(s, id_, branch, device, epoch, [list(r) for r in cbor2.loads(ranges)], chained, chain, clock)
            for s, id_, branch, device, epoch, ranges, chained, chain, clock in rows
        ]

    def known(self, records: Sequence[bytes]) -> dict[bytes, list[Known]]:
        """Return the operations here of each of the records (those without any are left out)."""
        out: dict[bytes, list[Known]] = {}
        for part in asked(records):
            for rec, *told in self._raw.execute(f"SELECT rec, n, id, st, a FROM op WHERE rec IN ({marks(part)})", part):  # noqa: S608 -- only marks
                out.setdefault(rec, []).append(Known(*told))
        return out

    def next_arrival(self) -> int:
        """Return the arrival number that the next body will get (they start at 1)."""
        row = self._raw.execute("SELECT b + k FROM blk ORDER BY b DESC LIMIT 1").fetchone()
        return row[0] if row else 1

    def changes(self) -> int:
        """Return a number that rises whenever what is in the log changes without an arrival: a body goes or comes back, or counts otherwise."""
        row = self._raw.execute("SELECT value FROM setting WHERE name = ?", (_CHANGES,)).fetchone()
        return int(cbor2.loads(row[0])) if row else 0

    def body(self, a: int) -> bytes:
        """Return the bytes (a body or a stub) that arrived as number `a`. Raises KeyError when there is none."""
        row = self._raw.execute("SELECT b FROM blk WHERE b <= ? ORDER BY b DESC LIMIT 1", (a,)).fetchone()
        if row is None:
            raise KeyError(a)
        b = int(row[0])
        bodies = self._block(b)
        if a - b >= len(bodies):
            raise KeyError(a)
        return bodies[a - b]

    def _block(self, b: int) -> list[bytes]:
        bodies = self._blocks.get(b)
        if bodies is None:
            data = self._raw.execute("SELECT data FROM blk WHERE b = ?", (b,)).fetchone()[0]
            bodies = self._packer.unpack(data)
            if len(self._blocks) >= _CACHED_BLOCKS:
                self._blocks.pop(next(iter(self._blocks)))
            self._blocks[b] = bodies
        return bodies

    def scan(self, after: int = 0) -> Iterator[tuple[int, bytes]]:
        """Yield (arrival number, bytes) of everything that arrived after number `after`, in order of arrival."""
        row = self._raw.execute("SELECT max(b) FROM blk WHERE b <= ?", (after + 1,)).fetchone()
        b = row[0] if row and row[0] is not None else 0
        while True:
            found = self._raw.execute("SELECT b, data FROM blk WHERE b >= ? ORDER BY b LIMIT 64", (b,)).fetchall()
            if not found:
                return
            for first, data in found:
                for i, body in enumerate(self._packer.unpack(data)):
                    if first + i > after:
                        yield first + i, body
                b = first + 1

    def arrivals(self, st: int | None = None) -> Iterator[tuple[int, bytes, int, bytes, int]]:
        """Yield (arrival, record, place, id, state) of every operation by record; `st`: only those with one of these bits."""
        clause = "" if st is None else f" WHERE st & {int(st)}"
        yield from self._raw.execute(f"SELECT a, rec, n, id, st FROM op{clause} ORDER BY rec, n").fetchall()  # noqa: S608 -- a whole number

    def each(self) -> Iterator[tuple[int, bytes, int, bytes, int]]:
        """Yield (arrival, record, place, id, state) of every operation, by record, without holding them all; nothing may be written meanwhile."""
        yield from self._raw.execute("SELECT a, rec, n, id, st FROM op ORDER BY rec, n")

    def controls(self) -> list[tuple[bytes, int, bytes, int, int]]:
        """Return (record, place, id, state, arrival) of the control operations."""
        return list(self._raw.execute("SELECT rec, n, id, st, a FROM op WHERE st >= 16 ORDER BY a").fetchall())

    def records(self) -> Iterator[bytes]:
        """Yield every record id that has an operation here, in order."""
        last = b""
        while True:
            found = self._raw.execute("SELECT DISTINCT rec FROM op WHERE rec > ? ORDER BY rec LIMIT 1000", (last,)).fetchall()
            if not found:
                return
            for (rec,) in found:
                yield rec
            last = found[-1][0]

    def count(self) -> int:
        """Return how many operations are here, stubs included."""
        return int(self._raw.execute("SELECT count(*) FROM op").fetchone()[0])

    def between(self, first: int, last: int) -> list[tuple[int, int, bytes, int]]:
        """Return (place, state, id, arrival) of the operations with places from `first` to `last`, in order; all of the log is looked through."""
        return list(self._raw.execute("SELECT n, st, id, a FROM op WHERE n BETWEEN ? AND ? ORDER BY n", (first, last)).fetchall())

    def follow(self, streams: Iterable[Stream]) -> None:
        """Take the chains of streams marked behind on over what came out of order, as far as bodies follow one another without a hole or a stub."""
        for one in streams:
            if not one.behind:
                continue
            one.behind = False
            for n, st, _, a in self.between(one.place(one.chained + 1), one.place(one.ranges[0][1])):
                if st & STUB or seq_of(n) != one.chained + 1:
                    break
                one.chain, one.chained, one.dirty = chain_on(one.chain, self.body(a)), seq_of(n), True

    def parked(self) -> list[tuple[bytes, bytes, str, bytes | None, int | None, int]]:
        """Return (id, body, why, bundle, place, at) of what no rule could read."""
        return list(self._raw.execute("SELECT id, body, why, bundle, place, at FROM parked ORDER BY at, id").fetchall())

    # ---- writes (apply only) --------------------------------------------------------------------------------------------------------
    def append(self, bodies: Sequence[bytes]) -> int:
        """Store bodies in blocks in order of arrival; return the arrival number of the first."""
        first = a = self.next_arrival()
        rows = []
        for start in range(0, len(bodies), BLOCK_BODIES):
            part = list(bodies[start : start + BLOCK_BODIES])
            rows.append((a, len(part), bytearray(self._packer.pack(part))))
            a += len(part)
        self._raw.executemany("INSERT INTO blk(b, k, data) VALUES(?,?,?)", rows)
        return first

    def insert(self, rows: Iterable[tuple[bytes, int, bytes, int, int]]) -> None:
        """Store (record, place, id, state, arrival) rows."""
        told = [(bytearray(rec), n, bytearray(id_), st, a) for rec, n, id_, st, a in sorted(rows)]  # in the table's order; see recordtable.py
        self._raw.executemany("INSERT INTO op(rec, n, id, st, a) VALUES(?,?,?,?,?)", told)

    def set_state(self, rows: Iterable[tuple[int, bytes, int]]) -> None:
        """Store (state, record, place) rows of operations that are here."""
        told = list(rows)
        self._raw.executemany("UPDATE op SET st = ? WHERE rec = ? AND n = ?", told)
        if told:
            self._changed()

    def replace_body(self, a: int, body: bytes) -> None:
        """Put other bytes (a stub, or the body that fills one) in the place of arrival `a`; the old bytes are gone."""
        row = self._raw.execute("SELECT b FROM blk WHERE b <= ? ORDER BY b DESC LIMIT 1", (a,)).fetchone()
        bodies = list(self._block(row[0]))
        bodies[a - row[0]] = body
        self._raw.execute("UPDATE blk SET data = ? WHERE b = ?", (self._packer.pack(bodies), row[0]))
        self._blocks[row[0]] = bodies
        self._changed()

    def _changed(self) -> None:
        self._raw.execute("INSERT OR REPLACE INTO setting VALUES(?, ?)", (_CHANGES, cbor2.dumps(self.changes() + 1)))

    def save_streams(self, streams: Iterable[Stream]) -> None:
        """Store the streams marked dirty."""
        for one in streams:
            if one.dirty:
                self._raw.execute(
                    "INSERT INTO stream(s, id, branch, device, epoch, ranges, chained, chain, clock) VALUES(?,?,?,?,?,?,?,?,?) ON CONFLICT(s) DO "
                    "UPDATE SET device = excluded.device, epoch = excluded.epoch, ranges = excluded.ranges, chained = excluded.chained, "
                    "chain = excluded.chain, clock = excluded.clock",
                    (one.s, one.id, one.branch, one.device, one.epoch, cbor2.dumps(one.ranges), one.chained, one.chain, one.clock),
                )
                one.dirty = False

    def park(self, id_: bytes, body: bytes, why: str, bundle: bytes | None, place: int | None, at: int) -> bool:
        """Keep bytes that are no operation; tell whether they are new."""
        done = self._raw.execute("INSERT OR IGNORE INTO parked VALUES(?,?,?,?,?,?)", (id_, body, why, bundle, place, at))
        return bool(done.rowcount)

    def unpark(self, id_: bytes) -> None:
        """Forget that bytes could not be read: they can be now."""
        self._raw.execute("DELETE FROM parked WHERE id = ?", (id_,))

    def pack_single_saves(self) -> int:
        """Join neighbouring small blocks into blocks of 64 (arrival numbers stay); return how many blocks were joined away."""
        rows = self._raw.execute("SELECT b, k FROM blk WHERE k < ? ORDER BY b", (BLOCK_BODIES,)).fetchall()
        joined = 0
        run: list[tuple[int, int]] = []

        def close() -> int:
            if len(run) < 2:
                return 0
            bodies = [body for b, _ in run for body in self._block(b)]
            self._raw.execute(f"DELETE FROM blk WHERE b IN ({','.join('?' * len(run))})", [b for b, _ in run])  # noqa: S608 -- only marks
            self._raw.execute("INSERT INTO blk(b, k, data) VALUES(?,?,?)", (run[0][0], len(bodies), self._packer.pack(bodies)))
            return len(run) - 1

        for b, k in rows:
            if run and (run[-1][0] + run[-1][1] != b or sum(one[1] for one in run) + k > BLOCK_BODIES):
                joined += close()
                run = []
            run.append((b, k))
        joined += close()
        self._blocks.clear()
        return joined
