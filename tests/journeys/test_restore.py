"""A workspace that comes back from a backup: what it had, what it lost, and bundles both ways afterwards. Each step by the command."""

import json
import shutil
from pathlib import Path

import pytest

from tests import guard
from tests.journeys.command import Caseworker
from tests.workspace import PASSPHRASE, SCENARIOS

PRISON = "LT-K-PRA1"


class Pair:
    """An office with one laptop that has joined it, and a stick between them."""

    def __init__(self, folder: Path, settings) -> None:
        self.folder, self.run = folder, Caseworker(settings, PASSPHRASE)
        self.office, self.laptop, self.stick = folder / "office", folder / "laptop", folder / "stick"
        self.stick.mkdir()
        self.run.do("office", "create", self.office, "--name", "Centras", *_person("rasa", "Rasa"), "--country", "lt")
        self.run.do("--workspace", self.office, "load", SCENARIOS / "s0" / "records.jsonl")
        asked = self.run.do("device", "request", self.laptop, "--name", "PR-11", *_person("ieva", "Ieva"), "--out", folder / "request")
        self.run.do("--workspace", self.office, "office", "enrol", folder / "request", "--words", asked["words"], "--role", "U-SW",
                    "--sites", PRISON, "--out", folder / "welcome")  # fmt: skip
        self.run.do("--workspace", self.laptop, "device", "join", folder / "welcome")

    def send(self, sender: Path, to: str, receiver: Path, exits=(0,)):
        """Carry one bundle; return what the import told."""
        file = Path(self.run.do("--workspace", sender, "bundle", "export", "--to", to, "--out", self.stick)["file"])
        return self.run.do("--workspace", receiver, "bundle", "import", file, exits=exits)[0]

    def round(self, exits=(0,)):
        """Both directions."""
        return self.send(self.laptop, "office", self.office, exits), self.send(self.office, "PR-11", self.laptop, exits)

    def note(self, workspace: Path, text: str) -> str:
        """Record an open note on the first case; return its id."""
        case = json.loads(self.run.lines(workspace, "dump", "--kind", "case")[0])["id"]
        return self.run.do(
            "--workspace", workspace, "record", "note", f"case={case}", "level=shared", f"text={text}", "signed_on=2026-11-21T10:00:00+02:00"
        )["id"]

    def term(self, workspace: Path, code: str) -> str:
        """Load a term of the office's own, which only an office may write; return its id."""
        names = {f"name_{language}": code for language in ("lt", "lv", "en")}
        file = self.folder / "term.jsonl"
        file.write_text(json.dumps({"record": "term", "list": "topics", "code": code, **names}), encoding="utf-8")
        return self.run.do("--workspace", workspace, "load", file)["ids"]["1"]

    def backup(self, workspace: Path, name: str) -> Path:
        file = self.folder / name
        assert self.run.do("--workspace", workspace, "backup", "create", file)["operations"]
        return file

    def come_back(self, workspace: Path, file: Path) -> None:
        """Lose the workspace and bring it back from a backup in its place."""
        shutil.rmtree(workspace)
        assert self.run.do("backup", "restore", file, workspace)["epoch"] == 2

    def has(self, workspace: Path, kind: str, id_: str) -> bool:
        return bool(self.run.lines(workspace, "dump", "--kind", kind, "--id", id_))

    def agree(self) -> None:
        """What the laptop holds is what the office says that it holds, and both are well."""
        scope = self.run.lines(self.office, "dump", "--scope", "PR-11")
        mine = self.run.lines(self.laptop, "dump")
        assert [line for line in mine if line not in scope] == []
        for one in (self.office, self.laptop):
            assert self.run.do("--workspace", one, "doctor", "--full")["ok"]


def _person(login, given):
    return "--login", login, "--given-name", given, "--family-name", "Pavyzdienė"


@pytest.fixture
def pair(tmp_path, settings, monkeypatch):
    guard.set_up(monkeypatch)
    return Pair(tmp_path, settings)


def test_an_office_comes_back_without_what_came_after_the_backup(pair):
    first = pair.note(pair.laptop, "pirma")
    pair.round()
    file = pair.backup(pair.office, "office.backup")
    pair.round()  # tells the laptop what is safe
    second, third = pair.note(pair.laptop, "antra"), pair.note(pair.office, "trečia")
    pair.round()
    assert pair.has(pair.office, "note", second)
    pair.come_back(pair.office, file)
    assert pair.has(pair.office, "note", first)
    assert not pair.has(pair.office, "note", second)
    assert not pair.has(pair.office, "note", third)
    back, out = pair.round()
    assert pair.has(pair.office, "note", second), "the laptop sends again what is not safe, its own"
    assert pair.has(pair.office, "note", third), "and what the office had lost of its own"
    assert (back["gaps"], out["gaps"]) == ([], [])
    fourth, fifth = pair.note(pair.laptop, "ketvirta"), pair.note(pair.office, "penkta")
    pair.round()
    assert pair.has(pair.office, "note", fourth)
    assert pair.has(pair.laptop, "note", fifth)
    pair.agree()


def test_the_office_kinds_of_a_new_epoch_count_on_the_laptop(pair):
    file = pair.backup(pair.office, "office.backup")
    pair.come_back(pair.office, file)
    loaded = pair.term(pair.office, "X-MUSIC")
    assert pair.has(pair.office, "term", loaded)
    told = pair.send(pair.office, "PR-11", pair.laptop)
    assert told["parked"] == 0
    assert pair.has(pair.laptop, "term", loaded)
    # a second laptop learns of the new stream from the start
    asked = pair.run.do("device", "request", pair.folder / "second", "--name", "PR-12", *_person("vaida", "Vaida"), "--out", pair.folder / "request2")
    pair.run.do("--workspace", pair.office, "office", "enrol", pair.folder / "request2", "--words", asked["words"], "--role", "U-SW",
                "--sites", PRISON, "--out", pair.folder / "welcome2")  # fmt: skip
    pair.run.do("--workspace", pair.folder / "second", "device", "join", pair.folder / "welcome2")
    assert pair.has(pair.folder / "second", "term", loaded)


def test_a_laptop_comes_back_without_what_came_after_the_backup(pair):
    first = pair.note(pair.laptop, "pirma")
    pair.round()
    file = pair.backup(pair.laptop, "laptop.backup")
    second, third = pair.note(pair.laptop, "antra"), pair.note(pair.office, "trečia")
    pair.round()
    pair.come_back(pair.laptop, file)
    assert pair.has(pair.laptop, "note", first)
    assert not pair.has(pair.laptop, "note", second)
    fourth = pair.note(pair.laptop, "ketvirta")
    back, out = pair.round()
    assert pair.has(pair.office, "note", fourth)
    assert pair.has(pair.laptop, "note", second), "the office gives back what the laptop had written itself"
    assert pair.has(pair.laptop, "note", third)
    assert (back["parked"], out["parked"], back["gaps"], out["gaps"]) == (0, 0, [], [])
    pair.round()
    pair.agree()


def test_a_bundle_of_the_former_epoch_that_comes_late(pair):
    """It lay on a forgotten stick: its operations count, its acknowledgements do not."""
    file = pair.backup(pair.laptop, "laptop.backup")
    second = pair.note(pair.laptop, "antra")
    late = Path(pair.run.do("--workspace", pair.laptop, "bundle", "export", "--to", "office", "--out", pair.stick)["file"])
    pair.come_back(pair.laptop, file)
    third = pair.note(pair.laptop, "trečia")
    pair.round()
    assert not pair.has(pair.office, "note", second)
    assert pair.run.do("--workspace", pair.office, "bundle", "import", late)[0]["accepted"] > 0
    assert pair.has(pair.office, "note", second)
    pair.round()
    assert pair.has(pair.laptop, "note", second)
    assert pair.has(pair.office, "note", third)
    pair.agree()


def test_a_laptop_comes_back_from_before_it_joined(pair, tmp_path, settings):
    alone = Caseworker(settings, PASSPHRASE)
    folder = tmp_path / "alone"
    alone.do("device", "request", folder, "--name", "Viena", *_person("ona", "Ona"), "--out", tmp_path / "request3")
    file = pair.backup(folder, "alone.backup")
    pair.come_back(folder, file)
    term = pair.term(folder, "X-OWN")
    assert pair.has(folder, "term", term)
    assert alone.do("--workspace", folder, "doctor", "--full")["ok"]


def test_the_command_says_what_it_does(pair):
    file = pair.folder / "b.backup"
    made = pair.run.do("--workspace", pair.office, "backup", "create", file)
    assert set(made) >= {"file", "bytes", "sha256", "created_at", "operations"}
    assert pair.run.do("backup", "verify", file) == made
    assert pair.run.ask("--workspace", pair.office, "backup", "create", file).code == 4
    wrong = Caseworker(pair.run._settings, PASSPHRASE + "?")
    assert wrong.ask("backup", "verify", file).code == 3
    assert wrong.ask("backup", "restore", file, pair.folder / "x").code == 3
    assert pair.run.ask("backup", "restore", file, pair.laptop).code == 4
    data = bytearray(file.read_bytes())
    data[len(data) // 2] ^= 1
    file.write_bytes(data)
    for words in (("backup", "verify", file), ("backup", "restore", file, pair.folder / "x")):
        ran = pair.run.ask(*words)
        assert (ran.code, len(ran.err.splitlines()), ran.out) == (4, 1, "")
    assert not (pair.folder / "x").exists()


def test_recover_by_the_printed_key(tmp_path, settings):
    run = Caseworker(settings, PASSPHRASE)
    made = run.do("office", "create", tmp_path / "office", "--name", "Centras", *_person("rasa", "Rasa"), "--country", "lt")
    (tmp_path / "key").write_text(made["recovery_key"].lower() + "\n", encoding="utf-8")
    (tmp_path / "other").write_text(made["custody_halves"][0], encoding="utf-8")
    fresh = Caseworker(settings, "visai nauja slaptafrazė")
    assert fresh.ask("--workspace", tmp_path / "office", "doctor").code == 3
    assert fresh.ask("--workspace", tmp_path / "office", "recover", "--recovery-key-file", tmp_path / "other").code == 4
    assert fresh.ask("--workspace", tmp_path / "office", "recover", "--recovery-key-file", tmp_path / "nowhere").code == 2
    assert fresh.ask("--workspace", tmp_path / "office", "--as", "kita", "recover", "--recovery-key-file", tmp_path / "key").code == 3
    done = fresh.do("--workspace", tmp_path / "office", "recover", "--recovery-key-file", tmp_path / "key")
    assert (done["device"], done["login"]) == (made["device"], "rasa")
    assert fresh.do("--workspace", tmp_path / "office", "doctor")["ok"]
    assert run.ask("--workspace", tmp_path / "office", "doctor").code == 3, "the forgotten passphrase opens nothing any more"
