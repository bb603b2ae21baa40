"""Two printed halves open what nobody can open any more: a forgotten passphrase, a newcomer's older texts, halves that were seen."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from caseworker_desktop.settings import Settings
from tests.journeys.command import Caseworker
from tests.journeys.pair import Pair

NEW = "visai kita slaptafraze"


@pytest.fixture
def pair(tmp_path: Path, settings: Settings) -> Pair:
    made = Pair(tmp_path, settings, lines=60)
    (made.folder / "new").write_text(NEW, encoding="utf-8")
    return made


def halves(pair: Pair, told: list[str]) -> list[object]:
    out: list[object] = []
    for at, one in enumerate(told):
        file = pair.folder / f"half-{at}"
        file.write_text(one, encoding="utf-8")
        out += ["--half-file", file]
    return out


def secret_note(pair: Pair, login: str, folder: Path, phrase: Caseworker) -> str:
    case = json.loads(pair.run.lines(pair.office, "--as", "rasa", "dump", "--kind", "case")[0])["id"]
    said = ("record", "note", f"case={case}", "level=author", "text=Tik man", "signed_on=2026-11-21T10:00:00+02:00")
    return str(phrase.do("--workspace", folder, "--as", login, *said)["id"])


def test_a_forgotten_passphrase_is_reset_with_both_halves_and_nothing_is_lost(pair: Pair, settings: Settings) -> None:
    office = ("--workspace", pair.office, "--as", "rasa")
    pair.run.do(*office, "staff", "add", "--login", "ona", "--given-name", "Ona", "--family-name", "Pavyzdytė", "--role", "U-SW")
    (pair.folder / "old").write_text("pirmoji slaptafraze", encoding="utf-8")
    pair.run.do(*office, "slot", "add", "--login", "ona", "--new-passphrase-file", pair.folder / "old")
    ona = Caseworker(settings, "pirmoji slaptafraze")
    note = secret_note(pair, "ona", pair.office, ona)
    keys = halves(pair, pair.keys["custody_halves"])
    assert pair.run.ask(*office, "staff", "reset", "ona", "--new-passphrase-file", pair.folder / "new", *keys[:2]).code == 2
    assert pair.run.ask(*office, "staff", "reset", "niekas", "--new-passphrase-file", pair.folder / "new", *keys).code == 4
    wrong = halves(pair, [pair.keys["custody_halves"][0]] * 2)
    assert pair.run.ask(*office, "staff", "reset", "ona", "--new-passphrase-file", pair.folder / "new", *wrong).code == 4
    keys = halves(pair, pair.keys["custody_halves"])
    assert len(pair.run.do(*office, "staff", "reset", "ona", "--new-passphrase-file", pair.folder / "new", *keys)["id"]) == 32
    assert ona.ask("--workspace", pair.office, "--as", "ona", "dump").code == 3
    again = Caseworker(settings, NEW)
    assert again.do("--workspace", pair.office, "--as", "ona", "show", "note", note)["text"] == "Tik man"
    hers = ("staff", "reset", "ona", "--new-passphrase-file", pair.folder / "old", *keys)
    assert again.ask("--workspace", pair.office, "--as", "ona", *hers).code == 3


def test_a_newcomer_reads_what_the_role_wrote_before_and_halves_can_be_renewed(pair: Pair, settings: Settings) -> None:
    office = ("--workspace", pair.office, "--as", "rasa")
    case = json.loads(pair.run.lines(pair.office, "dump", "--kind", "case")[0])["id"]
    note = pair.run.do("--workspace", pair.office, "record", "note", f"case={case}", "level=role", "role=U-PSY", "text=Psichologo",
                       "signed_on=2026-11-21T10:00:00+02:00")["id"]  # fmt: skip
    pair.run.do(*office, "staff", "add", "--login", "ona", "--given-name", "Ona", "--family-name", "Pavyzdytė", "--role", "U-PSY")
    pair.run.do(*office, "slot", "add", "--login", "ona", "--new-passphrase-file", pair.folder / "new")
    ona = Caseworker(settings, NEW)
    assert "protected" in ona.do("--workspace", pair.office, "--as", "ona", "show", "note", note)["text"]
    keys = halves(pair, pair.keys["custody_halves"])
    done = pair.run.do(*office, "office", "recover-custody", "--renew", *keys)
    assert done["wrapped"] >= 1
    assert ona.do("--workspace", pair.office, "--as", "ona", "show", "note", note)["text"] == "Psichologo"
    assert pair.run.ask(*office, "office", "recover-custody", *keys).code == 4  # the former halves open nothing more
    again = halves(pair, done["custody_halves"])
    assert pair.run.do(*office, "office", "recover-custody", *again) == {"wrapped": 0, "custody_halves": []}
    assert pair.run.do(*office, "staff", "reset", "ona", "--new-passphrase-file", pair.folder / "new", *again)["id"]
    assert ona.do("--workspace", pair.office, "--as", "ona", "show", "note", note)["text"] == "Psichologo"


def test_who_leaves_a_role_reads_nothing_new_of_it(pair: Pair, settings: Settings) -> None:
    office = ("--workspace", pair.office, "--as", "rasa")
    pair.run.do(*office, "staff", "add", "--login", "ona", "--given-name", "Ona", "--family-name", "Pavyzdytė", "--role", "U-PSY")
    pair.run.do(*office, "slot", "add", "--login", "ona", "--new-passphrase-file", pair.folder / "new")
    ona = Caseworker(settings, NEW)
    pair.run.do(*office, "staff", "role", "ona", "U-SW")
    pair.run.do(*office, "staff", "role", "ona", "U-PSY")  # back again: from here on the role's new key is hers
    case = json.loads(pair.run.lines(pair.office, "--as", "rasa", "dump", "--kind", "case")[0])["id"]

    def note() -> str:
        return str(pair.run.do(*office, "record", "note", f"case={case}", "level=role", "role=U-PSY", "text=Psichologo",
                               "signed_on=2026-11-21T10:00:00+02:00")["id"])  # fmt: skip

    hers = note()
    assert ona.do("--workspace", pair.office, "--as", "ona", "show", "note", hers)["text"] == "Psichologo"
    pair.run.do(*office, "staff", "role", "ona", "U-SW")
    assert "protected" in ona.do("--workspace", pair.office, "--as", "ona", "show", "note", note())["text"]
    assert pair.run.ask(*office, "staff", "disable", "rasa").code == 4
    pair.run.do(*office, "staff", "disable", "ona")
    listed = {one["login"]: one["active_to"] for one in pair.run.do(*office, "staff", "list")}
    assert listed["ona"] is not None
    assert listed["rasa"] is None
