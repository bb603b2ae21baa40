"""The routing table: by which town people of each municipality are looked after; an office may change it."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from caseworker_desktop.kernel.message import message
from caseworker_desktop.texts import Texts
from caseworker_desktop.ui.shell.page import Navigator
from caseworker_desktop.ui.widgets.button import Button
from caseworker_desktop.ui.widgets.editors import LineEdit
from caseworker_desktop.ui.widgets.field import Field
from caseworker_desktop.ui.widgets.label import label
from caseworker_desktop.ui.widgets.layout import box, column, row
from caseworker_desktop.ui.widgets.pick import Pick
from caseworker_desktop.ui.widgets.table import Column, Table, TableModel
from caseworker_desktop.usecases.desk import Desk
from caseworker_desktop.usecases.handing import Route
from caseworker_desktop.usecases.intent import Written


class RoutesView(QWidget):
    """The table, and below it a line to change one row."""

    def __init__(self, desk: Desk, texts: Texts, navigator: Navigator) -> None:
        super().__init__()
        self.setObjectName("clear")
        self._desk, self._texts, self._navigator = desk, texts, navigator
        self.model: TableModel[Route] = TableModel([
            Column(self._say("ui_gate.municipality"), lambda one: self._name(one.municipality), stretch=True),
            Column(self._say("ui_gate.town"), lambda one: one.town, width=200),
            Column(self._say("ui_gate.set_by"), self._set_by, width=180)])
        self.table = Table(self._say("ui_gate.list_routes"), self.model)
        self.place = Pick(self._offers, self._name, name=self._say("ui_gate.municipality"), placeholder=self._say("ui_gate.municipality_which"))
        self.town = LineEdit(name=self._say("ui_gate.town"))
        self.save = Button(self._say("ui_gate.set_route"), "primary", clicked=self._save)
        self._form = box(row((Field(self._say("ui_gate.municipality"), self.place), 2), (Field(self._say("ui_gate.town"), self.town), 1),
                             column(..., self.save, gap=0)))
        if not desk.editing.may("term"):
            self._form.hide()
        text = label(self._say("ui_gate.routes_text"), "small", wrap=True)
        self.setLayout(column(text, (self.table, 1), self._form, gap=8, margins=(16, 12, 16, 12)))
        self.table.selectionModel().currentRowChanged.connect(lambda now, before: self._take(now.row()))

    def reload(self) -> None:
        """Read the table again."""
        self.model.replace(self._desk.handing.routes())

    def _take(self, at: int) -> None:
        if 0 <= at < self.model.rowCount():
            one = self.model.row_at(at)
            self.place.choose(one.municipality)
            self.town.setText(one.town)

    def _save(self) -> None:
        place, town = self.place.value(), self.town.text()
        if place is None:
            self.place.setFocus()
            return

        def done(written: Written) -> None:
            self._navigator.announce(written.records)
            self._navigator.toast(self._say("ui_gate.route_set"))

        self._navigator.run(lambda progress: self._desk.handing.set_route(place, town), done)

    def _offers(self, text: str) -> list[tuple[str, str]]:
        wanted = self._texts.folded(text)
        named = [(code, self._name(code)) for code in self._desk.lists.codes("municipalities")]
        return [pair for pair in named if wanted in self._texts.folded(pair[1])]

    def _set_by(self, one: Route) -> str:
        return self._say("ui_gate.own_route") if one.own else self._say("ui_gate.shipped_route")

    def _name(self, code: str) -> str:
        return self._desk.lists.name("municipalities", code, self._texts.language)

    def _say(self, key: str) -> str:
        return self._texts.say(message(key))
