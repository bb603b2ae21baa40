"""Reads a table kept as text (CSV): its encoding, its separator, its rows."""

from __future__ import annotations

import csv
import io
from collections import Counter
from pathlib import Path

from caseworker_desktop.intake.model import Book, Sheet
from caseworker_desktop.kernel.errors import Refused
from caseworker_desktop.kernel.message import message

ROWS_LIMIT = 200_000
COLUMNS_LIMIT = 500
CELL_LIMIT = 32_767  # as Excel has it
_SEPARATORS = ";\t,|"


def read(path: Path) -> Book:
    """Return the table as a book of one sheet named after the file. Rows count as a spreadsheet program would count them."""
    text = _decoded(path.read_bytes())
    separator = _separator(text)
    csv.field_size_limit(CELL_LIMIT * 4)
    rows: list[tuple[str | None, ...]] = []
    try:
        for cells in csv.reader(io.StringIO(text, newline=""), delimiter=separator):
            if len(rows) >= ROWS_LIMIT or len(cells) > COLUMNS_LIMIT or any(len(cell) > CELL_LIMIT for cell in cells):
                raise Refused(message("intake.refused.too_large"))
            rows.append(tuple(cell if cell.strip() else None for cell in cells))
    except csv.Error as error:
        raise Refused(message("intake.refused.no_table")) from error
    while rows and not any(rows[-1]):
        rows.pop()
    return Book(name=path.stem, sheets=(Sheet(name=path.stem, rows=tuple(rows)),))


def _decoded(data: bytes) -> str:
    """Return the text: a byte order mark tells, then UTF-8, then the Baltic code page of Windows that older programs wrote."""
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        encodings = ["utf-16"]
    else:
        encodings = ["utf-8-sig", "cp1257"]
    for encoding in encodings:
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\0" in text or sum(ch < " " and ch not in "\t\r\n\f" for ch in text[:4096]) > 0:
            break
        return text
    raise Refused(message("intake.refused.no_table"))


def _separator(text: str) -> str:
    """Return the separator that gives the most even table in the first rows."""
    best, chosen = (0.0, 0), ","
    for separator in _SEPARATORS:
        widths = Counter()  # type: Counter[int]
        for number, cells in enumerate(csv.reader(io.StringIO(text, newline=""), delimiter=separator)):
            widths[len(cells)] += 1
            if number >= 60:
                break
        width, times = max(widths.items(), key=lambda item: (item[0] > 1, item[1], item[0]), default=(1, 0))
        weight = (times / max(sum(widths.values()), 1) if width > 1 else 0.0, width)
        if weight > best:
            best, chosen = weight, separator
    return chosen
