"""The state is a pure function of the set of operations, and no value is lost without a person: over random histories.

`make test` tells PARTS * EXAMPLES of them, the same each time, in memory; `make soak` a hundred thousand others (its SEED repeats a run).
Histories on real stores are in test_worlds.py.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Sequence
from dataclasses import fields, replace
from random import Random
from typing import Any

import pytest
from hypothesis import Phase, find, given, seed as seeded, settings, strategies as st

from caseworker_desktop.merge import apply as applying
from caseworker_desktop.merge.registers import Op, Projection, project as applying_project
from caseworker_desktop.store.store import Store
from caseworker_desktop.store.tables import CONFLICT, DELETED, REVIVED, WAITING
from tests.properties.device import Device, Story
from tests.properties.memory import in_memory
from tests.properties.replay import ORDERS, Picture, as_created, as_others_get_them, replaying
from tests.properties.rules import CONTROL, State
from tests.properties.story import STEP_BYTES, join, tell
from tests.properties.vocabulary import PEOPLE, ROOT, some

STEPS = st.binary(min_size=STEP_BYTES, max_size=STEP_BYTES)
SCRIPTS = st.lists(STEPS, max_size=12) | st.lists(STEPS, min_size=24, max_size=60)
PARTS, EXAMPLES = 20, 105
SOAK_EXAMPLES = 100_000 // PARTS
ORDERS_EACH = 4


@pytest.fixture(scope="module")
def store() -> Iterator[Store]:
    """A database in memory with the small catalogue; each history leaves it as it was."""
    made = in_memory()
    yield made
    made.close()


def bodies_of(story: Story, chance: Random) -> list[bytes]:
    """Return the history's bodies with the broken ones strewn among them."""
    out = list(story.bodies)
    for one in story.broken:
        out.insert(chance.randint(0, len(out)), one)
    return out


def check_order(store: Store, script: Sequence[bytes], each: int = len(ORDERS)) -> None:
    """Whatever the order, the store holds the same, and what a rebuild from the log makes is what the tables hold."""
    story = tell(script)
    chance = Random(b"".join(script))
    bodies = bodies_of(story, chance)
    with replaying(store) as replay:
        as_created(replay, bodies, chance)
        wanted = replay.picture()
    for order in chance.sample(ORDERS, each):
        with replaying(store) as replay:
            order(replay, bodies, chance)
            found = replay.picture()
            alike(found, wanted, order.__name__)
            replay.engine().rebuild()
            alike(replay.picture(), wanted, f"{order.__name__}, rebuilt")


def alike(found: Picture, wanted: Picture, how: str) -> None:
    for part in fields(Picture):
        assert getattr(found, part.name) == getattr(wanted, part.name), f"{how}: {part.name}"


def check_rules(store: Store, script: Sequence[bytes]) -> None:
    """What the engine says of each record is what the documents' rules say, written a second time."""
    story = tell(script)
    state = State(story.bodies, ROOT)
    with replaying(store) as replay:
        as_created(replay, story.bodies, Random(0))
        found, picture = replay.projections(), replay.picture()
        flags = {bytes.fromhex(name.split(" ")[1]): row[3] for name, row in picture.rows.items()}
    assert dict(picture.faces) == state.faces()
    for record in state.records():
        wanted = state.standing(record)
        told = found.get(record)
        assert (wanted is None) == (told is None)
        if wanted is None or told is None:
            assert record not in flags
            continue
        assert set(told.shown) == set(wanted.registers)
        for name, register in wanted.registers.items():
            assert [op.id for op in told.heads_of(name)] == register.heads, name
            assert told.shown[name].id == register.told[0], name
            assert (name in told.conflicts) == register.conflict, name
        assert (told.deleted, told.revived) == (wanted.deleted, wanted.revived)
        waits = any(one.waits for one in wanted.registers.values()) or wanted.waits
        conflict = any(one.conflict for one in wanted.registers.values())
        bits = (CONFLICT if conflict else 0) | (WAITING if waits else 0) | (DELETED if wanted.deleted else 0) | (REVIVED if wanted.revived else 0)
        assert flags.get(record, bits) == bits


def check_kept_back(store: Store, script: Sequence[bytes]) -> None:
    """Who gets what is set aside without its words shows the same as who has them."""
    story = tell(script)
    told = as_others_get_them(story.bodies)
    if told == story.bodies:
        return
    pictures = []
    for bodies in (story.bodies, told, told[::-1]):
        with replaying(store) as replay:
            as_created(replay, bodies, Random(0))
            pictures.append(replace(replay.picture(), log=()))
    alike(pictures[1], pictures[0], "as others get it")
    alike(pictures[2], pictures[0], "as others get it, backwards")


def check_nothing_lost(store: Store, script: Sequence[bytes]) -> None:
    """Each value that counts is shown, or in the inbox, or waits for what is missing, or a later operation that counts named it."""
    story = tell(script)
    state = State(story.bodies, ROOT)
    with replaying(store) as replay:
        as_created(replay, story.bodies, Random(0))
        found = replay.projections()
    for op in state.ops.values():
        if not state.effective(op.id) or op.kind in CONTROL:
            continue
        told = found[op.record]
        for register, entry in op.fields.items():
            if entry[0] is None or op.id in state.named(op.record, register):
                continue
            assert shown_or_told(told, register, op.id, entry), f"{register} of operation {op.id.hex()} is gone without a trace"


def shown_or_told(told: Projection, register: str, id_: bytes, entry: list[Any]) -> bool:
    """Tell whether a value is shown itself or by an equal one, or stands in the inbox, or among heads that wait."""
    shown = told.shown.get(register)
    if shown is not None and (shown.id == id_ or shown.fields[register][0] == entry[0]):
        return True
    head = any(op.id == id_ for op in told.heads_of(register))
    return head and (register in told.conflicts or register in told.waiting or register == "deleted")


def check_all(store: Store, script: Sequence[bytes]) -> None:
    check_rules(store, script)
    check_nothing_lost(store, script)
    check_kept_back(store, script)
    check_order(store, script, ORDERS_EACH)


def histories(store: Store, seed: int, examples: int) -> None:
    """Check so many histories, the same for the same seed; a counterexample is made as small as can be."""
    print(f"seed {seed}, {examples} histories")

    @seeded(seed)
    @settings(max_examples=examples, derandomize=False, database=None)
    @given(SCRIPTS)
    def check(script: list[bytes]) -> None:
        check_all(store, script)

    check()


@pytest.mark.parametrize("part", range(PARTS))
def test_histories(store: Store, part: int) -> None:
    histories(store, part, EXAMPLES)


def last_writer_wins(ops: list[Op]) -> Projection | None:
    """What most programs do: the greatest clock stays, whatever its writer had seen."""
    out = applying_project(ops)
    if out is None:
        return None
    for register in out.shown:
        wrote = [op for op in ops if op.effective and register in op.fields]
        out.shown[register] = max(wrote, key=lambda op: op.rank)
    out.heads.clear()
    out.conflicts.clear()
    out.waiting.clear()
    return out


def last_to_arrive_wins(ops: list[Op]) -> Projection | None:
    """What careless programs do: whoever came last overwrites."""
    out = last_writer_wins(ops)
    if out is not None:
        for register in out.shown:
            out.shown[register] = max((op for op in ops if op.effective and register in op.fields), key=lambda op: op.n)
    return out


@pytest.mark.parametrize(
    ("broken", "check"),
    [(last_writer_wins, check_nothing_lost), (last_writer_wins, check_rules), (last_to_arrive_wins, check_order)],
    ids=lambda one: one.__name__,
)
def test_a_broken_merge_is_found(
    store: Store, monkeypatch: pytest.MonkeyPatch, broken: Callable[[list[Op]], Projection | None], check: Callable[[Store, list[bytes]], None]
) -> None:
    """The properties can fail: each of them finds a merge that loses values or listens to the order of arrival."""
    monkeypatch.setattr(applying, "project", broken)

    def fails(script: list[bytes]) -> bool:
        try:
            check(store, script)
        except AssertionError:
            return True
        return False

    find(SCRIPTS, fails, settings=settings(max_examples=500, phases=(Phase.generate,), derandomize=True, database=None))


def test_pairs_named_in_either_order_end_alike(store: Store) -> None:
    """A is joined with B here, B with A there, C with B elsewhere: one face, whoever came first."""
    joins = [bytes((0, n, n, 1, 0, 0)) for n in range(4)]
    story = Story([Device(n, ROOT if n == 0 else some("stream", n)) for n in range(4)])
    for device, step in zip(story.devices, joins):
        join(story, device, step)
    pictures = []
    for bodies in (story.bodies, story.bodies[::-1]):
        with replaying(store) as replay:
            as_created(replay, bodies, Random(0))
            pictures.append(replay.picture())
    assert pictures[0].faces == pictures[1].faces == tuple((one, min(PEOPLE)) for one in sorted(PEOPLE))


@pytest.mark.soak
@pytest.mark.parametrize("part", range(PARTS))
def test_histories_soak(store: Store, part: int) -> None:
    histories(store, int(os.environ.get("SEED", 0)) * PARTS + part, SOAK_EXAMPLES)
