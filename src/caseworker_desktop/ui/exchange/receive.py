"""Receiving: which packages lie on the stick, taking them in, what they brought. Plain Python."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from caseworker_desktop.kernel.message import Message, message
from caseworker_desktop.kernel.progress import Progress
from caseworker_desktop.ui.exchange.sticks import PACKAGE, PackageFile, Sticks
from caseworker_desktop.ui.problems import as_message


class Imported(Protocol):
    """What the use case says of one file."""

    @property
    def file(self) -> str: ...
    @property
    def sender(self) -> str | None: ...
    @property
    def number(self) -> int | None: ...
    @property
    def accepted(self) -> int: ...
    @property
    def known(self) -> int: ...
    @property
    def parked(self) -> int: ...
    @property
    def conflicts(self) -> int: ...
    @property
    def gaps(self) -> tuple[int, ...]: ...
    @property
    def by_kind(self) -> Mapping[str, int]: ...
    @property
    def records(self) -> frozenset[tuple[str, str]]: ...
    @property
    def error(self) -> Message | None: ...


@dataclass(frozen=True, slots=True)
class Outcome:
    """One file's result in words: tone red, amber or green, an icon, a title and sentences."""

    file: str
    tone: str
    icon: str
    title: Message
    sentences: tuple[Message, ...]
    conflicts: int = 0


def outcome(imported: Imported) -> Outcome:
    """Return what to say of one file."""
    if imported.error is not None:
        return Outcome(imported.file, "red", "warn", message("exchange.in.refused"), (imported.error,))
    said: list[Message] = []
    if imported.conflicts:
        said.append(message("exchange.in.conflicts", count=imported.conflicts))
    if imported.parked:
        said.append(message("exchange.in.parked", count=imported.parked))
    if imported.gaps:
        said.append(message("exchange.in.gaps", numbers=", ".join(str(number) for number in imported.gaps)))
    if imported.accepted:
        title = message("exchange.in.accepted", count=imported.accepted)
        if imported.known:
            said.append(message("exchange.in.known_too", count=imported.known))
    elif imported.known:
        title = message("exchange.in.known")
    else:
        title = message("exchange.in.nothing")
    careful = bool(imported.conflicts or imported.parked or imported.gaps)
    return Outcome(imported.file, "amber" if careful else "green", "split" if imported.conflicts else "check", title, tuple(said), imported.conflicts)


class ReceiveView(Protocol):
    """What receiving asks of its screen."""

    def show_files(self, files: Sequence[PackageFile], chosen: frozenset[Path], problem: Message | None) -> None:
        """Show the packages found and which are ticked."""
        ...

    def show_working(self, working: bool) -> None:
        """Show or end the progress."""
        ...

    def show_step(self, stage: Message, done: int, total: int) -> None:
        """Show how far it is."""
        ...

    def show_outcomes(self, outcomes: Sequence[Outcome]) -> None:
        """Show what came of each file."""
        ...


class Work(Protocol):
    """A running work."""

    def stop(self) -> None:
        """Ask it to stop."""
        ...


Take = Callable[[Sequence[Path], Progress], Sequence[Imported]]
RunWork = Callable[
    [
        Callable[[Progress], Sequence[Imported]],
        Callable[[Sequence[Imported]], object],
        Callable[[Exception], object],
        Callable[[Message, int, int], object],
    ],
    Work,
]


class Receive:
    """Takes packages in. `arrived` tells the rest of the window that records came."""

    def __init__(self, view: ReceiveView, take: Take, sticks: Sticks, run: RunWork, arrived: Callable[[], object]) -> None:
        self._view, self._take, self._sticks, self._run, self._arrived = view, take, sticks, run, arrived
        self._chosen: frozenset[Path] = frozenset()
        self._own: tuple[PackageFile, ...] = ()
        self._taken: frozenset[Path] = frozenset()
        self._work: Work | None = None

    def begin(self) -> None:
        """Look at the sticks; the newest package of each that was not just taken is ticked."""
        self._own = ()
        self._chosen = frozenset(found[0].path for stick in self._sticks.plugged() if (found := self._fresh(stick.folder)))
        self._show()

    def look_again(self) -> None:
        """Sticks were plugged in or taken out."""
        self.begin()

    def files_chosen(self, paths: Sequence[Path]) -> None:
        """Files were chosen by hand."""
        known = []
        for path in paths:
            found = [one for one in self._sticks.files(path.parent, path.suffix) if one.path == path]
            known.append(found[0] if found else PackageFile(path, 0, 0.0))
        self._own = (*known, *[one for one in self._own if one.path not in paths])
        self._chosen = self._chosen | frozenset(paths)
        self._show()

    def ticked(self, path: Path, on: bool) -> None:
        """A package was ticked or unticked."""
        self._chosen = self._chosen | {path} if on else self._chosen - {path}
        self._show()

    def go(self) -> None:
        """Take the ticked packages in, the oldest first."""
        files = [one.path for one in reversed(self._offered()) if one.path in self._chosen]
        if not files:
            self._show(message("exchange.in.choose_first"))
            return
        self._view.show_working(True)
        self._work = self._run(lambda progress: self._take(files, progress), lambda done: self._done(files, done), self._failed, self._view.show_step)

    def stop(self) -> None:
        """The person wants to stop; a package is taken whole or not at all."""
        if self._work is not None:
            self._work.stop()

    def _fresh(self, folder: Path) -> list[PackageFile]:
        return [one for one in self._sticks.files(folder, PACKAGE) if one.path not in self._taken]

    def _offered(self) -> list[PackageFile]:
        plugged = [one for stick in self._sticks.plugged() for one in self._sticks.files(stick.folder, PACKAGE)]
        return [*[one for one in self._own if all(one.path != other.path for other in plugged)], *plugged]

    def _show(self, problem: Message | None = None) -> None:
        self._view.show_files(self._offered(), self._chosen, problem)

    def _done(self, files: Sequence[Path], done: Sequence[Imported]) -> None:
        self._work = None
        self._view.show_working(False)
        self._taken = self._taken | frozenset(path for path, one in zip(files, done) if one.error is None)
        self._view.show_outcomes([outcome(one) for one in done])
        if any(one.accepted for one in done):
            self._arrived()

    def _failed(self, error: Exception) -> None:
        self._work = None
        self._view.show_working(False)
        self._show(as_message(error))
