"""The office's laptops: what came, what waits, for whom a package is prepared."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from caseworker_desktop.kernel.message import message
from caseworker_desktop.texts import Texts
from caseworker_desktop.ui.exchange.devices import DeviceLine
from caseworker_desktop.ui.widgets.button import Button
from caseworker_desktop.ui.widgets.card import Card
from caseworker_desktop.ui.widgets.empty import Empty
from caseworker_desktop.ui.widgets.label import page_title
from caseworker_desktop.ui.widgets.layout import PAGE_MARGINS, column, row
from caseworker_desktop.ui.widgets.table import Column, Table, TableModel


class DevicesScreen(QWidget):
    """`prepare_wanted(device id)`, `enrol_wanted`, `receive_wanted`."""

    prepare_wanted = Signal(str)
    enrol_wanted = Signal()
    receive_wanted = Signal()

    def __init__(self, texts: Texts) -> None:
        super().__init__()
        self.setObjectName("clear")
        self._texts, say = texts, texts.say
        head, _, _ = page_title(say(message("exchange.title")), say(message("exchange.title_text")))
        receive = Button(say(message("exchange.receive_from_laptop")), icon="inbox", clicked=self.receive_wanted.emit)
        self.enrol = Button(say(message("exchange.office.enrol")), icon="plus", clicked=self.enrol_wanted.emit)
        self._model: TableModel[DeviceLine] = TableModel(
            [
                Column(say(message("exchange.office.name")), lambda one: one.name, stretch=True),
                Column(say(message("exchange.office.last_in")), lambda one: one.last_in, width=170),
                Column(say(message("exchange.office.last_out")), lambda one: one.last_out, width=170),
                Column(say(message("exchange.office.waiting")), lambda one: one.waiting, number=True, width=90),
                Column(say(message("exchange.office.state")), lambda one: one.state, width=190, tone=lambda one: one.tone, icon=lambda one: one.icon),
            ],
            parent=self,
        )
        self.table = Table(say(message("exchange.office.devices")), self._model)
        self.table.opened.connect(self._prepare)
        self.table.selectionModel().currentRowChanged.connect(lambda *_: self._named())
        self.go = Button(say(message("exchange.office.prepare")), "primary", icon="usb", clicked=self._prepare)
        self._empty = Empty("usb", say(message("exchange.office.none")), say(message("exchange.office.none_text")))
        self._card = Card((self.table, 1), 8, row(..., self.go, gap=8, margins=(0, 0, 16, 0)), pad=(1, 1, 1, 16), gap=4)
        self.setLayout(column(row(head, ..., receive, self.enrol, gap=8), (self._card, 1), self._empty, ..., gap=12, margins=PAGE_MARGINS))

    def show_lines(self, lines: Sequence[DeviceLine]) -> None:
        """Show the laptops; the chosen one stays chosen."""
        chosen = self._chosen()
        self._model.replace(lines)
        self._card.setVisible(bool(lines))
        self._empty.setVisible(not lines)
        at = next((at for at, one in enumerate(lines) if chosen is not None and one.peer == chosen.peer), 0)
        if lines:
            self.table.selectRow(at)
        self._named()

    def take_focus(self) -> None:
        """Give the focus to the table, or to the button that takes the first laptop in."""
        (self.table if self._card.isVisible() else self.enrol).setFocus()

    def _chosen(self) -> DeviceLine | None:
        index = self.table.currentIndex()
        return self._model.row_at(index.row()) if index.isValid() else None

    def _named(self) -> None:
        chosen = self._chosen()
        self.go.setEnabled(chosen is not None)
        words = message("exchange.office.prepare_for", name=chosen.name) if chosen is not None else message("exchange.office.prepare")
        self.go.set_words(self._texts.say(words))

    def _prepare(self, *_: object) -> None:
        chosen = self._chosen()
        if chosen is not None:
            self.prepare_wanted.emit(chosen.peer)
