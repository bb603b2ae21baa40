"""What five projects need of the day: each role's own caseload, alerts around release, the coordinator's view, services by specialist, crises."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from caseworker_desktop.kernel.errors import Denied
from caseworker_desktop.records.views.people import Wanted
from caseworker_desktop.settings import Settings
from caseworker_desktop.texts import Texts
from caseworker_desktop.ui.person.data_presenter import DataPresenter
from caseworker_desktop.ui.shell.navigation import menu
from tests.acceptance.team_world import PANEVEZYS, TeamWorld, team_world
from tests.clock import StandingClock
from tests.journeys.command import Caseworker
from tests.workspace import OFFICE, PASSPHRASE, load

LOGINS = ("soc", "psi", "dar", "men", "koo", "vad")


@pytest.fixture
def world(tmp_path: Path, settings: Settings, clock: StandingClock) -> Iterator[TeamWorld]:
    with team_world(tmp_path / "office", settings, clock, *LOGINS) as made:
        yield made


def outside(person: str, since: str) -> list[dict[str, str]]:
    return [{"record": "legal_status", "person": person, "status": "serving", "from": "2022-01-01", "to": since},
            {"record": "legal_status", "person": person, "status": "released", "from": since}]


def test_a0_18_a_social_worker_sees_the_own_caseload(world: TeamWorld) -> None:
    with world.at() as desk:
        mine, _ = world.client(desk, "Rokas", "Netikras", lead="soc")
        other, _ = world.client(desk, "Tomas", "Pavyzdys", lead="psi")
        helped, case = world.client(desk, "Ona", "Pavyzdienė", lead="psi")
        load(desk, {"record": "case", "id": case, "team": [world.staff["soc"]]},
             {"record": "release_date", "person": mine, "kind": "conditional", "date": "2026-12-01"},
             {"record": "legal_status", "person": mine, "status": "serving", "from": "2022-01-01"},
             {"record": "release_date", "person": other, "kind": "conditional", "date": "2026-12-01"},
             {"record": "legal_status", "person": other, "status": "serving", "from": "2022-01-01"})
    with world.at("soc") as desk:
        page = desk.people.page(Wanted(mine=True))
        assert {face.id for face in page.people} == {mine, helped}
        assert [one.person for one in desk.today.view().leaving] == [mine]
        assert not desk.caseload.may_look()
        with pytest.raises(Denied):
            desk.caseload.workload()
    with world.at() as desk:
        assert {one.person for one in desk.today.view().leaving} == {mine, other}


def test_a0_19_a_job_broker_opens_work_and_no_psychologist_s_note(world: TeamWorld) -> None:
    with world.at() as desk:
        person, case = world.client(desk, "Rasa", "Pramanytė")
    with world.at("psi") as desk:
        note = load(desk, {"record": "note", "case": case, "level": "role", "role": "U-PSY", "text": "Tik psichologei",
                           "signed_on": "2026-11-20T11:00:00+02:00"})[0]
    with world.at("dar") as desk:
        may = desk.people.may_read()
        assert {"placement", "pledge", "application", "partner"} <= may
        assert "assessment" not in may
        assert desk.dumping.show("note", note)["text"] == {"protected": "U-PSY"}
        assert all(one.text is None for event in desk.people.timeline(person).events for one in desk.people.said(event.notes).values())
        assert "work" in [place.name for place in menu(office=True, may=may)]
    for login in ("men", "vad", "koo"):
        with world.at(login) as desk:
            assert desk.dumping.show("note", note) is None
            assert not {"assessment", "need"} & desk.people.may_read()
            with pytest.raises(Denied):
                desk.assessing.wheel(person)


@pytest.mark.parametrize(("days", "told", "alert"), [(15, None, True), (13, None, False), (15, 2, False), (40, 15, True), (40, 13, False)])
def test_a1_18_released_client_without_contact_is_on_the_alert_list(
    world: TeamWorld, settings: Settings, days: int, told: int | None, alert: bool
) -> None:
    """Released `days` ago, last met `told` days ago: the lead's Today and the command tell it from the 14th silent day on."""
    def ago(back: int) -> str:
        return f"2026-11-{21 - back:02}" if back < 21 else f"2026-10-{52 - back:02}"

    with world.at() as desk:
        person, case = world.client(desk, "Jonas", "Išgalvotas", lead="soc")
        load(desk, *outside(person, ago(days)))
        if told is not None:
            load(desk, {"record": "contact_attempt", "case": case, "person": person, "at": f"{ago(told)}T10:00:00+02:00", "channel": "phone",
                        "result": "met"},
                 {"record": "contact_attempt", "case": case, "person": person, "at": f"{ago(1)}T10:00:00+02:00", "channel": "phone",
                  "result": "no_answer"})
    with world.at("soc") as desk:
        assert [one.person for one in desk.today.view().silent] == ([person] if alert else [])
    command = Caseworker(settings, PASSPHRASE)
    value = command.do("--workspace", world.folder, "--as", OFFICE.login, "today", "--as-of", "2026-11-21")
    assert [(one["person"], one["name"]) for one in value["silent"]] == ([(person, "Jonas Išgalvotas")] if alert else [])


def test_a2_10_the_coordinator_sees_load_supervision_tasks_and_reviews_of_matches(world: TeamWorld) -> None:
    with world.at() as desk:
        person, case = world.client(desk, "Jānis", "Paraugs", lead="soc")
        mentor = load(desk, {"record": "person", "given_names": "Māris", "family_name": "Demonstrējums"})[0]
        file = load(desk, {"record": "mentor", "person": mentor, "kind": "expert_by_experience", "stage": "matched", "max_matches": 2,
                           "support_person": world.staff["koo"]})[0]
        load(desk, {"record": "match", "mentor": file, "person": person, "from": "2026-03-01", "review_on": "2026-12-01"},
             {"record": "clearance", "mentor": file, "institution": PANEVEZYS, "from": "2025-12-01", "to": "2026-12-05"},
             {"record": "task", "title": "Mentorių susitikimas", "due": "2026-11-20", "staff": world.staff["koo"]},
             {"record": "plan", "id": "01a1f890-2a40-77bd-a917-525752950e05", "case": case, "status": "agreed", "agreed_on": "2026-03-01"},
             {"record": "plan_review", "plan": "01a1f890-2a40-77bd-a917-525752950e05", "due": "2026-06-01"}, *outside(person, "2026-10-01"))
    with world.at("koo") as desk:
        load_of = {one.name: one for one in desk.caseload.workload().loads}
        assert (load_of["Eglė Socialinė"].cases, load_of["Eglė Socialinė"].late_reviews, load_of["Eglė Socialinė"].silent) == (1, 1, 1)
        assert load_of["Rita Koordinatorė"].late_tasks == 1
        view = desk.today.view()
        assert [(one.record, one.date) for one in view.dues if one.record == "clearance"] == [("clearance", "2026-12-05")]
        assert [task.title for task in view.tasks] == ["Mentorių susitikimas"]
        desk.supervising.record(world.staff["men"], "2026-11-10", "Mėnesio pokalbis", supervised=False)
        (note,) = desk.supervising.notes()
        assert note.text == "Mėnesio pokalbis"
    with world.at() as desk:
        assert desk.supervising.notes() == ()
        (line,) = list(desk.dumping.lines(kind="supervision"))
        assert "Mėnesio" not in line


def test_a4_07_housing_before_and_after_is_told(world: TeamWorld, texts: Texts) -> None:
    with world.at() as desk:
        person, case = world.client(desk, "Līga", "Izdomāta")
        load(desk, {"record": "situation", "person": person, "domain": "housing", "value": "none", "from": "2026-01-10", "to": "2026-10-01"},
             {"record": "situation", "person": person, "domain": "housing", "value": "shelter", "from": "2026-10-01", "to": "2026-11-01"},
             {"record": "situation", "person": person, "domain": "housing", "value": "rented", "from": "2026-11-01"},
             {"record": "session", "id": "01a1f890-2a40-77bd-a917-525752950e06", "kind": "individual", "starts_at": "2026-09-20T10:00:00+03:00",
              "minutes": 60, "staff": [world.staff["soc"]], "cases": [case], "topics": ["housing"]},
             {"record": "attendance", "session": "01a1f890-2a40-77bd-a917-525752950e06", "person": person, "status": "present"})
        shown = DataPresenter(desk, texts)
        shown.load(person)
        (housing,) = [section for section in shown.sections("life") if section.title == desk.lists.name("situation_domains", "housing", "lt")]
        values = [desk.lists.name("situation_values", code, "lt") for code in ("rented", "shelter", "none")]
        assert [entry.title for entry in housing.entries] == values
        assert [entry.faded for entry in housing.entries] == [False, True, True]
        assert "session" in [event.kind for event in desk.people.timeline(person).events]


def test_a4_24_the_five_specialists_have_their_services(world: TeamWorld) -> None:
    with world.at() as desk:
        lists = desk.lists
        five = {"U-PSY", "U-PTH", "U-SW", "U-LAW", "U-ADD"}
        assert five <= set(lists.codes("roles"))
        names = " ".join(lists.name("services", code, "lt").lower() for code in lists.codes("services"))
    for stem in ("psichologo", "psichoterapeuto", "socialinio darbuotojo", "teisininko", "priklausomybių konsultanto"):
        assert stem in names, stem


def test_a4_26_crises_are_counted_by_kind(world: TeamWorld) -> None:
    with world.at() as desk:
        assert {"relationship", "divorce", "unemployment"} <= set(desk.lists.codes("crises"))
        for given, crisis in (("Ona", "divorce"), ("Rasa", "divorce"), ("Tomas", "unemployment"), ("Rokas", None)):
            _, case = world.client(desk, given, "Pavyzdė")
            if crisis:
                load(desk, {"record": "case", "id": case, "crisis": crisis})
        assert desk.caseload.crises() == {"divorce": 2, "unemployment": 1}
