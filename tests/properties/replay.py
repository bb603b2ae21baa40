"""Plays a history into a real encrypted store in some order, and takes a picture of all that it then holds. Nothing is kept: the unit is left."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from random import Random
from typing import Any

import cbor2

from caseworker_desktop.merge.apply import Engine
from caseworker_desktop.merge.control import TAKE_BACK
from caseworker_desktop.merge.registers import Projection
from caseworker_desktop.records.views.joined import joined
from caseworker_desktop.store import body as bodies_
from caseworker_desktop.store.log import ABSENT, Log
from caseworker_desktop.store.recordtable import RecordTables
from caseworker_desktop.store.store import Store
from caseworker_desktop.store.tables import SYSTEM, plain_row
from caseworker_desktop.store.unit import Unit
from tests.properties.kinds import CATALOG, OLDER
from tests.properties.rules import CONTROL, State, good_key
from tests.properties.vocabulary import ROOT


@dataclass(frozen=True)
class Picture:
    """What a store holds, in words that no order of arrival can change: rows, heads as operation ids, plain values, search, log, parked."""

    rows: dict[str, Any]
    plain: dict[str, Any]
    named: tuple[Any, ...]
    said: tuple[Any, ...]
    log: tuple[tuple[bytes, bytes, int, bytes], ...]
    streams: tuple[tuple[bytes, tuple[int, ...]], ...]
    parked: tuple[bytes, ...]
    faces: tuple[tuple[bytes, bytes], ...]


class Replay:
    """One unit of a store that is rolled back at the end."""

    def __init__(self, unit: Unit) -> None:
        self._unit = unit

    def engine(self, *, fast: bool = True) -> Engine:
        """Return an engine as a new sitting would build it: from the log."""
        return Engine(CATALOG, self._unit.log, self._unit.tables, root=ROOT, verify=good_key, fast=fast)

    def older(self) -> Engine:
        """Return the engine of a program that knows fewer kinds and fields, with its own tables."""
        tables = RecordTables(self._unit.connection, OLDER)
        tables.remake()
        return Engine(OLDER, self._unit.log, tables, root=ROOT, verify=good_key)

    def upgrade(self) -> None:
        """Make this program's tables and project everything again."""
        self._unit.tables.remake()
        self.engine().rebuild()

    def records(self) -> list[bytes]:
        """Return the records of which anything is here."""
        return sorted(self._unit.log.records())

    def projections(self) -> dict[bytes, Projection]:
        """Return what the engine makes of each record's operations."""
        engine = self.engine()
        told = {record: engine.projection(record)[1] for record in self._unit.log.records()}
        return {record: one for record, one in told.items() if one is not None}

    def picture(self) -> Picture:
        """Return what is held now."""
        raw: Any = self._unit.connection.connection.driver_connection
        log = Log(self._unit.connection, self._unit.packer)
        ids = {n: id_ for _, _, n, id_, _ in log.arrivals()}
        rows: dict[str, Any] = {}
        plain: dict[str, Any] = {}
        for kind in CATALOG.kinds():
            for row in raw.execute(f"SELECT * FROM {kind.table} ORDER BY id").fetchall():
                id_, op, clk, heads, fl = row[:5]
                told = (
                    {register: [ids[n] for n in (one if isinstance(one, list) else [one])] for register, one in cbor2.loads(heads).items()}
                    if heads
                    else {}
                )
                fields = tuple(
                    ("sealed", ids[value]) if field.protected and isinstance(value, int) else value
                    for field, value in zip(kind.fields, row[len(SYSTEM) :], strict=True)
                )
                rows[f"{kind.name} {id_.hex()}"] = ids[op], clk, told, fl, row[5 : len(SYSTEM)], fields
                plain[f"{kind.name} {id_.hex()}"] = plain_row(kind, row)
        # Whether a stub was made here (ABSENT) or came as one tells of the way only.
        by_arrival = {a: (rec, id_, st & ~ABSENT) for a, rec, _, id_, st in log.arrivals()}
        ranges: dict[bytes, list[int]] = {}
        for one in log.streams():
            ranges.setdefault(one.id, []).extend(number for first, last in one.ranges for number in range(first, last + 1))
        return Picture(
            rows=rows,
            plain=plain,
            named=tuple(raw.execute("SELECT id, kind, folded, sort FROM name ORDER BY id").fetchall()),
            said=tuple(raw.execute("SELECT s.id, s.kind FROM said s ORDER BY s.id").fetchall()),
            log=tuple(sorted((*by_arrival[a], body) for a, body in log.scan())),
            streams=tuple(sorted((stream, tuple(sorted(numbers))) for stream, numbers in ranges.items())),
            parked=tuple(sorted(row[0] for row in log.parked())),
            faces=tuple(sorted(joined(self._unit.connection).faces.items())),
        )


@contextmanager
def replaying(store: Store) -> Iterator[Replay]:
    """Yield a replay; nothing of it is kept."""
    with store.unit() as unit:
        yield Replay(unit)
        unit.leave()


Order = Callable[[Replay, Sequence[bytes], Random], None]


def as_created(replay: Replay, bodies: Sequence[bytes], chance: Random) -> None:
    """In the order of writing, in one go."""
    replay.engine().apply(bodies)


def live(replay: Replay, bodies: Sequence[bytes], chance: Random) -> None:
    """In the order of writing, each alone as it is saved, now and then in a new sitting."""
    engine = replay.engine()
    for body in bodies:
        if chance.random() < 0.2:
            engine = replay.engine()
        engine.apply([body])


def small_bundles(replay: Replay, bodies: Sequence[bytes], chance: Random) -> None:
    """In the order of writing, a few at a time."""
    at = 0
    while at < len(bodies):
        size = chance.randint(1, 6)
        replay.engine().apply(bodies[at : at + size])
        at += size


def shuffled_slowly(replay: Replay, bodies: Sequence[bytes], chance: Random) -> None:
    """In any order, many twice, in one batch without the fast path."""
    many = [*bodies, *chance.choices(bodies, k=len(bodies) // 2)] if bodies else []
    chance.shuffle(many)
    replay.engine(fast=False).apply(many)


def one_by_one(replay: Replay, bodies: Sequence[bytes], chance: Random) -> None:
    """In any order, each alone, many twice, now and then by a new sitting."""
    engine = replay.engine()
    for body in chance.sample(bodies, len(bodies)):
        if chance.random() < 0.1:
            engine = replay.engine()
        engine.apply([body])
        if chance.random() < 0.2:
            engine.apply([body])


def in_bundles(replay: Replay, bodies: Sequence[bytes], chance: Random) -> None:
    """In any order, in bundles of any size, each taken by a new sitting, with what came before now and then among it."""
    todo = chance.sample(bodies, len(bodies))
    taken: list[bytes] = []
    while todo:
        size = chance.randint(1, 12)
        part, todo = todo[:size], todo[size:]
        replay.engine(fast=chance.random() < 0.5).apply([*part, *chance.sample(taken, min(len(taken), 2))])
        taken += part


def backwards(replay: Replay, bodies: Sequence[bytes], chance: Random) -> None:
    """The newest first, so that everything waits."""
    replay.engine().apply(list(reversed(bodies)))


def a_part_then_the_rest(replay: Replay, bodies: Sequence[bytes], chance: Random) -> None:
    """A part, projected anew as an upgrade does, then everything."""
    replay.engine().apply([body for body in bodies if chance.random() < 0.5])
    replay.engine().rebuild()
    replay.engine().apply(chance.sample(bodies, len(bodies)))


def stubs_then_filled(replay: Replay, bodies: Sequence[bytes], chance: Random) -> None:
    """Some come as stubs first (out of scope), then their bodies; a few stand in one bundle with their stubs."""
    first = [stub_of(body) if chance.random() < 0.4 else body for body in bodies if chance.random() < 0.8]
    chance.shuffle(first)
    cut = chance.randint(0, len(first))
    replay.engine().apply(first[:cut])
    replay.engine().apply([*first[cut:], *chance.sample(bodies, len(bodies))])


def said_again(replay: Replay, bodies: Sequence[bytes], chance: Random) -> None:
    """Each bundle begins with what is here already, in the order in which it came; now and then a file has left. Then everything twice."""
    engine = replay.engine()
    for at in range(0, len(bodies), 4):
        again = max(0, at - chance.randint(0, 12))
        cut = chance.randint(again, at + 4)
        engine.apply(bodies[again:cut])
        engine.apply(bodies[cut : at + 4])
        if chance.random() < 0.1:
            engine.strip([record for record in replay.records() if chance.random() < 0.3])
            engine = replay.engine()
    for cut in (3, 7):
        engine.apply(bodies[:cut])
        engine.apply(bodies[cut:])


def stub_of(body: bytes) -> bytes:
    """Return what a device sends in the place of a body; control operations never become stubs."""
    try:
        item = bodies_.decode(body)
    except bodies_.BadBody:
        return body
    return body if item[7] in CONTROL else bodies_.stub(item, bodies_.body_id(body))


def rebuilt(replay: Replay, bodies: Sequence[bytes], chance: Random) -> None:
    """In one go, then all tables cleared and projected from the log."""
    replay.engine().apply(bodies)
    replay.engine().rebuild()


def out_of_scope_and_back(replay: Replay, bodies: Sequence[bytes], chance: Random) -> None:
    """Half of it comes, some files leave, more comes, some leave again; then everything, as to a laptop whose scope grew."""
    for _ in range(2):
        replay.engine().apply([body for body in bodies if chance.random() < 0.5])
        replay.engine().strip([record for record in replay.records() if chance.random() < 0.5])
    replay.engine().apply(chance.sample(bodies, len(bodies)))


def by_an_older_program(replay: Replay, bodies: Sequence[bytes], chance: Random) -> None:
    """A program that knows less takes a part in two bundles, is replaced by this one, and the rest comes."""
    cut = chance.randint(0, len(bodies))
    engine = replay.older()
    engine.apply(bodies[: cut // 2])
    engine.apply(bodies[cut // 2 : cut])
    replay.upgrade()
    replay.engine().apply(bodies)


def governed_first(replay: Replay, bodies: Sequence[bytes], chance: Random) -> None:
    """What the office decided (roster, set aside, erased) comes before all that it concerns."""
    governing = [body for body in bodies if _kind(body) in CONTROL]
    replay.engine().apply(governing)
    replay.engine().apply(chance.sample(bodies, len(bodies)))


def governed_last(replay: Replay, bodies: Sequence[bytes], chance: Random) -> None:
    """What the office decided comes when all that it concerns has long been shown."""
    replay.engine().apply([body for body in bodies if _kind(body) not in CONTROL])
    replay.engine().apply(chance.sample(bodies, len(bodies)))


def kept_back(replay: Replay, bodies: Sequence[bytes], chance: Random) -> None:
    """What the office ever set aside comes as stubs, before or behind what sets it aside; when somebody takes it back the bodies come."""
    stubs = as_others_get_them(bodies, back=False)
    replay.engine().apply([body for body in chance.sample(stubs, len(stubs)) if _kind(body) != TAKE_BACK])
    if chance.random() < 0.3:
        replay.engine().rebuild()
    replay.engine().apply([body for body in bodies if _kind(body) == TAKE_BACK])
    replay.engine().apply(chance.sample(bodies, len(bodies)))


def as_others_get_them(bodies: Sequence[bytes], *, back: bool = True) -> list[bytes]:
    """Return the bodies as an office sends them: what it set aside as stubs (`back`: but for what was taken back)."""
    state = State([body for body in bodies if _kind(body)], ROOT)
    return [stub_of(body) if state.sets_aside(bodies_.body_id(body), back=back) else body for body in bodies]


def _kind(body: bytes) -> str:
    try:
        return str(bodies_.decode(body)[7])
    except bodies_.BadBody:
        return ""


ORDERS: tuple[Order, ...] = (
    live,
    small_bundles,
    shuffled_slowly,
    one_by_one,
    in_bundles,
    backwards,
    a_part_then_the_rest,
    stubs_then_filled,
    rebuilt,
    out_of_scope_and_back,
    by_an_older_program,
    governed_first,
    governed_last,
    said_again,
)
