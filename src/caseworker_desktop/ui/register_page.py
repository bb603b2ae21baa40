"""The page of a register: numbers, tabs of lists, and at the side what is known of the chosen row or a form. Presenters decide everything.

Below 1280 px the side is a drawer. Screens that are registers (mentors, work) differ in their presenters only.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Protocol

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QGridLayout, QStackedWidget, QWidget

from caseworker_desktop.kernel.message import message
from caseworker_desktop.texts import Texts
from caseworker_desktop.ui.changes import Changed
from caseworker_desktop.ui.deeds import Answer, Deed, DeedPanel, Do, Go, Show, tell
from caseworker_desktop.ui.shell.page import Breadth, Navigator, Page
from caseworker_desktop.ui.widgets.button import Button
from caseworker_desktop.ui.widgets.card import Card
from caseworker_desktop.ui.widgets.chips import ChipGroup
from caseworker_desktop.ui.widgets.drawer import Drawer
from caseworker_desktop.ui.widgets.empty import Empty
from caseworker_desktop.ui.widgets.label import Elided, page_title, stat
from caseworker_desktop.ui.widgets.layout import PAGE_MARGINS, box, clear, column, row, rule
from caseworker_desktop.ui.widgets.more_tabs import MoreTabs
from caseworker_desktop.ui.widgets.register import Register, RegisterColumn, RegisterRow
from caseworker_desktop.ui.widgets.rows import Slice
from caseworker_desktop.ui.widgets.search_field import SearchField
from caseworker_desktop.ui.widgets.side_sheet import Sheet, SideSheet
from caseworker_desktop.usecases.desk import Desk
from caseworker_desktop.usecases.intent import Written

SIDE = 364


@dataclass(frozen=True, slots=True)
class Stat:
    """A number of the page: value, name, what stands below, tone."""

    value: str
    name: str
    note: str = ""
    tone: str | None = None


@dataclass(frozen=True, slots=True)
class TabFace:
    """One list: its tab's code and words, the title of its first column, the other columns, its filters and what is searched in it."""

    code: str
    words: str
    first: str
    columns: Sequence[RegisterColumn]
    chips: Sequence[tuple[str, str]] = ()
    search: str = ""


class RegisterPresenter(Protocol):
    """What a register says and does; plain Python."""

    #: The page's name, and that of its help text.
    topic: str

    def heading(self) -> tuple[str, str]:
        """Return title and subtitle of the page."""
        ...

    def buttons(self) -> Sequence[tuple[str, str, str]]:
        """Return the buttons beside the title: code, words, icon."""
        ...

    def stats(self) -> Sequence[Stat]:
        """Return the numbers above the lists."""
        ...

    def tabs(self) -> Sequence[TabFace]:
        """Return the lists that this worker may see, with their numbers."""
        ...

    def fetch(self, tab: str, text: str, chip: str | None, start: int, limit: int) -> Slice[RegisterRow]:
        """Return a page of a list."""
        ...

    def empty(self, tab: str, narrowed: bool) -> tuple[str, str]:
        """Return title and sentence of an empty list."""
        ...

    def foot(self, tab: str) -> str:
        """Return what stands below a list."""
        ...

    def sheet(self, key: str) -> Sheet | None:
        """Return what is known of a thing, None when it is not here (any more)."""
        ...

    def nothing(self) -> tuple[str, str, str]:
        """Return icon, title and sentence of the side while nothing is chosen."""
        ...

    def answer(self, code: str) -> Answer:
        """Return what a pressed button leads to."""
        ...

    def touched(self, changed: Changed) -> bool:
        """Tell whether something shown here was written."""
        ...


class _List(QWidget):
    """One tab: search, chips, register, empty state, foot."""

    def __init__(self, page: RegisterPage, presenter: RegisterPresenter, face: TabFace, texts: Texts) -> None:
        super().__init__()
        self.setObjectName("clear")
        self._presenter, self.face, self._texts = presenter, face, texts
        self.search = SearchField(face.search or face.words, name=face.search or face.words, keys="Ctrl+F")
        self.chips = ChipGroup(face.words, list(face.chips), several=True) if face.chips else None
        self.register = Register(face.words, face.first, face.columns, self._fetch)
        self.empty = Empty("search", "", "")
        self._foot = Elided("", "small")
        self._stack = QStackedWidget()
        for part in (self.register, box(column(self.empty, ..., margins=(16, 16, 16, 16)))):
            self._stack.addWidget(part)
        top = box(column(self.search if face.search else None, self.chips, gap=10, margins=(16, 14, 16, 12)))
        if not face.search and self.chips is None:
            top.hide()
        if not face.search:
            self.search.setParent(self)
            self.search.hide()
        self.setLayout(column(top, (self._stack, 1), box(row((self._foot, 1), margins=(16, 8, 16, 8))), gap=0))
        self.search.asked.connect(lambda _: self.reload())
        self.search.went_down.connect(self.enter)
        self.search.accepted.connect(self.enter)
        if self.chips is not None:
            self.chips.chosen_changed.connect(self._narrowed)
        self.register.chosen.connect(page.row_chosen)
        self.register.opened.connect(page.row_opened)
        self.register.list.clicked.connect(lambda index: page.row_opened(self.register.model.row_at(index.row()).key))
        self.stale = True

    def reload(self) -> None:
        """Read the list again."""
        self.stale = False
        self.register.reload()
        none = self.register.model.rowCount() == 0
        if none:
            self.empty.say(*self._presenter.empty(self.face.code, bool(self.search.text().strip() or self._chip())))
        self._stack.setCurrentIndex(1 if none else 0)
        foot = self._presenter.foot(self.face.code)
        self._foot.set_whole(foot)
        self._foot.setVisible(bool(foot))

    def enter(self) -> None:
        """Go into the list, to the first row when none is the current one."""
        if self.register.model.rowCount():
            if self.register.current() is None:
                self.register.list.setCurrentIndex(self.register.model.index(0, 0))
            self.register.list.setFocus()

    def _fetch(self, after: object | None, limit: int) -> Slice[RegisterRow]:
        return self._presenter.fetch(self.face.code, self.search.text(), self._chip(), after if isinstance(after, int) else 0, limit)

    def _chip(self) -> str | None:
        chosen = self.chips.chosen() if self.chips is not None else ()
        return chosen[0] if chosen else None

    def _narrowed(self) -> None:
        """Chips narrow one at a time: the one pressed last stays."""
        assert self.chips is not None
        chosen = self.chips.chosen()
        if len(chosen) > 1:
            focus = self.chips.focusWidget()
            self.chips.choose([code for code, button in zip((c for c, _ in self.face.chips), self.chips.buttons()) if button is focus] or chosen[-1:])
        self.reload()


class RegisterPage(Page):
    """The page itself; a screen's `view.py` builds it with its presenter."""

    def __init__(self, presenter: RegisterPresenter, desk: Desk, texts: Texts, navigator: Navigator) -> None:
        super().__init__()
        self.presenter, self._texts, self._navigator = presenter, texts, navigator
        self._shown: str | None = None
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
        self.lists = {face.code: _List(self, presenter, face, texts) for face in faces}
        self._stack = QStackedWidget()
        for one in self.lists.values():
            self._stack.addWidget(one)
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
        self._per_row = 6
        self._draw_head()
        self._tab_changed()

    # ---- what the shell asks ----------------------------------------------------------------------------------------------------------------
    def go(self, where: Mapping[str, str]) -> None:
        if (tab := where.get("tab")) in self.lists:
            self.tabs.choose(str(tab))
            self._tab_changed()
        if key := where.get("show"):
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

    def set_breadth(self, breadth: Breadth) -> None:
        self._docked = breadth == Breadth.WIDE
        self.drawer.set_docked(self._docked)
        self._shut_row.setVisible(not self._docked)
        self._per_row = 3 if breadth == Breadth.NARROW else 6
        self._draw_head()
        for code, button in self._buttons.items():
            words = next(words for each, words, _ in self.presenter.buttons() if each == code)
            button.set_words(words)

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

    def _here(self) -> _List:
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
        self._stats.setVisible(bool(stats))
        for face in self.presenter.tabs():
            if face.code in self.lists:
                self.tabs.say(face.code, face.words)

    def _inside_focus(self) -> bool:
        focus: QWidget | None = self.window().focusWidget()
        return focus is not None and focus.isVisible() and self.isAncestorOf(focus)

    def _say(self, key: str) -> str:
        return self._texts.say(message(key))
