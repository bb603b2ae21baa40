"""Listings of one's own making: choose records, columns, filters and grouping; look at them, and write them as a spreadsheet."""

from __future__ import annotations

import csv
import os
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from caseworker_desktop.kernel.collation import sort_key
from caseworker_desktop.kernel.errors import Denied, Refused
from caseworker_desktop.kernel.message import message
from caseworker_desktop.kernel.progress import Progress
from caseworker_desktop.records.lists import Lists, local_name
from caseworker_desktop.records.organisation.chain import chain, name_on, standing_on
from caseworker_desktop.report.book import Book, Cell, Head, Sheet
from caseworker_desktop.report.figures.listed import Listed
from caseworker_desktop.report.listings.renamed import newest
from caseworker_desktop.report.listings.wishes import HOW, NEVER, Filter, Menu, Offered, Wish, menu_of, titles, wish_of
from caseworker_desktop.report.sheet import write
from caseworker_desktop.store.store import Store
from caseworker_desktop.store.values import plain_of_column
from caseworker_desktop.texts import Texts
from caseworker_desktop.usecases.listing_words import MONTH, cell_words, column_words, filter_words, group_words
from caseworker_desktop.usecases.own_file import own_persons
from caseworker_desktop.usecases.worker import Worker
from caseworker_desktop.usecases.writing import May

__all__ = ("HOW", "PREVIEW", "Filter", "Look", "Menu", "Offered", "ReportBuilder", "Wish", "wish_of")
#: So many rows are shown before the file is written.
PREVIEW = 200
#: A sheet of a workbook holds no more rows.
MOST_ROWS = 1_048_000
MOST_GROUPS = 2
_PLAIN_LOOKS = ("ref", "code", "date", "time", "number")
_HEADS = {"number": "number", "date": "date", "code": "code", "flag": "flag", "codes": "codes", "refs": "list", "texts": "list"}
_WIDE = {"number": 11, "date": 12, "flag": 9, "code": 22, "codes": 30, "refs": 30}
_EVERY = 2_000
#: What a spreadsheet would take for a formula at the beginning of a cell.
_FORMULA = ("=", "+", "-", "@", "\t", "\r")
#: Kinds few enough to be chosen from a list when a filter asks for one of them.
FEW = ("project", "project_part", "staff", "institution", "programme", "group")


@dataclass(frozen=True, slots=True)
class Look:
    """What a listing gives: headings, rows in words as a spreadsheet's cells, how many there are in all, and (grouped) the total once."""

    heads: tuple[Head, ...]
    rows: tuple[tuple[Cell, ...], ...]
    count: int
    total: tuple[Cell, ...] | None = None


class _Tongue:
    """The words of one language, for the database (report/figures/listed.py)."""

    def __init__(self, language: str, lists: Lists, institutions: Mapping[str, Mapping[str, Any]]) -> None:
        self.language, self._lists, self._institutions = language, lists, institutions

    def order(self, words: str) -> str:
        return sort_key(words, self.language)

    def place(self, list_: str, code: str) -> int:
        codes = self._lists.codes(list_)
        return codes.index(code) if code in codes else len(codes)

    def institution(self, id_: str, name: str | None, day: str) -> str | None:
        whole = (day + "-12-31"[len(day) - 4:])[:10]  # of a year or a month, its end
        if name is None:
            return name_on(self._institutions, id_, whole, self.language) or None
        told = (self._institutions.get(standing_on(self._institutions, id_, whole)) or {}).get(name)
        return None if told is None else str(told)

    def newest(self, id_: str) -> str:
        last = newest(self._institutions, id_, chain(self._institutions, id_))
        return next(iter(last)) if len(last) == 1 else id_


class ReportBuilder:
    """Listings for one worker; `institutions` are the shipped ones by id. `check` raises Denied while this laptop's files are closed."""

    def __init__(self, store: Store, worker: Worker, may: May, lists: Lists, institutions: Mapping[str, Mapping[str, Any]],
                 texts: Callable[[str], Texts], check: Callable[[], None]) -> None:
        self._store, self._worker, self._may, self._lists, self._shipped = store, worker, may, lists, institutions
        self._texts, self._check = texts, check

    # ---- what can be asked ------------------------------------------------------------------------------------------------------------------
    def kinds(self) -> tuple[str, ...]:
        """Return the kinds of record that can be listed, as declared: those this worker may read; crimes never."""
        return tuple(one.name for one in self._store.catalog.kinds() if not one.control and one.name not in NEVER and self._readable(one.name))

    def menu(self, record: str) -> Menu:
        """Return what can be asked of a kind. Raises Denied where it may not be read, Refused for one that is never listed."""
        kind = self._store.catalog.kind(record)
        if kind is None or kind.control or record in NEVER:
            raise Refused(message("report.listing_no_record", record=record[:40]))
        if not self._readable(record):
            raise Denied(message("report.denied"))
        return menu_of(self._store.catalog, kind, self._readable)

    def begin(self, record: str) -> Wish:
        """Return a listing to begin with: what a record is named by, its codes and days."""
        menu = self.menu(record)
        told = [path for path in titles(menu.kind) if path in menu.columns]
        told += [path for path, one in menu.columns.items() if not one.steps and one.look in _PLAIN_LOOKS and path not in told]
        return Wish(record, tuple((told or list(menu.columns))[:6]))

    def options(self, column: Offered, language: str) -> tuple[tuple[str, str], ...]:
        """Return what a filter of a column can be chosen from, in the order of its list or of names; empty where it is typed."""
        if column.look in ("code", "codes"):
            return tuple((code, self._lists.name(column.codes, code, language)) for code in self._lists.codes(column.codes))
        if column.look == "flag":
            return tuple((code, self._lists.name("yes_no", code, language)) for code in ("yes", "no"))
        if column.target not in FEW:
            return ()
        with self._store.reading() as reading:
            found = {row["id"]: row for row in reading.plains(column.target)}
            if column.target == "institution":
                found = {**{id_: dict(row) for id_, row in self._shipped.items()}, **found}
            kind = self._store.catalog.kind(column.target)
            assert kind is not None
            named = {id_: _named(row, titles(kind), language) for id_, row in found.items()}
        return tuple(sorted(named.items(), key=lambda one: sort_key(one[1], language)))

    # ---- answers ----------------------------------------------------------------------------------------------------------------------------
    def look(self, wish: Wish, language: str | None = None, limit: int | None = PREVIEW) -> Look:
        """Return the first rows (None: all) and how many there are.

        Raises Refused for a wish that asks for what there is not, Denied for what may not be read.
        """
        with self._listed(wish, language) as (listed, menu, texts):
            heads, rows = self._heads(wish, menu, texts, listed), self._rows(wish, menu, listed, texts, limit)
            if wish.by:
                found = list(rows)
                told = self._total(wish, listed)
                return Look(heads, tuple(found[:limit]), len(found), told)
            return Look(heads, tuple(rows), listed.count())

    def write(self, wish: Wish, path: Path, progress: Progress, *, name: str = "", language: str | None = None) -> int:
        """Write the listing to a workbook (`.xlsx`) or a table of text (`.csv`); return how many rows it has.

        Raises as `look` does; Refused for another ending or more rows than a sheet holds, OSError when the file cannot be written, Cancelled
        when it was stopped: a file that stood there then still stands there.
        """
        if path.suffix not in (".xlsx", ".csv"):
            raise Refused(message("report.listing_ending"))
        stage, part = message("report.stage.writing"), path.with_name(path.name + ".part")
        progress.step(message("report.stage.counting"), 0, 0)
        with self._listed(wish, language) as (listed, menu, texts):
            heads, rows = self._heads(wish, menu, texts, listed), self._rows(wish, menu, listed, texts, None)
            found = list(rows) if wish.by else []
            count = len(found) if wish.by else listed.count()
            if path.suffix == ".xlsx" and count > MOST_ROWS:
                raise Refused(message("report.export_too_large"))
            total = self._total(wish, listed) if wish.by and found else None
            try:
                if path.suffix == ".csv":
                    lines = (*found, *((total,) if total is not None else ())) if wish.by else rows
                    _csv(part, heads, lines, texts.language, lambda done: progress.step(stage, done, count))
                else:
                    book = self._book(wish, menu, texts, name, Sheet(
                        texts.kind(wish.record), name or texts.kind(wish.record), heads, found if wish.by else rows, total, count=count))
                    write(book, part, lambda done, total: progress.step(stage, done, total))
                os.replace(part, path)
            finally:
                part.unlink(missing_ok=True)
        return count

    # ---- inside -----------------------------------------------------------------------------------------------------------------------------
    def _readable(self, kind: str) -> bool:
        return self._may(self._worker.role, self._worker.roles_extra, kind, "read")

    @contextmanager
    def _listed(self, wish: Wish, language: str | None) -> Iterator[tuple[Listed, Menu, Texts]]:
        self._check()
        menu = self.menu(wish.record)
        _checked(menu, wish)
        texts = self._texts(language or self._worker.language)
        with self._store.reading() as reading:
            known = {**self._shipped, **{row["id"]: row for row in reading.plains("institution")}}
            tongue = _Tongue(texts.language, self._lists, known)
            yield Listed(reading, menu, wish, tongue, own=own_persons(reading, self._worker), today=self._today()), menu, texts

    def _today(self) -> str:
        return self._worker.clock.now().date().isoformat()

    def _heads(self, wish: Wish, menu: Menu, texts: Texts, listed: Listed) -> tuple[Head, ...]:
        if not wish.by:
            return tuple(_head(column_words(menu.column(path), texts), menu.column(path)) for path in wish.columns)
        heads = [Head(group_words(*menu.key(one), texts), "text", 30) for one in wish.by]
        heads.append(Head(texts.say(message("report.listing_records")), "count", 12))
        if listed.counts_persons:
            heads.append(Head(texts.say(message("report.listing_persons")), "count", 12))
        for told in wish.measures:
            how, column = menu.measure(told)
            said = message("report.listing_sum", column=column_words(column, texts)) if how == "sum" else message(
                "report.listing_mean", column=column_words(column, texts))
            heads.append(Head(texts.say(said), "number", 16))
        return tuple(heads)

    def _rows(self, wish: Wish, menu: Menu, listed: Listed, texts: Texts, limit: int | None) -> Iterator[tuple[Cell, ...]]:
        if wish.by:
            keys = [menu.key(one) for one in wish.by]
            for row in listed.groups():
                heads = [self._key_cell(one, span, value, texts) for (one, span), value in zip(keys, row, strict=False)]
                yield (*heads, *(_rounded(value) for value in row[len(keys):]))
            return
        columns = [menu.column(path) for path in wish.columns]
        names: dict[tuple[str, str], str] = {}
        for row in listed.rows(limit):
            yield tuple(self._cell(one, value, listed, names, texts) for one, value in zip(columns, row, strict=True))

    def _cell(self, one: Offered, value: Any, listed: Listed, names: dict[tuple[str, str], str], texts: Texts) -> Cell:
        if one.look == "ref":
            return None if value is None else str(value)
        if value is None:
            return None
        if one.look == "refs":
            for id_ in (told := plain_of_column(one.field, value)):
                if (one.target, id_) not in names:
                    names[one.target, id_] = listed.names(one.target, id_)
            return ", ".join(names[one.target, id_] for id_ in told) or None
        plain = str(value) if one.steps and one.steps[-1][1] == "institution" else plain_of_column(one.field, value)
        return cell_words(one, plain, self._lists, texts)

    def _key_cell(self, one: Offered, span: str, value: Any, texts: Texts) -> Cell:
        if value is None:
            return texts.say(message("report.not_stated"))
        if one.look in ("code", "flag"):
            return cell_words(one, bool(value) if one.look == "flag" else value, self._lists, texts)
        if one.look in ("date", "time") and not span:
            return texts.date(str(value))
        return texts.month(str(value)) if span == MONTH else str(value)

    @staticmethod
    def _total(wish: Wish, listed: Listed) -> tuple[Cell, ...]:
        return (*(None for _ in wish.by), *(_rounded(one) for one in listed.total()))

    def _book(self, wish: Wish, menu: Menu, texts: Texts, name: str, sheet: Sheet) -> Book:
        made = self._worker.clock.now().isoformat()
        told = [(texts.say(message("report.listing_record")), texts.kind(wish.record))]
        told += [(texts.say(message("report.listing_only")), filter_words(menu.column(one.column), one, self.options, self._lists, texts))
                 for one in wish.filters]
        if sheet.total is not None and sheet.heads:
            told.append((texts.say(message("report.listing_grouped")), ", ".join(group_words(*menu.key(one), texts) for one in wish.by)))
        told.append((texts.say(message("report.cover.made_at")), f"{texts.date(made)} {texts.time(made)}"))
        if self._worker.training:
            told.append((texts.say(message("report.cover.training")), texts.say(message("report.cover.training_text"))))
        title = name or texts.kind(wish.record)
        return Book(title, "", tuple(told), (sheet,), texts.language, f"{title} · {texts.date(made)}", texts.say(message("report.cover.sheet")))


def _checked(menu: Menu, wish: Wish) -> None:
    """Raise Refused for a wish that asks for what a kind does not have, or for nothing."""
    for path in wish.columns:
        menu.column(path)
    for one in wish.by:
        menu.key(one)
    for one in wish.measures:
        menu.measure(one)
    if len(wish.by) > MOST_GROUPS:
        raise Refused(message("report.listing_no_group", column=", ".join(wish.by)[:80]))
    if not wish.columns and not wish.by:
        raise Refused(message("report.listing_no_columns"))
    for told in wish.sort:
        if told.lstrip("-") != "count":
            menu.column(told.removeprefix("-"))
        elif not wish.by:
            raise Refused(message("report.listing_no_column", column="count"))


def _head(words: str, one: Offered) -> Head:
    return Head(words, _HEADS.get(one.look, "text"), _WIDE.get(one.look, 26))


def _rounded(value: Any) -> Cell:
    return round(value, 2) if isinstance(value, float) else value


def _named(row: Mapping[str, Any], fields: Sequence[str], language: str) -> str:
    if "name_lt" in fields:
        return local_name(row, language) or str(row.get("code") or "")
    return " ".join(str(row[name]) for name in fields if row.get(name))


def _csv(path: Path, heads: Sequence[Head], rows: Any, language: str, step: Callable[[int], None]) -> None:
    """Write a table of text as the spreadsheets of the language's country open it by a double click.

    UTF-8 with its mark, else Lithuanian letters come out wrong. In Lithuanian and Latvian settings the comma is the decimal mark, so lists
    are parted by semicolons and numbers have a comma; in English ones it is the other way. A text that a spreadsheet would take for a formula
    gets an apostrophe in front (a phone number's plus too): what somebody typed into a name must not run.
    """
    comma = language in ("lt", "lv")
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.writer(file, delimiter=";" if comma else ",")
        writer.writerow([_safe(head.title) for head in heads])
        for done, row in enumerate(rows, start=1):
            writer.writerow([_plain(one, comma) for one in row])
            if done % _EVERY == 0:
                step(done)


def _safe(words: str) -> str:
    return f"'{words}" if words.startswith(_FORMULA) else words


def _plain(value: Cell, comma: bool) -> str:
    if value is None:
        return ""
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, int | float):
        return str(value).replace(".", ",") if comma else str(value)
    return _safe(value)
