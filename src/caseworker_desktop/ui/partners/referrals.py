"""All referrals: those that wait for an answer first; the figures by reason and by source."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QStackedWidget

from caseworker_desktop.kernel.message import message
from caseworker_desktop.texts import Texts
from caseworker_desktop.ui.partners.referral_words import referral_face
from caseworker_desktop.ui.widgets.button import Button
from caseworker_desktop.ui.widgets.card import Card
from caseworker_desktop.ui.widgets.chips import Segmented
from caseworker_desktop.ui.widgets.editors import Choice
from caseworker_desktop.ui.widgets.empty import Empty
from caseworker_desktop.ui.widgets.label import label
from caseworker_desktop.ui.widgets.layout import box, column, row, rule
from caseworker_desktop.ui.widgets.rows import RowList, RowModel, Slice
from caseworker_desktop.ui.widgets.table import Column, Table, TableModel
from caseworker_desktop.usecases.desk import Desk
from caseworker_desktop.usecases.referring import OPEN, ReferralRow, Share

#: So many years back the figures can be asked for.
YEARS = 10
WAITING, OUT, IN, FIGURES = "waiting", "out", "in", "figures"


class ReferralsCard(Card):
    """`opened` with a referral on Enter or a click that moves there; `back_wanted` to the register."""

    opened = Signal(str)
    back_wanted = Signal()

    def __init__(self, desk: Desk, texts: Texts) -> None:
        self._desk, self._texts = desk, texts
        self.back = Button(self._say("ui_partners.back"), "quiet", icon="left", clicked=lambda: self.back_wanted.emit())
        self.which = Segmented(self._say("ui_partners.referrals"), [
            (WAITING, self._say("ui_partners.which_waiting")), (OUT, self._say("ui_partners.which_out")), (IN, self._say("ui_partners.which_in")),
            (FIGURES, self._say("ui_partners.which_figures"))])
        self.model: RowModel[ReferralRow] = RowModel(self._fetch, lambda one: referral_face(one, desk.lists, texts, with_person=True))
        self.list = RowList(self._say("ui_partners.referrals"), height=72)
        self.list.setModel(self.model)
        self.list.setFrameShape(QFrame.Shape.NoFrame)
        self._empty = Empty("right", self._say("ui_partners.no_referrals"), self._say("ui_partners.no_referrals_text"))
        self.reasons, reasons_table = self._shares(self._say("ui_partners.by_reason"), "referral_reasons")
        self.sources, sources_table = self._shares(self._say("ui_partners.by_source"), "referral_sources")
        self._period = label("", "small")
        last = int(desk.people.today()[:4])
        self.year = Choice([(str(year), str(year)) for year in range(last, last - YEARS, -1)], name=self._say("ui_partners.column_year"))
        self.year.setMinimumWidth(110)
        figures = box(column(
            row(self.year, self._period, ..., gap=12), label(self._say("ui_partners.by_reason"), "h3"), (reasons_table, 3),
            label(self._say("ui_partners.by_source"), "h3"),
            (sources_table, 2), margins=(16, 8, 16, 12)))
        self._body = QStackedWidget()
        for part in (self.list, box(column(self._empty, ..., margins=(16, 16, 16, 16))), figures):
            self._body.addWidget(part)
        super().__init__(box(row(self.back, (self.which, 1), gap=12, margins=(12, 12, 16, 12))), rule(), (self._body, 1), pad=(1, 0, 1, 1), gap=0)
        self.which.chosen_changed.connect(self.reload)
        self.year.chosen_changed.connect(self._show_figures)
        self.list.chosen.connect(lambda at: self.opened.emit(self.model.row_at(at).id))
        self.list.opened.connect(lambda at: self.opened.emit(self.model.row_at(at).id))

    def reload(self, referral: str | None = None) -> None:
        """Read again; `referral` becomes the current one, silently."""
        if self.which.value() == FIGURES:
            self._show_figures()
            self._body.setCurrentIndex(2)
            return
        kept = referral or self.current()
        self.model.reload()
        if self.model.rowCount():
            self.list.choose(self.model.position(lambda one: one.id == kept) if kept else None)
        self._body.setCurrentIndex(0 if self.model.rowCount() else 1)

    def current(self) -> str | None:
        """Return the current referral."""
        at = self.list.current()
        return None if at is None or at >= self.model.rowCount() else self.model.row_at(at).id

    def enter(self) -> None:
        """Give the focus to the list."""
        (self.list if self._body.currentIndex() == 0 else self.which.buttons()[0]).setFocus()

    def _fetch(self, after: object | None, limit: int) -> Slice[ReferralRow]:
        which = self.which.value()
        return Slice(self._desk.referring.listed(
            status=OPEN if which == WAITING else (), direction={OUT: "out", IN: "in"}.get(which), limit=1000), None)

    def _show_figures(self) -> None:
        today = self._desk.people.today()
        year = self.year.value() or today[:4]
        first, last = f"{year}-01-01", min(f"{year}-12-31", today)
        self._period.setText(self._texts.say(message("ui_partners.figures_period", first=self._texts.date(first), last=self._texts.date(last))))
        self.reasons.replace(self._desk.referring.by_reason(first, last))
        self.sources.replace(self._desk.referring.by_source(first, last))

    def _shares(self, name: str, list_: str) -> tuple[TableModel[Share], Table]:
        def words(share: Share) -> str:
            return self._desk.lists.name(list_, share.code, self._texts.language) if share.code else self._say("ui_partners.not_told")

        number = self._texts.number
        columns = [
            Column(name, words, stretch=True),
            Column(self._say("ui_partners.which_out"), lambda one: number(one.out), number=True, width=112),
            Column(self._say("ui_partners.which_in"), lambda one: number(one.into), number=True, width=112),
            Column(self._say("ui_partners.column_taken"), lambda one: number(one.accepted), number=True, width=112),
            Column(self._say("ui_partners.column_reached"), lambda one: number(one.reached), number=True, width=112),
        ]
        if list_ == "referral_sources":
            del columns[1]
        model: TableModel[Share] = TableModel(columns)
        return model, Table(name, model)

    def _say(self, key: str) -> str:
        return self._texts.say(message(key))
