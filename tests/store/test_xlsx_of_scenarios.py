"""The workbooks of all scenarios: their numbers are those of the screen and of the command, every spreadsheet program opens them, and nothing of them
lies anywhere else."""

from __future__ import annotations

import zipfile
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from openpyxl import Workbook
from PIL import Image

from caseworker_desktop.kernel.progress import Silent
from caseworker_desktop.settings import Settings
from caseworker_desktop.usecases.desk import Desk
from caseworker_desktop.usecases.emblems import emblem_of
from caseworker_desktop.usecases.intent import Intent
from caseworker_desktop.usecases.reporting import NAMES, Question
from tests.ooxml import faults
from tests.scenario_world import Offices, expected
from tests.written import opened_for_writing

SCENARIOS = ("s0", "s1", "s2", "s3", "s4")
#: Where the sheet of indicators has what expected.json calls so.
PLACES = {"value": 2, "numerator": 4, "denominator": 5, "lowest": 8, "highest": 9, "target": 11}

@pytest.fixture(scope="module")
def offices(tmp_path_factory: pytest.TempPathFactory, lasting_settings: Settings) -> Offices:
    return Offices(tmp_path_factory.mktemp("offices"), lasting_settings)


def indicators(path: Path) -> dict[str, tuple[Any, ...]]:
    """Return the rows of the sheet of indicators by code."""
    rows = list(openpyxl.load_workbook(path).worksheets[1].iter_rows(values_only=True))[4:]
    return {str(row[0]): tuple(row) for row in rows if row[0] and row[13] is not None}


def near(mine: Any, theirs: Any) -> bool:
    return mine == theirs or (mine is not None and theirs is not None and abs(mine - theirs) <= 0.0001)


@pytest.mark.parametrize("name", SCENARIOS)
def test_screen_workbook_and_command_tell_the_same_numbers(offices: Offices, tmp_path: Path, name: str) -> None:
    told, wrong = expected(name), []
    with offices.of(name).desk() as desk:
        for report in told["reports"]:
            asked = Question(told["project"], since=report.get("from"), as_of=report["as_of"])
            desk.funder_report.write(asked, tmp_path / "f.xlsx", Silent())
            found = indicators(tmp_path / "f.xlsx")
            shown = {one.code: one for one in desk.boards.board(asked).figures}
            commanded = {one.code: one for one in desk.reporting.indicators(told["project"], report["as_of"], report.get("from"))}
            assert set(found) == set(shown) == set(commanded)
            for code, figure in commanded.items():
                assert figure == shown[code]
                assert found[code][6] == figure.unknown - figure.refused
                assert found[code][7] == figure.refused
                assert found[code][13] == len(figure.left_out)
                wrong += [(report["as_of"], code, key) for key, at in PLACES.items() if not near(found[code][at], getattr(figure, key))]
            for one in report["indicators"]:
                wrong += [(report["as_of"], one["code"], key) for key, at in PLACES.items() if not near(found[one["code"]][at], one[key])]
    assert wrong == []


@pytest.mark.parametrize("language", ["lt", "lv", "en"])
@pytest.mark.parametrize("name", SCENARIOS)
def test_every_workbook_is_sound(offices: Offices, tmp_path: Path, name: str, language: str) -> None:
    told = expected(name)
    with offices.of(name).desk() as desk:
        desk.funder_report.write(Question(told["project"], as_of=told["tables"]["as_of"], language=language), tmp_path / "f.xlsx", Silent(),
                                 names=language != "en")
    assert faults(tmp_path / "f.xlsx") == []


@pytest.mark.parametrize("report", NAMES)
def test_every_single_report_is_sound(offices: Offices, tmp_path: Path, report: str) -> None:
    told = expected("s0")
    with offices.of("s0").desk() as desk:
        desk.funder_report.write_listing(report, Question(told["project"], as_of=told["tables"]["as_of"]), tmp_path / "f.xlsx", Silent())
    assert faults(tmp_path / "f.xlsx") == []


def test_nothing_lies_beside_the_file_asked_for(offices: Offices, tmp_path: Path) -> None:
    told = expected("s0")
    asked = Question(told["project"], as_of=told["tables"]["as_of"])
    with offices.of("s0").desk() as desk, opened_for_writing() as written:
        desk.funder_report.write(asked, tmp_path / "f.xlsx", Silent(), names=True)
        desk.funder_report.write(asked, tmp_path / "f.pdf", Silent(), names=True)
        desk.funder_report.write_listing("participants", asked, tmp_path / "g.xlsx", Silent())
        desk.exporting.write(tmp_path / "h.xlsx", Silent())
        desk.exporting.write(tmp_path / "h.zip", Silent())
    assert written == {str(tmp_path / f"{name}.part") for name in ("f.xlsx", "f.pdf", "g.xlsx", "h.xlsx", "h.zip")}
    assert not list(tmp_path.glob("*.part"))


def test_what_others_write_beside_is_heard(tmp_path: Path) -> None:
    with opened_for_writing() as written:
        book = Workbook(write_only=True)
        book.create_sheet().append(["Slapta"])
        book.save(tmp_path / "f.xlsx")
    assert len(written) > 1


def media(desk: Desk, code: str, path: Path) -> list[bytes]:
    """Return the pictures of a project's workbook."""
    desk.funder_report.write(Question(code, as_of="2023-02-21"), path, Silent())
    with zipfile.ZipFile(path) as archive:
        return [archive.read(name) for name in archive.namelist() if name.startswith("xl/media/")]


def test_the_emblem_is_the_projects_own_else_the_unions_where_it_pays(offices: Offices, tmp_path: Path) -> None:
    path = tmp_path / "f.xlsx"
    with offices.of("s0").desk() as desk:
        assert media(desk, expected("s0")["project"], path) == []
    with offices.of("s2").desk() as desk:
        code = expected("s2")["project"]
        (union,) = media(desk, code, path)
        assert union[1:4] == b"PNG"
        drawing = zipfile.ZipFile(path).read("xl/drawings/drawing1.xml").decode()
        assert 'cx="885825" cy="590550"' in drawing  # three to two, as its geometry is
        Image.new("RGB", (4, 2), "red").save(tmp_path / "own.png")
        added = desk.documenting.add(tmp_path / "own.png", "publicity")
        with desk.writer._store.reading() as reading:
            project = reading.rows("project", code=code)[0].id
        desk.writer.write([Intent("project", project, {"emblem": added.id})])
        (own,) = media(desk, code, path)
        assert own != union
        desk.writer.write([Intent("project", project, {"emblem": None})])


@pytest.mark.parametrize(("told", "shown"), [
    ("ESF", True), ("ESF+ 85 %", True), ("Europos socialinis fondas", True), ("Finansuojama Europos Sąjungos lėšomis", True),
    ("Eiropas Sociālais fonds Plus", True), ("Eiropas Savienības Atveseļošanas fonds", True), ("European Union", True),
    ("ES fondų investicijos", True),
    ("Valstybės biudžetas", False), ("Norvegijos finansinis mechanizmas", False), ("Valsts budžets", False), ("es pats", False), ("Pesfas", False),
    (None, False)])
def test_whose_money_it_is(told: str | None, shown: bool) -> None:
    assert (emblem_of(["Valstybės biudžetas", told]) is not None) is shown
