"""Two lives of the vignettes, walked through: V05 (the question about suicide, rehabilitation, a mentor) and V09 (no home on release)."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from decimal import Decimal
from pathlib import Path

import pytest

from caseworker_desktop.kernel.errors import LineRefused
from caseworker_desktop.kernel.message import message
from caseworker_desktop.records.lists import institution_id
from caseworker_desktop.settings import Settings
from caseworker_desktop.texts import Texts
from caseworker_desktop.usecases.assessing import Measurement, Rating
from caseworker_desktop.usecases.intent import Intent
from caseworker_desktop.usecases.planning import NewStep
from tests.acceptance.team_world import CODE, TeamWorld, team_world
from tests.clock import StandingClock
from tests.workspace import load

DAY = "2026-11-21"
DUDIT_27 = (4, 3, 3, 3, 2, 2, 2, 2, 2, 2, 2)
AUDIT_5 = (2, 1, 1, 0, 0, 1, 0, 0, 0, 0)
PHQ_16 = (2, 2, 2, 2, 2, 2, 2, 1, 1)


@pytest.fixture
def world(tmp_path: Path, settings: Settings, clock: StandingClock) -> Iterator[TeamWorld]:
    with team_world(tmp_path / "office", settings, clock, "soc", "psi", "pri", "dar") as made:
        yield made


def answers(values: tuple[int, ...]) -> dict[str, int]:
    return {str(item): value for item, value in enumerate(values, 1)}


def test_v05_rasa_is_asked_about_suicide_and_goes_to_rehabilitation_and_to_a_mentor(world: TeamWorld) -> None:
    with world.at() as desk:
        rasa, case = world.client(desk, "Rasa", "Pramanytė", sex="f", birth_date="1993-11-21")
        load(desk, {"record": "person_code", "person": rasa, "scheme": "lt", "value": "49311210004"},
             {"record": "legal_status", "person": rasa, "status": "serving", "from": "2025-01-01"},
             {"record": "stay", "person": rasa, "institution": institution_id("LT-K-PAN"), "unit": "Motinų su vaikais skyrius", "from": "2025-01"},
             {"record": "release_date", "person": rasa, "kind": "latest", "date": "2026-12-15"})
    with world.at("pri") as desk:  # the addiction counsellor: bands are a woman's
        for instrument, values in (("DUDIT", DUDIT_27), ("AUDIT", AUDIT_5)):
            desk.assessing.measure(Measurement(case, instrument, DAY, "entry", "lt", answers(values)))
        shown = {one.instrument: (one.score, one.band.code if one.band else "") for one in desk.assessing.measured(rasa)}
        assert shown == {"DUDIT": (Decimal(27), "DUDIT.dependence.f"), "AUDIT": (Decimal(5), "AUDIT.low")}
        assert desk.assessing.result("DUDIT", answers((1, 1, *(0,) * 9)), "lt", "f").said.band.code == "DUDIT.problems.f"
        assert desk.assessing.result("DUDIT", answers((1, 1, *(0,) * 9)), "lt", "m").said.band.code == "DUDIT.none.m"
    with world.at("psi") as desk:  # the psychologist: item 9 is 1, the prompt cannot be skipped
        told = Measurement(case, "PHQ-9", DAY, "entry", "lt", answers(PHQ_16))
        with pytest.raises(LineRefused) as refused:
            desk.assessing.measure(told)
        assert refused.value.field == "asked_on"
        assert not [one for one in desk.assessing.measured(rasa) if one.instrument == "PHQ-9"]
        desk.assessing.measure(Measurement(case, "PHQ-9", DAY, "entry", "lt", answers(PHQ_16), DAY, "Budinti pareigūnė", "Sutartas saugumo planas"))
        (phq,) = [one for one in desk.assessing.measured(rasa) if one.instrument == "PHQ-9"]
        assert (phq.score, phq.band.band if phq.band else "", phq.risk) == (16, "moderately severe", True)
        note = load(desk, {"record": "note", "case": case, "level": "role", "role": "U-PSY", "text": "Kalbėtasi apie vaiką",
                           "signed_on": f"{DAY}T12:00:00+02:00"})[0]
        load(desk, {"record": "flag", "person": rasa, "kind": "suicide_risk", "from": DAY})
    with world.at("dar") as desk:  # the job broker: neither note nor score, but the flag
        assert desk.dumping.show("note", note)["text"] == {"protected": "U-PSY"}
        assert {(one.instrument, one.score, one.on) for one in desk.assessing.measured(rasa)} == {(None, None, DAY)}
        assert "suicide_risk" in desk.people.head(rasa).face.flags
    with world.at("soc") as desk:  # the case's lead: the referral, then the mentor after release
        assert {one.instrument for one in desk.assessing.measured(rasa)} == {"DUDIT", "AUDIT", "PHQ-9"}
        partner, consent = load(
            desk, {"record": "partner", "name": "Reabilitacijos bendruomenė", "kind": "ngo", "services": ["P-PRI"]},
            {"record": "consent", "person": rasa, "purpose": "share_partner", "given": True, "on": DAY, "expires_on": "2027-11-21"})
        referral = load(desk, {"record": "referral", "direction": "out", "person": rasa, "partner": partner, "service": "P-PRI", "on": DAY,
                               "consent": consent, "status": "sent"})[0]
        load(desk, {"record": "referral", "id": referral, "status": "accepted", "answered_on": DAY})
        assert [(one.family_name, one.release.days) for one in desk.today.view().leaving] == [("Pramanytė", 24)]
        (stay,) = desk.people.rows("stay", person=rasa)
        assert stay.unit == "Motinų su vaikais skyrius"
    with world.at() as desk:
        guide = load(desk, {"record": "person", "given_names": "Ieva", "family_name": "Palydovė"})[0]
        mentor = load(desk, {"record": "mentor", "person": guide, "kind": "volunteer", "stage": "trained"})[0]
        load(desk, {"record": "match", "mentor": mentor, "person": rasa, "from": "2026-11-21"})
        assert [one.person for one in desk.people.rows("match", person=rasa)] == [rasa]


def test_v09_liga_leaves_without_a_home_and_has_one_at_the_end(world: TeamWorld, texts_in: Callable[[str], Texts]) -> None:
    with world.at() as desk:
        liga, case = world.client(desk, "Līga", "Izdomāta", sex="f", birth_date="1991-12-12", residence_after_release="LV-RIX")
        social = load(desk, {"record": "partner", "name": "Rīgas Sociālais dienests", "kind": "municipality", "municipality": "LV-RIX"})[0]
        load(desk, {"record": "person_code", "person": liga, "scheme": "lv_new", "value": "329999-00017"},
             {"record": "legal_status", "person": liga, "status": "serving", "from": "2025-01-01", "to": "2026-11-20"},
             {"record": "stay", "person": liga, "institution": institution_id("LV-ILG"), "from": "2025-01", "to": "2026-11-20",
              "end_reason": "release"},
             {"record": "release_date", "person": liga, "kind": "actual", "date": "2026-11-20", "decided_on": "2026-11-01"},
             {"record": "participation", "person": liga, "project": world.project, "entry_on": "2026-06-01", "entry_homeless": "yes"},
             {"record": "situation", "person": liga, "domain": "housing", "value": "none", "from": "2026-06-01", "to": "2026-11-20"})
        assert desk.people.read_code("329999-00017").birth_date is None  # a new code tells no birth date and has no check digit
        assert desk.people.read_code("329999-00017").suspect is False
    with world.at("soc") as desk:  # needs → the debt plan; what is missing is told until a goal answers it
        desk.assessing.rate(case, [Rating("N-HOU", 0, 0, ("no_housing",)), Rating("N-DEB", 2, 1, ("debts",))], on="2026-11-10")
        assert set(desk.assessing.wheel(liga).unanswered) == {"N-HOU", "N-DEB"}
        needs = {one.domain: one.id for one in desk.people.rows("need", case=case)}
        plan = desk.planning.create(case, language="lv").id
        debts = desk.planning.add_goal(plan, "Gribu nomaksāt parādus", domain="N-DEB", need=needs["N-DEB"]).id
        desk.planning.add_step(debts, NewStep("Sastādīt parādu sarakstu", "staff", staff=desk.worker.staff, due="2026-11-25"))
        assert desk.assessing.wheel(liga).unanswered == ("N-HOU",)
        home = desk.planning.add_goal(plan, "Gribu savu istabu", domain="N-HOU", need=needs["N-HOU"]).id
        assert desk.assessing.wheel(liga).unanswered == ()
        desk.planning.agree(plan, "2026-11-12", "agreed")
        load(desk, {"record": "checklist_item", "case": case, "list": "entitlement", "item": "C-EMPLOYMENT", "due": "2026-11-24"},
             {"record": "checklist_item", "case": case, "list": "release", "item": "C-BED", "due": "2026-11-20", "done_on": "2026-11-20"},
             {"record": "legal_status", "person": liga, "status": "released", "from": "2026-11-20"},
             {"record": "situation", "person": liga, "domain": "housing", "value": "shelter", "from": "2026-11-20", "to": "2026-11-21"},
             {"record": "situation", "person": liga, "domain": "housing", "value": "rented", "from": "2026-11-21"})
        consent = load(desk, {"record": "consent", "person": liga, "purpose": "share_partner", "given": True, "on": "2026-11-12"})[0]
        load(desk, {"record": "referral", "direction": "out", "person": liga, "partner": social, "on": "2026-11-20", "consent": consent,
                    "status": "accepted", "answered_on": DAY, "outcome": "reached"})
        desk.planning.set_goal(home, status="reached")
        desk.assessing.rate(case, [Rating("N-HOU", 6, 6, met="met")])
        (housing,) = [one for one in desk.assessing.wheel(liga).domains if one.domain == "N-HOU"]
        assert [(one.client, one.met) for one in housing.rated] == [(0, "in_plan"), (6, "met")]
        assert [(due.what, due.days) for due in desk.today.view().dues if due.record == "step"] == [("Sastādīt parādu sarakstu", 4)]
        homes = sorted(desk.people.rows("situation", person=liga), key=lambda one: one.from_)
        assert [one.value for one in homes] == ["none", "shelter", "rented"]
    with world.at() as desk:  # counted as housing-excluded at entry (ESF+)
        code = desk.writer.new_id()
        desk.writer.write([Intent("indicator", None, {"project": world.project, "code": code, "rule": "esf", "parameters": {"code": "EECO16"}})])
        (figure,) = [one for one in desk.reporting.indicators(CODE, DAY) if one.code == code]
        assert (figure.value, figure.persons) == (1, (liga,))
    said = texts_in("lv").say
    assert [said(message("ui_assessment.unanswered", count=count)) for count in (1, 2, 0)] == [
        "1 vajadzība bez mērķa plānā", "2 vajadzības bez mērķa plānā", "0 vajadzību bez mērķa plānā"]
