"""Supervision: the talks in which the worker took part, and the form of a new one."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QBoxLayout, QWidget

from caseworker_desktop.kernel.errors import LineRefused
from caseworker_desktop.kernel.message import message
from caseworker_desktop.texts import Texts
from caseworker_desktop.ui.shell.page import Breadth, Navigator
from caseworker_desktop.ui.widgets.button import Button
from caseworker_desktop.ui.widgets.card import Card
from caseworker_desktop.ui.widgets.chips import Segmented
from caseworker_desktop.ui.widgets.date_field import DateField
from caseworker_desktop.ui.widgets.editors import Choice, TextEdit
from caseworker_desktop.ui.widgets.empty import Empty
from caseworker_desktop.ui.widgets.field import Field
from caseworker_desktop.ui.widgets.label import label
from caseworker_desktop.ui.widgets.layout import box, clear, column, row, rule, scroll
from caseworker_desktop.ui.widgets.piecewise import Piecewise
from caseworker_desktop.usecases.desk import Desk
from caseworker_desktop.usecases.supervising import Supervision

DRAFT, IDLE_MS, FORM, MOST = "supervision:new", 2000, 372, 200
LED, WAS = "supervisor", "supervised"


class SupervisionPane(QWidget):
    """The notes at the left, the form at the right; a form that may not be written is left out."""

    def __init__(self, desk: Desk, texts: Texts, navigator: Navigator) -> None:
        super().__init__()
        self.setObjectName("clear")
        self._desk, self._texts, self._navigator = desk, texts, navigator
        say = self._say
        today: Callable[[], date] = lambda: desk.worker.clock.now().date()  # noqa: E731 -- a short name for a long word
        self._lines = column(gap=0)
        self._empty = Empty("chat", say("ui_team.no_supervision"), say("ui_team.no_supervision_text"))
        self.other = Choice(name=say("ui_team.with_whom"))
        self._other = Field(say("ui_team.with_whom"), self.other, must=True)
        self.side = Segmented(say("ui_team.my_side"), [(LED, say("ui_team.i_led")), (WAS, say("ui_team.i_was"))])
        self.on = DateField(say("ui_team.on"), texts, today, past=True, must=True)
        self.person = Choice(name=say("ui_team.about"))
        self.text = TextEdit(name=say("ui_team.text"), lines=8)
        self._text = Field(say("ui_team.text"), self.text, hint=say("ui_team.for_two"), must=True)
        self.save_button = Button(say("ui_team.save"), "primary", keys="Ctrl+Enter", clicked=self.save)
        inside = box(column(self._empty, self._lines, ..., gap=0, margins=(16, 8, 12, 8)))
        self._pieces = Piecewise(inside)
        notes = Card(box(row(label(say("ui_team.talks"), "h2"), ..., margins=(16, 0, 12, 0)), height=44), rule(),
                     (scroll(inside, say("ui_team.talks")), 1), pad=(0, 0, 0, 0), gap=0)
        form_fields = box(column(
            self._other, box(column(label(say("ui_team.my_side"), "smallb"), self.side, gap=4)), self.on, Field(say("ui_team.about"), self.person),
            self._text, gap=12))
        self.form = Card(label(say("ui_team.new_talk"), "h2"), (scroll(form_fields, say("ui_team.new_talk")), 1), row(..., self.save_button), gap=12)
        if not desk.supervising.may_write():
            self.form.hide()
        self._body = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._body.setContentsMargins(0, 0, 0, 0)
        self._body.setSpacing(12)
        self._body.addWidget(notes, 1)
        self._body.addWidget(self.form)
        self.setLayout(self._body)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(IDLE_MS)
        self._timer.timeout.connect(self.keep_draft)
        self.text.textChanged.connect(self._timer.start)
        self._offered = False

    def show_notes(self) -> None:
        """Draw the talks; the form keeps what is typed."""
        if not self._offered:
            self._offer()
        clear(self._lines)
        notes = self._desk.supervising.notes()

        def make(at: int) -> None:
            self._lines.addWidget(self._note(notes[at]))
            self._lines.addWidget(rule(soft=True))

        self._pieces.show_lines(len(notes), make)
        self._empty.setVisible(not notes)

    def set_breadth(self, breadth: Breadth) -> None:
        """The form stands beside the notes, or under them."""
        wide = breadth == Breadth.WIDE
        self._body.setDirection(QBoxLayout.Direction.LeftToRight if wide else QBoxLayout.Direction.TopToBottom)
        self.form.setMinimumWidth(FORM if wide else 0)
        self.form.setMaximumWidth(FORM if wide else 16777215)

    def keep_draft(self) -> None:
        """Save what is typed, sealed to its author."""
        self._timer.stop()
        if self._desk.worker.secret is None or not self._offered:
            return
        typed = self.text.toPlainText().strip()
        if typed:
            self._desk.drafts.save(DRAFT, {"text": typed, "other": self.other.value(), "on": self.on.value() or "", "side": self.side.value(),
                                           "person": self.person.value()})
        else:
            self._desk.drafts.discard(DRAFT)

    def save(self) -> bool:
        """Write the talk; what is missing is said at its place."""
        for field in (self._other, self.on, self._text):
            field.set_error(None)
        on = self.on.value()
        if not on:
            self.on.set_error(self._texts.say(message("date.wrong", example=self._texts.date("2026-12-09"))))
            return True
        person = self.person.value()
        try:
            written = self._desk.supervising.record(
                self.other.value() or "", on, self.text.toPlainText(), supervised=self.side.value() == WAS, persons=[person] if person else [])
        except LineRefused as refused:
            fields: dict[str, Field] = {"other": self._other, "on": self.on, "text": self._text}
            field = fields.get(refused.field or "", self._text)
            field.set_error(self._texts.say(refused.reason))
            field.editor.setFocus()
            return True
        self._timer.stop()
        self.text.clear()
        self.keep_draft()
        self._navigator.announce(written.records)

        def take_back() -> None:
            self._navigator.announce(self._desk.supervising.take_back(written.ids[0]).records)

        self._navigator.toast(self._say("ui_team.saved"), take_back)
        return True

    # ---- inside -----------------------------------------------------------------------------------------------------------------------
    def _offer(self) -> None:
        self._offered = True
        others = [one for one in self._desk.supervising.staff() if one[0] != self._desk.worker.staff]
        self.other.set_options(others, empty=self._say("ui_team.choose"))
        clients = [(one.id, f"{one.given_names} {one.family_name}") for one in self._desk.people.pick("", MOST)]
        self.person.set_options(clients, empty=self._say("ui_team.nobody_named"))
        self.on.set_value(self._desk.people.today())
        draft = self._desk.drafts.get(DRAFT) if self._desk.worker.secret is not None else None
        if draft is not None:
            self.text.setPlainText(str(draft.content.get("text") or ""))
            self.other.choose(draft.content.get("other"))
            self.on.set_value(draft.content.get("on") or self._desk.people.today())
            self.side.choose([str(draft.content.get("side") or LED)])
            self.person.choose(draft.content.get("person"))

    def _note(self, one: Supervision) -> QWidget:
        who = self._texts.say(message("ui_team.between", staff=one.staff_name, supervisor=one.supervisor_name))
        names = ", ".join(name for _, name in one.persons)
        below = " · ".join(part for part in (who, names) if part)
        text = one.text if one.text is not None else self._say("ui_team.shut")
        made = box(column(label(self._texts.date(one.on), "h3"), label(below, "small", wrap=True), label(text, "text", wrap=True), gap=4,
                          margins=(0, 8, 0, 8)))
        made.setAccessibleName(f"{self._texts.date(one.on)}, {below}")
        return made

    def _say(self, key: str) -> str:
        return self._texts.say(message(key))
