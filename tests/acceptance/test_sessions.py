"""Sessions of every kind: rows of the acceptance table about services, events, places, trainings and audiences."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from caseworker_desktop.settings import Settings
from caseworker_desktop.texts import Texts
from caseworker_desktop.ui.session.form_presenter import SessionFormPresenter
from caseworker_desktop.ui.session.list_presenter import SessionsPresenter
from caseworker_desktop.usecases.gathering import SessionsWanted
from caseworker_desktop.usecases.planning import NewStep
from caseworker_desktop.usecases.reporting import Question
from tests.acceptance.session_world import CODE, Sessions, make

HOUR = 60


@pytest.fixture
def here(tmp_path: Path, settings: Settings) -> Iterator[Sessions]:
    made = make(tmp_path / "office", settings)
    yield made
    made.desk.close()


def test_a0_06_two_services_are_recorded_in_one_visit(here: Sessions):
    done = here.held("individual", 0, services=[{"code": "P-IDA", "minutes": 30}, {"code": "S-TAR", "minutes": 30}])
    assert {one["code"]: one["minutes"] for one in here.row(done.session).services} == {"P-IDA": 30, "S-TAR": 30}
    rows = here.services("service")
    assert [(rows[code]["sessions"], rows[code]["persons"]) for code in ("P-IDA", "S-TAR")] == [(1, 1), (1, 1)]
    assert here.services("kind")["individual"]["sessions"] == 1, "one visit, whatever was done in it"


def test_a0_07_an_event_with_twelve_attendees_is_printed_as_a_sign_in_sheet(here: Sessions, tmp_path: Path):
    more = here.world.load(*({"record": "person", "given_names": "Dalyvis", "family_name": f"Svečias{n}"} for n in range(3)))
    sheet = Sessions(here.world, here.project)
    here.world.persons = (*here.world.persons, *more)
    done = sheet.held("event", *range(12), event_kind="culture", place="Kauno dramos teatras")
    (page,) = here.paper("attendance", done.session, tmp_path / "sheet.pdf")
    assert "Kauno dramos teatras" in page
    assert all(name in page for name in ("Bagdonas", "Čepaitis", "Šešelgis", "Žvirblis", "Svečias0", "Svečias2"))
    assert [number for number in range(1, 13) if f"{number} " in page] == list(range(1, 13))


def test_a0_09_a_months_table_by_spis_code(here: Sessions):
    here.held("individual", 0, on="2026-10-05", services=[{"code": "S-INF", "minutes": 60}])
    here.held("individual", 1, on="2026-11-04", services=[{"code": "S-KON", "minutes": 60}])
    here.held("individual", 2, on="2026-11-05", services=[{"code": "S-KON", "minutes": 60}, {"code": "S-TAR", "minutes": 20}])
    rows = here.services("spis", since="2026-11-01", until="2026-11-21")
    assert {code: rows[code]["sessions"] for code in ("202", "203")} == {"202": 2, "203": 1}
    assert rows.get("201", {"sessions": 0})["sessions"] == 0, "October is not November"
    months = here.services("month", "spis")
    assert (months["2026-10", "201"]["sessions"], months["2026-11", "202"]["sessions"]) == (1, 2)


def test_a0_10_events_are_filtered_by_kind(here: Sessions, texts: Texts):
    for kind, name in (("hike", "Žuvintas"), ("education_outing", "Muziejus"), ("other", "Talka")):
        here.held("event", 0, 1, event_kind=kind, place=name)
    page = here.desk.gatherings.page
    kinds = ("hike", "education_outing", "other")
    assert {kind: [one.place for one in page(SessionsWanted(kinds=("event",), event_kind=kind)).sessions] for kind in kinds} == {
        "hike": ["Žuvintas"], "education_outing": ["Muziejus"], "other": ["Talka"]}
    offered = dict(SessionsPresenter(here.desk, texts).event_kinds())
    assert (offered["hike"], offered["education_outing"]) == ("Žygis", "Edukacinė išvyka")


def test_a0_12_six_named_and_fourteen_unnamed_of_whom_only_the_named_are_participants(here: Sessions, texts: Texts):
    done = here.held("group", *range(6), unnamed_count=14, place="Bendruomenės namai", place_type="outdoors")
    (seen,) = [one for one in here.desk.gatherings.page(SessionsWanted(kinds=("group",))).sessions if one.id == done.session]
    assert (seen.present, seen.unnamed) == (6, 14)
    assert SessionsPresenter(here.desk, texts).who(seen) == "6 dalyviai ir 14 neįvardytų"
    row = here.services("kind")["group"]
    assert (row["sessions"], row["persons"], row["unnamed"]) == (1, 6, 14)


def test_a1_08_hours_of_volunteering_are_counted(here: Sessions):
    for day, minutes in (("2026-10-10", 180), ("2026-11-14", 120)):
        here.held("event", 0, 1, on=day, minutes=minutes, event_kind="volunteering", services=[{"code": "E-SAV", "minutes": minutes}])
    here.world.load({"record": "outcome", "person": here.persons[0], "case": here.world.cases[0], "project": here.project, "type": "O-CIV",
                     "on": "2026-11-14", "evidence": "document"})
    row = here.services("service")["E-SAV"]
    assert (row["sessions"], row["hours"], row["person_hours"], row["persons"]) == (2, 5, 10, 2)
    events = here.desk.people.timeline(here.persons[0]).events
    assert {"outcome", "session"} <= {one.kind for one in events}


def test_a1_12_services_by_type_of_place(here: Sessions):
    types = ("prison", "open_unit", "halfway_house", "probation", "ngo_office", "municipality", "home", "phone")
    for one in types:
        here.held("phone" if one == "phone" else "individual", 0, place_type=one)
    rows = here.services("place_type")
    assert {one: rows[one]["sessions"] for one in types} == dict.fromkeys(types, 1)


def test_a1_20_individual_and_group_sessions_are_counted_apart_with_long_and_short_notes(here: Sessions):
    here.held("individual", 0, minutes=45, note="Trumpai.")
    here.held("individual", 1, minutes=30, note="Ilgai ir išsamiai. " * 400)
    here.held("group", 0, 1, 2, minutes=90)
    rows = here.services("kind")
    assert (rows["individual"]["sessions"], rows["individual"]["hours"], rows["individual"]["persons"]) == (2, 1.25, 2)
    assert (rows["group"]["sessions"], rows["group"]["hours"], rows["group"]["person_hours"], rows["group"]["persons"]) == (1, 1.5, 4.5, 3)
    assert sorted(len(one.text or "") > HOUR for one in here.desk.noting.mine()) == [False, True]


@pytest.mark.parametrize("subjects", [("T-BEN", "T-FIN", "T-VER", "T-SKA")])
def test_a1_21_hours_and_people_by_subject(here: Sessions, subjects: tuple[str, ...]):
    for n, subject in enumerate(subjects):
        here.held("training", *range(n + 1), minutes=(n + 1) * HOUR, subject=subject)
    rows = here.services("subject")
    assert [(rows[one]["hours"], rows[one]["persons"]) for one in subjects] == [(1, 1), (2, 2), (3, 3), (4, 4)]


def test_a1_22_social_and_work_skills_by_subject(here: Sessions):
    here.held("training", 0, 1, minutes=120, subject="T-SOC")
    here.held("training", 1, 2, 3, minutes=90, subject="T-DAR")
    rows = here.services("subject")
    assert [(rows[one]["hours"], rows[one]["persons"]) for one in ("T-SOC", "T-DAR")] == [(2, 2), (1.5, 3)]


def test_a1_26_the_main_place_has_more_than_half_of_the_services(here: Sessions):
    places = {row.code: row.id for row in here.world.rows("institution")} | {
        plain["code"]: id_ for id_, plain in here.desk.institutions.known().items()}
    for place, number in (("LT-K-PRA1", 4), ("LT-K-ALY", 2)):
        for n in range(number):
            here.held("individual", n, on=f"2026-11-{10 + n}", institution=places[place], place_type="prison")
    rows = {key: row["sessions"] for key, row in here.services("institution").items() if row["sessions"]}
    main = max(rows, key=lambda key: rows[key])
    assert 100 * rows[main] / sum(rows.values()) > 50
    assert "Pravieniškių" in here.services("institution")[main]["name"]


def test_a2_06_an_event_tells_the_city_it_was_in(here: Sessions, tmp_path: Path):
    done = here.held("training", 0, 1, place="Rīga", subject="T-MEN")
    (page,) = here.paper("attendance", done.session, tmp_path / "riga.pdf")
    assert "Rīga" in page
    (seen,) = [one for one in here.desk.gatherings.page(SessionsWanted(kinds=("training",))).sessions if one.id == done.session]
    assert seen.place == "Rīga"


def test_a3_10_seminars_are_counted_by_audience(here: Sessions):
    here.held("seminar", subject="T-PPS", audience_counts={"employers": 12, "future_workers": 8})
    here.held("seminar", on="2026-10-08", subject="T-PPS", audience_counts={"employers": 5})
    rows = here.services("audience")
    assert {one: (rows[one]["sessions"], rows[one]["audience"]) for one in ("employers", "future_workers")} == {
        "employers": (2, 17), "future_workers": (1, 8)}


def test_a4_15_restoring_relations_with_relatives_is_a_service(here: Sessions, texts: Texts):
    (code_part, _) = SessionFormPresenter(here.desk, texts).service_parts()
    assert code_part.seek is not None
    assert ("F-RYS", "Santykių su artimaisiais atkūrimas") in list(code_part.seek("artimaisiais atkur"))
    here.held("family", 0, services=[{"code": "F-RYS", "minutes": 60}])
    assert here.services("service")["F-RYS"]["persons"] == 1


def test_a0_23_one_plan_of_four_specialists_and_the_record_of_their_conference(here: Sessions, tmp_path: Path):
    desk, case = here.desk, here.world.cases[0]
    roles = ("U-SW", "U-PSY", "U-JOB", "U-ADD")
    staff = here.world.load(*(
        {"record": "staff", "login": f"spec{n}", "given_name": "Specialistas", "family_name": f"Numeris{n}", "role": role}
        for n, role in enumerate(roles)))
    plan = desk.planning.create(case).id
    goal = desk.planning.add_goal(plan, "Noriu gyventi be skolų ir su darbu").id
    for n, one in enumerate(staff):
        desk.planning.add_step(goal, NewStep(f"Žingsnis {n}", who="staff", staff=one, due="2026-12-15"))
    done = here.held("case_conference", 0, staff=list(staff), minutes=90, note="Sutarta: keturi žingsniai, kiekvienas savo.")
    steps = desk.people.rows("step", goal=goal)
    assert {one.staff: one.text for one in steps} == {one: f"Žingsnis {n}" for n, one in enumerate(staff)}
    assert here.row(done.session).staff == tuple(sorted(staff))
    text = " ".join(here.paper("plan", plan, tmp_path / "plan.pdf"))
    assert all(f"Žingsnis {n}" in text and f"Numeris{n}" in text for n in range(4))
    event = next(one for one in desk.people.timeline(here.persons[0]).events if one.id == done.session)
    assert (event.values["kind"], len(event.values["staff"])) == ("case_conference", 4)


def test_the_period_of_the_project_leaves_out_what_lies_outside(here: Sessions):
    done = here.held("individual", 0, on="2025-12-30")
    assert [finding.field for _, _, finding in done.written.warnings] == ["starts_at"]
    listing = here.desk.reporting.listing("services", Question(CODE, since="2025-01-01", until="2026-11-21", by=("kind",)))
    assert listing.total is not None
    assert listing.total["sessions"] == 0
