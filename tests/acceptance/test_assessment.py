"""What five projects need of needs and measurements: the trace from need to service, changes before and after, and who may read a score."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from caseworker_desktop.kernel.errors import Denied
from caseworker_desktop.report.model import Figure
from caseworker_desktop.settings import Settings
from caseworker_desktop.texts import Texts
from caseworker_desktop.ui.assessment.measure_presenter import MeasurePresenter
from caseworker_desktop.ui.work.words import Words
from caseworker_desktop.usecases.assessing import Measurement, Rating
from caseworker_desktop.usecases.desk import Desk
from caseworker_desktop.usecases.intent import Intent
from caseworker_desktop.usecases.placing import change_of
from caseworker_desktop.usecases.planning import NewStep
from caseworker_desktop.usecases.protected import Shut
from tests.acceptance.team_world import CODE, TeamWorld, team_world
from tests.clock import StandingClock
from tests.pdf_text import read_pdf
from tests.workspace import OFFICE, load

DAY = "2026-11-21"
OFFICE_LOGIN = OFFICE.login
LOGINS = ("soc", "psi", "pri", "dar", "men", "vad")


@pytest.fixture
def world(tmp_path: Path, settings: Settings, clock: StandingClock) -> Iterator[TeamWorld]:
    with team_world(tmp_path / "office", settings, clock, *LOGINS) as made:
        yield made


def measure(desk: Desk, case: str, instrument: str, on: str, moment: str, *values: int, language: str = "lt", **prompt: str) -> str:
    """Measure with answers in the order of the items; return the id."""
    answers = {str(item): value for item, value in enumerate(values, 1)}
    return desk.assessing.measure(Measurement(case, instrument, on, moment, language, answers, **prompt)).ids[0]


def figure(desk: Desk, project: str, rule: str, **parameters: Any) -> Figure:
    code = desk.writer.new_id()
    desk.writer.write([Intent("indicator", None, {"project": project, "code": code, "rule": rule, "parameters": parameters})])
    return next(one for one in desk.reporting.indicators(CODE, DAY) if one.code == code)


def mean_change(world: TeamWorld, instrument: str, *pairs: tuple[tuple[int, ...], tuple[int, ...]], by: str = "psi") -> Figure:
    """Measure a participant a pair, before and after; return the project's figure of the mean change, asked by the coordinator."""
    cases = []
    with world.at() as desk:
        for number, _ in enumerate(pairs):
            person, case = world.client(desk, "Ona", f"Pavyzdė {number}")
            load(desk, {"record": "participation", "person": person, "project": world.project, "entry_on": "2026-01-10"})
            cases.append(case)
    with world.at(by) as desk:
        for case, (before, after) in zip(cases, pairs, strict=True):
            measure(desk, case, instrument, "2026-02-01", "entry", *before)
            measure(desk, case, instrument, "2026-10-01", "exit", *after)
    with world.at() as desk:
        return figure(desk, world.project, "score_change", instrument=instrument)


def test_a0_20_scores_of_the_addiction_counsellor_are_for_that_role_and_the_lead(world: TeamWorld) -> None:
    with world.at() as desk:
        person, case = world.client(desk, "Rasa", "Pramanytė", sex="f")
    with world.at("pri") as desk:
        dudit = measure(desk, case, "DUDIT", DAY, "entry", 4, 3, 3, 3, 2, 2, 2, 2, 2, 2, 2)
        audit = measure(desk, case, "AUDIT", DAY, "entry", 2, 1, 1, 0, 0, 1, 0, 0, 0, 0)
        seen = {one.instrument: (one.score, one.band.code if one.band else None) for one in desk.assessing.measured(person)}
        assert seen == {"DUDIT": (Decimal(27), "DUDIT.dependence.f"), "AUDIT": (Decimal(5), "AUDIT.low")}
    with world.at("soc") as desk:
        assert {one.instrument: one.score for one in desk.assessing.measured(person)} == {"DUDIT": 27, "AUDIT": 5}
    for other in ("psi", OFFICE_LOGIN):
        with world.at(other) as desk:
            assert [(one.score, one.shut) for one in desk.assessing.measured(person)] == [(None, "U-ADD"), (None, "U-ADD")]
            assert all(isinstance(values["score"], Shut) for values in desk.protected.open("assessment", [dudit, audit]).values())
            assert desk.dumping.show("assessment", dudit)["score"] == {"protected": "U-ADD"}
    with world.at("dar") as desk:
        assert desk.dumping.show("assessment", dudit) is None
        assert not [line for line in desk.dumping.lines() if '"record": "assessment"' in line]
        assert [(one.on, one.moment, one.instrument, one.score) for one in desk.assessing.measured(person)] == [(DAY, "entry", None, None)] * 2


def test_a0_22_family_ties_are_measured_before_and_after(world: TeamWorld) -> None:
    told = mean_change(world, "FAM-5", ((3, 3, 3, 3, 3), (7, 7, 7, 7, 7)), ((4, 4, 4, 4, 4), (6, 6, 6, 6, 6)))
    assert (told.value, told.denominator) == (3, 2)


def test_a0_29_confidence_and_motivation_are_a_line_of_three(world: TeamWorld, texts: Texts) -> None:
    with world.at() as desk:
        person, case = world.client(desk, "Tomas", "Pavyzdys")
    with world.at("soc") as desk:
        for on, moment, value in (("2026-02-01", "entry", 3), ("2026-06-01", "review", 5), ("2026-11-01", "exit", 8)):
            measure(desk, case, "CON-3", on, moment, value, value, value)
        presenter = MeasurePresenter(desk, texts)
        presenter.load(person)
        ((line,), shut) = presenter.record()
    assert [(moment, score) for _, score, moment in line.points] == [("Pradžioje", 3), ("Peržiūros metu", 5), ("Pabaigoje", 8)]
    assert (line.change, shut) == ("Nuo 3 iki 8, pokytis +5", [])


def test_a1_03_a_need_leads_to_goal_and_service_and_one_without_is_told_in_the_plan(world: TeamWorld) -> None:
    with world.at() as desk:
        person, case = world.client(desk, "Tomas", "Pavyzdys")
    with world.at("soc") as desk:
        desk.assessing.rate(case, [Rating("N-HOU", 2, 1), Rating("N-DEB", 3, 4, ("debts",)), Rating("N-LEI", 9, 9)])
        housing = next(one for one in desk.people.rows("need", case=case) if one.domain == "N-HOU")
        plan = desk.planning.create(case).id
        goal = desk.planning.add_goal(plan, "Noriu turėti kur gyventi", domain="N-HOU", need=housing.id).id
        step = desk.planning.add_step(goal, NewStep("Pildyti prašymą", "staff", service="S-KON")).id
        session = load(desk, {"record": "session", "kind": "individual", "starts_at": f"{DAY}T10:00:00+02:00", "minutes": 30,
                              "staff": [desk.worker.staff], "cases": [case], "steps": [step], "services": [{"code": "S-KON", "minutes": 30}]})[0]
        load(desk, {"record": "attendance", "session": session, "person": person, "status": "present"})
        wheel = desk.assessing.wheel(person)
        assert wheel is not None
        (answer,) = next(one for one in wheel.domains if one.domain == "N-HOU").answers
        assert [(one.service, one.sessions, one.minutes) for one in answer.services] == [("S-KON", 1, 30)]
        assert wheel.unanswered == ("N-DEB",)
        state = desk.planning.sheet(plan)
        assert [need.domain for need in state.suggestions] == ["N-DEB"]
        paper = read_pdf(desk.papers.print("plan", plan, purpose="preview").pdf).flowing
    assert "Skolos ir finansai" in paper


def test_a1_05_resilience_before_and_after_is_a_mean_change_of_the_project(world: TeamWorld) -> None:
    told = mean_change(world, "RES-6", ((2, 2, 2, 2, 2, 2), (3, 3, 3, 3, 3, 3)), ((3, 3, 3, 3, 3, 3), (5, 5, 5, 5, 5, 5)))
    assert (told.value, told.denominator) == (1.5, 2)


def test_a1_06_skills_at_entry_and_exit_print_as_a_profile(world: TeamWorld) -> None:
    with world.at() as desk:
        person, case = world.client(desk, "Tomas", "Pavyzdys")
    with world.at("soc") as desk:
        measure(desk, case, "SKL-8", "2026-02-01", "entry", 2, 2, 3, 1, 4, 3, 2, 3)
        last = measure(desk, case, "SKL-8", "2026-10-01", "exit", 5, 6, 6, 4, 7, 6, 6, 8)
        (line,) = desk.assessing.lines(person)
        assert (line.points[0].score, line.points[-1].score, line.change) == (Decimal("2.5"), Decimal("6"), Decimal("3.5"))
        assert desk.assessing.profile(last)["8"] == 8
        paper = read_pdf(desk.papers.print("skills", person, language="lt").pdf).flowing
    assert "Tomas Pavyzdys" in paper
    assert "Įgūdžių profilis" in paper


def test_a1_14_family_tie_work_shows_contacts_and_the_tie_before_and_after(world: TeamWorld) -> None:
    with world.at() as desk:
        person, case = world.client(desk, "Rokas", "Netikras")
        relative, _ = world.client(desk, "Jurga", "Netikrienė")
    with world.at("soc") as desk:
        desk.assessing.rate(case, [Rating("N-FAM", 3, 3)], on="2026-02-01")
        load(desk, {"record": "relation", "person": person, "other": relative, "kind": "R-SPO", "contact_wanted": True},
             {"record": "session", "id": "01a1f890-2a40-77bd-a917-525752950e01", "kind": "family", "starts_at": "2026-05-02T10:00:00+03:00",
              "minutes": 60, "staff": [desk.worker.staff], "cases": [case]},
             {"record": "attendance", "session": "01a1f890-2a40-77bd-a917-525752950e01", "person": person, "status": "present"},
             {"record": "attendance", "session": "01a1f890-2a40-77bd-a917-525752950e01", "person": relative, "status": "present"})
        desk.assessing.rate(case, [Rating("N-FAM", 7, 6, met="met")])
        wheel = desk.assessing.wheel(person)
        assert wheel is not None
        (family,) = wheel.domains
        assert [(one.client, one.worker) for one in family.rated] == [(3, 3), (7, 6)]
        assert [event.kind for event in desk.people.timeline(person).events if event.kind == "session"] == ["session"]


def test_a1_17_what_was_asked_for_and_is_not_available_is_a_table_of_the_year(world: TeamWorld) -> None:
    with world.at() as desk:
        _, case = world.client(desk, "Rokas", "Netikras")
        _, other = world.client(desk, "Tomas", "Pavyzdys")
    with world.at("soc") as desk:
        desk.assessing.rate(case, [Rating("N-MEN", 2, 2, (), "not_available", "Psichiatras", "LT-25")], on="2026-03-01")
        desk.assessing.rate(other, [Rating("N-MEN", 3, 2, (), "not_available", "Psichiatras", "LT-25"),
                                    Rating("N-HOU", 1, 1, (), "not_available", "Nakvynė", "LT-57")], on="2026-05-01")
        desk.assessing.rate(other, [Rating("N-HOU", 1, 1, (), "not_available", "Nakvynė", "LT-57")], on="2025-05-01")
        found = desk.assessing.unmet("2026-01-01", "2026-12-31")
    table: dict[tuple[str, str | None], int] = {}
    for one in found:
        table[one.domain, one.place] = table.get((one.domain, one.place), 0) + 1
    assert table == {("N-MEN", "LT-25"): 2, ("N-HOU", "LT-57"): 1}


def test_a1_19_a_psychologist_s_note_is_hidden_from_others_and_its_count_is_seen(world: TeamWorld) -> None:
    with world.at() as desk:
        person, case = world.client(desk, "Rasa", "Pramanytė")
    secret = "Kalbėjomės apie vaikystę ąžuolyne"
    with world.at("psi") as desk:
        session, _, note = load(
            desk,
            {"record": "session", "id": "01a1f890-2a40-77bd-a917-525752950e02", "kind": "individual", "starts_at": f"{DAY}T10:00:00+02:00",
             "minutes": 50, "staff": [desk.worker.staff], "cases": [case]},
            {"record": "attendance", "session": "01a1f890-2a40-77bd-a917-525752950e02", "person": person, "status": "present"},
            {"record": "note", "case": case, "session": "01a1f890-2a40-77bd-a917-525752950e02", "level": "role", "role": "U-PSY", "text": secret,
             "signed_on": f"{DAY}T11:00:00+02:00"})
        assert desk.people.said(next(e for e in desk.people.timeline(person).events if e.id == session).notes)[note].text == secret
    for other in ("soc", "pri", "dar", "vad", "men", OFFICE_LOGIN):
        with world.at(other) as desk:
            shown = desk.dumping.show("note", note)
            assert shown is None or shown["text"] == {"protected": "U-PSY"}, other
            assert not [line for line in desk.dumping.lines() if "ąžuolyne" in line], other
            assert not any(one.id == note for one in desk.finding.search("ąžuolyne")), other
            events = [event for event in desk.people.timeline(person).events if event.kind == "session"]
            for event in events:
                assert all(said.text is None for said in desk.people.said(event.notes).values()), other
    with world.at("soc") as desk:
        (event,) = [event for event in desk.people.timeline(person).events if event.id == session]
        assert (len(event.notes), desk.people.said(event.notes)[note].shut) == (1, "U-PSY")


def test_a1_28_well_being_before_and_after_is_a_mean_change(world: TeamWorld) -> None:
    told = mean_change(world, "WHO-5", ((2, 2, 2, 2, 2), (3, 3, 3, 3, 3)), ((1, 1, 1, 1, 1), (4, 4, 4, 4, 4)))
    assert (told.value, told.numerator, told.denominator) == (40, 80, 2)


def test_a1_30_civic_responsibility_is_rated_at_exit(world: TeamWorld) -> None:
    with world.at() as desk:
        person, case = world.client(desk, "Tomas", "Pavyzdys")
    with world.at("soc") as desk:
        measure(desk, case, "CIV-3", DAY, "exit", 7, 8, 6)
        (made,) = desk.assessing.measured(person)
    assert (made.instrument, made.moment, made.score) == ("CIV-3", "exit", 7)


def test_a2_13_harmful_peers_are_a_need_that_names_nobody(world: TeamWorld) -> None:
    with world.at() as desk:
        person, case = world.client(desk, "Jānis", "Paraugs")
    with world.at("soc") as desk:
        desk.assessing.rate(case, [Rating("N-PEE", 2, 1, ("harmful_peers",))])
        (need,) = desk.people.rows("need", case=case)
        wheel = desk.assessing.wheel(person)
    assert (need.note, need.barriers, need.client_value) == (None, ("harmful_peers",), 2)
    assert wheel is not None
    assert wheel.unanswered == ("N-PEE",)


def test_a3_04_barriers_are_ticked(world: TeamWorld) -> None:
    wanted = ("lost_skills", "negative_experience", "stigma", "employer_distrust")
    with world.at() as desk:
        person, case = world.client(desk, "Vladimir", "Testov")
    with world.at("soc") as desk:
        assert set(wanted) <= set(desk.lists.codes("barriers"))
        desk.assessing.rate(case, [Rating("N-EMP", 4, 2, wanted)])
        wheel = desk.assessing.wheel(person)
    assert wheel is not None
    assert wheel.domains[0].last is not None
    assert set(wheel.domains[0].last.barriers) == set(wanted)


def test_a3_14_motivation_and_responsibility_change_with_a_placement(world: TeamWorld, texts: Texts) -> None:
    with world.at() as desk:
        person, _ = world.client(desk, "Vladimir", "Testov")
        partner = load(desk, {"record": "partner", "name": "UAB Suvirintojai", "kind": "company", "is_employer": True})[0]
        placement = load(desk, {
            "record": "placement", "person": person, "partner": partner, "job": "Suvirintojas", "from": "2026-03-01", "status": "running",
            "before": {"motivation": 4, "responsibility": 3, "skills": 6}})[0]
        desk.placing.finish(placement, "completed", "2026-03-14", {"motivation": 8, "responsibility": 7, "skills": 6}, "Stengėsi")
        (row,) = desk.placing.placements(person=person)
        told = dict(Words(desk, texts).ratings(row))
    assert change_of(row.before, row.after) == {"motivation": 4, "responsibility": 4, "skills": 0}
    assert list(told.values())[:2] == ["4 → 8  (+4)", "3 → 7  (+4)"]


def test_a4_19_a_violence_programme_shows_insight_emotion_and_impulse_before_and_after(world: TeamWorld) -> None:
    with world.at() as desk:
        person, case = world.client(desk, "Andrius", "Pavyzdinskas")
    with world.at("psi") as desk:
        first = measure(desk, case, "VIO-3", "2026-02-01", "entry", 2, 3, 1)
        last = measure(desk, case, "VIO-3", "2026-09-01", "exit", 6, 7, 5)
        (line,) = desk.assessing.lines(person)
        before, after = desk.assessing.profile(first), desk.assessing.profile(last)
    assert (line.points[0].score, line.points[1].score, line.change) == (2, 6, 4)
    assert [after[item] - before[item] for item in ("1", "2", "3")] == [4, 4, 4]


def test_no_one_without_the_role_may_write_or_read_what_was_measured(world: TeamWorld) -> None:
    with world.at() as desk:
        person, case = world.client(desk, "Rasa", "Pramanytė")
    with world.at("dar") as desk:
        assert not desk.assessing.may_measure()
        with pytest.raises(Denied):
            measure(desk, case, "WHO-5", DAY, "entry", 2, 2, 2, 2, 2)
    with world.at("men") as desk, pytest.raises(Denied):
        desk.assessing.wheel(person)
