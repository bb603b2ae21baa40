"""My notes: one's own signed ones, searched as one types; an amendment is added under one, or one is withdrawn."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QStackedWidget

from caseworker_desktop.kernel.errors import LineRefused
from caseworker_desktop.kernel.message import message
from caseworker_desktop.texts import Texts
from caseworker_desktop.ui.changes import Changed, touches
from caseworker_desktop.ui.session.note_edit import NoteEdit, session_texts
from caseworker_desktop.ui.shell.page import Breadth, Navigator, Page
from caseworker_desktop.ui.widgets.badge import Badge
from caseworker_desktop.ui.widgets.button import Button
from caseworker_desktop.ui.widgets.card import Card
from caseworker_desktop.ui.widgets.drawer import Drawer
from caseworker_desktop.ui.widgets.empty import Empty
from caseworker_desktop.ui.widgets.label import Elided, label
from caseworker_desktop.ui.widgets.layout import PAGE_MARGINS, box, clear, column, measure_again, row, rule, scroll
from caseworker_desktop.ui.widgets.rows import Face, RowList, RowModel, Slice
from caseworker_desktop.ui.widgets.search_field import SearchField
from caseworker_desktop.usecases.desk import Desk
from caseworker_desktop.usecases.intent import Written
from caseworker_desktop.usecases.noting import MyNote

SIDE = 460
_TONES = {"shared": "grey", "role": "blue", "author": "amber"}


class NotesPage(Page):
    """The list at the left, the thread of the chosen note beside it."""

    def __init__(self, desk: Desk, texts: Texts, navigator: Navigator) -> None:
        super().__init__()
        self._desk, self._texts, self._navigator = desk, texts, navigator
        self._person: str | None = None
        self._notes: tuple[MyNote, ...] = ()
        self._note = ""
        head = box(column(label(self._say("ui_session.my_notes"), "h1"), Elided(self._say("ui_session.my_notes_text"), "muted"), gap=0))
        self.back = Button("", "quiet", icon="left", name=self._say("ui_session.back"), clicked=navigator.back)
        self.search = SearchField(self._say("ui_session.search_notes"), name=self._say("ui_session.search_notes"), keys="Ctrl+F")
        self.model: RowModel[MyNote] = RowModel(lambda after, limit: Slice(self._notes), self._face, self)
        self.list = RowList(self._say("ui_session.my_notes"), height=72)
        self.list.setModel(self.model)
        self._empty = Empty("pen", self._say("ui_session.no_notes"), self._say("ui_session.no_notes_text"))
        self._body = QStackedWidget()
        self._body.addWidget(self.list)
        self._body.addWidget(box(column(self._empty, ..., margins=(16, 16, 16, 16))))
        self._thread = column(gap=12)
        self.more = NoteEdit(lambda: session_texts(desk, texts), self._say("ui_session.no_texts"), name=self._say("ui_session.amendment"), lines=3)
        self._error = label("", "smallt", tone="red", wrap=True)
        self._error.hide()
        self.amend = Button(self._say("ui_session.amend"), "primary", keys="Ctrl+Enter", clicked=self._amend)
        self.withdraw = Button(self._say("ui_session.withdraw"), "danger", clicked=self._withdraw)
        self.open_person = Button(self._say("ui_session.open_person"), "plain", clicked=self._open_person)
        side = Card(
            row(label(self._say("ui_session.note"), "h2"), ..., self.withdraw, self.open_person),
            (scroll(box(column(self._thread, ..., gap=0)), self._say("ui_session.note")), 1), rule(soft=True),
            label(self._say("ui_session.amendment"), "smallb"), self.more, self._error, row(self.amend, ...))
        self.drawer = Drawer(self, side, width=SIDE)
        listed = Card(box(row((self.search, 1), margins=(16, 12, 16, 12))), rule(), (self._body, 1), pad=(1, 1, 1, 1), gap=0)
        self.setLayout(column(row(self.back, (head, 1)), (row((listed, 1), self.drawer, gap=12), 1), gap=12, margins=PAGE_MARGINS))
        side.setEnabled(False)
        self._side = side
        self.search.asked.connect(lambda _: self._reload())
        self.search.went_down.connect(self._enter)
        self.list.chosen.connect(lambda at: self._show(self.model.row_at(at).row.id))
        self.list.opened.connect(lambda _: self._write_more())

    def go(self, where: Mapping[str, str]) -> None:
        self._person = where.get("person")
        self._note = where.get("note", "")
        self._reload()

    def on_shown(self) -> None:
        if not self._notes:
            self._reload()
        self._enter()

    def refresh(self, changed: Changed) -> None:
        if touches(changed, ("note", "person", "case")):
            self._reload()

    def set_breadth(self, breadth: Breadth) -> None:
        self.drawer.set_docked(breadth == Breadth.WIDE)
        measure_again(self)

    def command(self, name: str) -> bool:
        match name:
            case "find":
                self.search.setFocus(Qt.FocusReason.ShortcutFocusReason)
                self.search.selectAll()
            case "save":
                self._amend()
            case "template":
                self.more.offer()
            case "close":
                self._close()
            case _:
                return False
        return True

    def help_topic(self) -> str:
        return "session"

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self._close()
        else:
            super().keyPressEvent(event)

    # ---- inside -----------------------------------------------------------------------------------------------------------------------------
    def _reload(self) -> None:
        text, person = self.search.text(), self._person
        self._navigator.run(lambda progress: self._desk.noting.mine(text, person=person), self._read)

    def _read(self, found: tuple[MyNote, ...]) -> None:
        self._notes = found
        self.model.replace(found)
        self._body.setCurrentIndex(0 if found else 1)
        at = next((n for n, one in enumerate(found) if one.row.id == self._note), 0)
        self.list.choose(at if found else None)
        self._side.setEnabled(bool(found))
        if found:
            self._show(found[at].row.id)
        else:
            clear(self._thread)

    def _show(self, note: str) -> None:
        """Show a note with what amends it and what it amends."""
        if note != self._note:
            self.more.clear()
        self._note = note
        clear(self._thread)
        for one in self._desk.noting.thread(note):
            self._thread.addWidget(self._piece(one, chosen=one.row.id == note))
        self._say_error("")

    def _piece(self, one: MyNote, *, chosen: bool) -> Card:
        who = self._desk.people.staff_names([one.row.author]).get(one.row.author or "", "")
        signed = f"{self._texts.date(one.row.signed_on[:10])} {self._texts.time(one.row.signed_on)}"
        head = row(label(signed, "smallb"), label(who, "small"), ..., Badge(self._level(one), _TONES[one.row.level]), gap=8)
        added = label(self._say("ui_session.is_amendment"), "small") if one.row.amends else None
        shut = self._say("ui_session.kept_for_others")
        step = label(self._texts.say(message("ui_session.next_is", step=one.next_step)), "muted", wrap=True) if one.next_step else None
        return Card(head, added, label(one.text if one.text is not None else shut, "body", wrap=True), step, inset=True, pad=(12, 8, 12, 12),
                    gap=4, chosen=chosen)

    def _face(self, one: MyNote) -> Face:
        kind = self._desk.lists.name("session_kinds", one.row.session_kind, self._texts.language) if one.row.session_kind else ""
        below = " · ".join(part for part in (self._texts.date(one.row.signed_on[:10]), kind) if part)
        first = " ".join((one.text or "").split())
        badge = (self._level(one), _TONES[one.row.level], None)
        return Face(one.row.name, below, first, avatar=True, badge=badge)

    def _level(self, one: MyNote) -> str:
        if one.row.level == "role" and one.row.role:
            return self._desk.lists.name("roles", one.row.role, self._texts.language)
        return self._say("ui_session.level.shared" if one.row.level == "shared" else "ui_session.level.author")

    def _enter(self) -> None:
        (self.list if self.model.rowCount() else self.search).setFocus(Qt.FocusReason.OtherFocusReason)

    def _write_more(self) -> None:
        self.drawer.open()
        self.more.setFocus(Qt.FocusReason.OtherFocusReason)

    def _amend(self) -> None:
        text, note = self.more.toPlainText(), self._note
        if not note:
            return

        def done(written: Written) -> None:
            self.more.clear()
            self._navigator.announce(written.records)
            self._navigator.toast(self._say("ui_session.amended"), lambda: self._undo(written.ids[0], in_error=True))

        self._navigator.run(lambda progress: self._desk.noting.amend(note, text), done, self._failed)

    def _withdraw(self) -> None:
        note = self._note
        if not note:
            return

        def done(written: Written) -> None:
            self._navigator.announce(written.records)
            self._navigator.toast(self._say("ui_session.withdrawn"), lambda: self._undo(note, in_error=False))

        self._navigator.run(lambda progress: self._desk.noting.withdraw(note), done, self._failed)

    def _undo(self, note: str, *, in_error: bool) -> None:
        self._navigator.run(
            lambda progress: self._desk.noting.withdraw(note, in_error=in_error), lambda written: self._navigator.announce(written.records))

    def _failed(self, error: Exception) -> None:
        if isinstance(error, LineRefused) and error.field == "note":
            self._say_error(self._texts.say(error.reason))
            self.more.setFocus()
        else:
            self._navigator.problem(error)

    def _say_error(self, sentence: str) -> None:
        self._error.setText(sentence)
        self._error.setVisible(bool(sentence))

    def _open_person(self) -> None:
        person = next((one.row.person for one in self._notes if one.row.id == self._note), "")
        if person:
            self._navigator.open("people", person=person)

    def _close(self) -> None:
        if self.drawer.is_open() and not self.drawer.is_docked():
            self.drawer.close_drawer()
            self._enter()
        else:
            self._navigator.back()

    def _say(self, key: str) -> str:
        return self._texts.say(message(key))


def build(desk: Desk, texts: Texts, navigator: Navigator) -> Page:
    """Return the page."""
    return NotesPage(desk, texts, navigator)
