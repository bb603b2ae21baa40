"""The parts of the rules that need no database: answers that are not known, ages, joined records, bounds, and formulas for every rule."""

import ast
from decimal import Decimal
from fractions import Fraction

import pytest

from caseworker_desktop.records.lists import Lists
from caseworker_desktop.report import rules
from caseworker_desktop.report.choosing import Participant
from caseworker_desktop.report.esf import Said, all_of, any_of, esf, negated, tests as esf_tests
from caseworker_desktop.report.joined import faces, sets_with
from caseworker_desktop.report.model import Asked
from caseworker_desktop.report.periods import Span
from caseworker_desktop.report.rows import Entry, Measured, Person, Project
from caseworker_desktop.report.scores import score_change
from caseworker_desktop.report.tally import counted, shared
from tests.floors.house import modules

DAY = "2024-12-31"
PROJECT = Project("p", "P-1", Span.of("2024", "2024"), "2024-01-01", "owner", frozenset({"women"}), {})


def participant(birth="1980-05-05", entered="2024-03-01", left=None, rural=None, **told):
    return Participant(Person("a", "m", birth, rural, frozenset()), (Entry("e", "a", entered, left, frozenset(), None, told),))


def says(code, one, day=DAY):
    return esf_tests(day)[code](one)


def test_what_is_not_known_stays_so():
    yes, no, unknown, refused = (lambda _, said=said: said for said in (Said.YES, Said.NO, Said.UNKNOWN, Said.REFUSED))
    one = participant()
    assert all_of(yes, unknown)(one) is Said.UNKNOWN
    assert all_of(yes, refused)(one) is Said.REFUSED
    assert all_of(refused, unknown)(one) is Said.UNKNOWN
    assert all_of(no, unknown)(one) is Said.NO
    assert any_of(no, unknown)(one) is Said.UNKNOWN
    assert any_of(yes, refused)(one) is Said.YES
    assert negated(refused)(one) is Said.REFUSED
    assert negated(no)(one) is Said.YES


def test_ages_at_entry_when_only_the_year_is_known():
    assert says("EECO07", participant(birth="1994")) is Said.UNKNOWN  # 29 or 30
    assert says("EECO07", participant(birth="1995")) is Said.YES
    assert says("EECO07", participant(birth="1993")) is Said.NO
    assert says("EECO08", participant(birth="1969-03-01")) is Said.YES
    assert says("EECO08", participant(birth="1969-03-02")) is Said.NO
    assert says("EECO06", participant(birth=None)) is Said.UNKNOWN
    assert says("CO06", participant(birth="1999-03-02")) is Said.YES


@pytest.mark.parametrize(("birth", "since", "said"), [
    ("1980", "2023-02-28", Said.YES), ("1980", "2023-03-01", Said.NO), ("2003-01-01", "2023-08-31", Said.YES), ("2003-01-01", "2023-09-01", Said.NO),
    (None, "2023-08-31", Said.UNKNOWN), (None, "2023-02-01", Said.YES), (None, "2024-01-01", Said.NO),
])
def test_long_unemployment_by_the_day_of_registration(birth, since, said):
    one = participant(birth=birth, entry_labour_status="unemployed", entry_registered_since=since)
    assert says("EECO03", one) is said


def test_long_unemployed_is_unemployed_too():
    one = participant(entry_labour_status="long_term_unemployed")
    assert [says(code, one) for code in ("EECO02", "EECO03", "EECO04", "EECO05")] == [Said.YES, Said.YES, Said.NO, Said.NO]
    assert says("EECO02", participant(entry_labour_status="refused")) is Said.REFUSED


def test_leaving_counts_from_the_day_of_leaving_and_only_what_is_new():
    seeking = {"entry_labour_status": "inactive", "exit_job_search": "yes"}
    assert says("EECR01", participant(**seeking)) is Said.NO
    assert says("EECR01", participant(left="2024-12-31", **seeking)) is Said.YES
    assert says("EECR01", participant(left="2025-01-01", **seeking)) is Said.NO
    assert says("EECR01", participant(left="2024-12-31", entry_labour_status="inactive")) is Said.UNKNOWN
    assert says("EECR01", participant(left="2024-12-31", entry_labour_status="unemployed", exit_job_search="yes")) is Said.NO
    assert says("EECR02", participant(left="2024-06-01", entry_in_education="yes", exit_education="yes")) is Said.NO
    assert says("EECR04", participant(left="2024-06-01", entry_labour_status="employed", exit_employment="yes")) is Said.NO


def test_six_months_must_have_passed():
    told = {"entry_labour_status": "unemployed", "six_month_employment": "yes"}
    assert says("EECR05", participant(left="2024-06-30", **told)) is Said.YES
    assert says("EECR05", participant(left="2024-07-01", **told)) is Said.NO
    assert says("CR08", participant(birth="1960", left="2024-06-30", **told)) is Said.YES


def test_who_comes_back_is_told_by_the_first_entry_and_the_last_leaving():
    first = Entry("1", "a", "2024-01-05", "2024-02-01", frozenset(), None, {"entry_labour_status": "inactive", "exit_employment": "no"})
    last = Entry("2", "a", "2024-05-05", "2024-06-01", frozenset(), None, {"entry_labour_status": "employed", "exit_employment": "yes"})
    one = Participant(Person("a", None, "1980", None, frozenset()), (first, last))
    assert says("EECO04", one) is Said.YES
    assert says("EECO05", one) is Said.NO
    assert says("EECR04", one) is Said.YES


def test_rural_falls_back_on_where_the_person_lives():
    assert says("EECO17", participant(rural=True)) is Said.YES
    assert says("EECO17", participant(rural=True, entry_rural="no")) is Said.NO
    assert says("EECO17", participant(rural=None)) is Said.UNKNOWN


def test_a_common_indicator_is_counted_with_its_bounds():
    among = {str(number): participant(entry_disability=said) for number, said in enumerate(["yes", "no", None, "unknown", "refused"])}
    tally = esf("EECO12", among, DAY, PROJECT, dict)
    assert (tally.value, tally.unknown, tally.refused, tally.lowest, tally.highest, tally.persons) == (1, 3, 1, 1, 4, ("0",))


def test_entities_are_partners_and_the_project_itself():
    supported = {"a": "state", "b": "municipality", "c": "company", "d": "ngo"}
    counts = {code: esf(code, {}, DAY, PROJECT, lambda: supported).value for code in ("EECO18", "EECO19", "CO23", "CO20", "CO21", "CO22")}
    assert counts == {"EECO18": 2, "EECO19": 1, "CO23": 1, "CO20": 1, "CO21": 1, "CO22": 0}
    assert esf("CO20", {}, "2023-12-31", PROJECT, dict).value == 0
    assert esf("CO13", {}, DAY, PROJECT, dict).value is None


def test_every_code_of_the_reference_list_has_its_test(resources):
    codes = [one for one in Lists.load(resources).codes("indicators") if one.startswith(("EEC", "CO", "CR"))]
    assert len(codes) == 54
    assert [code for code in codes if esf(code, {}, DAY, PROJECT, dict).value is None] == []


def test_every_rule_has_a_formula_a_unit_and_parameters(resources, texts_in):
    known = set(Lists.load(resources).codes("indicator_rules"))
    assert known == set(rules.PARAMETERS) == set(rules.UNITS)
    for language in ("lt", "lv", "en"):
        said = {rule: texts_in(language).say(rules.formula(Asked("i", "X", rule, {"code": "EECO01"}))) for rule in known}
        assert len(set(said.values())) == len(known)
        leaving = texts_in(language).say(rules.formula(Asked("i", "X", "esf", {"code": "EECR03"})))
        assert "EECR03" in leaving
        assert leaving != texts_in(language).say(rules.formula(Asked("i", "X", "esf", {"code": "EECR05"})))


def test_joined_records_have_the_smallest_as_their_face():
    a, b, c, d, e = (bytes([number]) for number in range(1, 6))
    face = faces([(c, b), (d, c), (e, e)])
    assert face == {b: b, c: b, d: b, e: e}
    assert sets_with(face, [d, a]) == [b, c, d]


def test_bounds_take_each_unknown_as_a_no_and_as_a_yes():
    tally = shared(["x", "y"], 8, 3)
    assert (tally.value, tally.lowest, tally.highest) == (25, 25, Fraction(125, 2))
    assert shared([], 0, 0).value is None
    assert counted(5, unknown=2).highest == 7


def test_a_target_is_compared_exactly():
    third = shared(["x"], 3, 0)
    asked = Asked("i", "X", "outcome_share", operator=">=", target=Decimal("33.3333"))
    assert rules.reached(asked, third) is True
    assert rules.reached(Asked("i", "X", "outcome_share", operator="=", target=Decimal("33.3333")), third) is False
    assert rules.reached(Asked("i", "X", "outcome_share", target=Decimal(3)), third) is None
    assert rules.number(Fraction(100, 3)) == 33.3333
    assert rules.number(Fraction(8, 2)) == 4


def test_scores_of_others_and_shut_ones_do_not_count():
    measured = [Measured("a", "10", "14.5"), Measured("b", "8", "7"), Measured("c", "1", "9"), Measured("d", None, None)]
    tally = score_change("X", {"a": 1, "b": 1, "d": 1}, measured)
    assert (tally.value, tally.numerator, tally.denominator, tally.unknown) == (Fraction(7, 4), Fraction(7, 2), 2, 1)
    assert tally.lowest is None
    assert [(one.id, one.why) for one in tally.left_out] == [("d", "sealed")]
    assert score_change("X", {}, measured).value is None


def test_the_key_of_figures_is_asked_for_in_one_place():
    asking = {
        module.name for module in modules()
        for node in ast.walk(module.tree) if isinstance(node, ast.Attribute) and node.attr == "figures_key"
    }
    assert asking == {"usecases.reporting"}
