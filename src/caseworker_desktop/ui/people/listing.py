"""The pane at the left: heading, search, filters, and the people."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QStackedWidget, QWidget

from caseworker_desktop.kernel.message import message
from caseworker_desktop.texts import Texts
from caseworker_desktop.ui.people.presenter import ListPresenter
from caseworker_desktop.ui.widgets.button import Button
from caseworker_desktop.ui.widgets.chips import ChipGroup
from caseworker_desktop.ui.widgets.empty import Empty
from caseworker_desktop.ui.widgets.label import Elided, Glyph, label
from caseworker_desktop.ui.widgets.layout import box, clear, column, row, rule
from caseworker_desktop.ui.widgets.rows import RowList, RowModel
from caseworker_desktop.ui.widgets.search_field import SearchField
from caseworker_desktop.usecases.people import Face

WIDE = 284
#: So many cards are shown; whoever types more letters sees the others.
MOST_CARDS = 4


class PeopleList(QWidget):
    """`person_chosen` when a row becomes the current one, `person_opened` on Enter; `new_wanted` for the form of a new person."""

    person_chosen = Signal(str)
    person_opened = Signal(str)
    new_wanted = Signal()

    def __init__(self, presenter: ListPresenter, texts: Texts, *, may_add: bool) -> None:
        super().__init__()
        self._presenter, self._texts = presenter, texts
        self.setObjectName("listpane")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._count = label("", "small")
        self.new = Button(self._say("ui_people.new"), "quiet", icon="plus", clicked=self.new_wanted.emit)
        if not may_add:
            self.new.hide()
        self.search = SearchField(self._say("ui_people.search_placeholder"), name=self._say("ui_people.search"), keys="Ctrl+F")
        self.chips = ChipGroup(self._say("ui_people.filters"), presenter.chips(), gap=4)
        self.model: RowModel[Face] = RowModel(presenter.fetch, presenter.row, self)
        self.list = RowList(self._say("ui_people.title"))
        self.list.setModel(self.model)
        self.list.setFrameShape(QFrame.Shape.NoFrame)
        self._empty = Empty("people", "", "", Button(self._say("ui_people.show_all"), "plain", clicked=self._everybody))
        self._cards = column(gap=6)
        self.elsewhere = box(column(rule(), box(column(self._cards, margins=(16, 10, 16, 12))), gap=0))
        self.elsewhere.hide()
        self._body = QStackedWidget()
        self._body.addWidget(self.list)
        self._body.addWidget(box(column(self._empty, ..., margins=(12, 12, 12, 12))))
        self.setLayout(
            column(
                column(
                    row(label(self._say("ui_people.title"), "h2"), self._count, ..., self.new),
                    self.search,
                    self.chips,
                    gap=8,
                    margins=(16, 12, 16, 12),
                ),
                rule(),
                (self._body, 1),
                self.elsewhere,
                gap=0,
            )
        )
        self.search.asked.connect(self._typed)
        self.search.went_down.connect(self.enter)
        self.search.accepted.connect(self._first)
        self.chips.chosen_changed.connect(self._narrowed)
        self.list.chosen.connect(lambda at: self.person_chosen.emit(self.model.row_at(at).id))
        self.list.opened.connect(lambda at: self.person_opened.emit(self.model.row_at(at).id))

    def reload(self, person: str | None = None) -> None:
        """Read the list again and keep the current person (or make `person` the current one), without telling."""
        wanted = person or self.person()
        self.chips.choose(self._presenter.chosen_chips())
        self.model.reload(self.model.rowCount())
        self._count.setText(self._presenter.count())
        if self.model.rowCount():
            self.list.choose(self.model.position(lambda face: face.id == wanted) if wanted else None)
            self._body.setCurrentIndex(0)
        else:
            title, sentence, wider = self._presenter.empty()
            self._empty.say(title, sentence)
            for button in self._empty.findChildren(Button):
                button.setVisible(wider)
            self._body.setCurrentIndex(1)
        self._show_elsewhere()

    def _show_elsewhere(self) -> None:
        """Tell whom the laptop knows by a card alone: there is nothing to open."""
        found = self._presenter.elsewhere()
        clear(self._cards)
        self.elsewhere.setVisible(bool(found))
        if not found:
            return
        self._cards.addWidget(label(self._texts.say(message("ui_people.elsewhere", count=len(found))), "smallb", wrap=True))
        for name, below in found[:MOST_CARDS]:
            made = box(row(Glyph("person", "text3", 16), (box(column(Elided(name, "text"), Elided(below, "small"), gap=0)), 1), gap=8))
            made.setAccessibleName(f"{name}, {below}")
            self._cards.addWidget(made)
        if len(found) > MOST_CARDS:
            self._cards.addWidget(label(self._texts.say(message("ui_people.elsewhere_more", count=len(found) - MOST_CARDS)), "small", wrap=True))

    def person(self) -> str | None:
        """Return the current person."""
        at = self.list.current()
        return None if at is None else self.model.row_at(at).id

    def show_person(self, person: str) -> None:
        """Make `person` the current one, if the list as filtered has them."""
        self.list.choose(self.model.position(lambda face: face.id == person))

    def look_for(self) -> None:
        """Give the focus to the search line (Ctrl+F)."""
        self.search.setFocus()
        self.search.selectAll()

    def enter(self) -> None:
        """Give the focus to the list, at the current person or the first."""
        if self.model.rowCount():
            self.list.setFocus()
            if self.list.current() is None:
                self.list.setCurrentIndex(self.model.index(0, 0))

    def _typed(self, text: str) -> None:
        if text != self._presenter.wanted.text:
            self._presenter.type(text)
            self.reload()

    def _first(self) -> None:
        """Enter in the search line opens the first person found."""
        if self.model.rowCount():
            at = self.list.current() or 0
            self.list.setCurrentIndex(self.model.index(at, 0))
            self.person_opened.emit(self.model.row_at(at).id)

    def _narrowed(self) -> None:
        self._presenter.narrow(self.chips.chosen())
        self.reload()

    def _everybody(self) -> None:
        self._presenter.everybody()
        self.reload()
        self.search.setFocus()

    def _say(self, key: str) -> str:
        return self._texts.say(message(key))
