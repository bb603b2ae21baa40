"""A form that does one deed through a use case: its fields, what to look at first, what it is called when it is done, and how it is taken back.

For any screen (ui/widgets/record_form.py makes the fields). A presenter answers a pressed button with one of the values here.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from caseworker_desktop.kernel.errors import LineRefused
from caseworker_desktop.kernel.message import Message, message
from caseworker_desktop.texts import Texts
from caseworker_desktop.ui.shell.page import Navigator
from caseworker_desktop.ui.widgets.banner import Banner
from caseworker_desktop.ui.widgets.button import Button
from caseworker_desktop.ui.widgets.label import label
from caseworker_desktop.ui.widgets.layout import box, clear, column, row, rule, scroll
from caseworker_desktop.ui.widgets.record_form import FieldSpec, RecordForm
from caseworker_desktop.usecases.desk import Desk
from caseworker_desktop.usecases.intent import Written

IDLE_MS = 2000
Values = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Deed:
    """A form. `key` names its draft; `write` does it; `said` tells so; `undo` takes it back; `look` returns what to see before it is written.

    `opens`: the thing to show afterwards, from what was written. `note` stands above the fields. `about`: the person whom it is of, by whose
    name Today lists what was begun.
    """

    key: str
    title: str
    save: str
    specs: Sequence[FieldSpec]
    write: Callable[[Values], Written]
    said: str
    start: Values = field(default_factory=dict)
    note: str = ""
    undo: Callable[[Written], Written] | None = None
    look: Callable[[Values], Sequence[Message]] | None = None
    opens: Callable[[Written], str] | None = None
    about: str | None = None

    @property
    def draft(self) -> str:
        """The key under which what is typed is kept: that of plain forms, which Today lists."""
        return f"record:deed:{self.key}"


@dataclass(frozen=True, slots=True)
class Do:
    """Something done at once, without a form."""

    write: Callable[[], Written]
    said: str
    undo: Callable[[Written], Written] | None = None


@dataclass(frozen=True, slots=True)
class Go:
    """Another page to be opened."""

    page: str
    where: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Show:
    """Another thing to be shown at the side: its code."""

    key: str


Answer = Deed | Do | Go | Show | None


class DeedPanel(QWidget):
    """`done` with (deed, what was written) after it was announced; `closed` when the form is left."""

    done = Signal(object, object)
    closed = Signal()

    def __init__(self, desk: Desk, texts: Texts, navigator: Navigator) -> None:
        super().__init__()
        self.setObjectName("clear")
        self._desk, self._texts, self._navigator = desk, texts, navigator
        self.deed: Deed | None = None
        self.form: RecordForm | None = None
        self._looked: Values | None = None
        self._where: dict[str, str] = {}
        self._saving = False
        self._title = label("", "h2", wrap=True)
        self._note = label("", "muted", wrap=True)
        self.warning = Banner("amber")
        self.warning.hide()
        self._place = column(gap=0)
        self._draft = label("", "small")
        self.save_button = Button("", "primary", keys="Ctrl+Enter", clicked=self.save)
        self.leave_button = Button(self._say("ui_form.close"), "plain", clicked=self.leave)
        self.discard_button = Button(self._say("ui_form.discard"), "quiet", clicked=self.discard)
        self._draft_row = box(row((self._draft, 1), self.discard_button))
        inner = box(column(self._note, self._place, ..., gap=12, margins=(0, 4, 8, 4)))
        self.setLayout(column(
            self._title, rule(soft=True), (scroll(inner), 1), self.warning, self._draft_row, row((self.save_button, 1), self.leave_button), gap=10))
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(IDLE_MS)
        self._timer.timeout.connect(self.keep_draft)

    def open(self, deed: Deed, where: Mapping[str, str]) -> None:
        """Show a form, filled with its draft when there is one; `where` leads back to it (`page`, then what the page is opened with)."""
        self.keep_draft()
        self.deed, self._looked, self._saving = deed, None, False
        self._where = {**where, **({"person": deed.about} if deed.about else {})}
        clear(self._place)
        self.form = RecordForm(deed.specs, self._texts, self._desk.worker.clock.now, columns=2)
        self._place.addWidget(self.form)
        self.form.show_values(deed.start)
        kept = self._desk.drafts.get(deed.draft) if self._may_draft() else None
        if kept is not None:
            self.form.show_typed(kept.content["fields"])
        self._title.setText(deed.title)
        self.setAccessibleName(deed.title)
        self._note.setText(deed.note)
        self._note.setVisible(bool(deed.note))
        self._draft.setText(self._texts.say(message("ui_form.draft_of", time=self._texts.time(kept.saved_at))) if kept else "")
        self._draft_row.setVisible(kept is not None)
        self._warn(())
        self.form.touched.connect(self._touched)
        self.form.left.connect(self._left)
        self.form.take_focus()

    def is_open(self) -> bool:
        """Tell whether a form is shown."""
        return self.form is not None

    def save(self) -> bool:
        """Do it: first show what to look at, then, when asked again, write. Return whether there was a form."""
        if self.form is None or self.deed is None or self._saving:
            return False
        if not self.form.check():
            return True
        values, deed = self.form.values(), self.deed
        if deed.look is not None and self._looked != values:
            try:
                seen = deed.look(values)
            except Exception as error:  # noqa: BLE001 -- what a refusal says stands at its field, as after writing
                self._failed(error)
                return True
            if seen:
                self._looked = values
                self._warn(seen)
                return True
        self._timer.stop()
        self._saving = True
        self._navigator.run(lambda progress: deed.write(values), self._written, self._failed)
        return True

    def leave(self) -> None:
        """Go back without writing; what was typed stays as a draft."""
        self.keep_draft()
        self._shut()
        self.closed.emit()

    def keep_draft(self) -> None:
        """Save what was typed, at once; nothing happens when nothing was."""
        self._timer.stop()
        if self.form is None or self.deed is None or self._saving or not self._may_draft():
            return
        if self.form.is_touched():
            self._desk.drafts.save(self.deed.draft, {"fields": self.form.typed(), "title": self.deed.title, "where": self._where})
            self._draft.setText(self._say("ui_form.draft_kept"))
            self._draft_row.show()
        else:
            self._desk.drafts.discard(self.deed.draft)

    def discard(self) -> None:
        """Throw away what was typed and go back; the toast offers it again."""
        if self.form is None or self.deed is None or self._saving:
            return
        key, content = self.deed.draft, {"fields": self.form.typed(), "title": self.deed.title, "where": self._where}
        self._desk.drafts.discard(key)
        self._shut()
        self._navigator.toast(self._say("ui_form.discarded"), lambda: self._desk.drafts.save(key, content))
        self.closed.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and self.form is not None:
            self.leave()
        else:
            super().keyPressEvent(event)

    # ---- inside ---------------------------------------------------------------------------------------------------------------------------
    def _warn(self, seen: Sequence[Message]) -> None:
        words = " ".join(self._texts.say(each) for each in seen)
        self.warning.say("amber", self._say("ui_deed.look_first") if seen else "", words)
        self.warning.setVisible(bool(seen))
        assert self.deed is not None
        self.save_button.set_words(self._say("ui_deed.anyway") if seen else self.deed.save)

    def _touched(self) -> None:
        if self._looked is not None:
            self._looked = None
            self._warn(())
        self._timer.start()

    def _left(self) -> None:
        if self._timer.isActive():
            self.keep_draft()

    def _written(self, written: Written) -> None:
        deed = self.deed
        if deed is None:
            return
        self._timer.stop()
        if self._may_draft():
            self._desk.drafts.discard(deed.draft)
        self._shut()
        self._saving = False
        self._navigator.announce(written.records)
        tell(self._navigator, self._texts, deed, written)
        self.done.emit(deed, written)

    def _failed(self, error: Exception) -> None:
        self._saving = False
        if isinstance(error, LineRefused) and self.form is not None and self.form.show_refused(error.field, self._texts.say(error.reason)):
            self.keep_draft()
            return
        self.keep_draft()
        self._navigator.problem(error)

    def _shut(self) -> None:
        self._timer.stop()
        self.form = None
        self.deed = None
        clear(self._place)

    def _may_draft(self) -> bool:
        return self._desk.worker.secret is not None

    def _say(self, key: str) -> str:
        return self._texts.say(message(key))


def tell(navigator: Navigator, texts: Texts, deed: Deed | Do, written: Written) -> None:
    """Say that something was done, with what to look at and what takes it back."""
    words = [texts.say(finding.reason) for _, _, finding in written.warnings]
    unseen = words[:1] if not isinstance(deed, Deed) or deed.look is None else []
    said = texts.say(message("ui_form.saved_but", warning=unseen[0])) if unseen else deed.said
    undo = deed.undo
    if undo is None:
        navigator.toast(said)
        return

    def take_back() -> None:
        assert undo is not None
        navigator.run(lambda progress: undo(written), lambda back: navigator.announce(back.records))

    navigator.toast(said, take_back)
