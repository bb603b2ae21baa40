"""Device and staff keys: known answers of Ed25519 and age's Bech32, and what must not verify."""

from __future__ import annotations

from nacl.public import PrivateKey
from pyrage import x25519

from caseworker_desktop.vault import agekeys, cbor
from caseworker_desktop.vault.device import DeviceKeys, verify
from caseworker_desktop.vault.staff import StaffKeys


def test_rfc_8032_test_2():
    keys = DeviceKeys(
        bytes.fromhex("4ccd089b28ff96da9db6c346ec114e0f5b8a319f35aba624da8cf6ed4fb8a6fb"),
        bytes.fromhex("3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c"),
        "",
        "",
    )
    signature = keys.sign(b"\x72")
    assert signature.hex() == (
        "92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00"
    )
    assert verify(keys.signing_public, b"\x72", signature)


def test_what_does_not_verify():
    keys, other = DeviceKeys.new(), DeviceKeys.new()
    signature = keys.sign(b"data")
    assert verify(keys.signing_public, b"data", signature)
    assert not verify(other.signing_public, b"data", signature)
    assert not verify(keys.signing_public, b"date", signature)
    assert not verify(keys.signing_public[:31], b"data", signature)
    assert not verify(keys.signing_public, b"data", signature[:63])
    assert not verify(keys.signing_public, b"data", b"")
    for place in range(64):
        assert not verify(keys.signing_public, b"data", signature[:place] + bytes([signature[place] ^ 4]) + signature[place + 1 :])


def test_secrets_are_not_printed():
    keys, staff = DeviceKeys.new(), StaffKeys.new()
    assert keys.age_secret not in repr(keys)
    assert repr(keys.signing_secret) not in repr(keys)
    assert repr(staff.secret) not in repr(staff)


def test_age_texts_are_age_s_own():
    secret = bytes(range(32))
    identity = x25519.Identity.from_str(agekeys.identity_text(secret))
    assert str(identity) == agekeys.identity_text(secret)
    assert str(identity.to_public()) == agekeys.recipient_of(secret) == agekeys.recipient_text(bytes(PrivateKey(secret).public_key))
    for _ in range(5):
        pair = StaffKeys.new()
        assert str(x25519.Identity.from_str(agekeys.identity_text(pair.secret)).to_public()) == agekeys.recipient_text(pair.public)


def test_staff_pair_of_a_secret():
    pair = StaffKeys.new()
    assert StaffKeys.of(pair.secret) == pair


def test_cbor_takes_only_what_was_asked_for():
    value = {"a": [1, -1, None, True, b"x", "ž"], "b": {b"k" * 16: [[1, 2]]}}
    assert cbor.unpack(cbor.pack(value)) == value
    assert cbor.pack({"bb": 1, "a": 2}).hex() == "a26161026262 6201".replace(" ", "")
    refused = [
        "0000",  # bytes after the item
        "c074323031332d30332d32315432303a30343a30305a",  # a date
        "d81c80",  # a shared reference
        "c249010000000000000000",  # a big number
        "fb3ff0000000000000",  # a float
        "f7",  # undefined
        "9fff",  # indefinite
        "a2616101616102",  # a key twice
        "a10102",  # a key that is a number
        "d9270f01",  # a tag nobody knows
        "81" * 100 + "00",  # too deep
        "5b00000fffffffffff",  # longer than the file
        "62c328",  # not UTF-8
        "",
    ]
    for text in refused:
        try:
            cbor.unpack(bytes.fromhex(text))
        except ValueError:
            continue
        raise AssertionError(text)
