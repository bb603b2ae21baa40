"""A part of the administration that is a table: at its side what is known of the chosen row, or a form (a drawer where there is less room)."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QStackedWidget, QWidget

from caseworker_desktop.kernel.message import message
from caseworker_desktop.texts import Texts
from caseworker_desktop.ui.administration.ask_form import AskForm
from caseworker_desktop.ui.administration.model import Ask, Go, Register, Row
from caseworker_desktop.ui.changes import EVERYTHING
from caseworker_desktop.ui.shell.page import Breadth, Navigator
from caseworker_desktop.ui.widgets.banner import Banner
from caseworker_desktop.ui.widgets.button import Button
from caseworker_desktop.ui.widgets.card import Card
from caseworker_desktop.ui.widgets.drawer import Drawer
from caseworker_desktop.ui.widgets.empty import Empty
from caseworker_desktop.ui.widgets.label import label
from caseworker_desktop.ui.widgets.layout import box, column, row
from caseworker_desktop.ui.widgets.loading import Skeleton
from caseworker_desktop.ui.widgets.side_sheet import Sheet, SideSheet
from caseworker_desktop.ui.widgets.table import Column, Table, TableModel

SIDE = 392


class RegisterPane(QWidget):
    """One table; its presenter decides everything."""

    def __init__(self, presenter: Register, texts: Texts, navigator: Navigator) -> None:
        super().__init__()
        self.setObjectName("clear")
        self.setAccessibleName(presenter.title)
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self.presenter, self._texts, self._navigator = presenter, texts, navigator
        self._shown, self._asked, self._docked, self._wants_focus = "", 0, True, False
        heads = presenter.heads()
        last = len(heads) - 1
        self.model: TableModel[Row] = TableModel([
            Column(head.words, partial(_cell, at), number=head.number, width=head.width, stretch=head.stretch,
                   tone=(lambda one: one.tone) if at == last else None, icon=(lambda one: one.icon) if at == last else None)
            for at, head in enumerate(heads)])  # fmt: skip
        self.table = Table(presenter.title, self.model)
        self.table.horizontalHeader().setMinimumSectionSize(56)
        self.buttons = {code: Button(words, "plain", icon=icon, clicked=partial(self.pressed, code)) for code, words, icon in presenter.buttons()}
        self.empty, self.loading = Empty(*presenter.nothing), Skeleton(4, presenter.title)
        self._told = Banner("green")
        self._told.hide()
        self._listing = Card((self.table, 1), pad=(1, 1, 1, 1), gap=0)
        self.sheet, self.form = SideSheet(presenter.title), AskForm(texts, navigator)
        self._nothing = label(texts.say(message("ui_admin.choose_row")), "muted", wrap=True)
        self._side = QStackedWidget()
        for each in (box(column(self._nothing, ..., gap=0)), self.sheet, self.form):
            self._side.addWidget(each)
        self._shut = Button("", "quiet", icon="x", name=texts.say(message("ui_form.close")), clicked=self.close_side)
        self._shut_row = box(row(..., self._shut))
        self._shut_row.hide()
        self.drawer = Drawer(self, Card(self._shut_row, (self._side, 1), pad=(16, 14, 12, 16), gap=4), width=SIDE)
        about = label(presenter.about, "muted", wrap=True)
        self._none = box(column(self.empty, ...))
        left = column(self._told, self.loading, (self._listing, 1), (self._none, 1), gap=12)
        top = row((about, 1), *self.buttons.values(), gap=8)
        self.setLayout(column(top, (row((box(left), 1), self.drawer, gap=12), 1), gap=12))
        self._none.hide()
        self.table.selectionModel().currentRowChanged.connect(lambda now, _: self._chosen(now.row()))
        self.table.opened.connect(lambda _: self.drawer.open())
        self.sheet.acted.connect(self.pressed)
        self.form.done.connect(self._done)
        self.form.left.connect(self._left)

    # ---- what the page asks ------------------------------------------------------------------------------------------------------------------
    def show_now(self) -> None:
        """Read the rows again; the chosen one stays chosen."""
        self._asked += 1
        asked, presenter = self._asked, self.presenter
        if not self.model.rowCount():
            self.loading.start()
        self._navigator.run(lambda _: presenter.rows(), lambda rows: self._draw(rows) if asked == self._asked else None)

    def show_key(self, key: str) -> None:
        """Show a thing at the side; what was chosen meanwhile wins."""
        self._shown = key
        presenter = self.presenter
        self._navigator.run(lambda _: presenter.sheet(key), lambda sheet: self._show_sheet(key, sheet))

    def pressed(self, code: str) -> None:
        """A button was pressed: by its code."""
        try:
            answer = self.presenter.answer(code)
        except Exception as error:  # noqa: BLE001 -- said in one sentence, as what fails off the thread is
            self._navigator.problem(error)
            return
        match answer:
            case Ask():
                self.form.open(answer)
                self._side.setCurrentWidget(self.form)
                self.drawer.open()
                self.form.take_focus()
            case Go():
                self._navigator.open(answer.page, **answer.where)
            case str():
                self.show_key(answer)
                self.drawer.open()

    def take_focus(self) -> None:
        """Give the focus to the table (as soon as it has rows), or to the first button."""
        self._wants_focus = not self.model.rowCount()
        if self._side.currentWidget() is self.form and self.form.is_open():
            self.form.take_focus()
        elif self.model.rowCount():
            self.table.setFocus()
        elif self.buttons:
            next(iter(self.buttons.values())).setFocus()
        else:
            self.setFocus()

    def set_breadth(self, breadth: Breadth) -> None:
        """The side is a drawer below 1280 px."""
        self._docked = breadth == Breadth.WIDE
        self.drawer.set_docked(self._docked)
        self._shut_row.setVisible(not self._docked)

    def save(self) -> bool:
        """Do what the form at the side says."""
        return self._side.currentWidget() is self.form and self.form.send()

    def close_side(self) -> bool:
        """Leave the form, else shut the drawer; False when there is neither."""
        if self._side.currentWidget() is self.form and self.form.leave_it():
            return True
        if not self._docked and self.drawer.is_open():
            self.drawer.close_drawer()
            self.take_focus()
            return True
        return False

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and self.close_side():
            return
        super().keyPressEvent(event)

    # ---- inside -----------------------------------------------------------------------------------------------------------------------------
    def _draw(self, rows: Sequence[Row]) -> None:
        self.loading.stop()
        self.model.replace(rows)
        if not rows and self.table.hasFocus():
            self.setFocus()  # a table that is hidden would let the focus wander off the page
        self._listing.setVisible(bool(rows))
        self._none.setVisible(not rows)
        at = next((n for n, one in enumerate(rows) if one.key == self._shown), 0 if not self._shown else None)
        if rows and at is not None:
            self.table.selectRow(at)
        if rows and self._wants_focus:
            self._wants_focus = False
            self.table.setFocus()
        if self._shown and (at is None or not rows):  # of something that is not in the table
            self.show_key(self._shown)

    def _chosen(self, at: int) -> None:
        if 0 <= at < self.model.rowCount() and self._side.currentWidget() is not self.form:
            self.show_key(self.model.row_at(at).key)
        elif 0 <= at < self.model.rowCount():
            self._shown = self.model.row_at(at).key

    def _show_sheet(self, key: str, sheet: Sheet | None) -> None:
        if key != self._shown or self._side.currentWidget() is self.form:
            return
        if sheet is None:
            self._shown = ""
            self._side.setCurrentIndex(0)
        else:
            self._side.setCurrentWidget(self.sheet)  # first: hidden lines would measure themselves too high
            focus: QWidget | None = self.window().focusWidget()
            if focus is not None and self.sheet.isAncestorOf(focus):
                self.setFocus()  # the button that has it goes now, and would let it wander off the page
            self.sheet.show_sheet(sheet)

    def _done(self, ask: Ask, result: Any) -> None:
        self._told.hide()
        if ask.told is not None:
            self._told.say(*ask.told(result))
            self._told.show()
        self._navigator.announce(EVERYTHING)
        self._left()

    def _left(self) -> None:
        self._side.setCurrentIndex(0)
        if self._shown:
            self.show_key(self._shown)
        elif not self._docked:
            self.drawer.close_drawer()
        self.take_focus()


def _cell(at: int, one: Row) -> str:
    return one.cells[at]
