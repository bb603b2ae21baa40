"""Writes the control operations that have no table: roster, set_aside, take_back, erasure."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any, NamedTuple

from caseworker_desktop.kernel import ids
from caseworker_desktop.kernel.clock import unix_ms
from caseworker_desktop.merge.applied import Applied
from caseworker_desktop.merge.apply import Engine
from caseworker_desktop.merge.control import SET_ASIDE
from caseworker_desktop.store import body as bodies
from caseworker_desktop.store.ranges import of
from caseworker_desktop.store.unit import Unit
from caseworker_desktop.usecases.worker import Worker

CLOCK_SETTING = "clock"
#: So many ranges or ids stand in one `set_aside`: 30 bytes each, and a body holds 512 KiB.
_TOGETHER = 8000


class Control(NamedTuple):
    """A control operation that was written: its id, and what came of it."""

    id: bytes
    done: Applied


class Placed(NamedTuple):
    """An operation by where it stands. `own`: its place may be named for it; else its id is, as another may hold the same place elsewhere."""

    stream: bytes
    seq: int
    id: bytes
    own: bool


def clock_of(unit: Unit, engine: Engine) -> int:
    """Return the greatest clock that this device has used or met. What it met is a setting; what it used lies beside its streams' ranges, which
    every save writes anyway."""
    return max(int(unit.local.setting(CLOCK_SETTING, 0)), *(one.clock for one in engine.streams()), 0)


def write_control(unit: Unit, engine: Engine, worker: Worker, kind: str, fields: Mapping[str, Any]) -> Control:
    """Write one control operation with the wire values of `fields`; it replaces nothing and has no subject."""
    stream = engine.own(worker.stream, ids.to_bytes(worker.device), worker.epoch)
    seq = (stream.ranges[-1][1] if stream.ranges else 0) + 1
    clock = clock_of(unit, engine) + 1
    stream.clock = clock
    body = bodies.encode(
        [
            1,
            worker.stream,
            seq,
            clock,
            unix_ms(worker.clock.now()),
            ids.to_bytes(worker.staff),
            ids.random_bytes(),
            kind,
            ids.random_bytes(),
            None,
            [],
            {name: [value] for name, value in fields.items()},
            {},
        ]
    )
    done = engine.apply([body])
    return Control(bodies.body_id(body), done)


def set_aside(unit: Unit, engine: Engine, worker: Worker, chosen: Iterable[Placed], why: str) -> list[Control]:
    """Write that the chosen operations do not count, in as many control operations as they take, with a person's reason."""
    return [write_control(unit, engine, worker, SET_ASIDE, {**part, "why": why}) for part in _parts(chosen)]


def _parts(chosen: Iterable[Placed]) -> Iterator[dict[str, Any]]:
    seqs: dict[bytes, list[int]] = {}
    single: list[bytes] = []
    for one in chosen:
        if one.own:
            seqs.setdefault(one.stream, []).append(one.seq)
        else:
            single.append(one.id)
    ranges = [[stream, first, last] for stream, many in sorted(seqs.items()) for first, last in of(sorted(many))]
    for start in range(0, len(ranges), _TOGETHER):
        yield {"ranges": ranges[start : start + _TOGETHER]}
    single.sort()
    for start in range(0, len(single), _TOGETHER):
        yield {"ids": single[start : start + _TOGETHER]}
