"""The list of sessions and events: narrowed by kind, kind of event, days and who held it; Enter opens one."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QStackedWidget

from caseworker_desktop.kernel.message import message
from caseworker_desktop.texts import Texts
from caseworker_desktop.ui.changes import Changed
from caseworker_desktop.ui.session.list_presenter import SessionsPresenter
from caseworker_desktop.ui.shell.page import Breadth, Navigator, Page
from caseworker_desktop.ui.widgets.button import Button
from caseworker_desktop.ui.widgets.card import Card
from caseworker_desktop.ui.widgets.chips import ChipGroup
from caseworker_desktop.ui.widgets.date_field import DateEdit
from caseworker_desktop.ui.widgets.editors import Choice
from caseworker_desktop.ui.widgets.empty import Empty
from caseworker_desktop.ui.widgets.label import Elided, label
from caseworker_desktop.ui.widgets.layout import PAGE_MARGINS, box, column, measure_again, row, rule
from caseworker_desktop.ui.widgets.table import Column, Table, TableModel
from caseworker_desktop.usecases.desk import Desk
from caseworker_desktop.usecases.gathering import SessionRow

MINE = "mine"


class SessionsPage(Page):
    """All sessions, the latest first."""

    def __init__(self, desk: Desk, texts: Texts, navigator: Navigator) -> None:
        super().__init__()
        self._texts, self._navigator = texts, navigator
        self.presenter = presenter = SessionsPresenter(desk, texts)
        head = box(column(label(self._say("ui_session.all"), "h1"), Elided(self._say("ui_session.all_text"), "muted"), gap=0))
        self.back = Button("", "quiet", icon="left", name=self._say("ui_session.back"), clicked=navigator.back)
        self.new = Button(self._say("ui_session.new_session"), "primary", icon="plus", clicked=self._new)
        self.new.setVisible(False)
        self._may_add = desk.editing.may("session") and desk.editing.may("attendance")
        self.kind = Choice(presenter.kinds(), name=self._say("ui_session.kind"), empty=self._say("ui_session.every_kind"))
        self.event_kind = Choice(presenter.event_kinds(), name=self._say("ui_session.event_kind"), empty=self._say("ui_session.every_event"))
        self.mine = ChipGroup(self._say("ui_session.mine"), [(MINE, self._say("ui_session.mine"))])
        today = lambda: desk.worker.clock.now().date()  # noqa: E731 -- a short name for a long word
        self.first, self.last = DateEdit(texts, today, past=True), DateEdit(texts, today, past=True)
        self.model: TableModel[SessionRow] = TableModel([
            Column(self._say("ui_session.when"), presenter.when, width=150),
            Column(self._say("ui_session.what"), presenter.what, stretch=True),
            Column(self._say("ui_session.who"), presenter.who, width=220, tone=presenter.tone),
            Column(self._say("ui_session.where"), presenter.where, width=190),
            Column(self._say("ui_session.min"), presenter.long, number=True, width=64),
            Column(self._say("ui_session.by"), presenter.staff, width=170),
        ], presenter.fetch, self)
        self.table = Table(self._say("ui_session.all"), self.model)
        self._empty = Empty("calendar", *presenter.empty())
        self._body = QStackedWidget()
        self._body.addWidget(self.table)
        self._body.addWidget(box(column(self._empty, ..., margins=(16, 16, 16, 16))))
        self.first.setAccessibleName(self._say("ui_session.from_day"))
        self.first.setPlaceholderText(self._say("ui_session.from_day"))
        self.last.setAccessibleName(self._say("ui_session.to_day"))
        self.last.setPlaceholderText(self._say("ui_session.to_day"))
        self.kind.setMinimumWidth(190)
        self.event_kind.setMinimumWidth(170)
        for day in (self.first, self.last):
            day.setMaximumWidth(130)
        filters = box(row(self.kind, self.event_kind, self.first, self.last, self.mine, ..., gap=8, margins=(16, 12, 16, 12)))
        card = Card(filters, rule(), (self._body, 1), pad=(1, 1, 1, 1), gap=0)
        self.setLayout(column(row(self.back, (head, 1), self.new), (card, 1), gap=12, margins=PAGE_MARGINS))
        self.new.setVisible(self._may_add)
        self.event_kind.hide()
        self.mine.choose((MINE,) if presenter.wanted.staff else ())
        self._listen()
        self._reload()

    def go(self, where: Mapping[str, str]) -> None:
        self.kind.choose(where.get("kind"))
        self._of_kind()

    def on_shown(self) -> None:
        if self.model.rowCount():
            self.table.setFocus(Qt.FocusReason.OtherFocusReason)

    def refresh(self, changed: Changed) -> None:
        if self.presenter.touched(changed):
            self._reload()

    def set_breadth(self, breadth: Breadth) -> None:
        self.table.setColumnHidden(5, breadth < Breadth.WIDE)
        self.table.setColumnHidden(3, breadth < Breadth.MEDIUM)
        self.table.setColumnWidth(2, 220 if breadth == Breadth.WIDE else 170)
        for day in (self.first, self.last):
            day.setVisible(breadth > Breadth.NARROW)
        measure_again(self)

    def command(self, name: str) -> bool:
        match name:
            case "find":
                self.kind.setFocus(Qt.FocusReason.ShortcutFocusReason)
            case "close":
                self._navigator.back()
            case _:
                return False
        return True

    def help_topic(self) -> str:
        return "session"

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self._navigator.back()
        else:
            super().keyPressEvent(event)

    def _listen(self) -> None:
        self.kind.chosen_changed.connect(self._of_kind)
        self.event_kind.chosen_changed.connect(self._of_event)
        self.mine.chosen_changed.connect(self._of_mine)
        for day in (self.first, self.last):
            day.left.connect(self._days)
            day.returnPressed.connect(self._days)
        self.table.opened.connect(lambda at: self._navigator.open("session", session=self.model.row_at(at).id))

    def _new(self) -> None:
        kind = self.kind.value()
        self._navigator.open("session", kind=kind or "event")

    def _of_kind(self) -> None:
        kind = self.kind.value()
        self.event_kind.setVisible(kind == "event")
        self.presenter.of_kind(kind)
        self.event_kind.choose(self.presenter.wanted.event_kind)
        self._reload()

    def _of_event(self) -> None:
        self.presenter.of_event(self.event_kind.value())
        self._reload()

    def _of_mine(self) -> None:
        self.presenter.mine(bool(self.mine.chosen()))
        self._reload()

    def _days(self) -> None:
        first, last = self.first.value(), self.last.value()
        if (first or None, last or None) != (self.presenter.wanted.first, self.presenter.wanted.last):
            self.presenter.within(first, last)
            self._reload()

    def _reload(self) -> None:
        at = max(self.table.currentIndex().row(), 0)
        self.model.reload()
        self._body.setCurrentIndex(0 if self.model.rowCount() else 1)
        if self.model.rowCount():
            self.table.selectRow(min(at, self.model.rowCount() - 1))

    def _say(self, key: str) -> str:
        return self._texts.say(message(key))


def build(desk: Desk, texts: Texts, navigator: Navigator) -> Page:
    """Return the page."""
    return SessionsPage(desk, texts, navigator)
