"""A report's rows for a person at the command line: columns one under another, the total and the notes below."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from caseworker_desktop.cli.context import Context
from caseworker_desktop.report.model import Column, Listing

_NUMBERS = ("count", "number", "hours", "percent")


def table(context: Context, listing: Listing) -> None:
    """Print a listing; ids are left out, codes are said in words."""
    say = context.texts.say
    shown = [column for column in listing.columns if column.kind != "id"]
    rows = [[cell(context, column, row) for column in shown] for row in listing.rows]
    heads = [say(column.title) for column in shown]
    if listing.total is not None:
        rows.append([cell(context, column, listing.total) if listing.total.get(column.key) is not None else "" for column in shown])
    wide = [max(len(row[n]) for row in [heads, *rows]) for n in range(len(shown))]
    for row in [heads, *rows]:
        told = (one.rjust(wide[n]) if shown[n].kind in _NUMBERS else one.ljust(wide[n]) for n, one in enumerate(row))
        context.line("  ".join(told).rstrip())
    for note in listing.notes:
        context.line(say(note))


def cell(context: Context, column: Column, row: Mapping[str, Any]) -> str:
    """Return the words of one cell."""
    value, texts, lists = row.get(column.key), context.texts, context.desk().lists
    if value is None:
        return "–"
    match column.kind:
        case "code":
            return lists.name(column.codes or "", str(value), texts.language)
        case "codes":
            return ", ".join(lists.name(column.codes or "", str(one), texts.language) for one in value)
        case "list":
            return ", ".join(str(one) for one in value)
        case "flag":
            return lists.name("yes_no", "yes" if value else "no", texts.language)
        case "date":
            return texts.date(str(value))
        case "count" | "number" | "hours" | "percent":
            return texts.number(value)
    return str(value)
