"""The papers of the house out of a real workspace: what they say, what a client's copy leaves out, what is refused, what is noted."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from caseworker_desktop.kernel.errors import Denied, Refused, UsageError
from caseworker_desktop.paper.naming import safe_name
from caseworker_desktop.settings import Settings
from tests.clock import StandingClock
from tests.papers_world import CODE, GRADUATES, NAMES, VISIBILITY, PapersWorld, build, name_id
from tests.pdf_text import read_pdf
from tests.planning_world import another_laptop_writes


@pytest.fixture
def world(tmp_path: Path, settings: Settings, clock: StandingClock) -> Iterator[PapersWorld]:
    made = build(tmp_path / "office", settings, clock)
    yield made
    made.desk.close()


def test_every_paper_bears_the_house_the_project_and_the_moment(world: PapersWorld) -> None:
    read = world.read("attendance", "event")
    for said in (
        "VšĮ „Pavyzdinė pagalba“", "304567890", "Pavyzdžio g. 1, Alytus", f"Projektas „Pro vartus“, kodas {CODE}",
        "Projekto „Bausmių vykdymo sistemos gerinimas“ dalis", "Finansuoja Kalėjimų tarnyba", "ESF 85 %, Valstybės biudžetas 15 %", VISIBILITY,
        "2026 m. lapkričio 21 d. 14:20 duomenimis", "1 / 1 psl.",
    ):
        assert said in read.flowing, said
    assert read.tagged
    assert all(embedded for _, embedded in read.fonts)


def test_a_sign_in_sheet_has_everybody_and_room_for_more(world: PapersWorld) -> None:
    read = world.read("attendance", "event")
    for given, family in NAMES:
        assert f"{given} {family}" in read.flowing
    assert "Alytaus kalėjimas, Salė" in read.flowing
    assert "neatvestas (-a)" in read.flowing
    assert "Be vardų suskaičiuota 4" in read.flowing
    assert "7" in read.text.split()
    assert "Šešelgis" not in world.read("attendance", "event", "client").text


def test_certificates_of_a_group_are_sheets_of_their_own(world: PapersWorld) -> None:
    read = world.read("certificate", "group")
    assert len(read.pages) == GRADUATES
    for number, page in enumerate(read.pages):
        assert f"Nr. M-{number + 1}" in page
        assert f"Baigęs{number:02} Išgalvotas" in page
        assert "1 / 1 psl." in page
        assert "Biedrība „Tilts”" in page
    assert "Apimtis: 8 val." in read.pages[0]
    assert "Apimtis: 16 val." in read.pages[1]
    assert len(world.read("certificate", "member 3").pages) == 1


def test_no_certificate_for_those_who_did_not_complete(world: PapersWorld) -> None:
    world.load({"record": "group_member", "id": name_id("member 3"), "result": "dropped_out"})
    with pytest.raises(Refused) as refused:
        world.read("certificate", "member 3")
    assert refused.value.message.key == "papers.not_completed"
    assert len(world.read("certificate", "group").pages) == GRADUATES - 1


def test_a_consent_says_what_was_answered(world: PapersWorld) -> None:
    read = world.read("consent", "consent 0")
    assert "Dalijimasis su partneriu" in read.flowing
    assert "✓ □ 2027-01-10" in read.flowing
    assert "Fotografavimas" not in read.text
    every = world.read("consent", "person 0", language="lv")
    assert every.language == "lv"
    assert "Fotografēšana" in every.flowing
    assert "Datu nodošana partnerim" in every.flowing


def test_a_paper_is_in_the_persons_own_language(world: PapersWorld) -> None:
    world.load({"record": "person", "id": name_id("person 0"), "languages": ["lv"]})
    assert world.read("consent", "person 0").language == "lv"
    assert world.read("consent", "person 0", language="lt").language == "lt"


def test_a_file_is_named_so_that_every_disk_takes_it(world: PapersWorld, tmp_path: Path) -> None:
    paper = world.desk.papers.print("certificate", name_id("member 0"), target=tmp_path / "a.pdf")
    assert paper.file_name == "Pažymėjimas 9.1.2.0-16-I-001 2026-11-21.pdf"
    assert read_pdf((tmp_path / "a.pdf").read_bytes()).pages == read_pdf(paper.pdf).pages
    assert safe_name('a<b>c:d"e/f\\g|h?i*j\x00', None, "2026.") == "a-b-c-d-e-f-g-h-i-j- 2026"
    assert safe_name("con.x") == "_con.x"
    assert safe_name("...") == "_"


def test_what_is_asked_wrongly_is_told(world: PapersWorld) -> None:
    papers = world.desk.papers
    for wrong in (("poem", name_id("event")), ("attendance", name_id("event"), "office"), ("attendance", name_id("event"), "file", "de")):
        with pytest.raises(UsageError):
            papers.print(*wrong)
    for missing in (name_id("nobody"), "x", name_id("person 0")):
        with pytest.raises(Refused) as refused:
            papers.print("attendance", missing)
        assert refused.value.message.key == "papers.nothing_here"


def test_a_conflict_forbids_printing(world: PapersWorld) -> None:
    world.load({"record": "person", "id": name_id("person 0"), "family_name": "Šešelgis-Kitas"})
    another_laptop_writes(world.desk, world.clock, "person", name_id("person 0"), "family_name", "Kitoks")
    with pytest.raises(Refused) as refused:
        world.read("consent", "consent 0")
    assert refused.value.message.key == "papers.conflict"
    assert "Žygimantas" in world.read("attendance", "event").text


def test_a_role_that_may_not_read_may_not_print(world: PapersWorld) -> None:
    papers = world.desk.papers
    papers._may = lambda role, extra, kind, act: kind != "attendance"
    assert "attendance" not in {one.name for one in papers.kinds()}
    with pytest.raises(Denied):
        papers.print("attendance", name_id("event"))


def test_printing_is_noted_for_each_person(world: PapersWorld) -> None:
    store = world.desk.loading._store
    world.desk.papers.print("attendance", name_id("event"), purpose="preview")
    with store.reading() as reading:
        before = reading.connection.exec_driver_sql("SELECT count(*) FROM audit WHERE what = 'print'").scalar()
    world.desk.papers.print("attendance", name_id("event"))
    with store.reading() as reading:
        after = reading.connection.exec_driver_sql("SELECT count(DISTINCT record) FROM audit WHERE what = 'print'").scalar()
        assert reading.local.audit_holds()
    assert (before, after) == (0, len(NAMES))


def test_a_projects_code_stands_on_one_line(world: PapersWorld) -> None:
    code = "VP1-1.3-SADM-02-K-01-002"
    title = "Palaipsnės praktinės socialinės integracijos modelio sukūrimas"
    world.load({"record": "project", "id": name_id("project"), "code": code, "title": title})
    for language, second in (("lt", None), ("lv", "lt")):
        page = world.read("attendance", "event", language=language, second=second).pages[0]
        assert page.count(code) == (1 if second is None else 2)


def test_a_group_that_has_not_met_gets_columns_to_be_dated_by_hand(world: PapersWorld) -> None:
    group = world.load({"record": "group", "programme": name_id("programme"), "name": "Nauja grupė"})[0]
    world.load({"record": "group_member", "group": group, "person": name_id("person 0")})
    read = world.read("attendance", group)
    assert "Nauja grupė" in read.flowing
    assert read.structure.count("TH") == 2 + 8
