"""Searching signed notes as a person types: words and beginnings of words, newest first."""

from __future__ import annotations

import random
import time
from collections.abc import Callable
from pathlib import Path

from tests.benchmarks.figures import Figure
from tests.benchmarks.operations import Mix
from tests.benchmarks.workspaces import PERSONS, make_office, open_desk

ALLOWED_MS = 50.0
ONLY_NOTES = Mix("notes alone", sessions=1, attendances=0, notes=99)


def measure(folder: Path, notes: int, queries: int, say: Callable[[str], None]) -> list[Figure]:
    """Return p95 and median over so many different queries in an office with so many notes."""
    office, _ = make_office(folder, ONLY_NOTES, notes * 100 // 99 + 2 * PERSONS + 100)
    desk = open_desk(folder, office.opened)
    chance = random.Random(5)
    asked = [_asked(chance, office.words.text) for _ in range(queries)]
    took, found = [], 0
    for one in asked:
        start = time.perf_counter()
        found += len(desk.finding.search(one, 50))
        took.append((time.perf_counter() - start) * 1_000)
    names = []
    for one in asked:
        start = time.perf_counter()
        desk.finding.find(one.split()[0][:4], ["person"], 50)
        names.append((time.perf_counter() - start) * 1_000)
    desk.close()
    took.sort()
    names.sort()
    p50, p95 = took[len(took) // 2], took[len(took) * 95 // 100]
    say(f"  search: p50 {p50:.1f} ms, p95 {p95:.1f} ms, most {took[-1]:.1f} ms")
    return [
        Figure(
            f"search in {notes // 1_000}k notes, p95",
            p95,
            "ms",
            ALLOWED_MS,
            detail=f"p50 {p50:.1f} ms, most {took[-1]:.1f} ms, {queries} queries, {found / queries:.0f} found each",
        ),
        Figure(f"find among {PERSONS // 1_000}k people, p95", names[len(names) * 95 // 100], "ms", detail=f"p50 {names[len(names) // 2]:.1f} ms"),
    ]


def _asked(chance: random.Random, text: Callable[[random.Random, int], str]) -> str:
    """One to three words as notes use them, half of them only begun."""
    words = text(chance, chance.choice((1, 1, 2, 3))).replace(".", "").split()
    return " ".join(word[: max(3, len(word) // 2)] if chance.random() < 0.5 else word for word in words)
