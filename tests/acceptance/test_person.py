"""What five projects need of a person's page: eligibility, status, stays under old names, phases, one case through the gate, sources, consents."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from caseworker_desktop.kernel.errors import LineRefused, Refused
from caseworker_desktop.records.lists import institution_id
from caseworker_desktop.settings import Settings
from caseworker_desktop.texts import Texts
from caseworker_desktop.ui.people.presenter import ListPresenter
from caseworker_desktop.ui.person.data_presenter import DataPresenter
from caseworker_desktop.ui.person.timeline import TimelinePresenter
from caseworker_desktop.usecases.institutions import institution_name
from caseworker_desktop.usecases.reporting import Question
from caseworker_desktop.usecases.sessions import Consultation
from tests.acceptance.people_world import CODE, PeopleWorld, people_world
from tests.clock import StandingClock
from tests.pdf_text import read_pdf

PRAVIENISKES = institution_id("LT-K-PRA1")


@pytest.fixture
def world(tmp_path: Path, settings: Settings, clock: StandingClock) -> Iterator[PeopleWorld]:
    with people_world(tmp_path / "office", settings, clock) as made:
        yield made


def data(world: PeopleWorld, texts: Texts, person: str) -> DataPresenter:
    shown = DataPresenter(world.desk, texts)
    shown.load(person)
    return shown


def test_a0_04_another_municipality_is_a_warning_and_no_block(world: PeopleWorld, texts: Texts) -> None:
    here = world.person("Rokas", residence_after_release="LT-25")
    elsewhere = world.person("Tomas", residence_after_release="LT-57")
    assert [(offer.project, offer.lives_elsewhere) for offer in world.desk.participating.offers(here)] == [(world.project, False)]
    (offer,) = world.desk.participating.offers(elsewhere)
    assert offer.lives_elsewhere is True
    fine = world.desk.editing.save("participation", None, {"person": here, "project": world.project, "entry_on": "2026-02-01"})
    warned = world.desk.editing.save("participation", None, {"person": elsewhere, "project": world.project, "entry_on": "2026-02-01"})
    assert not fine.written.warnings
    assert [finding.reason.key for _, _, finding in warned.written.warnings] == ["rule.lives_elsewhere"]
    (section,) = data(world, texts, elsewhere).sections("projects")
    assert section.entries[0].mark == ("Kita savivaldybė", "amber", "warn")
    opening = data(world, texts, elsewhere).opening("participation/new/entry")
    assert opening is not None
    assert opening.specs[0].options == [(world.project, "PV – kita savivaldybė")]


def test_a0_14_participants_by_target_group(world: PeopleWorld) -> None:
    for given, group in (("Rokas", "convicted"), ("Tomas", "convicted"), ("Jurga", "family_members"), ("Ona", None)):
        world.add("participation", person=world.person(given), project=world.project, entry_on="2026-02-01", target_group=group)
    assert world.desk.participating.by_group(world.project) == {"convicted": 2, "family_members": 1, "": 1}
    assert world.figure("participants", target_group="convicted").value == 2


def test_a0_15_participants_by_prison_on_a_date(world: PeopleWorld, texts: Texts) -> None:
    rokas, tomas, jonas = (world.person(given, family) for given, family in (("Rokas", "Bė"), ("Tomas", "Aš"), ("Jonas", "Cis")))
    for person in (rokas, tomas, jonas):
        world.add("participation", person=person, project=world.project, entry_on="2026-02", exit_on="2026-10-01" if person == jonas else None)
    world.add("stay", person=rokas, institution=PRAVIENISKES, unit="2", **{"from": "2022-05", "to": "2026-09-30"})
    world.add("stay", person=tomas, institution=PRAVIENISKES, **{"from": "2026-03-05"})
    world.add("stay", person=jonas, institution=institution_id("LT-K-ALY"), **{"from": "2026-03-05"})
    names = [one.family_name for one in world.desk.participating.in_institution(PRAVIENISKES, "2026-06-15", world.project)]
    assert names == ["Aš", "Bė"]
    assert [one.family_name for one in world.desk.participating.in_institution(PRAVIENISKES, "2026-11-01")] == ["Aš"]
    assert [one.family_name for one in world.desk.participating.in_institution(PRAVIENISKES, "2026-02-15")] == ["Bė"]
    assert world.desk.participating.in_institution(institution_id("LT-K-ALY"), "2026-10-15") == ()
    shown = ListPresenter(world.desk.people, world.desk.institutions, world.desk.lists, texts)
    shown.everybody()
    for words, found in (("Pravieniškės", [tomas]), ("alytus", [jonas])):
        shown.type(words)
        assert [face.id for face in shown.fetch(None, 50).rows] == found


def test_a0_16_the_old_name_for_old_services_and_one_total(world: PeopleWorld, texts: Texts) -> None:
    known = world.desk.institutions.known()
    before, after = (institution_name(known, PRAVIENISKES, day, "lt") for day in ("2022-12-20", "2023-01-05"))
    assert (before, after) == (institution_name(known, PRAVIENISKES, "2022-01-01", "lt"), "Pravieniškių 1-asis kalėjimas")
    assert before != after
    person, case = world.client()
    world.add("stay", person=person, institution=PRAVIENISKES, **{"from": "2022-12-20", "to": "2023-01-05"})
    entry = next(section for section in data(world, texts, person).sections("sentence") if section.title == "Buvimo vietos").entries[0]
    assert entry.title == before
    assert after in entry.below
    project = world.add("project", code="SENAS", title="Senas", period_from="2022", period_to="2023")
    for day in ("2022-12-20", "2023-01-05"):
        world.add("session", kind="individual", starts_at=f"{day}T10:00:00+02:00", minutes=60, staff=[world.desk.worker.staff], cases=[case],
                  institution=PRAVIENISKES, project=project)
    world.add("participation", person=person, project=project, entry_on="2022-12-01")
    world.add("indicator", project=project, code="s", rule="sessions")
    (split,) = world.desk.reporting.indicators_by(Question("SENAS", by=("institution",), as_of="2023-01-05"))
    assert [figure.value for figure in split.figures] == [2]


def test_a0_17_the_history_of_the_legal_status(world: PeopleWorld, texts: Texts) -> None:
    person, _ = world.client()
    spans = (("remand", "2019-01-10", "2020-03-01"), ("serving", "2020-03-01", "2026-05-01"), ("conditional_release", "2026-05-01", "2026-09-01"),
             ("probation", "2026-09-01", "2026-11-01"), ("released", "2026-11-01", None))
    for status, first, last in spans:
        world.desk.editing.save("legal_status", None, {"person": person, "status": status, "from": first, "to": last})
    section = next(each for each in data(world, texts, person).sections("sentence") if each.title == "Teisinė padėtis")
    assert [entry.title for entry in section.entries] == [
        "Paleistas (-a)", "Prižiūri probacijos tarnyba", "Lygtinai paleistas (-a)", "Atlieka bausmę", "Suimtas (-a)"]
    assert [entry.mark is not None for entry in section.entries] == [True, False, False, False, False]
    assert {code for code, *_ in spans} | {"relative", "none"} == set(world.desk.lists.codes("legal_statuses"))


def test_a0_27_age_at_the_outcome_and_a_story_without_identity(world: PeopleWorld, texts: Texts) -> None:
    person, case = world.client("Tomas", "Pavyzdys", birth_date="1998-10-05")
    world.add("outcome", person=person, case=case, project=world.project, type="O-EDU", stage="decided", on="2023-02-10", evidence="self_report")
    shown = TimelinePresenter(world.desk, texts)
    shown.load(person)
    told = [face for face in shown.faces(world.desk.institutions.known()) if face.told.title == "Mokosi / tęsia mokslus"]
    assert len(told) == 1
    assert "24 metai tą dieną" in told[0].told.body
    assert "Apsisprendė" in told[0].told.body
    consent = world.add("consent", person=person, purpose="publicity", given=True, on="2026-02-01")
    words = "24 metų Tomas Pavyzdys pasiryžo tęsti mokslus, tel. +370 612 34567."
    world.add("story", project=world.project, person=person, consent=consent, text=words)
    (row,) = world.desk.reporting.listing("stories", Question(CODE)).rows
    assert "24 metų" in row["text"]
    for trace in ("Tomas", "Pavyzdys", "612"):
        assert trace not in row["text"]
    world.desk.consenting.withdraw(consent)
    assert world.desk.reporting.listing("stories", Question(CODE)).rows == ()
    with pytest.raises(LineRefused) as refused:
        world.desk.editing.save("story", None, {"project": world.project, "person": person, "text": words, "consent": consent})
    assert refused.value.reason.key == "rule.no_consent_to_publicity"
    world.desk.editing.save("story", None, {"project": world.project, "text": "Vyras pasiryžo tęsti mokslus."})


def test_a1_02_each_service_bears_its_phase(world: PeopleWorld) -> None:
    person, case = world.client()
    world.add("participation", person=person, project=world.project, entry_on="2026-01-15")
    for status, first, last in (("serving", "2020-01-01", "2026-09-30"), ("released", "2026-10-01", None)):
        world.add("legal_status", person=person, status=status, **{"from": first, "to": last})
    world.add("release_date", person=person, kind="actual", date="2026-10-01")
    for day, phase in (("2026-03-02", "inside"), ("2026-09-20", "being_released"), ("2026-10-20", "released")):
        session = world.add("session", kind="individual", starts_at=f"{day}T10:00:00+03:00", minutes=60, staff=[world.desk.worker.staff],
                            cases=[case], project=world.project)
        attendance = world.desk.editing.save("attendance", None, {"session": session, "person": person, "case": case, "status": "present"})
        assert world.plain("attendance", attendance.id)["phase"] == phase
    assert [world.figure("sessions", phase=phase).value for phase in ("inside", "being_released", "released")] == [1, 1, 1]


def test_a1_04_one_case_through_the_gate_and_back(world: PeopleWorld) -> None:
    person, case = world.client()
    world.add("legal_status", person=person, status="serving", **{"from": "2020-01-01"})
    world.desk.leaving.release(person, "2026-11-20")
    assert [(row.id, row.closed_on) for row in world.desk.cases.of(person)] == [(case, None)]
    world.desk.cases.close(case, "completed", "2026-11-21")
    with pytest.raises(Refused):
        world.desk.cases.open(person)
    world.desk.cases.reopen(case)
    (row,) = world.desk.cases.of(person)
    assert (row.id, row.opened_on, row.closed_on) == (case, "2026-01-10", None)
    with pytest.raises(LineRefused):
        world.desk.cases.open(person)


def test_a1_31_no_photo_for_publicity_without_consent(world: PeopleWorld) -> None:
    person, _ = world.client()
    photo = {"title": "Dirbtuvių nuotrauka", "kind": "photo", "persons": [person], "taken_on": "2026-06-01"}
    with pytest.raises(LineRefused) as refused:
        world.desk.editing.save("document", None, photo)
    assert refused.value.reason.key == "rule.no_consent_to_photo"
    world.add("consent", person=person, purpose="photo", given=True, on="2026-05-01")
    world.desk.editing.save("document", None, photo)
    with pytest.raises(Refused):
        world.desk.consenting.require(person, "publicity")
    given = world.add("consent", person=person, purpose="publicity", given=True, on="2026-05-01", expires_on="2026-12-31")
    world.desk.consenting.require(person, "publicity")
    world.desk.consenting.withdraw(given)
    with pytest.raises(Refused):
        world.desk.consenting.require(person, "publicity")
    notice = world.add("consent", person=person, purpose="information_notice", given=True, on="2026-05-01")
    assert notice
    with pytest.raises(Refused):
        world.desk.consenting.require(person, "information_notice")


def test_a2_09_probation_clients_are_found_by_their_status(world: PeopleWorld, texts: Texts, texts_in) -> None:  # type: ignore[no-untyped-def] # a shared fixture
    on_probation, _ = world.client("Jānis", "Bērziņš")
    inside, _ = world.client("Rokas", "Netikras")
    world.add("legal_status", person=on_probation, status="probation", **{"from": "2026-05-01"})
    world.add("legal_status", person=inside, status="serving", **{"from": "2026-05-01"})
    world.add("legal_status", person=inside, status="probation", **{"from": "2025-01-01", "to": "2025-12-31"})
    for words, language in (("probacija", texts), ("probācija", texts_in("lv"))):
        shown = ListPresenter(world.desk.people, world.desk.institutions, world.desk.lists, language)
        shown.everybody()
        shown.type(words)
        assert [face.id for face in shown.fetch(None, 50).rows] == [on_probation]


def test_a4_09_print_hides_the_offence_and_hidden_addresses(world: PeopleWorld, texts: Texts) -> None:
    person, case = world.client(address="Slaptoji g. 5, Kaunas")
    world.add("participation", person=person, project=world.project, entry_on="2026-02-01", target_group="domestic_violence")
    assert data(world, texts, person).sections("life")[-1].title != "Nusikalstama veika"
    world.desk.editing.save("project", world.project, {"offence_basis": "Vykdomas projekto sutarties 4 punktas"})
    assert data(world, texts, person).sections("life")[-1].title == "Nusikalstama veika"
    basis = world.desk.participating.offence_basis(person)
    offence = world.desk.editing.save("offence", None, {"person": person, "text": "Sumušė sutuoktinę.", "basis": basis})
    assert data(world, texts, person).sections("life")[-1].entries[0].title == "Sumušė sutuoktinę."
    with world.desk.editing._store.reading() as reading:
        stored = reading.plain("offence", offence.id)
    assert stored is not None
    assert stored["text"] is None, "an offence is kept sealed"
    wife = world.desk.family.add(person, {"given_names": "Jurga", "family_name": "Netikrienė", "sex": "f", "kind": "R-SPO", "hide_address": True,
                                          "phone": "+37060012345"})
    world.desk.editing.save("person", wife.id, {"address": "Prieglaudos g. 1"})
    (relative,) = world.desk.family.relatives(person)
    assert relative.hide_address
    plan = world.desk.planning.create(case, strengths="Moka suvirinti.")
    world.desk.planning.add_goal(plan.id, "Noriu gyventi be pykčio.", domain="N-HOU")
    for copy in ("client", "file"):
        printed = read_pdf(world.desk.papers.print("plan", plan.id, copy=copy).pdf).flowing
        assert "pykčio" in printed
        for hidden in ("Sumušė", "Prieglaudos", "Slaptoji"):
            assert hidden not in printed or (copy, hidden) == ("file", "Slaptoji")


def test_a4_17_basis_and_readiness_at_enrolment(world: PeopleWorld, texts: Texts) -> None:
    person, _ = world.client()
    opening = data(world, texts, person).opening("participation/new/entry")
    assert opening is not None
    assert {"basis", "readiness"} <= {spec.name for spec in opening.specs}
    world.desk.editing.save("participation", None, {
        "person": person, "project": world.project, "entry_on": "2026-02-01", "basis": "court", "readiness": "precontemplation"})
    (section,) = data(world, texts, person).sections("projects")
    assert world.desk.lists.name("participation_bases", "court", "lt") in section.entries[0].below
    assert world.desk.lists.name("readiness_stages", "precontemplation", "lt") in section.entries[0].below


def test_a4_18_a_case_closed_years_ago_takes_a_note(world: PeopleWorld) -> None:
    person, case = world.client()
    world.desk.editing.save("case", case, {"opened_on": "2020-01-10", "closed_on": "2022-11-01", "close_reason": "completed"})
    done = world.desk.sessions.record(Consultation(
        person=person, case=world.desk.sessions.prepare(person).case, on="2026-11-20", at="10:00", minutes=10, kind="phone", topics=(),
        note="Paskambino padėkoti: dirba, gyvena su šeima.", level="shared", next_step_on=None, next_step_title=None, institution=None, place=None,
        place_type="phone", project=None, session=None))
    assert done.note is not None
    assert world.plain("note", done.note)["case"] == case
    assert world.plain("case", case)["closed_on"] == "2022-11-01"


def test_a4_22_a_month_is_a_date(world: PeopleWorld) -> None:
    person, _ = world.client()
    saved = world.desk.editing.save("situation", None, {"person": person, "domain": "labour", "value": "employed", "from": "2009-01"})
    assert world.plain("situation", saved.id)["from"] == "2009-01"
    with pytest.raises(LineRefused):
        world.desk.editing.save("situation", None, {"person": person, "domain": "labour", "value": "employed", "from": "2009-13"})


def test_a4_27_share_of_those_who_came_themselves(world: PeopleWorld) -> None:
    for number, source in enumerate(("SELF", "SELF", "POL", "ELD", "CHILD")):
        world.add("case", person=world.person(f"Ona{number}"), opened_on="2026-03-01", referral_source=source)
    sources = world.desk.participating.by_source("2026-01-01", "2026-12-31")
    assert sources["SELF"] * 100 // sum(sources.values()) == 40


def test_a4_28_cases_by_source(world: PeopleWorld) -> None:
    for number, (source, day) in enumerate((("POL", "2026-03-01"), ("ELD", "2026-03-02"), ("CHILD", "2026-04-01"), ("CHILD", "2025-12-31"))):
        world.add("case", person=world.person(f"Ona{number}"), opened_on=day, referral_source=source)
    assert world.desk.participating.by_source("2026-01-01", "2026-12-31") == {"POL": 1, "ELD": 1, "CHILD": 1}


def test_a_consent_that_ends_makes_a_task_and_a_withdrawn_one_has_none(world: PeopleWorld) -> None:
    person, _ = world.client()
    made = world.desk.consenting.save(None, {"person": person, "purpose": "share_prison", "given": True, "on": "2026-11-01",
                                             "expires_on": "2027-01-31"})
    (task,) = [row for row in world.desk.editing.rows("task", person=person) if row.kind == "consent_expiry"]
    assert (task.due, task.staff, task.done_on) == ("2027-01-01", world.desk.worker.staff, None)
    assert "kalėjimu" in task.title
    world.desk.consenting.save(made.id, {"expires_on": "2027-03-31"})
    assert world.plain("task", task.id)["due"] == "2027-03-01"
    world.clock.tick(timedelta(days=1).total_seconds())
    world.desk.consenting.withdraw(made.id)
    assert world.plain("task", task.id)["done_on"] == "2026-11-22"
    assert [permit.state for permit in world.desk.consenting.standing(person) if permit.purpose == "share_prison"] == ["withdrawn"]
