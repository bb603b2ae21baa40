"""Every sample register gives exactly what a careful person reads in it."""

from __future__ import annotations

from collections import Counter, defaultdict
from pathlib import Path
from typing import Any

import pytest

from caseworker_desktop.intake.model import Reading
from tests.intake_world import NAMES, expected, read, sample

KINDS = dict(zip(NAMES, ("participants", "consultations", "attendance", "partners", "mentors", "employers"), strict=True))


@pytest.fixture(scope="module", params=NAMES)
def both(request: pytest.FixtureRequest, resources: Path) -> tuple[dict[str, Any], Reading]:
    """What is expected of a sample, and what is read in it, its kind guessed."""
    return expected(request.param), read(sample(request.param), resources)


def test_kind_is_guessed(both: tuple[dict[str, Any], Reading]) -> None:
    told, reading = both
    assert reading.kind == KINDS[told["file"].removesuffix(".xlsx")]


def test_headings_stand_where_they_stand(both: tuple[dict[str, Any], Reading]) -> None:
    told, reading = both
    assert {name: list(heading.rows) for name, heading in reading.headings.items()} == {
        one["name"]: one["header_rows"] for one in told["sheets"] if not one.get("empty")}


def test_counts(both: tuple[dict[str, Any], Reading]) -> None:
    told, reading = both
    assert (reading.data_rows, len(reading.rows), len(reading.refused)) == (told["rows"], told["accepted"], told["refused_rows"])
    assert reading.persons == told["persons"]
    assert reading.partners == told.get("partners", told.get("employers", 0))


def test_refusals(both: tuple[dict[str, Any], Reading]) -> None:
    told, reading = both
    assert [(one.sheet, one.row, one.field, one.reason) for one in reading.refused] == [
        (one["sheet"], one["row"], one["field"], one["reason"]) for one in told["refused"]]


def test_warnings(both: tuple[dict[str, Any], Reading]) -> None:
    told, reading = both
    assert [(one.sheet, one.row, one.field, one.kind) for one in reading.warnings] == [
        (one["sheet"], one["row"], one["field"], one["kind"]) for one in told["warnings"]]
    assert Counter(one.kind for one in reading.warnings) == told["warning_counts"]


def test_notes_name_the_words_or_the_row(both: tuple[dict[str, Any], Reading]) -> None:
    told, reading = both
    for want, got in zip(told["warnings"], reading.warnings, strict=True):
        if "note" in want and want["kind"] not in ("possible_duplicate",):
            assert got.note == want["note"]


def test_ignored_rows(both: tuple[dict[str, Any], Reading]) -> None:
    told, reading = both
    assert [(one.sheet, one.row, one.why) for one in reading.ignored] == [(one["sheet"], one["row"], one["why"]) for one in told["ignored"]]


def test_comments_and_hidden_columns(both: tuple[dict[str, Any], Reading]) -> None:
    told, reading = both
    assert [(one.sheet, one.row, one.text) for one in reading.comments] == [(one["sheet"], one["row"], one["text"]) for one in told["comments"]]
    assert {name: list(columns) for name, columns in reading.hidden_columns.items()} == told.get("hidden_columns", {})


def test_every_accepted_row_in_clean_form(both: tuple[dict[str, Any], Reading]) -> None:
    told, reading = both
    assert len(reading.rows) == len(told["read"])
    for want, got in zip(told["read"], reading.rows, strict=True):
        plain = got.as_read()
        assert {name: plain.get(name, "absent") for name in want} == want
        assert ("first_ever" in plain) == ("first_ever" in want)


def test_figures_beside_the_rows(resources: Path) -> None:
    participants = read(sample("dalyviu_registras_2023"), resources).rows
    told = expected("dalyviu_registras_2023")
    assert sum(one.as_read()["job_on"] is not None for one in participants) == told["employed"]
    assert sum(one.as_read()["dropped_out"] for one in participants) == told["dropped_out"]
    talks = read(sample("konsultaciju_zurnalas"), resources)
    told = expected("konsultaciju_zurnalas")
    assert (talks.about["minutes_total"], talks.about["client_mentions"]) == (told["minutes_total"], told["client_mentions"])
    by_service: dict[str, dict[str, int]] = defaultdict(lambda: {"rows": 0, "minutes": 0})
    for one in (row.as_read() for row in talks.rows):
        by_service[one["service"]]["rows"] += 1
        by_service[one["service"]]["minutes"] += one["minutes"]
    assert by_service == told["by_service"]
    lists = read(sample("lankomumas_grupe"), resources)
    told = expected("lankomumas_grupe")
    assert (lists.about["dates"], lists.about["totals"]) == (told["dates"], told["totals"])
    mentors = read(sample("lidzgaitnieki"), resources)
    assert mentors.about["trained"] == expected("lidzgaitnieki")["trained_rows"]
    employers = read(sample("darbdaviai_ppsi"), resources)
    assert employers.about["per_municipality"] == expected("darbdaviai_ppsi")["per_municipality"]
