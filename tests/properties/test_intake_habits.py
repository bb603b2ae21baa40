"""Registers written with every habit at random are read as they were meant."""

from __future__ import annotations

import csv
import random
import tempfile
from datetime import datetime
from pathlib import Path

import openpyxl
from hypothesis import given, settings, strategies as st

from tests.intake_world import read
from tests.register_writer import RegisterWriter

RESOURCES = Path(__file__).resolve().parents[2] / "resources"


@given(seed=st.integers(0, 2**32), sheets=st.integers(1, 3), rows=st.integers(3, 18))
@settings(max_examples=40)
def test_any_register_of_participants(seed: int, sheets: int, rows: int) -> None:
    with tempfile.TemporaryDirectory() as folder:
        told = RegisterWriter(Path(folder) / "registras.xlsx", random.Random(seed)).write(sheets, rows)
        reading = read(told.path, RESOURCES, kind="participants")
    got = [one.as_read() for one in reading.rows]
    assert [(one["sheet"], one["row"]) for one in got] == [(one["sheet"], one["row"]) for one in told.read]
    for want, one in zip(told.read, got, strict=True):
        assert {name: one.get(name, "absent") for name in want} == want
    assert [(one.sheet, one.row, one.field, one.reason) for one in reading.refused] == told.refused
    assert sorted((one.sheet, one.row, one.field, one.kind) for one in reading.warnings) == sorted(told.warnings)
    assert [(one.sheet, one.row, one.why) for one in reading.ignored] == told.ignored
    assert reading.persons == told.persons


@given(seed=st.integers(0, 2**32), separator=st.sampled_from(",;\t"), encoding=st.sampled_from(("utf-8", "utf-8-sig", "utf-16", "cp1257")))
@settings(max_examples=15)
def test_the_same_register_as_text(seed: int, separator: str, encoding: str) -> None:
    with tempfile.TemporaryDirectory() as folder:
        told = RegisterWriter(Path(folder) / "registras.xlsx", random.Random(seed)).write(1, 8)
        book = openpyxl.load_workbook(told.path)
        sheet = book.worksheets[0]
        path = Path(folder) / f"{sheet.title}.csv"
        with path.open("w", encoding=encoding, newline="") as file:
            writer = csv.writer(file, delimiter=separator)
            for cells in sheet.iter_rows(values_only=True):
                writer.writerow([value.date() if isinstance(value, datetime) else value for value in cells])
        if book.epoch != openpyxl.utils.datetime.CALENDAR_WINDOWS_1900:
            return  # text cannot tell the date system of 1904, and serial numbers in it would be four years off
        reading = read(path, RESOURCES, kind="participants")
    assert {(one.row, one.field, one.reason) for one in reading.refused} == {one[1:] for one in told.refused}
    for want, one in zip(told.read, (row.as_read() for row in reading.rows), strict=True):
        different = {name for name in want if one.get(name) != want[name]}
        # Colours and formulas are no text.
        assert different <= {"dropped_out", "consultations"}
