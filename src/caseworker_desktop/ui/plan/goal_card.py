"""One goal as a card: closed it is read, open it is written, in the client's own words."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from functools import partial

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QKeySequence, QMouseEvent, QShortcut

from caseworker_desktop.kernel.message import message
from caseworker_desktop.texts import Texts
from caseworker_desktop.ui.plan.faces import GoalFace
from caseworker_desktop.ui.plan.growing import GrowingEdit
from caseworker_desktop.ui.plan.steps import StepTable
from caseworker_desktop.ui.widgets.badge import Badge
from caseworker_desktop.ui.widgets.button import Button
from caseworker_desktop.ui.widgets.card import Card
from caseworker_desktop.ui.widgets.editors import Choice, TextEdit, tick
from caseworker_desktop.ui.widgets.field import Field
from caseworker_desktop.ui.widgets.label import Elided, Glyph, label
from caseworker_desktop.ui.widgets.layout import box, column, row


class Handle(Glyph):
    """The dots by which a goal is dragged; the keyboard moves it with Alt+Up and Alt+Down."""

    let_go = Signal(QPoint)

    def __init__(self) -> None:
        super().__init__("drag", "text3", 16)
        self.setCursor(Qt.CursorShape.OpenHandCursor)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        event.accept()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        self.let_go.emit(event.globalPosition().toPoint())
        event.accept()


class GoalCard(Card):
    """Says what a person did with the goal; nothing is written here. `opened` when it was asked to open or close."""

    opened = Signal()
    typed = Signal(str, str)  # field, words
    left = Signal(str, str)
    domain_chosen = Signal(object)
    status_chosen = Signal(object)
    client_copy_ticked = Signal(bool)
    moved = Signal(int)
    let_go = Signal(QPoint)

    def __init__(self, texts: Texts, today: Callable[[], date], who: Callable[[], Sequence[tuple[str, str]]], domains: Sequence[tuple[str, str]],
                 states: Sequence[tuple[str, str]]) -> None:
        self._texts, self.id, self._open, self._writable = texts, "", False, True
        say = texts.say
        self.handle, self._number, self._domain = Handle(), label("", "h3"), Badge("", "blue")
        self._quoted, self._mark, self._progress = Elided("", "h3"), Badge(""), label("", "small")
        self.toggle = Button("", "quiet", icon="down", name=" ", clicked=lambda: self.opened.emit())
        self.words = GrowingEdit(lines=1)
        self.measure = GrowingEdit(lines=1)
        self.domain = Choice(domains, empty=say(message("ui_plan.goal.no_domain")))
        self.status = Choice(states)
        self.client_copy = tick(say(message("ui_plan.goal.client_copy")), changed=lambda on: self.client_copy_ticked.emit(on))
        self.words_field = Field(say(message("ui_plan.goal.words")), self.words, hint=say(message("ui_plan.goal.words_hint")))
        self.measure_field = Field(say(message("ui_plan.goal.measure")), self.measure, hint=say(message("ui_plan.goal.measure_hint")))
        self.steps = StepTable(texts, today, who)
        self._sign, self._filler = Elided("", "text"), box(row(...))
        self._sign_row = box(row(label(say(message("ui_plan.goal.measure_short")), "small"), (self._sign, 1), gap=8))
        self._status_field = Field(say(message("ui_plan.goal.status")), self.status)
        self.client_copy.setMinimumHeight(36)
        choices = row(
            (Field(say(message("ui_plan.goal.domain")), self.domain), 2), (self._status_field, 1), box(column(..., self.client_copy, gap=0)), gap=12)
        self._editor = box(column(self.words_field, self.measure_field, choices, self.steps, gap=8))
        super().__init__(
            row(self.handle, self._number, self._domain, (self._quoted, 1), self._filler, self._mark, self._progress, self.toggle, gap=8),
            self._sign_row, self._editor, pad=(12, 8, 12, 8), gap=4)
        self._editor.hide()
        for field, editor in (("own_words", self.words), ("measure", self.measure)):
            editor.textChanged.connect(partial(self._typed, field, editor))
            editor.left.connect(partial(self._left, field, editor))
        self.domain.chosen_changed.connect(lambda: self.domain_chosen.emit(self.domain.value()))
        self.status.chosen_changed.connect(lambda: self.status_chosen.emit(self.status.value()))
        self.handle.let_go.connect(self.let_go)
        for keys, by in (("Alt+Up", -1), ("Alt+Down", 1)):
            shortcut = QShortcut(QKeySequence(keys), self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(partial(self.moved.emit, by))

    def show_goal(self, goal: GoalFace, typed: Callable[[str, str, str], str | None], *, writable: bool) -> None:
        """Show a goal; `typed(kind, id, field)` gives words that are not written yet. An editor with the focus keeps what stands in it."""
        say = self._texts.say
        self.id = goal.id
        self._number.setText(f"{goal.number}.")
        self._domain.say(goal.domain_name, "blue")
        self._domain.setVisible(bool(goal.domain_name))
        self._quoted.set_whole(goal.quoted)
        self._sign.set_whole(goal.measure)
        self._progress.setText(goal.progress)
        self._mark.setVisible(goal.mark is not None)
        if goal.mark is not None:
            self._mark.say(goal.mark.words, goal.mark.tone, goal.mark.icon)
        self.toggle.set_words("", say(message("ui_plan.goal.toggle", number=goal.number)))
        for field, editor, kept in (("own_words", self.words, goal.own_words), ("measure", self.measure, goal.measure)):
            waiting = typed("goal", goal.id, field)
            if not editor.hasFocus() or waiting is None:
                _put(editor, waiting if waiting is not None else kept)
            editor.set_read_only(not writable)
        self.domain.choose(goal.domain)
        self.status.choose(goal.status)
        self.client_copy.blockSignals(True)
        self.client_copy.setChecked(goal.client_copy)
        self.client_copy.blockSignals(False)
        for part in (self.domain, self.status, self.client_copy):
            part.setEnabled(writable)
        self._writable = writable
        self.steps.show_steps(goal.steps, lambda step: typed("step", step, "text"), writable=writable)
        self._lay_out()

    def show_new(self, number: int, domain: str | None) -> None:
        """Be the card of a goal that is being made: only its words, its sign of success and its area; `show_goal` makes it whole."""
        self._number.setText(f"{number}.")
        self.domain.choose(domain)
        self._domain.hide()
        self._mark.hide()
        self.set_open(True)

    def set_open(self, opened: bool) -> None:
        """Open the card for writing, or close it."""
        self._open = opened
        self.set_chosen(opened)
        self.toggle.set_icon("up" if opened else "down")
        self._lay_out()

    def is_open(self) -> bool:
        """Tell whether the card is open for writing."""
        return self._open

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if not self._open and event.button() == Qt.MouseButton.LeftButton:
            self.opened.emit()
            event.accept()
        else:
            super().mousePressEvent(event)

    def _lay_out(self) -> None:
        made = bool(self.id)
        self.handle.setVisible(made and self._writable)
        self._filler.setVisible(self._open)
        for part in (self._progress, self.toggle, self.steps, self.client_copy, self._status_field):
            part.setVisible(made)
        self._editor.setVisible(self._open)
        self._quoted.setVisible(not self._open)
        self._sign_row.setVisible(not self._open and bool(self._sign.whole()))

    def _typed(self, field: str, editor: TextEdit) -> None:
        self.typed.emit(field, editor.toPlainText())

    def _left(self, field: str, editor: TextEdit) -> None:
        self.left.emit(field, editor.toPlainText())


def _put(editor: TextEdit, words: str) -> None:
    if editor.toPlainText() != words:
        editor.blockSignals(True)
        editor.setPlainText(words)
        editor.blockSignals(False)
