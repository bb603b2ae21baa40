"""What the rules of the records find, and what they let pass."""

import pytest

from caseworker_desktop.records.catalog import build_catalog
from caseworker_desktop.records.lists import Lists
from tests.records_world import SCENARIOS, PlainWorld, sample_lines


@pytest.fixture
def world(resources):
    return PlainWorld(build_catalog(), Lists.load(resources))


def said(findings):
    return [(one.field, one.reason.key, one.weight) for one in findings]


# ---- the samples --------------------------------------------------------------------------------------------------------------------

@pytest.mark.parametrize("name", ["s0", "s1", "s2", "s3", "s4"])
def test_the_samples_of_real_projects_pass(world, name):
    written = [(line, kind, world.write(kind, **values)) for line, kind, values in sample_lines(SCENARIOS / name / "records.jsonl")]
    refused = [(line, kind, finding) for line, kind, record in written for finding in world.found(kind, record) if finding.weight != "warn"]
    assert refused == []


@pytest.mark.parametrize(
    ("name", "line", "field"),
    [("funding_85_10", 3, "share_percent"), ("phq_without_safety_prompt", 3, "safety_prompt"), ("referral_without_consent", 3, "consent")],
)
def test_the_samples_that_a_rule_must_refuse(world, name, line, field):
    written = [(at, kind, world.write(kind, **values)) for at, kind, values in sample_lines(SCENARIOS / "refusals" / f"{name}.jsonl")]
    refused = [(at, finding.field) for at, kind, record in written for finding in world.found(kind, record) if finding.weight.startswith("refuse")]
    assert refused == [(line, field)]


# ---- order of dates, and what points to itself ------------------------------------------------------------------------------------------

@pytest.mark.parametrize(
    ("kind", "begins", "ends"),
    [("staff", "active_from", "active_to"), ("institution", "valid_from", "valid_to"), ("project", "period_from", "period_to"),
     ("project_part", "from", "to"), ("agreement", "valid_from", "valid_to"), ("term", "valid_from", "valid_to"), ("case", "opened_on", "closed_on"),
     ("legal_status", "from", "to"), ("stay", "from", "to"), ("situation", "from", "to"), ("flag", "from", "to"), ("consent", "on", "expires_on"),
     ("consent", "on", "withdrawn_on"), ("participation", "entry_on", "exit_on"), ("group", "from", "to"), ("group_member", "joined_on", "left_on"),
     ("clearance", "from", "to"), ("match", "from", "to"), ("pledge", "from", "to"), ("placement", "from", "to"),
     ("partner", "active_from", "active_to"), ("outcome", "on", "until")],
)
def test_nothing_ends_before_it_begins(world, kind, begins, ends):
    wrong = world.lay(kind, id="x", **{begins: "2026-03-02", ends: "2026-03-01"})
    assert (ends, "rule.ends_before_it_begins", "refuse") in said(world.found(kind, wrong))
    for last in ("2026-03-02", "2027-01-01", None):
        right = world.lay(kind, id="x", **{begins: "2026-03-02", ends: last})
        assert "rule.ends_before_it_begins" not in [one.reason.key for one in world.found(kind, right)]


def test_a_month_and_one_of_its_days_are_no_contradiction(world):
    assert world.found("stay", world.lay("stay", id="x", **{"from": "2026-03-10", "to": "2026-03"})) == []


@pytest.mark.parametrize(("kind", "field"), [("institution", "successor_of"), ("project", "parent"), ("partner", "parent"), ("note", "amends")])
def test_nothing_points_to_itself(world, kind, field):
    assert (field, "rule.points_to_itself", "refuse") in said(world.found(kind, world.lay(kind, id="x", **{field: "x"})))


def test_nobody_is_related_to_themself(world):
    assert said(world.found("relation", world.lay("relation", id="r", person="p", other="p"))) == [("other", "rule.related_to_oneself", "refuse")]
    assert world.found("relation", world.lay("relation", id="r", person="p", other="q")) == []


# ---- projects -------------------------------------------------------------------------------------------------------------------------------

def shares(world, *percents):
    lines = [world.write("funding", id=f"f{at}", project="p", share_percent=percent) for at, percent in enumerate(percents)]
    return [(line["id"], finding.weight, finding.reason.params["total"]) for line in lines for finding in world.found("funding", line)]


@pytest.mark.parametrize("percents", [("100",), ("85", "15"), ("33.3", "33.3", "33.4"), ("60", None), (None,)])
def test_shares_that_may_sum_to_a_hundred_pass(world, percents):
    assert shares(world, *percents) == []


@pytest.mark.parametrize(("percents", "total"), [(("85", "10"), "95"), (("85", "15.5"), "100.5"), (("70", "40", None), "110"), (("90",), "90")])
def test_shares_that_do_not_are_said_once_of_the_last_line(world, percents, total):
    assert shares(world, *percents) == [(f"f{len(percents) - 1}", "refuse_load", total)]


def test_a_line_that_completes_earlier_ones_is_judged_with_them(world):
    world.lay("funding", id="old", project="p", share_percent="85")
    assert shares(world, "15") == []
    assert shares(world, "10") == [("f0", "refuse_load", "95")]


def test_what_lies_outside_a_project_s_period_is_warned_of(world):
    world.lay("project", id="p", period_from="2023-01-01", period_to="2023-12")
    for day, outside in (("2022-12-31", True), ("2023-01-01", False), ("2023-12-31", False), ("2024-01-02", True)):
        entry = world.lay("participation", id="e", project="p", entry_on=day)
        session = world.lay("session", id="s", project="p", starts_at=f"{day}T10:00:00+02:00", staff=["w"])
        expected = [("rule.outside_project", "warn")] if outside else []
        assert [(key, weight) for _, key, weight in said(world.found("participation", entry))] == expected
        assert [(key, weight) for _, key, weight in said(world.found("session", session))] == expected


def test_who_lives_elsewhere_is_warned_of_and_never_blocked(world):
    world.lay("project", id="p", eligible_municipalities=["LT-25"])
    moves = {"residence_after_release": "LT-25", "residence_declared": "LT-43"}
    for lives, warned in ((moves, False), ({"residence_declared": "LT-43"}, True), ({}, False)):
        world.lay("person", id="a", **lives)
        found = said(world.found("participation", world.lay("participation", id="e", project="p", person="a", entry_on="2023")))
        assert found == ([("project", "rule.lives_elsewhere", "warn")] if warned else [])


# ---- plans ----------------------------------------------------------------------------------------------------------------------------------

def test_a_sixth_open_goal_is_warned_of_once(world):
    goals = [world.write("goal", id=f"g{at}", plan="p", status=None if at else "open") for at in range(6)]
    found = [(goal["id"], finding) for goal in goals for finding in world.found("goal", goal)]
    assert [(id_, *said([finding])[0]) for id_, finding in found] == [("g5", "status", "rule.many_open_goals", "warn")]
    assert found[0][1].reason.params == {"count": 6}


def test_reached_goals_do_not_count(world):
    goals = [world.write("goal", id=f"g{at}", plan="p", status="reached" if at < 2 else "open") for at in range(7)]
    assert [finding for goal in goals for finding in world.found("goal", goal)] == []


# ---- sessions and notes ---------------------------------------------------------------------------------------------------------------------

def test_a_session_has_staff_but_for_a_match_s_meeting(world):
    alone = world.lay("session", id="s", kind="mentor_meeting", starts_at="2026-01-01T10:00:00+02:00")
    assert said(world.found("session", alone)) == [("staff", "rule.staff_missing", "refuse")]
    assert world.found("session", alone | {"match": "m"}) == []
    assert world.found("session", alone | {"staff": ["w"]}) == []


def test_a_note_for_a_role_says_which(world):
    note = world.lay("note", id="n", case="c", level="role")
    assert said(world.found("note", note)) == [("role", "rule.role_missing", "refuse")]
    assert world.found("note", note | {"role": "U-PSY"}) == []


def test_an_amendment_stays_in_its_case(world):
    world.lay("note", id="first", case="c", level="shared")
    amendment = world.lay("note", id="n", case="d", level="shared", amends="first")
    assert said(world.found("note", amendment)) == [("amends", "rule.amends_other_case", "refuse")]
    assert world.found("note", amendment | {"case": "c"}) == []


# ---- consents -------------------------------------------------------------------------------------------------------------------------------

CONSENT = {"id": "k", "person": "a", "purpose": "share_partner", "given": True, "on": "2026-01-10"}
REFERRAL = {"id": "r", "direction": "out", "person": "a", "on": "2026-02-01", "status": "draft"}


@pytest.mark.parametrize("named", [True, False])
@pytest.mark.parametrize(
    ("change", "agreed"),
    [({}, True), ({"on": "2026-02-01"}, True), ({"on": "2026-02-02"}, False), ({"given": False}, False), ({"purpose": "photo"}, False),
     ({"person": "b"}, False), ({"expires_on": "2026-02-01"}, True), ({"expires_on": "2026-01-31"}, False),
     ({"withdrawn_on": "2026-02-02"}, True), ({"withdrawn_on": "2026-02-01"}, False)],
)
def test_an_outgoing_referral_rests_on_a_consent_of_its_day(world, named, change, agreed):
    world.lay("consent", **(CONSENT | change))
    referral = world.lay("referral", **(REFERRAL | ({"consent": "k"} if named else {})))
    assert said(world.found("referral", referral)) == ([] if agreed else [("consent", "rule.no_consent_to_share", "refuse")])


def test_the_consent_that_a_referral_names_must_hold_itself(world):
    world.lay("consent", **CONSENT)
    world.lay("consent", **(CONSENT | {"id": "old", "expires_on": "2026-01-20"}))
    assert said(world.found("referral", world.lay("referral", **REFERRAL, consent="old")))
    assert said(world.found("referral", world.lay("referral", **REFERRAL, consent="unknown")))


def test_who_comes_to_us_needs_no_consent_to_be_sent(world):
    assert world.found("referral", world.lay("referral", **(REFERRAL | {"direction": "in"}))) == []


def test_each_person_in_a_photograph_agreed_to_it(world):
    photo = world.lay("document", id="d", kind="photo", persons=["a", "b"], taken_on="2026-02-01", on="2020-01-01")
    world.lay("consent", **(CONSENT | {"purpose": "photo"}))
    assert said(world.found("document", photo)) == [("persons", "rule.no_consent_to_photo", "refuse")]
    world.lay("consent", **(CONSENT | {"id": "l", "purpose": "photo", "person": "b"}))
    assert world.found("document", photo) == []
    assert said(world.found("document", photo | {"taken_on": None})) == [("persons", "rule.no_consent_to_photo", "refuse")]
    added_today = photo | {"taken_on": None, "on": None, "created_at": "2026-01-10T08:00:00.000+00:00"}
    assert world.found("document", added_today) == []
    assert world.found("document", photo | {"kind": "letter", "taken_on": None}) == []


# ---- persons --------------------------------------------------------------------------------------------------------------------------------

def test_a_situation_s_value_belongs_to_its_domain(world):
    good = world.lay("situation", id="s", domain="labour", value="employed", **{"from": "2026"})
    assert world.found("situation", good) == []
    assert said(world.found("situation", good | {"domain": "housing"})) == [("value", "rule.value_of_other_domain", "refuse")]
    assert world.found("situation", good | {"domain": "housing", "value": "none"}) == []
    assert world.found("situation", good | {"value": "a term of the office"}) == []


@pytest.mark.parametrize(
    ("scheme", "value", "born", "keys"),
    [("lt", "33309240064", "1933-09-24", []), ("lt", "33309240065", "1933-09-24", ["rule.code_check_digit"]),
     ("lt", "33309240064", "1933-09-25", ["rule.code_birth_date"]), ("lt", "33309240064", "1933", []), ("lt", "3330924", None, ["rule.code_form"]),
     ("lv_old", "161175-19997", "1975-11-16", []), ("lv_new", "329999-00025", "1997-04-08", []), ("lv_new", "339999-00025", None, []),
     ("lv_new", "219999-00025", None, ["rule.code_form"]), ("document", "AB 1", None, []), ("other", "anything", None, [])],
)
def test_a_personal_code_that_looks_mistyped_is_warned_of(world, scheme, value, born, keys):
    world.lay("person", id="a", birth_date=born)
    found = said(world.found("person_code", world.lay("person_code", id="k", person="a", scheme=scheme, value=value)))
    assert found == [("value", key, "warn") for key in keys]
