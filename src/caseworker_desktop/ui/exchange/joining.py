"""Both sides of joining: a laptop asks and takes the answer; the office takes a laptop in. Plain Python."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol

from caseworker_desktop.kernel.errors import LineRefused
from caseworker_desktop.kernel.message import Message, message
from caseworker_desktop.kernel.progress import Progress
from caseworker_desktop.ui.problems import as_message

WORDS = 6


class Work(Protocol):
    """A running work."""

    def stop(self) -> None:
        """Ask it to stop."""
        ...


RunWork = Callable[[Callable[[Progress], Any], Callable[[Any], object], Callable[[Exception], object]], object]


class JoinView(Protocol):
    """What asking and joining ask of their screen."""

    def show_ask(self, problem: Message | None) -> None:
        """Show how to ask an office and how to take its answer."""
        ...

    def show_words(self, words: str, file: Path) -> None:
        """Show the six words of the request that was written."""
        ...

    def show_working(self, working: bool) -> None:
        """Lock the form while it works."""
        ...

    def show_joined(self, office: str) -> None:
        """Say that the laptop belongs to an office now."""
        ...


class Joining:
    """The laptop's side. `request` writes the request, `join` takes the welcome and returns something with the office's `name`."""

    def __init__(self, view: JoinView, request: Callable[[Path], str], join: Callable[[Path, Progress], Any], run: RunWork) -> None:
        self._view, self._request, self._join, self._run = view, request, join, run

    def begin(self) -> None:
        """Show both steps."""
        self._view.show_ask(None)

    def folder_chosen(self, folder: Path) -> None:
        """Write the request into a folder, under a name that is free."""
        number = 1
        while (target := folder / f"request-{number}.byla-request").exists():
            number += 1
        self._view.show_working(True)
        self._run(lambda _: self._request(target), lambda words: self._asked(words, target), self._failed)

    def welcome_chosen(self, file: Path) -> None:
        """Take the office's answer."""
        self._view.show_working(True)
        self._run(lambda progress: self._join(file, progress), self._joined, self._failed)

    def _asked(self, words: str, target: Path) -> None:
        self._view.show_working(False)
        self._view.show_words(words, target)

    def _joined(self, joined: Any) -> None:
        self._view.show_working(False)
        self._view.show_joined(str(joined.name))

    def _failed(self, error: Exception) -> None:
        self._view.show_working(False)
        self._view.show_ask(as_message(error))


@dataclass(frozen=True, slots=True)
class Newcomer:
    """What the office enters of a laptop that asks."""

    file: str = ""
    words: str = ""
    role: str | None = None
    sites: tuple[str, ...] = ()


def faults(entered: Newcomer) -> Mapping[str, Message]:
    """Return what is wrong, by field."""
    wrong: dict[str, Message] = {}
    if not entered.file:
        wrong["file"] = message("exchange.fault.request")
    if len(entered.words.split()) != WORDS:
        wrong["words"] = message("exchange.fault.words")
    if entered.role is None:
        wrong["role"] = message("exchange.fault.role")
    if not entered.sites:
        wrong["sites"] = message("exchange.fault.sites")
    return wrong


class EnrolView(Protocol):
    """What enrolling asks of its screen."""

    def show_faults(self, wrong: Mapping[str, Message]) -> None:
        """Mark the fields."""
        ...

    def show_problem(self, problem: Message | None) -> None:
        """Say what went wrong with the whole."""
        ...

    def show_working(self, working: bool) -> None:
        """Lock the form while it works."""
        ...

    def show_enrolled(self, file: Path) -> None:
        """Say where the answer lies."""
        ...


Enrol = Callable[[Path, str, str, Sequence[str], Path, Progress], Any]


class Enrolment:
    """The office's side. `enrolled` tells the window that there is a new laptop."""

    def __init__(self, view: EnrolView, enrol: Enrol, run: RunWork, enrolled: Callable[[], object]) -> None:
        self._view, self._enrol, self._run, self._enrolled = view, enrol, run, enrolled

    def sent(self, entered: Newcomer) -> None:
        """The form was sent; the answer is written beside the request."""
        wrong = faults(entered)
        self._view.show_faults(wrong)
        self._view.show_problem(None)
        role = entered.role
        if wrong or role is None:
            return
        file = Path(entered.file)
        out = self._answer_to(file)
        self._view.show_working(True)
        self._run(lambda progress: self._enrol(file, entered.words, role, entered.sites, out, progress), self._done, self._failed)

    @staticmethod
    def _answer_to(request: Path) -> Path:
        number = 1
        while (out := request.with_name(f"{request.stem}-answer-{number}.byla")).exists():
            number += 1
        return out

    def _done(self, done: Any) -> None:
        self._view.show_working(False)
        self._view.show_enrolled(Path(done.file))
        self._enrolled()

    def _failed(self, error: Exception) -> None:
        self._view.show_working(False)
        problem = as_message(error)
        if isinstance(error, LineRefused) and error.field in ("role", "sites"):
            self._view.show_faults({error.field: problem})
        elif "word" in problem.key:
            self._view.show_faults({"words": problem})
        else:
            self._view.show_problem(problem)
