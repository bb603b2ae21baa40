"""Header and trailer: every value comes back, unknown keys are kept, wrong forms are refused."""

from __future__ import annotations

import dataclasses
from typing import Any

import cbor2
import pytest

from caseworker_desktop.bundle import manifest
from caseworker_desktop.bundle.errors import DamagedBundle, TooNew
from caseworker_desktop.bundle.model import Counts, Header, Mark, Run
from caseworker_desktop.vault.device import DeviceKeys, verify
from tests.bundle_samples import LAPTOP, OFFICE, STREAM, hand_header

KEYS = DeviceKeys.new()
FULL = Header(
    sender=LAPTOP,
    sender_public=KEYS.signing_public,
    addressee=OFFICE,
    number=12,
    created_at=1790000000123,
    epoch=2,
    runs=(Run(STREAM, 5, 9), Run(b"t" * 16, 1, 1)),
    previous=b"p" * 32,
    acknowledgements={STREAM: ((1, 4), (6, 9))},
    safe={STREAM: ((1, 4),)},
    wanted={STREAM: ((5, 5),)},
    wanted_digests=(b"d" * 32,),
    counts=Counts(6, 3, 2),
    schema="2026.1",
    welcome={"office": "ąžuolas", "keys": [b"k", None]},
    scope={"persons": [b"x" * 16]},
    more={"later": {"a": [1, 2]}},
)


def test_every_value_comes_back():
    assert manifest.unpack_header(manifest.pack_header(FULL)) == FULL
    bare = Header(LAPTOP, KEYS.signing_public, OFFICE, 1, 0)
    assert manifest.unpack_header(manifest.pack_header(bare)) == bare


def test_the_header_by_its_description():
    content = cbor2.loads(
        manifest.pack_header(Header(LAPTOP, KEYS.signing_public, OFFICE, 1, 1790000000000, schema="2026.1", counts=Counts(0, 0, 1)))
    )
    assert content == hand_header(KEYS, 0)


def test_unknown_keys_are_kept_and_cannot_replace_known_ones():
    content = hand_header(KEYS, 0, novelty=[1, {"x": b"y"}])
    found = manifest.unpack_header(cbor2.dumps(content, canonical=True))
    assert found.more == {"novelty": [1, {"x": b"y"}]}
    forged = dataclasses.replace(found, more={"number": 99})
    assert manifest.unpack_header(manifest.pack_header(forged)).number == found.number


@pytest.mark.parametrize("name", ["sender", "sender_public", "addressee", "number", "created_at", "epoch", "streams", "previous", "acknowledgements",
                                  "safe", "wanted", "counts", "schema", "format"])  # fmt: skip
def test_no_key_may_be_missing(name: str):
    with pytest.raises(DamagedBundle):
        manifest.unpack_header(cbor2.dumps(hand_header(KEYS, 0, **{name: ...})))


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("sender", b"short"), ("sender", "x" * 16), ("sender_public", bytes(31)), ("addressee", None), ("number", -1), ("number", True),
        ("number", 2**53), ("number", "1"), ("created_at", 1.5), ("epoch", None), ("streams", {}), ("streams", [[STREAM, 1]]),
        ("streams", [[STREAM, 2, 1]]), ("streams", [[STREAM, 0, 1]]), ("streams", [["stream", 1, 1]]), ("previous", bytes(20)),
        ("acknowledgements", []), ("acknowledgements", {"text": []}), ("acknowledgements", {b"short": []}), ("acknowledgements", {STREAM: [[2, 1]]}),
        ("acknowledgements", {STREAM: [[0, 1]]}), ("acknowledgements", {STREAM: [[1, 2], [3, 4]]}), ("acknowledgements", {STREAM: [[5, 6], [1, 2]]}),
        ("safe", {STREAM: [1]}), ("wanted", {"ranges": {}}), ("wanted", {"ranges": {}, "digests": [b"x"]}), ("counts", {"operations": 1}),
        ("counts", {"operations": -1, "records": 0, "persons": 0}), ("schema", 3), ("welcome", []), ("scope", 5), ("format", None), ("format", "1"),
    ],
)  # fmt: skip
def test_wrong_forms_are_damage(name: str, value: Any):
    with pytest.raises(DamagedBundle):
        manifest.unpack_header(cbor2.dumps(hand_header(KEYS, 0, **{name: value})))


def test_a_later_container_is_told_apart():
    for container in (0, 2, 700):
        with pytest.raises(TooNew) as error:
            manifest.unpack_header(cbor2.dumps({"format": container, "nothing": "else"}))
        assert error.value.message.key == "bundle.too_new"


@pytest.mark.parametrize("payload", [b"", b"\xff", b"\xa0", b"\x80", b"\xa1\x61a", cbor2.dumps({"format": 1}) + b"x", b"\xa1\x01\x02"])
def test_no_map(payload: bytes):
    with pytest.raises(DamagedBundle):
        manifest.unpack_header(payload)


def test_the_writer_refuses_a_wrong_or_endless_header():
    with pytest.raises(DamagedBundle):
        manifest.pack_header(dataclasses.replace(FULL, sender=b"short"))
    with pytest.raises(ValueError, match="too long"):
        manifest.pack_header(dataclasses.replace(FULL, scope={"persons": [bytes(16)] * 70_000}))


def test_the_trailer_is_signed():
    marks = {STREAM: Mark(9, b"c" * 32)}
    payload = manifest.pack_trailer(b"d" * 32, marks, KEYS.sign)
    digest, checkpoint, signed, signature = manifest.unpack_trailer(payload)
    assert (digest, checkpoint) == (b"d" * 32, marks)
    assert signed == b"byla bundle 1\n" + b"d" * 32 + cbor2.dumps({STREAM: [9, b"c" * 32]})
    assert verify(KEYS.signing_public, signed, signature)
    for place in range(len(payload)):
        broken = payload[:place] + bytes([payload[place] ^ 1]) + payload[place + 1 :]
        try:
            digest, _, signed, signature = manifest.unpack_trailer(broken)
        except DamagedBundle:
            continue
        assert digest != b"d" * 32 or not verify(KEYS.signing_public, signed, signature)


@pytest.mark.parametrize(
    "value",
    [[], {}, 1, [b"d" * 31, {}, bytes(64)], [b"d" * 32, [], bytes(64)], [b"d" * 32, {}, bytes(63)], [b"d" * 32, {"s": [1, bytes(32)]}, bytes(64)],
     [b"d" * 32, {STREAM: [1, bytes(31)]}, bytes(64)], [b"d" * 32, {STREAM: [-1, bytes(32)]}, bytes(64)], [b"d" * 32, {STREAM: [1]}, bytes(64)],
     [b"d" * 32, {}, bytes(64), 1]],
)  # fmt: skip
def test_malformed_trailers(value: Any):
    with pytest.raises(DamagedBundle):
        manifest.unpack_trailer(cbor2.dumps(value))


def test_a_trailer_has_a_greatest_length():
    with pytest.raises(ValueError, match="too long"):
        manifest.pack_trailer(b"d" * 32, {number.to_bytes(16, "big"): Mark(1, bytes(32)) for number in range(2000)}, KEYS.sign)
