"""Which operations a bundle carries, by arrival number, and where its streams stand."""

from __future__ import annotations

from array import array
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from caseworker_desktop.bundle.model import Mark, Run
from caseworker_desktop.kernel.operation import AT, KIND, SUBJECT
from caseworker_desktop.store import body as bodies
from caseworker_desktop.store.log import ABSENT, Log, Stream, seq_of, stream_of
from caseworker_desktop.store.ranges import Ranges, holds
from caseworker_desktop.store.reading import Reading
from caseworker_desktop.usecases.kept_back import KeptBack
from caseworker_desktop.usecases.scope import Holding


@dataclass(slots=True)
class Selected:
    """What goes into a bundle: arrivals in order (`stubs`: those that go without their bodies), counts, runs, the kinds' counts, the oldest
    operation's time (unix ms)."""

    arrivals: array[int] = field(default_factory=lambda: array("q"))
    stubs: frozenset[int] = frozenset()
    records: int = 0
    persons: int = 0
    runs: tuple[Run, ...] = ()
    by_kind: dict[str, int] = field(default_factory=dict)
    oldest: int | None = None
    last_arrival: int = 0


def for_office(
    reading: Reading, kept: KeptBack, acknowledged: Mapping[bytes, Ranges], wanted: Mapping[bytes, Ranges] | None = None
) -> Selected:
    """Select every operation, of any origin, that the office has not acknowledged, and those that it asked for again; what was set aside too,
    with its body when that is here, for the office's people decide on it."""
    streams = {one.s: one for one in reading.log.streams()}
    chosen: list[tuple[int, bytes, int]] = []
    for a, rec, n, id_, st in reading.log.arrivals():
        stream = streams[stream_of(n)]
        # The office sent its body away, or kept it back: an office that lost it must not take a stub for it.
        if st & ABSENT or kept.came_as_stub(stream, n, id_, st):
            continue
        again = wanted is not None and holds(wanted.get(stream.id, []), seq_of(n))
        if stream.branch or again or not holds(acknowledged.get(stream.id, []), seq_of(n)):
            chosen.append((a, rec, n))
    return _selected(reading, chosen, streams)


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a laptop's bundle is chosen by: the persons whose files it holds and those of whom it has a card (`met`); the persons (None: never
    sent), cards and arrival that it has acknowledged; its own streams; who comes `back`, its own words too: after it was told to put
    them away, or since it tells that it has not all of them."""

    persons: frozenset[bytes]
    met: frozenset[bytes]
    had: frozenset[bytes] | None
    had_met: frozenset[bytes]
    until: int
    own: frozenset[bytes]
    back: frozenset[bytes]


def for_laptop(reading: Reading, holding: Holding, wanted: Wanted, kept: KeptBack) -> Selected:
    """Select what a laptop's scope holds and it has not acknowledged, and what was taken back since; what is set aside goes as stubs."""
    streams = {one.s: one for one in reading.log.streams()}
    chosen: list[tuple[int, bytes, int]] = []
    stubs: set[int] = set()
    for a, rec, n, id_, st in reading.log.arrivals():
        if not holding.holds(rec, wanted.persons, wanted.met):
            continue
        stream = streams[stream_of(n)]
        if stream.id in wanted.own and not holding.about(rec, wanted.back):
            continue
        had = wanted.had is not None and a <= wanted.until and holding.held_before(rec, wanted.had, wanted.until, wanted.had_met)
        if not had or holding.about(rec, wanted.back) or kept.goes_again(stream, n, id_, st):
            chosen.append((a, rec, n))
            if kept.goes_as_stub(stream, n, id_, st):
                stubs.add(a)
    return _selected(reading, chosen, streams, frozenset(stubs))


def of_record(reading: Reading, record: bytes) -> Selected:
    """Select the operations of one record alone."""
    streams = {one.s: one for one in reading.log.streams()}
    return _selected(reading, [(a, rec, n) for a, rec, n, _, _ in reading.log.arrivals() if rec == record], streams)


def _selected(
    reading: Reading, chosen: list[tuple[int, bytes, int]], streams: Mapping[int, Stream], stubs: frozenset[int] = frozenset()
) -> Selected:
    chosen.sort()
    out = Selected(array("q", (a for a, _, _ in chosen)), stubs, records=len({rec for _, rec, _ in chosen}))
    spans: dict[bytes, list[int]] = {}
    for _, _, n in chosen:
        seq, id_ = seq_of(n), streams[stream_of(n)].id
        span = spans.setdefault(id_, [seq, seq])
        span[0], span[1] = min(span[0], seq), max(span[1], seq)
    out.runs = tuple(Run(id_, first, last) for id_, (first, last) in sorted(spans.items()))
    out.last_arrival = reading.log.next_arrival() - 1
    persons: set[bytes] = set()
    kinds: dict[bytes, str] = {}
    for (_, rec, _), raw in zip(chosen, bodies_of(reading.log, out), strict=True):
        if bodies.read_stub(raw) is not None:
            continue
        item = bodies.decode(raw)
        if item[SUBJECT] is not None:
            persons.add(item[SUBJECT])
        kinds.setdefault(rec, item[KIND])
        out.oldest = item[AT] if out.oldest is None else min(out.oldest, item[AT])
    out.persons = len(persons)
    for kind in kinds.values():
        out.by_kind[kind] = out.by_kind.get(kind, 0) + 1
    return out


def bodies_of(log: Log, selected: Selected) -> Iterator[bytes]:
    """Yield the bytes of what was selected as they travel, in the order of arrival."""
    for a, raw in _raw(log, selected.arrivals):
        if a in selected.stubs and bodies.read_stub(raw) is None:
            yield bodies.stub(bodies.decode(raw), bodies.body_id(raw))
        else:
            yield raw


def _raw(log: Log, arrivals: array[int]) -> Iterator[tuple[int, bytes]]:
    wanted = iter(arrivals)
    need = next(wanted, None)
    if need is None:
        return
    for a, raw in log.scan(need - 1):
        if a == need:
            yield a, raw
            need = next(wanted, None)
            if need is None:
                return


def marks(streams: list[Stream]) -> dict[bytes, Mark]:
    """Return how far the unbroken beginning of each stream goes, with its chain."""
    return {one.id: Mark(one.chained, one.chain) for one in streams if one.branch == 0 and one.chained}


def origins(streams: list[Stream]) -> dict[bytes, list[Any]]:
    """Return stream → [device, epoch] of the streams whose device is known."""
    return {one.id: [one.device, one.epoch] for one in streams if one.device is not None}
