"""The left side of the report builder: records, columns, conditions, grouping, order."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from functools import partial

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QWidget

from caseworker_desktop.kernel.message import message
from caseworker_desktop.texts import Texts
from caseworker_desktop.ui.listing.columns import ColumnList
from caseworker_desktop.ui.listing.filter_row import FilterRow
from caseworker_desktop.ui.listing.presenter import ListingPresenter
from caseworker_desktop.ui.widgets.button import Button
from caseworker_desktop.ui.widgets.check_choice import CheckChoice
from caseworker_desktop.ui.widgets.editors import Choice, tick
from caseworker_desktop.ui.widgets.field import Field
from caseworker_desktop.ui.widgets.label import label
from caseworker_desktop.ui.widgets.layout import box, column, row, scroll
from caseworker_desktop.ui.widgets.search_field import SearchField
from caseworker_desktop.usecases.report_builder import Filter

WIDE, NARROW = 340, 296
COLUMNS_HIGH = 240


class WishPanel(QWidget):
    """`changed` when the wish is another one; the presenter holds it."""

    changed = Signal()

    def __init__(self, presenter: ListingPresenter, texts: Texts, today: Callable[[], date]) -> None:
        super().__init__()
        self.setObjectName("clear")
        self._presenter, self._texts, self._today = presenter, texts, today
        self.record = Choice(presenter.kinds, name=self._say("ui_listing.record"))
        self.seek = SearchField(self._say("ui_listing.seek"), name=self._say("ui_listing.seek"))
        self.columns = ColumnList(self._say("ui_listing.columns"))
        self.columns.setFixedHeight(COLUMNS_HIGH)
        self.up = Button("", "quiet", icon="up", name=self._say("ui_listing.up"), keys="Alt+↑", clicked=lambda: self.columns.move_current(-1))
        self.down = Button("", "quiet", icon="down", name=self._say("ui_listing.down"), keys="Alt+↓", clicked=lambda: self.columns.move_current(1))
        self._note = label(self._say("ui_listing.columns_grouped"), "small", wrap=True)
        self.filters: list[FilterRow] = []
        self._conditions = column(gap=8)
        self.add = Button(self._say("ui_listing.add_filter"), "plain", icon="plus", clicked=self._add_filter)
        empty = self._say("ui_listing.no_group")
        self.first = Choice((), name=self._say("ui_listing.group_first"), empty=empty)
        self.second = Choice((), name=self._say("ui_listing.group_second"), empty=empty)
        self.measures = CheckChoice(self._say("ui_listing.measures"), self._measure_words)
        self._second = Field(self._say("ui_listing.group_second"), self.second)
        self._measures = Field(self._say("ui_listing.measures"), self.measures)
        self.sort = Choice((), name=self._say("ui_listing.sort"), empty=self._say("ui_listing.sort_none"))
        self.descending = tick(self._say("ui_listing.descending"), changed=lambda _: self._sorted())
        lines = column(
            Field(self._say("ui_listing.record"), self.record), 4,
            row(label(self._say("ui_listing.columns"), "h3"), ..., self.up, self.down, gap=4), self.seek, self.columns, self._note, 4,
            row(label(self._say("ui_listing.filters"), "h3"), ...), self._conditions, row(self.add, ...), 4,
            label(self._say("ui_listing.grouping"), "h3"), Field(self._say("ui_listing.group_first"), self.first), self._second, self._measures, 4,
            Field(self._say("ui_listing.sort"), self.sort), self.descending, ..., gap=8, margins=(0, 0, 12, 8))
        self._area = scroll(box(lines), self._say("ui_listing.wish"))
        self.setLayout(column(self._area))
        self.fit(WIDE)
        self._soon = QTimer(self)  # a new condition has no place to scroll to before it is laid out
        self._soon.setSingleShot(True)
        self._soon.setInterval(0)
        self._soon.timeout.connect(self._see_now)
        self._seen: FilterRow | None = None
        self.record.chosen_changed.connect(self._record_chosen)
        self.columns.changed.connect(self._columns_changed)
        self.seek.asked.connect(lambda typed: self.columns.narrow(typed, texts.folded))
        self.seek.went_down.connect(self._to_columns)
        self.first.chosen_changed.connect(self._grouped)
        self.second.chosen_changed.connect(self._grouped)
        self.measures.chosen_changed.connect(self._grouped)
        self.sort.chosen_changed.connect(self._sorted)
        self.show_wish()

    def fit(self, width: int) -> None:
        """Stand so wide from now on."""
        self.setFixedWidth(width)

    def show_wish(self) -> None:
        """Show the presenter's wish, whatever stood here before; silently."""
        presenter, wish = self._presenter, self._presenter.wish
        if presenter.menu is None:
            return
        self.record.choose(wish.record)
        self.seek.clear()
        self.columns.show_columns(presenter.columns(), wish.columns)
        for one in self.filters:
            self._drop(one)
        self.filters = []
        for told in wish.filters:
            self._put(told)
        groups = presenter.groups()
        for choice, at in ((self.first, 0), (self.second, 1)):
            choice.set_options(groups, empty=self._say("ui_listing.no_group"))
            choice.choose(wish.by[at] if len(wish.by) > at else None)
        self.measures.choose(())
        self.measures.set_options(presenter.measures())
        self.measures.choose(wish.measures)
        self._show_parts()

    def _show_parts(self) -> None:
        """Show what goes with a grouping or without one, and by what rows can be sorted."""
        wish = self._presenter.wish
        grouped = bool(wish.by)
        self._second.setVisible(grouped)
        self._measures.setVisible(grouped and bool(self._presenter.measures()))
        self._note.setVisible(grouped)
        for part in (self.columns, self.seek, self.up, self.down):
            part.setVisible(not grouped)
        self.sort.set_options(self._presenter.sorts(), empty=self._say("ui_listing.sort_groups" if grouped else "ui_listing.sort_none"))
        told = wish.sort[0] if wish.sort else ""
        self.sort.choose(told.removeprefix("-") or None)
        self.descending.blockSignals(True)
        self.descending.setChecked(told.startswith("-"))
        self.descending.blockSignals(False)
        self.descending.setVisible(bool(told))

    # ---- inside -----------------------------------------------------------------------------------------------------------------------------
    def _record_chosen(self) -> None:
        record = self.record.value()
        if record is not None and record != self._presenter.wish.record:
            self._presenter.begin(record)
            self.show_wish()
            self.changed.emit()

    def _columns_changed(self) -> None:
        self._presenter.set_columns(self.columns.order(), self.columns.chosen())
        self._show_parts()
        self.changed.emit()

    def _to_columns(self) -> None:
        first = next((at for at in range(self.columns.count()) if not self.columns.item(at).isHidden()), None)
        if first is not None:
            self.columns.setCurrentRow(first)
            self.columns.setFocus()

    def _add_filter(self) -> None:
        made = self._put(None)
        made.what.setFocus()
        self._see(made)

    def _see(self, one: FilterRow) -> None:
        self._seen = one
        self._soon.start()

    def _see_now(self) -> None:
        if self._seen in self.filters and self._seen is not None:
            self._area.ensureWidgetVisible(self._seen, 0, 8)

    def _put(self, told: Filter | None) -> FilterRow:
        made = FilterRow(self._presenter, self._texts, self._today, told)
        made.changed.connect(self._filtered)
        made.what.chosen_changed.connect(partial(self._see, made))
        made.how.chosen_changed.connect(partial(self._see, made))
        made.removed.connect(lambda: self._remove(made))
        self._conditions.addWidget(made)
        self.filters.append(made)
        return made

    def _remove(self, one: FilterRow) -> None:
        self.filters.remove(one)
        self._drop(one)
        self.add.setFocus()
        self._filtered()

    def _drop(self, one: FilterRow) -> None:
        self._conditions.removeWidget(one)
        one.hide()
        one.deleteLater()

    def _filtered(self) -> None:
        self._presenter.set_filters([one.filter() for one in self.filters])
        self.changed.emit()

    def _grouped(self) -> None:
        self._presenter.set_groups(self.first.value(), self.second.value(), self.measures.chosen())
        if not self._presenter.wish.by:
            self.second.choose(None)
        self._show_parts()
        self.changed.emit()

    def _sorted(self) -> None:
        self._presenter.set_sort(self.sort.value(), self.descending.isChecked())
        self._show_parts()
        self.changed.emit()

    def _measure_words(self, chosen: object) -> str:
        known = dict(self._presenter.measures())
        assert isinstance(chosen, tuple)
        return ", ".join(known[one] for one in chosen if one in known) or self._say("ui_listing.measures_none")

    def _say(self, key: str) -> str:
        return self._texts.say(message(key))
