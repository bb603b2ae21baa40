"""`load` and `dump` by command: every scenario in, out and in again; every refusal whole."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from caseworker_desktop.settings import Settings
from tests.journeys.command import Caseworker
from tests.journeys.story import DATA, PASSPHRASE

SCENARIOS = DATA / "scenarios"
REFUSALS = json.loads((SCENARIOS / "refusals" / "expected.json").read_text(encoding="utf-8"))["files"]


def office(folder: Path, settings: Settings) -> Caseworker:
    """Make an office in `folder`."""
    run = Caseworker(settings, PASSPHRASE)
    run.do(
        "office",
        "create",
        folder,
        "--name",
        "VšĮ „Pavyzdys“",
        "--login",
        "rasa",
        "--given-name",
        "Rasa",
        "--family-name",
        "Pavyzdienė",
        "--country",
        "lt",
    )
    return run


@pytest.mark.parametrize("scenario", ["s0", "s1", "s2", "s3", "s4"])
def test_a_scenario_goes_in_out_and_in_again(tmp_path: Path, settings: Settings, scenario: str) -> None:
    run, place = office(tmp_path / "one", settings), tmp_path / "one"
    records = SCENARIOS / scenario / "records.jsonl"
    lines = len(records.read_text(encoding="utf-8").splitlines())
    first = run.do("--workspace", place, "load", records)
    assert first["created"] + first["changed"] == len(first["ids"]) == lines
    assert first["changed"] <= 1
    again = run.do("--workspace", place, "load", records)
    assert again["unchanged"] == lines
    dumped = run.lines(place, "dump")
    assert dumped == sorted(dumped, key=lambda line: (json.loads(line)["record"], json.loads(line)["id"]))
    file = tmp_path / "dump.jsonl"
    assert run.ask("--workspace", place, "dump", "--out", file).code == 0
    assert file.read_text(encoding="utf-8").splitlines() == dumped
    assert run.do("--workspace", place, "load", file)["unchanged"] == len(dumped)
    other = tmp_path / "two"
    office(other, settings)
    run.do("--workspace", other, "load", file)
    mine = {told["id"]: told for told in map(json.loads, dumped) if told["record"] not in ("organisation", "staff", "note", "assessment")}
    theirs = {told["id"]: told for told in map(json.loads, run.lines(other, "dump"))}
    for id_, told in mine.items():
        for name, value in told.items():
            if name not in ("changed_at", "changed_by", "created_by", "created_at"):
                assert theirs[id_][name] == value, (told["record"], name)


def test_changes_are_counted_by_line(tmp_path: Path, settings: Settings) -> None:
    run, place = office(tmp_path / "one", settings), tmp_path / "one"
    run.do("--workspace", place, "load", SCENARIOS / "s0" / "records.jsonl")
    wanted = json.loads((SCENARIOS / "s0" / "changes.expected.json").read_text(encoding="utf-8"))
    done = run.do("--workspace", place, "load", SCENARIOS / "s0" / "changes.jsonl")
    assert {name: done[name] for name in ("created", "changed", "unchanged", "deleted")} == {
        name: wanted[name] for name in ("created", "changed", "unchanged", "deleted")
    }


@pytest.mark.parametrize("name", sorted(REFUSALS))
def test_a_refused_file_changes_nothing(tmp_path: Path, settings: Settings, name: str) -> None:
    run, place = office(tmp_path / "one", settings), tmp_path / "one"
    before = run.lines(place, "dump", "--all")
    ran = run.ask("--workspace", place, "--json", "load", SCENARIOS / "refusals" / name)
    assert ran.code == REFUSALS[name]["exit"] == 4
    assert (ran.value["line"], ran.value["field"]) == (REFUSALS[name]["line"], REFUSALS[name]["field"])
    assert len(ran.err.splitlines()) == 1
    assert str(REFUSALS[name]["line"]) in ran.err
    assert run.lines(place, "dump", "--all") == before


def test_who_may_not_read_sees_for_whom_it_is(tmp_path: Path, settings: Settings) -> None:
    run, place = office(tmp_path / "one", settings), tmp_path / "one"
    run.do("--workspace", place, "load", SCENARIOS / "s0" / "records.jsonl")
    scores = {json.dumps(json.loads(line)["score"]) for line in run.lines(place, "dump", "--kind", "assessment")}
    assert scores == {'{"protected": "U-SW"}'}


def test_one_record_is_written_shown_and_found(tmp_path: Path, settings: Settings) -> None:
    run, place = office(tmp_path / "one", settings), tmp_path / "one"
    done = run.do(
        "--workspace",
        place,
        "record",
        "person",
        "given_names=Žygimantas",
        "family_name=Šešelgis",
        "languages=lt,ru",
        "easy_read=true",
        "phone=860000123",
    )
    shown = run.do("--workspace", place, "show", "person", done["id"])
    assert (shown["languages"], shown["easy_read"], shown["phone"]) == (["lt", "ru"], True, "+37060000123")
    found = run.do("--workspace", place, "find", "seselg", "--kind", "person")
    assert [(one["record"], one["id"], one["because"]) for one in found] == [("person", done["id"], "name")]
    cleared = run.do("--workspace", place, "record", "person", f"id={done['id']}", "phone=", "languages=lt")
    assert cleared["changed"] == 1
    shown = run.do("--workspace", place, "show", "person", done["id"])
    assert (shown["phone"], shown["languages"]) == (None, ["lt"])
