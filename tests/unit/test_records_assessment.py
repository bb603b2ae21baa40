"""Instruments: what may be answered, what it scores, what a risk item asks for, and who may read it."""

from decimal import Decimal

import pytest

from caseworker_desktop.records.assessment.bands import read_score
from caseworker_desktop.records.assessment.scoring import scoring
from caseworker_desktop.records.assessment.sheets import Sheets
from caseworker_desktop.records.catalog import build_catalog
from caseworker_desktop.records.lists import Lists
from caseworker_desktop.store.declare import Reader
from tests.records_world import PlainWorld


@pytest.fixture
def world(resources):
    return PlainWorld(build_catalog(), Lists.load(resources))


def found(world, **told):
    record = world.lay("assessment", id="m", case="c", on="2026-01-01", **told)
    return [(one.field, one.reason.key, one.weight) for one in world.found("assessment", record)]


def answers(count, value, **changed):
    return {str(item): value for item in range(1, count + 1)} | {item.removeprefix("q"): answer for item, answer in changed.items()}


@pytest.mark.parametrize(
    ("instrument", "given", "score"),
    [("PHQ-9", answers(9, 1), "9"), ("WHO-5", answers(5, 2), "40"), ("GAD-7", answers(7, 3), "21"), ("K10", answers(10, 1), "10"),
     ("AUDIT", answers(8, 4, q9=2, q10=4), "38"), ("DUDIT", answers(9, 0, q10=2, q11=0), "2"),
     ("BRS", answers(6, 5), "3"),  # 2, 4, 6 are reversed: 5, 1, 5, 1, 5, 1
     ("CORE-10", answers(10, 1), "14"),  # 2 and 3 are reversed: eight times 1 and twice 3
     ("RES-6", {"1": 3, "2": 4, "3": 3, "4": 1, "5": 2, "6": 2}, "2.5"), ("EMP-5", answers(5, 10), "10")],
)
def test_a_score_of_answers(world, instrument, given, score):
    assert scoring(world.term("instruments", instrument)).score(given) == Decimal(score)
    assert found(world, instrument=instrument, answers=given, score=score) in ([], [("safety_prompt", "rule.safety_prompt_missing", "refuse")])


def test_one_missing_answer_of_core_10_is_prorated_and_of_others_gives_no_score(world):
    nine = answers(10, 0, q2=4, q3=4)
    del nine["10"]
    assert scoring(world.term("instruments", "CORE-10")).score(nine) == 0
    assert scoring(world.term("instruments", "PHQ-9")).score(answers(8, 1)) is None
    assert scoring(world.term("instruments", "NW-12")).score({"N-HOU": 3}) is None


@pytest.mark.parametrize(
    ("instrument", "given"),
    [("PHQ-9", {"1": 4}), ("PHQ-9", {"10": 1}), ("PHQ-9", {"first": 1}), ("AUDIT", {"9": 1}), ("K10", {"1": 0}), ("BRS", {"1": 6}),
     ("NW-12", {"N-HOU": 11})],
)
def test_an_answer_that_the_instrument_does_not_know_is_refused(world, instrument, given):
    assert found(world, instrument=instrument, answers=given) == [("answers", "rule.answer_out_of_range", "refuse")]


@pytest.mark.parametrize(("instrument", "score"), [("WHO-5", "104"), ("PHQ-9", "28"), ("K10", "9"), ("BRS", "0.5")])
def test_an_impossible_score_is_refused(world, instrument, score):
    assert found(world, instrument=instrument, score=score) == [("score", "rule.score_out_of_range", "refuse")]


def test_a_score_beside_its_answers_is_a_warning(world):
    """One public calculator prints (raw − 5) × 4 for WHO-5."""
    assert found(world, instrument="WHO-5", answers=answers(5, 2), score="20") == [("score", "rule.score_is_not_of_answers", "warn")]


@pytest.mark.parametrize(("instrument", "item", "count"), [("PHQ-9", "9", 9), ("CORE-10", "6", 10)])
def test_a_positive_risk_item_cannot_be_skipped(world, instrument, item, count):
    given = answers(count, 0) | {item: 1}
    missing = [("safety_prompt", "rule.safety_prompt_missing", "refuse")]
    assert found(world, instrument=instrument, answers=given) == missing
    assert found(world, instrument=instrument, answers=given, safety_prompt={"asked_on": "2026-01-01"}) == missing
    assert found(world, instrument=instrument, answers=given, safety_prompt={"asked_on": "2026-01-01", "told_whom": "budėtojas"}) == []
    assert found(world, instrument=instrument, answers=answers(count, 0)) == []


def test_an_office_s_own_instrument_is_not_judged(world):
    world.lists = world.lists.with_terms([build_catalog().kind("term").make({"list": "instruments", "code": "OURS", "name_lt": "Mūsų"})])
    assert found(world, instrument="OURS", answers={"a": 99}, score="500") == []


def test_a_result_is_for_the_role_of_who_measured_the_lead_and_as_a_score_for_figures(world):
    audience = build_catalog().kind("assessment").audience
    world.lay("staff", id="psy", role="U-PSY")
    world.lay("case", id="c", lead="lead")
    figures = Reader("figures", frozenset({"score"}))
    measured = world.lay("assessment", id="m", case="c", by="psy", created_by="typist")
    assert list(audience(measured, world)) == [Reader("role:U-PSY"), Reader("author:lead"), figures]
    assert list(audience(measured | {"by": None}, world)) == [Reader("author:typist"), Reader("author:lead"), figures]
    assert list(audience(measured | {"by": None, "created_by": "lead"}, world)) == [Reader("author:lead"), figures]
    assert list(audience(measured | {"case": "other"}, world)) == [Reader("role:U-PSY"), figures]


def test_who_may_read_notes_offences_and_supervision(world):
    catalog = build_catalog()
    note = world.lay("note", id="n", case="c", level="shared", role="U-PSY", created_by="me")
    read = catalog.kind("note").audience
    assert list(read(note, world)) == []
    assert list(read(note | {"level": "role"}, world)) == [Reader("role:U-PSY")]
    assert list(read(note | {"level": "author"}, world)) == [Reader("author:me")]
    assert list(catalog.kind("offence").audience({"created_by": "me"}, world)) == [Reader("author:me")]
    assert list(catalog.kind("supervision").audience({"staff": "a", "supervisor": "b", "created_by": "c"}, world)) == [
        Reader("author:a"), Reader("author:b")]


def bands_of(lists):
    return [lists.row("instrument_bands", code) for code in lists.codes("instrument_bands")]


@pytest.mark.parametrize(
    ("instrument", "score", "language", "sex", "band", "cuts"),
    [("PHQ-9", "4", "lt", "m", "PHQ-9.minimal", []), ("PHQ-9", "10", "lt", "m", "PHQ-9.moderate", ["PHQ-9.cut.lt"]),
     ("PHQ-9", "8", "lv", "f", "PHQ-9.mild", ["PHQ-9.cut.lv"]), ("PHQ-9", "27", "en", None, "PHQ-9.severe", []),
     ("PHQ-2", "2", "lv", "f", None, ["PHQ-2.cut.lv"]), ("PHQ-2", "2", "lt", "f", None, []), ("PHQ-2", "3", "ru", "f", None, ["PHQ-2.cut"]),
     ("GAD-7", "7", "ru", "m", "GAD-7.mild", ["GAD-7.cut.ru"]), ("GAD-7", "7", "lt", "m", "GAD-7.mild", []),
     ("WHO-5", "28", "lt", "m", "WHO-5.depression", []), ("WHO-5", "32", "lt", "m", "WHO-5.low", []), ("WHO-5", "52", "lt", "m", "WHO-5.normal", []),
     ("DUDIT", "2", "lt", "f", "DUDIT.problems.f", []), ("DUDIT", "5", "lt", "m", "DUDIT.none.m", []),
     ("DUDIT", "6", "lt", "m", "DUDIT.problems.m", []),
     ("DUDIT", "24", "lt", "f", "DUDIT.problems.f", []), ("DUDIT", "25", "lt", "f", "DUDIT.dependence.f", []),
     ("DUDIT", "1", "lt", None, "DUDIT.none.f", []), ("DUDIT", "3", "lt", "x", None, []), ("AUDIT-C", "3", "lt", "f", None, ["AUDIT-C.cut.f"]),
     ("AUDIT-C", "3", "lt", "m", None, []), ("AUDIT", "15", "lt", "m", "AUDIT.hazardous", []), ("AUDIT", "20", "lt", "m", "AUDIT.dependence", []),
     ("CORE-10", "11.11", "lt", "m", "CORE-10.mild", []), ("BRS", "4.3", "lt", "m", "BRS.normal", []), ("BRS", "4.31", "lt", "m", "BRS.high", []),
     ("K10", "19", "lt", "m", "K10.well", []), ("RES-6", "3", "lt", "m", None, [])],
)
def test_a_band_by_instrument_language_and_sex(world, instrument, score, language, sex, band, cuts):
    said = read_score(bands_of(world.lists), instrument, Decimal(score), language, sex)
    assert (said.band.code if said.band else None, [cut.code for cut in said.cuts]) == (band, cuts)


def test_bands_leave_no_score_between_them(world):
    for code in world.lists.codes("instruments"):
        told = scoring(world.term("instruments", code))
        if told is None or not any(row["instrument"] == code and row["level"] == "band" for row in bands_of(world.lists)):
            continue
        step = {"mean": 6, "mean10": 9}.get(told.method, 1)
        low, high = int(told.score_low), int(told.score_high)
        for raw in range(low * step, high * step + 1):
            score = (Decimal(raw) / step).quantize(Decimal("0.01"))
            for sex in ("f", "m"):
                assert read_score(bands_of(world.lists), code, score, "lt", sex).band is not None, (code, score, sex)


def test_a_clinician_corrects_a_band_as_a_term_of_the_list(world):
    told = {"list": "instrument_bands", "code": "K10.well", "name_lt": "Gerai", "extra": {"score_to": "15"}}
    lists = world.lists.with_terms([build_catalog().kind("term").make(told)])
    assert read_score(bands_of(lists), "K10", Decimal(15), "lt", "m").band.code == "K10.well"
    assert read_score(bands_of(lists), "K10", Decimal(16), "lt", "m").band is None
    assert lists.name("instrument_bands", "K10.well", "lt") == "Gerai"


def test_texts_of_instruments_say_who_made_them_and_fit_their_scoring(resources, world):
    sheets = Sheets.load(resources)
    for code in world.lists.codes("instruments"):
        told = scoring(world.term("instruments", code))
        for language in sheets.languages(code):
            sheet = sheets.sheet(code, language)
            assert len(sheet.items) == told.items
            assert len(set(sheet.items)) == told.items
            assert sheet.own or (sheet.attribution and language == "en"), code
            assert not sheet.options or set(sheet.options) == set(range(told.low, told.high + 1)), code
    assert {code for code in world.lists.codes("instruments") if sheets.languages(code) == ("lt", "lv", "en")} == {
        "RES-6", "EMP-5", "FAM-5", "SKL-8", "CON-3", "CIV-3", "VIO-3"}
    assert not any(sheets.languages(code) for code in ("WEMWBS", "DUDIT", "K10", "BRS", "CORE-10", "AUDIT"))
