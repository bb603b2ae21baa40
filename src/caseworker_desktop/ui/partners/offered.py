"""Bodies of the state from the list that ships with the program: each becomes a partner when it is chosen."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QWidget

from caseworker_desktop.kernel.message import message
from caseworker_desktop.texts import Texts
from caseworker_desktop.ui.shell.page import Navigator
from caseworker_desktop.ui.widgets.button import Button
from caseworker_desktop.ui.widgets.label import label
from caseworker_desktop.ui.widgets.layout import column, row
from caseworker_desktop.ui.widgets.rows import Face as Row, RowList, RowModel, Slice
from caseworker_desktop.ui.widgets.search_field import SearchField
from caseworker_desktop.usecases.desk import Desk
from caseworker_desktop.usecases.intent import Written
from caseworker_desktop.usecases.partnering import Offered


class OfferedPanel(QWidget):
    """`taken` with the new partner; `closed` when the list is left."""

    taken = Signal(str)
    closed = Signal()

    def __init__(self, desk: Desk, texts: Texts, navigator: Navigator) -> None:
        super().__init__()
        self.setObjectName("clear")
        self._desk, self._texts, self._navigator = desk, texts, navigator
        self._text = ""
        self.search = SearchField(self._say("ui_partners.offered_search"), name=self._say("ui_partners.offered_search"))
        self.model: RowModel[Offered] = RowModel(lambda after, limit: Slice(desk.partnering.offered(self._text), None), self._face)
        self.list = RowList(self._say("ui_partners.offered"))
        self.list.setModel(self.model)
        self.list.setFrameShape(QFrame.Shape.NoFrame)
        self.take_button = Button(self._say("ui_partners.offered_take"), "primary", clicked=self.take)
        self.close_button = Button(self._say("ui_partners.close"), "plain", clicked=self.closed.emit)
        self.setLayout(column(
            label(self._say("ui_partners.offered"), "h2"), label(self._say("ui_partners.offered_text"), "small", wrap=True), self.search,
            (self.list, 1), row((self.take_button, 1), self.close_button, margins=(0, 0, 8, 0)), gap=8))
        self.search.asked.connect(self._typed)
        self.search.went_down.connect(self._enter)
        self.search.accepted.connect(self._enter)
        self.list.opened.connect(lambda _: self.take())
        self.list.chosen.connect(lambda _: self.take_button.setEnabled(True))

    def start(self) -> None:
        """Show the list anew."""
        self.search.clear()
        self._text = ""
        self._reload()
        self.search.setFocus()

    def take(self) -> None:
        """Make the current one a partner."""
        at = self.list.current()
        if at is None:
            return
        institution = self.model.row_at(at).institution
        self._navigator.run(lambda progress: self._desk.partnering.take(institution), self._written)

    def _written(self, written: Written) -> None:
        self._navigator.announce(written.records)
        partner = written.ids[0]
        self._navigator.toast(self._say("ui_partners.offered_taken"), lambda: self._undo(partner))
        self.taken.emit(partner)

    def _undo(self, partner: str) -> None:
        self._navigator.run(lambda progress: self._desk.partnering.remove("partner", partner), lambda done: self._navigator.announce(done.records))

    def _face(self, one: Offered) -> Row:
        kind = self._desk.lists.name("institution_kinds", one.kind, self._texts.language)
        return Row(one.name, " · ".join(part for part in (kind, one.place, one.country) if part))

    def _typed(self, text: str) -> None:
        if text != self._text:
            self._text = text
            self._reload()

    def _reload(self) -> None:
        self.model.reload()
        self.take_button.setEnabled(self.list.current() is not None)

    def _enter(self) -> None:
        if self.model.rowCount():
            self.list.setFocus()
            if self.list.current() is None:
                self.list.setCurrentIndex(self.model.index(0, 0))

    def _say(self, key: str) -> str:
        return self._texts.say(message(key))
