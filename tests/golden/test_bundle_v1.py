"""The first bundle that left the house: every later version must read it. The files are never made again."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path
from typing import Any

import cbor2
import pytest

from caseworker_desktop.bundle.model import Header, Opened
from caseworker_desktop.bundle.reader import authenticate, read_bundle
from caseworker_desktop.bundle.stick import stage
from caseworker_desktop.vault.compartments import Keyring, additional, open_box, sealer_of, tag
from tests.bundle_samples import Gathered

FOLDER = Path(__file__).parent / "bundle_v1"
WANTED: dict[str, Any] = json.loads((FOLDER / "expected.json").read_text(encoding="utf-8"))


def trust(head: Header) -> bytes | None:
    return head.sender_public


def opened(identity: str) -> Opened:
    return authenticate(FOLDER / "bundle.byla", [WANTED[identity]], trust, addressee=bytes.fromhex(WANTED["header"]["addressee"]))


def test_the_file_is_the_one_that_was_written(tmp_path: Path):
    assert stage(FOLDER / "bundle.byla", tmp_path).sha256 == WANTED["sha256"]


@pytest.mark.parametrize("identity", ["identity", "recovery_identity"])
def test_header_and_checkpoint(identity: str):
    found = opened(identity)
    head, wanted = found.header, WANTED["header"]
    for name in ("sender", "sender_public", "addressee", "previous"):
        assert getattr(head, name).hex() == wanted[name]
    for name in ("number", "created_at", "epoch", "schema", "more"):
        assert getattr(head, name) == wanted[name]
    assert [[run.stream.hex(), run.first, run.last] for run in head.runs] == wanted["runs"]
    for name in ("acknowledgements", "safe", "wanted"):
        assert {stream.hex(): [list(pair) for pair in ranges] for stream, ranges in getattr(head, name).items()} == wanted[name]
    assert [digest.hex() for digest in head.wanted_digests] == wanted["wanted_digests"]
    assert [head.counts.operations, head.counts.records, head.counts.persons] == wanted["counts"]
    assert {stream.hex(): [mark.seq, mark.chain.hex()] for stream, mark in found.checkpoint.items()} == WANTED["checkpoint"]


@pytest.fixture(scope="module")
def taken() -> Gathered:
    taker = Gathered()
    read_bundle(FOLDER / "bundle.byla", [WANTED["identity"]], opened("identity"), taker)
    return taker


def test_operations_audit_and_attachment(taken: Gathered):
    assert [body.hex() for body in taken.taken] == WANTED["bodies"]
    assert [line.hex() for line in taken.lines] == WANTED["audit"]
    assert len(taken.pieces) == WANTED["attachment"]["pieces"]
    whole = b"".join(piece.data for piece in taken.pieces)
    assert len(whole) == WANTED["attachment"]["bytes"]
    assert hashlib.sha256(whole).hexdigest() == WANTED["attachment"]["sha256"]
    assert {piece.sha256.hex() for piece in taken.pieces} == {WANTED["attachment"]["sha256"]}
    assert [piece.offset for piece in taken.pieces] == [0, 50_000]


def test_the_chain_of_the_stream_ends_at_the_checkpoint(taken: Gathered):
    chain, last = bytes(32), 0
    for body in taken.taken:
        if cbor2.loads(body)[0] == 1:
            chain = hashlib.sha256(chain + hashlib.sha256(body).digest()).digest()
            last = cbor2.loads(body)[2]
    assert list(WANTED["checkpoint"].values()) == [[last, chain.hex()]]


def keyring(*names: str) -> Keyring:
    keys = [WANTED["compartments"][name] for name in names]
    return Keyring.of({(bytes.fromhex(key[0]), key[1]): bytes.fromhex(key[2]) for key in keys})


def test_protected_values_open_for_their_readers(taken: Gathered):
    for place, values in WANTED["protected"].items():
        _, stream, seq, _, _, _, _, kind, record, subject, _, fields, more = cbor2.loads(taken.taken[int(place)])
        bound = additional(stream, seq, kind, record, subject, {name: entry for name, entry in fields.items() if len(entry) < 3})
        assert open_box(more["box"], keyring("role"), bound) == values
        assert open_box(more["box"], keyring("figures"), bound) is None
        keys = sealer_of(more["box"], keyring("role"))
        assert keys is not None
        for name, value in values.items():
            assert fields[name] == [tag(keys, record, name, value), [], 1]
        for box in more.get("also", []):
            assert open_box(box, keyring("figures"), bound) == WANTED["figures"][place]
