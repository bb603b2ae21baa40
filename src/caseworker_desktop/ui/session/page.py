"""The full form of a session of any kind: what, when, where, who came, services, counts, a note."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QSizePolicy

from caseworker_desktop.kernel.errors import LineRefused
from caseworker_desktop.kernel.message import message
from caseworker_desktop.texts import Texts
from caseworker_desktop.ui.changes import Changed
from caseworker_desktop.ui.session.form_presenter import Filled, SessionFormPresenter
from caseworker_desktop.ui.session.items_edit import ItemsEdit
from caseworker_desktop.ui.session.note_edit import NoteEdit, session_texts
from caseworker_desktop.ui.session.people_edit import PeopleEdit
from caseworker_desktop.ui.session.presenter import LEVELS
from caseworker_desktop.ui.shell.page import Breadth, Navigator, Page
from caseworker_desktop.ui.widgets.banner import Banner
from caseworker_desktop.ui.widgets.button import Button
from caseworker_desktop.ui.widgets.card import Card
from caseworker_desktop.ui.widgets.chips import Segmented
from caseworker_desktop.ui.widgets.date_field import DateField
from caseworker_desktop.ui.widgets.editors import Choice, LineEdit
from caseworker_desktop.ui.widgets.field import Field
from caseworker_desktop.ui.widgets.label import label
from caseworker_desktop.ui.widgets.layout import PAGE_MARGINS, box, column, row, scroll
from caseworker_desktop.ui.widgets.record_form import RecordForm
from caseworker_desktop.usecases.desk import Desk
from caseworker_desktop.usecases.gathering import Done

IDLE_MS = 2000
PEOPLE_WIDE = 420


class SessionPage(Page):
    """One session; saving goes back to where one came from."""

    def __init__(self, desk: Desk, texts: Texts, navigator: Navigator) -> None:
        super().__init__()
        self._desk, self._texts, self._navigator = desk, texts, navigator
        self.presenter = presenter = SessionFormPresenter(desk, texts)
        self._showing = self._saving = self._first_focus = False
        self._title, self._draft = label("", "h1"), label("", "small")
        self.back = Button("", "quiet", icon="left", name=self._say("ui_session.back"), clicked=self._leave)
        self.kind = Field(self._say("ui_session.kind"), Choice(presenter.kinds()))
        self.on = DateField(self._say("ui_session.date"), texts, lambda: desk.worker.clock.now().date(), must=True, past=True)
        self.at = Field(self._say("ui_session.time"), LineEdit())
        self.form = RecordForm(presenter.specs(), texts, desk.worker.clock.now)
        self.people = PeopleEdit(texts, presenter.seek_person, presenter.person, presenter.statuses(), presenter.reasons())
        self.group_people = Button(self._say("ui_session.whole_group"), "quiet", icon="group", clicked=self._whole_group)
        self.services = ItemsEdit(presenter.service_parts(), self._say("ui_session.add_service"), self._say("ui_session.out_service"))
        self.trainers = ItemsEdit(presenter.trainer_parts(), self._say("ui_session.add_trainer"), self._say("ui_session.out_trainer"))
        self.note = NoteEdit(lambda: session_texts(desk, texts), self._say("ui_session.no_texts"), name=self._say("ui_session.note"), lines=4)
        self.note_about = Choice((), name=self._say("ui_session.note_about"))
        words = (self._say("ui_session.level.shared"), self._say("ui_session.level.role"), self._say("ui_session.level.author"))
        self.level = Segmented(self._say("ui_session.level"), list(zip(LEVELS, words, strict=True)))
        self._note_error = label("", "smallt", tone="red", wrap=True)
        self.warning = Banner("amber")
        self.read_only = Banner("grey", self._say("ui_session.read_only"))
        self.save_button = Button(self._say("ui_session.save"), "primary", keys="Ctrl+Enter", clicked=self._save)
        self.print_list = Button(self._say("ui_session.print_list"), "plain", icon="print", clicked=self._print)
        self._lay()
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(IDLE_MS)
        self._timer.timeout.connect(self.keep_draft)
        self._listen()

    # ---- for the shell ----------------------------------------------------------------------------------------------------------------------
    def go(self, where: Mapping[str, str]) -> None:
        self.keep_draft()
        self._show(self.presenter.load(where), "")
        kept = self.presenter.shown(self.filled())
        if kept is not None:
            self._show(*kept)
        self._first_focus = True

    def on_shown(self) -> None:
        if self._first_focus:
            self._first_focus = False
            first = self.kind.editor if self.presenter.is_new() else self.people.pick
            first.setFocus(Qt.FocusReason.OtherFocusReason)

    def before_lock(self) -> None:
        self.keep_draft()

    def refresh(self, changed: Changed) -> None:
        """The form shows what is typed here; what others write does not touch it."""

    def set_breadth(self, breadth: Breadth) -> None:
        wide = breadth == Breadth.WIDE
        self._right.setMinimumWidth(PEOPLE_WIDE if wide else 0)
        self._right.setMaximumWidth(PEOPLE_WIDE if wide else 16777215)
        self._both.setDirection(self._both.Direction.LeftToRight if wide else self._both.Direction.TopToBottom)
        self.form.set_columns(1 if breadth == Breadth.NARROW else 2)
        self._ask()

    def command(self, name: str) -> bool:
        match name:
            case "save":
                self._save()
            case "close":
                self._leave()
            case "print" if not self.presenter.is_new():
                self._print()
            case "template":
                self.note.offer()
            case _:
                return False
        return True

    def help_topic(self) -> str:
        return "session"

    def keep_draft(self) -> None:
        """Save what was typed, at once."""
        self._timer.stop()
        if not self._saving and self._title.text():
            self._draft.setText(self.presenter.keep(self.filled()))

    def filled(self) -> Filled:
        """Return what stands in the form."""
        return Filled(
            self._choice().value() or "individual", self.on.value(), self._line(self.at).text().strip(), self.form.values(), self.people.came(),
            tuple(self.services.items()), tuple(self.trainers.items()), self.note.toPlainText(), self.level.value(), self.note_about.value())

    # ---- inside -----------------------------------------------------------------------------------------------------------------------------
    def _lay(self) -> None:
        self._line(self.at).setFixedWidth(84)
        self._note_error.hide()
        self.warning.hide()
        for field in (self.kind, self.on, self.at):
            field.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
        head = row(self.back, self._title, ...)
        foot = row(self._draft, ..., self.print_list, self.save_button)
        what = Card(row((self.kind, 2), (self.on, 1), self.at, gap=12), self.warning, self.form, ..., gap=12)
        self._people_card = Card(row(label(self._say("ui_session.people"), "h2"), ..., self.group_people), self.people)
        services = Card(label(self._say("ui_session.services"), "h2"), self.services)
        self._trainers_card = Card(label(self._say("ui_session.trainers"), "h2"), self.trainers)
        self._note_card = Card(
            row(label(self._say("ui_session.note"), "h2"), ..., label(self._say("ui_session.texts_hint"), "small")), self.note, self._note_error,
            self.note_about, self.level)
        self._right = box(column(self._people_card, services, self._trainers_card, self._note_card, ..., gap=12))
        self._both = row((what, 1), self._right, gap=12)
        what.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        inner = box(column(self.read_only, self._both, ..., gap=12, margins=(0, 0, 8, 0)))
        self.setLayout(column(head, (scroll(inner, self._say("ui_session.session")), 1), foot, gap=12, margins=PAGE_MARGINS))

    def _listen(self) -> None:
        self._choice().chosen_changed.connect(self._kind_chosen)
        self.on.date.value_changed.connect(self._typed)
        self._line(self.at).textEdited.connect(self._typed)
        self.note.textChanged.connect(self._typed)
        for signal in (self.form.touched, self.people.changed, self.services.changed, self.trainers.changed, self.level.chosen_changed,
                       self.note_about.chosen_changed):
            signal.connect(self._typed)
        for left in (self.on.date.left, self._line(self.at).left, self.note.left, self.form.left):
            left.connect(self._left)

    def _show(self, filled: Filled, draft: str) -> None:
        self._showing = True
        self._title.setText(self.presenter.title())
        self._draft.setText(draft)
        self._choice().choose(filled.kind)
        self.on.set_value(filled.on)
        self._line(self.at).setText(filled.at)
        self.form.show_values(filled.values)
        self.people.show_came(filled.came)
        self.services.show_items(filled.services)
        self.trainers.show_items(filled.trainers)
        self.note.setPlainText(filled.note)
        self.level.choose([filled.level])
        self._errors(None, "")
        self._about(filled.note_about)
        self._ask()
        may = self.presenter.may()
        self.read_only.setVisible(not may)
        self.form.set_read_only(not may)
        for part in (self.kind, self.on, self.at, self.people, self.services, self.trainers):
            part.setEnabled(may)
        self.save_button.setVisible(may)
        self._note_card.setVisible(may and self.presenter.may_note())
        self.print_list.setVisible(not self.presenter.is_new())
        self._warn()
        self._showing = False

    def _ask(self) -> None:
        """Show the fields of the kind chosen."""
        kind = self._choice().value() or "individual"
        self.form.show_fields(self.presenter.asked(kind))
        self._people_card.setVisible(self.presenter.with_people(kind))
        self._trainers_card.setVisible(self.presenter.taught(kind))
        self.group_people.setVisible(kind in ("group", "training"))

    def _kind_chosen(self) -> None:
        self._ask()
        self._typed()

    def _typed(self, *_: object) -> None:
        if self._showing:
            return
        self._about(self.note_about.value())
        self._warn()
        self._timer.start()

    def _left(self) -> None:
        if self._timer.isActive():
            self.keep_draft()

    def _about(self, person: str | None) -> None:
        several = self.presenter.note_needs_person(self.people.came())
        self.note_about.setVisible(several)
        self.note_about.set_options(self.people.persons() if several else (), empty=self._say("ui_session.note_about"))
        self.note_about.choose(person)

    def _warn(self) -> None:
        words = self.presenter.warning(self.form.editors["project"].value(), self.on.value())
        self.warning.say("amber", words)
        self.warning.setVisible(bool(words))

    def _whole_group(self) -> None:
        self.people.add(self.presenter.group_people(self.form.editors["group"].value()))
        self._typed()

    def _save(self) -> None:
        if self._saving or not self.presenter.may():
            return
        self._errors(None, "")
        good = self.form.check() and self.on.check()
        if not self.people.readable():
            self._errors("came", self._say("ui_session.people_unreadable"))
            good = False
        if not self.services.readable() or not self.trainers.readable():
            self._navigator.toast(self._say("ui_session.rows_unreadable"))
            good = False
        if not good:
            return
        self._timer.stop()
        self._saving = True
        filled = self.filled()
        self._navigator.run(lambda progress: self.presenter.record(filled), self._written, self._failed)

    def _written(self, done: Done) -> None:
        self._saving = False
        self._title.setText("")
        self._navigator.announce(done.written.records)
        self._navigator.back()
        self._navigator.toast(self.presenter.said(done), lambda: self._undo(done))

    def _undo(self, done: Done) -> None:
        self._navigator.run(lambda progress: self._desk.gatherings.take_back(done), lambda written: self._navigator.announce(written.records))

    def _failed(self, error: Exception) -> None:
        self._saving = False
        self.keep_draft()
        if not isinstance(error, LineRefused) or not self._errors(error.field, self._texts.say(error.reason)):
            self._navigator.problem(error)

    def _errors(self, field: str | None, sentence: str) -> bool:
        """Show one sentence at one field; False when that is not here."""
        for name, target in (("on", self.on), ("starts_at", self.on), ("at", self.at), ("kind", self.kind)):
            if name != "starts_at" or field == "starts_at":
                target.set_error(sentence if field == name else None)
        self.people.set_error(sentence if field == "came" else "")
        self._note_error.setText(sentence if field == "note" else "")
        self._note_error.setVisible(field == "note")
        if field in ("on", "starts_at", "at", "kind"):
            {"on": self.on, "starts_at": self.on, "at": self.at, "kind": self.kind}[field].editor.setFocus()
            return True
        if field in ("came", "note"):
            (self.people.pick if field == "came" else self.note).setFocus()
            return True
        return field is not None and self.form.show_refused(field, sentence)

    def _print(self) -> None:
        self._navigator.open("paper", kind="attendance", id=self.presenter.session())

    def _leave(self) -> None:
        self.keep_draft()
        self._title.setText("")
        self._navigator.back()

    def _choice(self) -> Choice:
        assert isinstance(self.kind.editor, Choice)
        return self.kind.editor

    def _line(self, field: Field) -> LineEdit:
        assert isinstance(field.editor, LineEdit)
        return field.editor

    def _say(self, key: str) -> str:
        return self._texts.say(message(key))


def build(desk: Desk, texts: Texts, navigator: Navigator) -> Page:
    """Return the page."""
    return SessionPage(desk, texts, navigator)
