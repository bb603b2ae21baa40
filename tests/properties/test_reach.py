"""The histories are about what they are said to be about: among a few hundred of them, each thing happens often enough to be tested."""

from __future__ import annotations

from collections import Counter
from random import Random

import cbor2

from tests.properties.rules import STUB, State
from tests.properties.story import STEP_BYTES, tell
from tests.properties.vocabulary import AT, ROOT, TEN_YEARS

HISTORIES, LEAST = 400, 12


def test_everything_happens() -> None:
    chance = Random(1)
    seen: Counter[str] = Counter()
    for _ in range(HISTORIES):
        story = tell([chance.randbytes(STEP_BYTES) for _ in range(chance.randint(24, 60))])
        state = State(story.bodies, ROOT)
        items = [cbor2.loads(body) for body in story.bodies]
        seen[f"{len(story.devices)} devices"] += 1
        happened = {event.what for event in story.events} | {op.kind for op in state.ops.values()}
        standings = [told for told in map(state.standing, state.records()) if told is not None]
        restored = [event.place for event in story.events if event.what == "restore"]
        happened |= {
            name
            for name, so in {
                "conflict": any(one.conflict for told in standings for one in told.registers.values()),
                "names unknown": any(one.waits for told in standings for one in told.registers.values()),
                "deleted": any(told.deleted for told in standings),
                "revived": any(told.revived for told in standings),
                "erased": any(op.subject in state.erased for op in state.ops.values()),
                "set aside": any(op.kind != "site" and not state.effective(op.id) and op.subject not in state.erased for op in state.ops.values()),
                "kept back at a device": any(
                    op.kind == STUB and state.sets_aside(op.id) for device in story.devices[1:] for op in device.view().ops.values()
                ),
                "taken back": any(state.sets_aside(id_, back=False) and not state.sets_aside(id_) for id_ in state.ops),
                "joined": bool(state.faces()),
                "stubs at a device": any(op.kind == STUB for device in story.devices for op in device.view().ops.values()),
                "a restored office speaks": story.devices[0].epoch > 1 and story.devices[0].stream in state.office,
                "a restored laptop writes": any(device.name and device.epoch > 1 and device.seq for device in story.devices),
                "one backup twice": len(restored) > len(set(restored)),
                "a fork": len({(item[1], item[2]) for item in items}) < len(items),
                "a newer program": any(item[0] == 2 for item in items),
                "ten years off": any(abs(item[4] - AT) == TEN_YEARS for item in items),
                "not everybody knows all": any(len(device.known) < len(story.bodies) for device in story.devices),
                "late sticks": bool(story.sticks),
                "garbage": bool(story.broken),
            }.items()
            if so
        }
        seen.update(happened)
    print(dict(sorted(seen.items())))
    wanted = """conflict|names unknown|deleted|revived|erased|set aside|kept back at a device|taken back|
joined|stubs at a device|a restored office speaks|a restored laptop writes|
one backup twice|a fork|a newer program|ten years off|not everybody knows all|late sticks|garbage|same|strip|restore|anew|future|site|sheet"""
    for what in (*(one.strip() for one in wanted.split("|")), *(f"{n} devices" for n in range(2, 9))):
        assert seen[what] >= LEAST, what
