"""Turns a value from one of its three forms (plain, wire, column) into another, and says why it cannot."""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Mapping
from datetime import date, datetime
from decimal import Decimal, InvalidOperation
from json.encoder import encode_basestring
from typing import Any

from caseworker_desktop.kernel import ids
from caseworker_desktop.kernel.errors import LineRefused
from caseworker_desktop.kernel.message import message
from caseworker_desktop.store.declare import LINE_LIMIT, TEXT_LIMIT, Field

_DATE = re.compile(r"\d{4}-\d{2}-\d{2}")
_PDATE = re.compile(r"\d{4}(-\d{2}(-\d{2})?)?")
_TIME = re.compile(r"\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2}(\.\d{1,9})?)?(Z|[+-]\d{2}:\d{2})", re.ASCII)  # RFC 3339, the seconds may lack
_DECIMAL = re.compile(r"-?\d{1,30}(\.\d{1,20})?")
_INT_LIMIT = 2**53


def refuse(field: Field, key: str, **params: object) -> LineRefused:
    """Return the refusal of a field's value, to be raised."""
    return LineRefused(message(key, **params), field=field.name)


#: Half of a character written in two parts, which no text file may hold.
_HALF = re.compile("[\ud800-\udfff]")


def clean_text(value: str) -> str:
    """Return text as operations hold it: NFC, lines ended by \\n, no blanks at the ends."""
    if "\r" in value:
        value = value.replace("\r\n", "\n").replace("\r", "\n")
    return (value if value.isascii() else unicodedata.normalize("NFC", value)).strip()


def _text(field: Field, value: Any) -> str | None:
    if not isinstance(value, str):
        raise refuse(field, "refused.wrong_type", expected=message("type.text"))
    if "\0" in value:
        raise refuse(field, "refused.nul")
    if not value.isascii() and _HALF.search(value):
        raise refuse(field, "refused.not_text")
    limit = LINE_LIMIT if field.lines == 1 else TEXT_LIMIT
    if len(value) > TEXT_LIMIT:
        raise refuse(field, "refused.too_long", limit=limit)
    value = clean_text(value)
    if len(value) > limit:
        raise refuse(field, "refused.too_long", limit=limit)
    if field.lines == 1 and "\n" in value:
        value = " ".join(value.split())
    return value or None


def _whole(field: Field, value: Any) -> int:
    if isinstance(value, bool) or not isinstance(value, int) or abs(value) >= _INT_LIMIT:
        raise refuse(field, "refused.wrong_type", expected=message("type.int"))
    if (field.low is not None and value < field.low) or (field.high is not None and value > field.high):
        raise refuse(field, "refused.out_of_range", low=field.low if field.low is not None else "", high=field.high if field.high is not None else "")
    return value


def plain_decimal(value: Decimal) -> str:
    """Return a decimal as operations hold it: no exponent, no trailing zeros."""
    text = format(value, "f")
    if "." in text:
        text = text.rstrip("0").rstrip(".")
    return "0" if text in ("-0", "") else text


def _decimal(field: Field, value: Any) -> str:
    text = str(value) if isinstance(value, int) and not isinstance(value, bool) else value
    if isinstance(text, float):
        text = repr(text)
    if not isinstance(text, str) or not _DECIMAL.fullmatch(text.strip()):
        raise refuse(field, "refused.wrong_type", expected=message("type.decimal"))
    try:
        number = Decimal(text.strip())
    except InvalidOperation as reason:
        raise refuse(field, "refused.wrong_type", expected=message("type.decimal")) from reason
    if (field.low is not None and number < field.low) or (field.high is not None and number > field.high):
        raise refuse(field, "refused.out_of_range", low=field.low if field.low is not None else "", high=field.high if field.high is not None else "")
    return plain_decimal(number)


def _date(field: Field, value: Any) -> str:
    if not isinstance(value, str) or not _DATE.fullmatch(value):
        raise refuse(field, "refused.bad_date")
    try:
        date.fromisoformat(value)
    except ValueError as reason:
        raise refuse(field, "refused.bad_date") from reason
    return value


def _pdate(field: Field, value: Any) -> str:
    if isinstance(value, int) and not isinstance(value, bool):
        value = str(value)
    if not isinstance(value, str) or not _PDATE.fullmatch(value):
        raise refuse(field, "refused.bad_date")
    try:
        date.fromisoformat(value + "-01-01"[len(value) - 4 :])
    except ValueError as reason:
        raise refuse(field, "refused.bad_date") from reason
    return value


def _time(field: Field, value: Any) -> str:
    if not isinstance(value, str) or not _TIME.fullmatch(value):
        raise refuse(field, "refused.bad_time")
    try:
        datetime.fromisoformat(value)
    except ValueError as reason:
        raise refuse(field, "refused.bad_time") from reason
    return value.replace("Z", "+00:00")


def _bool(field: Field, value: Any) -> bool:
    if not isinstance(value, bool):
        raise refuse(field, "refused.wrong_type", expected=message("type.bool"))
    return value


def _ref(field: Field, value: Any) -> str:
    if not isinstance(value, str) or not ids.is_uuid(value):
        raise refuse(field, "refused.bad_reference")
    return ids.to_text(ids.to_bytes(value))


_PLAIN = {
    "text": _text,
    "phone": _text,
    "code": _text,
    "int": _whole,
    "decimal": _decimal,
    "date": _date,
    "pdate": _pdate,
    "time": _time,
    "bool": _bool,
    "ref": _ref,
}


def clean(field: Field, value: Any) -> Any:
    """Return one plain value of `field` in its canonical form (None stays None). Raises LineRefused naming the field.

    Sets come back sorted and without repetition; items as a list of maps sorted by their key; maps without nulls.
    """
    if value is None:
        return None
    if field.shape == "set":
        if not isinstance(value, list | tuple | set | frozenset):
            raise refuse(field, "refused.wrong_type", expected=message("type.list"))
        return sorted({one for one in (_PLAIN[field.type](field, v) for v in value) if one is not None})
    if field.shape == "items":
        return _items(field, value)
    if field.shape == "map":
        return _map(field, value)
    return _PLAIN[field.type](field, value)


def _map(field: Field, value: Any) -> dict[str, Any] | None:
    if not isinstance(value, Mapping):
        raise refuse(field, "refused.wrong_type", expected=message("type.map"))
    out: dict[str, Any] = {}
    for key, one in value.items():
        part = field.part(key) if isinstance(key, str) and 0 < len(key) <= LINE_LIMIT and "\0" not in key else None
        if part is None:
            raise refuse(field, "refused.unknown_part", part=str(key)[:40])
        out[key] = _open_value(field, one) if part.type == "any" else _within(field, part, one)
    return {key: out[key] for key in sorted(out) if out[key] is not None}


def _open_value(field: Field, value: Any, depth: int = 0) -> Any:
    """Values of an open map (a template's body, a plan version's content): JSON without floats."""
    if depth > 8:
        raise refuse(field, "refused.wrong_type", expected=message("type.map"))
    if value is None or isinstance(value, bool):
        return value
    if isinstance(value, int):
        return _whole(Field(field.name, "int"), value)
    if isinstance(value, float):
        return plain_decimal(Decimal(repr(value)))
    if isinstance(value, str):
        return _text(Field(field.name, "text", lines=2), value)
    if isinstance(value, list | tuple):
        return [_open_value(field, one, depth + 1) for one in value]
    if isinstance(value, Mapping):
        return {clean_text(str(key)): _open_value(field, one, depth + 1) for key, one in sorted(value.items(), key=lambda kv: str(kv[0]))}
    raise refuse(field, "refused.wrong_type", expected=message("type.map"))


def _within(field: Field, part: Field, value: Any) -> Any:
    try:
        return clean(part, value)
    except LineRefused as reason:
        raise LineRefused(reason.reason, field=field.name) from reason


def _items(field: Field, value: Any) -> list[dict[str, Any]]:
    if not isinstance(value, list | tuple):
        raise refuse(field, "refused.wrong_type", expected=message("type.list"))
    out = [_map(field, one) or {} for one in value]
    for one in out:
        for part in field.parts:
            if part.must and one.get(part.name) is None:
                raise refuse(field, "refused.part_required", part=part.name)
    if field.key is None:
        return sorted(out, key=_json)
    keys = [one.get(field.key) for one in out]
    if None in keys:
        raise refuse(field, "refused.part_required", part=field.key)
    if len(set(keys)) != len(keys):
        raise refuse(field, "refused.twice", part=field.key)
    return sorted(out, key=lambda one: str(one[field.key or ""]))


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


# ---- wire -------------------------------------------------------------------------------------------------------------------


def to_wire(field: Field, value: Any) -> Any:
    """Return the wire form of one clean plain value of a field, an element's or a part's."""
    if value is not None and field.type == "ref" and field.shape == "one":
        return ids.to_bytes(value)
    if isinstance(value, Mapping):
        return {key: to_wire(field.part(key) or field, one) if (field.part(key) or field).shape == "one" else one for key, one in value.items()}
    return value


#: Types whose wire form is text, and so is their column.
TEXTS = frozenset(("text", "phone", "code", "decimal", "date", "pdate", "time"))


def fits(field: Field, wire: Any) -> bool:
    """Tell whether a wire value from another device has the declared type (an older or strange program may write another)."""
    if wire is None:
        return True
    if field.type == "map":
        return isinstance(wire, dict)
    if field.type == "any":
        return True
    if isinstance(wire, bool):
        return field.type == "bool"
    if isinstance(wire, int):
        return field.type == "int" and abs(wire) <= _INT_LIMIT
    if isinstance(wire, bytes):
        return field.type == "ref" and len(wire) == ids.ID_BYTES
    return isinstance(wire, str) and field.type in TEXTS


# ---- column -----------------------------------------------------------------------------------------------------------------


def plain_of_wire(field: Field, wire: Any) -> Any:
    """Return the plain form of one wire value (of a field, an element or a part); a map's refs become text."""
    if isinstance(wire, bytes):
        return ids.to_text(wire) if len(wire) == ids.ID_BYTES else wire.hex()
    if isinstance(wire, dict):
        return {key: plain_of_wire(field.part(key) or field, one) for key, one in sorted(wire.items())}
    if isinstance(wire, list):
        return [plain_of_wire(field, one) for one in wire]
    return wire


def column_of_json(value: Any) -> str | None:
    """Return the column of a set, items or map (JSON text), None when it is empty."""
    if not value:
        return None
    if type(value) is list and all(type(one) is str for one in value):  # a set, the common case: the same text as below in a third of the time
        return "[" + ",".join(map(encode_basestring, value)) + "]"
    return _json(value)


def plain_of_column(field: Field, column: Any) -> Any:
    """Return the plain value of a table's column; an empty set is [], an empty map None."""
    if field.shape in ("set", "items"):
        return json.loads(column) if column else []
    if column is None:
        return None
    if field.shape == "map":
        return json.loads(column)
    if field.type == "ref":
        return ids.to_text(column)
    if field.type == "bool":
        return bool(int(column))  # text where a protected value lies open
    return int(column) if field.type == "int" else column


def column_of_plain(field: Field, value: Any) -> Any:
    """Return the column of a clean plain value, for a query by equality."""
    if value is None:
        return None
    if field.type == "ref" and field.shape == "one":
        return ids.to_bytes(value)
    if field.shape != "one":
        return column_of_json(value)
    return int(value) if field.type == "bool" else value
