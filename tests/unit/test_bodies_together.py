"""Bodies read together say what each says alone, whatever stands among them."""

from __future__ import annotations

import cbor2
from hypothesis import example, given, strategies as st

from caseworker_desktop.store import body as bodies

ID = b"i" * 16


def operation(fields: dict[str, object], seq: int = 1, more: dict[str, object] | None = None) -> bytes:
    return bodies.encode([1, ID, seq, 1, 0, None, ID, "note", ID, None, [], {name: [value] for name, value in fields.items()}, more or {}])


GOOD = operation({"text": "Ąžuolas", "minutes": 45})
STUB = bodies.stub(bodies.decode(GOOD), bodies.body_id(GOOD))
SHARED, REFERRING = b"\xd8\x1c" + GOOD, GOOD[:-1] + b"\xa1\x61x\xd8\x1d\x00"  # a tag that marks a value, and one that points to the first marked
NAMESPACE, SHORT = b"\xd9\x01\x00" + GOOD, GOOD[:-1] + b"\xa1\x61x\xd8\x19\x00"  # the same for texts
SWALLOWS = b"\x8e" + GOOD[1:]  # an array of one item more, which would eat what stands behind it
BODIES = st.one_of(
    st.sampled_from(
        [
            GOOD,
            STUB,
            STUB[:-1],
            b"",
            b"\xf6",
            GOOD[:-1],
            GOOD + GOOD,
            GOOD + b"\x5f",
            b"\xff" + GOOD,
            SHARED,
            REFERRING,
            NAMESPACE,
            SHORT,
            SWALLOWS,
            GOOD + b"\xd9\xd9\xf7",
            b"\x9f" + GOOD[1:] + b"\xff",
            b"\x81" * 40 + b"\x00",
            b"\x5b" + b"\x7f" * 8,
            GOOD[:-1] + b"\xfb" + bytes(8),
        ]
    ),
    st.binary(max_size=40),
    st.builds(
        operation, st.dictionaries(st.text(max_size=5), st.recursive(st.none() | st.integers() | st.text() | st.binary(), st.lists, max_leaves=4))
    ),
    st.builds(lambda value: cbor2.dumps(value), st.recursive(st.none() | st.integers() | st.floats() | st.text(), st.lists, max_leaves=8)),
)


def alone(raw: bytes) -> object:
    try:
        return bodies.read_stub(raw) or bodies.decode(raw)
    except bodies.BadBody as reason:
        return str(reason)


@given(st.lists(BODIES, max_size=12))
@example([SHARED, REFERRING])
@example([NAMESPACE, SHORT])
@example([SWALLOWS, GOOD, GOOD + GOOD])
@example([GOOD, GOOD + b"\x5f", b"\xff" + GOOD, GOOD])
def test_as_alone(raws: list[bytes]) -> None:
    together = bodies.read_all(raws)
    assert [str(one) if isinstance(one, bodies.BadBody) else one for one in together] == [alone(raw) for raw in raws]


def test_more_than_is_read_in_one_go() -> None:
    large = operation({"text": "ė" * 200_000})
    raws = [large, GOOD, large, large, operation({"text": "x" * bodies.BODY_LIMIT}), STUB, large]
    told = bodies.read_all(raws)
    assert [type(one) for one in told] == [list, list, list, list, bodies.BadBody, bodies.Stub, list]
