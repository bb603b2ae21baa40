"""What every command of one run shares: where, who, in which language, and how to print."""

from __future__ import annotations

import getpass
import json
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any, TextIO

from caseworker_desktop.kernel.errors import UsageError
from caseworker_desktop.kernel.message import Message, message
from caseworker_desktop.texts import Texts
from caseworker_desktop.usecases.desk import Desk
from caseworker_desktop.usecases.doors import Doors


class Context:
    """One run of the command."""

    def __init__(
        self,
        options: Any,
        doors: Callable[[Path], Doors],
        texts: Callable[[str | None], Texts],
        environment: dict[str, str],
        out: TextIO,
        err: TextIO,
    ) -> None:
        self.options, self._doors, self._texts, self._environment, self.out, self.err = options, doors, texts, environment, out, err
        self._desk: Desk | None = None

    @property
    def json(self) -> bool:
        """Tell whether one JSON value is wanted on standard output."""
        return bool(self.options.json)

    @property
    def folder(self) -> Path:
        """The workspace asked for: `--workspace`, else the current folder."""
        return Path(self.options.workspace or ".")

    @property
    def texts(self) -> Texts:
        """Texts in the language asked for, else the workspace's."""
        language = self.options.language
        if language is None and self._desk is not None:
            language = self._desk.worker.language
        return self._texts(language)

    def passphrase(self, file: str | None = None) -> str:
        """Return the passphrase: from the file named, the environment, or a prompt. Raises UsageError when a file cannot be read."""
        named = file or self.options.passphrase_file
        if named:
            return first_line(Path(named))
        told = self._environment.get("CASEWORKER_PASSPHRASE")
        if told:
            return told
        if not sys.stdin.isatty():
            raise UsageError(message("usage.no_passphrase"))
        return getpass.getpass(self.texts.say(message("usage.passphrase_prompt")))

    def door(self, folder: Path) -> Doors:
        """Return the way into a workspace folder."""
        return self._doors(folder)

    def desk(self, *, leaving: bool = False) -> Desk:
        """Return the unlocked workspace (`leaving`: also of a revoked computer, for a hand-over of what it has)."""
        if self._desk is None:
            door = self.door(self.folder)
            self._desk = (door.leave if leaving else door.unlock)(self.options.login_as, self.passphrase(), self)
            jump = self._desk.lease.state().jump
            if jump is not None:  # nobody can be asked here: it is said, and the time counts
                self.err.write(self.texts.say(message("exchange.clock_jumped", count=jump)) + "\n")
                self._desk.lease.confirm()
        return self._desk

    def close(self) -> None:
        """End the sitting."""
        if self._desk is not None:
            self._desk.close()
            self._desk = None

    def step(self, stage: Message, done: int, total: int) -> None:
        """Show progress on standard error when a person looks (kernel.progress.Progress)."""
        if self.err.isatty():
            self.err.write(f"\r{self.texts.say(stage)} {done}/{total}  ")
            self.err.flush()

    def value(self, value: Any) -> None:
        """Print a result: as one JSON value, or readably."""
        if self.json:
            self.out.write(json.dumps(value, ensure_ascii=False) + "\n")
        else:
            self.plain(value)

    def plain(self, value: Any) -> None:
        """Print a result for a person."""
        for one in value if isinstance(value, list) else [value]:
            if isinstance(one, dict):
                for name, inner in one.items():
                    self.out.write(f"{name}: {inner if isinstance(inner, str) else json.dumps(inner, ensure_ascii=False)}\n")
                if isinstance(value, list):
                    self.out.write("\n")
            else:
                self.out.write(f"{one}\n")

    def line(self, text: str) -> None:
        """Print one line on standard output."""
        self.out.write(text + "\n")


def first_line(path: Path) -> str:
    """Return the first line of a small secret file. Raises UsageError when it cannot be read."""
    try:
        text = path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as reason:
        raise UsageError(message("usage.file_unreadable", file=path.name)) from reason
    return text.splitlines()[0].rstrip("\r\n") if text.strip() else ""
