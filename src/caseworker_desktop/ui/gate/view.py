"""The lists of the gate: who leaves, whom to call, who is silent, what waits to be accepted, and the routes."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtWidgets import QFrame, QSizePolicy, QStackedWidget, QWidget

from caseworker_desktop.kernel.message import message
from caseworker_desktop.texts import Texts
from caseworker_desktop.ui.changes import Changed
from caseworker_desktop.ui.gate.presenter import HANDOVERS, LEAVING, ROUTES, WITHIN, GatePresenter, GateRow
from caseworker_desktop.ui.gate.routes import RoutesView
from caseworker_desktop.ui.shell.page import Breadth, Navigator, Page
from caseworker_desktop.ui.widgets.button import Button
from caseworker_desktop.ui.widgets.card import Card
from caseworker_desktop.ui.widgets.chips import ChipGroup
from caseworker_desktop.ui.widgets.empty import Empty
from caseworker_desktop.ui.widgets.label import page_title
from caseworker_desktop.ui.widgets.layout import PAGE_MARGINS, box, column, measure_again, row, rule
from caseworker_desktop.ui.widgets.more_tabs import MoreTabs
from caseworker_desktop.ui.widgets.rows import RowList, RowModel
from caseworker_desktop.usecases.desk import Desk

MINE = "mine"


class GatePage(Page):
    """`go` understands: list (leaving, contacts, later, silent, handovers, routes), within (days)."""

    def __init__(self, desk: Desk, texts: Texts, navigator: Navigator) -> None:
        super().__init__()
        self._texts, self._navigator = texts, navigator
        self._presenter = GatePresenter(desk, texts)
        lists = self._presenter.lists()
        self._known = {code for code, _ in lists}
        head, _, self._below = page_title(self._say("ui_gate.title"), " ")
        self.tabs = MoreTabs(self._say("ui_gate.title"), lists, self._say("ui_gate.more"))
        self.mine = ChipGroup(self._say("ui_gate.whose"), [(MINE, self._say("ui_gate.mine"))])
        self.mine.choose([MINE])
        self.within = ChipGroup(self._say("ui_gate.within"), [
            (str(days), texts.say(message("ui_gate.within_days", days=days))) for days in WITHIN], several=False)
        self.within.choose([str(WITHIN[0])])
        self.model: RowModel[GateRow] = RowModel(self._presenter.page, lambda one: one.face)
        self.list = RowList(self._say("ui_gate.title"), height=72)
        self.list.setModel(self.model)
        self.list.setFrameShape(QFrame.Shape.NoFrame)
        self._empty = Empty("door", "", "")
        self.routes = RoutesView(desk, texts, navigator)
        self._body = QStackedWidget()
        for part in (self.list, box(column(self._empty, ..., margins=(16, 16, 16, 16))), self.routes):
            self._body.addWidget(part)
        for chips in (self.mine, self.within):
            chips.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self._chips = box(row(self.mine, self.within, ..., margins=(16, 8, 16, 8)))
        card = Card(box(row((self.tabs, 1), margins=(16, 4, 16, 0))), rule(), self._chips, (self._body, 1), pad=(1, 0, 1, 1), gap=0)
        back = Button(self._say("ui_gate.back"), "quiet", icon="left", clicked=navigator.back)
        self.setLayout(column(row(head, ..., back), (card, 1), gap=12, margins=PAGE_MARGINS))
        self.tabs.chosen_changed.connect(self._choose)
        self.mine.chosen_changed.connect(self._narrow)
        self.within.chosen_changed.connect(self._narrow)
        self.list.opened.connect(self._open)
        self.list.doubleClicked.connect(lambda index: self._open(index.row()))
        self._reload()

    def go(self, where: Mapping[str, str]) -> None:
        if where.get("list") in self._known:
            self.tabs.choose(where["list"])
            self._presenter.which = where["list"]
        if where.get("within") in {str(days) for days in WITHIN}:
            self.within.choose([where["within"]])
            self._presenter.within = int(where["within"])
        self._reload()

    def on_shown(self) -> None:
        focus: QWidget | None = self.window().focusWidget()
        if focus is None or not focus.isVisible() or not self.isAncestorOf(focus):
            self._enter()

    def refresh(self, changed: Changed) -> None:
        if self._presenter.touched(changed):
            self._reload()

    def set_breadth(self, breadth: Breadth) -> None:
        measure_again(self)

    def command(self, name: str) -> bool:
        if name == "find":
            self._enter()
            return True
        if name == "close":
            self._navigator.back()
            return True
        return False

    def help_topic(self) -> str:
        return "gate"

    def _choose(self) -> None:
        self._presenter.which = self.tabs.value()
        self._reload()

    def _narrow(self) -> None:
        self._presenter.mine = bool(self.mine.chosen())
        self._presenter.within = int(self.within.chosen()[0])
        self._reload()

    def _reload(self) -> None:
        which = self._presenter.which
        self._chips.setVisible(which != ROUTES)
        self.within.setVisible(which == LEAVING)
        if which == ROUTES:
            self.routes.reload()
            self._body.setCurrentIndex(2)
            self._below.setText(self._texts.say(message("ui_gate.count_routes", count=self.routes.model.rowCount())))
            return
        kept = self.list.current()
        person = self.model.row_at(kept).person if kept is not None and kept < self.model.rowCount() else None
        self.model.reload(self.model.rowCount() if kept is not None else 0)
        count = self._presenter.total
        self._below.setText(self._texts.say(
            message("ui_gate.count_handovers", count=count) if which == HANDOVERS else message("ui_gate.count", count=count)))
        if count:
            self.list.choose(self.model.position(lambda one: one.person == person) if person else None)
        else:
            self._empty.say(*self._presenter.empty())
        self._body.setCurrentIndex(0 if count else 1)

    def _enter(self) -> None:
        if self._body.currentIndex() == 0 and self.model.rowCount():
            self.list.setFocus()
            if self.list.current() is None:
                self.list.setCurrentIndex(self.model.index(0, 0))
        else:
            self.tabs.take_focus()

    def _open(self, at: int) -> None:
        row_ = self.model.row_at(at)
        self._navigator.open("people", person=row_.person, tab=f"leaving:{row_.view}")

    def _say(self, key: str) -> str:
        return self._texts.say(message(key))


def build(desk: Desk, texts: Texts, navigator: Navigator) -> Page:
    """Return the page."""
    return GatePage(desk, texts, navigator)
