"""An enrolled laptop's keys in hostile hands: writes bundles that are sealed to the office and signed as they should be, with anything in them.

A *script* is the CBOR map of what such a bundle holds: `header` (a map), `bodies`, `audit` and `pieces` (byte strings as they stand in their
frames), `marks` (the trailer's checkpoint) and `more` (pairs of a frame type and its payload, before the trailer). Ids that are drawn anew with
each world stand in a script by the names of Liar.names, so that a kept script means the same in every world.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from random import Random
from typing import Any

import cbor2
import pyrage
import zstandard

from caseworker_desktop.bundle.manifest import SIGNED
from caseworker_desktop.settings import Settings
from caseworker_desktop.usecases.founding import device_keys
from caseworker_desktop.vault.device import DeviceKeys
from tests.bundle_samples import hand_frame, hand_padded
from tests.fuzz.mutating import bytes_changed, packed, value_changed
from tests.soak.fleet import Fleet

EXACT = {"max_depth": 64}
MOST_BYTES = 4_000_000


@dataclass(frozen=True)
class Liar:
    """A laptop's keys and one honest bundle of it, taken apart: the header's map, the bodies' items, audit lines."""

    fleet: Fleet
    keys: DeviceKeys
    office_key: str
    header: dict[str, Any]
    items: tuple[list[Any], ...]
    lines: tuple[list[Any], ...]
    names: tuple[tuple[bytes, bytes], ...]
    """What stands in a script, and what it means in this world."""
    office_streams: frozenset[bytes]
    """What an office stream says is believed whoever carries it (docs/formats/operation.md), so scripts do not speak in its name."""

    # ---- writing ------------------------------------------------------------------------------------------------------------------------
    def seal(self, frames: Sequence[bytes], marks: Any = None, *, trailer: bytes | None = None) -> bytes:
        """Return a bundle of these frames, signed and sealed. A `trailer` of one's own takes the place of the right one."""
        before = b"".join(frames)
        digest, told = hashlib.sha256(before).digest(), {} if marks is None else marks
        if trailer is None:
            try:
                signature = self.keys.sign(SIGNED + digest + cbor2.dumps(told, canonical=True))
                trailer = cbor2.dumps([digest, told, signature], canonical=True)
            except (cbor2.CBOREncodeError, TypeError, ValueError):
                trailer = b"\xf6"
        plain = hand_padded(before + hand_frame("T", trailer))
        return bytes(pyrage.encrypt(plain, [pyrage.x25519.Recipient.from_str(self.office_key)]))

    def whole(self, header: dict[str, Any], bodies: Sequence[bytes]) -> bytes:
        """Return a bundle whose header counts what it holds."""
        header = {**header, "counts": {**self.header["counts"], "operations": len(bodies)}}
        return self.seal([hand_frame("H", cbor2.dumps(header, canonical=True)), hand_frame("S", zstandard.compress(cbor2.dumps(list(bodies))))])

    def drawn(self, chance: Random) -> bytes:
        """Return one more bundle full of lies."""
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
        marks: Any = {} if chance.random() < 0.7 else value_changed({b"s" * 16: [3, b"c" * 32]}, chance)
        return self.seal(frames, marks)

    # ---- scripts ------------------------------------------------------------------------------------------------------------------------
    def script(self, items: Iterable[Any], **more: Any) -> bytes:
        """Return the script of these operations; header, audit, pieces, marks and more may be told."""
        bodies = [one if isinstance(one, bytes) else cbor2.dumps(one, canonical=True) for one in items]
        told = {"header": self.header, "bodies": bodies, "audit": [], "pieces": [], "marks": {}, "more": [], **more}
        return self.renamed(cbor2.dumps(told, canonical=True), back=True)

    def renamed(self, raw: bytes, *, back: bool = False) -> bytes:
        """Return the bytes with the names that stand in scripts replaced by this world's ids (`back`: the other way)."""
        for name, real in self.names:
            raw = raw.replace(real, name) if back else raw.replace(name, real)
        return raw

    def played(self, raw: bytes) -> bytes | None:
        """Return the bundle that a script tells, None when it is none that this could write."""
        try:
            told = cbor2.loads(self.renamed(raw), allow_indefinite=False, **EXACT)
            head, bodies = told["header"], list(told["bodies"])
            audit, pieces = (list(told.get(name, ())) for name in ("audit", "pieces"))
            if isinstance(head, dict) and isinstance(head.get("counts"), dict) and head["counts"].get("operations") is not None:
                head["counts"]["operations"] = len(bodies)
            frames = [hand_frame("H", cbor2.dumps(head, canonical=True))]
            frames += [hand_frame("S", zstandard.compress(cbor2.dumps(bodies)))] if bodies else []
            frames += [hand_frame("U", zstandard.compress(cbor2.dumps(audit)))] if audit else []
            frames += [hand_frame("A", one) for one in pieces]
            frames += [bytes([letter & 255]) + len(payload).to_bytes(4, "big") + payload for letter, payload in told.get("more", ())]
            marks = told.get("marks", {})
        except (cbor2.CBORError, ValueError, TypeError, KeyError, AttributeError, OverflowError, RecursionError):
            return None
        if any(self._as_office(one) for one in bodies) or sum(map(len, frames)) > MOST_BYTES:
            return None
        return self.seal(frames, marks)

    def _as_office(self, raw: Any) -> bool:
        """Tell whether a body that no office wrote stands in an office stream."""
        if not isinstance(raw, bytes):
            return False
        try:
            item = cbor2.loads(raw, max_depth=32)
        except (cbor2.CBORError, ValueError, OverflowError):
            return False
        stream = item[1] if isinstance(item, list) and len(item) > 1 else None
        return isinstance(stream, bytes) and stream in self.office_streams and item not in self.items


def _parts(plain: bytes) -> list[tuple[str, bytes]]:
    frames, at = [], 0
    while at < len(plain):
        length = int.from_bytes(plain[at + 1 : at + 5], "big")
        frames.append((chr(plain[at]), plain[at + 5 : at + 5 + length]))
        at += 5 + length
    return frames


def make_liar(folder: Path, settings: Settings) -> Liar:
    """Return the liar of a new world: an office, the liar's laptop, and an honest one whose bundle the office has taken."""
    fleet = Fleet(folder, settings, 2, Random(1))
    for one in fleet.laptops:
        fleet.work(one, 2, 4)
    fleet.take(fleet.office, fleet.export(fleet.laptops[1], "office"))
    file = fleet.export(fleet.laptops[0], "office")
    with fleet.desk(fleet.office) as desk, desk.exchange._store.reading() as reading:
        keys = device_keys(reading.local.key)
        streams = [one.id for one in reading.log.streams()]
        office_streams = frozenset(desk.exchange._writer.projector(reading).strata.office)
    frames = _parts(pyrage.decrypt(file.read_bytes(), [pyrage.x25519.Identity.from_str(keys.age_secret)]))
    told = {letter: [cbor2.loads(body) for payload_letter, payload in frames if payload_letter == letter
                     for body in cbor2.loads(zstandard.decompress(payload))] for letter in "SU"}  # fmt: skip
    with fleet.desk(fleet.laptops[0]) as desk, desk.exchange._store.reading() as reading:
        own = device_keys(reading.local.key)
        streams = [*dict.fromkeys([*(one.id for one in reading.log.streams() if one.id not in streams), *streams])]
    header = cbor2.loads(frames[0][1])
    ids = [header["sender"], header["addressee"], *streams]
    names = [(f"<id of party {n:02}>".encode(), id_) for n, id_ in enumerate(dict.fromkeys(ids))]
    names.append((b"<public key of the lying laptop>", header["sender_public"]))
    assert all(len(name) == len(real) for name, real in names)
    return Liar(fleet, own, keys.age_public, header, tuple(told["S"]), tuple(told["U"]), tuple(names), office_streams)
