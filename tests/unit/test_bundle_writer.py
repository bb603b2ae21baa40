"""Writing: what lies on the stick, in which order it was done, and that no failure leaves or harms anything."""

from __future__ import annotations

import errno
import hashlib
import os
from pathlib import Path
from typing import Any

import cbor2
import pyrage
import pytest
import zstandard
from nacl.signing import VerifyKey

from caseworker_desktop.bundle.errors import BundleRefused, ReadBackDiffers
from caseworker_desktop.bundle.frames import padme
from caseworker_desktop.bundle.model import Piece, Written
from caseworker_desktop.bundle.stick import Files
from caseworker_desktop.bundle.writer import write_bundle
from caseworker_desktop.kernel.errors import Cancelled
from caseworker_desktop.kernel.message import Message
from caseworker_desktop.vault.device import DeviceKeys
from tests.bundle_samples import STREAM, header, mark, operations
from tests.failing_files import FailingFiles

LAPTOP_KEYS, OFFICE_KEYS, RECOVERY = DeviceKeys.new(), DeviceKeys.new(), DeviceKeys.new()
BODIES = operations(1000)


def write(folder: Path, bodies: list[bytes] = BODIES, **more: Any) -> Written:
    recipients = [OFFICE_KEYS.age_public, RECOVERY.age_public]
    return write_bundle(folder, recipients, header(LAPTOP_KEYS, len(bodies)), iter(bodies), sign=LAPTOP_KEYS.sign, checkpoint=mark(bodies), **more)


def frames_of(path: Path, identity: str) -> list[tuple[str, bytes]]:
    """A second reader, from docs/formats/bundle.md alone."""
    plain = pyrage.decrypt(path.read_bytes(), [pyrage.x25519.Identity.from_str(identity)])
    assert len(plain) == padme(len(plain))
    place, found, before = 0, [], 0
    while place < len(plain):
        kind, length = chr(plain[place]), int.from_bytes(plain[place + 1 : place + 5], "big")
        if kind == "T":
            before = place
        found.append((kind, plain[place + 5 : place + 5 + length]))
        place += 5 + length
    assert place == len(plain)
    digest, marks, signature = cbor2.loads(next(payload for kind, payload in found if kind == "T"))
    assert digest == hashlib.sha256(plain[:before]).digest()
    VerifyKey(LAPTOP_KEYS.signing_public).verify(b"byla bundle 1\n" + digest + cbor2.dumps(marks, canonical=True), signature)
    return found


@pytest.mark.parametrize("keys", [OFFICE_KEYS, RECOVERY])
def test_a_second_reader_finds_everything(tmp_path: Path, keys: DeviceKeys):
    big = operations(6000, 3)
    lines = [b"opened " + bytes([n]) for n in range(3)]
    pieces = [Piece(b"h" * 32, 0, b"a" * 1024), Piece(b"h" * 32, 1024, b"b")]
    written = write(tmp_path, big, audit=lines, attachments=pieces, attachment_bytes=1025)
    found = frames_of(written.path, keys.age_secret)
    assert "".join(kind for kind, _ in found).rstrip("P") == "HSSUAAT"
    loose = [cbor2.loads(zstandard.ZstdDecompressor().decompress(payload)) for kind, payload in found if kind in "SU"]
    assert loose[0] + loose[1] == big
    assert loose[2] == lines
    assert [cbor2.loads(payload) for kind, payload in found if kind == "A"] == [[b"h" * 32, 0, b"a" * 1024], [b"h" * 32, 1024, b"b"]]
    assert cbor2.loads(found[0][1])["counts"]["operations"] == written.operations == 6000
    assert cbor2.loads(next(p for k, p in found if k == "T"))[1] == {STREAM: [6000, mark(big)[STREAM].chain]}


def test_what_a_finder_learns(tmp_path: Path):
    written = write(tmp_path)
    data = written.path.read_bytes()
    assert [path.name for path in tmp_path.iterdir()] == [written.path.name]
    assert len(written.path.stem) == 8
    assert written.path.suffix == ".byla"
    assert int(written.path.stem, 16) >= 0
    assert (len(data), hashlib.sha256(data).hexdigest()) == (written.size, written.sha256)
    assert data.count(b"-> X25519 ") == 4
    for canary in ("namai", "žodis", "session", "2026"):
        assert canary.encode() not in data
    assert write(tmp_path).path != written.path


def test_small_bundles_have_one_size(tmp_path: Path):
    """One consultation and ten are the same 4096 bytes of plaintext."""
    for count in (0, 1, 10):
        written = write(tmp_path, operations(count))
        plain = pyrage.decrypt(written.path.read_bytes(), [pyrage.x25519.Identity.from_str(OFFICE_KEYS.age_secret)])
        assert len(plain) == 4096


def test_the_order_of_things(tmp_path: Path):
    files = FailingFiles()
    write(tmp_path, files=files)
    names = [name for name in files.calls if name != "write"]
    assert names == ["free", "create", "sync", "rename", "sync_folder", "open"]


def test_short_writes_lose_nothing(tmp_path: Path):
    written = write(tmp_path, files=FailingFiles(short=True))
    assert hashlib.sha256(written.path.read_bytes()).hexdigest() == written.sha256


FAILURES = [
    ({"fail": {"free": errno.ENOENT}}, "bundle.stick_gone"),
    ({"free_bytes": 1000}, "bundle.stick_full"),
    ({"fail": {"create": errno.EROFS}}, "bundle.stick_read_only"),
    ({"fail": {"create": errno.EACCES}}, "bundle.stick_read_only"),
    ({"fail": {"create": errno.ENODEV}}, "bundle.stick_gone"),
    ({"room": 0}, "bundle.stick_full"),
    ({"room": 500}, "bundle.stick_full"),
    ({"room": 20_000, "short": True}, "bundle.stick_full"),
    ({"fail": {"write": errno.EIO}}, "bundle.stick_failed"),
    ({"fail": {"write": errno.EFBIG}}, "bundle.too_big_for_stick"),
    ({"fail": {"sync": errno.EIO}}, "bundle.stick_failed"),
    ({"fail": {"rename": errno.EIO}}, "bundle.stick_failed"),
    ({"fail": {"sync_folder": errno.ENODEV}}, "bundle.stick_gone"),
    ({"fail": {"open": errno.ENOENT}}, "bundle.stick_gone"),
    ({"vanish_after": 0}, "bundle.stick_failed"),
    ({"vanish_after": 20_000}, "bundle.stick_failed"),
    ({"flip": 10}, "bundle.read_back_differs"),
    ({"flip": 300}, "bundle.read_back_differs"),
    ({"flip": 20_000}, "bundle.read_back_differs"),
    ({"flip": -1}, "bundle.read_back_differs"),
    ({"cut": 20_000}, "bundle.read_back_differs"),
    ({"cut": 0}, "bundle.read_back_differs"),
]


@pytest.mark.parametrize(("how", "key"), FAILURES)
def test_failures_are_told_and_leave_nothing(tmp_path: Path, how: dict[str, Any], key: str):
    earlier = write(tmp_path)
    before = earlier.path.read_bytes()
    with pytest.raises(BundleRefused) as refused:
        write(tmp_path, files=FailingFiles(**how))
    assert refused.value.message.key == key
    assert refused.value.exit_code == 4
    assert [path.name for path in tmp_path.iterdir()] == [earlier.path.name]
    assert earlier.path.read_bytes() == before


def test_a_stick_that_is_gone_when_cleaning_up_tells_the_first_reason(tmp_path: Path):
    with pytest.raises(BundleRefused) as refused:
        write(tmp_path, files=FailingFiles(room=500, fail={"remove": errno.EIO}))
    assert refused.value.message.key == "bundle.stick_full"


def test_a_missing_folder_and_a_file_as_folder(tmp_path: Path):
    (tmp_path / "file").write_text("x")
    for folder in (tmp_path / "nowhere", tmp_path / "file"):
        with pytest.raises(BundleRefused) as refused:
            write(folder)
        assert refused.value.message.key == "bundle.stick_gone"


class Taken(Files):
    """A folder where another program makes a file of our name at the last moment."""

    def __init__(self, at: str) -> None:
        self.at = at

    def rename(self, old: Path, new: Path) -> None:
        if self.at == "rename":
            new.write_bytes(b"somebody's")
        super().rename(old, new)

    def create(self, path: Path):  # type: ignore[no-untyped-def]
        if self.at == "create":
            path.write_bytes(b"somebody's")
        return super().create(path)


@pytest.mark.parametrize("at", ["rename", "create"])
def test_another_file_is_never_overwritten_or_removed(tmp_path: Path, at: str):
    with pytest.raises(BundleRefused):
        write(tmp_path, files=Taken(at))
    assert [path.read_bytes() for path in tmp_path.iterdir()] == [b"somebody's"]


def test_names_in_use_are_avoided(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    numbers = iter([1, 2, 3])
    monkeypatch.setattr("caseworker_desktop.bundle.stick.secrets.randbits", lambda _: next(numbers))
    (tmp_path / "00000001.byla").write_bytes(b"")
    (tmp_path / "00000002.byla.part").write_bytes(b"")
    assert write(tmp_path).path.name == "00000003.byla"


class Listening:
    def __init__(self, stop_at: str | None = None) -> None:
        self.steps: list[tuple[str, int, int]] = []
        self.stop_at = stop_at

    def step(self, stage: Message, done: int, total: int) -> None:
        self.steps.append((stage.key, done, total))
        if stage.key == self.stop_at:
            raise Cancelled


def test_progress_and_stopping(tmp_path: Path):
    bodies = [os.urandom(100_000) for _ in range(30)]
    listening = Listening()
    write(tmp_path, bodies, progress=listening)
    assert listening.steps[0][0] == "bundle.sealing"
    assert ("bundle.sealing", 30, 30) in listening.steps
    assert listening.steps[-1][0] == "bundle.reading_back"
    assert all(done <= total for _, done, total in listening.steps)
    before = sorted(tmp_path.iterdir())
    for stage in ("bundle.sealing", "bundle.reading_back"):
        with pytest.raises(Cancelled):
            write(tmp_path, bodies, progress=Listening(stage))
        assert sorted(tmp_path.iterdir()) == before


def test_errors_of_the_caller_come_out_and_leave_nothing(tmp_path: Path):
    def failing():
        yield BODIES[0]
        raise OSError(errno.EIO, "the database's disk, not the stick")

    with pytest.raises(OSError, match="database"):
        write_bundle(tmp_path, [OFFICE_KEYS.age_public], header(LAPTOP_KEYS, 1), failing(), sign=LAPTOP_KEYS.sign, checkpoint={})
    with pytest.raises(ValueError, match="counts"):
        write_bundle(tmp_path, [OFFICE_KEYS.age_public], header(LAPTOP_KEYS, 5), BODIES[:4], sign=LAPTOP_KEYS.sign, checkpoint={})
    with pytest.raises(ValueError, match="one to four"):
        write_bundle(tmp_path, [OFFICE_KEYS.age_public] * 4, header(LAPTOP_KEYS, 1), BODIES[:1], sign=LAPTOP_KEYS.sign, checkpoint={})
    assert list(tmp_path.iterdir()) == []


def test_the_reading_back_really_reads(tmp_path: Path):
    """A stick that swallows what it is given is found out."""

    class Swallowing(Files):
        def open(self, path: Path):  # type: ignore[no-untyped-def]
            path.write_bytes(bytes(path.stat().st_size))
            return super().open(path)

    with pytest.raises(ReadBackDiffers):
        write(tmp_path, files=Swallowing())
