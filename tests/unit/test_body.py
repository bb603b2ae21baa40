"""The bytes of an operation: what is read, what is parked, what a stub keeps."""

from __future__ import annotations

from hashlib import sha256
from typing import Any

import cbor2
import pytest
from hypothesis import given, strategies as st

from caseworker_desktop.kernel.operation import BODY_VERSION, MAX_CLOCK, MAX_SEQ
from caseworker_desktop.store.body import BODY_LIMIT, BadBody, body_id, chain_on, decode, encode, read_stub, stub

ID = st.binary(min_size=16, max_size=16)
VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text() | st.binary(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
    max_leaves=6,
)
ENTRIES = (
    st.tuples(VALUES).map(list)
    | st.tuples(VALUES, st.lists(ID, max_size=3)).map(list)
    | st.tuples(st.binary(min_size=16, max_size=16), st.lists(ID, max_size=2), st.just(1)).map(list)
)
BODIES = st.tuples(
    st.integers(BODY_VERSION, 3),
    ID,
    st.integers(1, MAX_SEQ),
    st.integers(1, 2**70),
    st.integers(-MAX_CLOCK, MAX_CLOCK),
    st.none() | ID,
    ID,
    st.text(min_size=1, max_size=64),
    ID,
    st.none() | ID,
    st.lists(ID, max_size=3),
    st.dictionaries(st.text(max_size=30), ENTRIES, max_size=4),
    st.dictionaries(st.text(max_size=5), VALUES, max_size=2),
).map(list)
GOOD: list[Any] = [1, b"s" * 16, 1, 1, 0, None, b"b" * 16, "person", b"r" * 16, None, [], {"name": ["x"]}, {}]


@given(BODIES, st.lists(VALUES, max_size=2))
def test_what_is_written_is_read(item: list[Any], later: list[Any]) -> None:
    """Items behind the thirteenth belong to a later version and are kept."""
    body = encode([*item, *later])
    assert decode(body) == [*item, *later]
    assert body_id(body) == sha256(body).digest()[:16]
    assert read_stub(body) is None
    assert encode(decode(body)) == body


@given(BODIES)
def test_a_stub_keeps_the_place_and_what_was_replaced_and_no_value(item: list[Any]) -> None:
    body = encode(item)
    told = read_stub(stub(item, body_id(body)))
    names = {name: entry[1] for name, entry in item[11].items() if len(entry) > 1}
    assert told == (item[1], item[2], body_id(body), item[8], names)


def test_no_word_stays_in_a_stub() -> None:
    item = [*GOOD[:11], {"name": ["Slaptas žodis", [b"a" * 16]]}, {"why": "Slaptas žodis", "box": b"Slaptas"}]
    assert b"Slaptas" not in stub(item, body_id(encode(item)))


@pytest.mark.parametrize(
    ("place", "value"),
    [
        (0, 0),
        (0, "1"),
        (0, True),
        (1, b"short"),
        (1, "s" * 16),
        (2, 0),
        (2, MAX_SEQ + 1),
        (2, 1.0),
        (3, 0),
        (3, -1),
        (3, "1"),
        (4, None),
        (4, 2**53),
        (4, -(2**53)),
        (5, b""),
        (6, None),
        (7, ""),
        (7, "k" * 65),
        (7, b"person"),
        (8, None),
        (8, b"r" * 15),
        (9, b"p"),
        (9, "p" * 16),
        (10, None),
        (10, [b"p"]),
        (10, ["p" * 16]),
        (11, []),
        (11, {1: ["x"]}),
        (11, {"name": "x"}),
        (11, {"name": []}),
        (11, {"name": ["x", "y"]}),
        (11, {"name": ["x", [b"y"]]}),
        (11, {"name": ["x", None]}),
        (11, {"name": [1.5]}),
        (11, {"name": [[{"a": [float("nan")]}]]}),
        (11, {"name": [{1: "x"}]}),
        (11, {"name": [cbor2.CBORTag(900, "x")]}),
        (11, {"name": [frozenset([1])]}),
        (11, {"name": [cbor2.undefined]}),
        (12, []),
        (12, None),
    ],
)
def test_what_has_another_form_is_parked(place: int, value: Any) -> None:
    with pytest.raises(BadBody):
        decode(cbor2.dumps([*GOOD[:place], value, *GOOD[place + 1 :]]))


@given(st.binary(max_size=80))
def test_any_bytes_are_read_or_parked(raw: bytes) -> None:
    for read in (decode, read_stub):
        try:
            read(raw)
        except BadBody:
            pass


@given(st.data())
def test_a_cut_or_changed_body_is_another_operation_or_none(data: st.DataObject) -> None:
    body = encode(GOOD)
    place = data.draw(st.integers(0, len(body) - 1))
    with pytest.raises(BadBody):
        decode(body[:place])
    changed = body[:place] + bytes([body[place] ^ data.draw(st.integers(1, 255))]) + body[place + 1 :]
    assert body_id(changed) != body_id(body)


def test_nothing_that_never_ends_or_is_too_long() -> None:
    deep: Any = "x"
    for _ in range(60):
        deep = [deep]
    with pytest.raises(BadBody):
        decode(cbor2.dumps([*GOOD[:11], {"name": [deep]}, {}]))
    within_itself = bytes.fromhex("d81c81d81d00")  # a list whose only element is the list itself
    whole = encode([*GOOD[:11], {"name": ["MARK"]}, {}]).replace(b"\x64MARK", within_itself)
    with pytest.raises(BadBody):
        decode(whole)
    with pytest.raises(BadBody):
        decode(encode([*GOOD[:11], {"name": ["x" * BODY_LIMIT]}, {}]))
    with pytest.raises(BadBody):
        decode(b"\x9f" + encode(GOOD)[1:] + b"\xff")  # of no stated length: not canonical


@pytest.mark.parametrize(
    "raw",
    [
        cbor2.dumps([0, b"s" * 16, 1, b"i" * 16, b"r" * 16]),
        cbor2.dumps([0, b"s", 1, b"i" * 16, b"r" * 16, {}]),
        cbor2.dumps([0, b"s" * 16, 0, b"i" * 16, b"r" * 16, {}]),
        cbor2.dumps([0, b"s" * 16, True, b"i" * 16, b"r" * 16, {}]),
        cbor2.dumps([0, b"s" * 16, 1, b"i" * 16, b"r" * 16, []]),
        cbor2.dumps([0, b"s" * 16, 1, b"i" * 16, b"r" * 16, {"name": [b"x"]}]),
        cbor2.dumps([0, b"s" * 16, 1, b"i" * 16, b"r" * 16, {1: []}]),
        b"\x86\x00\x50",
    ],
)
def test_a_broken_stub_is_parked(raw: bytes) -> None:
    """What begins like a stub is one or nothing; anything else is no operation either."""
    if raw.startswith(b"\x86\x00"):
        with pytest.raises(BadBody):
            read_stub(raw)
    with pytest.raises(BadBody):
        decode(raw)


def test_the_chain_binds_order_and_bytes() -> None:
    one, two = encode(GOOD), encode([*GOOD[:2], 2, *GOOD[3:]])
    start = b"\0" * 32
    assert chain_on(chain_on(start, one), two) != chain_on(chain_on(start, two), one)
    assert chain_on(start, one) == sha256(start + sha256(one).digest()).digest()
