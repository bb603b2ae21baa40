"""Needs and measurements in a real workspace: rating anew, what answers a need, bands, the safety prompt, and who may read a score."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest

from caseworker_desktop.kernel.errors import Denied, LineRefused
from caseworker_desktop.settings import Settings
from caseworker_desktop.usecases.assessing import Measurement, Rating
from tests.day_world import DARIUS, RUTA, ZYGIMANTAS, DayWorld, day, make_world, name_id

PHQ_9 = {str(item): 2 for item in range(1, 9)}


@pytest.fixture
def world(tmp_path: Path, settings: Settings) -> Iterator[DayWorld]:
    made = make_world(tmp_path / "laptop", settings)
    yield made
    made.desk.close()


def test_a_domain_rated_again_keeps_what_was_rated_before(world: DayWorld):
    assessing, case = world.desk.assessing, world.cases[ZYGIMANTAS]
    assessing.rate(case, [Rating("N-HOU", 6, 5, ("no_housing",), "in_plan"), Rating("N-DEB", 2, 3, ("debts",), "open", "Antstolis")])
    wheel = assessing.wheel(world.persons[ZYGIMANTAS])
    assert wheel is not None
    housing = next(one for one in wheel.domains if one.domain == "N-HOU")
    assert [(one.client, one.worker) for one in housing.rated] == [(3, 2), (6, 5)]
    assert [answer.own_words for answer in housing.answers] == ["Noriu turėti kur grįžti"]
    assert wheel.unanswered == ("N-DEB",)
    assessing.rate(case, [Rating("N-DEB", 4, None, (), "open")])  # the same day: changed, not rated twice
    debts = next(one for one in assessing.wheel(world.persons[ZYGIMANTAS]).domains if one.domain == "N-DEB")
    assert [(one.client, one.worker, one.barriers) for one in debts.rated] == [(4, None, ())]


def test_a_need_leads_to_goal_step_service_and_session(world: DayWorld):
    goal = world.desk.people.rows("goal", plan=name_id("story plan"))[0].id
    need = world.desk.people.rows("need", case=world.cases[ZYGIMANTAS])[0].id
    step, session = name_id("a step"), name_id("a session")
    world.load(
        {"record": "goal", "id": goal, "needs": [need]},
        {"record": "step", "id": step, "goal": goal, "text": "Surasti vietą", "service": "S-KON", "due": day(5)},
        {"record": "session", "id": session, "kind": "individual", "starts_at": f"{day(-1)}T10:00:00+02:00", "minutes": 45,
         "staff": [world.desk.worker.staff], "cases": [world.cases[ZYGIMANTAS]], "steps": [step], "services": [{"code": "S-KON", "minutes": 45}]},
        {"record": "attendance", "session": session, "person": world.persons[ZYGIMANTAS], "status": "present"},
    )
    wheel = world.desk.assessing.wheel(world.persons[ZYGIMANTAS])
    housing = next(one for one in wheel.domains if one.domain == "N-HOU")
    service = housing.answers[0].services[0]
    assert (service.service, service.sessions, service.minutes) == ("S-KON", 1, 45)


def test_what_is_not_available_says_where_and_is_logged(world: DayWorld):
    assessing = world.desk.assessing
    with pytest.raises(LineRefused) as refused:
        assessing.rate(world.cases[DARIUS], [Rating("N-MEN", 3, 2, (), "not_available", "Psichiatro konsultacijos")])
    assert refused.value.field == "place"
    assessing.rate(world.cases[DARIUS], [Rating("N-MEN", 3, 2, (), "not_available", "Psichiatro konsultacijos", "LT-02")])
    found = assessing.unmet(day(-365), day(0))
    assert [(one.name, one.domain, one.place, one.note) for one in found] == [("Darius Įdzelis", "N-MEN", "LT-02", "Psichiatro konsultacijos")]
    assert assessing.unmet(day(-365), day(-1)) == ()


def test_scores_bands_and_cuts_by_language_and_sex(world: DayWorld):
    result = world.desk.assessing.result
    dudit = {str(item): 1 for item in range(1, 5)} | {str(item): 0 for item in range(5, 12)}
    assert [result("DUDIT", dudit, "lt", sex).said.band.code for sex in ("f", "m")] == ["DUDIT.problems.f", "DUDIT.none.m"]
    assert result("DUDIT", dudit, "lt", None).said.band is None  # women and men differ: nobody guesses
    eight = {str(item): 1 for item in range(1, 9)} | {"9": 0}
    assert [result("PHQ-9", eight, language, "m").said.band.code for language in ("lt", "lv")] == ["PHQ-9.mild", "PHQ-9.mild"]
    assert [[cut.code for cut in result("PHQ-9", eight, language, "m").said.cuts] for language in ("lt", "lv")] == [[], ["PHQ-9.cut.lv"]]
    assert result("PHQ-9", {"1": 1}, "lt", "m").missing == tuple(str(item) for item in range(2, 10))
    who = result("WHO-5", {str(item): 2 for item in range(1, 6)}, "lt", "f")
    assert (who.score, who.said.band.band) == (Decimal(40), "low")


def test_the_safety_prompt_cannot_be_skipped(world: DayWorld):
    assessing = world.desk.assessing
    told = Measurement(world.cases[RUTA], "PHQ-9", day(0), "entry", "lt", PHQ_9 | {"9": 1})
    for change, field in (
        ({}, "asked_on"), ({"asked_on": day(1)}, "asked_on"), ({"asked_on": day(0)}, "told_whom"),
        ({"asked_on": day(0), "told_whom": "budėtojas"}, "told"),
    ):
        told = replace(told, **change)
        with pytest.raises(LineRefused) as refused:
            assessing.measure(told)
        assert refused.value.field == field
    assert world.desk.assessing.measured(world.persons[RUTA]) == ()
    assessing.measure(replace(told, told="Sutarta skambinti; minčių planuoti nėra."))
    (made,) = assessing.measured(world.persons[RUTA])
    assert (made.instrument, made.score, made.band.band, made.risk) == ("PHQ-9", Decimal(17), "moderately severe", True)


def test_a_missing_answer_and_a_forbidden_instrument_are_refused(world: DayWorld):
    assessing = world.desk.assessing
    for instrument, answers, field in (("PHQ-9", {"1": 1}, "answers"), ("WEMWBS", {}, "instrument"), ("NW-12", {}, "instrument")):
        with pytest.raises(LineRefused) as refused:
            assessing.measure(Measurement(world.cases[RUTA], instrument, day(0), "entry", "lt", answers))
        assert refused.value.field == field


def test_texts_are_shipped_only_where_their_wording_is_sure(world: DayWorld):
    shipped = {one.code: one.languages for one in world.desk.assessing.instruments()}
    assert {code for code, languages in shipped.items() if languages == ("en",)} == {"PHQ-9", "PHQ-2", "GAD-7", "WHO-5"}
    assert {code for code, languages in shipped.items() if languages == ()} == {"AUDIT", "AUDIT-C", "DUDIT", "K10", "CORE-10", "BRS"}
    assert world.desk.assessing.sheet("PHQ-9", "lt") is None
    for one in world.desk.assessing.instruments():
        for language in one.languages:
            sheet = world.desk.assessing.sheet(one.code, language)
            assert len(sheet.items) == one.scoring.items, one.code
            assert not sheet.options or set(sheet.options) == set(range(one.scoring.low, one.scoring.high + 1)), one.code
            assert sheet.own or sheet.attribution, one.code


def test_first_and_last_of_a_line(world: DayWorld):
    for on, value, moment in ((day(-60), 2, "entry"), (day(-20), 3, "review"), (day(0), 4, "exit")):
        world.desk.assessing.measure(Measurement(world.cases[RUTA], "RES-6", on, moment, "lt", {str(item): value for item in range(1, 7)}))
    (line,) = world.desk.assessing.lines(world.persons[RUTA])
    assert [(point.moment, point.score) for point in line.points] == [("entry", 2), ("review", 3), ("exit", 4)]
    assert line.change == 2


def test_who_may_not_read_measurements_sees_day_and_moment_only(world: DayWorld):
    world.desk.assessing.measure(Measurement(world.cases[RUTA], "PHQ-9", day(0), "entry", "lt", PHQ_9 | {"9": 0}))
    desk = world.desk
    broker = replace(desk.worker, role="U-JOB", joined=True)
    made = type(desk.assessing)(desk.assessing._store, desk.writer, desk.protected, broker, world.parts.permissions.may, desk.lists,
                                desk.assessing._sheets)
    (seen,) = made.measured(world.persons[RUTA])
    assert (seen.on, seen.moment, seen.instrument, seen.score, seen.band_words, seen.id) == (day(0), "entry", None, None, None, "")
    assert made.lines(world.persons[RUTA]) == ()
    assert made.profile(desk.assessing.measured(world.persons[RUTA])[0].id) is None
    mentor = replace(broker, role="U-MEN")
    shut = type(desk.assessing)(desk.assessing._store, desk.writer, desk.protected, mentor, world.parts.permissions.may, desk.lists,
                                desk.assessing._sheets)
    with pytest.raises(Denied):
        shut.wheel(world.persons[RUTA])


def test_a_domain_rated_again_is_still_answered_by_its_goal_in_the_plan(world: DayWorld):
    case = world.cases[RUTA]
    world.desk.assessing.rate(case, [Rating("N-DEB", 2, 2), Rating("N-EMP", 3, 3)], on=day(-5))
    needs = {row.domain: row.id for row in world.desk.people.rows("need", case=case)}
    plan = world.desk.planning.create(case).id
    world.desk.planning.add_goal(plan, "Noriu atiduoti skolas", need=needs["N-DEB"])  # a goal without a domain of its own
    world.desk.assessing.rate(case, [Rating("N-DEB", 3, 3, met="in_plan")])
    assert [need.domain for need in world.desk.planning.sheet(plan).suggestions] == ["N-EMP"]
    assert world.desk.assessing.wheel(world.persons[RUTA]).unanswered == ("N-EMP",)
