"""The first dictionary of the log's blocks is kept for ever: what was packed with it stays readable, and it holds nobody's words."""

from __future__ import annotations

import json
from hashlib import sha256
from pathlib import Path

from caseworker_desktop.bootstrap import PROGRAM_KINDS
from caseworker_desktop.records.catalog import build_catalog
from caseworker_desktop.store.blocks import Packer
from caseworker_desktop.store.body import encode
from installer.dictionary import LONG, known_words, strange_words

SHA256 = "cb789a6301390217d12fb9771e7ce7ca4bda59c1ee7f3c52a2ea5ca323ae3379"
ID = bytes(range(16))
BODIES = [
    encode(
        [1, ID, n, n, 1_790_000_000_000, ID, ID, "attendance", bytes([n]) * 16, None, [ID],
         {"session": [ID], "person": [ID], "status": ["present"], "minutes": [45]}, {}]
    )
    for n in (1, 2, 3)
]  # fmt: skip
BLOCK = bytes.fromhex(
    "0128b52ffd604901a502004402000102030405060708090a0b0c0d0e0f01011b000001a0c4506c00f6812d02020203030313fc00c0c16de98397c0837b50bec651803051"
    "a6370b0ceedc86c5b04224c3e349f1cf28eaa2e0df73612cee3c2f"
)
SCENARIOS = Path(__file__).parents[1] / "data" / "scenarios"


def shipped(resources: Path) -> bytes:
    return (resources / "dictionaries" / "operations-1.zdict").read_bytes()


def test_it_never_changes(resources: Path) -> None:
    assert sha256(shipped(resources)).hexdigest() == SHA256


def test_a_block_of_then_is_read(resources: Path) -> None:
    assert Packer({1: shipped(resources)}).unpack(BLOCK) == BODIES


def test_blocks_from_before_it_and_after_it_are_read(resources: Path) -> None:
    plain, packed = Packer({}).pack(BODIES), Packer({1: shipped(resources)}).pack(BODIES)
    later = Packer({1: shipped(resources), 2: shipped(resources)})
    assert later.unpack(plain) == later.unpack(packed) == later.unpack(later.pack(BODIES)) == BODIES
    assert (plain[0], packed[0], later.pack(BODIES)[0]) == (0, 1, 2)
    assert len(packed) < len(plain)


def test_it_holds_nobodys_words(resources: Path) -> None:
    """Names, remarks and addresses of the samples it was trained on are invented, and still none of them is in it."""
    told = set()
    for path in SCENARIOS.glob("*/records.jsonl"):
        for line in path.read_text(encoding="utf-8").splitlines():
            record = json.loads(line)
            for field in ("given_names", "family_name", "address_declared", "text", "title", "name", "login", "own_words", "remark"):
                told.update(word.strip(".,:;„“").lower() for word in str(record.get(field) or "").split())
    words = {word for word in told if len(word) >= LONG}
    assert len(words) > 500
    assert strange_words(shipped(resources), words, known_words(build_catalog(PROGRAM_KINDS))) == []
    assert "išgalvotas" in strange_words(shipped(resources) + "Išgalvotas".encode(), words, set())
