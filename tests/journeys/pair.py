"""An office and one laptop, with a stick between them; each step by the command."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import Any

from caseworker_desktop.settings import Settings
from tests.journeys.command import Caseworker
from tests.workspace import PASSPHRASE, scenario

PRISON = "LT-K-PRA1"


class Pair:
    """An office with one laptop that has joined it, and a stick between them."""

    def __init__(self, folder: Path, settings: Settings, lines: int | None = None) -> None:
        """`lines`: how much of the scenario the office loads (None: all)."""
        self.folder, self.run = folder, Caseworker(settings, PASSPHRASE)
        self.office, self.laptop, self.stick = folder / "office", folder / "laptop", folder / "stick"
        self.stick.mkdir()
        self.keys = self.run.do("office", "create", self.office, "--name", "Centras", *person("rasa", "Rasa"), "--country", "lt")
        records = folder / "records.jsonl"
        records.write_text("\n".join(scenario("s0", lines)), encoding="utf-8")
        self.run.do("--workspace", self.office, "load", records)
        asked = self.run.do("device", "request", self.laptop, "--name", "PR-11", *person("ieva", "Ieva"), "--out", folder / "request")
        self.run.do("--workspace", self.office, "office", "enrol", folder / "request", "--words", asked["words"], "--role", "U-SW",
                    "--sites", PRISON, "--out", folder / "welcome")  # fmt: skip
        self.run.do("--workspace", self.laptop, "device", "join", folder / "welcome")

    def send(self, sender: Path, to: str, receiver: Path, exits: tuple[int, ...] = (0,)) -> Any:
        """Carry one bundle; return what the import told."""
        file = Path(self.run.do("--workspace", sender, "bundle", "export", "--to", to, "--out", self.stick)["file"])
        return self.run.do("--workspace", receiver, "bundle", "import", file, exits=exits)[0]

    def round(self, exits: tuple[int, ...] = (0,)) -> Any:
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
        assert self.run.do("backup", "restore", file, workspace)["epoch"] > 1

    def has(self, workspace: Path, kind: str, id_: str) -> bool:
        return bool(self.run.lines(workspace, "dump", "--kind", kind, "--id", id_))

    def agree(self) -> None:
        """What the laptop holds is what the office says that it holds, and both are well."""
        scope = self.run.lines(self.office, "dump", "--scope", "PR-11")
        mine = self.run.lines(self.laptop, "dump")
        assert [line for line in mine if line not in scope] == []
        for one in (self.office, self.laptop):
            assert self.run.do("--workspace", one, "doctor", "--full")["ok"]


def person(login: str, given: str) -> tuple[str, ...]:
    return "--login", login, "--given-name", given, "--family-name", "Pavyzdienė"
