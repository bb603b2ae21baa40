"""The funder's report as a workbook: the same numbers as the report, an official head, charts, A4; and nothing half-written."""

from __future__ import annotations

import tempfile
import zipfile
from collections.abc import Iterator
from pathlib import Path

import openpyxl
import pytest

from caseworker_desktop.kernel.errors import Cancelled
from caseworker_desktop.kernel.message import Message
from caseworker_desktop.kernel.progress import Silent
from caseworker_desktop.report.book import Book, Head, Sheet
from caseworker_desktop.report.sheet import write
from caseworker_desktop.settings import Settings
from caseworker_desktop.usecases.desk import Desk
from caseworker_desktop.usecases.reporting import Question
from tests.pdf_text import read_pdf
from tests.scenario_world import Offices, expected


@pytest.fixture(scope="module")
def offices(tmp_path_factory: pytest.TempPathFactory, lasting_settings: Settings) -> Offices:
    return Offices(tmp_path_factory.mktemp("offices"), lasting_settings)


@pytest.fixture
def desk(offices: Offices) -> Iterator[Desk]:
    with offices.of("s0").desk() as one:
        yield one


ASKED = Question("PNIR-2022/12", as_of="2023-02-21")


def values(path: Path) -> dict[str, list[tuple[object, ...]]]:
    return {sheet.title: [tuple(row) for row in sheet.iter_rows(values_only=True)] for sheet in openpyxl.load_workbook(path)}


def test_the_report_of_project_000(desk: Desk, tmp_path: Path) -> None:
    path = tmp_path / "ataskaita.xlsx"
    assert desk.funder_report.write(ASKED, path, Silent()) == 9
    found = values(path)
    assert list(found) == ["Ataskaita", "Rodikliai", "Dalyviai", "Paslaugos", "Paslaugos per mėnesį", "Lankomumas", "Laikini darbai", "Partneriai",
                           "Metodikos pastabos"]
    cover = {row[0]: row[1] for row in found["Ataskaita"] if row[0]}
    assert cover["Projekto kodas"] == "PNIR-2022/12"
    assert cover["Duomenų diena"] == "2023-02-21"
    assert cover["Viešinimo tekstas"] == "Išgalvoti mokymo duomenys"
    assert cover["Parengta"] == f"{desk.worker.clock.now():%Y-%m-%d} " + str(cover["Parengta"]).split()[1]
    assert str(cover["Finansavimo dalys"]).endswith("100 %")
    figures = {one.code: one for one in desk.reporting.indicators(ASKED.project, "2023-02-21")}
    rows = {row[0]: row for row in found["Rodikliai"][4:] if row[0] in figures}
    assert set(rows) == set(figures)
    for code, row in rows.items():
        one = figures[code]
        told = (one.value, one.numerator, one.denominator, one.unknown - one.refused, one.refused, one.lowest, one.highest, one.target)
        assert (row[2], row[4], row[5], row[6], row[7], row[8], row[9], row[11]) == told
    assert rows["EMPLOYED"][2:6] == (78, "proc.", 39, 50)


def test_participants_are_numbers_unless_names_are_asked_for(desk: Desk, tmp_path: Path) -> None:
    with_names, without = tmp_path / "a.xlsx", tmp_path / "b.xlsx"
    desk.funder_report.write(ASKED, with_names, Silent(), names=True)
    desk.funder_report.write(ASKED, without, Silent())
    names = {row["name"] for row in desk.reporting.listing("participants", ASKED).rows}
    assert names <= {row[0] for row in values(with_names)["Dalyviai"]}
    cells = {str(cell) for rows in values(without).values() for row in rows for cell in row}
    assert not names & cells
    assert "D-0001" in cells


def test_it_prints_on_a4_with_headings_and_page_numbers(desk: Desk, tmp_path: Path) -> None:
    path = tmp_path / "ataskaita.xlsx"
    desk.funder_report.write(ASKED, path, Silent())
    for sheet in openpyxl.load_workbook(path).worksheets:
        assert sheet.page_setup.paperSize == 9
        assert sheet.sheet_properties.pageSetUpPr.fitToPage
        assert sheet.page_setup.fitToHeight == 0
        assert sheet.oddFooter.right.text == "&P / &N"
        assert sheet.oddHeader.left.text == "PNIR-2022/12"
        if sheet.title != "Ataskaita":
            assert sheet.print_title_rows == "$4:$4"
            assert sheet.freeze_panes == "A5"
    with zipfile.ZipFile(path) as zipped:
        charts = [name for name in zipped.namelist() if name.startswith("xl/charts/chart")]
        assert len(charts) == 2
        assert b"0072B2" in zipped.read(charts[0])


def test_the_same_records_give_the_same_cells(desk: Desk, tmp_path: Path) -> None:
    for name in ("a", "b"):
        desk.funder_report.write(ASKED, tmp_path / f"{name}.xlsx", Silent())
    one, other = values(tmp_path / "a.xlsx"), values(tmp_path / "b.xlsx")
    for rows in (one, other):
        rows["Ataskaita"] = [row for row in rows["Ataskaita"] if row[0] != "Parengta"]
    assert one == other


class StopAt:
    """Stops at the first step of a stage."""

    def __init__(self, stage: str) -> None:
        self._stage = stage

    def step(self, stage: Message, done: int, total: int) -> None:
        if stage.key == self._stage:
            raise Cancelled


def test_stopped_it_leaves_the_old_file_and_nothing_else(desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "ataskaita.xlsx"
    path.write_bytes(b"sena")
    streams = tmp_path / "streams"
    streams.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(streams))
    with pytest.raises(Cancelled):
        desk.funder_report.write(ASKED, path, StopAt("report.stage.writing"))
    assert path.read_bytes() == b"sena"
    assert sorted(one.name for one in tmp_path.iterdir()) == ["ataskaita.xlsx", "streams"]
    assert list(streams.iterdir()) == []


def test_one_report_as_a_sheet(desk: Desk, tmp_path: Path) -> None:
    path = tmp_path / "paslaugos.xlsx"
    listing = desk.funder_report.write_listing("services", Question(ASKED.project, as_of=ASKED.as_of, by=("kind",)), path, Silent())
    rows = values(path)["Paslaugos"]
    assert [row[:3] for row in rows[4:8]] == [(row["key"], row["name"], row["sessions"]) for row in listing.rows] + [("Iš viso", None, 127)]
    assert rows[3][:3] == ("Kodas", "Pavadinimas", "Susitikimai")


def test_a_text_is_never_a_formula_and_a_name_fits_a_sheet(tmp_path: Path) -> None:
    sheet = Sheet("Labai ilgas lapo pavadinimas: [2023/01] ar daugiau", "Lapas", (Head("Tekstas", "text", 20), Head("Skaičius", "count", 9)),
                  [("=HYPERLINK(\"x\")", 5), ("+1\x07", None), ("@cmd", 7)], count=3)
    book = Book("Ataskaita", "A&B", (("Kodas", "=1+1"),), (sheet, sheet), "lt", "A&B", "Ataskaita")
    write(book, tmp_path / "f.xlsx", lambda done, total: None)
    found = openpyxl.load_workbook(tmp_path / "f.xlsx")
    assert len(found.sheetnames) == 3
    assert all(len(name) <= 31 for name in found.sheetnames)
    cells = [cell for one in found.worksheets for row in one.iter_rows() for cell in row if cell.value is not None]
    assert not [cell.value for cell in cells if cell.data_type == "f"]
    assert "=HYPERLINK(\"x\")" in {cell.value for cell in cells}


@pytest.mark.parametrize("name", ["s1", "s2", "s3", "s4"])
def test_every_scenario_makes_a_workbook(offices: Offices, tmp_path: Path, name: str) -> None:
    with offices.of(name).desk() as desk:
        asked = Question(expected(name)["project"], as_of=expected(name)["tables"]["as_of"])
        desk.funder_report.write(asked, tmp_path / "f.xlsx", Silent(), names=True)
    found = values(tmp_path / "f.xlsx")
    assert all(len(rows) >= 3 for rows in found.values())


def test_the_same_report_as_a_paper(desk: Desk, tmp_path: Path) -> None:
    path = tmp_path / "ataskaita.pdf"
    desk.funder_report.write(ASKED, path, Silent())
    words = " ".join(read_pdf(path.read_bytes()).text.split())
    for told in ("PNIR-2022/12", "EMPLOYED", "78", "Išgalvoti mokymo duomenys", "2023-02-21 duomenimis", "Metodikos pastabos"):
        assert told in words, told
    names = {row["name"] for row in desk.reporting.listing("participants", ASKED).rows}
    assert not [name for name in names if name in words]


def test_a_participant_has_the_same_number_on_every_sheet(offices: Offices, tmp_path: Path) -> None:
    with offices.of("s3").desk() as desk:
        desk.funder_report.write(Question(expected("s3")["project"], as_of="2011-02-06"), tmp_path / "f.xlsx", Silent())
        people = [row["person"] for row in desk.reporting.listing("participants", Question(expected("s3")["project"], as_of="2011-02-06")).rows]
        placed = [row["person"] for row in desk.reporting.listing("placements", Question(expected("s3")["project"], as_of="2011-02-06")).rows]
    found = values(tmp_path / "f.xlsx")
    numbers = {person: row[0] for person, row in zip(people, found["Dalyviai"][4:])}
    assert [row[0] for row in found["Laikini darbai"][4 : 4 + len(placed)]] == [numbers[person] for person in placed]
