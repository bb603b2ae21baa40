"""The panel beside a person's page: a consultation is written here, by keyboard alone if one likes."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QSizePolicy, QWidget

from caseworker_desktop.kernel.errors import LineRefused
from caseworker_desktop.kernel.message import message
from caseworker_desktop.texts import Texts
from caseworker_desktop.ui.session.note_edit import NoteEdit, session_texts
from caseworker_desktop.ui.session.presenter import ConsultationPresenter, Form
from caseworker_desktop.ui.shell.page import Navigator
from caseworker_desktop.ui.widgets.banner import Banner
from caseworker_desktop.ui.widgets.button import Button
from caseworker_desktop.ui.widgets.card import Card
from caseworker_desktop.ui.widgets.chips import ChipGroup, Segmented
from caseworker_desktop.ui.widgets.date_field import DateEdit, DateField
from caseworker_desktop.ui.widgets.editors import Choice, LineEdit
from caseworker_desktop.ui.widgets.field import Field
from caseworker_desktop.ui.widgets.label import Elided, Glyph, key_hint, label
from caseworker_desktop.ui.widgets.layout import box, column, row, scroll
from caseworker_desktop.usecases.desk import Desk
from caseworker_desktop.usecases.intent import Written
from caseworker_desktop.usecases.sessions import Recorded

IDLE_MS = 2000
WIDE = 304


class ConsultationPanel(Card):
    """`recorded` after a consultation was written; `case_wanted` when the person has none and one should be opened."""

    recorded = Signal(object)
    case_wanted = Signal()

    def __init__(self, desk: Desk, texts: Texts, navigator: Navigator) -> None:
        self._desk, self._texts, self._navigator = desk, texts, navigator
        self._presenter = ConsultationPresenter(desk, texts)
        self._saving = self._showing = False
        today: Callable[[], date] = lambda: desk.worker.clock.now().date()  # noqa: E731 -- a short name for a long word
        self._title = Elided(self._presenter.title(), "h2")
        self.on = DateField(self._say("ui_session.date"), texts, today, past=True)
        self.at = Field(self._say("ui_session.time"), LineEdit())
        self.minutes = Field(self._say("ui_session.minutes"), LineEdit())
        self.kind = Field(self._say("ui_session.kind"), Choice(self._presenter.kinds()))
        self.topics = ChipGroup(self._say("ui_session.topics"), self._presenter.topics(), columns=3)
        self.note = NoteEdit(lambda: session_texts(desk, texts), self._say("ui_session.no_texts"), name=self._say("ui_session.note"), lines=3)
        self._note_error = label("", "smallt", tone="red", wrap=True)
        self.level = Segmented(self._say("ui_session.level"), self._presenter.levels())
        self.next_step = DateEdit(texts, today)
        self._next_name = label(self._say("ui_session.next_step"), "smallb")
        self._next_error = label("", "smallt", tone="red", wrap=True)
        self._no_case = Banner("amber", self._say("ui_session.no_case"), "", action=self._say("ui_session.open_case"))
        self._draft = label("", "small")
        self._mark = Glyph("check", "green", 14)
        self.all_fields = Button("", "quiet", icon="right", name=self._say("ui_session.all_fields"), clicked=self._more)
        self.own_notes = Button("", "quiet", icon="pen", name=self._say("ui_session.my_notes"), clicked=self._my_notes)
        self.own_notes.setEnabled(self._presenter.may_note())
        self.own_notes.setFocusPolicy(Qt.FocusPolicy.ClickFocus)  # Tab goes from the topics to the note; by keyboard, Ctrl+K leads here
        self.save_button = Button(self._say("ui_session.save"), "primary", keys="Ctrl+Enter", clicked=self.save)
        self.discard_button = Button(self._say("ui_session.discard"), "plain", clicked=self._throw_away)
        title, body, foot = self._parts()
        super().__init__(title, (body, 1), foot, pad=(16, 12, 16, 16))
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(IDLE_MS)
        self._timer.timeout.connect(self.keep_draft)
        self._listen()
        self.setEnabled(False)

    # ---- for the page that holds it -------------------------------------------------------------------------------------------------------
    def widget(self) -> QWidget:
        """Return the panel itself."""
        return self

    def show_person(self, person: str, session: str | None = None) -> None:
        """Take up a person; a draft comes back as it was left."""
        self._show(*self._presenter.load(person, session))
        self._no_case.setVisible(self._presenter.without_case())
        self.note.set_read_only(self._presenter.without_case() or not self._presenter.may_note())
        self.setEnabled(True)

    def take_focus(self) -> None:
        """Put the cursor at the end of the note."""
        cursor = self.note.textCursor()
        cursor.movePosition(cursor.MoveOperation.End)
        self.note.setTextCursor(cursor)
        (self.note if not self.note.isReadOnly() else self.on.date).setFocus(Qt.FocusReason.ShortcutFocusReason)

    def keep_draft(self) -> None:
        """Save what was typed, at once; nothing happens when nothing was."""
        self._timer.stop()
        if self._presenter.loaded() and not self._saving:
            self._say_draft(self._presenter.keep(self.form()))

    def save(self) -> bool:
        """Write the consultation; return whether there was one to write."""
        if self._saving or not self._presenter.loaded():
            return False
        form = self.form()
        self._errors(None)
        if (wrong := self._presenter.check(form)) is not None:
            self._errors(wrong)
            return True
        self._timer.stop()
        self._saving = True
        person = self._presenter.person()
        self._navigator.run(lambda progress: self._presenter.record(form), lambda done: self._written(done, person, form), self._failed)
        return True

    def form(self) -> Form:
        """Return what stands in the panel."""
        return Form(
            on=self.on.value() or None, at=self._line(self.at).text().strip(), minutes=self._line(self.minutes).text().strip(),
            kind=self._kind().value() or "individual", topics=self.topics.chosen(), note=self.note.toPlainText(), level=self.level.value(),
            next_step=self.next_step.value())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        number = event.text()
        focus = QApplication.focusWidget()
        if number in tuple("123456") and focus is not None and self.topics.isAncestorOf(focus):
            self.topics.toggle(int(number) - 1)
            return
        super().keyPressEvent(event)

    # ---- inside -----------------------------------------------------------------------------------------------------------------------------
    def _parts(self) -> tuple[QWidget, QWidget, QWidget]:
        self._line(self.at).setFixedWidth(64)
        self._line(self.minutes).setFixedWidth(84)
        self._line(self.minutes).setMaxLength(4)
        self.next_step.setAccessibleName(self._say("ui_session.next_step"))
        self._next_name.setBuddy(self.next_step)
        self.note.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        for error in (self._note_error, self._next_error):
            error.hide()
        self._no_case.hide()
        body = box(column(
            self._no_case,
            row((self.on, 1), self.at, self.minutes),
            self.kind,
            column(row(label(self._say("ui_session.topics"), "smallb"), ..., label(self._say("ui_session.topic_keys"), "small")), self.topics, gap=4),
            (column(row(label(self._say("ui_session.note"), "smallb"), ..., self.own_notes, gap=0), (self.note, 1), self._note_error, gap=4), 1),
            self.level,
            row(self._next_name, (self.next_step, 1), gap=12), self._next_error,
        ))
        foot = box(column(row(self._mark, (self._draft, 1), gap=4), row((self.save_button, 1), self.discard_button)))
        self._body = scroll(body, self._say("ui_session.new"))
        return box(row((self._title, 1), self.all_fields, key_hint("Ctrl+N"), gap=4)), self._body, foot

    def _listen(self) -> None:
        for line in (self.on.date, self._line(self.at), self._line(self.minutes), self.next_step):
            line.textEdited.connect(self._typed)
            line.left.connect(self._left)
        self.note.textChanged.connect(self._typed)
        self.note.left.connect(self._left)
        self._kind().chosen_changed.connect(self._typed)
        self.topics.chosen_changed.connect(self._typed)
        self.level.chosen_changed.connect(self._typed)
        self._no_case.acted.connect(self.case_wanted.emit)

    def _typed(self, *_: object) -> None:
        self._line(self.at).setPlaceholderText(self._presenter.start_hint(self.form()))
        if not self._showing:
            self._timer.start()

    def _left(self) -> None:
        if self._timer.isActive():
            self.keep_draft()

    def _show(self, form: Form, draft: str) -> None:
        self._showing = True
        self._timer.stop()
        self._errors(None)
        self._title.set_whole(self._presenter.title())
        self.on.set_value(form.on)
        self._line(self.at).setText(form.at)
        self._line(self.minutes).setText(form.minutes)
        self._kind().choose(form.kind)
        self.topics.choose(form.topics)
        self.note.setPlainText(form.note)
        self.level.choose([form.level])
        self.next_step.set_value(form.next_step)
        self._say_draft(draft)
        self._line(self.at).setPlaceholderText(self._presenter.start_hint(form))
        self._showing = False

    def _say_draft(self, words: str) -> None:
        self._draft.setText(words)
        self._mark.setVisible(bool(words))

    def _written(self, done: Recorded, person: str, before: Form) -> None:
        self._saving = False
        form, words = self._presenter.recorded()
        self._show(form, "")
        self.recorded.emit(done)
        self._navigator.announce(done.written.records)
        self._navigator.toast(words, lambda: self._undo(done, person, before))

    def _undo(self, done: Recorded, person: str, before: Form) -> None:
        def undone(written: Written) -> None:
            self._navigator.announce(written.records)
            if self._presenter.same_person(person) and not self._presenter.is_touched(self.form()):
                self._bring_back(before)

        self._navigator.run(lambda progress: self._desk.sessions.undo(done), undone)

    def _failed(self, error: Exception) -> None:
        self._saving = False
        self.keep_draft()
        if isinstance(error, LineRefused):
            self._errors(self._presenter.refused(error))
        else:
            self._navigator.problem(error)

    def _throw_away(self) -> None:
        kept = self.form()
        was_touched = self._presenter.is_touched(kept)
        self._show(self._presenter.discard(), "")
        self.note.setFocus()
        if was_touched:
            self._navigator.toast(self._say("ui_session.discarded"), lambda: self._bring_back(kept))

    def _more(self) -> None:
        """Go to the form of a session of any kind, with this person in it."""
        self.keep_draft()
        self._navigator.open("session", person=self._presenter.person(), kind=self.form().kind)

    def _my_notes(self) -> None:
        """Go to one's own notes about this person, where they are amended or withdrawn."""
        self.keep_draft()
        self._navigator.open("notes", person=self._presenter.person())

    def _bring_back(self, form: Form) -> None:
        self._show(form, "")
        self.keep_draft()

    def _errors(self, wrong: tuple[str, str] | None) -> None:
        """Show one sentence at one field (None: none)."""
        field, sentence = wrong or ("", "")
        for name, target in (("on", self.on), ("at", self.at), ("minutes", self.minutes), ("kind", self.kind)):
            target.set_error(sentence if field == name else None)
        for name, words in (("note", self._note_error), ("next_step_on", self._next_error)):
            words.setText(sentence if field == name else "")
            words.setVisible(field == name)
        targets = {"on": self.on.date, "at": self.at.editor, "minutes": self.minutes.editor, "note": self.note, "next_step_on": self.next_step}
        if field in targets:
            targets[field].setFocus()
        elif sentence:
            self.kind.set_error(sentence)

    def _line(self, field: Field) -> LineEdit:
        assert isinstance(field.editor, LineEdit)
        return field.editor

    def _kind(self) -> Choice:
        assert isinstance(self.kind.editor, Choice)
        return self.kind.editor

    def _say(self, key: str) -> str:
        return self._texts.say(message(key))


def build(desk: Desk, texts: Texts, navigator: Navigator) -> ConsultationPanel:
    """Return the panel, without a person yet."""
    return ConsultationPanel(desk, texts, navigator)
