"""Files kept with the casework: taken in under their digest, unreadable on the disk, given out unharmed or not at all."""

from __future__ import annotations

import hashlib
import json
import struct
import zlib
from collections.abc import Iterator
from pathlib import Path

import pytest

from caseworker_desktop.kernel.errors import Damaged, Denied, LineRefused, Refused
from caseworker_desktop.settings import Settings
from caseworker_desktop.store.attachments import LARGEST, PIECE, Attachments, pieces
from tests.clock import StandingClock
from tests.papers_world import PASSPHRASE, PapersWorld, build, name_id
from tests.pdf_text import read_pdf
from tests.workspace import Place

WORDS = "Sutinku, kad Žygimantas Šešelgis būtų nufotografuotas.\n".encode()


def png(width: int, height: int) -> bytes:
    """Return a grey picture."""
    def part(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    lines = b"".join(b"\0" + b"\x80" * width for _ in range(height))
    head = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + part(b"IHDR", head) + part(b"IDAT", zlib.compress(lines)) + part(b"IEND", b"")


@pytest.fixture
def world(tmp_path: Path, settings: Settings, clock: StandingClock) -> Iterator[PapersWorld]:
    made = build(tmp_path / "office", settings, clock)
    yield made
    made.desk.close()


@pytest.fixture
def file(tmp_path: Path) -> Path:
    found = tmp_path / "Šešelgio sutikimas.txt"
    found.write_bytes(WORDS * 20_000)
    return found


def test_what_goes_in_comes_out(world: PapersWorld, file: Path, tmp_path: Path) -> None:
    documenting = world.desk.documenting
    added = documenting.add(file, "consent", person=name_id("person 0"), on="2026-11-20")
    assert (added.bytes, added.sha256) == (len(WORDS) * 20_000, hashlib.sha256(WORDS * 20_000).hexdigest())
    assert documenting.get(added.id, tmp_path / "out.txt").sha256 == added.sha256
    assert (tmp_path / "out.txt").read_bytes() == file.read_bytes()
    line = documenting.of_person(name_id("person 0"))[0]
    assert (line.title, line.mime, line.here) == ("Sutikimas 2026-11-20", "text/plain", True)
    assert documenting.has(added.sha256)
    assert documenting.missing() == ()


def test_a_title_names_nobody(world: PapersWorld, file: Path) -> None:
    added = world.desk.documenting.add(file, "letter", case=name_id("case 0"))
    shown = next(json.loads(line) for line in world.desk.dumping.lines() if added.id in line)
    assert shown["title"] == "Laiškas 2026-11-21"
    assert shown["persons"] == [name_id("person 0")]
    assert "Šešelgio" not in json.dumps(shown, ensure_ascii=False)


def test_nothing_can_be_read_on_the_disk(world: PapersWorld, file: Path) -> None:
    world.desk.documenting.add(file, "consent", person=name_id("person 0"))
    for kept in world.folder.rglob("*"):
        if kept.is_file():
            assert WORDS[:20] not in kept.read_bytes()
            assert "Šešelg" not in kept.name


def test_the_same_bytes_are_kept_once(world: PapersWorld, file: Path) -> None:
    first, second = (world.desk.documenting.add(file, kind) for kind in ("evidence", "other"))
    assert first.id != second.id
    with world.desk.loading._store.reading() as reading:
        assert [one.sha256 for one in Attachments(reading.connection).every()] == [first.sha256]
        assert reading.connection.exec_driver_sql("SELECT count(*) FROM attachment_piece").scalar() == -(-first.bytes // PIECE)


def test_a_photograph_needs_a_consent(world: PapersWorld, tmp_path: Path) -> None:
    photo = tmp_path / "a.png"
    photo.write_bytes(png(8, 8))
    documenting = world.desk.documenting
    with pytest.raises(LineRefused) as refused:
        documenting.add(photo, "photo", person=name_id("person 0"))
    assert refused.value.reason.key == "rule.no_consent_to_photo"
    assert documenting.of_person(name_id("person 0")) == ()
    assert not documenting.has(hashlib.sha256(png(8, 8)).hexdigest())
    world.load({"record": "consent", "person": name_id("person 0"), "purpose": "photo", "given": True, "on": "2026-11-01"})
    assert documenting.add(photo, "photo", person=name_id("person 0")).bytes == len(png(8, 8))


@pytest.mark.parametrize(("make", "key"), [
    (lambda path: None, "documents.unreadable"), (lambda path: path.write_bytes(b""), "documents.empty"),
    (lambda path: path.write_bytes(bytes(LARGEST + 1)), "documents.too_large"), (lambda path: path.mkdir(), "documents.unreadable"),
])
def test_what_cannot_be_taken_in_is_told(world: PapersWorld, tmp_path: Path, make: object, key: str) -> None:
    path = tmp_path / "b.bin"
    make(path)  # type: ignore[operator]  # a maker of a broken file
    with pytest.raises(Refused) as refused:
        world.desk.documenting.add(path, "other")
    assert refused.value.message.key == key


def test_a_document_that_came_without_its_bytes_is_asked_for(world: PapersWorld, tmp_path: Path) -> None:
    digest = hashlib.sha256(b"elsewhere").hexdigest()
    document = world.load({"record": "document", "title": "Planas 2026-01-01", "kind": "plan", "sha256": digest, "bytes": 9})[0]
    documenting = world.desk.documenting
    with pytest.raises(Refused) as refused:
        documenting.get(document, tmp_path / "c")
    assert refused.value.message.key == "documents.not_here"
    assert not (tmp_path / "c").exists()
    assert documenting.missing() == (digest,)
    with pytest.raises(Refused) as other:
        documenting.put(digest, [b"something else"])
    assert other.value.message.key == "documents.other_bytes"
    assert documenting.put(digest, [b"else", b"where"]) == 9
    documenting.get(document, tmp_path / "c")
    assert (tmp_path / "c").read_bytes() == b"elsewhere"


def test_damaged_bytes_are_never_given_out(world: PapersWorld, file: Path, tmp_path: Path) -> None:
    added = world.desk.documenting.add(file, "consent")
    with world.desk.loading._store.unit() as unit:
        unit.connection.exec_driver_sql("UPDATE attachment_piece SET data = ? WHERE n = 1", (b"x" * PIECE,))
    with pytest.raises(Damaged):
        world.desk.documenting.get(added.id, tmp_path / "d")
    assert not (tmp_path / "d").exists()


def test_only_who_may_read_gets_them(world: PapersWorld, file: Path, tmp_path: Path) -> None:
    added = world.desk.documenting.add(file, "consent", person=name_id("person 0"))
    world.desk.documenting._may = lambda role, extra, kind, act: False
    with pytest.raises(Denied):
        world.desk.documenting.get(added.id, tmp_path / "e")
    assert world.desk.documenting.of_person(name_id("person 0")) == ()


def test_a_document_is_dropped_for_good(world: PapersWorld, file: Path) -> None:
    added = world.desk.documenting.add(file, "consent")
    with world.desk.loading._store.unit() as unit:
        assert Attachments(unit.connection).drop(added.sha256)
        assert not Attachments(unit.connection).drop(added.sha256)
    assert world.desk.documenting.missing() == (added.sha256,)


def test_logo_and_emblem_stand_on_paper_when_they_are_here(world: PapersWorld, tmp_path: Path) -> None:
    picture = tmp_path / "logo.png"
    picture.write_bytes(png(60, 30))
    logo = world.desk.documenting.add(picture, "other").id
    plain = world.desk.papers.print("attendance", name_id("event")).pdf
    office = next(json.loads(line)["id"] for line in world.desk.dumping.lines() if '"record": "organisation"' in line)
    world.load({"record": "organisation", "id": office, "logo": logo}, {"record": "project", "id": name_id("project"), "emblem": logo})
    shown = world.desk.papers.print("attendance", name_id("event")).pdf
    assert (plain.count(b"/Subtype /Image") + plain.count(b"/Subtype/Image"), shown.count(b"/Image") > plain.count(b"/Image")) == (0, True)
    assert "Projektas „Pro vartus“" in read_pdf(shown).flowing


def test_they_are_in_the_backup(world: PapersWorld, file: Path, tmp_path: Path) -> None:
    added = world.desk.documenting.add(file, "consent")
    world.desk.close()
    place = Place(world.folder, world.parts, None, "egle")  # type: ignore[arg-type]  # nobody asks for its keys
    assert PASSPHRASE
    with place.copy(tmp_path / "copy").desk() as desk:
        assert b"".join(desk.documenting.bytes_of(added.sha256)) == file.read_bytes()


def test_pieces_are_all_of_one_length_but_the_last() -> None:
    cut = list(pieces([b"a" * (PIECE - 1), b"bc", b"", b"d" * PIECE]))
    assert [len(one) for one in cut] == [PIECE, PIECE, 1]
    assert list(pieces([])) == []
