"""The measurements of a person: what is on record, and the form of a new one."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QStackedWidget, QWidget

from caseworker_desktop.kernel.message import message
from caseworker_desktop.texts import Texts
from caseworker_desktop.ui.assessment.measure_form import MeasureForm
from caseworker_desktop.ui.assessment.measure_presenter import LineFace, MeasurePresenter, ShutFace
from caseworker_desktop.ui.assessment.score_line import ScoreLine
from caseworker_desktop.ui.shell.page import Navigator
from caseworker_desktop.ui.widgets.badge import Badge
from caseworker_desktop.ui.widgets.button import Button
from caseworker_desktop.ui.widgets.card import Card
from caseworker_desktop.ui.widgets.empty import Empty
from caseworker_desktop.ui.widgets.label import Glyph, label
from caseworker_desktop.ui.widgets.layout import box, clear, column, row, scroll
from caseworker_desktop.usecases.desk import Desk
from caseworker_desktop.usecases.intent import Written

IDLE_MS = 2000


class MeasurePane(QStackedWidget):
    """Two pages: the record and the form."""

    def __init__(self, desk: Desk, texts: Texts, navigator: Navigator) -> None:
        super().__init__()
        self._desk, self._texts, self._navigator = desk, texts, navigator
        self.presenter = MeasurePresenter(desk, texts)
        self._person = ""
        today: Callable[[], date] = lambda: desk.worker.clock.now().date()  # noqa: E731 -- a short name for a long word
        self.new = Button(self._say("ui_assessment.new"), "plain", icon="plus", clicked=self.begin)
        self._lines = column(gap=12)
        self._empty = Empty("chart", self._say("ui_assessment.none"), self._say("ui_assessment.none_text"))
        first = QWidget()
        first.setObjectName("clear")
        inside = box(column(self._empty, self._lines, ..., gap=8, margins=(0, 8, 4, 0)))
        first.setLayout(column(row(..., self.new, margins=(0, 8, 0, 0)), (scroll(inside, self._say("ui_assessment.measured")), 1), gap=4))
        self.form = MeasureForm(self.presenter, texts, today)
        self.addWidget(first)
        self.addWidget(self.form)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(IDLE_MS)
        self._timer.timeout.connect(self.keep_draft)
        self.form.typed.connect(self._timer.start)
        self.form.left_page.connect(self._back)
        self.form.written.connect(self._written)

    def show_person(self, person: str) -> None:
        """Show a person's measurements; a form that is open stays."""
        if person != self._person:
            self.keep_draft()
            self.setCurrentIndex(0)
            self._person = person
        self.presenter.load(person)
        self._draw()

    def begin(self) -> None:
        """Open the form of a new measurement."""
        self.form.show_form(self.presenter.blank())
        self.setCurrentWidget(self.form)
        self.form.take_focus()

    def keep_draft(self) -> None:
        """Save what is typed, at once."""
        self._timer.stop()
        if self.currentWidget() is self.form:
            self.presenter.keep(self.form.form())

    def save(self) -> bool:
        """Write the measurement; False when no form is open."""
        if self.currentWidget() is not self.form:
            return False
        self.form.save()
        return True

    # ---- inside -----------------------------------------------------------------------------------------------------------------------
    def _draw(self) -> None:
        lines, shut = self.presenter.record()
        clear(self._lines)
        for line in lines:
            self._lines.addWidget(self._line(line))
        for one in shut:
            self._lines.addWidget(_shut(one))
        self._empty.setVisible(not lines and not shut)
        self.new.setVisible(self.presenter.may_write())

    def _line(self, face: LineFace) -> QWidget:
        marks = [Badge(*mark) for mark in face.marks]
        shown = ScoreLine(face.name, face.points, face.numbers) if face.points else None
        change = label(face.change, "smallb") if face.change else None
        made = Card(
            label(face.name, "h3", wrap=True), row(*marks, ..., gap=8) if marks else None, shown, change, inset=True, pad=(12, 8, 12, 8), gap=6)
        made.setAccessibleName(", ".join(part for part in (face.name, face.change, *(mark[0] for mark in face.marks)) if part))
        return made

    def _written(self, written: Written) -> None:
        self._timer.stop()
        self.setCurrentIndex(0)
        self._navigator.announce(written.records)

        def take_back() -> None:
            undone = self._desk.assessing.take_back(written.ids[0])
            self._navigator.announce(undone.records)

        self._navigator.toast(self._say("ui_assessment.measure_written"), take_back)
        self.new.setFocus()

    def _back(self) -> None:
        self.keep_draft()
        self.setCurrentIndex(0)
        self.new.setFocus()

    def _say(self, key: str) -> str:
        return self._texts.say(message(key))


def _shut(face: ShutFace) -> QWidget:
    words = column(label(face.words, "h3", wrap=True), label(face.below, "small", wrap=True), gap=2)
    made = box(row(Glyph("lock", "text3", 16), (words, 1), gap=12, margins=(4, 8, 4, 8)))
    made.setAccessibleName(f"{face.words}, {face.below}")
    return made
