"""What a sender says again is known without being read; what only looks like it is looked at (merge/resent.py)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import cbor2
import pytest

from caseworker_desktop.merge import apply as applying
from caseworker_desktop.merge.applied import Applied
from caseworker_desktop.store import body as bodies_
from caseworker_desktop.store.store import Store
from tests.properties.kinds import CATALOG
from tests.properties.replay import Replay, replaying, stub_of
from tests.properties.vocabulary import some

LAPTOP = some("laptop")
MANY = 2_500


def body(seq: int, name: str | None = None) -> bytes:
    fields = {"name": [name or f"N{seq}"]}
    return cbor2.dumps([1, LAPTOP, seq, seq, 0, None, b"b" * 16, "person", some("p", seq), None, [], fields, {}], canonical=True)


BODIES = [body(seq) for seq in range(1, MANY + 1)]


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    made = Store.create(tmp_path_factory.mktemp("store"), b"\7" * 32, CATALOG, {})
    yield made
    made.close()


@pytest.fixture
def read(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """How many bodies were read, call by call."""
    sizes: list[int] = []
    whole = bodies_.read_all

    def counted(raws: Sequence[bytes]) -> list[list[object] | bodies_.Stub | bodies_.BadBody]:
        sizes.append(len(raws))
        return whole(raws)

    monkeypatch.setattr(applying.bodies_, "read_all", counted)
    return sizes


def again(replay: Replay, bodies: Sequence[bytes]) -> Applied:
    return replay.engine().apply(bodies)


def test_what_is_here_byte_for_byte_is_known_and_only_its_beginning_is_read(store: Store, read: list[int]) -> None:
    with replaying(store) as replay:
        replay.engine().apply(BODIES)
        before = replay.picture()
        read.clear()
        done = again(replay, BODIES)
        assert (done.known, done.accepted, done.parked, done.forks) == (MANY, 0, 0, set())
        assert sum(read) == applying.BATCH
        assert replay.picture() == before


def test_what_follows_the_known_is_taken(store: Store, read: list[int]) -> None:
    with replaying(store) as replay:
        replay.engine().apply(BODIES[:2_100])
        read.clear()
        done = again(replay, BODIES)
        assert (done.known, done.accepted) == (2_100, MANY - 2_100)
        assert sum(read) == applying.BATCH + MANY - 2_100
        found = replay.picture()
    with replaying(store) as replay:
        replay.engine().apply(BODIES)
        assert replay.picture() == found


@pytest.mark.parametrize("at", [0, 999, 1_000, 1_001, 1_700, MANY - 1])
def test_another_content_under_a_number_within_what_is_said_again_is_a_fork(store: Store, at: int) -> None:
    other = body(at + 1, "somebody else")
    with replaying(store) as replay:
        replay.engine().apply(BODIES)
        done = again(replay, [*BODIES[:at], other, *BODIES[at + 1 :]])
        assert (done.known, done.accepted, done.forks) == (MANY - 1, 1, {LAPTOP})
        found = replay.picture()
    with replaying(store) as replay:
        replay.engine().apply([*BODIES, other])
        assert replay.picture() == found


def test_a_body_that_stands_here_as_a_stub_comes_back_within_what_is_said_again(store: Store) -> None:
    gone = {some("p", seq) for seq in (1_500, 1_501, 2_400)}
    with replaying(store) as replay:
        replay.engine().apply(BODIES)
        whole = replay.picture()
        replay.engine().strip(sorted(gone))
        assert replay.picture() != whole
        assert again(replay, BODIES).known == MANY
        assert replay.picture() == whole
        replay.engine().strip(sorted(gone))
        stripped = replay.picture()
        assert again(replay, [stub_of(one) if bodies_.decode(one)[8] in gone else one for one in BODIES]).known == MANY
        assert replay.picture() == stripped


def test_runs_in_another_order_than_they_came_are_found_again(store: Store, read: list[int]) -> None:
    order = [*BODIES[1_200:], *BODIES[:1_200]]
    with replaying(store) as replay:
        replay.engine().apply(order)
        read.clear()
        assert again(replay, BODIES).known == MANY
        assert sum(read) < 2 * applying.BATCH
