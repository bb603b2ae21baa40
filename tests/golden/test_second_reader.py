"""The documents suffice: a reader written from them alone reads the golden bundle, and refuses what they say must be refused."""

from __future__ import annotations

import ast
import hashlib
import json
import random
from pathlib import Path
from typing import Any

import pyrage
import pytest

from tests.golden import second_reader
from tests.golden.second_reader import Bundle, Unreadable, open_protected, read

FOLDER = Path(__file__).parent / "bundle_v1"
WANTED: dict[str, Any] = json.loads((FOLDER / "expected.json").read_text(encoding="utf-8"))
FILE = (FOLDER / "bundle.byla").read_bytes()
HEAD = WANTED["header"]
ENROLLED = {bytes.fromhex(HEAD["sender"]): bytes.fromhex(HEAD["sender_public"])}
ADDRESSEE = bytes.fromhex(HEAD["addressee"])


def taken(identity: str = "identity") -> Bundle:
    return read(FILE, WANTED[identity], ENROLLED, ADDRESSEE)


def test_it_shares_nothing_with_the_program_and_is_short() -> None:
    source = Path(second_reader.__file__).read_text(encoding="utf-8")
    imported = {alias.name for node in ast.walk(ast.parse(source)) if isinstance(node, ast.Import) for alias in node.names}
    imported |= {node.module or "" for node in ast.walk(ast.parse(source)) if isinstance(node, ast.ImportFrom)}
    assert not any(name.startswith(("caseworker_desktop", "tests")) for name in imported)
    assert len(source.splitlines()) <= 200


@pytest.mark.parametrize("identity", ["identity", "recovery_identity"])
def test_everything_that_was_written_is_read(identity: str) -> None:
    bundle = taken(identity)
    assert [one.hex() for one in bundle.bodies] == WANTED["bodies"]
    assert [one.hex() for one in bundle.audit] == WANTED["audit"]
    whole = b"".join(data for _, _, data in sorted(bundle.pieces, key=lambda piece: piece[1]))
    assert hashlib.sha256(whole).hexdigest() == WANTED["attachment"]["sha256"] == bundle.pieces[0][0].hex()
    assert (bundle.header["number"], bundle.header["epoch"], bundle.header["schema"]) == (HEAD["number"], HEAD["epoch"], HEAD["schema"])
    assert {stream.hex(): [seq, chain.hex()] for stream, (seq, chain) in bundle.checkpoint.items()} == WANTED["checkpoint"]


def test_protected_values_open_with_their_key() -> None:
    bundle = taken()
    secret = bytes.fromhex(WANTED["compartments"]["role"][2])
    for place, values in WANTED["protected"].items():
        assert open_protected(bundle.bodies[int(place)], secret) == values


def test_another_key_another_device_and_a_stranger_are_told() -> None:
    with pytest.raises(Unreadable):
        read(FILE, str(pyrage.x25519.Identity.generate()), ENROLLED, ADDRESSEE)
    with pytest.raises(Unreadable):
        read(FILE, WANTED["identity"], {}, ADDRESSEE)
    with pytest.raises(Unreadable):
        read(FILE, WANTED["identity"], ENROLLED, bytes(16))


def test_no_damage_is_taken_for_a_bundle() -> None:
    chance = random.Random(20261124)
    places = sorted(chance.sample(range(len(FILE)), 150))
    for place in places:
        changed = bytearray(FILE)
        changed[place] ^= 1 << chance.randrange(8)
        with pytest.raises(Unreadable):
            if read(bytes(changed), WANTED["identity"], ENROLLED, ADDRESSEE).bodies == taken().bodies:
                raise Unreadable("a stanza of somebody else: nothing that is read was changed")
        with pytest.raises(Unreadable):
            read(FILE[:place], WANTED["identity"], ENROLLED, ADDRESSEE)
