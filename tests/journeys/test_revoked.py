"""A laptop is lost: its access is taken away, what it still sends waits for a person, and its owner goes on with another one."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from caseworker_desktop.settings import Settings
from tests.journeys.pair import Pair


@pytest.fixture
def pair(tmp_path: Path, settings: Settings) -> Pair:
    made = Pair(tmp_path, settings, lines=60)
    made.round()
    return made


def revoke(pair: Pair, *words: object) -> dict[str, Any]:
    done: dict[str, Any] = pair.run.do("--workspace", pair.office, "office", "revoke", "PR-11", "--why", "Pamestas traukinyje", *words)
    return done


def test_a_revoked_laptops_work_waits_for_a_person_and_can_be_taken(pair: Pair) -> None:
    before = pair.run.lines(pair.office, "dump")
    revoke(pair)
    note = pair.note(pair.laptop, "Parašyta po atšaukimo")
    told = pair.send(pair.laptop, "office", pair.office, exits=(5,))
    assert (told["set_aside"], told["conflicts"], told["accepted"]) == (1, 0, 1)
    assert not pair.has(pair.office, "note", note)
    assert pair.run.lines(pair.office, "dump") == before
    (standing,) = pair.run.do("--workspace", pair.office, "office", "set-aside", "--list")
    assert (standing["why"], standing["operations"]) == ("Pamestas traukinyje", 1)
    redone = pair.run.do("--workspace", pair.office, "bundle", "redo", told["bundle"])
    assert redone["taken_back"] == 1
    assert pair.has(pair.office, "note", note)
    assert pair.run.do("--workspace", pair.office, "office", "set-aside", "--list") == []
    assert pair.run.ask("--workspace", pair.office, "bundle", "redo", told["bundle"]).code == 4
    assert pair.run.do("--workspace", pair.office, "doctor", "--full")["ok"]


def test_what_a_revoked_laptop_says_in_anothers_name_is_set_aside_too(pair: Pair) -> None:
    """The laptop holds operations of the office; edits it brings count for nothing, and those that were here before stay."""
    person = json.loads(pair.run.lines(pair.laptop, "dump", "--kind", "person")[0])["id"]
    revoke(pair)
    pair.run.do("--workspace", pair.laptop, "record", "person", f"id={person}", "experience=Kepėjas")
    pair.run.do("--workspace", pair.office, "record", "person", f"id={person}", "experience=Virėjas")
    told = pair.send(pair.laptop, "office", pair.office, exits=(5,))
    assert told["conflicts"] == 0
    assert pair.run.do("--workspace", pair.office, "conflicts", "list") == []
    assert pair.run.do("--workspace", pair.office, "show", "person", person)["experience"] == "Virėjas"
    redone = pair.run.do("--workspace", pair.office, "bundle", "redo", told["bundle"], exits=(5,))
    assert redone["conflicts"] == 1


def test_a_revoked_laptop_gets_no_bundle_and_learns_why_by_a_notice(pair: Pair) -> None:
    pair.note(pair.laptop, "Dar neišsiųsta")
    done = revoke(pair, "--out", pair.stick)
    assert pair.run.ask("--workspace", pair.office, "bundle", "export", "--to", "PR-11", "--out", pair.stick).code == 3
    assert pair.run.ask("--workspace", pair.office, "office", "revoke", "PR-11", "--why", "vėl").code == 4
    taken = pair.run.do("--workspace", pair.laptop, "bundle", "import", done["notice"])
    assert taken[0]["accepted"] == 1
    for words in (("dump",), ("record", "person", "given_names=Ona", "family_name=Pavyzdytė"), ("bundle", "import", done["notice"])):
        assert pair.run.ask("--workspace", pair.laptop, *words).code == 3
    # What it wrote before is not lost: it can still be handed over, and waits for a person.
    told = pair.send(pair.laptop, "office", pair.office, exits=(5,))
    assert told["set_aside"] == 1


def test_the_lost_laptops_keys_read_nothing_that_is_sealed_afterwards(pair: Pair) -> None:
    def keys(name: str) -> list[dict[str, Any]]:
        lines = pair.run.lines(pair.office, "dump", "--all", "--kind", "compartment")
        return sorted((one for line in lines if (one := json.loads(line))["name"] == name), key=lambda one: int(str(one["number"])))

    before = keys("role:U-SW")
    assert int(str(revoke(pair)["keys"])) == 1
    after = keys("role:U-SW")
    assert len(after) == len(before) + 1
    staff = {json.loads(line)["login"]: json.loads(line)["id"] for line in pair.run.lines(pair.office, "dump", "--kind", "staff")}
    assert staff["ieva"] in before[-1]["wraps"]
    assert staff["ieva"] not in after[-1]["wraps"]
    rotated = pair.run.do("--workspace", pair.office, "office", "rotate")["keys"]
    assert rotated > 5
    assert keys("role:U-SW")[-1]["number"] == after[-1]["number"] + 1
    assert keys("figures")[-1]["number"] == 2
    assert pair.run.ask("--workspace", pair.laptop, "office", "rotate").code == 3


def test_office_set_aside_and_take_back(pair: Pair) -> None:
    note = pair.note(pair.laptop, "Klaida")
    pair.send(pair.laptop, "office", pair.office)
    everything = map(json.loads, pair.run.lines(pair.office, "dump", "--all"))
    operation = next(one["id"] for one in everything if one["record"] == "operation" and one.get("of") == note)
    assert pair.run.ask("--workspace", pair.office, "office", "set-aside", operation).code == 4  # no reason
    assert pair.run.ask("--workspace", pair.office, "office", "set-aside", "0" * 32, "--why", "x").code == 4
    assert pair.run.ask("--workspace", pair.office, "office", "set-aside", "--why", "x").code == 2
    assert pair.run.ask("--workspace", pair.laptop, "office", "set-aside", operation, "--why", "x").code == 3
    done = pair.run.do("--workspace", pair.office, "office", "set-aside", operation, "--why", "Ne to kliento")
    assert (done["operations"], pair.has(pair.office, "note", note)) == (1, False)
    pair.send(pair.office, "PR-11", pair.laptop)
    assert not pair.has(pair.laptop, "note", note)
    pair.run.do("--workspace", pair.office, "office", "take-back", *done["ids"])
    pair.send(pair.office, "PR-11", pair.laptop)
    assert pair.has(pair.office, "note", note)
    assert pair.has(pair.laptop, "note", note)
    by_device = pair.run.do("--workspace", pair.office, "office", "set-aside", "--device", "PR-11", "--why", "Viskas abejotina")
    assert by_device["operations"] >= 1
    assert not pair.has(pair.office, "note", note)
    assert pair.run.do("--workspace", pair.office, "doctor", "--full")["ok"]


def test_an_import_is_undone_until_somebody_builds_on_it(pair: Pair) -> None:
    before = pair.run.lines(pair.office, "dump")
    note = pair.note(pair.laptop, "Pirma pastaba")
    told = pair.send(pair.laptop, "office", pair.office)
    undone = pair.run.do("--workspace", pair.office, "bundle", "undo", told["bundle"][:12])
    assert undone["set_aside"] == 1
    assert pair.run.lines(pair.office, "dump") == before
    assert pair.run.ask("--workspace", pair.office, "bundle", "undo", told["bundle"]).code == 4
    assert pair.run.do("--workspace", pair.office, "bundle", "redo", told["bundle"])["taken_back"] == 1
    assert pair.has(pair.office, "note", note)
    pair.run.do("--workspace", pair.office, "record", "note", f"id={note}", "entered_in_error=true")
    refused = pair.run.ask("--workspace", pair.office, "bundle", "undo", told["bundle"])
    assert refused.code == 4
    assert "1 įrašas" in refused.err
    assert pair.run.ask("--workspace", pair.office, "bundle", "undo", "abcdef").code == 4
    assert pair.run.ask("--workspace", pair.laptop, "bundle", "undo", told["bundle"]).code == 3


def test_a_record_that_points_to_what_a_bundle_brought_builds_on_it(pair: Pair) -> None:
    person = pair.run.do("--workspace", pair.laptop, "record", "person", "given_names=Petras", "family_name=Bandytasis")["id"]
    told = pair.send(pair.laptop, "office", pair.office)
    pair.run.do("--workspace", pair.office, "record", "case", f"person={person}", "kind=client", "opened_on=2026-11-20")
    assert pair.run.ask("--workspace", pair.office, "bundle", "undo", told["bundle"]).code == 4
