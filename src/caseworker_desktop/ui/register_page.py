"""The page of a register: numbers, tabs of lists, and at the side what is known of the chosen row or a form. Presenters decide everything.

Below 1280 px the side is a drawer. Screens that are registers (mentors, work) differ in their presenters only.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QGridLayout, QStackedWidget, QWidget

from caseworker_desktop.kernel.message import message
from caseworker_desktop.texts import Texts
from caseworker_desktop.ui.changes import Changed
from caseworker_desktop.ui.deeds import Deed, DeedPanel, Do, Go, Show, tell
from caseworker_desktop.ui.register_list import RegisterPresenter, TabList
from caseworker_desktop.ui.shell.page import Breadth, Navigator, Page
from caseworker_desktop.ui.widgets.button import Button
from caseworker_desktop.ui.widgets.card import Card
from caseworker_desktop.ui.widgets.drawer import Drawer
from caseworker_desktop.ui.widgets.empty import Empty
from caseworker_desktop.ui.widgets.label import page_title, stat
from caseworker_desktop.ui.widgets.layout import PAGE_MARGINS, box, clear, column, row, rule
from caseworker_desktop.ui.widgets.more_tabs import MoreTabs
from caseworker_desktop.ui.widgets.side_sheet import SideSheet
from caseworker_desktop.usecases.desk import Desk
from caseworker_desktop.usecases.intent import Written

SIDE = 364


class RegisterPage(Page):
    """The page itself; a screen's `view.py` builds it with its presenter."""

    def __init__(self, presenter: RegisterPresenter, desk: Desk, texts: Texts, navigator: Navigator) -> None:
        super().__init__()
        self.presenter, self._texts, self._navigator = presenter, texts, navigator
        self._shown: str | None = None
        self._fresh: str | None = None
        self._docked = True
        title, self._title, self._subtitle = page_title(*presenter.heading())
        self._subtitle.show()
        self._buttons = {code: Button(words, "plain", icon=icon, clicked=partial(self._pressed, code)) for code, words, icon in presenter.buttons()}
        self._stats_grid = QGridLayout()
        self._stats_grid.setContentsMargins(0, 0, 0, 0)
        self._stats_grid.setHorizontalSpacing(12)
        self._stats_grid.setVerticalSpacing(8)
        faces = presenter.tabs()
        self.tabs = MoreTabs(presenter.heading()[0], [(face.code, face.words) for face in faces], self._say("ui_deed.more"))
        self.lists = {face.code: TabList(presenter, face, texts) for face in faces}
        self._stack = QStackedWidget()
        for one in self.lists.values():
            self._stack.addWidget(one)
            one.row_chosen.connect(self.row_chosen)
            one.row_opened.connect(self.row_opened)
        listing = Card(row(self.tabs, margins=(16, 4, 12, 0)), rule(), (self._stack, 1), pad=(0, 0, 0, 0), gap=0)
        self.sheet = SideSheet(self._say("ui_deed.side"))
        self.deed = DeedPanel(desk, texts, navigator)
        self._nothing = Empty(*presenter.nothing())
        self._side = QStackedWidget()
        for part in (box(column(self._nothing, ..., gap=0)), self.sheet, self.deed):
            self._side.addWidget(part)
        self._shut = Button("", "quiet", icon="x", name=self._say("ui_form.close"), clicked=self._close)
        self._shut_row = box(row(..., self._shut))
        self._shut_row.hide()
        self.drawer = Drawer(self, Card(self._shut_row, (self._side, 1), pad=(16, 14, 12, 16), gap=4), width=SIDE)
        self._stats = Card(self._stats_grid, pad=(16, 10, 16, 10))
        left = column(self._stats, (listing, 1), gap=12)
        self.setLayout(column(row(title, ..., *self._buttons.values(), gap=8), (box(row((left, 1), self.drawer, gap=12)), 1), gap=14,
                              margins=PAGE_MARGINS))
        self.tabs.chosen_changed.connect(self._tab_changed)
        self.sheet.acted.connect(self._pressed)
        self.deed.done.connect(self._done)
        self.deed.closed.connect(self._left)
        self.drawer.closed.connect(self._to_list)
        self._per_row, self._with_stats = 6, True
        self._draw_head()
        self._tab_changed()

    # ---- what the shell asks ----------------------------------------------------------------------------------------------------------------
    def go(self, where: Mapping[str, str]) -> None:
        if (tab := where.get("tab")) in self.lists:
            self.tabs.choose(str(tab))
            self._tab_changed()
        if (key := where.get("show")) and key != self._fresh:
            self.show_key(key)
        if code := where.get("do"):
            self._pressed(code)

    def on_shown(self) -> None:
        if self.deed.is_open() and self._side.currentWidget() is self.deed:
            self.deed.setFocus()
        elif not self._inside_focus():
            if self._here().face.search:
                self._here().search.setFocus()
            else:
                self._to_list()

    def before_lock(self) -> None:
        self.deed.keep_draft()

    def refresh(self, changed: Changed) -> None:
        if not self.presenter.touched(changed):
            return
        self._draw_head()
        for one in self.lists.values():
            one.stale = True
        self._here().reload()
        if self._shown is not None and not self.deed.is_open():
            self.show_key(self._shown)
            self._fresh = self._shown  # whoever comes to see just this need not have it drawn again
            QTimer.singleShot(0, self._no_longer_fresh)

    def set_breadth(self, breadth: Breadth) -> None:
        self._docked = breadth == Breadth.WIDE
        self.drawer.set_docked(self._docked)
        self._shut_row.setVisible(not self._docked)
        self._with_stats = breadth != Breadth.NARROW  # a small window has room for the list alone
        self._draw_head()
        for code, button in self._buttons.items():
            words = next(words for each, words, _ in self.presenter.buttons() if each == code)
            button.set_words("" if breadth == Breadth.NARROW else words, words)

    def command(self, name: str) -> bool:
        match name:
            case "find" if self._here().face.search:
                self._here().search.setFocus()
                self._here().search.selectAll()
                return True
            case "save":
                return self.deed.save()
            case "close":
                return self._close()
        return False

    def help_topic(self) -> str:
        return self.presenter.topic

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and self._close():
            return
        super().keyPressEvent(event)

    # ---- rows and sheets --------------------------------------------------------------------------------------------------------------------
    def row_chosen(self, key: str) -> None:
        """A row became the current one: show what is known of it; a form that lies open stays where it is a drawer."""
        if self.deed.is_open():
            self.deed.keep_draft()
        self.show_key(key)

    def row_opened(self, key: str) -> None:
        """Somebody wants to see a row: the drawer comes out where there is one."""
        self.show_key(key)
        self.drawer.open()

    def show_key(self, key: str) -> None:
        """Show a thing at the side."""
        sheet = self.presenter.sheet(key)
        self._shown = key if sheet is not None else None
        if sheet is None:
            self._side.setCurrentIndex(0)
            return
        self.sheet.show_sheet(sheet)
        self._side.setCurrentWidget(self.sheet)

    def _no_longer_fresh(self) -> None:
        self._fresh = None

    # ---- inside -----------------------------------------------------------------------------------------------------------------------------
    def _pressed(self, code: str) -> None:
        try:
            answer = self.presenter.answer(code)
        except Exception as error:  # noqa: BLE001 -- said in one sentence, as what fails off the thread is
            self._navigator.problem(error)
            return
        match answer:
            case Deed():
                self.deed.open(answer, {"page": self.presenter.topic, "do": code})
                self._side.setCurrentWidget(self.deed)
                self.drawer.open()
            case Do():
                self._navigator.run(lambda progress: answer.write(), partial(self._did, answer))
            case Go():
                self._navigator.open(answer.page, **answer.where)
            case Show():
                self.show_key(answer.key)
                self.drawer.open()

    def _did(self, deed: Do, written: Written) -> None:
        self._navigator.announce(written.records)
        tell(self._navigator, self._texts, deed, written)

    def _done(self, deed: Deed, written: Written) -> None:
        key = deed.opens(written) if deed.opens is not None else self._shown
        if key is None:
            self._side.setCurrentIndex(0)
        else:
            self.show_key(key)
            self._here().register.show_key(key)
        self._to_list()

    def _left(self) -> None:
        if self._shown is not None:
            self.show_key(self._shown)
        else:
            self._side.setCurrentIndex(0)
            self.drawer.close_drawer()
        self._to_list()

    def _close(self) -> bool:
        if self.deed.is_open() and self._side.currentWidget() is self.deed:
            self.deed.leave()
            return True
        if not self._docked and self.drawer.is_open():
            self.drawer.close_drawer()
            return True
        return False

    def _to_list(self) -> None:
        """Give the focus back to the list; what is shown at the side stays."""
        here = self._here()
        if here.register.model.rowCount():
            here.register.list.setFocus()
        elif here.face.search:
            here.search.setFocus()
        else:
            self.tabs.take_focus()

    def _here(self) -> TabList:
        return self.lists[self.tabs.value()]

    def _tab_changed(self) -> None:
        here = self._here()
        if here.stale:
            here.reload()
        self._stack.setCurrentWidget(here)

    def _draw_head(self) -> None:
        title, subtitle = self.presenter.heading()
        self._title.setText(title)
        self._subtitle.setText(subtitle)
        clear(self._stats_grid)
        stats = self.presenter.stats()
        for at, one in enumerate(stats):
            made = stat(one.value, one.name, one.note, tone=one.tone)
            self._stats_grid.addWidget(made, at // self._per_row, at % self._per_row, Qt.AlignmentFlag.AlignTop)
        for column_ in range(6):
            self._stats_grid.setColumnStretch(column_, 1 if column_ < self._per_row else 0)
        self._stats.setVisible(bool(stats) and self._with_stats)
        for face in self.presenter.tabs():
            if face.code in self.lists:
                self.tabs.say(face.code, face.words)

    def _inside_focus(self) -> bool:
        focus: QWidget | None = self.window().focusWidget()
        return focus is not None and focus.isVisible() and self.isAncestorOf(focus)

    def _say(self, key: str) -> str:
        return self._texts.say(message(key))
