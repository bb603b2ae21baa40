"""Opens a spreadsheet file and gives its sheets as plain values."""

from __future__ import annotations

from pathlib import Path

from caseworker_desktop.intake import delimited, workbook
from caseworker_desktop.intake.guard import kind_of_file
from caseworker_desktop.intake.model import Book
from caseworker_desktop.kernel.errors import Refused
from caseworker_desktop.kernel.message import message
from caseworker_desktop.kernel.progress import Progress


def open_book(path: Path, progress: Progress) -> Book:
    """Return the file's sheets. Raises Refused with one clear sentence when it is no spreadsheet that can be read; Cancelled."""
    book = workbook.read(path, progress) if kind_of_file(path) == "xlsx" else delimited.read(path)
    if not any(sheet.rows for sheet in book.sheets):
        raise Refused(message("intake.refused.empty"))
    return book
