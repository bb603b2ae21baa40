"""A world of plain records in memory, for rules; and the samples read into one."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from caseworker_desktop.records.lists import Lists
from caseworker_desktop.store.declare import Catalog, Finding

SCENARIOS = Path(__file__).parent / "data" / "scenarios"


class PlainWorld:
    """Implements declare.World over a dictionary; what `write` was given last counts as the command."""

    def __init__(self, catalog: Catalog, lists: Lists) -> None:
        self.catalog, self.lists = catalog, lists
        self._records: dict[str, dict[str, Mapping[str, Any]]] = {}
        self._written: dict[str, list[str]] = {}

    def lay(self, kind: str, /, **plain: Any) -> dict[str, Any]:
        """Add a record as if it had been there before the command; return it whole."""
        declared = self.catalog.kind(kind)
        assert declared is not None
        whole = {f.name: [] if f.shape in ("set", "items") else None for f in declared.fields} | plain
        self._records.setdefault(kind, {})[whole["id"]] = whole
        return whole

    def write(self, kind: str, /, **plain: Any) -> dict[str, Any]:
        """Add a record as part of the command; return it whole."""
        whole = self.lay(kind, **plain)
        self._written.setdefault(kind, []).append(whole["id"])
        return whole

    def found(self, kind: str, record: Mapping[str, Any]) -> list[Finding]:
        """Return what the kind's rules find in a record."""
        declared = self.catalog.kind(kind)
        assert declared is not None
        return [finding for rule in declared.rules for finding in rule(record, self)]

    def get(self, kind: str, record: str) -> Mapping[str, Any] | None:
        return self._records.get(kind, {}).get(record)

    def where(self, kind: str, field: str, value: str) -> Sequence[Mapping[str, Any]]:
        return [row for _, row in sorted(self._records.get(kind, {}).items()) if row.get(field) == value]

    def loading(self) -> bool:
        return True

    def written(self, kind: str) -> Sequence[str]:
        return self._written.get(kind, [])

    def term(self, list_: str, code: str) -> Mapping[str, Any] | None:
        return self.lists.row(list_, code)


def sample_lines(path: Path) -> Iterator[tuple[int, str, dict[str, Any]]]:
    """Yield line, kind and values of a file for `load`, references by code resolved to ids."""
    named = {f"@{line['code']}": line["id"] for line in _lines(SCENARIOS / "institutions.jsonl")}
    for number, line in enumerate(_lines(path), 1):
        kind = line.pop("record")
        for field in ("code", "login"):
            if field in line:
                named[f"@{line[field]}"] = line["id"]
        yield number, kind, {name: _resolved(value, named) for name, value in line.items()}


def _lines(path: Path) -> Iterator[dict[str, Any]]:
    with path.open(encoding="utf-8") as file:
        for line in file:
            yield json.loads(line)


def _resolved(value: Any, named: Mapping[str, str]) -> Any:
    if isinstance(value, list):
        return [_resolved(one, named) for one in value]
    return named.get(value, value) if isinstance(value, str) else value
