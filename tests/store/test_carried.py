"""What a hostile or broken stick costs: attachments hashed once, bundles renamed and copied durably, audit lines bounded."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from pathlib import Path
from random import Random

import cbor2
import pytest

from caseworker_desktop.bundle.errors import DamagedBundle
from caseworker_desktop.bundle.model import Piece
from caseworker_desktop.kernel.errors import Refused
from caseworker_desktop.kernel.progress import Silent
from caseworker_desktop.settings import Settings
from caseworker_desktop.store.attachments import Attachments
from caseworker_desktop.store.unit import Unit
from caseworker_desktop.usecases import auditing, carrying, receiving
from caseworker_desktop.usecases.auditing import FROM, held, take
from caseworker_desktop.usecases.carrying import Gathering
from caseworker_desktop.usecases.copies import SENT
from caseworker_desktop.usecases.heading import renamed
from tests.failing_calls import Calls, failing
from tests.soak.fleet import OFFICE, Fleet

SENDER = b"s" * 16


@pytest.fixture
def fleet(tmp_path: Path, settings: Settings) -> Fleet:
    return Fleet(tmp_path, settings, 1, Random(1))


@pytest.fixture
def unit(fleet: Fleet) -> Iterator[Unit]:
    with fleet.desk(fleet.office) as desk, desk.exchange._store.unit() as unit:
        yield unit


class _Hashed:
    """SHA-256 that counts what it was given."""

    total = 0

    def __init__(self, data: bytes | bytearray = b"") -> None:
        self._real = hashlib.sha256()
        self.update(data)

    def update(self, data: bytes | bytearray) -> None:
        _Hashed.total += len(data)
        self._real.update(data)

    def digest(self) -> bytes:
        return self._real.digest()


def test_each_byte_of_an_attachment_is_hashed_once(unit: Unit, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(carrying, "sha256", _Hashed)
    monkeypatch.setattr(_Hashed, "total", 0)
    data = bytes(range(200))
    digest = hashlib.sha256(data).digest()
    gathering = Gathering(unit, 0)
    for offset in range(len(data)):
        gathering.piece(Piece(digest, offset, data[offset : offset + 1]))
    assert (gathering.whole, _Hashed.total) == (1, len(data))
    assert b"".join(Attachments(unit.connection).read(digest.hex())) == data


def test_a_renamed_bundle_is_durable(tmp_path: Path) -> None:
    file, target = tmp_path / "a.byla", tmp_path / "welcome.byla"
    file.write_bytes(b"sealed")
    with failing(Calls()) as calls:
        assert renamed(file, target) == target
    assert calls.names[-2:] == ["rename", "sync_folder"]
    for at in range(1, len(calls.names) + 1):
        target.unlink(missing_ok=True)
        file.write_bytes(b"sealed")
        with failing(Calls(at)), pytest.raises(Refused):
            renamed(file, target)
        assert list(tmp_path.iterdir()) == []


def test_nothing_is_renamed_onto_another_file(tmp_path: Path) -> None:
    file, target = tmp_path / "a.byla", tmp_path / "welcome.byla"
    file.write_bytes(b"sealed")
    target.write_bytes(b"another")
    with pytest.raises(Refused):
        renamed(file, target)
    assert [one.read_bytes() for one in tmp_path.iterdir()] == [b"another"]


def sent_copy(fleet: Fleet) -> Path:
    laptop = fleet.laptops[0]
    fleet.work(laptop, 1, 0)
    fleet.export(laptop, OFFICE)
    (copy,) = (laptop.folder / SENT).iterdir()
    return copy


def test_a_copy_that_is_sent_again_is_whole_or_not_there(fleet: Fleet, tmp_path: Path) -> None:
    copy, stick = sent_copy(fleet), tmp_path / "again"
    stick.mkdir()
    with fleet.desk(fleet.laptops[0]) as desk:
        with failing(Calls()) as calls:
            file = desk.exchange.resend(copy.stem, stick)
        assert hashlib.sha256(file.read_bytes()).hexdigest() == copy.stem
        assert {"sync", "rename", "sync_folder"} <= set(calls.names)
        assert calls.names.index("rename") < max(i for i, name in enumerate(calls.names) if name == "read"), "it is read back"
        for at in range(1, len(calls.names) + 1):
            file.unlink(missing_ok=True)
            with failing(Calls(at)), pytest.raises(Refused):
                desk.exchange.resend(copy.stem, stick)
            assert not list(stick.glob("*.byla")), calls.names[at - 1]


def test_a_damaged_copy_is_not_sent_again(fleet: Fleet, tmp_path: Path) -> None:
    copy, stick = sent_copy(fleet), tmp_path / "again"
    stick.mkdir()
    copy.write_bytes(copy.read_bytes()[:-1] + b"?")
    with fleet.desk(fleet.laptops[0]) as desk, pytest.raises(DamagedBundle):
        desk.exchange.resend(copy.stem, stick)
    assert list(stick.iterdir()) == []


def test_a_copy_is_kept_durably_and_what_a_killed_process_began_goes(fleet: Fleet, tmp_path: Path) -> None:
    copy, laptop = sent_copy(fleet), fleet.laptops[0]
    begun = copy.with_name("00.byla.part")
    begun.write_bytes(b"half")
    stick = tmp_path / "stick"
    stick.mkdir()
    with fleet.desk(laptop) as desk, failing(Calls()) as calls:
        desk.exchange.export(OFFICE, stick, Silent())
    assert calls.names.count("sync_folder") == 2, "the stick's folder and the workspace's"
    assert not begun.exists()
    assert len(list((laptop.folder / SENT).glob("*.byla"))) == 2


def line(number: int, what: object = "exported", device: bytes = SENDER) -> bytes:
    return cbor2.dumps([1, device, 1, number, 1790000000000, None, what, None, None, b"c" * 32], canonical=True)


def test_audit_lines_of_a_sender_are_bounded(unit: Unit, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(auditing, "MOST_KEPT", 5)
    assert take(unit.local, SENDER, [line(n) for n in range(1, 4)]) == 3
    assert take(unit.local, SENDER, [line(n) for n in range(1, 9)]) == 2
    assert held(unit.local, SENDER, 1) == 5
    assert take(unit.local, SENDER, [line(9)]) == 0
    assert len(unit.local.setting(FROM + SENDER.hex())) == 5


def test_a_long_line_and_a_deep_one_are_left(unit: Unit) -> None:
    deep = line(2)[:-34] + b"\x81" * 300 + b"\x80"
    wide = b"\x8b" + line(3)[1:] + b"\x81" * 40 + b"\x80"
    assert take(unit.local, SENDER, [line(1, "x" * 2000), deep, wide, line(4)]) == 1
    assert held(unit.local, SENDER, 1) == 0, "what came behind a hole is held, and asked for again with the rest"
    assert take(unit.local, SENDER, [line(n) for n in range(1, 5)]) == 3
    assert held(unit.local, SENDER, 1) == 4


def test_lines_of_many_frames_are_written_once(fleet: Fleet, monkeypatch: pytest.MonkeyPatch) -> None:
    laptop, calls = fleet.laptops[0], list[int]()
    for _ in range(3):
        file = fleet.export(laptop, OFFICE)
        fleet.clock.tick(86_400)

    def counted(local: object, sender: bytes, lines: list[bytes]) -> int:
        calls.append(len(lines))
        return take(local, sender, lines)  # type: ignore[arg-type]  # the store that the real one is given

    monkeypatch.setattr(receiving, "take", counted)
    monkeypatch.setattr(receiving, "read_bundle", _in_single_frames(receiving.read_bundle))
    fleet.take(fleet.office, file)
    assert len(calls) == 1
    assert calls[0] > 1


def _in_single_frames(real):  # type: ignore[no-untyped-def]  # wraps whatever it is given
    def read(path, identities, opened, taker, **more):  # type: ignore[no-untyped-def]  # as above
        whole = taker.audit
        taker.audit = lambda lines: [whole([one]) for one in lines]
        real(path, identities, opened, taker, **more)

    return read


def test_what_is_no_digest_is_not_asked_for(fleet: Fleet) -> None:
    """Another device's program may write anything into a document's digest; bundles go on being written."""
    laptop = fleet.laptops[0]
    fleet.work(laptop, 1, 0)
    with fleet.desk(laptop) as desk:
        for digest in ("z" * 64, "Ą" * 64, "0" * 64):
            document = {"record": "document", "title": "x", "persons": laptop.persons, "kind": "consent", "sha256": digest, "on": "2026-01-02"}
            desk.loading.load([json.dumps(document)])
        with desk.exchange._store.reading() as reading:
            assert carrying.absent(reading) == (bytes(32),)
    assert fleet.export(laptop, OFFICE).exists()
