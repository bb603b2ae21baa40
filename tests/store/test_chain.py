"""A stream's chain goes as far as bodies follow one another, in whatever order they arrived (docs/formats/operation.md §1)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import permutations

import cbor2
import pytest

from caseworker_desktop.store.body import body_id, chain_on, decode, stub
from caseworker_desktop.store.log import Stream
from caseworker_desktop.store.store import Store
from tests.properties.kinds import CATALOG
from tests.properties.replay import Replay, replaying
from tests.properties.vocabulary import some

LAPTOP = some("laptop")


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    made = Store.create(tmp_path_factory.mktemp("store"), b"\7" * 32, CATALOG, {})
    yield made
    made.close()


def body(seq: int) -> bytes:
    return cbor2.dumps([1, LAPTOP, seq, seq, 0, None, b"b" * 16, "person", some("p", seq), None, [], {"name": [f"N{seq}"]}, {}], canonical=True)


BODIES = [body(seq) for seq in range(1, 6)]


def stream(replay: Replay) -> Stream:
    return next(one for one in replay.engine().streams() if one.id == LAPTOP)


def chained(bodies: Sequence[bytes]) -> bytes:
    chain = b"\0" * 32
    for one in bodies:
        chain = chain_on(chain, one)
    return chain


def test_the_chain_is_the_same_in_every_order_of_arrival(store: Store) -> None:
    for order in permutations(BODIES):
        with replaying(store) as replay:
            for one in order:
                replay.engine().apply([one])
            assert (stream(replay).chained, stream(replay).chain) == (5, chained(BODIES))
        with replaying(store) as replay:
            replay.engine().apply(order)
            assert (stream(replay).chained, stream(replay).chain) == (5, chained(BODIES))


def test_the_chain_ends_before_a_hole_and_before_a_stub_and_goes_on_when_these_are_filled(store: Store) -> None:
    third = stub(decode(BODIES[2]), body_id(BODIES[2]))
    with replaying(store) as replay:
        replay.engine().apply([BODIES[4], BODIES[1]])
        assert stream(replay).chained == 0
        replay.engine().apply([BODIES[3], third, BODIES[0]])
        assert (stream(replay).chained, stream(replay).chain) == (2, chained(BODIES[:2]))
        replay.engine().apply([BODIES[2]])
        assert (stream(replay).chained, stream(replay).chain) == (5, chained(BODIES))
