"""Further habits of registers that nobody has seen: days without a year, times instead of minutes, cells of contacts, shortened names."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import openpyxl
import pytest

from caseworker_desktop.intake.dates import Habit, read_date
from caseworker_desktop.intake.durations import between
from caseworker_desktop.intake.partners import shortened, words_of
from tests.intake_world import read


def register(path: Path, *rows: tuple[Any, ...]) -> Path:
    book = openpyxl.Workbook()
    for row in rows:
        book.worksheets[0].append(row)
    book.save(path)
    return path


@pytest.mark.parametrize(("text", "day", "kinds"), [
    ("04-05", "2024-04-05", ()), ("4.30", "2024-04-30", ()), ("30.4.", "2024-04-30", ()), ("04.05", "2024-04-05", ("ambiguous_day_month",)),
    ("13-02", "2024-02-13", ("month_first",)), ("31-31", None, ()), ("02.30", None, ()),
])  # fmt: skip
def test_a_day_without_its_year(text: str, day: str | None, kinds: tuple[str, ...]) -> None:
    got = read_date(text, Habit(year=2024, days_alone=True))
    assert (got.value, got.kinds) == (day, kinds)
    assert read_date(text, Habit(year=2024)).value is None  # only where a journal writes so
    assert read_date(text, Habit(days_alone=True)).value is None


def test_times_instead_of_minutes() -> None:
    assert between((9, 0), (10, 30)).value == 90
    assert between((9, 0), (9, 0)).problem == between((10, 0), (9, 0)).problem == between(None, (9, 0)).problem == "missing_minutes"


def test_a_journal_with_beginning_and_end(tmp_path: Path, resources: Path) -> None:
    told = read(register(
        tmp_path / "zurnalas.xlsx", ("Konsultacijų žurnalas, 2024 m. balandis",),
        ("Data", "Pradžia", "Pabaiga", "Konsultantas", "Klientas", "Tema", "Trukmė (val.)", "Pastabos"),
        ("2024-04-02", "9:00", "10:30", "E. K.", "Jonas Jonaitis", "būstas", "", ""),
        ("04-05", "9:00", "10:30", "E. K.", "Jonas Jonaitis", "būstas", "45 min", ""),
        ("2024-04-08", "13:00", "13:45", "E. K.", "Jonas Jonaitis", "skolos", "", "atšaukta"),
    ), resources)  # fmt: skip
    assert [(row.date, row.minutes) for row in told.rows] == [("2024-04-02", 90), ("2024-04-05", 45)]  # type: ignore[attr-defined]
    assert [(one.row, one.reason) for one in told.refused] == [(5, "missing_minutes")]  # what was called off is no talk of 45 minutes


def test_one_cell_of_contacts(tmp_path: Path, resources: Path) -> None:
    told = read(register(
        tmp_path / "partneriai.xlsx", ("Organizacija", "Įm. kodas", "Savivaldybė", "Paslaugos", "Kontaktai"),
        ("VšĮ Pagalba", "", "Kaunas", "nakvynė", "Vardenis Pavardenis, tel. 8 37 123456; info@pagalba.example"),
        ("Caritas", "", "Vilnius", "maistas", "info@caritas.example"),
    ), resources)  # fmt: skip
    first, second = told.rows
    assert (first.contact, first.phone, first.email) == (  # type: ignore[attr-defined]
        "Vardenis Pavardenis", "+37037123456", "info@pagalba.example")
    assert (second.contact, second.phone, second.email) == (None, None, "info@caritas.example")  # type: ignore[attr-defined]


def test_a_shortened_name_may_be_the_same_partner() -> None:
    assert shortened(words_of("Kauno apskrities vyrų krizių centras"), words_of("VšĮ Kauno apskr. vyru kriziu centras"))
    assert not shortened(words_of("Kauno apskrities vyrų krizių centras"), words_of("Kauno apskrities moterų krizių centras"))
    assert not shortened(words_of("Caritas"), words_of("Carita"))  # too short to be told by its beginning
