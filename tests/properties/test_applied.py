"""What an import tells of itself, kept in little memory, is what a list of every record written would tell."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from random import Random
from typing import Any

import pytest
from hypothesis import given, strategies as st

from caseworker_desktop.merge.applied import RECORDS_TOLD, Applied
from caseworker_desktop.store.log import Known
from caseworker_desktop.store.store import Store
from tests.properties.memory import in_memory
from tests.properties.replay import as_created, replaying, stub_of
from tests.properties.story import STEP_BYTES, tell

SCRIPTS = st.lists(st.binary(min_size=STEP_BYTES, max_size=STEP_BYTES), max_size=50)


class Remembering(Applied):
    """Also remembers every record that was written, as often as it was."""

    def __init__(self) -> None:
        super().__init__(watched={"person": set()})
        self.seen: dict[bytes, str] = {}

    def created(self, kind: str, rec: bytes) -> None:
        self.seen.setdefault(rec, kind)
        super().created(kind, rec)

    def edited(self, kind: str, rec: bytes, ops: Sequence[Known], batch: int) -> None:
        self.seen.setdefault(rec, kind)
        super().edited(kind, rec, ops, batch)

    def reprojected(self, kind: str | None, rec: bytes, ops: Sequence[Known], batch: int, fl: int) -> None:
        if kind is not None:
            self.seen.setdefault(rec, kind)
        super().reprojected(kind, rec, ops, batch, fl)


@pytest.fixture(scope="module")
def store() -> Iterator[Store]:
    made = in_memory()
    yield made
    made.close()


@given(script=SCRIPTS, seed=st.integers(0, 2**16))
def test_each_record_is_counted_once_and_its_flags_are_the_latest(store: Store, script: list[bytes], seed: int) -> None:
    chance = Random(seed)
    bodies = chance.sample(tell(script).bodies, len(tell(script).bodies))
    stubs = [stub_of(body) for body in bodies if chance.random() < 0.2]
    before, now = bodies[: len(bodies) // 3], [*stubs, *bodies[len(bodies) // 4 :]]
    with replaying(store) as replay:
        as_created(replay, before, chance)
        engine, done = replay.engine(), Remembering()
        while now:
            size = chance.randint(1, 8)
            engine.apply(now[:size], into=done)
            now = now[size:]
        rows: dict[str, tuple[Any, ...]] = replay.picture().rows
    flags = {bytes.fromhex(name.split(" ")[1]): row[3] for name, row in rows.items()}
    assert done.by_kind == Counter(done.seen.values())
    assert done.records == {(kind, rec) for rec, kind in done.seen.items()}
    assert done.watched == {"person": {rec for rec, kind in done.seen.items() if kind == "person"}}
    assert done.flagged == {rec: fl for rec, fl in flags.items() if fl and rec in done.seen}


def test_only_some_are_told_one_by_one() -> None:
    done = Applied()
    for number in range(RECORDS_TOLD + 3):
        done.created("person", number.to_bytes(16, "big"))
    assert len(done.records) == RECORDS_TOLD
    assert done.by_kind == {"person": RECORDS_TOLD + 3}
