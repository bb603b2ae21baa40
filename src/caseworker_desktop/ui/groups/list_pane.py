"""The list of groups: running or ended, searched as one types; Enter opens one."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QStackedWidget, QWidget

from caseworker_desktop.kernel.message import message
from caseworker_desktop.texts import Texts
from caseworker_desktop.ui.groups.list_presenter import ListPresenter
from caseworker_desktop.ui.shell.page import Breadth
from caseworker_desktop.ui.widgets.button import Button
from caseworker_desktop.ui.widgets.card import Card
from caseworker_desktop.ui.widgets.chips import ChipGroup, Segmented
from caseworker_desktop.ui.widgets.editors import Choice
from caseworker_desktop.ui.widgets.empty import Empty
from caseworker_desktop.ui.widgets.label import Elided, label
from caseworker_desktop.ui.widgets.layout import PAGE_MARGINS, box, column, row, rule
from caseworker_desktop.ui.widgets.search_field import SearchField
from caseworker_desktop.ui.widgets.table import Column, Table, TableModel
from caseworker_desktop.usecases.groups import GroupRow

MINE = "mine"


class ListPane(QWidget):
    """`opened(group)`; `new_wanted`, `programmes_wanted`, `sessions_wanted`, `notes_wanted` from the buttons."""

    opened = Signal(str)
    new_wanted = Signal()
    programmes_wanted = Signal()
    sessions_wanted = Signal()
    notes_wanted = Signal()

    def __init__(self, presenter: ListPresenter, texts: Texts, *, may_add: bool, may_note: bool) -> None:
        super().__init__()
        self._presenter, self._texts = presenter, texts
        self.setObjectName("page")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        head = box(column(label(self._say("ui_groups.title"), "h1"), Elided(self._say("ui_groups.subtitle"), "muted"), gap=0))
        self.new = Button(self._say("ui_groups.new_group"), "primary", icon="plus", clicked=self.new_wanted.emit)
        self.sessions = Button(self._say("ui_groups.all_sessions"), "plain", icon="calendar", clicked=self.sessions_wanted.emit)
        self.notes = Button(self._say("ui_groups.my_notes"), "plain", icon="pen", clicked=self.notes_wanted.emit)
        self.programmes = Button(self._say("ui_groups.programmes"), "plain", icon="folder", clicked=self.programmes_wanted.emit)
        self._shown = ((self.new, may_add), (self.notes, may_note))
        self.search = SearchField(self._say("ui_groups.search_placeholder"), name=self._say("ui_groups.search"), keys="Ctrl+F")
        self.state = Segmented(self._say("ui_groups.state"), presenter.states())
        self.kind = Choice(presenter.kinds(), name=self._say("ui_groups.kind"), empty=self._say("ui_groups.every_kind"))
        self.mine = ChipGroup(self._say("ui_groups.mine"), [(MINE, self._say("ui_groups.mine"))])
        self.model: TableModel[GroupRow] = TableModel([
            Column(self._say("ui_groups.col_group"), presenter.name, stretch=True),
            Column(self._say("ui_groups.col_programme"), presenter.programme, width=210),
            Column(self._say("ui_groups.col_place"), presenter.place, width=170),
            Column(self._say("ui_groups.col_leaders"), presenter.leaders, width=170),
            Column(self._say("ui_groups.col_people"), presenter.people, number=True, width=92, tone=presenter.full),
            Column(self._say("ui_groups.col_sessions"), presenter.sessions, number=True, width=104),
            Column(self._say("ui_groups.col_last"), presenter.last, width=112),
        ], parent=self)
        self.table = Table(self._say("ui_groups.title"), self.model)
        self._empty = Empty("group", " ", " ", Button(self._say("ui_groups.show_all"), "plain", clicked=self._everything))
        self._body = QStackedWidget()
        self._body.addWidget(self.table)
        self._body.addWidget(box(column(self._empty, ..., margins=(16, 16, 16, 16))))
        self.search.setMinimumWidth(220)
        self.kind.setMinimumWidth(200)
        filters = row((self.search, 1), self.state, self.kind, self.mine, gap=12, margins=(16, 12, 16, 12))
        card = Card(box(filters), rule(), (self._body, 1), pad=(1, 1, 1, 1), gap=0)
        buttons = row(self.sessions, self.notes, self.programmes, self.new)
        self.setLayout(column(row((head, 1), buttons), (card, 1), gap=12, margins=PAGE_MARGINS))
        for part, shown in self._shown:
            part.setVisible(shown)
        self._listen()

    def reload(self, group: str | None = None) -> None:
        """Read the list again and keep the row (or go to `group`)."""
        at = self.table.currentIndex().row()
        kept = group or (self._presenter.rows[at].id if 0 <= at < len(self._presenter.rows) else None)
        rows = self._presenter.read()
        self.model.replace(rows)
        self._body.setCurrentIndex(0 if rows else 1)
        if rows:
            place = next((n for n, one in enumerate(rows) if one.id == kept), 0)
            self.table.selectRow(place)
        else:
            self._empty.say(*self._presenter.empty())
            for button in self._empty.findChildren(Button):
                button.setVisible(self._presenter.narrowed())

    def look_for(self) -> None:
        """Go to the search line."""
        self.search.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.search.selectAll()

    def enter(self) -> None:
        """Go to the table."""
        if self._presenter.rows:
            self.table.setFocus(Qt.FocusReason.OtherFocusReason)

    def set_breadth(self, breadth: Breadth) -> None:
        """Hide columns that a narrow window has no room for: the group's own page has them."""
        for column_, least in ((3, Breadth.WIDE), (2, Breadth.MEDIUM), (6, Breadth.MEDIUM)):
            self.table.setColumnHidden(column_, breadth < least)
        self.kind.setVisible(breadth > Breadth.NARROW)
        for button, key, least in (
            (self.sessions, "ui_groups.all_sessions", Breadth.WIDE), (self.notes, "ui_groups.my_notes", Breadth.WIDE),
            (self.programmes, "ui_groups.programmes", Breadth.MEDIUM), (self.new, "ui_groups.new_group", Breadth.MEDIUM),
        ):
            button.set_words("" if breadth < least else self._say(key), self._say(key))

    def _listen(self) -> None:
        self.search.asked.connect(self._typed)
        self.search.went_down.connect(self.enter)
        self.search.accepted.connect(self._first)
        self.state.chosen_changed.connect(lambda: self._choose(state=self.state.value()))
        self.mine.chosen_changed.connect(lambda: self._choose(mine=bool(self.mine.chosen())))
        self.kind.chosen_changed.connect(self._of_kind)
        self.table.opened.connect(lambda at: self.opened.emit(self._presenter.rows[at].id))

    def _typed(self, text: str) -> None:
        self._choose(text=text)

    def _first(self) -> None:
        if self._presenter.rows:
            self.opened.emit(self._presenter.rows[max(self.table.currentIndex().row(), 0)].id)

    def _choose(self, *, text: str | None = None, state: str | None = None, mine: bool | None = None) -> None:
        self._presenter.choose(text=text, state=state, mine=mine)
        self.reload()

    def _of_kind(self) -> None:
        self._presenter.of_kind(self.kind.value())
        self.reload()

    def _everything(self) -> None:
        self._presenter.everything()
        self.search.clear()
        self.kind.choose(None)
        self.mine.choose(())
        self.reload()
        self.search.setFocus()

    def _say(self, key: str) -> str:
        return self._texts.say(message(key))
