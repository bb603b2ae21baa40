"""What the person asked for and nobody offers: the log of unmet needs."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from caseworker_desktop.kernel.message import message
from caseworker_desktop.texts import Texts
from caseworker_desktop.ui.widgets.badge import Badge
from caseworker_desktop.ui.widgets.button import Button
from caseworker_desktop.ui.widgets.editors import Choice
from caseworker_desktop.ui.widgets.empty import Empty
from caseworker_desktop.ui.widgets.label import label
from caseworker_desktop.ui.widgets.layout import box, clear, column, row, rule, scroll
from caseworker_desktop.usecases.assessing import Unmet
from caseworker_desktop.usecases.desk import Desk

FIRST, LAST = "0001-01-01", "9999-12-31"


class UnmetPane(QWidget):
    """`opened` with a domain, to see it or to write that it is not available."""

    opened = Signal(str)

    def __init__(self, desk: Desk, texts: Texts) -> None:
        super().__init__()
        self.setObjectName("clear")
        self._desk, self._texts = desk, texts
        lists, language = desk.lists, texts.language
        domains = [(code, lists.name("needs_domains", code, language)) for code in lists.codes("needs_domains")]
        self.domain = Choice(domains, name=self._say("ui_assessment.domain"))
        self.new = Button(self._say("ui_assessment.log_unmet"), "plain", icon="plus", clicked=lambda: self.opened.emit(self.domain.value() or ""))
        self._entry = box(row((self.domain, 1), self.new, gap=8, margins=(0, 8, 0, 0)))
        if not desk.assessing.may_rate():
            self._entry.hide()
        self._lines = column(gap=0)
        self._empty = Empty("ok", self._say("ui_assessment.nothing_unmet"), self._say("ui_assessment.nothing_unmet_text"))
        inside = box(column(self._empty, self._lines, ..., gap=8, margins=(0, 8, 4, 0)))
        self.setLayout(column(self._entry, (scroll(inside, self._say("ui_assessment.unmet")), 1), gap=4))

    def show_person(self, person: str) -> None:
        """Show what one person lacks."""
        found = self._desk.assessing.unmet(FIRST, LAST, person)
        clear(self._lines)
        for one in found:
            self._lines.addWidget(self._line(one))
            self._lines.addWidget(rule(soft=True))
        self._empty.setVisible(not found)

    def _line(self, one: Unmet) -> QWidget:
        lists, language = self._desk.lists, self._texts.language
        title = lists.name("needs_domains", one.domain, language)
        place = lists.name("municipalities", one.place, language) if one.place else ""
        below = " · ".join(part for part in (self._texts.date(one.on), place, one.note or "") if part)
        words = column(label(title, "h3", wrap=True), label(below, "small", wrap=True), gap=2)
        open_words = self._say("ui_assessment.open")
        button = Button(open_words, "quiet", name=f"{open_words}: {title}", clicked=lambda: self.opened.emit(one.domain))
        made = box(row((words, 1), Badge(lists.name("need_states", "not_available", language), "red"), button, gap=12, margins=(4, 8, 4, 8)))
        made.setAccessibleName(f"{title}, {below}")
        return made

    def _say(self, key: str) -> str:
        return self._texts.say(message(key))
