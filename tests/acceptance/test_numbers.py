"""Acceptance: the numbers that funders of the five projects asked for, each through the reports of a real workspace."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from caseworker_desktop import bootstrap
from caseworker_desktop.kernel.progress import Silent
from caseworker_desktop.report.model import Figure, Listing
from caseworker_desktop.settings import Settings
from caseworker_desktop.texts import Texts
from caseworker_desktop.ui.reports.words import CardWords
from caseworker_desktop.usecases.reporting import Question
from tests.clock import StandingClock
from tests.report_world import CODE, World, make
from tests.scenario_world import Offices, expected, tables
from tests.workspace import make_office


@pytest.fixture(scope="module")
def offices(tmp_path_factory: pytest.TempPathFactory, lasting_settings: Settings) -> Offices:
    return Offices(tmp_path_factory.mktemp("offices"), lasting_settings)


@pytest.fixture
def world(tmp_path: Path, settings: Settings, clock: StandingClock) -> Iterator[World]:
    with make_office(tmp_path / "office", bootstrap.build_parts(settings, clock)).desk() as desk:
        yield make(desk)


def listing(offices: Offices, name: str, report: str, *by: str, **told: Any) -> Listing:
    with offices.of(name).desk() as desk:
        return desk.reporting.listing(report, Question(expected(name)["project"], by=by, **{"as_of": tables(name)["as_of"], **told}))


def figures(offices: Offices, name: str, as_of: str, **told: Any) -> dict[str, Figure]:
    with offices.of(name).desk() as desk:
        return {one.code: one for one in desk.reporting.indicators(expected(name)["project"], as_of, **told)}


def rows_of(found: Listing) -> dict[Any, Any]:
    return {row["key"]: row for row in found.rows}


def test_a0_25_employed_of_all_participants_with_the_persons_behind(offices: Offices) -> None:
    employed = figures(offices, "s0", "2023-02-21")["EMPLOYED"]
    assert (employed.numerator, employed.denominator, employed.value) == (39, 50, 78)
    assert list(employed.persons) == sorted(expected("s0")["numerator_persons"]["EMPLOYED"])
    with offices.of("s0").desk() as desk:
        people = desk.boards.people(Question(expected("s0")["project"], as_of="2023-02-21"), employed.persons)
    assert {one.id for one in people} == set(employed.persons)
    assert all(one.name and one.number and one.entered for one in people)
    assert len(employed.persons) + sum(len(held) for held in employed.answers.values()) == 50


def test_a0_26_the_target_is_shown_as_reached(offices: Offices, texts: Texts) -> None:
    employed = figures(offices, "s0", "2023-02-21")["EMPLOYED"]
    assert (employed.target, employed.operator, employed.reached) == (40, ">=", True)
    with offices.of("s0").desk() as desk:
        face = CardWords(texts, desk.lists, "2022-12-01", None, "2023-02-21").face(employed)
    assert (face.value, face.target, face.state) == ("78 %", "siektina ≥ 40 %", ("Pasiekta", "green", "check"))


def test_a0_09_services_by_month_and_spis_code(world: World, tmp_path: Path) -> None:
    person = world.person()
    for day, services in (("2024-02-05", ["S-INF"]), ("2024-02-12", ["S-INF", "S-KON"]), ("2024-03-04", ["S-KON"]), ("2024-03-05", ["P-PSI"])):
        world.session(person, day=day, services=[{"code": code, "minutes": 30} for code in services])
    asked = Question(CODE, as_of="2024-12-31", by=("month", "spis"))
    found = world.desk.funder_report.write_listing("services", asked, tmp_path / "spis.xlsx", Silent())
    assert [(row["key"], row["column"], row["sessions"]) for row in found.rows] == [
        ("2024-02", "201", 2), ("2024-02", "202", 1), ("2024-03", "202", 1), ("2024-03", None, 1)]
    assert found.rows[0]["column_name"] == "Informavimas"
    assert found.total is not None
    assert found.total["sessions"] == 4
    assert any(note.key == "report.note.in_several_rows" for note in found.notes)
    sheet = openpyxl.load_workbook(tmp_path / "spis.xlsx")["Paslaugos per mėnesį"]
    assert [cell.value for cell in sheet[5]][:5] == ["2024-02", "2024-02", "201", "Informavimas", 2]


def test_a1_07_new_partners_of_2023_are_listed(world: World) -> None:
    old = world.add("partner", name="Seniai pažįstami", kind="ngo", active_from="2019")
    new = world.add("partner", name="Nauji", kind="company", active_from="2023-04", services=["T-MOK"])
    world.add("partner", name="Dar ne", kind="ngo", active_from="2024-02")
    world.session(day="2024-03-05", kind="partner_meeting", partners=[new])
    asked = Question(CODE, since="2023-01-01", until="2023-12-31", as_of="2024-12-31")
    found = {row["partner"]: row for row in world.desk.reporting.listing("partners", asked).rows}
    assert set(found) == {old, new}
    assert [one for one, row in found.items() if row["is_new"]] == [new]
    growth = world.desk.reporting.listing("partners", Question(CODE, as_of="2024-12-31", by=("year",)))
    assert [(row["key"], row["new"], row["partners"]) for row in growth.rows] == [("2019", 1, 1), ("2023", 1, 2), ("2024", 1, 3)]


def test_a1_12_services_by_place_type(offices: Offices) -> None:
    found = rows_of(listing(offices, "s1", "services", "place_type"))
    assert {key: (row["sessions"], row["persons"]) for key, row in found.items()} == {"prison": (366, 70), "halfway_house": (145, 36)}
    assert found["halfway_house"]["name"] == "Pusiaukelės namai"


def test_a1_17_what_was_asked_for_and_is_not_to_be_had_by_year_and_place(world: World) -> None:
    one, other = world.person(), world.person()
    for person, on, domain, met, place in (
        (one, "2024-02-01", "N-HOU", "not_available", "LT-13"), (other, "2024-05-01", "N-HOU", "not_available", "LT-13"),
        (one, "2024-05-02", "N-HOU", "met", None), (one, "2024-06-01", "N-DOC", "not_available", "LT-25"),
    ):
        world.add("need", case=world.case(person), domain=domain, on=on, met=met, **({"place": place} if place else {}))
    asked = Question(CODE, since="2024-01-01", until="2024-12-31", as_of="2024-12-31")
    found = rows_of(world.desk.reporting.listing("unmet-needs", asked))
    assert (found["N-HOU"]["asked"], found["N-HOU"]["not_available"], found["N-HOU"]["met"], found["N-HOU"]["persons"]) == (3, 2, 1, 2)
    assert found["N-HOU"]["places"] == [f"{world.desk.lists.name('municipalities', 'LT-13', 'lt')} (2)"]
    by_place = world.desk.reporting.listing("unmet-needs", Question(CODE, as_of="2024-12-31", by=("place", "year")))
    assert {(row["key"], row["column"]): row["not_available"] for row in by_place.rows if row["key"]} == {("LT-13", "2024"): 2, ("LT-25", "2024"): 1}


@pytest.mark.parametrize("subject", ["T-BEN", "T-FIN", "T-VER", "T-SKA"])
def test_a1_21_hours_and_people_by_training_subject(offices: Offices, subject: str) -> None:
    row, told = rows_of(listing(offices, "s1", "services", "subject"))[subject], tables("s1")["by_subject"][subject]
    assert (row["sessions"], row["persons"], row["hours"]) == (told["sessions"], told["persons"], told["minutes"] / 60)


@pytest.mark.parametrize("subject", ["T-SOC", "T-DAR"])
def test_a1_22_hours_and_people_of_social_and_work_skills(offices: Offices, subject: str) -> None:
    row, told = rows_of(listing(offices, "s1", "services", "subject"))[subject], tables("s1")["by_subject"][subject]
    assert (row["persons"], row["hours"]) == (told["persons"], told["minutes"] / 60)


def test_a2_08_mentors_trained_grow_from_16_to_150_each_once(offices: Offices) -> None:
    with offices.of("s2").desk() as desk:
        asked = Question(expected("s2")["project"], as_of="2022-12-31")
        figure = next(one for one in desk.reporting.indicators(asked.project, "2022-12-31") if one.code == "TRAINED")
        months = desk.boards.growth(asked, figure)
    assert (months[0], months[-1]) == (("2017-11", 16), ("2022-12", 150))
    assert [count for _, count in months] == sorted(count for _, count in months)
    assert (figure.value, figure.target, figure.reached) == (150, 150, True)
    assert tables("s2")["completed_memberships_of_mentor_training_by_as_of"] == 170  # twenty of them trained twice


def test_a3_05_progress_of_150_participants(offices: Offices, texts: Texts) -> None:
    figure = figures(offices, "s3", "2010-12-31")["PART"]
    assert (figure.value, figure.target, figure.reached) == (140, 150, False)
    with offices.of("s3").desk() as desk:
        face = CardWords(texts, desk.lists, "2009-03-06", "2011-02-06", "2010-12-31").face(figure)
    assert face.track is not None
    assert (face.track.value, face.track.top) == (140, 150)
    assert face.lines == ("trūksta 2 iki šios dienos plano", "93 % tikslo · terminas 2011-02-06")
    assert face.state == ("Atsilieka", "amber", "clock")


def test_a3_07_each_stage_has_its_own_report(offices: Offices) -> None:
    sessions = {row["name"]: row["sessions"] for row in listing(offices, "s3", "services", "part").rows}
    assert {stage: sessions[stage] for stage in ("1 etapas", "2 etapas", "3 etapas")} == tables("s3")["sessions_by_stage"]
    with offices.of("s3").desk() as desk:
        split = desk.reporting.indicators_by(Question(expected("s3")["project"], as_of="2011-02-06", by=("part",)))
    filled = {one.name: {each.code: each.value for each in one.figures}["FILLED"] for one in split}
    assert filled["1 etapas"] == filled["2 etapas"] == 0
    assert filled["3 etapas"] == 98


def test_a3_08_three_places_in_three_columns(offices: Offices) -> None:
    rows = [row for row in listing(offices, "s3", "placements", "place").rows if row["key"]]
    assert [row["name"] for row in rows] == ["Ignalinos rajonas", "Šalčininkų rajonas", "Vilniaus miestas"]
    assert {row["key"]: {key: row[key] for key in ("participants", "offered", "filled", "free")} for row in rows} == tables("s3")["per_place"]
    with offices.of("s3").desk() as desk:
        split = desk.reporting.indicators_by(Question(expected("s3")["project"], as_of="2011-02-06", by=("place",)))
    participants = {one.key: {each.code: each.value for each in one.figures}["PART"] for one in split}
    assert participants == {key: one["participants"] for key, one in tables("s3")["per_place"].items()}


def test_a3_10_seminars_counted_by_audience(offices: Offices) -> None:
    found = rows_of(listing(offices, "s3", "services", "audience"))
    told = tables("s3")["seminars_by_audience"]
    assert {key: (row["sessions"], row["audience"]) for key, row in found.items() if key} == {
        key: (one["sessions"], one["unnamed"]) for key, one in told.items()}
    assert found["employers"]["name"] == "Darbdaviai"


def test_a3_11_twenty_places_offered_thirteen_filled(offices: Offices) -> None:
    row = rows_of(listing(offices, "s3", "placements", "place"))["LT-09"]
    assert (row["offered"], row["filled"], row["free"]) == (20, 13, 7)


def test_a3_19_growth_in_percent_and_in_points_with_its_formula(offices: Offices, texts: Texts) -> None:
    figure = figures(offices, "s3", "2010-12-31")["GROWTH"]
    assert (figure.detail["entry_share"], figure.detail["share_at_d"], figure.value, figure.detail["points"]) == (20, 25, 25, 5)
    assert figure.reached
    with offices.of("s3").desk() as desk:
        face = CardWords(texts, desk.lists, "2009-03-06", "2011-02-06", "2010-12-31").face(figure)
    assert face.lines[0] == "buvo 20 %, dabar 25 %: 5 proc. punkto"
    assert "padalijus" in face.formula


def test_a4_14_referrals_by_reason(offices: Offices, world: World) -> None:
    told = rows_of(listing(offices, "s4", "referrals", "reason"))
    assert {key: row["referrals"] for key, row in told.items()} == tables("s4")["referrals_by_reason"]
    person = world.person()
    world.add("referral", direction="in", person=person, on="2024-03-01", status="accepted", reasons=["psychological", "family_crisis"])
    found = rows_of(world.desk.reporting.listing("referrals", Question(CODE, as_of="2024-12-31", by=("reason",))))
    assert {key: (row["name"], row["in"]) for key, row in found.items()} == {
        "psychological": ("Psichologiniai sunkumai", 1), "family_crisis": ("Krizė šeimoje", 1)}


def test_a4_26_clients_by_crisis(world: World) -> None:
    for crisis in ("relationship", "divorce", "unemployment", "divorce", None):
        person = world.person()
        if crisis:
            world.add("case", id=world.case(person), crisis=crisis)
    found = rows_of(world.desk.reporting.listing("sources", Question(CODE, as_of="2024-12-31", by=("crisis",))))
    assert {key: row["persons"] for key, row in found.items()} == {"relationship": 1, "divorce": 2, "unemployment": 1, None: 1}
    assert found["divorce"]["name"] == "Skyrybos"


def test_a4_27_share_of_those_who_came_by_themselves(offices: Offices) -> None:
    row = rows_of(listing(offices, "s4", "sources"))["SELF"]
    assert row["share"] == pytest.approx(tables("s4")["share_self_referred_percent"], abs=1e-4)
    assert row["name"] == "Kreipėsi pats (-i)"


def test_a4_28_clients_by_who_sent_them(offices: Offices) -> None:
    found = listing(offices, "s4", "sources")
    assert {row["key"]: row["persons"] for row in found.rows} == tables("s4")["cases_by_source"]
    assert found.total is not None
    assert found.total["persons"] == 70
