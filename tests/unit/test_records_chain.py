"""An institution is printed under the name of the day and counted under all of them."""

import pytest

from caseworker_desktop.records.lists import Lists
from caseworker_desktop.records.organisation.chain import chain, name_on, standing_on
from caseworker_desktop.records.validity import begun, certainly_before, ended, first_day, valid_on


@pytest.fixture(scope="module")
def institutions(resources):
    return {row["id"]: row for row in Lists.load(resources).institutions()}


@pytest.fixture(scope="module")
def by_code(institutions):
    return {row["code"]: id_ for id_, row in institutions.items()}


@pytest.mark.parametrize(
    ("code", "day", "name"),
    [
        ("LT-K-PRA1", "2022-12-20", "Pravieniškių pataisos namai-atviroji kolonija"),
        ("LT-K-PRA1", "2022-12-31", "Pravieniškių pataisos namai-atviroji kolonija"),
        ("LT-K-PRA1", "2023-01-01", "Pravieniškių 1-asis kalėjimas"),
        ("LT-PN-ALY", "2023-01-05", "Alytaus kalėjimas"),
        ("LV-LIE", "2026-02-02", "Liepājas cietums (vecais)"),
        ("LV-LIE-V", "2026-02-03", "Liepājas cietums"),
        ("LV-BRA", "2030-01-01", "Brasas cietums"),
    ],
)
def test_the_name_of_the_day(institutions, by_code, code, day, name):
    assert name_on(institutions, by_code[code], day, "lt" if code.startswith("LT") else "lv") == name


def test_where_one_prison_became_two_the_old_reference_keeps_its_name(institutions, by_code):
    old = by_code["LT-PNAK-PRA"]
    assert standing_on(institutions, old, "2023-06-01") == old
    assert name_on(institutions, "no such id", "2023-06-01", "lt") == ""


def test_a_chain_counts_as_one_but_two_successors_do_not(institutions, by_code):
    assert chain(institutions, by_code["LT-K-PRA1"]) == {by_code["LT-K-PRA1"], by_code["LT-PNAK-PRA"]}
    assert chain(institutions, by_code["LT-PNAK-PRA"]) == {by_code[code] for code in ("LT-PNAK-PRA", "LT-K-PRA1", "LT-K-PRA2")}
    assert chain(institutions, by_code["LV-RCC"]) == {by_code["LV-RCC"]}


def test_a_chain_that_bites_its_tail_ends():
    ring = {"a": {"successor_of": "b"}, "b": {"successor_of": "c"}, "c": {"successor_of": "a"}}
    assert chain(ring, "a") == {"a", "b", "c"}


@pytest.mark.parametrize(
    ("pdate", "day", "has_begun", "has_ended"),
    [
        ("2026", "2025-12-31", False, False), ("2026", "2026-01-01", True, False), ("2026", "2027-01-01", True, True),
        ("2026-03", "2026-02-28", False, False), ("2026-03", "2026-03-31", True, False), ("2026-03", "2026-04-01", True, True),
        ("2026-03-05", "2026-03-05", True, False), ("2026-03-05", "2026-03-06", True, True),
    ],
)
def test_a_date_of_known_precision_counts_from_its_first_day_to_its_last(pdate, day, has_begun, has_ended):
    assert (begun(pdate, day), ended(pdate, day)) == (has_begun, has_ended)
    assert valid_on({"valid_from": pdate, "valid_to": pdate}, day) == (has_begun and not has_ended)


def test_what_is_certainly_before():
    assert certainly_before("2022-12", "2023")
    assert not certainly_before("2023-02", "2023")
    assert not certainly_before("2023", "2023-02-01")
    assert certainly_before("2023-01-31", "2023-02")
    assert first_day("2023-02") == "2023-02-01"
