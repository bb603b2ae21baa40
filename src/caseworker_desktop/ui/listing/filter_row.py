"""One condition of a listing: about which column, how, and the value."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from caseworker_desktop.kernel.message import message
from caseworker_desktop.texts import Texts
from caseworker_desktop.ui.listing.presenter import ListingPresenter
from caseworker_desktop.ui.widgets.button import Button
from caseworker_desktop.ui.widgets.card import Card
from caseworker_desktop.ui.widgets.check_choice import CheckChoice
from caseworker_desktop.ui.widgets.date_field import DateEdit
from caseworker_desktop.ui.widgets.editors import Choice, LineEdit
from caseworker_desktop.ui.widgets.layout import box, clear, column, row
from caseworker_desktop.usecases.report_builder import Filter


class FilterRow(Card):
    """`changed` when a person changed something; `removed` when they took the condition away."""

    changed = Signal()
    removed = Signal()

    def __init__(self, presenter: ListingPresenter, texts: Texts, today: Callable[[], date], told: Filter | None = None) -> None:
        self._presenter, self._texts, self._today = presenter, texts, today
        self.what = Choice(presenter.filter_columns(), name=self._say("ui_listing.filter_column"))
        self.how = Choice((), name=self._say("ui_listing.filter_how"))
        self.out = Button("", "quiet", icon="x", name=self._say("ui_listing.filter_out"))
        self._value = column(gap=4)
        self._place = box(self._value)
        super().__init__(row((self.what, 1), self.out, gap=4), row((self.how, 1), gap=4), self._place, pad=(8, 8, 8, 8), gap=4, inset=True)
        self.ticks: CheckChoice | None = None
        self.line: LineEdit | None = None
        self.ends: tuple[LineEdit | DateEdit, LineEdit | DateEdit] | None = None
        self.out.clicked.connect(self.removed)
        self.what.chosen_changed.connect(self._column_chosen)
        self.how.chosen_changed.connect(self._how_chosen)
        if told is not None:
            self.show_filter(told)
        else:
            self._offer()

    def show_filter(self, told: Filter) -> None:
        """Show a condition."""
        told = self._presenter.shown(told)
        self.what.choose(told.column)
        self._offer(told.how)
        if self.ticks is not None:
            self.ticks.choose([told.value] if isinstance(told.value, str) else map(str, told.value))
        elif self.ends is not None:
            for end, value in zip(self.ends, told.value, strict=True):
                if isinstance(end, DateEdit):
                    end.set_value(value or None)
                else:
                    end.setText("" if value is None else str(value))
        elif self.line is not None:
            self.line.setText(str(told.value or ""))

    def filter(self) -> Filter | None:
        """Return the condition, None while it is not whole."""
        path, how = self.what.value(), self.how.value()
        return None if path is None or how is None else self._presenter.made(path, how, self._told())

    def _told(self) -> Any:
        if self.ticks is not None:
            return self.ticks.chosen()
        if self.ends is not None:
            return tuple(self._end(end) for end in self.ends)
        return self.line.text().strip() if self.line is not None else None

    @staticmethod
    def _end(end: LineEdit | DateEdit) -> str | None:
        """Return one end: empty where it is open, None where it is no date."""
        return end.value() if isinstance(end, DateEdit) else end.text().strip().replace(",", ".").replace(" ", "")

    def _column_chosen(self) -> None:
        self._offer()
        self.changed.emit()

    def _how_chosen(self) -> None:
        self._lay()
        self.changed.emit()

    def _offer(self, how: str | None = None) -> None:
        path = self.what.value()
        if path is not None:
            self.how.set_options(self._presenter.hows(path))
            self.how.choose(how)
            self._lay()

    def _lay(self) -> None:
        """Lay out the editor that fits the column and the way of looking."""
        clear(self._value)
        self.ticks, self.line, self.ends = None, None, None
        path, how = self.what.value(), self.how.value()
        if path is None or how in (None, "empty", "filled"):
            self._place.hide()
            return
        one, options, name = self._presenter.column(path), self._presenter.options(path), self.what.currentText()
        made: list[QWidget] = []
        if how == "between":
            begin, end = self._say("ui_listing.from"), self._say("ui_listing.to")
            if one.look == "number":
                self.ends = (LineEdit(name=f"{name}, {begin}", placeholder=begin), LineEdit(name=f"{name}, {end}", placeholder=end))
            else:
                first, last = (DateEdit(self._texts, self._today, partly=True, past=True) for _ in range(2))
                first.setAccessibleName(f"{name}, {begin}")
                last.setAccessibleName(f"{name}, {end}")
                self.ends = (first, last)
            made = [box(row((self.ends[0], 1), (self.ends[1], 1), gap=4))]
        elif options:
            words = dict(options)
            self.ticks = CheckChoice(name, lambda chosen: ", ".join(words.get(one, one) for one in chosen) or self._say("ui_listing.choose"))
            self.ticks.set_options(options)
            self.ticks.chosen_changed.connect(self.changed)
            made = [self.ticks]
        else:
            self.line = LineEdit(name=name)
            made = [self.line]
        for line in (self.line, *(self.ends or ())):
            if line is not None:
                line.textEdited.connect(lambda _: self.changed.emit())
        for widget in made:
            self._value.addWidget(widget)
        self._place.show()

    def _say(self, key: str) -> str:
        return self._texts.say(message(key))
