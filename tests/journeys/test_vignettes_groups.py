"""V01: Tomas finds his way from a talk to a first job – as the training workspace tells it, and lived through once more."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from caseworker_desktop import bootstrap
from caseworker_desktop.kernel.progress import Silent
from caseworker_desktop.settings import Settings
from caseworker_desktop.usecases.attendance import Wish
from caseworker_desktop.usecases.desk import Desk
from caseworker_desktop.usecases.doors import NewTraining
from caseworker_desktop.usecases.groups import Next
from caseworker_desktop.usecases.people import NewPerson
from caseworker_desktop.usecases.planning import NewStep
from caseworker_desktop.usecases.sessions import Consultation
from tests.clock import StandingClock
from tests.pdf_text import read_pdf
from tests.workspace import PASSPHRASE, load

PAST, NOW = "MOKYMAI-2022/12", "MOKYMAI-LT"
CODES = ("EECO04", "EECO07", "EECO09", "EECR02", "EECR04")


@pytest.fixture
def desk(tmp_path: Path, settings: Settings, clock: StandingClock) -> Iterator[Desk]:
    doors = bootstrap.FolderDoors(bootstrap.build_parts(settings, clock), tmp_path / "demo")
    doors.create_training(NewTraining(PASSPHRASE, scale=0, seed=7), Silent())
    desk = doors.unlock("demo", PASSPHRASE, Silent())
    yield desk
    desk.close()


def tomas(desk: Desk) -> str:
    (found,) = [face for face in desk.people.pick("Tomas Pavyzdys") if face.given_names == "Tomas"]
    return found.id


def counted(desk: Desk, project: str, day: str, *indicators: dict[str, object]) -> dict[str, tuple[str, ...]]:
    """Return whom each of these indicators counts on a day."""
    (id_,) = [one.id for one in desk.people.rows("project", code=project)]
    load(desk, *({"record": "indicator", "project": id_, **one} for one in indicators))
    return {one.code: one.persons for one in desk.reporting.indicators(project, day)}


def test_v01_the_story_of_tomas_is_told_whole(desk: Desk) -> None:
    person = tomas(desk)
    events = desk.people.timeline(person, None, 100).events
    talks = [one for one in events if one.kind == "session" and one.values["kind"] == "individual"]
    assert len(talks) == 6
    assert [one.values["phase"] for one in reversed(talks)] == ["inside", "inside", "inside", "being_released", "being_released", "being_released"]
    (took,) = desk.groups.of_person(person)
    assert (took.attended.minutes, took.attended.percent, took.member.result, took.member.certificate_no) == (12 * 60, 100, "completed", "SK-07")
    assert [one.values["type"] for one in events if one.kind == "outcome"] == ["O-EDU", "O-JOB", "O-EDU"]
    assert {"plan", "plan_signature", "plan_review", "case_end"} <= {one.kind for one in events}


def test_v01_the_place_bears_its_old_name_on_the_paper_of_december_and_the_new_one_in_january(desk: Desk, tmp_path: Path) -> None:
    (took,) = desk.groups.of_person(tomas(desk))
    names = []
    for meeting in (took.sheet.meetings[0], took.sheet.meetings[2]):
        target = tmp_path / f"{meeting.day}.pdf"
        desk.papers.print("attendance", meeting.id, target=target)
        names.append(read_pdf(target.read_bytes()).flowing)
    assert "Pravieniškių pataisos namai" in names[0]
    assert "kalėjimas" not in names[0]
    assert "Pravieniškių 1-asis kalėjimas" in names[1]


def test_v01_he_is_counted_where_he_belongs(desk: Desk) -> None:
    person = tomas(desk)
    told = counted(
        desk, PAST, "2023-09-30", {"code": "ISIDARBINO", "rule": "outcome_share", "parameters": {"types": ["O-JOB"]}},
        *({"code": code, "rule": "esf", "parameters": {"code": code}} for code in CODES))
    assert all(person in told[code] for code in ("ISIDARBINO", "PIRMAS-DARBAS", *CODES))
    born, worked = desk.people.head(person), next(one for one in desk.people.timeline(person, None, 100).events if one.values.get("type") == "O-JOB")
    assert born is not None
    assert born.face.birth_date == "1998-10-05"
    assert int(worked.at[:4]) - 1998 - (worked.at[5:10] < "10-05") == 24


def test_v01_the_same_way_is_walked_by_another(desk: Desk, tmp_path: Path) -> None:
    made = desk.people.create(NewPerson(
        "Benas", "Pavyzdėlis", "2001-05-05", "m", institution=next(
            id_ for id_, one in desk.institutions.known().items() if one["code"] == "LT-K-PRA1"), status="serving", status_from="2025-01-10",
        stay_from="2025-01-10", release_date="2026-12-15"))
    assert made.case is not None
    person, case = made.person, made.case
    (project,) = [one.id for one in desk.people.rows("project", code=NOW)]
    desk.editing.save("participation", None, {"person": person, "project": project, "entry_on": "2026-10-01"})
    for domain, value in (("N-EDU", 3), ("N-EMP", 2)):
        desk.editing.save("need", None, {"case": case, "domain": domain, "on": "2026-10-01", "client_value": value, "worker_value": value})
    plan = desk.planning.create(case, project=project).id
    for words, domain in (("Noriu baigti mokyklą", "N-EDU"), ("Noriu pirmą kartą dirbti su sutartimi", "N-EMP")):
        goal = desk.planning.add_goal(plan, words, domain=domain).id
        desk.planning.add_step(goal, NewStep("Pirmas žingsnis", who="client", due="2026-12-01"))
    for n in range(6):
        desk.sessions.record(Consultation(person, case, f"2026-10-{5 + 3 * n:02}", 45, "individual", project=project, note=f"Pokalbis {n + 1}"))
    programme = next(one.id for one in desk.people.rows("programme") if one.code == "SKAIT-12")
    group = desk.editing.save("group", None, {"programme": programme, "name": "Skaitmena, ruduo", "from": "2026-10-26", "project": project}).id
    desk.groups.join(group, [person], "2026-10-26")
    for day in ("2026-10-26", "2026-11-02", "2026-11-09", "2026-11-16"):
        (session,) = desk.groups.meet(group, Next(day, "13:00", 180, None, "Kompiuterių klasė", "prison", ())).ids
        desk.attendance.mark(session, [Wish(person, "present")])
    sheet = desk.groups.sheet(group)
    assert sheet is not None
    assert (sheet.attended(sheet.members[0]).minutes, sheet.earns(sheet.members[0])) == (720, True)
    member = sheet.members[0].id
    assert member is not None
    desk.groups.complete(group, [member])
    target = tmp_path / "certificate.pdf"
    desk.papers.print("certificate", member, target=target)
    assert "Benas Pavyzdėlis" in read_pdf(target.read_bytes()).flowing
    desk.editing.save("outcome", None, {"person": person, "case": case, "project": project, "type": "O-EDU", "stage": "decided", "on": "2026-11-17"})
    metalas = next(one.id for one in desk.people.rows("partner") if one.is_employer)
    desk.editing.save("placement", None, {
        "person": person, "partner": metalas, "job": "Pagalbinis darbininkas", "from": "2026-10-30", "to": "2026-11-19", "status": "completed"})
    first = {"type": "O-JOB", "on": "2026-11-20", "first_ever": True, "evidence": "document"}
    desk.editing.save("outcome", None, {"person": person, "case": case, "project": project, **first})
    told = counted(desk, NOW, "2026-11-21", {"code": "PIRMAS", "rule": "first_ever_share", "parameters": {"types": ["O-JOB"]}},
                   {"code": "MOKESI", "rule": "trained", "parameters": {"subject": "T-SKA"}})
    assert all(person in told[code] for code in ("DIRBA", "PIRMAS", "MOKESI"))
    talks = [one for one in desk.people.timeline(person, None, 100).events if one.kind == "session"]
    assert [one.values["kind"] for one in talks].count("individual") == 6
    assert {one.values["phase"] for one in talks} == {"inside", "being_released"}
