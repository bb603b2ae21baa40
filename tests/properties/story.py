"""From a script of small steps to a history: devices that write what they can see, an office that governs, and somebody hostile.

A step is six bytes, so that Hypothesis can drop steps and lower bytes when it shrinks a counterexample.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import cbor2

from caseworker_desktop.kernel.operation import MAX_CLOCK
from tests.properties import travel
from tests.properties.device import Device, Step, Story
from tests.properties.rules import State, sign
from tests.properties.vocabulary import (
    AT,
    CLOCKS,
    FUTURE,
    FUTURES,
    KEY,
    PEOPLE,
    PERSON,
    PLAIN,
    ROOT,
    SHEET,
    SHEETS,
    SITE,
    SITES,
    STRANGE,
    STRANGE_REGISTERS,
    TEXTS,
    some,
)

STEP_BYTES = 6


def tell(script: Sequence[Step]) -> Story:
    """Return the history of a script. Device 0 is the office whose stream everybody trusts from the start."""
    first = script[0][0] if script else 0
    count, steps = 2 + (first >> 3) % 7, (_WILD, _TRAVELLED, _CALM)[first % 3]
    story = Story([Device(n, ROOT if n == 0 else some("stream", n)) for n in range(count)])
    if steps is _CALM:
        for step in (b"\0\0\0\0\1\0", b"\0\0\4\0\1\0"):
            _write(story, story.devices[0], step)
        travel.meet(story, story.devices[0], b"")
    for step in script:
        steps[step[0] % len(steps)](story, story.devices[step[1] % count], step)
    return story


def _names(view: State, record: bytes, register: str, how: int) -> list[bytes]:
    """Return the heads that a writer names: all that it sees (a form), the one shown (`load`), or, unaware of the rest, none."""
    told = view.standing(record)
    heads = told.registers[register].heads if told is not None and register in told.registers else []
    return sorted(heads) if how % 4 < 2 else heads[:1] if how % 4 == 2 else []


def _target(choice: int) -> tuple[str, bytes, bytes | None, tuple[tuple[str, tuple[Any, ...]], ...]]:
    n = choice % 12
    if n < 7:
        person = PEOPLE[(0, 0, 0, 0, 1, 1, 2)[n]]
        return "person", person, person, PERSON
    if n < 10:
        record, subject = SHEETS[n % 2]
        return "sheet", record, subject, SHEET
    return ("site", SITES[0], None, SITE) if n == 10 else ("future", FUTURE, None, FUTURES)


def _write(story: Story, device: Device, step: Step) -> None:
    """One or two registers of a record get values; a person is begun with several."""
    view = device.view()
    kind, record, subject, registers = _target(step[2])
    fields: dict[str, list[Any]] = {}
    if kind == "person" and view.standing(record) is None:
        fields = {
            register: [values[step[5] % len(values)]] for register, values in (*PLAIN, ("name", TEXTS)) if values[step[5] % len(values)] is not None
        }
    for n in range(1 + step[3] % 2):
        register, values = registers[(step[4] + 7 * n) % len(registers)]
        names = _names(view, record, register, step[5] >> 4)
        value = values[(step[5] + n) % len(values)]
        fields[register] = [value, names] if names else [value]
    if kind == "sheet" and step[3] & 4:
        names = _names(view, record, "secret", step[5] >> 4)
        fields["secret"] = [some("tag", step[5] % 3), names, 1]
    if kind == "sheet" and step[3] & 8:
        fields["scores"] = [some("scores", step[5] % 3), _names(view, record, "scores", step[5] >> 4), 1]
    story.emit(device, kind, record, subject, fields)


def _delete(story: Story, device: Device, step: Step) -> None:
    """Delete a record with all that its writer sees of it, or take a deletion back."""
    view = device.view()
    kind, record, subject, _ = _target(step[2])
    told = view.standing(record)
    names = _names(view, record, "deleted", 0)
    if told is None or (step[3] % 3 == 0 and not names):
        return
    if step[3] % 3 == 0:
        story.emit(device, kind, record, subject, {"deleted": [False, names]})
        return
    seen = sorted({one for register, now in told.registers.items() if register != "deleted" for one in now.heads})
    story.emit(device, kind, record, subject, {"deleted": [True, names] if names else [True]}, {"seen": seen})


def _edit(story: Story, device: Device, step: Step) -> None:
    """What happens most: somebody who knows a record changes one or two plain columns, naming what stands there."""
    view = device.view()
    person = PEOPLE[step[2] % 2]
    told = view.standing(person)
    if told is None:
        _write(story, device, bytes((0, 0, 4 * (step[2] % 2), 0, *step[4:])))
        return
    fields: dict[str, list[Any]] = {}
    for n in range(1 + step[3] % 2):
        register, values = (*PLAIN, ("mentor", (*PEOPLE, None)), ("height", ("1.8", None)), ("name", TEXTS))[(step[4] + n) % 6]
        names = _names(view, person, register, 0)
        value = (*values, *STRANGE[:3])[step[5] % (len(values) + 3)]
        fields[register] = [value, names] if names or step[3] & 2 else [value]
    story.emit(device, "person", person, person, fields)


def _set_aside(story: Story, device: Device, step: Step) -> None:
    """The office (or somebody who may not) sets operations aside by range or id, or takes that back."""
    by = story.devices[0] if step[2] % 4 else device
    record = some("aside", len(story.bodies))
    view = by.view()
    asides = sorted(op.id for op in view.ops.values() if op.kind == "set_aside")
    if step[3] % 3 == 0 and asides:
        story.emit(by, "take_back", record, None, {"of": [[asides[step[4] % len(asides)]]]})
        return
    ops = list(view.ops.values())
    if not ops:
        return
    if step[3] % 3 == 1:
        chosen = ops[step[4] % len(ops)]
        story.emit(by, "set_aside", record, None, {"ids": [[chosen.id]], "why": ["test"]})
    else:
        stream = story.devices[step[4] % len(story.devices)].stream
        first = 1 + step[5] % 6
        story.emit(by, "set_aside", record, None, {"ranges": [[[stream, first, first + step[5] // 64]]], "why": ["test"]})


def _erase(story: Story, device: Device, step: Step) -> None:
    """The office (or somebody who may not) erases a person."""
    by = story.devices[0] if step[2] % 4 else device
    story.emit(by, "erasure", some("erasure", len(story.bodies)), None, {"persons": [[PEOPLE[step[3] % len(PEOPLE)]]]})


def _roster(story: Story, device: Device, step: Step) -> None:
    """An office stream names another, or a key; or somebody claims to be the office, with a good or a bad signature."""
    record = some("roster", len(story.bodies))
    other = story.devices[step[4] % len(story.devices)].stream
    if step[3] % 3 == 0:
        story.emit(story.devices[0] if step[2] % 4 else device, "roster", record, None, {f"office/{other.hex()}": [True]})
    elif step[3] % 3 == 1:
        story.emit(story.devices[0] if step[2] % 4 else device, "roster", record, None, {f"key/{KEY.hex()}": [True]})
    else:
        signed = sign(KEY, device.stream)
        story.emit(device, "roster", record, None, {"claim": [signed if step[2] % 4 else b"x" * 32]})


def _hostile(story: Story, device: Device, step: Step) -> None:
    """Anything that still is an operation: wrong types, strange registers, names of nothing, a kind or subject that changes, a wild clock."""
    kind, record, subject, _ = _target(step[2])
    if step[3] & 1:
        kind = ("person", "sheet", "site", "zebra", "aardvark", "roster", "erasure", "set_aside")[step[4] % 8]
    if step[3] & 2:
        subject = (None, *PEOPLE)[step[5] % 4]
    known = list(device.view().ops)
    names = [some("nothing", step[4])] if step[3] & 4 else [known[step[5] % len(known)]] if known and step[3] & 8 else []
    entry: list[Any] = [STRANGE[step[5] % len(STRANGE)], names]
    if step[3] & 16:
        entry.append(1)
    more: dict[str, Any] = {"seen": [some("nothing", step[5]), *known[:1], 5]} if step[3] & 32 else {"seen": 5}
    register = STRANGE_REGISTERS[step[4] % len(STRANGE_REGISTERS)]
    if register == "deleted" and step[3] & 32:
        entry[0] = True
    clock = CLOCKS[step[5] % len(CLOCKS)] if step[3] & 64 else None
    at = (-(2**53) + 1, 2**53 - 1, 0)[step[5] % 3] if step[3] & 128 else AT
    story.emit(device, kind, record, subject, {register: entry}, more, clock=clock, at=at)


def _garbage(story: Story, device: Device, step: Step) -> None:
    """Bytes that are no operation: cut, of the wrong form, with tags or floats; they are parked and harm nobody."""
    good = [1, device.stream, 1, 1, AT, None, b"b" * 16, "person", PEOPLE[0], PEOPLE[0], [], {"name": ["x"]}, {}]
    pieces: tuple[bytes, ...] = (
        b"",
        b"\x86\x00",
        b"\xff" * 9,
        step,
        cbor2.dumps(good)[: 3 + step[3] % 60],
        cbor2.dumps([*good[:8], b"short", *good[9:]]),
        cbor2.dumps(good[:11]),
        cbor2.dumps([*good[:11], {"name": []}, {}]),
        cbor2.dumps([*good[:11], {"name": ["x", "y"]}, {}]),
        cbor2.dumps([*good[:11], {5: ["x"]}, {}]),
        cbor2.dumps([*good[:2], 0, *good[3:]]),
        cbor2.dumps([*good[:3], -5, *good[4:]]),
        cbor2.dumps([*good[:11], {"height": [1.5]}, {}]),
        cbor2.dumps([*good[:11], {"services/S1": [{1: "a", "b": 2}]}, {}]),
        cbor2.dumps([*good[:11], {"words/x": [cbor2.CBORTag(900, [1])]}, {}]),
    )
    story.broken.append(pieces[step[2] % len(pieces)])


def join(story: Story, device: Device, step: Step) -> None:
    """Somebody finds two persons to be one, naming them in either order, or finds that they are two after all."""
    a, b = ((0, 1), (1, 0), (1, 2), (2, 1), (0, 2), (2, 0))[step[2] % 6]
    record = some("same", *sorted((a, b)))
    view = device.view()
    values = {"a": PEOPLE[a], "b": PEOPLE[b], "joined": step[3] % 4 != 0}
    told = {register: (value, _names(view, record, register, step[4])) for register, value in values.items()}
    story.emit(device, "same", record, None, {register: [value, names] if names else [value] for register, (value, names) in told.items()})


def _revoke(story: Story, device: Device, step: Step) -> None:
    """A laptop is revoked: what it wrote from some place on is set aside, whenever it arrives."""
    office, gone = story.devices[0], story.devices[step[2] % len(story.devices)]
    story.emit(
        office, "set_aside", some("revoked", len(story.bodies)), None, {"ranges": [[[gone.stream, 1 + step[3] % 8, MAX_CLOCK]]], "why": ["revoked"]}
    )


Doing = Callable[[Story, Device, Step], None]
_WILD: tuple[Doing, ...] = (
    *(_write,) * 18,
    *(travel.carry,) * 7,
    *(_delete,) * 3,
    *(_set_aside,) * 2,
    _erase,
    _roster,
    travel.fork,
    travel.clock,
    _hostile,
    _hostile,
    _garbage,
    join,
)
#: A year on the road: sticks late, twice or never, files that leave and come back, disks put back, a laptop revoked, newer programs.
_TRAVELLED: tuple[Doing, ...] = (
    *(_edit,) * 6,
    *(_write,) * 8,
    *(travel.pack,) * 5,
    *(travel.deliver,) * 6,
    *(travel.carry,) * 2,
    *(_delete,) * 2,
    *(join,) * 2,
    *(travel.back_up,) * 2,
    *(travel.restore,) * 3,
    *(travel.hand_over,) * 2,
    travel.leave,
    travel.clock,
    travel.upgrade,
    travel.meet,
    _revoke,
    _set_aside,
    _erase,
)
#: A quiet year: most edits are easy, so that the fast path meets what it must not take.
_CALM: tuple[Doing, ...] = (
    *(_edit,) * 12,
    *(travel.carry,) * 3,
    *(travel.meet,) * 4,
    *(_write,) * 2,
    *(_delete,) * 2,
    _set_aside,
    join,
    _hostile,
)
