"""The form of a meeting with partners: when, who came, what was agreed, and who does what by when."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QWidget

from caseworker_desktop.kernel.errors import LineRefused
from caseworker_desktop.kernel.message import message
from caseworker_desktop.texts import Texts
from caseworker_desktop.ui.shell.page import Navigator
from caseworker_desktop.ui.widgets.button import Button
from caseworker_desktop.ui.widgets.date_field import DateEdit, DateField
from caseworker_desktop.ui.widgets.editors import Choice, LineEdit, TextEdit
from caseworker_desktop.ui.widgets.field import Field
from caseworker_desktop.ui.widgets.label import label
from caseworker_desktop.ui.widgets.layout import box, column, row, scroll
from caseworker_desktop.ui.widgets.pick import PickSeveral
from caseworker_desktop.usecases.desk import Desk
from caseworker_desktop.usecases.intent import Written
from caseworker_desktop.usecases.partnering import NewMeeting

IDLE_MS = 2000
ACTIONS = 3
DRAFT = "partner_meeting:"


class MeetingPanel(QWidget):
    """`saved` with the session after it was written; `closed` when the form is left."""

    saved = Signal(str)
    closed = Signal()

    def __init__(self, desk: Desk, texts: Texts, navigator: Navigator) -> None:
        super().__init__()
        self.setObjectName("clear")
        self._desk, self._texts, self._navigator = desk, texts, navigator
        self._partner, self._saving = "", False
        today: Callable[[], date] = lambda: desk.worker.clock.now().date()  # noqa: E731 -- a short name for a long word
        self.partners = PickSeveral(
            lambda text: desk.editing.offers(("partner",), text, texts.language), desk.partnering.name, name=self._say("ui_partners.meeting_with"),
            placeholder=self._say("ui_partners.meeting_with_placeholder"),
            take_out=lambda words: texts.say(message("ui_partners.take_out", name=words)))
        self.partners_field = Field(self._say("ui_partners.meeting_with"), self.partners, must=True)
        self.on = DateField(self._say("ui_partners.meeting_on"), texts, today, must=True)
        self.at, self.minutes, self.place = LineEdit("10:00"), LineEdit("60"), LineEdit()
        self.attendees, self.agreed = TextEdit(lines=2), TextEdit(lines=4)
        self.attendees_field = Field(self._say("ui_partners.attendees"), self.attendees)
        self.agreed_field = Field(self._say("ui_partners.agreed"), self.agreed, hint=self._say("ui_partners.no_clients"))
        self.todo = [(LineEdit(), DateEdit(texts, today), Choice()) for _ in range(ACTIONS)]
        staff = desk.editing.offers(("staff",), "", texts.language)
        rows = []
        for at, (what, due, who) in enumerate(self.todo, 1):
            what.setAccessibleName(texts.say(message("ui_partners.action_number", number=at)))
            what.setPlaceholderText(texts.say(message("ui_partners.action_number", number=at)))
            due.setAccessibleName(self._say("ui_partners.action_by"))
            who.setAccessibleName(self._say("ui_partners.action_who"))
            who.set_options(staff, empty=self._say("ui_partners.action_me"))
            due.setFixedWidth(116)
            rows.append(column(what, row(due, (who, 1)), gap=4))
        body = box(column(
            self.partners_field, row((self.on, 2), (Field(self._say("ui_partners.meeting_at"), self.at), 1),
                                     (Field(self._say("ui_partners.meeting_minutes"), self.minutes), 1)),
            Field(self._say("ui_partners.meeting_place"), self.place), self.attendees_field, self.agreed_field,
            label(self._say("ui_partners.actions"), "smallb"), *rows, ..., gap=8, margins=(0, 0, 8, 0)))
        self.save_button = Button(self._say("ui_partners.save"), "primary", keys="Ctrl+Enter", clicked=self.save)
        self.close_button = Button(self._say("ui_partners.close"), "plain", clicked=self.leave)
        self.setLayout(column(
            label(self._say("ui_partners.new_meeting"), "h2"), (scroll(body, self._say("ui_partners.new_meeting")), 1),
            row((self.save_button, 1), self.close_button, margins=(0, 0, 8, 0)), gap=8))
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(IDLE_MS)
        self._timer.timeout.connect(self.keep_draft)
        self._listen()

    def start(self, partner: str) -> None:
        """Begin the minutes of a meeting with a partner; a draft comes back as it was left."""
        self.keep_draft()
        self._partner = partner
        draft = self._desk.drafts.get(DRAFT + partner) if self._desk.worker.secret is not None else None
        self._show(dict(draft.content) if draft is not None else {"partners": [partner], "on": self._desk.people.today()})
        self.attendees.setFocus()

    def keep_draft(self) -> None:
        """Save what was typed, at once; nothing happens when nothing was."""
        self._timer.stop()
        if not self._partner or self._saving or self._desk.worker.secret is None:
            return
        if self.attendees.toPlainText().strip() or self.agreed.toPlainText().strip() or any(what.text().strip() for what, _, _ in self.todo):
            self._desk.drafts.save(DRAFT + self._partner, self._typed())
        else:
            self._desk.drafts.discard(DRAFT + self._partner)

    def save(self) -> bool:
        """Write the meeting; return whether there was one to write."""
        if self._saving or not self._partner:
            return False
        told = self._told()
        if told is None:
            return True
        self._timer.stop()
        self._saving = True
        self._navigator.run(lambda progress: self._desk.partnering.meet(told), self._written, self._failed)
        return True

    def leave(self) -> None:
        """Leave the form; what was typed stays as a draft."""
        self.keep_draft()
        self._partner = ""
        self.closed.emit()

    def _listen(self) -> None:
        for editor in (self.attendees, self.agreed):
            editor.textChanged.connect(self._timer.start)
            editor.left.connect(self._left)
        for line in (self.at, self.minutes, self.place, self.on.date, *(what for what, _, _ in self.todo), *(due for _, due, _ in self.todo)):
            line.textEdited.connect(lambda _: self._timer.start())
            line.left.connect(self._left)
        self.partners.chosen_changed.connect(self._timer.start)

    def _left(self) -> None:
        if self._timer.isActive():
            self.keep_draft()

    def _typed(self) -> dict[str, Any]:
        return {
            "partners": list(self.partners.chosen()), "on": self.on.value(), "at": self.at.text(), "minutes": self.minutes.text(),
            "place": self.place.text(), "attendees": self.attendees.toPlainText(), "agreed": self.agreed.toPlainText(),
            "actions": [[what.text(), due.value(), who.value()] for what, due, who in self.todo]}

    def _show(self, kept: Mapping[str, Any]) -> None:
        self.partners.choose(kept.get("partners") or [self._partner])
        self.on.set_value(kept.get("on"))
        self.at.setText(kept.get("at") or "10:00")
        self.minutes.setText(kept.get("minutes") or "60")
        self.place.setText(kept.get("place") or "")
        self.attendees.setPlainText(kept.get("attendees") or "")
        self.agreed.setPlainText(kept.get("agreed") or "")
        told = list(kept.get("actions") or [])
        for at, (what, due, who) in enumerate(self.todo):
            words, day, staff = told[at] if at < len(told) else ("", None, None)
            what.setText(words or "")
            due.set_value(day)
            who.choose(staff)
        self.partners_field.set_error(None)
        self._timer.stop()

    def _told(self) -> NewMeeting | None:
        """Return what is to be written, None when something cannot be read (and says so)."""
        on, minutes = self.on.value(), self.minutes.text().strip()
        if not self.on.check() or not on:
            self.on.set_error(self._texts.say(message("date.wrong", example=self._texts.date(self._desk.people.today()))))
            self.on.date.setFocus()
            return None
        if not self.partners.chosen():
            self.partners_field.set_error(self._say("ui_partners.meeting_whom"))
            return None
        actions = tuple((what.text(), due.value() or None, who.value()) for what, due, who in self.todo if what.text().strip())
        return NewMeeting(
            partners=self.partners.chosen(), on=on, at=self.at.text().strip() or "12:00", minutes=int(minutes) if minutes.isdigit() else 0,
            attendees=self.attendees.toPlainText(), agreed=self.agreed.toPlainText(), place=self.place.text().strip(), actions=actions)

    def _written(self, written: Written) -> None:
        self._saving = False
        if self._desk.worker.secret is not None:
            self._desk.drafts.discard(DRAFT + self._partner)
        self._partner = ""
        self._navigator.announce(written.records)
        self._navigator.toast(self._say("ui_partners.meeting_saved"))
        self.saved.emit(written.ids[0])

    def _failed(self, error: Exception) -> None:
        self._saving = False
        self.keep_draft()
        if isinstance(error, LineRefused) and error.field == "on":
            self.on.set_error(self._texts.say(error.reason))
        else:
            self._navigator.problem(error)

    def _say(self, key: str) -> str:
        return self._texts.say(message(key))
