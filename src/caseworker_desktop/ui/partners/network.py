"""The network: how it grew year by year, who is new or has ended, experts by country, and who asked for news."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFileDialog, QStackedWidget

from caseworker_desktop.kernel.message import message
from caseworker_desktop.texts import Texts
from caseworker_desktop.ui.shell.page import Navigator
from caseworker_desktop.ui.widgets.button import Button
from caseworker_desktop.ui.widgets.card import Card
from caseworker_desktop.ui.widgets.chips import Segmented
from caseworker_desktop.ui.widgets.editors import Choice
from caseworker_desktop.ui.widgets.label import label
from caseworker_desktop.ui.widgets.layout import box, column, row, rule
from caseworker_desktop.ui.widgets.table import Column, Table, TableModel
from caseworker_desktop.usecases.desk import Desk
from caseworker_desktop.usecases.partnering import Expert, Growth

GROWTH, EXPERTS, NEWS = "growth", "experts", "news"
YEARS = 8
_TONES = {"new": "green", "active": None, "ended": "text3"}


class NetworkCard(Card):
    """`opened` with a partner; `back_wanted` to the register."""

    opened = Signal(str)
    back_wanted = Signal()

    def __init__(self, desk: Desk, texts: Texts, navigator: Navigator) -> None:
        self._desk, self._texts, self._navigator = desk, texts, navigator
        self.back = Button(self._say("ui_partners.back"), "quiet", icon="left", clicked=lambda: self.back_wanted.emit())
        self.which = Segmented(self._say("ui_partners.network"), [
            (GROWTH, self._say("ui_partners.which_growth")), (EXPERTS, self._say("ui_partners.which_experts")),
            (NEWS, self._say("ui_partners.which_news"))])
        self.years: TableModel[tuple[int, int, int, int]] = TableModel([
            Column(self._say("ui_partners.column_year"), lambda one: str(one[0]), stretch=True),
            Column(self._say("ui_partners.change_new"), lambda one: texts.number(one[1]), number=True, width=140),
            Column(self._say("ui_partners.change_active"), lambda one: texts.number(one[2]), number=True, width=140),
            Column(self._say("ui_partners.change_ended"), lambda one: texts.number(one[3]), number=True, width=140)])
        self.partners: TableModel[Growth] = TableModel([
            Column(self._say("ui_partners.column_name"), lambda one: one.name, stretch=True),
            Column(self._say("ui_partners.column_since"), lambda one: texts.date(one.active_from) if one.active_from else "–", width=120),
            Column(self._say("ui_partners.column_until"), lambda one: texts.date(one.active_to) if one.active_to else "–", width=120),
            Column(self._say("ui_partners.column_change"), self._change, width=120, tone=lambda one: _TONES.get(one.change))])
        self.experts: TableModel[Expert] = TableModel([
            Column(self._say("ui_partners.column_expert"), lambda one: one.name, stretch=True),
            Column(self._say("ui_partners.column_organisation"), lambda one: one.organisation or "–", width=260),
            Column(self._say("ui_partners.column_country"),
                   lambda one: desk.lists.name("countries", one.country, texts.language) if one.country else "–", width=140),
            Column(self._say("ui_partners.column_sessions"), lambda one: texts.number(one.sessions), number=True, width=96)])
        self.year_table = Table(self._say("ui_partners.which_growth"), self.years)
        self.partner_table = Table(self._say("ui_partners.column_name"), self.partners)
        self.country = Choice(name=self._say("ui_partners.column_country"))
        self.country.setMinimumWidth(220)
        self._said = label("", "small", wrap=True)
        self._news = label("", "text", wrap=True)
        self.export = Button(self._say("ui_partners.news_export"), "plain", icon="folder", clicked=self._export)
        self._body = QStackedWidget()
        for part in (
            column((self.year_table, 2), self._said, (self.partner_table, 3), gap=8, margins=(16, 8, 16, 12)),
            column(row(self.country, ...), (Table(self._say("ui_partners.which_experts"), self.experts), 1), gap=8, margins=(16, 12, 16, 12)),
            column(self._news, row(self.export, ...), ..., gap=12, margins=(16, 12, 16, 12)),
        ):
            self._body.addWidget(box(part))
        super().__init__(box(row(self.back, (self.which, 1), gap=12, margins=(12, 12, 16, 12))), rule(), (self._body, 1), pad=(1, 0, 1, 1), gap=0)
        self.which.chosen_changed.connect(self.reload)
        self.country.chosen_changed.connect(lambda: self._show_experts())
        self.year_table.selectionModel().currentRowChanged.connect(lambda now, before: self._show_year(now.row()))
        self.partner_table.opened.connect(lambda at: self.opened.emit(self.partners.row_at(at).id))

    def reload(self) -> None:
        """Read again what is in front."""
        which = self.which.value()
        self._body.setCurrentIndex((GROWTH, EXPERTS, NEWS).index(which))
        if which == GROWTH:
            found = self._desk.partnering.years(int(self._desk.people.today()[:4]), YEARS)
            self.years.replace(sorted(found, reverse=True))
            self.year_table.selectRow(0)
            self._show_year(0)
        elif which == EXPERTS:
            everybody = self._desk.partnering.experts()
            codes = sorted({one.country for one in everybody if one.country})
            named = [(code, self._desk.lists.name("countries", code, self._texts.language)) for code in codes]
            self.country.set_options(named, empty=self._say("ui_partners.all_countries"))
            self._show_experts(everybody)
        else:
            lines = len(self._desk.partnering.news_list().splitlines()) - 1
            self._news.setText(self._texts.say(message("ui_partners.news_text", count=lines)))
            self.export.setEnabled(lines > 0)

    def enter(self) -> None:
        """Give the focus to the first choice."""
        self.which.take_focus()

    def _show_year(self, at: int) -> None:
        if not 0 <= at < self.years.rowCount():
            return
        year, new, active, ended = self.years.row_at(at)
        found = self._desk.partnering.growth(f"{year}-01-01", f"{year}-12-31")
        self.partners.replace(sorted(found, key=lambda one: ("new", "ended", "active").index(one.change)))
        self._said.setText(self._texts.say(message("ui_partners.growth_said", year=str(year), new=new, active=active, ended=ended)))

    def _show_experts(self, everybody: Sequence[Expert] | None = None) -> None:
        country = self.country.value()
        if everybody is None or country:
            everybody = self._desk.partnering.experts((country,) if country else ())
        self.experts.replace(everybody)

    def _change(self, one: Growth) -> str:
        return {"new": self._say("ui_partners.change_new"), "active": self._say("ui_partners.change_active"),
                "ended": self._say("ui_partners.change_ended")}[one.change]

    def _export(self) -> None:
        path, _ = QFileDialog.getSaveFileName(self, self._say("ui_partners.news_export"), "naujienos.csv", "CSV (*.csv)")
        if path:
            self.save_news(Path(path))

    def save_news(self, path: Path) -> None:
        """Write the list of those who asked for news into a file."""
        told = self._desk.partnering.news_list()

        def written(lines: int) -> None:
            self._navigator.toast(self._texts.say(message("ui_partners.news_saved", count=lines)))

        def write() -> int:
            path.write_text(told, encoding="utf-8-sig", newline="")
            return len(told.splitlines()) - 1

        self._navigator.run(lambda progress: write(), written)

    def _say(self, key: str) -> str:
        return self._texts.say(message(key))
