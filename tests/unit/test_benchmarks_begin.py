"""`make bench` begins: its words are read, and every part that can be asked for is one that is measured."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from tests.benchmarks import __main__ as bench


def test_the_words_are_read(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "argv", ["bench", "--only", "save", "--people", "10"])
    told = bench.arguments()
    assert (list(told.only), told.people) == (["save"], 10)


def test_every_part_is_measured() -> None:
    source = Path(bench.__file__).read_text(encoding="utf-8")
    run = source[source.index("def run(") :]
    assert [part for part in bench.PARTS if f'"{part}"' not in run] == []
