"""What is fuzzed under guidance of coverage: plaintext frames, CBOR of all forms, operations in the engine, and a whole bundle of an enrolled liar.

A target takes one input and returns, or raises what is a fault of the program. Used by explore.py (atheris) and test_corpus.py (replay).
"""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from random import Random
from typing import Any

import cbor2

from caseworker_desktop.bundle.frames import MAX_PAYLOAD
from caseworker_desktop.kernel.errors import CaseworkerError
from caseworker_desktop.kernel.operation import STREAM
from caseworker_desktop.kernel.progress import Silent
from caseworker_desktop.settings import Settings
from caseworker_desktop.usecases.desk import Desk
from tests.fuzz.liar import EXACT, Liar, make_liar
from tests.fuzz.mutating import bytes_changed, packed, value_changed
from tests.fuzz.readers import READERS
from tests.properties.memory import in_memory
from tests.properties.replay import as_created, replaying, shuffled_slowly
from tests.properties.story import STEP_BYTES, tell

CBOR = ("body", "stub", "bodies", "cbor", "header", "trailer", "piece", "audit")
#: So many bundles of the liar go into one workspace before it is examined and made anew.
TOGETHER = 400
#: Where what belongs to a fault is kept, when that is told.
FAULTS = "FUZZ_FAULTS"
#: The longest input that is tried; limits of length have tests of their own.
LONGEST = 64 * 1024


class Target:
    """One thing to fuzz: good inputs, what is done with an input, and how one input is made of another."""

    name = ""

    def seeds(self) -> list[bytes]:
        raise NotImplementedError

    def take(self, data: bytes) -> None:
        raise NotImplementedError

    def changed(self, data: bytes, chance: Random) -> bytes:
        return bytes_changed(data, chance)

    def close(self) -> None:
        """Look a last time at what was done, and leave nothing."""


class Frames(Target):
    """Plaintext of a bundle, as the seal gives it to the parser."""

    name = "frames"

    def seeds(self) -> list[bytes]:
        return [*READERS["frames"].good(), *READERS["batch"].good()]

    def take(self, data: bytes) -> None:
        READERS["frames"].try_out(data)
        READERS["batch"].try_out(data)

    def changed(self, data: bytes, chance: Random) -> bytes:
        """Change a frame's payload and give it the length it has, so that what is in it is looked at."""
        length = int.from_bytes(data[1:5], "big")
        if len(data) < 5 or length > len(data) - 5 or chance.random() < 0.3:
            return bytes_changed(data, chance)
        payload = _cbor_changed(data[5 : 5 + length], chance)[:MAX_PAYLOAD]
        return data[:1] + len(payload).to_bytes(4, "big") + payload + data[5 + length :]


class Cbor(Target):
    """Each form of CBOR that comes from a stick; the first byte chooses the reader."""

    name = "cbor"

    def seeds(self) -> list[bytes]:
        return [bytes([n]) + raw for n, name in enumerate(CBOR) for raw in READERS[name].good()]

    def take(self, data: bytes) -> None:
        if data:
            READERS[CBOR[data[0] % len(CBOR)]].try_out(data[1:])

    def changed(self, data: bytes, chance: Random) -> bytes:
        return data[:1] + _cbor_changed(data[1:], chance)


class Operations(Target):
    """A list of bodies in the engine: taken in a row, then in any order; both stores and a rebuilt one hold the same."""

    name = "operations"

    def __init__(self) -> None:
        self._stores = in_memory(), in_memory()

    def seeds(self) -> list[bytes]:
        chance = Random(5)
        scripts = [[chance.randbytes(STEP_BYTES) for _ in range(length)] for length in (4, 8, 12, 16, 20, 24) * 5]
        return [cbor2.dumps(tell(script).bodies) for script in scripts]

    def take(self, data: bytes) -> None:
        bodies = _byte_strings(data)
        if bodies is None:
            return
        chance, pictures = Random(len(data)), []
        for store, order in zip(self._stores, (as_created, shuffled_slowly), strict=True):
            with replaying(store) as replay:
                order(replay, bodies, chance)
                pictures.append(replay.picture())
                replay.engine().rebuild()
                assert replay.picture() == pictures[-1], "the tables are not what the log says"
        assert pictures[0] == pictures[1], "the order decided"

    def changed(self, data: bytes, chance: Random) -> bytes:
        bodies = _byte_strings(data)
        if not bodies:
            return bytes_changed(data, chance)
        return cbor2.dumps(_bodies_changed(bodies, chance))

    def close(self) -> None:
        for store in self._stores:
            store.close()


class Hostile(Target):
    """Scripts of an enrolled liar (liar.py), each a bundle that an office takes or refuses; now and then all is examined and begun anew."""

    name = "hostile"

    def __init__(self, folder: Path, settings: Settings) -> None:
        self._folder = folder
        self._liar: Liar = make_liar(folder / "world", settings)
        fleet = self._liar.fleet
        self._honest = fleet.held(fleet.office)
        self._kept = folder / "kept"
        shutil.copytree(fleet.office.folder, self._kept)
        self._open: Any = None
        self._since: list[bytes] = []
        self.taken = self.refused = self.unwritten = 0

    def seeds(self) -> list[bytes]:
        liar, chance = self._liar, Random(3)
        whole = [list(one) for one in liar.items]
        items = [one for one in whole if one[STREAM] not in liar.office_streams]  # what is changed is the liar's own to change
        lines = [cbor2.dumps(one, canonical=True) for one in liar.lines]
        piece = cbor2.dumps([b"d" * 32, 0, b"abc"], canonical=True)
        return [
            liar.script(whole), liar.script(items[:3], audit=lines, pieces=[piece]),
            *(liar.script(chance.sample(items, min(len(items), 6)), header={**liar.header, "number": n}) for n in range(2, 12)),
            liar.script([], more=[[ord("Q"), b"later"]], marks={liar.items[0][1]: [3, b"c" * 32]}),
        ]  # fmt: skip

    def take(self, data: bytes) -> None:
        bundle = self._liar.played(data)
        if bundle is None:
            self.unwritten += 1
            return
        self._since.append(data)
        file = self._folder / "0a0b0c0d.byla"
        file.write_bytes(bundle)
        try:
            self._desk().receiving.import_file(file, Silent())
            self.taken += 1
        except CaseworkerError:
            self.refused += 1
        if len(self._since) >= TOGETHER:
            self.examine()

    def _desk(self) -> Desk:
        if self._open is None:
            self._open = self._liar.fleet.desk(self._liar.fleet.office)
            self._at = self._open.__enter__()
        return self._at

    def examine(self) -> None:
        """Use the office as its people would, examine it, and begin again with the office as it was."""
        if not self._since:
            return
        fleet, desk = self._liar.fleet, self._desk()
        with self._kept_for_a_person():
            for line in desk.dumping.lines():
                json.loads(line)
            desk.exchange.status()
            desk.inbox.conflicts()
            for laptop in fleet.laptops:
                stick = self._folder / "stick"
                stick.mkdir()
                fleet.take(laptop, desk.exchange.export(laptop.name, stick, Silent()).file)
                shutil.rmtree(stick)
            assert [check.name for check in desk.doctor.examine(Silent(), full=True) if not check.ok] == []
            self._shut()
            assert self._honest <= fleet.held(fleet.office), "something honest is gone"
        self._since.clear()
        shutil.rmtree(fleet.office.folder)
        shutil.copytree(self._kept, fleet.office.folder)

    @contextmanager
    def _kept_for_a_person(self) -> Iterator[None]:
        try:
            yield
        except BaseException:  # which of them it was is found by taking them again: together they are the input
            kept = Path(os.environ.get(FAULTS, self._folder)) / "together.cbor"
            kept.write_bytes(cbor2.dumps(self._since))
            print(f"the bundles since the office was new: {kept}")
            raise

    def _shut(self) -> None:
        if self._open is not None:
            self._open.__exit__(None, None, None)
            self._open = None

    def changed(self, data: bytes, chance: Random) -> bytes:
        try:
            told = cbor2.loads(data, allow_indefinite=False, **EXACT)
        except (cbor2.CBORError, ValueError, OverflowError):
            return bytes_changed(data, chance)
        if not isinstance(told, dict) or not isinstance(told.get("bodies"), list):
            return bytes_changed(data, chance)
        part = chance.random()
        if part < 0.55 and told["bodies"] and all(isinstance(one, bytes) for one in told["bodies"]):
            told = {**told, "bodies": _bodies_changed(told["bodies"], chance)}
        elif part < 0.85 and isinstance(told.get("header"), dict):
            right = {name: told["header"].get(name) for name in ("format", "sender", "sender_public", "addressee")}
            header = value_changed(told["header"], chance)
            told = {**told, "header": {**header, **right} if isinstance(header, dict) and chance.random() < 0.8 else header}
        else:
            told = value_changed(told, chance)
        return packed(told, chance)

    def close(self) -> None:
        self.examine()
        self._shut()


def _cbor_changed(data: bytes, chance: Random) -> bytes:
    if chance.random() < 0.4:
        return bytes_changed(data, chance)
    try:
        value = cbor2.loads(data, max_depth=32)
    except (cbor2.CBORError, ValueError, OverflowError):
        return bytes_changed(data, chance)
    return packed(value_changed(value, chance), chance)


def _byte_strings(data: bytes) -> list[bytes] | None:
    try:
        told = cbor2.loads(data, max_depth=2, allow_indefinite=False)
    except (cbor2.CBORError, ValueError, OverflowError):
        return None
    return told if isinstance(told, list) and all(type(one) is bytes for one in told) else None


def _bodies_changed(bodies: list[bytes], chance: Random) -> list[bytes]:
    """Change one body's items or bytes, leave one out, say one twice, or put them in another order."""
    out, how, at = list(bodies), chance.random(), chance.randrange(len(bodies))
    if how < 0.7:
        out[at] = _cbor_changed(out[at], chance)
    elif how < 0.78:
        del out[at]
    elif how < 0.9:
        out.insert(chance.randrange(len(out) + 1), _cbor_changed(out[at], chance))
    else:
        chance.shuffle(out)
    return out


TARGETS: dict[str, Callable[[Path, Settings], Target]] = {
    "frames": lambda folder, settings: Frames(),
    "cbor": lambda folder, settings: Cbor(),
    "operations": lambda folder, settings: Operations(),
    "hostile": Hostile,
}
