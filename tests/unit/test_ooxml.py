"""The check of xlsx files finds what spreadsheet programs would not open."""

from __future__ import annotations

import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from caseworker_desktop.report.book import Book, Chart, Cover, Head, Sheet
from caseworker_desktop.report.sheet import write
from tests.ooxml import faults

SHEET = "xl/worksheets/sheet2.xml"


@pytest.fixture
def sound(tmp_path: Path, resources: Path) -> Path:
    emblem = (resources / "emblems" / "eu.png").read_bytes()
    sheet = Sheet("Paslaugos", "Paslaugos", (Head("Kas", "text", 20), Head("Kiek", "count", 9)), [("A", 1), ("B & <C>", 2.5), ("_x0041_", None)],
                  (None, 3.5), ("Pastaba",), Chart("bar", "Kiek", 1, (2,)), 3)
    path = tmp_path / "a.xlsx"
    write(Book("Ataskaita", "K-1", (("Kodas", "K-1"),), (sheet, sheet), "lt", "K-1", "Ataskaita", Cover(emblem=emblem, visibility="ES")), path,
          lambda done, total: None)
    return path


def changed(path: Path, part: str, change: Callable[[str], str] | None) -> Path:
    """Return a copy with one part changed, or left out."""
    out = path.with_name("b.xlsx")
    with zipfile.ZipFile(path) as old, zipfile.ZipFile(out, "w") as new:
        for name in old.namelist():
            if name != part:
                new.writestr(name, old.read(name))
            elif change is not None:
                before = old.read(name).decode()
                assert change(before) != before
                new.writestr(name, change(before))
    return out


def test_what_we_write_is_sound(sound: Path) -> None:
    assert faults(sound) == []


@pytest.mark.parametrize(("part", "change", "told"), [
    ("xl/charts/chart1.xml", None, "no part"),
    ("xl/media/image1.png", None, "no part"),
    ("xl/charts/chart1.xml", lambda xml: xml.replace("'Paslaugos'!", "'Kitas'!"), "names no sheet"),
    ("[Content_Types].xml", lambda xml: xml.replace("/xl/worksheets/sheet2.xml", "/xl/worksheets/sheet9.xml"), "types:"),
    ("xl/workbook.xml", lambda xml: xml.replace("Paslaugos 2", "paslaugos"), "two sheets of one name"),
    ("xl/workbook.xml", lambda xml: xml.replace('name="Paslaugos 2"', f'name="{"a" * 32}"'), "sheet name"),
    ("xl/workbook.xml", lambda xml: xml.replace("'Paslaugos'!$4:$4", "#REF!"), "broken"),
    (SHEET, lambda xml: xml.replace('r="5"', 'r="4"', 1), "row 4 after 4"),
    (SHEET, lambda xml: xml.replace('r="B5"', 'r="A5"', 1), "cell A5"),
    (SHEET, lambda xml: xml.replace('r="A5" s="', 'r="A5" s="99', 1), "no such style"),
    (SHEET, lambda xml: xml.replace("<v>1</v>", "<v>nan</v>", 1), "no number"),
    (SHEET, lambda xml: xml.replace("<sheetData>", "<drawing/><sheetData>", 1), "wrong order"),
    (SHEET, lambda xml: xml.replace("<mergeCells", '<mergeCells><mergeCell ref="A10:B10"/></mergeCells><mergeCells', 1), "overlap"),
    (SHEET, lambda xml: xml.replace("&amp;", "&", 1), SHEET),
])
def test_what_is_broken_is_found(sound: Path, part: str, change: Callable[[str], str] | None, told: str) -> None:
    found = faults(changed(sound, part, change))
    assert any(told in one for one in found), found
