"""The sheets of instruments: item texts that may be shipped, in the languages in which their wording is certain.

A file an instrument in resources/instruments. An instrument (or a language) without one is scored from the worker's own paper.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType


@dataclass(frozen=True, slots=True)
class Sheet:
    """One instrument in one language. `options`: words of an answer by its value (empty: only the ends are told, in `stem`); `items` in order;
    `attribution`: what must stand beside the text; `own`: the house's own sheet.
    """

    instrument: str
    version: str
    language: str
    stem: str
    options: Mapping[int, str]
    items: tuple[str, ...]
    attribution: str
    own: bool


class Sheets:
    """All shipped sheets."""

    def __init__(self, sheets: Mapping[tuple[str, str], Sheet]) -> None:
        self._sheets = sheets

    @classmethod
    def load(cls, resources: Path) -> Sheets:
        """Read resources/instruments. Raises OSError when a file cannot be read, ValueError or KeyError when it is not what it should be."""
        found: dict[tuple[str, str], Sheet] = {}
        for path in sorted((resources / "instruments").glob("*.toml")):
            told = tomllib.loads(path.read_text(encoding="utf-8"))
            for language, text in told["text"].items():
                options = {int(value): str(words) for value, words in text.get("options", {}).items()}
                found[told["instrument"], language] = Sheet(
                    told["instrument"], told["version"], language, text["stem"], MappingProxyType(options), tuple(text["items"]),
                    text.get("attribution", ""), bool(told["own"]))
        return cls(MappingProxyType(found))

    def sheet(self, instrument: str, language: str) -> Sheet | None:
        """Return the text of an instrument in a language, None when it is not shipped."""
        return self._sheets.get((instrument, language))

    def languages(self, instrument: str) -> tuple[str, ...]:
        """Return the languages in which the text of an instrument is shipped."""
        return tuple(language for code, language in self._sheets if code == instrument)
