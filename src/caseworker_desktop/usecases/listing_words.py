"""What stands in the headings, cells and conditions of a listing of one's own making, in words."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import Any

from caseworker_desktop.kernel.message import Message, message
from caseworker_desktop.records.lists import Lists
from caseworker_desktop.report.book import Cell
from caseworker_desktop.report.listings.wishes import MONTH, YEAR, Filter, Offered
from caseworker_desktop.texts import Texts

Options = Callable[[Offered, str], tuple[tuple[str, str], ...]]
__all__ = ("MONTH", "YEAR", "cell_words", "column_words", "filter_words", "group_words", "how_words")


def column_words(one: Offered, texts: Texts) -> str:
    """Return a column's heading; what lies behind a reference is told with the kind it belongs to."""
    own = texts.label(one.of, one.field.name)
    return f"{texts.kind(one.of)}: {own[:1].lower()}{own[1:]}" if one.steps else own


def group_words(one: Offered, span: str, texts: Texts) -> str:
    """Return what rows are grouped by."""
    words = column_words(one, texts)
    if not span:
        return words
    return texts.say(message("report.listing_month", column=words) if span == MONTH else message("report.listing_year", column=words))


def how_words(how: str) -> Message:
    """Return how a filter looks at its column."""
    return {
        "is": message("report.listing_is"), "is_not": message("report.listing_is_not"), "one_of": message("report.listing_one_of"),
        "between": message("report.listing_between"), "empty": message("report.listing_empty"), "filled": message("report.listing_filled"),
    }[how]


def filter_words(one: Offered, told: Filter, options: Options, lists: Lists, texts: Texts) -> str:
    """Return a filter as a cover says it."""
    head = f"{column_words(one, texts)}: {texts.say(how_words(told.how))}"
    if told.how in ("empty", "filled"):
        return head
    if told.how == "between":
        low, high = (_said(value, texts) for value in told.value)
        return f"{column_words(one, texts)}: {low} – {high}"
    names = dict(options(one, texts.language))
    many = told.value if isinstance(told.value, tuple | list) else (told.value,)
    return f"{head} " + ", ".join(names.get(str(value), str(value)) for value in many)


def _said(value: Any, texts: Texts) -> str:
    if value in (None, ""):
        return "…"
    return texts.date(str(value)) if isinstance(value, str) and "-" in value[1:] else str(value)


def cell_words(one: Offered, value: Any, lists: Lists, texts: Texts) -> Cell:
    """Return what a cell holds: whole days and numbers as such, everything else in words."""
    if value is None or value == "" or value == []:
        return None
    match one.look:
        case "code":
            return lists.name(one.codes, str(value), texts.language)
        case "codes":
            codes = [str(each[one.field.key or ""]) if isinstance(each, dict) else str(each) for each in value]
            return ", ".join(lists.name(one.codes, code, texts.language) for code in codes)
        case "texts":
            return ", ".join(map(str, value))
        case "flag":
            return lists.name("yes_no", "yes" if value else "no", texts.language)
        case "number":
            return value if isinstance(value, int) else float(Decimal(str(value)))
        case "date":
            return date.fromisoformat(value) if len(str(value)) == 10 else str(value)
        case "time":
            return f"{texts.local_day(value)} {texts.time(value)}"
    return str(value)
