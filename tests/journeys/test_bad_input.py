"""Words and files that cannot be taken: the exit code of the command's page, one clear line, nothing changed."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import Any

import pytest

from caseworker_desktop.settings import Settings
from tests.journeys.command import Caseworker
from tests.journeys.unchanged import World, clear, refused
from tests.workspace import PASSPHRASE

PERSON = {"record": "person", "given_names": "Ona", "family_name": "Pavyzdė"}
NOBODY = "0a000000-0000-7000-8000-0000000000ff"
MIB = 1024 * 1024


def line(**told: Any) -> str:
    return json.dumps(PERSON | told)


LINES: dict[str, bytes] = {
    "unknown kind": line(record="animal").encode(),
    "no kind": b'{"given_names": "Ona"}',
    "a kind of the program's own": b'{"record": "device", "name": "x"}',
    "a control operation": b'{"record": "erasure", "persons": []}',
    "unknown field": line(colour="blue").encode(),
    "wrong type: a number": line(given_names=7).encode(),
    "wrong type: a list": line(given_names=["Ona"]).encode(),
    "wrong type: a map": line(given_names={"a": 1}).encode(),
    "wrong type: yes": line(given_names=True).encode(),
    "wrong type: a fraction": line(rural=0.5).encode(),
    "a set that is none": line(languages="lt").encode(),
    "a string of 10 MB": line(experience="x" * 10 * MIB).encode(),
    "a string of 10 MB in a key": json.dumps(PERSON | {"x" * 10 * MIB: 1}).encode(),
    "a long text": line(experience="x" * 100_001).encode(),
    "a long name": line(given_names="x" * 501).encode(),
    "NUL": line(given_names="O\0na").encode(),
    "a NUL byte": line().encode().replace(b"Ona", b"O\0na"),
    "half a letter": line(given_names="Ona\ud800").encode(),
    "cut": line().encode() + b"\n" + line().encode()[:-20],
    "not UTF-8": line(given_names="Žemyna").encode("utf-8").replace(b"\\u017d", b"\xde"),
    "UTF-16": line().encode("utf-16"),
    "Windows letters": json.dumps(PERSON | {"given_names": "Žemyna"}, ensure_ascii=False).encode("cp1257"),
    "nested deep": b'{"record": "person", "given_names": ' + b"[" * 100_000 + b"]" * 100_000 + b"}",
    "nested deep and cut": b"[" * 1_000_000,
    "maps nested deep": b'{"a":' * 50_000 + b"1" + b"}" * 50_000,
    "a number of a million digits": b'{"record": "person", "rural": ' + b"9" * 1_000_000 + b"}",
    "NaN": b'{"record": "person", "given_names": NaN}',
    "no object": b"[1, 2]",
    "a word": b"person",
    "binary": bytes(range(256)) * 40,
    "twice the same id, in two kinds": (json.dumps(PERSON | {"id": NOBODY}) + "\n" + json.dumps({"record": "term", "id": NOBODY})).encode(),
    "an id that is none": line(id="ona").encode(),
    "a reference to nothing": json.dumps({"record": "person_code", "person": NOBODY, "scheme": "lt", "value": "1"}).encode(),
    "a code that is none": line(sex="X-NONE").encode(),
    "a day that is none": line(birth_date="2026-02-30").encode(),
    "deleting what is not there": json.dumps({"record": "person", "id": NOBODY, "deleted": True}).encode(),
    "good lines and a bad one": "\n".join([line() for _ in range(40)] + [line(colour="blue")]).encode(),
}  # fmt: skip


@pytest.mark.parametrize("what", LINES)
def test_load(world: World, what: str) -> None:
    file = world.given / "lines.jsonl"
    file.write_bytes(LINES[what])
    refused(world, 4, "load", file)


@pytest.mark.parametrize("what", ["missing", "a folder"])
def test_load_what_cannot_be_read(world: World, what: str) -> None:
    refused(world, 4, "load", world.given if what == "a folder" else world.given / "nowhere")


@pytest.mark.parametrize("data", [b"", b"\n\n  \n", b"\xef\xbb\xbf", b"\xef\xbb\xbf" + line().encode() + b"\r\n\r\n"])
def test_load_what_is_little_but_good(world: World, data: bytes, tmp_path: Path) -> None:
    office = shutil.copytree(world.office, tmp_path / "office")
    (world.given / "lines.jsonl").write_bytes(data)
    assert world.run.do("--workspace", office, "load", world.given / "lines.jsonl")["created"] == (b"person" in data)


# ---- words of other commands -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "words",
    [
        ("record", "animal", "name=x"),
        ("record", "person", "colour=blue"),
        ("record", "person", "given_names=Ona"),
        ("record", "person", "given_names=" + "x" * 501, "family_name=P"),
        ("record", "person", "given_names=[1", "family_name=P", "sex=none"),
        ("record", "person", "id=ona", "given_names=Ona", "family_name=P"),
        ("record", "person", f"id={NOBODY}", "deleted=true"),
        ("record", "person", "given_names=O\0na", "family_name=P"),
        ("show", "animal", NOBODY),
        ("show", "person", NOBODY),
        ("show", "person", "ona"),
        ("dump", "--kind", "animal"),
        ("dump", "--scope", "nobody"),
        ("conflicts", "resolve", "person", NOBODY, "given_names", "--value", '"x"', "--why", "y"),
        ("conflicts", "resolve", "animal", NOBODY, "given_names", "--value", '"x"', "--why", "y"),
        ("bundle", "export", "--to", "nobody", "--out", "."),
        ("print", "plan", "--id", NOBODY, "--copy", "file", "--language", "lt", "--out", "x.pdf"),
        ("slot", "remove", "--login", "nobody"),
        ("staff", "disable", "nobody"),
        ("staff", "add", "--login", "x", "--given-name", "X", "--family-name", "Y", "--role", "NONE"),
    ],
    ids=lambda words: " ".join(words)[:40].replace("\0", "0"),
)
def test_words_that_cannot_be_taken(world: World, words: tuple[str, ...]) -> None:
    refused(world, 4, *words)


@pytest.mark.parametrize("asked", ['"', "*", "NEAR(", "a OR b", "^", "-x", "%", "_", "' OR 1=1 --", "\0", "ą" * 10_000, "(", "{x}", "x:y"])
def test_searching_for_anything(world: World, asked: str) -> None:
    for words in (("find", "--", asked), ("search", "--", asked)):
        ran = world.run.ask("--json", "--workspace", world.office, *words)
        assert (ran.code, ran.err) == (0, ""), words
        assert isinstance(ran.value, list)


@pytest.mark.parametrize(
    "words",
    [
        (),
        ("nothing",),
        ("load",),
        ("load", "a", "b"),
        ("--unknown", "doctor"),
        ("--language", "xx", "doctor"),
        ("bundle",),
        ("bundle", "fly"),
        ("bundle", "export", "--out", "x"),
        ("record", "person", "given_names"),
        ("backup", "create"),
        ("find", "x", "--kind", "animal"),
        ("office", "create", "x", "--name", "n", "--login", "l", "--given-name", "g", "--family-name", "f", "--country", "fr"),
        ("--passphrase-file", "nowhere", "doctor"),
        ("recover", "--recovery-key-file", "nowhere"),
    ],
    ids=lambda words: " ".join(words)[:40],
)
def test_wrong_usage(world: World, words: tuple[str, ...]) -> None:
    clear(world.run.ask("--workspace", world.office, *words), 2)


def test_no_passphrase(world: World, settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    clear(Caseworker(settings, "").ask("--workspace", world.office, "doctor"), 2)


def test_a_wrong_passphrase(world: World, settings: Settings) -> None:
    wrong = Caseworker(settings, PASSPHRASE.upper())
    for words in (("doctor",), ("dump",), ("backup", "create", world.given / "b")):
        clear(wrong.ask("--workspace", world.office, *words), 3)
    clear(world.run.ask("--workspace", world.office, "--as", "kitas", "dump"), 3)
