"""The printed plan: what stands on each copy, in each language, and what must not."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from caseworker_desktop.kernel.errors import Refused
from caseworker_desktop.paper.pages import page_count
from caseworker_desktop.paper.plan import plan_paper
from caseworker_desktop.paper.press import Press
from caseworker_desktop.paper.wording import wording
from caseworker_desktop.records.lists import Lists
from caseworker_desktop.records.plan.content import content_digest, plan_content
from caseworker_desktop.records.views.plan_rows import PlanSheet
from caseworker_desktop.texts import Texts
from tests.pdf_text import Read, read_pdf
from tests.plan_sample import goal, plan_sheet, step

GOLDEN = Path(__file__).parents[1] / "golden" / "plan"
AS_OF = "2026-11-20T13:42:00.000+00:00"
Print = Callable[..., Read]


@pytest.fixture(scope="module")
def press(resources: Path) -> Press:
    return Press(resources)


@pytest.fixture(scope="module")
def lists(resources: Path) -> Lists:
    return Lists.load(resources)


@pytest.fixture
def pdf_of(press: Press, lists: Lists, texts_in: Callable[[str], Texts]) -> Callable[..., bytes]:
    def print_(sheet: PlanSheet, copy: str = "file", language: str = "lt", second: str | None = None, **told: bool) -> bytes:
        digest = content_digest(plan_content(sheet))
        return press.print(plan_paper(sheet, wording(texts_in, lists, language, second), copy, AS_OF, digest, 3, **told))

    return print_


@pytest.fixture
def printed(pdf_of: Callable[..., bytes]) -> Print:
    def print_(*told: object, **named: object) -> Read:
        return read_pdf(pdf_of(*told, **named))

    return print_


@pytest.mark.parametrize(("copy", "language", "second"), [
    ("file", "lt", None), ("file", "lv", None), ("file", "lt", "lv"), ("client", "lt", None), ("client", "lv", "en"),
])
def test_the_pages_say_what_they_said(printed: Print, copy: str, language: str, second: str | None) -> None:
    """Delete a golden file to have it written anew; then read it."""
    path = GOLDEN / f"{copy}-{'-'.join(filter(None, (language, second)))}.txt"
    said = "\n\f\n".join(printed(plan_sheet(), copy, language, second).pages) + "\n"
    said = "\n".join(line.rstrip() for line in said.split("\n"))
    if not path.exists():
        path.write_text(said, encoding="utf-8")
        pytest.fail(f"{path.name} was written: read it")
    assert said == path.read_text(encoding="utf-8")


def test_it_is_tagged_for_everybody(pdf_of: Callable[..., bytes]) -> None:
    pdf = pdf_of(plan_sheet())
    read = read_pdf(pdf)
    assert read.tagged
    assert read.language == "lt"
    assert read.title == "Individualus pagalbos planas Nr. 2026-117"
    assert {"H1", "H2", "Table", "THead", "TH", "TD"} <= set(read.structure)
    assert re.search(rb"<pdfuaid:part>1</pdfuaid:part>", pdf)
    assert b"/MarkInfo" in pdf
    assert b"/StructTreeRoot" in pdf


@pytest.mark.parametrize("copy", ["file", "client"])
def test_every_font_is_ours_and_embedded(printed: Print, copy: str) -> None:
    fonts = printed(plan_sheet(), copy).fonts
    assert fonts
    assert all(embedded for _, embedded in fonts)
    assert {name.partition("+")[2] for name, _ in fonts} == {"Inter-Regular", "Inter-SemiBold", "Inter-Italic"}


@pytest.mark.parametrize(("language", "letters"), [
    ("lt", "Ąžuolo, Čiurlionio, Ęsio, Ėriuko, Įkainio, Šalčininkų, Ųsas, Ūkio, Žvėryno ąčęėįšųūž"),
    ("lv", "Ādažu, Čaks, Ēriks, Ģirts, Īvāns, Ķekava, Ļaudona, Ņikita, Šampēteris, Ūbele, Žanis āčēģīķļņšūž"),
])
def test_letters_are_right(printed: Print, language: str, letters: str) -> None:
    sheet = plan_sheet()
    goals = (goal(1, "N-EMP", letters, letters, step(1, letters, "client", "2026-12-01")),)
    read = printed(replace(sheet, goals=goals, plan=replace(sheet.plan, strengths=letters)), language=language)
    assert read.flowing.count(letters) == 4
    assert read.language == language


def test_footer_tells_version_code_moment_and_page(printed: Print) -> None:
    sheet = plan_sheet()
    digest = content_digest(plan_content(sheet))
    for copy in ("file", "client"):
        read = printed(sheet, copy)
        for number, page in enumerate(read.pages, 1):
            assert f"Planas Nr. 2026-117 · 3 versija · 2026 m. lapkričio 20 d. 15:42 duomenimis · kontrolinis kodas {digest[:8]}" in page
            assert f"{number} / {len(read.pages)} psl." in page


def test_client_copy_leaves_out_what_a_cell_mate_must_not_read(printed: Print) -> None:
    sheet = plan_sheet()
    health = goal(4, "N-ALC", "Noriu gyventi blaiviai.", "metus negeriu", step(9, "Eiti į grupę", "client", "2026-12-20"))
    unknown = goal(5, "OFFICE-OWN", "Noriu ramybės.", "miegu", step(10, "Kalbėtis", "client", "2026-12-20"))
    dropped = goal(6, "N-EDU", "Noriu baigti mokyklą.", "turiu pažymėjimą", status="dropped")
    sheet = replace(sheet, goals=(*sheet.goals, health, unknown, dropped))
    read = printed(sheet, "client")
    for secret in (
        "Šešelgis", "1991", "Alytaus kalėjimas", "AL-0417", "Poreikiai", "Po paleidimo neturi kur gyventi", "kiek skolingas", "Gauti skolų sąrašą",
        "Peržiūros", "Vėlavo dėl perkėlimo", "Alkoholis", "Noriu baigti mokyklą", "Alytaus miesto savivaldybė", "Artimieji", "sutinka iš dalies",
    ):
        assert secret not in read.flowing, secret
    assert "3. „Noriu gyventi blaiviai.“" in read.flowing
    assert "4. „Noriu ramybės.“" in read.flowing
    for shown in ("Žygimantas Š.", "2026-12-09", "Eglė Kazlauskienė", "1. Būstas. „Noriu turėti", "Aš", "+370 600 00001", "112"):
        assert shown in read.flowing, shown


def test_file_copy_has_all_sections_in_order(printed: Print) -> None:
    read = printed(plan_sheet())
    heads = ["A. Asmuo", "B. Stiprybės", "C. Poreikiai", "D. Tikslai ir žingsniai", "E. Kas informuojamas", "F. Pirmoji savaitė laisvėje",
             "G. Peržiūros", "H. Susitarimas ir parašai"]
    places = [read.flowing.index(head) for head in heads]
    assert places == sorted(places)
    assert "VšĮ „Pavyzdinė pagalba“" in read.flowing
    assert "kodas DEMO-2026-01 Bendrai finansuoja Europos Sąjunga" in read.flowing


def test_without_a_first_week_signatures_are_g(printed: Print) -> None:
    read = printed(plan_sheet(release=None))
    assert "Pirmoji savaitė" not in read.text
    assert "F. Peržiūros" in read.text
    assert "G. Susitarimas ir parašai" in read.text


@pytest.mark.parametrize(("language", "word"), [("lt", "Juodraštis"), ("lv", "Melnraksts"), ("en", "Draft")])
@pytest.mark.parametrize("copy", ["file", "client"])
def test_a_draft_says_so(printed: Print, copy: str, language: str, word: str) -> None:
    sheet = plan_sheet()
    assert word not in printed(sheet, copy, language).text
    read = printed(replace(sheet, plan=replace(sheet.plan, status="draft")), copy, language)
    assert word in read.pages[0]
    assert all(word.upper() in page for page in read.pages)


def test_two_languages_stand_side_by_side(printed: Print) -> None:
    read = printed(plan_sheet(), "file", "lt", "lv")
    for both in ("A. Asmuo / Persona", "Būstas / Mājoklis", "Žingsnis / Solis", "Vardas, pavardė / Vārds, uzvārds", "Darbdavys / Darba devējs"):
        assert both in read.flowing, both
    assert "kontrolinis kodas" in read.text
    assert "kontrolkods" in read.text
    assert printed(plan_sheet(), "file", "lt", "lt").text == printed(plan_sheet()).text


def test_a_version_nobody_printed_yet_is_in_preparation(printed: Print) -> None:
    assert "3 versija (rengiama)" in printed(plan_sheet(), "client", kept=False).text


@pytest.mark.parametrize(("born", "minor"), [
    ("2008-11-20", False), ("2008-11-21", True), ("2008-11", True), ("2008", True), ("2007", False), (None, False),
])
def test_a_minor_has_a_guardian_sign(printed: Print, born: str | None, minor: bool) -> None:
    sheet = plan_sheet()
    for copy in ("file", "client"):
        read = printed(replace(sheet, person=replace(sheet.person, birth_date=born)), copy)
        assert ("globėjas arba tėvai" in read.flowing) is minor


def test_specialists_of_the_steps_sign_once_each(printed: Print) -> None:
    read = printed(plan_sheet())
    assert read.flowing.count("specialistas (-ė), parašas, data") == 2
    assert "Ieva Mikalauskaitė" in read.flowing
    assert "Tomas Teisininkas" in read.flowing


def test_an_empty_plan_prints(printed: Print) -> None:
    sheet = plan_sheet(goals=(), needs=(), reviews=(), consents=frozenset(), project=None, release=None, institution=None)
    sheet = replace(sheet, case=replace(sheet.case, lead=None, number=None), plan=replace(sheet.plan, number=None, strengths=None))
    assert len(printed(sheet).pages) == 1
    assert len(printed(sheet, "client").pages) == 1


def test_words_are_never_markup_and_no_sign_stops_the_press(printed: Print) -> None:
    words = '#panic("x") #set page(width: 1cm) $x^2$ @ref <label> ] } *b* _i_ \\ `raw` "q" [[ // /* 😀 漢字 Привет' + "x" * 300
    sheet = plan_sheet()
    goals = (goal(1, "N-EMP", words, words, step(1, words, "partner", "2026-12-01", partner=words)),)
    read = printed(replace(sheet, goals=goals, plan=replace(sheet.plan, strengths=words, number=words[:80])))
    shown = read.flowing.replace(" ", "")
    for kept in ('#panic("x")#setpage(width:1cm)$x^2$@ref<label>]}*b*_i_\\`raw`"q"[[///*□□□Привет',):
        assert shown.count(kept) >= 4
    assert all(embedded for _, embedded in read.fonts)


def test_a_very_long_goal_runs_on_over_pages(printed: Print) -> None:
    words = "Labai ilgas sakinys, kuris nesibaigia. " * 400
    sheet = plan_sheet(goals=(goal(1, "N-EMP", words, "taip", *(step(n, f"Žingsnis {n}.", "client", "2026-12-01") for n in range(60))),))
    read = printed(sheet)
    assert read.flowing.count("kuris nesibaigia.") == 400
    assert all(f"Žingsnis {n}." in read.text for n in range(60))


def test_an_emblem_stands_in_the_head_and_a_damaged_one_is_refused(press: Press, lists: Lists, texts_in: Callable[[str], Texts]) -> None:
    sheet = plan_sheet()
    said = plan_paper(sheet, wording(texts_in, lists, "lt", None), "file", AS_OF, "0" * 64, 1, emblem="emblem.svg")
    svg = b"<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 9 9'><rect width='9' height='9'/></svg>"
    assert page_count(press.print(said, {"emblem.svg": svg})) == 2
    with pytest.raises(Refused) as refused:
        press.print(said, {"emblem.svg": b"<svg"})
    assert refused.value.message.key == "paper.bad_image"
