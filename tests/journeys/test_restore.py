"""A workspace that comes back from a backup: what it had, what it lost, and bundles both ways afterwards. Each step by the command."""

from pathlib import Path

import pytest

from tests import guard
from tests.journeys.command import Caseworker
from tests.journeys.pair import PRISON, Pair, person
from tests.workspace import PASSPHRASE


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
    asked = pair.run.do("device", "request", pair.folder / "second", "--name", "PR-12", *person("vaida", "Vaida"), "--out", pair.folder / "request2")
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
    alone.do("device", "request", folder, "--name", "Viena", *person("ona", "Ona"), "--out", tmp_path / "request3")
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
    made = run.do("office", "create", tmp_path / "office", "--name", "Centras", *person("rasa", "Rasa"), "--country", "lt")
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
