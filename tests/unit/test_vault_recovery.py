"""Printed keys: read back from paper in every handwriting, with typing errors found where they are."""

from __future__ import annotations

import pytest
from hypothesis import given, settings, strategies as st

from caseworker_desktop.kernel.errors import Refused
from caseworker_desktop.vault import recovery


def test_known_answer():
    assert recovery._print(bytes(range(20))) == "000GV-40R4E-0M30C-E209Z-185GS-R38ED-1W81H-24GKV"
    assert recovery.parse("000GV-40R4E-0M30C-E209Z-185GS-R38ED-1W81H-24GKV") == bytes(range(20))


def test_a_fresh_key_is_eight_groups_of_five():
    key = recovery.new_recovery_key()
    assert [len(group) for group in key.split("-")] == [5] * 8
    assert len(recovery.parse(key)) == 20
    assert recovery.new_recovery_key() != key


def test_written_by_hand():
    key = recovery._print(bytes(20))
    assert set(key.replace("-", "")) <= set(recovery.ALPHABET)
    typed = key.lower().replace("-", "  ").replace("0", "o").replace("1", "l")
    assert recovery.parse(typed) == bytes(20)
    assert recovery.parse(key.replace("-", "–").replace("0", "O").replace("1", "I")) == bytes(20)


@settings(max_examples=40, deadline=None)
@given(st.binary(min_size=20, max_size=20), st.integers(0, 39), st.sampled_from(recovery.ALPHABET))
def test_any_one_wrong_character_is_found_in_its_group(raw: bytes, place: int, character: str):
    groups = recovery._print(raw).split("-")
    group = groups[place // 5]
    if group[place % 5] == character:
        return
    groups[place // 5] = group[: place % 5] + character + group[place % 5 + 1 :]
    with pytest.raises(Refused) as refused:
        recovery.parse("-".join(groups))
    assert refused.value.message.params == {"number": place // 5 + 1}


@settings(max_examples=20, deadline=None)
@given(st.binary(min_size=20, max_size=20), st.integers(0, 7), st.integers(0, 7))
def test_groups_in_another_order_are_found(raw: bytes, one: int, other: int):
    groups = recovery._print(raw).split("-")
    if one == other:
        return
    groups[one], groups[other] = groups[other], groups[one]
    with pytest.raises(Refused):
        recovery.parse("-".join(groups))


@pytest.mark.parametrize("text", ["", "ABCDE", "U" * 40, "é" * 40, "0" * 41, "0" * 10_000])
def test_what_is_no_key(text: str):
    with pytest.raises(Refused):
        recovery.parse(text)


@settings(max_examples=20, deadline=None)
@given(st.binary(min_size=32, max_size=32))
def test_two_halves_make_the_secret_in_any_order(secret: bytes):
    first, second = recovery.split_custody(secret)
    assert recovery.join_custody(first, second) == recovery.join_custody(second.lower(), first.lower()) == secret
    assert len(first.split("-")) == 14


def test_halves_that_do_not_belong_together():
    first, second = recovery.split_custody(b"a" * 32)
    other = recovery.split_custody(b"b" * 32)
    again = recovery.split_custody(b"a" * 32)
    for pair in ((first, first), (first, other[1]), (other[0], second), (first, again[1])):
        with pytest.raises(Refused) as refused:
            recovery.join_custody(*pair)
        assert refused.value.message.key == "vault.halves_apart"
    with pytest.raises(Refused):
        recovery.join_custody(first, second[:-6])


def test_a_half_says_nothing():
    """The same secret gives fresh halves each time: none is a function of it."""
    assert recovery.split_custody(b"a" * 32)[0] != recovery.split_custody(b"a" * 32)[0]
    assert recovery.split_custody(b"a" * 32)[1] != recovery.split_custody(b"a" * 32)[1]
