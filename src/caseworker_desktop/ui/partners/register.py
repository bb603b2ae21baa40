"""The register: search, filters, table, and what its amber marks mean."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QStackedWidget

from caseworker_desktop.kernel.message import message
from caseworker_desktop.texts import Texts
from caseworker_desktop.ui.partners.presenter import RegisterPresenter
from caseworker_desktop.ui.partners.table import PartnerTable
from caseworker_desktop.ui.shell.page import Breadth
from caseworker_desktop.ui.widgets.button import Button
from caseworker_desktop.ui.widgets.card import Card
from caseworker_desktop.ui.widgets.check_choice import CheckChoice
from caseworker_desktop.ui.widgets.chips import ChipGroup
from caseworker_desktop.ui.widgets.editors import Choice
from caseworker_desktop.ui.widgets.empty import Empty
from caseworker_desktop.ui.widgets.label import Elided, Glyph, label
from caseworker_desktop.ui.widgets.layout import box, column, row
from caseworker_desktop.ui.widgets.search_field import SearchField


class RegisterCard(Card):
    """`chosen` with a partner when a person moves to its row, `opened` on Enter; `counted` after every reading."""

    chosen = Signal(str)
    opened = Signal(str)
    counted = Signal()

    def __init__(self, presenter: RegisterPresenter, texts: Texts) -> None:
        self._presenter, self._texts = presenter, texts
        self.search = SearchField(self._say("ui_partners.search_placeholder"), name=self._say("ui_partners.search"), keys="Ctrl+F")
        self.services = CheckChoice(self._say("ui_partners.services"), presenter.services_said)
        self.place = Choice(name=self._say("ui_partners.area"))
        self.services.setMinimumWidth(208)
        self.place.setMinimumWidth(196)
        self.chips = ChipGroup(self._say("ui_partners.filters"), presenter.chips())
        self.clear_button = Button(self._say("ui_partners.clear"), "quiet", clicked=self._clear)
        self.clear_small = Button(self._say("ui_partners.clear"), "quiet", clicked=self._clear)
        self.clear_small.hide()
        self.table = PartnerTable(texts)
        self._empty = Empty("hand", "", "", Button(self._say("ui_partners.clear"), "plain", clicked=self._clear))
        self._body = QStackedWidget()
        self._body.addWidget(self.table)
        self._body.addWidget(box(column(self._empty, ..., margins=(16, 16, 16, 16))))
        self._foot = Elided("", "small")
        self._warning = Glyph("warn", "amber", 14)
        self._warned = label(self._say("ui_partners.stale_hint"), "small")
        self._line = row((self.search, 1), self.services, self.place)
        self._chip_line = row((self.chips, 1), self.clear_button)
        super().__init__(
            box(column(self._line, self._chip_line, gap=8, margins=(16, 16, 16, 8))),
            (self._body, 1),
            box(row((self._foot, 1), self._warning, self._warned, self.clear_small, gap=4, margins=(16, 4, 16, 8))),
            pad=(1, 0, 1, 0), gap=0)
        self._shown: str | None = None
        self.search.asked.connect(self._typed)
        self.search.went_down.connect(self.table.enter)
        self.search.accepted.connect(self._first)
        self.services.chosen_changed.connect(self._serviced)
        self.place.chosen_changed.connect(self._placed)
        self.chips.chosen_changed.connect(self._narrowed)
        self.table.chosen.connect(self._moved)
        self.table.opened.connect(lambda at: self.opened.emit(self.table.lines.row_at(at).id))

    def reload(self, partner: str | None = None) -> None:
        """Read the register again and keep the current partner (or make `partner` the current one)."""
        self._shown = partner or self._shown
        self._offer()
        self._draw()

    def partner(self) -> str | None:
        """Return the current partner."""
        line = self.table.current_line()
        return line.id if line is not None else None

    def look_for(self) -> None:
        """Give the focus to the search line (Ctrl+F)."""
        self.search.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.search.selectAll()

    def set_breadth(self, breadth: Breadth) -> None:
        """Below 1000 px the columns that can be read in the partner's card are left out, and the filters are cleared from the foot."""
        self.clear_small.setVisible(breadth == Breadth.NARROW)
        self.clear_button.setVisible(breadth != Breadth.NARROW)
        for at in (3, 4):
            self.table.setColumnHidden(at, breadth == Breadth.NARROW)
        self._warned.setVisible(breadth == Breadth.WIDE)
        self._warning.setVisible(breadth == Breadth.WIDE)

    def _offer(self) -> None:
        wanted = self._presenter.wanted
        self.services.set_options(self._presenter.services())
        self.services.choose(wanted.services)
        self.place.set_options(self._presenter.places(), empty=self._say("ui_partners.place_all"))
        self.place.choose(self._presenter.place)
        self.chips.choose(self._presenter.chosen_chips())
        if self.search.text() != wanted.text:
            self.search.blockSignals(True)
            self.search.setText(wanted.text)
            self.search.blockSignals(False)

    def _draw(self) -> None:
        lines = self._presenter.reload()
        self.table.show_lines(lines, self._shown)
        if lines:
            self._body.setCurrentIndex(0)
        else:
            self._empty.say(*self._presenter.empty())
            for button in self._empty.findChildren(Button):
                button.setVisible(self._presenter.found.total > 0)
            self._body.setCurrentIndex(1)
        self._foot.set_whole(self._presenter.foot())
        for button in (self.clear_button, self.clear_small):
            button.setEnabled(self._presenter.wanted.narrowed or bool(self._presenter.wanted.text))
        self.counted.emit()

    def _moved(self, at: int) -> None:
        self._shown = self.table.lines.row_at(at).id
        self.chosen.emit(self._shown)

    def _typed(self, text: str) -> None:
        if text != self._presenter.wanted.text:
            self._presenter.type(text)
            self._draw()

    def _first(self) -> None:
        """Enter in the search line opens the first partner found."""
        if self.table.lines.rowCount():
            if self.table.current_line() is None:
                self.table.selectRow(0)
            self.opened.emit(self.partner() or self.table.lines.row_at(0).id)

    def _serviced(self) -> None:
        self._presenter.want_services(self.services.chosen())
        self._draw()

    def _placed(self) -> None:
        self._presenter.want_place(self.place.value())
        self._draw()

    def _narrowed(self) -> None:
        self._presenter.narrow(self.chips.chosen())
        self._draw()

    def _clear(self) -> None:
        self._presenter.clear()
        self.reload()
        self.search.setFocus()

    def _say(self, key: str) -> str:
        return self._texts.say(message(key))
