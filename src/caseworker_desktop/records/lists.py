"""The lists of codes that ship with the program, the terms an office adds to them, and the institutions everybody knows."""

from __future__ import annotations

import csv
import uuid
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from pathlib import Path
from types import MappingProxyType
from typing import Any

from caseworker_desktop.records.organisation.term import Term
from caseworker_desktop.records.validity import valid_on

#: Namespace of the ids of shipped institutions (records.md): the same on every device, so that references meet.
INSTITUTION_NAMESPACE = uuid.UUID("6f1d3c1e-0000-5000-8000-fa1c0de00000")
_INSTITUTIONS = "institutions"
#: The names of a country's things are best read in its own language where no translation is known.
_OWN_LANGUAGE = {"LT": "lt", "LV": "lv"}

Row = Mapping[str, Any]


def institution_id(code: str) -> str:
    """Return the id of the shipped institution with that code."""
    return str(uuid.uuid5(INSTITUTION_NAMESPACE, f"institution/{code}"))


def local_name(row: Row, language: str) -> str:
    """Return the name of a list's row or an institution in `language`, else in its country's own, else any; empty when it has none."""
    own = _OWN_LANGUAGE.get(str(row.get("country") or ""))
    for one in (language, own, "en", "lt", "lv"):
        name = row.get(f"name_{one}") if one else None
        if name:
            return str(name)
    return ""


class Lists:
    """All lists by name; a list is a mapping from code to its row. Rows of any validity stay, for old dates need them."""

    def __init__(self, tables: Mapping[str, Mapping[str, Row]]) -> None:
        self._tables = tables

    @classmethod
    def load(cls, resources: Path) -> Lists:
        """Return the shipped lists: every file of `resources`/reference with the columns `code` and `name_lt`.

        Raises OSError when the folder cannot be read, ValueError when a code stands twice in a list.
        """
        tables: dict[str, Mapping[str, Row]] = {}
        for path in sorted((resources / "reference").glob("*.csv")):
            rows = _read(path)
            if rows is not None:
                tables[path.stem] = MappingProxyType(rows)
        return cls(MappingProxyType(tables))

    def with_terms(self, terms: Iterable[Term]) -> Lists:
        """Return these lists with an office's terms laid over them: a new code joins its list, a known one takes the term's values."""
        tables = {name: dict(rows) for name, rows in self._tables.items()}
        for term in terms:
            rows = tables.setdefault(term.list, {})
            told = {name: getattr(term, name) for name in ("name_lt", "name_lv", "name_en", "parent", "valid_from", "valid_to")}
            given = {name: value for name, value in told.items() if value is not None}
            rows[term.code] = MappingProxyType({**rows.get(term.code, {}), "code": term.code, **given, **(term.extra or {})})
        return Lists(MappingProxyType({name: MappingProxyType(rows) for name, rows in tables.items()}))

    def lists(self) -> tuple[str, ...]:
        """Return the names of all lists."""
        return tuple(sorted(self._tables))

    def has(self, list_: str, code: str) -> bool:
        """Tell whether the list has the code, of any validity."""
        return code in self._tables.get(list_, ())

    def codes(self, list_: str, on: date | None = None) -> tuple[str, ...]:
        """Return the codes of a list in its order: those valid `on` that day, or (None) all of them."""
        return tuple(code for code, row in self._tables.get(list_, {}).items() if on is None or valid_on(row, on.isoformat()))

    def row(self, list_: str, code: str) -> Row | None:
        """Return a code's row with the list's extra columns, or None."""
        return self._tables.get(list_, {}).get(code)

    def name(self, list_: str, code: str, language: str) -> str:
        """Return the name of a code in `language` (see `local_name`); the code itself when nobody named it."""
        row = self.row(list_, code)
        return (local_name(row, language) if row is not None else "") or code

    def institutions(self) -> tuple[Row, ...]:
        """Return the shipped institutions as plain records (kind institution), with their ids; they are no operations."""
        return tuple(self._institutions())

    def _institutions(self) -> Iterator[Row]:
        for code, row in self._tables.get(_INSTITUTIONS, {}).items():
            plain: dict[str, Any] = {name: value or None for name, value in row.items()}
            succeeds = row.get("successor_of")
            yield MappingProxyType({**plain, "id": institution_id(code), "successor_of": institution_id(succeeds) if succeeds else None})


def _read(path: Path) -> dict[str, Row] | None:
    with path.open(encoding="utf-8", newline="") as file:
        reader = csv.DictReader(file)
        if not {"code", "name_lt"} <= set(reader.fieldnames or ()):
            return None
        rows: dict[str, Row] = {}
        for row in reader:
            if row["code"] in rows:
                raise ValueError(f"{path.name} has {row['code']} twice")
            rows[row["code"]] = MappingProxyType(row)
    return rows
