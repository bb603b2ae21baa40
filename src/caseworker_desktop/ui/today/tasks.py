"""The card of tasks: a tick when one is done, a line to write a new one."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QCheckBox, QWidget

from caseworker_desktop.kernel.message import message
from caseworker_desktop.texts import Texts
from caseworker_desktop.ui.today.presenter import TaskFace
from caseworker_desktop.ui.widgets.badge import Badge
from caseworker_desktop.ui.widgets.button import Button
from caseworker_desktop.ui.widgets.card import Card, line
from caseworker_desktop.ui.widgets.date_field import DateEdit
from caseworker_desktop.ui.widgets.editors import LineEdit
from caseworker_desktop.ui.widgets.empty import Empty
from caseworker_desktop.ui.widgets.label import Elided, label
from caseworker_desktop.ui.widgets.layout import box, clear, column, row, rule, scroll


class TasksCard(Card):
    """`ticked` with a task's id, `written` with (title, ISO day or empty), `person_wanted` to open a page."""

    ticked = Signal(str)
    written = Signal(str, str)
    person_wanted = Signal(str)

    def __init__(self, texts: Texts, today: Callable[[], date], *, may_write: bool) -> None:
        self._texts, self._may_write = texts, may_write
        self._late = Badge("", "red")
        self._late.hide()
        self.new = Button(self._say("ui_today.new_task"), "quiet", icon="plus", clicked=self.begin)
        if not may_write:
            self.new.hide()
        self.title = LineEdit(name=self._say("ui_today.task_title"), placeholder=self._say("ui_today.task_title"))
        self.due = DateEdit(texts, today)
        self.due.setAccessibleName(self._say("ui_today.task_due"))
        self.due.setFixedWidth(112)
        self._entry = box(row((self.title, 1), self.due, gap=8, margins=(12, 8, 12, 8)))
        self._entry.hide()
        self._lines = column(gap=0)
        self._empty = Empty("check", self._say("ui_today.no_tasks"), "")
        head = box(row(label(self._say("ui_today.tasks"), "h2"), self._late, ..., self.new, gap=8, margins=(16, 0, 12, 0)), height=44)
        self._empty_box = box(column(self._empty, margins=(12, 12, 12, 12)))
        inside = box(column(self._lines, self._empty_box, ..., gap=0))
        super().__init__(head, rule(), self._entry, (scroll(inside, self._say("ui_today.tasks")), 1), pad=(0, 0, 0, 0), gap=0)
        for editor in (self.title, self.due):
            editor.installEventFilter(self)

    def show_tasks(self, faces: tuple[TaskFace, ...], late: str) -> None:
        """Draw these tasks; a tick that had the focus gives it to the one now in its place."""
        held = next((at for at, tick in enumerate(self.ticks()) if tick.hasFocus()), None)
        clear(self._lines)
        self._late.setVisible(bool(late))
        self._late.say(late, "red")
        for face in faces:
            made = self._line(face)
            self._lines.addWidget(made)
            made.show()  # now, not when the layout gets round to it: a hidden box takes no focus
        self._empty_box.setVisible(not faces)
        ticks = self.ticks()
        if held is not None and ticks:
            ticks[min(held, len(ticks) - 1)].setFocus()

    def begin(self) -> None:
        """Show the line for a new task."""
        self._entry.show()
        self.title.setFocus()

    def ticks(self) -> list[QCheckBox]:
        """Return the tick boxes in the order shown."""
        found = []
        for at in range(self._lines.count()):
            item = self._lines.itemAt(at)
            widget = item.widget() if item is not None else None
            if widget is not None:
                found += widget.findChildren(QCheckBox)
        return found

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
                self._write()
                return True
            if event.key() == Qt.Key.Key_Escape:
                self._entry.hide()
                self.new.setFocus()
                return True
        return super().eventFilter(watched, event)

    def _write(self) -> None:
        title, due = self.title.text().strip(), self.due.value()
        if title and due is not None:
            self.title.clear()
            self.due.clear()
            self._entry.hide()
            self.written.emit(title, due)
            self.new.setFocus()
        elif due is None:
            self.due.setFocus()
            self.due.selectAll()

    def _line(self, face: TaskFace) -> QWidget:
        tick = QCheckBox()
        tick.setAccessibleName(self._texts.say(message("ui_today.tick", title=face.title)))
        tick.setEnabled(self._may_write)
        tick.setMinimumSize(24, 24)
        tick.toggled.connect(lambda on: self.ticked.emit(face.id) if on else None)
        title = Elided(face.title, "h3")
        below: QWidget = Elided(face.below, "small")
        due = label(face.due, "smallb", tone=face.tone) if face.due else None
        made = line("true", tick, (box(column(..., title, below, ..., gap=0)), 1), due, height=56, margins=(12, 4, 16, 4), gap=8)
        made.setAccessibleName(", ".join(part for part in (face.title, face.below, face.due) if part))
        return made

    def _say(self, key: str) -> str:
        return self._texts.say(message(key))
