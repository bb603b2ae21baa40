"""Days in every habit in which offices write them."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

import pytest

from caseworker_desktop.intake.dates import DateRead, Habit, month_heading, read_date

HABIT = Habit(year=2023, this_year=2026)


@pytest.mark.parametrize(("value", "day"), [
    ("2023-05-15", "2023-05-15"), ("2023.03.01", "2023-03-01"), (" 2023-05-26 ", "2023-05-26"), ("2023-04-22d.", "2023-04-22"),
    ("2023 m. gegužės 20 d.", "2023-05-20"), ("2023 m. Vasario 3 d.", "2023-02-03"), ("2023.05.15 d.", "2023-05-15"), ("1992 08 13", "1992-08-13"),
    ("12.11.2017.", "2017-11-12"), ("5.5.2023", "2023-05-05"), ("2017. gada 12. novembrī", "2017-11-12"), ("12 May 2017", "2017-05-12"),
    ("May 12, 2017", "2017-05-12"), ("no 12.03.2018", "2018-03-12"), ("2023-05-15 10:30", "2023-05-15"), ("2023-05-15T00:00:00", "2023-05-15"),
    ("20230515", "2023-05-15"), (20230515, "2023-05-15"), ("gegužės 20 d.", "2023-05-20"), ("24/05/2023", "2023-05-24"), ("24/05/23", "2023-05-24"),
    (datetime(2023, 7, 2), "2023-07-02"), (date(2023, 7, 2), "2023-07-02"), ("05/05/23", "2023-05-05"), ("45.03.12", "1945-03-12"),
])
def test_plain_days(value: Any, day: str) -> None:
    assert read_date(value, HABIT) == DateRead(day)


@pytest.mark.parametrize(("value", "read", "kind"), [
    ("09/05/23", "2023-05-09", "ambiguous_day_month"), ("03-04-23", "2023-04-03", "ambiguous_day_month"),
    ("05/24/2023", "2023-05-24", "month_first"), (45126, "2023-07-19", "serial_number_as_date"), ("45126", "2023-07-19", "serial_number_as_date"),
    (45126.5, "2023-07-19", "serial_number_as_date"), ("birželio mėn.", "2023-06", "month_only"), ("2023-06", "2023-06", "month_only"),
    ("06.2023", "2023-06", "month_only"), ("2023 m. gegužė", "2023-05", "month_only"), ("2012", "2012", "year_only"), (2009, "2009", "year_only"),
    ("nuo 2012 m.", "2012", "year_only"), ("2018. gada pavasarī", "2018", "year_only"), ("2018 m. vasarą", "2018", "year_only"),
    ("11.-12.11.2017.", "2017-11-12", "range_of_days"), ("30.04.-02.05.2019.", "2019-05-02", "range_of_days"),
    ("2023-05-01 – 2023-05-03", "2023-05-03", "range_of_days"), ("2023 m. gegužės 5-7 d.", "2023-05-07", "range_of_days"),
    ("2023-05-05–07", "2023-05-07", "range_of_days"),
])
def test_days_read_by_a_rule_that_is_told(value: Any, read: str, kind: str) -> None:
    assert read_date(value, HABIT) == DateRead(read, (kind,))


@pytest.mark.parametrize(("value", "problem"), [
    ("2023-02-30", "impossible_date"), ("31.11.2023", "impossible_date"), ("2023-13-01", "impossible_date"),
    ("2023 m. vasario 30 d.", "impossible_date"),
    ("kai ateis", "unreadable_date"), ("žr. bylą", "unreadable_date"), (12, "unreadable_date"), (3.5, "unreadable_date"),
    ("1203-01-01", "impossible_date"),
])
def test_no_days(value: Any, problem: str) -> None:
    assert read_date(value, HABIT) == DateRead(problem=problem)


@pytest.mark.parametrize("value", [None, "", "  ", "-", "–", "nav", "nėra", "?", "n/a", False])
def test_nothing_said(value: Any) -> None:
    assert read_date(value, HABIT) == DateRead()


def test_the_date_system_of_1904() -> None:
    assert read_date(43664, Habit(epoch_1904=True)).value == "2023-07-19" == read_date(43664 + 1462, Habit()).value


def test_a_birth_lies_behind_and_a_code_settles_the_century_and_the_order() -> None:
    birth = Habit(this_year=2026, birth=True)
    assert read_date("09/07/59", birth).value == "1959-07-09"
    assert read_date("19/06/00", birth).value == "2000-06-19"
    assert read_date("02/05/99", Habit(this_year=2026, birth=True, known="1999-05-02")) == DateRead("1999-05-02")
    assert read_date("02/05/99", Habit(this_year=2026, birth=True, known="1999-02-05")) == DateRead("1999-02-05")
    assert read_date("02/05/12", Habit(this_year=2026, birth=True, known="1912-05-02")) == DateRead("1912-05-02")


def test_a_month_without_any_year_is_no_date() -> None:
    assert read_date("birželio mėn.", Habit()).problem == "unreadable_date"


@pytest.mark.parametrize(("text", "month"), [
    ("2023 m. sausis", "2023-01"), ("SAUSIS 2023", "2023-01"), ("2023. gada janvāris", "2023-01"), ("Vasaris", "02"), ("July 2023", "2023-07"),
    ("Jonas", None), ("2023", None), ("2023 m. sausis, Alytus", None), ("sausis vasaris", None), (2023, None),
])
def test_headings_of_months(text: Any, month: str | None) -> None:
    assert month_heading(text) == month
