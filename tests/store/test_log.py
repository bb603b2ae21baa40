"""The log keeps every body byte for byte under its arrival number, however the blocks are packed."""

import random

import pytest

from caseworker_desktop.store.blocks import BLOCK_BODIES
from caseworker_desktop.store.log import SEQ_BITS, Stream, seq_of, stream_of


@pytest.fixture
def unit(office):
    """A unit of a workspace whose log has been emptied."""
    with office.store() as store, store.unit() as unit:
        for table in ("blk", "stream"):
            unit.connection.exec_driver_sql(f"DELETE FROM {table}")
        yield unit
        unit.leave()


def bodies(count, seed=1):
    chance = random.Random(seed)
    return [chance.randbytes(chance.randint(1, 200)) for _ in range(count)]


@pytest.mark.parametrize("sizes", [[1], [64], [65], [1, 1, 1], [200, 3, 64, 1, 1, 130], [63, 2, 63]])
def test_arrivals_count_on(unit, sizes):
    kept, after = [], bodies(sum(sizes))
    for size in sizes:
        part = after[len(kept) : len(kept) + size]
        assert unit.log.append(part) == len(kept) + 1
        kept += part
        assert unit.log.next_arrival() == len(kept) + 1
    assert list(unit.log.scan()) == list(enumerate(kept, 1))
    for a in (1, len(kept) // 2 or 1, len(kept)):
        assert unit.log.body(a) == kept[a - 1]
        assert list(unit.log.scan(a)) == list(enumerate(kept, 1))[a:]
    for missing in (0, -1, len(kept) + 1):
        with pytest.raises(KeyError):
            unit.log.body(missing)


@pytest.mark.parametrize("seed", range(6))
def test_packing_single_saves_keeps_arrivals(unit, seed):
    chance = random.Random(seed)
    kept = []
    for _ in range(chance.randint(2, 90)):
        part = bodies(chance.choice([1, 1, 1, 2, 40, 64, 100]), seed=len(kept))
        unit.log.append(part)
        kept += part
    count = "SELECT count(*) FROM blk"
    before = unit.connection.exec_driver_sql(count).scalar()
    joined = unit.log.pack_single_saves()
    assert unit.connection.exec_driver_sql(count).scalar() == before - joined
    assert list(unit.log.scan()) == list(enumerate(kept, 1))
    assert all(k <= BLOCK_BODIES for (k,) in unit.connection.exec_driver_sql("SELECT k FROM blk"))
    assert unit.log.pack_single_saves() == 0
    more = bodies(3, seed=99)
    assert unit.log.append(more) == len(kept) + 1
    assert [raw for _, raw in unit.log.scan(len(kept))] == more


def test_a_replaced_body_is_gone(unit):
    kept = bodies(130)
    unit.log.append(kept)
    unit.log.body(70)
    unit.log.replace_body(70, b"stub")
    assert unit.log.body(70) == b"stub"
    assert [raw for _, raw in unit.log.scan()] == [*kept[:69], b"stub", *kept[70:]]
    packed = b"".join(data for (data,) in unit.connection.exec_driver_sql("SELECT data FROM blk"))
    assert kept[69] not in packed


def test_many_blocks_are_read_though_few_are_held(unit):
    kept = bodies(64 * 70)
    unit.log.append(kept)
    for a in random.Random(1).sample(range(1, len(kept) + 1), 300):
        assert unit.log.body(a) == kept[a - 1]


def test_places():
    stream = Stream(3, bytes(16), 0, None, None)
    for seq in (1, 77, 2**SEQ_BITS - 1):
        assert (stream_of(stream.place(seq)), seq_of(stream.place(seq))) == (3, seq)


def test_streams_are_kept(unit):
    one = Stream(1, bytes(16), 0, b"d" * 16, 2, [[1, 3], [7, 7]], 3, b"c" * 32, dirty=True)
    other = Stream(2, bytes(16), 1, None, None, [[2, 2]], 0, dirty=True)
    unit.log.save_streams([one, other])
    assert unit.log.streams() == [one, other]
    one.ranges.append([9, 9])
    unit.log.save_streams([one])  # not dirty: not written
    assert unit.log.streams()[0].ranges == [[1, 3], [7, 7]]


def test_what_is_parked_is_parked_once(unit):
    assert unit.log.park(b"i" * 16, b"?", "not CBOR", b"b" * 32, 4, 9)
    assert not unit.log.park(b"i" * 16, b"?", "not CBOR", None, 5, 10)
    assert unit.log.parked() == [(b"i" * 16, b"?", "not CBOR", b"b" * 32, 4, 9)]
