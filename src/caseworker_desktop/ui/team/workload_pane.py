"""The workload: a line a worker, and beside it the late reviews and silent clients of the chosen one."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QBoxLayout, QSizePolicy, QWidget

from caseworker_desktop.kernel.message import message
from caseworker_desktop.texts import Texts
from caseworker_desktop.ui.shell.page import Breadth
from caseworker_desktop.ui.team.presenter import LineFace, TeamPresenter
from caseworker_desktop.ui.widgets.badge import Badge
from caseworker_desktop.ui.widgets.button import Button
from caseworker_desktop.ui.widgets.card import Card
from caseworker_desktop.ui.widgets.label import Elided, label
from caseworker_desktop.ui.widgets.layout import box, clear, column, row, rule, scroll
from caseworker_desktop.ui.widgets.loading import Skeleton
from caseworker_desktop.ui.widgets.piecewise import Piecewise
from caseworker_desktop.ui.widgets.table import Column, Table, TableModel
from caseworker_desktop.usecases.caseload import Behind, Load

ASIDE, LEAST = 336, 280


class ListCard(Card):
    """A titled card of short lines that open something. `opened` with (page, where)."""

    opened = Signal(str, object)

    def __init__(self, texts: Texts, title: str, nothing: str, tone: str) -> None:
        self._texts, self._tone = texts, tone
        self._shown: Sequence[LineFace] | None = None
        self._count, self._lines, self._none = Badge("0", "grey"), column(gap=0), label(nothing, "muted", wrap=True)
        inside = box(column(self._lines, box(column(self._none, margins=(16, 8, 16, 12))), ..., gap=0))
        self._pieces = Piecewise(inside)
        super().__init__(
            box(row(label(title, "h2"), self._count, ..., gap=8, margins=(16, 0, 12, 0)), height=44), rule(), (scroll(inside, title), 1),
            pad=(0, 0, 0, 0), gap=0)

    def show_lines(self, faces: Sequence[LineFace]) -> None:
        """Draw these lines, unless they stand there."""
        if self._shown == faces:
            return
        self._shown = faces
        clear(self._lines)
        self._count.say(self._texts.number(len(faces)), self._tone if faces else "grey")

        def make(at: int) -> None:
            self._lines.addWidget(self._line(faces[at]))
            self._lines.addWidget(rule(soft=True))

        self._pieces.show_lines(len(faces), make)
        self._none.setVisible(not faces)

    def _line(self, face: LineFace) -> QWidget:
        page, where = face.opens
        name = Button(face.name, "quiet", clicked=lambda: self._open(page, where))
        name.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        due = label(face.due, "smallb", tone=self._tone)
        made = box(column(row(name, ..., due), row((Elided(face.below, "small"), 1), margins=(8, 0, 0, 0)), gap=0, margins=(8, 6, 16, 6)))
        made.setAccessibleName(f"{face.name}, {face.below}, {face.due}")
        return made

    def _open(self, page: str, where: Mapping[str, str]) -> None:
        self.opened.emit(page, where)


class WorkloadPane(QWidget):
    """`opened` with (page, where); `chosen` with the line of a worker, whose lists are then to be read."""

    opened = Signal(str, object)
    chosen = Signal(object)

    def __init__(self, presenter: TeamPresenter, texts: Texts) -> None:
        super().__init__()
        self.setObjectName("clear")
        self._presenter, self._texts = presenter, texts
        say, number = self._say, presenter.number
        self._model: TableModel[Load] = TableModel((
            Column(say("ui_team.who"), presenter.name, width=180, stretch=True),
            Column(say("ui_team.cases"), lambda one: number(one.cases), number=True, width=64),
            Column(say("ui_team.leaving"), lambda one: number(one.leaving), number=True, width=96),
            Column(
                say("ui_team.late_reviews"), lambda one: number(one.late_reviews), number=True, width=96, tone=lambda one: _red(one.late_reviews),
            ),
            Column(say("ui_team.late_tasks"), lambda one: number(one.late_tasks), number=True, width=96, tone=lambda one: _red(one.late_tasks)),
            Column(say("ui_team.silent"), lambda one: number(one.silent), number=True, width=84, tone=lambda one: _red(one.silent)),
            Column(say("ui_team.hours"), presenter.hours, number=True, width=84),
        ))
        self.table = Table(say("ui_team.workload"), self._model)
        self.table.horizontalHeader().setMinimumSectionSize(64)
        self.whose, self._role = label("", "h2"), label("", "small")
        self.reviews = ListCard(texts, say("ui_team.reviews_title"), say("ui_team.no_reviews"), "red")
        self.silent = ListCard(texts, say("ui_team.silent_title"), say("ui_team.nobody_silent"), "amber")
        self._side = box(column(box(column(self.whose, self._role, gap=0)), (self.reviews, 1), (self.silent, 1), gap=12))
        self._body = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._body.setSpacing(12)
        self._body.setContentsMargins(0, 0, 0, 0)
        self._crises = label("", "small", wrap=True)
        self.loading = Skeleton(3, say("ui_team.workload"))
        self._foot = box(column(self._crises, margins=(16, 4, 16, 8)))
        self._body.addWidget(Card(box(column(self.loading, margins=(16, 0, 16, 0))), (self.table, 1), self._foot, pad=(0, 0, 0, 0), gap=0), 1)
        self._body.addWidget(self._side)
        self.setLayout(self._body)
        self._chosen: Load | None = None
        self.table.selectionModel().currentRowChanged.connect(lambda now, _: self._choose(now.row()))
        for card in (self.reviews, self.silent):
            card.opened.connect(self.opened)

    def set_breadth(self, breadth: Breadth) -> None:
        """The lists stand beside the table, or under it where there is little room."""
        wide = breadth == Breadth.WIDE
        self._body.setDirection(QBoxLayout.Direction.LeftToRight if wide else QBoxLayout.Direction.TopToBottom)
        self._side.setFixedWidth(ASIDE) if wide else self._side.setMaximumWidth(16777215)
        if not wide:
            self._side.setMinimumWidth(0)
        self.table.setMinimumHeight(0 if wide else LEAST)
        for card in (self.reviews, self.silent):
            card.setMinimumHeight(0 if wide else LEAST // 2)

    def show_loads(self) -> None:
        """Draw what was read; the chosen worker stays chosen, at first the first one."""
        self.loading.stop()
        kept = self._chosen.staff if self._chosen is not None else ""
        loads = self._presenter.loads()
        self._model.replace(loads)
        told = self._presenter.crises()
        self._crises.setText(told)
        self._foot.setVisible(bool(told))
        if loads:
            self.table.selectRow(next((n for n, one in enumerate(loads) if one.staff == kept), 0))

    def show_behind(self, load: Load, found: Behind) -> None:
        """Draw what is behind of one worker's clients, unless another was chosen meanwhile."""
        if load == self._chosen:
            self.reviews.show_lines(self._presenter.reviews(found))
            self.silent.show_lines(self._presenter.silent(found))

    def _choose(self, at: int) -> None:
        if not 0 <= at < len(self._presenter.loads()):
            return
        load = self._chosen = self._model.row_at(at)
        self.whose.setText(self._presenter.name(load))
        self._role.setText(self._presenter.role(load))
        self.chosen.emit(load)

    def _say(self, key: str) -> str:
        return self._texts.say(message(key))


def _red(value: int) -> str | None:
    """Colour a number above nought."""
    return "red" if value else None
