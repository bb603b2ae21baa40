"""`python -m tests.fuzz.explore TARGET… --seconds 600`: fuzzes under guidance of coverage (atheris, extra `fuzz`), one target after another.

Begins from the kept corpus (tests/fuzz/corpus) and good inputs; every input has 10 seconds and the process a limit of memory. What reached
something new is left at the end; `--keep` writes it into the corpus, a share of all sizes when it is much. A fault ends the run and leaves its input.
"""

from __future__ import annotations

import argparse
import os
import shutil
import subprocess
import sys
import tempfile
import time
from hashlib import sha256
from pathlib import Path
from random import Random
from typing import Any

import atheris

from installer.catalogues import compile_stale

with atheris.instrument_imports(include=["caseworker_desktop"], enable_loader_override=False):
    from caseworker_desktop.settings import Settings
    from tests.fuzz.targets import FAULTS, LONGEST, TARGETS, Target

ROOT = Path(__file__).resolve().parents[2]
CORPUS = Path(__file__).parent / "corpus"
#: What the process may take, in MiB: the program, a world, and what a single input may cost beyond that.
MEMORY = 700
SECONDS_EACH = 10
#: So many inputs go into one process: watching the comparisons of the engine costs 15 to 50 KiB an input that are not given back (without the
#: watching nothing grows).
ROUND = {"operations": 8_000, "hostile": 12_000}
#: So many inputs of a target are kept in the repository.
MOST_KEPT, LONGEST_KEPT = 120, 4096


def _mutator(target: Target) -> Any:
    def mutate(data: bytes, most: int, seed: int) -> bytes:
        chance = Random(seed)
        if chance.random() < 0.25:  # libFuzzer's own: it knows which bytes were compared with what
            return bytes(atheris.Mutate(data, most))
        return target.changed(data, chance)[:most]

    return mutate


def run(name: str, words: list[str]) -> None:
    """Fuzz one target in this process, which does not return."""
    folder = Path(tempfile.mkdtemp(prefix="fuzz-"))
    compile_stale(ROOT / "resources" / "i18n")
    target = TARGETS[name](folder, Settings(resources=ROOT / "resources", language="lt"))
    seeds = Path(words[-1])
    for raw in target.seeds():
        (seeds / sha256(raw).hexdigest()[:16]).write_bytes(raw)
    atheris.Setup([sys.argv[0], *words], target.take, custom_mutator=_mutator(target))
    atheris.Fuzz()


def explore(name: str, seconds: int, keep: bool) -> bool:
    """Fuzz one target in processes of its own; tell whether it held."""
    own = [sys.executable, "-m", "tests.fuzz.explore", "--run", name]
    with tempfile.TemporaryDirectory(prefix="corpus-") as found:
        kept = CORPUS / name
        for file in kept.glob("*.bin"):
            shutil.copy(file, found)
        faults = Path(tempfile.mkdtemp(prefix=f"fault-{name}-"))
        limits = [f"-rss_limit_mb={MEMORY}", f"-timeout={SECONDS_EACH}", f"-max_len={LONGEST}", f"-artifact_prefix={faults}/"]
        end = time.monotonic() + seconds
        while (left := int(end - time.monotonic())) > 0:
            words = [*own, *limits, f"-max_total_time={left}", f"-runs={ROUND.get(name, -1)}", "-print_final_stats=1", found]
            with tempfile.TemporaryDirectory(prefix="fuzz-") as world:
                ended = subprocess.run(words, cwd=ROOT, check=False, env={**os.environ, "TMPDIR": world, FAULTS: str(faults)}).returncode
            if ended:
                print(f"{name}: a fault; its input is in {faults}" if any(faults.iterdir()) else f"{name}: it did not run")
                return False
        faults.rmdir()
        if keep:
            kept.mkdir(parents=True, exist_ok=True)
            for file in kept.glob("*.bin"):
                file.unlink()
            reached = sorted((file for file in Path(found).iterdir() if file.stat().st_size <= LONGEST_KEPT), key=lambda file: file.stat().st_size)
            for file in reached[:: -(-len(reached) // MOST_KEPT)]:
                shutil.copy(file, kept / f"{file.name[:16]}.bin")
    return True


def main() -> int:
    if sys.argv[1:2] == ["--run"]:
        run(sys.argv[2], sys.argv[3:])
        return 0
    words = argparse.ArgumentParser(description="fuzz under guidance of coverage")
    words.add_argument("target", nargs="*", choices=[[], *TARGETS])
    words.add_argument("--seconds", type=int, default=600)
    words.add_argument("--keep", action="store_true")
    told = words.parse_args()
    os.nice(15)
    held = [explore(name, told.seconds, told.keep) for name in told.target or TARGETS]  # each, whatever the one before it did
    return 0 if all(held) else 1


if __name__ == "__main__":
    raise SystemExit(main())
