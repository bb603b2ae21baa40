"""Blocks give back the bodies byte for byte, name their dictionary, and are refused when they are broken."""

from concurrent.futures import ThreadPoolExecutor
from random import Random

import pytest
import zstandard
from hypothesis import given, strategies as st

from caseworker_desktop.store.blocks import BLOCK_BODIES, Packer

bodies = st.lists(st.binary(max_size=300), max_size=BLOCK_BODIES)
WORDS = [f"konsultacija {n} namai darbas {n % 7} šeima".encode() for n in range(400)]


@pytest.fixture(scope="module")
def dictionary():
    return zstandard.train_dictionary(2048, WORDS).as_bytes()


@given(bodies)
def test_what_goes_in_comes_out(packed):
    packer = Packer({})
    assert packer.unpack(packer.pack(packed)) == packed


def test_a_dictionary_makes_blocks_smaller_and_is_named(dictionary):
    plain, trained = Packer({}), Packer({1: dictionary})
    block = trained.pack(WORDS[:8])
    assert block[0] == 1
    assert len(block) < len(plain.pack(WORDS[:8]))
    assert trained.unpack(block) == WORDS[:8]


def test_a_newer_dictionary_reads_the_older_ones(dictionary):
    second = zstandard.train_dictionary(2048, [word[::-1] for word in WORDS]).as_bytes()
    both = Packer({1: dictionary, 2: second})
    for block in (Packer({}).pack(WORDS[:5]), Packer({1: dictionary}).pack(WORDS[:5])):
        assert both.unpack(block) == WORDS[:5]
    assert both.pack(WORDS[:5])[0] == 2


def test_a_dictionary_that_is_not_here(dictionary):
    with pytest.raises(ValueError, match="dictionary 1"):
        Packer({}).unpack(Packer({1: dictionary}).pack(WORDS[:5]))


@given(bodies.filter(len), st.data())
def test_a_broken_block_is_a_value_error(packed, data):
    packer = Packer({})
    block = packer.pack(packed)
    cut = data.draw(st.integers(1, len(block) - 1))
    with pytest.raises(ValueError):
        packer.unpack(block[:cut])


def test_lengths_that_do_not_add_up():
    joined = (5).to_bytes(4, "big") + b"abc"
    with pytest.raises(ValueError, match="lengths"):
        Packer({}).unpack(b"\0" + zstandard.ZstdCompressor().compress(joined))


def test_threads_pack_and_unpack_at_once(dictionary):
    """The window asks while work beside it reads: with one state for both, the program ended (or a block was read wrong)."""
    packer = Packer({1: dictionary})
    blocks = [[bytes([at]) * 200_000, Random(at).randbytes(50_000)] for at in range(8)]
    packed = [packer.pack(one) for one in blocks]

    def turns(at):
        return all(packer.unpack(packed[at]) == blocks[at] and packer.pack(blocks[at]) == packed[at] for _ in range(60))

    with ThreadPoolExecutor(8) as threads:
        assert all(threads.map(turns, range(8)))
