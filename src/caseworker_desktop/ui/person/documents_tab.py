"""The tab of a person's documents: a file is added (chosen or dropped), and saved out where a person asks; nothing is left anywhere else."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QFileDialog, QStackedWidget, QWidget

from caseworker_desktop.kernel.clock import today
from caseworker_desktop.kernel.errors import Cancelled, LineRefused
from caseworker_desktop.kernel.message import Message, message
from caseworker_desktop.texts import Texts
from caseworker_desktop.ui.person.documents import PHOTO, DocumentFace, DocumentsPresenter
from caseworker_desktop.ui.problems import as_message
from caseworker_desktop.ui.shell.page import Navigator, Stop
from caseworker_desktop.ui.widgets.badge import Badge
from caseworker_desktop.ui.widgets.banner import Banner
from caseworker_desktop.ui.widgets.button import Button
from caseworker_desktop.ui.widgets.date_field import DateField
from caseworker_desktop.ui.widgets.editors import Choice, LineEdit
from caseworker_desktop.ui.widgets.empty import Empty
from caseworker_desktop.ui.widgets.field import Field
from caseworker_desktop.ui.widgets.label import Glyph, label
from caseworker_desktop.ui.widgets.layout import box, clear, column, row, rule, scroll
from caseworker_desktop.ui.widgets.loading import LongWork
from caseworker_desktop.usecases.desk import Desk
from caseworker_desktop.usecases.documenting import Added

AskOpen = Callable[[QWidget, str], Path | None]
AskSave = Callable[[QWidget, str, str], Path | None]
WIDE = 560


def ask_open(parent: QWidget, title: str) -> Path | None:
    """Let a person choose a file; None when none."""
    chosen, _ = QFileDialog.getOpenFileName(parent, title, str(Path.home()))
    return Path(chosen) if chosen else None


def ask_save(parent: QWidget, title: str, name: str) -> Path | None:
    """Let a person say where a copy goes; None when nowhere."""
    chosen, _ = QFileDialog.getSaveFileName(parent, title, str(Path.home() / name))
    return Path(chosen) if chosen else None


class Dropped(QStackedWidget):
    """The list and the form; `file_dropped` with a path that was dragged here."""

    file_dropped = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("clear")
        self.setAcceptDrops(True)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        urls = event.mimeData().urls()
        if len(urls) == 1 and urls[0].isLocalFile():
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        self.file_dropped.emit(event.mimeData().urls()[0].toLocalFile())
        event.acceptProposedAction()


class DocumentsTab:
    """The tab itself (ui/shell/page.py, PersonTab)."""

    def __init__(self, desk: Desk, texts: Texts, navigator: Navigator, *, choose: AskOpen = ask_open, target: AskSave = ask_save) -> None:
        self.presenter = DocumentsPresenter(desk, texts)
        self._texts, self._navigator, self._choose_file, self._choose_target = texts, navigator, choose, target
        self._person = ""
        self._running: Stop | None = None
        say = texts.say
        self.add = Button(say(message("ui_documents.add")), "quiet", icon="plus", clicked=self.open_form)
        hint = label(say(message("ui_documents.hint", most=self.presenter.limit())), "small", wrap=True)
        self._lines, self._empty = column(gap=0), Empty("draft", say(message("ui_person.no_documents")), say(message("ui_documents.none_text")))
        top = row(self.add, (hint, 1), gap=12)
        listing = box(column(top, (scroll(box(column(self._lines, self._empty, ..., gap=0, margins=(0, 4, 4, 0))),
                                          say(message("ui_person.tab_documents"))), 1), gap=4, margins=(0, 4, 0, 0)))  # fmt: skip
        self.file = LineEdit(name=say(message("ui_documents.file")))
        self.browse = Button(say(message("ui_documents.browse")), icon="folder", clicked=self._browse)
        self.kind = Choice(self.presenter.kinds(), empty=say(message("ui_documents.kind_none")))
        on = say(message("ui_documents.on"))
        self.on = DateField(on, texts, lambda: today(desk.worker.clock), past=True, hint=say(message("ui_documents.on_hint")))
        most = say(message("ui_documents.most", most=self.presenter.limit()))
        self.fields = {
            "file": Field(say(message("ui_documents.file")), self.file, must=True, hint=most),
            "kind": Field(say(message("ui_documents.kind")), self.kind, must=True),
        }
        self._consent = label(say(message("ui_documents.photo_text")), "small", wrap=True)
        self.problem, self.work = Banner("red"), LongWork(say(message("common.stop")))
        self.keep = Button(say(message("ui_documents.keep")), icon="check", clicked=self.send)
        self.leave = Button(say(message("common.cancel")), "plain", clicked=self.close_form)
        for part in (self.problem, self.work, self._consent):
            part.hide()
        line = row((self.fields["file"], 1), column(20, self.browse, ..., gap=0), gap=8)
        self._inside = box(column(line, self.fields["kind"], self._consent, self.on, gap=12))
        about = label(say(message("ui_documents.add_text")), "muted", wrap=True)
        foot = row(..., self.leave, self.keep, gap=8)
        form = box(column(label(say(message("ui_documents.add")), "h2"), about, self.problem, self._inside, self.work, foot, ..., gap=12,
                          margins=(0, 12, 8, 8)))  # fmt: skip
        form.setMaximumWidth(WIDE)
        self._stack = Dropped()
        self._stack.addWidget(listing)
        self._stack.addWidget(scroll(box(row((form, 1), ...)), say(message("ui_documents.add"))))
        self._stack.setAcceptDrops(self.presenter.may_add)
        self._stack.file_dropped.connect(self.drop)
        self.work.stop.clicked.connect(self._stop)
        self.kind.chosen_changed.connect(lambda: self._consent.setVisible(self.kind.value() == PHOTO))
        if not self.presenter.may_add:
            self.add.hide()
            hint.hide()
        self.saves: dict[str, Button] = {}

    # ---- what the page asks ----------------------------------------------------------------------------------------------------------------
    def widget(self) -> QWidget:
        """Return what the tab shows."""
        return self._stack

    def show_person(self, person: str) -> None:
        """Show one person's documents; a form that lies open for the same person stays."""
        if person != self._person:
            self._stop()
            self._empty_form()
            self._stack.setCurrentIndex(0)
        self._person = person
        self._draw()

    def keep_draft(self) -> None:
        """Nothing is typed here that would be lost: a file and two choices."""

    def command(self, name: str) -> bool:
        """Answer Ctrl+Enter (keep) and Esc (close) while the form lies open."""
        if self._stack.currentIndex() == 0:
            return False
        if name == "save":
            self.send()
        elif name == "close":
            self.close_form()
        return name in ("save", "close")

    # ---- adding ------------------------------------------------------------------------------------------------------------------------------
    def open_form(self) -> None:
        """Show the empty form."""
        self._empty_form()
        self._stack.setCurrentIndex(1)
        self.browse.setFocus()

    def drop(self, file: str) -> None:
        """A file was dragged here."""
        if self._running is None and self.presenter.may_add:
            self.open_form()
            self.file.setText(file)
            self.kind.setFocus()

    def close_form(self) -> None:
        """Leave the form; while a file is read, stop that first."""
        if self._running is not None:
            self._stop()
            return
        self._empty_form()
        self._stack.setCurrentIndex(0)
        self.add.setFocus()

    def send(self) -> None:
        """Check, then read and keep the file."""
        if self._running is not None:
            return
        file, kind, on = self.file.text().strip(), self.kind.value(), self.on.value()
        wrong = self.presenter.faults(file, kind, on)
        self._show_faults(wrong)
        if wrong or not self.on.check() or kind is None:
            return
        person = self._person
        self._free(False)
        self._heard(message("documents.reading"), 0, 0)
        self.work.show()
        self.work.stop.setFocus()
        self._running = self._navigator.run(
            lambda progress: self.presenter.add(person, file, kind, on, progress), self._added, self._failed, self._heard)

    def _added(self, added: Added) -> None:
        self._ended()
        self._empty_form()
        self._stack.setCurrentIndex(0)
        self._navigator.announce(frozenset({("document", added.id)}))
        self._navigator.toast(self._texts.say(message("ui_documents.kept")), lambda: self._undo(added.id))
        self._draw()
        self.add.setFocus()

    def _undo(self, document: str) -> None:
        self._navigator.announce(self.presenter.withdraw(document))
        self._draw()

    def _failed(self, error: Exception) -> None:
        self._ended()
        if isinstance(error, Cancelled):
            self._navigator.toast(self._texts.say(message("ui_documents.stopped")))
            self.keep.setFocus()
            return
        said = as_message(error)
        if isinstance(error, LineRefused) and error.field in self.fields:
            self._show_faults({error.field: said})
            return
        self.problem.say("red", self._texts.say(message("ui_documents.not_kept")), self._texts.say(said))
        self.problem.show()
        self.keep.setFocus()

    def _heard(self, stage: Message, done: int, total: int) -> None:
        say = self._texts.say
        self.work.show_step(say(stage), say(message("common.percent", number=done * 100 // total)) if total else "", done, total)

    def _ended(self) -> None:
        self._running = None
        self.work.hide()
        self._free(True)

    def _free(self, free: bool) -> None:
        for part in (self._inside, self.keep):
            part.setEnabled(free)

    def _stop(self) -> None:
        if self._running is not None:
            self._running.stop()

    def _empty_form(self) -> None:
        self.file.clear()
        self.kind.choose(None)
        self.on.set_value("")
        self._consent.hide()
        self.problem.hide()
        self._show_faults({})

    def _show_faults(self, told: Mapping[str, Message]) -> None:
        for name, field in self.fields.items():
            field.set_error(self._texts.say(told[name]) if name in told else None)
        first = next((self.fields[name] for name in self.fields if name in told), None)
        if first is not None:
            first.editor.setFocus()

    def _browse(self) -> None:
        found = self._choose_file(self._stack, self._texts.say(message("ui_documents.file")))
        if found is not None:
            self.file.setText(str(found))
            self.fields["file"].set_error(None)
            self.kind.setFocus()

    # ---- saving out --------------------------------------------------------------------------------------------------------------------------
    def save_out(self, face: DocumentFace) -> None:
        """Write a copy where a person says; it is noted in the audit."""
        target = self._choose_target(self._stack, self._texts.say(message("ui_documents.save_out")), face.file_name)
        if target is None:
            return

        def saved(_: Added) -> None:
            self._navigator.toast(self._texts.say(message("ui_documents.saved", file=target.name)))

        self._navigator.run(lambda _: self.presenter.save(face.id, target), saved)

    def _draw(self) -> None:
        clear(self._lines)
        self.saves = {}
        faces = self.presenter.faces(self._person)
        for face in faces:
            self._lines.addWidget(self._line(face))
            self._lines.addWidget(rule(soft=True))
        self._empty.setVisible(not faces)

    def _line(self, face: DocumentFace) -> QWidget:
        words = column(label(face.title, "h3", wrap=True), label(face.below, "small", wrap=True), gap=2)
        button = None
        if face.here:
            said = self._texts.say(message("ui_documents.save_out"))
            button = Button(said, "quiet", name=f"{said}: {face.title}", clicked=lambda: self.save_out(face))
            self.saves[face.id] = button
        made = box(row(Glyph("draft", "text3", 20), (words, 1), Badge(*face.mark) if face.mark else None, button, gap=12, margins=(4, 8, 4, 8)))
        made.setAccessibleName(", ".join(part for part in (face.title, face.mark[0] if face.mark else "", face.below) if part))
        return made


def build(desk: Desk, texts: Texts, navigator: Navigator) -> DocumentsTab:
    """Return the tab, without a person yet."""
    return DocumentsTab(desk, texts, navigator)
