"""Another program opens the workbooks of all scenarios: LibreOffice makes pages of them, and the pages are read."""

from __future__ import annotations

import shutil
import subprocess

import pytest

from caseworker_desktop.kernel.progress import Silent
from caseworker_desktop.settings import Settings
from caseworker_desktop.usecases.reporting import Question
from tests.pdf_text import Read, read_pdf
from tests.scenario_world import Offices, expected

OFFICE = shutil.which("soffice")
WHY = "needs LibreOffice: apt-get install --no-install-recommends libreoffice-calc"
pytestmark = [pytest.mark.soak, pytest.mark.skipif(OFFICE is None, reason=WHY)]
SCENARIOS = ("s0", "s1", "s2", "s3", "s4")
LANGUAGES = ("lt", "lv", "en")
#: Words with the letters of each language that stand on every report.
WORDS = {"lt": ("Įvertinimas", "Kaip skaičiuota", "Metodikos pastabos"), "lv": ("Vērtējums", "Kā skaitīts", "Metodikas piezīmes"),
         "en": ("Notes on method", "Left out")}


@pytest.fixture(scope="module")
def pages(tmp_path_factory: pytest.TempPathFactory, lasting_settings: Settings) -> dict[tuple[str, str], Read]:
    folder = tmp_path_factory.mktemp("pages")
    offices = Offices(folder / "offices", lasting_settings)
    for name in SCENARIOS:
        told = expected(name)
        with offices.of(name).desk() as desk:
            for language in LANGUAGES:
                asked = Question(told["project"], as_of=told["tables"]["as_of"], language=language)
                desk.funder_report.write(asked, folder / f"{name}-{language}.xlsx", Silent(), names=True)
    command = [str(OFFICE), "--headless", f"-env:UserInstallation={(folder / 'profile').as_uri()}", "--convert-to", "pdf", "--outdir", str(folder)]
    subprocess.run([*command, *map(str, sorted(folder.glob("*.xlsx")))], check=True, capture_output=True)
    return {(name, language): read_pdf((folder / f"{name}-{language}.pdf").read_bytes()) for name in SCENARIOS for language in LANGUAGES}


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", SCENARIOS)
def test_every_page_can_be_read(pages: dict[tuple[str, str], Read], name: str, language: str) -> None:
    read = pages[name, language]
    assert not [text for text in read.pages if "###" in text or "#REF" in text or "#NAME" in text or "Err:" in text]
    assert len(read.pages) >= 9
    for word in WORDS[language]:
        assert word in read.flowing, word
    code = expected(name)["project"]
    assert all(code in text for text in read.pages)
    # The number of each page and of all stand at the foot of every one.
    for number, text in enumerate(read.pages, start=1):
        assert f"{number} / {len(read.pages)}" in text


@pytest.mark.parametrize("name", SCENARIOS)
def test_days_are_days(pages: dict[tuple[str, str], Read], name: str) -> None:
    day = expected(name)["tables"]["as_of"]
    year, month, date = day.split("-")
    assert day in pages[name, "lt"].pages[0]
    assert f"{date}.{month}.{year}." in pages[name, "lv"].pages[0]
    # No day shows as the number that a spreadsheet keeps it as.
    assert "45000" not in pages[name, "lt"].text.split()


def test_figures_of_the_report_stand_on_the_page(pages: dict[tuple[str, str], Read]) -> None:
    text = pages["s0", "lt"].flowing
    assert "EMPLOYED" in text
    assert "78" in text
    assert "103,33" in text or "103.33" in text
