"""Everything that this person may read, for another program: a table a kind of record, and a data dictionary made from the declarations."""

from __future__ import annotations

import csv
import io
import json
import os
import zipfile
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

from caseworker_desktop.kernel.errors import Refused
from caseworker_desktop.kernel.message import message
from caseworker_desktop.kernel.progress import Progress
from caseworker_desktop.report.book import Book, Head, Sheet
from caseworker_desktop.report.sheet import write
from caseworker_desktop.store.declare import Catalog, Kind
from caseworker_desktop.texts import Texts
from caseworker_desktop.usecases.dumping import Dumping
from caseworker_desktop.usecases.worker import Worker

#: What every record has besides its declared fields.
KEPT = ("id", "created_at", "created_by", "changed_at", "changed_by")
#: A sheet of a workbook holds no more rows; larger tables go as CSV.
MOST_ROWS = 1_048_000
_STEP = 2_000
DICTIONARY = ("record", "record_name", "field", "label", "type", "shape", "required", "list", "refers_to", "protected", "parent")


class Exporting:
    """Writes all tables; what may be read, and protected values, are as `dump` tells them."""

    def __init__(self, catalog: Catalog, worker: Worker, dumping: Dumping, texts: Callable[[str], Texts]) -> None:
        self._catalog, self._worker, self._dumping, self._texts = catalog, worker, dumping, texts

    def write(self, path: Path, progress: Progress, language: str | None = None) -> dict[str, int]:
        """Write a workbook (`.xlsx`) or CSV files in one archive (`.zip`); return how many records of each kind are in it.

        Raises Refused for another ending or a kind too large for a sheet, Denied while this laptop's files are closed, OSError when the file
        cannot be written, Cancelled when it was stopped; a file that stood there then still stands there.
        """
        if path.suffix not in (".xlsx", ".zip"):
            raise Refused(message("report.export_ending"))
        texts = self._texts(language or self._worker.language)
        part = path.with_name(path.name + ".part")
        try:
            counts = (self._workbook if path.suffix == ".xlsx" else self._archive)(part, texts, progress)
            os.replace(part, path)
        finally:
            part.unlink(missing_ok=True)
        return counts

    def kinds(self) -> tuple[Kind, ...]:
        """Return the kinds of casework, by name."""
        return tuple(sorted((one for one in self._catalog.kinds() if not one.control), key=lambda one: one.name))

    def dictionary(self, texts: Texts) -> Iterator[tuple[str, ...]]:
        """Yield a line for each field of each kind, as declared."""
        for kind in self.kinds():
            for field in kind.fields:
                yield (
                    kind.name, texts.kind(kind.name), field.name, texts.label(kind.name, field.name), field.type, field.shape,
                    "yes" if field.must else "no", field.codes or "", " ".join(field.kinds), "yes" if field.protected else "no",
                    "yes" if kind.parent == field.name else "no")

    def _rows(self, kind: Kind, progress: Progress, counts: dict[str, int]) -> Iterator[list[Any]]:
        stage = message("report.stage.records")
        columns = _columns(kind)
        done = sum(counts.values())
        for line in self._dumping.lines(kind=kind.name):
            record = json.loads(line)
            yield [cell(record.get(name)) for name in columns]
            counts[kind.name] = counts.get(kind.name, 0) + 1
            done += 1
            if done % _STEP == 0:
                progress.step(stage, done, 0)

    def _workbook(self, path: Path, texts: Texts, progress: Progress) -> dict[str, int]:
        counts: dict[str, int] = {}
        sheets = [Sheet(
            texts.say(message("report.sheet_name.dictionary")), texts.say(message("report.sheet_name.dictionary")),
            tuple(Head(name, "text", 18) for name in DICTIONARY), self.dictionary(texts), plain=True)]
        for kind in self.kinds():
            heads = tuple(Head(name, "text", 20) for name in _columns(kind))
            sheets.append(Sheet(kind.name, texts.kind(kind.name), heads, self._limited(kind, progress, counts), plain=True))
        clock = self._worker.clock.now().isoformat()
        title = texts.say(message("report.export_title"))
        facts = ((texts.say(message("report.cover.made_at")), f"{texts.date(clock)} {texts.time(clock)}"),
                 (texts.say(message("report.cover.training")), texts.say(message("report.export_note"))))
        book = Book(title, "", facts, tuple(sheets), texts.language, title, texts.say(message("report.cover.sheet")))
        write(book, path, lambda done, total: None)
        return counts

    def _limited(self, kind: Kind, progress: Progress, counts: dict[str, int]) -> Iterator[list[Any]]:
        for n, row in enumerate(self._rows(kind, progress, counts)):
            if n == MOST_ROWS:
                raise Refused(message("report.export_too_large"))
            yield row

    def _archive(self, path: Path, texts: Texts, progress: Progress) -> dict[str, int]:
        counts: dict[str, int] = {}
        with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
            _table(archive, "dictionary.csv", DICTIONARY, self.dictionary(texts))
            for kind in self.kinds():
                _table(archive, f"{kind.name}.csv", _columns(kind), self._rows(kind, progress, counts))
        return counts


def _columns(kind: Kind) -> tuple[str, ...]:
    return (*KEPT, *(field.name for field in kind.fields))


def cell(value: Any) -> Any:
    """Return a value as one cell: sets are joined by „; “, items and maps are JSON, a protected value that this person may not read is empty."""
    if isinstance(value, dict):
        return None if "protected" in value else json.dumps(value, ensure_ascii=False, sort_keys=True)
    if isinstance(value, list):
        return "; ".join(map(str, value)) if all(isinstance(one, str) for one in value) else json.dumps(value, ensure_ascii=False, sort_keys=True)
    return "yes" if value is True else "no" if value is False else value


def _table(archive: zipfile.ZipFile, name: str, heads: Sequence[str], rows: Iterator[Sequence[Any]]) -> None:
    """Write one CSV file into the archive: UTF-8 with its mark, so that spreadsheets read the letters."""
    with archive.open(name, "w") as raw, io.TextIOWrapper(raw, encoding="utf-8-sig", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(heads)
        writer.writerows(rows)

