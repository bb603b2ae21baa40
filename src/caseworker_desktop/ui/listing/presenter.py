"""What the report builder shows and asks, without widgets: the wish so far, what can be chosen, and the first rows in words."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from caseworker_desktop.kernel.message import message
from caseworker_desktop.texts import Texts
from caseworker_desktop.ui.changes import EVERYTHING, Changed
from caseworker_desktop.usecases.desk import Desk
from caseworker_desktop.usecases.listing_words import MONTH, YEAR, column_words, group_words, how_words
from caseworker_desktop.usecases.report_builder import HOW, PREVIEW, Filter, Look, Menu, Offered, Wish, wish_of
from caseworker_desktop.usecases.saved_listings import Saved

Option = tuple[str, str]
DRAFT = "listing"
#: With what most people begin, the first that may be read.
_FIRST = ("person", "session", "case", "partner")
#: Several ticked values are one „is“ in the window.
_SHOWN_HOW = {"one_of": "is"}
COUNT = "count"


@dataclass(frozen=True, slots=True)
class Preview:
    """The first rows as the table shows them: headings, which of them are numbers, words by row, the total below, and how many there are."""

    heads: tuple[str, ...]
    numbers: tuple[bool, ...]
    rows: tuple[tuple[str, ...], ...]
    said: str


class ListingPresenter:
    """Holds one wish. `order` are the columns as they stand in the list; those ticked make the wish's columns."""

    def __init__(self, desk: Desk, texts: Texts) -> None:
        self._desk, self._texts = desk, texts
        self._builder, self._saved = desk.report_builder, desk.saved_listings
        kinds = self._builder.kinds()
        self.kinds: tuple[Option, ...] = tuple(sorted(((one, texts.kind(one)) for one in kinds), key=lambda one: texts.sort_key(one[1])))
        self.opened: Saved | None = None
        self.menu: Menu | None = None
        self.wish = Wish("")
        self.order: list[str] = []
        if kinds:
            self.begin(next((one for one in _FIRST if one in kinds), kinds[0]))

    # ---- the wish ---------------------------------------------------------------------------------------------------------------------------
    def begin(self, record: str) -> None:
        """Begin anew with another kind of record."""
        self.opened = None
        self._take(self._builder.begin(record))

    def open(self, saved: Saved) -> None:
        """Show a kept listing. Raises Refused or Denied where it asks for what this worker does not see."""
        self._builder.look(saved.wish, self._texts.language, 1)
        self._take(saved.wish)
        self.opened = saved

    def _take(self, wish: Wish) -> None:
        menu = self._builder.menu(wish.record)
        self.menu, self.wish = menu, wish
        self.order = [*wish.columns, *(path for path in menu.columns if path not in wish.columns)]

    def set_columns(self, order: Sequence[str], chosen: Sequence[str]) -> None:
        """Take the columns as they stand and which of them are ticked."""
        self.order = list(order)
        sort = tuple(one for one in self.wish.sort if self.wish.by or one.lstrip("-") in chosen)
        self.wish = replace(self.wish, columns=tuple(chosen), sort=sort)

    def set_filters(self, filters: Sequence[Filter | None]) -> None:
        """Take the conditions; those not yet whole are left out."""
        self.wish = replace(self.wish, filters=tuple(one for one in filters if one is not None))

    def set_groups(self, first: str | None, second: str | None, measures: Sequence[str]) -> None:
        """Take the grouping; without a first there is none."""
        by = tuple(dict.fromkeys(one for one in (first, second) if one)) if first else ()
        changed = bool(by) != bool(self.wish.by)
        self.wish = replace(self.wish, by=by, measures=tuple(measures) if by else (), sort=() if changed else self.wish.sort)

    def set_sort(self, column: str | None, descending: bool) -> None:
        """Take the order."""
        self.wish = replace(self.wish, sort=(f"-{column}" if descending else column,) if column else ())

    # ---- what can be chosen ------------------------------------------------------------------------------------------------------------------
    def column(self, path: str) -> Offered:
        """Return an offered column."""
        assert self.menu is not None
        return self.menu.column(path)

    def columns(self) -> list[Option]:
        """Return the columns in their order, in words."""
        return [(path, column_words(self.column(path), self._texts)) for path in self.order]

    def filter_columns(self) -> list[Option]:
        """Return what conditions can be about."""
        assert self.menu is not None
        return [(path, column_words(one, self._texts)) for path, one in self.menu.columns.items()]

    def hows(self, path: str) -> list[Option]:
        """Return the ways of looking at a column."""
        one = self.column(path)
        offered = [how for how in HOW[one.look] if how not in _SHOWN_HOW and not (one.look == "number" and how == "is")]
        if one.look in ("ref", "refs") and not self.options(path):
            offered = ["empty", "filled"]
        return [(how, self._texts.say(how_words(how))) for how in offered]

    def options(self, path: str) -> tuple[Option, ...]:
        """Return the values that a condition is ticked from; empty where it is typed."""
        return self._builder.options(self.column(path), self._texts.language)

    def shown(self, told: Filter) -> Filter:
        """Return a condition as the window shows it: one of several is „is“ with several ticks."""
        if self.column(told.column).look == "number" and told.how == "is":
            return Filter(told.column, "between", (told.value, told.value))
        return replace(told, how=_SHOWN_HOW.get(told.how, told.how))

    def made(self, path: str, how: str, value: Any) -> Filter | None:
        """Return the condition that a row tells, None while it is not whole. Several values are `one_of`."""
        if how in ("empty", "filled"):
            return Filter(path, how)
        if how == "between":
            return None if None in value or not any(value) else Filter(path, how, tuple(one or None for one in value))
        if isinstance(value, tuple):
            if not value:
                return None
            if len(value) == 1:
                return Filter(path, how, value[0])
            return Filter(path, "one_of" if how == "is" and "one_of" in HOW[self.column(path).look] else how, value)
        return Filter(path, how, value) if value else None

    def groups(self) -> list[Option]:
        """Return by what rows can be grouped; days also by month and year."""
        assert self.menu is not None
        out = []
        for path, one in self.menu.columns.items():
            if one.groups:
                spans = (MONTH, YEAR, "") if one.look in ("date", "time") else ("",)
                out += [(f"{path}:{span}" if span else path, group_words(one, span, self._texts)) for span in spans]
        return out

    def measures(self) -> list[Option]:
        """Return the sums and means that can be taken."""
        assert self.menu is not None
        out = []
        for path, one in self.menu.columns.items():
            if one.look == "number":
                words = column_words(one, self._texts)
                out.append((f"sum:{path}", self._texts.say(message("report.listing_sum", column=words))))
                out.append((f"mean:{path}", self._texts.say(message("report.listing_mean", column=words))))
        return out

    def sorts(self) -> list[Option]:
        """Return by what rows can be sorted: ticked columns, or (grouped) the groups and how many."""
        assert self.menu is not None
        if self.wish.by:
            return [(COUNT, self._texts.say(message("report.listing_records")))]
        plain = [(path, self.column(path)) for path in self.wish.columns]
        return [(path, column_words(one, self._texts)) for path, one in plain if one.look not in ("codes", "refs", "texts")]

    # ---- answers ----------------------------------------------------------------------------------------------------------------------------
    def asks(self) -> bool:
        """Tell whether there is something to show."""
        return bool(self.wish.columns or self.wish.by)

    def read(self) -> Preview:
        """Return the first rows. Raises Refused and Denied as the builder does."""
        return self._preview(self._builder.look(self.wish, self._texts.language))

    def reader(self) -> Callable[[], Preview]:
        """Return what reads this very wish, for another thread."""
        wish = self.wish
        return lambda: self._preview(self._builder.look(wish, self._texts.language))

    def _preview(self, look: Look) -> Preview:
        rows = [tuple(self._words(one) for one in row) for row in look.rows]
        if look.total is not None and look.rows:
            words = [self._words(one) for one in look.total]
            words[0] = self._texts.say(message("report.sheet.total"))
            rows.append(tuple(words))
        count = self._texts.say(message("ui_listing.rows", count=look.count))
        if look.count > len(look.rows):
            count = f"{count} · {self._texts.say(message('ui_listing.first', number=self._texts.number(PREVIEW)))}"
        numbers = tuple(head.kind in ("count", "number") for head in look.heads)
        return Preview(tuple(head.title for head in look.heads), numbers, tuple(rows), count)

    def _words(self, value: Any) -> str:
        if value is None:
            return ""
        if isinstance(value, date):
            return self._texts.date(value.isoformat())
        return self._texts.number(value) if isinstance(value, int | float) else str(value).replace("\n", " ")

    def touched(self, changed: Changed) -> bool:
        """Tell whether the rows must be read again."""
        if changed == EVERYTHING or self.menu is None:
            return True
        kinds = {self.wish.record, "same"} | {step[1] for path in self._paths() for step in self.column(path).steps}
        return any(kind in kinds for kind, _ in changed)

    def _paths(self) -> list[str]:
        told = [*self.wish.columns, *(one.partition(":")[0] for one in self.wish.by), *(one.column for one in self.wish.filters)]
        return [path for path in told if self.menu is not None and path in self.menu.columns]

    # ---- kept -------------------------------------------------------------------------------------------------------------------------------
    def kept(self) -> tuple[Saved, ...]:
        """Return the listings that can be opened."""
        return self._saved.all(self._texts.language)

    def shares(self) -> bool:
        """Tell whether what is saved here is the whole office's."""
        return self._saved.shares()

    def name(self) -> str:
        """Return the name under which it was opened or saved, empty before."""
        return self.opened.name if self.opened is not None else ""

    def title(self) -> str:
        """Return what a file is called."""
        return self.name() or self._texts.kind(self.wish.record)

    def save(self, name: str) -> Saved:
        """Keep the listing: instead of the one opened where the name is the same, else as a new one. Raises Refused and Denied."""
        over = self.opened if self.opened is not None and self.opened.name == name else None
        self.opened = self._saved.save(name, self.wish, over)
        return self.opened

    def may_remove(self) -> bool:
        """Tell whether the opened listing can be taken away here."""
        return self.opened is not None and (not self.opened.shared or self.shares())

    def remove(self) -> None:
        """Take the opened listing away; its wish stays on the screen."""
        assert self.opened is not None
        self._saved.remove(self.opened)
        self.opened = None

    def keep_draft(self) -> None:
        """Keep what is on the screen for after the lock."""
        if self._desk.worker.secret is not None and self.wish.record:
            self._desk.drafts.save(DRAFT, self.wish.body())

    def take_draft(self) -> None:
        """Show what was on the screen before the lock, if it can still be read."""
        draft = self._desk.drafts.get(DRAFT) if self._desk.worker.secret is not None else None
        if draft is not None:
            self._desk.drafts.discard(DRAFT)
            wish = wish_of(draft.content)
            if wish.record in dict(self.kinds):
                self._take(wish)
