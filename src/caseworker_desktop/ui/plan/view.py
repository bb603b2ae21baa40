"""The screen of one plan: whose it is, the goals at the left, the page that will be printed at the right."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QStackedWidget

from caseworker_desktop.kernel.clock import today
from caseworker_desktop.kernel.errors import CaseworkerError, LineRefused
from caseworker_desktop.kernel.message import message
from caseworker_desktop.texts import Texts
from caseworker_desktop.ui.changes import Changed
from caseworker_desktop.ui.plan.faces import GOAL_STATES, Notice, PlanFace
from caseworker_desktop.ui.plan.goal_card import GoalCard
from caseworker_desktop.ui.plan.goals import GoalList
from caseworker_desktop.ui.plan.growing import GrowingEdit
from caseworker_desktop.ui.plan.head import PersonLine, PlanHead
from caseworker_desktop.ui.plan.presenter import NEW, PlanPresenter, Typed
from caseworker_desktop.ui.plan.side import SidePanels, print_job
from caseworker_desktop.ui.plan.steps import StepLine
from caseworker_desktop.ui.printing import AskFile, AskPrinter, PrintPreview, ask_file, ask_printer
from caseworker_desktop.ui.shell.page import Breadth, Navigator, Page
from caseworker_desktop.ui.widgets.banner import Banner
from caseworker_desktop.ui.widgets.button import Button
from caseworker_desktop.ui.widgets.empty import Empty
from caseworker_desktop.ui.widgets.field import Field
from caseworker_desktop.ui.widgets.layout import PAGE_MARGINS, box, clear, column, row, scroll
from caseworker_desktop.usecases.desk import Desk
from caseworker_desktop.usecases.intent import Written
from caseworker_desktop.usecases.printing import Paper

DRAFT_MS = 2_000


class PlanPage(Page):
    """Shows what the presenter decides and hands on what a person does."""

    def __init__(self, desk: Desk, texts: Texts, navigator: Navigator, *, choose_printer: AskPrinter = ask_printer,
                 choose_file: AskFile = ask_file) -> None:
        super().__init__()
        self._desk, self._texts, self._navigator = desk, texts, navigator
        self._choose_printer, self._choose_file = choose_printer, choose_file
        clock = desk.worker.clock
        self.presenter = PlanPresenter(desk.planning, desk.drafts, desk.lists, texts, today(clock))
        self._dialog: PrintPreview | None = None
        self._draft_timer = QTimer(self)
        self._draft_timer.setSingleShot(True)
        self._draft_timer.setInterval(DRAFT_MS)
        self._draft_timer.timeout.connect(self._keep_draft)
        self._person, self._head = PersonLine(texts), PlanHead(texts)
        self._banners = column(gap=8)
        self.strengths = GrowingEdit(lines=1)
        self._strengths_field = Field(self._say("ui_plan.strengths"), self.strengths, hint=self._say("ui_plan.strengths_hint"))
        states = [(code, desk.lists.name("goal_statuses", code, texts.language)) for code in GOAL_STATES]
        self.goals = GoalList(texts, lambda: today(clock), self.presenter.who, self.presenter.domains(), states,
                              lambda: desk.goal_library.goals(texts.language))
        self.side = SidePanels(self, desk, texts, navigator, self.presenter)
        left = box(column(self._banners, self._strengths_field, self.goals, ..., gap=12, margins=(0, 0, 8, 0)))
        self._plan = box(column(self._person, self._head, (row((scroll(left, self._say("ui_plan.goals")), 1), self.side, gap=12), 1), gap=12))
        self._create = Button(self._say("ui_plan.create"), "primary", icon="plus", clicked=self._make_plan)
        self._nothing = Empty("plan", self._say("ui_plan.nothing"), self._say("ui_plan.nothing_text"), self._create)
        self._stack = QStackedWidget()
        self._stack.addWidget(self._plan)
        self._stack.addWidget(box(column(..., self._nothing, ...)))
        self.setLayout(column(self._stack, margins=PAGE_MARGINS))
        self.goals.follow(self.strengths)
        self._connect()

    # ---- the shell ----------------------------------------------------------------------------------------------------------------
    def go(self, where: Mapping[str, str]) -> None:
        self._keep_draft()
        try:
            self.presenter.go(where)
        except CaseworkerError as error:
            self._navigator.problem(error)
        self.goals.drop_new()
        self.side.close_panel(focus=False)
        self._draw()
        self._restore_new()

    def on_shown(self) -> None:
        focus = QApplication.focusWidget()
        if focus is not None and self.isAncestorOf(focus):
            return
        opened = self.goals.opened()
        if opened is not None:
            opened.words.setFocus()
        else:
            (self.goals.add if self._stack.currentIndex() == 0 else self._create).setFocus()

    def before_lock(self) -> None:
        self._keep_draft()
        if self._dialog is not None:
            self._dialog.reject()

    def refresh(self, changed: Changed) -> None:
        try:
            if self.presenter.touched(changed):
                self._draw()
        except CaseworkerError as error:
            self._navigator.problem(error)

    def set_breadth(self, breadth: Breadth) -> None:
        self.side.set_docked(breadth is Breadth.WIDE)
        self._head.set_narrow(breadth is not Breadth.WIDE)

    def command(self, name: str) -> bool:
        match name:
            case "print" if self.presenter.state is not None:
                self._print(self.side.preview.copy.value())
                return True
            case "save" if self.presenter.state is not None:
                return self._save()
            case "template" if self.presenter.state is not None and self.goals.library.isVisible():
                self.goals.library.drop()
                return True
            case "close":
                return self._close()
        return False

    def help_topic(self) -> str:
        return "plan"

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and self._close():
            return
        super().keyPressEvent(event)

    # ---- drawing ------------------------------------------------------------------------------------------------------------------
    def _draw(self) -> None:
        face = self.presenter.face()
        self._stack.setCurrentIndex(0 if face is not None else 1)
        self._create.setVisible(self.presenter.case is not None and self.presenter.may_write())
        if face is None:
            return
        self._person.show_face(face)
        self._head.show_face(face)
        clear(self._banners)
        for notice in face.notices:
            self._banners.addWidget(self._banner(notice))
        self._show_strengths(face)
        self.goals.show_plan(face, self._typed)
        self.side.show_face(face)

    def _show_strengths(self, face: PlanFace) -> None:
        state = self.presenter.state
        typed = self._typed("plan", state.sheet.plan.id, "strengths") if state is not None else None
        words = typed if typed is not None else face.strengths
        if not self.strengths.hasFocus() and self.strengths.toPlainText() != words:
            self.strengths.blockSignals(True)
            self.strengths.setPlainText(words)
            self.strengths.blockSignals(False)
        self.strengths.set_read_only(not face.writable)

    def _banner(self, notice: Notice) -> Banner:
        made = Banner(notice.tone, notice.title, notice.text, action=notice.button, icon=notice.icon)
        acts: dict[str, Callable[[], object]] = {"inbox": lambda: self._navigator.open("inbox"), "reopen": lambda: self._do(self.presenter.reopen),
                                                "renumber": lambda: self._do(self.presenter.renumber)}  # fmt: skip
        if notice.action in acts:
            made.acted.connect(acts[notice.action])
        return made

    def _typed(self, kind: str, record: str, field: str) -> str | None:
        return self.presenter.typing().get(Typed(kind, record, field))

    def _restore_new(self) -> None:
        """Bring back the words of a goal or a step that was being made when the window closed."""
        words = {what: typed for what, typed in self.presenter.typing().items() if what.record == NEW}
        goal = {what.field: typed for what, typed in words.items() if what.kind == "goal"}
        if goal:
            self.goals.start_new(words=goal.get("own_words", ""), measure=goal.get("measure", ""))
        for what, typed in words.items():
            card = next((each for each in self.goals.cards if what.kind == "step" and each.id == what.goal), None)
            if card is not None:
                self.goals.open_card(card, focus=False)
                card.steps.start_new(typed)

    # ---- what a person does -------------------------------------------------------------------------------------------------------
    def _connect(self) -> None:
        goals, presenter = self.goals, self.presenter
        goals.typed.connect(lambda kind, record, field, goal, words: self._type(Typed(kind, record, field, goal), words))
        goals.left.connect(lambda kind, record, field, words: self._leave(Typed(kind, record, field), words))
        goals.new_left.connect(self._make_goal)
        goals.goal_set.connect(lambda goal, field, value: self._do(presenter.set_goal, goal, **{field: value}))
        goals.step_set.connect(self._set_step)
        goals.step_toggled.connect(lambda step: self._do(presenter.toggle_step, step))
        goals.step_dropped.connect(self._drop_step)
        goals.step_made.connect(self._make_step)
        goals.moved.connect(lambda goal, by: self._do(presenter.move_goal, goal, by))
        goals.placed.connect(lambda goal, place: self._do(presenter.place_goal, goal, place))
        self.strengths.textChanged.connect(lambda: self._type(self._strengths_of(), self.strengths.toPlainText()))
        self.strengths.left.connect(lambda: self._leave(self._strengths_of(), self.strengths.toPlainText()))
        self._head.back_wanted.connect(self._navigator.back)
        self._head.versions_wanted.connect(lambda: self.side.open_panel(self.side.versions))
        self._head.facts_wanted.connect(lambda: self.side.open_panel(self.side.facts))
        self._head.review_wanted.connect(lambda: self.side.open_panel(self.side.review))
        self._head.sheet_wanted.connect(self.side.show_preview)
        self.side.print_wanted.connect(self._print)
        self.side.finished.connect(lambda act, told, named: self._finish(act, *told, **named))

    def _do(self, act: Callable[..., Written | None], *told: Any, **named: Any) -> bool:
        """Write and tell everybody what changed; say what is wrong. Return whether it was taken."""
        try:
            written = act(*told, **named)
        except LineRefused as error:
            self._refused(error)
            return False
        except CaseworkerError as error:
            self._navigator.problem(error)
            return False
        self._keep_draft()
        if written is not None:
            for _, _, finding in written.warnings:
                self._navigator.toast(self._texts.say(finding.reason))
            self._navigator.announce(written.records)
        else:
            self._draw()
        return True

    def _refused(self, error: LineRefused) -> None:
        opened, sentence = self.goals.opened(), self._texts.say(error.reason)
        if self.side.refuse(sentence):
            return
        if opened is not None and error.field in ("own_words", "measure"):
            (opened.words_field if error.field == "own_words" else opened.measure_field).set_error(sentence)
        else:
            self._navigator.problem(error)

    def _finish(self, act: Callable[..., Written | None], *told: Any, **named: Any) -> None:
        """Write what a panel holds, say so, and go back to the page preview."""
        if self._do(act, *told, **named):
            self._navigator.toast(self._say("ui_plan.saved"))
            self.side.close_panel()

    def _type(self, what: Typed, words: str) -> None:
        self.presenter.type(what, words)
        self._draft_timer.start()
        self.side.preview.ask()

    def _leave(self, what: Typed, words: str) -> None:
        """An editor was left: write its words. When it is the window that was left (lock, another program), they stay a draft."""
        if self.isActiveWindow():
            self._do(self.presenter.write, what, words)
        else:
            self._keep_draft()

    def _make_plan(self) -> None:
        if self._do(self.presenter.create):
            self.goals.add.setFocus()

    def _make_goal(self, card: GoalCard) -> None:
        if not self.isActiveWindow():
            self._keep_draft()
            return
        made: list[str] = []

        def act() -> Written | None:
            written = self.presenter.add_goal(card.words.toPlainText(), card.measure.toPlainText(), card.domain.value(), self.goals.need())
            made.extend(id_ for kind, id_ in (written.records if written else ()) if kind == "goal")
            for id_ in made:
                self.goals.adopt(card, id_)
            return written

        self._do(act)

    def _make_step(self, goal: str, line: StepLine) -> None:
        if not self.isActiveWindow():
            self._keep_draft()
            return

        def act() -> Written | None:
            made = self.presenter.add_step(goal, line.text.text(), line.who.value(), line.due.value())
            if made is None:
                return None
            line.id = made[0]
            return made[1]

        self._do(act)

    def _set_step(self, step: str, field: str, value: object) -> None:
        if field == "due" and value is None:
            self._navigator.toast(self._say("ui_plan.step.wrong_date"))
            return
        self._do(self.presenter.set_step, step, **{field: value or None})

    def _drop_step(self, step: str) -> None:
        if self._do(self.presenter.set_step, step, status="dropped"):
            self._navigator.toast(self._say("ui_plan.step_dropped"), lambda: self._do(self.presenter.set_step, step, status="open"))

    def _strengths_of(self) -> Typed:
        state = self.presenter.state
        return Typed("plan", state.sheet.plan.id if state is not None else NEW, "strengths")

    def _keep_draft(self) -> None:
        self._draft_timer.stop()
        try:
            self._person.show_draft(self.presenter.keep_draft())
        except CaseworkerError as error:
            self._navigator.problem(error)

    # ---- the side -----------------------------------------------------------------------------------------------------------------
    def _close(self) -> bool:
        if self.side.busy():
            self.side.close_panel()
            return True
        opened = self.goals.opened()
        if opened is not None:
            self.goals.open_card(opened)
            return True
        return False

    def _save(self) -> bool:
        """Ctrl+Enter: what the panel or the editor with the cursor holds is written now."""
        if self.side.submit():
            return True
        focus = self.focusWidget()
        if focus is not None:
            focus.clearFocus()
            self.goals.add.setFocus()
        return True

    def _print(self, copy: str) -> None:
        state = self.presenter.state
        if state is None:
            return
        focus = self.focusWidget()
        if focus is not None:
            focus.clearFocus()  # what is being typed is written before it is printed
        job = print_job(state.sheet.plan, self._desk.printing, self._texts, copy)
        self._dialog = PrintPreview(
            self, self._texts, self._navigator, self._desk.printing, job, self._gone_out, choose_printer=self._choose_printer,
            choose_file=self._choose_file)
        self._dialog.finished.connect(lambda _: self._print_over())
        self._dialog.open()

    def _gone_out(self, paper: Paper) -> None:
        """A paper went out: the file's copy may have made a version."""
        state = self.presenter.state
        if state is not None:
            self._navigator.announce(frozenset({("plan_version", state.sheet.plan.id)}))

    def _print_over(self) -> None:
        self._dialog = None
        self.side.preview.print_button.setFocus()

    def _say(self, key: str) -> str:
        return self._texts.say(message(key))


def build(desk: Desk, texts: Texts, navigator: Navigator) -> PlanPage:
    """Return the page, not yet shown."""
    return PlanPage(desk, texts, navigator)
