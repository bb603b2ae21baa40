"""A funder's own form: named cells and ranges are filled, the rest stays as it was; what does not fit is one clear refusal and no file."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from openpyxl import Workbook
from openpyxl.styles import Font
from openpyxl.workbook.defined_name import DefinedName

from caseworker_desktop.kernel.errors import Refused
from caseworker_desktop.settings import Settings
from caseworker_desktop.usecases.desk import Desk
from caseworker_desktop.usecases.reporting import Question
from tests.ooxml import faults
from tests.scenario_world import Offices
from tests.written import opened_for_writing

ASKED = Question("PNIR-2022/12", as_of="2023-02-21")


@pytest.fixture(scope="module")
def offices(tmp_path_factory: pytest.TempPathFactory, lasting_settings: Settings) -> Offices:
    return Offices(tmp_path_factory.mktemp("offices"), lasting_settings)


@pytest.fixture
def desk(offices: Offices) -> Iterator[Desk]:
    with offices.of("s0").desk() as one:
        yield one


def form(path: Path, **places: str) -> Any:
    """Make a form with names that point to places of its sheet."""
    book = Workbook()
    sheet: Any = book.active
    sheet.title = "Finansuotojo forma"
    sheet["A1"], sheet["A1"].font = "MOKĖJIMO PRAŠYMAS", Font(bold=True, size=14)
    sheet["B10"], sheet["C10"], sheet["D10"] = "name", "sessions", "entry_on"
    sheet["C80"] = "=SUM(C10:C79)"
    sheet["F1"] = "=B3*2"
    sheet.merge_cells("A20:A21")
    for name, place in places.items():
        book.defined_names[name.replace("__", ".")] = DefinedName(name.replace("__", "."), attr_text=f"'{sheet.title}'!{place}")
    book.save(path)
    return book


def test_facts_figures_and_rows_stand_where_the_form_wants_them(desk: Desk, tmp_path: Path) -> None:
    form(tmp_path / "form.xlsx", P_code="$B$2", I_EMPLOYED="$B$3", I_EMPLOYED__numerator="$C$3", I_EMPLOYED__reached="$D$3", P_as_of="$B$4",
         T_participants="$B$10:$D$79", Kita="$Z$1")
    with opened_for_writing() as written:
        names = desk.form_filling.fill(ASKED, tmp_path / "form.xlsx", tmp_path / "out.xlsx")
    assert written == {str(tmp_path / "out.xlsx.part")}
    assert names == ("I_EMPLOYED", "I_EMPLOYED.numerator", "I_EMPLOYED.reached", "P_as_of", "P_code", "T_participants")
    assert faults(tmp_path / "out.xlsx") == []
    sheet: Any = openpyxl.load_workbook(tmp_path / "out.xlsx")["Finansuotojo forma"]
    assert (sheet["B2"].value, sheet["B3"].value, sheet["C3"].value, sheet["D3"].value) == ("PNIR-2022/12", 78, 39, "pasiekta")
    assert sheet["B4"].value == datetime(2023, 2, 21)
    assert (sheet["A1"].value, sheet["A1"].font.size, sheet["C80"].value) == ("MOKĖJIMO PRAŠYMAS", 14, "=SUM(C10:C79)")
    listed = desk.reporting.listing("participants", ASKED).rows
    assert [sheet.cell(10 + n, 2).value for n in range(51)] == [*(row["name"] for row in listed), None]
    assert [sheet.cell(10 + n, 3).value for n in range(50)] == [row["sessions"] for row in listed]
    assert sheet["D10"].value == datetime.fromisoformat(listed[0]["entry_on"])


@pytest.mark.parametrize(("names", "key"), [
    ({}, "report.form_no_names"), ({"Kita": "$A$1"}, "report.form_no_names"), ({"I_NERA": "$B$3"}, "report.form_unknown"),
    ({"P_paslaptis": "$B$3"}, "report.form_unknown"), ({"T_participants": "$B$10:$D$12"}, "report.form_no_room"),
    ({"T_participants": "$B$10:$E$79", "P_code": "$F$1"}, "report.form_formula"), ({"P_code": "$A$21"}, "report.form_bad_name"),
    ({"T_kazkas": "$B$10:$B$79"}, "report.form_unknown"), ({"P_code": "#REF!"}, "report.form_bad_name"),
])
def test_what_does_not_fit_is_refused_and_nothing_written(desk: Desk, tmp_path: Path, names: dict[str, str], key: str) -> None:
    form(tmp_path / "form.xlsx", **names)
    with pytest.raises(Refused) as refused:
        desk.form_filling.fill(ASKED, tmp_path / "form.xlsx", tmp_path / "out.xlsx")
    assert refused.value.message.key == key
    assert [one.name for one in tmp_path.iterdir()] == ["form.xlsx"]


def test_only_an_xlsx_and_never_the_form_itself(desk: Desk, tmp_path: Path) -> None:
    form(tmp_path / "form.xlsx", P_code="$B$2")
    (tmp_path / "form.csv").write_text("a;b\n", encoding="utf-8")
    for source, target in (("form.csv", "out.xlsx"), ("form.xlsx", "form.xlsx"), ("form.xlsx", "out.ods")):
        with pytest.raises(Refused, match="form_ending"):
            desk.form_filling.fill(ASKED, tmp_path / source, tmp_path / target)


def test_by_number_a_form_may_not_ask_for_names(desk: Desk, tmp_path: Path) -> None:
    form(tmp_path / "form.xlsx", T_participants="$B$10:$D$79")
    with pytest.raises(Refused, match="form_unknown"):
        desk.form_filling.fill(ASKED, tmp_path / "form.xlsx", tmp_path / "out.xlsx", names=False)
