"""A small dialog that plans a meeting: with whom, when, how long."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QDialog, QWidget

from caseworker_desktop.kernel.errors import LineRefused
from caseworker_desktop.kernel.message import message
from caseworker_desktop.texts import Texts
from caseworker_desktop.ui.widgets.button import Button
from caseworker_desktop.ui.widgets.date_field import DateField
from caseworker_desktop.ui.widgets.editors import LineEdit
from caseworker_desktop.ui.widgets.field import Field
from caseworker_desktop.ui.widgets.label import label
from caseworker_desktop.ui.widgets.layout import column, row
from caseworker_desktop.ui.widgets.rows import Face, RowList, RowModel, Slice
from caseworker_desktop.ui.widgets.search_field import SearchField
from caseworker_desktop.usecases import people
from caseworker_desktop.usecases.desk import Desk

WIDE, HIGH = 460, 480
MOST = 8


class PlanMeeting(QDialog):
    """`planned` with what was written."""

    planned = Signal(object)

    def __init__(self, parent: QWidget, desk: Desk, texts: Texts) -> None:
        super().__init__(parent, Qt.WindowType.Dialog)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._desk, self._texts = desk, texts
        title = self._say("ui_today.plan_meeting")
        self.setWindowTitle(title)
        self.setObjectName("page")
        today: Callable[[], date] = lambda: desk.worker.clock.now().date()  # noqa: E731 -- a short name for a long word
        self.search = SearchField(self._say("ui_today.whom"), name=self._say("ui_today.whom"))
        self._model: RowModel[people.Face] = RowModel(lambda after, limit: Slice(()), self._face, self)
        self.list = RowList(self._say("ui_today.whom"), height=48)
        self.list.setModel(self._model)
        self.on = DateField(self._say("ui_today.on"), texts, today, must=True)
        self.at = Field(self._say("ui_today.at"), LineEdit(placeholder="09:00"), must=True)
        self.minutes = Field(self._say("ui_today.long"), LineEdit("40"), must=True)
        self.place = Field(self._say("ui_today.room"), LineEdit())
        self._error = label("", "smallt", tone="red", wrap=True)
        self.save_button = Button(self._say("ui_today.plan_it"), "primary", clicked=self._save)
        cancel = Button(self._say("ui_today.cancel"), "plain", clicked=self.reject)
        self.setLayout(column(
            label(title, "h2"), self.search, (self.list, 1), row((self.on, 2), (self.at, 1), (self.minutes, 1)), self.place, self._error,
            row(..., cancel, self.save_button), gap=12, margins=(16, 16, 16, 16)))
        self.resize(WIDE, HIGH)
        self.on.set_value(today().isoformat())
        self.save_button.setDefault(True)
        self.search.textChanged.connect(self._look)
        self.search.went_down.connect(self.list.setFocus)
        self.search.accepted.connect(self.on.date.setFocus)
        self._look("")
        self.search.setFocus()

    def _look(self, typed: str) -> None:
        found = self._desk.people.pick(typed, MOST)
        self._model.replace(found)
        self.list.choose(0 if found else None)

    def _face(self, each: people.Face) -> Face:
        return Face(f"{each.given_names} {each.family_name}", each.case_number or "", avatar=True)

    def _save(self) -> None:
        at = self.list.current()
        on = self.on.value()
        if at is None:
            self.search.setFocus()
            return
        if not on:
            self.on.check()
            self.on.date.setFocus()
            return
        minutes = _text(self.minutes)
        if not minutes.isdigit():
            self.minutes.set_error(self._say("ui_today.minutes_wrong"))
            self.minutes.editor.setFocus()
            return
        try:
            written = self._desk.sessions.plan(self._model.row_at(at).id, on, _text(self.at), int(minutes), place=_text(self.place) or None)
        except LineRefused as refused:
            fields = {"on": self.on, "at": self.at, "minutes": self.minutes}
            sentence = self._texts.say(refused.reason)
            if refused.field in fields:
                fields[refused.field].set_error(sentence)
                fields[refused.field].editor.setFocus()
            else:
                self._error.setText(sentence)
            return
        self.accept()
        self.planned.emit(written)

    def _say(self, key: str) -> str:
        return self._texts.say(message(key))


def _text(field: Field) -> str:
    assert isinstance(field.editor, LineEdit)
    return field.editor.text().strip()
