"""A record edited in place: title, plain form, save, leave, take out; what is typed is kept as a draft until it is written.

For any screen. `open` shows a record or a new one; the panel says what happened by `saved`, `deleted` and `closed`.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from caseworker_desktop.kernel.errors import LineRefused
from caseworker_desktop.kernel.message import message
from caseworker_desktop.texts import Texts
from caseworker_desktop.ui.shell.page import Navigator
from caseworker_desktop.ui.widgets.banner import Banner
from caseworker_desktop.ui.widgets.button import Button
from caseworker_desktop.ui.widgets.label import label
from caseworker_desktop.ui.widgets.layout import box, clear, column, row, scroll
from caseworker_desktop.ui.widgets.record_form import FieldSpec, RecordForm
from caseworker_desktop.usecases.editing import Saved

if TYPE_CHECKING:
    from caseworker_desktop.usecases.desk import Desk

IDLE_MS = 2000
Write = Callable[[str | None, Mapping[str, Any]], Saved]
"""(id or None, values) → what was written."""
Remove = Callable[[str], Saved]


class RecordPanel(QWidget):
    """`saved` and `deleted` with the Saved value after it was written and announced; `closed` when the form is left."""

    saved = Signal(object)
    deleted = Signal(object)
    closed = Signal()

    def __init__(self, desk: Desk, texts: Texts, navigator: Navigator) -> None:
        super().__init__()
        self.setObjectName("clear")
        self._desk, self._texts, self._navigator = desk, texts, navigator
        self.form: RecordForm | None = None
        self._kind = self._key = ""
        self._id: str | None = None
        self._fixed: dict[str, Any] = {}
        self._where: dict[str, str] = {}
        self._saving = False
        self._write: Write | None = None
        self._remove: Remove | None = None
        self.title = label("", "h2", wrap=True)
        self.note = label("", "muted", wrap=True)
        self.back = Button("", "quiet", icon="left", name=self._say("ui_form.back"), clicked=self.leave)
        self.warning = Banner("amber")
        self._draft = label("", "small")
        self._place = column(gap=0)
        inner = box(column(self.warning, self._place, ..., gap=12, margins=(0, 4, 8, 4)))
        self.save_button = Button(self._say("ui_form.save"), "primary", keys="Ctrl+Enter", clicked=self.save)
        self.leave_button = Button(self._say("ui_form.leave"), "plain", clicked=self.leave)
        self.delete_button = Button(self._say("ui_form.delete"), "danger", icon="trash", clicked=self._delete)
        self.discard_button = Button(self._say("ui_form.discard"), "quiet", clicked=self.discard)
        foot = row(self.save_button, self.leave_button, (self._draft, 1), self.discard_button, self.delete_button)
        self.setLayout(column(row(self.back, (self.title, 1)), self.note, (scroll(inner), 1), foot, gap=8))
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(IDLE_MS)
        self._timer.timeout.connect(self.keep_draft)

    # ---- for the screen that holds it ---------------------------------------------------------------------------------------------------
    def open(
        self, title: str, kind: str, specs: Sequence[FieldSpec], *, id_: str | None = None, fixed: Mapping[str, Any] | None = None,
        start: Mapping[str, Any] | None = None, note: str = "", draft: str = "", columns: int = 2, may_delete: bool = True,
        write: Write | None = None, remove: Remove | None = None, where: Mapping[str, str] | None = None,
    ) -> None:
        """Show a record (`id_`) or a new one with the values of `start`; `fixed` are written with a new one and not shown.

        `draft` names the draft of a new record (else its kind and fixed references do). `write` and `remove` take the place of the plain
        saving and taking out, where more hangs on it. `where` is kept with a draft, so that others can lead back to it (`page`, then what
        the page is opened with). Read-only where the worker may not write the kind.
        """
        self.keep_draft()
        values = (self._desk.editing.read(kind, id_) if id_ else None) or dict(start or {})
        self._kind, self._id, self._fixed = kind, id_, dict(fixed or {})
        self._write = write or (lambda record, given: self._desk.editing.save(kind, record, given))
        self._remove = remove or (lambda record: self._desk.editing.delete(kind, record))
        self._key = f"record:{kind}:{id_ or draft or '/'.join(str(value) for value in self._fixed.values())}"
        clear(self._place)
        self.form = RecordForm(specs, self._texts, self._desk.worker.clock.now, columns=columns)
        self._place.addWidget(self.form)
        self.form.show_values({} if id_ is None else values)
        if id_ is None and start:
            self._show_start(start)
        self._where = dict(where or {})
        kept = self._desk.drafts.get(self._key) if self._may_draft() else None
        if kept is not None:
            self.form.show_typed(kept.content["fields"])
        may = self._desk.editing.may(kind)
        self.form.set_read_only(not may)
        self._say_all(title, note, kept.saved_at if kept else None)
        self.save_button.setVisible(may)
        self.delete_button.setVisible(may and may_delete and id_ is not None)
        self.discard_button.setVisible(kept is not None)
        self.leave_button.set_words(self._say("ui_form.leave" if may else "ui_form.close"))
        self.form.touched.connect(self._typed)
        self.form.left.connect(self._left)
        self.form.take_focus()

    def is_open(self) -> bool:
        """Tell whether a record is shown."""
        return self.form is not None

    def save(self) -> bool:
        """Write what changed; return whether there was a form to write."""
        form = self.form
        if form is None or self._saving or not self.save_button.isVisibleTo(self):
            return False
        if not form.check():
            return True
        values = form.values() if self._id is None else form.changed()
        if self._id is not None and not values:
            self._forget()
            self._shut()
            return True
        self._timer.stop()
        self._saving = True
        assert self._write is not None
        write, id_, fixed = self._write, self._id, self._fixed if self._id is None else {}
        self._navigator.run(lambda progress: write(id_, {**fixed, **values}), self._written, self._failed)
        return True

    def leave(self) -> None:
        """Go back without writing; what was typed stays as a draft."""
        self.keep_draft()
        self._shut()

    def discard(self) -> None:
        """Throw away what was typed and go back; the toast offers it again."""
        if self.form is None or self._saving:
            return
        key, content = self._key, {"fields": self.form.typed(), "title": self.title.text(), "where": self._where}
        self._forget()
        self._shut()
        if self._may_draft():
            self._navigator.toast(self._say("ui_form.discarded"), lambda: self._desk.drafts.save(key, content))

    def keep_draft(self) -> None:
        """Save what was typed, at once; nothing happens when nothing was."""
        self._timer.stop()
        if self.form is None or self._saving or not self._may_draft() or not self._desk.editing.may(self._kind):
            return
        if self.form.is_touched():
            self._desk.drafts.save(self._key, {"fields": self.form.typed(), "title": self.title.text(), "where": self._where})
            self._draft.setText(self._say("ui_form.draft_kept"))
        else:
            self._desk.drafts.discard(self._key)

    def command(self, name: str) -> bool:
        """Answer Ctrl+Enter (save) and Esc (close)."""
        if self.form is None:
            return False
        if name == "save":
            return self.save()
        if name == "close":
            self.leave()
            return True
        return False

    def warn(self, title: str, text: str = "") -> None:
        """Say something above the form (empty: nothing)."""
        self.warning.say("amber", title, text)
        self.warning.setVisible(bool(title))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and self.form is not None:
            self.leave()
        else:
            super().keyPressEvent(event)

    # ---- inside ---------------------------------------------------------------------------------------------------------------------------
    def _show_start(self, start: Mapping[str, Any]) -> None:
        assert self.form is not None
        for name, editor in self.form.editors.items():
            if name in start:
                editor.show(start[name])

    def _say_all(self, title: str, note: str, kept: str | None) -> None:
        self.title.setText(title)
        self.setAccessibleName(title)
        self.note.setText(note)
        self.note.setVisible(bool(note))
        self.warn("")
        self._draft.setText(self._texts.say(message("ui_form.draft_of", time=self._texts.time(kept))) if kept else "")

    def _typed(self) -> None:
        self._timer.start()
        self.discard_button.show()

    def _left(self) -> None:
        if self._timer.isActive():
            self.keep_draft()

    def _written(self, done: Saved) -> None:
        self._saving = False
        self._forget()
        self._shut()
        self._navigator.announce(done.written.records)
        words = [self._texts.say(finding.reason) for _, _, finding in done.written.warnings]
        said = self._texts.say(message("ui_form.saved_but", warning=words[0])) if words else self._say("ui_form.saved")
        self._navigator.toast(said, lambda: self._take_back(done))
        self.saved.emit(done)

    def _failed(self, error: Exception) -> None:
        self._saving = False
        self.keep_draft()
        if isinstance(error, LineRefused) and self.form is not None and self.form.show_refused(error.field, self._texts.say(error.reason)):
            return
        self._navigator.problem(error)

    def _delete(self) -> None:
        if self._id is None or self._saving:
            return
        assert self._remove is not None
        remove, id_ = self._remove, self._id
        self._saving = True
        self._navigator.run(lambda progress: remove(id_), self._gone, self._failed)

    def _gone(self, done: Saved) -> None:
        self._saving = False
        self._forget()
        self._shut()
        self._navigator.announce(done.written.records)
        self._navigator.toast(self._say("ui_form.deleted"), lambda: self._take_back(done))
        self.deleted.emit(done)

    def _take_back(self, done: Saved) -> None:
        self._navigator.run(lambda progress: self._desk.editing.take_back(done), lambda written: self._navigator.announce(written.records))

    def _forget(self) -> None:
        self._timer.stop()
        if self._may_draft():
            self._desk.drafts.discard(self._key)

    def _shut(self) -> None:
        self._timer.stop()
        self.form = None
        clear(self._place)
        self.closed.emit()

    def _may_draft(self) -> bool:
        return self._desk.worker.secret is not None

    def _say(self, key: str) -> str:
        return self._texts.say(message(key))
