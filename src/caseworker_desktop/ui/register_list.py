"""The lists of a register page, one a tab, and what a presenter tells of them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QStackedWidget, QWidget

from caseworker_desktop.texts import Texts
from caseworker_desktop.ui.changes import Changed
from caseworker_desktop.ui.deeds import Answer
from caseworker_desktop.ui.widgets.chips import ChipGroup
from caseworker_desktop.ui.widgets.empty import Empty
from caseworker_desktop.ui.widgets.label import Elided
from caseworker_desktop.ui.widgets.layout import box, column, row
from caseworker_desktop.ui.widgets.register import Register, RegisterColumn, RegisterRow
from caseworker_desktop.ui.widgets.rows import Slice
from caseworker_desktop.ui.widgets.search_field import SearchField
from caseworker_desktop.ui.widgets.side_sheet import Sheet


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


class TabList(QWidget):
    """One tab: search, chips, register, empty state, foot. `row_chosen`, `row_opened`: with the key of the row."""

    row_chosen = Signal(str)
    row_opened = Signal(str)

    def __init__(self, presenter: RegisterPresenter, face: TabFace, texts: Texts) -> None:
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
        self.register.chosen.connect(self.row_chosen)
        self.register.opened.connect(self.row_opened)
        self.register.list.clicked.connect(lambda index: self.row_opened.emit(self.register.model.row_at(index.row()).key))
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
