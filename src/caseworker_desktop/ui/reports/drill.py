"""Who stands behind a number: answers as chips, the persons of one, and the way to each."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QVBoxLayout

from caseworker_desktop.kernel.message import message
from caseworker_desktop.texts import Texts
from caseworker_desktop.ui.reports.name_delegate import NameDelegate, SmallDelegate
from caseworker_desktop.ui.reports.presenter import PersonLine
from caseworker_desktop.ui.widgets.button import Button
from caseworker_desktop.ui.widgets.card import Card
from caseworker_desktop.ui.widgets.chips import ChipGroup
from caseworker_desktop.ui.widgets.empty import Empty
from caseworker_desktop.ui.widgets.label import Elided, Glyph, label
from caseworker_desktop.ui.widgets.layout import box, row
from caseworker_desktop.ui.widgets.table import Column, Table, TableModel

WIDE = 420


class DrillPanel(Card):
    """A card at the right; `person_wanted`, `answer_chosen`, `tasks_wanted`, `export_wanted`, `closed`."""

    person_wanted = Signal(str)
    answer_chosen = Signal(str)
    tasks_wanted = Signal()
    export_wanted = Signal()
    closed = Signal()

    def __init__(self, texts: Texts) -> None:
        self._texts = texts
        say = texts.say
        self.title = Elided("", "h2")
        self.shut = Button(say(message("ui_reports.close")), "quiet", icon="x", clicked=lambda: self._shut())
        self._chips: ChipGroup | None = None
        self._chip_place = QVBoxLayout()
        self._chip_place.setContentsMargins(16, 0, 16, 8)
        self.model: TableModel[PersonLine] = TableModel((
            Column(say(message("ui_reports.col_person")), lambda one: f"{one.name}\n{one.number}" if one.number else one.name, stretch=True),
            Column(say(message("ui_reports.col_what")), lambda one: one.what, width=140),
            Column(say(message("ui_reports.col_due")), lambda one: one.due, width=96, tone=lambda one: one.tone),
        ))
        self.table = Table(say(message("ui_reports.people")), self.model)
        self.table.verticalHeader().setDefaultSectionSize(48)
        self._names = NameDelegate(self.table)
        self.table.setItemDelegateForColumn(0, self._names)
        self._small = SmallDelegate(self.table)
        for column in (1, 2):
            self.table.setItemDelegateForColumn(column, self._small)
        self.table.opened.connect(lambda at: self.person_wanted.emit(self.model.row_at(at).person))
        self.table.clicked.connect(lambda index: self.person_wanted.emit(self.model.row_at(index.row()).person))
        self.empty = Empty("people", say(message("ui_reports.nobody")))
        self.note = label("", "small", wrap=True)
        self.tasks = Button("", "plain", icon="plus", clicked=lambda: self.tasks_wanted.emit())
        self.export = Button(say(message("ui_reports.export_list")), "quiet", clicked=lambda: self.export_wanted.emit())
        self._foot = box(row(self.tasks, ..., self.export, margins=(16, 4, 8, 4)))
        super().__init__(
            row((self.title, 1), self.shut, margins=(16, 0, 8, 0)), self._chip_place, (self.table, 1), (self.empty, 1),
            row(Glyph("info", "text3", 14), (self.note, 1), gap=4, margins=(16, 8, 16, 0)), self._foot, pad=(1, 8, 1, 8), gap=0)
        self.tasks.hide()

    def show_answers(self, title: str, answers: Sequence[tuple[str, str]], chosen: str, note: str) -> None:
        """Show another number: its chips (none: no chips) and the note below."""
        self.title.set_whole(title)
        self.note.setText(note)
        if self._chips is not None:
            self._chips.hide()
            self._chips.deleteLater()
            self._chips = None
        if answers:
            self._chips = ChipGroup(title, answers, several=False, columns=4 if sum(len(words) for _, words in answers) < 42 else 2)
            self._chips.choose([chosen])
            self._chips.chosen_changed.connect(self._answered)
            self._chip_place.addWidget(self._chips, 0, Qt.AlignmentFlag.AlignLeft)

    def show_people(self, lines: Sequence[PersonLine], tasks: str, more: str = "") -> None:
        """Show persons; `tasks`: the words of the button that makes tasks for them (empty: no button); `more`: that there are more."""
        if more:
            self.note.setText(more)
        self.model.replace(lines)
        self.table.setVisible(bool(lines))
        self.empty.setVisible(not lines)
        self.export.setEnabled(bool(lines))
        self.tasks.setVisible(bool(tasks))
        if tasks:
            self.tasks.set_words(tasks)
        if lines:
            self.table.setCurrentIndex(self.model.index(0, 0))

    def may_export(self, may: bool) -> None:
        """Offer the export or not."""
        self.export.setVisible(may)

    def take_focus(self) -> None:
        """Give the focus to the list, else to the way back."""
        (self.table if self.table.isVisible() else self.shut).setFocus(Qt.FocusReason.OtherFocusReason)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self._shut()
        else:
            super().keyPressEvent(event)

    def _answered(self) -> None:
        if self._chips is not None and self._chips.chosen():
            self.answer_chosen.emit(self._chips.chosen()[0])

    def _shut(self) -> None:
        self.closed.emit()

