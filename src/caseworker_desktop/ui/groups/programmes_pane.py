"""The programmes that groups go through: an office's list, to be read on laptops."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from caseworker_desktop.kernel.message import message
from caseworker_desktop.texts import Texts
from caseworker_desktop.ui.groups.words import GroupWords
from caseworker_desktop.ui.widgets.banner import Banner
from caseworker_desktop.ui.widgets.button import Button
from caseworker_desktop.ui.widgets.card import Card
from caseworker_desktop.ui.widgets.label import Elided, label
from caseworker_desktop.ui.widgets.layout import PAGE_MARGINS, box, column, row
from caseworker_desktop.ui.widgets.table import Column, Table, TableModel
from caseworker_desktop.usecases.desk import Desk
from caseworker_desktop.usecases.groups import ProgrammeRow


class ProgrammesPane(QWidget):
    """`opened(programme)` on Enter, `new_wanted`, `back_wanted`."""

    opened = Signal(str)
    new_wanted = Signal()
    back_wanted = Signal()

    def __init__(self, desk: Desk, texts: Texts) -> None:
        super().__init__()
        self._desk, self._texts = desk, texts
        self._words = GroupWords(desk, texts)
        self.setObjectName("page")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        may = desk.editing.may("programme")
        head = box(column(label(self._say("ui_groups.programmes"), "h1"), Elided(self._say("ui_groups.programmes_text"), "muted"), gap=0))
        self.back = Button("", "quiet", icon="left", name=self._say("ui_groups.all_groups"), clicked=self.back_wanted.emit)
        self.new = Button(self._say("ui_groups.new_programme"), "primary", icon="plus", clicked=self.new_wanted.emit)
        self.read_only = Banner("grey", self._say("ui_groups.programmes_read_only"), self._say("ui_groups.programmes_read_only_text"))
        self.model: TableModel[ProgrammeRow] = TableModel([
            Column(self._say("ui_groups.col_code"), lambda one: one.code, width=130),
            Column(self._say("ui_groups.col_programme"), self._words.programme, stretch=True),
            Column(self._say("ui_groups.kind"), self._words.kind, width=280),
            Column(self._say("ui_groups.col_sessions"), lambda one: self._number(one.sessions_planned), number=True, width=104),
            Column(self._say("ui_groups.col_hours"), lambda one: self._number(one.hours_planned), number=True, width=80),
            Column(self._say("ui_groups.col_rule"), self._rule, number=True, width=110),
            Column(self._say("ui_groups.title"), lambda one: self._number(one.groups), number=True, width=90),
        ], parent=self)
        self.table = Table(self._say("ui_groups.programmes"), self.model)
        card = Card((self.table, 1), pad=(1, 1, 1, 1), gap=0)
        self.setLayout(column(row(self.back, (head, 1), self.new), self.read_only, (card, 1), gap=12, margins=PAGE_MARGINS))
        self.new.setVisible(may)
        self.read_only.setVisible(not may)
        self._rows: tuple[ProgrammeRow, ...] = ()
        self.table.opened.connect(lambda at: self.opened.emit(self._rows[at].id))

    def reload(self) -> None:
        """Read the list again."""
        self._rows = self._desk.groups.programmes()
        self.model.replace(self._rows)
        if self._rows:
            self.table.selectRow(0)

    def take_focus(self) -> None:
        """Go to the table."""
        self.table.setFocus(Qt.FocusReason.OtherFocusReason)

    def _rule(self, one: ProgrammeRow) -> str:
        return self._texts.say(message("ui_groups.percent_from", percent=one.pass_percent)) if one.pass_percent is not None else "–"

    def _number(self, value: int | str | None) -> str:
        return "–" if value is None else self._texts.number(value)

    def _say(self, key: str) -> str:
        return self._texts.say(message(key))
