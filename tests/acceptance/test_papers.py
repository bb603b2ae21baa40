"""What five projects need of paper: who we are, whose project it is, codes exactly as written, and how old the data is."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import pytest

from caseworker_desktop.settings import Settings
from caseworker_desktop.texts import Texts
from tests.clock import StandingClock
from tests.papers_world import CODE, VISIBILITY, PapersWorld, build, name_id
from tests.pdf_text import read_pdf

SIGNED_BY_PARTICIPANTS = {
    "consent": "person 0", "questionnaire": "participation 0", "attendance": "event", "certificate": "member 0", "referral": "referral",
    "checklist": "case 0", "placement-agreement": "placement", "tutor-sheet": "placement", "mentor-sheet": "match", "letter": "person 0",
}


@pytest.fixture
def world(tmp_path: Path, settings: Settings, clock: StandingClock) -> Iterator[PapersWorld]:
    made = build(tmp_path / "office", settings, clock)
    yield made
    made.desk.close()


def test_a0_01_a_dated_publicity_item_stands_in_the_annex(world: PapersWorld, tmp_path: Path, texts: Texts) -> None:
    page = tmp_path / "straipsnis.pdf"
    page.write_bytes(b"%PDF-1.4 straipsnis")
    world.desk.documenting.add(page, "publicity", project=name_id("project"), on="2023-02-21", source_url="https://example.org/naujienos/1")
    flowing = world.read("project", "project").flowing
    assert "Priedas: viešinimas ir įrodymai" in flowing
    assert "2023-02-21 Viešinimas 2023-02-21 https://example.org/naujienos/1" in flowing
    assert texts.date("2023-02-21") == "2023-02-21"


def test_a0_24_lead_and_author_are_printed(world: PapersWorld) -> None:
    flowing = world.read("project", "project").flowing
    for name, value in (("Vadovas (-ė)", "Eglė Kazlauskienė"), ("Idėjos autorius (-ė)", "Ona Autorė")):
        assert 0 <= flowing.index(name) < flowing.index(value)


def test_a0_31_every_print_states_its_moment_in_the_long_form(world: PapersWorld, clock: StandingClock) -> None:
    clock.tick((datetime(2023, 2, 21, 16, 32, tzinfo=clock.now().tzinfo) - clock.now()).total_seconds())
    plan = world.desk.planning.create(name_id("case 0")).id
    papers = {**SIGNED_BY_PARTICIPANTS, "plan": plan, "skills": "person 0", "minutes": "meeting", "person": "person 0", "project": "project",
              "handout": "project", "partner": "partner", "calendar": world.desk.worker.staff,
              "breach": world.desk.carriers.lose(world.desk.carriers.register("A-12"), clock.now().isoformat(), "Stotis", None)}
    assert set(papers) == {one.name for one in world.desk.papers.kinds()} - {"gate-slip"}
    for kind, name in papers.items():
        for page in world.read(kind, name).pages:
            assert "2023 m. vasario 21 d. 16:32" in page, kind


def test_a1_10_our_name_code_and_address_head_every_print(world: PapersWorld) -> None:
    for kind, name in SIGNED_BY_PARTICIPANTS.items():
        first = " ".join(world.read(kind, name).pages[0].split())
        for said in ("VšĮ „Pavyzdinė pagalba“", "304567890", "Pavyzdžio g. 1, Alytus", "+370 600 00001"):
            assert said in first, (kind, said)


def test_a1_11_the_head_names_funder_and_parent_project(world: PapersWorld) -> None:
    flowing = world.read("project", "project").flowing
    assert "Finansuoja Kalėjimų tarnyba" in flowing
    assert "Projekto „Bausmių vykdymo sistemos gerinimas“ dalis" in flowing


def test_a2_16_a_code_with_slashes_is_printed_exactly_and_its_file_has_a_safe_name(world: PapersWorld) -> None:
    paper = world.desk.papers.print("attendance", name_id("event"))
    assert CODE == "9.1.2.0/16/I/001"
    assert f"kodas {CODE}" in read_pdf(paper.pdf).flowing
    assert paper.file_name == "Dalyvių sąrašas 9.1.2.0-16-I-001 2026-11-21.pdf"


def test_a2_21_a_latvian_number_is_shown_with_its_country_and_eight_digits(world: PapersWorld) -> None:
    world.load({"record": "person", "id": name_id("person 0"), "phone": "29123456"})
    assert world.desk.editing.rows("person", given_names="Žygimantas")[0].phone == "+37129123456"
    assert "+371 29 123 456" in world.read("questionnaire", "participation 0").flowing


def test_a3_02_an_organisation_is_marked_by_its_abbreviation(world: PapersWorld) -> None:
    office = world.desk.editing.rows("organisation")[0].id
    world.load({"record": "organisation", "id": office, "name": "VšĮ Socializacijos ir darbinio mokymo centras", "abbreviation": "SDMC"})
    for name in ("project", "event"):
        first = world.read("project" if name == "project" else "attendance", name).pages[0]
        assert "VšĮ Socializacijos ir darbinio mokymo centras (SDMC)" in " ".join(first.split())


def test_a3_03_programme_priority_measure_and_project_are_all_printed(world: PapersWorld) -> None:
    flowing = world.read("project", "project").flowing
    for said in ("Žmogiškųjų išteklių plėtros veiksmų programa", "1 prioritetas", "VP1-1.3-SADM-02-K", CODE):
        assert said in flowing


def test_a3_20_the_employer_handout_prints_after_the_project_has_closed(world: PapersWorld) -> None:
    world.load({"record": "project", "id": name_id("project"), "status": "closed"})
    flowing = world.read("handout", "project").flowing
    assert "Kviečiame kartu įdarbinti" in flowing
    assert "Kam skambinti" in flowing
    assert world.desk.projects.open(name_id("project"), "lt") is not None


def test_a3_24_a_project_code_is_kept_exactly(world: PapersWorld) -> None:
    world.load({"record": "project", "id": name_id("project"), "code": "VP1-1.3-SADM-02-K-01-002"})
    assert "kodas VP1-1.3-SADM-02-K-01-002" in world.read("attendance", "event").flowing


def test_a3_25_the_funders_statement_stands_on_every_participants_paper(world: PapersWorld) -> None:
    assert VISIBILITY in world.read("attendance", "event").flowing
    for kind, name in SIGNED_BY_PARTICIPANTS.items():
        assert VISIBILITY in world.read(kind, name).flowing, kind
