"""What counts in listings: days asked for, joined persons, other projects, ESF data and what is missing, stories without names."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest

from caseworker_desktop.kernel.errors import Denied, Refused, UsageError
from caseworker_desktop.report.listings.stories import without_names
from caseworker_desktop.report.model import Listing
from caseworker_desktop.usecases.reporting import NAMES, Question, Reporting
from tests.report_world import CODE, World, make
from tests.workspace import Place

COMPLETE: dict[str, Any] = {
    "entry_labour_status": "inactive", "entry_education": "3", "entry_in_education": "no", "entry_disability": "refused", "entry_third_country": "no",
    "entry_foreign_background": "no", "entry_minority": "no", "entry_homeless": "yes", "entry_rural": "no", "informed_on": "2024-01-10",
}
ABOUT: dict[str, Any] = {"sex": "m", "birth_date": "1990-05-05", "phone": "+37060000000", "residence_declared": "LT-13"}


@pytest.fixture
def world(office: Place) -> Iterator[World]:
    with office.desk() as desk:
        yield make(desk)


def ask(world: World, report: str, *by: str, **told: Any) -> Listing:
    return world.desk.reporting.listing(report, Question(CODE, by=by, **{"as_of": "2024-12-31", **told}))


def complete(world: World, **more: Any) -> str:
    person = world.person(about=ABOUT, **{**COMPLETE, **more})
    world.add("person_code", person=person, scheme="lt", value="39005050002")
    return person


def test_days_asked_for_and_the_day_of_knowledge(world: World) -> None:
    person = world.person()
    for day in ("2024-01-31", "2024-02-01", "2024-02-29", "2024-03-01"):
        world.session(person, day=day)
    assert ask(world, "services", since="2024-02-01", until="2024-02-29").total["sessions"] == 2
    assert ask(world, "services", until="2024-03-31", as_of="2024-02-15").total["sessions"] == 2
    assert [row["key"] for row in ask(world, "services", "month").rows] == ["2024-01", "2024-02", "2024-03"]


def test_joined_persons_are_one_everywhere(world: World) -> None:
    one, other = world.person(), world.person()
    world.session(one, other)
    world.join(one, other)
    assert ask(world, "services", "kind").rows[0]["persons"] == 1
    assert len(ask(world, "participants").rows) == 1
    assert ask(world, "sources").total["persons"] == 1
    assert len(ask(world, "esf").rows) == 1


def test_other_projects_lost_sessions_and_other_days_are_told(world: World) -> None:
    person = world.person()
    world.session(person)
    world.session(person, project="@KITAS")
    world.session(lost_reason="ill", planned_minutes=60, minutes=0)
    world.session(person, day="2025-01-05")
    listing = ask(world, "services", as_of="2025-12-31")
    assert listing.total["sessions"] == 1
    assert {note.key: note.params["number"] for note in listing.notes if "number" in note.params} == {
        "report.note.outside_period": 1, "report.note.lost": 1, "report.note.other_project": 1}
    hours = ask(world, "hours", "reason")
    assert [(row["key"], row["sessions"], row["lost_sessions"], row["lost_hours"]) for row in hours.rows] == [("ill", 0, 1, 1), (None, 1, 0, 0)]


def test_one_session_in_two_rows_counts_once_in_the_total(world: World) -> None:
    world.session(world.person(), services=[{"code": "P-PSI", "minutes": 30}, {"code": "S-INF", "minutes": 30}])
    listing = ask(world, "services")
    assert [(row["key"], row["sessions"], row["hours"]) for row in listing.rows] == [("S-INF", 1, 1), ("P-PSI", 1, 1)]
    assert (listing.total["sessions"], listing.total["hours"]) == (1, 1)
    assert [note.key for note in listing.notes] == ["report.note.in_several_rows", "report.note.person_once"]


def test_only_sessions_held_there_with_an_institution(world: World) -> None:
    person = world.person()
    world.session(person, institution="@LT-K-ALY")
    world.session(person, institution="@LT-K-MAR")
    assert ask(world, "services", institution="LT-K-ALY").total["sessions"] == 1
    with pytest.raises(Refused, match=r"report\.no_institution"):
        ask(world, "services", institution="LT-NE")


def test_the_data_of_a_participant_as_the_funder_asks(world: World) -> None:
    person = complete(world)
    row = ask(world, "esf").rows[0]
    assert {key: row[key] for key in ("person", "given_names", "family_name", "person_code", "sex", "birth_date", "contact", "municipality")} == {
        "person": person, "given_names": "Ona", "family_name": "Pavyzdė", "person_code": "39005050002", "sex": "m", "birth_date": "1990-05-05",
        "contact": "+37060000000", "municipality": "LT-13"}
    assert (row["entry_disability"], row["is_complete"]) == ("refused", True)
    assert ask(world, "esf", "missing").rows == ()


def test_what_is_missing_and_by_when(world: World) -> None:
    gone = complete(world, exit_on="2024-03-01")
    refusing = complete(world, entry_education="refused")
    rows = {(row["person"], row["kind"]): row for row in ask(world, "esf", "missing", as_of="2024-10-01").rows}
    assert set(rows) == {(gone, "exit"), (gone, "six_month"), (refusing, "entry")}
    assert (rows[gone, "exit"]["due"], rows[gone, "exit"]["overdue_days"]) == ("2024-03-29", 186)
    assert rows[gone, "exit"]["missing"] == ["exit_reason", "exit_job_search", "exit_education", "exit_qualification", "exit_employment"]
    assert (rows[gone, "six_month"]["due"], rows[gone, "six_month"]["missing"]) == ("2024-09-01", ["six_month_employment", "six_month_improved"])
    assert rows[refusing, "entry"]["missing"] == ["entry_education"]
    early = {(row["person"], row["kind"]) for row in ask(world, "esf", "missing", as_of="2024-02-01").rows}
    assert early == {(refusing, "entry")}


def test_sums_of_the_common_indicators_with_sexes_and_refusals(world: World) -> None:
    complete(world)
    complete(world, entry_homeless="no", entry_labour_status="unemployed", entry_disability="yes")
    world.person(about={"sex": "f", "birth_date": "2000"}, entry_labour_status="unemployed")
    rows = {row["key"]: row for row in ask(world, "esf", "indicator").rows}
    assert {key: rows["EECO02"][key] for key in ("value", "f", "m", "unknown", "refused")} == {"value": 2, "f": 1, "m": 1, "unknown": 0, "refused": 0}
    assert {key: rows["EECO12"][key] for key in ("value", "unknown", "refused")} == {"value": 1, "unknown": 1, "refused": 1}
    assert rows["EECO16"]["value"] == 1


def test_who_comes_back_is_one_row_told_by_the_first_entry_and_the_last_leaving(world: World) -> None:
    person = complete(world, exit_on="2024-03-01", exit_job_search="yes")
    world.add("participation", person=person, project=f"@{CODE}", entry_on="2024-06-01", exit_on="2024-09-01", exit_job_search="no",
              entry_labour_status="employed")
    (row,) = ask(world, "esf").rows
    assert (row["entry_labour_status"], row["exit_job_search"], row["exit_on"]) == ("inactive", "no", "2024-09-01")


def test_restricted_persons_count_and_are_not_named(world: World) -> None:
    world.person(about={**ABOUT, "restricted_from": "2024-02-01"})
    (row,) = ask(world, "participants").rows
    assert row["name"] == "–"
    assert ask(world, "esf").rows[0]["given_names"] == ""


def test_stories_without_names_and_only_with_consent(world: World) -> None:
    told, silent = world.person(), world.add("person", given_names="Tomas", family_name="Išgalvotas")
    world.add("consent", person=told, purpose="publicity", given=True, on="2024-02-01")
    world.add("story", project=f"@{CODE}", person=told, text="Ona Pavyzdė grįžo namo. Onai padėjo sesuo. Tel. +370 600 00000, ona@example.org")
    world.add("story", project=f"@{CODE}", person=silent, text="Tomas rado darbą.")
    listing = ask(world, "stories")
    assert [row["text"] for row in listing.rows] == ["O. P. grįžo namo. O. padėjo sesuo. Tel. …, …"]
    assert "person" not in listing.rows[0]
    assert [note.params["count"] for note in listing.notes if "count" in note.params] == [1]


@pytest.mark.parametrize(("text", "said"), [
    ("Su Žygimantu Šešelgiu kalbėjo mama.", "Su Ž. Š. kalbėjo mama."), ("Žygimantai, ačiū!", "Ž., ačiū!"), ("Šešelgienė atėjo.", "Š. atėjo."),
    ("Ruduo buvo ilgas.", "Ruduo buvo ilgas."), ("Jis gimė 1990 metais.", "Jis gimė 1990 metais."), ("Kodas 39005050002.", "Kodas …."),
])
def test_names_in_every_form_are_hidden(text: str, said: str) -> None:
    assert without_names(text, ["Žygimantas", "Šešelgis"]) == said


def test_protected_texts_are_in_no_report(world: World) -> None:
    person = world.person()
    session = world.session(person)
    world.add("note", case=world.case(person), session=session, level="author", text="Slaptas sakinys", signed_on="2024-03-05T12:00:00+02:00")
    for name in NAMES:
        assert "Slaptas" not in str(ask(world, name).rows)


def reporting(world: World, **worker: Any) -> Reporting:
    mine = world.desk.reporting
    return Reporting(mine._store, replace(mine._worker, **worker), mine._may, world.desk.lists, mine._institutions, mine._say)


def test_who_may_read_what(world: World) -> None:
    world.session(world.person())
    with pytest.raises(Denied):
        reporting(world, role="U-MEN", roles_extra=()).listing("participants", Question(CODE, as_of="2024-12-31"))
    assert "esf" not in reporting(world, role="U-MEN", roles_extra=()).reports()
    assert reporting(world, role="U-SW", roles_extra=()).listing("participants", Question(CODE, as_of="2024-12-31")).rows[0]["name"] == "Ona Pavyzdė"


def test_wrong_questions(world: World) -> None:
    for told in ({"as_of": "vakar"}, {"since": "2024-05-01", "until": "2024-04-01"}):
        with pytest.raises(UsageError):
            ask(world, "services", **told)
    for by in (("oras",), ("month", "kind", "year")):
        with pytest.raises(UsageError, match=r"report\.no_dimension"):
            ask(world, "services", *by)
    with pytest.raises(Refused):
        world.desk.reporting.listing("services", Question("NĖRA"))
