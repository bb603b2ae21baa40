"""What the trip keeps: gaps named and asked for again, sealed copies, attachments asked for, what differs explained, what is parked shown."""

from __future__ import annotations

import json
import os
from datetime import timedelta
from pathlib import Path
from typing import Any

import cbor2
import pytest

from caseworker_desktop import bootstrap
from caseworker_desktop.kernel.progress import Silent
from caseworker_desktop.settings import Settings
from caseworker_desktop.store.body import body_id
from tests.clock import StandingClock
from tests.journeys.pair import Pair
from tests.workspace import PASSPHRASE


class Trip(Pair):
    def do(self, place: Path, *words: object, exits: tuple[int, ...] = (0,)) -> Any:
        return self.run.do("--workspace", place, *words, exits=exits)


@pytest.fixture
def pair(tmp_path: Path, settings: Settings) -> Trip:
    made = Trip(tmp_path, settings, lines=60)
    made.round()
    return made


def test_a_lost_bundle_is_named_and_its_content_comes_with_the_next(pair: Trip) -> None:
    first = pair.note(pair.laptop, "Pirma")
    lost = pair.do(pair.laptop, "bundle", "export", "--to", "office", "--out", pair.stick)
    second = pair.note(pair.laptop, "Antra")
    told = pair.send(pair.laptop, "office", pair.office)
    assert told["gaps"] == [lost["number"]]
    assert pair.has(pair.office, "note", first)
    assert pair.has(pair.office, "note", second)
    (status,) = pair.do(pair.office, "bundle", "status")
    assert status["gaps"] == [lost["number"]]
    pair.do(pair.office, "bundle", "import", lost["file"])  # found again: nothing new, and no gap any more
    assert pair.do(pair.office, "bundle", "status")[0]["gaps"] == []


def test_sealed_copies_are_kept_until_ninety_days_after_safe(pair: Trip, settings: Settings) -> None:
    pair.note(pair.laptop, "Svarbi")
    sent = pair.do(pair.laptop, "bundle", "export", "--to", "office", "--out", pair.stick)
    os.remove(sent["file"])
    again = pair.do(pair.laptop, "bundle", "resend", sent["sha256"][:10], "--out", pair.stick)
    assert pair.do(pair.office, "bundle", "import", again["file"])[0]["accepted"] == 1
    assert pair.run.ask("--workspace", pair.laptop, "bundle", "resend", "abcdef12", "--out", pair.stick).code == 4
    (status,) = pair.do(pair.laptop, "bundle", "status")
    assert sent["sha256"] not in status["safe_bundles"]
    pair.backup(pair.office, "backup")
    pair.send(pair.office, "PR-11", pair.laptop)
    (status,) = pair.do(pair.laptop, "bundle", "status")
    assert sent["sha256"] in status["safe_bundles"]  # a stick with no others may be wiped
    copy = pair.laptop / "sent" / f"{sent['sha256']}.byla"
    for days, kept in ((60, True), (120, False)):
        clock = StandingClock()
        clock.tick((timedelta(days=days)).total_seconds())
        desk = bootstrap.unlock(bootstrap.build_parts(settings, clock), pair.laptop, "ieva", PASSPHRASE)
        try:
            desk.exchange.export("office", pair.stick, Silent())
        finally:
            desk.close()
        assert copy.exists() == kept


def test_attachments_are_asked_for_and_come(pair: Trip) -> None:
    case = json.loads(pair.run.lines(pair.laptop, "dump", "--kind", "case")[0])["id"]
    file = pair.folder / "sutartis.pdf"
    file.write_bytes(b"%PDF-1.7\n" + os.urandom(700_000))
    added = pair.do(pair.laptop, "document", "add", file, "--kind", "agreement", "--case", case)
    picture = pair.folder / "x.png"
    picture.write_bytes(b"\x89PNG\r\n\x1a\n" + os.urandom(1000))
    pair.send(pair.laptop, "office", pair.office)
    out = pair.folder / "out.pdf"
    assert pair.run.ask("--workspace", pair.office, "document", "get", added["id"], "--out", out).code == 4  # the record, not yet its bytes
    pair.send(pair.office, "PR-11", pair.laptop)  # asks
    pair.send(pair.laptop, "office", pair.office)  # answers
    pair.do(pair.office, "document", "get", added["id"], "--out", out)
    assert out.read_bytes() == file.read_bytes()
    # And at once, when a person says so.
    file.write_bytes(b"%PDF-1.7\n" + os.urandom(5000))
    second = pair.do(pair.laptop, "document", "add", file, "--kind", "agreement", "--case", case)
    sent = pair.do(pair.laptop, "bundle", "export", "--to", "office", "--out", pair.stick, "--attachments")
    pair.do(pair.office, "bundle", "import", sent["file"])
    out.unlink()
    pair.do(pair.office, "document", "get", second["id"], "--out", out)
    assert out.read_bytes() == file.read_bytes()


def test_a_difference_is_explained_record_by_record(pair: Trip) -> None:
    pair.round()
    found = pair.do(pair.office, "explain-difference", "PR-11")
    assert (found["differs"], found["missing"], found["unanswered"], found["records"]) == ([], [], [found["unanswered"][0]], [])
    note = pair.note(pair.office, "Biuro pastaba")
    found = pair.do(pair.office, "explain-difference", "PR-11")
    assert found["differs"] == ["note"]
    assert found["records"] == [{"record": "note", "id": note, "why": "not_sent", "bundle": None}]
    sent = pair.do(pair.office, "bundle", "export", "--to", "PR-11", "--out", pair.stick)
    found = pair.do(pair.office, "explain-difference", "PR-11")
    assert found["records"] == [{"record": "note", "id": note, "why": "not_acknowledged", "bundle": sent["number"]}]
    pair.do(pair.laptop, "bundle", "import", sent["file"])
    pair.do(pair.laptop, "bundle", "export", "--to", "office", "--out", pair.stick)  # lost
    pair.send(pair.laptop, "office", pair.office)
    found = pair.do(pair.office, "explain-difference", "PR-11")
    assert (found["differs"], found["records"]) == ([], [])
    assert len(found["missing"]) == 1
    assert pair.run.ask("--workspace", pair.laptop, "explain-difference", "PR-11").code == 3


def test_what_is_parked_is_shown_and_tried_again(pair: Trip, settings: Settings) -> None:
    """Bytes that no rule of this version reads come to count once a later version reads them; here the later version is a repaired log row."""
    parts = bootstrap.build_parts(settings, StandingClock())
    place = pair.office
    key = bootstrap.slots_of(place).open_passphrase("rasa", PASSPHRASE).db_key
    good = cbor2.dumps([1, b"s" * 16, 1, 5, 0, None, b"b" * 16, "task", b"r" * 16, None, [], {"title": ["Rasta"]}, {}], canonical=True)
    store = bootstrap.open_store(parts, place, key)
    try:
        with store.unit() as unit:
            unit.log.park(body_id(b"broken"), b"broken", "not CBOR", None, 3, 0)
            unit.log.park(body_id(good), good, "a later version", None, 4, 0)
            unit.local.set("parked_tried_by", "0.0.1")
    finally:
        store.close()
    shown = pair.do(place, "bundle", "parked")  # opening it was the upgrade: what can be read counts
    assert [(one["id"], one["why"], one["place"]) for one in shown] == [(body_id(b"broken").hex(), "not CBOR", 3)]
    assert '"title": "Rasta"' in "".join(pair.run.lines(place, "dump", "--kind", "task"))
    assert len(pair.do(place, "bundle", "parked", "--retry")) == 1


def test_an_office_record_of_a_laptop_is_parked_and_named(tmp_path: Path, settings: Settings) -> None:
    pair = Trip(tmp_path, settings, lines=60)
    laptop = tmp_path / "third"
    asked = pair.run.do("device", "request", laptop, "--name", "KA-05", "--login", "jonas", "--given-name", "Jonas", "--family-name", "Petkūnas",
                        "--out", tmp_path / "request-3")  # fmt: skip
    term = pair.term(laptop, "savas")
    pair.do(pair.office, "office", "enrol", tmp_path / "request-3", "--words", asked["words"], "--role", "U-SW", "--out", tmp_path / "welcome-3")
    pair.do(laptop, "device", "join", tmp_path / "welcome-3")
    sent = pair.do(laptop, "bundle", "export", "--to", "office", "--out", pair.stick)
    assert pair.do(pair.office, "bundle", "import", sent["file"], exits=(5,))[0]["parked"] == 1
    (one,) = pair.do(pair.office, "bundle", "parked")
    assert (one["why"], one["record"], one["of"], one["device"]) == ("office_kind", "term", term, "KA-05")
