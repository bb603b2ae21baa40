"""What is no spreadsheet, is locked, would burst, or takes its numbers elsewhere is refused with one sentence before anything is read."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest

from caseworker_desktop.intake import guard, workbook
from caseworker_desktop.intake.reading import open_book
from caseworker_desktop.kernel.errors import Cancelled, Refused
from caseworker_desktop.kernel.message import Message
from caseworker_desktop.kernel.progress import Silent, Stoppable
from caseworker_desktop.texts import Texts
from tests.intake_world import read, sample

OLE = bytes.fromhex("d0cf11e0a1b11ae1")


def parted(path: Path, **replaced: bytes) -> Path:
    """Copy the sample of participants with parts replaced or added (`xl__workbook_xml=…`)."""
    names = {name.replace("__", "/").replace("_xml", ".xml"): data for name, data in replaced.items()}
    with zipfile.ZipFile(sample("dalyviu_registras_2023")) as source, zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as target:
        for part in source.infolist():
            if part.filename not in names:
                target.writestr(part, source.read(part.filename))
        for name, data in names.items():
            target.writestr(name, data)
    return path


def protected(path: Path) -> Path:
    book = openpyxl.load_workbook(sample("dalyviu_registras_2023"))
    book.worksheets[0].protection.sheet = True
    book.save(path)
    return path


def with_formula(path: Path, formula: str) -> Path:
    book = openpyxl.load_workbook(sample("dalyviu_registras_2023"))
    book.worksheets[0]["I7"] = formula
    book.save(path)
    return path


def zipped(path: Path, **parts: bytes) -> Path:
    with zipfile.ZipFile(path, "w") as file:
        for name, data in parts.items():
            file.writestr(name.replace("__", "/").replace("_xml", ".xml"), data)
    return path


def written(path: Path, data: bytes) -> Path:
    path.write_bytes(data)
    return path


def cut(path: Path) -> Path:
    return written(path, sample("dalyviu_registras_2023").read_bytes()[:9000])


def bent(path: Path) -> Path:
    """A sheet whose XML ends too soon."""
    with zipfile.ZipFile(sample("dalyviu_registras_2023")) as source:
        sheet = source.read("xl/worksheets/sheet1.xml")
    return parted(path, xl__worksheets__sheet1_xml=sheet[: len(sheet) // 2])


CASES: dict[str, tuple[Callable[[Path], Path], str]] = {
    "missing": (lambda path: path, "intake.refused.no_file"),
    "empty": (lambda path: written(path, b""), "intake.refused.empty"),
    "xls": (lambda path: written(path, OLE + b"\0" * 600 + "Workbook".encode("utf-16-le")), "intake.refused.old_excel"),
    "password": (lambda path: written(path, OLE + b"\0" * 600 + "EncryptedPackage".encode("utf-16-le")), "intake.refused.locked"),
    "ods": (lambda path: zipped(path, mimetype=b"application/vnd.oasis.opendocument.spreadsheet", content_xml=b"<x/>"),
            "intake.refused.open_document"),
    "xlsb": (lambda path: zipped(path, **{"[Content_Types]_xml": b"<x/>", "xl/workbook.bin": b"x"}), "intake.refused.binary_excel"),
    "other zip": (lambda path: zipped(path, **{"letter.txt": b"hello"}), "intake.refused.no_table"),
    "pdf": (lambda path: written(path, b"%PDF-1.7\n..."), "intake.refused.no_table"),
    "page": (lambda path: written(path, b"<html><table></table></html>"), "intake.refused.no_table"),
    "binary": (lambda path: written(path, bytes(range(256)) * 20), "intake.refused.no_table"),
    "cut": (cut, "intake.refused.damaged"),
    "bent": (bent, "intake.refused.damaged"),
    "protected sheet": (protected, "intake.refused.protected_sheet"),
    "external links": (lambda path: with_formula(path, "=[1]Lapas1!$A$1+2"), "intake.refused.external_links"),
    "external path": (lambda path: with_formula(path, "='C:\\x\\[kita.xlsx]Lapas1'!A1"), "intake.refused.external_links"),
    "bomb": (lambda path: parted(path, xl__worksheets__sheet9_xml=b"<a>" + b"0" * (40 * 2**20)), "intake.refused.bomb"),
    "entities": (lambda path: parted(path, xl__sharedStrings_xml=b'<?xml version="1.0"?><!DOCTYPE s [<!ENTITY a "b">]><sst>&a;</sst>'),
                 "intake.refused.bomb"),
}


@pytest.mark.parametrize("case", CASES)
def test_refused_with_one_sentence(case: str, tmp_path: Path, texts_in: Callable[[str], Texts]) -> None:
    make, key = CASES[case]
    path = make(tmp_path / "registras.xlsx")
    with pytest.raises(Refused) as refused:
        open_book(path, Silent())
    assert refused.value.message.key == key
    assert refused.value.exit_code == 4
    for language in ("lt", "lv", "en"):
        assert "\n" not in texts_in(language).say(refused.value.message)


def test_a_cell_far_off_makes_no_grid(tmp_path: Path) -> None:
    book = openpyxl.load_workbook(sample("dalyviu_registras_2023"))
    book.worksheets[0].cell(1_000_000, 1, "x")
    book.save(tmp_path / "toli.xlsx")
    with pytest.raises(Refused) as refused:
        open_book(tmp_path / "toli.xlsx", Silent())
    assert refused.value.message.key == "intake.refused.too_large"


def test_a_formula_that_only_names_a_bracket_is_no_link(tmp_path: Path) -> None:
    assert open_book(with_formula(tmp_path / "a.xlsx", '=IF(1>0,"[1]Lapas1!A1","x")'), Silent()).sheets


def test_limits_are_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(guard, "FILE_LIMIT", 1000)
    with pytest.raises(Refused) as refused:
        open_book(sample("dalyviu_registras_2023"), Silent())
    assert refused.value.message.key == "intake.refused.too_large"


def test_a_book_without_any_heading(tmp_path: Path, resources: Path) -> None:
    book = openpyxl.Workbook()
    for row in range(1, 6):
        book.active.cell(row, 1, f"tekstas {row}")
        book.active.cell(row, 2, row)
    book.save(tmp_path / "kita.xlsx")
    for kind, key in ((None, "intake.refused.no_kind"), ("participants", "intake.refused.no_heading")):
        with pytest.raises(Refused) as refused:
            read(tmp_path / "kita.xlsx", resources, kind=kind)
        assert refused.value.message.key == key


def test_a_large_book_is_streamed_told_and_stopped(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, resources: Path) -> None:
    whole = read(sample("konsultaciju_zurnalas"), resources)
    monkeypatch.setattr(workbook, "WHOLE_ROWS", 500)
    streamed = read(sample("konsultaciju_zurnalas"), resources)
    assert [one.as_read() for one in streamed.rows] == [one.as_read() for one in whole.rows]
    assert (streamed.refused, streamed.warnings) == (whole.refused, whole.warnings)

    class Listener:
        steps: list[tuple[str, int, int]] = []

        def step(self, stage: Message, done: int, total: int) -> None:
            self.steps.append((stage.key, done, total))
            stop.stop()

    stop = Stoppable(Listener())
    with pytest.raises(Cancelled):
        open_book(sample("konsultaciju_zurnalas"), stop)
    assert Listener.steps == [("intake.stage.opening", 500, 1218)]


def test_colours_and_uncounted_formulas_of_a_large_book(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, resources: Path) -> None:
    whole = read(sample("dalyviu_registras_2023"), resources)
    monkeypatch.setattr(workbook, "WHOLE_ROWS", 50)
    streamed = read(sample("dalyviu_registras_2023"), resources)
    # Only remarks and hidden columns are not seen in a stream.
    assert [one.as_read() | {"remarks": []} for one in streamed.rows] == [one.as_read() | {"remarks": []} for one in whole.rows]
    assert streamed.warnings == whole.warnings


def test_theme_and_indexed_colours(tmp_path: Path, resources: Path) -> None:
    from openpyxl.styles import PatternFill
    from openpyxl.styles.colors import Color

    for colour in (Color(indexed=10), Color(theme=5, tint=0.2)):  # red, and the second accent of the theme
        book = openpyxl.load_workbook(sample("dalyviu_registras_2023"))
        fill = PatternFill("solid", fgColor=colour)
        for sheet in book.worksheets[:2]:
            for cells in sheet.iter_rows():
                for cell in cells:
                    if cell.fill.fill_type == "solid":
                        cell.fill = fill
        path = tmp_path / "spalvos.xlsx"
        book.save(path)
        assert sum(one.as_read()["dropped_out"] for one in read(path, resources).rows) == 4


def test_bytes_of_a_text_table(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    text = "Pavardė, vardas;Asmens kodas\nŽaislys, Jonas;39208130006\n"
    for encoding in ("utf-8", "utf-8-sig", "utf-16", "cp1257"):
        path.write_bytes(text.encode(encoding))
        sheet = open_book(path, Silent()).sheets[0]
        assert sheet.rows == (("Pavardė, vardas", "Asmens kodas"), ("Žaislys, Jonas", "39208130006"))
    buffer = io.BytesIO()
    buffer.write(b"a;b\n\0\0\0;x\n")
    path.write_bytes(buffer.getvalue())
    with pytest.raises(Refused):
        open_book(path, Silent())
