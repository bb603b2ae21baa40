"""Boxes: members open them, others do not, and no byte or neighbour of a box can be changed unseen."""

from __future__ import annotations

import hashlib
import hmac
from typing import Any

import pytest
import zstandard
from hypothesis import given, settings, strategies as st
from nacl import bindings

from caseworker_desktop.vault import cbor, compartments
from caseworker_desktop.vault.compartments import Keyring, additional, new_compartment, open_box, seal_box, sealer, sealer_of, tag
from caseworker_desktop.vault.errors import VaultError
from caseworker_desktop.vault.staff import StaffKeys, from_hex, public_key

VALUES = {"text": "Kalbėjomės apie namus.", "answers/3": 2, "aims": ["a", None, True], "empty": None}
BOUND = additional(b"s" * 16, 7, "note", b"r" * 16, b"p" * 16, {"on": ["2026-05-04"], "level": ["role", [b"o" * 16]]})


def public_only(key: compartments.Compartment) -> compartments.Compartment:
    return compartments.Compartment(key.id, key.number, key.name, key.public)


def ring(*keys: compartments.Compartment) -> Keyring:
    return Keyring.of({(key.id, key.number): key.secret or b"" for key in keys})


def test_a_member_opens_what_a_member_wrote():
    key = new_compartment("role:U-PSY")
    box = seal_box(sealer(key), VALUES, BOUND)
    assert box[:2] == [key.id, 1]
    assert [len(box), len(box[2])] == [4, 24]
    assert open_box(box, ring(key), BOUND) == VALUES
    assert open_box(cbor.unpack(cbor.pack(box)), ring(key), BOUND) == VALUES


def test_a_deposit_opens_for_members_only():
    key = new_compartment("custody")
    box = seal_box(sealer(public_only(key)), VALUES, BOUND)
    assert len(box) == 5
    assert open_box(box, ring(key), BOUND) == VALUES
    assert open_box(box, ring(new_compartment("role:U-PSY")), BOUND) is None
    assert open_box(box, Keyring.of({(key.id, 2): key.secret or b""}), BOUND) is None


def test_the_box_by_its_description():
    """A second implementation of docs/formats/operation.md, from primitives only."""
    key = new_compartment("role:U-PSY")
    box = seal_box(sealer(key), VALUES, BOUND)
    box_key = hashlib.blake2b(b"", digest_size=32, key=key.secret or b"", person=b"byla-box").digest()
    plain = bindings.crypto_aead_xchacha20poly1305_ietf_decrypt(box[3], BOUND, box[2], box_key)
    assert cbor.unpack(zstandard.ZstdDecompressor().decompress(plain)) == VALUES
    tag_key = hashlib.blake2b(b"", digest_size=32, key=key.secret or b"", person=b"byla-tag").digest()
    wanted = hmac.new(tag_key, cbor.pack([b"r" * 16, "text", "x"]), hashlib.sha256).digest()[:16]
    assert tag(sealer(key), b"r" * 16, "text", "x") == wanted


def test_known_derivation():
    key = compartments.Compartment(b"c" * 16, 1, "custody", bindings.crypto_scalarmult_base(bytes(range(32))), bytes(range(32)))
    assert tag(sealer(key), bytes(16), "text", "labas").hex() == "cc78c39921e3ab7f4d06718ca49c02dd"


def test_equal_values_of_members_have_equal_tags_and_deposits_never():
    key = new_compartment("role:U-PSY")
    mine, other = sealer(key), sealer(key)
    assert tag(mine, b"r" * 16, "text", "x") == tag(other, b"r" * 16, "text", "x")
    assert len(tag(mine, b"r" * 16, "text", "x")) == 16
    asked = [(b"r" * 16, "text", "x"), (b"q" * 16, "text", "x"), (b"r" * 16, "tex", "tx"), (b"r" * 16, "text", "y")]
    different = {tag(mine, *parts) for parts in asked}
    assert len(different) == 4
    one, two = sealer(public_only(key)), sealer(public_only(key))
    assert len({tag(k, b"r" * 16, "text", "x") for k in (mine, one, two)}) == 3
    box = seal_box(one, VALUES, BOUND)
    found = sealer_of(box, ring(key))
    assert found is not None
    assert tag(found, b"r" * 16, "text", "x") == tag(one, b"r" * 16, "text", "x")


@pytest.mark.parametrize("deposit", [False, True])
def test_every_changed_byte_is_noticed(deposit: bool):
    key = new_compartment("role:U-PSY")
    box = seal_box(sealer(public_only(key) if deposit else key), VALUES, BOUND)
    for item in range(2, len(box)):
        for place in range(len(box[item])):
            broken = list(box)
            broken[item] = box[item][:place] + bytes([box[item][place] ^ 1]) + box[item][place + 1 :]
            with pytest.raises(VaultError):
                open_box(broken, ring(key), BOUND)
    for place in range(len(BOUND)):
        with pytest.raises(VaultError):
            open_box(box, ring(key), BOUND[:place] + bytes([BOUND[place] ^ 1]) + BOUND[place + 1 :])


def test_a_box_of_another_compartment_or_number_does_not_open():
    key, other = new_compartment("role:U-PSY"), new_compartment("role:U-SW")
    later = new_compartment("role:U-PSY", key.id, 2)
    box = seal_box(sealer(key), VALUES, BOUND)
    for moved in ([other.id, 1, *box[2:]], [key.id, 2, *box[2:]]):
        with pytest.raises(VaultError):
            open_box(moved, ring(key, other, later), BOUND)


MALFORMED: list[Any] = [
    None,
    {},
    [],
    [b"c" * 16, 1, bytes(24)],
    [b"c" * 15, 1, bytes(24), b""],
    [b"c" * 16, True, bytes(24), b""],
    [b"c" * 16, 0, bytes(24), b""],
    [b"c" * 16, 1, bytes(23), b""],
    [b"c" * 16, 1, bytes(24), "text"],
    [b"c" * 16, 1, bytes(24), b"", None],
    [b"c" * 16, 1, bytes(24), b"", b"", b""],
]


@pytest.mark.parametrize("box", MALFORMED)
def test_malformed_boxes_raise_even_without_a_key(box: Any):
    with pytest.raises(VaultError):
        open_box(box, Keyring.of({}), BOUND)


def test_short_ciphertexts_raise():
    key = new_compartment("role:U-PSY")
    for length in (0, 1, 15, 16):
        with pytest.raises(VaultError):
            open_box([key.id, 1, bytes(24), bytes(length)], ring(key), BOUND)
        with pytest.raises(VaultError):
            open_box([key.id, 1, bytes(24), bytes(40), bytes(length)], ring(key), BOUND)


@pytest.mark.parametrize(
    "plain",
    [
        b"",
        b"not zstd",
        zstandard.ZstdCompressor().compress(b"\xff"),
        zstandard.ZstdCompressor().compress(cbor.pack([1])),
        zstandard.ZstdCompressor().compress(cbor.pack({b"k": 1})),
        zstandard.ZstdCompressor().compress(cbor.pack({"a": 1})) + b"x",
        zstandard.ZstdCompressor().compress(bytes(2 * compartments.MAX_VALUES)),
        zstandard.ZstdCompressor(write_content_size=False).compress(bytes(2 * compartments.MAX_VALUES)),
    ],
)
def test_a_member_who_writes_nonsense_is_noticed(plain: bytes):
    key = new_compartment("role:U-PSY")
    cipher = bindings.crypto_aead_xchacha20poly1305_ietf_encrypt(plain, BOUND, bytes(24), sealer(key).box_key)
    with pytest.raises(VaultError):
        open_box([key.id, 1, bytes(24), cipher], ring(key), BOUND)


def test_wrapping():
    key, member, stranger = new_compartment("role:U-PSY"), StaffKeys.new(), StaffKeys.new()
    assert key.secret is not None
    wrapped = compartments.wrap(key.secret, member.public)
    assert len(wrapped) == 80
    assert compartments.unwrap(wrapped, member.secret) == key.secret
    keyring = Keyring.unlock(member.secret, [(key.id, 1, wrapped)])
    assert keyring == ring(key)
    assert keyring.secret(key.id, 2) is None
    assert keyring.with_(key.id, 2, b"n" * 32).secret(key.id, 2) == b"n" * 32
    assert repr(key.secret) not in repr(keyring) + repr(key) + repr(sealer(key))
    for broken in (wrapped[:-1], wrapped[:-1] + bytes([wrapped[-1] ^ 1]), b"", compartments.wrap(b"short", member.public)):
        with pytest.raises(VaultError):
            compartments.unwrap(broken, member.secret)
    with pytest.raises(VaultError):
        compartments.unwrap(wrapped, stranger.secret)


PLAIN = st.none() | st.booleans() | st.integers(-(2**53), 2**53) | st.text(max_size=20) | st.binary(max_size=20)


@settings(max_examples=25, deadline=None)
@given(
    st.dictionaries(st.text(max_size=8), PLAIN | st.lists(PLAIN, max_size=3) | st.dictionaries(st.text(max_size=4), PLAIN, max_size=3), max_size=5)
)
def test_any_values_come_back(values: dict[str, Any]):
    key = new_compartment("role:U-PSY")
    for recipient in (key, public_only(key)):
        assert open_box(seal_box(sealer(recipient), values, BOUND), ring(key), BOUND) == values


def test_the_bound_bytes_know_every_part():
    parts: list[tuple[Any, ...]] = [
        (b"s" * 16, 7, "note", b"r" * 16, None, {}),
        (b"t" * 16, 7, "note", b"r" * 16, None, {}),
        (b"s" * 16, 8, "note", b"r" * 16, None, {}),
        (b"s" * 16, 7, "nota", b"r" * 16, None, {}),
        (b"s" * 16, 7, "note", b"q" * 16, None, {}),
        (b"s" * 16, 7, "note", b"r" * 16, b"p" * 16, {}),
        (b"s" * 16, 7, "note", b"r" * 16, None, {"on": ["2026-01-01"]}),
        (b"s" * 16, 7, "note", b"r" * 16, None, {"on": ["2026-01-01", [b"o" * 16]]}),
    ]
    assert len({additional(*part) for part in parts}) == len(parts)
    one, other = ({"b": [1], "a": [2]}, {"a": [2], "b": [1]})
    assert additional(b"s" * 16, 1, "n", b"r" * 16, None, one) == additional(b"s" * 16, 1, "n", b"r" * 16, None, other)


@pytest.mark.parametrize("said", [None, "", "zz", "00" * 32, "01" + "00" * 31, "ab" * 31, "ab" * 33])
def test_what_another_device_says_is_a_key_may_be_none(said: str | None):
    assert public_key(said) is None


def test_a_key_that_another_device_says_is_taken():
    keys = StaffKeys.new()
    assert public_key(keys.public.hex()) == keys.public
    assert from_hex("zz") == b""
