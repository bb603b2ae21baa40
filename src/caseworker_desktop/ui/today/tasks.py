"""The card of what is to be done: a tick when a task is, a way to what is seen to elsewhere, a line to write a new task."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QCheckBox, QWidget

from caseworker_desktop.kernel.message import message
from caseworker_desktop.texts import Texts
from caseworker_desktop.ui.today.duties import TaskFace
from caseworker_desktop.ui.widgets.badge import Badge
from caseworker_desktop.ui.widgets.button import Button
from caseworker_desktop.ui.widgets.card import Card, line
from caseworker_desktop.ui.widgets.date_field import DateEdit
from caseworker_desktop.ui.widgets.editors import LineEdit, tick
from caseworker_desktop.ui.widgets.empty import Empty
from caseworker_desktop.ui.widgets.label import Elided, Glyph, label
from caseworker_desktop.ui.widgets.layout import box, clear, column, row, rule, scroll
from caseworker_desktop.ui.widgets.piecewise import Piecewise

#: The room of a tick, and of the picture that stands in its place.
TICK = 34


class TasksCard(Card):
    """`ticked` with a task's id, `written` with (title, ISO day or empty, whether it is a call for outside), `opened` with (page, where),
    `all_wanted` for more tasks than are shown.
    """

    ticked = Signal(str)
    written = Signal(str, str, bool)
    opened = Signal(str, object)
    all_wanted = Signal()

    def __init__(self, texts: Texts, today: Callable[[], date], *, may_write: bool) -> None:
        self._texts, self._may_write = texts, may_write
        self._shown: tuple[tuple[TaskFace, ...], str, str] | None = None
        self._late = Badge("", "red")
        self._late.hide()
        self.new = Button(self._say("ui_today.new_task"), "quiet", icon="plus", clicked=self.begin)
        if not may_write:
            self.new.hide()
        self.title = LineEdit(name=self._say("ui_today.task_title"), placeholder=self._say("ui_today.task_title"))
        self.due = DateEdit(texts, today)
        self.due.setAccessibleName(self._say("ui_today.task_due"))
        self.due.setFixedWidth(112)
        self.outside = tick(self._say("ui_today.call_outside"))
        self._entry = box(column(row((self.title, 1), self.due, gap=8), row(self.outside, ...), gap=4, margins=(12, 8, 12, 8)))
        self._entry.hide()
        self._lines = column(gap=0)
        self._empty = Empty("check", self._say("ui_today.no_tasks"), "")
        head = box(row(label(self._say("ui_today.tasks"), "h2"), self._late, ..., self.new, gap=8, margins=(16, 0, 12, 0)), height=44)
        self._empty_box = box(column(self._empty, margins=(12, 12, 12, 12)))
        inside = box(column(self._lines, self._empty_box, ..., gap=0))
        self._pieces = Piecewise(inside)
        self.all = Button(" ", "quiet", clicked=lambda: self.all_wanted.emit())
        self._foot = box(column(rule(), row(self.all, ..., margins=(8, 8, 8, 8)), gap=0))
        self._foot.hide()
        super().__init__(head, rule(), self._entry, (scroll(inside, self._say("ui_today.tasks")), 1), self._foot, pad=(0, 0, 0, 0), gap=0)
        for editor in (self.title, self.due, self.outside):
            editor.installEventFilter(self)

    def show_tasks(self, faces: tuple[TaskFace, ...], late: str, more: str) -> None:
        """Draw these tasks; a tick that had the focus gives it to the one now in its place. `more`: words that ask for the rest."""
        if self._shown == (faces, late, more) and not any(tick.isChecked() for tick in self.ticks()):
            return
        self._shown = faces, late, more
        held = next((at for at, tick in enumerate(self.ticks()) if tick.hasFocus()), None)
        clear(self._lines)
        self._late.setVisible(bool(late))
        self._late.say(late, "red")
        self._foot.setVisible(bool(more))
        self.all.set_words(more)

        def make(at: int) -> None:
            face = faces[at]
            if face.outside and (at == 0 or not faces[at - 1].outside):
                self._lines.addWidget(self._outside_head(sum(one.outside for one in faces)))
            made = self._line(face)
            self._lines.addWidget(made)
            made.show()  # now, not when the layout gets round to it: a hidden box takes no focus

        self._pieces.show_lines(len(faces), make)
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
            self.written.emit(title, due, self.outside.isChecked())
            self.outside.setChecked(False)
            self.new.setFocus()
        elif due is None:
            self.due.setFocus()
            self.due.selectAll()

    def _outside_head(self, count: int) -> QWidget:
        """Return the line above the calls that wait until one has left."""
        words = label(self._say("ui_today.outside"), "smallb")
        return line("head", Glyph("phone", "text2", 16), words, ..., Badge(self._texts.number(count)), height=36, margins=(16, 0, 16, 0), gap=8)

    def _line(self, face: TaskFace) -> QWidget:
        title, below = Elided(face.title, "h3"), Elided(face.below, "small")
        words = box(column(..., title, below if face.below else None, ..., gap=0))
        due = label(face.due, "smallb", tone=face.tone) if face.due else None
        if face.icon is not None:
            go = self._go(face)
            picture = box(row(..., Glyph(face.icon, "text2", 20), ...), width=TICK)
            made = line("true", picture, (words, 1), due, go, height=56, margins=(12, 4, 8 if go else 16, 4), gap=8)
        else:
            made = line("true", self._tick(face), (words, 1), due, height=56, margins=(12, 4, 16, 4), gap=8)
        made.setAccessibleName(", ".join(part for part in (face.title, face.below, face.due) if part))
        return made

    def _go(self, face: TaskFace) -> Button | None:
        opens: tuple[str, Mapping[str, str]] | None = face.opens
        if opens is None:
            return None
        page, where = opens
        name = self._texts.say(message("ui_today.open_what", what=f"{face.title}, {face.below}"))
        return Button("", "quiet", icon="right", name=name, clicked=lambda: self.opened.emit(page, where))

    def _tick(self, face: TaskFace) -> QCheckBox:
        made = QCheckBox()
        made.setAccessibleName(self._texts.say(message("ui_today.tick", title=face.title)))
        made.setEnabled(self._may_write)
        made.setFixedSize(TICK, 26)
        made.toggled.connect(lambda on: self.ticked.emit(face.id) if on else None)
        return made

    def _say(self, key: str) -> str:
        return self._texts.say(message(key))
