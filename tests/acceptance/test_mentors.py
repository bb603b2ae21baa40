"""Mentors, matches and meetings: rows of the acceptance table about mentors and experts by experience."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from caseworker_desktop import bootstrap
from caseworker_desktop.settings import Settings
from caseworker_desktop.texts import Texts
from caseworker_desktop.ui.mentors.presenter import MentorsPresenter
from caseworker_desktop.usecases.desk import Desk
from caseworker_desktop.usecases.matching import MeetingSheet, NewMatch
from caseworker_desktop.usecases.mentoring import NewMentor, Training
from caseworker_desktop.usecases.planning import NewStep
from tests.clock import StandingClock
from tests.day_world import DARIUS, PETRAS, RUTA, DayWorld, day, make_world, name_id
from tests.mentor_world import ANTANAS, BIRUTE, PROGRAMME, add_mentors, match, mentor, mentor_person
from tests.pdf_text import read_pdf
from tests.workspace import make_office, scenario

FINLAND = "Suomija"


@pytest.fixture
def world(tmp_path: Path, settings: Settings) -> Iterator[DayWorld]:
    made = make_world(tmp_path / "laptop", settings)
    add_mentors(made)
    yield made
    made.desk.close()


@pytest.fixture
def volunteers(tmp_path: Path, settings: Settings) -> Iterator[Desk]:
    """The register of the Latvian project (scenario s2)."""
    parts = bootstrap.build_parts(replace(settings, language="lv"), StandingClock())
    with make_office(tmp_path / "office", parts).desk() as desk:
        desk.loading.load(scenario("s2"))
        yield desk


def printed(world: DayWorld, tmp_path: Path, kind: str, id_: str) -> str:
    """Return the words of a paper as they stand on its pages."""
    target = tmp_path / f"{kind}.pdf"
    world.desk.papers.print(kind, id_, target=target)
    return " ".join(read_pdf(target.read_bytes()).flowing.split())


def test_a1_23_an_expert_by_experience_is_recorded_with_the_model_of_finland(world: DayWorld, texts: Texts):
    desk = world.desk
    made = desk.mentoring.recruit(NewMentor(
        "expert_by_experience", given_names="Saulė", family_name="Patyrusi", model=FINLAND, lived_experience=("prison", "recovery"),
        support_person=desk.worker.staff, recruited_on=day(-3)))
    person = next(id_ for kind, id_ in made.records if kind == "person")
    world.load({"record": "consent", "person": person, "purpose": "publicity", "given": True, "on": day(-3)})
    sheet = MentorsPresenter(desk, texts).sheet(f"mentor:{made.ids[-1]}")
    assert sheet is not None
    facts = dict(sheet.facts)
    assert sheet.below == "Patirties ekspertas (-ė)"
    assert facts["Modelis"] == FINLAND
    assert facts["Asmeninė patirtis"] == "Blaivybė, sveikimas, Įkalinimas"
    assert facts["Palaikantis (-i) darbuotojas (-a)"] == "E. Kazlauskienė"
    assert [row.purpose for row in desk.people.rows("consent", person=person)] == ["publicity"]


def test_a1_24_the_match_screen_shows_shared_experience_and_the_training_has_a_certificate(world: DayWorld, texts: Texts, tmp_path: Path):
    sheet = MentorsPresenter(world.desk, texts).sheet(f"client:{world.persons[DARIUS]}")
    assert sheet is not None
    lines = {line.title: line.below for line in sheet.sections[0].lines}
    assert lines["Antanas Pavyzdys"].startswith("Bendra patirtis: Blaivybė, sveikimas, Įkalinimas")
    member = world.desk.people.rows("group_member", person=mentor_person(ANTANAS))[0]
    assert member.result == "completed"
    assert "Antanas Pavyzdys" in printed(world, tmp_path, "certificate", member.id)


def test_a1_25_meetings_are_counted_after_the_release_date(world: DayWorld):
    world.load({"record": "legal_status", "id": name_id("petras out"), "person": world.persons[PETRAS], "status": "released", "from": day(-20)})
    world.desk.matching.meeting(MeetingSheet(match(0), day(-1), "16:00", 50, "Kavinė", "outdoors"))
    row = world.desk.matching.matches(person=world.persons[PETRAS])[0]
    assert (row.meetings, row.outside) == (5, 2)  # one the day 15 before and the new one lie after the gate
    shares = world.desk.people.rows("attendance", person=world.persons[PETRAS])
    assert sorted(each.phase for each in shares if each.session in {one.id for one in world.desk.matching.file(match(0)).meetings})[-1] == "released"


def test_a2_01_the_pipeline_counts_and_the_latvian_date(volunteers: Desk, texts_in: Callable[[str], Texts], world: DayWorld):
    counted = volunteers.mentoring.pipeline()
    records = [json.loads(line) for line in scenario("s2")]
    stages = [record["stage"] for record in records if record["record"] == "mentor"]
    assert counted == {stage: stages.count(stage) for stage in ("recruited", "screened", "trained", "agreement", "matched", "ended")}
    assert sum(counted.values()) == 179
    made = world.desk.mentoring.recruit(NewMentor("volunteer", given_names="Ilze", family_name="Brīvprātīgā", recruited_on="2017-11-13"))
    sheet = MentorsPresenter(world.desk, texts_in("lv")).sheet(f"mentor:{made.ids[-1]}")
    assert sheet is not None
    assert sheet.sections[0].lines[0].tail == "13.11.2017."


def test_a2_04_the_relation_keeps_its_history_over_the_release_date(world: DayWorld, texts: Texts):
    before = world.desk.matching.file(match(0))
    assert before is not None
    world.load(
        {"record": "legal_status", "id": name_id("petras out"), "person": world.persons[PETRAS], "status": "conditional_release", "from": day(-5)})
    world.desk.matching.meeting(MeetingSheet(match(0), day(0), "10:00", 30, "Biblioteka", "outdoors"))
    after = world.desk.matching.file(match(0))
    assert after is not None
    assert (after.row.id, after.row.from_, after.row.to) == (before.row.id, day(-120), None)
    assert [one.id for one in after.meetings[1:]] == [one.id for one in before.meetings]
    assert [one.outside for one in after.meetings] == [True, False, False, False, False]
    tab = MentorsPresenter(world.desk, texts).sheet(f"match:{match(0)}")
    assert tab is not None
    assert tab.sections[0].note.startswith("Pora tęsiasi nuo įkalinimo iki laisvės")


def test_a2_05_sixteen_are_trained_on_a_weekend_and_sixteen_certificates_printed(world: DayWorld, texts: Texts, tmp_path: Path):
    desk = world.desk
    mentors = [desk.mentoring.recruit(NewMentor("volunteer", given_names=f"Vardenis{n}", family_name="Išmokytasis")).ids[-1] for n in range(16)]
    told = Training("Savaitgalis su mentoriais", PROGRAMME, day(-6), day(-5), "10:00", 8, "Vilnius", "A. Mokytoja", tuple(mentors), tuple(mentors))
    group = desk.mentoring.hold_training(told).ids[0]
    sessions = desk.people.rows("session", group=group)
    assert [(row.kind, row.minutes) for row in sessions] == [("training", 480), ("training", 480)]
    sheet = MentorsPresenter(desk, texts).sheet(f"training:{group}")
    assert sheet is not None
    assert sheet.mark is not None
    assert sheet.mark[0] == "16 baigė"
    assert len(sheet.sections[0].lines) == 16
    assert desk.mentoring.pipeline()["trained"] == 17
    papers = [desk.papers.print("certificate", row.id) for row in desk.people.rows("group_member", group=group)]
    assert len(papers) == 16
    assert all(paper.pdf for paper in papers)


def test_a2_08_cumulative_from_16_to_150_and_a_person_trained_twice_counts_once(volunteers: Desk):
    years = {one.year: one.total for one in volunteers.mentoring.trained_by_year() if one.year <= 2022}  # the register goes on after the target
    assert years == {2017: 16, 2018: 42, 2019: 73, 2020: 95, 2021: 127, 2022: 150}
    completed = sum(row[5] for row in volunteers.mentoring.trainings())
    assert completed > 150  # some came to a refresher
    reported = {one.code: one.value for one in volunteers.reporting.indicators("9.1.2.0/16/I/001", "2022-12-31")}
    assert reported["TRAINED"] == 150


def test_a2_11_the_mentor_sheet_is_printed_and_typed_in(world: DayWorld, tmp_path: Path):
    words = printed(world, tmp_path, "mentor-sheet", match(0))
    assert "Petras" in words
    assert "Gaidelis" not in words  # the mentor needs the first name, and paper gets lost
    done = world.desk.matching.meeting(MeetingSheet(
        match(0), day(0), "9:15", 45, "Sporto salė", "outdoors", topics=("leisure", "health"), mood=4, concern="Prastai miega.",
        concern_title="Užduotis"))
    session = next(row for row in world.desk.people.rows("session", match=match(0)) if row.id == done.ids[0])
    assert (session.kind, session.starts_at[:16], session.place, session.topics, session.mood) == (
        "mentor_meeting", f"{day(0)}T09:15", "Sporto salė", ("health", "leisure"), 4)
    assert [row.concern for row in world.desk.people.rows("note", session=session.id)] == [True]


def test_a2_12_the_waiting_list_is_sorted_by_support_then_release(world: DayWorld, volunteers: Desk, texts: Texts):
    rows = MentorsPresenter(world.desk, texts).fetch("waiting", "", None, 0, 200).rows
    assert rows[0].title == "Rūta Ąžuolaitė"
    assert rows[0].cells[0].words == "Neturi artimųjų"
    waiting = world.desk.matching.waiting().people
    keys = [(not one.no_close_support, one.release.date if one.release else "9999") for one in waiting]
    assert keys == sorted(keys)
    assert waiting[0].release is not None
    assert waiting[1].release is not None
    assert waiting[0].release.date > waiting[1].release.date  # nobody outside weighs more than a nearer gate
    real = volunteers.matching.waiting().people
    assert [one.no_close_support for one in real] == sorted((one.no_close_support for one in real), reverse=True)


def test_a2_14_the_match_record_tells_which_example_the_mentor_gives(world: DayWorld, texts: Texts):
    made = world.desk.matching.make(NewMatch(
        mentor(BIRUTE), world.persons[RUTA], day(0), day(90), ("debts",), ("debts_paid", "family")))
    sheet = MentorsPresenter(world.desk, texts).sheet(f"match:{made.ids[0]}")
    assert sheet is not None
    assert dict(sheet.facts)["Kokį pavyzdį rodo"] == "Rūpinasi šeima, Susitvarkė su skolomis"


def test_a2_15_a_leisure_goal_has_an_activity_that_the_mentor_shares(world: DayWorld):
    plan = world.desk.planning.create(world.cases[PETRAS]).id
    goal = world.desk.planning.add_goal(plan, "Noriu vakarais turėti ką veikti", domain="N-LEI", measure="du vakarai per savaitę").id
    world.desk.planning.add_step(goal, NewStep("Krepšinis trečiadieniais", who="mentor", due=day(14)))
    state = world.desk.planning.sheet(plan)
    told = [(each.domain, [(step.text, step.who) for step in each.steps]) for each in state.sheet.goals]
    assert told == [("N-LEI", [("Krepšinis trečiadieniais", "mentor")])]
    done = world.desk.matching.meeting(MeetingSheet(match(0), day(0), "18:00", 90, "Sporto salė", topics=("leisure",), leisure=True))
    session = next(row for row in world.desk.people.rows("session", match=match(0)) if row.id == done.ids[0])
    assert [(one["code"], one["minutes"]) for one in session.services] == [("M-LAI", 90)]


def test_a2_20_the_coordinator_of_mentors_is_a_role(volunteers: Desk, resources: Path):
    assert volunteers.lists.name("roles", "U-COO", "lv") == "Līdzgaitnieku un brīvprātīgo koordinators (-e)"
    volunteers.access.add_staff("koordinatore", "Inga", "Paraudziņa", "U-COO", ())
    assert next(one for one in volunteers.access.staff() if one["login"] == "koordinatore")["role"] == "U-COO"
    may = volunteers.mentoring.rights._may
    assert all(may("U-COO", (), kind, "write") for kind in ("mentor", "clearance", "match", "session", "group_member"))
    assert not any(may("U-COO", (), kind, "read") for kind in ("assessment", "offence", "need"))
