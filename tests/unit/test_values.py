"""A value in its three forms: what a person may write, what travels, what a table keeps; and back again without loss."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any
from uuid import UUID

import cbor2
import pytest
from hypothesis import example, given, strategies as st

from caseworker_desktop.kernel.errors import LineRefused
from caseworker_desktop.merge.rows import RowMaker
from caseworker_desktop.store.declare import LINE_LIMIT, TEXT_LIMIT, Field, Record, anything, boolean, items, mapping, record, text
from caseworker_desktop.store.values import clean, column_of_plain, fits, plain_of_column, to_wire
from caseworker_desktop.usecases.registers import registers
from tests.properties.kinds import Person

LINES = Field("remark", "text", lines=3)
LINE = Field("name", "text")
WRITTEN = st.text(st.characters(exclude_categories=("Cs",), exclude_characters="\0"), max_size=60)
IDS = st.uuids().map(str)
DAYS = st.dates(date(1, 1, 1), date(9999, 12, 31)).map(date.isoformat)
PARTIAL = DAYS | DAYS.map(lambda day: day[:7]) | DAYS.map(lambda day: day[:4])
WHOLE = st.integers(-(2**53) + 1, 2**53 - 1)
DECIMALS = st.decimals(allow_nan=False, allow_infinity=False, places=4, min_value=-(10**20), max_value=10**20).map(lambda d: format(d, "f"))
SINGLE: dict[str, st.SearchStrategy[Any]] = {
    "text": WRITTEN,
    "phone": WRITTEN,
    "code": WRITTEN,
    "int": WHOLE,
    "decimal": DECIMALS,
    "date": DAYS,
    "pdate": PARTIAL,
    "bool": st.booleans(),
    "ref": IDS,
    "time": st.sampled_from(["2026-11-21T14:20:00+02:00", "2026-11-21T12:20:00Z", "2026-11-21T14:20+02:00", "0001-01-01T00:00:00.5-11:30"]),
}


def cleaned(field: Field, value: Any) -> Any:
    once = clean(field, value)
    assert clean(field, once) == once, "cleaning what is clean changes nothing"
    return once


@pytest.mark.parametrize("type_", SINGLE)
@given(data=st.data())
def test_there_and_back_again(type_: str, data: st.DataObject) -> None:
    """Plain → wire → CBOR → column → plain."""
    field = Field("field", type_, lines=3)
    plain = cleaned(field, data.draw(SINGLE[type_]))
    wire = cbor2.loads(cbor2.dumps(to_wire(field, plain), canonical=True))
    assert fits(field, wire)
    stored = RowMaker(one_field(field)).cells({"field": [wire]}, 7).get("field")
    assert stored == column_of_plain(field, plain)
    assert plain_of_column(field, stored) == plain


def one_field(field: Field) -> Any:
    class One(Record):
        pass

    One.field = field  # type: ignore[attr-defined]
    return record("one")(One).KIND


RECORDS = st.fixed_dictionaries(
    {},
    optional={
        "name": WRITTEN,
        "remark": WRITTEN,
        "born": DAYS,
        "height": DECIMALS,
        "children": WHOLE,
        "active": st.booleans(),
        "mentor": IDS,
        "day": DAYS,
        "minutes": WHOLE,
        "sites": st.lists(IDS, max_size=4),
        "words": st.lists(WRITTEN.filter(lambda word: word.strip()), max_size=4),
        "services": st.lists(
            st.fixed_dictionaries({"code": st.sampled_from(["A", "B", "Č"])}, optional={"hours": WHOLE}),
            max_size=3,
            unique_by=lambda one: one["code"],
        ),
        "trainers": st.lists(st.fixed_dictionaries({"name": WRITTEN.filter(lambda word: word.strip())}, optional={"who": IDS}), max_size=3),
        "answers": st.dictionaries(st.sampled_from(["1", "2", "33"]), WHOLE),
    },
)


@given(RECORDS)
def test_a_whole_record_by_its_registers(given_: dict[str, Any]) -> None:
    kind = Person.KIND
    values = {name: cleaned(kind.by_name[name], value) for name, value in given_.items()}
    whole = {field.name: values.get(field.name) for field in kind.fields}
    wires = cbor2.loads(cbor2.dumps(registers(kind, values, whole, None), canonical=True))
    cells = RowMaker(kind).cells({register: [wire] for register, wire in wires.items()}, 1)
    columns = [cells.get(field.name) for field in kind.fields]
    for field, stored in zip(kind.fields, columns, strict=True):
        back = plain_of_column(field, stored)
        wanted = values.get(field.name)
        if field.key is None and field.shape == "items":
            assert sorted(back, key=repr) == sorted(wanted or [], key=repr)
        elif field.shape in ("set", "items"):
            assert back == (wanted or [])
        else:
            assert back == (wanted or None if field.shape == "map" else wanted), field.name


# ---- what is made of it -----------------------------------------------------------------------------------------------------------------
@given(WRITTEN)
@example("e\u0307 \r\n\rz\u030c ")
def test_text_is_composed_and_its_lines_end_alike(written: str) -> None:
    told = cleaned(LINES, written)
    assert told is None or (unicodedata.is_normalized("NFC", told) and "\r" not in told and told == told.strip() != "")
    line = cleaned(LINE, written)
    assert line is None or "\n" not in line


def test_text_of_one_line_and_of_several() -> None:
    assert clean(LINE, " viena\ndvi \r\n trys ") == "viena dvi trys"
    assert clean(LINES, " viena\r\ndvi\rtrys ") == "viena\ndvi\ntrys"
    assert clean(LINE, " \n ") is None
    assert clean(LINE, None) is None


@given(st.decimals(allow_nan=False, allow_infinity=False, places=3, min_value=-(10**6), max_value=10**6))
def test_a_decimal_is_one_text_for_one_number(number: Decimal) -> None:
    field = Field("height", "decimal")
    told = clean(field, format(number, "f"))
    assert Decimal(told) == number
    assert "e" not in told.lower()
    assert told != "-0"
    assert told == clean(field, f"{number:f}000" if "." in f"{number:f}" else f"{number:f}.000")
    assert "." not in told or not told.endswith(("0", "."))


def test_numbers_as_people_and_json_write_them() -> None:
    assert [clean(Field("height", "decimal"), one) for one in (1, "1.0", 1.5, "-0.00", "007")] == ["1", "1", "1.5", "0", "7"]
    assert clean(Field("born", "pdate"), 1990) == "1990"
    assert clean(Field("seen", "time"), "2026-11-21T12:20:00Z") == "2026-11-21T12:20:00+00:00"


@given(IDS)
def test_an_id_in_any_of_its_forms(id_: str) -> None:
    field = Field("mentor", "ref")
    assert {clean(field, form) for form in (id_, id_.upper(), id_.replace("-", ""), "{" + id_ + "}", UUID(id_).urn)} == {id_}


def test_sets_are_sorted_and_items_by_their_key() -> None:
    assert clean(Field("words", "text", "set"), ["b", " a ", "b", ""]) == ["a", "b"]
    services = Person.KIND.by_name["services"]
    assert clean(services, [{"code": "B"}, {"hours": 2, "code": "A"}]) == [{"code": "A", "hours": 2}, {"code": "B"}]


def test_an_open_map_keeps_json_without_floats() -> None:
    field = Field("content", "map", "map", parts=(Field("*", "any"),))
    told: Mapping[str, Any] = {"b": [1, 2.5, {"c": None, "a": True}], "a": " x "}
    assert clean(field, told) == {"a": "x", "b": [1, "2.5", {"a": True, "c": None}]}
    deep: Any = 1
    for _ in range(12):
        deep = [deep]
    assert reason(field, {"a": deep}) == "refused.wrong_type"


# ---- what is refused --------------------------------------------------------------------------------------------------------------------
def reason(field: Field, value: Any) -> str:
    with pytest.raises(LineRefused) as caught:
        clean(field, value)
    assert caught.value.field == field.name
    return caught.value.reason.key


@pytest.mark.parametrize(
    ("type_", "value", "key"),
    [
        ("text", 5, "refused.wrong_type"),
        ("text", ["a"], "refused.wrong_type"),
        ("text", "a\0b", "refused.nul"),
        ("text", "\ud800", "refused.not_text"),
        ("text", "x" * (LINE_LIMIT + 1), "refused.too_long"),
        ("int", True, "refused.wrong_type"),
        ("int", "5", "refused.wrong_type"),
        ("int", 2**53, "refused.wrong_type"),
        ("int", 5.0, "refused.wrong_type"),
        ("decimal", "1e3", "refused.wrong_type"),
        ("decimal", "1,5", "refused.wrong_type"),
        ("decimal", float("nan"), "refused.wrong_type"),
        ("decimal", True, "refused.wrong_type"),
        ("decimal", "9" * 31, "refused.wrong_type"),
        ("bool", 1, "refused.wrong_type"),
        ("bool", "true", "refused.wrong_type"),
        ("date", "2023-02-29", "refused.bad_date"),
        ("date", "2023-1-2", "refused.bad_date"),
        ("date", "20230102", "refused.bad_date"),
        ("date", "２０２６-01-01", "refused.bad_date"),
        ("date", 20230102, "refused.bad_date"),
        ("pdate", "2023-13", "refused.bad_date"),
        ("pdate", "0000", "refused.bad_date"),
        ("pdate", "23", "refused.bad_date"),
        ("pdate", True, "refused.bad_date"),
        ("time", "2026-11-21T14:20:00", "refused.bad_time"),
        ("time", "2026-11-21", "refused.bad_time"),
        ("time", "2026-11-21 14:20:00+02:00", "refused.bad_time"),
        ("time", "2026-11-21T25:00:00+02:00", "refused.bad_time"),
        ("time", "20261121T142000+0200", "refused.bad_time"),
        ("time", "2026-W47-6T14:20:00+02:00", "refused.bad_time"),
        ("ref", "not an id", "refused.bad_reference"),
        ("ref", 5, "refused.bad_reference"),
    ],
)
def test_what_a_single_value_may_not_be(type_: str, value: Any, key: str) -> None:
    assert reason(Field("field", type_), value) == key


def test_limits_count_what_would_be_kept() -> None:
    assert clean(LINE, " " * 1000 + "x" * LINE_LIMIT) == "x" * LINE_LIMIT
    assert len(clean(LINES, "ž" * TEXT_LIMIT)) == TEXT_LIMIT
    assert reason(LINES, "ž" * (TEXT_LIMIT + 1)) == "refused.too_long"
    scale = Field("scale", "int", low=0, high=10)
    assert [clean(scale, one) for one in (0, 10)] == [0, 10]
    assert {reason(scale, one) for one in (-1, 11)} == {"refused.out_of_range"}
    share = Field("share", "decimal", low=0, high=100)
    assert clean(share, "100.0") == "100"
    assert reason(share, "100.01") == "refused.out_of_range"


def test_what_a_set_items_and_a_map_may_not_be() -> None:
    assert reason(Field("words", "text", "set"), "abc") == "refused.wrong_type"
    assert reason(Field("words", "text", "set"), [1]) == "refused.wrong_type"
    services = Person.KIND.by_name["services"]
    assert reason(services, {"code": "A"}) == "refused.wrong_type"
    assert reason(services, ["A"]) == "refused.wrong_type"
    assert reason(services, [{"hours": 1}]) == "refused.part_required"
    assert reason(services, [{"code": "A"}, {"code": "A"}]) == "refused.twice"
    assert reason(services, [{"code": "A", "colour": "red"}]) == "refused.unknown_part"
    assert reason(services, [{"code": "A", "hours": "one"}]) == "refused.wrong_type"
    answers = Person.KIND.by_name["answers"]
    assert reason(answers, [1]) == "refused.wrong_type"
    assert reason(answers, {"1": "yes"}) == "refused.wrong_type"
    assert reason(answers, {"": 1}) == "refused.unknown_part"


@record("checked")
class Checked(Record):
    """Parts that must be there."""

    lines: tuple[Any, ...] = items(key=None, parts={"what": text(must=True), "done": boolean()})
    notes: Mapping[str, Any] | None = mapping({"a": text(), "*": anything()})


def test_a_part_that_must_be_there() -> None:
    assert reason(Checked.KIND.by_name["lines"], [{"done": True}]) == "refused.part_required"
    assert clean(Checked.KIND.by_name["notes"], {"a": " x ", "b": 1, "c": None}) == {"a": "x", "b": 1}


@pytest.mark.parametrize("type_", SINGLE)
@given(st.none() | st.booleans() | st.integers() | st.text() | st.binary() | st.lists(st.integers()) | st.dictionaries(st.text(), st.integers()))
def test_a_stranger_s_value_is_shown_or_left_out_and_never_stops_a_row(type_: str, wire: Any) -> None:
    field = Field("field", type_)
    stored = RowMaker(one_field(field)).cells({"field": [wire]}, 7).get("field")
    if fits(field, wire) and wire is not None:
        plain_of_column(field, stored)
    else:
        assert stored is None
