"""Registers of the same kinds in other languages and layouts than the samples'."""

from __future__ import annotations

import csv
from datetime import datetime
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from caseworker_desktop.intake.model import Reading
from caseworker_desktop.kernel.errors import Refused
from tests.intake_world import expected, read, sample


@pytest.fixture
def written(tmp_path: Path, resources: Path) -> Any:
    def write(*rows: list[Any], sheet: str = "Lapas1", **told: Any) -> Reading:
        book = openpyxl.Workbook()
        book.active.title = sheet
        for row in rows:
            book.active.append(row)
        book.save(tmp_path / "sarasas.xlsx")
        return read(tmp_path / "sarasas.xlsx", resources, **told)

    return write


def test_the_sample_of_participants_as_text(tmp_path: Path, resources: Path) -> None:
    told = expected("dalyviu_registras_2023")
    book = openpyxl.load_workbook(sample("dalyviu_registras_2023"))
    for name in ("Pravieniškės", "Alytaus k."):
        path = tmp_path / f"{name}.csv"
        with path.open("w", encoding="utf-8-sig", newline="") as file:
            writer = csv.writer(file, delimiter=";")
            for cells in book[name].iter_rows(values_only=True):
                writer.writerow([value.date() if isinstance(value, datetime) else 8 if value == "=6+2" else value for value in cells])
        reading = read(path, resources)
        want = [one for one in told["read"] if one["sheet"] == name]
        got = [one.as_read() for one in reading.rows]
        # Text has no sheet names and no colours.
        assert [{key: one.get(key) for key in row if key not in ("sheet", "dropped_out")} for row, one in zip(want, got, strict=True)] == [
            {key: value for key, value in row.items() if key not in ("sheet", "dropped_out")} for row in want]
        assert [(one.row, one.field, one.reason) for one in reading.refused] == [
            (one["row"], one["field"], one["reason"]) for one in told["refused"] if one["sheet"] == name]
        other = {"formula", "same_person_other_sheet"}
        assert [(one.row, one.field, one.kind) for one in reading.warnings] == [
            (one["row"], one["field"], one["kind"]) for one in told["warnings"] if one["sheet"] == name and one["kind"] not in other]
        assert [(one.row, one.why) for one in reading.ignored] == [(one["row"], one["why"]) for one in told["ignored"] if one["sheet"] == name]


def test_a_latvian_attendance_list_with_its_own_legend(written: Any) -> None:
    reading = written(
        ["Grupas apmeklējums, 2024"], ["Nr.", "Vārds, uzvārds", "05.02.", "12.02.", "19.02.", "26.02.", "Kopā"],
        [1, "Jānis Ozols", "+", "n", "k", "a", 2], [2, "LIEPA Anna", "+", "+", "", "+/-", 3],
        ["", "Piedalījās:", 2, 1, 0, 0], ["", "+ piedalījās, n neieradās, a attaisnots, k kavēja"])
    assert reading.kind == "attendance"
    assert reading.about["dates"] == ["2024-02-05", "2024-02-12", "2024-02-19", "2024-02-26"]
    assert [one.as_read()["marks"] for one in reading.rows] == [["present", "absent", "late", "excused"], ["present", "present", "unknown",
        "unknown"]]
    assert [(one.field, one.kind) for one in reading.warnings] == [("2024-02-26", "unclear_mark")]
    assert [one.why for one in reading.ignored] == ["totals", "legend"]


def test_days_without_a_year_over_the_new_year_and_with_a_lost_zero(written: Any) -> None:
    reading = written(
        ["Grupė 2023 m. lapkritis – 2024 m. sausis"], ["Eil. Nr.", "Vardas, pavardė", 11.2, 11.27, 12.04, "12-11", 12.18, 1.08, "01-15"],
        [1, "Jonas Petraitis", "+", "+", "n", "+", "+", "v", "+"])
    assert reading.about["dates"] == ["2023-11-20", "2023-11-27", "2023-12-04", "2023-12-11", "2023-12-18", "2024-01-08", "2024-01-15"]


def test_days_whose_year_nobody_tells_are_not_guessed(written: Any) -> None:
    with pytest.raises(Refused) as refused:
        written(["Grupė"], ["Eil. Nr.", "Vardas, pavardė", "02-01", "02-08", "02-15"], [1, "Jonas Petraitis", "+", "+", "n"])
    assert refused.value.message.key == "intake.refused.no_year"


def test_a_latvian_journal(written: Any) -> None:
    reading = written(
        ["Konsultāciju žurnāls 2023"], ["Datums", "Laiks", "Speciālists", "Klients", "Pakalpojums", "Ilgums", "Vieta", "Piezīmes"],
        ["2023. gada janvāris"], ["02.01.2023.", "9.00", "A. Bērziņa", "Jānis Ozols", "Psihologa konsultācija", "1 st. 15 min.", "Jelgavas cietums"],
        ["03.01.2023.", None, "A. Bērziņa", "Anna Liepa un Jānis Ozols", "Psihologa konsultācija (grupas)", "~60", "tālr."],
        ["03.01.2024.", None, "A. Bērziņa", "Anna Liepa", "Jurista konsultācija", 30], ["Kopā", None, None, None, None, 165], country="lv")
    assert (reading.kind, reading.persons) == ("consultations", 2)
    assert [(one.as_read()["service"], one.as_read()["minutes"]) for one in reading.rows] == [("P-PSI", 75), ("P-PSG", 60)]
    assert [(one.row, one.reason) for one in reading.refused] == [(6, "date_outside_the_year")]
    assert [one.why for one in reading.ignored] == ["month heading", "totals"]


def test_partners_of_latvia(written: Any) -> None:
    reading = written(
        ["Nr.", "Nosaukums", "Reģ. nr.", "Pašvaldība", "Pakalpojumi", "Tālrunis", "E-pasts", "Sadarbība kopš"],
        [1, "Biedrība „Paraugs“", "40008000001", "Rīga", "apmācība", "67200003", "a@example.org", "2019"],
        [2, 'SIA "Darbs"', 40003000642, "Jelgavas nov.", "darba meklēšana", 29600001, "-", "12.03.2020."], country="lv")
    assert reading.kind == "partners"
    got = [one.as_read() for one in reading.rows]
    assert [(one["legal_code"], one["municipality"], one["phone"], one["since"], one["kind"], one["service_codes"]) for one in got] == [
        ("40008000001", "LV-RIX", "+37167200003", "2019", "association", ["T-MOK"]),
        ("40003000642", "LV-041", "+37129600001", "2020-03-12", "company", ["P-IDA"])]


def test_mentors_of_lithuania(written: Any) -> None:
    reading = written(
        ["Mentorių sąrašas"], ["Nr.", "Pavardė, vardas", "Asmens kodas", "Mokymai baigti", "Telefonas", "Būsena"],
        [1, "PETRAITIS Jonas", 39208130006, "2023-05-12", "8 600 00001", "aktyvus"], [2, "Ona Jonaitė", None, "2023-05-13–14", None, "nutraukė"])
    assert reading.kind == "mentors"
    assert [(one.as_read()["trained_on"], one.as_read()["status"]) for one in reading.rows] == [("2023-05-12", "active"), ("2023-05-14", "ended")]


def test_employers_without_merged_cells(written: Any) -> None:
    reading = written(
        ["Darba devējs", "Amats", "Vietas", "Dalībnieks", "No", "Līdz", "Stundas nedēļā", "Motivācija pirms/pēc"],
        ["SIA Alfa", "strādnieks", 2, "Jānis Ozols", "01.03.2023.", "2 nedēļas", 40, "3/7"],
        [None, None, None, "Anna Liepa", "15.03.2023.", "1 mēnesis", "pusslodze"], ["SIA Beta", None, 1], ["Kopā", None, 3], sheet="Rīga",
            country="lv")
    assert reading.kind == "employers"
    got = [one.as_read() for one in reading.rows]
    assert [(one["employer"], one["person"], one.get("to"), one.get("hours_week")) for one in got] == [
        ("SIA Alfa", "Jānis Ozols", "2023-03-14", "40"), ("SIA Alfa", "Anna Liepa", "2023-04-14", "20"), ("SIA Beta", None, None, None)]
    assert reading.about["per_municipality"] == {"LV-RIX": {"employers": 2, "offered": 3, "filled": 2, "free": 1}}


def test_participants_with_names_in_two_columns_a_status_and_an_end(written: Any) -> None:
    reading = written(
        ["Project participants 2023"], ["No", "First name", "Surname", "Personal code", "Prison", "Entry date", "Exit date", "Status", "Notes"],
        [1, "Jonas", "PETRAITIS", 39208130006, "Alytus Prison", "2023-02-01", "2023-06-01", "completed"],
        [2, "Ona", None, None, "Panevėžys Prison", "2023-03-13"], [3, "Ona", "Jonaite", None, "Panevėžys Prison", "2023-03-13", None,
            "dropped out", "x"])
    assert [(one.row, one.field, one.reason) for one in reading.refused] == [(4, "family_name", "missing_name")]
    got = [one.as_read() for one in reading.rows]
    assert [(one["family"], one["ending"], one["exit_on"], one["institution"], one["dropped_out"]) for one in got] == [
        ("Petraitis", "completed", "2023-06-01", "LT-K-ALY", False), ("Jonaite", "dropped_out", None, "LT-K-PAN", True)]


def test_green_rows_of_a_legend_that_says_completed(tmp_path: Path, resources: Path) -> None:
    from openpyxl.styles import PatternFill

    book = openpyxl.Workbook()
    sheet = book.active
    green = PatternFill("solid", fgColor="FF92D050")
    for row in (["Žalia – baigė, raudona – iškrito"], ["Vardas, pavardė", "Nuo kada"], ["Jonas Petraitis", "2023-02-01"], ["Ona Jonaitė",
        "2023-02-01"]):
        sheet.append(row)
    sheet["A3"].fill = sheet["B3"].fill = green
    book.save(tmp_path / "a.xlsx")
    rows = [one.as_read() for one in read(tmp_path / "a.xlsx", resources, kind="participants").rows]
    assert [one["ending"] for one in rows] == ["completed", None]


def test_two_close_spellings_of_one_birth_date_and_no_second_code(written: Any) -> None:
    reading = written(["Vardas, pavardė", "Asmens kodas", "Gimimo data", "Nuo kada"], ["Jonas Petraitis", 39208130006, "1992-08-13", "2023-02-01"],
                      ["Jonas Petraytis", None, "1992-08-13", "2023-02-01"], ["Jonas Petraitis", 38001010004, "1980-01-01", "2023-02-01"])
    assert [(one.row, one.kind) for one in reading.warnings if one.field in ("name", "person")] == [(3, "possible_duplicate")]
    assert reading.persons == 3


def test_a_hidden_row_is_taken_and_told(tmp_path: Path, resources: Path) -> None:
    book = openpyxl.Workbook()
    for row in (["Vardas, pavardė", "Asmens kodas", "Nuo kada"], ["Jonas Petraitis", 39208130006, "2023-02-01"]):
        book.active.append(row)
    book.active.row_dimensions[2].hidden = True
    book.save(tmp_path / "a.xlsx")
    reading = read(tmp_path / "a.xlsx", resources)
    assert [(one.field, one.kind) for one in reading.warnings] == [("row", "hidden_row")]
    assert len(reading.rows) == 1
