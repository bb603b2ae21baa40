"""Single rules over records that are joined, refused, undated, renamed, deleted or locked, in a real database."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import pytest

from caseworker_desktop.kernel.errors import Denied, Refused, UsageError
from caseworker_desktop.usecases.protected import Shut
from caseworker_desktop.usecases.reporting import Reporting
from tests.report_world import CODE, DAY, World, make
from tests.workspace import Place, load


@pytest.fixture
def world(office: Place) -> Iterator[World]:
    with office.desk() as desk:
        yield make(desk)


def why(figure) -> dict[str, str]:
    return {one.id: one.why for one in figure.left_out}


def test_joined_persons_count_once_and_bring_what_either_has(world: World) -> None:
    one, other, third = world.person(), world.person("2024-02-01"), world.person()
    twin = world.person(None)
    world.add("outcome", person=twin, type="O-JOB", on="2024-02-10")
    assert world.figure("participants").value == 3
    assert world.figure("outcome_share", types=["O-JOB"]).value == 0
    world.join(one, other)
    said = world.join(third, twin)
    assert world.figure("participants").value == 2
    assert min(one, other) in world.figure("participants").persons
    assert (world.figure("outcome_share", types=["O-JOB"]).value, world.figure("outcome_share", types=["O-JOB"]).persons) == (50, (min(third, twin),))
    world.session(one, other)
    assert world.figure("persons_reached").value == 1
    world.join(third, twin, joined=False, id_=said)
    assert world.figure("outcome_share", types=["O-JOB"]).value == 0


def test_deleted_persons_and_records_do_not_count(world: World) -> None:
    gone, stays = world.person(), world.person()
    outcome = world.add("outcome", person=stays, type="O-JOB", on="2024-02-10")
    world.session(gone, stays)
    load(world.desk, {"record": "person", "id": gone, "deleted": True}, {"record": "outcome", "id": outcome, "deleted": True})
    figure = world.figure("outcome_share", types=["O-JOB"])
    assert (figure.denominator, figure.numerator, figure.unknown) == (1, 0, 1)
    assert world.figure("persons_reached").persons == (stays,)
    assert world.figure("person_hours").value == 1


def test_unknown_refused_and_no_are_three_things(world: World) -> None:
    no, refuses, silent, other = (world.person() for _ in range(4))
    world.add("follow_up", case=world.case(no), due="2024-02-01", done_on="2024-02-01", reached="reached", answers={"working": "no"})
    world.add("follow_up", case=world.case(refuses), due="2024-02-01", done_on="2024-02-01", reached="reached", answers={"working": "refused"})
    world.add("follow_up", case=world.case(silent), due="2024-07-01", done_on="2024-07-01", reached="reached", answers={"working": "no"})
    world.add("outcome", person=other, type="O-SEEK", on="2024-02")
    figure = world.figure("outcome_share", types=["O-JOB"], target={"operator": ">=", "target": "40", "unit": "percent"})
    assert (figure.value, figure.unknown, figure.refused, figure.lowest, figure.highest, figure.reached) == (0, 2, 1, 0, 50, False)


def test_an_outcome_counts_from_the_first_day_of_its_month(world: World) -> None:
    early, later = world.person("2024-01-10"), world.person("2024-01-01")
    before = world.add("outcome", person=early, type="O-JOB", on="2024-01")
    world.add("outcome", person=later, type="O-JOB", on="2024-01", until="2024-02")
    figure = world.figure("outcome_share", types=["O-JOB"])
    assert figure.persons == (later,)
    assert why(figure) == {before: "before_entry"}


def test_a_first_job_is_a_job_and_what_is_not_stated_is_unknown(world: World) -> None:
    first, second, unstated, told = (world.person() for _ in range(4))
    world.add("outcome", person=first, type="O-JOB1", on="2024-02-01")
    world.add("outcome", person=second, type="O-JOB", on="2024-02-01", first_ever=False)
    world.add("outcome", person=unstated, type="O-JOB", on="2024-02-01")
    world.add("outcome", person=told, type="O-JOB", on="2024-02-01", first_ever=True)
    assert world.figure("outcome_share", types=["O-JOB"]).value == 100
    assert set(world.figure("outcome_share", types=["O-JOB1"]).persons) == {first, told}
    figure = world.figure("first_ever_share", types=["O-JOB"])
    assert (figure.value, figure.unknown, figure.highest) == (50, 1, 75)


def test_sessions_by_phase_part_place_and_what_is_left_out(world: World) -> None:
    person = world.person(about={"residence_declared": "LT-25"})
    world.session(
        person, institution="@LT-PNAK-PRA", parts=[world.parts["north"]], services=[{"code": "P-PSI", "minutes": 30}], attendance={"phase": "inside"})
    world.session(person, institution="@LT-K-PRA1", attendance={"phase": "released", "minutes": 15})
    world.session(person, institution="@LT-K-ALY", attendance={"status": "absent"})
    early = world.session(person, day="2023-12-31")
    late = world.session(person, day="2025-01-01")
    lost = world.session(person, minutes=10, planned_minutes=70, lost_reason="court")
    unplanned = world.session(person, minutes=0, lost_reason="lockdown")
    other = world.session(person, project="@KITAS")
    nobody = world.session(project="@KITAS")
    world.session(person, day="2024-07-01")
    figure = world.figure("sessions")
    assert figure.value == 3
    assert why(figure) == {early: "outside_period", late: "outside_period", lost: "lost", unplanned: "lost", other: "other_project"}
    assert nobody not in why(figure)
    assert world.figure("hours").value == 3
    assert world.figure("person_hours").value == 1.25
    assert world.figure("persons_reached").persons == (person,)
    assert [world.figure("sessions", phase=phase).value for phase in ("inside", "released", "family")] == [1, 1, 0]
    assert world.figure("sessions", part=world.parts["north"]).value == 1
    assert world.figure("hours", place="south").value == 0
    assert world.figure("sessions", place="LT-K-PRA1").value == 2
    assert world.figure("persons_reached", place="@LT-K-ALY").value == 0
    assert world.figure("sessions", place="LT-25").value == 2
    assert world.figure("sessions", place="LT-13").value == 0
    assert world.figure("sessions", service="P-PSI").value == 1
    assert world.figure("sessions", service="P-PSI", kind="group").value == 0
    assert world.figure("sessions", day="2024-03-04").value == 0
    missed = world.figure("lost_hours")
    assert (missed.value, missed.unknown, missed.highest) == (1, 1, None)
    assert world.figure("lost_hours", reason="court").highest == 1


def test_the_first_day_narrows_what_happens_and_nothing_else(world: World) -> None:
    person = world.person()
    world.session(person, day="2024-02-01")
    world.session(person, day="2024-05-01")
    assert world.figure("sessions", since="2024-05-01").value == 1
    participants = world.figure("participants", since="2024-05-01")
    assert (participants.value, participants.detail) == (1, {"as_of_only": True})
    assert world.figure("sessions", since="2024-05-01").detail == {}
    assert world.figure("sessions", colour="red").detail == {"ignored": ["colour"]}


def test_participants_by_sex_group_place_and_phase(world: World) -> None:
    woman = world.person(about={"sex": "f", "residence_after_release": "LT-25"}, parts=[world.parts["north"]], target_group="convicted")
    man = world.person(about={"sex": "m"}, target_group="released")
    world.person("2024-07-01")
    world.add("stay", person=man, institution="@LT-PNAK-PRA", **{"from": "2022", "to": "2024-01"})
    world.add("stay", person=woman, institution="@LT-K-PRA1", **{"from": "2024-07-01"})
    world.add("legal_status", person=woman, status="serving", **{"from": "2023-01-01"})
    world.add("legal_status", person=man, status="probation", **{"from": "2024-01-15"})
    world.add("release_date", person=woman, kind="latest", date="2024-07-20")
    asked = {
        "everybody": {}, "sex": {"sex": "f"}, "group": {"target_group": "released"}, "part": {"part": "north"}, "place": {"place": "north"},
        "municipality": {"place": "LT-25"}, "institution": {"place": "LT-K-PRA1"},
        "phase": {"phase": "being_released"}, "outside": {"phase": "released"},
    }
    found = {name: set(world.figure("participants", **parameters).persons) for name, parameters in asked.items()}
    assert found == {
        "everybody": {woman, man}, "sex": {woman}, "group": {man}, "part": {woman}, "place": {woman}, "municipality": {woman}, "institution": {man},
        "phase": {woman}, "outside": {man},
    }


def test_growth_takes_the_latest_word_and_a_baseline(world: World) -> None:
    at_entry, lost_it, found_it, ended = (world.person(entry_labour_status=status) for status in ("employed", "employed", "unemployed", "inactive"))
    world.add("situation", person=at_entry, domain="labour", value="self_employed", **{"from": "2024-02"})
    world.add("situation", person=lost_it, domain="labour", value="employed", **{"from": "2024-01-10"})
    world.add("follow_up", case=world.case(lost_it), due="2024-05-01", done_on="2024-05-02", answers={"working": "no"})
    world.add("outcome", person=found_it, type="O-JOB", on="2024-04-01")
    world.add("outcome", person=ended, type="O-JOB", on="2024-02-01", until="2024-03-31")
    figure = world.figure("rate_growth", domain="labour", value="employed")
    assert set(figure.persons) == {at_entry, found_it}
    assert (figure.value, figure.unknown, figure.numerator, figure.denominator) == (0, 0, 2, 4)
    assert figure.detail == {"entry_employed": 2, "entry_share": 50, "share_at_d": 50, "points": 0}
    raised = world.figure("rate_growth", domain="labour", value="employed", target={"baseline": "40", "operator": ">=", "target": "25"})
    assert (raised.value, raised.detail["points"], raised.reached) == (25, 10, True)


def test_training_is_dated_by_completion_else_by_the_group(world: World) -> None:
    world.add("programme", code="PR", kind="mentor_training")
    group = {"programme": "@PR", "name": "Grupė", "project": f"@{CODE}"}
    dated, undated, other = (world.add("group", **{**group, **more}) for more in (
        {"from": "2024-02-01", "to": "2024-08-01"}, {}, {"project": "@KITAS", "to": "2024-02-01"}))
    early, later, nobody_knows = (world.person(None) for _ in range(3))
    world.add("group_member", group=dated, person=early, result="completed", completed_on="2024-03")
    world.add("group_member", group=dated, person=later, result="completed")
    unknown = world.add("group_member", group=undated, person=nobody_knows, result="completed")
    world.add("group_member", group=other, person=later, result="completed")
    world.add("group_member", group=dated, person=nobody_knows, result="dropped_out")
    figure = world.figure("trained", programme_kind="mentor_training")
    assert figure.persons == (early,)
    assert why(figure) == {unknown: "no_date"}
    assert set(world.figure("trained", day="2024-08-01").persons) == {early, later}
    assert world.figure("trained", programme_kind="parenting").value == 0
    load(world.desk, {"record": "person", "id": early, "residence_declared": "LT-25"})
    world.add("legal_status", person=early, status="relative", **{"from": "2024-01-01"})
    assert world.figure("trained", place="LT-25", phase="family").persons == (early,)
    assert world.figure("trained", place="LT-13").value == 0


def test_partners_by_precision_and_joined(world: World) -> None:
    first = world.add("partner", name="Ąžuolas", kind="company", active_from="2024-06", services=["P-PSI"], areas=["LT-25"])
    second = world.add("partner", name="Ažuolas", kind="company", active_to="2024")
    world.add("partner", name="Baigęs", kind="ngo", active_to="2024-05")
    world.add("partner", name="Būsimas", kind="state", active_from="2024-07")
    assert world.figure("partners_active").value == 2
    assert world.figure("partners_active", day="2024-05-31").value == 2
    assert world.figure("partners_active", service="P-PSI").value == 1
    assert world.figure("partners_active", place="LT-25").value == 1
    unmeant = world.figure("partners_active", place="LT-K-ALY", phase="inside", part="north")
    assert (unmeant.value, unmeant.detail) == (2, {"ignored": ["part", "phase", "place"]})
    world.join(first, second)
    assert world.figure("partners_active").value == 1


def test_places_and_placements(world: World) -> None:
    firm = world.add("partner", name="Įmonė", kind="company")
    body = world.add("partner", name="Įstaiga", kind="state")
    here = {"municipality": "LT-25", "parts": [world.parts["north"]]}
    pledge = world.add("pledge", partner=firm, project=f"@{CODE}", job="darbas", places=5, **here, **{"from": "2024-03-01"})
    undated = world.add("pledge", partner=firm, project=f"@{CODE}", job="darbas", places=3)
    world.add("pledge", partner=firm, project=f"@{CODE}", job="darbas", places=7, **{"from": "2024-07-01"})
    world.add("pledge", partner=firm, job="darbas", places=9, **{"from": "2024-01-01"})
    person = world.person()
    for status, day, more in (
        ("running", "2024-04-01", {"pledge": pledge}), ("planned", "2024-05-01", {"pledge": pledge}), ("completed", "2024-07-01", {"pledge": pledge}),
        ("completed", "2024-04-01", {"parts": [world.parts["south"]]}), ("completed", "2024-04-01", {}),
    ):
        world.add("placement", person=person, partner=firm, job="darbas", status=status, **{"from": day}, **more)
    offered = world.figure("places_offered")
    assert (offered.value, why(offered)) == (5, {undated: "no_date"})
    assert world.figure("places_offered", place="LT-25").value == 5
    assert world.figure("places_offered", part="south").value == 0
    assert world.figure("places_filled").value == 1
    assert world.figure("placements").value == 3
    assert world.figure("placements", status="completed").value == 1
    assert world.figure("placements", part="north").value == 2
    world.session(partners=[body], kind="partner_meeting")
    assert world.figure("esf", code="EECO18").value == 1
    assert world.figure("esf", code="EECO19").value == 1
    assert world.figure("esf", code="EECO18", day="2024-03-04").value == 0


def test_plans_are_done_when_every_step_is(world: World) -> None:
    person = world.person()
    case = world.case(person)
    for steps, values in (
        (["done"], {"agreed_on": "2024-02-01"}), (["done", "dropped"], {"agreed_on": "2024-02-01"}), ([], {"agreed_on": "2024-02-01"}),
        (["done"], {"agreed_on": "2024-02-01", "status": "closed"}), (["done"], {"agreed_on": "2024-08-01"}), (["done"], {"status": "draft"}),
    ):
        plan = world.add("plan", case=case, project=f"@{CODE}", **{"status": "agreed", **values})
        goal = world.add("goal", plan=plan, own_words="Noriu")
        for status in steps:
            world.add("step", goal=goal, text="Žingsnis", status=status, **({"done_on": "2024-03-01"} if status == "done" else {}))
    undated = world.add("plan", case=case, project=f"@{CODE}", status="agreed")
    figure = world.figure("plan_done_share")
    assert (figure.numerator, figure.denominator, figure.value, figure.persons) == (2, 4, 50, (person,))
    assert why(figure) == {undated: "no_date"}
    assert world.figure("plan_done_share", day="2024-02-15").numerator == 0


def scored(world: World) -> tuple[str, list[str]]:
    """Measure a person twice, by a psychologist whose role the founder does not have."""
    psychologist = world.add("staff", login="psy", given_name="Rasa", family_name="Psichologė", role="U-PSY")
    person = world.person()
    told = {"case": world.case(person), "instrument": "WHO-5", "by": psychologist}
    scores = (("2024-02-01", "40"), ("2024-03-01", "52"), ("2024-07-01", "80"))
    return person, [world.add("assessment", on=day, score=score, **told) for day, score in scores]


def test_scores_make_a_figure_for_one_who_may_not_read_them(world: World) -> None:
    person, records = scored(world)
    assert all(isinstance(one["score"], Shut) for one in world.desk.protected.open("assessment", records).values())
    figure = world.figure("score_change", instrument="WHO-5")
    assert (figure.value, figure.numerator, figure.denominator, figure.persons, figure.detail) == (12, 12, 1, (person,), {"instrument": "WHO-5"})
    assert world.figure("score_change", instrument="WHO-5", day="2024-02-15").value is None


def test_without_the_key_of_figures_scores_stay_shut(world: World) -> None:
    person, _ = scored(world)
    world.figure("score_change", instrument="WHO-5")
    figure = next(one for one in reporting(world, secret=None).indicators(CODE, DAY) if one.rule == "score_change")
    assert (figure.value, figure.unknown, why(figure)) == (None, 1, {person: "sealed"})


def reporting(world: World, **worker: object) -> Reporting:
    """Return the use case for somebody like the founder but for some values."""
    mine = world.desk.reporting
    return Reporting(mine._store, replace(mine._worker, **worker), mine._may, world.desk.lists, mine._institutions, mine._say)


@pytest.mark.parametrize("role", ["U-MEN", "U-SUP", "U-ADM", "U-FIN"])
def test_who_may_not_read_participations_gets_no_figures(world: World, role: str) -> None:
    with pytest.raises(Denied):
        reporting(world, role=role, roles_extra=()).indicators(CODE, DAY)


def test_what_cannot_be_asked(world: World) -> None:
    with pytest.raises(Refused, match=r"report\.no_project"):
        world.desk.reporting.indicators("r-1/2024", DAY)
    for day in ("2024", "2024-02-30", "2024-2-3", "rytoj"):
        with pytest.raises(UsageError):
            world.desk.reporting.indicators(CODE, day)
    with pytest.raises(UsageError):
        world.desk.reporting.indicators(CODE, DAY, "2024-07-01")
    assert world.desk.reporting.indicators(CODE, DAY) == ()
