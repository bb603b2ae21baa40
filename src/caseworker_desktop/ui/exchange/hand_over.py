"""Handing over: choose the stick, write, read back, take it out. Every decision is here. Plain Python."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol, TypeVar

from caseworker_desktop.kernel.errors import Cancelled
from caseworker_desktop.kernel.message import Message, message
from caseworker_desktop.kernel.progress import Progress
from caseworker_desktop.ui.exchange.sticks import PACKAGE, Stick, Sticks
from caseworker_desktop.ui.problems import as_message

CHOOSE, WRITE, DONE = 0, 1, 2
LEAST_FREE = 8 * 2**20  # bytes; less is told before writing
COLLECT, SEAL, READ_BACK = 0, 1, 2
TOLD_KINDS = ("session", "note", "plan", "outcome", "task", "document", "consent", "need", "case")  # what a person recognises, first things first
TOLD_MOST = 3
_SEAL_SHARE = 70  # percent of the bar; reading back takes the rest


class Exported(Protocol):
    """What the use case says of a package that lies on the stick."""

    @property
    def file(self) -> Path: ...
    @property
    def number(self) -> int: ...
    @property
    def operations(self) -> int: ...
    @property
    def records(self) -> int: ...
    @property
    def persons(self) -> int: ...
    @property
    def bytes(self) -> int: ...
    @property
    def sha256(self) -> str: ...
    @property
    def check_word(self) -> str: ...
    @property
    def by_kind(self) -> Mapping[str, int]: ...


@dataclass(frozen=True, slots=True)
class Target:
    """For whom the package is: `to` as the use case takes it, its name, how many changes wait, when the last one went; `goes`: how many the
    package carries, with those that the other side has and has not in a safe copy yet."""

    to: str
    name: str
    waiting: int
    last_out: str | None = None
    last_in: str | None = None
    goes: int = 0

    @property
    def again(self) -> int:
        """How many go again though the other side has them."""
        return max(0, self.goes - self.waiting)


@dataclass(frozen=True, slots=True)
class Written:
    """What is shown at the end: the package, and how many earlier packages still lie on the stick untouched."""

    exported: Exported
    stick: Stick
    untouched: int


@dataclass(frozen=True, slots=True)
class Line:
    """How far a part of the work is: 0 to do, 1 running, 2 done."""

    states: tuple[int, int, int]
    percent: int


def told_kinds(by_kind: Mapping[str, int]) -> list[tuple[str, int]]:
    """Return at most three kinds of records that a person recognises, with their numbers."""
    return [(kind, by_kind[kind]) for kind in TOLD_KINDS if by_kind.get(kind)][:TOLD_MOST]


class HandOverView(Protocol):
    """What handing over asks of its screen."""

    def show_choose(self, target: Target, sticks: Sequence[Stick], chosen: Stick | None, problem: Message | None) -> None:
        """Show the sticks and what waits; `problem` when the last try failed."""
        ...

    def show_writing(self, stick: Stick) -> None:
        """Show the empty progress."""
        ...

    def show_line(self, line: Line) -> None:
        """Show how far it is."""
        ...

    def show_done(self, target: Target, written: Written) -> None:
        """Show that the stick may be taken out."""
        ...

    def show_ejected(self, done: bool | None) -> None:
        """Show that the system lets go of the stick (None: it is asked now), or that a person must do that."""
        ...

    def leave(self) -> None:
        """The person is finished."""
        ...


class Work(Protocol):
    """A running work."""

    def stop(self) -> None:
        """Ask it to stop."""
        ...


Export = Callable[[str, Path, Progress], Exported]
T = TypeVar("T")


class RunWork(Protocol):
    """How work leaves the window's thread."""

    def __call__(
        self,
        operation: Callable[[Progress], T],
        success: Callable[[T], object],
        failure: Callable[[Exception], object],
        progress: Callable[[Message, int, int], object],
    ) -> Work:
        """Run `operation`; call one of the two on the window's thread."""
        ...


class HandOver:
    """One hand-over to one target; it may be repeated on another stick."""

    def __init__(
        self, view: HandOverView, ask: Callable[[str], Target], export: Export, sticks: Sticks, run: RunWork, wrote: Callable[[Written], object]
    ) -> None:
        """`ask` tells how things stand with a target now; `wrote` is told of a package that lies on a stick, before it is shown."""
        self._view, self._ask, self._export, self._sticks, self._run, self._wrote = view, ask, export, sticks, run, wrote
        self._target = Target("office", "", 0)
        self._chosen: Stick | None = None
        self._own: list[Stick] = []
        self._work: Work | None = None
        self._states = [0, 0, 0]

    def begin(self, to: str) -> None:
        """Start for a target (`office` or a device's id)."""
        self._target, self._chosen = self._ask(to), None
        self.look_again()

    def look_again(self) -> None:
        """Sticks were plugged in or taken out."""
        self._show()

    def chosen(self, folder: Path) -> None:
        """A stick was chosen."""
        self._chosen = next((one for one in self._offered() if one.folder == folder), self._chosen)
        self._show()

    def folder_chosen(self, folder: Path) -> None:
        """A folder was chosen instead of a stick."""
        place = self._sticks.place(folder)
        self._own = [place]
        self._chosen = place
        self._show()

    def go(self) -> None:
        """Write to the chosen stick."""
        if self._chosen is None:
            return
        problem = self._unfit(self._chosen)
        if problem is not None:
            self._show(problem)
            return
        stick, to = self._chosen, self._target.to
        before = len(self._sticks.files(stick.folder, PACKAGE))
        self._states = [1, 0, 0]
        self._view.show_writing(stick)
        self._view.show_line(Line((1, 0, 0), 0))
        self._work = self._run(
            lambda progress: self._export(to, stick.folder, progress),
            lambda exported: self._done(exported, stick, before),
            self._failed,
            self._stepped,
        )

    def stop(self) -> None:
        """The person wants to stop; a package that is not whole never stays on the stick."""
        if self._work is not None:
            self._work.stop()

    def eject(self) -> None:
        """Ask the system to let go of the stick; what is written and verified stays so whatever comes of it."""
        if self._chosen is not None:
            folder = self._chosen.folder
            self._view.show_ejected(None)
            self._run(lambda _: self._sticks.eject(folder), self._view.show_ejected, lambda _: self._view.show_ejected(False), self._stepped)

    def again(self) -> None:
        """Write once more, on another stick."""
        self.begin(self._target.to)

    def finish(self) -> None:
        """The stick is out."""
        self._view.leave()

    def _offered(self) -> list[Stick]:
        plugged = list(self._sticks.plugged())
        return [*plugged, *[one for one in self._own if all(one.folder != other.folder for other in plugged)]]

    def _show(self, problem: Message | None = None) -> None:
        offered = self._offered()
        if self._chosen is not None and all(one.folder != self._chosen.folder for one in offered):
            self._chosen = None
        if self._chosen is None and len(offered) == 1:
            self._chosen = offered[0]
        self._view.show_choose(self._target, offered, self._chosen, problem)

    @staticmethod
    def _unfit(stick: Stick) -> Message | None:
        if stick.read_only:
            return message("exchange.stick_read_only")
        if stick.free is not None and stick.free < LEAST_FREE:
            return message("exchange.stick_full")
        return None

    def _stepped(self, stage: Message, done: int, total: int) -> None:
        share = done / total if total else 0.0
        if stage.key.endswith("reading_back"):
            self._states, percent = [2, 2, 1], _SEAL_SHARE + share * (100 - _SEAL_SHARE)
        else:
            self._states, percent = [2, 1, 0], share * _SEAL_SHARE
        self._view.show_line(Line((self._states[0], self._states[1], self._states[2]), round(percent)))

    def _done(self, exported: Exported, stick: Stick, before: int) -> None:
        self._work = None
        written = Written(exported, stick, before)
        self._wrote(written)
        self._target = self._ask(self._target.to)
        self._view.show_done(self._target, written)

    def _failed(self, error: Exception) -> None:
        self._work = None
        self._show(message("exchange.stopped") if isinstance(error, Cancelled) else as_message(error))
