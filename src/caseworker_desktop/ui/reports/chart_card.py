"""The card of charts: which one, as a drawing or as a table of the same numbers."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QStackedWidget

from caseworker_desktop.kernel.message import message
from caseworker_desktop.texts import Texts
from caseworker_desktop.ui.reports.chart import ChartView
from caseworker_desktop.ui.reports.chart_data import Chart
from caseworker_desktop.ui.reports.whole_choice import WholeChoice
from caseworker_desktop.ui.widgets.card import Card
from caseworker_desktop.ui.widgets.chips import Segmented
from caseworker_desktop.ui.widgets.empty import Empty
from caseworker_desktop.ui.widgets.label import Elided, Glyph, label
from caseworker_desktop.ui.widgets.layout import box, column, row, scroll
from caseworker_desktop.ui.widgets.table import Column, Table, TableModel

DRAWING, TABLE = "drawing", "table"
CHOICE_WIDE, CHOICE_NARROW = 208, 150
Row = tuple[str, ...]


class ChartCard(Card):
    """`chart_chosen(name)` when a person wants another chart, `persons_wanted(name, ids)` when the people of a category are wanted."""

    chart_chosen = Signal(str)
    persons_wanted = Signal(str, object)

    def __init__(self, texts: Texts) -> None:
        self._texts = texts
        say = texts.say
        self._chart: Chart | None = None
        self.title = Elided("", "h2")
        self.choice = WholeChoice(say(message("ui_reports.which_chart")), CHOICE_WIDE)
        self.way = Segmented(say(message("ui_reports.how_shown")), (
            (DRAWING, say(message("ui_reports.drawing"))), (TABLE, say(message("ui_reports.table")))), DRAWING)
        self.view = ChartView(lambda value, digits: texts.number(round(value, digits), digits))
        self.empty = Empty("chart", say(message("ui_reports.no_data")), say(message("ui_reports.no_data_text")))
        self._tables = box(column(gap=0))
        self.table: Table | None = None
        self._stack = QStackedWidget()
        for part in (scroll(self.view), self._tables, box(column(..., self.empty, ...))):
            self._stack.addWidget(part)
        self.note = label("", "small", wrap=True)
        self._glyph = Glyph("info", "text3", 14)
        super().__init__(
            row((self.title, 1), self.choice, self.way, gap=8), (self._stack, 1), row(self._glyph, (self.note, 1), gap=4),
            pad=(16, 12, 16, 12), gap=8)
        self.choice.chosen_changed.connect(lambda: self.chart_chosen.emit(self.choice.value() or ""))
        self.way.chosen_changed.connect(self._draw)
        self.view.opened.connect(self._opened)

    def offer(self, options: Sequence[tuple[str, str]], chosen: str) -> None:
        """Offer charts by name and words."""
        self.choice.offer([(name, words, "") for name, words in options])
        self.choice.choose(chosen)

    def show_chart(self, chart: Chart) -> None:
        """Show another chart, as a drawing or a table as before."""
        self._chart = chart
        self.title.set_whole(chart.title)
        self.note.setText(chart.note)
        self._glyph.setVisible(bool(chart.note))
        self._draw()

    def _draw(self) -> None:
        if self._chart is None:
            return
        if self._chart.empty:
            self._stack.setCurrentIndex(2)
        elif self.way.value() == DRAWING:
            self.view.show_chart(self._chart)
            self._stack.setCurrentIndex(0)
        else:
            self._fill(self._chart)
            self._stack.setCurrentIndex(1)

    def _fill(self, chart: Chart) -> None:
        """Build the table: a row for each category, a column for each series, and the sum where there are several."""
        several = len(chart.series) > 1
        heads = [*(series.name for series in chart.series), *([self._texts.say(message("ui_reports.sum"))] if several else [])]
        columns: list[Column[Row]] = [Column("", lambda one: one[0], stretch=True)]
        columns += [Column(head, partial(_cell, n + 1), number=True, width=118) for n, head in enumerate(heads)]
        model: TableModel[Row] = TableModel(columns)
        rows = []
        for n, category in enumerate(chart.categories):
            values = [series.values[n] for series in chart.series]
            told = [*values, *([sum(values)] if several else [])]
            rows.append((category, *(self._texts.number(round(value, chart.digits), chart.digits) for value in told)))
        model.replace(rows)
        made = Table(chart.title, model)
        model.setParent(made)
        made.opened.connect(self._opened)
        layout = self._tables.layout()
        assert layout is not None
        if self.table is not None:
            layout.removeWidget(self.table)
            self.table.hide()
            self.table.deleteLater()
        self.table = made
        layout.addWidget(made)

    def _opened(self, at: int) -> None:
        if self._chart is None:
            return
        ids = tuple(sorted({one for series in self._chart.series for one in (series.persons[at] if at < len(series.persons) else ())}))
        if ids:
            self.persons_wanted.emit(self._chart.categories[at], ids)

    def take_focus(self) -> None:
        """Give the focus to the choice of charts."""
        self.choice.setFocus(Qt.FocusReason.OtherFocusReason)


def _cell(at: int, one: Row) -> str:
    return one[at]
