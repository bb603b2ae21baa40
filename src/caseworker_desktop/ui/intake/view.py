"""The screen that brings a register in: the file, its columns, the check, and what came of it."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from PySide6.QtWidgets import QFileDialog, QVBoxLayout, QWidget

from caseworker_desktop.kernel.message import Message, message
from caseworker_desktop.kernel.progress import Progress
from caseworker_desktop.texts import Texts
from caseworker_desktop.ui.changes import EVERYTHING
from caseworker_desktop.ui.intake.columns import ColumnsList
from caseworker_desktop.ui.intake.findings import Findings, numbers
from caseworker_desktop.ui.intake.presenter import CHECK, COLUMNS, DONE, FILE, KIND_WORDS, IntakePresenter, State
from caseworker_desktop.ui.shell.page import Navigator, Page
from caseworker_desktop.ui.widgets.banner import Banner
from caseworker_desktop.ui.widgets.button import Button
from caseworker_desktop.ui.widgets.card import Card
from caseworker_desktop.ui.widgets.editors import Choice
from caseworker_desktop.ui.widgets.empty import Empty
from caseworker_desktop.ui.widgets.field import Field
from caseworker_desktop.ui.widgets.label import page_title
from caseworker_desktop.ui.widgets.layout import PAGE_MARGINS, box, clear, column, row, scroll
from caseworker_desktop.ui.widgets.loading import LongWork
from caseworker_desktop.ui.widgets.steps import Stepper
from caseworker_desktop.usecases import intake_words
from caseworker_desktop.usecases.desk import Desk

_STEPS = (message("ui_intake.step.file"), message("ui_intake.step.columns"), message("ui_intake.step.check"), message("ui_intake.step.done"))
_ORDERS = (("given", message("ui_intake.order.given")), ("family", message("ui_intake.order.family")))
NARROW_FIELD = 240


class IntakePage(Page):
    """Four steps in one frame."""

    def __init__(self, desk: Desk, texts: Texts, navigator: Navigator) -> None:
        super().__init__()
        self._desk, self._texts, self._navigator = desk, texts, navigator
        say = texts.say
        head, _, _ = page_title(say(message("ui_intake.title")), say(message("ui_intake.text")))
        self._steps = Stepper([say(words) for words in _STEPS])
        self._body: QVBoxLayout = column(gap=12)
        self._foot = row(gap=8)
        self._work = LongWork(say(message("common.stop")), say(message("ui_intake.stop_note")))
        self._work.stop.clicked.connect(lambda *_: self.presenter.stop())
        self._work.hide()
        self._inside = box(self._body)
        card = Card((self._inside, 1), self._work, 12, self._foot, pad=(20, 16, 20, 16), gap=0)
        back = Button(say(message("common.back")), icon="left", clicked=navigator.back)
        self.setLayout(column(row(head, ..., back), Card(self._steps, pad=(20, 12, 20, 12)), (card, 1), gap=12, margins=PAGE_MARGINS))
        self.columns = ColumnsList(texts)
        self.go_on: Button | None = None
        self.presenter: IntakePresenter
        self._now, self._seen, self._problem = FILE, object(), Banner("amber", "", "")
        self.presenter = IntakePresenter(
            self, lambda path, progress, kind, form: desk.intake.look_at(path, progress, kind, form), self._bring, desk.intake.remember,
            lambda done, _: desk.intake_undo.undo(done.batch, done.records, say(message("ui_intake.undo_why"))), navigator.run,
            lambda: navigator.announce(EVERYTHING))
        self.presenter.begin()

    # ---- the page -----------------------------------------------------------------------------------------------------------------------------
    def on_shown(self) -> None:
        if self.go_on is not None:
            self.go_on.setFocus()

    def command(self, name: str) -> bool:
        if name == "save" and self.go_on is not None and self.go_on.isEnabled() and self._inside.isEnabled():
            self.go_on.click()
            return True
        return False

    def help_topic(self) -> str:
        return "intake"

    def open_file(self, path: Path) -> None:
        """Look at a file."""
        self.presenter.file_chosen(path)

    # ---- what the presenter says --------------------------------------------------------------------------------------------------------------
    def show_file(self, problem: Message | None) -> None:
        say = self._texts.say
        self._start(FILE)
        if problem is not None:
            self._body.addWidget(Banner("red", say(message("ui_intake.not_read")), say(problem)))
        choose = Button(say(message("ui_intake.choose_file")), "primary", icon="folder", clicked=self._choose)
        self._body.addWidget(Empty("folder", say(message("ui_intake.which_file")), say(message("ui_intake.which_file_text"))))
        self._body.addWidget(Banner("blue", say(message("ui_intake.nothing_yet")), say(message("ui_intake.nothing_yet_text"))))
        self._body.addStretch()
        self._end(None, choose)

    def show_columns(self, state: State) -> None:
        say = self._texts.say
        if self._now == COLUMNS and state.look is self._seen:  # another field for a column: the rest stays as it is
            self.columns.show_state(state)
            self._settle(state)
            return
        self._start(COLUMNS)
        self._seen = state.look
        kind = Choice([(code, say(words)) for code, words in KIND_WORDS.items()], empty=say(message("ui_intake.kind.unknown")),
                      name=say(message("ui_intake.kind")))
        kind.choose(state.kind)
        kind.chosen_changed.connect(lambda: self.presenter.kind_chosen(kind.value()))
        order = Choice([(code, say(words)) for code, words in _ORDERS], empty=say(message("ui_intake.order.auto")),
                       name=say(message("ui_intake.order")))
        order.choose(state.name_order)
        order.chosen_changed.connect(lambda: self.presenter.order_chosen(order.value()))
        project = Choice(self._projects(), empty=say(message("ui_intake.project.none")), name=say(message("ui_intake.project")))
        project.choose(state.project)
        project.chosen_changed.connect(lambda: self.presenter.project_chosen(project.value()))
        fields = [Field(say(words), editor) for words, editor in (
            (message("ui_intake.kind"), kind), (message("ui_intake.project"), project), (message("ui_intake.order"), order))]
        for one in fields:
            one.setMinimumWidth(NARROW_FIELD)
        self._body.addLayout(row(*((one, 1) for one in fields), gap=12))
        self._problem = Banner("amber", "", "")
        self._body.addWidget(self._problem)
        self.columns = ColumnsList(self._texts)
        self.columns.chosen.connect(self.presenter.column_chosen)
        self.columns.show_state(state)
        self._body.addWidget(scroll(box(column(self.columns, ...)), say(message("ui_intake.column"))), 1)
        check = Button(say(message("ui_intake.check")), "primary", keys="Ctrl+Enter", clicked=self.presenter.check)
        self._end(Button(say(message("ui_intake.other_file")), clicked=self.presenter.begin), check)
        self._settle(state)
        if state.kind is None:
            kind.setFocus()
        else:
            check.setFocus()

    def show_check(self, state: State) -> None:
        say = self._texts.say
        self._start(CHECK)
        if state.problem is not None:
            self._body.addWidget(Banner("red", say(message("ui_intake.not_taken")), say(state.problem)))
        self._body.addWidget(numbers(self._texts, state, done=False))
        findings = Findings(self._texts)
        findings.show_state(state)
        self._body.addWidget(findings, 1)
        take = Button(say(message("ui_intake.take", count=state.result.accepted)), "primary", keys="Ctrl+Enter", clicked=lambda: self._take(state))
        self._end(Button(say(message("ui_intake.to_columns")), icon="left", clicked=self.presenter.back), take)
        take.setFocus()

    def show_done(self, state: State) -> None:
        say = self._texts.say
        self._start(DONE + (0 if state.undone else 1))
        if state.problem is not None:
            self._body.addWidget(Banner("red", say(message("ui_intake.not_undone")), say(state.problem)))
        if state.undone:
            self._body.addWidget(Banner("blue", say(message("ui_intake.undone")), say(message("ui_intake.undone_text"))))
        else:
            self._body.addWidget(Banner("green", say(message("ui_intake.all_taken")), say(message("ui_intake.all_taken_text"))))
        if state.errors is not None and state.refused:
            title = say(message("ui_intake.errors_written", file=state.errors.name))
            self._body.addWidget(Banner("amber", title, say(message("ui_intake.errors_text"))))
        self._body.addWidget(numbers(self._texts, state, done=True))
        findings = Findings(self._texts)
        findings.show_state(state)
        self._body.addWidget(findings, 1)
        undo = None if state.undone else Button(say(message("ui_intake.undo")), icon="undo", clicked=self.presenter.undo)
        self._end(undo, Button(say(message("ui_intake.next_file")), "primary", clicked=self.presenter.begin))
        if self.go_on is not None:
            self.go_on.setFocus()

    def show_working(self, working: bool) -> None:
        self._work.setVisible(working)
        self._inside.setEnabled(not working)
        if self.go_on is not None:
            self.go_on.setEnabled(not working)
        if working:
            self._work.show_step(self._texts.say(message("ui_intake.working")), "", 0, 0)
            self._work.stop.setFocus()

    def show_step(self, stage: Message, done: int, total: int) -> None:
        percent = self._texts.say(message("common.percent", number=round(100 * done / total))) if total else ""
        self._work.show_step(self._texts.say(stage), percent, done, total)

    # ---- inside -------------------------------------------------------------------------------------------------------------------------------
    def _settle(self, state: State) -> None:
        """Say what still hinders the check."""
        say = self._texts.say
        missing = state.missing()
        told: tuple[str, Message] | None = None
        if state.kind is None:
            told = ("amber", message("ui_intake.say_kind"))
        elif missing:
            names = dict(intake_words.fields(state.kind))
            told = ("amber", message("ui_intake.say_columns", fields=" / ".join(say(names[one]) for one in missing if one in names)))
        elif state.problem is not None:
            told = ("amber", state.problem)
        self._problem.setVisible(told is not None)
        if told is not None:
            self._problem.say(told[0], say(message("ui_intake.look")), say(told[1]))
            self._problem.show()
        if self.go_on is not None:
            self.go_on.setEnabled(state.kind is not None and not missing)

    def _bring(self, state: State, dry: bool, errors: Path | None, progress: Progress) -> Any:
        assert state.path is not None
        return self._desk.intake.register_import(state.path, state.kind, state.project, form=state.settled(), dry_run=dry, errors_out=errors,
                                                 progress=progress)

    def _projects(self) -> Sequence[tuple[str, str]]:
        found = [(row.code, f"{row.abbreviation or row.title} ({row.code})") for row in self._desk.people.rows("project")]
        return sorted(found, key=lambda one: self._texts.sort_key(one[1]))

    def _choose(self) -> None:
        say = self._texts.say
        name, _ = QFileDialog.getOpenFileName(self, say(message("ui_intake.choose_file")), "", f"{say(message('ui_intake.files'))} (*.xlsx *.csv)")
        if name:
            self.open_file(Path(name))

    def _take(self, state: State) -> None:
        errors = None
        if state.refused and state.path is not None:
            say = self._texts.say
            proposed = state.path.with_name(f"{state.path.stem}_{say(message('ui_intake.errors_file'))}.xlsx")
            name, _ = QFileDialog.getSaveFileName(self, say(message("ui_intake.errors_where")), str(proposed), "Excel (*.xlsx)")
            if not name:
                return
            errors = Path(name)
        self.presenter.bring(errors)

    def _start(self, step: int) -> None:
        self._now = step
        self._steps.set_now(step)
        clear(self._body)
        clear(self._foot)

    def _end(self, left: QWidget | None, primary: Button) -> None:
        if left is not None:
            self._foot.addWidget(left)
        self._foot.addStretch()
        self._foot.addWidget(primary)
        self.go_on = primary


def build(desk: Desk, texts: Texts, navigator: Navigator) -> Page:
    """Return the page."""
    return IntakePage(desk, texts, navigator)
