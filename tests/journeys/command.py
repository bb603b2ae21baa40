"""Runs the real command inside this process and gives back what it printed."""

from __future__ import annotations

import io
import json
from contextlib import redirect_stderr, redirect_stdout
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from caseworker_desktop.cli.main import run
from caseworker_desktop.settings import Settings


@dataclass(frozen=True)
class Ran:
    """One run: exit code and what came out."""

    code: int
    out: str
    err: str

    @property
    def value(self) -> Any:
        """The one JSON value on standard output."""
        return json.loads(self.out)

    @property
    def lines(self) -> list[str]:
        return self.out.splitlines()


class Caseworker:
    """The command with its settings and one passphrase for everybody."""

    def __init__(self, settings: Settings, passphrase: str) -> None:
        self._settings, self._environment = settings, {"CASEWORKER_PASSPHRASE": passphrase}

    def ask(self, *words: object) -> Ran:
        """Run the command as it is and return whatever came of it."""
        out, err = io.StringIO(), io.StringIO()
        with redirect_stdout(out), redirect_stderr(err):
            code = run([str(word) for word in words], self._settings, self._environment)
        return Ran(code, out.getvalue(), err.getvalue())

    def do(self, *words: object, exits: tuple[int, ...] = (0,)) -> Any:
        """Run the command with --json and return its value. Raises AssertionError when it ends otherwise than told."""
        ran = self.ask("--json", *words)
        assert ran.code in exits, f"{words[:4]} → {ran.code}: {ran.err}"
        return ran.value

    def lines(self, workspace: Path, *words: object) -> list[str]:
        """Return the lines that a command like `dump` prints."""
        ran = self.ask("--workspace", workspace, *words)
        assert ran.code == 0, f"{words[:3]} → {ran.code}: {ran.err}"
        return ran.lines
