"""The doctor: looks whether everything in a workspace is as it must be, and changes nothing."""

from __future__ import annotations

import shutil
from array import array
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from secrets import SystemRandom
from typing import Any

import cbor2

from caseworker_desktop.kernel import ids
from caseworker_desktop.kernel.errors import Damaged
from caseworker_desktop.kernel.message import Message, message
from caseworker_desktop.kernel.operation import RECORD, SEQ, STREAM
from caseworker_desktop.kernel.progress import Progress
from caseworker_desktop.merge.apply import Engine
from caseworker_desktop.merge.registers import project
from caseworker_desktop.merge.rows import makers as row_makers
from caseworker_desktop.store import body as bodies
from caseworker_desktop.store.engine import DRIVER_ERRORS
from caseworker_desktop.store.log import CONTROL, INEFFECTIVE, STUB, Stream, seq_of, stream_of
from caseworker_desktop.store.ranges import Ranges, add
from caseworker_desktop.store.reading import Reading
from caseworker_desktop.store.search_check import differing
from caseworker_desktop.store.store import Store
from caseworker_desktop.usecases.founding import SLOTS
from caseworker_desktop.usecases.writing import Writer
from caseworker_desktop.vault.slots import PASSPHRASE, RECOVERY, SlotFile

SAMPLE = 2000
_BATCH = 500
_OP, _HEADS = 1, 3
_MIB = 1024 * 1024


@dataclass(frozen=True, slots=True)
class Check:
    """One thing that was looked at. `name` is the same in every language; `detail` holds numbers only, never a person."""

    name: str
    ok: bool
    detail: Message


@dataclass(slots=True)
class _Places:
    """The operations' rows by arrival number: place, state, id and record, packed."""

    n: array[int]
    st: bytearray
    id: bytearray
    rec: bytearray

    def of(self, kept: bytearray, a: int) -> bytes:
        return bytes(kept[a * 16 : a * 16 + 16])


class Doctor:
    """The use case."""

    def __init__(self, store: Store, writer: Writer) -> None:
        self._store, self._writer = store, writer

    def examine(self, progress: Progress, *, full: bool = False) -> tuple[Check, ...]:
        """Return what was found, in a fixed order. `full`: every record is projected again and compared, not a sample of 2,000."""
        rounds: tuple[Callable[[], list[Check]], ...] = (
            self._slots,
            lambda: self._database(full),
            self._tables,
            lambda: self._log(full, progress),
            lambda: self._records(full, progress),
            *((self._search,) if full else ()),
            self._audit,
            self._parked,
            self._space,
        )
        names: tuple[tuple[str, ...], ...] = (
            ("slots",), ("ciphers", "structure"), ("tables",), ("log", "streams"), ("records",), *((("search",),) if full else ()), ("audit",),
            ("parked",), ("space",),
        )
        out: list[Check] = []
        for done, (look, told) in enumerate(zip(rounds, names, strict=True)):
            progress.step(message("care.examining"), done, len(rounds))
            try:
                out += look()
            except (Damaged, *DRIVER_ERRORS, cbor2.CBORError, ValueError, LookupError, TypeError):
                # What cannot even be read is what a doctor is for: it is told as not well, and the next look goes on.
                out += [Check(name, False, message("care.unreadable")) for name in told]
        return tuple(out)

    def _slots(self) -> list[Check]:
        slots = SlotFile(Path(self._store.folder) / SLOTS)
        people, printed = slots.count(PASSPHRASE), slots.count(RECOVERY)
        return [Check("slots", people + printed > 0, message("care.slots", people=people, printed=printed))]

    def _database(self, full: bool) -> list[Check]:
        found = self._store.checks(full=full)
        return [Check(name, holds, message("care.database_good" if holds else "care.database_broken")) for name, holds, _ in found]

    def _tables(self) -> list[Check]:
        current = not self._store.outdated()
        with self._store.reading() as reading:
            there = {row[0] for row in reading.connection.exec_driver_sql("SELECT name FROM sqlite_master WHERE type = 'table'")}
        missing = sum(kind.table not in there for kind in self._store.catalog.kinds())
        return [Check("tables", current and not missing, message("care.tables", missing=missing) if missing else message("care.tables_good"))]

    # ---- log --------------------------------------------------------------------------------------------------------------------------------
    def _log(self, full: bool, progress: Progress) -> list[Check]:
        """Every operation's row against its bytes, and every stream's ranges and chain against the operations."""
        with self._store.reading() as reading:
            streams = {one.s: one for one in reading.log.streams()}
            places = _places(reading)
            effective = _Effective(self._writer.projector(reading), reading) if full else None
            chains = _Chains(streams)
            wrong = seen = 0
            for a, raw in reading.log.scan():
                seen += 1
                wrong += not self._one(a, raw, places, streams, chains, effective)
                if seen % 20_000 == 0:
                    progress.step(message("care.examining_log"), seen, len(places.n))
            total = sum(n != 0 for n in places.n)
            wrong += abs(total - seen)
            broken = _differing(places, streams)
        broken += chains.broken()
        return [
            Check("log", not wrong, message("care.log", operations=total, wrong=wrong)),
            Check("streams", not broken, message("care.streams", streams=len(streams), wrong=broken, unchecked=chains.unchecked())),
        ]

    def _one(self, a: int, raw: bytes, places: _Places, streams: dict[int, Stream], chains: _Chains, effective: _Effective | None) -> bool:
        if a >= len(places.n) or not places.n[a]:
            return False
        n, st = places.n[a], places.st[a]
        id_, rec = places.of(places.id, a), places.of(places.rec, a)
        stream = streams.get(stream_of(n))
        if stream is None:
            return False
        if st & STUB:
            stub = bodies.read_stub(raw)
            chains.lost(stream.s, seq_of(n))
            return stub is not None and (stub[0], stub[1], stub[2], stub[3]) == (stream.id, seq_of(n), id_, rec)
        digest = sha256(raw).digest()
        chains.on(stream.s, seq_of(n), digest)
        if digest[:16] != id_:
            return False
        if effective is None:
            return True
        item = bodies.decode(raw)
        return (item[STREAM], item[SEQ], item[RECORD]) == (stream.id, seq_of(n), rec) and effective.fits(item, id_, st)

    # ---- records ----------------------------------------------------------------------------------------------------------------------------
    def _records(self, full: bool, progress: Progress) -> list[Check]:
        """Rows against what the log says of their records; `full` finds rows of no record too."""
        with self._store.reading() as reading:
            engine = self._writer.projector(reading)
            makers = self._store.catalog.once(row_makers)
            rows: dict[str, int] = dict.fromkeys(makers, 0)
            looked = wrong = 0
            for part in _batches(reading.log.records() if full else iter(_sample(reading))):
                known = reading.log.known(part)
                for rec in part:
                    kind, ops = engine.operations(rec, known.get(rec, []))
                    if kind is None or kind not in makers:
                        continue
                    now = project(ops)
                    said = None if now is None else (rec, *makers[kind].row(now))
                    looked += 1
                    rows[kind] += said is not None
                    wrong += not _alike(said, reading.columns(kind, ids.to_text(rec)))
                progress.step(message("care.examining_records"), looked, 0 if full else SAMPLE)
            if full:
                for kind, expected in rows.items():
                    (found,) = reading.connection.exec_driver_sql(f"SELECT count(*) FROM k_{kind}").one()  # noqa: S608 -- a declared name
                    wrong += abs(found - expected)
        return [Check("records", not wrong, message("care.records", looked=looked, wrong=wrong))]

    def _search(self) -> list[Check]:
        """The search index against the records it is made from."""
        with self._store.reading() as reading:
            looked, wrong = differing(reading.connection, self._store.catalog)
        return [Check("search", not wrong, message("care.search", looked=looked, wrong=wrong))]

    # ---- the rest ---------------------------------------------------------------------------------------------------------------------------
    def _audit(self) -> list[Check]:
        with self._store.reading() as reading:
            holds = reading.local.audit_holds()
        return [Check("audit", holds, message("care.audit_good" if holds else "care.audit_broken"))]

    def _parked(self) -> list[Check]:
        with self._store.reading() as reading:
            (count,) = reading.connection.exec_driver_sql("SELECT count(*) FROM parked").one()
        return [Check("parked", True, message("care.parked", parked=count))]

    def _space(self) -> list[Check]:
        return [Check("space", True, message("care.space", mib=shutil.disk_usage(self._store.folder).free // _MIB))]


class _Effective:
    """Whether an operation's state is what the strata say."""

    def __init__(self, engine: Engine, reading: Reading) -> None:
        self._strata = engine.strata
        self._office = frozenset(kind.name for kind in reading.catalog.kinds() if kind.office)

    def fits(self, item: list[Any], id_: bytes, st: int) -> bool:
        """Tell whether the state of a body that is here is right."""
        if st & CONTROL:
            return True
        if self._strata.erases(item):
            return False
        return bool(st & INEFFECTIVE) != self._strata.effective(item, id_, self._office)


class _Chains:
    """The chains over the unbroken beginnings, computed again; what arrived out of order waits for what stands before it."""

    def __init__(self, streams: dict[int, Stream]) -> None:
        self._streams = streams
        self._upto = dict.fromkeys(streams, 0)
        self._chain = dict.fromkeys(streams, b"\0" * 32)
        self._lost: set[int] = set()
        self._early: dict[tuple[int, int], bytes] = {}

    def on(self, s: int, seq: int, digest: bytes) -> None:
        """Take the next operation's digest."""
        if seq > self._streams[s].chained:
            return
        self._early[s, seq] = digest
        while (following := self._early.pop((s, self._upto[s] + 1), None)) is not None:
            self._chain[s], self._upto[s] = sha256(self._chain[s] + following).digest(), self._upto[s] + 1

    def lost(self, s: int, seq: int) -> None:
        """A body within the chain is a stub now (erased): the chain cannot be computed any more."""
        if seq <= self._streams[s].chained:
            self._lost.add(s)

    def broken(self) -> int:
        """Return how many chains differ."""
        return sum((self._upto[s], self._chain[s]) != (one.chained, one.chain) for s, one in self._streams.items() if s not in self._lost)

    def unchecked(self) -> int:
        """Return how many chains cannot be computed."""
        return len(self._lost)


def _places(reading: Reading) -> _Places:
    size = reading.log.next_arrival()
    out = _Places(array("q", bytes(8 * size)), bytearray(size), bytearray(16 * size), bytearray(16 * size))
    for a, rec, n, id_, st in reading.log.each():
        if not 0 < a < size or out.n[a] or len(rec) != 16 or len(id_) != 16:
            raise ValueError("arrivals")
        out.n[a], out.st[a] = n, st
        out.rec[a * 16 : a * 16 + 16], out.id[a * 16 : a * 16 + 16] = rec, id_
    return out


def _differing(places: _Places, streams: dict[int, Stream]) -> int:
    """Return how many streams' ranges are not what their operations say."""
    here: dict[int, Ranges] = {s: [] for s in streams}
    for n in sorted(n for n in places.n if n):
        add(here.setdefault(stream_of(n), []), seq_of(n))
    return sum(streams[s].ranges != ranges if s in streams else 1 for s, ranges in here.items())


def _sample(reading: Reading) -> list[bytes]:
    """Return up to 2,000 records, drawn by their operations, so that what changes often is looked at often."""
    last = reading.log.next_arrival() - 1
    if last <= SAMPLE:
        return list(reading.log.records())
    drawn = set(SystemRandom().sample(range(1, last + 1), SAMPLE))
    return sorted({rec for a, rec, _, _, _ in reading.log.each() if a in drawn})


def _batches(records: Iterator[bytes]) -> Iterator[list[bytes]]:
    part: list[bytes] = []
    for rec in records:
        part.append(rec)
        if len(part) == _BATCH:
            yield part
            part = []
    if part:
        yield part


def _alike(said: Sequence[Any] | None, row: Sequence[Any] | None) -> bool:
    """Tell whether a row is what the log says; heads are compared register by register, whatever way they are written."""
    if said is None or row is None:
        return said is row
    plain = [(one, other) for place, (one, other) in enumerate(zip(said, row, strict=True)) if place not in (_OP, _HEADS)]
    return all(one == other for one, other in plain) and _heads(said) == _heads(row)


def _heads(row: Sequence[Any]) -> dict[str, tuple[int, ...]]:
    """Return the heads that differ from the row's first operation, and it under the empty name."""
    told = cbor2.loads(row[_HEADS]) if row[_HEADS] else {}
    heads = {register: tuple(n) if isinstance(n, list) else (n,) for register, n in told.items()}
    return {"": (row[_OP],), **{register: n for register, n in heads.items() if n != (row[_OP],)}}
