"""Unlocking: passphrase, wrong passphrase, recovery with the printed key. Plain Python."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Protocol, TypeVar

from caseworker_desktop.kernel.errors import Cancelled, Denied
from caseworker_desktop.kernel.message import Message, message
from caseworker_desktop.kernel.progress import Progress
from caseworker_desktop.ui.problems import as_message
from caseworker_desktop.ui.widgets.passphrases import passphrase_faults
from caseworker_desktop.usecases.doors import Doors

if TYPE_CHECKING:
    from caseworker_desktop.usecases.desk import Desk

T = TypeVar("T")
CAREFUL_AFTER = 3


class UnlockView(Protocol):
    """What unlocking asks of its window."""

    def show_unlock(self, *, with_login: bool) -> None:
        """Show the form; `with_login` when several people use the laptop. Nothing is filled in."""
        ...

    def show_recover(self, *, with_login: bool) -> None:
        """Show the form of the printed key."""
        ...

    def show_working(self, working: bool) -> None:
        """Show the bar and lock the form while the key is checked."""
        ...

    def show_faults(self, wrong: Mapping[str, Message]) -> None:
        """Mark fields (login, passphrase, recovery_key, again); empty: none."""
        ...

    def opened(self, desk: Desk) -> None:
        """Another sitting has begun."""
        ...

    def same_person(self) -> None:
        """The person who locked the window is back."""
        ...


class RunWork(Protocol):
    """How work leaves the window's thread."""

    def __call__(self, operation: Callable[[Progress], T], success: Callable[[T], object], failure: Callable[[Exception], object]) -> object:
        """Run `operation`; call `success` or `failure` on the window's thread."""
        ...


class Unlocking:
    """`held` is the staff id of a locked sitting and `release` what ends it when another person comes."""

    def __init__(self, view: UnlockView, doors: Doors, run: RunWork) -> None:
        self._view, self._doors, self._run = view, doors, run
        self._held: str | None = None
        self._release: Callable[[], object] = _nothing
        self._failed_times = 0
        self._typed: tuple[str | None, str] = (None, "")

    def begin(self, held: str | None = None, release: Callable[[], object] | None = None) -> None:
        """Show the form, for a locked sitting (`held`) or for a new one."""
        self._held, self._release, self._failed_times = held, release or _nothing, 0
        self._view.show_unlock(with_login=self._several())

    def sent(self, login: str, passphrase: str) -> None:
        """The passphrase was entered."""
        several = self._several()
        wrong: dict[str, Message] = {}
        if several and not login.strip():
            wrong["login"] = message("unlock.fault.login_missing")
        if not passphrase:
            wrong["passphrase"] = message("unlock.fault.passphrase_missing")
        self._view.show_faults(wrong)
        if wrong:
            return
        who = login.strip() if several else None
        self._typed = (who, passphrase)
        self._view.show_working(True)
        if self._held is None:
            self._run(lambda progress: self._doors.unlock(who, passphrase, progress), self._opened, self._failed)
        else:
            self._run(lambda progress: self._doors.confirm(who, passphrase, progress), self._confirmed, self._failed)

    def recovery_wanted(self) -> None:
        """The passphrase is forgotten."""
        self._view.show_recover(with_login=self._several())

    def back(self) -> None:
        """Back to the passphrase."""
        self._view.show_unlock(with_login=self._several())

    def recovery_sent(self, key: str, login: str, passphrase: str, again: str) -> None:
        """The printed key and a new passphrase were entered."""
        several = self._several()
        wrong: dict[str, Message] = {}
        if not key.strip():
            wrong["recovery_key"] = message("unlock.fault.recovery_missing")
        if several and not login.strip():
            wrong["login"] = message("unlock.fault.login_missing")
        wrong.update(passphrase_faults(passphrase, again))
        self._view.show_faults(wrong)
        if wrong:
            return
        self._let_go()
        self._view.show_working(True)
        who = login.strip() if several else None
        self._run(lambda progress: self._doors.recover(key, who, passphrase, progress), self._opened, self._not_recovered)

    def _several(self) -> bool:
        return self._doors.state().slots > 1

    def _let_go(self) -> None:
        if self._held is not None:
            self._held = None
            release, self._release = self._release, _nothing
            release()

    def _confirmed(self, staff: str) -> None:
        if staff == self._held:
            self._typed = (None, "")
            self._view.show_working(False)
            self._view.same_person()
            return
        self._let_go()
        who, passphrase = self._typed
        self._run(lambda progress: self._doors.unlock(who, passphrase, progress), self._opened, self._failed)

    def _opened(self, desk: Desk) -> None:
        self._typed = (None, "")
        self._failed_times = 0
        self._view.show_working(False)
        self._view.opened(desk)

    def _failed(self, error: Exception) -> None:
        self._typed = (None, "")
        self._view.show_working(False)
        problem = message("unlock.upgrade.stopped") if isinstance(error, Cancelled) else as_message(error)
        if isinstance(error, Denied):
            self._failed_times += 1
            if self._failed_times >= CAREFUL_AFTER:
                problem = message("unlock.fault.often", problem=problem)
        self._view.show_faults({"passphrase": problem})

    def _not_recovered(self, error: Exception) -> None:
        self._view.show_working(False)
        problem = message("unlock.upgrade.stopped") if isinstance(error, Cancelled) else as_message(error)
        about = "passphrase" if problem.key.startswith("vault.passphrase") else "login" if "login" in problem.key else "recovery_key"
        self._view.show_faults({about: problem})


def _nothing() -> None:
    return None
