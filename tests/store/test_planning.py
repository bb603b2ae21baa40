"""Plans in a real workspace: made, changed, reviewed, printed as versions and signed."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from caseworker_desktop.kernel.errors import Denied, LineRefused, Refused
from caseworker_desktop.settings import Settings
from caseworker_desktop.usecases.plan_state import Standing
from caseworker_desktop.usecases.planning import NewStep, Planning, Signed
from tests.clock import StandingClock
from tests.planning_world import CASE, FRIENDS, HOUSING, PARTNER, PERSON, PROJECT, WORK, World, build


@pytest.fixture
def world(tmp_path: Path, settings: Settings, clock: StandingClock) -> Iterator[World]:
    made = build(tmp_path / "office", settings, clock)
    yield made
    made.desk.close()


def test_a_new_plan_is_a_draft_of_the_persons_project(world: World) -> None:
    assert world.planning.open(CASE) is None
    made = world.planning.create(CASE)
    state = world.planning.open(CASE)
    assert state is not None
    plan = state.sheet.plan
    assert (plan.id, plan.status, plan.number, plan.project, plan.language) == (made.id, "draft", "2026-1", PROJECT, "lt")
    assert state.standing is Standing.NEW
    assert state.version == 1
    assert world.planning.case_of(PERSON) == CASE
    assert world.planning.propose_number() == "2026-2"


def test_numbers_of_other_years_and_forms_do_not_count(world: World) -> None:
    world.load(*({"record": "plan", "case": CASE, "status": "closed", "number": number} for number in ("2025-40", "7/26", "2026-117")))
    assert world.planning.propose_number() == "2026-118"


def test_needs_suggest_goals_the_lowest_first(world: World) -> None:
    plan = world.planning.create(CASE).id
    assert [need.id for need in world.planning.sheet(plan).suggestions] == [HOUSING, WORK]
    world.planning.add_goal(plan, "Noriu turėti kur grįžti.", domain="N-HOU", need=HOUSING)
    state = world.planning.sheet(plan)
    assert [need.id for need in state.suggestions] == [WORK]
    assert {need.id: need.met for need in state.sheet.needs} == {HOUSING: "in_plan", WORK: "open", FRIENDS: "open"}
    assert state.sheet.goals[0].needs == (HOUSING,)


def test_goals_keep_their_order_and_can_be_moved_and_dropped(world: World) -> None:
    plan = world.planning.create(CASE).id
    one, two, three = (world.planning.add_goal(plan, f"{n} tikslas").id for n in (1, 2, 3))
    assert [goal.id for goal in world.planning.sheet(plan).sheet.goals] == [one, two, three]
    written = world.planning.order_goals(plan, [three, one])
    assert written is not None
    assert written.changed == 3
    assert [goal.id for goal in world.planning.sheet(plan).sheet.goals] == [three, one, two]
    assert world.planning.order_goals(plan, [three, one, two]) is None
    world.planning.drop_goal(one)
    assert [goal.id for goal in world.planning.sheet(plan).sheet.standing_goals] == [three, two]


def test_a_sixth_open_goal_is_warned_about(world: World) -> None:
    plan = world.planning.create(CASE).id
    made = [world.planning.add_goal(plan, f"{n} tikslas") for n in range(1, 7)]
    assert [bool(each.written.warnings) for each in made] == [False] * 5 + [True]
    assert world.planning.sheet(plan).too_many_goals


def test_steps_are_given_to_people_and_get_done_today(world: World) -> None:
    plan = world.plan()
    first, second = world.planning.sheet(plan).sheet.goals
    assert [(step.text, step.who) for step in first.steps] == [("Surinkti dokumentus", "client"), ("Patvirtinti vietą", "staff")]
    assert first.steps[1].staff is not None
    assert first.steps[1].staff.short == "E. Kazlauskienė"
    assert second.steps[0].partner_name == "Antstolių kontora"
    world.planning.set_step(first.steps[0].id, status="done")
    assert world.planning.sheet(plan).sheet.goals[0].steps[0].done_on == "2026-11-21"
    world.planning.set_step(first.steps[0].id, status="open")
    assert world.planning.sheet(plan).sheet.goals[0].steps[0].done_on is None
    world.planning.delete_step(first.steps[0].id)
    assert len(world.planning.sheet(plan).sheet.goals[0].steps) == 1
    world.planning.restore_step(first.steps[0].id, "open")
    restored = world.planning.sheet(plan).sheet.goals[0].steps[0]
    assert (restored.text, restored.due) == ("Surinkti dokumentus", "2026-11-25")


def test_what_is_wrong_is_refused_with_its_field(world: World) -> None:
    plan = world.planning.create(CASE).id
    goal = world.planning.add_goal(plan, "Noriu dirbti.").id
    for act, field in (
        (lambda: world.planning.add_goal(plan, "  "), "own_words"),
        (lambda: world.planning.set_goal(goal, domain="N-XXX"), "domain"),
        (lambda: world.planning.set_goal(goal, plan="x"), "plan"),
        (lambda: world.planning.add_step(goal, NewStep("CV", due="2026-02-30")), "due"),
        (lambda: world.planning.add_step(goal, NewStep("CV", who="nobody")), "who"),
        (lambda: world.planning.add_step(goal, NewStep("CV", who="partner", partner=PERSON)), "partner"),
        (lambda: world.planning.agree(plan, "2026-11-22", "agreed"), "agreed_on"),
        (lambda: world.planning.hold_review(plan, "2026-11-22", None), "held_on"),
    ):
        with pytest.raises(LineRefused) as refused:
            act()
        assert refused.value.field == field
    assert len(world.planning.sheet(plan).sheet.goals) == 1


def test_an_agreed_plan_has_its_reviews_planned(world: World) -> None:
    plan = world.planning.create(CASE).id
    assert [each.due for each in world.planning.sheet(plan).reviews_due] == ["2026-12-23", "2027-03-09"]
    world.planning.agree(plan, "2026-11-20", "agreed_partly", "Nori dirbti kitur.")
    state = world.planning.sheet(plan)
    assert (state.sheet.plan.status, state.sheet.plan.agreement) == ("agreed", "agreed_partly")
    assert [review.due for review in state.sheet.reviews] == ["2026-12-23", "2027-03-09"]
    assert state.reviews_due == ()
    assert state.next_review is not None
    assert state.next_review.due == "2026-12-23"


def test_a_review_held_plans_the_next_and_one_that_could_not_be_held_tells_why(world: World) -> None:
    plan = world.planning.create(CASE).id
    world.planning.agree(plan, "2026-11-20", "agreed")
    first, second = world.planning.sheet(plan).sheet.reviews
    world.planning.hold_review(plan, "2026-11-21", "Pridėtas tikslas.", review=first.id)
    state = world.planning.sheet(plan)
    assert [(review.due, review.held_on) for review in state.sheet.reviews] == [("2026-12-23", "2026-11-21"), ("2027-03-09", None)]
    world.planning.excuse_review(second.id, "transfer")
    assert world.planning.sheet(plan).next_review is None


def test_the_paper_for_the_file_makes_a_version_and_only_a_new_content_makes_another(world: World) -> None:
    plan = world.plan()
    first = world.printing.print_plan(plan, "file")
    again = world.printing.print_plan(plan, "file", "lv", "en")
    client = world.printing.print_plan(plan, "client", "lt")
    assert (first.version, again.version, client.version) == (1, 1, 1)
    assert first.plan_digest == again.plan_digest == client.plan_digest
    versions = world.rows("plan_version", plan=plan)
    assert [(version.number, version.digest) for version in versions] == [(1, first.plan_digest)]
    goal = world.planning.sheet(plan).sheet.goals[0]
    world.planning.set_goal(goal.id, own_words="Noriu savo kampo.")
    state = world.planning.sheet(plan)
    assert (state.standing, state.version, state.kept) == (Standing.CHANGED, 2, False)
    assert world.printing.print_plan(plan, "client").version == 2
    assert world.printing.print_plan(plan, "file", purpose="preview").version == 2
    assert len(world.rows("plan_version", plan=plan)) == 1
    second = world.printing.print_plan(plan, "file")
    assert (second.version, second.plan_digest) == (2, state.digest)
    assert second.plan_digest != first.plan_digest
    assert world.planning.sheet(plan).standing is Standing.UNSIGNED


def test_what_becomes_of_the_steps_makes_no_version(world: World) -> None:
    plan = world.plan()
    world.printing.print_plan(plan, "file")
    step = world.planning.sheet(plan).sheet.goals[0].steps[0]
    world.planning.set_step(step.id, status="done")
    world.planning.agree(plan, "2026-11-21", "agreed")
    assert world.printing.print_plan(plan, "file").version == 1


def test_a_signature_belongs_to_a_printed_version(world: World) -> None:
    plan = world.plan()
    who = [Signed("Žygimantas Šešelgis", "client", "2026-11-21", "biuras, spinta 2"), Signed("Eglė Kazlauskienė", "worker", "2026-11-21")]
    with pytest.raises(Refused) as refused:
        world.planning.sign(plan, "07000000-0000-7000-8000-00000000dead", who)
    assert refused.value.message.key == "planning.no_version"
    world.printing.print_plan(plan, "file")
    version = world.rows("plan_version", plan=plan)[0]
    with pytest.raises(LineRefused):
        world.planning.sign(plan, version.id, [replace(who[0], on="2026-11-22")])
    with pytest.raises(LineRefused):
        world.planning.sign(plan, version.id, [])
    world.planning.sign(plan, version.id, who, agreement="agreed")
    state = world.planning.sheet(plan)
    assert state.standing is Standing.SIGNED
    assert not state.changed_since_signed
    assert state.signed is not None
    assert [(one.who, one.capacity, one.original_kept_at) for one in state.signed.signatures] == [
        ("Žygimantas Šešelgis", "client", "biuras, spinta 2"), ("Eglė Kazlauskienė", "worker", None)]
    assert (state.sheet.plan.status, state.sheet.plan.agreed_on) == ("agreed", "2026-11-21")
    assert len(state.sheet.reviews) == 2
    world.planning.add_step(state.sheet.goals[0].id, NewStep("Nusipirkti bilietą", "client"))
    state = world.planning.sheet(plan)
    assert state.changed_since_signed
    assert state.standing is Standing.CHANGED


@pytest.mark.parametrize("kind", ["plan", "goal", "step", "need", "person"])
def test_people_must_agree_before_it_is_printed(world: World, kind: str) -> None:
    plan = world.plan()
    goal = world.planning.sheet(plan).sheet.goals[0]
    record, field = {"plan": (plan, "strengths"), "goal": (goal.id, "own_words"), "step": (goal.steps[0].id, "text"), "need": (HOUSING, "note"),
                     "person": (PERSON, "given_names")}[kind]
    world.load({"record": kind, "id": record, field: "Čia taip."})
    world.another_laptop_writes(kind, record, field, "Ten kitaip.")
    assert [(one.kind, one.id) for one in world.planning.sheet(plan).sheet.disputed] == [(kind, record)]
    for copy in ("file", "client"):
        with pytest.raises(Refused) as refused:
            world.printing.print_plan(plan, copy)
        assert refused.value.message.key == "planning.conflict"
        assert refused.value.exit_code == 4
    assert world.rows("plan_version", plan=plan) == []
    assert world.printing.preview_plan(world.planning.sheet(plan).sheet, "file").pages >= 1


def test_a_role_that_may_not_read_plans_is_denied(world: World) -> None:
    plan = world.plan()
    worker = replace(world.desk.worker, role="U-FIN", roles_extra=())
    planning = Planning(world.store, world.desk.writer, worker, world.parts.permissions.may, world.parts.shipped["institution"])
    with pytest.raises(Denied):
        planning.sheet(plan)
    with pytest.raises(Denied):
        planning.open(CASE)


def test_a_plan_that_is_not_here_is_refused(world: World) -> None:
    for unknown in (PERSON, "nothing", ""):
        with pytest.raises(Refused) as refused:
            world.printing.print_plan(unknown, "file")
        assert refused.value.message.key == "planning.no_plan"
    with pytest.raises(Refused):
        world.planning.sheet(PERSON)
    with pytest.raises(Refused):
        world.planning.create(PARTNER)


def test_choices_leave_out_who_left(world: World) -> None:
    world.load({"record": "staff", "login": "buves", "given_name": "Buvęs", "family_name": "Darbuotojas", "role": "U-SW", "active_to": "2026-01-01"})
    choices = world.planning.choices()
    assert [name for _, name in choices.staff] == ["Eglė Kazlauskienė"]
    assert [name for _, name in choices.partners] == ["Antstolių kontora"]
    assert choices.projects == ((PROJECT, "DEMO-2026-01 · Pro vartus"),)
