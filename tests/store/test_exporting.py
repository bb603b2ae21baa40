"""Everything for another program: a table a kind, the data dictionary of the declarations, nothing that this person may not read."""

from __future__ import annotations

import csv
import io
import zipfile
from pathlib import Path

import openpyxl
import pytest

from caseworker_desktop.kernel.errors import Refused
from caseworker_desktop.kernel.progress import Silent
from tests.workspace import FIRST_LINES, Place, load, scenario


def tables(path: Path) -> dict[str, list[dict[str, str]]]:
    with zipfile.ZipFile(path) as archive:
        return {name.removesuffix(".csv"): list(csv.DictReader(io.StringIO(archive.read(name).decode("utf-8-sig")))) for name in archive.namelist()}


def test_a_table_a_kind_with_a_dictionary_of_every_field(office: Place, tmp_path: Path) -> None:
    with office.desk() as desk:
        desk.loading.load(scenario("s1", FIRST_LINES))
        counts = desk.exporting.write(tmp_path / "viskas.zip", Silent())
        kinds = desk.exporting.kinds()
        lines = sum(1 for kind in kinds for _ in desk.dumping.lines(kind=kind.name))
    found = tables(tmp_path / "viskas.zip")
    assert sum(counts.values()) == lines > 100
    assert {name: len(rows) for name, rows in found.items() if rows and name != "dictionary"} == counts
    declared = {(kind.name, field.name) for kind in kinds for field in kind.fields}
    assert {(row["record"], row["field"]) for row in found["dictionary"]} == declared
    person = next(row for row in found["dictionary"] if (row["record"], row["field"]) == ("person", "family_name"))
    assert (person["label"], person["type"], person["required"]) == ("Pavardė", "text", "yes")
    assert found["person"][0]["family_name"]


def test_the_same_as_a_workbook(office: Place, tmp_path: Path) -> None:
    with office.desk() as desk:
        desk.loading.load(scenario("s1", FIRST_LINES))
        counts = desk.exporting.write(tmp_path / "viskas.xlsx", Silent())
    book = openpyxl.load_workbook(tmp_path / "viskas.xlsx")
    assert book.sheetnames[1] == "Duomenų žodynas"
    rows = list(book["person"].iter_rows(min_row=4, values_only=True))
    assert "family_name" in rows[0]
    assert len(rows) - 1 == counts["person"]


def test_protected_texts_of_others_are_empty(office: Place, tmp_path: Path) -> None:
    with office.desk() as desk:
        other, person = load(
            desk, {"record": "staff", "login": "rasa", "given_name": "Rasa", "family_name": "R", "role": "U-PSY"},
            {"record": "person", "given_names": "Ona", "family_name": "Pavyzdė"})
        (case,) = load(desk, {"record": "case", "person": person, "opened_on": "2024-01-01"})
        note = {"record": "note", "case": case, "level": "author", "signed_on": "2024-03-05T12:00:00+02:00"}
        load(desk, {**note, "text": "Slaptas sakinys", "created_by": other}, {**note, "text": "Savas sakinys"})
        desk.exporting.write(tmp_path / "viskas.zip", Silent())
    assert sorted(row["text"] for row in tables(tmp_path / "viskas.zip")["note"]) == ["", "Savas sakinys"]


def test_another_ending_is_refused(office: Place, tmp_path: Path) -> None:
    with office.desk() as desk, pytest.raises(Refused, match=r"report\.export_ending"):
        desk.exporting.write(tmp_path / "viskas.ods", Silent())
    assert not list(tmp_path.glob("viskas*"))
