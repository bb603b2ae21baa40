"""The steps of a goal as rows to type in: Enter goes to the next row, Tab to the next cell."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from functools import partial

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QWidget

from caseworker_desktop.kernel.message import message
from caseworker_desktop.texts import Texts
from caseworker_desktop.ui.plan.faces import Mark, StepFace
from caseworker_desktop.ui.widgets.badge import Badge
from caseworker_desktop.ui.widgets.button import Button
from caseworker_desktop.ui.widgets.card import line
from caseworker_desktop.ui.widgets.date_field import DateEdit
from caseworker_desktop.ui.widgets.editors import Choice, LineEdit
from caseworker_desktop.ui.widgets.label import label, set_look
from caseworker_desktop.ui.widgets.layout import box, column, row

WHO_WIDE, DUE_WIDE, STATE_WIDE, AWAY_WIDE = 180, 112, 112, 32
_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class StateButton(Button):
    """The state of a step as a badge that can be pressed: an open step gets done, a done one is open again."""

    def __init__(self) -> None:
        super().__init__(" ", "quiet")
        self._badge = Badge("")
        self._badge.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setLayout(row(self._badge, ..., gap=0, margins=(4, 0, 4, 0)))
        self.setFixedWidth(STATE_WIDE)

    def show_mark(self, mark: Mark, name: str) -> None:
        """Show another state; `name` is what a screen reader says."""
        self._badge.say(mark.words, mark.tone, mark.icon)
        self.setAccessibleName(name)

    def words(self) -> str:
        """Return the word shown."""
        return self._badge.text()


class StepLine(QFrame):
    """One step, or (`id` empty) the one that is being made. Says what a person did; nothing is written here."""

    typed = Signal(str)
    left = Signal()
    who_chosen = Signal()
    due_left = Signal()
    toggled = Signal()
    taken_away = Signal()
    next_wanted = Signal()

    def __init__(self, texts: Texts, today: Callable[[], date], who: Sequence[tuple[str, str]]) -> None:
        super().__init__()
        self._texts, self.id = texts, ""
        say = texts.say
        self.setProperty("trow", "true")
        self.text = LineEdit(name=say(message("ui_plan.step.name")), placeholder=say(message("ui_plan.step.placeholder")))
        self.who = Choice(who, name=say(message("ui_plan.step.who")), empty="–")
        self.who.setFixedWidth(WHO_WIDE)
        self.due = DateEdit(texts, today)
        self.due.setAccessibleName(say(message("ui_plan.step.due")))
        self.due.setFixedWidth(DUE_WIDE)
        self.state = StateButton()
        self.away = Button("", "quiet", icon="x", name=say(message("ui_plan.step.drop")), clicked=self.taken_away.emit)
        self.setLayout(row((self.text, 1), self.who, self.due, self.state, self.away, gap=4, margins=(8, 4, 4, 4)))
        self.text.textEdited.connect(self.typed)
        self.text.left.connect(self.left)
        self.who.chosen_changed.connect(self.who_chosen)
        self.due.left.connect(self.due_left)
        self.state.clicked.connect(lambda *_: self.toggled.emit())
        for cell in (self.text, self.who, self.due):
            cell.installEventFilter(self)

    def show_step(self, step: StepFace, *, typed: str | None, writable: bool) -> None:
        """Show a step; `typed` are words that are not written yet. A cell that has the focus keeps what stands in it."""
        self.id = step.id
        words = typed if typed is not None else step.text
        if not self.text.hasFocus() or self.text.text() == step.text:
            self.text.setText(words)
        if not self.who.hasFocus():
            self.who.choose(step.who or None)
        if not self.due.hasFocus():
            self.due.set_value(step.due)
        set_look(self.due, "bad", "true" if step.late else "false")
        self.due.setAccessibleDescription(step.state.words if step.late else "")
        self.state.show_mark(step.state, self._texts.say(message("ui_plan.step.state_of", state=step.state.words, step=step.text)))
        self.text.setReadOnly(not writable)
        self.due.setReadOnly(not writable)
        for part in (self.who, self.state, self.away):
            part.setEnabled(writable)
        self.state.show()

    def show_new(self) -> None:
        """Be the empty row of a step that is being made."""
        self.state.hide()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent) and event.key() in _ENTER and not event.modifiers():
            self.next_wanted.emit()
            return True
        return super().eventFilter(watched, event)


class StepTable(QFrame):
    """The rows of one goal under their head. `made` asks to write the new row (`line` is taken over by `adopt`)."""

    typed = Signal(str, str)  # step id (empty: new), words
    left = Signal(str, str)
    who_chosen = Signal(str, object)
    due_left = Signal(str, object)
    toggled = Signal(str)
    dropped = Signal(str)
    made = Signal(object)  # the StepLine

    def __init__(self, texts: Texts, today: Callable[[], date], who: Callable[[], Sequence[tuple[str, str]]]) -> None:
        super().__init__()
        self._texts, self._today, self._who = texts, today, who
        say = texts.say
        self.setProperty("box", "true")
        self.lines: list[StepLine] = []
        head = line(
            "head", (label(say(message("ui_plan.step.name")), "th"), 1), label(say(message("ui_plan.step.who")), "th", width=WHO_WIDE),
            label(say(message("ui_plan.step.due")), "th", width=DUE_WIDE),
            label(say(message("ui_plan.step.state")), "th", width=STATE_WIDE + AWAY_WIDE + 4), height=28, margins=(16, 0, 4, 0), gap=4)
        self.add = Button(say(message("ui_plan.step.add")), "quiet", icon="plus", clicked=self.start_new)
        self._rows = column(gap=0)
        self._foot: QWidget = box(row(self.add, label(say(message("ui_plan.step.enter")), "small"), ..., margins=(4, 0, 0, 0)))
        self.setLayout(column(head, self._rows, self._foot, gap=0))

    def show_steps(self, steps: Sequence[StepFace], typed: Callable[[str], str | None], *, writable: bool) -> None:
        """Show these steps; rows that stand already stay where they are, so that nobody loses the place."""
        there = {each.id: each for each in self.lines if each.id}
        wanted = {step.id for step in steps}
        for gone in [each for each in self.lines if each.id and each.id not in wanted]:
            self._take_out(gone)
        for step in steps:
            found = there.get(step.id) or self._put_in(before_new=True)
            found.show_step(step, typed=typed(step.id), writable=writable)
        self._foot.setVisible(writable)

    def start_new(self, words: str = "") -> StepLine:
        """Open the empty row at the end (or go to it) and put the cursor there."""
        new = next((each for each in self.lines if not each.id), None)
        if new is None:
            new = self._put_in(before_new=False)
            new.show_new()
        if words:
            new.text.setText(words)
        new.text.setFocus()
        return new

    def adopt(self, new: StepLine, id_: str) -> None:
        """The new row was written: it is that step from now on."""
        new.id = id_

    def drop_new(self, new: StepLine) -> None:
        """Take the empty row away."""
        self._take_out(new)

    def _put_in(self, *, before_new: bool) -> StepLine:
        made = StepLine(self._texts, self._today, self._who())
        place = next((at for at, each in enumerate(self.lines) if not each.id), len(self.lines)) if before_new else len(self.lines)
        self.lines.insert(place, made)
        self._rows.insertWidget(place, made)
        made.typed.connect(lambda words: self.typed.emit(made.id, words))
        made.left.connect(lambda: self._left(made))
        made.who_chosen.connect(lambda: self.who_chosen.emit(made.id, made.who.value()) if made.id else None)
        made.due_left.connect(lambda: self.due_left.emit(made.id, made.due.value()) if made.id else None)
        made.toggled.connect(lambda: self.toggled.emit(made.id))
        made.taken_away.connect(lambda: self.dropped.emit(made.id) if made.id else self._take_out(made))
        made.next_wanted.connect(partial(self._next, made))
        return made

    def _left(self, one: StepLine) -> None:
        if one.id:
            self.left.emit(one.id, one.text.text())
        elif one.text.text().strip():
            self.made.emit(one)

    def _next(self, one: StepLine) -> None:
        """Enter: write this row and go to the next, or open a new one behind the last."""
        self._left(one)
        if not one.id:
            return
        if one.due.hasFocus():
            self.due_left.emit(one.id, one.due.value())
        place = self.lines.index(one)
        if place + 1 < len(self.lines):
            self.lines[place + 1].text.setFocus()
        else:
            self.start_new()

    def _take_out(self, one: StepLine) -> None:
        self.lines.remove(one)
        self._rows.removeWidget(one)
        one.blockSignals(True)
        one.hide()
        one.deleteLater()
