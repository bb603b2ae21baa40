"""Every code of the European Social Fund that counts persons, over four people worked out by hand: counted, unknown with the refused, refused."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from caseworker_desktop.usecases.reporting import Question
from tests.report_world import World, make
from tests.workspace import Place

DAY = "2024-12-31"
#: A 23-year-old registered for seven months, who left in March; a 55-year-old out of work and school, who left half a year before the day;
#: a man at work of whom only the year of birth is known; a boy of 17 of whom nothing is told.
BY_HAND: dict[str, tuple[int, int, int]] = {
    "EECO01": (4, 0, 0), "EECO02": (1, 1, 0), "EECO03": (1, 1, 0), "EECO04": (1, 1, 0), "EECO05": (1, 1, 0), "EECO06": (1, 0, 0),
    "EECO07": (1, 0, 0), "EECO08": (1, 0, 0), "EECO09": (1, 1, 0), "EECO10": (1, 1, 0), "EECO11": (1, 1, 0), "EECO12": (1, 2, 1),
    "EECO13": (0, 1, 0), "EECO14": (1, 1, 0), "EECO15": (0, 2, 1), "EECO16": (1, 1, 0), "EECO17": (1, 1, 0),
    "EECR01": (1, 0, 0), "EECR02": (1, 0, 0), "EECR03": (1, 1, 1), "EECR04": (1, 0, 0), "EECR05": (1, 1, 0), "EECR06": (0, 0, 0),
    "CO01": (1, 1, 0), "CO02": (1, 1, 0), "CO03": (1, 1, 0), "CO04": (1, 1, 0), "CO05": (1, 1, 0), "CO06": (2, 0, 0), "CO07": (1, 0, 0),
    "CO08": (1, 0, 0), "CO09": (1, 1, 0), "CO10": (1, 1, 0), "CO11": (1, 1, 0), "CO15": (1, 2, 1), "CO16": (1, 2, 1), "CO17": (1, 1, 0),
    "CO18": (1, 1, 0), "CO19": (1, 1, 0),
    "CR01": (1, 0, 0), "CR02": (1, 0, 0), "CR03": (1, 1, 1), "CR04": (1, 0, 0), "CR05": (2, 0, 0), "CR06": (1, 1, 0), "CR07": (0, 0, 0),
    "CR08": (1, 0, 0), "CR09": (1, 1, 0),
}
NO = {f"entry_{name}": "no" for name in (
    "in_education", "disability", "third_country", "foreign_background", "minority", "homeless", "other_disadvantage", "rural")}


@pytest.fixture
def world(office: Place) -> Iterator[World]:
    with office.desk() as desk:
        world = make(desk)
        world.person("2024-01-10", about={"birth_date": "2000-05-01", "sex": "f"}, **{
            **NO, "entry_labour_status": "unemployed", "entry_registered_since": "2023-06-01", "entry_education": "2", "entry_disability": "yes",
            "entry_minority": "refused", "entry_homeless": "yes", "exit_on": "2024-03-01", "exit_education": "yes", "exit_qualification": "yes",
            "exit_employment": "no"})
        world.person("2024-01-10", about={"birth_date": "1969-01-10", "sex": "m"}, **{
            **NO, "entry_labour_status": "inactive", "entry_education": "3", "entry_disability": "refused", "entry_foreign_background": "yes",
            "entry_other_disadvantage": "yes", "entry_rural": "yes", "exit_on": "2024-06-30", "exit_job_search": "yes", "exit_education": "no",
            "exit_qualification": "refused", "exit_employment": "yes", "six_month_employment": "yes"})
        world.person("2024-01-10", about={"birth_date": "1990", "sex": "m"}, **{
            **NO, "entry_labour_status": "employed", "entry_in_education": "yes", "entry_education": "6"})
        world.person("2024-01-10", about={"birth_date": "2007-01-01", "sex": "m"})
        yield world


def test_every_code_as_worked_out_by_hand(world: World) -> None:
    found = {code: world.figure("esf", code=code, day=DAY) for code in BY_HAND}
    assert {code: (one.value, one.unknown, one.refused) for code, one in found.items()} == BY_HAND
    for one in found.values():  # were each unknown a no, and a yes
        assert (one.lowest, one.highest) == (one.value, one.value + one.unknown)


def test_half_a_year_is_not_over_a_day_before(world: World) -> None:
    assert world.figure("esf", code="EECR05", day="2024-12-30").value == 1
    assert world.figure("esf", code="EECR05", day="2024-12-29").value == 0


def test_who_comes_back_is_one_and_the_old_answers_at_entry_stand(world: World) -> None:
    with world.desk.writer._store.reading() as reading:
        person = next(row.id for row in reading.rows("person") if row.birth_date == "2000-05-01")
    world.add("participation", person=person, project="@R-1/2024", entry_on="2024-10-01", entry_labour_status="employed", entry_education="3")
    assert world.figure("esf", code="EECO01", day=DAY).value == 4
    assert world.figure("esf", code="EECO02", day=DAY).value == 1  # as at the first entry
    assert world.figure("esf", code="EECO05", day=DAY).value == 1
    assert world.figure("esf", code="EECR03", day=DAY).value == 0  # and has not left again


def test_the_list_of_what_is_missing_names_who_lacks_an_answer_at_leaving(world: World) -> None:
    asked = Question("R-1/2024", as_of=DAY, by=("missing",))
    rows = {(row["kind"], tuple(row["missing"])) for row in world.desk.reporting.listing("esf", asked).rows}
    left = {missing for kind, missing in rows if kind == "exit"}
    assert any("exit_job_search" in one for one in left)
    assert any("six_month_employment" in missing for kind, missing in rows if kind == "six_month")
