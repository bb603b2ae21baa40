"""Reading: whole bundles come back, everything else is refused with its own cause before anything is taken."""

from __future__ import annotations

import errno
import os
from pathlib import Path
from typing import Any

import cbor2
import pytest
import zstandard

from caseworker_desktop.bundle.codec import MOST_LINES
from caseworker_desktop.bundle.errors import (
    BundleRefused,
    ChangedBetween,
    CutOff,
    DamagedBundle,
    NotABundle,
    NotForUs,
    TooNew,
    UnknownSender,
    WrongSignature,
)
from caseworker_desktop.bundle.model import Header, Opened, Piece
from caseworker_desktop.bundle.reader import authenticate, read_bundle
from caseworker_desktop.bundle.stick import Files, discard, stage
from caseworker_desktop.bundle.writer import write_bundle
from caseworker_desktop.kernel.errors import Cancelled, Denied
from caseworker_desktop.kernel.message import Message, message
from caseworker_desktop.vault.device import DeviceKeys
from caseworker_desktop.vault.errors import VaultError
from tests.bundle_samples import (
    LAPTOP,
    OFFICE,
    Gathered,
    hand_bundle,
    hand_frame,
    hand_header,
    hand_padded,
    hand_trailer,
    header,
    knows,
    mark,
    operations,
    put,
)
from tests.failing_files import FailingFiles

LAPTOP_KEYS, OFFICE_KEYS, STRANGER = DeviceKeys.new(), DeviceKeys.new(), DeviceKeys.new()
US = [OFFICE_KEYS.age_secret]
BODIES = operations(1000)


def write(folder: Path, bodies: list[bytes] = BODIES, **more: Any) -> Path:
    head = header(LAPTOP_KEYS, len(bodies))
    return write_bundle(folder, [OFFICE_KEYS.age_public], head, bodies, sign=LAPTOP_KEYS.sign, checkpoint=mark(bodies), **more).path


def check(path: Path, **more: Any) -> Opened:
    return authenticate(path, US, knows(LAPTOP_KEYS), addressee=OFFICE, **more)


def take(path: Path, opened: Opened, **more: Any) -> Gathered:
    taker = Gathered()
    read_bundle(path, US, opened, taker, **more)
    return taker


def test_a_whole_bundle_comes_back(tmp_path: Path):
    big = operations(9000, 4)
    pieces = [Piece(b"h" * 32, 0, os.urandom(1024 * 1024)), Piece(b"h" * 32, 1024 * 1024, b"end")]
    path = write(tmp_path, big, audit=[b"line"] * 3, attachments=pieces, attachment_bytes=2**20)
    opened = check(path)
    assert opened.header == header(LAPTOP_KEYS, 9000)
    assert opened.checkpoint == mark(big)
    assert opened.size == path.stat().st_size
    taken = take(path, opened)
    assert taken.taken == big
    assert taken.batches == 2
    assert taken.lines == [b"line"] * 3
    assert taken.pieces == pieces


def test_a_hand_made_bundle_is_read(tmp_path: Path):
    for count in (0, 1, 7):
        path = put(tmp_path, OFFICE_KEYS, hand_bundle(LAPTOP_KEYS, BODIES[:count]))
        assert take(path, check(path)).taken == BODIES[:count]


def test_what_a_later_version_adds_passes_by(tmp_path: Path):
    head = cbor2.dumps(hand_header(LAPTOP_KEYS, 1, novelty={"x": 1}), canonical=True)
    batch = zstandard.ZstdCompressor().compress(cbor2.dumps(BODIES[:1]))
    before = hand_frame("H", head) + hand_frame("N", b"new") + hand_frame("S", batch) + hand_frame("N", b"") + hand_frame("\x07", b"x" * 100)
    path = put(tmp_path, OFFICE_KEYS, hand_padded(before + hand_trailer(LAPTOP_KEYS, before)))
    opened = check(path)
    assert opened.header.more == {"novelty": {"x": 1}}
    assert take(path, opened).taken == BODIES[:1]


def test_the_first_pass_takes_nothing_and_writes_nothing(tmp_path: Path):
    path = write(tmp_path)
    before = {entry: entry.stat().st_mtime_ns for entry in tmp_path.iterdir()}
    check(path)
    assert {entry: entry.stat().st_mtime_ns for entry in tmp_path.iterdir()} == before


def refused(path: Path, cause: type[BundleRefused], **more: Any) -> BundleRefused:
    with pytest.raises(cause) as error:
        check(path, **more)
    assert type(error.value) is cause
    assert error.value.exit_code == 4
    return error.value


def test_for_another_office(tmp_path: Path):
    path = write(tmp_path)
    with pytest.raises(NotForUs):
        authenticate(path, [STRANGER.age_secret], knows(LAPTOP_KEYS))


def test_sealed_for_us_but_addressed_to_another(tmp_path: Path):
    path = put(tmp_path, OFFICE_KEYS, hand_bundle(LAPTOP_KEYS, [], addressee=LAPTOP))
    refused(path, NotForUs)
    assert authenticate(path, US, knows(LAPTOP_KEYS)).header.addressee == LAPTOP


@pytest.mark.parametrize(
    ("data", "cause"),
    [(b"", CutOff), (b"age-enc", CutOff), (b"age-encryption.org/v1\n-> X25519 abc", CutOff), (b"PK\x03\x04" + bytes(9000), NotABundle),
     (bytes(100_000), NotABundle), (b"age-encryption.org/v1\n" + b"-> X25519 x\n" * 9000, NotABundle)],
)  # fmt: skip
def test_other_files(tmp_path: Path, data: bytes, cause: type[BundleRefused]):
    path = tmp_path / "x.byla"
    path.write_bytes(data)
    refused(path, cause)


def test_missing_file_and_folder(tmp_path: Path):
    with pytest.raises(BundleRefused) as error:
        check(tmp_path / "nothing.byla")
    assert error.value.message.key == "bundle.stick_gone"
    with pytest.raises(BundleRefused) as error:
        check(tmp_path)
    assert error.value.message.key == "bundle.not_a_bundle"


def test_cut_off_says_where(tmp_path: Path):
    path = write(tmp_path, [os.urandom(3000) for _ in range(100)])
    data = path.read_bytes()
    for length in (0, 10, 100, 600, 700, 5000, 65536, 70_000, len(data) - 16, len(data) - 1):
        path.write_bytes(data[:length])
        error = refused(path, CutOff)
        assert error.message.params == {"at": length}


def test_longer_than_it_was(tmp_path: Path):
    path = write(tmp_path)
    with path.open("ab") as file:
        file.write(b"\0")
    refused(path, CutOff)


def test_unknown_sender_and_revoked_sender(tmp_path: Path):
    path = write(tmp_path)
    with pytest.raises(UnknownSender):
        authenticate(path, US, lambda head: None)

    def revoked(head: Header) -> bytes | None:
        raise Denied(message("bundle.unknown_sender"))

    with pytest.raises(Denied):
        authenticate(path, US, revoked)


def test_signed_by_another(tmp_path: Path):
    path = write(tmp_path)
    with pytest.raises(WrongSignature):
        authenticate(path, US, lambda head: STRANGER.signing_public)
    # Somebody who has the office's public key makes a bundle in the laptop's name.
    forged = put(tmp_path, OFFICE_KEYS, hand_bundle(STRANGER, BODIES[:3], sender_public=LAPTOP_KEYS.signing_public))
    refused(forged, WrongSignature)


def test_a_later_container(tmp_path: Path):
    refused(put(tmp_path, OFFICE_KEYS, hand_bundle(LAPTOP_KEYS, [], format=2)), TooNew)


def bad_plaintexts() -> dict[str, bytes]:
    whole = hand_bundle(LAPTOP_KEYS, BODIES[:5])
    length = int.from_bytes(whole[1:5], "big")
    trailer = whole.index(b"T\x00\x00\x00")
    batch = whole[length + 5 : trailer]
    head = whole[: length + 5]
    return {
        "nothing": b"",
        "zeros": bytes(4096),
        "without a trailer": hand_padded(head + batch),
        "without padding": whole.rstrip(b"\0"),
        "twice": whole + whole,
        "padding of another kind": whole[:-1] + b"\1",
        "a body of the trailer changed": whole[: trailer + 20] + bytes((whole[trailer + 20] ^ 1,)) + whole[trailer + 21 :],
        "a batch left out": hand_padded(head + whole[trailer:].rstrip(b"\0")),
        "a frame doubled": hand_padded(head + batch + batch + hand_trailer(LAPTOP_KEYS, head + batch)),
        "header malformed": hand_bundle(LAPTOP_KEYS, [], sender=b"x"),
        "header no map": hand_padded(hand_frame("H", b"\x80") + hand_trailer(LAPTOP_KEYS, hand_frame("H", b"\x80"))),
        "trailer malformed": hand_padded(head + batch + hand_frame("T", b"\x80")),
        "a frame of 4 GiB": hand_padded(head + b"S\xff\xff\xff\xff"),
    }


@pytest.mark.parametrize("name", sorted(bad_plaintexts()))
def test_well_sealed_but_wrong_inside(tmp_path: Path, name: str):
    refused(put(tmp_path, OFFICE_KEYS, bad_plaintexts()[name]), DamagedBundle)


@pytest.mark.parametrize(
    "batch",
    [b"", b"no zstd", zstandard.ZstdCompressor().compress(b"\x81\x01"), zstandard.ZstdCompressor().compress(bytes(50_000_000)),
     zstandard.ZstdCompressor().compress(cbor2.dumps(BODIES[:1]))],
)  # fmt: skip
def test_a_sender_with_a_fault_is_found_in_the_second_pass(tmp_path: Path, batch: bytes):
    before = hand_frame("H", cbor2.dumps(hand_header(LAPTOP_KEYS, 2), canonical=True)) + hand_frame("S", batch)
    path = put(tmp_path, OFFICE_KEYS, hand_padded(before + hand_trailer(LAPTOP_KEYS, before)))
    opened = check(path)
    with pytest.raises(DamagedBundle):
        take(path, opened)


def test_changed_between_the_passes(tmp_path: Path):
    path = write(tmp_path)
    opened = check(path)
    data = path.read_bytes()
    other = write(tmp_path, BODIES[:500]).read_bytes()
    for changed in (data[:-100] + bytes(100), data[:5000], b"", other, data[:3000] + b"\0" + data[3001:]):
        path.write_bytes(changed)
        with pytest.raises(ChangedBetween):
            take(path, opened)
    path.write_bytes(data)
    assert take(path, opened).taken == BODIES


def test_what_the_taker_raises_comes_out(tmp_path: Path):
    path = write(tmp_path)

    class Full(Gathered):
        def bodies(self, bodies: list[bytes]) -> None:
            raise reason

    for reason in (OSError(errno.ENOSPC, "the workspace's disk"), VaultError(message("vault.box_broken")), KeyError("x"), Cancelled()):
        with pytest.raises(type(reason)) as error:
            read_bundle(path, US, check(path), Full())
        assert error.value is reason


class Stopping:
    def __init__(self) -> None:
        self.steps: list[tuple[str, int, int]] = []

    def step(self, stage: Message, done: int, total: int) -> None:
        self.steps.append((stage.key, done, total))
        if done * 2 > total:
            raise Cancelled


def test_progress_and_stopping(tmp_path: Path):
    path = write(tmp_path, [os.urandom(100_000) for _ in range(40)])
    stopping = Stopping()
    with pytest.raises(Cancelled):
        check(path, progress=stopping)
    assert [key for key, _, _ in stopping.steps] == ["bundle.checking"] * len(stopping.steps)
    assert len(stopping.steps) >= 2
    with pytest.raises(Cancelled):
        stage(path, tmp_path, progress=Stopping())
    assert [entry.name for entry in tmp_path.iterdir()] == [path.name]


def test_a_stick_that_fails_while_it_is_read(tmp_path: Path):
    path = write(tmp_path)
    for how, key in (({"vanish_after": 0}, "bundle.stick_failed"), ({"vanish_after": 17_000}, "bundle.stick_failed"),
                     ({"fail": {"open": errno.ENODEV}}, "bundle.stick_gone")):  # fmt: skip
        with pytest.raises(BundleRefused) as error:
            check(path, files=FailingFiles(**how))
        assert error.value.message.key == key


def test_staging_copies_the_sealed_file(tmp_path: Path):
    stick, workspace = tmp_path / "stick", tmp_path / "workspace"
    stick.mkdir()
    workspace.mkdir()
    path = write(stick)
    staged = stage(path, workspace)
    assert staged.path.parent == workspace
    assert staged.path.read_bytes() == path.read_bytes()
    assert staged.size == path.stat().st_size
    path.unlink()
    assert take(staged.path, check(staged.path)).taken == BODIES
    discard(staged.path)
    assert list(workspace.iterdir()) == []


@pytest.mark.parametrize(
    ("how", "key"),
    [({"vanish_after": 1}, "bundle.stick_failed"), ({"room": 100}, "bundle.stick_full"), ({"free_bytes": 10}, "bundle.stick_full"),
     ({"fail": {"sync": errno.EIO}}, "bundle.stick_failed"), ({"fail": {"open": errno.ENOENT}}, "bundle.stick_gone")],
)  # fmt: skip
def test_staging_leaves_nothing_when_it_fails(tmp_path: Path, how: dict[str, Any], key: str):
    stick, workspace = tmp_path / "stick", tmp_path / "workspace"
    stick.mkdir()
    workspace.mkdir()
    with pytest.raises(BundleRefused) as error:
        stage(write(stick), workspace, files=FailingFiles(**how))
    assert error.value.message.key == key
    assert list(workspace.iterdir()) == []


def test_every_byte_and_every_end(tmp_path: Path):
    """The damage sweep: any flipped bit and any cut of a small bundle, and of a larger one at places of every kind."""
    small = write(tmp_path, operations(3))
    good = small.read_bytes()
    for place in range(len(good)):
        small.write_bytes(good[:place] + bytes([good[place] ^ (1 << place % 8)]) + good[place + 1 :])
        with pytest.raises(BundleRefused):
            check(small)
    for length in range(len(good)):
        small.write_bytes(good[:length])
        with pytest.raises(BundleRefused):
            check(small)
    large = write(tmp_path, [os.urandom(2000) for _ in range(200)])
    good = large.read_bytes()
    head = good.index(b"\n---") + 49
    chunk = 65536 + 16
    places = (
        {head + 16 + n * chunk + d for n in range(7) for d in (-17, -16, -1, 0, 1, 15, 16)} | {len(good) - n for n in range(1, 20)} | set(range(head))
    )
    for place in sorted(place for place in places if 0 <= place < len(good)):
        large.write_bytes(good[:place] + bytes([good[place] ^ 0x80]) + good[place + 1 :])
        with pytest.raises(BundleRefused):
            check(large)
        large.write_bytes(good[:place])
        with pytest.raises(BundleRefused):
            check(large)
    # Chunks in another order, doubled, left out, or from another bundle.
    parts = [good[head + 16 + n * chunk : head + 16 + (n + 1) * chunk] for n in range(6)]
    other = write(tmp_path, [os.urandom(2000) for _ in range(200)]).read_bytes()
    for mixed in (
        [parts[1], parts[0], *parts[2:]], [parts[0], *parts], parts[1:], parts[:-1], [*parts[:2], other[-chunk:]],
    ):  # fmt: skip
        large.write_bytes(good[: head + 16] + b"".join(mixed))
        with pytest.raises(BundleRefused):
            check(large)


def test_the_real_file_layer_reads_what_it_wrote(tmp_path: Path):
    files = Files()
    with files.create(tmp_path / "x") as file:
        file.write(b"data")
        files.sync(file)
    files.rename(tmp_path / "x", tmp_path / "y")
    files.sync_folder(tmp_path)
    assert (tmp_path / "y").read_bytes() == b"data"
    assert files.free(tmp_path) > 0
    with pytest.raises(FileExistsError):
        files.create(tmp_path / "y")


@pytest.mark.parametrize(("letter", "batch", "taken"), [("S", 2, 1), ("U", MOST_LINES // 2, 2)])
def test_more_than_there_may_be_stops_the_second_pass_at_once(tmp_path: Path, letter: str, batch: int, taken: int):
    """A frame of fifty bytes unpacks to a million empty bodies: a sender with a fault may pack thousands of these."""
    frame = hand_frame(letter, zstandard.ZstdCompressor().compress(cbor2.dumps([b""] * batch)))
    before = hand_frame("H", cbor2.dumps(hand_header(LAPTOP_KEYS, 3 if letter == "S" else 0), canonical=True)) + frame * 20
    path = put(tmp_path, OFFICE_KEYS, hand_padded(before + hand_trailer(LAPTOP_KEYS, before)))
    taker = _Counting()
    opened = check(path)
    with pytest.raises(DamagedBundle):
        read_bundle(path, US, opened, taker)
    assert taker.frames == taken


class _Counting(Gathered):
    frames = 0

    def bodies(self, bodies: list[bytes]) -> None:
        self.frames += 1

    def audit(self, lines: list[bytes]) -> None:
        self.frames += 1
