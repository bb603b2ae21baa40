"""Bringing a register in, step by step. Plain Python."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Protocol

from caseworker_desktop.kernel.message import Message, message
from caseworker_desktop.kernel.progress import Progress
from caseworker_desktop.ui.problems import as_message
from caseworker_desktop.ui.shell.page import Stop
from caseworker_desktop.usecases import intake_words
from caseworker_desktop.usecases.intake_words import KINDS, Told

FILE, COLUMNS, CHECK, DONE = range(4)
KIND_WORDS: Mapping[str, Message] = {
    "participants": message("ui_intake.kind.participants"), "consultations": message("ui_intake.kind.consultations"),
    "attendance": message("ui_intake.kind.attendance"), "partners": message("ui_intake.kind.partners"),
    "mentors": message("ui_intake.kind.mentors"), "employers": message("ui_intake.kind.employers"),
}  # fmt: skip


class Column(Protocol):
    """A column of the file, as the look tells it."""

    @property
    def number(self) -> int: ...
    @property
    def label(self) -> str: ...
    @property
    def samples(self) -> tuple[str, ...]: ...
    @property
    def field(self) -> str | None: ...


class Look(Protocol):
    """What a look at the file tells."""

    @property
    def kind(self) -> str | None: ...
    @property
    def sheet(self) -> str: ...
    @property
    def columns(self) -> Sequence[Column]: ...
    @property
    def rows(self) -> int: ...
    @property
    def problem(self) -> Message | None: ...
    @property
    def form(self) -> Mapping[str, Any]: ...


class View(Protocol):
    """What the steps ask of their screen."""

    def show_file(self, problem: Message | None) -> None:
        """Ask for the file."""
        ...

    def show_columns(self, state: State) -> None:
        """Show what each column is taken for."""
        ...

    def show_check(self, state: State) -> None:
        """Show what would come of it."""
        ...

    def show_done(self, state: State) -> None:
        """Show what came of it."""
        ...

    def show_working(self, working: bool) -> None:
        """Show or end the progress."""
        ...

    def show_step(self, stage: Message, done: int, total: int) -> None:
        """Show how far it is."""
        ...


@dataclass(slots=True)
class State:
    """Where a person is: the file, what was seen in it, what was chosen, what the dry run or the import told."""

    path: Path | None = None
    look: Look | None = None
    kind: str | None = None
    project: str | None = None
    name_order: str | None = None
    chosen: dict[int, str] = field(default_factory=dict)  # column number → field
    result: Any = None
    refused: tuple[Told, ...] = ()
    warned: tuple[Told, ...] = ()
    ignored: tuple[Told, ...] = ()
    problem: Message | None = None
    errors: Path | None = None
    undone: bool = False

    def missing(self) -> tuple[str, ...]:
        """Return the fields of which one must still be given a column."""
        if self.kind is None:
            return ()
        taken = set(self.chosen.values())
        return next((group for group in intake_words.needed(self.kind) if not taken & set(group)), ())

    def settled(self) -> dict[str, Any] | None:
        """Return what a person settled, None while the file is read as its own headings say (sheets may be headed differently then)."""
        if self.look is None:
            return None
        guessed = {one.number: one.field for one in self.look.columns if one.field is not None}
        same = self.chosen == guessed and self.name_order == self.look.form.get("name_order")
        return None if same else self.form()

    def form(self) -> dict[str, Any]:
        """Return what each column is taken for, as MAP.json holds it."""
        labels = {one.number: one.label for one in self.look.columns} if self.look is not None else {}
        told: dict[str, Any] = {"version": 1, "kind": self.kind, "columns": {field: labels[number] for number, field in sorted(self.chosen.items())}}
        kept = {} if self.look is None else {name: self.look.form[name] for name in ("year", "places", "colours") if self.look.form.get(name)}
        return told | kept | ({"name_order": self.name_order} if self.name_order else {})


LookAt = Callable[[Path, Progress, str | None, Mapping[str, Any] | None], Look]
Bring = Callable[[State, bool, Path | None, Progress], Any]
Run = Callable[..., Stop]


class IntakePresenter:
    """Leads through the steps. `look_at`, `bring`, `remember` and `undo` are the desk's; `arrived` hears of records written or taken back."""

    def __init__(self, view: View, look_at: LookAt, bring: Bring, remember: Callable[[Mapping[str, Any]], None],
                 undo: Callable[[Any, Progress], Any], run: Run, arrived: Callable[[], object]) -> None:
        self._view, self._look_at, self._bring, self._remember, self._undo = view, look_at, bring, remember, undo
        self._run, self._arrived = run, arrived
        self._work: Stop | None = None
        self.state = State()

    def begin(self) -> None:
        """Start with nothing chosen."""
        self.state = State(project=self.state.project)
        self._view.show_file(None)

    def file_chosen(self, path: Path) -> None:
        """Look at a file."""
        self.state = State(path=path, project=self.state.project)
        self._look(None, None)

    def kind_chosen(self, kind: str | None) -> None:
        """Read the file as a register of this kind."""
        if kind in KINDS and kind != self.state.kind:
            self._look(kind, None)

    def column_chosen(self, number: int, field: str | None) -> None:
        """Take a column for a field; the column that was it before is nothing then."""
        self.state.chosen = {at: told for at, told in self.state.chosen.items() if at != number and told != field}
        if field is not None:
            self.state.chosen[number] = field
        self._view.show_columns(self.state)

    def order_chosen(self, order: str | None) -> None:
        """Say which name comes first in a cell: `given`, `family`, or None as the file itself shows."""
        self.state.name_order = order

    def project_chosen(self, project: str | None) -> None:
        """Say to which project the records belong (its code)."""
        self.state.project = project

    def back(self) -> None:
        """Go one step back; nothing that was chosen is lost."""
        if self.state.result is not None and not self.state.result.batch:
            self.state.result = None
            self._view.show_columns(self.state)
        else:
            self.begin()

    def check(self) -> None:
        """Tell what the import would do; nothing is written."""
        if self.state.path is None or self.state.kind is None or self.state.missing():
            return
        self._go(lambda progress: self._bring(self.state, True, None, progress), self._checked, self._not_checked)

    def bring(self, errors: Path | None) -> None:
        """Bring the register in; `errors`: where the refused rows are written."""
        if self.state.result is None:
            return
        self.state.errors = errors
        self._go(lambda progress: self._bring(self.state, False, errors, progress), self._brought, self._not_brought)

    def undo(self) -> None:
        """Take the import back."""
        done = self.state.result
        if done is not None and done.batch and not self.state.undone:
            self._go(lambda progress: self._undo(done, progress), self._taken_back, self._not_taken_back)

    def stop(self) -> None:
        """Ask the running work to stop; then nothing is written."""
        if self._work is not None:
            self._work.stop()

    # ---- inside -----------------------------------------------------------------------------------------------------------------------------
    def _look(self, kind: str | None, form: Mapping[str, Any] | None) -> None:
        path = self.state.path
        if path is None:
            return
        self._go(lambda progress: self._look_at(path, progress, kind, form), lambda look: self._looked(look, kind), self._not_looked)

    def _looked(self, look: Look, kind: str | None) -> None:
        state = self.state
        state.look, state.kind, state.problem = look, look.kind or kind, look.problem
        state.name_order = look.form.get("name_order")
        state.chosen = {one.number: one.field for one in look.columns if one.field is not None}
        self._view.show_columns(state)

    def _not_looked(self, error: Exception) -> None:
        self._view.show_file(as_message(error))

    def _checked(self, result: Any) -> None:
        self._tell(result)
        self._view.show_check(self.state)

    def _not_checked(self, error: Exception) -> None:
        self.state.problem = as_message(error)
        self._view.show_columns(self.state)

    def _brought(self, result: Any) -> None:
        self._tell(result)
        if (form := self.state.settled()) is not None:
            self._remember(form)
        self._view.show_done(self.state)
        self._arrived()

    def _not_brought(self, error: Exception) -> None:
        self.state.problem = as_message(error)
        self._view.show_check(self.state)

    def _taken_back(self, _: Any) -> None:
        self.state.undone, self.state.problem = True, None
        self._view.show_done(self.state)
        self._arrived()

    def _not_taken_back(self, error: Exception) -> None:
        self.state.problem = as_message(error)
        self._view.show_done(self.state)

    def _tell(self, result: Any) -> None:
        state = self.state
        state.result, state.problem = result, None
        state.refused, state.warned, state.ignored = intake_words.refused(result), intake_words.warned(result), intake_words.ignored(result)

    def _go(self, operation: Callable[[Progress], Any], success: Callable[[Any], object], failure: Callable[[Exception], object]) -> None:
        self._view.show_working(True)

        def ended(act: Callable[[Any], object]) -> Callable[[Any], object]:
            def told(outcome: Any) -> None:
                self._work = None
                self._view.show_working(False)
                act(outcome)

            return told

        self._work = self._run(operation, ended(success), ended(failure), self._view.show_step)
