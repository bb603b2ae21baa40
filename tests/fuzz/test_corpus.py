"""What guided runs found (explore.py) is read again: every target takes each kept input, fast, within its memory, and is well at the end."""

from __future__ import annotations

import sys
from pathlib import Path
from random import Random

import pytest

from caseworker_desktop.settings import Settings
from tests.fuzz.targets import TARGETS, Hostile

CORPUS = Path(__file__).parent / "corpus"
#: How much the process may grow while a target takes its whole corpus, in MiB.
GROWTH = 200


def _peak() -> int:
    resource = pytest.importorskip("resource", reason="Windows counts it otherwise")
    return int(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss) // 1024


@pytest.mark.parametrize("name", TARGETS)
def test_kept_inputs_and_a_few_more(name: str, tmp_path: Path, lasting_settings: Settings) -> None:
    kept = sorted((CORPUS / name).glob("*.bin"))
    assert kept, "a target without a corpus"
    target, chance = TARGETS[name](tmp_path, lasting_settings), Random(7)
    before = _peak()
    for raw in (*target.seeds(), *(file.read_bytes() for file in kept)):
        target.take(raw)
        target.take(target.changed(raw, chance))
    target.close()
    assert sys.platform != "linux" or _peak() - before < GROWTH
    if isinstance(target, Hostile):
        assert target.taken > 10
        assert target.refused > 10
