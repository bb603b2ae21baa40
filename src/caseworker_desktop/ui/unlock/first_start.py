"""The first start: which way, the form, the keys, or a backup that comes back. Every decision is here; the view only shows. Plain Python."""

from __future__ import annotations

import random
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Protocol, TypeVar

from caseworker_desktop.kernel.errors import Denied, LineRefused, Refused
from caseworker_desktop.kernel.message import Message, message
from caseworker_desktop.kernel.progress import Progress
from caseworker_desktop.ui.keysheet import Sheet, sheets, wrong_groups
from caseworker_desktop.ui.problems import as_message
from caseworker_desktop.ui.unlock.forms import FIELD_OF, JOIN, OFFICE, RESTORE, Entered, Given, as_device, as_office, backup_faults, faults
from caseworker_desktop.usecases.doors import Doors, Keys

REQUEST_SUFFIX = "byla-request"


class FirstStartView(Protocol):
    """What the first start asks of its window."""

    def show_ways(self) -> None:
        """Show the ways to begin."""
        ...

    def show_restore(self) -> None:
        """Show the empty form of a backup."""
        ...

    def restored(self) -> None:
        """The workspace is back: unlock it."""
        ...

    def show_form(self, way: str) -> None:
        """Show the empty form of a way."""
        ...

    def show_faults(self, wrong: Mapping[str, Message]) -> None:
        """Mark the fields that are wrong and none else; focus the first."""
        ...

    def show_problem(self, problem: Message | None) -> None:
        """Say what went wrong with the whole form."""
        ...

    def show_working(self, working: bool) -> None:
        """Lock the form while the workspace is made."""
        ...

    def show_sheet(self, sheet: Sheet, number: int, count: int) -> None:
        """Show one key to be printed or written."""
        ...

    def show_typed_wrong(self, wrong: tuple[int, ...]) -> None:
        """Mark the asked groups that do not match (empty: none)."""
        ...

    def show_words(self, words: str, file: Path) -> None:
        """Show the six words of the request and where its file lies."""
        ...

    def ready(self, login: str, passphrase: str) -> None:
        """The workspace is there and its keys are copied: unlock it for the same person."""
        ...


T = TypeVar("T")


class RunWork(Protocol):
    """How work leaves the window's thread."""

    def __call__(self, operation: Callable[[Progress], T], success: Callable[[T], object], failure: Callable[[Exception], object]) -> object:
        """Run `operation`; call `success` or `failure` on the window's thread."""
        ...


class FirstStart:
    """Walks from the three ways to a workspace whose keys are on paper."""

    def __init__(self, view: FirstStartView, doors: Doors, run: RunWork, choice: random.Random) -> None:
        self._view, self._doors, self._run, self._choice = view, doors, run, choice
        self._way = OFFICE
        self._entered = Entered()
        self._file: Path | None = None
        self._keys: Keys | None = None
        self._sheets: tuple[Sheet, ...] = ()
        self._at = 0

    def begin(self) -> None:
        """Show the ways."""
        self._view.show_ways()

    def way_chosen(self, way: str) -> None:
        """A way was chosen: office, join, alone or restore."""
        self._way = way
        if way == RESTORE:
            self._view.show_restore()
        else:
            self._view.show_form(way)

    def backup_sent(self, given: Given) -> None:
        """The form of a backup was sent: bring it back into this folder, whole or not at all."""
        wrong = backup_faults(given)
        self._view.show_faults(wrong)
        self._view.show_problem(None)
        if wrong:
            return
        file = Path(given.file.strip())
        self._view.show_working(True)
        self._run(lambda progress: self._doors.restore_backup(file, given.key(), progress), lambda _: self._view.restored(), self._failed)

    def sent(self, entered: Entered) -> None:
        """The form was sent."""
        wrong = faults(self._way, entered)
        self._view.show_faults(wrong)
        self._view.show_problem(None)
        if wrong:
            return
        self._entered = entered
        self._file = self._request_file(entered) if self._way == JOIN else None
        self._view.show_working(True)
        self._run(self._make, self._made, self._failed)

    def typed_back(self, first: str, second: str) -> None:
        """The two asked groups were typed; go on when they match."""
        wrong = wrong_groups(self._sheets[self._at], (first, second))
        self._view.show_typed_wrong(wrong)
        if not wrong:
            self._at += 1
            self._next_sheet()

    def words_compared(self) -> None:
        """The six words were written down: go in."""
        self._finish()

    def _make(self, progress: Progress) -> Keys:
        if self._way == OFFICE:
            return self._doors.create_office(as_office(self._entered), progress)
        return self._doors.begin(as_device(self._entered), self._file, progress)

    def _made(self, keys: Keys) -> None:
        self._view.show_working(False)
        self._keys, self._sheets, self._at = keys, sheets(keys, self._choice), 0
        self._next_sheet()

    def _failed(self, error: Exception) -> None:
        self._view.show_working(False)
        problem = as_message(error)
        if isinstance(error, LineRefused) and error.field is not None:
            self._view.show_faults({FIELD_OF.get(error.field, error.field): problem})
        elif isinstance(error, Denied) and problem.key.startswith("vault.recovery"):
            self._view.show_faults({"recovery_key": problem})
        elif isinstance(error, (Refused, Denied)) and problem.key.startswith("vault.passphrase"):
            self._view.show_faults({"passphrase": problem})
        else:
            self._view.show_problem(problem)

    def _next_sheet(self) -> None:
        if self._at < len(self._sheets):
            self._view.show_sheet(self._sheets[self._at], self._at + 1, len(self._sheets))
        elif self._keys is not None and self._keys.words is not None and self._file is not None:
            self._view.show_words(self._keys.words, self._file)
        else:
            self._finish()

    def _finish(self) -> None:
        entered, self._entered, self._keys, self._sheets = self._entered, Entered(), None, ()
        self._view.ready(entered.login.strip(), entered.passphrase)

    def _request_file(self, entered: Entered) -> Path:
        """Return a free name in the chosen folder; it tells nothing but what the file is."""
        folder, number = Path(entered.request_folder), 1
        while (place := folder / f"request-{number}.{REQUEST_SUFFIX}").exists():
            number += 1
        return place


WAYS: tuple[tuple[str, str, Message, Message], ...] = (
    ("join", "usb", message("unlock.way.join"), message("unlock.way.join_text")),
    ("alone", "person", message("unlock.way.alone"), message("unlock.way.alone_text")),
    ("office", "office", message("unlock.way.office"), message("unlock.way.office_text")),
    ("restore", "undo", message("unlock.way.restore"), message("unlock.way.restore_text")),
)
