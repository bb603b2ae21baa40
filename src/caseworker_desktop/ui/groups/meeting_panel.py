"""The panel of a group's next meeting: when, how long and where, filled as last time."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QSizePolicy

from caseworker_desktop.kernel.errors import LineRefused
from caseworker_desktop.kernel.message import message
from caseworker_desktop.texts import Texts
from caseworker_desktop.ui.shell.page import Navigator
from caseworker_desktop.ui.widgets.button import Button
from caseworker_desktop.ui.widgets.card import Card
from caseworker_desktop.ui.widgets.date_field import DateField
from caseworker_desktop.ui.widgets.editors import LineEdit
from caseworker_desktop.ui.widgets.field import Field
from caseworker_desktop.ui.widgets.label import label
from caseworker_desktop.ui.widgets.layout import box, row
from caseworker_desktop.usecases.desk import Desk
from caseworker_desktop.usecases.groups import Next
from caseworker_desktop.usecases.intent import Written


class MeetingPanel(Card):
    """`closed` when it is left; the new meeting is announced."""

    closed = Signal()

    def __init__(self, desk: Desk, texts: Texts, navigator: Navigator) -> None:
        self._desk, self._texts, self._navigator = desk, texts, navigator
        self._group, self._told = "", Next("", "", 0, None, None, None, ())
        self.on = DateField(self._say("ui_groups.day"), texts, lambda: desk.worker.clock.now().date(), must=True)
        self.at = Field(self._say("ui_groups.hour"), LineEdit(), must=True)
        self.minutes = Field(self._say("ui_groups.minutes"), LineEdit(), must=True)
        self.place = Field(self._say("ui_groups.place"), LineEdit())
        self._who = label("", "muted", wrap=True)
        self.back = Button("", "quiet", icon="left", name=self._say("ui_groups.to_marking"), clicked=self._shut)
        self.add = Button(self._say("ui_groups.add_session"), "primary", keys="Ctrl+Enter", clicked=self.save)
        head = box(row(self.back, label(self._say("ui_groups.new_session"), "h2"), ...))
        super().__init__(
            head, label(self._say("ui_groups.as_last_time"), "muted", wrap=True), self.on, row((self.at, 1), (self.minutes, 1)), self.place,
            self._who, ..., self.add, pad=(12, 12, 12, 16), gap=12)
        self._saving = False
        for field in (self.on, self.at, self.minutes, self.place):
            field.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)

    def show_group(self, group: str) -> None:
        """Take up a group."""
        self._group = group

    def start(self) -> None:
        """Fill the form as last time."""
        sheet = self._desk.groups.sheet(self._group)
        if sheet is None:
            return
        self._told = told = self._desk.groups.next_meeting(sheet)
        self.on.set_value(told.on)
        self._line(self.at).setText(told.at)
        self._line(self.minutes).setText(str(told.minutes))
        self._line(self.place).setText(told.place or "")
        for field in (self.at, self.minutes):
            field.set_error(None)
        expected = sum(one.belongs(told.on) for one in sheet.members)
        self._who.setText(self._texts.say(message("ui_groups.with_members", count=expected)))
        self.on.date.setFocus(Qt.FocusReason.OtherFocusReason)

    def save(self) -> bool:
        """Write the meeting."""
        if self._saving or not self.on.check():
            return True
        typed = self._line(self.minutes).text().strip()
        if not typed.isdigit():
            self.minutes.set_error(self._say("ui_session.minutes_wrong"))
            return True
        place = self._line(self.place).text().strip() or None
        told = replace(self._told, on=self.on.value() or "", at=self._line(self.at).text(), minutes=int(typed), place=place)
        self._saving = True
        self._navigator.run(lambda progress: self._desk.groups.meet(self._group, told), self._written, self._failed)
        return True

    def _written(self, done: Written) -> None:
        self._saving = False
        session = done.ids[0]
        self.closed.emit()
        self._navigator.announce(done.records)
        self._navigator.toast(self._said(done), lambda: self._undo(session))

    def _said(self, done: Written) -> str:
        warnings = [self._texts.say(finding.reason) for _, _, finding in done.warnings]
        return f"{self._say('ui_groups.session_added')} {warnings[0]}" if warnings else self._say("ui_groups.session_added")

    def _undo(self, session: str) -> None:
        self._navigator.run(lambda progress: self._desk.attendance.cancel(session), lambda written: self._navigator.announce(written.records))

    def _failed(self, error: Exception) -> None:
        self._saving = False
        targets = {"on": self.on, "at": self.at, "minutes": self.minutes}
        if isinstance(error, LineRefused) and error.field in targets:
            targets[error.field].set_error(self._texts.say(error.reason))
            targets[error.field].editor.setFocus()
        else:
            self._navigator.problem(error)

    def _line(self, field: Field) -> LineEdit:
        assert isinstance(field.editor, LineEdit)
        return field.editor

    def _shut(self) -> None:
        self.closed.emit()  # not handed over itself: a signal is bound only when its object is made

    def _say(self, key: str) -> str:
        return self._texts.say(message(key))
