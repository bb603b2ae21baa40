"""Key file, request, printed keys and wrapped keys of the first version: every later version must open them."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from caseworker_desktop.vault import compartments, recovery, trust
from caseworker_desktop.vault.slots import Opened, SlotFile

FOLDER = Path(__file__).parent / "vault_v1"
WANTED: dict[str, Any] = json.loads((FOLDER / "expected.json").read_text(encoding="utf-8"))


def octets(name: str) -> bytes:
    return bytes.fromhex(WANTED[name])


@pytest.fixture
def words(resources: Path) -> tuple[str, ...]:
    return trust.load_words(resources)


def test_slots():
    file = SlotFile(FOLDER / "keys.byla")
    assert [slot.kind for slot in file.slots()] == ["passphrase", "recovery", "public"]
    person = Opened(octets("db_key"), octets("staff"), octets("staff_secret"))
    assert file.open_passphrase(WANTED["login"], WANTED["passphrase"]) == file.open_passphrase(None, WANTED["passphrase"]) == person
    bare = Opened(octets("db_key"), None, None)
    assert file.open_recovery(WANTED["recovery_key"]) == file.open_public(octets("public_secret")) == bare


def test_request(words: tuple[str, ...]):
    data = (FOLDER / "request.byla").read_bytes()
    assert trust.open_request(WANTED["words"], data, words, "cheap") == octets("request_payload")
    assert trust.request_words(octets("request_payload"), words, "calibrated") == WANTED["calibrated_words"]
    assert trust.vouched(WANTED["words"], octets("welcome"), octets("vouch"), "cheap")


def test_paper_and_wrapping():
    assert recovery.join_custody(*WANTED["custody_halves"]) == octets("custody")
    assert compartments.unwrap(octets("wrapped"), octets("member_secret")) == octets("unwrapped")
