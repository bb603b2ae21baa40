"""What the rules of mentors, matches and placements find, and what they let pass."""

import pytest

from caseworker_desktop.records.catalog import build_catalog
from caseworker_desktop.records.lists import Lists
from tests.records_world import PlainWorld


class Writing(PlainWorld):
    """A command of the window: nothing is brought in from elsewhere."""

    def loading(self) -> bool:
        return False


@pytest.fixture
def world(resources):
    made = Writing(build_catalog(), Lists.load(resources))
    made.lay("mentor", id="m", person="mentor", stage="matched", max_matches=1)
    made.lay("consent", id="c1", person="p", purpose="share_mentor", given=True, on="2026-01-01")
    made.lay("consent", id="c2", person="p", purpose="share_employer", given=True, on="2026-01-01")
    made.lay("pledge", id="pl", partner="e", places=1, **{"from": "2026-01-01", "to": "2026-12-31"})
    return made


def said(world, kind, record):
    return [(one.field, one.reason.key, one.weight) for one in world.found(kind, record)]


def match(world, id="x", **values):
    return world.lay("match", **({"id": id, "mentor": "m", "person": "p", "from": "2026-03-01"} | values))


def placement(world, id="x", **values):
    return world.lay("placement", **({"id": id, "pledge": "pl", "partner": "e", "person": "p", "from": "2026-03-01", "status": "running"} | values))


def test_a_good_match_says_nothing(world):
    assert said(world, "match", match(world)) == []


def test_nobody_is_their_own_mentor(world):
    assert said(world, "match", match(world, person="mentor")) == [
        ("mentor", "rule.own_mentor", "refuse"), ("person", "rule.no_consent_for_mentor", "warn")]


@pytest.mark.parametrize(("stage", "warned"), [("recruited", True), ("screened", True), ("trained", True), ("agreement", False), ("ended", True)])
def test_a_mentor_without_agreement_warns(world, stage, warned):
    world.lay("mentor", id="m", person="mentor", stage=stage)
    assert (("mentor", "rule.mentor_not_ready", "warn") in said(world, "match", match(world))) is warned


def test_more_matches_than_agreed_and_a_second_mentor_warn(world):
    match(world, id="first", person="other")
    world.lay("match", id="elsewhere", mentor="another", person="p", **{"from": "2026-02-01"})
    assert said(world, "match", match(world)) == [("mentor", "rule.mentor_full", "warn"), ("person", "rule.matched_already", "warn")]
    match(world, id="first", person="other", to="2026-02-20")
    world.lay("match", id="elsewhere", mentor="another", person="p", **{"from": "2026-02-01", "to": "2026-02-20"})
    assert said(world, "match", match(world)) == []


def test_a_prison_asks_for_a_clearance(world):
    world.lay("institution", id="prison", kind="prison")
    world.lay("stay", id="s", person="p", institution="prison", **{"from": "2025-01", "to": None})
    warned = [("mentor", "rule.no_clearance", "warn")]
    assert said(world, "match", match(world)) == warned
    world.lay("clearance", id="old", mentor="m", institution="prison", **{"from": "2025-01-01", "to": "2026-02-28"})
    assert said(world, "match", match(world)) == warned
    world.lay("clearance", id="new", mentor="m", institution="prison", **{"from": "2026-03-01", "to": "2026-03-01"})
    assert said(world, "match", match(world)) == []
    world.lay("stay", id="s", person="p", institution="prison", **{"from": "2025-01", "to": "2026-02"})
    assert said(world, "match", match(world, **{"from": "2026-04-01"})) == []


def test_what_ends_has_a_reason_and_no_meeting_ahead(world):
    assert said(world, "match", match(world, to="2026-06-01")) == [("end_reason", "rule.match_end_reason", "refuse")]
    meeting = {"id": "s", "match": "x", "minutes": 0, "planned_minutes": 60, "starts_at": "2026-06-02T10:00:00+03:00"}
    world.lay("session", **meeting)
    ended = {"to": "2026-06-01", "end_reason": "agreed_end"}
    assert said(world, "match", match(world, **ended)) == [("to", "rule.match_meeting_open", "warn")]
    for over in ({"lost_reason": "ill"}, {"minutes": 60}, {"starts_at": "2026-06-01T10:00:00+03:00"}):
        world.lay("session", **(meeting | over))
        assert said(world, "match", match(world, **ended)) == []


def test_the_client_must_have_agreed_to_a_mentor(world):
    world.lay("consent", id="c1", person="p", purpose="share_mentor", given=True, on="2026-01-01", withdrawn_on="2026-03-01")
    assert said(world, "match", match(world)) == [("person", "rule.no_consent_for_mentor", "warn")]


def test_stages_go_forward(world):
    good = world.lay("mentor", id="n", person="q", stage="trained", recruited_on="2026", screened_on="2026-02", trained_on="2026-02-10")
    assert said(world, "mentor", good) == []
    wrong = world.lay("mentor", id="n", person="q", stage="trained", recruited_on="2026-03", trained_on="2026-02-10")
    assert said(world, "mentor", wrong) == [("trained_on", "rule.mentor_stage_before", "warn")]


def test_a_good_placement_says_nothing(world):
    assert said(world, "placement", placement(world)) == []


@pytest.mark.parametrize(("status", "warned"), [("running", True), ("completed", True), ("broken_off", True), (None, True), ("planned", False)])
def test_over_the_pledged_places_is_a_warning(world, status, warned):
    placement(world, id="first", person="other", status="completed")
    full = ("pledge", "rule.pledge_full", "warn")
    assert (full in said(world, "placement", placement(world, status=status))) is warned


def test_a_planned_placement_takes_no_place(world):
    placement(world, id="first", person="other", status="planned")
    assert said(world, "placement", placement(world)) == []


@pytest.mark.parametrize(("values", "found"), [
    ({"partner": "another"}, ("partner", "rule.other_employer", "warn")),
    ({"from": "2025-12-31"}, ("person", "rule.no_consent_for_employer", "warn")),
    ({"from": "2025-12-31"}, ("from", "rule.outside_pledge", "warn")),
    ({"from": "2027-01-01"}, ("from", "rule.outside_pledge", "warn")),
    ({"status": "completed", "before": {"skills": 4}}, ("after", "rule.rated_once", "warn")),
])
def test_what_else_a_placement_warns_of(world, values, found):
    assert found in said(world, "placement", placement(world, **values))
