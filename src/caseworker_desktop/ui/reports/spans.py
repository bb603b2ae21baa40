"""A span of days of one's own: from, to, and a button; what is no span is told in one sentence."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from caseworker_desktop.kernel.message import message
from caseworker_desktop.texts import Texts
from caseworker_desktop.ui.widgets.button import Button
from caseworker_desktop.ui.widgets.date_field import DateEdit
from caseworker_desktop.ui.widgets.label import label
from caseworker_desktop.ui.widgets.layout import row


class SpanRow(QWidget):
    """`chosen(first, last)` when both days are right."""

    chosen = Signal(str, str)

    def __init__(self, texts: Texts, today: Callable[[], date]) -> None:
        super().__init__()
        self.setObjectName("clear")
        say = texts.say
        self._words = say(message("ui_reports.span_wrong"))
        self.first, self.last = DateEdit(texts, today), DateEdit(texts, today)
        for edit, name in ((self.first, message("ui_reports.span_from")), (self.last, message("ui_reports.span_to"))):
            edit.setAccessibleName(say(name))
            edit.setFixedWidth(130)
            edit.returnPressed.connect(self._take)
        self._wrong = label("", "small", tone="red")
        show = Button(say(message("ui_reports.span_show")), clicked=self._take)
        words = [label(say(told), "muted") for told in (message("ui_reports.span_from"), message("ui_reports.span_to"))]
        self.setLayout(row(words[0], self.first, words[1], self.last, show, self._wrong, ..., gap=8))

    def begin(self, first: str | None, last: str) -> None:
        """Offer these days and take the focus."""
        self.first.set_value(first)
        self.last.set_value(last)
        self.first.setFocus()

    def _take(self) -> None:
        first, last = self.first.value(), self.last.value()
        if first and last and first <= last:
            self._wrong.setText("")
            self.chosen.emit(first, last)
        else:
            self._wrong.setText(self._words)
