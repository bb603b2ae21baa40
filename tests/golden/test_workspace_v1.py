"""The first workspace that left the house, as a backup: every later version must bring it back and read it. The files are never made again."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path
from typing import Any

import pytest

from caseworker_desktop.settings import Settings
from tests.journeys.command import Caseworker

FOLDER = Path(__file__).parent / "workspace_v1"
BACKUP = FOLDER / "backup.byla"
WANTED: dict[str, Any] = json.loads((FOLDER / "expected.json").read_text(encoding="utf-8"))


@pytest.fixture
def run(settings: Settings) -> Caseworker:
    return Caseworker(settings, WANTED["passphrase"])


@pytest.fixture
def back(run: Caseworker, tmp_path: Path) -> Path:
    run.do("backup", "restore", BACKUP, tmp_path / "back")
    return tmp_path / "back"


def test_the_file_is_the_one_that_was_written() -> None:
    assert hashlib.sha256(BACKUP.read_bytes()).hexdigest() == WANTED["sha256"]


def test_it_is_proved(run: Caseworker, settings: Settings, tmp_path: Path) -> None:
    (tmp_path / "key").write_text(WANTED["recovery_key"], encoding="utf-8")
    for asked in (run.do("backup", "verify", BACKUP), run.do("backup", "verify", BACKUP, "--recovery-key-file", tmp_path / "key")):
        assert {name: asked[name] for name in ("operations", "created_at", "sha256")} == {
            name: WANTED[name] for name in ("operations", "created_at", "sha256")
        }


def test_every_record_is_there(run: Caseworker, back: Path) -> None:
    """A later version may know more fields: what was told stays as it was."""
    now = {json.loads(line)["id"]: json.loads(line) for line in run.lines(back, "dump")}
    wanted = [json.loads(line) for line in WANTED["dump"]]
    assert len(now) == len(wanted) > 50
    for one in wanted:
        assert {name: now[one["id"]].get(name) for name in one} == one


def test_its_conflict_is_open(run: Caseworker, back: Path) -> None:
    found = [[one["record"], one["id"], one["field"], sorted(json.dumps(each["value"]) for each in one["values"])]
             for one in run.do("--workspace", back, "conflicts", "list")]  # fmt: skip
    assert found == WANTED["conflicts"] != []


def test_its_notes_are_found(run: Caseworker, back: Path) -> None:
    for asked, ids in WANTED["found"].items():
        assert sorted(hit["id"] for hit in run.do("--workspace", back, "search", asked)) == ids


def test_it_is_well_and_can_be_worked_in(run: Caseworker, back: Path) -> None:
    assert run.do("--workspace", back, "doctor", "--full")["ok"]
    assert run.do("--workspace", back, "record", "term", "list=topics", "code=X-NEW", "name_lt=a", "name_lv=b", "name_en=c")["created"] == 1
    assert run.do("--workspace", back, "doctor", "--full")["ok"]
