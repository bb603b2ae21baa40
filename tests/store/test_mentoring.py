"""Mentors, matches and meetings in a real database."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from caseworker_desktop.kernel.errors import LineRefused
from caseworker_desktop.records.views import matching
from caseworker_desktop.settings import Settings
from caseworker_desktop.usecases.matching import End, MeetingSheet, NewMatch
from caseworker_desktop.usecases.mentoring import NewMentor, Supervision, Training
from tests.day_world import ALYTUS, DARIUS, PETRAS, RUTA, DayWorld, day, make_world, name_id
from tests.mentor_world import ANTANAS, BIRUTE, DOVILE, GINTARAS, JURGIS, KRISTINA, PROGRAMME, add_mentors, match, mentor, mentor_person


@pytest.fixture
def world(tmp_path: Path, settings: Settings) -> Iterator[DayWorld]:
    made = make_world(tmp_path / "laptop", settings)
    add_mentors(made)
    yield made
    made.desk.close()


def refused(field: str, act: object, *told: object) -> str:
    assert callable(act)
    with pytest.raises(LineRefused) as found:
        act(*told)
    assert found.value.field == field
    return str(found.value.reason.key)


def test_the_pipeline_names_every_stage(world: DayWorld):
    assert world.desk.mentoring.pipeline() == {"recruited": 1, "screened": 1, "trained": 1, "agreement": 1, "matched": 2, "ended": 1}
    names = [row.name for row in world.desk.mentoring.mentors()]
    assert names == ["Leonas Baigęsis", "Dovilė Mokinė", "Jurgis Naujokas", "Gintaras Patirtis", "Antanas Pavyzdys", "Kristina Rytdiena",
                     "Birutė Savanorė"]
    assert [row.name for row in world.desk.mentoring.mentors(stage="matched")] == ["Gintaras Patirtis", "Antanas Pavyzdys"]
    assert [row.name for row in world.desk.mentoring.mentors(text="birute")] == ["Birutė Savanorė"]
    assert [row.name for row in world.desk.mentoring.mentors(start=2, limit=2)] == names[2:4]


def test_a_mentor_is_recruited_and_walks_the_stages(world: DayWorld):
    desk = world.desk
    made = desk.mentoring.recruit(NewMentor("volunteer", given_names="Ona", family_name="Nauja", interests=("daina",), max_matches=1))
    key = made.ids[-1]
    for at, stage in enumerate(("screened", "trained", "agreement")):
        desk.mentoring.advance(key, stage, day(-3 + at))
    file = desk.mentoring.file(key)
    assert file is not None
    assert (file.row.name, file.row.stage, file.row.free) == ("Ona Nauja", "agreement", 1)
    assert file.row.dates == {"recruited_on": day(0), "screened_on": day(-3), "trained_on": day(-2), "agreement_on": day(-1)}
    assert refused("on", desk.mentoring.advance, key, "ended", day(1)) == "mentoring.stage_ahead"
    assert refused("stage", desk.mentoring.advance, mentor(ANTANAS), "ended", day(0)) == "mentoring.matches_open"
    assert refused("family_name", desk.mentoring.recruit, NewMentor("volunteer", given_names="Ona")) == "refused.required"
    assert refused("person", desk.mentoring.recruit, NewMentor("volunteer", person=mentor_person(ANTANAS))) == "mentoring.is_mentor"


def test_a_clearance_reminds_thirty_days_before_its_end(world: DayWorld):
    desk = world.desk
    desk.mentoring.clear(mentor(GINTARAS), ALYTUS, day(0), day(100), "Baigiasi leidimas")
    tasks = desk.people.rows("task", person=mentor_person(GINTARAS))
    assert [(row.due, row.kind, row.staff) for row in tasks] == [(day(70), "clearance_expiry", desk.worker.staff)]
    desk.mentoring.clear(mentor(GINTARAS), ALYTUS, day(0), day(10), "Baigiasi leidimas")
    assert {row.due for row in desk.people.rows("task", person=mentor_person(GINTARAS))} == {day(0), day(70)}


def test_those_who_wait_stand_by_support_then_by_release(world: DayWorld):
    page = world.desk.matching.waiting()
    assert page.total == len(page.people) == 8  # ten clients; Petras and Algirdas have mentors
    assert page.people[0].person == world.persons[RUTA]  # nobody close; leaves in 27 days
    dates = [one.release.date for one in page.people[1:] if one.release]
    assert dates == sorted(dates)
    assert [one.wished for one in page.people if one.person == world.persons[DARIUS]] == [True]
    part = world.desk.matching.waiting(3, 2)
    assert ([one.person for one in part.people], part.after) == ([one.person for one in page.people[3:5]], 5)


def test_candidates_are_explained(world: DayWorld):
    found = {one.row.id: one for one in world.desk.matching.candidates(world.persons[DARIUS])}
    assert mentor(JURGIS) not in found  # not trained yet
    antanas = found[mentor(ANTANAS)]
    assert antanas.ground.lived == ("prison", "recovery")  # he recovered from what the client has
    assert antanas.ground.interests == ("žvejyba",)
    assert (antanas.ground.languages, antanas.ground.places) == (("lt",), ("LT-02",))
    assert (antanas.clearance, antanas.until, antanas.full) == ("valid", day(20), False)
    assert (found[mentor(GINTARAS)].clearance, found[mentor(GINTARAS)].full) == ("missing", True)
    assert not found[mentor(DOVILE)].ready
    assert next(iter(found)) == mentor(ANTANAS)
    books = next(one for one in world.desk.matching.candidates(world.persons[RUTA]) if one.row.id == mentor(BIRUTE))
    assert (books.ground.lived, books.ground.interests) == (("debts", "parenthood"), ("knygos",))


def test_a_match_is_looked_at_then_made_and_has_its_stage(world: DayWorld):
    desk = world.desk
    form = NewMatch(mentor(GINTARAS), world.persons[DARIUS], day(0), day(90), ("addiction", "prison"), ("trade",), outcome=True)
    assert {one.key for one in desk.matching.look(form)} == {"rule.mentor_full", "rule.no_clearance"}
    assert desk.matching.matches(person=world.persons[DARIUS]) == []
    made = desk.matching.make(NewMatch(mentor(BIRUTE), world.persons[DARIUS], day(0), day(90), outcome=True))
    assert made.warnings == ()
    assert desk.mentoring.pipeline()["matched"] == 3
    assert [row.type for row in desk.people.rows("outcome", person=world.persons[DARIUS])] == ["O-MEN"]
    assert world.persons[DARIUS] not in [one.person for one in desk.matching.waiting().people]


def test_nobody_is_matched_without_consent(world: DayWorld):
    assert refused("person", world.desk.matching.make, NewMatch(mentor(BIRUTE), world.persons[4], day(0))) == "rule.no_consent_for_mentor"


def test_meetings_go_on_over_the_gate(world: DayWorld):
    desk, petras = world.desk, world.persons[PETRAS]
    world.load({"record": "legal_status", "id": name_id("petras out"), "person": petras, "status": "released", "from": day(-20)})
    desk.matching.meeting(MeetingSheet(match(0), day(-2), "16:00", 45, "Alytus, kavinė", "outdoors", topics=("leisure", "work"), mood=4))
    file = desk.matching.file(match(0))
    assert file is not None
    assert (file.row.from_, file.row.to, file.row.released_on) == (day(-120), None, day(-20))
    assert (file.row.meetings, file.row.outside) == (5, 2)
    assert [(one.starts_at[:10], one.outside) for one in file.meetings][:3] == [(day(-2), True), (day(-15), True), (day(-40), False)]
    newest = desk.people.rows("attendance", session=file.meetings[0].id)[0]
    assert (newest.phase, newest.person) == ("released", petras)


def test_a_meeting_lies_within_the_match_and_a_concern_reaches_the_worker(world: DayWorld):
    desk = world.desk
    assert refused("on", desk.matching.meeting, MeetingSheet(match(0), day(1), "", 30)) == "session.in_future"
    assert refused("on", desk.matching.meeting, MeetingSheet(match(0), day(-121), "", 30)) == "mentoring.outside_match"
    assert refused("minutes", desk.matching.meeting, MeetingSheet(match(0), day(0), "", None)) == "session.minutes_wrong"
    done = desk.matching.meeting(MeetingSheet(match(0), day(0), "10:00", 30, concern="Atrodė prislėgtas.", concern_title="Mentorius sunerimo"))
    note = desk.people.rows("note", session=done.ids[0])[0]
    task = desk.people.rows("task", session=done.ids[0])[0]
    assert (note.concern, note.level, note.text) == (True, "shared", "Atrodė prislėgtas.")
    assert (task.title, task.kind, task.due) == ("Mentorius sunerimo", "meeting_action", day(0))


def test_the_end_has_a_reason_a_review_and_frees_the_mentor(world: DayWorld):
    desk = world.desk
    assert refused("reason", desk.matching.end, match(0), End(day(0), None)) == "rule.match_end_reason"
    world.load({"record": "session", "id": name_id("planned meeting"), "kind": "mentor_meeting", "starts_at": f"{day(9)}T15:00:00+02:00",
                "minutes": 0, "planned_minutes": 60, "match": match(0)})
    done = desk.matching.end(match(0), End(day(0), "goals_reached", 5, 4))
    assert [finding.reason.key for _, _, finding in done.warnings] == ["rule.match_meeting_open"]
    file, row = desk.mentoring.file(mentor(ANTANAS)), desk.matching.file(match(0))
    assert file is not None
    assert row is not None
    assert file.row.stage == "agreement"
    assert (row.row.to, row.row.end_client_value, row.row.end_mentor_value, row.row.end_review_on) == (day(0), 5, 4, day(0))
    desk.matching.reopen(match(0))
    assert desk.mentoring.pipeline()["matched"] == 2


def test_what_the_coordinator_looks_after(world: DayWorld):
    dues = world.desk.mentoring.dues()
    assert world.desk.mentoring.count_dues() == len(dues.unsupervised) + len(dues.reviews) + len(dues.clearances) == 5
    assert [one.name for one in dues.unsupervised] == ["Gintaras Patirtis", "Birutė Savanorė"]
    assert [(one.mentor_name, one.days) for one in dues.reviews] == [("Gintaras Patirtis", -3), ("Antanas Pavyzdys", 5)]
    assert [(one.name, one.days, one.matched) for one in dues.clearances] == [("Antanas Pavyzdys", 20, True)]
    world.desk.mentoring.supervise(Supervision(day(0), "10:00", 90, "Biuras", (mentor(GINTARAS), mentor(BIRUTE))))
    world.desk.mentoring.clear(mentor(ANTANAS), ALYTUS, day(0), day(300), "Leidimas")
    dues = world.desk.mentoring.dues()
    assert (dues.unsupervised, dues.clearances) == ((), ())
    assert world.desk.mentoring.count_dues() == len(dues.reviews) == 2


def test_a_person_trained_twice_counts_once(world: DayWorld):
    assert [(one.year, one.first, one.total) for one in world.desk.mentoring.trained_by_year()] == [(2026, 5, 5)]
    told = Training("Kartojimas", PROGRAMME, day(-7), day(-6), "10:00", 8, "Vilnius", "A. Mokytoja",
                    (mentor(ANTANAS), mentor(JURGIS), mentor(KRISTINA)), (mentor(ANTANAS), mentor(JURGIS)))
    world.desk.mentoring.hold_training(told)
    assert [(one.year, one.first, one.total) for one in world.desk.mentoring.trained_by_year()] == [(2026, 6, 6)]
    assert [(row[1], row[4], row[5]) for row in world.desk.mentoring.trainings()] == [("Kartojimas", 3, 2), ("Rudens savaitgalis", 5, 5)]
    assert world.desk.mentoring.pipeline() == {"recruited": 1, "screened": 0, "trained": 2, "agreement": 1, "matched": 2, "ended": 1}
    assert refused("last", world.desk.mentoring.hold_training, Training("X", PROGRAMME, day(0), day(1), "", 8, None, None, (), ())) == (
        "mentoring.training_ahead")


def test_where_very_many_wait_the_same_people_come_in_the_same_order(world: DayWorld, monkeypatch: pytest.MonkeyPatch):
    whole = [one.person for one in world.desk.matching.waiting().people]
    monkeypatch.setattr(matching, "FEW", 3)
    pages = [world.desk.matching.waiting(start, 3) for start in (0, 3, 6)]
    assert [one.person for page in pages for one in page.people] == whole
    assert [(page.after, page.total) for page in pages] == [(3, None), (6, None), (None, None)]
