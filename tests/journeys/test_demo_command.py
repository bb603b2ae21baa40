"""`demo DIR` as scripts see it: keys, exit codes, the same bytes for the same seed."""

from __future__ import annotations

from pathlib import Path

import pytest

from caseworker_desktop.settings import Settings
from tests.journeys.command import Caseworker
from tests.journeys.story import PASSPHRASE


@pytest.fixture
def run(settings: Settings) -> Caseworker:
    return Caseworker(settings, PASSPHRASE)


def test_a_training_workspace_is_made_and_told(run: Caseworker, tmp_path: Path) -> None:
    made = run.do("demo", tmp_path / "demo", "--scale", "1", "--seed", "5")
    assert made["workspace"] == str(tmp_path / "demo")
    lines = run.lines(tmp_path / "demo", "dump")
    assert sum(made["records"].values()) == len(lines)
    assert made["records"]["person"] == len(run.lines(tmp_path / "demo", "dump", "--kind", "person"))
    assert run.do("--workspace", tmp_path / "demo", "--as", made["login"], "find", "pramanyte")[0]["name"] == "Rasa Pramanytė"


def test_the_same_seed_gives_the_same_bytes(run: Caseworker, tmp_path: Path) -> None:
    dumps = []
    for name, seed in (("a", "5"), ("b", "5"), ("c", "6")):
        run.do("demo", tmp_path / name, "--seed", seed)
        assert run.ask("--workspace", tmp_path / name, "dump", "--out", tmp_path / f"{name}.jsonl").code == 0
        dumps.append((tmp_path / f"{name}.jsonl").read_bytes())
    assert dumps[0] == dumps[1] != dumps[2]


def test_wrong_usage_and_a_folder_in_use(run: Caseworker, tmp_path: Path) -> None:
    assert run.ask("demo", tmp_path / "demo", "--scale", "-1").code == 2
    assert run.ask("demo", tmp_path / "demo", "--scale", "many").code == 2
    assert not (tmp_path / "demo").exists()
    (tmp_path / "used").mkdir()
    (tmp_path / "used" / "letter.txt").write_text("mine", encoding="utf-8")
    ran = run.ask("--json", "demo", tmp_path / "used")
    assert (ran.code, len(ran.err.splitlines())) == (4, 1)
    assert [one.name for one in (tmp_path / "used").iterdir()] == ["letter.txt"]
