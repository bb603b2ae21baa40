"""A door without a workspace behind it: keeps what it was asked and answers from what it was given."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from caseworker_desktop.kernel.errors import Denied
from caseworker_desktop.kernel.message import message
from caseworker_desktop.kernel.progress import Progress
from caseworker_desktop.usecases.doors import Keys, NewDevice, NewOffice, WorkspaceState

KEY = "7Q2KX-A1B2C-D3E4F-G5H6J-K7M8N-P9Q0R-S1T2V-W3X4Y"


@dataclass
class FakeDoors:
    """`people` maps login to (passphrase, staff id); `desk` is what unlock gives."""

    folder: Path
    exists: bool = True
    people: dict[str, tuple[str, str]] = field(default_factory=lambda: {"egle": ("keturi paprasti zodziai", "staff-egle")})
    training: bool = False
    desk: Any = None
    keys: Keys = field(default_factory=lambda: Keys(KEY, None, None))
    error: Exception | None = None
    asked: list[Any] = field(default_factory=list)

    def state(self) -> WorkspaceState:
        return WorkspaceState(self.folder, self.exists, len(self.people), self.training, "lt")

    def prepare(self) -> None:
        self.asked.append("prepare")

    def create_office(self, form: NewOffice, progress: Progress) -> Keys:
        return self._made(form, form.login, form.passphrase)

    def begin(self, form: NewDevice, request_file: Path | None, progress: Progress) -> Keys:
        self.asked.append(request_file)
        return self._made(form, form.login, form.passphrase)

    def _made(self, form: Any, login: str, passphrase: str) -> Keys:
        self.asked.append(form)
        if self.error is not None:
            raise self.error
        self.exists, self.people = True, {login: (passphrase, "staff-new")}
        return self.keys

    def unlock(self, login: str | None, passphrase: str, progress: Progress) -> Any:
        self.confirm(login, passphrase, progress)
        return self.desk

    def confirm(self, login: str | None, passphrase: str, progress: Progress) -> str:
        self.asked.append((login, passphrase))
        if self.error is not None:
            raise self.error
        for name, (phrase, staff) in self.people.items():
            if phrase == passphrase and login in (None, name):
                return staff
        raise Denied(message("vault.passphrase_wrong"))

    def recover(self, recovery_key: str, login: str | None, new_passphrase: str, progress: Progress) -> Any:
        self.asked.append((recovery_key, login, new_passphrase))
        if self.error is not None:
            raise self.error
        return self.desk
