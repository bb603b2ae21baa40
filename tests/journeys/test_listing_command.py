"""`report list`: a listing kept in the office travels to the laptop and is run there; another is read from a file."""

from __future__ import annotations

import json
from pathlib import Path

import openpyxl
import pytest

from caseworker_desktop.settings import Settings
from tests.journeys.pair import Pair

BODY = {"record": "session", "columns": ["starts_at", "kind", "minutes"], "sort": ["starts_at"]}


@pytest.fixture
def pair(tmp_path: Path, settings: Settings) -> Pair:
    return Pair(tmp_path, settings)


def test_a_kept_listing_travels_and_a_file_is_run(pair: Pair, tmp_path: Path) -> None:
    file = tmp_path / "template.jsonl"
    file.write_text(json.dumps({"record": "template", "code": "susitikimai", "kind": "report", "name_lt": "Visi susitikimai", "body": BODY}),
                    encoding="utf-8")
    pair.run.do("--workspace", pair.office, "load", file)
    pair.round()
    at_home = pair.run.do("--workspace", pair.office, "--language", "lt", "report", "list", "Visi susitikimai")
    there = pair.run.do("--workspace", pair.laptop, "--language", "lt", "report", "list", "susitikimai")
    assert len(at_home) >= len(there) > 0
    assert list(there[0]) == ["Pradžia", "Rūšis", "Minutės"]
    assert [one["Pradžia"] for one in at_home] == sorted(one["Pradžia"] for one in at_home)
    told = pair.run.do("--workspace", pair.laptop, "report", "list", "susitikimai", "--out", tmp_path / "s.xlsx")
    assert told["rows"] == len(there)
    assert openpyxl.load_workbook(tmp_path / "s.xlsx").worksheets[1].max_row == 4 + len(there)

    grouped = tmp_path / "grouped.json"
    grouped.write_text(json.dumps({"record": "session", "by": ["kind"], "measures": ["sum:minutes"]}), encoding="utf-8")
    groups = pair.run.do("--workspace", pair.office, "--language", "lt", "report", "list", grouped)
    assert sum(one["Įrašai"] for one in groups) == len(at_home)
    assert sum(one["Minutės, iš viso"] for one in groups) == sum(one["Minutės"] for one in at_home)


def test_what_cannot_be_listed_is_said(pair: Pair, tmp_path: Path) -> None:
    asked = ("--workspace", pair.laptop, "report", "list")
    assert pair.run.do(*asked, "nėra", exits=(4,))["error"]
    for name, body in (("crime", {"record": "offence", "columns": ["person"]}), ("column", {"record": "session", "columns": ["nieko"]}),
                       ("list", [1])):
        file = tmp_path / f"{name}.json"
        file.write_text(json.dumps(body), encoding="utf-8")
        assert pair.run.do(*asked, file, exits=(4,))["error"]
