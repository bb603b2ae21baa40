"""Lets another staff member unlock this computer with a passphrase of their own. Plain Python."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, Protocol

from caseworker_desktop.kernel.errors import Refused
from caseworker_desktop.kernel.message import Message, message
from caseworker_desktop.kernel.progress import Progress
from caseworker_desktop.ui.problems import as_message
from caseworker_desktop.ui.widgets.passphrases import passphrase_faults


class SecondPersonView(Protocol):
    """What it asks of its form."""

    def show_faults(self, wrong: Mapping[str, Message]) -> None:
        """Mark the fields (login, passphrase, again)."""
        ...

    def show_working(self, working: bool) -> None:
        """Lock the form while the slot is made."""
        ...

    def added(self, login: str) -> None:
        """The person can unlock from now on."""
        ...


RunWork = Callable[[Callable[[Progress], Any], Callable[[Any], object], Callable[[Exception], object]], object]


class SecondPerson:
    """`add` makes the slot of a login with a passphrase."""

    def __init__(self, view: SecondPersonView, add: Callable[[str, str], object], run: RunWork) -> None:
        self._view, self._add, self._run = view, add, run

    def sent(self, login: str | None, passphrase: str, again: str) -> None:
        """The form was sent."""
        wrong = dict(passphrase_faults(passphrase, again))
        if login is None:
            wrong["login"] = message("settings.second.choose")
        self._view.show_faults(wrong)
        if wrong or login is None:
            return
        self._view.show_working(True)
        self._run(lambda _: self._add(login, passphrase), lambda _: self._done(login), self._failed)

    def _done(self, login: str) -> None:
        self._view.show_working(False)
        self._view.added(login)

    def _failed(self, error: Exception) -> None:
        self._view.show_working(False)
        problem = as_message(error)
        about = "passphrase" if isinstance(error, Refused) and problem.key.startswith("vault.passphrase") else "login"
        self._view.show_faults({about: problem})
