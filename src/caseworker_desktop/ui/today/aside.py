"""The cards at the right of Today: who leaves soon, who is silent, and drafts."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QAction, QResizeEvent
from PySide6.QtWidgets import QMenu, QSizePolicy, QWidget

from caseworker_desktop.kernel.message import message
from caseworker_desktop.texts import Texts
from caseworker_desktop.ui.today.drafted import LineFace
from caseworker_desktop.ui.today.presenter import LeavingFace
from caseworker_desktop.ui.widgets.badge import Badge
from caseworker_desktop.ui.widgets.bar import Bar
from caseworker_desktop.ui.widgets.button import Button
from caseworker_desktop.ui.widgets.card import Card
from caseworker_desktop.ui.widgets.chips import Segmented
from caseworker_desktop.ui.widgets.label import Elided, Glyph, label
from caseworker_desktop.ui.widgets.layout import box, clear, column, row, rule

#: The least room of a name, in px.
LEAST = 80


class LeavingCard(Card):
    """`span_chosen` with the days to look ahead, `person_wanted` to open a page, `gate_wanted` for the lists of the gate."""

    span_chosen = Signal(int)
    person_wanted = Signal(str)
    gate_wanted = Signal()

    def __init__(self, texts: Texts, spans: list[tuple[str, str]], *, with_gate: bool) -> None:
        self._texts = texts
        self._shown: tuple[str, tuple[LeavingFace, ...], bool] | None = None
        self._title, self._count = Elided("", "h2"), Badge("0", "amber")
        self._title.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Preferred)
        self.spans = Segmented(texts.say(message("ui_today.span")), spans)
        self.spans.chosen_changed.connect(lambda: self.span_chosen.emit(int(self.spans.value())))
        self._lines = column(gap=0)
        self._none = label(texts.say(message("ui_today.nobody_leaves")), "muted", wrap=True)
        head = box(row(self._title, self._count, ..., self.spans, gap=8, margins=(16, 0, 12, 0)), height=44)
        gate = Button(texts.say(message("ui_today.gate")), "quiet", icon="gate", clicked=lambda: self.gate_wanted.emit())
        foot = box(column(rule(), row(gate, ..., margins=(8, 4, 8, 4)), gap=0))
        if not with_gate:
            foot.hide()
        super().__init__(head, rule(), self._lines, box(column(self._none, margins=(16, 8, 16, 12))), foot, pad=(0, 0, 0, 0), gap=0)

    def show_leaving(self, title: str, faces: tuple[LeavingFace, ...], *, more: bool = False) -> None:
        """Draw those who leave; `more`: there are others, on the lists of the gate."""
        if self._shown == (title, faces, more):
            return
        self._shown = title, faces, more
        clear(self._lines)
        self._title.set_whole(title)
        self._count.say(_counted(self._texts, faces, more=more), "amber" if faces else "grey")
        for at, face in enumerate(faces):
            if at:
                self._lines.addWidget(rule(soft=True))
            self._lines.addWidget(self._line(face))
        holder = self._none.parentWidget()
        if holder is not None:
            holder.setVisible(not faces)

    def _line(self, face: LeavingFace) -> QWidget:
        name = _name_button(face.name, lambda: self.person_wanted.emit(face.person))
        bar = Bar(face.done, face.steps or 1, thick=6, name=face.ready)
        if not face.steps:
            bar.hide()
        below = row((Elided(face.day, "small"), 1), label(face.ready, "small"), margins=(8, 0, 0, 0))
        made = box(column(row(name, ..., Badge(*face.mark)), below, row(bar, margins=(8, 0, 0, 0)), gap=4, margins=(8, 8, 16, 8)))
        made.setAccessibleName(f"{face.name}, {face.mark[0]}, {face.day}, {face.ready}")
        return made


class LinesCard(Card):
    """A titled card of short lines with one button each; hidden when there is none. `opened` with (page, where)."""

    opened = Signal(str, object)

    def __init__(self, texts: Texts, title: str, icon: str, tone: str, button: str) -> None:
        self._texts, self._icon, self._tone, self._words = texts, icon, tone, button
        self._shown: tuple[str, tuple[LineFace, ...], bool] | None = None
        self._title, self._count = label(title, "h2"), Badge("0", tone)
        self._lines = column(gap=0)
        super().__init__(
            box(row(self._title, self._count, ..., gap=8, margins=(16, 0, 12, 0)), height=44), rule(), self._lines, pad=(0, 0, 0, 0), gap=0)

    def show_lines(self, title: str, faces: tuple[LineFace, ...], *, more: bool = False) -> None:
        """Draw these lines; `more`: there are others."""
        if self._shown == (title, faces, more):
            return
        self._shown = title, faces, more
        clear(self._lines)
        self._title.setText(title)
        self._count.say(_counted(self._texts, faces, more=more), self._tone)
        for at, face in enumerate(faces):
            if at:
                self._lines.addWidget(rule(soft=True))
            self._lines.addWidget(self._line(face))
        self.setVisible(bool(faces))

    def make_button(self, face: LineFace) -> Button:
        """Return the button of a line."""
        return Button(self._words, "quiet", name=f"{self._words}: {face.name}", clicked=lambda: self._open(face.opens))

    def _open(self, opens: tuple[str, Mapping[str, str]]) -> None:
        page, where = opens
        self.opened.emit(page, where)

    def _line(self, face: LineFace) -> QWidget:
        name: QWidget = _name_button(face.name, lambda: self._open(face.opens)) if face.person else Elided(face.name, "h3")
        words = column(name, box(row((Elided(face.below, "small"), 1), margins=(8 if face.person else 0, 0, 0, 0))), gap=0)
        return box(row(Glyph(self._icon, "text2", 16), (box(words), 1), self.make_button(face), gap=8, margins=(16, 8, 12, 8)))


class SilentCard(LinesCard):
    """Those of whom nobody heard: the button asks how an attempt ended. `attempted` with (person, case, result)."""

    attempted = Signal(str, str, str)

    def __init__(self, texts: Texts, results: list[tuple[str, str]], *, may_write: bool) -> None:
        super().__init__(texts, "", "phone", "blue", texts.say(message("ui_today.called")))
        self._results, self._may_write = results, may_write

    def make_button(self, face: LineFace) -> Button:
        button = super().make_button(face)
        button.clicked.disconnect()
        if not self._may_write:
            button.hide()
        button.clicked.connect(lambda: self._ask(button, face))
        return button

    def _ask(self, button: Button, face: LineFace) -> None:
        menu = QMenu(button)
        for code, words in self._results:
            action = QAction(words, menu)
            action.triggered.connect(lambda _=False, code=code: self.attempted.emit(face.person, face.case, code))
            menu.addAction(action)
        menu.popup(button.mapToGlobal(button.rect().bottomLeft()))
        menu.setActiveAction(menu.actions()[0])


def _counted(texts: Texts, faces: Sequence[object], *, more: bool) -> str:
    return f"{texts.number(len(faces))}+" if more else texts.number(len(faces))


def _name_button(name: str, act: Callable[[], object]) -> Button:
    """Return a name that opens its page."""
    return _Name(name, act)


class _Name(Button):
    """A name that opens its page; it ends in … where the room is short."""

    def __init__(self, name: str, act: Callable[[], object]) -> None:
        super().__init__(name, "quiet", name=name, clicked=act)
        self._whole, self._wide = name, super().sizeHint().width()
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        self.setMinimumWidth(LEAST)

    def sizeHint(self) -> QSize:
        return QSize(self._wide, super().sizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        room = self.fontMetrics().horizontalAdvance(self._whole) - max(0, self._wide - self.width())
        shown = self.fontMetrics().elidedText(self._whole, Qt.TextElideMode.ElideRight, room)
        if shown != self.text():
            self.setText(shown)
        self.setToolTip(self._whole if shown != self._whole else "")
