"""A person's referrals: to whom, what was answered, and what came of it."""

from __future__ import annotations

from PySide6.QtWidgets import QFrame, QStackedWidget, QWidget

from caseworker_desktop.kernel.message import message
from caseworker_desktop.texts import Texts
from caseworker_desktop.ui.partners.answer import open_answer, open_incoming
from caseworker_desktop.ui.partners.referral_words import referral_face
from caseworker_desktop.ui.shell.page import Navigator, PersonTab
from caseworker_desktop.ui.shell.record_fields import RecordFields
from caseworker_desktop.ui.shell.record_panel import RecordPanel
from caseworker_desktop.ui.widgets.button import Button
from caseworker_desktop.ui.widgets.empty import Empty
from caseworker_desktop.ui.widgets.layout import box, column, row
from caseworker_desktop.ui.widgets.rows import RowList, RowModel, Slice
from caseworker_desktop.usecases.desk import Desk
from caseworker_desktop.usecases.referring import ReferralRow

LIST, NOTHING, RECORD = range(3)


class ReferralsTab(QWidget):
    """The list, or the answer of one referral in its place."""

    def __init__(self, desk: Desk, texts: Texts, navigator: Navigator) -> None:
        super().__init__()
        self.setObjectName("clear")
        self._desk, self._texts, self._navigator = desk, texts, navigator
        self._fields = RecordFields(desk, texts)
        self._person = self._slip_of = ""
        self.new = Button(self._say("ui_partners.new_referral"), "quiet", icon="plus", clicked=self._refer)
        self.incoming = Button(self._say("ui_partners.new_incoming"), "quiet", icon="left", clicked=self._incoming)
        self.model: RowModel[ReferralRow] = RowModel(
            lambda after, limit: Slice(desk.referring.listed(person=self._person) if self._person else ()),
            lambda one: referral_face(one, desk.lists, texts, with_person=False))
        self.list = RowList(self._say("ui_partners.referrals"), height=72)
        self.list.setModel(self.model)
        self.list.setFrameShape(QFrame.Shape.NoFrame)
        self.record = RecordPanel(desk, texts, navigator)
        self.slip = Button(self._say("ui_partners.print_slip"), "plain", icon="print", clicked=self._print)
        self._empty = Empty("right", self._say("ui_partners.no_referrals"), self._say("ui_partners.no_referrals_text"))
        self._stack = QStackedWidget()
        for part in (self.list, box(column(self._empty, ..., margins=(0, 8, 8, 0))), box(column(row(self.slip, ...), (self.record, 1), gap=4))):
            self._stack.addWidget(part)
        self._actions = box(row(self.new, self.incoming, ...))
        if not desk.referring.may("write"):
            self._actions.hide()
        self.setLayout(column(self._actions, (self._stack, 1), gap=4, margins=(0, 8, 0, 0)))
        self.list.opened.connect(self._open)
        self.list.clicked.connect(lambda index: self._open(index.row()))
        self.record.closed.connect(self._draw)

    def widget(self) -> QWidget:
        """Return what the tab shows."""
        return self

    def show_person(self, person: str) -> None:
        """Show one person's referrals; what is being typed for the same person stays."""
        same = person == self._person
        self._person = person
        if not same or not self.record.is_open():
            if self.record.is_open():
                self.record.leave()
            self._draw()

    def keep_draft(self) -> None:
        """Save what was typed, at once."""
        self.record.keep_draft()

    def command(self, name: str) -> bool:
        """Answer Ctrl+Enter and Esc while a referral lies open, Ctrl+P where a slip can be printed."""
        if name == "print" and self.record.is_open() and self._slip_of:
            self._print()
            return True
        return self.record.command(name)

    def _draw(self) -> None:
        self.model.reload()
        self._stack.setCurrentIndex(LIST if self.model.rowCount() else NOTHING)
        self._actions.setVisible(self._desk.referring.may("write"))

    def _refer(self) -> None:
        self._navigator.open("partners", person=self._person)

    def _incoming(self) -> None:
        self._slip_of = ""
        open_incoming(self.record, self._fields, self._desk, self._texts, self._person, columns=2)
        self._show_record(slip=False)

    def _open(self, at: int) -> None:
        self._slip_of = self.model.row_at(at).id
        open_answer(self.record, self._fields, self._desk, self._texts, self._slip_of, columns=2)
        self._show_record(slip=True)

    def _show_record(self, *, slip: bool) -> None:
        self.slip.setVisible(slip)
        self._actions.setVisible(False)
        self._stack.setCurrentIndex(RECORD)

    def _print(self) -> None:
        self._navigator.open("paper", kind="referral", id=self._slip_of)

    def _say(self, key: str) -> str:
        return self._texts.say(message(key))


def build(desk: Desk, texts: Texts, navigator: Navigator) -> PersonTab:
    """Return the tab, without a person yet."""
    return ReferralsTab(desk, texts, navigator)
