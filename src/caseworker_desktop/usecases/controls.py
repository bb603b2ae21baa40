"""Writes the control operations that have no table: roster, set_aside, take_back, erasure."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from caseworker_desktop.kernel import ids
from caseworker_desktop.kernel.clock import unix_ms
from caseworker_desktop.merge.applied import Applied
from caseworker_desktop.merge.apply import Engine
from caseworker_desktop.store import body as bodies
from caseworker_desktop.store.unit import Unit
from caseworker_desktop.usecases.worker import Worker

CLOCK_SETTING = "clock"


def write_control(unit: Unit, engine: Engine, worker: Worker, kind: str, fields: Mapping[str, Any]) -> Applied:
    """Write one control operation with the wire values of `fields`; it replaces nothing and has no subject."""
    stream = engine.own(worker.stream, ids.to_bytes(worker.device), worker.epoch)
    seq = (stream.ranges[-1][1] if stream.ranges else 0) + 1
    clock = int(unit.local.setting(CLOCK_SETTING, 0)) + 1
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
    unit.local.set(CLOCK_SETTING, clock)
    return done
