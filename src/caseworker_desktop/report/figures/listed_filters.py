"""The conditions of a listing as SQL: is, is not, one of, from and to, empty, not empty."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from typing import Any

from caseworker_desktop.kernel import ids
from caseworker_desktop.kernel.errors import Refused
from caseworker_desktop.kernel.message import message
from caseworker_desktop.report.listings.wishes import HOW, Filter, Offered

_DAY = re.compile(r"\d{4}(-\d{2}(-\d{2})?)?")


@dataclass(frozen=True, slots=True)
class Clause:
    """A condition and what is bound in it."""

    sql: str
    values: Mapping[str, Any]


def condition(column: Offered, told: Filter, value: str, prefix: str) -> Clause:
    """Return a filter's condition over the SQL `value` of its column; names of bound values begin with `prefix`.

    Raises Refused for a way of looking that the column does not know, and for a value it cannot have.
    """
    if told.how not in HOW[column.look]:
        raise _wrong(column)
    many = column.look in ("codes", "texts", "refs")
    if told.how == "empty":
        return Clause(f"({value} IS NULL OR {value} IN ('', '[]'))", {})
    if told.how == "filled":
        return Clause(f"({value} IS NOT NULL AND {value} NOT IN ('', '[]'))", {})
    if told.how == "between":
        return _between(column, told, value, prefix)
    wanted = told.value if isinstance(told.value, tuple | list) else (told.value,)
    if not wanted or any(one is None for one in wanted):
        raise _wrong(column)
    values = {f"{prefix}{n}": _bound(column, one) for n, one in enumerate(wanted)}
    marks = ", ".join(f":{name}" for name in values)
    if many:
        element = "json_extract(e.value, '$." + (column.field.key or "") + "')" if column.field.shape == "items" else "e.value"
        inside = f"EXISTS (SELECT 1 FROM json_each(coalesce({value}, '[]')) e WHERE {element} IN ({marks}))"  # noqa: S608 -- declared names
        return Clause(f"NOT {inside}" if told.how == "is_not" else inside, values)
    if told.how == "is_not":
        return Clause(f"({value} IS NULL OR {value} NOT IN ({marks}))", values)
    return Clause(f"{value} IN ({marks})", values)


def _between(column: Offered, told: Filter, value: str, prefix: str) -> Clause:
    if not isinstance(told.value, tuple | list) or len(told.value) != 2 or told.value == (None, None):
        raise _wrong(column)
    take: Callable[[Offered, Any], Any] = _bound if column.look == "number" else _day
    low, high = (None if one in (None, "") else take(column, one) for one in told.value)
    out: list[str] = []
    values: dict[str, Any] = {}
    number = f"CAST({value} AS REAL)" if column.field.type == "decimal" else value
    if low is not None:
        values[f"{prefix}low"] = low
        # A date of which only the year is known begins where the year does; a whole day can use the index.
        least = f"substr(:{prefix}low, 1, length({value}))" if column.field.type == "pdate" else f":{prefix}low"
        out.append(f"{number} >= {least}")
    if high is not None:
        values[f"{prefix}high"] = high if column.look == "number" else f"{high}~"  # behind every hour of the last day
        out.append(f"{number} <= :{prefix}high")
    if not out:
        raise _wrong(column)
    return Clause("(" + " AND ".join(out) + ")", values)


def _day(column: Offered, told: Any) -> str:
    if not isinstance(told, str) or not _DAY.fullmatch(told):
        raise _wrong(column)
    return told


def _bound(column: Offered, told: Any) -> Any:
    """Return a value as the tables keep it."""
    if column.look == "flag":
        if told not in ("yes", "no", True, False):
            raise _wrong(column)
        return int(told in ("yes", True))
    if column.look == "number":
        try:
            number = Decimal(str(told))
        except InvalidOperation as reason:
            raise _wrong(column) from reason
        if not number.is_finite() or abs(number) > 10**15:
            raise _wrong(column)
        return int(number) if number == int(number) and column.field.type == "int" else float(number)
    if not isinstance(told, str) or len(told) > 500:
        raise _wrong(column)
    if column.look in ("ref", "refs"):
        if not ids.is_uuid(told):
            raise _wrong(column)
        return ids.to_bytes(told) if column.look == "ref" else ids.to_text(ids.to_bytes(told))
    return told


def _wrong(column: Offered) -> Refused:
    return Refused(message("report.listing_filter", column=message(f"field.{column.of}.{column.field.name}")))
