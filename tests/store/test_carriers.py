"""The register of sticks: passages, what lies on one, a loss, its sheet, and the way to the office."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from caseworker_desktop.kernel.errors import LineRefused, Refused
from caseworker_desktop.kernel.progress import Silent
from caseworker_desktop.records.lists import institution_id
from caseworker_desktop.settings import Settings
from caseworker_desktop.usecases.carriers import IN, OUT, tell_until
from tests.clock import StandingClock
from tests.pdf_text import read_pdf
from tests.ui.two_places import PERSON, Places, client, load, two_places

GATE = institution_id("LT-PN-ALY")


@pytest.fixture
def places(tmp_path: Path, settings: Settings, clock: StandingClock) -> Iterator[Places]:
    made = two_places(tmp_path, settings, clock)
    client(made.laptop)
    yield made
    made.close()


def now(places: Places) -> str:
    return places.clock.now().isoformat()


def test_a_stick_is_registered_once_and_found_by_its_name(places: Places) -> None:
    carriers = places.laptop.carriers
    stick = carriers.register("3", serial="4C530001", label="BYLA3", permit="L-12", permit_until="2026-12-31")
    with pytest.raises(LineRefused) as taken:
        carriers.register(" 3 ")
    assert taken.value.field == "number"
    with pytest.raises(LineRefused):
        carriers.register("  ")
    found = carriers.labelled("byla3")
    assert found is not None
    assert (found.id, found.serial, found.permit) == (stick, "4C530001", "L-12")
    assert carriers.labelled("") is None
    carriers.change(stick, {"number": "3", "permit": None})
    assert carriers.every()[0].permit is None
    carriers.register("10")
    assert [one.number for one in carriers.every()] == ["3", "10"]


def test_passages_tell_who_where_and_which_way(places: Places) -> None:
    carriers, first = places.laptop.carriers, now(places)
    stick = carriers.register("3")
    carriers.passed(stick, IN, GATE, first)
    places.clock.tick(3600)
    carriers.passed(stick, OUT, GATE, now(places))
    assert [(one.way, one.staff, one.institution) for one in carriers.passages(stick)] == [
        (OUT, places.laptop.worker.staff, GATE), (IN, places.laptop.worker.staff, GATE)]  # fmt: skip
    last = carriers.every()[0].last
    assert last is not None
    assert last.way == OUT


def test_an_export_leaves_no_change_behind_by_being_noted(places: Places) -> None:
    carriers = places.laptop.carriers
    stick = carriers.register("3")
    done = places.laptop.exchange.export("office", places.stick, Silent())
    before = places.laptop.exchange.status()[0].waiting
    carriers.wrote(stick, done.sha256)
    assert places.laptop.exchange.status()[0].waiting == before
    (lying,) = carriers.lying(stick)
    assert (lying.file, lying.records, lying.persons, lying.safe) == (done.file.name, done.records, 1, False)


def test_a_loss_keeps_what_lay_there_travels_and_prints_without_a_name(places: Places) -> None:
    carriers = places.laptop.carriers
    stick = carriers.register("3", serial="4C530001", permit="L-12")
    carriers.passed(stick, OUT, GATE, now(places))
    done = places.laptop.exchange.export("office", places.stick, Silent())
    carriers.wrote(stick, done.sha256)
    with pytest.raises(LineRefused) as lacking:
        carriers.lose(stick, now(places), " ", None)
    assert lacking.value.field == "seen"
    loss = carriers.lose(stick, now(places), "Autobusų stotis, 16:40", "Palikta maišelyje")
    assert carriers.every()[0].lost == loss
    with pytest.raises(Refused):
        carriers.lose(stick, now(places), "kitur", None)
    with pytest.raises(Refused):
        carriers.passed(stick, IN, GATE, now(places))
    # The office learns of it by the next package, and prints the same sheet.
    for desk in (places.laptop, places.office):
        if desk is places.office:
            again = places.laptop.exchange.export("office", places.stick, Silent())
            assert places.office.receiving.import_files([again.file], Silent())[0].error is None
        read = read_pdf(desk.papers.print("breach", loss).pdf).flowing
        for said in ("Pranešimas apie prarastą atmintinę", "4C530001", "L-12", "Autobusų stotis, 16:40", done.file.name, "Duomenys apie 1 asmenį.",
                     "Byla 1", "ChaCha20-Poly1305", "VDAI", "BDAR 33 str. 1 d.", "2026-11-24"):  # fmt: skip
            assert said in read, said
        assert "Šešelgis" not in read
        assert "AL-0417" not in read
    assert tell_until("2026-11-21T14:20:00+02:00") == "2026-11-24T14:20:00+02:00"
    carriers.found(loss, now(places))
    assert carriers.every()[0].lost is None
    assert carriers.losses(stick)[0].found_at is not None


def test_sticks_are_kept_by_the_program_not_by_the_casework(places: Places) -> None:
    places.laptop.carriers.register("3")
    assert not {"carrier", "passage", "loss"} & {one.name for one in places.laptop.exporting.kinds()}


def test_what_is_received_but_not_safe_goes_again_and_is_told(places: Places) -> None:
    done = places.laptop.exchange.export("office", places.stick, Silent())
    places.office.receiving.import_files([done.file], Silent())
    answer = places.office.exchange.export(places.laptop.worker.device, places.stick, Silent())
    places.laptop.receiving.import_files([answer.file], Silent())
    load(places.laptop, {"record": "person", "id": PERSON, "phone": "+37060000011"})
    waiting, goes = places.laptop.exchange.status()[0].waiting, places.laptop.exchange.goes("office")
    assert waiting < goes
    assert goes == places.laptop.exchange.export("office", places.stick, Silent()).operations
