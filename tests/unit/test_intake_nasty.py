"""Spreadsheets with several bad habits at once, as offices keep them; what is unclear is refused or told, never guessed into a figure."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from openpyxl.comments import Comment
from openpyxl.utils.datetime import CALENDAR_MAC_1904

from caseworker_desktop.intake.model import Reading
from tests.intake_world import read

HEADS = ["Vardas, pavardė", "Asmens kodas", "Įstaiga", "Dalyvauja nuo"]
Build = Callable[[Any], None]


@pytest.fixture
def made(tmp_path: Path, resources: Path) -> Callable[[Build], Reading]:
    def make(build: Build) -> Reading:
        book = openpyxl.Workbook()
        build(book)
        book.save(tmp_path / "registras.xlsx")
        return read(tmp_path / "registras.xlsx", resources)

    return make


def rows(*told: list[Any]) -> Build:
    def build(book: Any) -> None:
        for one in told:
            book.active.append(one)

    return build


def refused(reading: Reading) -> list[tuple[int, str, str]]:
    return [(one.row, one.field, one.reason) for one in reading.refused]


def warned(reading: Reading) -> set[tuple[int, str, str]]:
    return {(one.row, one.field, one.kind) for one in reading.warnings}


def test_merged_headings_of_two_rows_totals_on_top_and_days_of_every_habit(made: Any) -> None:
    def build(book: Any) -> None:
        sheet = book.active
        sheet["A1"], sheet["A2"] = "Projekto dalyvių sąrašas 2024", "Iš viso: 3"
        for cell, text in {"A4": "Nr.", "B4": "Dalyvis", "B5": "Pavardė", "C5": "Vardas", "D5": "Asmens kodas", "E4": "Įstaiga", "F4": "Dalyvavimas",
                           "F5": "nuo", "G5": "iki"}.items():
            sheet[cell] = text
        for span in ("A1:G1", "A4:A5", "B4:D4", "E4:E5", "F4:G4"):
            sheet.merge_cells(span)
        for told in ([1, "PAVYZDYS", "Tomas", 39001010007, "Alytaus kal.", "2024 01 15", "2024 06 30"],
                     [2, "Pavyzdienė", "Ona", "4 850202 0005", "Pravieniškių 1-asis", "15.01.2024", None],
                     [3, "Išgalvotas", "Jonas", None, "Vilniaus kalėjimas", datetime(2024, 2, 29), "–"]):
            sheet.append(told)
        sheet.cell(10, 2, "Sudarė: koordinatorė R. Pavyzdė")

    reading = made(build)
    told = [one.as_read() for one in reading.rows]
    assert [(one["given"], one["family"], one["code"], one["institution"], one["entry_on"], one["exit_on"]) for one in told] == [
        ("Tomas", "Pavyzdys", "39001010007", "LT-K-ALY", "2024-01-15", "2024-06-30"),
        ("Ona", "Pavyzdienė", "48502020005", "LT-K-PRA1", "2024-01-15", None), ("Jonas", "Išgalvotas", None, "LT-K-VIL", "2024-02-29", None)]
    assert [(one.row, one.why) for one in reading.ignored] == [(10, "signature")]


def test_days_of_the_system_of_1904(made: Any) -> None:
    def build(book: Any) -> None:
        book.epoch = CALENDAR_MAC_1904
        rows(["Vardas, pavardė", "Gimimo data", "Įstaiga", "Dalyvauja nuo"],
             ["Tomas Pavyzdys", datetime(1980, 5, 1), "Alytaus kalėjimas", date(2024, 12, 31)])(book)

    (one,) = made(build).rows
    assert (one.as_read()["birth_date"], one.as_read()["entry_on"]) == ("1980-05-01", "2024-12-31")


def test_a_hidden_column_is_told_and_a_second_sheet_joins_the_same_person(made: Any) -> None:
    def build(book: Any) -> None:
        rows([*HEADS[:2], "Pastabos", *HEADS[2:]], ["Tomas Pavyzdys", "39001010007", "slapta", "Alytaus kalėjimas", "2024-01-02"])(book)
        book.active.column_dimensions["C"].hidden = True
        book.active["A2"].comment = Comment("kviesti raštu", "x")
        second = book.create_sheet("Antras")
        second.append(HEADS)
        second.append(["PAVYZDYS TOMAS", 39001010007.0, "Alytus", "2024-03-01"])
        book.create_sheet("Brėžinys")["C5"] = "tik tekstas"

    reading = made(build)
    assert (reading.data_rows, reading.persons, dict(reading.hidden_columns)) == (2, 1, {"Sheet": ("C",)})
    assert (2, "person", "same_person_other_sheet") in warned(reading)
    assert [one.text for one in reading.comments] == ["kviesti raštu"]
    assert "slapta" not in str([one.as_read() for one in reading.rows])


def test_several_people_in_a_cell_and_impossible_days_and_minutes(made: Any) -> None:
    reading = made(rows(
        ["Konsultacijų žurnalas 2024"], ["Data", "Klientai", "Trukmė", "Paslauga", "Specialistas"],
        ["2024-03-04", "Tomas Pavyzdys, Jonas Išgalvotas ir Petras Tariamas", "1 val. 30 min.", "Psichologo konsultacija", "Rasa"],
        ["03-05", "T. Pavyzdys; J. Išgalvotas", "45", "psichologo konsult.", "Rasa"],
        ["2024-03-06", "Tomas Pavyzdys\nJonas Išgalvotas", "0:50", "Psichologo konsultacija", "Rasa"],
        ["2024-02-30", "Tomas Pavyzdys", "30 min", "Psichologo konsultacija", "Rasa"],
        ["2024-03-07", "Tomas Pavyzdys", "-30", "Psichologo konsultacija", "Rasa"], ["Viso:", None, "=SUM(C3:C5)"]))
    assert [(one.as_read()["date"], one.as_read()["minutes"], len(one.as_read()["clients"])) for one in reading.rows] == [
        ("2024-03-04", 90, 3), ("2024-03-05", 45, 2), ("2024-03-06", 50, 2)]
    assert refused(reading) == [(6, "date", "impossible_date"), (7, "minutes", "unreadable_duration")]
    assert reading.persons == 3


def test_marks_of_two_habits_in_one_list_are_unclear(made: Any) -> None:
    list_ = [["Grupės lankomumas 2024 m. kovas"], ["Eil. Nr.", "Vardas Pavardė", datetime(2024, 3, 4), datetime(2024, 3, 11), "03-18", "Viso"],
             [1, "Tomas Pavyzdys", "+", "p", "v", 2], [2, "Ona Pavyzdė", 1, 0, "x", 2]]
    reading = made(rows(*list_))
    assert [one.as_read()["marks"] for one in reading.rows] == [["present", "unknown", "late"], ["present", "absent", "unknown"]]
    assert {(row, kind) for row, _, kind in warned(reading)} == {(3, "unclear_mark"), (4, "unclear_mark")}
    explained = made(rows(*list_, ["", "+ dalyvavo, p pateisinta, x nedalyvavo"]))
    assert [one.as_read()["marks"] for one in explained.rows] == [["present", "excused", "late"], ["present", "absent", "absent"]]
    alone = made(rows(list_[0], list_[1], [1, "Tomas Pavyzdys", "p", "n", "p", 2]))
    assert [one.as_read()["marks"] for one in alone.rows] == [["present", "absent", "present"]]


def test_errors_truths_and_numbers_beyond_all_days(made: Any) -> None:
    place = "Alytaus kalėjimas"
    reading = made(rows(
        HEADS, ["Tomas Pavyzdys", "#N/A", place, "2024-01-02"], ["#REF!", "39001010007", place, "2024-01-02"],
        [True, 39001010007, place, "2024-01-02"], ["Ona Pavyzdė", 4.8502020005e10, place, 45293],
        ["Petras Tariamas", "39001010007", place, 99_999_999], ["Petras Tariamas", None, place, 1e300]))
    assert [(one.as_read()["given"], one.as_read()["code"], one.as_read()["entry_on"]) for one in reading.rows] == [
        ("Tomas", None, "2024-01-02"), ("Ona", "48502020005", "2024-01-02")]
    assert refused(reading) == [(3, "name", "unreadable_name"), (4, "name", "unreadable_name"), (6, "entry_on", "impossible_date"),
                                (7, "entry_on", "unreadable_date")]
    assert {(2, "code", "unreadable_code"), (5, "entry_on", "serial_number_as_date")} <= warned(reading)


def test_formulas_without_results_circles_and_division_by_nothing(made: Any) -> None:
    reading = made(rows(
        [*HEADS, "Konsultacijų sk."], ["Tomas Pavyzdys", "39001010007", "Alytaus kalėjimas", "=DATE(2024,1,2)", "=1/0"],
        ['=B2&"x"', "39001010007", "Alytaus kalėjimas", "2024-01-02", "=E2"], ["Ona Pavyzdė", None, "Alytaus kalėjimas", "=D5", "=E4"]))
    (one,) = reading.rows
    assert (one.as_read()["entry_on"], one.as_read()["consultations"]) == ("2024-01-02", None)
    assert refused(reading) == [(3, "name", "missing_name"), (4, "entry_on", "unreadable_date")]


def test_partners_of_one_code_numbers_that_were_codes_and_days_of_nothing(made: Any) -> None:
    reading = made(rows(
        ["Partnerių sąrašas"], ["Organizacija", "Įmonės kodas", "Savivaldybė", "Paslaugos", "Bendradarbiauja nuo", "Tel."],
        ["VšĮ „Pavyzdys“", 999000001.0, "Šiaulių m.", "apgyvendinimas / maistas", "2015", "8 (41) 123456"],
        ["UAB Pavyzdys", "0999000002", "Marijampolė", "darbas", "2019 m. kovas", 861234567],
        ["VšĮ Pavyzdys", "999000001", "Šiauliai", "", "2015-00-00", "+370 41 123456, +370 612 34567"]))
    told = [one.as_read() for one in reading.rows]
    assert [(one["legal_code"], one["municipality"], one["since"], one["phone"]) for one in told] == [
        ("999000001", "LT-43", "2015", "+37041123456"), (None, "LT-25", "2019-03", "+37061234567"), ("999000001", "LT-43", None, "+37041123456")]
    assert {(5, "legal_code", "duplicate_by_code"), (5, "since", "impossible_date"), (4, "legal_code", "wrong_length")} <= warned(reading)


def test_a_heading_without_any_row_and_two_headings_of_one_name(made: Any) -> None:
    assert made(rows(HEADS)).data_rows == 0
    twice = made(rows(["Vardas, pavardė", "Vardas, pavardė", "Įstaiga", "Dalyvauja nuo", "Dalyvauja nuo"],
                      ["Tomas Pavyzdys", "x", "Alytaus kalėjimas", "2024-01-02", "2024-05-05"]))
    assert [(one.as_read()["family"], one.as_read()["entry_on"]) for one in twice.rows] == [("Pavyzdys", "2024-01-02")]
