"""An enrolled laptop that lies: what it says is sealed to the office and signed as it should be, and anything else in it is wrong.

Every bundle is taken or refused with a sentence; nobody's records but its own can suffer, and the office stays well.
"""

from __future__ import annotations

import hashlib
import os
from dataclasses import dataclass
from pathlib import Path
from random import Random
from typing import Any

import cbor2
import pyrage
import pytest
import zstandard

from caseworker_desktop.bundle.manifest import SIGNED
from caseworker_desktop.kernel import ids
from caseworker_desktop.kernel.errors import CaseworkerError
from caseworker_desktop.kernel.progress import Silent
from caseworker_desktop.settings import Settings
from caseworker_desktop.usecases.founding import device_keys
from caseworker_desktop.usecases.heading import MOST_NAMED
from caseworker_desktop.vault.device import DeviceKeys
from tests.bundle_samples import hand_frame, hand_padded
from tests.fuzz.mutating import bytes_changed, packed, value_changed
from tests.soak.fleet import Fleet

BUNDLES, SOAK_BUNDLES = 150, 20_000


@dataclass(frozen=True)
class Liar:
    """A laptop's keys and one honest bundle of it, taken apart: the header's map, the bodies' items, audit lines."""

    fleet: Fleet
    keys: DeviceKeys
    office_key: str
    header: dict[str, Any]
    items: tuple[list[Any], ...]
    lines: tuple[list[Any], ...]

    def bundle(self, chance: Random) -> bytes:
        """Return the sealed bytes of one more bundle."""
        header = dict(self.header, number=chance.randrange(1, 50))
        items = [list(one) for one in chance.sample(self.items, min(len(self.items), chance.randint(1, 12)))]
        lies = chance.randrange(1, 32)
        if lies & 1 and chance.random() < 0.6:
            header = value_changed(header, chance)
            if isinstance(header, dict) and chance.random() < 0.8:  # enough of it is right to come further
                header |= {name: self.header[name] for name in ("format", "sender", "sender_public", "addressee")}
        bodies = [packed(value_changed(one, chance) if lies & 2 and chance.random() < 0.5 else one, chance) for one in items]
        if lies & 4:
            bodies = [bytes_changed(one, chance) if chance.random() < 0.3 else one for one in bodies]
        if isinstance(header, dict) and isinstance(header.get("counts"), dict) and chance.random() < 0.8:
            header["counts"] = {**header["counts"], "operations": len(bodies)}
        batch = zstandard.compress(cbor2.dumps(bodies))
        lines = [packed(value_changed(one, chance), chance) for one in self.lines]
        audit = zstandard.compress(cbor2.dumps(lines))
        piece = packed(value_changed([hashlib.sha256(b"abc").digest(), 0, b"abc"], chance), chance)
        if lies & 8 and chance.random() < 0.3:
            batch = bytes_changed(batch, chance)
        frames = [hand_frame("H", packed(header, chance)), hand_frame("S", batch)]
        frames += [hand_frame("U", audit)] if lines else []
        frames += [hand_frame("A", piece)] if lies & 16 and chance.random() < 0.4 else []
        if chance.random() < 0.1:
            frames.insert(chance.randrange(1, len(frames) + 1), hand_frame(chance.choice("QXHSAUTP"), b"\0" * chance.randrange(30)))
        before = b"".join(frames)
        marks: Any = {} if chance.random() < 0.7 else value_changed({b"s" * 16: [3, b"c" * 32]}, chance)
        digest = hashlib.sha256(before).digest()
        try:
            signature = self.keys.sign(SIGNED + digest + cbor2.dumps(marks, canonical=True))
            trailer = cbor2.dumps([digest, marks, signature], canonical=True)
        except (cbor2.CBOREncodeError, TypeError):
            trailer = b"\xf6"
        plain = hand_padded(before + hand_frame("T", trailer))
        return bytes(pyrage.encrypt(plain, [pyrage.x25519.Recipient.from_str(self.office_key)]))


@pytest.fixture(scope="module")
def liar(tmp_path_factory: pytest.TempPathFactory, lasting_settings: Settings) -> Liar:
    fleet = Fleet(tmp_path_factory.mktemp("fleet"), lasting_settings, 2, Random(1))
    for one in fleet.laptops:
        fleet.work(one, 2, 4)
    fleet.take(fleet.office, fleet.export(fleet.laptops[1], "office"))
    file = fleet.export(fleet.laptops[0], "office")
    with fleet.desk(fleet.office) as desk, desk.exchange._store.reading() as reading:
        keys = device_keys(reading.local.key)
    plain = pyrage.decrypt(file.read_bytes(), [pyrage.x25519.Identity.from_str(keys.age_secret)])
    frames, at = [], 0
    while at < len(plain):
        length = int.from_bytes(plain[at + 1 : at + 5], "big")
        frames.append((chr(plain[at]), plain[at + 5 : at + 5 + length]))
        at += 5 + length
    told = {letter: [cbor2.loads(body) for payload_letter, payload in frames if payload_letter == letter
                     for body in cbor2.loads(zstandard.decompress(payload))] for letter in "SU"}  # fmt: skip
    with fleet.desk(fleet.laptops[0]) as desk, desk.exchange._store.reading() as reading:
        own = device_keys(reading.local.key)
    return Liar(fleet, own, keys.age_public, cbor2.loads(frames[0][1]), tuple(told["S"]), tuple(told["U"]))


def lie(liar: Liar, folder: Path, seed: int, bundles: int) -> None:
    fleet, chance = liar.fleet, Random(seed)
    print(f"seed {seed}")
    honest = fleet.held(fleet.office)
    told = {"taken": 0, "refused": 0}
    with fleet.desk(fleet.office) as desk:
        for number in range(bundles):
            file = folder / f"{number:08x}.byla"
            file.write_bytes(liar.bundle(chance))
            try:
                desk.receiving.import_file(file, Silent())
                told["taken"] += 1
            except CaseworkerError:
                told["refused"] += 1
            file.unlink()
        list(desk.dumping.lines())
        desk.exchange.status()
        desk.inbox.conflicts()
        for laptop in fleet.laptops:
            desk.exchange.export(laptop.name, folder, Silent())
    print(told)
    assert min(told.values()) > bundles // 8
    assert honest <= fleet.held(fleet.office)
    with fleet.desk(fleet.office) as desk:
        assert [check.name for check in desk.doctor.examine(Silent(), full=True) if not check.ok] == []


def test_lies(liar: Liar, tmp_path: Path) -> None:
    lie(liar, tmp_path, 1, BUNDLES)


@pytest.mark.soak
def test_lies_soak(liar: Liar, tmp_path: Path) -> None:
    lie(liar, tmp_path, int(os.environ.get("SEED", 2)), SOAK_BUNDLES)


def sealed(liar: Liar, folder: Path, header: dict[str, Any], bodies: list[bytes]) -> Path:
    """Return the file of a bundle that is whole and signed."""
    header = {**header, "counts": {**liar.header["counts"], "operations": len(bodies)}}
    before = hand_frame("H", cbor2.dumps(header, canonical=True)) + hand_frame("S", zstandard.compress(cbor2.dumps(bodies)))
    digest = hashlib.sha256(before).digest()
    signature = liar.keys.sign(SIGNED + digest + cbor2.dumps({}, canonical=True))
    plain = hand_padded(before + hand_frame("T", cbor2.dumps([digest, {}, signature], canonical=True)))
    file = folder / "0a0b0c0d.byla"
    file.write_bytes(pyrage.encrypt(plain, [pyrage.x25519.Recipient.from_str(liar.office_key)]))
    return file


def test_the_honest_bundle_in_the_same_form_is_taken(liar: Liar, tmp_path: Path) -> None:
    """The second writer of this file writes what the office takes, so that what it refuses is refused for the lie."""
    bodies = [cbor2.dumps(one, canonical=True) for one in liar.items]
    with liar.fleet.desk(liar.fleet.office) as desk:
        told = desk.receiving.import_file(sealed(liar, tmp_path, liar.header, bodies), Silent(), dry_run=True)
    assert told.accepted + told.known == len(bodies)
    assert told.sender == ids.to_text(liar.header["sender"])


def test_a_bundle_number_in_the_billions_names_some_missing_ones_and_hangs_nobody(liar: Liar, tmp_path: Path) -> None:
    header = {**liar.header, "number": 2**53 - 1, "epoch": 2**53 - 1}  # not before an epoch that an earlier lie told
    with liar.fleet.desk(liar.fleet.office) as desk:
        told = desk.receiving.import_file(sealed(liar, tmp_path, header, []), Silent(), dry_run=True)
    assert len(told.gaps) == MOST_NAMED


@pytest.mark.parametrize("held", [{"number": {}}, {"number": 1, "operations": "many"}, {"number": 1, "epoch": []}, [], "x"])
def test_what_it_says_that_it_holds_is_taken_for_nothing(liar: Liar, tmp_path: Path, held: Any) -> None:
    with liar.fleet.desk(liar.fleet.office) as desk:
        desk.receiving.import_file(sealed(liar, tmp_path, {**liar.header, "held": held}, []), Silent(), dry_run=True)
        desk.exchange.status()
