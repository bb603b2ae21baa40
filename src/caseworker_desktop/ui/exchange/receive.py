"""Receiving: which packages lie on the stick, what they would change, taking them in, what they brought. Plain Python."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol

from caseworker_desktop.kernel.errors import Cancelled
from caseworker_desktop.kernel.message import Message, message
from caseworker_desktop.kernel.progress import Progress
from caseworker_desktop.ui.exchange.preview import noted
from caseworker_desktop.ui.exchange.sticks import PACKAGE, PackageFile, Sticks
from caseworker_desktop.ui.problems import as_message
from caseworker_desktop.usecases.previewing import OTHERS, OURS, UNREADABLE, Glance, Preview
from caseworker_desktop.usecases.receiving import Imported

FILES, LOOK, DONE = 0, 1, 2


@dataclass(frozen=True, slots=True)
class Outcome:
    """One file's result in words: tone red, amber or green, an icon, a title and sentences. `bundle`: its digest when it was taken just now."""

    file: str
    tone: str
    icon: str
    title: Message
    sentences: tuple[Message, ...]
    conflicts: int = 0
    parked: bool = False
    bundle: str = ""


def outcome(imported: Imported) -> Outcome:
    """Return what to say of one file."""
    if imported.error is not None:
        return Outcome(imported.file, "red", "warn", message("exchange.in.refused"), (imported.error,))
    notes = noted(imported, imported.gaps)
    said = [sentence for _, _, sentence in notes]
    if imported.accepted:
        title = message("exchange.in.accepted", count=imported.accepted)
        if imported.known:
            said.append(message("exchange.in.known_too", count=imported.known))
    elif imported.known:
        title = message("exchange.in.known")
    else:
        title = message("exchange.in.nothing")
    tones = {tone for tone, _, _ in notes}
    tone = "red" if "red" in tones else "amber" if "amber" in tones else "green"
    icon = "warn" if tone == "red" else "split" if imported.conflicts else "check"
    fresh = imported.bundle or "" if imported.accepted else ""
    return Outcome(imported.file, tone, icon, title, tuple(said), imported.conflicts, bool(imported.parked or imported.set_aside), fresh)


@dataclass(frozen=True, slots=True)
class Offer:
    """A package on the list: its file, and what its head says (None while it is being read)."""

    file: PackageFile
    glance: Glance | None = None

    @property
    def whose(self) -> str:
        """Return ours, others' or unreadable; ours while it is not known yet."""
        return self.glance.whose if self.glance is not None else OURS


class ReceiveView(Protocol):
    """What receiving asks of its screen."""

    def show_files(self, offers: Sequence[Offer], chosen: frozenset[Path], problem: Message | None) -> None:
        """Show the packages found and which are ticked."""
        ...

    def show_working(self, working: bool, step: int) -> None:
        """Show or end the progress of a step."""
        ...

    def show_step(self, stage: Message, done: int, total: int) -> None:
        """Show how far it is."""
        ...

    def show_preview(self, previews: Sequence[Preview]) -> None:
        """Show what would change; nothing has."""
        ...

    def show_outcomes(self, outcomes: Sequence[Outcome]) -> None:
        """Show what came of each file."""
        ...


class Work(Protocol):
    """A running work."""

    def stop(self) -> None:
        """Ask it to stop."""
        ...


class RunWork(Protocol):
    """How work leaves the window's thread."""

    def __call__(
        self,
        operation: Callable[[Progress], Any],
        success: Callable[[Any], object],
        failure: Callable[[Exception], object],
        progress: Callable[[Message, int, int], object],
    ) -> Work:
        """Run `operation`; call one of the two on the window's thread."""
        ...


@dataclass(frozen=True, slots=True)
class Port:
    """What receiving asks of the desk: to read the heads, to look at what would change, to take in."""

    glance: Callable[[Sequence[Path]], Sequence[Glance]]
    preview: Callable[[Sequence[Path], Progress], Sequence[Preview]]
    take: Callable[[Sequence[Path], Progress], Sequence[Imported]]


class Receive:
    """Takes packages in after a person has seen what they change. `arrived` tells the rest of the window that records came."""

    def __init__(self, view: ReceiveView, port: Port, sticks: Sticks, run: RunWork, arrived: Callable[[], object]) -> None:
        self._view, self._port, self._sticks, self._run, self._arrived = view, port, sticks, run, arrived
        self._offers: list[Offer] = []
        self._chosen: frozenset[Path] = frozenset()
        self._own: tuple[PackageFile, ...] = ()
        self._taken: frozenset[Path] = frozenset()
        self._looked: tuple[Preview, ...] = ()
        self._work: Work | None = None

    def begin(self) -> None:
        """Look at the sticks; what is ours and did not come yet is ticked, other people's packages are let alone."""
        self._own, self._chosen = (), frozenset()
        self._read(self._found())

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
        self._read(self._found())

    def ticked(self, path: Path, on: bool) -> None:
        """A package was ticked or unticked."""
        self._chosen = self._chosen | {path} if on else self._chosen - {path}
        self._show()

    def look(self) -> None:
        """Look at what the ticked packages would change, the oldest first; nothing is changed by that."""
        files = [one.file.path for one in reversed(self._offers) if one.file.path in self._chosen]
        if not files:
            self._show(message("exchange.in.choose_first"))
            return
        self._view.show_working(True, LOOK)
        self._work = self._run(lambda progress: self._port.preview(files, progress), self._seen, self._failed, self._view.show_step)

    def go(self) -> None:
        """Take in what was looked at, as far as it can be taken."""
        files = [one.path for one in self._looked if one.takeable]
        if not files:
            return
        self._view.show_working(True, DONE)
        self._work = self._run(
            lambda progress: self._port.take(files, progress), lambda done: self._done(files, done), self._failed, self._view.show_step
        )

    def leave_it(self) -> None:
        """Nothing is taken in: back to the list."""
        self._looked = ()
        self._show()

    def stop(self) -> None:
        """The person wants to stop; a package is taken whole or not at all."""
        if self._work is not None:
            self._work.stop()

    def _found(self) -> list[PackageFile]:
        plugged = [one for stick in self._sticks.plugged() for one in self._sticks.files(stick.folder, PACKAGE)]
        return [*[one for one in self._own if all(one.path != other.path for other in plugged)], *plugged]

    def _read(self, files: Sequence[PackageFile]) -> None:
        """Read the heads of the files, away from the window's thread."""
        self._looked = ()
        self._offers = [Offer(one) for one in files]
        self._show()
        if files:
            paths = [one.path for one in files]
            self._run(lambda _: self._port.glance(paths), self._glanced, self._failed, self._view.show_step)

    def _glanced(self, glances: Sequence[Glance]) -> None:
        heads = {one.path: one for one in glances}
        if self._looked or any(one.file.path not in heads for one in self._offers):
            return  # asked again meanwhile
        own = {one.path for one in self._own}
        offers = [Offer(one.file, heads[one.file.path]) for one in self._offers]
        self._offers = sorted(offers, key=lambda one: (OURS, UNREADABLE, OTHERS).index(one.whose))  # sorted() keeps the newest first
        fresh = {path for path, one in heads.items() if one.whose == OURS and not one.came and path not in self._taken}
        self._chosen = frozenset((self._chosen & own) | fresh)
        self._show()

    def _show(self, problem: Message | None = None) -> None:
        self._view.show_files(self._offers, self._chosen, problem)

    def _seen(self, previews: Sequence[Preview]) -> None:
        self._work = None
        self._looked = tuple(previews)
        self._view.show_working(False, LOOK)
        self._view.show_preview(self._looked)

    def _done(self, files: Sequence[Path], done: Sequence[Imported]) -> None:
        self._work = None
        refused = [one.told for one in self._looked if not one.takeable]
        self._looked = ()
        self._view.show_working(False, DONE)
        self._taken = self._taken | frozenset(path for path, one in zip(files, done) if one.error is None)
        self._view.show_outcomes([outcome(one) for one in (*done, *refused)])
        if any(one.error is None for one in done):
            self._arrived()

    def _failed(self, error: Exception) -> None:
        self._work = None
        self._looked = ()
        self._view.show_working(False, FILES)
        self._show(message("exchange.in.stopped") if isinstance(error, Cancelled) else as_message(error))
