"""Whatever bytes come, each reader takes them or refuses them with an error of its own, within its limits of memory.

Kept inputs (tests/data/fuzz/READER-*.bin, each once a fault or a close call) are read first; then so many more are made from good ones.
What a coverage-guided run found lies in tests/fuzz/corpus (test_corpus.py).
"""

from __future__ import annotations

import os
import tracemalloc
from pathlib import Path
from random import Random

import pytest

from tests.fuzz.readers import MOST_MEMORY, READERS

KEPT = Path(__file__).parents[1] / "data" / "fuzz"
TRIES, SOAK_TRIES = 5000, 200_000


@pytest.mark.parametrize("name", READERS)
def test_good_input_is_taken(name: str) -> None:
    reader = READERS[name]
    for raw in reader.good()[: len(reader.values)] if name == "cbor" else reader.good():  # its raw inputs are bad ones
        reader.read(raw)


@pytest.mark.parametrize("file", sorted(KEPT.glob("*.bin")), ids=lambda file: file.stem)
def test_kept_inputs(file: Path) -> None:
    reader = READERS[file.stem.partition("-")[0]]
    tracemalloc.start()
    try:
        reader.try_out(file.read_bytes())
        assert tracemalloc.get_traced_memory()[1] < MOST_MEMORY
    finally:
        tracemalloc.stop()


@pytest.mark.parametrize("name", READERS)
def test_changed_input(name: str) -> None:
    fuzz(name, 1, TRIES)


@pytest.mark.soak
@pytest.mark.parametrize("name", READERS)
def test_changed_input_soak(name: str) -> None:
    fuzz(name, int(os.environ.get("SEED", 2)), SOAK_TRIES)


def fuzz(name: str, seed: int, tries: int) -> None:
    chance = Random(f"{name} {seed}")
    print(f"seed {seed}")
    for _ in range(tries):
        data = READERS[name].made(chance)
        try:
            READERS[name].try_out(data)
        except BaseException:
            print(f"to keep: tests/data/fuzz/{name}-….bin = bytes.fromhex({data.hex()!r})")
            raise
