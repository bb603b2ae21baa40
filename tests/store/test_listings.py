"""Reports other than indicators give the tables of every scenario."""

from __future__ import annotations

from typing import Any

import pytest

from caseworker_desktop.report.model import Listing
from caseworker_desktop.settings import Settings
from caseworker_desktop.usecases.reporting import Question
from tests.scenario_world import Offices, expected, tables


@pytest.fixture(scope="module")
def offices(tmp_path_factory: pytest.TempPathFactory, lasting_settings: Settings) -> Offices:
    return Offices(tmp_path_factory.mktemp("offices"), lasting_settings)


def ask(offices: Offices, name: str, report: str, *by: str, **told: Any) -> Listing:
    asked = {"as_of": tables(name)["as_of"], **told}
    with offices.of(name).desk() as desk:
        return desk.reporting.listing(report, Question(expected(name)["project"], by=by, **asked))


def by_key(listing: Listing, *shown: str) -> dict[str, Any]:
    return {row["key"]: {each: row[each] for each in shown} for row in listing.rows}


def of_table(told: dict[str, Any]) -> dict[str, Any]:
    return {key.removeprefix("@"): {"sessions": one["sessions"], "persons": one["persons"], "hours": pytest.approx(one["minutes"] / 60, abs=1e-4)}
            for key, one in told.items()}


@pytest.mark.parametrize(("name", "by", "table"), [
    ("s0", "service", "sessions_by_service"), ("s0", "kind", "sessions_by_kind"), ("s1", "service", "by_service"), ("s1", "kind", "by_kind"),
    ("s1", "phase", "by_phase"), ("s1", "place_type", "by_place_type"), ("s1", "institution", "by_institution"),
])
def test_services_told_apart(offices: Offices, name: str, by: str, table: str) -> None:
    listing = ask(offices, name, "services", by)
    assert by_key(listing, "sessions", "persons", "hours") == of_table(tables(name)[table])


def test_services_by_subject_of_trainings(offices: Offices) -> None:
    found = by_key(ask(offices, "s1", "services", "subject"), "sessions", "persons", "hours")
    assert {key: one for key, one in found.items() if key} == of_table(tables("s1")["by_subject"])


def test_a_renamed_prison_is_one_row(offices: Offices) -> None:
    listing = ask(offices, "s0", "services", "institution")
    assert [(row["key"], row["sessions"]) for row in listing.rows] == [("LT-K-PRA1", 127)]
    assert listing.rows[0]["name"] == "Pravieniškių 1-asis kalėjimas"


def test_sums_of_rows_are_the_total_or_the_report_says_why(offices: Offices) -> None:
    for name in ("s0", "s1", "s2", "s3", "s4"):
        for by in ("service", "kind", "month", "year", "institution", "specialist", "part", "spis", "place_type", "subject"):
            listing = ask(offices, name, "services", by)
            assert listing.total is not None
            summed = sum(row["sessions"] for row in listing.rows)
            several = any(note.key == "report.note.in_several_rows" for note in listing.notes)
            assert summed == listing.total["sessions"] or (several and summed > listing.total["sessions"]), (name, by)


def test_rows_equal_the_indicator_of_the_same_rule(offices: Offices) -> None:
    told = expected("s1")
    with offices.of("s1").desk() as desk:
        figures = {one.code: one for one in desk.reporting.indicators(told["project"], "2023-12-31")}
    listing = ask(offices, "s1", "services", "kind")
    assert listing.total is not None
    assert listing.total["sessions"] == figures["S-ALL"].value
    assert listing.total["persons"] == figures["R-ALL"].value
    assert listing.total["hours"] == figures["H-ALL"].value


def test_lost_hours_by_reason(offices: Offices) -> None:
    rows = {row["key"]: row["lost_hours"] for row in ask(offices, "s1", "hours", "reason").rows if row["key"]}
    assert rows == {key: minutes / 60 for key, minutes in tables("s1")["lost_by_reason_minutes"].items()}


def test_mentors_pipeline_and_growth(offices: Offices) -> None:
    assert {row["key"]: row["mentors"] for row in ask(offices, "s2", "mentors", "stage").rows} == tables("s2")["pipeline_by_stage"]
    by_year = {row["key"]: row["trained_total"] for row in ask(offices, "s2", "mentors", "year").rows}
    told = {day[:4]: count for day, count in tables("s2")["cumulative_trained"].items()}
    assert {year: by_year[year] for year in told} == told
    assert ask(offices, "s2", "mentors", "month", until="2017-11-30").rows[-1]["trained_total"] == tables("s2")["trained_first_weekend"]


def test_waiting_list_in_order(offices: Offices) -> None:
    rows = ask(offices, "s2", "waiting").rows
    assert [row["person"] for row in rows] == tables("s2")["waiting_list_order"]
    assert [row["no_close_support"] for row in rows] == sorted((row["no_close_support"] for row in rows), reverse=True)


def test_places_offered_and_filled(offices: Offices) -> None:
    listing = ask(offices, "s3", "placements", "place")
    found = by_key(listing, "participants", "offered", "filled", "free")
    assert {key: one for key, one in found.items() if key} == tables("s3")["per_place"]
    assert [row["name"] for row in listing.rows if row["key"]] == ["Ignalinos rajonas", "Šalčininkų rajonas", "Vilniaus miestas"]
    assert listing.total is not None
    assert {key: listing.total[key] for key in tables("s3")["placements_by_status"]} == tables("s3")["placements_by_status"]
    assert listing.total["rated_twice"] == tables("s3")["rated_twice"]
    for key, mean in tables("s3")["mean_change"].items():
        assert listing.total[f"{key}_change"] == pytest.approx(mean, abs=1e-4)


def test_seminars_by_audience_and_sessions_by_stage(offices: Offices) -> None:
    found = by_key(ask(offices, "s3", "services", "audience"), "sessions", "unnamed", "audience")
    told = {key: {**one, "audience": one["unnamed"]} for key, one in tables("s3")["seminars_by_audience"].items()}
    assert {key: one for key, one in found.items() if key} == told
    stages = {row["name"]: row["sessions"] for row in ask(offices, "s3", "services", "part").rows}
    assert {name: stages[name] for name in tables("s3")["sessions_by_stage"]} == tables("s3")["sessions_by_stage"]


def test_attitudes_before_and_after(offices: Offices) -> None:
    total = ask(offices, "s3", "attitudes").total
    assert total is not None
    assert {key: total[key] for key in ("before", "after", "change")} == pytest.approx(tables("s3")["attitude"], abs=1e-4)


def test_partners_now_and_as_they_came(offices: Offices) -> None:
    for by, table in (("service", "partners_active_by_service"), ("kind", "partners_active_by_kind")):
        rows = {row["key"]: row["partners"] for row in ask(offices, "s4", "partners", by).rows if row["key"]}
        assert rows == tables("s4")[table]
    years = ask(offices, "s4", "partners", "year", as_of="2023-12-31").rows
    assert {row["key"]: row["new"] for row in years if row["new"]} == tables("s4")["partners_new_by_year"]
    assert {row["key"]: row["ended"] for row in years if row["ended"] and row["key"] < "2023"} == tables("s4")["partners_ended_by_year"]
    total = ask(offices, "s4", "partners").total
    assert total is not None
    assert total["partners"] == tables("s4")["partners_active"]
    fresh = ask(offices, "s4", "partners", since="2022-01-01")
    assert sum(row["is_new"] for row in fresh.rows) == tables("s4")["partners_new_by_year"]["2022"]


def test_referrals_by_direction_and_reason(offices: Offices) -> None:
    rows = {row["key"]: row for row in ask(offices, "s4", "referrals", "kind").rows}
    for direction, statuses in tables("s4")["referrals"].items():
        assert {key: rows[direction][key] for key in statuses} == statuses
    assert {row["key"]: row["referrals"] for row in ask(offices, "s4", "referrals", "reason").rows} == tables("s4")["referrals_by_reason"]


def test_sources_of_clients(offices: Offices) -> None:
    rows = {row["key"]: row for row in ask(offices, "s4", "sources").rows}
    assert {key: row["persons"] for key, row in rows.items()} == tables("s4")["cases_by_source"]
    assert rows["SELF"]["share"] == pytest.approx(tables("s4")["share_self_referred_percent"], abs=1e-4)


def test_attendance_of_a_programme(offices: Offices) -> None:
    told = tables("s4")["programme"]
    rows = {row["person"]: row for row in ask(offices, "s4", "attendance").rows if row["group"]}
    for member in told["members"]:
        row = rows[member["person"]]
        assert (row["attended"], row["percent"], row["passed"], row["pass_percent"], row["sessions"]) == (
            member["attended"], member["percent"], member["pass"], told["pass_percent"], told["sessions"])


def test_participants_by_place(offices: Offices) -> None:
    rows = {row["name"]: row["persons"] for row in ask(offices, "s0", "participants", "place").rows}
    assert rows == tables("s0")["participants_by_place"]
    listing = ask(offices, "s0", "participants")
    assert len(listing.rows) == 50
    assert all(row["name"] for row in listing.rows)
