"""A date typed by hand, read leniently and written back in full when the focus leaves."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent

from caseworker_desktop.kernel.message import message
from caseworker_desktop.texts import Texts
from caseworker_desktop.ui.widgets.dates import read_date
from caseworker_desktop.ui.widgets.editors import LineEdit
from caseworker_desktop.ui.widgets.field import Field


class DateEdit(LineEdit):
    """`value()` is ISO text, empty, or None when what stands there is no date. Up and Down move by a day."""

    value_changed = Signal()

    def __init__(self, texts: Texts, today: Callable[[], date], *, partly: bool = False, past: bool = False) -> None:
        super().__init__(placeholder=texts.date("2026-12-09"))
        self._texts, self._today, self._partly, self._past = texts, today, partly, past
        self.left.connect(self._write_out)
        self.textEdited.connect(lambda _: self.value_changed.emit())

    def value(self) -> str | None:
        """Return the ISO date (or a year or month when `partly`), empty text, or None when it cannot be read."""
        return read_date(self.text(), self._today(), day_first=self._texts.language == "lv", partly=self._partly, past=self._past)

    def set_value(self, iso: str | None) -> None:
        """Show a date silently."""
        self.setText(self._texts.date(iso) if iso else "")

    def keyPressEvent(self, event: QKeyEvent) -> None:
        step = {Qt.Key.Key_Up: 1, Qt.Key.Key_Down: -1}.get(Qt.Key(event.key()))
        value = self.value()
        if step is None or self.isReadOnly() or value is None or len(value) not in (0, 10):
            super().keyPressEvent(event)
            return
        start = date.fromisoformat(value) if value else self._today()
        self.set_value((start + timedelta(days=step) if value else start).isoformat())
        self.value_changed.emit()

    def _write_out(self) -> None:
        value = self.value()
        if value and not self.isReadOnly():
            self.set_value(value)


class DateField(Field):
    """A field with a DateEdit that tells by itself, in one sentence, when the day does not exist."""

    def __init__(
        self,
        name: str,
        texts: Texts,
        today: Callable[[], date],
        *,
        hint: str = "",
        must: bool = False,
        partly: bool = False,
        past: bool = False,
    ) -> None:
        self.date = DateEdit(texts, today, partly=partly, past=past)
        super().__init__(name, self.date, hint=hint, must=must)
        self._texts, self._partly = texts, partly
        self.date.left.connect(self.check)
        self.date.value_changed.connect(lambda: self.set_error(None))

    def value(self) -> str | None:
        """Return the ISO date, empty text, or None when it cannot be read."""
        return self.date.value()

    def set_value(self, iso: str | None) -> None:
        """Show a date silently and without an error."""
        self.date.set_value(iso)
        self.set_error(None)

    def check(self) -> bool:
        """Show the error when it is no date; return whether it is one (or empty)."""
        good = self.date.value() is not None
        if not good:
            example = self._texts.date("2026-12-09")
            self.set_error(self._texts.say(message("date.wrong_partly" if self._partly else "date.wrong", example=example)))
        return good
