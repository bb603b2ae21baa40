"""A device of a history and the history itself: what was written, what each device learnt, went back to, and in which order."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

import cbor2

from caseworker_desktop.kernel.operation import MAX_CLOCK
from caseworker_desktop.store.body import body_id, decode, read_stub, stub
from tests.properties.rules import CONTROL, State
from tests.properties.vocabulary import AT, ROOT, some

#: Bundles that are on their way at a time; an older one is then lost.
STICKS = 6
Step = bytes


@dataclass
class Backup:
    """A disk as it was; the same one may be put back more than once."""

    known: tuple[bytes, ...]
    clock: int
    place: int


@dataclass
class Device:
    """A program at work: the bodies and stubs it knows in order of arrival, its stream, where it stands in it, and its clocks.

    `wrong`: milliseconds by which its wall clock is wrong. `newer`: a newer program, which writes more than this one knows.
    """

    name: int
    stream: bytes
    seq: int = 0
    clock: int = 0
    epoch: int = 1
    wrong: int = 0
    newer: bool = False
    known: dict[bytes, None] = field(default_factory=dict)
    backup: Backup | None = None

    def take(self, bodies: Iterable[bytes]) -> list[bytes]:
        """Take what an import brings and return what of it is new; a clock that counts moves this one's on."""
        new = [body for body in dict.fromkeys(bodies) if body not in self.known]
        for body in new:
            self.known[body] = None
            told = cbor2.loads(body)
            if told[0] and told[3] <= MAX_CLOCK:
                self.clock = max(self.clock, told[3])
        return new

    def view(self) -> State:
        """Return what this device knows, by the rules."""
        return State(self.known, ROOT)


@dataclass(frozen=True)
class Event:
    """What happened to a device's disk: `take` bodies, `strip` records, `back` (a backup is made), `restore` (backup `place`), `anew` (bodies)."""

    what: str
    device: int
    bodies: tuple[bytes, ...] = ()
    place: int = 0


@dataclass
class Story:
    """A history: every body in order of creation, bytes that are no operation, bundles on their way, and what happened to each disk."""

    devices: list[Device]
    bodies: list[bytes] = field(default_factory=list)
    broken: list[bytes] = field(default_factory=list)
    sticks: list[tuple[bytes, ...]] = field(default_factory=list)
    events: list[Event] = field(default_factory=list)
    backups: int = 0

    def emit(
        self,
        device: Device,
        kind: str,
        record: bytes,
        subject: bytes | None,
        fields: dict[str, list[Any]],
        more: dict[str, Any] | None = None,
        *,
        clock: int | None = None,
        at: int = AT,
    ) -> bytes:
        """Write an operation as `device` does and return its body."""
        device.seq += 1
        device.clock = min(device.clock + 1, MAX_CLOCK)
        items: list[Any] = [
            1,
            device.stream,
            device.seq,
            device.clock if clock is None else clock,
            at + (device.wrong if at == AT else 0),
            some("staff", device.name),
            some(device.name, device.epoch, device.seq),
            kind,
            record,
            subject,
            [],
            fields,
            more or {},
        ]
        if device.newer:
            items = [2, *items[1:12], {**items[12], "later": [device.seq]}, "a newer program's", {"item": device.seq}]
        body = cbor2.dumps(items, canonical=True)
        device.known[body] = None
        self.bodies.append(body)
        self.events.append(Event("take", device.name, (body,)))
        return body

    def learn(self, device: Device, bodies: Sequence[bytes]) -> None:
        """Bring bodies and stubs to a device."""
        device.take(bodies)
        self.events.append(Event("take", device.name, tuple(bodies)))

    def strip(self, device: Device, records: Iterable[bytes]) -> None:
        """Files leave a device: their operations become stubs there."""
        gone = frozenset(records)
        device.known = dict.fromkeys(without(body, gone) for body in device.known)
        self.events.append(Event("strip", device.name, tuple(sorted(gone))))

    def back_up(self, device: Device) -> None:
        """Keep a device's disk as it is."""
        device.backup = Backup(tuple(device.known), device.clock, self.backups)
        self.events.append(Event("back", device.name, (), self.backups))
        self.backups += 1

    def restore(self, device: Device) -> bool:
        """Put the latest backup back: a new epoch under a new stream. False when there is none."""
        if device.backup is None:
            return False
        device.known, device.clock = dict.fromkeys(device.backup.known), device.backup.clock
        device.epoch, device.seq = device.epoch + 1, 0
        device.stream = some("stream", device.name, device.epoch)
        self.events.append(Event("restore", device.name, (), device.backup.place))
        return True

    def anew(self, device: Device) -> None:
        """A device's disk is replaced by one with just what it knows."""
        self.events.append(Event("anew", device.name, tuple(device.known)))


def without(body: bytes, records: frozenset[bytes]) -> bytes:
    """Return a body's stub when its record is among those that leave, else the body; control operations never leave."""
    if read_stub(body) is not None:
        return body
    item = decode(body)
    return stub(item, body_id(body)) if item[8] in records and item[7] not in CONTROL else body


def as_stub(body: bytes) -> bytes:
    """Return what goes on a stick in the place of a body whose words are kept back."""
    return body if read_stub(body) is not None else stub(decode(body), body_id(body))
