"""One project on the page: warnings, facts, and the lists that hang on it."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QGridLayout, QWidget

from caseworker_desktop.kernel.message import message
from caseworker_desktop.texts import Texts
from caseworker_desktop.ui.projects.words import ListWords, ProjectWords, RowWords
from caseworker_desktop.ui.widgets.badge import Badge
from caseworker_desktop.ui.widgets.banner import Banner
from caseworker_desktop.ui.widgets.button import Button
from caseworker_desktop.ui.widgets.card import Card
from caseworker_desktop.ui.widgets.label import Elided, label
from caseworker_desktop.ui.widgets.layout import box, clear, column, row, scroll
from caseworker_desktop.ui.widgets.rows import Face, RowList, RowModel, Slice
from caseworker_desktop.usecases.projects import ProjectPage

ROW = 52
#: Longer lists scroll in themselves.
MOST_ROWS = 6
#: Room for the ring of the focus, so that a list that fits shows no scroll bar.
BORDER = 3


class ProjectDetail(QWidget):
    """`edit_wanted(kind, id)` (an empty id: a new one), `paper_wanted(kind)`, `back_wanted`."""

    edit_wanted = Signal(str, str)
    paper_wanted = Signal(str)
    back_wanted = Signal()

    def __init__(self, texts: Texts, words: ProjectWords) -> None:
        super().__init__()
        self._texts, self._words = texts, words
        self.setObjectName("clear")
        say = texts.say
        self._title, self._code = Elided("", "h1"), Elided("", "muted")
        head = box(column(self._title, self._code, gap=0))
        self.back = Button("", "quiet", icon="left", name=say(message("ui_projects.all")), clicked=self.back_wanted.emit)
        self.sheet = Button(say(message("ui_projects.sheet")), icon="print", keys="Ctrl+P", clicked=lambda: self.paper_wanted.emit("project"))
        self.handout = Button(say(message("ui_projects.handout")), clicked=lambda: self.paper_wanted.emit("handout"))
        self.edit = Button(say(message("ui_projects.edit")), "primary", icon="pen", clicked=lambda: self.edit_wanted.emit("project", ""))
        self._status = Badge(" ", "grey")
        self._body = column(gap=12, margins=(0, 0, 8, 8))
        self.area = scroll(box(self._body), say(message("ui_projects.title")))
        self.setLayout(column(
            row(self.back, (head, 1), self._status, self.handout, self.sheet, self.edit, gap=8), (self.area, 1), gap=12))
        self._lists: list[RowList] = []

    def show_page(self, page: ProjectPage, *, may_edit: bool, narrow: bool) -> None:
        """Show a project; `narrow`: names stand above their values in one column."""
        words = self._words
        clear(self._body)
        self._lists = []
        self._title.set_whole(page.project.title)
        self._code.set_whole(page.project.code)
        status = words.status(page.project.status)
        self._status.setVisible(status is not None)
        if status is not None:
            self._status.say(*status)
        self.edit.setVisible(may_edit)
        for title, text in words.warnings(page):
            self._body.addWidget(Banner("amber", title, text))
        self._body.addWidget(Card(self._grid(words.facts(page), 2 if narrow else 3), gap=8))
        for one in words.lists(page):
            self._body.addWidget(self._list(one, may_edit=may_edit))
            if one.kind == "aim":
                self._body.addWidget(Card(
                    label(self._texts.say(message("ui_projects.for_whom")), "h2"), self._grid(words.whom(page), 1 if narrow else 2)))
        if page.project.lessons:
            self._body.addWidget(Card(label(self._texts.say(message("ui_projects.lessons")), "h2"), label(page.project.lessons, "text", wrap=True)))
        self._body.addStretch()

    def take_focus(self) -> None:
        """Give the focus to what a person will use first."""
        target = self.edit if self.edit.isVisibleTo(self) else self.sheet
        target.setFocus(Qt.FocusReason.OtherFocusReason)

    def lists(self) -> list[RowList]:
        """Return the lists that are shown."""
        return self._lists

    def _grid(self, facts: list[tuple[str, str]], columns: int) -> QWidget:
        grid = QGridLayout()
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(16)
        grid.setVerticalSpacing(10)
        for at, (name, value) in enumerate(facts):
            cell = box(column(label(name, "small"), label(value, "text", wrap=True), gap=2))
            grid.addWidget(cell, at // columns, at % columns, Qt.AlignmentFlag.AlignTop)
        for at in range(columns):
            grid.setColumnStretch(at, 1)
        return box(grid)

    def _list(self, one: ListWords, *, may_edit: bool) -> Card:
        words = self._texts.say(message("ui_projects.add"))
        add = Button(words, "quiet", icon="plus", clicked=partial(self.edit_wanted.emit, one.kind, ""))
        add.setAccessibleName(f"{words}: {one.title}")
        note = Badge(one.note[1], one.note[0]) if one.note else None
        head = row(label(one.title, "h2"), note, ..., add if may_edit else None)
        if not one.rows:
            return Card(head, label(one.empty, "muted", wrap=True))
        model: RowModel[RowWords] = RowModel(lambda after, limit: Slice(one.rows), _face, self)
        model.replace(one.rows)
        shown = RowList(one.title, height=ROW)
        shown.setModel(model)
        shown.setFrameShape(QFrame.Shape.NoFrame)
        shown.setFixedHeight(ROW * min(len(one.rows), MOST_ROWS) + 2 * BORDER)
        if may_edit:
            shown.opened.connect(lambda at, kind=one.kind, model=model: self.edit_wanted.emit(kind, model.row_at(at).key))
        self._lists.append(shown)
        return Card(row(head, margins=(16, 12, 12, 0)), shown, pad=(0, 0, 0, 4), gap=4)


def _face(one: RowWords) -> Face:
    return Face(title=one.title, subtitle=one.below, trailing=one.trailing, badge=(one.badge[0], one.badge[1], None) if one.badge else None)
