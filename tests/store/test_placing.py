"""Pledges, placements, visits, applications and work found in a real database."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path

import pytest

from caseworker_desktop.kernel.errors import LineRefused, Refused
from caseworker_desktop.settings import Settings
from caseworker_desktop.usecases.placing import NewPlacement, NewPledge, NewVisit, change_of
from tests.day_world import MINDAUGAS, RUTA, ZYGIMANTAS, DayWorld, day, make_world, name_id
from tests.mentor_world import BAKER, KEPYKLA, METALAS, PROJECT, SEMINAR, WELDER, add_work, placement


@pytest.fixture
def world(tmp_path: Path, settings: Settings) -> Iterator[DayWorld]:
    made = make_world(tmp_path / "laptop", settings)
    add_work(made)
    yield made
    made.desk.close()


def refused(field: str, act: object, *told: object, **named: object) -> str:
    assert callable(act)
    with pytest.raises(LineRefused) as found:
        act(*told, **named)
    assert found.value.field == field
    return str(found.value.reason.key)


def welding(world: DayWorld, who: int = ZYGIMANTAS, **told: object) -> NewPlacement:
    values = {"person": world.persons[who], "partner": METALAS, "job": "Suvirintojas", "from_": day(0), "to": day(14), "pledge": WELDER,
              "hours_week": "40", "pay": "700,50", "tutor": "meistras", "agreement_no": "T-12", "status": "running"}
    return NewPlacement(**(values | told))  # type: ignore[arg-type]  # a test names the fields it changes


def test_places_offered_filled_and_free(world: DayWorld):
    totals = world.desk.placing.totals()
    assert (totals.offered, totals.filled, totals.free) == (4, 2, 2)
    rows = world.desk.placing.employers()
    assert [(row.name, row.places.offered, row.places.filled, row.places.free, row.running) for row in rows] == [
        ("MB „Tariama kepykla“", 1, 1, 0, 1), ("UAB „Pavyzdinis metalas“", 3, 1, 2, 0)]
    assert [row.name for row in world.desk.placing.employers("metal")] == ["UAB „Pavyzdinis metalas“"]
    assert [row.job for row in world.desk.placing.pledges(open_only=True)] == ["Suvirintojas"]
    world.desk.placing.change_pledge(WELDER, to=day(-1))
    assert world.desk.placing.totals().free == 0  # what is over can be had by nobody
    assert refused("places", world.desk.placing.offer, NewPledge(METALAS, "Krovėjas", 0)) == "placing.places_wrong"
    world.desk.placing.offer(NewPledge(METALAS, "Krovėjas", 2, "LT-02"))
    assert (world.desk.placing.totals().offered, world.desk.placing.totals().free) == (6, 2)


def test_two_weeks_of_work_from_agreement_to_change(world: DayWorld):
    desk = world.desk
    made = desk.placing.place(welding(world, status="planned", before={"motivation": 5, "responsibility": 4, "skills": 6}))
    key = made.ids[0]
    desk.placing.change_placement(key, status="running", **{"from": day(-14), "to": day(0)})
    desk.placing.visit(NewVisit(key, day(-7), "8:30", 40, "Cechas", "Ateina laiku."))
    desk.placing.finish(key, "completed", day(0), {"motivation": 8, "responsibility": 8, "skills": 6}, "Norėtume pasilikti.", outcome=True)
    file = desk.placing.file(key)
    assert file is not None
    assert change_of(file.row.before, file.row.after) == {"motivation": 3, "responsibility": 4, "skills": 0}
    assert (file.row.status, file.row.pay, file.row.visits, file.agreed) == ("completed", "700.5", 1, True)
    assert [(visit.starts_at[:16], visit.minutes, visit.place) for visit in file.visits] == [(f"{day(-7)}T08:30", 40, "Cechas")]
    assert [row.type for row in desk.people.rows("outcome", person=world.persons[ZYGIMANTAS])].count("O-PLC") == 1
    assert desk.placing.counts() == {"completed": 2, "running": 1}


def test_a_placement_begins_with_consent_and_warns_over_the_places(world: DayWorld):
    placing = world.desk.placing
    assert refused("person", placing.place, welding(world, RUTA)) == "rule.no_consent_for_employer"
    planned = placing.place(welding(world, RUTA, status="planned")).ids[0]
    assert refused("person", placing.change_placement, planned, status="running") == "rule.no_consent_for_employer"
    assert [one.key for one in placing.look(welding(world, pledge=BAKER, partner=KEPYKLA))] == ["rule.pledge_full"]
    assert placing.look(welding(world)) == ()
    assert refused("pay", placing.place, welding(world, pay="daug")) == "placing.number_wrong"
    assert refused("on", placing.visit, NewVisit(placement(1), day(-40), "", 30)) == "placing.outside_placement"
    assert refused("to", placing.finish, placement(1), "completed", day(1), {}, "") == "placing.end_wrong"


def test_who_suits_a_job_is_explained(world: DayWorld):
    found = world.desk.placing.suggest(WELDER)
    first = found[0]
    assert first.seeker.person == world.persons[ZYGIMANTAS]
    assert [(one.code, one.speaks_for, one.detail) for one in first.fit.reasons] == [
        ("trade", True, "Suvirintojas"), ("place", True, ""), ("wants_work", True, ""), ("soon", True, "19")]
    assert first.seeker.agreed
    assert world.silent[0] not in [one.seeker.person for one in found]  # placed already
    jobs = world.desk.placing.jobs_for(world.persons[ZYGIMANTAS])
    assert [job.id for job, _ in jobs] == [WELDER]


def test_applications_work_found_and_whether_it_lasted(world: DayWorld):
    employing, person = world.desk.employing, world.persons[MINDAUGAS]
    sent = employing.apply(person, METALAS, "Sandėlininkas", day(-1)).ids[0]
    employing.answered(sent, "interview")
    assert [(row.job, row.status) for row in employing.applications(person=person)] == [("Sandėlininkas", "interview"), ("Suvirintojas", "started")]
    assert employing.first_jobs() == (1, 1, 0)
    employing.employ(world.persons[RUTA], day(-210), "O-JOB", None, "document")
    assert employing.first_jobs() == (2, 1, 1)
    row = employing.employed(person=world.persons[RUTA])[0]
    assert (row.months, row.kept, row.first_ever) == (6, False, None)
    assert refused("on", employing.kept, name_id("work of Mindaugas"), day(0), None) == "placing.not_six_months"
    employing.kept(row.id, day(0), "third_party")
    employing.lasted(row.id, day(-5))
    row = employing.employed(person=world.persons[RUTA])[0]
    assert (row.kept, row.until) == (True, day(-5))


def test_attitudes_before_and_after_name_nobody(world: DayWorld):
    means = world.desk.employing.attitude_means(METALAS)
    assert means == {"before": (Decimal("2.4"), 1), "after": (Decimal("3.8"), 1)}
    world.desk.employing.attitude(SEMINAR, "after", {"1": 5, "2": 5})
    assert world.desk.employing.attitude_means()["after"] == (Decimal("4.4"), 2)
    assert refused("answers", world.desk.employing.attitude, SEMINAR, "after", {"1": 6}) == "placing.answers_wrong"


def test_the_process_is_taken_in_and_laid_over_a_project(world: DayWorld):
    processes = world.desk.processes
    shipped = processes.all("lt")[0]
    assert (shipped.code, shipped.kept, len(shipped.stages)) == ("PPSI", None, 3)
    assert shipped.stages[1].name == "2 etapas. Trumpalaikis darbas"
    template = processes.take_in("PPSI").ids[0]
    assert [(one.code, one.kept) for one in processes.all("en")] == [("PPSI", template)]
    with pytest.raises(Refused):
        processes.take_in("PPSI")
    assert refused("begins", processes.lay_over, template, PROJECT, [day(0), day(0), day(60)], None, "lt") == "placing.stages_out_of_order"
    processes.lay_over(template, PROJECT, [day(0), day(30), day(60)], day(90), "lt")
    parts = sorted(world.desk.people.rows("project_part", project=PROJECT), key=lambda part: part.from_)
    assert [(part.name[:8], part.from_, part.to) for part in parts] == [
        ("1 etapas", day(0), day(29)), ("2 etapas", day(30), day(59)), ("3 etapas", day(60), day(90))]
    with pytest.raises(Refused):
        processes.lay_over(template, PROJECT, [day(0), day(30), day(60)], None, "lt")
