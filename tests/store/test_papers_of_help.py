"""The papers of the daily work: what each says, and what a client's copy must not."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from caseworker_desktop.kernel.errors import Refused, UsageError
from caseworker_desktop.settings import Settings
from caseworker_desktop.store.local import BundleNote
from tests.clock import StandingClock
from tests.papers_world import CODE, PapersWorld, build, name_id
from tests.pdf_text import read_pdf


@pytest.fixture
def world(tmp_path: Path, settings: Settings, clock: StandingClock) -> Iterator[PapersWorld]:
    made = build(tmp_path / "office", settings, clock)
    yield made
    made.desk.close()


@pytest.mark.parametrize(("kind", "name", "said"), [
    ("questionnaire", "participation 0", (
        "F13 Negalia □ Taip □ Ne □ Nežinoma ✓ Atsisakė atsakyti", "✓ ISCED 3", "+370 612 34567", "Asmens kodas K-0")),
    ("referral", "referral", ("Caritas Alytus", "Priklausomybė nuo alkoholio", "2026-01-10", "priimta", "laukia eilėje")),
    ("checklist", "case 0", ("✓ Asmens tapatybės dokumentas Klientas (-ė) 2026-11-02", "□ Banko sąskaita Eglė Kazlauskienė 2026-11-30", "antstolio")),
    ("placement-agreement", "placement", ("Nr. TS-7", "UAB „Pavyzdinis metalas“, kodas 123456789, Darbo g. 2", "420,50 €", "Jonas Meistras")),
    ("tutor-sheet", "placement", ("Motyvacija 4 8", "Stropus.")),
    ("skills", "person 0", ("Suvirintojas.", "4 → 8", "lietuvių")),
    ("mentor-sheet", "match", ("Rūta Ąžuolaitė", "Žygimantas Š.", "Nuotaika")),
    ("minutes", "meeting", ("Caritas Alytus", "Atsiųsti sąrašą Eglė Kazlauskienė 2026-12-01", "2026 m. lapkričio 18 d. 14:00")),
    ("letter", "person 0", ("Gerb. Žygimantai Šešelgi,", "Pagarbiai")),
    ("person", "person 0", ("Slapta g. 5", "Serga diabetu.", "Motyvacija: 4")),
])
def test_each_paper_says_what_is_on_record(world: PapersWorld, kind: str, name: str, said: tuple[str, ...]) -> None:
    read = world.read(kind, name)
    flowing = read.flowing.replace("\u00a0", " ")
    for one in said:
        assert one in flowing, one
    assert read.tagged
    assert "2026 m. lapkričio 21 d. 14:20 duomenimis" in flowing
    assert "Vagystė" not in flowing


def test_every_client_copy_leaves_out_what_a_cell_mate_must_not_read(world: PapersWorld) -> None:
    ids = {"consent": "consent 0", "questionnaire": "participation 0", "attendance": "event", "referral": "referral", "checklist": "case 0",
           "placement-agreement": "placement", "tutor-sheet": "placement", "skills": "person 0", "minutes": "meeting", "person": "person 0"}
    with_copies = {one.name for one in world.desk.papers.kinds() if one.copies and one.name != "plan"}
    assert with_copies == set(ids)
    for kind, name in ids.items():
        flowing = world.read(kind, name, "client").flowing
        for secret in ("Slapta g. 5", "diabetu", "Vagystė", "alkoholio", "4 → 8", "Motyvacija 4", "Kliento įvertinimas", "Negalia"):
            assert secret not in flowing, (kind, secret)


def lost_stick(world: PapersWorld) -> str:
    carriers, now = world.desk.carriers, world.desk.worker.clock.now().isoformat()
    stick = carriers.register("A-12")
    carriers.passed(stick, "out", None, now)
    return carriers.lose(stick, now, "Stotis", None)


def test_every_paper_prints_in_each_language_and_in_two(world: PapersWorld) -> None:
    some = {"consent": "person 0", "questionnaire": "participation 1", "attendance": "group", "certificate": "member 2", "referral": "referral",
            "checklist": "case 1", "placement-agreement": "placement", "tutor-sheet": "placement", "skills": "case 0", "mentor-sheet": "match",
            "minutes": "meeting", "letter": "person 2", "calendar": world.desk.worker.staff, "person": "person 1", "project": "project",
            "handout": "project", "partner": "partner", "breach": lost_stick(world)}
    assert {one.name for one in world.desk.papers.kinds()} - {"plan", "gate-slip"} == set(some)
    for kind, name in some.items():
        for language, second in (("lv", None), ("en", "lt")):
            read = world.read(kind, name, language=language, second=second)
            assert read.language == language
            assert read.title
            assert all(embedded for _, embedded in read.fonts)


def test_a_half_page_is_half_a_page(world: PapersWorld) -> None:
    paper = world.desk.papers.print("mentor-sheet", name_id("match"))
    picture = world.desk.papers.picture(paper, 1, 210)
    assert (paper.form, paper.pages) == ("a5-wide", 1)
    assert picture.height in (148, 149)


def test_a_checklist_without_lines_is_printed_to_be_begun(world: PapersWorld) -> None:
    flowing = world.read("checklist", "case 1").flowing
    assert "Teisės ir išmokos" in flowing
    assert "Pasirengimas paleidimui" in flowing
    assert "□ Asmens tapatybės dokumentas" in flowing


def test_a_letter_takes_the_offices_words_and_the_workers_name_form(world: PapersWorld) -> None:
    world.load({"record": "template", "code": "KVIETIMAS", "kind": "letter", "name_lt": "Kvietimas",
                "body": {"lt": "Kviečiame {dative} susitikti.\n\nLauksime.", "lv": "Aicinām."}},
               {"record": "person", "id": name_id("person 0"), "name_vocative": "Žygimantai"})
    papers = world.desk.papers
    read = read_pdf(papers.print("letter", name_id("person 0"), options={"template": "KVIETIMAS"}).pdf)
    assert "Gerb. Žygimantai," in read.flowing
    assert "Kviečiame Žygimantui Šešelgiui susitikti. Lauksime." in read.flowing
    with pytest.raises(Refused) as refused:
        papers.print("letter", name_id("person 0"), options={"template": "NĖRA"})
    assert refused.value.message.key == "papers.no_template"


def test_a_calendar_shows_the_week_asked_for_and_no_family_name(world: PapersWorld) -> None:
    staff = world.desk.worker.staff
    world.load({"record": "session", "kind": "individual", "starts_at": "2026-11-25T23:30:00+02:00", "minutes": 40, "staff": [staff],
                "cases": [name_id("case 0")]})
    now = world.read("calendar", staff).flowing
    assert "Penktadienis, 2026 m. lapkričio 20 d." in now
    later = world.read("calendar", staff, options={"on": "2026-11-23"}).flowing
    assert "Trečiadienis, 2026 m. lapkričio 25 d. Laikas Kas Su kuo Vieta Trukmė 23:30" in later
    assert "Žygimantas Š." in later
    assert "Šešelgis" not in later
    assert "Atsiųsti sąrašą" in world.read("calendar", staff, options={"on": "2026-12-02"}).flowing
    with pytest.raises(UsageError):
        world.read("calendar", staff, options={"on": "rytoj"})


def test_an_access_print_says_of_protected_words_that_they_are_kept(world: PapersWorld) -> None:
    world.load(
        {"record": "note", "case": name_id("case 0"), "level": "author", "text": "Slapta pastaba.", "signed_on": "2026-11-01T10:00:00+02:00"},
        {"record": "note", "case": name_id("case 0"), "level": "shared", "text": "Atvira pastaba.", "signed_on": "2026-11-02T10:00:00+02:00"})
    flowing = world.read("person", "person 0").flowing
    assert "Atvira pastaba." in flowing
    assert "Slapta pastaba." not in flowing
    assert "skaito tik specialistas" in flowing
    assert "Atvira pastaba." not in world.read("person", "person 0", "client").flowing


def test_the_gate_slip_names_files_and_nobody(world: PapersWorld) -> None:
    digest = bytes(range(32))
    with world.desk.loading._store.unit() as unit:
        unit.local.note_bundle(BundleNote(digest, b"\x01" * 16, True, 7, 1_795_000_000_000, "byla-0007.age", {"bytes": 123456}))
    read = read_pdf(world.desk.papers.print("gate-slip", digest.hex(), options={"stick": "A-12"}).pdf)
    for said in ("byla-0007.age", "123 456", "00010203 04050607", "A-12", "Eglė Kazlauskienė", "klientų duomenų nėra"):
        assert said in read.flowing.replace("\u00a0", " "), said
    assert "Šešelgis" not in read.text
    for wrong in ("00" * 32, "x"):
        with pytest.raises(Refused) as refused:
            world.desk.papers.print("gate-slip", wrong)
        assert refused.value.message.key == "papers.no_package"


def test_a_project_sheet_prints_its_whole_descent(world: PapersWorld) -> None:
    flowing = world.read("project", "project").flowing
    for said in ("Žmogiškųjų išteklių plėtros veiksmų programa", "1 prioritetas", "VP1-1.3-SADM-02-K", CODE, "ESF 85 % 85 000,00 €", "Ona Autorė",
                 "Pradėti anksčiau.", "PPSI modelis v1 2026-06-30", "šeima Stiprinti šeimas"):
        assert said in flowing.replace("\u00a0", " "), said


def test_what_a_role_may_not_read_stands_on_no_paper_it_prints(world: PapersWorld) -> None:
    whole = world.read("person", "person 0").flowing
    may = world.desk.papers._may
    world.desk.papers._may = lambda role, extra, kind, act: kind not in ("need", "flag") and may(role, extra, kind, act)
    part = world.read("person", "person 0").flowing
    assert "Kliento įvertinimas: 3" in whole
    assert "diabetu" in whole
    for hidden in ("Kliento įvertinimas", "diabetu"):
        assert hidden not in part
    assert "šis darbuotojas nemato" in part
    assert "šis darbuotojas nemato" not in whole
