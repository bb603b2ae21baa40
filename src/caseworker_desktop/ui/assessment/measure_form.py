"""The form of a measurement: instrument, day, answers, the score as it grows, and the safety prompt when a risk item is positive."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from caseworker_desktop.kernel.errors import LineRefused
from caseworker_desktop.kernel.message import message
from caseworker_desktop.texts import Texts
from caseworker_desktop.ui.assessment.answers import Answers
from caseworker_desktop.ui.assessment.measure_presenter import Form, MeasurePresenter
from caseworker_desktop.ui.widgets.badge import Badge
from caseworker_desktop.ui.widgets.banner import Banner
from caseworker_desktop.ui.widgets.button import Button
from caseworker_desktop.ui.widgets.chips import Segmented
from caseworker_desktop.ui.widgets.date_field import DateField
from caseworker_desktop.ui.widgets.editors import Choice, LineEdit, TextEdit
from caseworker_desktop.ui.widgets.field import Field
from caseworker_desktop.ui.widgets.label import label
from caseworker_desktop.ui.widgets.layout import box, clear, column, row, scroll


class MeasureForm(QWidget):
    """`typed` when something changed, `left_page` when one goes back, `written` with what was written."""

    typed = Signal()
    left_page = Signal()
    written = Signal(object)

    def __init__(self, presenter: MeasurePresenter, texts: Texts, today: Callable[[], date]) -> None:
        super().__init__()
        self.setObjectName("clear")
        self._presenter, self._texts = presenter, texts
        self.back = Button(self._say("ui_assessment.back"), "quiet", icon="left", clicked=self.left_page.emit)
        self.instrument = Choice(presenter.instruments(), name=self._say("ui_assessment.instrument"))
        self.language = Choice(presenter.languages(), name=self._say("ui_assessment.language"))
        self.on = DateField(self._say("ui_assessment.on"), texts, today, past=True)
        self.moment = Segmented(self._say("ui_assessment.moment"), presenter.moments())
        self.notice = Banner("blue")
        self._stem, self._options, self._source = label("", "h3", wrap=True), label("", "small", wrap=True), label("", "small", wrap=True)
        self.answers = Answers()
        self.risk = Banner("red", self._say("ui_assessment.risk"), self._say("ui_assessment.risk_text"))
        self.asked_on = DateField(self._say("ui_assessment.asked_on"), texts, today, past=True, must=True)
        self.told_whom = Field(self._say("ui_assessment.told_whom"), LineEdit(), must=True)
        self.told = Field(self._say("ui_assessment.told"), TextEdit(lines=3), must=True)
        self._prompt = box(column(self.risk, row((self.asked_on, 1), (self.told_whom, 2), gap=12), self.told, gap=12))
        self._result, self._marks, self._error = label("", "h3"), row(gap=8), label("", "smallt", tone="red", wrap=True)
        self.save_button = Button(self._say("ui_assessment.save_measure"), "plain", keys="Ctrl+Enter", clicked=self.save)
        inside = box(column(
            Field(self._say("ui_assessment.instrument"), self.instrument),
            row((self.on, 1), (Field(self._say("ui_assessment.language"), self.language), 1), gap=12),
            box(column(label(self._say("ui_assessment.moment"), "smallb"), self.moment, gap=4)),
            self.notice, self._stem, self._options, self.answers, self._source, self._prompt, ..., gap=12, margins=(0, 8, 8, 8)))
        self.setLayout(column(
            row(self.back, label(self._say("ui_assessment.new"), "h2"), ..., gap=8, margins=(0, 8, 0, 0)),
            (scroll(inside, self._say("ui_assessment.new")), 1), self._error,
            row(box(column(self._result, self._marks, gap=2)), ..., self.save_button, gap=8, margins=(0, 8, 0, 0)), gap=4))
        self._listen()

    # ---- for the pane that holds it ---------------------------------------------------------------------------------------------------
    def show_form(self, form: Form) -> None:
        """Show what a form holds."""
        self.instrument.choose(form.instrument)
        self.language.choose(form.language)
        self.on.set_value(form.on)
        self.moment.choose([form.moment])
        self.asked_on.set_value(form.asked_on or "")
        _line(self.told_whom).setText(form.told_whom)
        _area(self.told).setPlainText(form.told)
        self._errors(None)
        self._offer(form)

    def form(self) -> Form:
        """Return what stands in the form."""
        return Form(
            self.instrument.value() or "", self.language.value() or "", self.on.value(), self.moment.value(), self.answers.answers(),
            self.asked_on.value(), _line(self.told_whom).text().strip(), _area(self.told).toPlainText().strip())

    def take_focus(self) -> None:
        """Begin with the instrument."""
        self.instrument.setFocus()

    def save(self) -> None:
        """Write the measurement; what is missing is said at its place."""
        self._errors(None)
        try:
            written = self._presenter.write(self.form())
        except LineRefused as refused:
            self._errors((refused.field or "", self._texts.say(refused.reason)))
            return
        self.written.emit(written)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.left_page.emit()
        else:
            super().keyPressEvent(event)

    # ---- inside -----------------------------------------------------------------------------------------------------------------------
    def _listen(self) -> None:
        for choice in (self.instrument, self.language):
            choice.chosen_changed.connect(self._other)
        self.answers.changed.connect(self._changed)
        self.moment.chosen_changed.connect(self.typed)
        for field in (self.on, self.asked_on):
            field.date.value_changed.connect(self.typed)
        _line(self.told_whom).textEdited.connect(lambda _: self.typed.emit())
        _area(self.told).textChanged.connect(self.typed)

    def _other(self) -> None:
        """Another instrument begins without answers; in another language the answers stay."""
        form = self.form()
        known = {one.face.item for one in self.answers.rows()}
        fits = {item: value for item, value in form.answers.items() if item in known} if self.sender() is self.language else {}
        self._offer(Form(form.instrument, form.language, form.on, form.moment, fits, form.asked_on, form.told_whom, form.told))
        self.typed.emit()

    def _offer(self, form: Form) -> None:
        face = self._presenter.sheet(form)
        self.notice.setVisible(bool(face.notice))
        if face.notice:
            self.notice.say("blue", self._say("ui_assessment.own_paper_title"), face.notice)
        for shown, words in ((self._stem, face.stem), (self._options, face.options), (self._source, face.source)):
            shown.setText(words)
            shown.setVisible(bool(words))
        self.answers.show_items(face.items, form.answers)
        self._draw_result()

    def _changed(self) -> None:
        self._errors(None)
        self._draw_result()
        self.typed.emit()

    def _draw_result(self) -> None:
        result = self._presenter.result(self.form())
        self._result.setText(result.score or result.missing)
        clear(self._marks)
        for mark in result.marks:
            self._marks.addWidget(Badge(*mark))
        self._marks.addStretch()
        self._prompt.setVisible(result.risk)

    def _errors(self, wrong: tuple[str, str] | None) -> None:
        fields: dict[str, Field] = {"on": self.on, "asked_on": self.asked_on, "told_whom": self.told_whom, "told": self.told}
        for field in fields.values():
            field.set_error(None)
        self._error.setText("")
        self._error.hide()
        if wrong is None:
            return
        name, sentence = wrong
        if name in fields:
            fields[name].set_error(sentence)
            fields[name].editor.setFocus()
        else:
            self._error.setText(sentence)
            self._error.show()
            self.answers.take_focus()

    def _say(self, key: str) -> str:
        return self._texts.say(message(key))


def _line(field: Field) -> LineEdit:
    editor = field.editor
    assert isinstance(editor, LineEdit), "a field of one line"
    return editor


def _area(field: Field) -> TextEdit:
    editor = field.editor
    assert isinstance(editor, TextEdit), "a field of several lines"
    return editor
